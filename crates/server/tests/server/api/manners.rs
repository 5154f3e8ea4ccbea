//! What holds for all operations: tags, pages of lists, problems.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

use crate::site::Site;

#[tokio::test]
async fn a_list_is_read_to_its_end_page_by_page() {
    let site = Site::begun().await;
    let path = "/assessments/2026-q4/units/organisation/items";
    let whole: Vec<Value> = site.read(&format!("{path}?limit=500")).await["items"].as_array().unwrap().clone();
    assert_eq!(whole.len(), 72);
    let (mut found, mut next) = (Vec::new(), Some(format!("/api/v1{path}?limit=50")));
    while let Some(at) = next {
        let page = site.get(&at).await.json();
        found.extend(page["items"].as_array().unwrap().clone());
        next = page["next"].as_str().map(str::to_owned);
        assert!(found.len() <= whole.len(), "it goes on for ever");
    }
    assert_eq!(found, whole);
    for limit in ["0", "501", "-1", "x"] {
        let reply = site.get(&format!("/api/v1{path}?limit={limit}")).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{limit}");
    }
    assert_eq!(site.get(&format!("/api/v1{path}?limt=5")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_is_known_already_is_not_sent_again() {
    let site = Site::begun().await;
    let first = site.get("/api/v1/organisation").await;
    let ask = |tag: &str| {
        let request = Request::get("/api/v1/organisation").header(header::IF_NONE_MATCH, tag);
        site.ask(request.body(Body::empty()).unwrap())
    };
    let known = ask(&first.tag()).await;
    assert_eq!((known.status, known.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let changed = json!({ "name": "Another Group", "description": { "size": "1-49" } });
    let put = site.program("PUT", "/organisation", Some(&first.tag()), Some(changed)).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    let again = ask(&first.tag()).await;
    assert_eq!((again.status, again.json()["name"].as_str()), (StatusCode::OK, Some("Another Group")));
}

#[tokio::test]
async fn what_goes_wrong_is_told_as_a_problem() {
    let site = Site::begun().await;
    let sent = |kind: &str, body: &str| {
        let request = Request::post("/api/v1/units").header(header::CONTENT_TYPE, kind);
        site.ask(request.body(Body::from(body.to_owned())).unwrap())
    };
    let large = format!("{{\"id\":\"{}\"}}", "x".repeat(300 << 10));
    for (reply, status) in [
        (sent("text/plain", "{}").await, StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (sent("application/json", "{").await, StatusCode::BAD_REQUEST),
        (sent("application/json", &large).await, StatusCode::PAYLOAD_TOO_LARGE),
        (site.get("/api/v1/nothing").await, StatusCode::NOT_FOUND),
        (site.get("/api/v1/units/nobody").await, StatusCode::NOT_FOUND),
        (site.program("DELETE", "/organisation", None, None).await, StatusCode::METHOD_NOT_ALLOWED),
    ] {
        assert_eq!(reply.status, status, "{}", reply.text);
        assert_eq!(reply.headers[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(reply.json()["status"], status.as_u16());
    }
    let method = site.program("DELETE", "/organisation", None, None).await;
    assert!(method.headers[header::ALLOW].to_str().unwrap().contains("PUT"));
}

#[tokio::test]
async fn units_come_change_and_go() {
    let site = Site::begun().await;
    let unit = json!({ "id": "team/a b", "title": "A", "parent": "organisation" });
    let bad = site.program("POST", "/units", None, Some(unit)).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unit = json!({ "id": "team/a", "title": "A", "parent": "organisation" });
    let made = site.program("POST", "/units", None, Some(unit.clone())).await;
    assert_eq!((made.status, made.to()), (StatusCode::CREATED, "/api/v1/units/team%2Fa"), "{}", made.text);
    assert_eq!(site.program("POST", "/units", None, Some(unit)).await.status, StatusCode::CONFLICT);
    let changed = json!({ "title": "B", "parent": "organisation", "headcount": 7 });
    let put = site.program("PUT", "/units/team%2Fa", Some(&made.tag()), Some(changed)).await;
    assert_eq!(put.json()["headcount"], 7, "{}", put.text);
    assert_eq!(
        site.program("DELETE", "/units/team%2Fa", Some(&made.tag()), None).await.status,
        StatusCode::PRECONDITION_FAILED
    );
    let gone = site.program("DELETE", "/units/team%2Fa", Some(&put.tag()), None).await;
    assert_eq!((gone.status, gone.text.as_str()), (StatusCode::NO_CONTENT, ""));
    assert_eq!(site.get("/api/v1/units/team%2Fa").await.status, StatusCode::NOT_FOUND);
}
