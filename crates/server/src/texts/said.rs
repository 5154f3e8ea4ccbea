//! What the domain says of files and proposals, in the words of the reader.

use fluent_bundle::{FluentArgs, FluentValue};
use jiff::civil::Date;
use osmm_maturity::fault::Words;

use super::Texts;

/// Words as a page shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub text: String,
    /// Whether they are English although the page is not.
    pub foreign: bool,
    /// What the reader of a format says, which is English.
    pub detail: String,
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

/// The value that quotes the reader of a format.
const DETAIL: &str = "detail";

impl Texts {
    /// What the domain says; in English where it has no other words for it.
    pub(crate) fn said(&self, words: &Words) -> Said {
        let id = format!("said-{}", words.id());
        if words.id().is_empty() || !self.bundle.has_message(&id) {
            let foreign = self.language != "en" && words.id().is_empty();
            return Said { text: words.to_string(), foreign, detail: String::new() };
        }
        let (mut args, mut detail) = (FluentArgs::new(), String::new());
        for (name, value) in words.values() {
            match *name {
                DETAIL => detail.clone_from(value),
                _ => args.set(*name, self.value(name, value)),
            }
        }
        for (name, inner) in words.inners() {
            let said = self.said(inner);
            args.set(*name, FluentValue::from(said.text));
            detail = detail + &said.detail;
        }
        Said { text: self.format(&id, Some(&args)), foreign: false, detail }
    }

    /// A value as it stands, except for days, and for what messages choose words by.
    fn value(&self, name: &str, value: &str) -> FluentValue<'static> {
        match (name, value.parse::<Date>()) {
            ("day", Ok(day)) => self.day(day).into(),
            ("what" | "field", _) => value.replace(' ', "-").into(),
            _ => value.to_owned().into(),
        }
    }
}
