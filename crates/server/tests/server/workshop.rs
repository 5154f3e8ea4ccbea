//! Workshops: a code, private votes, a decision on the record.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use osmm_maturity::event::AssessmentId;
use osmm_maturity::model::Scope;
use osmm_maturity::rating::Rating;
use osmm_maturity::unit::UnitId;

use crate::company::{Company, accounts, browser};
use crate::site::{MODEL, Reply, Site};

/// A request of a phone, with its cookie.
async fn phone(site: &Site, cookie: &str, path: &str, form: Option<&str>) -> Reply {
    let request = if form.is_some() { Request::post(path) } else { Request::get(path) };
    let request = request
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    site.ask(request.body(Body::from(form.unwrap_or_default().to_owned())).unwrap()).await
}

/// A workshop on the items of the first activity: its code, and that activity's first item.
async fn started(site: &Site) -> (String, osmm_maturity::model::Item) {
    let activity = {
        let live = site.app.read().await.unwrap();
        live.cycle(&AssessmentId("2026-q4".to_owned())).unwrap().1.activities[0].clone()
    };
    let begun = site.post("/workshop", &format!("unit=organisation&activity={}", activity.id)).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    let code = begun.to().strip_prefix("/workshop/").unwrap().to_owned();
    (code, activity.items[0].clone())
}

/// Somebody joins and gets a ballot.
async fn join(site: &Site, code: &str) -> String {
    let entered = site.post("/w", &format!("code={}", code.to_lowercase())).await;
    assert_eq!(entered.to(), format!("/w/{code}"));
    let page = site.get(&format!("/w/{code}")).await;
    let cookie = page.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("Path=/w"), "{cookie}");
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn people_vote_privately_and_what_was_decided_is_recorded() {
    let site = Site::begun().await;
    let (code, item) = started(&site).await;
    let wall = site.get(&format!("/workshop/{code}")).await;
    assert!(wall.text.contains(&code) && wall.text.contains("No votes yet"), "{}", wall.text);
    let (one, two) = (join(&site, &code).await, join(&site, &code).await);
    assert_ne!(one, two);
    let path = format!("/w/{code}");
    phone(&site, &one, &path, Some("answer=2&version=0")).await;
    phone(&site, &one, &path, Some("answer=3&version=0")).await;
    phone(&site, &two, &path, Some("answer=dont-know&version=0")).await;
    // A vote for something else, off the scale, or without a ballot is none.
    phone(&site, "", &path, Some("answer=5&version=0")).await;
    phone(&site, &two, &path, Some("answer=9&version=0")).await;
    phone(&site, &two, &path, Some("answer=1&version=7")).await;
    let state = site.get(&format!("/workshop/{code}/state")).await;
    assert!(state.text.contains("2 votes"), "{}", state.text);
    let before = site.get(&format!("/workshop/{code}")).await;
    assert!(!before.text.contains("<meter"), "nothing is shown before it is revealed");
    site.post(&format!("/workshop/{code}"), "do=reveal").await;
    let shown = site.get(&format!("/workshop/{code}")).await;
    assert_eq!(shown.text.matches("<meter").count(), 7, "{}", shown.text);
    let late = phone(&site, &one, &path, Some("answer=0&version=1")).await;
    assert_eq!(late.status, StatusCode::SEE_OTHER);
    let after = phone(&site, &one, &path, None).await.text;
    assert!(after.contains("Wait for the next question") && after.contains("Don&#39;t know"), "{after}");
    assert!(!after.contains("dont-know"), "an answer is shown by its name, not by its code: {after}");
    site.post(&format!("/workshop/{code}"), "do=record&answer=3&note=all+agreed").await;
    let live = site.app.read().await.unwrap();
    let (cycle, _) = live.cycle(&AssessmentId("2026-q4".to_owned())).unwrap();
    let said = &cycle.spot(&UnitId("organisation".to_owned()), &item.id).unwrap().said[&live.people[0].person];
    assert_eq!(said.answer.rating(), Some(Rating(3)));
    let why = said.trace.why.clone().unwrap();
    assert_eq!(why, "Decided in a workshop with 2 votes (Don't know: 1, 3: 1). all agreed");
}

#[tokio::test]
async fn a_workshop_that_ended_is_over_and_wrong_codes_are_slowed_down() {
    let site = Site::begun().await;
    let (code, _) = started(&site).await;
    site.post(&format!("/workshop/{code}"), "do=end").await;
    assert_eq!(site.get(&format!("/w/{code}")).await.status, StatusCode::NOT_FOUND);
    let (code, _) = started(&site).await;
    let mut last = StatusCode::NOT_FOUND;
    for _ in 0..40 {
        last = site.post("/w", "code=NONONO").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(site.post("/w", &format!("code={code}")).await.status, StatusCode::TOO_MANY_REQUESTS);
    // Who leads it is not locked out of the wall.
    assert_eq!(site.get(&format!("/workshop/{code}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_workshop_begins_in_german_too() {
    let site = Site::begun().await;
    assert!(!site.get("/workshop").await.text.contains("Phones cannot reach"));
    let request = Request::get("/workshop").header(header::ACCEPT_LANGUAGE, "de");
    let german = site.ask(request.body(Body::empty()).unwrap()).await;
    assert!(german.text.contains("Eine Frage an der Wand"), "{}", german.text);
}

#[tokio::test]
async fn a_workshop_on_questions_that_the_unit_is_not_asked_says_so() {
    let site = browser(&Company::new().await.site(accounts()).await, "lead").await;
    let central = MODEL.activities.iter().find(|a| a.items.iter().all(|i| i.scope == Scope::Central)).unwrap();
    let reply = site.post("/workshop", &format!("unit=web&activity={}", central.id)).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text);
    assert!(reply.text.contains("is asked none of the questions"), "{}", reply.text);
    let kept = format!("value=\"{}\" selected", central.id);
    assert!(reply.text.contains(&kept), "what was chosen is kept: {}", reply.text);
}
