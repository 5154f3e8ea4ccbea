//! Looks at answers of others are noted, and shown to those who lead or audit.

use axum::http::StatusCode;

use crate::company::{Company, accounts, browser, pseudonym};
use crate::site::alone;

#[tokio::test]
async fn looks_at_answers_are_noted_once() {
    let site = Company::new().await.site(accounts()).await;
    let auditor = browser(&site, "auditor").await;
    for path in ["/a/2026-q4", "/a/2026-q4", "/me", "/model", "/a/none"] {
        auditor.get(path).await;
    }
    browser(&site, "ops").await.get("/a/2026-q4/unit/web").await;
    site.get("/a/2026-q4").await;
    let looks = site.app.store().accesses(None, None, 99).await.unwrap();
    let looks: Vec<_> = looks.iter().map(|(_, l)| (l.person.clone(), l.page.as_str())).collect();
    assert_eq!(looks, [(pseudonym("auditor"), "/a/2026-q4")], "neither what was refused nor other pages");
}

#[tokio::test]
async fn leads_and_auditors_read_who_looked() {
    let site = Company::new().await.site(accounts()).await;
    browser(&site, "reviewer").await.get("/a/2026-q4").await;
    let lead = browser(&site, "lead").await;
    lead.post("/access/invitations", "person=p-ops").await;
    for (who, may) in [("web", false), ("reviewer", false), ("admin", false), ("auditor", true), ("lead", true)] {
        let page = browser(&site, who).await.get("/access/log").await;
        assert_eq!(page.status == StatusCode::OK, may, "{who}");
        assert_eq!(page.text.contains("The reviewer") && page.text.contains("/a/2026-q4"), may, "{who}");
        assert_eq!(page.text.contains("made an invitation for The ops"), may, "{who}");
    }
    let one = lead.get("/access/log?person=p-reviewer").await;
    assert!(one.text.contains("Looks of The reviewer") && !one.text.contains("invitation for"), "{}", one.text);
    assert_eq!(lead.get("/access/log?before=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn one_person_alone_is_told_so_and_not_watched() {
    let company = Company::new().await;
    let site = company.site(osmm_server::Access::Alone { person: Some("lead".to_owned()) }).await;
    let page = site.get("/access").await;
    assert!(page.text.contains("Nobody else can come in") && page.text.contains("--login"), "{}", page.text);
    site.get("/a/2026-q4").await;
    assert_eq!(site.app.store().accesses(None, None, 9).await.unwrap(), []);
    assert_eq!(site.post("/access/links", "name=x&unit=web&until=2026-12-31").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.post("/access/invitations", "person=p-ops").await.status, StatusCode::NOT_FOUND);
    assert_eq!(company.site(alone()).await.get("/login").await.to(), "/");
}
