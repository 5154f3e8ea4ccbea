//! Running an assessment: the list, opening, stages, units, people, assignments, targets and actions.

use axum::http::StatusCode;

use crate::site::Site;

const UNITS: &str = "id,title,parent,headcount,repositories\n\
    organisation,Example Group,,0,\n\
    payments,Payments,organisation,50,glob:payments/**\n\
    cards,\"Cards <b>& more</b>\",payments,20,owner:cards\n";
const PEOPLE: &str = "handle,name,contact,role,unit,until\n\
    ada,Ada Jansen,ada@example.org,respondent,payments,\n\
    bob,Bob Öst,bob@example.org,respondent,payments,\n\
    rev,Rui Evora,rui@example.org,reviewer,organisation,\n\
    aud,Ann Dit,,auditor,organisation,\n";

/// A site with units and people of a company; the first lead is at the keyboard.
pub async fn company() -> Site {
    let site = Site::begun().await;
    let units = site.upload("/units", &[("file", Some("units.csv"), UNITS.as_bytes())]).await;
    assert_eq!((units.status, units.to()), (StatusCode::SEE_OTHER, "/units"));
    let people = site.upload("/people", &[("file", Some("people.csv"), PEOPLE.as_bytes())]).await;
    assert_eq!((people.status, people.to()), (StatusCode::SEE_OTHER, "/people"));
    site.acting("me").await
}

