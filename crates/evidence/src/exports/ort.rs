//! Results of the OSS Review Toolkit, of whichever of its steps ran.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::document::{Document, Node, Refusal, clean, day_of};
use super::{Format, Program, Read};
use crate::finding::Finding;
use crate::sbom;

pub(super) const FORMAT: Format = Format {
    id: "ort",
    name: "ORT result (YAML or JSON)",
    title: "OSS Review Toolkit",
    question: "Is there a result of the OSS Review Toolkit?",
    looks_at: "The `steps` that ran (analyzer, scanner, advisor, evaluator), in YAML or JSON. Of the analyzer `packages`, those \
               `licensed` (with a concluded or declared licence that is a valid SPDX expression) and their share `licensed_share`; \
               of the evaluator `violations`, of which `errors`, `warnings` and `hints`, and those `unresolved`, which is open \
               where the result has resolutions; of the advisor `vulnerable_packages` and `vulnerabilities`. What a step that did \
               not run would say is open. The day is the end of the oldest step, the repository that of `vcs_processed`.",
    remedy: "Run `ort analyze`, and then the other steps, and hand the newest result in with `--import`.",
    since: "0.1.0",
    names_people: false,
    is,
    read,
};

/// Most packages of a result.
const PACKAGES: usize = 1_000_000;

const STEPS: [&str; 4] = ["analyzer", "scanner", "advisor", "evaluator"];

fn is(document: &Document) -> bool {
    let repository = document.root().get("repository");
    repository
        .is_some_and(|it| it.get("vcs_processed").is_some() || (it.get("vcs").is_some() && it.get("config").is_some()))
}

fn read(document: &Document) -> Result<Read, Refusal> {
    let root = document.root();
    let ran: BTreeMap<&str, Node<'_>> = STEPS.iter().filter_map(|step| Some((*step, root.get(step)?))).collect();
    let ends = |step: &Node<'_>| step.said("end_time").as_deref().and_then(day_of);
    let days: Vec<Date> = ran.values().filter_map(ends).collect();
    let made_on = if days.len() == ran.len() { days.into_iter().min() } else { None };
    let mut oddities = Vec::new();
    if made_on.is_none() && !ran.is_empty() {
        oddities.push("a step does not say when it ended".to_owned());
    }
    let repository = root.need("repository")?;
    let vcs = repository.get("vcs_processed").or_else(|| repository.get("vcs"));
    let version = ran.values().find_map(|step| step.get("environment")?.said("ort_version"));
    let series = vcs.as_ref().and_then(|vcs| vcs.said("path")).unwrap_or_default();
    Ok(Read {
        finding: finding(&root, &ran)?,
        places: ran.values().map(|step| step.pointer.clone()).collect(),
        repository: vcs.and_then(|vcs| vcs.said("url")),
        tool: Some(Program { name: "ORT".to_owned(), version, series }),
        made_on,
        oddities,
    })
}

fn finding(root: &Node<'_>, ran: &BTreeMap<&str, Node<'_>>) -> Result<Finding, Refusal> {
    let Some(analyzer) = ran.get("analyzer") else {
        return Ok(Finding::could_not_look("the analyzer did not run, so the result says nothing about packages"));
    };
    let packages = Packages::of(analyzer)?;
    let violations = ran.get("evaluator").map(Violations::of).transpose()?;
    let vulnerable = ran.get("advisor").map(Vulnerable::of).transpose()?;
    let mut summary = format!("{} packages, {} of them with a licence", packages.all, packages.licensed);
    if let Some(found) = &violations {
        summary.push_str(&format!(", {} violations of rules", found.all()));
    }
    if let Some(found) = &vulnerable {
        summary.push_str(&format!(", {} packages with known vulnerabilities", found.packages));
    }
    let finding = packages.measured(Finding::seen(clean(&summary)).list("steps", ran.keys().copied()));
    let finding = match violations {
        Some(found) => found.measured(finding, has_resolutions(root)),
        None => ["violations", "errors", "warnings", "hints", "unresolved"]
            .iter()
            .fold(finding, |finding, name| finding.open(name, "the evaluator did not run")),
    };
    Ok(match vulnerable {
        Some(found) => {
            finding.count("vulnerable_packages", found.packages).count("vulnerabilities", found.vulnerabilities)
        }
        None => ["vulnerable_packages", "vulnerabilities"]
            .iter()
            .fold(finding, |finding, name| finding.open(name, "the advisor did not run")),
    })
}

