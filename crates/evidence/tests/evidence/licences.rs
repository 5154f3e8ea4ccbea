//! Licence texts of known outcome: how many are identified as their own projects say.
//!
//! Runs when the folder with fixtures is there: `OSMM_FIXTURES`, or `../../../shared/fixtures` seen from this crate.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use osmm_evidence::licence::{Identified, identify};

/// The folder with fixtures, if it is there.
pub fn fixtures() -> Option<PathBuf> {
    let named = std::env::var_os("OSMM_FIXTURES").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures"));
    folder.is_dir().then_some(folder)
}

/// Rows of a table with tabs, by column name.
pub fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    lines
        .map(|line| names.iter().map(|name| (*name).to_owned()).zip(line.split('\t').map(ToOwned::to_owned)).collect())
        .collect()
}

/// What a row expects, and the text to look at.
enum Expected {
    Id(String),
    NotIdentified,
    /// The row says nothing about one text.
    Skip,
}

fn expected(row: &BTreeMap<String, String>, text: &mut String) -> Expected {
    let says = &row["expected"];
    if let Some(id) = says.strip_prefix("exact text of ") {
        let id = id.trim().trim_start_matches("depreciate_");
        return match id {
            "StandardML-NJ" => Expected::Id("SMLNJ".to_owned()), // renamed by SPDX
            // A text that two ids share, and exceptions, which are no licences by themselves.
            _ if id == "CAL-1.0-Combined-Work-Exception"
                || spdx::exception_id(id).is_some()
                || id.contains("-with-") =>
            {
                Expected::Skip
            }
            _ => Expected::Id(id.to_owned()),
        };
    }
    if says.starts_with("front matter") {
        let id = text.lines().find_map(|line| line.strip_prefix("spdx-id:")).unwrap_or_default().trim().to_owned();
        *text = text.splitn(3, "---\n").nth(2).unwrap_or_default().to_owned();
        return Expected::Id(id);
    }
    let key = says.strip_prefix("directory key=").and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    match key {
        // The outcome of a folder with two files, a file that is no licence, and READMEs, which the signal reads otherwise.
        _ if ["multiple-license-files", "webmock", "/README"].iter().any(|part| row["path"].contains(part)) => {
            Expected::Skip
        }
        // The list that this row was judged with does not hold the licence; its text is the licence's own.
        "other" if row["path"].contains("cc-by-nd") => Expected::Id("CC-BY-ND-4.0".to_owned()),
        "other" | "None" | "no-license" => Expected::NotIdentified,
        "gfdl-1.3" => Expected::Id("GFDL-1.3".to_owned()),
        key => Expected::Id(key.to_owned()),
    }
}

/// The id without what a text alone cannot say.
fn bare(id: &str) -> String {
    let id = id.to_lowercase();
    let id = id.strip_suffix("-only").or_else(|| id.strip_suffix("-or-later")).unwrap_or(&id).trim_end_matches('+');
    id.split("-with-").next().unwrap_or(id).to_owned()
}

/// How the texts were judged.
#[derive(Default)]
pub struct Judged {
    pub ran: usize,
    pub right: usize,
    /// Said to be another licence than they are, with both.
    pub wrong: Vec<String>,
    /// Of a known licence, said to be unknown or none.
    pub unknown: Vec<String>,
    pub skipped: usize,
}

/// Judges all texts, where the folder is there.
pub fn judged() -> Option<Judged> {
    let folder = fixtures()?.join("licences");
    let mut judged = Judged::default();
    for row in table(&folder.join("SOURCES.tsv")) {
        let mut text = String::from_utf8_lossy(&fs::read(folder.join(&row["file"])).unwrap()).into_owned();
        let expected = expected(&row, &mut text);
        let found = identify(&text);
        let wanted = match &expected {
            Expected::Skip => {
                judged.skipped += 1;
                continue;
            }
            Expected::Id(id) => id.as_str(),
            Expected::NotIdentified => "none that is known",
        };
        judged.ran += 1;
        match (&expected, &found) {
            (Expected::Id(id), Identified::As(found))
                if bare(id) == bare(found.split(" WITH ").next().unwrap_or(found)) =>
            {
                judged.right += 1;
            }
            (Expected::NotIdentified, Identified::Unknown | Identified::Nothing) => judged.right += 1,
            (_, Identified::As(found)) => {
                judged.wrong.push(format!("`{}` is said to be {found}, and is {wanted}", row["file"]));
            }
            _ => judged.unknown.push(format!("`{}`, which is {wanted}", row["file"])),
        }
    }
    Some(judged)
}

#[test]
fn known_texts_are_identified() {
    let Some(judged) = judged() else {
        eprintln!("licences: no fixtures (set OSMM_FIXTURES), 0 cases ran");
        return;
    };
    for one in judged.wrong.iter().chain(&judged.unknown) {
        eprintln!("licences: {one}");
    }
    let (right, ran) = (judged.right, judged.ran);
    let (wrong, unknown) = (judged.wrong.len(), judged.unknown.len());
    eprintln!("licences: {right} of {ran} cases agreed, {wrong} named another licence, {unknown} unknown");
    assert!(right * 100 >= ran * 99, "{right} of {ran}");
}
