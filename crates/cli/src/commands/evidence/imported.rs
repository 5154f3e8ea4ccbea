//! Files of other programs that the last look at each unit rests on, and those of them that are kept as they were given.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use osmm_maturity::digest::Digest;
use osmm_maturity::observation::{Export, Standing};
use osmm_maturity::unit::UnitId;
use serde_json::json;

use crate::console::Console;
use crate::record::Record;
use crate::{Outcome, files, show};

/// A file, what it is about, and whether it is kept.
struct Row {
    unit: UnitId,
    /// Names of repositories; empty for a file about the whole.
    about: Vec<String>,
    export: Export,
    kept: bool,
}

pub(super) fn list(record: &Record, unit: Option<&str>, json: bool, console: &mut Console) -> Result<Outcome> {
    let rows = rows(record, unit)?;
    if json {
        let shown = |row: &Row| json!({"unit": row.unit, "about": row.about, "file": row.export, "kept": row.kept});
        console.say(&serde_json::to_string_pretty(&rows.iter().map(shown).collect::<Vec<_>>())?)?;
        return Ok(Outcome::Done);
    }
    let cells = rows.iter().map(|row| {
        let about = match row.about.as_slice() {
            [] => "the whole".to_owned(),
            [one] => show::safe(one).to_string(),
            more => format!("{} repositories", more.len()),
        };
        let day = row.export.made_on.map_or_else(|| "not stated".to_owned(), |day| day.to_string());
        let kept = if row.kept { short(&row.export.digest) } else { "no" };
        let (file, format) = (show::safe(&row.export.file).to_string(), row.export.format.clone());
        vec![row.unit.0.clone(), file, format, about, day, kept.to_owned()]
    });
    console.table(&["Unit", "File", "Kind", "About", "Made", "Kept"], &cells.collect::<Vec<_>>(), &[])?;
    Ok(Outcome::Done)
}

/// The digits of a digest that tell files apart for a reader.
fn short(digest: &str) -> &str {
    let digits = digest.strip_prefix("sha256:").unwrap_or(digest);
    digits.get(..12).unwrap_or(digits)
}

fn rows(record: &Record, unit: Option<&str>) -> Result<Vec<Row>> {
    let reader = record.reader()?;
    let mut units: Vec<UnitId> = record.state.snapshots.iter().map(|s| s.unit.clone()).collect();
    units.sort();
    units.dedup();
    let mut rows = Vec::new();
    for at in units.into_iter().filter(|at| unit.is_none_or(|unit| unit == at.0)) {
        let Some(look) = record.state.newest_look(&at).filter(|_| reader.may_see_answers(&at).is_ok()) else {
            continue;
        };
        let mut files: BTreeMap<Export, Vec<String>> = BTreeMap::new();
        for part in record.imported(look)?.1 {
            let whole = part.subject.standing == Standing::Whole;
            for export in part.observations.into_iter().flat_map(|o| o.exports) {
                files.entry(export).or_default().extend((!whole).then(|| part.subject.name.clone()));
            }
        }
        rows.extend(files.into_iter().map(|(export, mut about)| {
            about.dedup();
            let kept = record.state.keeps_original(&at, &Digest(export.digest.clone()));
            Row { unit: at.clone(), about, export, kept }
        }));
    }
    Ok(rows)
}

pub(super) fn get(record: &Record, digest: &str, output: &Path, console: &mut Console) -> Result<Outcome> {
    let digits = digest.strip_prefix("sha256:").unwrap_or(digest);
    let fits = |kept: &&Digest| kept.0.trim_start_matches("sha256:").starts_with(digits);
    let reader = record.reader()?;
    let looks = record.state.snapshots.iter().filter(|look| reader.may_see_answers(&look.unit).is_ok());
    let mut found: Vec<&Digest> = looks.flat_map(|look| &look.originals).filter(fits).collect();
    found.sort();
    found.dedup();
    match found.as_slice() {
        _ if digits.len() < 6 => {
            bail!("`{}` is too short to name a file\n    hint: six digits at least", show::safe(digest))
        }
        [] => bail!(
            "no file of that digest is kept for units that you may see\n    hint: `osmm evidence imports` lists them; of \
             tables and logs that name people only the digest is kept"
        ),
        [one] => {
            files::write(output, &record.blob(one)?)?;
            console.say(&format!("Written: {} ({one})", output.display()))?;
            Ok(Outcome::Done)
        }
        _ => bail!("several files have a digest that begins so\n    hint: give more of its digits"),
    }
}
