//! Review: raters answer blind, differences are ranked and decided, ratings confirmed; what moved between two assessments.

use axum::http::StatusCode;
use osmm_maturity::event::{AssessmentId, Change, PersonId};
use osmm_maturity::model::{ItemId, Scope};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::rollup::{RollupRule, rollup};
use osmm_maturity::score::Basis;
use osmm_maturity::unit::UnitId;

use crate::site::{Site, model};

const Q4: &str = "2026-q4";

/// Items that every unit answers for itself.
pub fn local_items() -> Vec<ItemId> {
    model().items().filter(|(_, i)| i.scope == Scope::Local).map(|(_, i)| i.id.clone()).collect()
}

/// Two raters for some units below a group; the lead, called `me`, is at the keyboard.
pub async fn raters(units: &[(&str, u32)]) -> Site {
    let site = Site::begun().await;
    let mut csv = "id,title,parent,headcount\norganisation,Example Group,,0\n".to_owned();
    let ids: String = units.iter().map(|(id, _)| format!("unit={id}&")).collect();
    for (id, heads) in units {
        csv += &format!("{id},Unit {id},organisation,{heads}\n");
    }
    let people = "handle,name,role,unit\none,Una Eins,respondent,organisation\ntwo,Dos Zwei,respondent,organisation\n\
        rev,Rui Evora,reviewer,organisation\naud,Ann Dit,auditor,organisation\n";
    assert_eq!(site.upload("/units", &[("file", Some("u.csv"), csv.as_bytes())]).await.to(), "/units");
    assert_eq!(site.upload("/people", &[("file", Some("p.csv"), people.as_bytes())]).await.to(), "/people");
    let site = site.acting("me").await;
    assert_eq!(site.post("/a/2026-q4/rescope", &ids).await.to(), "/a/2026-q4/stage");
    site
}

async fn person(site: &Site, handle: &str) -> PersonId {
    site.app.read().await.unwrap().person(handle).unwrap().clone()
}

/// Says something in somebody's name, and locks it.
pub async fn says(site: &Site, handle: &str, unit: &str, answers: &[(&ItemId, u8)], lock: bool) {
    let who = person(site, handle).await;
    let (assessment, unit) = (AssessmentId(Q4.to_owned()), UnitId(unit.to_owned()));
    let said = answers.iter().map(|(item, rating)| Change::Responded {
        assessment: assessment.clone(),
        unit: unit.clone(),
        item: (*item).clone(),
        respondent: who.clone(),
        answer: Answer::Rated { rating: Rating(*rating) },
        overrides: None,
        function: None,
        on: None,
    });
    let mut changes: Vec<_> = said.map(|c| (c, Some(format!("{handle} says so")))).collect();
    if lock {
        let items = answers.iter().map(|(item, _)| (*item).clone()).collect();
        let (assessment, unit) = (assessment.clone(), unit.clone());
        changes.push((Change::Locked { assessment, unit, respondent: who.clone(), items }, None));
    }
    site.app.change(&who, |_| Ok(changes.clone().into())).await.unwrap();
}

