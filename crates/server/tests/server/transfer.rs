//! Sheets and files: out, edited, and back; conflicts are decided by a person; nothing is taken on trust.

use axum::http::StatusCode;
use osmm_maturity::model::ItemId;

use crate::review::{local_items, raters, says};
use crate::site::Site;

/// A table of what the rater `one` may answer, with another rating for some item.
async fn edited(site: &Site, item: &ItemId, from: &str, to: &str) -> String {
    let sheet = site.get("/a/2026-q4/sheet.csv?unit=web").await;
    assert_eq!(sheet.status, StatusCode::OK);
    let line = sheet.text.lines().find(|l| l.contains(&item.0)).unwrap_or_else(|| panic!("{item}: {}", sheet.text));
    let (old, new) = (format!(",{from} - managed,"), format!(",{to},"));
    assert!(line.contains(&old), "{line}");
    sheet.text.replace(line, &line.replacen(&old, &new, 1))
}

async fn back(site: &Site, table: &str) -> crate::site::Reply {
    site.upload("/a/2026-q4/transfer", &[("file", Some("../answers.csv"), table.as_bytes())]).await
}

/// The value of a hidden field, as a browser would send it.
fn hidden(page: &str, name: &str) -> String {
    let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name}: {page}"));
    let value = after.split('"').next().unwrap().replace("&quot;", "\"").replace("&#34;", "\"").replace("&amp;", "&");
    value.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[tokio::test]
async fn an_edited_sheet_is_merged_and_a_conflict_is_decided_by_a_person() {
    let site = raters(&[("web", 5)]).await;
    let item = &local_items()[0];
    says(&site, "one", "web", &[(item, 2)], false).await;
    let one = site.acting("one").await;
    let table = edited(&one, item, "2", "4").await;
    let taken = back(&one, &table).await;
    assert!(taken.status == StatusCode::OK && taken.text.contains("1 answer taken"), "{}", taken.text);
    assert!(back(&one, &table).await.text.contains("1 there already"));
    says(&site, "one", "web", &[(item, 1)], false).await;
    let conflict = back(&one, &table).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.text.contains("One line was changed here and there"), "{}", conflict.text);
    let form = |take: &str| {
        let of = |name: &str| hidden(&conflict.text, name);
        let (key, edited, now) = (of("key-1"), of("edited-1"), of("now-1"));
        format!("line=1&key-1={key}&edited-1={edited}&now-1={now}&take-1={take}")
    };
    let kept = one.post("/a/2026-q4/transfer/decide", &form("record")).await;
    assert_eq!(kept.to(), "/a/2026-q4/transfer", "{}", kept.text);
    assert!(back(&one, &table).await.text.contains("One line was changed"), "the record stayed as it was");
    let file = one.post("/a/2026-q4/transfer/decide", &form("file")).await;
    assert_eq!(file.to(), "/a/2026-q4/transfer", "{}", file.text);
    assert!(back(&one, &table).await.text.contains("1 there already"));
    let late = one.post("/a/2026-q4/transfer/decide", &form("file")).await;
    assert_eq!(late.status, StatusCode::BAD_REQUEST, "the record has moved on");
    assert!(late.text.contains("while you decided"), "{}", late.text);
}

#[tokio::test]
async fn a_sheet_of_somebody_else_or_of_nothing_is_refused() {
    let site = raters(&[("web", 5)]).await;
    let item = &local_items()[0];
    says(&site, "one", "web", &[(item, 2)], false).await;
    let table = edited(&site.acting("one").await, item, "2", "4").await;
    let other = back(&site.acting("two").await, &table).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.text.contains("written for somebody else"), "{}", other.text);
    let odd = back(&site, "a,b\n1,2\n").await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.text.contains("answers.csv") && !odd.text.contains("../answers"), "{}", odd.text);
    let broken = site.upload("/a/2026-q4/transfer", &[("file", Some("x.xlsx"), b"PK\x03\x04 nothing")]).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let none = site.upload("/a/2026-q4/transfer", &[("unit", None, b"")]).await;
    assert!(none.text.contains("Choose a file first"), "{}", none.text);
}

#[tokio::test]
async fn files_go_to_who_may_have_them() {
    let site = raters(&[("web", 5)]).await;
    for (path, begins) in
        [("/a/2026-q4/sheet.xlsx", "PK"), ("/a/2026-q4/assessment.json", "{"), ("/record.jsonl", "{\"blobs\"")]
    {
        let file = site.get(path).await;
        assert!(file.status == StatusCode::OK && file.text.starts_with(begins), "{path}: {}", file.status);
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"), "{path}");
    }
    let one = site.acting("one").await;
    assert_eq!(one.get("/record.jsonl").await.status, StatusCode::FORBIDDEN);
    let auditor = site.acting("aud").await;
    assert_eq!(auditor.get("/a/2026-q4/sheet.csv").await.status, StatusCode::FORBIDDEN, "who answers nothing");
    let json = site.get("/a/2026-q4/assessment.json").await.text;
    let upload = one.upload("/a/2026-q4/transfer", &[("file", Some("a.json"), json.as_bytes())]).await;
    assert_eq!(upload.status, StatusCode::FORBIDDEN);
    let parts = [("file", Some("a.json"), json.as_bytes()), ("name", None, b"again".as_slice())];
    let upload = site.upload("/a/2026-q4/transfer", &parts).await;
    assert!(upload.status == StatusCode::OK && upload.text.contains("is the assessment again now"), "{}", upload.text);
    assert!(site.get("/assessments").await.text.contains("again"));
}
