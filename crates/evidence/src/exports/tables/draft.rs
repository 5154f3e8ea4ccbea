//! A mapping to begin with: what the header of a file suggests, as text for `osmm-columns.toml`.

use std::fmt::Write;

use jiff::civil::Date;
use osmm_maturity::fault::nearest;
use osmm_maturity::observation::Problem;

use super::super::Import;
use super::super::document::{Refusal, clean};
use super::columns::{Columns, FORMAT};
use super::grid::{self, Grid, Grids, Line, Raw};
use super::header::{Names, likely, remembered, shown};
use super::topics::plain;
use super::{ALL, Column, Kind};
use crate::options::Limits;

/// What the header of a file suggests.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it is read as.
    pub kind: &'static Kind,
    /// The columns of the kind, in their order.
    pub columns: Vec<Named>,
    /// Headers that are not read.
    pub unread: Vec<String>,
    /// What the file says when it is read so, or why it cannot be.
    pub outcome: Result<String, Problem>,
    /// The mapping as text, a `[[table]]`.
    pub mapping: String,
    /// Whether it names all columns that such a table needs, so that it may be kept and worked on.
    pub sound: bool,
    /// The place of a mapping that fits the file already.
    pub remembered: Option<String>,
}

/// A column of a kind and the header that it goes by in the file.
#[derive(Debug, Clone)]
pub struct Named {
    /// The column.
    pub column: &'static Column,
    /// The header; absent where none was found.
    pub header: Option<String>,
    /// Whether it is a guess by a part of the name.
    pub guessed: bool,
}

impl Draft {
    /// The first lines of a file of mappings.
    #[must_use]
    pub fn head() -> String {
        format!("# Which column of an export is which: docs/reference/imports.md\nformat = \"{FORMAT}\"\n")
    }
}

/// Drafts a mapping for a file: of a kind by its id or of the likeliest one, with columns that the caller names. `known`
/// are the mappings that there are already, `on` is today.
///
/// # Errors
///
/// When the file is no table with a header, or the kind, a column or a header is not there.
pub fn draft(
    import: &Import,
    kind: Option<&str>,
    given: &[(String, String)],
    known: &Columns,
    on: Date,
) -> Result<Draft, Problem> {
    drafted(import, kind, given, known, on).map_err(|refusal| refusal.about(&import.file))
}

fn drafted(
    import: &Import,
    kind: Option<&str>,
    given: &[(String, String)],
    known: &Columns,
    on: Date,
) -> Result<Draft, Refusal> {
    let limits = &Limits::default();
    if !super::is_one(import) {
        return Err(Refusal::new("it is no table").hint("a CSV with a header, or an XLSX"));
    }
    let grids = grid::read(&import.bytes, known.delimiter(&import.file), limits)?;
    let remembered = remembered(&import.file, &grids, known).ok().flatten();
    let remembered = remembered.and_then(|found| found.mapping).map(|mapping| mapping.place.clone());
    let (kind, grid, line) = place(&grids, kind)?;
    let names = shown(line).ok_or_else(|| {
        Refusal::new("it has no header: a row holds numbers, days or addresses")
            .hint("export it with the names of its columns in the first row")
    })?;
    let columns = named(kind, line, &names, given)?;
    let read: Vec<&str> = columns.iter().filter_map(|one| one.header.as_deref()).collect();
    let unread: Vec<String> =
        names.iter().map(|(_, name)| name.clone()).filter(|name| !read.contains(&name.as_str())).collect();
    let sheet = (grids.sheets.len() > 1).then_some(grid.sheet.as_str());
    let mut mapping = written(kind, sheet, &columns, &unread);
    let sound = Columns::parse(&format!("{}{mapping}", Draft::head()), "the mapping").is_ok();
    let outcome = outcome(import, &mapping, on, limits);
    if outcome.is_err() {
        mapping.push_str(&meanings(&columns));
    }
    Ok(Draft { kind, columns, unread, outcome, mapping, sound, remembered })
}