async fn assign_both(site: &Site, unit: &str, items: &[ItemId]) {
    let items: String = items.iter().map(|i| format!("&item={i}")).collect();
    let form = format!("unit={unit}&who=respondents{items}");
    let made = site.post("/a/2026-q4/assign", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
}

/// Journey 2: twelve units, two raters.
#[tokio::test]
async fn twelve_units_and_two_raters_end_in_one_number_with_its_spread() {
    let names: Vec<String> = (1..=12).map(|n| format!("u{n:02}")).collect();
    let units: Vec<(&str, u32)> = names.iter().map(String::as_str).zip((1..=12).map(|n| n * 10)).collect();
    let site = raters(&units).await;
    let items = &local_items()[..3];
    for (unit, _) in &units {
        assign_both(&site, unit, items).await;
        says(&site, "one", unit, &[(&items[0], 1), (&items[1], 2), (&items[2], 3)], true).await;
    }
    let blind = site.get("/a/2026-q4/review").await.text;
    assert!(blind.contains("Nothing is left to decide") && blind.contains("36 items wait"), "{blind}");
    assert!(blind.contains("Dos Zwei") && !blind.contains("Una Eins") && !blind.contains("says so"), "{blind}");
    for (unit, heads) in &units {
        // Far apart in two units, one apart in the others.
        let first = if matches!(*heads, 20 | 120) { 4 } else { 2 };
        says(&site, "two", unit, &[(&items[0], first), (&items[1], 2), (&items[2], 3)], true).await;
    }
    let board = site.get("/a/2026-q4/review").await.text;
    assert!(board.contains("2 items are left to decide") && board.contains("10 differences are settled"), "{board}");
    let (large, small) = (board.find("Unit u12 · 3 apart").unwrap(), board.find("Unit u02 · 3 apart").unwrap());
    assert!(large < small, "ranked by distance times people");
    assert!(board.contains("one says so") && board.contains("two says so") && board.contains("alpha"), "{board}");
    site.post("/a/2026-q4/stage", "to=review").await;
    let early = site.post("/a/2026-q4/stage", "to=published").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text.contains("2 items wait for a decision"), "{}", early.text);
    for (unit, why) in [("u12", "Seen+in+the+register"), ("u02", "Agreed+in+a+call")] {
        let form = format!("unit={unit}&item={}&answer=3&why={why}", items[0]);
        assert_eq!(site.post("/a/2026-q4/review/decide", &form).await.to(), "/a/2026-q4/review");
    }
    let decided = site.get("/a/2026-q4/review").await.text;
    assert!(decided.contains("decided by Me") && decided.contains("Seen in the register"), "{decided}");
    assert_eq!(site.post("/a/2026-q4/stage", "to=published").await.to(), "/a/2026-q4/stage");
    let live = site.app.read().await.unwrap();
    let picture = site.app.picture(&live, &AssessmentId(Q4.to_owned())).await.unwrap();
    let of =
        |unit: &str| picture.unit(&UnitId(unit.to_owned())).unwrap().standing(Basis::Claimed).unwrap().overall.mean;
    let scores: Vec<_> = units.iter().map(|(unit, heads)| (of(unit), *heads)).collect();
    let told = rollup(RollupRule::Mean, &scores);
    // One apart settles at the lower rating: (1 + 2 + 3) / 3; decided ones at 3: (3 + 2 + 3) / 3.
    assert_eq!((told.scored, told.lowest, told.highest), (12, Some(2.0), Some(8.0 / 3.0)));
}

#[tokio::test]
async fn a_decision_needs_an_answer_a_reason_and_a_lead() {
    let site = raters(&[("web", 5), ("ops", 7)]).await;
    let item = &local_items()[0];
    assign_both(&site, "web", std::slice::from_ref(item)).await;
    says(&site, "one", "web", &[(item, 0)], true).await;
    says(&site, "two", "web", &[(item, 5)], true).await;
    let bare = site.post("/a/2026-q4/review/decide", &format!("unit=web&item={item}&answer=3&why=+")).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bare.text.contains("Give the reason in writing") && bare.text.contains("value=\"3\" checked"),
        "{}",
        bare.text
    );
    let none = site.post("/a/2026-q4/review/decide", &format!("unit=web&item={item}&why=Kept+words")).await;
    assert!(none.text.contains("Choose an answer") && none.text.contains("Kept words"), "{}", none.text);
    let form = format!("unit=web&item={item}&answer=na&why=No+such+thing+here");
    let reviewer = site.acting("rev").await;
    assert_eq!(reviewer.post("/a/2026-q4/review/decide", &form).await.status, StatusCode::FORBIDDEN);
    assert!(!reviewer.get("/a/2026-q4/review").await.text.contains("name=\"why\""));
    assert_eq!(site.post("/a/2026-q4/review/decide", &form).await.to(), "/a/2026-q4/review");
    assert!(site.get("/a/2026-q4/review").await.text.contains("decided by Me"));
}

