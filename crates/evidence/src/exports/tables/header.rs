//! Which sheet, which row and which columns: by a mapping that was remembered, else by the names in the header.

use std::collections::HashMap;

use super::super::document::{Refusal, clean};
use super::columns::{Columns, Mapping};
use super::grid::{Grid, Grids, Line, Raw, cell_name};
use super::topics::plain;
use super::{ALL, Kind};

/// Rows at the top of a sheet in which a header is looked for; exports put titles above it.
const WITHIN: usize = 20;

/// A table in a file, and what its columns are.
pub(super) struct Found<'g> {
    pub(super) kind: &'static Kind,
    pub(super) grid: &'g Grid,
    /// Its header among the lines of the grid.
    pub(super) header: usize,
    /// For each column of the kind that of the file.
    pub(super) at: Vec<Option<u32>>,
    pub(super) mapping: Option<&'g Mapping>,
}

/// Finds the table of a file.
pub(super) fn find<'g>(file: &str, grids: &'g Grids, columns: &'g Columns) -> Result<Found<'g>, Refusal> {
    if grids.sheets.iter().all(|grid| grid.lines.is_empty()) {
        return Err(Refusal::new("it is empty").hint("export it with its header and its rows"));
    }
    if let Some(found) = remembered(file, grids, columns)? {
        return Ok(found);
    }
    let mut all = Vec::new();
    for grid in &grids.sheets {
        all.extend(guessed(file, grid)?);
    }
    match all.len() {
        1 => all.pop().ok_or_else(|| unknown(file, grids)),
        0 => Err(unknown(file, grids)),
        _ => {
            let sheets: Vec<&str> = all.iter().map(|found| found.grid.sheet.as_str()).collect();
            Err(Refusal::new(format!("several of its sheets may be meant: {}", sheets.join(", ")))
                .hint(format!("say which with `sheet` in osmm-columns.toml: {}", command(file))))
        }
    }
}

/// The first mapping that is for the file and whose columns are all there.
pub(super) fn remembered<'g>(file: &str, grids: &'g Grids, columns: &'g Columns) -> Result<Option<Found<'g>>, Refusal> {
    for mapping in columns.of(file) {
        for grid in grids.sheets.iter().filter(|grid| mapping.is_for_sheet(&grid.sheet)) {
            for (header, line) in grid.lines.iter().enumerate().take(WITHIN) {
                let names = Names::of(line);
                let at: Vec<Option<u32>> = mapping.names().map(|name| names.at(name?)).collect();
                let all = mapping.names().zip(&at).all(|(name, at)| name.is_none() || at.is_some());
                if all && at.iter().any(Option::is_some) {
                    once(mapping.kind, grid, line, &at)?;
                    return Ok(Some(Found { kind: mapping.kind, grid, header, at, mapping: Some(mapping) }));
                }
            }
        }
        if mapping.names_the_file() {
            return Err(other_columns(mapping, grids));
        }
    }
    Ok(None)
}

/// A mapping says that it is for this file, and its columns are not there.
fn other_columns(mapping: &Mapping, grids: &Grids) -> Refusal {
    let lines = grids.sheets.iter().flat_map(|grid| grid.lines.iter().take(WITHIN));
    let lines: Vec<Names> = lines.map(Names::of).collect();
    let missing = mapping.names().flatten().filter(|name| !lines.iter().any(|line| line.at(name).is_some()));
    let missing: Vec<String> = missing.map(|name| format!("`{}`", clean(name))).collect();
    let what = if missing.is_empty() { "all of its columns in one row".to_owned() } else { missing.join(", ") };
    Refusal::new(format!("{} is for this file and names what is not there: {what}", mapping.place))
        .hint("correct the mapping, or remove it and let it be made again with `osmm columns`")
}

/// Longest text that is the name of a column, in bytes.
const NAME: usize = 200;

/// The texts of a row as names of columns, read once: they are asked for by hundreds of names.
pub(super) struct Names(HashMap<String, u32>);

impl Names {
    pub(super) fn of(line: &Line) -> Self {
        let mut names = HashMap::new();
        for (at, raw) in &line.cells {
            if let Raw::Text(text) = raw
                && text.len() <= NAME
            {
                names.entry(plain(text)).or_insert(*at);
            }
        }
        Self(names)
    }

    /// The first column with this name.
    fn at(&self, name: &str) -> Option<u32> {
        self.0.get(&plain(name)).copied()
    }

    /// For each column of a kind the one that has the likeliest of its names, which are plain as they stand.
    pub(super) fn columns_of(&self, kind: &Kind) -> Vec<Option<u32>> {
        let found = |name: &&str| self.0.get(*name).copied();
        kind.columns.iter().map(|column| column.names.iter().find_map(found)).collect()
    }
}

