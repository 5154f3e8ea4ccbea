//! Prepares the licence texts of the SPDX list for the search of `licence::corpus`: what takes a tenth of a second is done
//! once, and not at each start of the program.

#[path = "src/licence/words.rs"]
#[allow(dead_code)]
mod words;

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/licence/words.rs");
    let mut texts = String::new();
    let mut places = Vec::new();
    let licences = spdx::text::LICENSE_TEXTS.iter().map(|(id, text)| (*id, *text, false));
    let exceptions = spdx::text::EXCEPTION_TEXTS.iter().map(|(id, text)| (*id, *text, true));
    let all = licences.chain(exceptions).filter(|(id, ..)| !is_alias(id));
    for (number, (id, text, exception)) in all.enumerate() {
        let (runs, number) = (words::runs(essence(id, text)), u16::try_from(number)?);
        let size: u32 = runs.iter().map(|(_, times)| u32::from(*times)).sum();
        places.extend(runs.iter().map(|(run, times)| place(*run, number, *times)));
        writeln!(texts, "Text {{ id: {id:?}, exception: {exception}, size: {size} }},")?;
    }
    places.sort_unstable();
    let out = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&out).join("texts.rs"), format!("&[{texts}]"))?;
    std::fs::write(Path::new(&out).join("places"), places.concat())?;
    Ok(())
}

/// A run, the number of the text that has it, and how often, so that places sort by run.
fn place(run: u32, text: u16, times: u16) -> [u8; 8] {
    (u64::from(run) << 32 | u64::from(text) << 16 | u64::from(times)).to_be_bytes()
}

/// The same text under another id: GNU ids with a version clause, and ids with `+` or `with`.
fn is_alias(id: &str) -> bool {
    id.ends_with("-only")
        || id.ends_with("-or-later")
        || id.ends_with('+')
        || id.contains("-with-")
        || id.ends_with("-invariants")
}

/// The part of a text that every copy has: without the advice on how to apply it, and without a second licence.
fn essence(id: &str, text: &'static str) -> &'static str {
    // Many copies leave out what Creative Commons puts before this licence.
    let start = if id == "CC0-1.0" { text.find("Statement of Purpose").unwrap_or_default() } else { 0 };
    let text = &text[start..];
    let end = if id == "LGPL-3.0" { text.find("\nGNU GENERAL PUBLIC LICENSE") } else { None };
    let end = end.or_else(|| text.find("END OF TERMS AND CONDITIONS"));
    end.map_or(text, |end| &text[..end])
}
