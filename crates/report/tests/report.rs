//! The page from sample assessments: what it says, and what it must never contain.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

#[path = "report/checklists.rs"]
mod checklists;
#[path = "report/edited.rs"]
mod edited;
#[path = "report/hostile.rs"]
mod hostile;
#[path = "report/layout.rs"]
mod layout;
#[path = "report/libreoffice.rs"]
mod libreoffice;
#[path = "report/markup.rs"]
mod markup;
#[path = "report/page.rs"]
mod page;
#[path = "report/reckoning.rs"]
mod reckoning;
#[path = "report/safety.rs"]
mod safety;
#[path = "report/sample.rs"]
mod sample;
#[path = "report/sheets.rs"]
mod sheets;
#[path = "report/slides.rs"]
mod slides;
#[path = "report/stories.rs"]
mod stories;
#[path = "report/tables.rs"]
mod tables;
#[path = "report/there_and_back.rs"]
mod there_and_back;
#[path = "report/tickets.rs"]
mod tickets;
