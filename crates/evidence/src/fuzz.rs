//! Doors for the fuzz targets: what reads foreign bytes and is private. Compiled with `--cfg fuzzing` only.

use osmm_maturity::observation::Tool;

use crate::ScanOptions;
use crate::documents::text;
use crate::facts::{Content, Facts};
use crate::mailmap::Mailmap;

/// Reads an export of another program.
pub fn import(bytes: &[u8]) {
    let tool = Tool { name: "osmm".to_owned(), version: "fuzz".to_owned() };
    let day = jiff::Timestamp::constant(1_795_000_000, 0);
    crate::exports::fuzz(bytes, &ScanOptions::new(day, tool));
}

/// Asks all signals about a repository with one file.
pub fn tree(path: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let facts = Facts::of(&[(path, &text)]);
    for signal in crate::signals::ALL {
        let _ = (signal.observe)(&facts);
    }
}

/// Reads a document of this ending; `xml` is the main part of a DOCX without the package around it.
pub fn document(ending: &str, bytes: &[u8]) {
    let name = format!("policies/open-source-policy.{ending}");
    let content = match String::from_utf8(bytes.to_vec()) {
        Ok(text) if !text::is_packed(&name) => Content::Text(text),
        _ => Content::Bytes(bytes.to_vec()),
    };
    if ending == "xml" {
        text::fuzz(&String::from_utf8_lossy(bytes));
    }
    let facts = Facts::holding([(name.as_str(), content)]);
    for signal in crate::signals::ALL {
        let _ = (signal.observe)(&facts);
    }
}

/// Reads bytes as every object of git, and as a mailmap.
pub fn git(bytes: &[u8]) {
    crate::sources::git::fuzz(bytes);
    let _ = Mailmap::of(bytes).resolve(bytes, bytes);
}
