//! Signing in and out, sessions that end, guessing that is slowed down.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;
use osmm_maturity::event::Change;
use osmm_server::{Access, Accounts};
use osmm_store::{Key, KeyKind};

use crate::company::{Company, PASSWORD, accounts, browser, pseudonym, with_password};
use crate::site::{Reply, Site, now};

async fn sign_in(site: &Site, handle: &str, password: &str) -> Reply {
    let form = format!("handle={handle}&password={}&next=%2Faccess", password.replace(' ', "+"));
    site.post("/login", &form).await
}

#[tokio::test]
async fn who_signs_in_comes_back_to_where_they_wanted_to_go() {
    let site = Company::new().await.site(accounts()).await;
    with_password(&site, "lead").await;
    let home = site.get("/a/2026-q4?x=1").await;
    assert_eq!((home.status, home.to()), (StatusCode::SEE_OTHER, "/login?next=%2Fa%2F2026-q4%3Fx%3D1"));
    let form = site.get(home.to()).await;
    assert!(form.text.contains("value=\"/a/2026-q4?x=1\""), "{}", form.text);
    for name in ["lead", "LEAD", "lead%40example.org"] {
        let done = sign_in(&site, name, PASSWORD).await;
        assert_eq!((done.status, done.to()), (StatusCode::SEE_OTHER, "/access"), "{}", done.text);
        let cookie = done.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.starts_with("osmm_session=") && cookie.contains("; Path=/; "), "{cookie}");
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"),
            "{cookie}"
        );
        let page = site.browser(done.cookie()).get("/a/2026-q4").await;
        assert!(page.status == StatusCode::OK && page.text.contains("The lead"), "{}", page.text);
    }
    let away =
        site.post("/login", &format!("handle=lead&password={}&next=%2F%2Fevil", PASSWORD.replace(' ', "+"))).await;
    assert_eq!(away.to(), "/");
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_look_the_same() {
    let site = Company::new().await.site(accounts()).await;
    with_password(&site, "lead").await;
    let wrong = sign_in(&site, "lead", "something else").await;
    let unknown = sign_in(&site, "leaf", "something else").await;
    let without = sign_in(&site, "web", "something else").await;
    for reply in [&wrong, &unknown, &without] {
        assert_eq!((reply.status, reply.cookie()), (StatusCode::UNPROCESSABLE_ENTITY, None));
        assert!(!reply.text.contains("something else"), "a password is never shown");
    }
    assert!(wrong.text.contains("value=\"lead\""), "what was typed is kept");
    assert_eq!(wrong.text.replace("\"lead\" req", "\"leaf\" req"), unknown.text);
}

#[tokio::test]
async fn guessing_is_slowed_down_for_the_account_and_for_the_address() {
    let site = Company::new().await.site(accounts()).await;
    with_password(&site, "lead").await;
    for _ in 0..10 {
        assert_eq!(sign_in(&site, "lead", "guess").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let slowed = sign_in(&site, "Lead", PASSWORD).await;
    assert_eq!((slowed.status, slowed.cookie()), (StatusCode::TOO_MANY_REQUESTS, None));
    assert!(slowed.text.contains("15 minutes"), "{}", slowed.text);
    with_password(&site, "web").await;
    assert_eq!(sign_in(&site, "web", PASSWORD).await.status, StatusCode::SEE_OTHER, "others are not hindered");
    for n in 0..40 {
        sign_in(&site, &format!("nobody-{n}"), "guess").await;
    }
    assert_eq!(sign_in(&site, "web", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn sessions_end_by_themselves_and_on_the_way_out() {
    let site = Company::new().await.site(accounts()).await;
    let key = |secret: &str, seen: i64, ends: i64| {
        let hours = SignedDuration::from_hours;
        let key = Key::new(KeyKind::Session, secret, &pseudonym("lead"), now() - hours(9), now() + hours(ends));
        (Key { seen: now() - hours(seen), ..key }, site.browser(Some(format!("osmm_session={secret}"))))
    };
    for (secret, seen, ends, holds) in [("a", 7, 1, true), ("b", 9, 1, false), ("c", 1, -1, false)] {
        let (key, browser) = key(secret, seen, ends);
        site.app.store().add_key(&key).await.unwrap();
        assert_eq!(browser.get("/a/2026-q4").await.status == StatusCode::OK, holds, "{secret}");
    }
    let touched = site.app.store().key(KeyKind::Session, "a").await.unwrap().unwrap();
    assert_eq!(touched.seen, now(), "use is noted");
    let (_, browser) = key("a", 0, 0);
    let out = browser.post("/logout", "").await;
    assert!(out.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(browser.get("/a/2026-q4").await.status, StatusCode::SEE_OTHER, "also for who kept the cookie");
}

#[tokio::test]
async fn an_erased_person_is_out_at_once() {
    let site = Company::new().await.site(accounts()).await;
    let reviewer = browser(&site, "reviewer").await;
    assert_eq!(reviewer.get("/a/2026-q4").await.status, StatusCode::OK);
    let erase = Change::PersonErased { person: pseudonym("reviewer"), reasons: Vec::new() };
    site.app.change(&pseudonym("lead"), |_| Ok(erase.clone().into())).await.unwrap();
    assert_eq!(reviewer.get("/a/2026-q4").await.status, StatusCode::SEE_OTHER);
    // Even with a key that somebody put back.
    let reviewer = browser(&site, "reviewer").await;
    assert_eq!(reviewer.get("/a/2026-q4").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn behind_a_proxy_that_encrypts_cookies_are_for_encrypted_connections_only() {
    let origin = Some("https://osmm.example".to_owned());
    let access = Access::Accounts(Accounts { origin, ..Accounts::default() });
    let site = Company::new().await.site(access).await;
    with_password(&site, "lead").await;
    let done = sign_in(&site, "lead", PASSWORD).await;
    let cookie = done.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-osmm_session=") && cookie.ends_with("; Secure"), "{cookie}");
    assert!(done.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    let from = |origin: &str| {
        let form = Request::post("/logout").header(header::ORIGIN, origin).header("sec-fetch-site", "cross-site");
        form.body(Body::empty()).unwrap()
    };
    assert_eq!(site.ask(from("https://osmm.example")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.ask(from("https://evil.example")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_sent_too_late_says_how_to_send_it_again() {
    let site = Company::new().await.site(accounts()).await;
    let late = site.post("/me/password", "old=a&new=b").await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    assert!(late.text.contains("reload this page") && late.text.contains("href=\"/login\""), "{}", late.text);
    let request = Request::get("/a/2026-q4").header(header::ACCEPT, "application/json").body(Body::empty()).unwrap();
    let program = site.ask(request).await;
    assert_eq!(
        (program.status, &program.headers[header::WWW_AUTHENTICATE]),
        (StatusCode::UNAUTHORIZED, &"Bearer".parse().unwrap())
    );
}

#[tokio::test]
async fn nobody_founds_an_organisation_on_a_server_with_accounts() {
    let site = Site::over(tempfile::TempDir::new().unwrap(), accounts()).await;
    assert_eq!(site.get("/start").await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.post("/start", "name=Mine").await.status, StatusCode::UNAUTHORIZED);
    assert!(site.app.read().await.unwrap().state.tree.is_none());
}
