//! The guide at the terminal.

use std::io;

use osmm_maturity::model::{Activity, Item, Model, Selection, Term};
use osmm_maturity::rating::Rating;

use super::capital;
use crate::console::Console;

/// What there is: levels with their activities, and the words to filter by.
pub(crate) fn contents(console: &mut Console, m: &Model) -> io::Result<()> {
    console.say(&console.bold(&m.title))?;
    console.paragraph(0, &m.summary)?;
    for level in &m.levels {
        console.heading(&format!("{} {}  {}", capital(&m.terms.level.one), level.number, level.title))?;
        for text in &level.characteristics {
            console.paragraph(2, &format!("- {text}"))?;
        }
        let rows: Vec<Vec<String>> =
            m.activities_of(level.number).map(|a| vec![format!("  {}", a.id), a.title.clone()]).collect();
        if !rows.is_empty() {
            console.table(&["  Id", &capital(&m.terms.activity.one)], &rows, &[])?;
        }
    }
    for (name, terms) in
        [("roles", &m.roles), ("risks", &m.risks), ("artefacts", &m.artefacts), ("objectives", &m.objectives)]
    {
        if !terms.is_empty() {
            let ids: Vec<&str> = terms.iter().map(|t| t.id.as_str()).collect();
            console.heading(&capital(name))?;
            console.paragraph(2, &ids.join(", "))?;
        }
    }
    console.say("")?;
    console.paragraph(
        0,
        "Next: osmm guide --level N, --activity ID, --role ID, --risk ID, --artefact ID or --objective ID.",
    )
}

/// The selected activities in full.
pub(crate) fn terminal(console: &mut Console, m: &Model, selection: &Selection<'_>) -> io::Result<()> {
    for (activity, items) in &selection.activities {
        head(console, m, activity)?;
        for item in items {
            one(console, m, item)?;
        }
    }
    Ok(())
}

fn head(console: &mut Console, m: &Model, a: &Activity) -> io::Result<()> {
    console.heading(&format!("{} ({} {}, {})", a.title, m.terms.level.one, a.level, a.id))?;
    console.paragraph(0, &a.purpose)?;
    let titles = |ids: &[String], terms: &[Term]| -> Vec<String> {
        ids.iter().map(|id| terms.iter().find(|t| t.id == *id).map_or(id, |t| &t.title).clone()).collect()
    };
    let lists = [
        ("Who", titles(&a.roles, &m.roles)),
        ("Risks it reduces", titles(&a.risks, &m.risks)),
        ("Artefacts", titles(&a.artefacts, &m.artefacts)),
        ("Objectives it serves", titles(&a.objectives, &m.objectives)),
        ("Benefits", a.benefits.clone()),
        ("Where the effort goes", a.cost_drivers.clone()),
        ("First", before(m, a)),
    ];
    for (name, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        console.paragraph(2, &format!("{name}: {}", list.join("; ")))?;
    }
    Ok(())
}

/// What should come before, each with the reason.
fn before(m: &Model, a: &Activity) -> Vec<String> {
    let edges = m.prerequisites.iter().filter(|p| p.after == a.id);
    edges
        .map(|p| {
            let title = m.activity(&p.before).map_or(p.before.0.as_str(), |b| &b.title);
            format!("{title}, since {}", lower(p.reason.trim_end_matches('.')))
        })
        .collect()
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    let second_is_upper = text.chars().nth(1).is_some_and(char::is_uppercase);
    match chars.next() {
        Some(c) if !second_is_upper => c.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

fn one(console: &mut Console, m: &Model, item: &Item) -> io::Result<()> {
    console.say(&format!("\n  {}  ({})", console.bold(&item.title), item.id))?;
    console.paragraph(4, &item.description)?;
    console.paragraph(4, &item.question)?;
    console.say(&format!("      0  {}", m.scale.name(Rating(0))))?;
    for (rating, text) in &item.anchors {
        console.paragraph(6, &format!("{rating}  {text}"))?;
    }
    console.paragraph(4, &format!("Typical evidence: {}", item.typical_evidence.join("; ")))
}
