//! A foreign document as a tree whose every node knows its place, read within limits.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

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

/// The whole document.
pub(super) struct Document {
    value: Value,
}

impl Document {
    /// Reads JSON, in UTF-8 with or without a byte order mark.
    pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Self, Refusal> {
        if bytes.len() as u64 > limits.export_bytes {
            let most = limits.export_bytes >> 20;
            return Err(Refusal::new(format!("it is larger than {most} MiB")).hint("export less at once"));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut left = limits.export_values;
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let value = Budget { left: &mut left }.deserialize(&mut reader);
        let value = value.and_then(|value| reader.end().map(|()| value));
        match value {
            Ok(value) => Ok(Self { value }),
            Err(_) if left == 0 => {
                Err(Refusal::new(format!("it has more than {} values", limits.export_values))
                    .hint("export less at once"))
            }
            Err(error) => Err(Refusal::new(format!("it is not readable as JSON: {error}"))),
        }
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

    /// The text under a key, cleaned, where there is one that says something.
    pub(super) fn said(&self, key: &str) -> Option<String> {
        let text = clean(self.value.get(key)?.as_str()?);
        (!text.is_empty()).then_some(text)
    }

    /// Whether there is an object here.
    pub(super) fn is_object(&self) -> bool {
        self.value.is_object()
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

/// Reads a value and counts what it holds. The parser itself ends at a depth of 128.
struct Budget<'b> {
    left: &'b mut usize,
}

impl<'de> DeserializeSeed<'de> for Budget<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        let left = self.left.checked_sub(1).filter(|left| *left > 0);
        *self.left = left.unwrap_or(0);
        if left.is_none() {
            return Err(D::Error::custom("too many values"));
        }
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Budget<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = entries.next_element_seed(Budget { left: self.left })? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(Budget { left: self.left })?;
            // Readers differ in which of the two they take, so none is to be believed.
            if map.insert(key.clone(), value).is_some() {
                return Err(A::Error::custom(format!("the key `{}` is there twice", clean(&key))));
            }
        }
        Ok(Value::Object(map))
    }
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
            [("{\"a\": 1, \"a\": 2}", "there twice"), ("{} {}", "trailing"), ("", "EOF"), ("\u{0}", "line 1")]
        {
            assert!(refused(text, &limits).contains(says), "{text}: {}", refused(text, &limits));
        }
    }

    #[test]
    fn foreign_text_is_one_short_line() {
        assert_eq!(clean(" a\nb\u{1b}[0m "), "a b [0m");
        assert_eq!(clean(&"é".repeat(500)).chars().count(), 121);
    }
}