struct Packages {
    all: usize,
    licensed: usize,
}

impl Packages {
    fn of(analyzer: &Node<'_>) -> Result<Self, Refusal> {
        let (mut all, mut licensed) = (0, 0);
        let list = analyzer.need("result")?.need("packages")?;
        for entry in list.list()? {
            if all == PACKAGES {
                return Err(list.refuse(format!("there are more than {PACKAGES} packages")));
            }
            // Older versions put a package below `metadata`, or below `package`, beside its curations.
            let package = entry.get("metadata").or_else(|| entry.get("package")).unwrap_or(entry);
            package.need("id")?.text()?;
            all += 1;
            let declared = package.get("declared_licenses_processed").and_then(|it| it.said("spdx_expression"));
            let stated = package.said("concluded_license").or(declared);
            licensed += usize::from(stated.as_deref().is_some_and(sbom::is_expression));
        }
        Ok(Self { all, licensed })
    }

    fn measured(&self, finding: Finding) -> Finding {
        let finding = finding.count("packages", self.all).count("licensed", self.licensed);
        if self.all == 0 {
            return finding;
        }
        #[expect(clippy::cast_precision_loss, reason = "there are at most a million")]
        let share = (self.licensed as f64 / self.all as f64 * 1000.0).round() / 1000.0;
        finding.number("licensed_share", share)
    }
}

/// Severities, and the measures that count them.
const SEVERITIES: [(&str, &str); 3] = [("ERROR", "errors"), ("WARNING", "warnings"), ("HINT", "hints")];

struct Violations {
    counts: [usize; 3],
}

impl Violations {
    fn of(evaluator: &Node<'_>) -> Result<Self, Refusal> {
        let mut counts = [0; 3];
        let Some(list) = evaluator.get("violations") else { return Ok(Self { counts }) };
        for violation in list.list()? {
            let severity = violation.need("severity")?;
            let text = severity.text()?;
            let known = SEVERITIES.iter().zip(&mut counts).find(|((name, _), _)| *name == text);
            let (_, count) = known.ok_or_else(|| severity.refuse("the severity is none of ERROR, WARNING, HINT"))?;
            *count += 1;
        }
        Ok(Self { counts })
    }

    fn all(&self) -> usize {
        self.counts.iter().sum()
    }

    fn measured(&self, finding: Finding, resolutions: bool) -> Finding {
        let finding = finding.count("violations", self.all());
        let finding = SEVERITIES
            .iter()
            .zip(self.counts)
            .fold(finding, |finding, ((_, measure), count)| finding.count(measure, count));
        if resolutions {
            return finding.open("unresolved", "resolutions are patterns of text, which are not applied here");
        }
        finding.count("unresolved", self.all())
    }
}

/// Whether the result has resolutions of violations, in its own configuration or that of the repository.
fn has_resolutions(root: &Node<'_>) -> bool {
    let resolved = root.get("resolved_configuration");
    let own = root.get("repository").and_then(|repository| repository.get("config"));
    [resolved, own].into_iter().flatten().any(|config| {
        let all = config.get("resolutions").and_then(|resolutions| resolutions.get("rule_violations"));
        all.is_some_and(|all| all.list().is_ok_and(|mut list| list.next().is_some()))
    })
}

struct Vulnerable {
    packages: usize,
    vulnerabilities: usize,
}

