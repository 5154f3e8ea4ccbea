//! The words of the interface: Fluent messages in `texts/LANGUAGE/*.ftl`, all in the program. A language is a folder.
//!
//! What people wrote and what models say is not translated here. A test holds that every language has every message and
//! that every message that is named exists.

mod said;

use std::sync::LazyLock;

use axum::http::{HeaderMap, header};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use unic_langid::LanguageIdentifier;

pub(crate) use said::Said;

#[derive(rust_embed::Embed)]
#[folder = "texts/"]
struct Files;

/// The language when a reader asks for none that there is.
const DEFAULT: &str = "en";
/// Name of the cookie in which a choice of language is kept.
pub(crate) const COOKIE: &str = "osmm_language";

static ALL: LazyLock<Vec<Texts>> = LazyLock::new(|| {
    let mut languages: Vec<String> =
        Files::iter().filter_map(|path| Some(path.split_once('/')?.0.to_owned())).collect();
    languages.sort_by_key(|l| (l != DEFAULT, l.clone()));
    languages.dedup();
    languages.iter().map(|l| Texts::read(l)).collect()
});

/// All words in one language.
pub(crate) struct Texts {
    language: String,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    fn read(language: &str) -> Self {
        let id: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Marks of direction around each value would stand in every title and picture.
        bundle.set_use_isolating(false);
        let inside = |path: &str| path.split_once('/').is_some_and(|(l, _)| l == language);
        for path in Files::iter().filter(|path| inside(path)) {
            let text = Files::get(&path).map(|f| String::from_utf8_lossy(&f.data).into_owned()).unwrap_or_default();
            // A file with an error is used as far as it goes; a test names the error.
            let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
            let _ = bundle.add_resource(resource);
        }
        Self { language: language.to_owned(), bundle }
    }

    /// All languages, the default first.
    pub(crate) fn all() -> &'static [Texts] {
        &ALL
    }

    /// In the language that a reader chose, or that the browser asks for.
    pub(crate) fn of(headers: &HeaderMap) -> &'static Self {
        let text = |name| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let cookies = text(header::COOKIE).split(';').filter_map(|c| c.trim().split_once('='));
        let chosen = cookies.filter(|(name, _)| *name == COOKIE).map(|(_, value)| value);
        let asked = text(header::ACCEPT_LANGUAGE).split(',').map(|l| l.split(';').next().unwrap_or_default().trim());
        let known = |wanted: &str| {
            let wanted = wanted.split('-').next().unwrap_or_default().to_ascii_lowercase();
            ALL.iter().find(|t| t.language == wanted)
        };
        chosen.chain(asked).find_map(known).unwrap_or(&ALL[0])
    }

    /// The language, as HTML names it.
    pub(crate) fn language(&self) -> &str {
        &self.language
    }

    /// A message without values.
    pub(crate) fn say(&self, id: &str) -> String {
        self.format(id, None)
    }

    /// A message about a number, which it calls `$n`.
    pub(crate) fn count(&self, id: &str, n: usize) -> String {
        self.fill(id, &[("n", &n.to_string())])
    }

    /// A message with values. What reads as a whole number can select plural forms.
    pub(crate) fn fill(&self, id: &str, values: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            let number = value.parse::<i32>().map_or_else(|_| FluentValue::from(*value), FluentValue::from);
            args.set(*name, number);
        }
        self.format(id, Some(&args))
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else { return id.to_owned() };
        self.bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    }

    /// Whether there is such a message.
    #[cfg(test)]
    fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// A figure with two decimals, as the language writes it.
    pub(crate) fn figure(&self, value: f64) -> String {
        format!("{value:.2}").replace('.', &self.say("decimal-point"))
    }

    /// A figure with two decimals, or a dash for none.
    pub(crate) fn figure_or_dash(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |v| self.figure(v))
    }

    /// A day as the language writes it.
    pub(crate) fn day(&self, day: Date) -> String {
        let month = self.say(&format!("month-{}", day.month()));
        self.fill("day", &[("day", &day.day().to_string()), ("month", &month), ("year", &format!("{:04}", day.year()))])
    }
}

#[cfg(test)]
mod tests;
