//! Observations at the terminal.

use std::collections::BTreeMap;
use std::io;

use osmm_evidence::signals::{ALL, Effort, Signal};
use osmm_maturity::observation::{Observation, ObservationSet, Problem, Standing, Verdict};

use super::{count, safe};
use crate::console::Console;

/// Prints the observations by subject.
pub(crate) fn observations(console: &mut Console, set: &ObservationSet, explain: bool) -> io::Result<()> {
    let mut by_subject: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
    for o in &set.observations {
        by_subject.entry(&o.subject).or_default().push(o);
    }
    for subject in &set.subjects {
        let commit = subject.commit.as_deref().map(|c| &c[..c.len().min(10)]);
        let commit = commit.map(|c| format!("  at {c}")).unwrap_or_default();
        console.heading(&format!("{}{commit}", safe(&subject.name)))?;
        let tier = subject.tier.map(|tier| tier.word().to_owned());
        let unit = subject.unit.as_ref().map(|unit| format!("of unit {}", safe(&unit.0)));
        let known: Vec<String> = tier.into_iter().chain(unit).collect();
        if !known.is_empty() {
            console.paragraph(2, &known.join(", "))?;
        }
        if let Standing::LeftOut { reason } = &subject.standing {
            console.paragraph(2, &format!("left out: {}", safe(reason)))?;
        }
        if subject.standing == Standing::Upstream {
            console.paragraph(2, "upstream: a project of others, looked at for contributions")?;
        }
        if subject.standing == Standing::Whole {
            console.paragraph(2, "names no repository, and speaks for all of them")?;
        }
        let list = by_subject.get(subject.name.as_str()).map(Vec::as_slice).unwrap_or_default();
        let rows: Vec<Vec<String>> = list.iter().map(|o| row(o)).collect();
        if !rows.is_empty() {
            console.table(&["Signal", "Verdict", "What", "Proof"], &rows, &[])?;
        }
        for o in list {
            passage(console, 2, o)?;
        }
    }
    if explain {
        signals(console, set)?;
    }
    let looked = set.subjects.iter().filter(|s| s.standing == Standing::Counted).count();
    let upstream = match set.subjects.iter().filter(|s| s.standing == Standing::Upstream).count() {
        0 => String::new(),
        n => format!(" and {n} upstream"),
    };
    console.say(&format!("\n{}{upstream}, {}.", count(looked, "repository", "repositories"), verdicts(set)))?;
    list_problems(console, &set.problems);
    Ok(())
}

/// What the best candidate says, in its own words.
pub(crate) fn passage(console: &mut Console, indent: usize, o: &Observation) -> io::Result<()> {
    let Some(best) = o.candidates.first() else { return Ok(()) };
    let words = match &best.passage {
        Some(passage) => format!("“{passage}”"),
        None => "no sentence can be shown that names nobody".to_owned(),
    };
    let more = match o.candidates.len() {
        1 => String::new(),
        all => format!(" ({})", count(all - 1, "more candidate in JSON", "more candidates in JSON")),
    };
    console.paragraph(indent, &console.dim(&safe(&format!("{}: {}: {words}{more}", o.signal, best.place()))))
}

fn row(o: &Observation) -> Vec<String> {
    let what = match &o.verdict {
        Verdict::CouldNotLook { reason } | Verdict::NotApplicable { reason } => reason.clone(),
        Verdict::Seen | Verdict::NotSeen => o.summary.clone(),
    };
    let what = match &o.partial {
        Some(part) => format!("{what} (in part: {part})"),
        None => what,
    };
    let days = o.exports.iter().map(|e| e.made_on.map_or_else(|| "an unknown day".to_owned(), |day| day.to_string()));
    let days: Vec<String> = days.collect();
    let what = if days.is_empty() { what } else { format!("{what} (export of {})", days.join(", ")) };
    let place = |p: &osmm_maturity::observation::Proof| match (p.path.is_empty(), p.line) {
        (true, _) => p.digest.chars().take(10).collect(),
        (false, Some(line)) => format!("{}:{line}", p.path),
        (false, None) => p.path.clone(),
    };
    let more = if o.proof.len() > 1 { format!(" +{}", o.proof.len() - 1) } else { String::new() };
    let proof = o.proof.first().map(|p| format!("{}{more}", place(p))).unwrap_or_default();
    vec![o.signal.to_string(), o.verdict.words().to_owned(), safe(&what), safe(&proof)]
}

fn verdicts(set: &ObservationSet) -> String {
    let words = ["seen", "not seen", "could not look", "not applicable"];
    let of = |w: &str| set.observations.iter().filter(|o| o.verdict.words() == w).count();
    words.map(|w| format!("{} {w}", of(w))).join(", ")
}

fn signals(console: &mut Console, set: &ObservationSet) -> io::Result<()> {
    console.heading("Signals")?;
    for signal in ALL {
        console.say(&format!("\n  {}: {}", console.bold(signal.id), signal.question))?;
        console.paragraph(4, &format!("Why: {}", signal.why))?;
        console.paragraph(4, &format!("How: {}", signal.looks_at))?;
        console.paragraph(4, &format!("Remedy ({}): {}", effort(signal), signal.remedy))?;
    }
    for signal in set.signals.iter().filter(|signal| signal.id.is_own()) {
        console.say(&format!("\n  {}: {}", console.bold(&safe(&signal.id.0)), safe(&signal.question)))?;
        console.paragraph(4, &format!("Remedy: {}", safe(&signal.remedy)))?;
    }
    Ok(())
}

fn effort(signal: &Signal) -> &'static str {
    match signal.effort {
        Effort::Minutes => "minutes",
        Effort::Hours => "hours",
        Effort::Days => "days",
        Effort::Weeks => "weeks",
    }
}

/// Lists on standard error what could not be read, each with its place and the way out.
pub(crate) fn list_problems<'p>(console: &mut Console, problems: impl IntoIterator<Item = &'p Problem>) {
    for p in problems {
        console.note(&format!("could not read: {}: {}", safe(&p.place), safe(&p.message)));
        if let Some(hint) = &p.hint {
            console.note(&format!("    hint: {}", safe(hint)));
        }
    }
}

/// Lists on standard error what does not fit what was looked at.
pub(crate) fn list_notes(console: &mut Console, notes: &[Problem]) {
    for note in notes.iter().take(NOTES) {
        console.note(&format!("note: {}: {}", safe(&note.place), safe(&note.message)));
    }
    if notes.len() > NOTES {
        console.note(&format!("note: and {} more like it", notes.len() - NOTES));
    }
    if let Some(hint) = notes.first().and_then(|note| note.hint.as_ref()) {
        console.note(&format!("    hint: {}", safe(hint)));
    }
}

/// Most notes listed: who looks at one repository with the description of a thousand needs no more.
const NOTES: usize = 5;

/// The problems alone, for when the observations went out as JSON.
pub(crate) fn problems_noted(console: &mut Console, set: &ObservationSet) {
    list_problems(console, &set.problems);
}
