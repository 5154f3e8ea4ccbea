//! Are flaws and what they mean for users written down for machines or people?

use serde_json::Value;

use super::{Effort, Signal, Source};
use crate::documents::Kind;
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "vex-advisories",
    title: "Advisories and VEX",
    question: "Does the repository say of known flaws whether and how they affect its users?",
    why: "Without it every user has to find out anew whether a finding of a scanner matters.",
    looks_at: "Statements on at least one flaw, by content: OpenVEX, CSAF, OSV and CycloneDX with analyses (JSON) at names such as *.vex.json and openvex.json or \
               in folders such as .vex, csaf and advisories; documents in advisories folders that name a CVE or GHSA and its severity or fix. Empty \
               templates, copies, tests and examples do not count. Advisories that a forge keeps are not visible here.",
    remedy: "Publish an advisory for each fixed flaw, and a VEX statement where a scanner's finding does not apply (vexctl writes one).",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

const ADVISORIES: Kind = Kind {
    folders: &["advisories", "security-advisories"],
    names: &["advisory", "cve-20", "ghsa-"],
    words: &["cve-", "ghsa-", "severity", "cvss", "affected", "patched", "fixed in"],
    least: 2,
};

const FOLDERS: &[&str] = &[".vex", ".openvex", "vex", "openvex", "csaf", "advisories", "security-advisories"];

fn is_for_machines(entry: &Entry) -> bool {
    let name = entry.name();
    let named = name.starts_with("vex") || name.contains("openvex") || name.contains(".vex.") || name.contains("csaf");
    let inside = entry.folder().split('/').any(|part| FOLDERS.contains(&part));
    let bill = name.ends_with(".cdx.json") || name == "bom.json";
    name.ends_with(".json") && (named || inside || bill) && !entry.foreign() && !entry.sample()
}

fn wants(entry: &Entry) -> Want {
    if is_for_machines(entry) { Want::Text } else { ADVISORIES.wants(entry) }
}

/// A form for machines, and how many statements a file in it makes.
fn statements(file: &File) -> Option<(&'static str, usize)> {
    let value: Value = serde_json::from_str(file.text()?).ok()?;
    let length = |pointer: &str| value.pointer(pointer).and_then(Value::as_array).map_or(0, Vec::len);
    let is = |pointer: &str, word: &str| {
        value.pointer(pointer).and_then(Value::as_str).is_some_and(|text| text.contains(word))
    };
    let found = if is("/@context", "openvex.dev") {
        ("OpenVEX", length("/statements"))
    } else if value.pointer("/document/csaf_version").is_some() {
        ("CSAF", length("/vulnerabilities"))
    } else if is("/bomFormat", "CycloneDX") {
        let all = value.get("vulnerabilities").and_then(Value::as_array);
        ("CycloneDX", all.into_iter().flatten().filter(|one| one.get("analysis").is_some()).count())
    } else if value.get("id").is_some() && value.get("affected").is_some() && value.get("modified").is_some() {
        ("OSV", length("/affected"))
    } else {
        return None;
    };
    (found.1 > 0).then_some(found)
}

fn observe(facts: &Facts) -> Finding {
    let for_machines = facts.files.values().filter(|file| is_for_machines(&file.entry));
    let stated: Vec<(&File, &str, usize)> =
        for_machines.filter_map(|file| statements(file).map(|(form, number)| (file, form, number))).collect();
    let (documents, _) = ADVISORIES.find(facts);
    if stated.is_empty() && documents.is_empty() {
        return Finding::not_seen("no statement on a flaw");
    }
    let mut forms: Vec<&str> = stated.iter().map(|(_, form, _)| *form).collect();
    forms.sort_unstable();
    forms.dedup();
    if !documents.is_empty() {
        forms.push("documents");
    }
    Finding::seen(forms.join(", "))
        .count("files", stated.len())
        .count("statements", stated.iter().map(|(.., number)| number).sum())
        .count("documents", documents.len())
        .list("forms", forms)
        .at_all(stated.iter().map(|(file, ..)| *file).chain(documents).take(10))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    fn observed(path: &str, text: &str) -> Finding {
        observe(&Facts::of(&[(path, text)]))
    }

    const VEX: &str =
        "{\"@context\": \"https://openvex.dev/ns/v0.2.0\", \"statements\": [{\"status\": \"not_affected\"}]}";

    #[test]
    fn statements_are_known_by_their_form() {
        for (path, text, form) in [
            (".openvex/x.openvex.json", VEX, "OpenVEX"),
            ("security/vex.json", VEX, "OpenVEX"),
            ("csaf/2026/a.json", "{\"document\": {\"csaf_version\": \"2.0\"}, \"vulnerabilities\": [{}]}", "CSAF"),
            ("bom.json", "{\"bomFormat\": \"CycloneDX\", \"vulnerabilities\": [{\"analysis\": {}}]}", "CycloneDX"),
            ("advisories/a.json", "{\"id\": \"X-1\", \"modified\": \"\", \"affected\": [{}]}", "OSV"),
        ] {
            let finding = observed(path, text);
            assert_eq!((finding.verdict, finding.summary.as_str()), (Verdict::Seen, form), "{path}");
        }
    }

    #[test]
    fn advisories_for_people_count() {
        let text = "# CVE-2026-1234\n\nSeverity: high (CVSS 8.1). Affected are versions before 2.3.1, in which a header of a request could make the parser read \
            beyond its buffer. It is fixed in 2.3.1; until then the module can be switched off. Reported by a user.\n";
        assert_eq!(
            observed("docs/security/advisories/CVE-2026-1234.md", text).measures["documents"],
            Measure::Count(1)
        );
        assert_eq!(observed("advisories/README.md", text).verdict, Verdict::NotSeen);
    }

    #[test]
    fn templates_inventories_tests_and_other_json_do_not() {
        for (path, text) in [
            (
                ".openvex/templates/main.openvex.json",
                "{\"@context\": \"https://openvex.dev/ns/v0.2.0\", \"statements\": []}",
            ),
            ("bom.json", "{\"bomFormat\": \"CycloneDX\", \"vulnerabilities\": [{\"id\": \"CVE-2026-1\"}]}"),
            ("testdata/vex.json", VEX),
            ("tests/vex.json", VEX),
            ("vex.json", "{\"a\": 1}"),
            ("vex.json", ""),
            ("vex.json", "{"),
        ] {
            assert_eq!(observed(path, text).verdict, Verdict::NotSeen, "{path}");
        }
    }
}
