//! How the numbers are made: formulas in plain words, with the thresholds of the model.

use osmm_maturity::model::Source;

use crate::reading::Reading;
use crate::text::{NAME, SENTENCE, capital, count, day, list, percent, short};

/// The section.
#[derive(Debug)]
pub(crate) struct Method {
    /// Term and explanation.
    pub(crate) rules: Vec<(String, String)>,
    /// The scale: value, shade, name, meaning.
    pub(crate) scale: Vec<(u8, String, String, String)>,
    /// What the report rests on: term and value.
    pub(crate) basis: Vec<(&'static str, String)>,
    /// Whom the model builds on.
    pub(crate) sources: Vec<SourceRow>,
}

/// A source of the model.
#[derive(Debug)]
pub(crate) struct SourceRow {
    pub(crate) name: String,
    pub(crate) place: String,
    pub(crate) revision: String,
    pub(crate) licence: String,
}

impl Method {
    pub(crate) fn new(reading: &Reading<'_>) -> Self {
        let scale = &reading.model().scale;
        Self {
            rules: rules(reading),
            scale: scale
                .0
                .iter()
                .map(|s| {
                    (s.value.0, crate::charts::grid::shade(s.value, scale.top()), s.name.clone(), s.meaning.clone())
                })
                .collect(),
            basis: basis(reading),
            sources: reading.model().sources.iter().map(source).collect(),
        }
    }
}

fn source(s: &Source) -> SourceRow {
    SourceRow {
        name: short(&s.name, NAME),
        place: short(&s.place, NAME),
        revision: s.revision.as_deref().map(|r| short(r, 12)).unwrap_or_default(),
        licence: short(&s.licence, NAME),
    }
}

fn rules(reading: &Reading<'_>) -> Vec<(String, String)> {
    let (model, terms) = (reading.model(), &reading.model().terms);
    let (item, items) = (&terms.item.one, &terms.item.many);
    let top = model.scale.top();
    let mut rules = vec![
        (
            "Answered".to_owned(),
            format!(
                "Only a rating counts as answered. Coverage is rated {items} divided by {items} that apply. Unanswered, don't know, declined and not applicable stay apart and never enter a mean."
            ),
        ),
        (
            "Mean".to_owned(),
            format!(
                "The sum of the ratings divided by the number of rated {items}; for an {}, a {} and overall alike, so that each {item} weighs the same.",
                terms.activity.one, terms.level.one
            ),
        ),
        (
            "Possible range".to_owned(),
            format!("The mean if every {item} that applies and has no rating were 0, and if it were {top}."),
        ),
        ("Claimed".to_owned(), "What respondents say.".to_owned()),
        ("Supported".to_owned(), supported(reading)),
        (
            "Verified".to_owned(),
            "The rating that a reviewer confirmed on evidence. Without a reviewer there is no verified value."
                .to_owned(),
        ),
    ];
    if reading.ladder() {
        let next = super::blockers::rule(reading, &format!("a {}", terms.level.one));
        rules.push((
            format!("{} achieved", capital(&terms.level.one)),
            format!("{next} The {} achieved is the highest one with all below it in place as well.", terms.level.one),
        ));
    }
    rules.push(("Gap and priority".to_owned(), format!("The distance from rating to target; without a target of its own, an {item} is held against {}. Priority is ((1 + distance)² − 1) divided by the same for the largest possible distance: 0 for none, 1 for the largest, so large gaps come first.", reading.of.results.default_target)));
    rules.push(("Proposal".to_owned(), proposal(reading)));
    rules.push(("Contradiction".to_owned(), format!("A rating that is {} or more away from the nearer end of its proposal. The rating stands until a person changes it.", model.contradiction)));
    rules
}

fn supported(reading: &Reading<'_>) -> String {
    let steps: Vec<String> = reading
        .model()
        .support
        .iter()
        .map(|s| {
            let kinds: Vec<String> = s.needs.iter().map(|k| k.word().to_owned()).collect();
            format!("{} needs {}", s.rating, list(&kinds))
        })
        .collect();
    let needs = if steps.is_empty() { String::new() } else { format!(" {}.", capital(&steps.join("; "))) };
    format!(
        "The part of a claimed rating that evidence in force on the day supports, never more than the claim.{needs} Expired evidence supports nothing."
    )
}

fn proposal(reading: &Reading<'_>) -> String {
    let fresh = reading.model().freshness;
    format!(
        "What was seen suggests a rating by rules of the model; what is not known makes it an interval. Only “seen” raises it, “could not look” never lowers it. It loses a step when the scan is older than {} or the document than {}. It is never a rating: a person decides.",
        count(fresh.scan_days.into(), "day", "days"),
        count(fresh.document_months.into(), "month", "months")
    )
}

fn evidence(reading: &Reading<'_>) -> String {
    let all = &reading.of.evidence;
    let expired = all.iter().filter(|e| e.until.is_some_and(|until| until < reading.of.as_of)).count();
    let later = all.iter().filter(|e| e.from.is_some_and(|from| from > reading.of.as_of)).count();
    let mut words = count(all.len(), "piece", "pieces");
    for (n, what) in [(expired, "expired"), (later, "not yet in force")] {
        if n > 0 {
            words.push_str(&format!(", {n} {what}"));
        }
    }
    words
}

fn basis(reading: &Reading<'_>) -> Vec<(&'static str, String)> {
    let (a, model) = (reading.of, reading.model());
    let mut rows = vec![
        ("Model", format!("{} ({}) version {}, {}", short(&model.title, NAME), model.id, model.version, model.licence)),
        ("Model digest", short(&a.model_digest, NAME)),
        ("As of", day(a.as_of)),
        ("Snapshots in 12 months", a.snapshots.to_string()),
        ("Evidence given by people", evidence(reading)),
    ];
    if let Some(rule) = model.achievement {
        rows.push((
            "Thresholds",
            format!(
                "coverage {}, mean {}, floor {}",
                percent(rule.coverage),
                crate::text::threshold(rule.mean),
                rule.floor
            ),
        ));
    }
    let tool = format!("{} {}", a.tool.name, a.tool.version);
    rows.push(("Written by", short(&tool, SENTENCE)));
    rows
}
