//! The guide as Markdown, for a wiki or a page. Texts of models are data: what Markdown would read as markup is escaped.

use osmm_maturity::model::{Activity, Item, Model, Selection, Term};
use osmm_maturity::rating::Rating;

use crate::text::capital;

/// The selected part of a model as a Markdown document.
#[must_use]
pub fn guide_markdown(model: &Model, selection: &Selection<'_>) -> String {
    let mut page = format!("# {} {}\n\n{}\n", text(&model.title), text(&model.version), text(&model.summary));
    let mut level = None;
    for (activity, items) in &selection.activities {
        if level.replace(activity.level) != Some(activity.level) {
            let title = model.level(activity.level).map(|l| l.title.as_str()).unwrap_or_default();
            page += &format!("\n## {} {}: {}\n", capital(&model.terms.level.one), activity.level, text(title));
        }
        page += &head(model, activity);
        for item in items {
            page += &one(model, item);
        }
    }
    page
}

fn head(model: &Model, activity: &Activity) -> String {
    let titles = |ids: &[String], terms: &[Term]| -> Vec<String> {
        ids.iter().map(|id| terms.iter().find(|t| t.id == *id).map_or(id, |t| &t.title).clone()).collect()
    };
    let lists = [
        ("Who", titles(&activity.roles, &model.roles)),
        ("Risks it reduces", titles(&activity.risks, &model.risks)),
        ("Artefacts", titles(&activity.artefacts, &model.artefacts)),
        ("Objectives it serves", titles(&activity.objectives, &model.objectives)),
        ("Benefits", activity.benefits.clone()),
        ("Where the effort goes", activity.cost_drivers.clone()),
    ];
    let mut part = format!("\n### {}\n\n`{}`. {}\n\n", text(&activity.title), activity.id, text(&activity.purpose));
    for (name, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        part += &format!("- {name}: {}\n", text(&list.join("; ")));
    }
    for edge in model.prerequisites.iter().filter(|p| p.after == activity.id) {
        let title = model.activity(&edge.before).map_or(edge.before.0.as_str(), |a| &a.title);
        part += &format!("- First: {}. {}\n", text(title), text(&edge.reason));
    }
    part
}

fn one(model: &Model, item: &Item) -> String {
    let mut part = format!("\n#### {}\n\n`{}`. {}\n\n", text(&item.title), item.id, text(&item.description));
    part += &format!("*{}*\n\n| rating | what can be observed |\n|--:|---|\n", text(&item.question));
    part += &format!("| 0 | {} |\n", cell(model.scale.name(Rating(0))));
    for (rating, anchor) in &item.anchors {
        part += &format!("| {rating} | {} |\n", cell(anchor));
    }
    part + &format!("\nTypical evidence: {}.\n", text(&item.typical_evidence.join("; ")))
}

/// A text without markup, on one line.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '[' | ']' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A text in a cell of a table.
fn cell(content: &str) -> String {
    text(content).replace('|', "\\|")
}
