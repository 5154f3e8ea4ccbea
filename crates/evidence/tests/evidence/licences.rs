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
    /// Why the row says nothing about one text.
    Skip(&'static str),
}

fn expected(row: &BTreeMap<String, String>, text: &mut String) -> Expected {
    let says = &row["expected"];
    if let Some(id) = says.strip_prefix("exact text of ") {
        let id = id.trim().trim_start_matches("depreciate_");
        return match id {
            "CAL-1.0-Combined-Work-Exception" => Expected::Skip("a text that two ids share"),
            "StandardML-NJ" => Expected::Id("SMLNJ".to_owned()), // renamed by SPDX
            _ if spdx::exception_id(id).is_some() || id.contains("-with-") => {
                Expected::Skip("an exception, which is not a licence by itself")
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
        _ if row["path"].contains("multiple-license-files") => Expected::Skip("the outcome of a folder with two files"),
        _ if row["path"].contains("webmock") => Expected::Skip("not a licence file"),
        _ if row["path"].contains("/README") => Expected::Skip("a README; the signal reads it in another way"),
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

#[test]
fn known_texts_are_identified() {
    let Some(folder) = fixtures().map(|folder| folder.join("licences")) else {
        eprintln!("licences: no fixtures (set OSMM_FIXTURES), 0 cases ran");
        return;
    };
    let (mut ran, mut agreed, mut skipped) = (0, 0, BTreeMap::<&str, usize>::new());
    let mut wrong = 0;
    for row in table(&folder.join("SOURCES.tsv")) {
        let mut text = String::from_utf8_lossy(&fs::read(folder.join(&row["file"])).unwrap()).into_owned();
        let expected = expected(&row, &mut text);
        if let Expected::Skip(why) = expected {
            *skipped.entry(why).or_default() += 1;
            continue;
        }
        let found = identify(&text);
        ran += 1;
        let right = match (&expected, &found) {
            (Expected::Id(id), Identified::As(found)) => {
                bare(id) == bare(found.split(" WITH ").next().unwrap_or(found))
            }
            (Expected::NotIdentified, Identified::Unknown | Identified::Nothing) => true,
            _ => false,
        };
        agreed += usize::from(right);
        if !right {
            wrong += usize::from(matches!(found, Identified::As(_)));
            let wanted = if let Expected::Id(id) = &expected { id } else { "(none)" };
            eprintln!("licences: {} is {found:?}, expected {wanted}", row["file"]);
        }
    }
    eprintln!("licences: {agreed} of {ran} cases agreed, {wrong} named another licence; skipped {skipped:?}");
    assert!(agreed * 100 >= ran * 99, "{agreed} of {ran}");
}
