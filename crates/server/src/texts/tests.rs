//! Every language has every message, and every message that is named exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;
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
