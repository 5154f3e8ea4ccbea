//! Evaluation logs of Gemara, as evaluators of the OSPS Baseline write them, in YAML or JSON.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::document::{Document, Node, Refusal, clean, day_of};
use super::{Format, Program, Read};
use crate::finding::Finding;

pub(super) const FORMAT: Format = Format {
    id: "evaluation-log",
    name: "Gemara evaluation log (OSPS Baseline)",
    title: "Evaluation of controls",
    question: "Was the project evaluated against a catalogue of controls?",
    looks_at: "The evaluations of a log, in YAML or JSON: `controls`, and of these `passed`, `failed`, `needs_review`, `not_run`, \
               `not_applicable` and `unknown`, six words that stay apart: only the first two are results. `passed_controls` and \
               `failed_controls` by id; `catalogues` that they are of. The day is `metadata.date`, or the last end of an \
               assessment; the repository is `target.uri`, where it is stated. No message is kept.",
    remedy: "Let the evaluator write a Gemara evaluation log (for example Privateer with the plugin for the OSPS Baseline), and hand it in with `--import`.",
    since: "0.1.0",
    names_people: false,
    is,
    read,
};

/// Most evaluations of a log.
const EVALUATIONS: usize = 10_000;

/// The words for a result, and the measures that count them.
const RESULTS: [(&str, &str); 6] = [
    ("Passed", "passed"),
    ("Failed", "failed"),
    ("Needs Review", "needs_review"),
    ("Not Run", "not_run"),
    ("Not Applicable", "not_applicable"),
    ("Unknown", "unknown"),
];

fn is(document: &Document) -> bool {
    let root = document.root();
    let typed = root.get("metadata").and_then(|metadata| metadata.said("type"));
    match typed.as_deref() {
        Some(kind) => kind == "EvaluationLog",
        None => root.get("evaluations").is_some(),
    }
}

fn read(document: &Document) -> Result<Read, Refusal> {
    let root = document.root();
    let evaluations = root.need("evaluations")?;
    let mut log = Log::default();
    for evaluation in evaluations.list()? {
        log.evaluation(&evaluation)?;
        if log.controls > EVALUATIONS {
            return Err(evaluations.refuse(format!("there are more than {EVALUATIONS} evaluations")));
        }
    }
    if log.controls == 0 {
        return Err(evaluations.refuse("there is no evaluation"));
    }
    let metadata = root.get("metadata");
    let mut oddities = Vec::new();
    let stated = metadata.as_ref().and_then(|metadata| metadata.said("date"));
    let made_on = stated.as_deref().and_then(day_of).or(log.ended);
    if made_on.is_none() {
        oddities.push("neither its `metadata.date` nor an `end` gives its day".to_owned());
    }
    let target = root.get("target");
    let series = target.as_ref().and_then(|target| target.said("id")).unwrap_or_default();
    let author = metadata.as_ref().and_then(|metadata| metadata.get("author"));
    let program = |author: Node<'_>| {
        Some(Program { name: author.said("name")?, version: author.said("version"), series: series.clone() })
    };
    Ok(Read {
        finding: log.finding(),
        places: vec![evaluations.pointer],
        repository: target.and_then(|target| target.said("uri")).filter(|uri| uri.contains("://")),
        tool: author.and_then(program),
        made_on,
        oddities,
    })
}

#[derive(Default)]
struct Log {
    controls: usize,
    counts: BTreeMap<&'static str, usize>,
    passed: BTreeSet<String>,
    failed: BTreeSet<String>,
    catalogues: BTreeSet<String>,
    ended: Option<Date>,
}

impl Log {
    fn evaluation(&mut self, evaluation: &Node<'_>) -> Result<(), Refusal> {
        self.controls += 1;
        let result = measure(&evaluation.need("result")?)?;
        *self.counts.entry(result).or_default() += 1;
        let control = evaluation.need("control")?;
        let id = control.said("entry-id").or_else(|| evaluation.said("name"));
        let id = id.ok_or_else(|| control.refuse("there is no `entry-id`"))?;
        match result {
            "passed" => drop(self.passed.insert(id)),
            "failed" => drop(self.failed.insert(id)),
            _ => {}
        }
        self.catalogues.extend(control.said("reference-id"));
        if let Some(assessments) = evaluation.get("assessment-logs") {
            for one in assessments.list()? {
                measure(&one.need("result")?)?;
                self.ended = self.ended.max(one.said("end").as_deref().and_then(day_of));
            }
        }
        Ok(())
    }

