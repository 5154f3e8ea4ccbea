//! Programs that show a token: in whose name, how far, for how long, and how they are told what is wrong.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;
use osmm_maturity::event::{Change, Role};
use osmm_maturity::unit::UnitId;
use osmm_store::{Key, KeyKind};
use serde_json::{Value, json};

use crate::company::{ASSESSMENT, Company, PEOPLE, accounts, browser, local_item, pseudonym};
use crate::site::{MODEL, Reply, Site, now};

/// A token of somebody, which ends in so many hours.
async fn token(site: &Site, who: &str, writes: bool, hours: i64) -> String {
    let secret = format!("osmm_{who}_{writes}_{hours}");
    let made = now() - SignedDuration::from_hours(24);
    let key = Key::new(KeyKind::Token, &secret, &pseudonym(who), made, now() + SignedDuration::from_hours(hours));
    site.app.store().add_key(&Key { name: "program".to_owned(), writes, ..key }).await.unwrap();
    secret
}

/// Asks with the header `Authorization`; `tag` is sent as If-Match.
async fn shown(
    site: &Site,
    shows: &str,
    (method, path): (&str, &str),
    tag: Option<&str>,
    body: Option<Value>,
) -> Reply {
    let uri = if path.starts_with("/api/") { path.to_owned() } else { format!("/api/v1{path}") };
    let mut request = Request::builder().method(method).uri(uri).header(header::AUTHORIZATION, shows);
    if let Some(tag) = tag {
        request = request.header(header::IF_MATCH, tag);
    }
    let body = body.map_or_else(Body::empty, |b| Body::from(b.to_string()));
    site.ask(request.header(header::CONTENT_TYPE, "application/json").body(body).unwrap()).await
}

async fn get(site: &Site, secret: &str, path: &str) -> Reply {
    shown(site, &format!("Bearer {secret}"), ("GET", path), None, None).await
}

async fn change(site: &Site, secret: &str, request: (&str, &str), tag: Option<&str>, body: Value) -> Reply {
    shown(site, &format!("Bearer {secret}"), request, tag, Some(body)).await
}

/// The answer is a problem, whole and in its format.
fn is_problem(reply: &Reply, status: StatusCode, kind: &str) {
    assert_eq!(reply.status, status, "{}", reply.text);
    assert_eq!(reply.headers[header::CONTENT_TYPE], "application/problem+json");
    let told = reply.json();
    assert_eq!((&told["type"], &told["status"]), (&json!(format!("about:blank#{kind}")), &json!(status.as_u16())));
    assert!(told["title"].as_str().is_some_and(|t| !t.is_empty()) && told["detail"].is_string(), "{told}");
    assert_eq!(told.as_object().unwrap().len(), 4, "{told}");
}

/// The answer of the respondent of the unit `web`, or whose it is.
fn answer(respondent: &str) -> String {
    format!("/assessments/{ASSESSMENT}/units/web/items/{}/answers/{respondent}", local_item(&MODEL))
}

fn rated(rating: u8) -> Value {
    json!({ "answer": { "state": "rated", "rating": rating } })
}

