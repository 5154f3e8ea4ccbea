//! Files of other programs as their own projects have them: valid ones are read, wrong ones refused with their place.
//!
//! Runs for the formats whose folder with fixtures is there; see [`crate::licences::fixtures`].

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use osmm_evidence::exports::Import;
use osmm_evidence::{ScanOptions, Silent, scan};
use osmm_maturity::observation::{ObservationSet, Tool};

use crate::licences::{fixtures, table};
use crate::made::Made;

/// Looks at an empty repository beside these files.
pub fn imported(made: &Made, imports: Vec<Import>) -> ObservationSet {
    let at: Timestamp = "2026-11-27T06:00:00Z".parse().unwrap();
    let mut options = ScanOptions::new(at, Tool { name: "test".to_owned(), version: "0".to_owned() });
    options.imports = imports;
    scan(&[made.path("app")], &options, &Silent)
}

fn app() -> Made {
    let made = Made::new();
    made.repository("app", &[("README.md", "An app.\n")]);
    made
}

/// What becomes of one file about the one repository: the summary of its observation, or the problem.
fn outcome(made: &Made, bytes: Vec<u8>) -> Result<String, String> {
    let file = "export".to_owned();
    let set = imported(made, vec![Import { file, bytes, repository: Some("app".to_owned()) }]);
    match set.observations.iter().find(|o| !o.exports.is_empty()) {
        Some(seen) => Ok(format!("{}: {}", seen.signal, seen.summary)),
        None => Err(set.problems.iter().map(|p| format!("{}: {}", p.place, p.message)).collect()),
    }
}

/// What is to become of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Read,
    Refused,
    /// A schema refuses it; here, only where it is wrong in what is read.
    Either,
}

impl Wanted {
    fn read(yes: bool) -> Self {
        if yes { Self::Read } else { Self::Refused }
    }
}

/// What is to become of a file of a format, by its row; nothing where the row is about something else.
type Expects = fn(&str, &str) -> Option<Wanted>;

const FORMATS: &[(&str, &str, Expects)] = &[
    ("cyclonedx-json", "sbom: ", |_, says| Some(if says.contains("invalid") { Wanted::Either } else { Wanted::Read })),
    ("cyclonedx-xml", "sbom: ", |_, says| Some(if says.contains("invalid") { Wanted::Either } else { Wanted::Read })),
    ("spdx2", "sbom: ", |_, says| Some(Wanted::read(!says.contains("invalid")))),
    ("spdx3", "sbom: ", |_, _| Some(Wanted::Read)),
    ("backstage", "backstage-catalog: ", |_, _| Some(Wanted::Read)),
    ("best-practices-badge", "best-practices-badge: ", |file, _| Some(Wanted::read(file.ends_with("self.json")))),
    ("gemara", "evaluation-log: ", |file, _| Some(Wanted::read(file.contains("evaluation-log")))),
    ("openchain", "openchain-checklist: ", |file, _| Some(Wanted::read(file.ends_with(".md")))),
    ("ort", "ort: ", |_, _| Some(Wanted::Read)),
    ("security-insights", "security-insights-import: ", |_, _| Some(Wanted::Read)),
    ("sarif", "sarif: ", |file, _| Some(Wanted::read(!file.contains("SyntaxError")))),
    ("scorecard", "scorecard: ", |file, says| {
        let other = file.contains("schema") || file.contains("database.json") || file.contains("scope.json");
        Some(Wanted::read(!other && (says.contains("valid") || says.contains("result body"))))
    }),
];

#[test]
fn files_of_their_own_projects_are_read() {
    let Some(folder) = fixtures() else {
        eprintln!("exports: not run: no fixtures (set OSMM_FIXTURES), 0 files ran");
        return;
    };
    let made = app();
    for (name, prefix, expects) in FORMATS {
        let Outcomes { read, refused, let_through, wrong } = run(&made, &folder.join(name), prefix, *expects);
        eprintln!(
            "exports: {name}: {read} files read, {refused} refused, {let_through} read though a schema refuses them"
        );
        assert_eq!(wrong, Vec::<String>::new(), "{name}");
        assert!(read > 0, "{name}");
    }
}

