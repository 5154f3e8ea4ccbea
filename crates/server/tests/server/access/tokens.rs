//! Tokens let programs in, in somebody's name and no further than they say.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::company::{Company, accounts, browser};
use crate::site::{Reply, Site};

async fn asked(site: &Site, method: &str, path: &str, token: &str) -> Reply {
    let request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
    let request = request.header(header::ACCEPT, "application/json");
    site.ask(request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::empty()).unwrap())
        .await
}

async fn make(site: &Site, who: &str, form: &str) -> String {
    let made = browser(site, who).await.post("/me/tokens", form).await;
    let at = made.text.find("osmm_").unwrap_or_else(|| panic!("{}", made.text));
    made.text[at..].split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_token_is_its_owner_as_far_as_it_says() {
    let site = Company::new().await.site(accounts()).await;
    let token = make(&site, "auditor", "name=report&scope=read&days=9").await;
    assert_eq!(asked(&site, "GET", "/a/2026-q4", &token).await.status, StatusCode::OK);
    assert_eq!(asked(&site, "POST", "/access/invitations", &token).await.status, StatusCode::FORBIDDEN);
    let of_ops = make(&site, "ops", "name=report&scope=write&days=9").await;
    assert_eq!(asked(&site, "GET", "/a/2026-q4/unit/web", &of_ops).await.status, StatusCode::FORBIDDEN);
    // Not even one that writes manages accounts.
    let of_lead = make(&site, "lead", "name=all&scope=write&days=9").await;
    assert_eq!(asked(&site, "GET", "/me", &of_lead).await.status, StatusCode::FORBIDDEN);
    assert_eq!(asked(&site, "POST", "/me/sessions/end", &of_lead).await.status, StatusCode::FORBIDDEN);
    assert_eq!(asked(&site, "GET", "/a/2026-q4", "osmm_wrong").await.status, StatusCode::UNAUTHORIZED);
    let as_cookie = site.browser(Some(format!("osmm_session={token}")));
    assert_eq!(as_cookie.get("/a/2026-q4").await.status, StatusCode::SEE_OTHER, "a token is no session");
}

#[tokio::test]
async fn a_token_is_shown_once_and_ended_by_its_owner_alone() {
    let site = Company::new().await.site(accounts()).await;
    let token = make(&site, "auditor", "name=nightly&scope=read&days=9").await;
    let auditor = browser(&site, "auditor").await;
    let page = auditor.get("/me").await;
    assert!(page.text.contains("nightly") && page.text.contains("Reads only") && !page.text.contains(&token));
    let at = page.text.find("sha256:").unwrap();
    let form = format!("digest={}", page.text[at..].split('"').next().unwrap().replace(':', "%3A"));
    assert_eq!(browser(&site, "lead").await.post("/me/tokens/end", &form).await.status, StatusCode::NOT_FOUND);
    assert_eq!(asked(&site, "GET", "/a/2026-q4", &token).await.status, StatusCode::OK);
    assert_eq!(auditor.post("/me/tokens/end", &form).await.to(), "/me");
    assert_eq!(asked(&site, "GET", "/a/2026-q4", &token).await.status, StatusCode::UNAUTHORIZED);
    let nameless = auditor.post("/me/tokens", "name=+&scope=write").await;
    assert!(nameless.status == StatusCode::UNPROCESSABLE_ENTITY && nameless.text.contains("Say what it is for"));
}
