//! Results of scanners in SARIF 2.1.0, the format that most of them write and code hosts take.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::document::{Document, Node, Refusal, clean, day_of};
use super::{Format, Program, Read};
use crate::finding::Finding;
use crate::signals::kinds_of_scanner;

pub(super) const FORMAT: Format = Format {
    id: "sarif",
    name: "SARIF 2.1.0",
    title: "Scan results (SARIF)",
    question: "Is there a result of a scanner?",
    looks_at: "The runs of a log: `tools`, and `kinds` of those that are known (code, dependency, secret, container and so on, as \
               of scanners in CI); `results` that are open, of which `errors`, `warnings` and `notes`; those `suppressed`. What \
               passed, does not apply or is no longer there is no open result. A run without a list of results did not take \
               place, and one that failed is read in part. The day is that of the invocation, the repository that of the \
               version control provenance. No message is kept.",
    remedy: "Let the scanner write SARIF (for example `semgrep scan --sarif`, `trivy fs --format sarif .`), and hand the file in with `--import`.",
    since: "0.1.0",
    names_people: false,
    is,
    read,
};

/// Most runs of a log.
const RUNS: usize = 1000;

fn is(document: &Document) -> bool {
    let root = document.root();
    let schema = root.said("$schema").is_some_and(|schema| schema.to_lowercase().contains("sarif"));
    root.get("runs").is_some() && (schema || root.get("version").is_some())
}

fn read(document: &Document) -> Result<Read, Refusal> {
    let root = document.root();
    let mut log = Log::default();
    match root.said("version").as_deref() {
        Some("2.1.0") => {}
        Some(version) if version.starts_with("2.") => log.odd(format!("version {version}, read as 2.1.0")),
        Some(version) => {
            let refusal = root.need("version")?.refuse(format!("the version {version} is not read"));
            return Err(refusal.hint("let the scanner write SARIF 2.1.0"));
        }
        None => log.odd("it has no `version`; read as 2.1.0".to_owned()),
    }
    let mut places = Vec::new();
    for run in root.need("runs")?.list()? {
        if places.len() == RUNS {
            return Err(run.refuse(format!("there are more than {RUNS} runs")).hint("hand in several files"));
        }
        log.run(&run)?;
        places.push(run.pointer);
    }
    log.into_read(places)
}

/// What is counted over all runs.
#[derive(Default)]
struct Log {
    /// Name and version of each scanner.
    tools: BTreeMap<String, Option<String>>,
    kinds: BTreeSet<&'static str>,
    runs: usize,
    without_results: usize,
    levels: BTreeMap<&'static str, usize>,
    suppressed: usize,
    days: BTreeSet<Date>,
    repositories: BTreeSet<String>,
    commits: BTreeSet<String>,
    series: BTreeSet<String>,
    partial: BTreeSet<String>,
    oddities: Vec<String>,
}

/// Oddities named; more are only counted by nobody.
const ODDITIES: usize = 10;

impl Log {
    fn odd(&mut self, what: String) {
        if self.oddities.len() < ODDITIES && !self.oddities.contains(&what) {
            self.oddities.push(what);
        }
    }

    fn run(&mut self, run: &Node<'_>) -> Result<(), Refusal> {
        self.runs += 1;
        let name = self.tool(&run.need("tool")?)?;
        self.kinds.extend(kinds_of_scanner(&name));
        self.provenance(run)?;
        self.invocations(run, &name)?;
        if let Some(id) = run.get("automationDetails").and_then(|details| details.said("id")) {
            // What stands behind the last slash names one run; what stands before it, what is run again and again.
            self.series.extend(id.rsplit_once('/').map(|(series, _)| series.to_owned()));
        }
        let Some(results) = run.get("results") else {
            self.without_results += 1;
            return Ok(());
        };
        let defaults = Defaults::of(run);
        for result in results.list()? {
            self.result(&result, &defaults)?;
        }
        Ok(())
    }

