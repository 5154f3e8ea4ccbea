//! Every language has every message, and every message that is named exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::{FluentArgs, FluentResource};
use jiff::civil::date;

use super::{Files, Texts};

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    entries.flat_map(|p| if p.is_dir() { files_below(&p) } else { vec![p] }).collect()
}

/// Names of messages that templates and sources give literally: the first argument of `say`, `count` and `fill`.
fn named() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for path in files_below(&root.join("src")).into_iter().chain(files_below(&root.join("templates"))) {
        let text = fs::read_to_string(&path).unwrap();
        for call in [".say(\"", ".count(\"", ".fill(\""] {
            let calls = text.split(call).skip(1);
            found.extend(calls.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
        }
    }
    found
}

fn messages(language: &str) -> BTreeSet<String> {
    let inside = Files::iter().filter(|p| p.starts_with(&format!("{language}/")));
    let ids = |text: String| -> Vec<String> {
        let starts = text.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_alphabetic()));
        starts.filter_map(|l| Some(l.split_once('=')?.0.trim().to_owned())).collect()
    };
    inside.flat_map(|p| ids(String::from_utf8(Files::get(&p).unwrap().data.into_owned()).unwrap())).collect()
}

#[test]
fn files_are_free_of_errors_and_no_message_stands_twice() {
    for path in Files::iter() {
        let text = String::from_utf8(Files::get(&path).unwrap().data.into_owned()).unwrap();
        if let Err((_, errors)) = FluentResource::try_new(text) {
            panic!("{path}: {errors:?}");
        }
    }
    for texts in Texts::all() {
        let mut bundle = fluent_bundle::FluentBundle::<FluentResource>::default();
        for path in Files::iter().filter(|p| p.starts_with(&format!("{}/", texts.language()))) {
            let text = String::from_utf8(Files::get(&path).unwrap().data.into_owned()).unwrap();
            let added = bundle.add_resource(FluentResource::try_new(text).unwrap());
            assert!(added.is_ok(), "{path}: {added:?}");
        }
    }
}

#[test]
fn every_language_has_every_message() {
    let english = messages("en");
    assert!(english.len() > 50, "only {} messages were found", english.len());
    for texts in Texts::all() {
        let own = messages(texts.language());
        let missing: Vec<_> = english.difference(&own).collect();
        let more: Vec<_> = own.difference(&english).collect();
        assert!(missing.is_empty() && more.is_empty(), "{}: missing {missing:?}, more {more:?}", texts.language());
    }
}

#[test]
fn every_message_that_is_named_exists() {
    let named = named();
    assert!(named.len() > 10, "only {} names were found", named.len());
    let unknown: Vec<_> = named.iter().filter(|id| !Texts::all()[0].has(id)).collect();
    assert!(unknown.is_empty(), "no such message: {unknown:?}");
}

#[test]
fn figures_and_days_are_written_as_the_language_does() {
    let of = |language: &str| Texts::all().iter().find(|t| t.language() == language).unwrap();
    assert_eq!(of("en").figure(2.5), "2.50");
    assert_eq!(of("de").figure(2.5), "2,50");
    assert_eq!(of("en").day(date(2026, 3, 1)), "1 March 2026");
    assert_eq!(of("de").day(date(2026, 3, 1)), "1. März 2026");
}

/// A text in quotes at the beginning, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.trim_start().strip_prefix('"')?;
    let mut escaped = false;
    let end = inside.char_indices().find(|(_, c)| {
        let ends = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    })?;
    Some((inside[..end.0].replace("\\\"", "\""), &inside[end.0 + 1..]))
}

/// What readers of files and proposals say, by its id.
fn said_by_the_domain() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../maturity/src", "../report/src"].map(|folder| files_below(&root.join(folder)));
    let mut found = BTreeMap::new();
    for path in folders.into_iter().flatten().filter(|p| !p.ends_with("fault/words.rs")) {
        let text = fs::read_to_string(&path).unwrap();
        for call in text.split("words!(").skip(1) {
            let Some((id, rest)) = quoted(call) else { continue };
            let (english, _) = quoted(rest.trim_start_matches(',')).unwrap_or_else(|| panic!("{id} has no text"));
            let other = found.insert(id.clone(), english.clone());
            assert!(other.is_none_or(|o| o == english), "{id} says two things");
        }
    }
    found
}

/// The names of values in a text.
fn values(text: &str) -> Vec<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

#[test]
fn what_the_domain_says_is_said_in_every_language() {
    let said = said_by_the_domain();
    assert!(said.len() > 150, "only {} were found", said.len());
    for texts in Texts::all() {
        for (id, english) in &said {
            let id = format!("said-{id}");
            let pattern = texts.bundle.get_message(&id).and_then(|m| m.value());
            let pattern = pattern.unwrap_or_else(|| panic!("{}: no {id}", texts.language()));
            let mut args = FluentArgs::new();
            // Some have the same list a second time, without English words in it.
            for name in values(english).into_iter().chain(["line", "list"]).filter(|name| *name != "detail") {
                args.set(name, format!("<{name}>"));
            }
            let mut errors = Vec::new();
            let told = texts.bundle.format_pattern(pattern, Some(&args), &mut errors);
            assert!(errors.is_empty(), "{} {id}: {errors:?}", texts.language());
            if texts.language() == "en" {
                let english = english.replace(": {detail}", "").replace('{', "<").replace('}', ">");
                assert_eq!(told, english, "{id}");
            }
        }
        let ids = messages(texts.language());
        let unused: Vec<_> =
            ids.iter().filter_map(|id| id.strip_prefix("said-")).filter(|id| !said.contains_key(*id)).collect();
        assert!(unused.is_empty(), "{}: nobody says {unused:?}", texts.language());
    }
}

#[test]
fn what_cannot_be_translated_is_marked_as_english() {
    let german = Texts::all().iter().find(|t| t.language() == "de").unwrap();
    let plain = german.said(&"expected a word".into());
    assert!(plain.foreign && plain.text == "expected a word");
    let csv = osmm_maturity::words!("no-csv", "not readable as CSV: {detail}", detail = "unequal lengths");
    let told = german.said(&csv);
    assert_eq!(
        (told.text.as_str(), told.detail.as_str(), told.foreign),
        ("nicht als CSV lesbar", "unequal lengths", false)
    );
    let outer = osmm_maturity::words!("no-unit-taken", "{fault}; no unit was taken from this file", fault = csv);
    let told = german.said(&outer.inner("fault", &csv));
    assert_eq!(told.text, "nicht als CSV lesbar; aus dieser Datei wurde keine Einheit übernommen");
    assert_eq!(told.detail, "unequal lengths");
}
