//! A foreign document as a tree whose every node knows its place, read within limits.
//!
//! Formats know one shape, that of JSON. YAML has it by itself; the XML and the tags and values of bills of materials are
//! other ways to write what has a form in JSON, too, and are read into that form: a place is a JSON pointer in all of them.

mod tag_value;
mod tree;
mod xml;
mod yaml;

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use crate::options::Limits;

/// Why a file was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// JSON pointer to the place; empty for the file as a whole.
    pub(super) pointer: String,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Refusal {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { pointer: String::new(), message: message.into(), hint: None }
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// Characters of a foreign text that are kept.
const TEXT: usize = 120;

/// A foreign text as it may be shown: one line of limited length, without control characters.
pub(super) fn clean(text: &str) -> String {
    let shown = |c: char| if c.is_control() || c == '\u{feff}' { ' ' } else { c };
    let line: String = text.trim().chars().take(TEXT).map(shown).collect();
    if text.trim().chars().nth(TEXT).is_some() { format!("{line}…") } else { line }
}

/// The day in UTC of a time or a day as files write it.
pub(super) fn day_of(text: &str) -> Option<Date> {
    let time = text.parse::<Timestamp>().map(|time| time.to_zoned(jiff::tz::TimeZone::UTC).date());
    time.or_else(|_| text.parse::<Date>()).ok()
}

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Yaml,
    Xml,
    TagValue,
    /// Text for people, as Markdown.
    Prose,
}

impl Form {
    /// That of a text, by how it begins and by lines that only one of them has.
    fn of(text: &str) -> Self {
        let starts = |with: &[char]| text.trim_start().starts_with(with);
        let line = |with: fn(&str) -> bool| text.lines().any(with);
        if starts(&['{', '[']) && !text.trim_start().starts_with("[!") {
            Self::Json
        } else if starts(&['<']) && !(text.trim_start().starts_with("<!--") && line(is_box)) {
            Self::Xml
        } else if line(|line| line.starts_with("SPDXVersion:")) {
            Self::TagValue
        } else if line(is_box) {
            Self::Prose
        } else {
            Self::Yaml
        }
    }

    /// Its name, for a reader.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Yaml => "YAML",
            Self::Xml => "XML",
            Self::TagValue => "tag-value",
            Self::Prose => "text",
        }
    }
}

/// Whether a line of Markdown is a box to tick.
pub(super) fn is_box(line: &str) -> bool {
    let rest = line.trim_start().strip_prefix(['-', '*', '+']).unwrap_or_default().trim_start();
    ["[ ]", "[x]", "[X]"].iter().any(|start| rest.starts_with(start))
}

/// The whole document.
pub(super) struct Document {
    value: Value,
    form: Form,
}

impl Document {
    /// Reads UTF-8 with or without a byte order mark, or UTF-16 with one. Several documents of YAML in one file are a list;
    /// text for people is one text.
    pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Self, Refusal> {
        if bytes.len() as u64 > limits.export_bytes {
            let most = limits.export_bytes >> 20;
            return Err(Refusal::new(format!("it is larger than {most} MiB")).hint("export less at once"));
        }
        let text = text_of(bytes)?;
        let form = Form::of(&text);
        let most = limits.export_values;
        let value = match form {
            Form::Json => tree::json(&text, most)?,
            Form::Yaml => yaml::read(&text, most)?,
            Form::Xml => xml::read(&text, most)?,
            Form::TagValue => tag_value::read(&text, most)?,
            Form::Prose => Value::String(text.into_owned()),
        };
        Ok(Self { value, form })
    }

    pub(super) fn form(&self) -> Form {
        self.form
    }

    /// The tree without places.
    pub(super) fn value(&self) -> &Value {
        &self.value
    }

    pub(super) fn root(&self) -> Node<'_> {
        Node { value: &self.value, pointer: String::new() }
    }
}

/// A value and its place.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    value: &'a Value,
    /// JSON pointer; empty for the root.
    pub(super) pointer: String,
}

