//! Where do we stand: the dashboard over one unit and a tree, on three bases, for who may see what.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use osmm_maturity::cycle::pool::Pool;
use osmm_maturity::event::{AssessmentId, Change, Confidentiality, EvidenceId, EvidenceRecord};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::{ItemId, Scope};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::score::Basis;
use osmm_maturity::unit::UnitId;
use osmm_server::Access;

use crate::company::{ASSESSMENT, Company, local_item, pseudonym};
use crate::site::{Site, model};

const HERE: &str = "/a/2026-q4";

fn as_person(handle: &str) -> Access {
    Access::Alone { person: Some(handle.to_owned()) }
}

fn said(unit: &str, item: &ItemId, by: &str, answer: Answer) -> Change {
    Change::Responded {
        assessment: AssessmentId(ASSESSMENT.to_owned()),
        unit: UnitId(unit.to_owned()),
        item: item.clone(),
        respondent: pseudonym(by),
        answer,
        overrides: None,
        function: None,
        on: None,
    }
}

fn rated(rating: u8) -> Answer {
    Answer::Rated { rating: Rating(rating) }
}

/// The site as a person sees it, with all local items rated 4 in `ops` and 2 in `web`, and one of `ops` declined.
async fn filled(handle: &str) -> Site {
    let site = Company::new().await.site(as_person(handle)).await;
    let model = model();
    let local: Vec<&ItemId> = model.items().filter(|(_, i)| i.scope == Scope::Local).map(|(_, i)| &i.id).collect();
    let mut changes: Vec<Change> = Vec::new();
    for (n, item) in local.into_iter().enumerate() {
        changes.push(said("web", item, "web", rated(2)));
        changes.push(said("ops", item, "ops", if n == 1 { Answer::Declined } else { rated(4) }));
    }
    let changes: Vec<_> = changes.into_iter().map(|c| (c, None)).collect();
    site.app.change(&pseudonym("lead"), |_| Ok(changes.clone().into())).await.unwrap();
    site
}

