//! The pictures, drawn once for page, PDF and slides.
//!
//! Each module turns an assessment into rows of plain figures, which also make the table beside the picture, and
//! then into marks. Colours come from `templates/chart.css`, shapes carry the meaning.

pub mod grid;
pub mod profile;
