//! `osmm evidence`: what backs ratings, with period, owner, expiry.

mod imported;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{Change, Confidentiality, EvidenceId, EvidenceRecord, EvidenceVerdict};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::ItemId;
use osmm_maturity::organisation::KeptEvidence;
use osmm_maturity::unit::UnitId;

use super::{day, now};
use crate::console::Console;
use crate::record::{Keeping, Plan, Read, Record};
use crate::{Outcome, files, show};

/// Evidence: add, review, withdraw, list, get a kept file back.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a piece of evidence, or change its record
    #[command(after_help = ADD)]
    Add(Box<Add>),
    /// Say whether it shows what it should, as a reviewer
    Review {
        /// Its name
        evidence: String,
        /// It does not
        #[arg(long)]
        refuse: bool,
        /// What was looked at
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// It does not count any more
    Withdraw {
        /// Its name
        evidence: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Print all evidence, or that of a unit
    List {
        /// Unit
        unit: Option<String>,
        /// Print as JSON, with all that is recorded of it
        #[arg(long)]
        json: bool,
    },
    /// Write a kept file
    Get {
        /// Its name
        evidence: String,
        /// Where to
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
    },
    /// Print the files of other programs that the last look at each unit rests on
    Imports {
        /// Unit
        unit: Option<String>,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Write such a file as it was given to `--import`
    #[command(after_help = ORIGINAL)]
    Original {
        /// Its digest, or the beginning of it
        digest: String,
        /// Where to
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
struct Add {
    /// Unit whose ratings it backs
    unit: String,
    /// Title
    title: String,
    /// Items that it backs
    #[arg(long, value_name = "ITEM", required = true)]
    item: Vec<String>,
    /// What it shows
    #[arg(long, value_enum)]
    kind: Kind,
    /// A short name of its own (default: from unit and number)
    #[arg(long, value_name = "NAME")]
    id: Option<String>,
    /// Where it is: a link or a record number
    #[arg(long, value_name = "URL", conflicts_with = "file")]
    link: Option<String>,
    /// A file, which is kept by its digest
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// First day of the period for which it holds
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    from: Option<Date>,
    /// Last day of that period
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    to: Option<Date>,
    /// Last day before it has to be attested again
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    expires: Option<Date>,
    /// Function or team that answers for it
    #[arg(long, value_name = "TEXT")]
    owner: Option<String>,
    /// Who may see it
    #[arg(long, value_enum, default_value_t = Seen::Internal)]
    confidentiality: Seen,
    /// The evidence that it renews
    #[arg(long, value_name = "NAME")]
    renews: Option<String>,
    /// Why it is added or changed
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// Something that was made: a policy, a configuration
    Artefact,
    /// A record that it was done
    Operation,
    /// Figures against a target
    Measurement,
    /// A change made because of a figure
    Improvement,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Seen {
    /// Anyone
    Public,
    /// Everyone with a role in the organisation
    Internal,
    /// Everyone with a role in the unit or above
    Confidential,
    /// Who leads, reviews or audits the unit, and who gave it
    Restricted,
}

const ADD: &str = "\
Rating 2 needs an artefact in force on the as-of day, 3 also a record of operation, 4 also a measurement, 5 also an
improvement made because of it. Expired evidence supports nothing.

Example:
  osmm evidence add payments \"Licence policy 2.1\" --item ITEM --kind artefact --file policy.pdf --expires 2027-03-31";

const ORIGINAL: &str = "\
`osmm evidence imports` says which files are kept. Tables of your own systems and logs that name people are not: the
record, which nobody can take anything out of, has only their digest. Keep those files where you keep such data; who has
one and is asked whether it is the one that was read compares its SHA-256.

Example:
  osmm evidence original 6b86b273ff34 --output scorecard.json";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::Outline)?;
    match &args.command {
        Command::Add(args) => add(&mut record, args, console),
        Command::Review { evidence, refuse, why } => {
            let verdict = if *refuse { EvidenceVerdict::Refused } else { EvidenceVerdict::Confirmed };
            let change = Change::EvidenceReviewed { evidence: EvidenceId(evidence.clone()), verdict };
            record.change(|_| Ok(vec![(change.clone(), why.clone())].into()))?;
            console.say(&format!("{evidence} is {}", if *refuse { "refused" } else { "confirmed" }))?;
            Ok(Outcome::Done)
        }
        Command::Withdraw { evidence, why } => {
            let change = Change::EvidenceWithdrawn { evidence: EvidenceId(evidence.clone()) };
            record.change(|_| Ok(vec![(change.clone(), why.clone())].into()))?;
            console.say(&format!("{evidence} is withdrawn"))?;
            Ok(Outcome::Done)
        }
        Command::List { unit, json: true } => list_json(&record, unit.as_deref(), console),
        Command::List { unit, .. } => list(&record, unit.as_deref(), console),
        Command::Get { evidence, output } => get(&record, evidence, output, console),
        Command::Imports { unit, json } => imported::list(&record, unit.as_deref(), *json, console),
        Command::Original { digest, output } => imported::get(&record, digest, output, console),
    }
}

fn add(record: &mut Record, args: &Add, console: &mut Console) -> Result<Outcome> {
    let bytes = args.file.as_deref().map(files::read).transpose()?;
    let named = |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned());
    let mut id = String::new();
    let events = record.change(|record| {
        let count = record.state.evidence.len() + 1;
        let evidence = EvidenceRecord {
            id: EvidenceId(args.id.clone().unwrap_or_else(|| format!("{}-{count}", args.unit))),
            unit: UnitId(args.unit.clone()),
            items: args.item.iter().cloned().map(ItemId).collect(),
            kind: kind(args.kind),
            title: args.title.clone(),
            place: args.link.clone().or_else(|| args.file.as_deref().and_then(named)),
            digest: bytes.as_deref().map(Digest::of_bytes),
            from: args.from,
            to: args.to,
            expires: args.expires,
            collected_at: now(),
            collected_by: record.actor()?,
            owner: args.owner.clone(),
            confidentiality: seen(args.confidentiality),
            renews: args.renews.clone().map(EvidenceId),
        };
        let changes = vec![(Change::EvidenceSet { evidence }, args.why.clone())];
        Ok(Plan { blobs: bytes.iter().cloned().collect(), ..changes.into() })
    })?;
    if let Some(Change::EvidenceSet { evidence }) = events.first().map(|e| &e.change) {
        id.clone_from(&evidence.id.0);
    }
    console.say(&format!("Kept as {id}"))?;
    Ok(Outcome::Done)
}

fn kind(kind: Kind) -> EvidenceKind {
    match kind {
        Kind::Artefact => EvidenceKind::Artefact,
        Kind::Operation => EvidenceKind::Operation,
        Kind::Measurement => EvidenceKind::Measurement,
        Kind::Improvement => EvidenceKind::Improvement,
    }
}

fn seen(seen: Seen) -> Confidentiality {
    match seen {
        Seen::Public => Confidentiality::Public,
        Seen::Internal => Confidentiality::Internal,
        Seen::Confidential => Confidentiality::Confidential,
        Seen::Restricted => Confidentiality::Restricted,
    }
}

fn list(record: &Record, unit: Option<&str>, console: &mut Console) -> Result<Outcome> {
    let of = |e: &&KeptEvidence| unit.is_none_or(|u| e.record.unit.0 == u);
    let reader = record.reader()?;
    let mut rows = Vec::new();
    for kept in record.state.evidence.values().filter(of) {
        if reader.may_see(&kept.record).is_err() {
            let (id, kind) = (kept.record.id.0.as_str(), kept.record.kind.word());
            rows.push([id, "", "", kind, "confidential", "", ""].map(str::to_owned).into());
            continue;
        }
        let (r, today) = (&kept.record, now().to_zoned(jiff::tz::TimeZone::UTC).date());
        let state = match (&kept.withdrawn, &kept.reviewed) {
            (Some(_), _) => "withdrawn".to_owned(),
            (_, Some((EvidenceVerdict::Refused, by))) => format!("refused by {}", record.name(&by.by)),
            _ if !r.in_force(today) => "not in force".to_owned(),
            (_, Some((EvidenceVerdict::Confirmed, by))) => format!("confirmed by {}", record.name(&by.by)),
            _ => "in force".to_owned(),
        };
        let items: Vec<&str> = r.items.iter().map(|i| i.0.as_str()).collect();
        let until = r.until().map(|u| u.to_string()).unwrap_or_default();
        let title = show::safe(&r.title);
        rows.push(vec![
            r.id.0.clone(),
            r.unit.0.clone(),
            items.join(" "),
            r.kind.word().to_owned(),
            title,
            until,
            state,
        ]);
    }
    console.table(&["Evidence", "Unit", "Items", "Kind", "Title", "Until", "Today"], &rows, &[])?;
    Ok(Outcome::Done)
}

fn list_json(record: &Record, unit: Option<&str>, console: &mut Console) -> Result<Outcome> {
    let reader = record.reader()?;
    let of = |e: &&KeptEvidence| unit.is_none_or(|u| e.record.unit.0 == u);
    let found: Vec<_> = record.state.evidence.values().filter(of).map(|kept| reader.kept(kept)).collect();
    console.say(&serde_json::to_string_pretty(&found)?)?;
    Ok(Outcome::Done)
}

fn get(record: &Record, name: &str, output: &Path, console: &mut Console) -> Result<Outcome> {
    let kept = record.state.evidence.get(&EvidenceId(name.to_owned()));
    let kept = kept.with_context(|| format!("there is no evidence `{name}`"))?;
    record.reader()?.may_see(&kept.record)?;
    let Some(digest) = &kept.record.digest else {
        let place = kept.record.place.as_deref().unwrap_or("nowhere in particular");
        bail!("no file is kept for `{name}`; it is at {place}");
    };
    files::write(output, &record.blob(digest)?)?;
    console.say(&format!("Written: {} ({digest})", output.display()))?;
    Ok(Outcome::Done)
}
