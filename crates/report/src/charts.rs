//! The pictures, drawn once for page, PDF and slides.
//!
//! Each module turns an assessment into rows of plain figures, which also make the table beside the picture, and
//! then into marks. Colours come from `templates/chart.css`, shapes carry the meaning.

pub mod graph;
pub mod grid;
pub mod heat;
pub mod profile;
pub mod radar;
pub mod trend;

use std::fmt;

/// A length or a coordinate: one decimal at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Figure(pub(crate) f64);

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = if self.0.is_finite() { (self.0 * 10.0).round() / 10.0 } else { 0.0 };
        write!(f, "{rounded}")
    }
}
