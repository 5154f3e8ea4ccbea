//! `osmm unit`: the units of the organisation.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Subcommand;
use osmm_maturity::event::{Change, Role};
use osmm_maturity::unit::{Unit, changed, read_all};

use crate::console::Console;
use crate::record::{Keeping, Plan, Read, Record};
use crate::{Outcome, files, show};

/// The units of the organisation: import a tree, list it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read units from CSV, YAML or Backstage's catalog-info.yaml; add new ones, change known ones
    #[command(after_help = IMPORT)]
    Import {
        /// Files; several Backstage files are read together
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Remove units that the files do not name
        #[arg(long)]
        replace: bool,
        /// Who you are, for a record that has nobody yet: handle of its first lead
        #[arg(long, value_name = "HANDLE", default_value = "lead")]
        lead: String,
    },
    /// Print the tree with people and repositories
    List,
}

const IMPORT: &str = "\
CSV has a header line; columns in any order, comma, semicolon or tab:
  id,title,parent,headcount,repositories
  group,Example Group,,120,
  payments,Payments,group,50,glob:payments/** owner:pay

Exactly one unit has no parent. A cycle, an unknown parent or a unit that is there twice is refused with its line.";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    match &args.command {
        Command::Import { files, replace, lead } => import(files, *replace, lead, keeping, console),
        Command::List => list(&Record::open(keeping, Read::Outline)?, console),
    }
}

fn import(paths: &[PathBuf], replace: bool, lead: &str, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut texts = Vec::new();
    for path in paths {
        texts.push((path.display().to_string(), files::read(path)?));
    }
    let texts: Vec<(&str, &[u8])> = texts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let read = read_all(&texts, None);
    for note in &read.notes {
        console.note(&note.to_string());
    }
    if !read.faults.is_empty() {
        let faults: Vec<String> = read.faults.iter().map(ToString::to_string).collect();
        bail!("no unit was taken over:\n{}", faults.join("\n"));
    }
    let mut record = Record::open_or_create(keeping, console)?;
    let known: Vec<Unit> = record.state.tree.as_ref().map(|t| t.units().to_vec()).unwrap_or_default();
    let (set, removed) = changed(&known, &read.units, replace);
    if set.is_empty() && removed.is_empty() {
        console.note("Nothing to change: all units are there like that");
        return Ok(Outcome::Done);
    }
    let told = format!(
        "{} set, {} removed, {} in all",
        show::count(set.len(), "unit", "units"),
        removed.len(),
        known.iter().filter(|k| !removed.contains(&k.id) && !set.iter().any(|s| s.id == k.id)).count() + set.len()
    );
    let change = Change::UnitsSet { set, removed };
    found(&mut record, lead, change)?;
    console.say(&told)?;
    Ok(Outcome::Done)
}

/// Sets units; in a record without anybody, with the first person, who leads the root.
pub(crate) fn found(record: &mut Record, lead: &str, units: Change) -> Result<()> {
    if !record.people().is_empty() {
        record.change(|_| Ok(units.clone().into()))?;
        return Ok(());
    }
    let person = Record::newcomer(lead, None, None)?;
    let root = match &units {
        Change::UnitsSet { set, .. } => set.iter().find(|u| u.parent.is_none()).map(|u| u.id.clone()),
        _ => None,
    };
    record.change_as(&person.person.clone(), |_| {
        let set = Change::PersonSet { person: person.person.clone(), commitment: person.commitment() };
        let mut changes = vec![(set, None), (units.clone(), None)];
        if let Some(unit) = root.clone() {
            let (person, role) = (person.person.clone(), Role::Lead);
            changes.push((Change::RoleGranted { person, role, unit, until: None }, None));
        }
        Ok(Plan { people: vec![person.clone()], ..changes.into() })
    })?;
    Ok(())
}

fn list(record: &Record, console: &mut Console) -> Result<Outcome> {
    let Some(tree) = &record.state.tree else {
        console.note(
            "No units yet. `osmm unit import FILE` reads them; `osmm unit import --help` shows how a file looks.",
        );
        return Ok(Outcome::Done);
    };
    let rows: Vec<Vec<String>> = tree
        .subtree(tree.root())
        .into_iter()
        .map(|unit| {
            let depth = tree.line(&unit.id).len().saturating_sub(1);
            let heads = if unit.headcount == 0 { "-".to_owned() } else { unit.headcount.to_string() };
            let repositories: Vec<String> = unit.repositories.iter().map(ToString::to_string).collect();
            let name = format!("{}{}", "  ".repeat(depth), unit.id);
            vec![name, show::safe(&unit.title), heads, show::safe(&repositories.join(" "))]
        })
        .collect();
    console.table(&["Unit", "Title", "People", "Repositories"], &rows, &[2])?;
    Ok(Outcome::Done)
}
