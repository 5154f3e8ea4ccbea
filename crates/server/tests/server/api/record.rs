//! The record by the API: events, files, the whole of it; evidence with its files.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use osmm_maturity::event::Event;
use serde_json::{Value, json};

use super::ITEM;
use crate::site::Site;

#[tokio::test]
async fn events_are_read_in_pages_and_make_a_chain() {
    let site = Site::begun().await;
    let (mut events, mut next) = (Vec::<Event>::new(), Some("/api/v1/events?limit=2".to_owned()));
    while let Some(at) = next {
        let page = site.get(&at).await.json();
        events.extend(serde_json::from_value::<Vec<Event>>(page["items"].clone()).unwrap());
        next = page["next"].as_str().map(str::to_owned);
    }
    assert!(events.len() > 4);
    for (before, event) in events.iter().zip(&events[1..]) {
        assert_eq!(event.previous, before.digest);
    }
    assert_eq!(site.read("/events/2").await, serde_json::to_value(&events[1]).unwrap());
    assert_eq!(site.get("/api/v1/events/999").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_whole_record_is_exported_and_verified() {
    let site = Site::begun().await;
    let verified = site.read("/verification").await;
    assert_eq!((&verified["holds"], &verified["findings"]), (&json!(true), &json!([])));
    let export = site.get("/api/v1/export").await;
    let lines: Vec<Value> = export.text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines[0]["format"], "osmm-record/1");
    let events = lines.iter().filter(|l| l.get("event").is_some()).count();
    assert_eq!(json!(events), lines[0]["events"]);
    let packed = Request::get("/api/v1/export").header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
    let packed = site.ask(packed).await;
    assert_eq!(packed.headers[header::CONTENT_ENCODING], "gzip");
    assert!(!packed.text.is_empty());
    let untouched =
        format!("/verification?event=2&digest={}", site.read("/events/2").await["digest"].as_str().unwrap());
    assert_eq!(site.read(&untouched).await["holds"], true);
    let other = format!("/verification?event=2&digest={}", site.read("/events/3").await["digest"].as_str().unwrap());
    assert_eq!(site.read(&other).await["holds"], false);
}

#[tokio::test]
async fn evidence_is_added_with_a_file_and_withdrawn() {
    let site = Site::begun().await;
    let evidence = json!({ "unit": "organisation", "items": [ITEM], "kind": "artefact", "title": "Policy" });
    let made = site.program("POST", "/evidence", None, Some(json!({ "id": "policy", "evidence": evidence }))).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let put = |tag: String, bytes: Vec<u8>| {
        let request = Request::put("/api/v1/evidence/policy/file").header(header::IF_MATCH, tag);
        site.ask(request.header(header::CONTENT_TYPE, "application/octet-stream").body(Body::from(bytes)).unwrap())
    };
    let kept = put(made.tag(), vec![7; 1 << 20]).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    assert_eq!(put(made.tag(), b"other".to_vec()).await.status, StatusCode::PRECONDITION_FAILED);
    let digest = kept.json()["evidence"]["digest"].as_str().unwrap().to_owned();
    let file = site.get(&format!("/api/v1/files/{digest}")).await;
    assert_eq!((file.status, file.text.len()), (StatusCode::OK, 1 << 20));
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/octet-stream");
    assert_eq!(kept.json()["counts"], true);
    let why = json!({ "why": "replaced" });
    let gone = site.program("PUT", "/evidence/policy/withdrawal", Some(&kept.tag()), Some(why)).await;
    assert_eq!(
        (gone.json()["counts"].as_bool(), gone.json()["withdrawn"]["why"].as_str()),
        (Some(false), Some("replaced"))
    );
}
