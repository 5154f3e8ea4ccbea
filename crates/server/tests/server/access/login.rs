//! Signing in and out, sessions that end, guessing that is slowed down.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;
use osmm_maturity::event::Change;
use osmm_server::{Access, Accounts, Config, Journal};
use osmm_store::{Key, KeyKind};

use crate::company::{Company, PASSWORD, accounts, browser, pseudonym, with_password};
use crate::site::{Reply, Site, config, now};

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

/// Who runs the server reads who was refused and why, in one line each, and never what was typed as a password.
#[tokio::test]
async fn refused_sign_ins_are_told_to_who_runs_the_server() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let to = lines.clone();
    let journal = Journal::new(move |line| to.lock().unwrap().push(line.to_owned()));
    let folder = Company::new().await.folder();
    let site = Site::with(folder, Config { journal, ..config(accounts()) }).await;
    with_password(&site, "lead").await;
    for (handle, password) in [("Lead", "something else"), ("web", "something else"), (PASSWORD, "lead%0Ax")] {
        sign_in(&site, handle, password).await;
    }
    for _ in 0..10 {
        sign_in(&site, "ops", "guess").await;
    }
    sign_in(&site, "ops", "guess").await;
    sign_in(&site, "lead", PASSWORD).await;
    let lead = browser(&site, "lead").await;
    lead.post("/me/password", "old=guess&new=twelve+letters").await;
    let told = lines.lock().unwrap().clone();
    let at = "2026-11-22T12:00:00Z";
    let refused = |who: &str, why: &str| format!("{at} sign-in refused: {who} from unknown: {why}");
    assert_eq!(told[0], refused("\"lead\"", "wrong password"));
    assert_eq!(told[1], refused("\"web\"", "no password is set"));
    assert_eq!(told[2], refused("somebody unknown", "nobody is called that"));
    assert_eq!(told[13], refused("\"ops\"", "too many tries"));
    assert_eq!(told[14], format!("{at} change of password refused: \"lead\": wrong password"));
    assert_eq!(told.len(), 15, "{told:#?}");
    let all = told.join(" ");
    for secret in ["something", "guess", PASSWORD, "letters"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
}

#[tokio::test]
async fn why_it_answered_500_is_told_to_who_runs_the_server_alone() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let to = lines.clone();
    let journal = Journal::new(move |line| to.lock().unwrap().push(line.to_owned()));
    let folder = Company::new().await.folder();
    let file = folder.path().join("osmm.db");
    let site = Site::with(folder, Config { journal, ..config(accounts()) }).await;
    std::fs::write(&file, [7_u8; 4096]).unwrap();
    let failed = site.get("/visit/a-secret").await;
    assert_eq!(failed.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", failed.text);
    let told = lines.lock().unwrap().join("\n");
    assert!(told.starts_with("2026-11-22T12:00:00Z 500 GET /visit/{secret}: "), "{told}");
    assert!(told.len() > 60 && !told.contains("a-secret") && !told.contains('\n'), "{told}");
    let reason = told.split("}: ").nth(1).unwrap();
    assert!(!failed.text.contains(reason), "{}", failed.text);
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

/// Every field for a password says whether it is the current or a new one, and its form names the account.
#[tokio::test]
async fn password_managers_know_whose_password_it_is() {
    let site = Company::new().await.site(accounts()).await;
    with_password(&site, "lead").await;
    let lead = browser(&site, "lead").await;
    let invited = lead.post("/access/invitations", &format!("person={}", pseudonym("web").0)).await.text;
    let secret = invited.split("/invitation/").nth(1).unwrap().split('<').next().unwrap();
    let invitation = site.get(&format!("/invitation/{secret}")).await.text;
    let pages = [
        (site.get("/login").await.text, "value=\"\"", vec!["current-password"]),
        (lead.get("/me").await.text, "value=\"lead\"", vec!["current-password", "new-password"]),
        (invitation, "value=\"web\"", vec!["new-password"]),
    ];
    for (page, name, passwords) in pages {
        let form = page.split("<form").find(|f| f.contains("type=\"password\"")).unwrap();
        let fields: Vec<&str> = form.split("<input").skip(1).map(|f| f.split('>').next().unwrap()).collect();
        let account: Vec<_> = fields.iter().filter(|f| f.contains("autocomplete=\"username\"")).collect();
        assert!(account.len() == 1 && account[0].contains(name), "{form}");
        let asked: Vec<_> = fields.iter().filter(|f| f.contains("type=\"password\"")).collect();
        assert_eq!(asked.len(), passwords.len(), "{form}");
        for (field, password) in asked.iter().zip(passwords) {
            assert!(field.contains(&format!("autocomplete=\"{password}\"")), "{field}");
        }
    }
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
