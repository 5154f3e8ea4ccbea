//! A story as one flat table: a row for each figure, and one for each cell of its tables and pictures.

use crate::ReportError;
use crate::story::{Block, Story, Table};
use crate::table::guard;

const HEAD: [&str; 8] = ["chapter", "table", "row", "column", "value", "rests_on", "source", "as_of"];

/// The whole report, as UTF-8 with a byte order mark, which spreadsheets ask for.
pub(super) fn csv(story: &Story) -> Result<Vec<u8>, ReportError> {
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(HEAD)?;
    let as_of = story.as_of.to_string();
    for chapter in &story.chapters {
        for block in &chapter.blocks {
            for [table, row, column, value, grounds, source] in rows(block) {
                let cells = [&chapter.id, &table, &row, &column, &value, &grounds].map(|cell| guard::put(cell));
                writer.write_record(cells.iter().map(String::as_str).chain([source.as_str(), as_of.as_str()]))?;
            }
        }
    }
    writer.into_inner().map_err(|error| ReportError::Table(error.into_error().into()))
}

fn rows(block: &Block) -> Vec<[String; 6]> {
    let none = String::new;
    match block {
        Block::Text(_) | Block::List(_) => Vec::new(),
        Block::Figures(figures) => figures
            .iter()
            .map(|one| {
                [none(), one.label.clone(), none(), one.value.clone(), one.grounds.clone(), one.source.to_string()]
            })
            .collect(),
        Block::Table(table) => cells(table),
        Block::Picture(picture) => cells(&picture.table),
    }
}

fn cells(table: &Table) -> Vec<[String; 6]> {
    let of_row = |row: &Vec<String>| {
        let name = row.first().cloned().unwrap_or_default();
        let rest = table.columns.iter().zip(row).skip(1);
        let cell = move |(column, value): (&String, &String)| {
            [table.title.clone(), name.clone(), column.clone(), value.clone(), String::new(), String::new()]
        };
        rest.map(cell).collect::<Vec<_>>()
    };
    table.rows.iter().flat_map(of_row).collect()
}
