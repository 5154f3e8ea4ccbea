//! The hidden sheet: the stamp, and the choices from which the drop-down lists are made.

use rust_xlsxwriter::Worksheet;

use crate::sheets::{SheetError, Sheets, stamp, words};

pub(super) const NAME: &str = "osmm";
/// The name by which the choices are known to formulas.
pub(super) const CHOICES: &str = "osmm_choices";

/// Writes it and says where the choices are.
pub(super) fn write(sheet: &mut Worksheet, sheets: &Sheets<'_>) -> Result<String, SheetError> {
    sheet.set_name(NAME)?.set_very_hidden(true).protect();
    sheet.write_string(0, 0, stamp::FORMAT)?;
    sheet.write_string(1, 0, serde_json::to_string(sheets.stamp)?)?;
    let choices = words::choices(sheets.model);
    for (row, choice) in (0..).zip(&choices) {
        sheet.write_string(row, 1, choice)?;
    }
    Ok(format!("={NAME}!$B$1:$B${}", choices.len()))
}