/// The cells of the heat map's row or foot with this name.
fn row(page: &str, name: &str) -> Vec<String> {
    let table = page.split("class=\"heat\"").nth(1).unwrap().split("</table>").next().unwrap();
    let line = table.split("<tr>").find(|l| l.contains(name)).unwrap();
    line.split("<td").skip(1).map(|c| c.split_once('>').unwrap().1.split("</td>").next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_tree_of_units_is_read_with_its_spread() {
    let site = filled("lead").await;
    let page = site.get(HERE).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("3 units lie between 2.00 and 4.00"), "{}", page.text);
    assert_eq!((row(&page.text, ">Web<")[0].as_str(), row(&page.text, ">Operations<")[0].as_str()), ("2.0", "4.0"));
    assert_eq!(row(&page.text, ">Mean over units<")[0], "3.0");
    assert!(page.text.contains("1 declined"));
    let weakest = site.get(&format!("{HERE}?rule=weakest")).await.text;
    assert_eq!(row(&weakest, ">Weakest unit<")[0], "2.0");
    let share = site.get(&format!("{HERE}?rule=share&n=3")).await.text;
    assert_eq!(row(&share, ">Share of units at 3 or above<")[0], "50%");
    assert_eq!(row(&share, ">Lowest unit<")[0], "2.0");
}

#[tokio::test]
async fn the_heat_map_is_sorted_by_links() {
    let site = filled("lead").await;
    let place = |page: &str, name: &str| page.split("class=\"heat\"").nth(1).unwrap().find(name).unwrap();
    let up = site.get(&format!("{HERE}?sort=all")).await.text;
    assert!(place(&up, ">Web<") < place(&up, ">Operations<"));
    assert!(up.contains("aria-sort=\"ascending\"") && up.contains("?sort=-all#units"));
    let down = site.get(&format!("{HERE}?sort=-all")).await.text;
    assert!(place(&down, ">Operations<") < place(&down, ">Web<"));
}

#[tokio::test]
async fn one_unit_is_read_alone_and_the_bases_are_never_mixed() {
    let site = filled("lead").await;
    let ops = site.get(&format!("{HERE}?unit=ops")).await.text;
    assert!(ops.contains("class=\"big\">4.00<") && !ops.contains("class=\"heat\""));
    let supported = site.get(&format!("{HERE}?unit=ops&basis=supported")).await.text;
    // Nothing backs more than a 1.
    assert!(
        supported.contains("mean of what evidence backs") && !supported.contains("claimed: mean of answered items")
    );
    assert!(supported.contains("Supported: no more than evidence in force"));
    let verified = site.get(&format!("{HERE}?unit=ops&basis=verified")).await.text;
    assert!(verified.contains("Nothing holds on this basis yet"));
}

#[tokio::test]
async fn a_respondent_sees_the_own_units_only() {
    let site = filled("web").await;
    let page = site.get(HERE).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("class=\"big\">2.00<"), "{}", page.text);
    assert!(!page.text.contains("Operations"), "names of other units are nobody's business");
    assert_eq!(site.get(&format!("{HERE}?unit=web")).await.text.matches("class=\"big\">2.00<").count(), 1);
    assert_eq!(site.get(&format!("{HERE}?unit=ops")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.get(&format!("{HERE}?unit=group")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.get(&format!("{HERE}?unit=none")).await.status, StatusCode::NOT_FOUND);
    let nobody = Company::new().await.site(as_person("nobody")).await;
    assert_eq!(nobody.get(HERE).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_figure_says_why() {
    let site = filled("lead").await;
    let page = site.get(&format!("{HERE}?unit=web")).await.text;
    let rated = model().items().filter(|(_, i)| i.scope == Scope::Local).count();
    assert!(page.contains(&format!("Mean of {rated} answered items: {} ÷ {rated} = 2.00.", rated * 2)), "{page}");
    assert!(page.contains("Possible range") && page.contains("Show as table"));
    let first = local_item(&model());
    assert!(page.contains(&format!("/unit/web/item/{first}")));
}

#[tokio::test]
async fn the_first_page_is_light() {
    let site = Site::begun().await;
    let packed = async |path: &str| {
        let request = Request::get(path).header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
        let reply = site.ask(request).await;
        assert_eq!(reply.headers[header::CONTENT_ENCODING], "gzip", "{path}");
        // Read as text, what was packed only gets longer.
        reply.text.len()
    };
    let page = site.get(HERE).await;
    let mut bytes = packed(HERE).await;
    for name in ["app.css", "app.js"] {
        let link = page.text.split('"').find(|l| l.starts_with("/assets/") && l.ends_with(name)).unwrap();
        bytes += packed(link).await;
    }
    assert!(bytes < 150_000, "{bytes} bytes");
}

#[tokio::test]
async fn odd_queries_fall_back() {
    let site = filled("lead").await;
    for query in ["?basis=both", "?rule=x&n=NaN", "?sort=%22%3E%3Cem%3E", "?unit=&rows=all", "?n=1e999&rule=share"] {
        let page = site.get(&format!("{HERE}{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert!(!page.text.contains("<em>"), "{query}");
    }
}

#[tokio::test]
async fn the_page_speaks_german() {
    let site = filled("lead").await;
    site.post("/language/de", "path=%2F").await;
    let german = Request::get(HERE).header("accept-language", "de").body(Body::empty());
    let page = site.ask(german.unwrap()).await.text;
    assert!(page.contains("3 Einheiten liegen zwischen 2,00 und 4,00"), "{page}");
}

#[tokio::test]
async fn a_pool_of_one_unit_is_that_unit() {
    let site = filled("lead").await;
    let live = site.app.read().await.unwrap();
    let id = AssessmentId(ASSESSMENT.to_owned());
    let (_, model) = live.cycle(&id).unwrap();
    let picture = live.picture(&id).unwrap();
    for unit in &picture.units {
        let pool = Pool::new(model, &picture, |u| u == &unit.unit);
        for standing in &unit.standings {
            let profile = pool.profile(standing.basis);
            assert_eq!(profile.overall, standing.overall, "{}", unit.unit);
            let position = pool.position(standing.basis, &profile);
            assert_eq!(position.unwrap().achieved, standing.achieved, "{}", unit.unit);
        }
    }
    // What units inherit counts once over all of them.
    let all = Pool::new(model, &picture, |_| true);
    let central = model.items().filter(|(_, i)| i.scope == Scope::Central);
    assert!(central.into_iter().all(|(_, i)| all.of(&i.id).len() == 1));
    let below = Pool::new(model, &picture, |u| u.0 != "group");
    assert_eq!(below.profile(Basis::Claimed).overall.counts.applicable(), {
        let local = model.items().filter(|(_, i)| i.scope == Scope::Local).count();
        u32::try_from(model.items().count() - local + 2 * local).unwrap()
    });
}

fn item_page(unit: &str) -> String {
    format!("{HERE}/unit/{unit}/item/{}", local_item(&model()))
}

#[tokio::test]
async fn others_answers_are_hidden_until_all_have_locked() {
    let site = Company::new().await.site(as_person("web")).await;
    let item = local_item(&model());
    let change = said("web", &item, "lead", rated(5));
    let plan = vec![(change, Some("as I see it".to_owned()))];
    site.app.change(&pseudonym("lead"), |_| Ok(plan.clone().into())).await.unwrap();
    let page = site.get(&item_page("web")).await.text;
    assert!(page.contains("What others say is hidden") && page.contains("answered: rated 3"), "{page}");
    assert!(!page.contains("answered: rated 5") && !page.contains("as I see it"), "{page}");
    for who in ["web", "lead"] {
        let change = Change::Locked {
            assessment: AssessmentId(ASSESSMENT.to_owned()),
            unit: UnitId("web".to_owned()),
            respondent: pseudonym(who),
            items: vec![item.clone()],
        };
        site.app.change(&pseudonym(who), |_| Ok(change.clone().into())).await.unwrap();
    }
    let page = site.get(&item_page("web")).await.text;
    assert!(page.contains("answered: rated 5") && page.contains("as I see it"), "{page}");
    assert!(page.contains("2 steps apart"), "{page}");
}

#[tokio::test]
async fn notes_are_kept_with_name_and_time() {
    let company = Company::new().await;
    let site = company.site(as_person("auditor")).await;
    let empty = site.post(&format!("{}/note", item_page("web")), "note=+").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("Write something first") && empty.text.contains("aria-invalid"));
    let kept = site.post(&format!("{}/note", item_page("web")), "note=Where+is+%3Cb%3Ethe%3C%2Fb%3E+list%3F").await;
    assert_eq!((kept.status, kept.to()), (StatusCode::SEE_OTHER, format!("{}#notes", item_page("web")).as_str()));
    let page = site.get(&item_page("web")).await.text;
    assert!(page.contains("Where is &lt;b&gt;the&lt;/b&gt; list?"), "{page}");
    let when = "<time datetime=\"2026-11-22T12:00:00Z\">22 November 2026, 12:00 UTC</time>";
    assert!(page.contains(&format!("The auditor</strong> · {when}")), "{page}");
    for who in ["admin", "nobody", "ops"] {
        let other = company.site(as_person(who)).await;
        assert_eq!(other.get(&item_page("web")).await.status, StatusCode::FORBIDDEN, "{who}");
        let reply = other.post(&format!("{}/note", item_page("web")), "note=x").await;
        assert!(reply.status.is_client_error(), "{who}: {}", reply.status);
    }
}

#[tokio::test]
async fn an_item_shows_its_anchors_and_what_may_be_seen_of_its_evidence() {
    let site = Company::new().await.site(as_person("ops")).await;
    let model = model();
    let item = local_item(&model);
    let evidence = |title: &str, confidentiality| {
        let now = site.app.now();
        Change::EvidenceSet {
            evidence: EvidenceRecord {
                id: EvidenceId(title.to_owned()),
                unit: UnitId("ops".to_owned()),
                items: vec![item.clone()],
                kind: EvidenceKind::Artefact,
                title: format!("The {title}"),
                place: Some("javascript:alert(1)".to_owned()),
                digest: None,
                from: None,
                to: None,
                expires: None,
                collected_at: now,
                collected_by: pseudonym("lead"),
                owner: None,
                confidentiality,
                renews: None,
            },
        }
    };
    let changes = vec![
        (evidence("policy", Confidentiality::Internal), None),
        (evidence("incident", Confidentiality::Restricted), None),
        (said("ops", &item, "lead", rated(2)), None),
    ];
    site.app.change(&pseudonym("lead"), |_| Ok(changes.clone().into())).await.unwrap();
    let page = site.get(&item_page("ops")).await.text;
    let anchor = &model.item(&item).unwrap().1.anchors[&Rating(3)];
    let first: String = anchor.chars().take_while(|c| c.is_alphanumeric() || *c == ' ').collect();
    assert!(page.contains(&first) && page.contains("here now"), "{page}");
    assert!(page.contains("The policy") && !page.contains("The incident"), "{page}");
    assert!(page.contains("Evidence that you may not see") && !page.contains("href=\"javascript"), "{page}");
}

#[tokio::test]
async fn a_unit_has_two_scores_and_an_activity_its_guidance() {
    let site = filled("lead").await;
    let web = site.get(&format!("{HERE}/unit/web")).await.text;
    assert!(web.contains("class=\"big\">2.00<") && !web.contains("With the units below"), "{web}");
    assert!(web.contains("central items hold here, none of them overridden"), "{web}");
    let group = site.get(&format!("{HERE}/unit/group")).await.text;
    assert!(group.contains("With the units below") && group.contains("class=\"big\">3.00<"), "{group}");
    let (activity, _) = { model().item(&local_item(&model())).map(|(a, i)| (a.clone(), i.clone())).unwrap() };
    let page = site.get(&format!("{HERE}/unit/web/activity/{}", activity.id)).await.text;
    assert!(page.contains("Looks like this now") && page.contains("Who is involved"), "{page}");
    assert_eq!(site.get(&format!("{HERE}/unit/web/activity/none")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&format!("{HERE}/unit/none")).await.status, StatusCode::NOT_FOUND);
}
