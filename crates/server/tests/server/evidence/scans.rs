//! Scans: started, watched, stopped, and what they saw.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use axum::http::StatusCode;
use osmm_evidence::Organisation;
use osmm_server::Working;
use tempfile::TempDir;

use super::proposals::looked_at;
use crate::site::{Site, alone, config};

const PAGE: &str = "/a/2026-q4/unit/organisation/scans";

/// A folder with one repository in it.
fn farm() -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let app = dir.path().join("farm/app");
    fs::create_dir_all(&app).unwrap();
    fs::write(app.join("README.md"), "# App\n\nWhat it is for and how to use it, at some length.\n").unwrap();
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(args).current_dir(&app);
        assert!(git.status().unwrap().success());
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "Begin"]);
    let farm = dir.path().join("farm");
    (dir, farm)
}

/// A begun site that may look below a folder.
async fn site(below: &Path) -> Site {
    described(below, Organisation::default()).await
}

async fn described(below: &Path, organisation: Organisation) -> Site {
    let config = osmm_server::Config { repositories: vec![below.to_owned()], organisation, ..config(alone()) };
    let site = Site::with(TempDir::new().unwrap(), config).await;
    site.post("/start", "name=Example+Group").await;
    tokio::spawn(osmm_server::work(site.app.clone(), Working::default(), std::future::pending()));
    site
}

