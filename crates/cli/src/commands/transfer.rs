//! `osmm export` and `osmm import`: the record in files of public formats, and back.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use osmm_maturity::assessment::{Assessment, parse};
use osmm_maturity::cycle::file::{Beside, Destination, changes, of_unit};
use osmm_maturity::cycle::lines::lines;
use osmm_maturity::digest::{Digest, canonical_json};
use osmm_maturity::event::{AssessmentId, Change, Role};
use osmm_maturity::organisation::Organisation;
use osmm_maturity::unit::{Unit, UnitId};
use osmm_store::{Mode, Originals, Store};

use super::keep::write_record;
use super::{now, sheet, tool};
use crate::console::Console;
use crate::record::{Keeping, Plan, Read, Record, runtime};
use crate::{Outcome, files, show};

/// The whole record's file in a folder.
const RECORD: &str = "record.jsonl";

/// Write the record, or one assessment of a unit, to files of public formats.
#[derive(Debug, clap::Args)]
#[command(after_help = EXPORT)]
pub(crate) struct ExportArgs {
    /// A folder, FILE.jsonl (whole record), FILE.json (assessment of a unit), FILE.xlsx or FILE.csv (sheets to edit)
    to: PathBuf,
    /// Write a workbook for each unit into the folder
    #[arg(long)]
    xlsx: bool,
    /// Assessment, where one is written (default: the open one)
    #[arg(long, value_name = "NAME")]
    assessment: Option<String>,
    /// Unit (default: the root for FILE.json, all for sheets)
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

const EXPORT: &str = "\
Examples:
  osmm export record.jsonl              everything, one JSON object a line (format osmm-record/1)
  osmm export out/                      the same, and a file for each unit of each assessment
  osmm export osmm-assessment.json      one unit, as `osmm assess` writes it
  osmm export answers.xlsx              what you may answer, to edit; `osmm import answers.xlsx` merges it back
  osmm export --xlsx sheets/            the same, a workbook for each unit";

pub(crate) fn export(args: &ExportArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    match ending(&args.to).as_deref() {
        Some("jsonl") => {
            let record = Record::open(keeping, Read::Outline)?;
            let events = everything(&record, &args.to)?;
            console.say(&format!("Written: {} ({})", args.to.display(), show::count(events, "event", "events")))?;
        }
        Some("json") => {
            let record = Record::open(keeping, Read::One(args.assessment.as_deref()))?;
            let unit = match &args.unit {
                Some(unit) => UnitId(unit.clone()),
                None => record.cycle()?.0.tree.root().id.clone(),
            };
            let then = record.frozen(record.cycle()?.0)?;
            files::write(&args.to, json(&assessment(&record, then.as_ref(), &unit)?)?.as_bytes())?;
            console.say(&format!("Written: {}", args.to.display()))?;
        }
        Some(ending @ ("xlsx" | "csv")) => {
            let record = Record::open(keeping, Read::One(args.assessment.as_deref()))?;
            let units: Vec<UnitId> = args.unit.iter().cloned().map(UnitId).collect();
            let lines = sheet::write(&record, &units, &args.to, ending == "csv")?;
            console.say(&format!("Written: {} ({})", args.to.display(), show::count(lines, "line", "lines")))?;
        }
        None if args.xlsx => workbooks(args, keeping, console)?,
        None => folder(&args.to, keeping, console)?,
        Some(other) => bail!(
            "no export has the ending `.{other}`\n    hint: a folder, FILE.jsonl, FILE.json, FILE.xlsx or FILE.csv"
        ),
    }
    Ok(Outcome::Done)
}

/// A workbook for each unit in which the acting person may answer something.
fn workbooks(args: &ExportArgs, keeping: &Keeping, console: &mut Console) -> Result<()> {
    let record = Record::open(keeping, Read::One(args.assessment.as_deref()))?;
    fs::create_dir_all(&args.to).with_context(|| format!("cannot make the folder `{}`", args.to.display()))?;
    let (cycle, model) = record.cycle()?;
    let person = record.actor()?;
    let all = lines(&record.state, cycle, model, &person, &[]);
    let wanted = |u: &&UnitId| args.unit.as_ref().is_none_or(|name| &u.0 == name);
    for unit in cycle.units().filter(wanted).filter(|u| all.keys().any(|key| key.unit == **u)) {
        let path = args.to.join(format!("{}.xlsx", plain(&unit.0)));
        let lines = sheet::write(&record, std::slice::from_ref(unit), &path, false)?;
        console.say(&format!("Written: {} ({})", path.display(), show::count(lines, "line", "lines")))?;
    }
    Ok(())
}

fn ending(path: &Path) -> Option<String> {
    let folder = path.is_dir() || path.to_string_lossy().ends_with(['/', '\\']);
    let ending = path.extension().filter(|_| !folder)?;
    Some(ending.to_string_lossy().to_lowercase())
}

/// The assessment of a unit: as it stands, or with all that there was when it was published.
pub(super) fn assessment(record: &Record, then: Option<&Organisation>, unit: &UnitId) -> Result<Assessment> {
    record.reader()?.may_see_answers(unit)?;
    let (cycle, model) = record.cycle()?;
    let picture = record.picture(cycle, model)?;
    let state = then.unwrap_or(&record.state);
    let look = state.last_look(unit, cycle.scope.as_of);
    let scan = look.map(|l| record.look(l)).transpose()?;
    let (problems, hidden) = (record.import_problems(&cycle.id)?, record.reader()?.hidden());
    let beside = Beside { tool: tool(), scan, problems, hidden };
    let file = of_unit(state, cycle, model, &picture, unit, beside);
    file.with_context(|| format!("`{unit}` has nothing to do with `{}`", cycle.id))
}

fn json(file: &Assessment) -> Result<String> {
    Ok(serde_json::to_string_pretty(file)? + "\n")
}

/// The whole record, for who may have all of it: with parts left out it would be no record.
fn everything(record: &Record, to: &Path) -> Result<usize> {
    record.reader()?.may_have_all().context(
        "the whole record holds answers that are still blind, restricted evidence, and how to reach people; it was not \
         written\n    hint: the file of a unit is for everybody with a role there; whoever keeps the database has `osmm backup`",
    )?;
    write_record(|out| record.export(out), to)
}

/// The record, and what other programs read of it: a file for each unit of each assessment.
fn folder(to: &Path, keeping: &Keeping, console: &mut Console) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make the folder `{}`", to.display()))?;
    let mut record = Record::open(keeping, Read::Outline)?;
    let events = everything(&record, &to.join(RECORD))?;
    let mut written = 0;
    let ids: Vec<AssessmentId> = record.state.in_order().into_iter().map(|c| c.id.clone()).collect();
    for id in ids {
        record.read_whole(std::slice::from_ref(&id))?;
        let units: Vec<UnitId> = record.cycle()?.0.units().cloned().collect();
        let then = record.frozen(record.cycle()?.0)?;
        let inside = to.join(plain(&id.0));
        fs::create_dir_all(&inside).with_context(|| format!("cannot make the folder `{}`", inside.display()))?;
        for unit in units {
            let json = json(&assessment(&record, then.as_ref(), &unit)?)?;
            files::write(&inside.join(format!("{}.json", plain(&unit.0))), json.as_bytes())?;
            written += 1;
        }
    }
    let (events, files) = (show::count(events, "event", "events"), show::count(written, "assessment", "assessments"));
    console.say(&format!("Written: {} ({events}), {files} of units beside it", to.join(RECORD).display()))?;
    Ok(())
}

