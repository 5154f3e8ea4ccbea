//! Rules as they are written, to rules that can be asked.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use serde_json::Value;
use toml::de::DeValue;

use super::super::paths::{Kind, Paths};
use super::super::rule::{Bounds, Files, Rule, Test};
use super::super::value::Is;
use super::table::{Faults, Fields, Node};
use super::texts_of;
use crate::signals::{ALL, Source};

/// Rules inside each other.
const DEEPEST: usize = 5;
/// Rules of one signal.
const MOST_RULES: usize = 100;
/// Forms of paths, or patterns, of one rule.
const MOST_FORMS: usize = 100;
/// Longest pattern, and what one may take when it is compiled.
const LONGEST_PATTERN: usize = 1000;
const PATTERN_BYTES: usize = 1 << 20;

/// What rules can be, by the key that says so.
const FORMS: [&str; 9] = ["any", "all", "none", "in", "signal", "all_of", "any_of", "not", "cannot_ask"];

/// Reads the rules of one signal.
pub(super) struct Rules {
    met: usize,
}

impl Rules {
    pub(super) fn new() -> Self {
        Self { met: 0 }
    }

    pub(super) fn rule(&mut self, node: &Node<'_>, depth: usize, faults: &mut Faults<'_>) -> Option<Rule> {
        self.met += 1;
        if depth > DEEPEST || self.met > MOST_RULES {
            let message = format!("a signal has {MOST_RULES} rules, {DEEPEST} inside each other, at most");
            faults.add(node.span(), message, "make two signals of it");
            return None;
        }
        let mut fields = Fields::open(node, "a rule", faults)?;
        let given: Vec<&str> = FORMS.iter().copied().filter(|form| fields.has(form)).collect();
        let rule = match given.as_slice() {
            [one] => self.one(one, &mut fields, depth, faults),
            [] => {
                let hint = format!("give it one of {}", FORMS[..8].join(", "));
                faults.add(node.span(), "it is not said what the rule asks".to_owned(), &hint);
                return None;
            }
            [first, second, ..] => {
                let hint = "put both into `all_of = [{ ... }, { ... }]`, or into `any_of`";
                faults.add(node.span(), format!("a rule asks one thing, here `{first}` and `{second}`"), hint);
                return None;
            }
        };
        fields.close(faults);
        rule
    }

    /// The rule that the key says.
    fn one(&mut self, key: &str, fields: &mut Fields<'_, '_>, depth: usize, faults: &mut Faults<'_>) -> Option<Rule> {
        match key {
            "any" => paths(fields, "any", Bounds::SOME, faults),
            "none" => paths(fields, "none", Bounds::NONE, faults),
            "all" => all(fields, faults),
            "in" => files(fields, faults),
            "signal" => signal(fields, faults),
            "all_of" => self.rules(fields, "all_of", depth, faults).map(Rule::All),
            "any_of" => self.rules(fields, "any_of", depth, faults).map(Rule::Any),
            "not" => {
                let inner = fields.get("not").and_then(|node| self.rule(node, depth + 1, faults));
                inner.map(|rule| Rule::Not(Box::new(rule)))
            }
            _ => fields.text("cannot_ask", faults).map(|(reason, _)| Rule::Unasked(reason)),
        }
    }

    fn rules(
        &mut self,
        fields: &mut Fields<'_, '_>,
        key: &'static str,
        depth: usize,
        faults: &mut Faults<'_>,
    ) -> Option<Vec<Rule>> {
        let node = fields.get(key)?;
        let Some(list) = node.get_ref().as_array().filter(|list| !list.is_empty()) else {
            faults.add(node.span(), format!("`{key}` is a list of rules"), super::EXAMPLE);
            return None;
        };
        let rules: Vec<Option<Rule>> = list.iter().map(|node| self.rule(node, depth + 1, faults)).collect();
        rules.into_iter().collect()
    }
}

