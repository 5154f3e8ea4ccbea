//! What holds for every page: the first minute, languages, headers, odd requests.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::site::Site;

#[tokio::test]
async fn an_empty_record_begins_with_a_name() {
    let site = Site::new().await;
    let home = site.get("/").await;
    assert_eq!((home.status, home.to()), (StatusCode::SEE_OTHER, "/start"));
    let form = site.get("/start").await;
    assert!(form.text.contains("What do you want to assess?"), "{}", form.text);
    let nameless = site.post("/start", "name=+&size=1-49&you=Ada").await;
    assert!(
        nameless.text.contains("Give it a name first") && nameless.text.contains("value=\"Ada\""),
        "{}",
        nameless.text
    );
    let begun = site.post("/start", "name=Example&size=1-49&sector=finance").await;
    assert_eq!((begun.status, begun.to()), (StatusCode::SEE_OTHER, "/a/2026-q4/unit/organisation/sort"));
    assert_eq!(site.get("/").await.to(), "/a/2026-q4");
    assert_eq!(site.get("/start").await.to(), "/");
}

#[tokio::test]
async fn a_second_beginning_changes_nothing() {
    let site = Site::begun().await;
    site.post("/start", "name=Another").await;
    let page = site.get("/a/2026-q4").await;
    assert!(page.text.contains("Example Group") && !page.text.contains("Another"));
}

#[tokio::test]
async fn a_reader_chooses_the_language() {
    let site = Site::begun().await;
    let german = Request::get("/a/2026-q4").header(header::ACCEPT_LANGUAGE, "fr, de-AT;q=0.8, en").body(Body::empty());
    assert!(site.ask(german.unwrap()).await.text.contains("lang=\"de\""));
    let chosen = site.post("/language/de", "path=%2Fa%2F2026-q4").await;
    assert_eq!(chosen.to(), "/a/2026-q4");
    let cookie = chosen.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("osmm_language=de;") && cookie.contains("HttpOnly"), "{cookie}");
    for elsewhere in ["%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example"] {
        assert_eq!(site.post("/language/de", &format!("path={elsewhere}")).await.to(), "/");
    }
}

#[tokio::test]
async fn no_page_can_load_or_be_loaded_from_elsewhere() {
    let site = Site::begun().await;
    for path in ["/a/2026-q4", "/start", "/nothing", "/healthz"] {
        let reply = site.get(path).await;
        let policy = reply.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(reply.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert!(!reply.text.contains("style=\"") && !reply.text.contains("onclick"), "{path}");
    }
}

#[tokio::test]
async fn requests_from_other_sites_and_for_other_names_are_refused() {
    let site = Site::begun().await;
    let foreign = |site: &str| {
        let form = Request::post("/language/de").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        form.header("sec-fetch-site", site).body(Body::from("path=%2F")).unwrap()
    };
    assert_eq!(site.ask(foreign("cross-site")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.ask(foreign("same-site")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.ask(foreign("same-origin")).await.status, StatusCode::SEE_OTHER);
    let rebound = Request::get("/a/2026-q4").header(header::HOST, "evil.example").body(Body::empty()).unwrap();
    assert_eq!(site.ask(rebound).await.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_answers_never() {
    let site = Site::begun().await;
    let page = site.get("/a/2026-q4").await;
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    let style = page.text.split("href=\"").find(|h| h.starts_with("/assets/") && h.contains("app.css\"")).unwrap();
    let style = site.get(style.split('"').next().unwrap()).await;
    assert_eq!(style.status, StatusCode::OK);
    assert!(style.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert_eq!(site.get("/assets/000000000000/app.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn programs_get_problems_as_json() {
    let site = Site::begun().await;
    let request = Request::get("/a/none").header(header::ACCEPT, "application/json").body(Body::empty()).unwrap();
    let reply = site.ask(request).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert_eq!(reply.headers[header::CONTENT_TYPE], "application/problem+json");
    assert!(reply.text.contains("\"status\":404"), "{}", reply.text);
}

/// Forms of nobody's hand are refused in the reader's words, with what was given.
#[tokio::test]
async fn what_no_form_of_ours_sends_is_refused_in_the_readers_words() {
    let site = Site::begun().await;
    let odd = [
        ("/a/2026-q4/stage", "to=gone", "„gone“ steht hier nicht zur Wahl."),
        ("/goals/target", "unit=organisation&subject=none&rating=4", "„none“ steht hier nicht zur Wahl."),
        ("/people/grant", "person=x&role=king&unit=organisation", "„king“ steht hier nicht zur Wahl."),
        (
            "/people/grant",
            "person=x&role=lead&unit=organisation&until=soon",
            "„soon“ ist kein Tag: Schreiben Sie ihn als JJJJ-MM-TT.",
        ),
    ];
    for (path, form, words) in odd {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("accept-language", "de");
        let reply = site.ask(request.body(Body::from(form)).unwrap()).await;
        assert!(reply.text.contains(words), "{path}: {} {}", reply.status, reply.text);
    }
}
