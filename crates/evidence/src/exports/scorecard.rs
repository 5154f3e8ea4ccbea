//! Results of OpenSSF Scorecard, as `scorecard --format json` and its public interface give them.

use jiff::civil::Date;

use super::document::{Document, Node, Refusal, clean, day_of};
use super::{Format, Program, Read};
use crate::finding::Finding;

pub(super) const FORMAT: Format = Format {
    id: "scorecard",
    name: "OpenSSF Scorecard (JSON)",
    title: "OpenSSF Scorecard",
    question: "Is there a result of OpenSSF Scorecard for the repository?",
    looks_at: "The checks of a result with their scores from 0 to 10: a measure for each, named like the check in lower case \
               (`code-review`, `branch-protection`), and `score` for all of them. A score of -1 is inconclusive: the check is \
               open, and no low one. `date` gives its day and `repo.name` its repository. Whether a score is good is not \
               judged here.",
    remedy: "Run `scorecard --repo=HOST/OWNER/NAME --format json > scorecard.json`, and hand the file in with `--import`.",
    since: "0.1.0",
    names_people: false,
    is,
    read,
};

/// Most checks of a result; there are about twenty.
const CHECKS: usize = 200;

fn is(document: &Document) -> bool {
    let root = document.root();
    let has = |key: &str| root.get(key).is_some();
    root.get("scorecard").is_some_and(|tool| tool.is_object()) && (has("repo") || has("checks"))
}

fn read(document: &Document) -> Result<Read, Refusal> {
    let root = document.root();
    let checks = root.need("checks").map_err(|refusal| {
        refusal.hint("only the results of checks are read: `scorecard --format json`, neither raw nor of probes")
    })?;
    let repo = root.need("repo")?;
    let mut oddities = Vec::new();
    let made_on = day(&root, &mut oddities);
    let version = root.need("scorecard")?.said("version");
    let scores = scores(&checks)?;
    let overall = root.get("score").map(|score| on_scale(&score)).transpose()?.flatten();
    Ok(Read {
        finding: finding(&scores, overall, repo.said("commit")),
        places: vec![checks.pointer],
        repository: repo.said("name"),
        tool: Some(Program { name: "Scorecard".to_owned(), version, series: String::new() }),
        made_on,
        oddities,
    })
}

/// One check: its measure, its name, and its score or why there is none.
struct Scored {
    measure: String,
    name: String,
    score: Result<f64, String>,
}

fn scores(checks: &Node<'_>) -> Result<Vec<Scored>, Refusal> {
    let mut all: Vec<Scored> = Vec::new();
    for check in checks.list()? {
        if all.len() == CHECKS {
            return Err(checks.refuse(format!("there are more than {CHECKS} checks")));
        }
        let name = clean(check.need("name")?.text()?);
        let measure = measure(&name);
        if all.iter().any(|other| other.measure == measure) {
            return Err(check.refuse(format!("the check `{name}` is there twice")));
        }
        let score = on_scale(&check.need("score")?)?;
        let reason = || check.said("reason").unwrap_or_else(|| "inconclusive".to_owned());
        all.push(Scored { measure, name, score: score.ok_or_else(reason) });
    }
    Ok(all)
}

/// A score from 0 to 10; nothing for -1, which is inconclusive.
fn on_scale(node: &Node<'_>) -> Result<Option<f64>, Refusal> {
    match node.number()? {
        -1.0 => Ok(None),
        score if (0.0..=10.0).contains(&score) => Ok(Some(score)),
        score => Err(node.refuse(format!("the score {score} is neither from 0 to 10 nor -1"))),
    }
}

/// `Code-Review` is `code-review`.
fn measure(check: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    check.chars().map(plain).collect()
}

/// The day that it gives.
fn day(root: &Node<'_>, oddities: &mut Vec<String>) -> Option<Date> {
    let Some(text) = root.said("date") else {
        oddities.push("it has no `date`".to_owned());
        return None;
    };
    let day = day_of(&text);
    if day.is_none() {
        oddities.push(format!("the `date` is none: {text}"));
    }
    day
}

