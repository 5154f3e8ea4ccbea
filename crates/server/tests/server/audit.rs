//! Journey 8: two years later. What was known, on what it rested, corrections, and a pack that is checked offline.

use std::io::{Cursor, Read};

use axum::http::{StatusCode, header};
use axum::{body::Body, http::Request};
use http_body_util::BodyExt;
use osmm_maturity::event::Head;
use osmm_report::pack::check;
use tower::ServiceExt;

use crate::review::{local_items, raters, says};
use crate::site::Site;

/// A published assessment of two units with a disagreement that was decided.
pub async fn published() -> Site {
    let site = raters(&[("web", 5), ("ops", 7)]).await;
    let items = local_items();
    let form = format!("unit=web&who=respondents&item={}", items[0]);
    assert_eq!(site.post("/a/2026-q4/assign", &form).await.status, StatusCode::SEE_OTHER);
    says(&site, "one", "web", &[(&items[0], 1)], true).await;
    says(&site, "two", "web", &[(&items[0], 4)], true).await;
    says(&site, "one", "ops", &[(&items[1], 3)], false).await;
    let decide = format!("unit=web&item={}&answer=2&why=Only+two+of+five+teams", items[0]);
    assert_eq!(site.post("/a/2026-q4/review/decide", &decide).await.status, StatusCode::SEE_OTHER);
    site.post("/a/2026-q4/stage", "to=review").await;
    assert_eq!(site.post("/a/2026-q4/stage", "to=published").await.status, StatusCode::SEE_OTHER);
    site
}

#[tokio::test]
async fn an_auditor_finds_rating_anchor_disagreement_and_decision() {
    let site = published().await;
    let item = &local_items()[0];
    let auditor = site.acting("aud").await;
    let page = auditor.get(&format!("/audit?unit=web&item={item}&at=2028-11-22")).await.text;
    for words in ["Una Eins", "one says so", "Dos Zwei", "decided by Me", "Only two of five teams", "None."] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let model = crate::site::model();
    let anchor = &model.item(item).unwrap().1.anchors[&osmm_maturity::rating::Rating(2)];
    assert!(page.contains("<blockquote>") && page.contains(anchor.split(['\'', '"', '&', '<']).next().unwrap()));
    assert!(!page.contains("Correct this figure"), "an auditor changes nothing");
    let before = auditor.get(&format!("/audit?unit=web&item={item}&at=2020-01-01")).await.text;
    assert!(before.contains("No assessment with this unit was published"), "{before}");
    let elsewhere = auditor.get("/audit?unit=web&item=none").await.text;
    assert!(elsewhere.contains("had nothing to do with this item"), "{elsewhere}");
    assert_eq!(auditor.get("/audit?unit=web&item=x&at=soon").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_correction_stands_beside_what_was_published() {
    let site = published().await;
    let item = &local_items()[1];
    let form = site.get(&format!("/a/2026-q4/correct?unit=ops&item={item}")).await;
    assert!(form.text.contains("was published as 3"), "{}", form.text);
    let bare = site.post("/a/2026-q4/correct", &format!("unit=ops&item={item}&answer=1&went_to=Kept")).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text.contains("Kept") && bare.text.contains("Give the reason in writing"), "{}", bare.text);
    let nowhere = site.post("/a/2026-q4/correct", &format!("unit=ops&item={item}&answer=1&why=x&went_to=+")).await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nowhere.text.contains("Say where the old number went"), "{}", nowhere.text);
    let good = format!("unit=ops&item={item}&answer=1&why=Counted+wrong&went_to=Board+report%0ASubmission+7");
    assert_eq!(site.acting("one").await.post("/a/2026-q4/correct", &good).await.status, StatusCode::FORBIDDEN);
    let done = site.post("/a/2026-q4/correct", &good).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let page = site.get(done.to()).await.text;
    for words in ["Corrected later from 3 to 1", "Counted wrong", "Board report", "Submission 7", ": 3</h2>"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let same = site.post("/a/2026-q4/correct", &good).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY, "it holds already: {}", same.text);
}

async fn pack(site: &Site) -> Vec<u8> {
    let request = Request::get("/a/2026-q4/pack").header(header::HOST, "site").body(Body::empty()).unwrap();
    let response = osmm_server::router(site.app.clone()).oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().contains("osmm-pack-2026-q4.zip"));
    response.into_body().collect().await.unwrap().to_bytes().to_vec()
}