/// The value of an option or a hidden field whose words follow it.
pub fn value_before(page: &str, words: &str) -> String {
    let before = page.split(words).next().unwrap();
    let (_, value) = before.rsplit_once("value=\"").unwrap_or_else(|| panic!("no value before `{words}` in {page}"));
    value.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn units_are_uploaded_whole_or_not_at_all() {
    let site = company().await;
    let page = site.get("/units").await.text;
    assert!(page.contains("glob:payments/**") && page.contains("70 people"), "{page}");
    assert!(page.contains("Cards &lt;b&gt;&amp; more&lt;/b&gt;") && !page.contains("<b>"), "{page}");
    let wrong = "id,title,parent\norganisation,Example,\na,A,nowhere\na,B,organisation\n";
    let refused = site.upload("/units", &[("file", Some("../x/wrong"), wrong.as_bytes())]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("wrong.csv:3") && refused.text.contains("wrong.csv:4"), "{}", refused.text);
    assert!(!refused.text.contains("../x"), "{}", refused.text);
    assert!(!site.get("/units").await.text.contains("nowhere"));
    let empty = site.upload("/units", &[("file", Some(""), b"")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn whoever_began_alone_goes_on_after_entering_others() {
    let site = Site::begun().await;
    let people = site
        .upload("/people", &[("file", Some("p.csv"), b"handle,name,role,unit\nx,X,lead,organisation\ny,Y,,\n")])
        .await;
    assert_eq!(people.status, StatusCode::SEE_OTHER, "{}", people.text);
    assert_eq!(site.get("/people").await.status, StatusCode::CONFLICT, "two lead: who is it?");
    let x = value_before(&site.acting("me").await.get("/people").await.text, ">X</option>");
    let me = site.acting("me").await;
    assert_eq!(me.post("/people/revoke", &format!("person={x}&role=lead&unit=organisation")).await.to(), "/people");
    assert_eq!(site.get("/people").await.status, StatusCode::OK, "one leads, whoever else is known");
}

#[tokio::test]
async fn an_upload_may_not_be_of_any_size() {
    let site = company().await;
    let large = vec![b'a'; 17 << 20];
    let reply = site.upload("/units", &[("file", Some("units.csv"), &large)]).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert!(reply.text.contains("Nothing was changed"), "{}", reply.text);
}

#[tokio::test]
async fn one_unit_is_changed_and_what_was_typed_stays_when_it_is_wrong() {
    let site = company().await;
    let form = site.get("/units/edit?unit=cards").await.text;
    assert!(form.contains("owner:cards") && form.contains("value=\"payments\" selected"), "{form}");
    let wrong = "unit=cards&known=yes&title=Kept+title&parent=payments&headcount=many";
    let wrong = site.post("/units/edit", wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Kept title") && wrong.text.contains("People are a whole number"), "{}", wrong.text);
    let above_itself = site.post("/units/edit", "unit=payments&known=yes&title=P&parent=cards").await;
    assert_eq!(above_itself.status, StatusCode::UNPROCESSABLE_ENTITY);
    let good = "unit=cards&known=yes&title=Cards&parent=organisation&headcount=7&repositories=path%3Acards";
    assert_eq!(site.post("/units/edit", good).await.to(), "/units");
    assert!(site.get("/units").await.text.contains("path:cards"));
    let twice = site.post("/units/edit", "unit=cards&title=Again&parent=organisation").await;
    assert!(twice.text.contains("There is a unit “cards” already"), "{}", twice.text);
    assert_eq!(site.post("/units/remove", "unit=cards").await.to(), "/units");
    assert!(!site.get("/units").await.text.contains("path:cards"));
}

#[tokio::test]
async fn people_get_roles_and_lose_them() {
    let site = company().await;
    let page = site.get("/people").await.text;
    assert!(page.contains("Respondent of Payments") && page.contains("ada@example.org"), "{page}");
    let ada = value_before(&page, ">Ada Jansen</option>");
    let grant = format!("person={ada}&role=reviewer&unit=organisation&until=2020-01-01");
    let past = site.post("/people/grant", &grant).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(past.text.contains("2020-01-01"), "{}", past.text);
    assert_eq!(site.post("/people/grant", &grant.replace("2020", "2027")).await.to(), "/people");
    assert!(site.get("/people").await.text.contains("Reviewer of Example Group until 1 January 2027"));
    let revoke = format!("person={ada}&role=reviewer&unit=organisation");
    assert_eq!(site.post("/people/revoke", &revoke).await.to(), "/people");
    assert!(!site.get("/people").await.text.contains("until 1 January 2027"));
    let added = site.post("/people/add", "name=Cleo+Ng&contact=cleo%40example.org&role=lead&unit=payments").await;
    assert_eq!(added.to(), "/people");
    assert!(site.get("/people").await.text.contains("cleo.ng"));
}

#[tokio::test]
async fn only_who_manages_sees_contacts_and_changes_people() {
    let site = company().await;
    let ada = site.acting("ada").await;
    let page = ada.get("/people").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Bob Öst") && !page.text.contains("bob@example.org"), "{}", page.text);
    assert_eq!(ada.post("/people/add", "name=Mallory").await.status, StatusCode::FORBIDDEN);
    let upload = ada.upload("/people", &[("file", Some("people.csv"), PEOPLE.as_bytes())]).await;
    assert_eq!(upload.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.upload("/units", &[("file", Some("u.csv"), UNITS.as_bytes())]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.get("/units/edit?unit=cards").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_person_is_erased_after_it_was_named_what_is_destroyed() {
    let site = company().await;
    let page = site.get("/people").await.text;
    let bob = value_before(&page, ">Bob Öst</option>");
    let confirm = site.get(&format!("/people/{bob}/erase")).await;
    assert!(confirm.text.contains("bob@example.org") && confirm.text.contains(&bob), "{}", confirm.text);
    let ada = site.acting("ada").await;
    assert_eq!(ada.get(&format!("/people/{bob}/erase")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.post(&format!("/people/{bob}/erase"), "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.post(&format!("/people/{bob}/erase"), "").await.to(), "/people");
    let after = site.get("/people").await.text;
    assert!(after.contains(&bob) && !after.contains("Bob Öst"), "{after}");
    assert_eq!(site.get(&format!("/people/{bob}/erase")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_assessment_is_opened_reviewed_published_and_gone_on_from() {
    let site = company().await;
    let form = site.get("/assessments/open").await.text;
    assert!(form.contains("value=\"2026-11-22\"") && form.contains("value=\"cards\" checked"), "{form}");
    let taken = site.post("/assessments/open", "name=2026-q4&title=My+title&as_of=2026-12-31&unit=cards").await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.text.contains("The name 2026-q4 is taken") && taken.text.contains("My title"), "{}", taken.text);
    assert_eq!(site.post("/a/2026-q4/rescope", "unit=payments&unit=cards").await.to(), "/a/2026-q4/stage");
    let early = site.post("/a/2026-q4/stage", "to=published").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text.contains("is still a draft: put it up for review first"), "{}", early.text);
    assert_eq!(site.post("/a/2026-q4/stage", "to=review").await.to(), "/a/2026-q4/stage");
    assert_eq!(site.post("/a/2026-q4/stage", "to=published").await.to(), "/a/2026-q4/stage");
    let done = site.get("/a/2026-q4/stage").await.text;
    assert!(done.contains("osmm verify --expect") && done.contains("sha256:"), "{done}");
    let next = site.post("/assessments/open", "name=2027-q1&as_of=2026-12-31&after=2026-q4").await;
    assert_eq!(next.to(), "/a/2027-q1/stage", "{}", next.text);
    let list = site.get("/assessments").await.text;
    assert!(list.contains("published") && list.contains("draft") && list.contains("31 December 2026"), "{list}");
}

#[tokio::test]
async fn only_a_lead_opens_and_moves_assessments() {
    let site = company().await.acting("rev").await;
    assert_eq!(site.get("/assessments/open").await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.post("/assessments/open", "name=x").await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.post("/a/2026-q4/stage", "to=review").await.status, StatusCode::FORBIDDEN);
    let page = site.get("/a/2026-q4/stage").await;
    assert!(page.status == StatusCode::OK && !page.text.contains("Put it up for review"), "{}", page.text);
}

#[tokio::test]
async fn items_are_assigned_and_reminded_of() {
    let site = company().await;
    assert_eq!(site.post("/a/2026-q4/rescope", "unit=payments&unit=cards").await.status, StatusCode::SEE_OTHER);
    let page = site.get("/a/2026-q4/assign?unit=payments").await.text;
    assert!(page.contains("Nobody in particular"), "{page}");
    let nobody = site.post("/a/2026-q4/assign", "unit=payments").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = site.post("/a/2026-q4/assign", "unit=payments&who=respondents&due=2026-12-01").await;
    assert_eq!(made.to(), "/a/2026-q4/assign?unit=payments", "{}", made.text);
    let page = site.get("/a/2026-q4/assign?unit=payments").await.text;
    assert!(page.contains("Hello Ada Jansen") && page.contains("until 1 December 2026"), "{page}");
    assert!(page.contains("Bob Öst") && page.contains("ada@example.org"), "{page}");
    let past = site.post("/a/2026-q4/assign", "unit=payments&who=respondents&due=2020-12-01").await;
    assert!(past.status == StatusCode::UNPROCESSABLE_ENTITY && past.text.contains("value=\"2020-12-01\""));
    let subject = value_before(&page, "><button class=\"link\">Take back").replace(' ', "+");
    let before = page.split(">Take back").count();
    let ada = value_before(
        page.split(&subject.replace('+', " ")).next().unwrap(),
        "\"><input type=\"hidden\" name=\"subject\"",
    );
    let taken = site.post("/a/2026-q4/unassign", &format!("unit=payments&person={ada}&subject={subject}")).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    assert_eq!(site.get("/a/2026-q4/assign?unit=payments").await.text.split(">Take back").count(), before - 1);
    let other = site.acting("ada").await;
    assert_eq!(other.post("/a/2026-q4/assign", "unit=payments&who=respondents").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn targets_and_actions_are_set_inherited_and_closed() {
    let site = company().await;
    let page = site.get("/goals?unit=payments").await.text;
    let subject = page.split("value=\"item ").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let set = format!("unit=payments&subject=item+{subject}&rating=4&by=2027-06-30");
    assert_eq!(site.post("/goals/target", &set).await.to(), "/goals?unit=payments");
    let below = site.get("/goals?unit=cards").await.text;
    assert!(below.contains("30 June 2027") && below.contains(">Payments</td>"), "{below}");
    let off = site.post("/goals/target", &set.replace("rating=4", "rating=9")).await;
    assert_eq!(off.status, StatusCode::UNPROCESSABLE_ENTITY);
    let action = format!("unit=payments&title=Write+it+<down>&subject=item+{subject}&owner=Legal&due=2026-11-01");
    assert_eq!(site.post("/goals/action", &action).await.to(), "/goals?unit=payments");
    assert_eq!(site.post("/goals/action", &action).await.to(), "/goals?unit=payments");
    let open = site.get("/goals?unit=organisation").await.text;
    assert!(open.contains("Write it &lt;down&gt;") && open.contains("write-it-down-2"), "{open}");
    assert!(open.contains("(over)"), "{open}");
    let nameless = site.post("/goals/action", "unit=payments&title=&owner=Kept").await;
    assert!(nameless.text.contains("Say what is to be done") && nameless.text.contains("Kept"));
    let closed = site.post("/goals/close", "unit=payments&action=write-it-down&why=Done+it").await;
    assert_eq!(closed.to(), "/goals?unit=payments");
    assert!(site.get("/goals?unit=payments").await.text.contains("Done it"));
    let clear = format!("unit=payments&subject=item+{subject}&rating=none");
    site.post("/goals/target", &clear).await;
    assert!(site.get("/goals?unit=payments").await.text.contains("No targets yet"));
    assert_eq!(site.acting("aud").await.post("/goals/target", &set).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_page_speaks_german() {
    let site = company().await;
    let cookie = |path: &str| {
        axum::http::Request::get(path.to_owned())
            .header(axum::http::header::COOKIE, "osmm_language=de")
            .body(axum::body::Body::empty())
            .unwrap()
    };
    for (path, words) in [
        ("/assessments", "Welche Bewertungen gibt es?"),
        ("/a/2026-q4/stage", "Zur Prüfung vorlegen"),
        ("/a/2026-q4/assign", "Offene Arbeit"),
        ("/goals", "Keine offenen Maßnahmen"),
        ("/units", "70 Personen"),
        ("/people", "Wer ist beteiligt?"),
        ("/a/2026-q4/review", "Nichts ist mehr zu entscheiden"),
        ("/a/2026-q4/verify", "Was können Sie in"),
        ("/a/2026-q4/delta", "Noch gibt es nur eine"),
        ("/audit", "Noch ist nichts veröffentlicht"),
    ] {
        let page = site.ask(cookie(path)).await;
        assert!(page.status == StatusCode::OK && page.text.contains(words), "{path}: {}", page.text);
    }
}
