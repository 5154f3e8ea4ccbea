//! Who may what by the API: every operation of the description is asked in the name of everybody, and the answers are
//! compared with the table in `snapshots/`.

use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Request, StatusCode, header};
use osmm_server::Access;
use serde_json::{Value, json};

use crate::company::{ASSESSMENT, Company, PEOPLE, local_item};
use crate::site::{MODEL, Site};

/// What stands in a path for its parts. What belongs to somebody is that of the respondent of the unit `web`.
fn value(part: &str) -> String {
    match part {
        "assessment" => ASSESSMENT.to_owned(),
        "unit" => "web".to_owned(),
        "item" => local_item(&MODEL).0,
        "person" | "respondent" => "p-web".to_owned(),
        "role" => "respondent".to_owned(),
        "event" => "1".to_owned(),
        "digest" => MODEL.digest(),
        "evidence" => "kept".to_owned(),
        "action" => "begun".to_owned(),
        // Nothing of that name is there: what may be seen of it is tested with the thing itself.
        _ => "none".to_owned(),
    }
}

/// What a lead could send.
fn body(operation: &str) -> Value {
    if operation.starts_with("/assessments/{assessment}/units") && operation.ends_with("/units") {
        return json!({});
    }
    let item = local_item(&MODEL);
    let evidence = json!({ "unit": "web", "items": [item], "kind": "artefact", "title": "Policy" });
    let rated = json!({ "state": "rated", "rating": 3 });
    match operation.rsplit('/').next().unwrap_or_default() {
        "organisation" => json!({ "name": "Another" }),
        "units" => json!({ "id": "more", "title": "More", "parent": "group" }),
        "{unit}" => json!({ "title": "Web", "parent": "group" }),
        "assessments" => json!({ "assessment": "2027-q1" }),
        "model" => json!({ "model": MODEL.digest() }),
        "people" => json!({ "handle": "new", "name": "New" }),
        "roles" => json!({ "role": "reviewer", "unit": "web" }),
        "stage" => json!({ "stage": "draft" }),
        "{respondent}" => json!({ "answer": rated }),
        "locks" => json!({ "respondent": "p-web" }),
        "decision" => json!({ "answer": rated, "why": "seen" }),
        "correction" => json!({ "answer": rated, "why": "seen", "went_to": ["Board report"] }),
        "confirmation" => json!({ "rating": 2, "why": "seen" }),
        "proposal" => json!({ "decision": "accepted" }),
        "assignments" => json!({ "people": ["p-web"], "subjects": [{ "item": item }] }),
        "evidence" => json!({ "id": "policy", "evidence": evidence }),
        "{evidence}" => evidence,
        "review" => json!({ "verdict": "confirmed" }),
        "withdrawal" => json!({ "why": "old" }),
        "targets" => json!({ "unit": "web", "subject": { "item": item }, "rating": 4 }),
        "actions" => json!({ "id": "write", "unit": "web", "items": [item], "title": "Write" }),
        "{action}" => json!({ "title": "Write" }),
        "closing" => json!({}),
        "settings" => json!({ "text": "{format: osmm-plan/1, capacity: 40}" }),
        "taken" => json!({ "actions": [] }),
        "changes" => json!({ "changes": [{ "change": { "kind": "target-set", "unit": "web",
            "subject": { "item": item }, "rating": 4 } }] }),
        "look" => json!({ "format": "osmm-observations/1", "tool": { "name": "t", "version": "1" },
            "observed_at": "2026-11-20T00:00:00Z", "signals": [], "subjects": [], "observations": [], "problems": [] }),
        _ => Value::Null,
    }
}

fn filled(path: &str) -> String {
    if path.ends_with("/passed") {
        return format!("{path}?event=1&digest={}", MODEL.digest());
    }
    let filled = |piece: &str| match piece.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
        Some(part) => value(part),
        None => piece.to_owned(),
    };
    path.split('/').map(filled).collect::<Vec<_>>().join("/")
}

/// A change that a lead could make.
pub fn sent(request: Builder, path: &str) -> axum::http::Result<Request<Body>> {
    let request = request.header(header::IF_MATCH, "*");
    let (kind, body) = if path.ends_with("/file") {
        ("application/octet-stream", Body::from("bytes"))
    } else {
        ("application/json", Body::from(body(path).to_string()))
    };
    request.header(header::CONTENT_TYPE, kind).body(body)
}

/// What the respondent of the unit `web` has given and begun.
async fn worked(site: &Site) {
    let web = site.acting("web").await;
    let evidence = json!({ "id": "kept", "evidence": body("{evidence}") });
    let action = json!({ "id": "begun", "unit": "web", "items": [local_item(&MODEL)], "title": "Write" });
    for (path, body) in [("/evidence", evidence), ("/actions", action)] {
        let made = web.program("POST", path, None, Some(body)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    }
}

async fn ask(site: &Site, method: &str, path: &str) -> &'static str {
    let request = Request::builder().method(method.to_uppercase().as_str()).uri(format!("/api/v1{}", filled(path)));
    let request = if method == "get" { request.body(Body::empty()) } else { sent(request, path) };
    let reply = site.ask(request.unwrap()).await;
    match reply.status {
        StatusCode::FORBIDDEN => "no",
        StatusCode::NOT_FOUND => "none",
        StatusCode::CONFLICT => "not now",
        StatusCode::UNPROCESSABLE_ENTITY => "refused",
        s if s.is_success() => "yes",
        s => panic!("{method} {path}: {s} {}", reply.text),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_by_the_api_what_was_agreed() {
    let description: Value = serde_json::from_str(osmm_server::api_description()).unwrap();
    let company = Company::new().await;
    let access = |handle: &str| Access::Alone { person: Some(handle.to_owned()) };
    let mut readers = Vec::new();
    for (handle, _) in PEOPLE {
        let site = company.site(access(handle)).await;
        worked(&site).await;
        readers.push(site);
    }
    let paths = description["paths"].as_object().unwrap().iter();
    let of = |(path, methods): (&String, &Value)| -> Vec<(String, String)> {
        methods.as_object().unwrap().keys().map(|m| (m.clone(), path.clone())).collect()
    };
    let mut operations: Vec<(String, String)> = paths.flat_map(of).collect();
    // Everybody has a record of their own. What is taken away is taken last: what came before asked for it.
    // Whoever changed a piece of evidence gave it, and reviews it no more.
    operations.sort_by_key(|(method, path)| (method == "delete", method != "get", !path.ends_with("/review")));
    let mut lines = Vec::new();
    for (method, path) in operations {
        let mut line = format!("{:<6} {path:<82}", method.to_uppercase());
        for reader in &readers {
            line += &format!(" {:<8}", ask(reader, &method, &path).await);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.sort_by_key(|line| line.split_whitespace().nth(1).map(str::to_owned));
    let head: String = PEOPLE.iter().map(|(handle, _)| format!(" {handle:<8}")).collect();
    insta::assert_snapshot!(format!("{:<89}{}\n{}\n", "", head.trim_end(), lines.join("\n")));
}
