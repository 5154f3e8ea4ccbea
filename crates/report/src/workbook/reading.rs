//! From the sheets of a workbook to rows: finds the header, passes by what people added.

use calamine::Reader;
use osmm_maturity::fault::{Fault, Place};
use osmm_maturity::sheet::Stamp;
use osmm_maturity::words;
use rust_xlsxwriter::utility::row_col_to_cell;

use super::cells::{self, Grid, Room};
use super::open::Opened;
use super::{cover, merged};
use crate::sheets::columns::Header;
use crate::sheets::lines::Taking;
use crate::sheets::row::{Row, Spot, Trouble, Value};
use crate::sheets::stamp;

/// Below this row no header is looked for.
const HEADER_WITHIN: u32 = 50;

/// The stamp on the hidden sheet, whatever that is called by now.
pub(super) fn stamp(file: &str, opened: &mut Opened<'_>) -> Result<Stamp, Fault> {
    let mut found = Vec::new();
    for sheet in opened.sheet_names() {
        // Sheets that cannot be read are reported with the lines.
        let grid = cells::read(opened, &sheet, &mut Room::new()).unwrap_or_default();
        if is_hidden_sheet(&grid)
            && let Some(Value::Text(text)) = grid.get(&1).and_then(|row| row.get(&0))
        {
            found.push(text.clone());
        }
    }
    stamp::one(found.iter().map(String::as_str)).map_err(|trouble| Spot::file(file).fault(trouble))
}

fn is_hidden_sheet(grid: &Grid) -> bool {
    grid.get(&0).and_then(|row| row.get(&0)) == Some(&Value::Text(stamp::FORMAT.to_owned()))
}

/// Takes over the lines of all sheets.
pub(super) fn lines(file: &str, opened: &mut Opened<'_>, taking: &mut Taking<'_>) {
    let mut room = Room::new();
    let mut with_header = 0;
    for name in opened.sheet_names() {
        let at = Spot::file(&format!("{file}:{name}"));
        match cells::read(opened, &name, &mut room) {
            Err(trouble) => taking.faults.push(at.fault(trouble)),
            Ok(grid) if is_hidden_sheet(&grid) => {}
            Ok(grid) => match header_row(&grid, taking) {
                Some(row) => {
                    with_header += 1;
                    let sheet = Sheet { file, name: &name, grid: &grid };
                    let regions = opened.merge_cells_by_sheet_name(&name).unwrap_or_default();
                    sheet.lines(row, &regions, taking);
                }
                None => no_header(&at, &grid, taking),
            },
        }
        if taking.full() {
            return;
        }
    }
    if with_header == 0 {
        let hint = words!("row-hint", "a row must name the columns as they were named when the file was written");
        let message = words!("no-sheet", "there is no sheet with answers");
        taking.faults.push(Spot::file(file).fault(Trouble::new(message).hint(hint)));
    }
}

fn header_row(grid: &Grid, taking: &Taking<'_>) -> Option<u32> {
    let mut top = grid.range(..HEADER_WITHIN);
    top.find(|(_, row)| Header::is_one(row.values().filter_map(Value::as_text), taking.model)).map(|(row, _)| *row)
}

/// A sheet of somebody's own is left alone; one with our ids in it has lost its header.
fn no_header(at: &Spot, grid: &Grid, taking: &mut Taking<'_>) {
    let known = |value: &Value| matches!(value, Value::Text(text) if taking.knows(text));
    if grid.values().any(|row| row.values().any(known)) {
        let hint = words!("row-hint", "a row must name the columns as they were named when the file was written");
        let message = words!("no-header-row", "no row names the columns; no answer is taken from here");
        taking.faults.push(at.fault(Trouble::new(message).hint(hint)));
    } else if !at.file.ends_with(&format!(":{}", cover::NAME)) {
        taking.notes.push(at.fault(words!("sheet-unread", "the sheet is not read")));
    }
}

struct Sheet<'s> {
    file: &'s str,
    name: &'s str,
    grid: &'s Grid,
}

impl Sheet<'_> {
    fn spot(&self, row: u32, column: u32) -> Spot {
        let cell = row_col_to_cell(row, u16::try_from(column).unwrap_or(u16::MAX));
        Spot { file: format!("{}:{}!{cell}", self.file, self.name), place: Place::default() }
    }

    fn lines(&self, header_row: u32, regions: &[calamine::Dimensions], taking: &mut Taking<'_>) {
        let cells = self.grid[&header_row].iter();
        let names = cells.filter_map(|(column, value)| Some((*column, value.as_text()?)));
        let header = Header::of(names, taking.model);
        let extra = header.extra.iter().map(|(column, name)| (name.as_str(), self.spot(header_row, *column)));
        if !taking.header(&header, &self.spot(header_row, 0), extra) {
            return;
        }
        let merged = match merged::hidden(regions, &header, self.grid) {
            Ok(merged) => merged,
            Err(trouble) => return taking.faults.push(self.spot(header_row, 0).fault(trouble)),
        };
        for number in self.grid.range(header_row + 1..).map(|(number, _)| *number) {
            if taking.full() {
                return;
            }
            taking.row(&self.row(number, &header, |column| merged.contains(&(number, column))));
        }
    }

    fn row(&self, number: u32, header: &Header, merged: impl Fn(u32) -> bool) -> Row {
        let row = &self.grid[&number];
        let has_id = header.at.iter().any(|(i, column)| column.is_key() && row.contains_key(i));
        let cell = |i: u32| match row.get(&i) {
            _ if has_id && merged(i) => Value::Wrong(words!("merged", "the cell is merged with another").into()),
            value => value.cloned().unwrap_or_default(),
        };
        let cells = header.at.iter().map(|(i, column)| (*column, (self.spot(number, *i), cell(*i)))).collect();
        Row { at: self.spot(number, 0), cells }
    }
}
