//! `osmm verify`, `osmm backup`, `osmm restore`: the record as a whole.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use osmm_maturity::digest::Digest;
use osmm_maturity::event::Head;
use osmm_report::pack::check;
use osmm_store::{Mode, Place, Store, StoreError, Verification};
use serde_json::json;

use crate::console::Console;
use crate::record::{Keeping, runtime};
use crate::{Outcome, files, show};

/// Check the record offline: every event, the chain, every kept file, every published digest, all personal data.
///
/// Names each row that does not hold. Exit code 0 when everything holds, 1 when not.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  osmm verify --expect 26:sha256:f09e...   and the record still has the event noted then"
)]
pub(crate) struct VerifyArgs {
    /// An event noted earlier, as `osmm assessment publish` prints it: nothing up to it may have changed since
    #[arg(long, value_name = "SEQ:DIGEST", value_parser = noted)]
    expect: Option<Head>,
    /// Check a sealed pack that was downloaded, in place of the record
    #[arg(long, value_name = "FILE")]
    pack: Option<PathBuf>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

fn noted(text: &str) -> Result<Head, String> {
    let wrong = || "write number and digest of the event as `26:sha256:f09e...`".to_owned();
    let (seq, digest) = text.split_once(':').ok_or_else(wrong)?;
    let whole = digest.len() == 71 && digest.starts_with("sha256:");
    let seq = seq.parse().ok().filter(|_| whole).ok_or_else(wrong)?;
    Ok(Head { seq, digest: Digest(digest.to_owned()) })
}

/// Opens the database that is there.
fn existing(place: &Place, runtime: &tokio::runtime::Runtime) -> Result<Store> {
    match runtime.block_on(Store::open_existing(place)) {
        Err(StoreError::Missing { place }) => {
            bail!("there is no database at {place}\n    hint: another one is named by `--database`")
        }
        other => Ok(other?),
    }
}

pub(crate) fn verify(args: &VerifyArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    if let Some(pack) = &args.pack {
        return sealed(pack, args, console);
    }
    let way = "who may have the whole record checks a copy: `osmm export record.jsonl` here, then `osmm --database copy.db \
               import record.jsonl` and `osmm --database copy.db verify`";
    let (runtime, place) = (runtime()?, keeping.place_for("osmm verify", way)?);
    let store = existing(&place, &runtime)?;
    let found = runtime.block_on(store.verify(args.expect.as_ref()))?;
    if args.json {
        let findings: Vec<_> =
            found.findings.iter().map(|f| json!({ "table": f.table, "row": f.row, "message": f.problem })).collect();
        let counts =
            json!({ "events": found.counts.events, "blobs": found.counts.blobs, "people": found.counts.people });
        let told = json!({ "holds": found.holds(), "findings": findings, "more": found.omitted, "counts": counts, "head": found.head });
        console.say(&serde_json::to_string_pretty(&told)?)?;
    } else {
        tell(&found, console)?;
    }
    Ok(if found.holds() { Outcome::Done } else { Outcome::Partly })
}

/// Checks a sealed pack; no record is needed for it.
fn sealed(path: &Path, args: &VerifyArgs, console: &mut Console) -> Result<Outcome> {
    let found = check(&files::read(path)?, args.expect.as_ref()).with_context(|| format!("`{}`", path.display()))?;
    if args.json {
        let findings: Vec<_> = found.findings.iter().map(|f| json!({ "file": f.file, "message": f.problem })).collect();
        let counts = json!({ "events": found.events, "evidence": found.evidence, "left_out": found.left_out });
        let told = json!({ "holds": found.holds(), "findings": findings, "counts": counts,
            "assessment": found.assessment, "published": found.published });
        console.say(&serde_json::to_string_pretty(&told)?)?;
        return Ok(if found.holds() { Outcome::Done } else { Outcome::Partly });
    }
    for finding in &found.findings {
        console.say(&format!("{}: {}", show::safe(&finding.file), show::safe(&finding.problem)))?;
    }
    if let (Some(assessment), Some(event)) = (&found.assessment, &found.published) {
        console.say(&format!("{}, published by event {}:{}", show::safe(&assessment.0), event.seq, event.digest))?;
    }
    let (events, files) = (show::count(found.events, "event", "events"), show::count(found.evidence, "file", "files"));
    let verdict = match found.findings.len() {
        0 => "Everything holds".to_owned(),
        n => format!("{} not hold", show::count(n, "thing does", "things do")),
    };
    console.say(&format!("{verdict}: {events}, {files} of evidence, {} left out", found.left_out))?;
    if args.expect.is_none() {
        console.note(
            "hint: `--expect SEQ:DIGEST`, with the line noted when it was published, proves that nobody wrote it anew",
        );
    }
    Ok(if found.holds() { Outcome::Done } else { Outcome::Partly })
}

fn tell(found: &Verification, console: &mut Console) -> Result<()> {
    for finding in &found.findings {
        console.say(&format!("{} {}: {}", finding.table, show::safe(&finding.row), show::safe(&finding.problem)))?;
    }
    if found.omitted > 0 {
        console.say(&format!("and {} more", found.omitted))?;
    }
    let counts = &found.counts;
    let whole = format!(
        "{}, {}, {}",
        show::count(usize::try_from(counts.events)?, "event", "events"),
        show::count(usize::try_from(counts.blobs)?, "kept file", "kept files"),
        show::count(usize::try_from(counts.people)?, "person", "people")
    );
    if let Some(head) = &found.head {
        console.say(&format!("Last event {}:{}", head.seq, head.digest))?;
    }
    let verdict = match found.findings.len() + usize::try_from(found.omitted)? {
        0 => "Everything holds".to_owned(),
        n => format!("{} not hold", show::count(n, "thing does", "things do")),
    };
    console.say(&format!("{verdict}: {whole}"))?;
    Ok(())
}

/// Write the whole record into one file, while others work on; `osmm restore` reads it back, on either database.
#[derive(Debug, clap::Args)]
pub(crate) struct BackupArgs {
    /// The file; it holds personal data
    file: PathBuf,
}

pub(crate) fn backup(args: &BackupArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let way = "run it where the database is; who may have the whole record gets it by `osmm export record.jsonl`";
    let (runtime, place) = (runtime()?, keeping.place_for("osmm backup", way)?);
    let store = existing(&place, &runtime)?;
    let export = |out: &mut BufWriter<File>| Ok(runtime.block_on(store.export(out))?.events);
    let counts = write_record(export, &args.file)?;
    console.say(&format!("Written: {} ({})", args.file.display(), show::count(counts, "event", "events")))?;
    Ok(Outcome::Done)
}

/// Writes the public dump of a record beside its place and moves it there when it is whole.
pub(crate) fn write_record(export: impl FnOnce(&mut BufWriter<File>) -> Result<u64>, path: &Path) -> Result<usize> {
    let failed = || format!("cannot write `{}`", path.display());
    let name = path.file_name().with_context(failed)?.to_string_lossy().into_owned();
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = || -> Result<usize> {
        let mut out = BufWriter::new(private(&beside).with_context(failed)?);
        let events = export(&mut out)?;
        out.into_inner()
            .map_err(std::io::IntoInnerError::into_error)
            .and_then(|f| f.sync_all())
            .with_context(failed)?;
        std::fs::rename(&beside, path).with_context(failed)?;
        Ok(usize::try_from(events)?)
    };
    let written = written();
    if written.is_err() {
        // What could be written is of no use; the error of writing is the one to report.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// A new file that only its owner can read: it holds personal data.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Put a backup in the place of what is in the database, all at once; others see the old record until it is done.
#[derive(Debug, clap::Args)]
pub(crate) struct RestoreArgs {
    /// A file of `osmm backup` or `osmm export`
    file: PathBuf,
    /// Replace a record that is there
    #[arg(long)]
    replace: bool,
}

pub(crate) fn restore(args: &RestoreArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let runtime = runtime()?;
    let mode = if args.replace { Mode::Replace } else { Mode::IntoEmpty };
    let from = File::open(&args.file).with_context(|| format!("cannot read `{}`", args.file.display()))?;
    let way = "run it where the database is, with the server stopped";
    let place = keeping.place_for("osmm restore", way)?;
    let store = runtime.block_on(Store::open(&place))?;
    if store.created() {
        console.note(&format!("New database: {place}"));
    }
    let found = runtime.block_on(store.import(&mut BufReader::new(from), mode));
    let found = found.with_context(|| format!("nothing was changed by `{}`", args.file.display()))?;
    let events = show::count(usize::try_from(found.counts.events)?, "event", "events");
    console.say(&format!("Restored {events} into {place}"))?;
    Ok(Outcome::Done)
}