/// How many, by the bounds of the form and what is written beside it.
fn bounds(fields: &mut Fields<'_, '_>, form: Bounds, faults: &mut Faults<'_>) -> Option<Bounds> {
    let (least, most) = (fields.whole("at_least", faults), fields.whole("at_most", faults));
    let written = least.is_some() || most.is_some();
    if written && form == Bounds::NONE {
        faults.add(fields.at(), "`none` counts nothing".to_owned(), "write `any` with `at_most`");
        return None;
    }
    // Who writes at most wants none to be enough.
    let bounds = match (least, most) {
        (None, None) => form,
        _ => Bounds { least: least.unwrap_or(0), most: most.unwrap_or(usize::MAX) },
    };
    if bounds.least > bounds.most {
        faults.add(fields.at(), "`at_least` is above `at_most`".to_owned(), "exchange them");
        return None;
    }
    Some(bounds)
}

fn paths(fields: &mut Fields<'_, '_>, key: &'static str, form: Bounds, faults: &mut Faults<'_>) -> Option<Rule> {
    let forms = fields.get(key).map(|node| texts_of(node, faults))?;
    let kind = kind(fields, faults)?;
    let bounds = bounds(fields, form, faults);
    let paths = forms_of(fields, forms, kind, faults);
    Some(Rule::Paths(paths?, bounds?))
}

