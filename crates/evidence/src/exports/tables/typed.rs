//! From cells to mapped rows: every cell becomes what its column holds, and what does not is counted with its place.

use jiff::civil::Date;

use super::super::document::{Refusal, clean};
use super::days::{self, Order, Said};
use super::grid::{Line, Raw, cell_name};
use super::header::{Found, command};
use super::rows::{Cell, Row, counted};
use super::topics::{self, plain};
use super::{Column, Holds, Table};
use crate::organisation::fits;

/// Texts that say that nothing is there.
const NOTHING: &[&str] = &["", "n a", "na", "null", "none", "nan", "k a", "keine", "unbekannt", "unknown", "tbd"];

/// Places that are named of those that could not be read.
const NAMED: usize = 3;

/// Types the rows below the header.
pub(super) fn table(file: &str, found: Found<'_>, mut oddities: Vec<String>, on: Date) -> Result<Table, Refusal> {
    let header = &found.grid.lines[found.header];
    let body = &found.grid.lines[found.header + 1..];
    if body.is_empty() {
        return Err(Refusal::new("it has a header and no rows").hint("export it with its rows"));
    }
    let mut columns = Vec::new();
    for (index, column) in found.kind.columns.iter().enumerate() {
        columns.push(reading(file, &found, index, column)?);
    }
    let mut unread = Unread::default();
    let mut rows = Vec::new();
    let mut notes = 0;
    for line in body {
        if line.cells.len() == 1 && header.cells.len() > 2 {
            notes += 1;
        } else if !is_wider(line, header, &mut unread, &found) {
            let cells: Vec<Cell> = columns.iter().map(|column| column.cell(line, &found, on, &mut unread)).collect();
            complete(&cells, line, &found, &mut unread);
            rows.push(Row { cells, limit_days: found.mapping.and_then(|mapping| mapping.sla_days) });
        }
    }
    if notes > 0 {
        oddities.push(format!("{} of a single cell passed by", counted(notes, "row", "rows")));
    }
    unread.refuse_if_most(file, &columns, rows.len())?;
    let newest = newest(found.kind.columns, &rows);
    let stated = stated(file, &found, newest, on, &mut oddities);
    if stated.is_none() && newest.is_none() {
        oddities.push("it has no day".to_owned());
    }
    let has = (0..columns.len()).map(|at| found.at[at].is_some() || columns[at].fixed.is_some()).collect();
    let last = body.last().map_or(header.number, |line| line.number);
    let width = header.cells.last().map_or(0, |(at, _)| *at);
    let place = format!("{}:{}", cell_name(&found.grid.sheet, header.number, 0), cell_name("", last, width));
    Ok(Table {
        kind: found.kind,
        rows,
        has,
        place,
        made_on: stated.or(newest),
        stated,
        oddities,
        partial: unread.said(),
    })
}

/// A row that is wider than the header has its cells in other columns.
fn is_wider(line: &Line, header: &Line, unread: &mut Unread, found: &Found<'_>) -> bool {
    let width = header.cells.last().map_or(0, |(at, _)| *at);
    let Some((at, _)) = line.cells.last().filter(|(at, _)| *at > width) else { return false };
    unread.add(cell_name(&found.grid.sheet, line.number, *at), "the row is wider than the header");
    true
}

/// Counts a row that lacks what every row needs; the kind passes it by.
fn complete(cells: &[Cell], line: &Line, found: &Found<'_>, unread: &mut Unread) {
    let keys = found.kind.keys.iter().filter_map(|id| Some((id, found.kind.at(id)?)));
    let lacking = keys.into_iter().find(|(_, at)| cells[*at] == Cell::Empty);
    if let Some((id, at)) = lacking {
        unread.add(cell_name(&found.grid.sheet, line.number, found.at[at].unwrap_or(0)), &format!("no {id}"));
    }
}

/// How the cells of one column become what it holds.
struct Reading<'f> {
    column: &'static Column,
    at: Option<u32>,
    fixed: Option<&'static str>,
    values: &'f [(String, &'static str)],
    order: Option<Order>,
    /// Cells that hold something, and those of them that could not be read.
    filled: std::cell::Cell<usize>,
    wrong: std::cell::Cell<usize>,
}