#[derive(Default)]
struct Outcomes {
    read: usize,
    refused: usize,
    let_through: usize,
    wrong: Vec<String>,
}

fn run(made: &Made, folder: &Path, prefix: &str, expects: Expects) -> Outcomes {
    let mut all = Outcomes::default();
    for row in table(&folder.join("SOURCES.tsv")) {
        let Some(wanted) = expects(&row["file"], &row["expected"]) else { continue };
        let outcome = outcome(made, fs::read(folder.join(&row["file"])).unwrap());
        if std::env::var_os("OSMM_SHOW").is_some() {
            eprintln!("{}: {outcome:?}", row["file"]);
        }
        match (&outcome, wanted) {
            (Ok(said), Wanted::Read) if said.starts_with(prefix) => all.read += 1,
            (Ok(said), Wanted::Either) if said.starts_with(prefix) => all.let_through += 1,
            (Err(_), Wanted::Refused | Wanted::Either) => all.refused += 1,
            _ => all.wrong.push(format!("{}: {outcome:?}", row["file"])),
        }
    }
    all
}

/// Small files of our own, one of each format and form.
const OWN: &[&str] = &[
    r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"timestamp": "2026-11-20T10:00:00Z",
  "tools": [{"name": "syft", "version": "1"}], "component": {"name": "app", "type": "application"}}, "components": [
  {"type": "library", "name": "a", "purl": "pkg:npm/a@1", "licenses": [{"expression": "MIT OR (Apache-2.0 AND ISC)"}],
  "components": [{"type": "library", "name": "b", "licenses": [{"license": {"id": "MIT"}}]}]}]}"#,
    r#"{"spdxVersion": "SPDX-2.3", "name": "app", "creationInfo": {"created": "2026-11-20T10:00:00Z",
  "creators": ["Tool: syft-1"]}, "documentDescribes": ["SPDXRef-a"], "packages": [{"SPDXID": "SPDXRef-a", "name": "app",
  "downloadLocation": "git+https://github.com/acme/app@v1"}, {"name": "b", "licenseDeclared": "MIT"}]}"#,
    r#"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Semgrep", "version": "1", "rules": [
  {"id": "a", "defaultConfiguration": {"level": "error"}}]}}, "invocations": [{"executionSuccessful": true,
  "endTimeUtc": "2026-11-20T10:00:00Z"}], "versionControlProvenance": [{"repositoryUri": "https://github.com/acme/app"}],
  "results": [{"ruleId": "a", "ruleIndex": 0, "message": {"text": "m"}, "locations": [
  {"physicalLocation": {"region": {"startLine": 0}}}]}, {"level": "note", "suppressions": [{"status": "accepted"}]}]}]}"#,
    r#"{"date": "2026-11-20", "repo": {"name": "github.com/acme/app", "commit": "ab"},
  "scorecard": {"version": "v5", "commit": "cd"}, "score": 5.5, "checks": [
  {"name": "Code-Review", "score": 7, "reason": "found 21/30", "details": null},
  {"name": "CI-Tests", "score": -1, "reason": "no pull request", "details": ["a", "b"]}], "metadata": []}"#,
    r#"<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"><metadata><timestamp>2026-11-20T10:00:00Z</timestamp>
  <component type="application"><name>app</name></component></metadata><components><component type="library"><name>a &amp; b</name>
  <licenses><license><id>MIT</id></license></licenses></component><component type="library"><name>c</name></component></components></bom>"#,
    "SPDXVersion: SPDX-2.3\nDocumentName: app\nCreator: Tool: syft-1\nCreated: 2026-11-20T10:00:00Z\nPackageName: app\n\
     SPDXID: SPDXRef-a\nPackageComment: <text>several\nlines</text>\nPackageName: b\nPackageLicenseDeclared: MIT\n\
     ExternalRef: PACKAGE-MANAGER purl pkg:npm/b@1\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a\n",
    "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: app, annotations: {github.com/project-slug: acme/app}}\n\
     spec: {type: service, lifecycle: production, owner: team}\n---\napiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: &m\n  name: all\n",
    r#"{"name": "App", "repo_url": "https://github.com/acme/app", "updated_at": "2026-11-20T10:00:00Z",
  "badge_level": "passing", "contribution_status": "Met", "crypto_keylength_status": "N/A", "test_status": "?"}"#,
    "metadata:\n  type: EvaluationLog\n  date: '2026-11-20T16:02:00Z'\ntarget: {id: app, uri: 'https://github.com/acme/app'}\n\
     evaluations:\n- name: MFA\n  result: Passed\n  control: {reference-id: osps, entry-id: OSPS-AC-01}\n  assessment-logs:\n\
     \x20 - {result: Needs Review, end: '2026-11-19T16:02:00Z'}\n",
    "# OpenChain ISO/IEC 18974\n\nDate: 2026-11-20\n\n## Section 4.1.1\n\n- [x] We have a policy.\n- [ ] We tell people of it.\n",
    "---\nrepository:\n  vcs_processed: {type: Git, url: 'https://github.com/acme/app.git', path: ''}\nanalyzer:\n\
     \x20 end_time: '2026-11-20T10:05:00Z'\n  result:\n    projects: []\n    packages:\n    - id: 'NPM::a:1'\n\
     \x20     declared_licenses_processed: {spdx_expression: MIT}\nadvisor:\n  results:\n    'NPM::a:1':\n\
     \x20   - vulnerabilities: [{id: CVE-1}]\nevaluator:\n  violations: [{rule: R, severity: ERROR}]\n",
    r#"[{"type": "push", "timestamp": 1795000000000, "url": "https://github.com/acme/app.git", "authorised": true,
  "rejected": false, "canceled": false, "error": false, "attestation": {"timestamp": "2026-11-20T10:00:00Z",
  "reviewer": {"username": "someone"}}}]"#,
    "header:\n  schema-version: 2.2.0\n  last-updated: '2026-03-01'\n  last-reviewed: '2026-11-20'\n  url: https://acme.example\n\
     repository:\n  url: https://github.com/acme/app\n  security: {assessments: {self: {date: '2026-01-01'}}}\n",
];

