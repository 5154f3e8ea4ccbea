//! Passwords: set by a link that opens once, changed by who has one.

use axum::http::StatusCode;
use osmm_store::{KeyKind, Store};

use crate::company::{Company, PASSWORD, accounts, browser, pseudonym, with_password};
use crate::site::Reply;

/// The path of the link that a page shows.
pub fn shown(reply: &Reply, kind: &str) -> String {
    let at = reply.text.find(&format!("/{kind}/")).unwrap_or_else(|| panic!("{}", reply.text));
    reply.text[at..].split(['<', '"']).next().unwrap().to_owned()
}

async fn sessions(store: &Store, handle: &str) -> usize {
    store.keys(KeyKind::Session).await.unwrap().iter().filter(|k| k.person == pseudonym(handle)).count()
}

#[tokio::test]
async fn an_invitation_opens_once() {
    let site = Company::new().await.site(accounts()).await;
    for (who, may) in [("web", false), ("auditor", false), ("reviewer", false), ("admin", true), ("lead", true)] {
        let made = browser(&site, who).await.post("/access/invitations", "person=p-ops").await;
        assert_eq!(made.status, if may { StatusCode::OK } else { StatusCode::FORBIDDEN }, "{who}");
    }
    let first = shown(&browser(&site, "lead").await.post("/access/invitations", "person=p-ops").await, "invitation");
    let link = shown(&browser(&site, "admin").await.post("/access/invitations", "person=p-ops").await, "invitation");
    assert_eq!(site.get(&first).await.status, StatusCode::NOT_FOUND, "a new one ends the one before");
    assert!(site.get(&link).await.text.contains("The ops"));
    let short = site.post(&link, "password=short").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text.contains("at least 12 characters") && !short.text.contains("value=\"short\""));
    let set = site.post(&link, "password=twelve+letters").await;
    assert_eq!((set.status, set.to()), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(site.browser(set.cookie()).get("/me").await.status, StatusCode::OK);
    assert_eq!(site.post(&link, "password=another+password").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.post("/login", "handle=ops&password=twelve+letters").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        browser(&site, "lead").await.post("/access/invitations", "person=p-x").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_list_says_who_can_come_in_and_how() {
    let site = Company::new().await.site(accounts()).await;
    with_password(&site, "web").await;
    let lead = browser(&site, "lead").await;
    lead.post("/access/invitations", "person=p-ops").await;
    let page = lead.get("/access").await;
    let row = |name: &str| page.text.split("<tr>").find(|row| row.contains(name)).unwrap().to_owned();
    assert!(row("The web").contains("by password") && row("The web").contains("Respondent of Web"), "{}", page.text);
    assert!(row("The ops").contains("invited until 25 November 2026"), "{}", row("The ops"));
    assert!(row("The nobody").contains("not yet"));
    let german = lead.browser(lead.cookie.as_ref().map(|c| format!("{c}; osmm_language=de")));
    let german = german.get("/access").await.text;
    assert!(german.contains("Wer hat Zugang?") && german.contains("mit Passwort"), "{german}");
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_other_sessions() {
    let site = Company::new().await.site(accounts()).await;
    with_password(&site, "web").await;
    let (one, two) = (
        browser(&site, "web").await,
        site.post("/login", &format!("handle=web&password={}", PASSWORD.replace(' ', "+"))).await,
    );
    let two = site.browser(two.cookie());
    assert_eq!(sessions(site.app.store(), "web").await, 2);
    let wrong = one.post("/me/password", "old=wrong&new=twelve+letters").await;
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("not your password"),
        "{}",
        wrong.text
    );
    let done = one.post("/me/password", &format!("old={}&new=twelve+letters", PASSWORD.replace(' ', "+"))).await;
    assert_eq!((done.status, done.to()), (StatusCode::SEE_OTHER, "/me"));
    assert_eq!(two.get("/me").await.status, StatusCode::SEE_OTHER);
    assert_eq!(one.get("/me").await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.browser(done.cookie()).get("/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn other_sessions_are_ended_and_this_one_stays() {
    let site = Company::new().await.site(accounts()).await;
    with_password(&site, "web").await;
    let one = browser(&site, "web").await;
    let two = site.post("/login", &format!("handle=web&password={}", PASSWORD.replace(' ', "+"))).await;
    browser(&site, "lead").await;
    assert_eq!(one.post("/me/sessions/end", "").await.to(), "/me");
    assert_eq!(one.get("/me").await.status, StatusCode::OK);
    assert_eq!(site.browser(two.cookie()).get("/me").await.status, StatusCode::SEE_OTHER);
    assert_eq!(sessions(site.app.store(), "lead").await, 1);
}
