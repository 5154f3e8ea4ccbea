//! Looking at repositories, for every command that does, and keeping in the record what was seen.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use osmm_evidence::exports::tables::Columns;
use osmm_evidence::exports::{self, Import};
use osmm_evidence::{
    CANNOT_ASK, NOT_IN_REPOSITORIES, Organisation as Described, OwnSignals, Scan, ScanOptions, scan_with_origins,
};
use osmm_maturity::event::Change;
use osmm_maturity::observation::{Carried, Export, Observation, ObservationSet, Problem, Shares, Verdict};
use osmm_maturity::organisation::Organisation;
use osmm_maturity::unit::{UnitId, repository_name};
use osmm_server::{Wish, queue};
use osmm_store::Store;

use super::{now, signal, tool};
use crate::Outcome;
use crate::console::Console;
use crate::progress::Shown;
use crate::record::{Keeping, Plan, Read, Record, runtime};
use crate::{files, show};

/// Whether and for whom to keep what is seen.
#[derive(Debug, clap::Args)]
pub(crate) struct Keep {
    /// Keep what is seen in the database, for each unit that of its own repositories
    #[arg(long, requires = "paths", conflicts_with = "unit")]
    keep: bool,
    /// Keep what is seen in the database, all of it as a look at this unit
    #[arg(long, value_name = "UNIT", requires = "paths")]
    unit: Option<String>,
    /// What files of other programs said at earlier looks does not count any more
    #[arg(long, requires = "paths")]
    forget_imports: bool,
}

/// How `--keep` finds the unit, for the help of commands.
pub(crate) const KEEPING: &str = "\
With --keep a repository is the unit's whose rule fits best (column `repositories` of `osmm unit import`): by its owner
and name in the address of its `origin`, and by its path below the scanned folder; a [[unit]] of the same id in the
description of the organisation goes before. What no rule fits is listed, not kept,
and the exit code is 1. A look replaces the one before: scan all repositories of a unit at once. What did not change
since is not kept again.";

/// How `--import` finds the repository, for the help of commands.
pub(crate) fn importing() -> String {
    let formats: Vec<&str> = exports::ALL.iter().map(|format| format.name).collect();
    let tables: Vec<&str> = exports::tables::ALL.iter().map(|kind| kind.id).collect();
    format!(
        "\
With --import a file of another program speaks, too, known by its content: {}. It belongs to the repository whose `origin` \
it names, or to REPOSITORY: a name as `osmm scan` prints it, or an address. One that names none is about everything that \
is looked at. It keeps its own day, and what it says counts as old when that day is. So do tables (CSV, XLSX) of your own \
systems: {}. Which column of them is which is told by the header or by an osmm-columns.toml, which `osmm columns FILE` \
writes.",
        formats.join(", "),
        tables.join(", ")
    )
}

/// How to look.
#[derive(Debug, clap::Args)]
pub(crate) struct How {
    /// Who belongs to the organisation, to tell its contributors from others: an osmm.toml
    #[arg(long, value_name = "FILE", requires = "paths")]
    organisation: Option<PathBuf>,
    /// An export of another program, for the repository that it names or that is named here; may be given several times
    #[arg(long = "import", value_name = "[REPOSITORY=]FILE", requires = "paths")]
    imports: Vec<PathBuf>,
    /// Which column of a table is which [default: osmm-columns.toml beside the file of --organisation, else here]
    #[arg(long, value_name = "FILE", requires = "imports")]
    columns: Option<PathBuf>,
    /// Signals of your own, or a ruleset of repolinter; may be given several times
    #[arg(long, value_name = "FILE", requires = "paths")]
    signals: Vec<PathBuf>,
    /// Read everything again, also commits looked at before
    #[arg(long)]
    no_cache: bool,
}

/// What goes with a look: who belongs to the organisation, its own signals, files of other programs and how their columns
/// are read; and what there is to note.
struct Beside {
    organisation: Described,
    own: OwnSignals,
    imports: Vec<Import>,
    columns: Columns,
    notes: Vec<Problem>,
}

impl How {
    /// Everything that goes with a look, beside the repositories.
    fn read(&self) -> Result<Beside> {
        let file = self.organisation.as_deref();
        let organisation = file.map(described).transpose()?.unwrap_or_default();
        let (own, notes) = own(file, &organisation, &self.signals)?;
        let imports: Vec<Import> = self.imports.iter().map(|argument| import(argument)).collect::<Result<_>>()?;
        let needed = !imports.is_empty();
        let columns = if needed { columns(self.columns.as_deref(), file)? } else { Columns::default() };
        Ok(Beside { organisation, own, imports, columns, notes })
    }