/// A name that is one part of a path everywhere.
fn plain(name: &str) -> String {
    let fits = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let name: String = name.chars().map(fits).collect();
    if name.starts_with('.') { format!("_{name}") } else { name }
}

/// Read a whole record, an assessment file or an edited sheet into the database.
#[derive(Debug, clap::Args)]
#[command(after_help = IMPORT)]
pub(crate) struct ImportArgs {
    /// FILE.jsonl or a folder of `osmm export`, osmm-assessment.json of `osmm assess`, FILE.xlsx or FILE.csv
    from: PathBuf,
    /// Unit, for a checklist with item titles and values from 0 to 5
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Name of the assessment that a FILE.json becomes (default: from its day)
    #[arg(long, value_name = "NAME")]
    assessment: Option<String>,
    /// Who you are, for a record that has nobody yet
    #[arg(long, value_name = "HANDLE", default_value = "lead")]
    lead: String,
}

const IMPORT: &str = "\
Examples:
  osmm import osmm-assessment.json      starts a database from a first assessment
  osmm import answers.xlsx              what was edited; a newer answer is never overwritten
  osmm import checklist.csv --unit UNIT titles and values 0 to 5 of the FINOS checklist
  osmm import record.jsonl              a whole record, into an empty database; `osmm restore --replace` replaces one";

