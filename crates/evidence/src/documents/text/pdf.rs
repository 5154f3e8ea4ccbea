//! PDF: the lines of its pages, put together from where letters stand.
//!
//! A foreign library takes the file apart. It runs in a thread of its own with a deadline, so that neither a panic nor an
//! endless reading ends the run; what it keeps and unpacks is counted while it reads. Files that are encrypted are not
//! opened, and pictures of text are not read.

mod font;
mod lines;
mod page;
mod watched;

use std::cell::Cell;
use std::time::Instant;

use lopdf::{Document, LoadOptions, Object, ObjectId};

use super::build::Build;
use super::{Text, Unit};
use lines::Shown;
use watched::too_long;

/// Pages of a document that is read.
const PAGES: usize = 300;

/// Bytes that one stream has at most when unpacked, and all streams that hold objects together.
const STREAM: usize = 4 << 20;
const OBJECTS: usize = 8 << 20;

/// Objects at most, and bytes of their streams in total, as packed: a hostile file lets them overlap.
const MOST_OBJECTS: usize = 200_000;
const PACKED: usize = 16 << 20;

/// Letters below which there is no text in it.
const LETTERS: usize = 20;

pub(super) fn read(bytes: &[u8]) -> Result<Text, String> {
    if !bytes.iter().take(1024).copied().collect::<Vec<u8>>().windows(5).any(|start| start == b"%PDF-") {
        return Err(damaged());
    }
    if names_encryption(bytes) {
        return Err("it is encrypted; save it without a password and without restrictions".to_owned());
    }
    let bytes = bytes.to_vec();
    watched::run(move |until| open(&bytes, until))
}

fn damaged() -> String {
    "it is damaged, or no PDF".to_owned()
}

/// Whether a name in it is that of the entry for encryption. Names may be written with numbers for letters.
fn names_encryption(bytes: &[u8]) -> bool {
    let is_name = |at: usize| {
        let mut rest = bytes.get(at + 1..).unwrap_or_default();
        b"Encrypt".iter().all(|letter| {
            let (met, after) = match rest {
                [b'#', high, low, after @ ..] => {
                    let digit = |c: &u8| char::from(*c).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                    (digit(high).zip(digit(low)).map_or(0, |(high, low)| high * 16 + low), after)
                }
                [c, after @ ..] => (*c, after),
                [] => return false,
            };
            rest = after;
            met == *letter
        })
    };
    bytes.iter().enumerate().any(|(at, byte)| *byte == b'/' && is_name(at))
}

/// What was kept so far while a file is loaded.
#[derive(Clone, Copy)]
struct Kept {
    objects: usize,
    packed: usize,
    unpacked: usize,
    until: Option<Instant>,
    refused: bool,
}

thread_local! {
    /// The library asks about each object and takes a plain function for it. Each file has a thread of its own.
    static KEPT: Cell<Kept> =
        const { Cell::new(Kept { objects: 0, packed: 0, unpacked: 0, until: None, refused: false }) };
}

/// Lets an object in as long as there is room.
fn admit(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let mut kept = KEPT.get();
    kept.objects += 1;
    if let Object::Stream(stream) = object {
        kept.packed += stream.content.len();
        if stream.dict.has_type(b"ObjStm") {
            let room = OBJECTS.saturating_sub(kept.unpacked);
            let size =
                stream.get_plain_content_with_limit(room.min(STREAM)).map_or(OBJECTS + 1, |content| content.len());
            kept.unpacked += size;
        }
    }
    let late = kept.until.is_some_and(|until| Instant::now() > until);
    kept.refused |= late || kept.objects > MOST_OBJECTS || kept.packed > PACKED || kept.unpacked > OBJECTS;
    KEPT.set(kept);
    // What is handed back is taken for objects out of streams only, which cannot be streams themselves.
    let same = if object.as_stream().is_ok() { Object::Null } else { object.clone() };
    (!kept.refused).then_some((id, same))
}

