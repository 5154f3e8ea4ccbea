//! Links for auditors: made by a lead, for a part and until a day, read only, and gone when they are ended.

use axum::http::StatusCode;
use jiff::SignedDuration;
use osmm_maturity::event::{Change, PersonId, Role};
use osmm_maturity::unit::UnitId;
use osmm_store::{Key, KeyKind};

use super::invitations::shown;
use crate::company::{Company, accounts, browser, pseudonym};
use crate::site::{Site, now};

/// Makes a link and opens it: its path, and the browser of the visitor.
async fn visitor(site: &Site, unit: &str) -> (String, Site) {
    let form = format!("name=Kim+Lee%2C+Audit+AG&unit={unit}&until=2026-12-31");
    let made = browser(site, "lead").await.post("/access/links", &form).await;
    let link = shown(&made, "visit");
    let page = site.get(&link).await;
    assert!(
        page.text.contains("Kim Lee, Audit AG: you can read everything about")
            && page.text.contains("31 December 2026")
    );
    let opened = site.post(&link, "").await;
    (link, site.browser(opened.cookie()))
}

#[tokio::test]
async fn a_visitor_reads_what_the_link_names_and_changes_nothing() {
    let site = Company::new().await.site(accounts()).await;
    let (link, all) = visitor(&site, "group").await;
    assert_eq!(all.get("/a/2026-q4").await.status, StatusCode::OK);
    let (_, part) = visitor(&site, "web").await;
    assert_eq!(part.get("/a/2026-q4/unit/web").await.status, StatusCode::OK);
    assert_eq!(part.get("/a/2026-q4/unit/ops").await.status, StatusCode::FORBIDDEN, "the link was for one unit");
    for (path, form) in [("/access/invitations", "person=p-ops"), ("/access/links", "name=x&unit=web&until=2026-12-31")]
    {
        assert_eq!(all.post(path, form).await.status, StatusCode::FORBIDDEN);
    }
    let visitors: Vec<PersonId> =
        site.app.store().keys(KeyKind::Link).await.unwrap().into_iter().map(|k| k.person).collect();
    let named = Change::Named { name: "Mine".to_owned() };
    assert!(site.app.change(&visitors[0], |_| Ok(named.clone().into())).await.is_err());
    assert_eq!(site.post(&link, "").await.status, StatusCode::SEE_OTHER, "it opens again on another machine");
    assert_eq!(site.get("/visit/none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_ended_link_shuts_out_at_once_and_is_not_listed() {
    let site = Company::new().await.site(accounts()).await;
    let (link, visitor) = visitor(&site, "group").await;
    let lead = browser(&site, "lead").await;
    let page = lead.get("/access").await;
    assert!(page.text.contains("Kim Lee, Audit AG") && page.text.contains("made by The lead on 22 November 2026"));
    let person = site.app.store().keys(KeyKind::Link).await.unwrap()[0].person.clone();
    for who in ["admin", "auditor", "web"] {
        let refused = browser(&site, who).await.post("/access/links/end", &format!("person={person}")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{who}");
    }
    assert_eq!(lead.post("/access/links/end", &format!("person={person}")).await.to(), "/access");
    assert_eq!(visitor.get("/a/2026-q4").await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get(&link).await.status, StatusCode::NOT_FOUND);
    assert!(!lead.get("/access").await.text.contains("Kim Lee"));
    let live = site.app.read().await.unwrap();
    assert!(live.state.people[&person].grants.is_empty(), "the role is gone, too");
}

#[tokio::test]
async fn a_link_ends_on_its_last_day() {
    let site = Company::new().await.site(accounts()).await;
    let lead = browser(&site, "lead").await;
    for until in ["2026-11-21", "2027-11-23", "tomorrow", ""] {
        let odd = lead.post("/access/links", &format!("name=Kim&unit=web&until={until}")).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY, "{until}");
        assert!(odd.text.contains("value=\"Kim\""), "what was typed is kept");
    }
    let hour = SignedDuration::from_hours(1);
    let over = Key::new(KeyKind::Link, "over", &pseudonym("auditor"), now() - hour - hour, now() - hour);
    site.app.store().add_key(&over).await.unwrap();
    assert_eq!(site.get("/visit/over").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.post("/visit/over", "").await.cookie(), None);
    // A session by a link ends with it, not a week later.
    let soon = Key::new(KeyKind::Link, "soon", &pseudonym("auditor"), now(), now() + hour);
    site.app.store().add_key(&soon).await.unwrap();
    site.post("/visit/soon", "").await;
    let sessions = site.app.store().keys(KeyKind::Session).await.unwrap();
    let by_link: Vec<_> = sessions.iter().filter(|s| s.person == pseudonym("auditor")).map(|s| s.ends).collect();
    assert_eq!(by_link, [now() + hour]);
    let unit = UnitId("web".to_owned());
    let grant = Change::RoleGranted { person: pseudonym("nobody"), role: Role::Auditor, unit, until: None };
    site.app.change(&pseudonym("lead"), |_| Ok(grant.clone().into())).await.unwrap();
}