impl Vulnerable {
    fn of(advisor: &Node<'_>) -> Result<Self, Refusal> {
        let (mut packages, mut vulnerabilities) = (0, 0);
        let Some(results) = advisor.get("results") else { return Ok(Self { packages, vulnerabilities }) };
        // Older versions put the results one step lower.
        let results = results.get("advisor_results").unwrap_or(results);
        for (_, results) in results.fields()? {
            let mut ids = BTreeSet::new();
            for result in results.list()? {
                let Some(list) = result.get("vulnerabilities") else { continue };
                for one in list.list()? {
                    ids.insert(one.need("id")?.text()?);
                }
            }
            packages += usize::from(!ids.is_empty());
            vulnerabilities += ids.len();
        }
        Ok(Self { packages, vulnerabilities })
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Measure;

    use super::*;
    use crate::Limits;

    const RESULT: &str = "---
repository:
  vcs: {type: Git, url: '', revision: '', path: ''}
  vcs_processed: {type: Git, url: 'https://github.com/acme/ledger.git', revision: ab, path: ''}
  config: {}
analyzer:
  start_time: '2026-11-20T10:00:00Z'
  end_time: '2026-11-20T10:05:00Z'
  environment: {ort_version: '60.1.0'}
  result:
    projects: []
    packages:
    - {id: 'NPM::a:1', declared_licenses_processed: {spdx_expression: MIT}}
    - metadata: {id: 'NPM::b:1', declared_licenses_processed: {unmapped: [Own]}}
    - {id: 'NPM::c:1', concluded_license: 'MIT OR Apache-2.0', declared_licenses_processed: {}}
    - {id: 'NPM::d:1', declared_licenses_processed: {spdx_expression: NOASSERTION}}
scanner: null
advisor:
  end_time: '2026-11-21T10:05:00Z'
  results:
    'NPM::a:1':
    - {advisor: {name: OSV}, vulnerabilities: [{id: CVE-1}, {id: CVE-2}]}
    - {advisor: {name: OssIndex}, vulnerabilities: [{id: CVE-1}]}
    'NPM::b:1':
    - {advisor: {name: OSV}, vulnerabilities: []}
evaluator:
  end_time: '2026-11-22T10:05:00Z'
  violations:
  - {rule: COPYLEFT, severity: ERROR, message: m}
  - {rule: UNMAPPED, severity: HINT, message: m}
";

    fn taken(text: &str) -> Result<Read, Refusal> {
        let document = Document::read(text.as_bytes(), &Limits::default()).unwrap();
        assert!(is(&document), "{text}");
        read(&document)
    }

    #[test]
    fn each_step_says_its_own() {
        let read = taken(RESULT).unwrap();
        let told = "4 packages, 2 of them with a licence, 2 violations of rules, 1 packages with known vulnerabilities";
        assert_eq!(read.finding.summary, told);
        for (measure, count) in [
            ("packages", 4),
            ("errors", 1),
            ("warnings", 0),
            ("unresolved", 2),
            ("vulnerable_packages", 1),
            ("vulnerabilities", 2),
        ] {
            assert_eq!(read.finding.measures[measure], Measure::Count(count), "{measure}");
        }
        assert_eq!(read.finding.measures["licensed_share"], Measure::Number(0.5));
        assert_eq!(read.made_on, day_of("2026-11-20"), "that of the oldest step");
        assert_eq!(read.repository.as_deref(), Some("https://github.com/acme/ledger.git"));
        assert_eq!(read.tool.unwrap().version.as_deref(), Some("60.1.0"));
    }

    #[test]
    fn what_did_not_run_is_open() {
        let start = RESULT.find("advisor:").unwrap();
        let read = taken(&RESULT[..start]).unwrap();
        for measure in ["violations", "unresolved", "vulnerabilities"] {
            assert!(matches!(read.finding.measures[measure], Measure::Open { .. }), "{measure}");
        }
        let read = taken(&RESULT[..RESULT.find("analyzer:").unwrap()]).unwrap();
        assert_eq!(read.finding.verdict.words(), "could not look");
        let resolved = RESULT.replace("config: {}", "config: {resolutions: {rule_violations: [{message: '.*'}]}}");
        assert!(matches!(taken(&resolved).unwrap().finding.measures["unresolved"], Measure::Open { .. }));
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_place() {
        for (from, to, told) in [
            ("severity: ERROR", "severity: BAD", "/evaluator/violations/0/severity: the severity is none of"),
            ("{id: CVE-2}", "{}", "/advisor/results/NPM::a:1/0/vulnerabilities/1: there is no `id`"),
            ("{id: 'NPM::a:1',", "{", "/analyzer/result/packages/0: there is no `id`"),
            ("    packages:", "    package:", "/analyzer/result: there is no `packages`"),
        ] {
            let refusal = taken(&RESULT.replacen(from, to, 1)).err().unwrap();
            let says = format!("{}: {}", refusal.pointer, refusal.message);
            assert!(says.starts_with(told), "{says}");
        }
    }
}