/// The header that has most columns of the kind, or of any kind.
fn place<'g>(grids: &'g Grids, kind: Option<&str>) -> Result<(&'static Kind, &'g Grid, &'g Line), Refusal> {
    let wanted = match kind {
        Some(id) => {
            let unknown = || {
                let near = nearest(id, ALL.iter().map(|kind| kind.id)).unwrap_or_default();
                Refusal::new(format!("there is no kind of table `{}`", clean(id))).hint(near)
            };
            Some(Kind::of(id).ok_or_else(unknown)?)
        }
        None => None,
    };
    let mut best: Option<(usize, &'static Kind, &Grid, &Line)> = None;
    for grid in &grids.sheets {
        for line in grid.lines.iter().take(20) {
            let names = Names::of(line);
            for kind in ALL.iter().filter(|kind| wanted.is_none_or(|wanted| wanted.id == kind.id)) {
                let at = names.columns_of(kind);
                let has = |id: &str| kind.at(id).is_some_and(|i| at[i].is_some());
                let groups = kind.groups() - kind.lacks(has).len();
                let score = groups * 100 / kind.groups() * 100 + at.iter().flatten().count();
                if score > best.map_or(0, |(score, ..)| score) {
                    best = Some((score, kind, grid, line));
                }
            }
        }
    }
    if let Some((_, kind, grid, line)) = best {
        return Ok((kind, grid, line));
    }
    let kinds: Vec<&str> = ALL.iter().map(|kind| kind.id).collect();
    let kind = wanted.ok_or_else(|| {
        Refusal::new("none of its columns is known").hint(format!("say what it is: --kind {}", kinds.join(" | ")))
    })?;
    let (grid, at) = likely(grids).ok_or_else(|| Refusal::new("it has no row with several columns"))?;
    Ok((kind, grid, &grid.lines[at]))
}

/// The header of each column: what the caller says, what its name says, then what a part of its name says.
fn named(
    kind: &'static Kind,
    line: &Line,
    names: &[(u32, String)],
    given: &[(String, String)],
) -> Result<Vec<Named>, Refusal> {
    let header = |at: u32| match line.get(at) {
        Some(Raw::Text(text)) => Some(text.clone()),
        _ => None,
    };
    for (id, name) in given {
        if kind.at(id).is_none() {
            let ids: Vec<&str> = kind.columns.iter().map(|column| column.id).collect();
            return Err(Refusal::new(format!("{} has no column `{}`", kind.id, clean(id)))
                .hint(format!("one of: {}", ids.join(", "))));
        }
        if !names.iter().any(|(_, other)| plain(other) == plain(name)) {
            let near = nearest(name, names.iter().map(|(_, name)| name.as_str())).unwrap_or_default();
            return Err(Refusal::new(format!("the file has no column `{}`", clean(name))).hint(near));
        }
    }
    let said = |column: &Column| {
        let (_, wanted) = given.iter().find(|(id, _)| id == column.id)?;
        names.iter().find(|(_, name)| plain(name) == plain(wanted)).map(|(_, name)| name.clone())
    };
    let certain = Names::of(line).columns_of(kind);
    let mut all: Vec<Named> = Vec::new();
    for (column, at) in kind.columns.iter().zip(certain) {
        let header = said(column).or_else(|| at.and_then(header));
        all.push(Named { column, header, guessed: false });
    }
    for index in 0..all.len() {
        if all[index].header.is_none() {
            let taken = |name: &str| all.iter().any(|one| one.header.as_deref() == Some(name));
            let guess = names.iter().find(|(_, name)| !taken(name) && alike(all[index].column, name));
            let guess = guess.map(|(_, name)| name.clone());
            all[index] = Named { guessed: guess.is_some(), header: guess, ..all[index].clone() };
        }
    }
    Ok(all)
}

/// Whether a header has one of the names of a column in it.
fn alike(column: &Column, header: &str) -> bool {
    let padded = format!(" {} ", plain(header));
    column.names.iter().any(|name| padded.contains(&format!(" {name} ")))
}

fn written(kind: &Kind, sheet: Option<&str>, columns: &[Named], unread: &[String]) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut text = format!("\n[[table]]\nkind = {}\n", quoted(kind.id));
    if let Some(sheet) = sheet {
        let _ = writeln!(text, "sheet = {}", quoted(sheet));
    }
    if !unread.is_empty() {
        let _ = writeln!(text, "# not read: {}", unread.join(", "));
    }
    text.push_str("[table.columns]\n");
    for Named { column, header, guessed } in columns {
        let _ = match header {
            Some(header) if *guessed => writeln!(text, "{} = {} # a guess: check it", column.id, quoted(header)),
            Some(header) => writeln!(text, "{} = {}", column.id, quoted(header)),
            None if kind.keys.contains(&column.id) => {
                writeln!(text, "# {} = \"\" # needed: {}", column.id, column.what)
            }
            None => writeln!(text, "# {} = \"\" # {}", column.id, column.what),
        };
    }
    text
}

/// Where to say what the texts of a column mean, to be filled in.
fn meanings(columns: &[Named]) -> String {
    let mut text = String::new();
    for Named { column, .. } in columns.iter().filter(|one| one.header.is_some()) {
        let words = column.holds.words();
        if !words.is_empty() {
            let _ = writeln!(text, "# [table.values.{}] # what its texts mean, `*` for anything", column.id);
            for word in words {
                let _ = writeln!(text, "# {word} = [\"\"]");
            }
        }
    }
    text
}

/// What comes out when the file is read with the mapping.
fn outcome(import: &Import, mapping: &str, on: Date, limits: &Limits) -> Result<String, Problem> {
    let columns = Columns::parse(&format!("{}{mapping}", Draft::head()), "the mapping");
    let columns = columns.map_err(|faults| {
        let nothing = Problem { place: String::new(), message: "it cannot be read".to_owned(), hint: None };
        let first = faults.into_iter().next().unwrap_or(nothing);
        Problem { place: import.file.clone(), ..first }
    })?;
    let table = super::read(import, &columns, on, limits).map_err(|refusal| refusal.about(&import.file))?;
    Ok(super::observe(vec![table], on).summary)
}
