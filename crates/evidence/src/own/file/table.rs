//! A table of a TOML file key by key, with all that is wrong with it.

use std::ops::Range;

use osmm_maturity::fault::nearest;
use osmm_maturity::observation::Problem;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::written::Source;

/// A value with its place.
pub(super) type Node<'i> = Spanned<DeValue<'i>>;

/// What is wrong with a file.
pub(super) struct Faults<'s> {
    source: &'s Source<'s>,
    all: Vec<Problem>,
}

impl<'s> Faults<'s> {
    pub(super) fn new(source: &'s Source<'s>) -> Self {
        Self { source, all: Vec::new() }
    }

    pub(super) fn add(&mut self, at: Range<usize>, message: String, hint: &str) {
        self.all.push(self.source.fault(at, message, hint));
    }

    /// What was read, if nothing is wrong.
    pub(super) fn end<T>(self, read: T) -> Result<T, Vec<Problem>> {
        if self.all.is_empty() { Ok(read) } else { Err(self.all) }
    }

    fn other(&mut self, node: &Node<'_>, wanted: &str) {
        let message = format!("expected {wanted}, found {}", node.get_ref().type_str());
        self.add(node.span(), message, super::EXAMPLE);
    }
}

/// One table, which knows what was asked of it.
pub(super) struct Fields<'t, 'i> {
    table: &'t DeTable<'i>,
    at: Range<usize>,
    what: &'static str,
    known: Vec<&'static str>,
}

impl<'t, 'i> Fields<'t, 'i> {
    pub(super) fn new(table: &'t DeTable<'i>, at: Range<usize>, what: &'static str) -> Self {
        Self { table, at, what, known: Vec::new() }
    }

    /// A value that is to be a table.
    pub(super) fn open(node: &'t Node<'i>, what: &'static str, faults: &mut Faults<'_>) -> Option<Self> {
        let table = node.get_ref().as_table();
        if table.is_none() {
            faults.other(node, "a table");
        }
        table.map(|table| Self::new(table, node.span(), what))
    }

    pub(super) fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    pub(super) fn get(&mut self, key: &'static str) -> Option<&'t Node<'i>> {
        self.known.push(key);
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, node)| node)
    }

    /// Whether a key is there, without reading it.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref() == key)
    }

    pub(super) fn text(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<(String, Range<usize>)> {
        let node = self.get(key)?;
        let text = node.get_ref().as_str();
        if text.is_none() {
            faults.other(node, "a text");
        }
        text.map(|text| (text.to_owned(), node.span()))
    }

    pub(super) fn need_text(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<(String, Range<usize>)> {
        if !self.has(key) {
            self.known.push(key);
            faults.add(self.at(), format!("{} needs `{key}`", self.what), super::EXAMPLE);
            return None;
        }
        self.text(key, faults)
    }

    /// Texts with their places; a single one is a list of one.
    pub(super) fn texts(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Vec<(String, Range<usize>)> {
        self.get(key).map(|node| texts_of(node, faults)).unwrap_or_default()
    }

    pub(super) fn truth(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<bool> {
        let node = self.get(key)?;
        let truth = node.get_ref().as_bool();
        if truth.is_none() {
            faults.other(node, "true or false");
        }
        truth
    }

    pub(super) fn whole(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<usize> {
        let node = self.get(key)?;
        let digits = node.get_ref().as_integer();
        let number = digits.and_then(|n| usize::from_str_radix(&n.as_str().replace('_', ""), n.radix()).ok());
        if number.is_none() {
            faults.other(node, "a whole number from 0");
        }
        number
    }

    /// The tables of a list.
    pub(super) fn tables(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Vec<Self> {
        let Some(node) = self.get(key) else { return Vec::new() };
        let Some(list) = node.get_ref().as_array() else {
            faults.other(node, "a list of tables");
            return Vec::new();
        };
        list.iter().filter_map(|node| Fields::open(node, "a signal", faults)).collect()
    }

    /// Tells of keys that nobody asked for.
    pub(super) fn close(self, faults: &mut Faults<'_>) {
        for (name, _) in self.table.iter().filter(|(name, _)| !self.known.contains(&name.get_ref().as_ref())) {
            let hint = nearest(name.get_ref(), self.known.iter().copied());
            let message = format!("{} has no key `{}`", self.what, name.get_ref());
            faults.add(name.span(), message, hint.as_deref().unwrap_or("remove it"));
        }
    }
}

/// Texts of a list, or one text.
pub(super) fn texts_of(node: &Node<'_>, faults: &mut Faults<'_>) -> Vec<(String, Range<usize>)> {
    match node.get_ref() {
        DeValue::String(text) => vec![(text.to_string(), node.span())],
        DeValue::Array(list) => {
            let mut texts = Vec::new();
            for node in list.iter() {
                match node.get_ref().as_str() {
                    Some(text) => texts.push((text.to_owned(), node.span())),
                    None => faults.other(node, "a text"),
                }
            }
            texts
        }
        _ => {
            faults.other(node, "texts");
            Vec::new()
        }
    }
}
