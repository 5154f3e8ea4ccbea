//! From rows to lines. A line is taken as a whole or not at all: a bad cell must not look like one that was emptied.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use osmm_maturity::event::PersonId;
use osmm_maturity::fault::{Fault, likely};
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::sheet::{Given, LineKey, Stamp};
use osmm_maturity::unit::UnitId;
use osmm_maturity::words;

use super::SheetRead;
use super::columns::{Column, Header};
use super::dates::{self, NoDate};
use super::row::{Row, Spot, Trouble, Value};
use super::words::{self, short};

/// After so many faults the file is taken for something else.
const ENOUGH: usize = 1000;

/// Lines while they are being taken over.
pub(crate) struct Taking<'a> {
    pub(crate) model: &'a Model,
    units: BTreeSet<&'a UnitId>,
    /// Every row of a key; without content where something in it was wrong.
    seen: BTreeMap<LineKey, Vec<(Spot, Option<Given>)>>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) notes: Vec<Fault>,
}

impl<'a> Taking<'a> {
    pub(crate) fn new(model: &'a Model, units: &'a [UnitId]) -> Self {
        let (faults, notes) = (Vec::new(), Vec::new());
        Self { model, units: units.iter().collect(), seen: BTreeMap::new(), faults, notes }
    }

    /// Whether a text is the id of an item.
    pub(crate) fn knows(&self, text: &str) -> bool {
        self.model.item(&ItemId(text.to_owned())).is_some()
    }

    /// Whether it makes no sense to go on.
    pub(crate) fn full(&self) -> bool {
        self.faults.len() >= ENOUGH
    }

    /// Whether the columns are there. What stands in columns of others is left alone.
    pub(crate) fn header<'t>(
        &mut self,
        header: &Header,
        at: &Spot,
        extra: impl Iterator<Item = (&'t str, Spot)>,
    ) -> bool {
        for (name, spot) in extra {
            self.notes.push(spot.fault(words!(
                "sheet-column-unread",
                "column `{column}` is not read",
                column = short(name)
            )));
        }
        let hint = words!(
            "columns-hint",
            "take the columns from the file as it was written; one that is not wanted can be hidden"
        );
        for column in &header.missing {
            let name = column.header(self.model);
            let message =
                words!("no-column", "there is no column `{column}`; no answer is taken from here", column = name);
            self.faults.push(at.fault(Trouble::new(message).hint(hint.clone())));
        }
        for (_, column) in &header.twice {
            let message = words!(
                "column-twice",
                "column `{column}` is there twice; no answer is taken from here",
                column = column.header(self.model)
            );
            self.faults.push(at.fault(message));
        }
        header.missing.is_empty() && header.twice.is_empty()
    }

    /// Takes a row over. A row in which nobody could have written an answer is passed by.
    pub(crate) fn row(&mut self, row: &Row) {
        let written = |c: &Column| *row.value(*c) != Value::Blank;
        let keys = Column::ALL.into_iter().filter(|c| c.is_key()).filter(written).count();
        let content = Column::ALL.into_iter().filter(|c| c.editable()).find(written);
        match (keys, content) {
            (0, None) => {}
            (0, Some(column)) => {
                let hint = words!(
                    "rows-hint",
                    "answers belong into the rows that were there; the hidden columns at the end say which is which"
                );
                let trouble = Trouble::new(words!("no-ids", "the row has no ids; the line is not taken")).hint(hint);
                self.faults.push(row.spot(column).fault(trouble));
            }
            _ => {
                if let Some(key) = self.key(row) {
                    let given = self.given(row);
                    self.seen.entry(key).or_default().push((row.spot(Column::Answer).clone(), given));
                }
            }
        }
    }

    fn key(&mut self, row: &Row) -> Option<LineKey> {
        let (unit, item) = (self.unit(row), self.item(row));
        let respondent = self.id(row, Column::RespondentId).map(PersonId);
        Some(LineKey { unit: unit?, item: item?, respondent: respondent? })
    }

    fn unit(&mut self, row: &Row) -> Option<UnitId> {
        let id = UnitId(self.id(row, Column::UnitId)?);
        if self.units.contains(&id) {
            return Some(id);
        }
        let message =
            words!("no-unit-asked", "there is no unit `{unit}` to answer; the line is not taken", unit = short(&id.0));
        let mut trouble = Trouble::new(message);
        trouble.hint = likely(&short(&id.0), self.units.iter().map(|u| u.0.as_str()));
        self.faults.push(row.spot(Column::UnitId).fault(trouble));
        None
    }

    fn item(&mut self, row: &Row) -> Option<ItemId> {
        let id = ItemId(self.id(row, Column::ItemId)?);
        if self.model.item(&id).is_some() {
            return Some(id);
        }
        let (model, item) = (&self.model.id, short(&id.0));
        let message =
            words!("no-item", "{model} has no item `{item}`; the line is not taken", model = model, item = item);
        let mut trouble = Trouble::new(message);
        trouble.hint = likely(&short(&id.0), self.model.items().map(|(_, i)| i.id.0.as_str()));
        self.faults.push(row.spot(Column::ItemId).fault(trouble));
        None
    }