fn reading<'f>(file: &str, found: &Found<'f>, index: usize, column: &'static Column) -> Result<Reading<'f>, Refusal> {
    let mapping = found.mapping;
    let at = found.at[index];
    let order = mapping.and_then(|mapping| mapping.order);
    let order = match at.filter(|_| column.holds.is_day() && order.is_none()) {
        Some(at) => order_of(file, found, column, at)?,
        None => order,
    };
    Ok(Reading {
        column,
        at,
        fixed: mapping.and_then(|mapping| mapping.fixed[index]),
        values: mapping.map_or(&[], |mapping| &mapping.values[index]),
        order,
        filled: std::cell::Cell::new(0),
        wrong: std::cell::Cell::new(0),
    })
}

/// The order of day and month that the column shows by itself. Refused where none of its days tells.
fn order_of(file: &str, found: &Found<'_>, column: &Column, at: u32) -> Result<Option<Order>, Refusal> {
    let (mut first, mut day_first, mut month_first) = (None, false, false);
    for line in &found.grid.lines[found.header + 1..] {
        let Some(Raw::Text(text)) = line.get(at) else { continue };
        match days::read(text) {
            Said::Either(..) => first = first.or(Some(line.number)),
            Said::Day(day) => {
                // With slashes or hyphens and the year last, the number above twelve tells.
                let number = text.split(['/', '-']).next().and_then(|part| part.trim().parse::<i8>().ok());
                let slashed = text.contains('/') || text.contains('-');
                match number.filter(|_| slashed) {
                    Some(number) if number > 12 && number == day.day() => day_first = true,
                    Some(number) if number == day.month() && day.day() > 12 => month_first = true,
                    _ => {}
                }
            }
            Said::Nothing => {}
        }
    }
    let refuse = |row: u32, message: String| {
        let pointer = cell_name(&found.grid.sheet, row, at);
        let hint = format!(
            "say it once with `date_format` in osmm-columns.toml ({}): {}",
            Order::WORDS.join(" or "),
            command(file)
        );
        Err(Refusal { pointer, ..Refusal::new(message) }.hint(hint))
    };
    match (first, day_first, month_first) {
        (None, ..) => Ok(None),
        (Some(_), true, false) => Ok(Some(Order::DayMonthYear)),
        (Some(_), false, true) => Ok(Some(Order::MonthDayYear)),
        (Some(row), false, false) => {
            refuse(row, format!("the days of `{}` may begin with the day or with the month", column.id))
        }
        (Some(row), true, true) => {
            refuse(row, format!("some days of `{}` begin with the day and some with the month", column.id))
        }
    }
}