    fn tool(&mut self, tool: &Node<'_>) -> Result<String, Refusal> {
        let driver = match tool.get("driver") {
            Some(driver) => driver,
            None if tool.get("name").is_some() => {
                self.odd("a tool has no `driver`, as before version 2.1.0".to_owned());
                tool.clone()
            }
            None => return Err(tool.refuse("there is no `driver`")),
        };
        let name = clean(driver.need("name")?.text()?);
        let version = driver.said("semanticVersion").or_else(|| driver.said("version"));
        self.tools.entry(name.clone()).or_insert(version);
        Ok(name)
    }

    fn provenance(&mut self, run: &Node<'_>) -> Result<(), Refusal> {
        let Some(provenance) = run.get("versionControlProvenance") else { return Ok(()) };
        // Others are of what is checked out below the first.
        if let Some(first) = provenance.list()?.next() {
            self.repositories.extend(first.said("repositoryUri"));
            self.commits.extend(first.said("revisionId"));
        }
        if self.repositories.len() > 1 {
            return Err(provenance.refuse("the runs are about several repositories").hint("hand in a file for each"));
        }
        Ok(())
    }

    fn invocations(&mut self, run: &Node<'_>, tool: &str) -> Result<(), Refusal> {
        let Some(all) = run.get("invocations") else { return Ok(()) };
        let mut newest = None;
        for one in all.list()? {
            if one.get("executionSuccessful").is_some_and(|well| well.is_false()) {
                self.partial.insert(format!("a run of {tool} did not end well"));
            }
            if let Some(text) = one.said("endTimeUtc").or_else(|| one.said("startTimeUtc")) {
                match day_of(&text) {
                    Some(day) => newest = newest.max(Some(day)),
                    None => self.odd(format!("a time is none: {text}")),
                }
            }
        }
        self.days.extend(newest);
        Ok(())
    }

    fn result(&mut self, result: &Node<'_>, defaults: &Defaults) -> Result<(), Refusal> {
        if !result.is_object() {
            return Err(result.refuse("expected a result (an object)"));
        }
        self.lines(result);
        let kind = result.said("kind").unwrap_or_else(|| "fail".to_owned());
        if kind != "fail" || result.said("baselineState").as_deref() == Some("absent") {
            return Ok(());
        }
        if is_suppressed(result) {
            self.suppressed += 1;
            return Ok(());
        }
        let level = result.said("level").or_else(|| defaults.level(result)).unwrap_or_else(|| "warning".to_owned());
        match level.as_str() {
            "error" => *self.levels.entry("errors").or_default() += 1,
            "note" => *self.levels.entry("notes").or_default() += 1,
            "none" => *self.levels.entry("others").or_default() += 1,
            "warning" => *self.levels.entry("warnings").or_default() += 1,
            other => {
                self.odd(format!("the level `{other}`, counted as a warning"));
                *self.levels.entry("warnings").or_default() += 1;
            }
        }
        Ok(())
    }

    /// Lines count from 1; some writers begin at 0.
    fn lines(&mut self, result: &Node<'_>) {
        let Some(Ok(locations)) = result.get("locations").map(|l| l.list().map(|all| all.collect::<Vec<_>>())) else {
            return;
        };
        for location in locations {
            let region = location.get("physicalLocation").and_then(|physical| physical.get("region"));
            let line = region.and_then(|region| region.get("startLine")).and_then(|line| line.number().ok());
            if line.is_some_and(|line| line < 1.0) {
                self.odd("lines are counted from 0".to_owned());
            }
        }
    }

