//! Answers of a project to the OpenSSF Best Practices badge, as its site gives them.

use std::collections::BTreeSet;

use super::document::{Document, Node, Refusal, clean, day_of};
use super::{Format, Program, Read};
use crate::finding::Finding;

pub(super) const FORMAT: Format = Format {
    id: "best-practices-badge",
    name: "OpenSSF Best Practices badge (JSON)",
    title: "OpenSSF Best Practices badge",
    question: "Does the project meet criteria of the OpenSSF Best Practices badge?",
    looks_at: "The status of each criterion: `criteria`, of which `met`, `unmet`, `not_applicable` and `open` (`?`, not answered \
               yet and no low answer); `met_criteria` by name; `levels` that are reached (`passing`, `silver`, `gold`), where \
               the file says so. The answers are the project's own. The day is that of `updated_at`, the repository that of \
               `repo_url`. No justification is kept.",
    remedy: "Save `https://www.bestpractices.dev/projects/NUMBER.json` of the project, and hand the file in with `--import`.",
    since: "0.1.0",
    names_people: false,
    is,
    read,
};

/// Most criteria of a project; there are about two hundred.
const CRITERIA: usize = 2000;

/// The levels, each of which includes those before.
const LEVELS: [&str; 3] = ["passing", "silver", "gold"];

const STATUS: &str = "_status";

fn is(document: &Document) -> bool {
    let Some(fields) = document.value().as_object() else { return false };
    fields.contains_key("repo_url") && fields.keys().any(|key| key.ends_with(STATUS))
}

fn read(document: &Document) -> Result<Read, Refusal> {
    let root = document.root();
    let mut oddities = Vec::new();
    let answers = Answers::of(&root)?;
    let made_on = root.said("updated_at").as_deref().and_then(day_of);
    if made_on.is_none() {
        oddities.push("it has no `updated_at` that is a time".to_owned());
    }
    Ok(Read {
        finding: finding(&answers, levels(&root)?),
        places: vec![String::new()],
        repository: root.said("repo_url"),
        tool: Some(Program { name: "OpenSSF Best Practices badge".to_owned(), version: None, series: String::new() }),
        made_on,
        oddities,
    })
}

/// What the criteria say.
#[derive(Default)]
struct Answers {
    met: BTreeSet<String>,
    unmet: usize,
    not_applicable: usize,
    open: usize,
}

impl Answers {
    fn of(root: &Node<'_>) -> Result<Self, Refusal> {
        let mut answers = Self::default();
        for (name, status) in root.fields()? {
            let Some(criterion) = name.strip_suffix(STATUS) else { continue };
            match status.text()? {
                "Met" => drop(answers.met.insert(clean(criterion))),
                "Unmet" => answers.unmet += 1,
                "N/A" => answers.not_applicable += 1,
                "?" => answers.open += 1,
                _ => return Err(status.refuse("the status is none of Met, Unmet, N/A, ?")),
            }
            if answers.all() > CRITERIA {
                return Err(root.refuse(format!("there are more than {CRITERIA} criteria")));
            }
        }
        Ok(answers)
    }

    fn all(&self) -> usize {
        self.met.len() + self.unmet + self.not_applicable + self.open
    }
}

/// The levels that are reached; nothing where the file does not say.
fn levels(root: &Node<'_>) -> Result<Option<Vec<&'static str>>, Refusal> {
    let Some(level) = root.get("badge_level") else { return Ok(None) };
    match level.text()? {
        "in_progress" => Ok(Some(Vec::new())),
        text => match LEVELS.iter().position(|known| *known == text) {
            Some(at) => Ok(Some(LEVELS.iter().take(at + 1).copied().collect())),
            None => Err(level.refuse("the level is none of in_progress, passing, silver, gold")),
        },
    }
}

fn finding(answers: &Answers, levels: Option<Vec<&'static str>>) -> Finding {
    let (met, all) = (answers.met.len(), answers.all());
    let reached = levels.as_ref().map(|levels| levels.last().copied().unwrap_or("in progress"));
    let summary = format!("{met} of {all} criteria met, badge: {}", reached.unwrap_or("not stated"));
    let finding = match met {
        0 if answers.open == all => Finding::could_not_look("no criterion is answered"),
        0 => Finding::not_seen(summary),
        _ => Finding::seen(summary),
    };
    let finding = finding
        .count("criteria", all)
        .count("met", met)
        .count("unmet", answers.unmet)
        .count("not_applicable", answers.not_applicable)
        .count("open", answers.open)
        .list("met_criteria", answers.met.iter().map(String::as_str));
    match levels {
        Some(levels) => finding.list("levels", levels),
        None => finding.open("levels", "the file does not say its level"),
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};
    use serde_json::{Value, json};

    use super::*;
    use crate::Limits;

    fn project() -> Value {
        json!({
            "id": 7, "name": "Ledger", "repo_url": "https://github.com/acme/ledger", "badge_level": "silver",
            "updated_at": "2026-11-20T10:00:00.123Z", "contribution_status": "Met", "contribution_justification": "x",
            "release_notes_status": "Unmet", "crypto_keylength_status": "N/A", "test_policy_status": "?",
        })
    }

    fn taken(value: &Value) -> Result<Read, Refusal> {
        let document = Document::read(value.to_string().as_bytes(), &Limits::default()).unwrap();
        assert!(is(&document));
        read(&document)
    }

    #[test]
    fn answers_are_counted_and_an_open_one_is_no_low_one() {
        let read = taken(&project()).unwrap();
        assert_eq!(read.finding.summary, "1 of 4 criteria met, badge: silver");
        assert_eq!(read.finding.measures["open"], Measure::Count(1));
        let levels = ["passing", "silver"].map(ToOwned::to_owned).to_vec();
        assert_eq!(read.finding.measures["levels"], Measure::List(levels));
        assert_eq!(read.made_on, day_of("2026-11-20"));
        assert_eq!(read.repository.as_deref(), Some("https://github.com/acme/ledger"));
    }

    #[test]
    fn what_is_not_said_stays_open() {
        let mut value = project();
        value["badge_level"] = Value::Null;
        value["updated_at"] = Value::Null;
        let read = taken(&value).unwrap();
        assert!(matches!(read.finding.measures["levels"], Measure::Open { .. }));
        assert_eq!((read.made_on, read.oddities.len()), (None, 1));
        for (status, verdict) in [("?", "could not look"), ("Unmet", "not seen")] {
            let value = json!({"repo_url": "x", "contribution_status": status});
            assert_eq!(taken(&value).unwrap().finding.verdict.words(), verdict);
        }
        assert_eq!(taken(&project()).unwrap().finding.verdict, Verdict::Seen);
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_place() {
        for (key, wrong, place) in [
            ("contribution_status", json!("Maybe"), "/contribution_status: the status is none"),
            ("contribution_status", json!(1), "/contribution_status: expected a text, found a number"),
            ("badge_level", json!("platinum"), "/badge_level: the level is none"),
        ] {
            let mut value = project();
            value[key] = wrong;
            let refusal = taken(&value).err().unwrap();
            let told = format!("{}: {}", refusal.pointer, refusal.message);
            assert!(told.starts_with(place), "{told}");
        }
    }
}
