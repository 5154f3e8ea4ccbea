//! The stamp as text: JSON, on a hidden sheet of a workbook or in the last column of a table.

use std::collections::BTreeSet;

use osmm_maturity::fault::Fault;
use osmm_maturity::sheet::Stamp;
use osmm_maturity::words;

use super::row::{Spot, Trouble};

/// Name and version of the layout; marks the hidden sheet.
pub(crate) const FORMAT: &str = "osmm-sheet/1";

/// Largest file that is read, in bytes.
pub(crate) const LARGEST: usize = 20 << 20;

/// The stamp that all of the texts state.
pub(crate) fn one<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<Stamp, Trouble> {
    let found: BTreeSet<&str> = texts.into_iter().map(str::trim).filter(|t| !t.is_empty()).collect();
    let hint = words!(
        "stamp-hint",
        "answers have to be filled into a file that was exported, so that it is known what has changed since"
    );
    let stamps: Result<Vec<Stamp>, _> = found.into_iter().map(serde_json::from_str).collect();
    let Ok(mut stamps) = stamps else {
        let message = words!("stamp-damaged", "what says which export the file comes from is damaged");
        return Err(Trouble::new(message).hint(hint));
    };
    match (stamps.pop(), stamps.is_empty()) {
        (Some(stamp), true) => Ok(stamp),
        (None, _) => {
            Err(Trouble::new(words!("no-stamp", "the file does not say which export it comes from")).hint(hint))
        }
        _ => {
            let hint = words!("stamps-hint", "give in the files one by one, each as it was written");
            Err(Trouble::new(words!("two-stamps", "the rows come from two different exports")).hint(hint))
        }
    }
}

/// Refuses a file for its size.
pub(crate) fn small_enough(file: &str, bytes: &[u8]) -> Result<(), Fault> {
    if bytes.len() <= LARGEST {
        return Ok(());
    }
    let mib = LARGEST >> 20;
    Err(Spot::file(file).fault(words!(
        "too-large",
        "larger than {mib} MiB; nothing is taken from this file",
        mib = mib
    )))
}