fn open(bytes: &[u8], until: Instant) -> Result<Text, String> {
    KEPT.set(Kept { until: Some(until), ..KEPT.get() });
    let options = LoadOptions { filter: Some(admit), max_decompressed_size: Some(STREAM), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options);
    if KEPT.get().refused {
        return Err(if Instant::now() > until { too_long() } else { too_large() });
    }
    let document = document.map_err(|error| match error {
        lopdf::Error::Decompress(_) => too_large(),
        _ => damaged(),
    })?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err("it is encrypted".to_owned());
    }
    let pages: Vec<ObjectId> = document.page_iter().take(PAGES + 1).collect();
    if pages.is_empty() {
        return Err(damaged());
    }
    if pages.len() > PAGES {
        return Err(format!("it has more than {PAGES} pages"));
    }
    let (shown, unknown) = page::shown(&document, &pages, until)?;
    let letters: usize = shown.iter().map(|line| line.text().chars().filter(|c| c.is_alphabetic()).count()).sum();
    if unknown > letters {
        return Err("its letters are stored without saying which they are".to_owned());
    }
    if letters < LETTERS {
        return Err("there is no text in it, it may be a scan".to_owned());
    }
    Ok(text(&document, &shown))
}

fn too_large() -> String {
    "what it holds is larger than the limits when unpacked".to_owned()
}

/// Lines in larger letters are headings, the largest on the first page are the title.
fn text(document: &Document, shown: &[Shown]) -> Text {
    let mut build = Build::counting(Unit::Page);
    let usual = lines::usual_size(shown);
    let large = |line: &&Shown| line.size > usual * 1.15;
    let first = shown.first().map_or(1, |line| line.page);
    let largest =
        shown.iter().filter(|line| line.page == first).filter(large).map(|line| line.size).fold(0.0, f32::max);
    let from = shown.iter().position(|line| largest > 0.0 && line.size > largest * 0.98);
    let titled: Vec<&Shown> = from.map_or(Vec::new(), |from| {
        shown[from..].iter().take(3).take_while(|line| line.page == first && line.size > largest * 0.98).collect()
    });
    match titled.first() {
        Some(line) => build.title(line.page, &titled.iter().map(|line| line.text()).collect::<Vec<_>>().join(" ")),
        None => build.title(first, &stated_title(document)),
    }
    for line in shown {
        if large(&line) {
            build.heading(line.page, &line.text());
        } else {
            build.line(line.page, &line.text(), line.continues);
            if line.cells.len() > 1 {
                build.table(std::slice::from_ref(&line.cells));
            } else if let Some((key, value)) = keyed(&line.text()) {
                build.pair(key, value);
            }
        }
    }
    build.finish()
}

/// Keys of tables in which documents describe themselves. A page does not say where a cell ends.
const KEYS: &[&str] = &[
    "document owner",
    "policy owner",
    "owner",
    "version",
    "revision",
    "approved by",
    "approver",
    "approved on",
    "approval date",
    "last reviewed",
    "last review",
    "review date",
    "next review",
    "effective date",
    "last updated",
    "valid from",
    "verantwortlich",
    "genehmigt von",
    "freigegeben von",
    "freigegeben am",
    "gültig ab",
];

/// Characters of such a line.
const KEYED: usize = 80;

/// `Version 2.1`, where key and value stood in two narrow cells: the value begins large or with a digit.
fn keyed(line: &str) -> Option<(&str, &str)> {
    let key = KEYS.iter().find_map(|key| line.get(..key.len()).filter(|start| start.to_lowercase() == **key))?;
    let value = line.get(key.len()..)?.strip_prefix(' ')?;
    let begins = value.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    (begins && line.len() <= KEYED && !value.ends_with('.')).then_some((key, value))
}

/// The title that its properties state.
fn stated_title(document: &Document) -> String {
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict);
    let title = info.and_then(|info| info.get_deref(b"Title", document));
    title.and_then(lopdf::decode_text_string).unwrap_or_default()
}