#[test]
fn small_files_of_our_own_are_read() {
    let made = app();
    for text in OWN {
        let outcome = outcome(&made, text.as_bytes().to_vec());
        assert!(outcome.is_ok(), "{outcome:?}");
    }
}

/// Bytes that readers of text trip over.
const PIECES: &[&str] =
    &["-1", "1e999", "null", "[", "}", "\"", "\\u0000", "\u{0}", "é", "{\"", ",", "/", "2026-13-40", "\\"];

#[test]
fn damaged_bytes_never_end_the_run() {
    let made = app();
    let mut state = 11_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut imports = Vec::new();
    for text in OWN {
        for number in 0..400 {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..=next(4) {
                let at = next(bytes.len().max(1)).min(bytes.len());
                match next(4) {
                    0 if at < bytes.len() => bytes[at] = u8::try_from(next(256)).unwrap(),
                    1 => drop(bytes.drain(at..(at + next(12)).min(bytes.len()))),
                    2 => drop(bytes.splice(at..at, PIECES[next(PIECES.len())].bytes())),
                    _ => bytes.truncate(at + 1),
                }
            }
            let repository = [None, Some("app".to_owned()), Some("\u{0}:@/".to_owned())][next(3)].clone();
            imports.push(Import { file: format!("{number}.json"), bytes, repository });
        }
    }
    let files = imports.len();
    let set = imported(&made, imports);
    let internal: Vec<_> = set.problems.iter().filter(|p| p.message.contains("internal error")).collect();
    assert_eq!(internal, Vec::<&osmm_maturity::observation::Problem>::new());
    let kept: usize = set.observations.iter().map(|o| o.exports.len()).sum();
    assert!(set.problems.len() > 50 && set.problems.len() + kept <= files);
    assert!(serde_json::to_string(&set).is_ok());
}