    fn into_read(self, places: Vec<String>) -> Result<Read, Refusal> {
        let named: Vec<String> = self.tools.keys().cloned().collect();
        let version = if self.tools.len() == 1 { self.tools.values().next().cloned().flatten() } else { None };
        let series: Vec<String> = self.series.iter().cloned().collect();
        let tool = Program { name: named.join(", "), version, series: series.join(", ") };
        let (made_on, repository) = (self.days.first().copied(), self.repositories.first().cloned());
        let oddities = self.oddities.clone();
        let finding = self.finding(&named);
        let tool = (!named.is_empty()).then_some(tool);
        Ok(Read { finding, places, repository, tool, made_on, oddities })
    }

    fn finding(self, named: &[String]) -> Finding {
        let told = self.runs - self.without_results;
        if told == 0 {
            let reason = if self.runs == 0 { "there is no run in it" } else { "no run in it has results" };
            return Finding::could_not_look(format!("{reason}: the scan did not take place"));
        }
        let open: usize = self.levels.values().sum();
        let counted = |n: usize, many: &str| match n {
            1 => format!("1 {}", many.trim_end_matches('s')),
            n => format!("{n} {many}"),
        };
        let levels: Vec<String> = self.levels.iter().map(|(level, n)| counted(*n, level)).collect();
        let levels = if levels.is_empty() { String::new() } else { format!(" ({})", levels.join(", ")) };
        let suppressed = if self.suppressed > 0 { format!(", {} suppressed", self.suppressed) } else { String::new() };
        let summary = format!("{}{levels}{suppressed}, by {}", counted(open, "open results"), clean(&named.join(", ")));
        let mut finding = Finding::seen(summary)
            .count("results", open)
            .count("suppressed", self.suppressed)
            .count("runs", told)
            .list("tools", named)
            .list("kinds", self.kinds)
            .list("commits", self.commits);
        for level in ["errors", "warnings", "notes"] {
            finding = finding.count(level, self.levels.get(level).copied().unwrap_or_default());
        }
        if self.without_results > 0 {
            finding = finding.partial(format!("{} of {} runs have no results", self.without_results, self.runs));
        }
        self.partial.into_iter().fold(finding, Finding::partial)
    }
}

/// Whether all that is said of its suppression holds.
fn is_suppressed(result: &Node<'_>) -> bool {
    let Some(Ok(all)) = result.get("suppressions").map(|s| s.list().map(|all| all.collect::<Vec<_>>())) else {
        return false;
    };
    let holds = |one: &Node<'_>| one.said("status").is_none_or(|status| status == "accepted");
    !all.is_empty() && all.iter().all(holds)
}

/// The levels that rules give to results without one.
struct Defaults {
    by_place: Vec<Option<String>>,
    by_id: BTreeMap<String, String>,
}

impl Defaults {
    fn of(run: &Node<'_>) -> Self {
        let (mut by_place, mut by_id) = (Vec::new(), BTreeMap::new());
        let rules = run.get("tool").and_then(|tool| tool.get("driver")).and_then(|driver| driver.get("rules"));
        if let Some(Ok(rules)) = rules.as_ref().map(Node::list) {
            for rule in rules {
                let level = rule.get("defaultConfiguration").and_then(|default| default.said("level"));
                if let (Some(id), Some(level)) = (rule.said("id"), &level) {
                    by_id.insert(id, level.clone());
                }
                by_place.push(level);
            }
        }
        Self { by_place, by_id }
    }