pub(crate) fn import(args: &ImportArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let from = if args.from.is_dir() { args.from.join(RECORD) } else { args.from.clone() };
    match ending(&from).as_deref() {
        Some("jsonl") => whole(&from, keeping, console),
        Some("json") => one(args, &from, keeping, console),
        Some(ending @ ("xlsx" | "csv")) => sheet::read(&from, ending == "csv", args.unit.as_deref(), keeping, console),
        _ => bail!(
            "`{}` is nothing that can be imported\n    hint: FILE.jsonl, FILE.json, FILE.xlsx, FILE.csv or a folder of `osmm export`; \
             units and people have their own: `osmm unit import`, `osmm person import`",
            from.display()
        ),
    }
}

fn whole(path: &Path, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let file = File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let way = "a whole record goes into an empty database; assessments and sheets are imported through a server";
    let (runtime, place) = (runtime()?, keeping.place_for("osmm import FILE.jsonl", way)?);
    let store = runtime.block_on(Store::open(&place))?;
    if store.created() {
        console.note(&format!("New database: {place}"));
    }
    let found = runtime.block_on(store.import(&mut BufReader::new(file), Mode::IntoEmpty));
    let found = found.with_context(|| format!("nothing was taken from `{}`", path.display()))?;
    let events = show::count(usize::try_from(found.counts.events)?, "event", "events");
    console.say(&format!("Imported {events} into {place}"))?;
    Ok(Outcome::Done)
}

/// An assessment file becomes an assessment of one unit, the root of the tree.
fn one(args: &ImportArgs, path: &Path, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let text = files::read_text(path)?;
    let file = parse(&text).with_context(|| format!("`{}`", path.display()))?;
    if file.model_digest != file.model.digest() {
        bail!(
            "`{}` was changed: its model does not have the digest that it states\n    hint: `osmm assess --recompute FILE` says more",
            path.display()
        );
    }
    let mut record = Record::open_or_create(keeping, console)?;
    let id = AssessmentId(args.assessment.clone().unwrap_or_else(|| file.as_of.to_string()));
    let root = record.state.tree.as_ref().map(|t| t.root().clone());
    let unit = root.clone().unwrap_or_else(|| unit_of(&file));
    let newcomer = if record.people().is_empty() { Some(Record::newcomer(&args.lead, None, None)?) } else { None };
    let person = newcomer.as_ref().map_or_else(|| record.actor(), |p| Ok(p.person.clone()))?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let to = Destination { assessment: id.clone(), unit: unit.clone(), person: person.clone(), at: now() };
    let known = std::sync::Arc::new(file.model.clone());
    record.learn(known);
    let events = record.change_as(&person, |record| {
        let mut plan = Plan { blobs: vec![canonical_json(&file.model).into_bytes()], ..Plan::default() };
        if let Some(data) = &newcomer {
            let set = Change::PersonSet { person: data.person.clone(), commitment: data.commitment() };
            plan.changes.push((set, None));
            plan.people.push(data.clone());
        }
        if root.is_none() {
            plan.changes.push((Change::Named { name: file.scope.name.clone() }, None));
            plan.changes.push((Change::UnitsSet { set: vec![unit.clone()], removed: Vec::new() }, None));
            let (person, unit) = (person.clone(), unit.id.clone());
            plan.changes.push((Change::RoleGranted { person, role: Role::Lead, unit, until: None }, None));
        }
        if let Some(scan) = &file.scan {
            let look = Plan::look(&record.state, &unit.id, scan.clone(), &Originals::new());
            plan.changes.extend(look.changes);
            plan.blobs.extend(look.blobs);
        }
        plan.changes.extend(changes(&file, &to));
        let digest = Digest::of_bytes(text.as_bytes());
        plan.blobs.push(text.clone().into_bytes());
        plan.changes.push((Change::Imported { name: name.clone(), digest, assessment: Some(id.clone()) }, None));
        Ok(plan)
    })?;
    console.say(&format!(
        "Imported as assessment {id} of {} ({})",
        unit.id,
        show::count(events.len(), "event", "events")
    ))?;
    Ok(Outcome::Done)
}

/// The unit that a file is about, as root of a new tree.
fn unit_of(file: &Assessment) -> Unit {
    let slug: String =
        file.scope.name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = slug.split('-').filter(|p| !p.is_empty()).collect();
    let id: String = parts.join("-").chars().take(64).collect();
    let id = UnitId(if id.is_empty() { "organisation".to_owned() } else { id });
    Unit { id, title: file.scope.name.clone(), parent: None, headcount: 0, repositories: Vec::new() }
}
