//! Databases for the bench, and the peer: the programs that come with SQLite and PostgreSQL, dumping the same rows.

use std::path::Path;
use std::process::{Command, Stdio};

use osmm_store::Place;

use crate::company::Company;
use crate::step::Step;

/// A database with a record.
pub enum Base {
    Sqlite { file: String },
    Postgres { server: String, name: String },
}

/// Rows that are dumped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// The events that reading one assessment needs.
    Assessment,
    /// All events.
    Events,
    /// All tables.
    Everything,
}

impl Rows {
    pub const ALL: [Self; 3] = [Self::Assessment, Self::Events, Self::Everything];

    /// The rows that a step reads.
    pub fn of(step: Step) -> Self {
        match step {
            Step::Open | Step::Score | Step::RollUp => Self::Assessment,
            Step::FoldAll => Self::Events,
            Step::Export => Self::Everything,
        }
    }

    fn sql(self) -> String {
        let first = Company::assessment(0);
        let of = if self == Self::Assessment {
            format!("where within is null or within = '{first}'")
        } else {
            String::new()
        };
        format!("select * from events {of} order by seq")
    }
}

impl Base {
    pub fn sqlite(folder: &Path, name: &str) -> Self {
        Self::Sqlite { file: folder.join(name).display().to_string() }
    }

    /// A new database on a server.
    pub fn postgres(server: &str, name: &str) -> Self {
        let name = format!("osmm_bench_{}_{name}", std::process::id());
        psql(server, &format!("create database {name}"));
        Self::Postgres { server: server.to_owned(), name }
    }

    pub fn kind(&self) -> &'static str {
        if let Self::Sqlite { .. } = self { "SQLite" } else { "PostgreSQL" }
    }

    /// As the program takes it after `--database`.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite { file } => file.clone(),
            Self::Postgres { server, name } => format!("{}/{name}", server.rsplit_once('/').unwrap().0),
        }
    }

    pub fn place(&self) -> Place {
        self.url().parse().unwrap()
    }

    /// The dump in words.
    pub fn peer(&self, rows: Rows) -> &'static str {
        match (self, rows) {
            (Self::Sqlite { .. }, Rows::Assessment) => "sqlite3: its rows as SQL",
            (Self::Sqlite { .. }, Rows::Events) => "sqlite3: all events as SQL",
            (Self::Sqlite { .. }, Rows::Everything) => "sqlite3: .dump",
            (Self::Postgres { .. }, Rows::Assessment) => "psql: copy its rows",
            (Self::Postgres { .. }, Rows::Events) => "psql: copy all events",
            (Self::Postgres { .. }, Rows::Everything) => "pg_dump --data-only",
        }
    }

    /// The program that dumps rows.
    pub fn dump(&self, rows: Rows) -> Command {
        let (program, args) = match (self, rows) {
            (Self::Sqlite { file }, Rows::Everything) => {
                ("sqlite3", vec!["-readonly".into(), file.clone(), ".dump".into()])
            }
            (Self::Sqlite { file }, rows) => {
                ("sqlite3", vec!["-readonly".into(), file.clone(), ".mode insert events".into(), rows.sql()])
            }
            (Self::Postgres { .. }, Rows::Everything) => ("pg_dump", vec!["--data-only".into(), self.url()]),
            (Self::Postgres { .. }, rows) => {
                ("psql", vec!["-qc".into(), format!("copy ({}) to stdout", rows.sql()), self.url()])
            }
        };
        let mut command = Command::new(program);
        command.args(args).stdin(Stdio::null());
        command
    }

    /// How many events a dump holds.
    pub fn events(&self, rows: Rows) -> usize {
        let output = self.dump(rows).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        match (self, rows) {
            (Self::Sqlite { .. }, _) => text.lines().filter(|l| l.starts_with("INSERT INTO events ")).count(),
            (Self::Postgres { .. }, Rows::Everything) => {
                let table = text.lines().skip_while(|l| !l.starts_with("COPY public.events "));
                table.skip(1).take_while(|l| *l != "\\.").count()
            }
            (Self::Postgres { .. }, _) => text.lines().count(),
        }
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        if let Self::Postgres { server, name } = self {
            psql(server, &format!("drop database {name} with (force)"));
        }
    }
}

fn psql(url: &str, sql: &str) {
    let output = Command::new("psql").args(["-v", "ON_ERROR_STOP=1", "-qc", sql, url]).output().unwrap();
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
}
