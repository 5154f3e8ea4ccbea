//! Is a software bill of materials kept in the repository?

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Effort, Signal, Source};
use crate::components::{self, Component, Reach};
use crate::facts::{Content, Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::sbom::{self, Kind};

pub(super) const SIGNAL: Signal = Signal {
    id: "sbom-file",
    title: "SBOM file",
    question: "Is a software bill of materials with components kept in the repository?",
    why: "It answers \"are we affected?\" without a build, and is what customers and regulators ask for.",
    looks_at: "CycloneDX (JSON, XML) and SPDX (JSON, YAML, tag-value, RDF) by content, at names such as bom.json, *.cdx.json, *.spdx and sbom*, outside of \
               test data. At least one component besides the product itself is needed: an SPDX file that only states the project's own \
               licence is not an SBOM. SBOMs made in CI and published elsewhere are not visible here. \
               Where several folders have a manifest, those are counted that have an SBOM in them or above; what one is for that \
               stands apart from all of them cannot be told.",
    remedy: "Let the build write an SBOM (for example with syft, cdxgen or the package manager's plugin) and publish it with each release.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

fn wants(entry: &Entry) -> Want {
    let name = entry.name();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let data = ["json", "xml", "spdx", "rdf", "yaml", "yml", "tv", "txt"].contains(&ending);
    let named = name.contains(".cdx.")
        || name.contains(".spdx")
        || name.contains("sbom")
        || name.contains("bill-of-materials")
        || name.contains("bill_of_materials")
        || name.contains("cyclonedx")
        || name == "bom.json"
        || name == "bom.xml"
        || ending == "spdx";
    let pipeline = entry.folder().starts_with(".github") || name.starts_with("license") || name.starts_with("licence");
    let wanted = data && named && !entry.foreign() && (!pipeline || ending == "spdx");
    if wanted && !entry.sample() { Want::Text } else { Want::No }
}

/// A bill of materials: its format and its components.
struct Bill {
    format: &'static str,
    components: usize,
}

fn bill(text: &str) -> Option<Bill> {
    let start = text.trim_start();
    if start.starts_with('{') {
        return json(&serde_json::from_str(text).ok()?);
    }
    if start.starts_with('<') {
        return xml(text);
    }
    if text.lines().any(|line| line.starts_with("SPDXVersion:")) {
        let packages = text.lines().filter(|line| line.starts_with("PackageName:")).count();
        return Some(Bill { format: "SPDX tag-value", components: packages.saturating_sub(1) });
    }
    if text.lines().any(|line| line.starts_with("spdxVersion:")) {
        return json(&serde_saphyr::from_str(text).ok()?).map(|bill| Bill { format: "SPDX YAML", ..bill });
    }
    None
}

fn json(value: &Value) -> Option<Bill> {
    let count = |key: &str| value.get(key).and_then(Value::as_array).map_or(0, Vec::len);
    let is_package = |node: &&Value| node.get("type").and_then(Value::as_str) == Some("software_Package");
    let packages =
        || value.get("@graph").and_then(Value::as_array).map_or(0, |all| all.iter().filter(is_package).count());
    Some(match sbom::kind(value)? {
        Kind::CycloneDx => Bill { format: "CycloneDX JSON", components: count("components") },
        Kind::Spdx2 => Bill { format: "SPDX JSON", components: count("packages").saturating_sub(1) },
        Kind::Spdx3 => Bill { format: "SPDX 3 JSON", components: packages().saturating_sub(1) },
    })
}

fn xml(text: &str) -> Option<Bill> {
    if text.contains("cyclonedx.org/schema/bom") {
        let all = text.matches("<component ").count()
            + text.matches(":component ").count()
            + text.matches("<component>").count();
        let own = text
            .split("</metadata>")
            .next()
            .filter(|before| before.len() < text.len())
            .map_or(0, |before| before.matches("<component ").count());
        return Some(Bill { format: "CycloneDX XML", components: all.saturating_sub(own) });
    }
    text.contains("spdx.org/rdf/terms")
        .then(|| Bill { format: "SPDX RDF", components: text.matches("<spdx:Package ").count().saturating_sub(1) })
}

/// A bill that is too large to read in full is still known by how it begins; here it is only not lost.
fn unread(file: &File) -> bool {
    matches!(file.content, Content::TooLarge(_))
}

fn observe(facts: &Facts) -> Finding {
    let mut formats = BTreeSet::new();
    let mut components = 0;
    let mut found = Vec::new();
    let mut own_only = None;
    for file in facts.wanted(wants).filter(|file| !unread(file)) {
        match file.text().and_then(bill) {
            Some(bill) if bill.components > 0 => {
                formats.insert(bill.format);
                components += bill.components;
                found.push(file);
            }
            Some(_) => own_only = Some(file),
            None => {}
        }
    }
    if found.is_empty() {
        return match own_only {
            Some(file) => Finding::not_seen(format!("{} lists no component besides the project itself", file.path()))
                .at(file, None),
            None => Finding::not_seen("no SBOM file"),
        };
    }
    let shown: Vec<&str> = formats.iter().copied().collect();
    let finding = Finding::seen(format!("{} with {components} components", shown.join(", ")))
        .at_all(found.iter().copied())
        .list("formats", shown)
        .count("components", components)
        .count("files", found.len());
    by_part(finding, facts, &found)
}

/// Adds how many parts have a bill beside their manifest or above it. One that stands apart from all of them, as in a
/// folder for bills, may be for any.
fn by_part(finding: Finding, facts: &Facts, bills: &[&File]) -> Finding {
    let parts = facts.components().with_manifest();
    let folder =
        |bill: &File| bill.entry.path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let beside = |bill: &&&File| {
        let folder = folder(bill);
        parts.iter().any(|part| format!("{}/", part.folder).starts_with(&folder))
    };
    let paths: BTreeSet<&str> = bills.iter().map(|bill| bill.path()).collect();
    let has = |_: &Component, entry: &Entry| paths.contains(entry.path.as_str());
    let finding = components::rolled_up(finding, facts, parts, Reach::Above, has);
    let lacking = finding.measures.contains_key("component_roots_without");
    match bills.iter().find(|bill| lacking && !beside(bill)) {
        Some(apart) => finding.untold("component_roots_without").open(
            "component_roots_with",
            &format!("{} stands apart from the folders with a manifest, and may be for any of them", apart.path()),
        ),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    #[test]
    fn formats_are_known_by_content() {
        for (path, text) in [
            ("bom.json", r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "a"}]}"#),
            ("app.spdx.json", r#"{"spdxVersion": "SPDX-2.3", "packages": [{}, {}]}"#),
            ("sbom/app.xml", ""),
            ("x.spdx", "SPDXVersion: SPDX-2.3\nPackageName: app\nPackageName: dep\n"),
            ("sbom.yaml", "spdxVersion: SPDX-2.3\npackages:\n- {name: a}\n- {name: b}\n"),
            (
                "bom.xml",
                "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\"><metadata><component type=\"x\"/></metadata><components><component type=\"library\"/></components></bom>",
            ),
        ] {
            let finding = observe(&Facts::of(&[(path, text)]));
            if text.is_empty() {
                assert_eq!(finding.verdict, Verdict::NotSeen, "{path}");
            } else {
                assert_eq!(finding.measures.get("components"), Some(&Measure::Count(1)), "{path}");
            }
        }
    }

    #[test]
    fn bills_among_tests_and_examples_are_not_the_projects_own() {
        let bill = r#"{"bomFormat": "CycloneDX", "components": [{"name": "a"}]}"#;
        for (path, seen) in [
            ("plugins/x/src/funTest/assets/bom.json", false),
            ("src/test/resources/bom.json", false),
            ("docs/examples/bom.json", false),
            ("__snapshots__/bom.json", false),
            ("sbom/latest/bom.json", true),
            ("release/bom.json", true),
            ("supply/bill-of-materials.json", true),
        ] {
            let verdict = observe(&Facts::of(&[(path, bill)])).verdict;
            assert_eq!(verdict == Verdict::Seen, seen, "{path}");
        }
    }

    #[test]
    fn a_file_about_the_project_alone_is_no_bill() {
        let own = "SPDXVersion: SPDX-2.0\nDataLicense: CC0-1.0\nPackageName: App\nPackageLicenseDeclared: Apache-2.0\n";
        assert_eq!(observe(&Facts::of(&[("LICENSE.spdx", own)])).verdict, Verdict::NotSeen);
        assert_eq!(observe(&Facts::of(&[("bom.json", "{\"boms\": 1}")])).verdict, Verdict::NotSeen);
        assert_eq!(observe(&Facts::of(&[("sbom.json", "")])).verdict, Verdict::NotSeen);
    }

    #[test]
    fn parts_have_a_bill_beside_their_manifest_or_above() {
        let bill = r#"{"bomFormat": "CycloneDX", "components": [{"name": "a"}]}"#;
        let told = |path: &str| {
            let files = [("web/package.json", "{}"), ("web/ui/package.json", "{}"), ("core/go.mod", ""), (path, bill)];
            let measures = observe(&Facts::of(&files)).measures;
            (measures["component_roots_with"].clone(), measures.get("component_roots_without").cloned())
        };
        let without = Some(Measure::List(vec!["core".into()]));
        assert_eq!(told("web/bom.json"), (Measure::Count(2), without));
        assert_eq!(told("bom.json"), (Measure::Count(3), None));
        let (with, without) = told("sbom/bom.json");
        assert!(
            matches!(with, Measure::Open { could_not_look } if could_not_look.starts_with("sbom/bom.json stands apart"))
        );
        assert_eq!(without, None);
    }
}
