//! YAML as a tree of nodes that know their place, and a reader that collects every fault instead of stopping at the first.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Location, Spanned};

use crate::fault::{Fault, Place, Words, likely};
use crate::words;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it starts.
    pub place: Place,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing written.
    Null,
    /// true or false.
    Bool(bool),
    /// Whole number.
    Int(i64),
    /// Number with a point.
    Float(f64),
    /// Text.
    Text(String),
    /// List.
    List(Vec<Node>),
    /// Map; the keys as written, twice where written twice.
    Map(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Where it starts.
    pub place: Place,
    /// The key.
    pub name: String,
}

impl Value {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

fn place(location: Location) -> Place {
    let clip = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Place { line: clip(location.line()), column: clip(location.column()) }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Value>::deserialize(deserializer)?;
        Ok(Self { place: place(spanned.referenced), value: spanned.value })
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Int(v))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(i64::try_from(v).map_or_else(|_| Value::Text(v.to_string()), Value::Int))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(Value::Float(v))
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::Text(v.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(node) = seq.next_element()? {
            list.push(node);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, node)) = map.next_entry::<Spanned<String>, Node>()? {
            entries.push((Key { place: place(key.referenced), name: key.value }, node));
        }
        Ok(Value::Map(entries))
    }
}

/// Largest YAML text that is read, in bytes.
const LARGEST: usize = 4 << 20;

/// Parses one YAML document; the library's own limits on aliases and nodes apply.
pub fn parse(file: &str, text: &str) -> Result<Node, Fault> {
    let options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        budget: serde_saphyr::budget! { max_depth: DEEPEST },
    };
    sized(file, text)?;
    serde_saphyr::from_str_with_options(text, options).map_err(|error| unreadable(file, &error))
}

/// Parses all YAML documents of a text within the same limits; empty ones are left out.
pub(crate) fn parse_all(file: &str, text: &str) -> Result<Vec<Node>, Fault> {
    let options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        budget: serde_saphyr::budget! { max_depth: DEEPEST, max_documents: MOST_DOCUMENTS },
    };
    sized(file, text)?;
    serde_saphyr::from_multiple_with_options(text, options).map_err(|error| unreadable(file, &error))
}

/// Deepest nesting of lists and maps. The library's limit of 64 is more than a thread's stack of 2 MiB carries when maps
/// and lists alternate in a build without optimisation.
const DEEPEST: usize = 32;

/// Most documents in one text.
const MOST_DOCUMENTS: usize = 20_000;

fn sized(file: &str, text: &str) -> Result<(), Fault> {
    if text.len() <= LARGEST {
        return Ok(());
    }
    let message = words!("larger", "larger than {mib} MiB", mib = LARGEST >> 20);
    Err(Fault { file: file.to_owned(), place: Place::default(), message, hint: None })
}

fn unreadable(file: &str, error: &serde_saphyr::Error) -> Fault {
    let error = error.without_snippet();
    let place = error.location().map(place).unwrap_or_default();
    let full = error.to_string();
    let message = full.lines().next().unwrap_or("not readable as YAML");
    let message = message.split(" at line ").next().unwrap_or(message).trim_end_matches([',', ':', ' ']);
    Fault {
        file: file.to_owned(),
        place,
        message: words!("no-yaml", "not readable as YAML: {detail}", detail = message),
        hint: None,
    }
}

/// The faults of one file, as they are found.
#[derive(Debug)]
pub(crate) struct Faults {
    /// The file.
    pub file: String,
    /// What was found.
    pub list: Vec<Fault>,
}

