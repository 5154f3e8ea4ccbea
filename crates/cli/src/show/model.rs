//! Models at the terminal.

use std::io;

use osmm_maturity::model::{Model, ModelDiff, What};

use super::{capital, count};
use crate::catalogue::Catalogue;
use crate::console::Console;

/// Lists the models of the catalogue.
pub(crate) fn list(console: &mut Console, catalogue: &Catalogue) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for id in catalogue.ids() {
        let m = catalogue.load(Some(id))?;
        let default = if id == catalogue.default_id() { "default" } else { "" };
        let size = [
            count(m.levels.len(), &m.terms.level.one, &m.terms.level.many),
            count(m.activities.len(), &m.terms.activity.one, &m.terms.activity.many),
            count(m.items().count(), &m.terms.item.one, &m.terms.item.many),
        ];
        rows.push(vec![m.id.clone(), m.version.clone(), m.title.clone(), size.join(", "), default.to_owned()]);
    }
    console.table(&["Id", "Version", "Title", "Size", ""], &rows, &[])?;
    Ok(())
}

/// Levels, activities and items by id and title.
pub(crate) fn outline(console: &mut Console, m: &Model) -> io::Result<()> {
    console.say(&console.bold(&format!("{} {}", m.title, m.version)))?;
    console.paragraph(0, &m.summary)?;
    console.say(&console.dim(&m.digest()))?;
    for level in &m.levels {
        console.heading(&format!("{} {}  {}", capital(&m.terms.level.one), level.number, level.title))?;
        for activity in m.activities_of(level.number) {
            console.say(&format!("  {}  ({})", activity.title, activity.id))?;
            for item in &activity.items {
                console.say(&format!("    {}  ({})", item.title, item.id))?;
            }
        }
    }
    Ok(())
}

/// What differs between two models.
pub(crate) fn changes(console: &mut Console, diff: &ModelDiff) -> io::Result<()> {
    if diff.changes.is_empty() {
        return console.say("No difference.");
    }
    for change in &diff.changes {
        match &change.what {
            What::Added => console.say(&format!("added    {} {}", change.element, change.id))?,
            What::Removed => console.say(&format!("removed  {} {}", change.element, change.id))?,
            What::Changed { fields } => {
                console.say(&format!("changed  {} {}", change.element, change.id))?;
                for field in fields {
                    console.say(&format!("         {}:", field.field))?;
                    console.paragraph(11, &format!("- {}", field.old))?;
                    console.paragraph(11, &format!("+ {}", field.new))?;
                }
            }
        }
    }
    console.say(&format!("{}.", count(diff.changes.len(), "change", "changes")))
}
