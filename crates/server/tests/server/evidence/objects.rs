//! Evidence: given, seen, judged, renewed, taken out of force, taken away as a file.

use axum::http::{StatusCode, header};

use crate::company::Company;
use crate::site::{Reply, Site, model};
use osmm_server::Access;

const PAGE: &str = "/a/2026-q4/unit/organisation/evidence";

fn item() -> String {
    model().items().next().unwrap().1.id.0.clone()
}

async fn give(site: &Site, page: &str, more: &[(&str, Option<&str>, &[u8])]) -> Reply {
    let item = item();
    let mut parts: Vec<(&str, Option<&str>, &[u8])> =
        vec![("title", None, b"Licence policy"), ("kind", None, b"artefact"), ("item", None, item.as_bytes())];
    parts.extend(more);
    site.upload(&format!("{page}/new"), &parts).await
}

#[tokio::test]
async fn a_file_is_kept_and_given_back_to_be_saved() {
    let site = Site::begun().await;
    assert!(site.get(PAGE).await.text.contains("No evidence yet"));
    let given = give(&site, PAGE, &[("file", Some("../policy \"2\".html"), b"<script>alert(1)</script>")]).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    let one = site.get(given.to()).await;
    assert!(one.text.contains("in force") && one.text.contains("sha256:"), "{}", one.text);
    let file = site.get(&format!("{}/file", given.to())).await;
    assert_eq!(file.text, "<script>alert(1)</script>");
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/octet-stream");
    let disposition = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.starts_with("attachment; filename=\"policy_") && !disposition.contains('<'), "{disposition}");
    assert!(site.get(PAGE).await.text.contains("Licence policy"));
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_stays() {
    let site = Site::begun().await;
    for (more, words) in [
        (vec![("from", None, &b"2026-12-01"[..]), ("to", None, b"2026-01-01")], "end before it begins"),
        (vec![("expires", None, &b"tomorrow"[..])], "2026-12-31"),
        (vec![("link", None, &b"https://x.example"[..]), ("file", Some("a"), b"a")], "not both"),
    ] {
        let refused = give(&site, PAGE, &more).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(refused.text.contains(words) && refused.text.contains("Licence policy"), "{}", refused.text);
    }
    let empty = site.upload(&format!("{PAGE}/new"), &[("title", None, b"Alone")]).await;
    assert!(empty.text.contains("at least one item") && empty.text.contains("Alone"), "{}", empty.text);
    assert!(site.app.read().await.unwrap().state.evidence.is_empty());
}

#[tokio::test]
async fn what_expired_and_what_was_withdrawn_is_told_apart() {
    let site = Site::begun().await;
    let old = give(&site, PAGE, &[("expires", None, b"2026-01-31")]).await;
    assert!(site.get(old.to()).await.text.contains("expired"));
    let form = site.get(&format!("{PAGE}/new?renews={}", old.to().rsplit('/').next().unwrap())).await;
    assert!(form.text.contains("Licence policy") && form.text.contains("renews"), "{}", form.text);
    let needs = site.post(old.to(), "do=withdraw&why=").await;
    assert_eq!(needs.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", needs.text);
    assert_eq!(site.post(old.to(), "do=withdraw&why=Replaced").await.status, StatusCode::SEE_OTHER);
    let page = site.get(old.to()).await;
    assert!(page.text.contains("withdrawn") && page.text.contains("Replaced"), "{}", page.text);
}

#[tokio::test]
async fn links_are_links_only_where_a_browser_may_follow() {
    let site = Site::begun().await;
    let web = give(&site, PAGE, &[("link", None, b"https://wiki.example.org/policy")]).await;
    assert!(site.get(web.to()).await.text.contains("href=\"https://wiki.example.org/policy\""));
    let script = give(&site, PAGE, &[("link", None, b"javascript:alert(1)")]).await;
    assert!(!site.get(script.to()).await.text.contains("href=\"javascript"));
}

#[tokio::test]
async fn what_is_restricted_is_for_those_who_oversee_and_who_gave_it() {
    let company = Company::new().await;
    let page = "/a/2026-q4/unit/web/evidence";
    let lead = company.site(Access::Alone { person: Some("lead".to_owned()) }).await;
    let given =
        give(&lead, page, &[("confidentiality", None, b"restricted"), ("file", Some("a.pdf"), b"secret")]).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    for (who, status) in [
        ("lead", StatusCode::OK),
        ("reviewer", StatusCode::OK),
        ("auditor", StatusCode::OK),
        ("web", StatusCode::FORBIDDEN),
        ("ops", StatusCode::FORBIDDEN),
    ] {
        let site = lead.acting(who).await;
        assert_eq!(site.get(given.to()).await.status, status, "{who}");
        assert_eq!(site.get(&format!("{}/file", given.to())).await.status, status, "{who}");
    }
    let web = lead.acting("web").await.get(page).await;
    assert!(web.text.contains("1 more piece") && !web.text.contains("Licence policy"), "{}", web.text);
    // Nobody reviews what they gave themselves.
    assert_eq!(lead.post(given.to(), "do=confirm").await.status, StatusCode::FORBIDDEN);
    let reviewer = lead.acting("reviewer").await;
    assert_eq!(reviewer.post(given.to(), "do=confirm&why=Read+it").await.status, StatusCode::SEE_OTHER);
    assert!(reviewer.get(given.to()).await.text.contains("confirmed"));
}