#[tokio::test]
async fn a_reviewer_confirms_and_nobody_their_own() {
    let site = raters(&[("web", 5)]).await;
    let item = &local_items()[0];
    says(&site, "one", "web", &[(item, 3)], false).await;
    let reviewer = site.acting("rev").await;
    let page = reviewer.get("/a/2026-q4/verify?unit=web").await.text;
    assert!(page.contains("0 of 1 rated items are confirmed"), "{page}");
    let form = format!("unit=web&item={item}&rating=2");
    assert_eq!(reviewer.post("/a/2026-q4/verify", &form).await.to(), "/a/2026-q4/verify?unit=web");
    let page = reviewer.get("/a/2026-q4/verify?unit=web").await.text;
    assert!(page.contains("1 of 1 rated items are confirmed") && page.contains("confirmed as 2"), "{page}");
    assert_eq!(reviewer.post("/a/2026-q4/verify", &form.replace("=2", "=none")).await.status, StatusCode::SEE_OTHER);
    assert!(reviewer.get("/a/2026-q4/verify?unit=web").await.text.contains("0 of 1"));
    let respondent = site.acting("one").await;
    assert_eq!(respondent.post("/a/2026-q4/verify", &form).await.status, StatusCode::FORBIDDEN);
}

/// Journey 3: the next quarter starts from the last one, and the delta says why each rating moved.
#[tokio::test]
async fn the_next_assessment_asks_little_and_says_what_moved() {
    let site = raters(&[("web", 5), ("ops", 7)]).await;
    let items = &local_items()[..2];
    for unit in ["web", "ops"] {
        says(&site, "one", unit, &[(&items[0], 2), (&items[1], 2)], false).await;
    }
    let action = format!("unit=web&title=Automate&subject=item+{}", items[0]);
    assert_eq!(site.post("/goals/action", &action).await.status, StatusCode::SEE_OTHER);
    site.post("/a/2026-q4/stage", "to=review").await;
    site.post("/a/2026-q4/stage", "to=published").await;
    let opened = "name=2027-q1&as_of=2027-03-31&after=2026-q4&unit=web&unit=ops";
    assert_eq!(site.post("/assessments/open", opened).await.to(), "/a/2027-q1/stage");
    let stage = site.get("/a/2027-q1/stage").await.text;
    assert!(stage.contains("4 of"), "{stage}");
    let live = site.app.read().await.unwrap();
    let id = AssessmentId("2027-q1".to_owned());
    let (cycle, model) = live.cycle(&id).unwrap();
    let asked = osmm_maturity::cycle::tasks::asked(&live.state, cycle, model, &Default::default());
    let again: Vec<_> = asked.iter().filter(|a| items.contains(&a.item)).collect();
    assert_eq!(again.len(), 1, "of what was answered, only what has an open action is asked again: {again:?}");
    drop(live);
    let who = person(&site, "one").await;
    let change = Change::Responded {
        assessment: id,
        unit: UnitId("web".to_owned()),
        item: items[0].clone(),
        respondent: who.clone(),
        answer: Answer::Rated { rating: Rating(4) },
        overrides: None,
        function: None,
        on: None,
    };
    site.app.change(&who, |_| Ok(change.clone().into())).await.unwrap();
    let delta = site.get("/a/2027-q1/delta").await.text;
    assert!(delta.contains("What moved from 2026-q4 to 2027-q1?"), "{delta}");
    assert!(
        delta.contains("from 2.00 to 2.50 (+0.50)") && delta.contains("<strong>Re-rated</strong> (1 item)"),
        "{delta}"
    );
    assert!(delta.contains("rest on 4 rated items before and 4 after"), "{delta}");
    assert_eq!(site.get("/a/2027-q1/delta?from=none").await.status, StatusCode::NOT_FOUND);
}
