//! Exports of other programs: files that are handed in beside the repositories, and become observations.
//!
//! ```text
//! bytes --document--> tree with places --format--> Read --place--> subject --> Observation
//! ```
//!
//! Tables of the organisation's own systems are read by [`tables`], whose kinds are signals like formats are.
//!
//! A format is one file: what it is called, how it is known by its content, and one function from a tree to what it says.
//! To add one, write the file, its `mod` line and its line in [`ALL`]. As with signals, what it means for a rating is said
//! by a model, never here. Nothing in a file is followed or executed, and what cannot be read is a problem with its place
//! while the rest of the run goes on.

mod backstage;
mod best_practices;
mod document;
mod evaluation_log;
mod git_proxy;
mod join;
mod openchain;
mod ort;
mod place;
mod sarif;
mod sbom;
mod scorecard;
mod security_insights;
pub mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use osmm_maturity::digest::Digest;
use osmm_maturity::observation::{AskedSignal, Export, ObservationSet, Problem, SignalId};

use crate::finding::Finding;
use crate::options::{Limits, ScanOptions};
use document::{Document, Refusal};
use place::Place;
use tables::Table;

/// All formats, sorted by id.
pub const ALL: &[Format] = &[
    backstage::FORMAT,
    best_practices::FORMAT,
    evaluation_log::FORMAT,
    git_proxy::FORMAT,
    openchain::FORMAT,
    ort::FORMAT,
    sarif::FORMAT,
    sbom::FORMAT,
    scorecard::FORMAT,
    security_insights::FORMAT,
];

/// One kind of file, and the one question that it answers.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Stable name of the signal that it becomes; models and observations refer to it.
    pub id: &'static str,
    /// What the file is called, in words.
    pub name: &'static str,
    /// Short name of the signal for a reader.
    pub title: &'static str,
    /// The question, answered by the verdict.
    pub question: &'static str,
    /// What is read of it, which measures come out, and what does not count.
    pub looks_at: &'static str,
    /// How to get such a file.
    pub remedy: &'static str,
    /// First version of the program that reads it.
    pub since: &'static str,
    /// Whether such a file names people: then it stays with who handed it in, and only its digest is kept.
    pub names_people: bool,
    /// Whether a document is of this format, right or wrong.
    is: fn(&Document) -> bool,
    read: fn(&Document) -> Result<Read, Refusal>,
}

impl Format {
    fn asked(&self) -> AskedSignal {
        AskedSignal::new(self.id, self.title, self.question, self.remedy)
    }
}

/// A file that is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its name without folders, as shown to a reader.
    pub file: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// The repository that it is about, by the name of the subject or of its `origin`, where the caller says so.
    pub repository: Option<String>,
}

/// What a file says.
struct Read {
    finding: Finding,
    /// Where in the file it says so: JSON pointers.
    places: Vec<String>,
    /// The repository that it says it is about.
    repository: Option<String>,
    /// The program that made it.
    tool: Option<Program>,
    made_on: Option<Date>,
    oddities: Vec<String>,
}

/// A program as a file names it. A newer file takes the place of an older one of the same name and series.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Program {
    name: String,
    version: Option<String>,
    /// What tells apart files of one program that stand side by side, as one for each language; empty where nothing does.
    series: String,
}

/// A file that was read, and the signal that it becomes.
struct Taken {
    asked: AskedSignal,
    content: Content,
    export: Export,
}

/// What was read of it.
enum Content {
    Document(Box<Read>),
    Table(Table),
}

/// Ids of all signals that imports become.
pub fn ids() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|format| format.id).chain(tables::ALL.iter().map(|kind| kind.id))
}

/// What all files that are taken are called, in words.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|format| format.name).chain(tables::ALL.iter().map(|kind| kind.name))
}

/// Reads the files and adds what they say to a set. Origins are the addresses of its subjects.
pub(crate) fn import(set: &mut ObservationSet, origins: &BTreeMap<String, String>, options: &ScanOptions) {
    let on = set.observed_at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut found: BTreeMap<(Place, SignalId), Vec<Taken>> = BTreeMap::new();
    for import in &options.imports {
        let placed = guarded(import, on, options).and_then(|taken| {
            let place = place::of(import, &taken, &set.subjects, origins)?;
            Ok((place, taken))
        });
        match placed {
            Ok((place, taken)) => found.entry((place, taken.asked.id.clone())).or_default().push(taken),
            Err(refusal) => set.problems.push(refusal.about(&import.file)),
        }
    }
    for ((place, id), taken) in found {
        let subject = place.subject(set);
        if !set.signals.iter().any(|asked| asked.id == id) {
            set.signals.extend(taken.first().map(|one| one.asked.clone()));
        }
        set.observations.push(join::observation(taken, &id, &subject, on));
    }
    sort(set);
}