#[tokio::test]
async fn a_token_that_only_reads_changes_nothing() {
    let site = Company::new().await.site(accounts()).await;
    let reads = token(&site, "lead", false, 1).await;
    assert_eq!(get(&site, &reads, "/export").await.status, StatusCode::OK);
    let unit = json!({ "id": "more", "title": "More", "parent": "group" });
    for (method, path, body) in [
        ("POST", "/units", unit.clone()),
        ("PUT", "/units/web", json!({ "title": "Other", "parent": "group" })),
        ("DELETE", "/units/ops", Value::Null),
        ("POST", "/units", json!("not even read")),
    ] {
        is_problem(&change(&site, &reads, (method, path), Some("*"), body).await, StatusCode::FORBIDDEN, "forbidden");
    }
    let writes = token(&site, "lead", true, 1).await;
    assert_eq!(get(&site, &writes, "/units/web").await.json()["title"], "Web");
    assert_eq!(change(&site, &writes, ("POST", "/units"), None, unit).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_token_may_what_its_owner_may_and_is_nobody_else() {
    let site = Company::new().await.site(accounts()).await;
    let (web, ops) = (token(&site, "web", true, 1).await, token(&site, "ops", true, 1).await);
    for (secret, who) in [(&web, "p-web"), (&ops, "p-ops")] {
        assert_eq!(get(&site, secret, "/people/me").await.json()["person"], who);
    }
    assert_eq!(change(&site, &web, ("PUT", &answer("me")), Some("*"), rated(2)).await.json()["respondent"], "p-web");
    // Of another unit, and in another's name.
    is_problem(&get(&site, &ops, &answer("p-web")).await, StatusCode::FORBIDDEN, "forbidden");
    let theirs = change(&site, &ops, ("PUT", &answer("p-web")), Some("*"), rated(4)).await;
    is_problem(&theirs, StatusCode::FORBIDDEN, "forbidden");
    let new = json!({ "handle": "new", "name": "New" });
    assert_eq!(change(&site, &web, ("POST", "/people"), None, new).await.status, StatusCode::FORBIDDEN);
    assert_eq!(get(&site, &web, "/events").await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.app.read().await.unwrap().people.len(), PEOPLE.len(), "nobody was added");
}

#[tokio::test]
async fn what_opens_no_more_or_never_did_is_told_to_send_a_token() {
    let site = Company::new().await.site(accounts()).await;
    let (late, good) = (token(&site, "lead", true, -1).await, token(&site, "lead", true, 1).await);
    let session = "Bearer secret-of-lead".to_owned();
    browser(&site, "lead").await;
    let odd = ["Bearer", "Bearer ", "Basic bGVhZDpsZWFk", "", "Bearer osmm_made-up", &session];
    for shows in odd.into_iter().map(str::to_owned).chain([format!("Bearer {late}"), good.clone()]) {
        let reply = shown(&site, &shows, ("GET", "/units"), None, None).await;
        is_problem(&reply, StatusCode::UNAUTHORIZED, "sign-in");
        assert_eq!(reply.headers[header::WWW_AUTHENTICATE], "Bearer", "{shows}");
    }
    // One that does not open is not made good by a session beside it.
    let both = Request::get("/api/v1/units").header(header::AUTHORIZATION, format!("Bearer {late}"));
    let both = browser(&site, "lead").await.ask(both.body(Body::empty()).unwrap()).await;
    is_problem(&both, StatusCode::UNAUTHORIZED, "sign-in");
    assert_eq!(get(&site, &good, "/units").await.status, StatusCode::OK);
    let key = site.app.store().key(KeyKind::Token, &good).await.unwrap().unwrap();
    site.app.store().remove_key(&key.digest).await.unwrap();
    is_problem(&get(&site, &good, "/units").await, StatusCode::UNAUTHORIZED, "sign-in");
}

#[tokio::test]
async fn a_token_ends_with_the_rights_of_its_owner() {
    let site = Company::new().await.site(accounts()).await;
    let web = token(&site, "web", true, 1).await;
    assert_eq!(get(&site, &web, &answer("me")).await.status, StatusCode::OK);
    let gone = Change::RoleRevoked { person: pseudonym("web"), role: Role::Respondent, unit: UnitId("web".to_owned()) };
    site.app.change(&pseudonym("lead"), |_| Ok(gone.clone().into())).await.unwrap();
    is_problem(&get(&site, &web, &answer("me")).await, StatusCode::FORBIDDEN, "forbidden");
    let put = change(&site, &web, ("PUT", &answer("me")), Some("*"), rated(1)).await;
    is_problem(&put, StatusCode::FORBIDDEN, "forbidden");
    let erased = Change::PersonErased { person: pseudonym("web"), reasons: Vec::new() };
    site.app.change(&pseudonym("lead"), |_| Ok(erased.clone().into())).await.unwrap();
    is_problem(&get(&site, &web, "/units").await, StatusCode::UNAUTHORIZED, "sign-in");
}

#[tokio::test]
async fn nobody_overwrites_what_they_have_not_seen() {
    let site = Company::new().await.site(accounts()).await;
    let (web, lead) = (token(&site, "web", true, 1).await, token(&site, "lead", true, 1).await);
    let (mine, his) = (answer("me"), answer("p-web"));
    let seen = get(&site, &web, &mine).await.tag();
    is_problem(
        &change(&site, &web, ("PUT", &mine), None, rated(2)).await,
        StatusCode::PRECONDITION_REQUIRED,
        "unconditional",
    );
    let faster = change(&site, &lead, ("PUT", &his), Some(&seen), rated(1)).await;
    assert_eq!(faster.status, StatusCode::OK, "both see the same state: {}", faster.text);
    is_problem(
        &change(&site, &web, ("PUT", &mine), Some(&seen), rated(2)).await,
        StatusCode::PRECONDITION_FAILED,
        "stale",
    );
    is_problem(&change(&site, &web, ("PUT", &mine), Some("2"), rated(2)).await, StatusCode::BAD_REQUEST, "bad");
    assert_eq!(get(&site, &web, &mine).await.json()["answer"]["rating"], 1);
    let list = format!("\"{}\", {}", "0".repeat(32), faster.tag());
    assert_eq!(change(&site, &web, ("PUT", &mine), Some(&list), rated(2)).await.status, StatusCode::OK);
    // Who may not change it is told so, whatever the tag, and who would.
    let reviewer = token(&site, "reviewer", true, 1).await;
    let other = change(&site, &reviewer, ("PUT", &his), Some("*"), rated(4)).await;
    is_problem(&other, StatusCode::FORBIDDEN, "forbidden");
    let told = other.json();
    assert_eq!(told["title"], "You have no right to do this");
    assert!(told["detail"].as_str().unwrap().contains("needs a role"), "{told}");
}

#[tokio::test]
async fn a_program_reads_a_list_to_its_end_by_what_each_page_says() {
    let site = Company::new().await.site(accounts()).await;
    let auditor = token(&site, "auditor", false, 1).await;
    let whole = get(&site, &auditor, "/people?limit=500").await.json();
    let (mut found, mut next) = (Vec::new(), Some("/people?limit=2".to_owned()));
    while let Some(at) = next {
        let page = get(&site, &auditor, &at).await.json();
        found.extend(page["items"].as_array().unwrap().clone());
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!((json!(found), found.len()), (whole["items"].clone(), 7));
    is_problem(&get(&site, &auditor, "/people?limit=0").await, StatusCode::BAD_REQUEST, "bad");
}
