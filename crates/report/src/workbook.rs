//! Workbooks (XLSX): answers out to people who live in spreadsheets, and back.
//!
//! The first sheet says what to do, then comes a sheet for each unit; the last one is hidden and holds the stamp and the
//! list of choices. The sheets are protected against slips, without a password. Reading goes by the names of columns and
//! the ids in hidden columns, so sheets may be renamed, sorted, filtered and rearranged.

pub(crate) mod cells;
mod cover;
pub(crate) mod heights;
mod hidden;
pub(crate) mod looks;
mod merged;
mod names;
mod open;
mod reading;
mod unit_sheet;

use osmm_maturity::fault::Fault;
use osmm_maturity::model::Model;
use osmm_maturity::sheet::Stamp;
use osmm_maturity::unit::UnitId;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::sheets::lines::Taking;
use crate::sheets::{SheetError, SheetRead, Sheets};

pub(crate) use open::open;

/// Writes one workbook: a cover and a sheet for each unit. The same input gives the same bytes.
pub fn write(sheets: &Sheets<'_>) -> Result<Vec<u8>, SheetError> {
    let units = sheets.entries()?;
    let names = names::unique(units.iter().map(|(unit, _)| unit.title.as_str()));
    let looks = looks::Looks::new();
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(sheets.cover.written.as_second())?;
    let title = sheets.cover.title.as_str();
    workbook.set_properties(&DocProperties::new().set_title(title).set_author("osmm").set_creation_datetime(&created));
    let parts: Vec<cover::Part<'_>> = units
        .iter()
        .zip(&names)
        .map(|((unit, entries), sheet)| cover::Part { unit, sheet, answers: unit_sheet::answers(sheet, entries) })
        .collect();
    cover::write(workbook.add_worksheet(), sheets, &parts, &looks)?;
    for ((_, entries), name) in units.iter().zip(&names) {
        unit_sheet::write(workbook.add_worksheet(), name, entries, sheets, &looks)?;
    }
    let choices = hidden::write(workbook.add_worksheet(), sheets)?;
    workbook.define_name(hidden::CHOICES, &choices)?;
    Ok(workbook.save_to_buffer()?)
}

/// The stamp of a workbook, to find out which model and units it is to be read with.
pub fn stamp(file: &str, bytes: &[u8]) -> Result<Stamp, Vec<Fault>> {
    let mut opened = open(file, bytes).map_err(|f| vec![f])?;
    reading::stamp(file, &mut opened).map_err(|f| vec![f])
}

/// Reads a workbook that people edited. `units` are those that may answer.
#[must_use]
pub fn read(file: &str, bytes: &[u8], model: &Model, units: &[UnitId]) -> SheetRead {
    let mut taking = Taking::new(model, units);
    let mut opened = match open(file, bytes) {
        Ok(opened) => opened,
        Err(fault) => {
            taking.faults.push(fault);
            return taking.finish(None);
        }
    };
    let stamp = reading::stamp(file, &mut opened).map_err(|fault| taking.faults.push(fault)).ok();
    reading::lines(file, &mut opened, &mut taking);
    taking.finish(stamp)
}
