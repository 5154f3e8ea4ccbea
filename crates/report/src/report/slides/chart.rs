//! Native charts: they can be edited, since each carries the workbook that it is drawn from.

use askama::Template;
use rust_xlsxwriter::Workbook;

use crate::ReportError;
use crate::charts::profile::Row;
use crate::story::Drawn;

/// More rows than that are too many for a slide: then the levels alone are drawn.
const MOST: usize = 10;

/// Bars beside each other, for each label.
pub(super) struct Bars {
    pub(super) labels: Vec<String>,
    /// Name, colour and value for each label, where there is one.
    pub(super) series: Vec<Series>,
    /// The end of the scale.
    pub(super) top: f64,
}

/// Bars of one colour.
pub(super) struct Series {
    pub(super) name: &'static str,
    pub(super) colour: &'static str,
    pub(super) values: Vec<Option<f64>>,
}

impl Bars {
    /// What a picture shows, as bars.
    pub(super) fn of(drawn: &Drawn) -> Self {
        let Drawn::Profile(profile) = drawn;
        let levels = profile.rows.len() > MOST && profile.rows.iter().any(|row| row.level);
        let rows: Vec<&Row> = profile.rows.iter().filter(|row| row.level || !levels).collect();
        let series = |name, colour, value: fn(&Row) -> Option<f64>| Series {
            name,
            colour,
            values: rows.iter().map(|row| value(row)).collect(),
        };
        let series = [
            series("Claimed", "276F8D", |row| row.score),
            series("Supported", "5B9BB5", |row| row.supported),
            series("Verified", "9CC3D3", |row| row.verified),
        ];
        Self {
            labels: rows.iter().map(|row| row.label.clone()).collect(),
            series: series.into_iter().filter(|one| one.values.iter().any(Option::is_some)).collect(),
            top: profile.top,
        }
    }

    /// The workbook: labels in the first column, a series in each further one.
    pub(super) fn workbook(&self) -> Result<Vec<u8>, ReportError> {
        let mut workbook = Workbook::new();
        let epoch = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&epoch));
        let sheet = workbook.add_worksheet();
        sheet.set_name(SHEET)?.set_column_width(0, 40)?;
        for (row, label) in (1..).zip(&self.labels) {
            sheet.write_string(row, 0, label)?;
        }
        for (column, series) in (1..).zip(&self.series) {
            sheet.write_string(0, column, series.name)?;
            for (row, value) in (1..).zip(&series.values) {
                if let Some(value) = value {
                    sheet.write_number(row, column, *value)?;
                }
            }
        }
        Ok(workbook.save_to_buffer()?)
    }

    /// The part of the chart.
    pub(super) fn part(&self) -> Result<String, ReportError> {
        Ok(Part { bars: self }.render()?)
    }

    /// The cells of a column, as formulas want it.
    fn cells(&self, column: &usize) -> String {
        let letter = self.letter(*column);
        format!("{SHEET}!${letter}$2:${letter}${}", self.labels.len() + 1)
    }

    fn head(&self, column: &usize) -> String {
        format!("{SHEET}!${}$1", self.letter(*column))
    }

    fn letter(&self, column: usize) -> String {
        rust_xlsxwriter::utility::column_number_to_name(u16::try_from(column).unwrap_or(0))
    }
}

const SHEET: &str = "Sheet1";

#[derive(Template)]
#[template(path = "slides/chart.xml")]
struct Part<'a> {
    bars: &'a Bars,
}
