//! Sheets for the tests: two units, every item, and a package that can be changed part by part.

use std::io::{Cursor, Read, Write};

use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Head, PersonId};
use osmm_maturity::model::Model;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::sheet::{Given, LineKey, Lines, Stamp};
use osmm_maturity::unit::UnitId;
use osmm_report::sheets::{Cover, SheetLine, SheetUnit, Sheets, Shown};

use crate::sample;

pub(crate) struct Sample {
    pub(crate) model: Model,
    pub(crate) stamp: Stamp,
    pub(crate) cover: Cover,
    pub(crate) units: Vec<SheetUnit>,
    pub(crate) lines: Vec<SheetLine>,
}

impl Sample {
    /// Two units with some answers each.
    pub(crate) fn new() -> Self {
        let model = sample::model(true);
        let stamp = Stamp {
            assessment: AssessmentId("2026-q4".to_owned()),
            model: Digest::of_bytes(b"model"),
            head: Head { seq: 41, digest: Digest::of_bytes(b"head") },
            person: PersonId("p-1".to_owned()),
        };
        let cover = Cover {
            title: "Autumn 2026".to_owned(),
            as_of: "2026-09-30".parse().expect("a date"),
            deadline: "2026-10-31".parse().ok(),
            written: "2026-09-14T08:12:00Z".parse().expect("a time"),
            person: "R. Okafor".to_owned(),
        };
        let unit = |id: &str, title: &str, headcount: Option<&str>| SheetUnit {
            id: UnitId(id.to_owned()),
            title: title.to_owned(),
            headcount: headcount.map(str::to_owned),
        };
        let units = vec![unit("1.10", "Payments", Some("2-4")), unit("markets", "Markets & more", None)];
        let mut sample = Self { model, stamp, cover, units, lines: Vec::new() };
        sample.lines = sample.all_lines();
        sample
    }

    fn all_lines(&self) -> Vec<SheetLine> {
        let items = || self.model.items().map(|(_, item)| item.id.clone());
        let keys = self.units.iter().flat_map(|unit| items().map(|item| (unit.id.clone(), item)));
        keys.enumerate()
            .map(|(i, (unit, item))| SheetLine {
                key: LineKey { unit, item, respondent: PersonId("p-1".to_owned()) },
                given: given(i),
                shown: Shown {
                    respondent: "R. Okafor".to_owned(),
                    central: (i % 2 == 0).then(|| "3 - most".to_owned()),
                    proposal: (i % 3 == 0).then(|| "1 to 2".to_owned()),
                    target: None,
                },
            })
            .collect()
    }

    pub(crate) fn sheets(&self) -> Sheets<'_> {
        Sheets { model: &self.model, stamp: &self.stamp, cover: &self.cover, units: &self.units, lines: &self.lines }
    }

    pub(crate) fn unit_ids(&self) -> Vec<UnitId> {
        self.units.iter().map(|u| u.id.clone()).collect()
    }

    /// What the lines say.
    pub(crate) fn given(&self) -> Lines {
        self.lines.iter().map(|l| (l.key.clone(), l.given.clone())).collect()
    }
}

fn given(i: usize) -> Given {
    let answer = match i % 5 {
        0 => Answer::Rated { rating: Rating(3) },
        1 => Answer::DontKnow { ask: Some("Legal".to_owned()) },
        2 => Answer::NotApplicable { reason: "=we ship nothing".to_owned() },
        3 => Answer::Declined,
        _ => return Given::nothing(),
    };
    Given {
        answer,
        note: Some("2-4 teams\nsecond line".to_owned()),
        function: Some("OSPO lead".to_owned()),
        on: "2026-09-03".parse().ok(),
        overrides: (i == 0).then(|| "+1".to_owned()),
    }
}

/// Every part of a package, changed by its name and content.
pub(crate) fn repack(bytes: &[u8], change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..package.len() {
        let mut part = package.by_index(i).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("readable");
        let name = part.name().expect("a name").into_owned();
        writer.start_file(&name, zip::write::SimpleFileOptions::default()).expect("a new part");
        writer.write_all(&change(&name, content)).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

/// The same for parts that are text, by replacing.
pub(crate) fn replace(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut found = false;
    let found = std::cell::RefCell::new(&mut found);
    let changed = repack(bytes, |name, content| {
        if name != part {
            return content;
        }
        let text = String::from_utf8(content).expect("text");
        **found.borrow_mut() |= text.contains(from);
        text.replace(from, to).into_bytes()
    });
    assert!(**found.borrow(), "{part} has no {from}");
    changed
}
