//! What a report is made from: files, or assessments of the record.

use std::path::Path;

use anyhow::{Context, Result};
use osmm_maturity::assessment::{Assessment, parse};
use osmm_maturity::plan::Plan;
use osmm_maturity::unit::UnitId;

use crate::commands::{plan, transfer};
use crate::console::Console;
use crate::files;
use crate::record::{Keeping, Read, Record};

/// The file that is read where nothing is named, if it is there.
const USUAL: &str = "osmm-assessment.json";

/// An assessment, and what a reader looks up to find it.
pub(super) struct Found {
    pub(super) assessment: Assessment,
    pub(super) place: String,
    /// Where it is the open one of the record, as a whole: its record, whose roadmap says what is asked.
    pub(super) open: Option<Record>,
}

/// The assessment of this name: a file, else one of the record. Without a name the usual file, else the open one; files know
/// no units, so where one is named it is the open one.
pub(super) fn find(name: Option<&str>, unit: Option<&str>, keeping: &Keeping, console: &mut Console) -> Result<Found> {
    let file = name.or(Some(USUAL).filter(|usual| unit.is_none() && Path::new(usual).exists()));
    if let Some(path) = file.filter(|file| is_file(file)).map(Path::new) {
        anyhow::ensure!(unit.is_none(), "`{}` is a file of one unit: leave `--unit` out", path.display());
        let place = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        return Ok(Found { assessment: read(path)?, place, open: None });
    }
    let record = Record::open(keeping, Read::One(name)).with_context(|| {
        let what = name.unwrap_or(USUAL);
        format!("there is no file `{what}`, and the record cannot be read")
    })?;
    let (cycle, _) = record.cycle()?;
    let root = &cycle.tree.root().id;
    let unit = unit.map_or_else(|| root.clone(), |unit| UnitId(unit.to_owned()));
    let then = record.frozen(cycle)?;
    let assessment = transfer::assessment(&record, then.as_ref(), &unit)?;
    let (place, whole) = (cycle.id.0.clone(), unit == *root && cycle.published.is_none());
    console.note(&format!("Read: `{place}` of the record, unit `{unit}`"));
    Ok(Found { assessment, place, open: whole.then_some(record) })
}

/// Whether a name is one of a file: it is there, or can be nothing else.
pub(super) fn is_file(name: &str) -> bool {
    name.ends_with(".json") || name.contains(['/', '\\']) || Path::new(name).exists()
}

fn read(path: &Path) -> Result<Assessment> {
    parse(&files::read_text(path)?)
        .with_context(|| format!("`{}` is no assessment\n    hint: `osmm assess` writes one", path.display()))
}

/// The roadmap of a file, or the one of the record by the settings that are kept there.
pub(super) fn roadmap(file: Option<&Path>, found: &Found, console: &mut Console) -> Result<Option<Plan>> {
    match (file, &found.open) {
        (Some(path), _) => plan::of_file(path).map(Some),
        (None, Some(record)) if record.state.brief().is_some() => plan::kept(record, console).map(Some),
        (None, _) => Ok(None),
    }
}