/// The table of a sheet by the names in its header; nothing where no row is one.
fn guessed<'g>(file: &str, grid: &'g Grid) -> Result<Option<Found<'g>>, Refusal> {
    for (header, line) in grid.lines.iter().enumerate().take(WITHIN) {
        let mut fits: Vec<(usize, &'static Kind, Vec<Option<u32>>)> = Vec::new();
        let names = Names::of(line);
        for kind in ALL {
            let at = names.columns_of(kind);
            if kind.lacks(|id| kind.at(id).is_some_and(|i| at[i].is_some())).is_empty() {
                fits.push((at.iter().flatten().count(), kind, at));
            }
        }
        let most = fits.iter().map(|(columns, ..)| *columns).max().unwrap_or_default();
        fits.retain(|(columns, ..)| *columns == most);
        if fits.len() > 1 {
            let kinds: Vec<&str> = fits.iter().map(|(_, kind, _)| kind.id).collect();
            return Err(Refusal::new(format!("by its columns it may be one of: {}", kinds.join(", "))).hint(format!(
                "say which: {} --kind {}",
                command(file),
                kinds[0]
            )));
        }
        if let Some((_, kind, at)) = fits.pop() {
            once(kind, grid, line, &at)?;
            return Ok(Some(Found { kind, grid, header, at, mapping: None }));
        }
    }
    Ok(None)
}

/// A header that is there twice says nothing of which is meant.
fn once(kind: &Kind, grid: &Grid, line: &Line, at: &[Option<u32>]) -> Result<(), Refusal> {
    for (column, at) in kind.columns.iter().zip(at) {
        let Some(at) = at else { continue };
        let Some(Raw::Text(name)) = line.get(*at) else { continue };
        let same =
            |(other, raw): &&(u32, Raw)| matches!(raw, Raw::Text(text) if other != at && plain(text) == plain(name));
        if let Some((other, _)) = line.cells.iter().find(same) {
            let message = format!("the column `{}`, which is read as {}, is there twice", clean(name), column.id);
            let pointer = cell_name(&grid.sheet, line.number, *other);
            return Err(Refusal { pointer, ..Refusal::new(message) }.hint("rename or remove one of them"));
        }
    }
    Ok(())
}

/// The row that is most likely the header, for messages: the first with several texts.
pub(super) fn likely(grids: &Grids) -> Option<(&Grid, usize)> {
    grids.sheets.iter().find_map(|grid| {
        let at = grid.lines.iter().take(WITHIN).position(|line| line.cells.len() > 1)?;
        Some((grid, at))
    })
}

/// The names of a header as they may be shown. Nothing where a cell is no name of a column: a number, a day or an address
/// belongs to somebody, and then all others in the row may, too.
pub(super) fn shown(line: &Line) -> Option<Vec<(u32, String)>> {
    let name = |(at, raw): &(u32, Raw)| match raw {
        Raw::Text(text) if is_name(text) => Some((*at, clean(text))),
        _ => None,
    };
    line.cells.iter().map(name).collect()
}

fn is_name(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    !text.contains('@') && digits * 2 <= text.chars().count() && super::days::read(text) == super::days::Said::Nothing
}

fn unknown(file: &str, grids: &Grids) -> Refusal {
    let way_out = format!("say which column is which, once: {}", command(file));
    let Some((grid, at)) = likely(grids) else {
        return Refusal::new("it has a single column")
            .hint("its delimiter may be another; `delimiter` in osmm-columns.toml says which");
    };
    let line = &grid.lines[at];
    let pointer = cell_name(&grid.sheet, line.number, 0);
    let Some(names) = shown(line) else {
        let message = "it has no header: its first row holds numbers, days or addresses";
        return Refusal { pointer, ..Refusal::new(message) }
            .hint("export it with the names of its columns in the first row");
    };
    let names: Vec<String> = names.into_iter().take(30).map(|(_, name)| format!("`{name}`")).collect();
    let mut message = format!("its columns are not known: {}", names.join(", "));
    if let Some((kind, missing)) = nearest(line) {
        message.push_str(&format!("; as {} it would need {missing}", kind.id));
    }
    Refusal { pointer, ..Refusal::new(message) }.hint(way_out)
}

/// The kind of which most columns are there, and what it still needs.
pub(super) fn nearest(line: &Line) -> Option<(&'static Kind, String)> {
    let names = Names::of(line);
    let scored = ALL.iter().map(|kind| (names.columns_of(kind), kind));
    let (at, kind) = scored.filter(|(at, _)| at.iter().any(Option::is_some)).max_by_key(|(at, kind)| {
        let has = |id: &str| kind.at(id).is_some_and(|i| at[i].is_some());
        (kind.groups() - kind.lacks(has).len(), at.iter().flatten().count())
    })?;
    let lacks = kind.lacks(|id| kind.at(id).is_some_and(|i| at[i].is_some()));
    Some((kind, lacks.join(" and ")))
}

/// How to make a mapping for a file.
pub(super) fn command(file: &str) -> String {
    format!("`osmm columns {}`", clean(file))
}
