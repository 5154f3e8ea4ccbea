//! DOCX: the paragraphs of a text document, its tables, headers and footers, and its title. Nothing in it is followed.
//!
//! Sizes that a package states about itself cannot be relied on: what is unpacked is counted. A document type is refused,
//! and with it every entity that could be expanded.

mod body;
mod styles;

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::build::Build;
use super::{Text, Unit};

/// Most parts of a package, and most bytes of the parts that are read, unpacked.
const PARTS: usize = 5_000;
const UNPACKED: u64 = 32 << 20;

/// Headers and footers that are read.
const MARGINS: usize = 12;

/// Deepest nesting of elements.
const DEEPEST: usize = 256;

/// How files begin that are encrypted, or in the format before DOCX.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

type Package<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

pub(super) fn read(bytes: &[u8]) -> Result<Text, String> {
    if bytes.starts_with(COMPOUND) {
        return Err(
            "it is protected with a password, or in an old format; save it as DOCX without a password".to_owned()
        );
    }
    let mut package = Package::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if package.len() > PARTS {
        return Err(format!("its package has more than {PARTS} parts"));
    }
    let mut left = UNPACKED;
    let main = part(&mut package, "word/document.xml", &mut left)?.ok_or_else(damaged)?;
    let styles = part(&mut package, "word/styles.xml", &mut left)?.map(|text| styles::read(&text)).transpose()?;
    let mut build = Build::counting(Unit::Paragraph);
    body::read(&main, &styles.unwrap_or_default(), &mut build)?;
    for name in margins(&package) {
        if let Some(text) = part(&mut package, &name, &mut left)? {
            let mut margin = Build::default();
            body::read(&text, &styles::Styles::default(), &mut margin)?;
            margin.into_pairs().iter().for_each(|(key, value)| build.pair(key, value));
        }
    }
    if let (false, Some(core)) = (build.has_heading(), part(&mut package, "docProps/core.xml", &mut left)?) {
        build.title(1, &title(&core)?);
    }
    Ok(build.finish())
}

#[cfg(fuzzing)]
pub(super) fn fuzz(xml: &str) {
    let styles = styles::read(xml).unwrap_or_default();
    let _ = body::read(xml, &styles, &mut Build::counting(Unit::Paragraph));
    let _ = title(xml);
}

fn damaged() -> String {
    "it is damaged, or no text document (DOCX)".to_owned()
}

fn margins(package: &Package<'_>) -> Vec<String> {
    let is_margin =
        |name: &String| (name.starts_with("word/header") || name.starts_with("word/footer")) && name.ends_with(".xml");
    let all = package.file_names().flatten().map(std::borrow::Cow::into_owned);
    let mut names: Vec<String> = all.filter(is_margin).collect();
    names.sort();
    names.truncate(MARGINS);
    names
}

/// The text of a part, or nothing where there is none of this name.
fn part(package: &mut Package<'_>, name: &str, left: &mut u64) -> Result<Option<String>, String> {
    let Some(index) = package.index_for_name(name) else { return Ok(None) };
    let entry = package.by_index(index).map_err(|_| damaged())?;
    let mut bytes = Vec::new();
    let read = entry.take(*left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
    *left = (*left)
        .checked_sub(read as u64)
        .ok_or_else(|| format!("it is larger than {} MiB when unpacked", UNPACKED >> 20))?;
    String::from_utf8(bytes).map(Some).map_err(|_| "it is not in UTF-8".to_owned())
}

/// The title that its properties state.
fn title(core: &str) -> Result<String, String> {
    let mut title = String::new();
    let mut inside = false;
    walk(core, &mut |event| {
        match event {
            Xml::Start(start) => inside = start.local_name().into_inner() == "title",
            Xml::End(_) => inside = false,
            Xml::Text(text) if inside => title.push_str(text),
            Xml::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(title)
}

/// What is met in a part.
enum Xml<'x> {
    Start(&'x BytesStart<'x>),
    /// The local name of the element that ends.
    End(&'x str),
    Text(&'x str),
}

/// Goes through a part.
fn walk(text: &str, see: &mut dyn FnMut(Xml<'_>) -> Result<(), String>) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err("its elements are nested too deeply".to_owned());
                }
                see(Xml::Start(&start))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                see(Xml::End(end.local_name().into_inner()))?;
            }
            Event::Text(said) => see(Xml::Text(&said.xml10_content()))?,
            Event::CData(said) => see(Xml::Text(&said.xml10_content()))?,
            Event::GeneralRef(reference) => {
                let named = reference.xml10_content();
                let known = quick_xml::escape::resolve_predefined_entity(&named);
                match reference.resolve_char_ref().map_err(|_| damaged())? {
                    Some(c) => see(Xml::Text(c.encode_utf8(&mut [0; 4])))?,
                    None => see(Xml::Text(known.ok_or_else(|| "it uses an entity that is not known".to_owned())?))?,
                }
            }
            Event::DocType(_) => return Err("it has a document type, which is not read".to_owned()),
            Event::Eof if depth > 0 => return Err(damaged()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute of this local name.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok().map(std::borrow::Cow::into_owned)
}