    /// Scans with progress. Other files are read first, so that their faults cost no time.
    pub(crate) fn look(&self, paths: &[PathBuf], quiet: bool) -> Result<Scan> {
        let mut options = ScanOptions::new(now(), tool());
        let read = self.read()?;
        let mut notes = read.notes;
        (options.organisation, options.own) = (read.organisation, read.own);
        (options.imports, options.columns) = (read.imports, read.columns);
        options.cache = if self.no_cache { None } else { cache_folder() };
        let shown = Shown::new(quiet);
        let mut scan = scan_with_origins(paths, &options, &shown);
        shown.clear();
        notes.append(&mut scan.notes);
        Ok(Scan { notes, ..scan })
    }
}

/// `FILE` or `REPOSITORY=FILE`; what is the name of a file as a whole is no other.
fn import(argument: &Path) -> Result<Import> {
    let divided = argument.to_str().and_then(|text| text.split_once('=')).filter(|_| !argument.exists());
    let (repository, path) = match divided {
        Some((repository, file)) => (Some(repository.to_owned()), Path::new(file)),
        None => (None, argument),
    };
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let bytes = files::read(path).context("nothing was looked at")?;
    Ok(Import { file, bytes, repository })
}

/// What an osmm.toml says; all that is wrong with it at once.
pub(crate) fn described(file: &Path) -> Result<Described> {
    let text = files::read_text(file)?;
    Described::parse(&text, &file.display().to_string())
        .map_err(|faults| anyhow!("the description of the organisation cannot be used:\n{}", listed(&faults)))
}

/// The name under which mappings of columns are found.
pub(crate) const COLUMNS: &str = "osmm-columns.toml";

/// The mappings of columns: those of the file that is named, else those beside the description of the organisation, else
/// those in this folder; none where there is no such file.
pub(crate) fn columns(named: Option<&Path>, organisation: Option<&Path>) -> Result<Columns> {
    let beside = organisation.map(|file| file.with_file_name(COLUMNS)).filter(|file| file.is_file());
    let here = || Some(PathBuf::from(COLUMNS)).filter(|file| file.is_file());
    let Some(file) = named.map(Path::to_owned).or(beside).or_else(here) else { return Ok(Columns::default()) };
    let text = files::read_text(&file)?;
    Columns::parse(&text, &file.display().to_string())
        .map_err(|faults| anyhow!("the mappings of columns cannot be used:\n{}", listed(&faults)))
}

/// Faults of a file, each with its place and the way out.
fn listed(faults: &[Problem]) -> String {
    let told = |one: &Problem| {
        let hint = one.hint.as_ref().map(|hint| format!("\n    hint: {hint}")).unwrap_or_default();
        format!("{}: {}{hint}", one.place, one.message)
    };
    faults.iter().map(told).collect::<Vec<_>>().join("\n")
}

/// Signals of the files that the description of the organisation names, seen from its folder, and of others.
pub(crate) fn own(
    file: Option<&Path>,
    described: &Described,
    others: &[PathBuf],
) -> Result<(OwnSignals, Vec<Problem>)> {
    let folder = file.and_then(Path::parent).unwrap_or(Path::new(""));
    let named = described.signals().iter().map(|name| folder.join(name));
    signal::read(&named.chain(others.iter().cloned()).collect::<Vec<_>>())
}

/// Where results by commit are kept: the user's cache folder.
pub(crate) fn cache_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = set("XDG_CACHE_HOME").or_else(|| set("LOCALAPPDATA")).or_else(|| set("HOME").map(|h| h.join(".cache")));
    base.map(|b| b.join("osmm"))
}

/// Whether everything could be read in full. What needs more of a description of the organisation, or the members of teams,
/// was not left out by the reading.
pub(crate) fn complete(set: &ObservationSet) -> bool {
    let elsewhere = |reason: &str| NOT_IN_REPOSITORIES.contains(&reason) || reason.starts_with(CANNOT_ASK);
    let open = |verdict: &Verdict| matches!(verdict, Verdict::CouldNotLook { reason } if !elsewhere(reason));
    let whole = |o: &Observation| o.partial.is_none() && !open(&o.verdict);
    set.problems.is_empty() && set.observations.iter().all(whole)
}

impl Keep {
    /// The record to keep in, opened before a long look rather than after it; nothing when nothing is to be kept.
    pub(crate) fn record(&self, keeping: &Keeping) -> Result<Option<Record>> {
        let wanted = self.keep || self.unit.is_some();
        let record = wanted.then(|| Record::open(keeping, Read::Outline)).transpose()?;
        if let Some(record) = &record {
            record.actor()?;
            units(&record.state)?;
        }
        Ok(record)
    }