fn all(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Rule> {
    let forms = fields.get("all").map(|node| texts_of(node, faults))?;
    let kind = kind(fields, faults)?;
    let whole = forms_of(fields, forms.clone(), kind, faults)?;
    let (ignore_case, except) = (fields.truth("ignore_case", faults).unwrap_or(false), fields.texts("except", faults));
    let except: Vec<String> = except.into_iter().map(|(text, _)| text).collect();
    let each = |form: &String| Paths::new(std::slice::from_ref(form), &except, ignore_case, kind).ok();
    let each: Option<Vec<Paths>> = whole.forms.iter().map(each).collect();
    Some(Rule::All(each?.into_iter().map(|paths| Rule::Paths(paths, Bounds::SOME)).collect()))
}

fn kind(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Kind> {
    let Some((word, at)) = fields.text("kind", faults) else { return Some(Kind::File) };
    let found = Kind::ALL.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind);
    if found.is_none() {
        faults.add(at, format!("`{word}` is no kind of path"), "write `file`, `folder` or `any`");
    }
    found
}

fn forms_of(
    fields: &mut Fields<'_, '_>,
    forms: Vec<(String, Range<usize>)>,
    kind: Kind,
    faults: &mut Faults<'_>,
) -> Option<Paths> {
    let except = fields.texts("except", faults);
    let ignore_case = fields.truth("ignore_case", faults).unwrap_or(false);
    if forms.is_empty() || forms.len() + except.len() > MOST_FORMS {
        faults.add(fields.at(), format!("a rule has 1 to {MOST_FORMS} forms of paths"), "write `**` for any folders");
        return None;
    }
    let split = |all: &[(String, Range<usize>)]| all.iter().map(|(text, _)| text.clone()).collect::<Vec<_>>();
    match Paths::new(&split(&forms), &split(&except), ignore_case, kind) {
        Ok(paths) => Some(paths),
        Err(wrong) => {
            for (number, why) in wrong {
                let at = forms.iter().chain(&except).nth(number).map_or(fields.at(), |(_, at)| at.clone());
                faults.add(
                    at,
                    format!("it is no form of paths: {why}"),
                    "for example `docs/**/*.md` or `{a,b}/LICENSE*`",
                );
            }
            None
        }
    }
}

fn files(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Rule> {
    let forms = fields.get("in").map(|node| texts_of(node, faults))?;
    let paths = forms_of(fields, forms, Kind::File, faults);
    let test = test(fields, faults);
    let bounds = match fields.text("files", faults) {
        None => bounds(fields, Bounds::SOME, faults).map(Some),
        Some((word, at)) => match word.as_str() {
            "any" => bounds(fields, Bounds::SOME, faults).map(Some),
            "none" => bounds(fields, Bounds::NONE, faults).map(Some),
            "every" => Some(None),
            _ => {
                faults.add(at, format!("`{word}` does not say how many files"), "write `any`, `every` or `none`");
                None
            }
        },
    };
    Some(Rule::Files(Files { paths: paths?, test: test?, bounds: bounds? }))
}

fn test(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Test> {
    if let Some((pointer, at)) = fields.text("pointer", faults) {
        if !pointer.is_empty() && !pointer.starts_with('/') {
            let hint = "write a JSON pointer such as `/scripts/test`";
            faults.add(at, format!("`{pointer}` is no JSON pointer"), hint);
        }
        return is(fields, faults).map(|is| Test::Value { pointer, is });
    }
    if let Some((digest, at)) = fields.text("sha256", faults) {
        if digest.len() != 64 || !digest.chars().all(|c| c.is_ascii_hexdigit()) {
            faults.add(at, "a SHA-256 has 64 hexadecimal digits".to_owned(), "see `sha256sum FILE`");
        }
        return Some(Test::Sha256(digest.to_lowercase()));
    }
    let first_lines = fields.whole("first_lines", faults);
    let written = fields.texts("matches", faults);
    if written.is_empty() || written.len() > MOST_FORMS {
        let message = format!("it is not said what the files have to have, or more than {MOST_FORMS} things");
        faults.add(fields.at(), message, "add `matches`, `pointer` or `sha256`");
        return None;
    }
    let patterns: Vec<Option<Regex>> = written.into_iter().map(|(text, at)| pattern(&text, at, faults)).collect();
    let patterns: Option<Vec<Regex>> = patterns.into_iter().collect();
    Some(Test::Text { patterns: patterns?, first_lines })
}

fn pattern(text: &str, at: Range<usize>, faults: &mut Faults<'_>) -> Option<Regex> {
    compiled(text)
        .map_err(|why| {
            let hint = "patterns are those of the Rust crate `regex`: no look-around and no references back";
            faults.add(at, format!("the pattern cannot be used: {why}"), hint);
        })
        .ok()
}

/// A pattern, if it is one that takes no more than a little memory, and time in proportion to the text.
pub(in crate::own) fn compiled(text: &str) -> Result<Regex, String> {
    if text.is_empty() || text.len() > LONGEST_PATTERN {
        return Err(format!("a pattern has 1 to {LONGEST_PATTERN} characters"));
    }
    let built = RegexBuilder::new(text).size_limit(PATTERN_BYTES).dfa_size_limit(PATTERN_BYTES).build();
    built.map_err(|error| error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned())
}

/// What a value has to be; there, where nothing is said.
fn is(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Is> {
    let equals = fields.get("equals");
    let matches = fields.text("matches", faults);
    if let (Some(_), Some((_, at))) = (equals, &matches) {
        faults.add(at.clone(), "`equals` and `matches` do not go together".to_owned(), "keep one of them");
    }
    if let Some(node) = equals {
        let value = plain(node.get_ref());
        if value.is_none() {
            let hint = "for other values, ask for a pointer further down";
            faults.add(node.span(), "`equals` is a text, a number, true or false".to_owned(), hint);
        }
        return value.map(Is::Equal);
    }
    match matches {
        Some((text, at)) => pattern(&text, at, faults).map(Is::Like),
        None => Some(Is::There),
    }
}

fn plain(value: &DeValue<'_>) -> Option<Value> {
    match value {
        DeValue::String(text) => Some(Value::from(text.as_ref())),
        DeValue::Boolean(truth) => Some(Value::from(*truth)),
        DeValue::Integer(n) => i64::from_str_radix(&n.as_str().replace('_', ""), n.radix()).ok().map(Value::from),
        DeValue::Float(n) => n.as_str().replace('_', "").parse::<f64>().ok().map(Value::from),
        _ => None,
    }
}

fn signal(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Rule> {
    let (id, at) = fields.text("signal", faults)?;
    let asked = ALL.iter().find(|signal| signal.id == id && signal.source == Source::Tree);
    if asked.is_none() {
        let tree = ALL.iter().filter(|signal| signal.source == Source::Tree).map(|signal| signal.id);
        let hint = osmm_maturity::fault::nearest(&id, tree);
        let hint = hint.unwrap_or_else(|| "see docs/reference/signals.md".to_owned());
        faults.add(at, format!("there is no signal `{id}` of the files of a repository"), &hint);
    }
    let measure = match fields.text("measure", faults) {
        Some((measure, _)) => Some((measure, is(fields, faults)?)),
        None => None,
    };
    Some(Rule::Signal(asked?, measure))
}