/// The files that a set rests on and that may be kept as they were given, by digest. What names people is left where it is:
/// tables of the organisation's own systems, and formats that say who did what.
pub(crate) fn originals(set: &ObservationSet, imports: &[Import]) -> BTreeMap<Digest, Vec<u8>> {
    let nameless = |id: &SignalId| ALL.iter().any(|format| format.id == id.0 && !format.names_people);
    let resting = set.observations.iter().filter(|one| nameless(&one.signal)).flat_map(|one| &one.exports);
    let wanted: BTreeSet<&str> = resting.map(|export| export.digest.as_str()).collect();
    imports
        .iter()
        .map(|import| (Digest::of_bytes(&import.bytes), &import.bytes))
        .filter(|(digest, _)| wanted.contains(digest.0.as_str()))
        .map(|(digest, bytes)| (digest, bytes.clone()))
        .collect()
}

fn sort(set: &mut ObservationSet) {
    set.signals.sort_by(|a, b| a.id.cmp(&b.id));
    set.subjects.sort_by(|a, b| a.name.cmp(&b.name));
    set.observations.sort_by(|a, b| (&a.subject, &a.signal).cmp(&(&b.subject, &b.signal)));
    set.problems.sort();
    set.problems.dedup();
}

/// Reads one file; a panic on hostile bytes ends this file only.
fn guarded(import: &Import, on: Date, options: &ScanOptions) -> Result<Taken, Refusal> {
    let read = catch_unwind(AssertUnwindSafe(|| {
        if tables::is_one(import) { table(import, on, options) } else { document(import, on, &options.limits) }
    }));
    read.unwrap_or_else(|_| {
        Err(Refusal::new("reading it ended in an internal error; report it to the makers of this tool"))
    })
}

fn document(import: &Import, on: Date, limits: &Limits) -> Result<Taken, Refusal> {
    let document = Document::read(&import.bytes, limits)?;
    let format = ALL.iter().find(|format| (format.is)(&document)).ok_or_else(unknown)?;
    let mut read = (format.read)(&document)?;
    if let Some(day) = read.made_on.take_if(|day| *day > on) {
        read.oddities.push(format!("it says that it was made on {day}, which is to come; its day is not known"));
    }
    let tool = read.tool.as_ref().map(|program| match &program.version {
        Some(version) => format!("{} {version}", program.name),
        None => program.name.clone(),
    });
    let export =
        Export { tool, made_on: read.made_on, oddities: read.oddities.clone(), ..exported(import, format.name) };
    Ok(Taken { asked: format.asked(), content: Content::Document(Box::new(read)), export })
}

fn table(import: &Import, on: Date, options: &ScanOptions) -> Result<Taken, Refusal> {
    let table = tables::read(import, &options.columns, on, &options.limits)?;
    let export =
        Export { made_on: table.made_on, oddities: table.oddities.clone(), ..exported(import, table.kind.name) };
    Ok(Taken { asked: table.kind.asked(), content: Content::Table(table), export })
}

/// A file as it was given, before anything is known of its content.
fn exported(import: &Import, format: &str) -> Export {
    Export {
        file: document::clean(&import.file),
        digest: Digest::of_bytes(&import.bytes).0,
        format: format.to_owned(),
        tool: None,
        made_on: None,
        oddities: Vec::new(),
    }
}

/// Reads a file as a fuzz target does: as a document, and as a table.
#[cfg(fuzzing)]
pub(crate) fn fuzz(bytes: &[u8], options: &ScanOptions) {
    let on = options.observed_at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let import = |file: &str| Import { file: file.to_owned(), bytes: bytes.to_vec(), repository: None };
    let _ = document(&import("export"), on, &options.limits);
    for file in ["export.csv", "export.xlsx"] {
        let _ = table(&import(file), on, options);
    }
}

fn unknown() -> Refusal {
    let names: Vec<&str> = names().collect();
    Refusal::new("it is none of the formats that can be imported").hint(format!("one of: {}", names.join(", ")))
}

impl Refusal {
    fn about(self, file: &str) -> Problem {
        let place = if self.pointer.is_empty() { file.to_owned() } else { format!("{file}#{}", self.pointer) };
        Problem { place, message: self.message, hint: self.hint }
    }
}