#[tokio::test]
async fn a_pack_is_checked_offline_and_a_flipped_byte_is_found() {
    let site = published().await;
    let bytes = pack(&site.acting("aud").await).await;
    let checked = check(&bytes, None).unwrap();
    assert!(checked.holds() && checked.events > 10, "{checked:?}");
    let page = site.get("/a/2026-q4/stage").await.text;
    let noted = page.split("--expect ").nth(1).unwrap().split('<').next().unwrap();
    let (seq, digest) = noted.split_once(':').unwrap();
    let noted = Head { seq: seq.parse().unwrap(), digest: osmm_maturity::digest::Digest(digest.to_owned()) };
    assert!(check(&bytes, Some(&noted)).unwrap().holds());
    let other = Head { seq: noted.seq, digest: osmm_maturity::digest::Digest::of_bytes(b"another") };
    assert!(!check(&bytes, Some(&other)).unwrap().holds());
    // A byte in the middle of each file, and some anywhere else in their content.
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let spots: Vec<(u64, u64)> = (0..archive.len())
        .map(|i| archive.by_index(i).map(|f| (f.data_start().unwrap(), f.compressed_size())).unwrap())
        .collect();
    for (start, size) in spots {
        for step in 0..7 {
            let at = usize::try_from(start + size * step / 7).unwrap();
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            let found = check(&flipped, None);
            assert!(found.is_err() || !found.unwrap().holds(), "byte {at} was flipped and nobody noticed");
        }
    }
}

#[tokio::test]
async fn a_pack_written_anew_with_another_rating_is_found() {
    let site = published().await;
    let bytes = pack(&site).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let (name, mut text) = (file.name().unwrap().into_owned(), String::new());
        file.read_to_string(&mut text).unwrap();
        if name == "picture.json" {
            text = text.replacen("\"rating\":2", "\"rating\":5", 1);
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut out, text.as_bytes()).unwrap();
    }
    let forged = out.finish().unwrap().into_inner();
    let found = check(&forged, None).unwrap();
    assert!(found.findings.iter().any(|f| f.file == "picture.json"), "{found:?}");
    assert!(check(b"not a pack", None).is_err());
}

#[tokio::test]
async fn a_pack_is_for_those_who_oversee_everything() {
    let site = published().await;
    assert_eq!(site.acting("one").await.get("/a/2026-q4/pack").await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.get("/a/none/pack").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_not_published_yet_is_called_what_it_is() {
    let site = published().await;
    site.post("/assessments/open", "name=2027-q1&as_of=2027-03-31&unit=web").await;
    let item = &local_items()[0];
    for path in ["/a/2027-q1/pack".to_owned(), format!("/a/2027-q1/correct?unit=web&item={item}")] {
        let draft = site.get(&path).await;
        assert_eq!(draft.status, StatusCode::CONFLICT, "{path}: {}", draft.text);
        assert!(
            draft.text.contains("Not published yet") && draft.text.contains("2027-q1 is a draft"),
            "{}",
            draft.text
        );
    }
    let fresh = Site::begun().await;
    for path in ["/audit".to_owned(), format!("/audit?unit=organisation&item={item}")] {
        let page = fresh.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("2026-q4 is a draft: its figures can still move"), "{}", page.text);
    }
    fresh.post("/a/2026-q4/stage", "to=review").await;
    assert!(fresh.get("/audit").await.text.contains("2026-q4 is in review"));
}

#[tokio::test]
async fn moments_are_told_as_people_write_them() {
    let site = published().await;
    let page = site.get(&format!("/audit?unit=web&item={}", local_items()[0])).await.text;
    let time = "<time datetime=\"2026-11-22T12:00:00Z\">22 November 2026, 12:00 UTC</time>";
    assert!(page.matches(time).count() >= 4, "{page}");
    assert!(!page.replace(time, "").contains("2026-11-22T"), "{page}");
}

#[tokio::test]
async fn restricted_evidence_is_told_to_those_who_may_see_it() {
    let site = raters(&[("web", 5)]).await;
    let item = local_items()[0].to_string();
    let parts: [(&str, Option<&str>, &[u8]); 5] = [
        ("title", None, b"Findings of the pentest"),
        ("kind", None, b"artefact"),
        ("item", None, item.as_bytes()),
        ("confidentiality", None, b"restricted"),
        ("file", Some("pentest.txt"), b"what was found"),
    ];
    let given = site.upload("/a/2026-q4/unit/web/evidence/new", &parts).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    says(&site, "one", "web", &[(&local_items()[0], 2)], false).await;
    site.post("/a/2026-q4/stage", "to=review").await;
    site.post("/a/2026-q4/stage", "to=published").await;
    let page = format!("/audit?unit=web&item={item}");
    let digest = osmm_maturity::digest::Digest::of_bytes(b"what was found").0;
    let all = site.acting("aud").await.get(&page).await.text;
    assert!(all.contains("Findings of the pentest") && all.contains(&digest), "{all}");
    let some = site.acting("one").await.get(&page).await.text;
    assert!(some.contains("Evidence that you may not see"), "{some}");
    assert!(!some.contains("pentest") && !some.contains(&digest), "{some}");
}
