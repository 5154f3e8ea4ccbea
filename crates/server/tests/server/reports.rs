//! Reports on pages: chosen for an audience, opened or taken away, for those who may see the unit.

use axum::http::StatusCode;

use crate::roadmap::{SETTINGS, rated};

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_chosen_and_says_what_the_roadmap_asks() {
    let site = rated().await;
    let page = site.get("/a/2026-q4/report").await.text;
    for words in
        ["value=\"board\" checked", "value=\"assessor\"", "name=\"format\" value=\"xlsx\"", "settings are kept"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let file = async |query: &str| site.get(&format!("/a/2026-q4/report/file?{query}")).await;
    let unasked = file("audience=board").await;
    assert!(unasked.text.contains("Report to the board") && unasked.text.contains("osmm plan"), "{}", unasked.text);
    let policy = unasked.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    site.post("/plan/settings", SETTINGS).await;
    let asked = file("audience=board&format=markdown").await;
    assert!(
        asked.text.contains("2027-Q1") && asked.headers["content-type"] == "text/markdown; charset=utf-8",
        "{}",
        asked.text
    );
    let attached = asked.headers["content-disposition"].to_str().unwrap();
    assert_eq!(attached, "attachment; filename=\"osmm-2026-q4-board.md\"");
    let book = file("format=xlsx&unit=organisation").await;
    assert!(book.status == StatusCode::OK && book.headers["content-type"].to_str().unwrap().contains("spreadsheetml"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_there_is_none_of_is_said() {
    let site = rated().await;
    for (query, words) in [("audience=everybody", "everybody"), ("format=odt", "odt")] {
        let refused = site.get(&format!("/a/2026-q4/report/file?{query}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.text.contains(&format!("“{words}” is nothing that can be chosen")), "{}", refused.text);
    }
    for missing in ["/a/2020-q1/report", "/a/2020-q1/report/file", "/a/2026-q4/report/file?unit=nowhere"] {
        let status = site.get(missing).await.status;
        assert!(status == StatusCode::NOT_FOUND || status == StatusCode::FORBIDDEN, "{missing}: {status}");
    }
}