fn finding(scores: &[Scored], overall: Option<f64>, commit: Option<String>) -> Finding {
    let open: Vec<&str> = scores.iter().filter(|one| one.score.is_err()).map(|one| one.name.as_str()).collect();
    let told = scores.len() - open.len();
    let mut summary = match overall {
        Some(score) => format!("score {score} of 10, {told} checks"),
        None => format!("no overall score, {told} checks"),
    };
    if !open.is_empty() {
        summary.push_str(&format!(", inconclusive: {}", open.join(", ")));
    }
    let mut finding =
        if told == 0 { Finding::could_not_look("Scorecard came to no result") } else { Finding::seen(clean(&summary)) };
    for one in scores {
        finding = match &one.score {
            Ok(score) => finding.number(&one.measure, *score),
            Err(reason) => finding.open(&one.measure, reason),
        };
    }
    finding = finding.count("checks", told).count("inconclusive", open.len());
    if let Some(score) = overall {
        finding = finding.number("score", score);
    }
    match commit {
        Some(commit) => finding.text("commit", commit),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};
    use serde_json::{Value, json};

    use super::*;
    use crate::Limits;

    fn result() -> Value {
        json!({
            "date": "2026-11-20T23:30:00-02:00",
            "repo": {"name": "github.com/acme/ledger", "commit": "ab"},
            "scorecard": {"version": "v5.1.1", "commit": "cd"},
            "score": 6.4,
            "checks": [
                {"name": "Code-Review", "score": 7, "reason": "found 21/30 approved changesets", "details": null},
                {"name": "Fuzzing", "score": 0, "reason": "project is not fuzzed", "details": ["Warn: no fuzzer"]},
                {"name": "CI-Tests", "score": -1, "reason": "no pull request found", "details": null},
            ],
            "metadata": null,
        })
    }

    fn taken(value: &Value) -> Result<Read, Refusal> {
        let document = Document::read(value.to_string().as_bytes(), &Limits::default()).unwrap();
        assert!(is(&document));
        read(&document)
    }

    #[test]
    fn scores_become_measures_and_an_inconclusive_one_is_open() {
        let read = taken(&result()).unwrap();
        assert_eq!(read.finding.verdict, Verdict::Seen);
        assert_eq!(read.finding.measures["code-review"], Measure::Number(7.0));
        assert_eq!(read.finding.measures["fuzzing"], Measure::Number(0.0));
        let open = Measure::Open { could_not_look: "no pull request found".to_owned() };
        assert_eq!(read.finding.measures["ci-tests"], open);
        assert_eq!(read.finding.summary, "score 6.4 of 10, 2 checks, inconclusive: CI-Tests");
        assert_eq!(read.repository.as_deref(), Some("github.com/acme/ledger"));
        assert_eq!(read.made_on, Some(Date::constant(2026, 11, 21)), "in UTC");
    }

    #[test]
    fn a_result_of_nothing_is_could_not_look() {
        let mut value = result();
        value["score"] = json!(-1);
        for check in value["checks"].as_array_mut().unwrap() {
            check["score"] = json!(-1);
        }
        assert_eq!(taken(&value).unwrap().finding.verdict.words(), "could not look");
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_place() {
        let at = |change: &dyn Fn(&mut Value)| {
            let mut value = result();
            change(&mut value);
            let refusal = taken(&value).err().unwrap();
            format!("{}: {}", refusal.pointer, refusal.message)
        };
        assert_eq!(at(&|v| v["checks"][1]["score"] = json!("7")), "/checks/1/score: expected a number, found a text");
        assert_eq!(
            at(&|v| v["checks"][1]["score"] = json!(11)),
            "/checks/1/score: the score 11 is neither from 0 to 10 nor -1"
        );
        assert_eq!(at(&|v| v["checks"][2]["name"] = json!("Fuzzing")), "/checks/2: the check `Fuzzing` is there twice");
        assert_eq!(at(&|v| v["checks"] = Value::Null), ": there is no `checks`");
        assert_eq!(at(&|v| v["checks"] = json!({})), "/checks: expected a list, found an object");
    }

    #[test]
    fn a_day_that_is_none_is_odd_and_not_fatal() {
        for day in [json!("yesterday"), Value::Null] {
            let mut value = result();
            value["date"] = day;
            let read = taken(&value).unwrap();
            assert_eq!((read.made_on, read.oddities.len()), (None, 1));
        }
    }
}