/// Asks until a scan is over.
async fn over(site: &Site, job: &str) -> String {
    for _ in 0..600 {
        let reply = site.get(&format!("{job}/progress")).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
        if reply.text.contains("\"over\":true") {
            return reply.text;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{job} does not end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_ends_as_a_look_at_the_unit() {
    let (_dir, farm) = farm();
    let site = site(&farm).await;
    let begun = site.post(PAGE, &format!("folders={}", farm.display())).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    let end = over(&site, begun.to()).await;
    assert!(end.contains("Done: 1 repository, 1 new or changed."), "{end}");
    assert!(site.get(begun.to()).await.text.contains("See what was found"));
    let page = site.get(PAGE).await;
    assert!(page.text.contains("1 repository") && page.text.contains("/scans/seen?repository=app"), "{}", page.text);
    assert!(site.get("/scans").await.text.contains("Done: 1 repository"));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_other_programs_are_given_back_and_go_on_counting() {
    let (_dir, farm) = farm();
    let site = site(&farm).await;
    let bom = br#"{"bomFormat":"CycloneDX","specVersion":"1.5","metadata":{"timestamp":"2026-11-01T00:00:00Z"}}"#;
    let folders = farm.display().to_string();
    let scan = async |file: Option<&[u8]>, forget: &[u8]| {
        let mut parts: Vec<(&str, Option<&str>, &[u8])> =
            vec![("folders", None, folders.as_bytes()), ("forget", None, forget)];
        parts.extend(file.map(|bytes| ("imports", Some("bom.json"), bytes)));
        let begun = site.upload(PAGE, &parts).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        over(&site, begun.to()).await
    };
    let end = scan(Some(bom), b"").await;
    assert!(!end.contains("goes on counting"), "{end}");
    let end = scan(None, b"").await;
    assert!(end.contains("1 file of an earlier scan goes on counting."), "{end}");
    let seen = site.get(&format!("{PAGE}/seen?signal=sbom")).await.text;
    assert!(seen.contains("From bom.json"), "{seen}");
    let link = seen.split("href=\"").find(|part| part.contains("/scans/original/")).unwrap();
    let link = link.split('"').next().unwrap();
    let file = site.get(link).await;
    assert_eq!((file.status, file.text.as_bytes()), (StatusCode::OK, &bom[..]));
    assert_eq!(site.get(&link.replace("sha256:", "sha256:0")).await.status, StatusCode::NOT_FOUND);
    let end = scan(None, b"yes").await;
    assert!(!end.contains("counting"), "{end}");
    assert_eq!(site.get(&format!("{PAGE}/seen?signal=sbom")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_scan_is_divided_among_the_units() {
    let (_dir, farm) = farm();
    let site = site(&farm).await;
    assert!(!site.get(PAGE).await.text.contains("Whose are they?"), "there is one unit");
    let units = b"id,title,parent,repositories\norganisation,Example,,\npay,Payments,organisation,path:app\nops,Ops,organisation,\n";
    assert_eq!(site.upload("/units", &[("file", Some("units.csv"), units)]).await.status, StatusCode::SEE_OTHER);
    assert!(site.get(PAGE).await.text.contains("Whose are they?"));
    let begun = site.post(PAGE, &format!("folders={}&for=each", farm.display())).await;
    let end = over(&site, begun.to()).await;
    assert!(end.contains("Done: 1 repository"), "{end}");
    let looked: Vec<String> =
        site.app.read().await.unwrap().state.snapshots.iter().map(|look| look.unit.0.clone()).collect();
    assert_eq!(looked, ["pay"]);
    // Without that word everything is the unit's whose page it is.
    let begun = site.post(PAGE, &format!("folders={}", farm.display())).await;
    over(&site, begun.to()).await;
    assert_eq!(site.app.read().await.unwrap().state.snapshots[1].unit.0, "organisation");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_knows_the_organisation() {
    let (_dir, farm) = farm();
    let file =
        "format = \"osmm-organisation/1\"\n[[affiliation]]\nname = \"Own\"\nown = true\ndomains = [\"example.org\"]\n";
    let archived = format!("{file}[[repository]]\nnames = [\"app\"]\ntier = \"archived\"\n");
    for (text, words) in [(file, "Done: 1 repository"), (&archived, "Done: 0 repositories")] {
        let site = described(&farm, Organisation::parse(text, "osmm.toml").unwrap()).await;
        let begun = site.post(PAGE, &format!("folders={}", farm.display())).await;
        let end = over(&site, begun.to()).await;
        assert!(end.contains(words), "{end}");
        let seen = site.get(PAGE).await.text;
        assert!(!seen.contains("it is not known who belongs"), "{seen}");
    }
    let critical = format!("{file}[[repository]]\nnames = [\"app\", \"gone\"]\ntier = \"critical\"\n");
    let site = described(&farm, Organisation::parse(&critical, "osmm.toml").unwrap()).await;
    let begun = site.post(PAGE, &format!("folders={}", farm.display())).await;
    over(&site, begun.to()).await;
    assert!(site.get(PAGE).await.text.contains("<span class=\"mute\">critical</span>"));
    // What the description names and nobody found is noted with the scan.
    let one = site.get(begun.to()).await.text;
    assert!(one.contains("Notes of this scan") && one.contains("gone"), "{one}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_scan_changes_nothing() {
    let (_dir, farm) = farm();
    let site = site(&farm).await;
    // Whichever comes first, the end or the stop: the record and the page say the same.
    let begun = site.post(PAGE, &format!("folders={}", farm.display())).await;
    assert_eq!(site.post(&format!("{}/stop", begun.to()), "").await.status, StatusCode::SEE_OTHER);
    let end = over(&site, begun.to()).await;
    let looks = site.app.read().await.unwrap().state.snapshots.len();
    assert_eq!(looks, usize::from(end.contains("Done:")), "{end}");
    assert!(end.contains("Done:") || end.contains("Nothing was kept."), "{end}");
}

#[tokio::test]
async fn only_what_the_server_was_given_is_looked_at() {
    let (dir, farm) = farm();
    let site = site(&farm).await;
    for (typed, words) in [
        (dir.path().display().to_string(), "not below"),
        (format!("{}/../", farm.display()), "not below"),
        ("/etc".to_owned(), "not below"),
        ("farm".to_owned(), "not a full path"),
        (format!("{}/none", farm.display()), "is not there"),
        (String::new(), "at least one folder"),
    ] {
        let refused = site.post(PAGE, &format!("folders={typed}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(refused.text.contains(words), "{typed}: {}", refused.text);
        assert!(refused.text.contains(&format!(">{typed}</textarea>")), "{typed} was lost");
    }
    assert!(site.app.read().await.unwrap().state.snapshots.is_empty());
    assert_eq!(site.get(&format!("{PAGE}/1")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_folders_the_page_says_how_to_allow_them() {
    let site = Site::begun().await;
    let page = site.get(PAGE).await;
    assert!(page.text.contains("osmm serve --repositories"), "{}", page.text);
    assert!(!page.text.contains("<textarea"));
    let refused = site.post(PAGE, "folders=%2Ftmp").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_was_seen_is_shown_by_signal_and_by_repository() {
    let site = looked_at().await;
    let page = site.get(PAGE).await;
    assert!(page.text.contains("3 repositories") && page.text.contains("could not look"), "{}", page.text);
    let by = site.get(&format!("{PAGE}/seen?signal=readme")).await;
    assert!(by.text.contains("Is there readme?") && by.text.contains("docs/file.md:7"), "{}", by.text);
    assert!(by.text.contains("Add readme."));
    let one = site.get(&format!("{PAGE}/seen?repository=lib")).await;
    assert!(one.text.contains("What was seen in lib?") && one.text.contains("feedfacefe"), "{}", one.text);
    let none = site.get(&format!("{PAGE}/seen?repository=lib&verdict=not-seen")).await;
    assert!(none.text.contains("Nothing has this verdict."));
    assert_eq!(site.get(&format!("{PAGE}/seen?signal=none")).await.status, StatusCode::NOT_FOUND);
}

/// A result that names its repository, and one that is of no format that is known.
#[tokio::test(flavor = "multi_thread")]
async fn results_of_other_programs_are_handed_in_with_a_scan() {
    let (_dir, farm) = farm();
    let mut git = Command::new("git");
    git.args(["remote", "add", "origin", "https://code.example/acme/app.git"]).current_dir(farm.join("app"));
    assert!(git.status().unwrap().success());
    let site = site(&farm).await;
    let card = r#"{"date":"2026-11-20","repo":{"name":"code.example/acme/app","commit":"ab"},
        "scorecard":{"version":"v5.1.1","commit":"cd"},"score":6.4,
        "checks":[{"name":"Code-Review","score":7,"reason":"seen","details":null}]}"#;
    let folder = farm.display().to_string();
    let parts: [(&str, Option<&str>, &[u8]); 3] = [
        ("folders", None, folder.as_bytes()),
        ("imports", Some("card.json"), card.as_bytes()),
        ("imports", Some("other.json"), b"{\"what\": 1}"),
    ];
    let begun = site.upload(PAGE, &parts).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    over(&site, begun.to()).await;
    let page = site.get(PAGE).await.text;
    assert!(page.contains("OpenSSF Scorecard") && page.contains("other.json"), "{page}");
    let one = site.get(begun.to()).await.text;
    assert!(one.contains("Notes of this scan") && one.contains("<code>other.json</code>: "), "{one}");
    let seen = site.get(&format!("{PAGE}/seen?signal=scorecard")).await.text;
    assert!(seen.contains("score 6.4 of 10"), "{seen}");
}
