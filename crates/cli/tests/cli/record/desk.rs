//! A place with a database of its own, removed afterwards.

use std::process::Command;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use super::served::Served;
use crate::{Place, Run};

/// A folder and a database.
pub struct Desk {
    pub place: Place,
    pub database: String,
    server: Option<(String, String)>,
    /// The address of the program that serves the record, once it does: people act through it then.
    pub served: Option<Served>,
}

static TOLD: Once = Once::new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// The databases at hand, each new and empty.
#[allow(clippy::print_stdout)]
pub fn desks() -> Vec<Desk> {
    let place = Place::new();
    let database = place.path("osmm.db").display().to_string();
    let mut desks = vec![Desk { place, database, server: None, served: None }];
    match std::env::var("OSMM_TEST_POSTGRES") {
        Ok(server) => desks.push(on_postgres(server)),
        Err(_) => TOLD.call_once(|| {
            println!(
                "cli: not run on PostgreSQL: OSMM_TEST_POSTGRES names no server (tests/postgres start DIR makes one)"
            );
        }),
    }
    desks
}

fn on_postgres(server: String) -> Desk {
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let name = format!("osmm_cli_{}_{number}", std::process::id());
    psql(&server, &format!("create database {name}"));
    let (base, query) = server.split_once('?').map_or((server.as_str(), None), |(b, q)| (b, Some(q)));
    let (base, _) = base.rsplit_once('/').unwrap();
    let query = query.map(|q| format!("?{q}")).unwrap_or_default();
    let database = format!("{base}/{name}{query}");
    Desk { place: Place::new(), database, server: Some((server, name)), served: None }
}

/// One statement by another client.
pub fn psql(url: &str, sql: &str) -> String {
    let output = Command::new("psql").args(["-v", "ON_ERROR_STOP=1", "-Atqc", sql, url]).output().unwrap();
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            let sql = format!("drop database if exists {name} with (force)");
            let _ = Command::new("psql").args(["-qc", &sql, server]).output();
        }
    }
}

impl Desk {
    /// Runs the program on the database.
    pub fn run(&self, args: &[&str]) -> Run {
        let mut all = vec!["--database", &self.database];
        all.extend(args);
        self.place.osmm(&all)
    }

    /// Runs it as a person: on the database, or with a token of the person where the record is served.
    pub fn call(&self, who: &str, args: &[&str]) -> Run {
        match &self.served {
            None => self.run(&[&["--as", who], args].concat()),
            Some(served) => {
                let token = format!("token.{who}");
                self.place.osmm(&[&["--server", &served.url, "--token-file", &token], args].concat())
            }
        }
    }

    /// Runs it as a person, and it must do it.
    pub fn by(&self, who: &str, args: &[&str]) -> String {
        let run = self.call(who, args);
        assert_eq!(run.code, 0, "{who} {args:?} on {}: {}{}", self.database, run.out, run.err);
        run.out
    }

    /// Runs it as a person, and it must refuse with these words.
    pub fn refuses(&self, who: &str, args: &[&str], words: &str) {
        let run = self.call(who, args);
        assert_eq!(run.code, 2, "{who} {args:?}: {}{}", run.out, run.err);
        assert!(run.err.contains(words), "{who} {args:?} should say `{words}`: {}", run.err);
    }

    /// A group with two units and a draft `q4`: `ada` and `bob` answer for `pay`, `cyd` for `ops`, `aud` reads all. What
    /// `pay` is asked and answers itself, in the model's order.
    pub fn company(&self) -> Vec<String> {
        self.place
            .write("units.csv", "id,title,parent,headcount\ngroup,Group,,\npay,Payments,group,5\nops,Ops,group,9\n");
        let people = "handle,name,contact,role,unit,until\nada,Ada Ames,ada@example.org,respondent,pay,\n\
                      bob,Bob Bell,bob@example.org,respondent,pay,\ncyd,Cyd Cole,cyd@example.org,respondent,ops,\n\
                      aud,Aya Udo,aya@example.org,auditor,group,\n";
        self.place.write("people.csv", people);
        assert_eq!(self.run(&["unit", "import", "units.csv"]).code, 0);
        self.by("lead", &["person", "import", "people.csv"]);
        self.by("lead", &["assessment", "open", "q4", "--as-of", "2026-12-31", "--deadline", "2026-12-15"]);
        self.asked("pay").into_iter().map(|(item, _)| item).collect()
    }

    /// What a unit is asked and nobody in particular is to answer: item, and why as JSON.
    pub fn asked(&self, unit: &str) -> Vec<(String, String)> {
        let todo = self.json("lead", &["todo", "--all", "--json"]);
        let of = todo["nobody"].as_array().unwrap().iter().filter(|a| a["unit"] == unit);
        of.map(|a| (a["item"].as_str().unwrap().to_owned(), a["reasons"].to_string())).collect()
    }

    /// An item of a unit in the open assessment, as its picture has it.
    pub fn item(&self, unit: &str, item: &str) -> serde_json::Value {
        let shown = self.json("lead", &["assessment", "show", "--json"]);
        let find = |list: &serde_json::Value, key: &str, id: &str| {
            list.as_array().unwrap().iter().find(|x| x[key] == id).cloned()
        };
        let unit = find(&shown["units"], "unit", unit).unwrap();
        find(&unit["items"], "item", item).unwrap_or_default()
    }

    pub fn json(&self, who: &str, args: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.by(who, args)).unwrap()
    }

    /// A statement behind the program's back.
    pub fn tamper(&self, sql: &str) {
        if self.server.is_some() {
            psql(&self.database, sql);
            return;
        }
        let script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()";
        let output = Command::new("python3").args(["-c", script, &self.database, sql]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}
