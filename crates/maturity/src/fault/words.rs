//! What is said to people about something that they wrote: in English, and by what it is made of, so that whoever shows it
//! can say it in another language. [`words!`](crate::words) makes it from one text.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What is said. It is read and written as its English text; from there it has no id.
#[derive(Debug, Clone, Default)]
pub struct Words(Box<Parts>);

#[derive(Debug, Clone, Default)]
struct Parts {
    english: String,
    id: &'static str,
    values: Vec<(&'static str, String)>,
    inner: Vec<(&'static str, Words)>,
}

/// Words by their id, their English text and the values in it: `words!("line", "line {n}", n = 5)`.
#[macro_export]
macro_rules! words {
    ($id:literal, $text:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::fault::Words::new(
            $id,
            format_args!($text $(, $name = $value)*).to_string(),
            vec![$((stringify!($name), $value.to_string())),*],
        )
    };
}

impl Words {
    /// See [`words!`](crate::words), which keeps text and values together.
    #[must_use]
    pub fn new(id: &'static str, english: String, values: Vec<(&'static str, String)>) -> Self {
        Self(Box::new(Parts { english, id, values, inner: Vec::new() }))
    }

    /// The same, where one of the values is words, too.
    #[must_use]
    pub fn inner(mut self, name: &'static str, words: &Self) -> Self {
        self.0.inner.push((name, words.clone()));
        self
    }

    /// By what translations know it; empty where there is none.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.0.id
    }

    /// The values in it.
    #[must_use]
    pub fn values(&self) -> &[(&'static str, String)] {
        &self.0.values
    }

    /// The values that are words.
    #[must_use]
    pub fn inners(&self) -> &[(&'static str, Self)] {
        &self.0.inner
    }

    /// In English.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.english
    }
}

/// What is said is the same when the text is: one that was read again has no id.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.0.english == other.0.english
    }
}

impl Eq for Words {}

impl PartialOrd for Words {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Words {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.english.cmp(&other.0.english)
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.english)
    }
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.english
    }
}

impl Borrow<str> for Words {
    fn borrow(&self) -> &str {
        &self.0.english
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        self.0.english == *other
    }
}

impl From<String> for Words {
    fn from(english: String) -> Self {
        Self(Box::new(Parts { english, ..Parts::default() }))
    }
}

impl From<&str> for Words {
    fn from(english: &str) -> Self {
        english.to_owned().into()
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.english)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