    fn finding(self) -> Finding {
        let count = |measure: &str| self.counts.get(measure).copied().unwrap_or(0);
        let (passed, failed) = (count("passed"), count("failed"));
        let open = self.controls - passed - failed - count("not_applicable");
        let mut summary = format!("{passed} of {} controls passed, {failed} failed", self.controls);
        if open > 0 {
            summary.push_str(&format!(", {open} without a result"));
        }
        let finding = match passed + failed {
            0 => Finding::could_not_look("no control came to a result"),
            _ => Finding::seen(clean(&summary)),
        };
        let finding = finding
            .count("controls", self.controls)
            .list("passed_controls", self.passed)
            .list("failed_controls", self.failed)
            .list("catalogues", self.catalogues);
        RESULTS.iter().fold(finding, |finding, (_, measure)| {
            finding.count(measure, self.counts.get(measure).copied().unwrap_or(0))
        })
    }
}

fn measure(result: &Node<'_>) -> Result<&'static str, Refusal> {
    let text = result.text()?;
    let known = RESULTS.iter().find(|(word, _)| *word == text).map(|(_, measure)| *measure);
    known.ok_or_else(|| {
        let words: Vec<&str> = RESULTS.iter().map(|(word, _)| *word).collect();
        result.refuse(format!("the result is none of {}", words.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Measure;

    use super::*;
    use crate::Limits;

    const LOG: &str = "metadata:
  type: EvaluationLog
  date: '2026-11-20T16:02:00Z'
  author: {id: pvtr, name: pvtr, type: Software, version: '0.1.0'}
target: {id: ledger, uri: 'https://github.com/acme/ledger'}
evaluations:
- name: MFA
  result: Passed
  control: {reference-id: osps, entry-id: OSPS-AC-01}
  assessment-logs:
  - {result: Passed, end: '2026-11-19T16:02:00Z'}
- {name: Guides, result: Failed, control: {reference-id: osps, entry-id: OSPS-DO-01}}
- {name: Review, result: Needs Review, control: {reference-id: osps, entry-id: OSPS-QA-07}}
- {name: Apps, result: Not Applicable, control: {reference-id: osps, entry-id: OSPS-LE-04}}
";

    fn taken(text: &str) -> Result<Read, Refusal> {
        let document = Document::read(text.as_bytes(), &Limits::default()).unwrap();
        assert!(is(&document), "{text}");
        read(&document)
    }

    #[test]
    fn six_words_stay_apart() {
        let read = taken(LOG).unwrap();
        assert_eq!(read.finding.summary, "1 of 4 controls passed, 1 failed, 1 without a result");
        for (measure, count) in
            [("passed", 1), ("failed", 1), ("needs_review", 1), ("not_applicable", 1), ("not_run", 0)]
        {
            assert_eq!(read.finding.measures[measure], Measure::Count(count), "{measure}");
        }
        assert_eq!(read.finding.measures["failed_controls"], Measure::List(vec!["OSPS-DO-01".to_owned()]));
        assert_eq!(read.made_on, day_of("2026-11-20"));
        assert_eq!(read.repository.as_deref(), Some("https://github.com/acme/ledger"));
        let undated = taken(&LOG.replace("  date: '2026-11-20T16:02:00Z'\n", "")).unwrap();
        assert_eq!(undated.made_on, day_of("2026-11-19"), "the last end of an assessment");
    }

    #[test]
    fn a_log_without_a_result_is_could_not_look() {
        let log = LOG.replace("result: Passed", "result: Not Run").replace("result: Failed", "result: Unknown");
        assert_eq!(taken(&log).unwrap().finding.verdict.words(), "could not look");
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_place() {
        for (from, to, told) in [
            ("result: Failed", "result: Bad", "/evaluations/1/result: the result is none of"),
            ("name: MFA\n  result: Passed", "name: MFA", "/evaluations/0: there is no `result`"),
            ("{result: Passed,", "{result: 1,", "/evaluations/0/assessment-logs/0/result: expected a text"),
            ("result: Needs Review, control", "result: Passed, controls", "/evaluations/2: there is no `control`"),
        ] {
            let refusal = taken(&LOG.replace(from, to)).err().unwrap();
            let says = format!("{}: {}", refusal.pointer, refusal.message);
            assert!(says.starts_with(told), "{says}");
        }
        let refusal = taken("evaluations: []").err().unwrap();
        assert_eq!(refusal.message, "there is no evaluation");
    }
}