impl Reading<'_> {
    fn cell(&self, line: &Line, found: &Found<'_>, on: Date, unread: &mut Unread) -> Cell {
        if let Some(word) = self.fixed {
            return Cell::Word(word);
        }
        let Some((at, raw)) = self.at.and_then(|at| Some((at, line.get(at)?))) else { return Cell::Empty };
        if matches!(raw, Raw::Text(text) if NOTHING.contains(&plain(text).as_str())) {
            return Cell::Empty;
        }
        self.filled.set(self.filled.get() + 1);
        let cell = self.typed(raw, on);
        if cell == Cell::Unread {
            self.wrong.set(self.wrong.get() + 1);
            unread.add(cell_name(&found.grid.sheet, line.number, at), self.column.id);
        }
        cell
    }

    fn typed(&self, raw: &Raw, on: Date) -> Cell {
        match (raw, self.column.holds) {
            (Raw::Wrong, _) => Cell::Unread,
            (Raw::Day(day), Holds::Day) if *day > on => Cell::Unread,
            (Raw::Day(day), Holds::Day | Holds::Until) => Cell::Day(*day),
            (Raw::Day(day), Holds::Text) => Cell::Text(day.to_string().into()),
            (Raw::Day(_), Holds::Words(_) | Holds::Topics) => Cell::Unread,
            (Raw::Text(text), Holds::Text) => Cell::Text(text.to_lowercase().into()),
            (Raw::Text(text), Holds::Topics) => Cell::Topics(text.to_lowercase().into(), self.topics(text)),
            (Raw::Text(text), Holds::Words(words)) => self.word(words, text).map_or(Cell::Unread, Cell::Word),
            (Raw::Text(text), Holds::Day | Holds::Until) => {
                let day = days::read(text).in_order(self.order.unwrap_or(Order::DayMonthYear));
                let past = |day: &Date| *day <= on || matches!(self.column.holds, Holds::Until);
                day.filter(past).map_or(Cell::Unread, Cell::Day)
            }
        }
    }

    /// What a mapping says first, then what the words of the kind say.
    fn word(&self, words: &[(&'static str, &[&str])], text: &str) -> Option<&'static str> {
        let (lower, plain) = (text.to_lowercase(), plain(text));
        let said = self.values.iter().find(|(form, _)| fits(form, &lower)).map(|(_, word)| *word);
        said.or_else(|| {
            words.iter().find(|(word, texts)| *word == plain || texts.contains(&plain.as_str())).map(|(word, _)| *word)
        })
    }

    fn topics(&self, text: &str) -> Vec<&'static str> {
        let lower = text.to_lowercase();
        let said: Vec<&'static str> =
            self.values.iter().filter(|(form, _)| fits(form, &lower)).map(|(_, word)| *word).collect();
        if said.is_empty() { topics::of(text) } else { said }
    }
}

/// What could not be read: how much, and the first places.
#[derive(Default)]
struct Unread {
    number: usize,
    first: Vec<String>,
}

impl Unread {
    fn add(&mut self, place: String, what: &str) {
        self.number += 1;
        if self.first.len() < NAMED {
            self.first.push(format!("{place} ({what})"));
        }
    }

    /// A column that cannot be read for the most part was taken for another one, or needs to be told how.
    fn refuse_if_most(&self, file: &str, columns: &[Reading<'_>], rows: usize) -> Result<(), Refusal> {
        let first = || self.first.join(", ");
        if let Some(one) = columns.iter().find(|one| one.wrong.get() * 2 > one.filled.get()) {
            let hint = match one.column.holds {
                Holds::Words(_) => format!(
                    "say what its texts mean with `values` in osmm-columns.toml (words: {}): {}",
                    one.column.holds.words().join(", "),
                    command(file)
                ),
                Holds::Day => format!("are they days, and past? {} maps another column", command(file)),
                _ => format!("{} maps another column", command(file)),
            };
            let id = one.column.id;
            return Err(Refusal::new(format!("most cells of `{id}` are not what it holds: {}", first())).hint(hint));
        }
        if rows == 0 {
            return Err(Refusal::new(format!("none of its rows could be read: {}", first())).hint(command(file)));
        }
        Ok(())
    }

    fn said(&self) -> Option<String> {
        let more = if self.number > self.first.len() { " and others" } else { "" };
        (self.number > 0).then(|| clean(&format!("{} could not be read: {}{more}", self.number, self.first.join(", "))))
    }
}

/// The newest of the days that are past.
fn newest(columns: &[Column], rows: &[Row]) -> Option<Date> {
    let past: Vec<usize> =
        columns.iter().enumerate().filter(|(_, column)| matches!(column.holds, Holds::Day)).map(|(at, _)| at).collect();
    let days = rows.iter().flat_map(|row| past.iter().map(|at| &row.cells[*at]));
    days.filter_map(|cell| if let Cell::Day(day) = cell { Some(*day) } else { None }).max()
}

/// The day of the export that the mapping or the name of the file says. It cannot be older than what it holds.
fn stated(file: &str, found: &Found<'_>, newest: Option<Date>, on: Date, oddities: &mut Vec<String>) -> Option<Date> {
    let said = found.mapping.and_then(|mapping| mapping.made_on).or_else(|| day_in(file))?;
    let why = if newest.is_some_and(|newest| newest > said) {
        "and holds later days"
    } else if said > on {
        "which is to come"
    } else {
        return Some(said);
    };
    oddities.push(format!("it is said to be of {said}, {why}"));
    None
}

/// The day in a name such as `training-2026-11-20.csv` or `tickets_20261120.xlsx`.
fn day_in(file: &str) -> Option<Date> {
    let digits: Vec<&str> = file.split(|c: char| !c.is_ascii_digit()).collect();
    let whole =
        |part: &&str| (part.len() == 8).then(|| (part[..4].to_owned(), part[4..6].to_owned(), part[6..].to_owned()));
    let apart = digits.windows(3).filter(|three| three[0].len() == 4 && three[1].len() == 2 && three[2].len() == 2);
    let apart = apart.map(|three| (three[0].to_owned(), three[1].to_owned(), three[2].to_owned()));
    let all = apart.chain(digits.iter().filter_map(whole));
    all.filter_map(|(year, month, day)| format!("{year}-{month}-{day}").parse().ok()).next()
}
