//! Answers by the API: nobody overwrites what they have not seen.

use axum::http::{StatusCode, header};
use serde_json::json;

use super::ITEM;
use crate::site::Site;

fn at(rest: &str) -> String {
    format!("/assessments/2026-q4/units/organisation/items/{ITEM}{rest}")
}

#[tokio::test]
async fn an_answer_is_read_changed_and_read_again() {
    let site = Site::begun().await;
    let before = site.program("GET", &at("/answers/me"), None, None).await;
    assert_eq!(before.json()["answer"]["state"], "unanswered");
    let given = json!({ "answer": { "state": "rated", "rating": 3 }, "note": "all builds since May" });
    let put = site.program("PUT", &at("/answers/me"), Some(&before.tag()), Some(given)).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    let after = site.program("GET", &at("/answers/me"), None, None).await;
    assert_eq!((after.text.clone(), after.tag()), (put.text.clone(), put.tag()));
    assert_eq!(after.json()["answer"], json!({ "state": "rated", "rating": 3 }));
    assert_eq!(after.json()["note"], "all builds since May");
    let item = site.read(&at("")).await;
    assert_eq!(item["state"]["answer"]["rating"], 3);
    assert!(item["anchors"]["3"].as_str().is_some_and(|a| a.len() > 10), "{item}");
}

#[tokio::test]
async fn who_was_slower_is_told_and_overwrites_nothing() {
    let site = Site::begun().await;
    let known = site.program("GET", &at("/answers/me"), None, None).await.tag();
    let rated = |r: u8| Some(json!({ "answer": { "state": "rated", "rating": r } }));
    assert_eq!(site.program("PUT", &at("/answers/me"), Some(&known), rated(2)).await.status, StatusCode::OK);
    let slower = site.program("PUT", &at("/answers/me"), Some(&known), rated(4)).await;
    assert_eq!(slower.status, StatusCode::PRECONDITION_FAILED, "{}", slower.text);
    let blind = site.program("PUT", &at("/answers/me"), None, rated(4)).await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED, "{}", blind.text);
    let odd = site.program("PUT", &at("/answers/me"), Some("{}"), rated(4)).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST, "{}", odd.text);
    assert_eq!(site.read(&at("/answers/me")).await["answer"]["rating"], 2);
    assert_eq!(site.program("PUT", &at("/answers/me"), Some("*"), rated(4)).await.status, StatusCode::OK);
    assert_eq!(site.read(&at("/answers/me")).await["answer"]["rating"], 4);
}

#[tokio::test]
async fn answers_that_are_none_are_refused() {
    let site = Site::begun().await;
    for (answer, status) in [
        (json!({ "answer": { "state": "rated", "rating": 9 } }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "answer": { "state": "rated" } }), StatusCode::BAD_REQUEST),
        (json!({ "answer": { "state": "not-applicable", "reason": " " } }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "answer": { "state": "declined", "rating": 3 } }), StatusCode::BAD_REQUEST),
        (json!({ "answer": { "state": "declined" }, "noet": "typo" }), StatusCode::BAD_REQUEST),
        (json!({ "answer": { "state": "declined" }, "note": "a\u{0}b" }), StatusCode::BAD_REQUEST),
    ] {
        let reply = site.program("PUT", &at("/answers/me"), Some("*"), Some(answer.clone())).await;
        assert_eq!(reply.status, status, "{answer}: {}", reply.text);
        assert_eq!(reply.headers[header::CONTENT_TYPE], "application/problem+json");
    }
    assert_eq!(site.read(&at("/answers/me")).await["answer"]["state"], "unanswered");
}

#[tokio::test]
async fn a_locked_answer_stands() {
    let site = Site::begun().await;
    let rated = || Some(json!({ "answer": { "state": "rated", "rating": 2 } }));
    site.program("PUT", &at("/answers/me"), Some("*"), rated()).await;
    let locks = "/assessments/2026-q4/units/organisation/locks";
    let locked = site.program("POST", locks, None, Some(json!({}))).await;
    assert_eq!(locked.json()["items"], json!([ITEM]));
    assert_eq!(site.program("POST", locks, None, Some(json!({}))).await.json()["items"], json!([]));
    let reply = site.program("PUT", &at("/answers/me"), Some("*"), rated()).await;
    assert_eq!(reply.status, StatusCode::CONFLICT, "{}", reply.text);
}