    fn level(&self, result: &Node<'_>) -> Option<String> {
        let index = result.get("ruleIndex").and_then(|index| index.number().ok());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number off the list finds nothing"
        )]
        let by_place = index.filter(|n| *n >= 0.0).and_then(|n| self.by_place.get(n as usize).cloned().flatten());
        by_place.or_else(|| self.by_id.get(&result.said("ruleId")?).cloned())
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};
    use serde_json::{Value, json};

    use super::*;
    use crate::Limits;

    fn log() -> Value {
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {"name": "Semgrep OSS", "semanticVersion": "1.96.0", "rules": [
                    {"id": "a", "defaultConfiguration": {"level": "error"}}, {"id": "b"}]}},
                "invocations": [{"executionSuccessful": true, "endTimeUtc": "2026-11-20T10:00:00Z"}],
                "versionControlProvenance": [{"repositoryUri": "https://github.com/acme/app", "revisionId": "ab"}],
                "automationDetails": {"id": "app/main/1"},
                "results": [
                    {"ruleId": "a", "ruleIndex": 0, "message": {"text": "m"}},
                    {"ruleId": "a", "message": {"text": "m"}, "suppressions": [{"kind": "inSource"}]},
                    {"ruleId": "a", "message": {"text": "m"}, "suppressions": [{"kind": "external", "status": "rejected"}]},
                    {"ruleId": "b", "message": {"text": "m"}},
                    {"ruleId": "b", "kind": "pass", "level": "none", "message": {"text": "m"}},
                    {"ruleId": "b", "baselineState": "absent", "message": {"text": "m"}},
                    {"ruleId": "b", "level": "note", "message": {"text": "m"}, "locations": [
                        {"physicalLocation": {"region": {"startLine": 0}}}]},
                ],
            }],
        })
    }

    fn taken(value: &Value) -> Result<Read, Refusal> {
        let document = Document::read(value.to_string().as_bytes(), &Limits::default()).unwrap();
        assert!(is(&document));
        read(&document)
    }

    #[test]
    fn open_results_are_counted_by_level_and_others_are_not() {
        let read = taken(&log()).unwrap();
        assert_eq!(read.finding.verdict, Verdict::Seen);
        assert_eq!(read.finding.summary, "4 open results (2 errors, 1 note, 1 warning), 1 suppressed, by Semgrep OSS");
        assert_eq!(read.finding.measures["kinds"], Measure::List(vec!["code".to_owned()]));
        assert_eq!(read.repository.as_deref(), Some("https://github.com/acme/app"));
        assert_eq!(read.made_on, Some(Date::constant(2026, 11, 20)));
        assert_eq!(read.oddities, ["lines are counted from 0"]);
        assert_eq!(read.tool.unwrap().series, "app/main");
    }

    #[test]
    fn a_run_that_did_not_take_place_is_no_scan_and_an_empty_one_is() {
        let mut value = log();
        value["runs"][0]["results"] = json!([]);
        assert_eq!(taken(&value).unwrap().finding.verdict, Verdict::Seen);
        value["runs"][0]["results"] = Value::Null;
        assert_eq!(taken(&value).unwrap().finding.verdict.words(), "could not look");
        value["runs"] = json!([]);
        assert_eq!(taken(&value).unwrap().finding.verdict.words(), "could not look");
        let mut value = log();
        value["runs"][0]["invocations"][0]["executionSuccessful"] = json!(false);
        assert!(taken(&value).unwrap().finding.partial.unwrap().contains("did not end well"));
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_place() {
        let at = |change: &dyn Fn(&mut Value)| {
            let mut value = log();
            change(&mut value);
            let refusal = taken(&value).err().unwrap();
            format!("{}: {}", refusal.pointer, refusal.message)
        };
        assert_eq!(at(&|v| v["version"] = json!("1.0.0")), "/version: the version 1.0.0 is not read");
        assert_eq!(at(&|v| v["runs"][0]["tool"] = json!({})), "/runs/0/tool: there is no `driver`");
        assert_eq!(at(&|v| v["runs"][0]["results"][2] = json!(7)), "/runs/0/results/2: expected a result (an object)");
        assert_eq!(at(&|v| v["runs"][0]["results"] = json!({})), "/runs/0/results: expected a list, found an object");
        let two = |v: &mut Value| {
            let mut second = v["runs"][0].clone();
            second["versionControlProvenance"][0]["repositoryUri"] = json!("https://github.com/acme/other");
            v["runs"].as_array_mut().unwrap().push(second);
        };
        assert!(at(&two).starts_with("/runs/1/versionControlProvenance: the runs are about several"));
    }
}
