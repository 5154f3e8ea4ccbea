//! Showing: an assessment in, bytes out. Pure: no clock, no files, no network.
//!
//! [`html`] makes one self-contained page that a person can open, print and pass on. Each section of it is a module
//! that turns the [`Assessment`] into words and figures (`sections.rs` lists them), the templates only place them.
//! [`charts`] draws the pictures, so that other formats can use the same ones.
//!
//! [`story`] says what is told to an audience, and [`report`] places it in a format; as a workbook, [`reckoning`] writes
//! all numbers as formulas.
//!
//! [`guide_markdown`] turns a part of a model into a document.
//!
//! [`workbook`] and [`table`] carry answers out to spreadsheets and back (see [`sheets`]); [`checklist`] takes over the
//! values of another tool.
//!
//! [`pack`] seals a published assessment with all that it rests on.
//!
//! [`tickets`] turns the actions of a plan into work for a tracker.
//!
//! Texts of users and models are data: `text::Guard` escapes every expression of every template.

pub mod charts;
pub mod checklist;
pub mod pack;
pub mod reckoning;
pub mod report;
pub mod sheets;
pub mod story;
pub mod table;
pub mod tickets;
pub mod workbook;

mod guide;
mod html;
mod reading;
mod sections;
mod text;

pub use reading::Reading;
pub use text::Guard;

/// Colours and sizes that every page shares, as style sheet.
pub const TOKENS: &str = include_str!("../templates/tokens.css");

/// How the pictures of [`charts`] look, as style sheet.
pub const CHART_STYLE: &str = concat!(
    include_str!("../templates/grid.css"),
    include_str!("../templates/chart.css"),
    include_str!("../templates/heat.css")
);

use osmm_maturity::assessment::Assessment;

pub use guide::guide_markdown;
pub use html::html;

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A template could not be filled.
    #[error("the report could not be written: {0}")]
    Template(#[from] askama::Error),
    /// As JSON.
    #[error("the report could not be written: {0}")]
    Json(#[from] serde_json::Error),
    /// As a table.
    #[error("the report could not be written: {0}")]
    Table(#[from] ::csv::Error),
    /// As a package of parts.
    #[error("the report could not be written: {0}")]
    Package(#[from] zip::result::ZipError),
    /// Into a package.
    #[error("the report could not be written: {0}")]
    Part(#[from] std::io::Error),
    /// As a workbook.
    #[error("the report could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// What was found, in one sentence: the title of the report, for other places that need it.
#[must_use]
pub fn finding(assessment: &Assessment) -> String {
    sections::headline::title(&Reading::new(assessment))
}

/// The profile picture as a stand-alone SVG document with its own colours, for other formats.
pub fn profile_svg(assessment: &Assessment) -> Result<String, ReportError> {
    let reading = Reading::new(assessment);
    charts::profile::draw(&charts::profile::rows(&reading), charts::profile::Layout::wide().alone())
}
