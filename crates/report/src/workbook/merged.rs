//! Cells that people merged: all but the first are empty, which must not be taken for emptied.

use std::collections::BTreeSet;

use calamine::Dimensions;

use super::cells::Grid;
use osmm_maturity::words;

use crate::sheets::columns::Header;
use crate::sheets::row::Trouble;

/// Most cells that are looked at.
const MOST: usize = 1_000_000;

/// Cells in columns that are needed and in rows that hold something, which are merged and not the first.
pub(super) fn hidden(regions: &[Dimensions], header: &Header, grid: &Grid) -> Result<BTreeSet<(u32, u32)>, Trouble> {
    let mut found = BTreeSet::new();
    let columns: Vec<u32> = header.at.iter().filter(|(_, c)| c.needed()).map(|(i, _)| *i).collect();
    let mut looked = 0;
    for region in regions.iter().filter(|r| r.start.0 <= r.end.0) {
        for row in grid.range(region.start.0..=region.end.0).map(|(row, _)| *row) {
            looked += columns.len();
            if looked > MOST {
                return Err(words!("many-merged", "too many merged cells; no answer is taken from here").into());
            }
            let inside = columns.iter().filter(|c| (region.start.1..=region.end.1).contains(*c));
            found.extend(inside.map(|c| (row, *c)).filter(|cell| *cell != region.start));
        }
    }
    Ok(found)
}