    fn id(&mut self, row: &Row, column: Column) -> Option<String> {
        let trouble = match row.value(column) {
            Value::Text(text) => return Some(text.clone()),
            Value::Blank => words!("id-none", "there is none").into(),
            Value::Number(_) | Value::Day(_) => words!("id-turned", "it was turned into a number or a date").into(),
            Value::Wrong(trouble) => trouble.clone(),
        };
        let message = words!(
            "id-wrong",
            "{column}: {trouble}; the line is not taken",
            column = column.header(self.model),
            trouble = trouble.message
        );
        let message = message.inner("trouble", &trouble.message);
        let hint =
            words!("id-copy", "copy the id from another row of the same unit, or from the file as it was written");
        self.faults.push(row.spot(column).fault(Trouble::new(message).hint(hint)));
        None
    }

    fn given(&mut self, row: &Row) -> Option<Given> {
        let reason = self.text(row, Column::Reason);
        let note = self.text(row, Column::Note);
        let function = self.text(row, Column::Function);
        let overrides = self.text(row, Column::Overrides);
        let on = self.checked(row, Column::On, day(row.value(Column::On)));
        let beside = reason.clone().flatten();
        let heard = words::hear(row.value(Column::Answer), beside.clone(), self.model);
        let answer = self.checked(row, Column::Answer, heard);
        let (_, answer) = (reason?, answer?);
        if beside.is_some() && words::reason(&answer).is_none() {
            let hint = words!(
                "reason-hint",
                "a reason belongs to `not applicable`, who would know to `don't know`; other words to the note"
            );
            let message = words!(
                "reason-lost",
                "the answer is {answer}, so the reason beside it is not taken",
                answer = answer.words()
            );
            self.faults.push(row.spot(Column::Reason).fault(Trouble::new(message).hint(hint)));
        }
        Some(Given { answer, note: note?, function: function?, on: on?, overrides: overrides? })
    }

    fn text(&mut self, row: &Row, column: Column) -> Option<Option<String>> {
        self.checked(row, column, row.value(column).words())
    }

    fn checked<T>(&mut self, row: &Row, column: Column, result: Result<T, Trouble>) -> Option<T> {
        let trouble = match result {
            Ok(value) => return Some(value),
            Err(trouble) => trouble,
        };
        let message = words!("cell-wrong", "{trouble}; the line is not taken", trouble = trouble.message);
        let message = message.inner("trouble", &trouble.message);
        self.faults.push(row.spot(column).fault(Trouble { message, ..trouble }));
        None
    }

    /// All that was taken. A key with two rows that differ is not.
    pub(crate) fn finish(mut self, stamp: Option<Stamp>) -> SheetRead {
        let mut read = SheetRead { stamp, ..SheetRead::default() };
        for (key, mut rows) in std::mem::take(&mut self.seen) {
            let (first, given) = rows.remove(0);
            let agree = rows.iter().all(|(_, g)| *g == given);
            // Where every row had a fault of its own, nothing is left to compare.
            for (spot, _) in rows.iter().filter(|_| given.is_some() || !agree) {
                let (item, unit, place) = (&key.item, &key.unit.0, first.words());
                let message = if agree {
                    words!(
                        "answered-twice",
                        "`{item}` of `{unit}` is answered twice, first in {place}: they agree, and count once",
                        item = item,
                        unit = unit,
                        place = place
                    )
                } else {
                    words!(
                        "answered-both",
                        "`{item}` of `{unit}` is answered twice, first in {place}: they differ, so neither is taken",
                        item = item,
                        unit = unit,
                        place = place
                    )
                };
                let message = message.inner("place", &place);
                let hint = (!agree).then(|| words!("keep-one", "keep one of them"));
                let list = if agree { &mut self.notes } else { &mut self.faults };
                list.push(spot.fault(Trouble { message, hint }));
            }
            if let Some(given) = given.filter(|_| agree) {
                read.lines.insert(key, given);
            }
        }
        read.faults = self.faults;
        read.notes = self.notes;
        read
    }
}

fn day(value: &Value) -> Result<Option<Date>, Trouble> {
    let hint = words!("write-date", "write it as 2026-03-31");
    let text = match value {
        Value::Blank => return Ok(None),
        Value::Day(day) => return Ok(Some(*day)),
        Value::Wrong(trouble) => return Err(trouble.clone()),
        Value::Number(number) => {
            return Err(Trouble::new(words!("no-date", "`{text}` is not a date", text = number)).hint(hint));
        }
        Value::Text(text) => text,
    };
    dates::from_text(text).map(Some).map_err(|no| match no {
        NoDate::Ambiguous => {
            Trouble::new(words!("two-days", "`{text}` can be two different days", text = short(text))).hint(hint)
        }
        NoDate::Other => Trouble::new(words!("no-date", "`{text}` is not a date", text = short(text))).hint(hint),
    })
}
