//! `osmm person`: people and their roles. Names stay in one table of the database; events know pseudonyms only.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use osmm_maturity::event::{Change, Role};
use osmm_maturity::person::{PersonEntry, read};
use osmm_maturity::unit::UnitId;

use super::day;
use crate::console::Console;
use crate::record::{Keeping, Plan, Read, Record};
use crate::{Outcome, files, show};

/// People and their roles: import, add, grant, revoke, list, erase.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read people and roles from CSV or YAML
    #[command(after_help = IMPORT)]
    Import {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Add one person
    Add {
        /// What the person is called in commands
        handle: String,
        /// Full name
        #[arg(long)]
        name: Option<String>,
        /// Mail address or the like
        #[arg(long)]
        contact: Option<String>,
    },
    /// Give a person a role in a unit and all below it
    Grant(Grant),
    /// Take a role back
    Revoke(Grant),
    /// Set the password by which a person signs in to the web app; it is asked for, or read from standard input
    Password {
        /// Handle
        person: String,
    },
    /// Print who is known, with roles
    List,
    /// Erase a person's data; what the person did stays, under a pseudonym
    #[command(after_help = ERASE)]
    Erase {
        /// Handle
        person: String,
        /// Do it; without, only what would be erased is printed
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, clap::Args)]
struct Grant {
    /// Handle
    person: String,
    /// Which role
    #[arg(long, value_enum)]
    role: RoleName,
    /// Where
    #[arg(long, value_name = "UNIT")]
    unit: String,
    /// Last day on which it holds
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    until: Option<Date>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    /// Runs assessments, assigns, decides
    Lead,
    /// Answers, gives evidence
    Respondent,
    /// Confirms ratings and evidence
    Reviewer,
    /// Reads, changes nothing
    Auditor,
    /// Manages people, accounts and units; sees no answers
    Admin,
}

const IMPORT: &str = "\
CSV with a header line, one line a role; a person may have several:
  handle,name,contact,role,unit,until
  ada,Ada Jansen,ada@example.org,respondent,payments,
  rev,Rui Evora,rui@example.org,reviewer,group,2027-12-31";

const ERASE: &str = "\
Handle, name and contact are removed, and the reasons and notes that name the person are blanked. The chain of events
holds: it covers salted digests of them only. Other free texts (titles, reasons for \"not applicable\") are not searched.";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::Outline)?;
    match &args.command {
        Command::Import { file } => import(&mut record, file, console),
        Command::Add { handle, name, contact } => {
            let entry = PersonEntry {
                handle: handle.clone(),
                name: name.clone().unwrap_or_else(|| handle.clone()),
                contact: contact.clone(),
                grants: Vec::new(),
            };
            add(&mut record, &[entry], console)
        }
        Command::Grant(grant) => {
            let (person, role, unit) = (record.person(&grant.person)?, role(grant.role), UnitId(grant.unit.clone()));
            let change = Change::RoleGranted { person, role, unit, until: grant.until };
            record.change(|_| Ok(vec![(change.clone(), grant.why.clone())].into()))?;
            console.say(&format!("{} is {} of {}", grant.person, role.word(), grant.unit))?;
            Ok(Outcome::Done)
        }
        Command::Revoke(grant) => {
            let (person, role, unit) = (record.person(&grant.person)?, role(grant.role), UnitId(grant.unit.clone()));
            let change = Change::RoleRevoked { person, role, unit };
            record.change(|_| Ok(vec![(change.clone(), grant.why.clone())].into()))?;
            console.say(&format!("{} is no longer {} of {}", grant.person, role.word(), grant.unit))?;
            Ok(Outcome::Done)
        }
        Command::Password { person } => password(&record, person, console),
        Command::List => list(&record, console),
        Command::Erase { person, yes } => erase(&mut record, person, *yes, console),
    }
}

