//! What the cells of a line say, the same in a workbook and a table, and whether lines can be written at all.

use std::collections::BTreeSet;

use osmm_maturity::model::{Activity, Item, Model};

use super::columns::Column;
use super::{SheetError, SheetLine, SheetUnit, Sheets, words};

/// A line with what the model and the units say about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) unit: &'a SheetUnit,
    pub(crate) activity: &'a Activity,
    pub(crate) item: &'a Item,
    pub(crate) line: &'a SheetLine,
}

impl<'a> Sheets<'a> {
    /// The lines of every unit, units in order; refuses what could not be read back.
    pub(crate) fn entries(&self) -> Result<Vec<(&'a SheetUnit, Vec<Entry<'a>>)>, SheetError> {
        let mut keys = BTreeSet::new();
        let mut found: Vec<(&SheetUnit, Vec<Entry<'_>>)> = self.units.iter().map(|u| (u, Vec::new())).collect();
        for line in self.lines {
            let key = &line.key;
            let (activity, item) =
                self.model.item(&key.item).ok_or_else(|| SheetError::UnknownItem(key.item.clone()))?;
            let Some((unit, entries)) = found.iter_mut().find(|(u, _)| u.id == key.unit) else {
                return Err(SheetError::UnknownUnit(key.unit.clone()));
            };
            if !keys.insert(key) {
                return Err(SheetError::Twice(Box::new(key.clone())));
            }
            entries.push(Entry { unit, activity, item, line });
        }
        found.retain(|(_, entries)| !entries.is_empty());
        Ok(found)
    }
}

impl Entry<'_> {
    /// The text of a cell. A date is written as `2026-03-31`; the stamp is not the line's.
    pub(crate) fn text(&self, column: Column, model: &Model) -> String {
        let given = &self.line.given;
        let some = |text: &Option<String>| text.clone().unwrap_or_default();
        match column {
            Column::Unit => self.unit.title.clone(),
            Column::Level => level(self.activity.level, model),
            Column::Activity => self.activity.title.clone(),
            Column::Item => self.item.title.clone(),
            Column::Respondent => self.line.shown.respondent.clone(),
            Column::Question => self.item.question.clone(),
            Column::Anchors => anchors(self.item),
            Column::Beside => self.beside(),
            Column::Answer => words::say(&given.answer, model),
            Column::Reason => words::reason(&given.answer).unwrap_or_default().to_owned(),
            Column::Note => some(&given.note),
            Column::Function => some(&given.function),
            Column::On => given.on.map(|d| d.to_string()).unwrap_or_default(),
            Column::Overrides => some(&given.overrides),
            Column::UnitId => self.line.key.unit.0.clone(),
            Column::ItemId => self.line.key.item.0.clone(),
            Column::RespondentId => self.line.key.respondent.0.clone(),
            Column::Stamp => String::new(),
        }
    }

    fn beside(&self) -> String {
        let shown = &self.line.shown;
        let parts = [("Central", &shown.central), ("Proposed", &shown.proposal), ("Target", &shown.target)];
        let lines = parts.iter().filter_map(|(name, text)| Some(format!("{name}: {}", text.as_ref()?)));
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn level(number: u8, model: &Model) -> String {
    model.level(number).map_or_else(|| number.to_string(), |l| format!("{number} {}", l.title))
}

/// What each rating looks like, a line each, lowest first.
fn anchors(item: &Item) -> String {
    item.anchors.iter().map(|(rating, text)| format!("{rating}  {text}")).collect::<Vec<_>>().join("\n")
}