impl Faults {
    pub(crate) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), list: Vec::new() }
    }

    pub(crate) fn add(&mut self, place: Place, message: impl Into<String>, hint: Option<String>) {
        let message: String = message.into();
        self.say(place, message.into(), hint.map(Words::from));
    }

    /// The same in words that can be translated.
    pub(crate) fn say(&mut self, place: Place, message: Words, hint: Option<Words>) {
        self.list.push(Fault { file: self.file.clone(), place, message, hint });
    }

    /// A non-empty text.
    pub(crate) fn text(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
                let hint = words!("quotes", "put it in quotes, so that it is read as written");
                let kind = node.value.kind();
                self.say(
                    node.place,
                    words!("expected-text", "expected a text, found {found}", found = kind),
                    Some(hint),
                );
                None
            }
            Value::Text(_) | Value::Null => {
                self.say(
                    node.place,
                    words!("expected-text", "expected a text, found {found}", found = "nothing"),
                    None,
                );
                None
            }
            other => {
                self.say(
                    node.place,
                    words!("expected-text", "expected a text, found {found}", found = other.kind()),
                    None,
                );
                None
            }
        }
    }

    /// A whole number within bounds.
    pub(crate) fn whole<T: TryFrom<i64>>(&mut self, node: &Node) -> Option<T> {
        let number = match node.value {
            Value::Int(n) => T::try_from(n).ok(),
            _ => None,
        };
        if number.is_none() {
            let found = shown(&node.value);
            self.say(
                node.place,
                words!("expected-whole", "expected a whole number, found {found}", found = found),
                None,
            );
        }
        number
    }

    /// A number.
    pub(crate) fn number(&mut self, node: &Node) -> Option<f64> {
        match node.value {
            #[expect(clippy::cast_precision_loss, reason = "thresholds are small")]
            Value::Int(n) => Some(n as f64),
            Value::Float(x) if x.is_finite() => Some(x),
            _ => {
                let found = shown(&node.value);
                self.say(
                    node.place,
                    words!("expected-number", "expected a number, found {found}", found = found),
                    None,
                );
                None
            }
        }
    }

    /// true or false.
    pub(crate) fn truth(&mut self, node: &Node) -> Option<bool> {
        if let Value::Bool(b) = node.value {
            return Some(b);
        }
        let found = shown(&node.value);
        self.say(node.place, words!("expected-truth", "expected true or false, found {found}", found = found), None);
        None
    }

    /// A word out of a fixed choice.
    pub(crate) fn word<T: Copy>(&mut self, node: &Node, choice: &[(&str, T)]) -> Option<T> {
        let text = self.text(node)?;
        let found = choice.iter().find(|(w, _)| *w == text).map(|(_, v)| *v);
        if found.is_none() {
            let hint = likely(&text, choice.iter().map(|(w, _)| *w));
            self.say(node.place, words!("no-choice", "`{text}` is not one of the possible words", text = text), hint);
        }
        found
    }

    /// The entries of a list; nothing written is an empty list.
    pub(crate) fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        match &node.value {
            Value::List(list) => list,
            Value::Null => &[],
            other => {
                self.say(
                    node.place,
                    words!("expected-list", "expected a list, found {found}", found = other.kind()),
                    None,
                );
                &[]
            }
        }
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, node: &Node) -> Vec<String> {
        self.list(node).iter().filter_map(|n| self.text(n)).collect()
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("the text `{}`", text.chars().take(40).collect::<String>()),
        Value::Int(n) => format!("{n}"),
        Value::Float(x) => format!("{x}"),
        other => other.kind().to_owned(),
    }
}

/// The keys of a map, each asked for by name; what was never asked for is unknown and reported by [`Fields::close`].
pub(crate) struct Fields<'n> {
    /// Where the map starts.
    pub place: Place,
    what: &'static str,
    entries: &'n [(Key, Node)],
    asked: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// Opens a map; `what` names it in messages.
    pub(crate) fn open(node: &'n Node, what: &'static str, faults: &mut Faults) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            let found = node.value.kind();
            let message = words!("expected-map", "expected {what} (a map), found {found}", what = what, found = found);
            faults.say(node.place, message, None);
            return None;
        };
        Some(Self { place: node.place, what, entries, asked: Vec::new() })
    }

    /// The value of a key, if it is there and not empty.
    pub(crate) fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        self.asked.push(key);
        let found = self.entries.iter().find(|(k, _)| k.name == key).map(|(_, node)| node);
        found.filter(|n| n.value != Value::Null)
    }

    /// The value of a key that must be there.
    pub(crate) fn need(&mut self, key: &'static str, faults: &mut Faults) -> Option<&'n Node> {
        let found = self.get(key);
        if found.is_none() {
            faults.say(self.place, words!("no-key", "{what} has no `{key}`", what = self.what, key = key), None);
        }
        found
    }

    /// A text that must be there.
    pub(crate) fn text(&mut self, key: &'static str, faults: &mut Faults) -> Option<String> {
        self.need(key, faults).and_then(|n| faults.text(n))
    }

    /// A list of texts, empty when the key is not there.
    pub(crate) fn texts(&mut self, key: &'static str, faults: &mut Faults) -> Vec<String> {
        self.get(key).map(|n| faults.texts(n)).unwrap_or_default()
    }

    /// Reports keys that nobody asked for, and keys written twice.
    pub(crate) fn close(self, faults: &mut Faults) {
        for (i, (key, _)) in self.entries.iter().enumerate() {
            if !self.asked.contains(&key.name.as_str()) {
                let hint = likely(&key.name, self.asked.iter().copied());
                let message = words!("unknown-key", "unknown key `{key}` in {what}", key = key.name, what = self.what);
                faults.say(key.place, message, hint);
            }
            if self.entries[..i].iter().any(|(k, _)| k.name == key.name) {
                let message =
                    words!("key-twice", "key `{key}` is there twice in {what}", key = key.name, what = self.what);
                faults.say(key.place, message, None);
            }
        }
    }
}