    /// Asks others to look and to keep what they see.
    pub(crate) fn queue(
        &self,
        how: &How,
        paths: &[PathBuf],
        keeping: &Keeping,
        console: &mut Console,
    ) -> Result<Outcome> {
        if !self.keep && self.unit.is_none() {
            bail!("`--queue` needs to know where to keep what is seen\n    hint: add `--keep` or `--unit UNIT`");
        }
        let place =
            keeping.place_for("osmm scan --queue", "start the scan on the page of the unit, or with its database")?;
        let record = Record::open(keeping, Read::Outline)?;
        let (by, tree) = (record.actor()?, units(&record.state)?);
        let unit = self.unit.clone().map(UnitId);
        if let Some(unknown) = unit.as_ref().filter(|unit| tree.unit(unit).is_none()) {
            bail!("there is no unit `{}`\n    hint: `osmm unit list` shows them", show::safe(&unknown.0));
        }
        drop(record);
        let Beside { organisation, own, imports, columns, notes } = how.read()?;
        show::scan::list_notes(console, &notes);
        let folders = in_full(paths)?;
        let (afresh, forget) = (how.no_cache, self.forget_imports);
        let wish = Wish { by, unit, folders, imports, organisation, own, columns, afresh, forget };
        let number = runtime()?
            .block_on(async { anyhow::Ok(queue(&Store::open_existing(&place).await?, wish, &tool(), now()).await?) })?;
        let Some(number) = number else {
            bail!("too many scans wait already\n    hint: `osmm queue` lists them, `osmm worker` works them off");
        };
        console.note(&format!("Queued as scan {number}; `osmm queue` says how far it is"));
        Ok(Outcome::Done)
    }

    /// Keeps a look, all units in one change, and says what of it belongs to none.
    pub(crate) fn keep(&self, record: &mut Record, scan: &Scan, quiet: bool, console: &mut Console) -> Result<Outcome> {
        let decided = RefCell::default();
        let events = record.change(|record| {
            let (shares, carried) = self.shares(record, scan)?;
            let plan = Plan::looks(&record.state, &shares.by_unit, &scan.originals);
            decided.replace((shares, carried));
            Ok(plan)
        })?;
        let (shares, carried) = decided.into_inner();
        for (unit, set) in shares.by_unit.iter().filter(|_| !quiet) {
            let subjects = show::count(set.subjects.len(), "subject", "subjects");
            let what = match events.iter().find_map(|e| news(&e.change, unit)) {
                Some(news) => format!("{subjects}, {news}"),
                None => format!("{subjects}, as looked at today already"),
            };
            console.note(&format!("Kept as a look at {unit}: {what}"));
        }
        if !quiet {
            tell_carried(&carried, console);
        }
        for name in &shares.unowned {
            let origin = scan.origins.get(name).and_then(|o| repository_name(o));
            let origin = origin.map(|o| format!(" ({o})")).unwrap_or_default();
            console.note(&format!("not kept: {}{} belongs to no unit", show::safe(name), show::safe(&origin)));
        }
        if shares.unowned.is_empty() {
            return Ok(Outcome::Done);
        }
        console.note("    hint: give a unit a rule that fits (`osmm unit import`), or name the unit: `--unit UNIT`");
        Ok(Outcome::Partly)
    }

    /// The look at each unit, with what goes on counting of the looks before.
    fn shares(&self, record: &Record, scan: &Scan) -> Result<(Shares, Carried)> {
        let mut shares = match &self.unit {
            Some(unit) => {
                let by_unit = [(UnitId(unit.clone()), scan.seen.clone())].into();
                Shares { by_unit, unowned: Vec::new() }
            }
            None => scan.shares(units(&record.state)?),
        };
        let carried = if self.forget_imports { Carried::default() } else { record.carry(&mut shares.by_unit)? };
        Ok((shares, carried))
    }
}

/// Says which files of earlier looks go on counting, and which do not.
fn tell_carried(carried: &Carried, console: &mut Console) {
    let file = |export: &Export| {
        let day = export.made_on.map_or_else(|| "of no known day".to_owned(), |day| format!("of {day}"));
        format!("{} {day}", show::safe(&export.file))
    };
    for export in &carried.on {
        console.note(&format!("goes on counting: {}, from an earlier look", file(export)));
    }
    for export in &carried.replaced {
        console.note(&format!("counts no more: {}, others of its kind came in its place", file(export)));
    }
}

/// Folders as a worker finds them wherever it was started.
fn in_full(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let full = |path: &PathBuf| path.canonicalize().with_context(|| format!("{}: nothing was queued", path.display()));
    paths.iter().map(full).collect()
}

fn units(state: &Organisation) -> Result<&osmm_maturity::unit::UnitTree> {
    state.tree.as_ref().context("there are no units yet\n    hint: `osmm unit import FILE`")
}

/// What a look at a unit brought.
fn news(change: &Change, at: &UnitId) -> Option<String> {
    match change {
        Change::Observed { unit, changed, gone, .. } if unit == at => {
            let gone = if gone.is_empty() { String::new() } else { format!(", {} gone", gone.len()) };
            Some(format!("{} new or changed{gone}", changed.len()))
        }
        _ => None,
    }
}