fn role(name: RoleName) -> Role {
    match name {
        RoleName::Lead => Role::Lead,
        RoleName::Respondent => Role::Respondent,
        RoleName::Reviewer => Role::Reviewer,
        RoleName::Auditor => Role::Auditor,
        RoleName::Admin => Role::Admin,
    }
}

fn import(record: &mut Record, file: &std::path::Path, console: &mut Console) -> Result<Outcome> {
    let read = read(&file.display().to_string(), &files::read(file)?, record.state.tree.as_ref());
    if !read.faults.is_empty() {
        let faults: Vec<String> = read.faults.iter().map(ToString::to_string).collect();
        bail!("nobody was taken over:\n{}", faults.join("\n"));
    }
    add(record, &read.people, console)
}

/// Adds people and grants roles; who is known keeps the pseudonym.
fn add(record: &mut Record, people: &[PersonEntry], console: &mut Console) -> Result<Outcome> {
    let plan = Plan::newcomers(people, |handle| record.person(handle).ok())?;
    let fresh = plan.people.len();
    record.change(|_| Ok(plan.clone()))?;
    let roles: usize = people.iter().map(|p| p.grants.len()).sum();
    let added = show::count(fresh, "person", "people");
    console.say(&format!("{added} added, {} granted", show::count(roles, "role", "roles")))?;
    Ok(Outcome::Done)
}

fn list(record: &Record, console: &mut Console) -> Result<Outcome> {
    let mut rows = Vec::new();
    for person in record.people() {
        let member = record.state.people.get(&person.person);
        let roles: Vec<String> = member
            .iter()
            .flat_map(|m| &m.grants)
            .map(|g| {
                let until = g.until.map(|u| format!(" until {u}")).unwrap_or_default();
                format!("{} of {}{until}", g.role.word(), g.unit)
            })
            .collect();
        let (handle, name, contact) = match &person.data {
            Some(data) => (data.handle.clone(), data.name.clone(), data.contact.clone()),
            None => ("(erased)".to_owned(), String::new(), String::new()),
        };
        rows.push(vec![
            show::safe(&handle),
            show::safe(&name),
            show::safe(&contact),
            roles.join(", "),
            person.person.0.clone(),
        ]);
    }
    console.table(&["Person", "Name", "Contact", "Roles", "Pseudonym"], &rows, &[])?;
    Ok(Outcome::Done)
}

/// Only the hash is kept, and not in the events.
fn password(record: &Record, handle: &str, console: &mut Console) -> Result<Outcome> {
    let way = "invite the person in the browser, or run this where the database is";
    let (runtime, store) = record.database("osmm person password", way)?;
    let person = record.person(handle)?;
    let typed = console.ask_secret("Password: ")?;
    if let Some(fault) = osmm_server::password::fault(&typed) {
        let short = fault == "access-password-short";
        bail!(
            "the password is too {}: {} characters or more",
            if short { "short" } else { "long" },
            osmm_server::password::SHORTEST
        );
    }
    let hash = osmm_server::password::hashed(&typed).map_err(anyhow::Error::msg)?;
    runtime.block_on(store.set_password(&person, &hash))?;
    console.say(&format!("{handle} can sign in now; sessions until now have ended"))?;
    Ok(Outcome::Done)
}

fn erase(record: &mut Record, handle: &str, yes: bool, console: &mut Console) -> Result<Outcome> {
    let person = record.person(handle)?;
    let reasons = record.mentions(&person)?;
    let blanked = show::count(reasons.len(), "reason or note", "reasons and notes");
    if !yes {
        console.say(&format!(
            "Would erase handle, name and contact of {handle} ({person}) and blank {blanked} that name the person."
        ))?;
        console.note("hint: this cannot be undone; add --yes to do it. Backups made before still hold the data.");
        return Ok(Outcome::Done);
    }
    let change = Change::PersonErased { person: person.clone(), reasons };
    record.change(|_| Ok(change.clone().into()))?;
    console.say(&format!("Erased {person}; {blanked} blanked"))?;
    Ok(Outcome::Done)
}