impl<'a> Node<'a> {
    /// What stands under a key; null is as good as nothing.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(self.below(value, &key.replace('~', "~0").replace('/', "~1")))
    }

    fn below(&self, value: &'a Value, step: &str) -> Self {
        Self { value, pointer: format!("{}/{step}", self.pointer) }
    }

    /// What stands under a key, which has to be there.
    pub(super) fn need(&self, key: &str) -> Result<Self, Refusal> {
        self.get(key).ok_or_else(|| self.refuse(format!("there is no `{key}`")))
    }

    /// The text here.
    pub(super) fn text(&self) -> Result<&'a str, Refusal> {
        self.value.as_str().ok_or_else(|| self.expected("a text"))
    }

    /// The number here.
    pub(super) fn number(&self) -> Result<f64, Refusal> {
        self.value.as_f64().ok_or_else(|| self.expected("a number"))
    }

    /// The list here, each entry with its place.
    pub(super) fn list(&self) -> Result<impl Iterator<Item = Node<'a>> + use<'a, '_>, Refusal> {
        let list = self.value.as_array().ok_or_else(|| self.expected("a list"))?;
        Ok(list.iter().enumerate().map(|(at, value)| self.below(value, &at.to_string())))
    }

    /// The fields of the object here, each with its name and its place; those that are null are left out.
    pub(super) fn fields(&self) -> Result<impl Iterator<Item = (&'a str, Node<'a>)> + use<'a, '_>, Refusal> {
        let fields = self.value.as_object().ok_or_else(|| self.expected("an object"))?;
        Ok(fields.keys().filter_map(|name| Some((name.as_str(), self.get(name)?))))
    }

    /// The text under a key, cleaned, where there is one that says something.
    pub(super) fn said(&self, key: &str) -> Option<String> {
        let text = clean(self.value.get(key)?.as_str()?);
        (!text.is_empty()).then_some(text)
    }

    /// Whether there is an object here.
    pub(super) fn is_object(&self) -> bool {
        self.value.is_object()
    }

    /// True or false.
    pub(super) fn flag(&self) -> Result<bool, Refusal> {
        self.value.as_bool().ok_or_else(|| self.expected("true or false"))
    }

    /// Whether it says no.
    pub(super) fn is_false(&self) -> bool {
        self.value.as_bool() == Some(false)
    }

    /// A refusal at this place.
    pub(super) fn refuse(&self, message: impl Into<String>) -> Refusal {
        Refusal { pointer: self.pointer.clone(), ..Refusal::new(message) }
    }

    fn expected(&self, what: &str) -> Refusal {
        let found = match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.refuse(format!("expected {what}, found {found}"))
    }
}

/// The text of a file.
fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|two| unit([two[0], two[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.map(Cow::Owned).map_err(|_| Refusal::new("it is not readable as UTF-16"))
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            let text = std::str::from_utf8(bytes).map_err(|error| {
                let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
                Refusal::new(format!("it is no text in UTF-8: line {line}"))
            });
            text.map(Cow::Borrowed)
        }
    }
}

/// The refusal of a document with too many values.
fn too_many(most: usize) -> Refusal {
    Refusal::new(format!("it has more than {most} values")).hint("export less at once")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str, limits: &Limits) -> String {
        Document::read(text.as_bytes(), limits).err().map(|r| r.message).unwrap_or_default()
    }

    #[test]
    fn every_node_knows_its_place() {
        let document = Document::read(b"\xef\xbb\xbf{\"a/b\": [{\"c~\": 7}]}", &Limits::default()).unwrap();
        let root = document.root();
        let node = root.need("a/b").unwrap().list().unwrap().next().unwrap().need("c~").unwrap();
        assert_eq!((node.pointer.as_str(), node.number()), ("/a~1b/0/c~0", Ok(7.0)));
        let refused = node.text().unwrap_err();
        assert_eq!(
            (refused.pointer.as_str(), refused.message.as_str()),
            ("/a~1b/0/c~0", "expected a text, found a number")
        );
    }

    #[test]
    fn size_depth_and_number_have_limits() {
        let limits = Limits { export_bytes: 1 << 20, export_values: 100, ..Limits::default() };
        assert_eq!(refused(&" ".repeat((1 << 20) + 1), &limits), "it is larger than 1 MiB");
        assert!(refused(&"[".repeat(300), &Limits::default()).contains("recursion limit"));
        assert_eq!(refused(&format!("[{}0]", "0,".repeat(200)), &limits), "it has more than 100 values");
        assert_eq!(refused(&format!("[{}0]", "0,".repeat(90)), &limits), "");
        for (text, says) in
            [("{\"a\": 1, \"a\": 2}", "there twice"), ("{} {}", "trailing"), ("", "it is empty"), ("\u{0}", "YAML")]
        {
            assert!(refused(text, &limits).contains(says), "{text}: {}", refused(text, &limits));
        }
    }

    #[test]
    fn forms_are_told_by_content() {
        let marked = |form: Form, text: &str| assert_eq!(Form::of(text), form, "{text}");
        marked(Form::Json, " {}");
        marked(Form::Json, "[1]");
        marked(Form::Xml, "<?xml version='1.0'?><bom/>");
        marked(Form::Xml, "<!-- made by hand --><bom/>");
        marked(Form::TagValue, "# a remark\nSPDXVersion: SPDX-2.3\n");
        marked(Form::Prose, "<!-- filled in -->\n[![logo](a)](b)\n\n  * [x] We do.\n");
        marked(Form::Prose, "![logo](a)\n- [ ] We do.\n");
        marked(Form::Yaml, "---\n- a: [x]\n");
    }

    #[test]
    fn wide_text_is_read_too() {
        let text = "\u{feff}{\"é\": 1}";
        for wide in [
            text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
            text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        ] {
            assert!(Document::read(&wide, &Limits::default()).unwrap().root().get("é").is_some());
        }
        let broken = Document::read(b"\xff\xfe\x00\xd8", &Limits::default()).err().unwrap();
        assert_eq!(broken.message, "it is not readable as UTF-16");
        let broken = Document::read(b"{\n\xff}", &Limits::default()).err().unwrap();
        assert_eq!(broken.message, "it is no text in UTF-8: line 2");
    }

    #[test]
    fn foreign_text_is_one_short_line() {
        assert_eq!(clean(" a\nb\u{1b}[0m "), "a b [0m");
        assert_eq!(clean(&"é".repeat(500)).chars().count(), 121);
    }
}
