//! Tickets as files that trackers import, for networks from which none can be reached.

use std::fmt;
use std::str::FromStr;

use serde_json::json;

use super::{LABEL, Ticket};
use crate::table::guard;

/// What reads the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Importer {
    /// The REST API of GitHub: a list with the body of one request for each issue.
    GitHub,
    /// The importer of GitLab: CSV.
    GitLab,
    /// The importer of Jira: CSV.
    Jira,
}

impl Importer {
    /// All of them, with their names.
    pub const ALL: [(&'static str, Self); 3] =
        [("github", Self::GitHub), ("gitlab", Self::GitLab), ("jira", Self::Jira)];
}

impl fmt::Display for Importer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::ALL.iter().find(|(_, one)| one == self).map_or("", |(name, _)| name))
    }
}

impl FromStr for Importer {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let names = || Self::ALL.map(|(name, _)| name).join(", ");
        let found = Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, one)| *one);
        found.ok_or_else(|| format!("there is no tracker `{name}`; there are {}", names()))
    }
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TicketsError {
    /// As JSON.
    #[error("the tickets could not be written: {0}")]
    Json(#[from] serde_json::Error),
    /// As a table.
    #[error("the tickets could not be written: {0}")]
    Table(#[from] csv::Error),
}

/// The file. The same tickets give the same text.
pub fn file(tickets: &[Ticket], importer: Importer) -> Result<String, TicketsError> {
    match importer {
        Importer::GitHub => github(tickets),
        Importer::GitLab => gitlab(tickets),
        Importer::Jira => jira(tickets),
    }
}

fn github(tickets: &[Ticket]) -> Result<String, TicketsError> {
    let issue = |one: &Ticket| json!({"title": one.title, "body": one.text, "labels": [LABEL]});
    let issues: Vec<serde_json::Value> = tickets.iter().map(issue).collect();
    Ok(serde_json::to_string_pretty(&issues)? + "\n")
}

/// Columns by name; a label can only be given by a line in the text that GitLab carries out.
fn gitlab(tickets: &[Ticket]) -> Result<String, TicketsError> {
    let row = |one: &Ticket| {
        let text = format!("{}\n/label ~{LABEL}\n", one.text);
        [one.title.clone(), text, due(one)]
    };
    table(["title", "description", "due_date"], tickets.iter().map(row))
}

/// Columns that whoever imports maps to fields; the importer wants names without punctuation.
fn jira(tickets: &[Ticket]) -> Result<String, TicketsError> {
    let row = |one: &Ticket| [one.title.clone(), one.text.clone(), "Task".to_owned(), due(one), LABEL.to_owned()];
    table(["Summary", "Description", "Issue Type", "Due Date", "Labels"], tickets.iter().map(row))
}

fn due(ticket: &Ticket) -> String {
    ticket.due.map(|day| day.to_string()).unwrap_or_default()
}

fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Result<String, TicketsError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row.map(|cell| safe(&cell)))?;
    }
    let bytes = writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What a spreadsheet would compute gets an apostrophe in front: the file may be opened by one on its way. A day stays.
fn safe(cell: &str) -> String {
    if cell.parse::<jiff::civil::Date>().is_ok() { cell.to_owned() } else { guard::put(cell) }
}
