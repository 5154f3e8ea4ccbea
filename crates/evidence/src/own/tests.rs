#![allow(clippy::unwrap_used)]
use osmm_maturity::observation::Verdict;

use super::*;
use crate::facts::{Content, Unavailable};

/// Signals of rules, in order, each under a number.
fn signals(rules: &[&str]) -> OwnSignals {
    let one = |(n, rule): (usize, &&str)| {
        format!("[[signal]]\nid = \"s{n}\"\ntitle = \"S\"\nquestion = \"Is it?\"\nremedy = \"Do it.\"\n{rule}\n")
    };
    let text = rules.iter().enumerate().map(one).collect::<String>();
    OwnSignals::parse(&format!("format = \"osmm-signals/1\"\n{text}"), "own.toml")
        .unwrap_or_else(|all| panic!("{all:#?}"))
}

fn faults(body: &str) -> Vec<String> {
    let told = |one: Problem| format!("{}: {} ({})", one.place, one.message, one.hint.unwrap());
    OwnSignals::parse(body, "own.toml").unwrap_err().into_iter().map(told).collect()
}

/// The files of a repository for these signals: only what is wanted is read.
fn facts(signals: &OwnSignals, files: &[(&str, &str)]) -> Facts {
    let mut facts = Facts::of(files);
    facts
        .files
        .retain(|_, file| crate::signals::wanted_by_any(&file.entry).max(signals.wants(&file.entry)) != Want::No);
    facts
}

fn answers(rules: &[&str], files: &[(&str, &str)]) -> Vec<String> {
    let signals = signals(rules);
    let seen = signals.observe(&facts(&signals, files), "x");
    seen.iter().map(|o| format!("{}: {}", o.verdict.words(), o.summary)).collect()
}

const FILES: &[(&str, &str)] = &[
    ("ChangeLog.md", "# 1.0\n"),
    ("README.md", "# App\n\nUnder the MIT licence.\n"),
    ("docs/use.md", "Copyright 2026\nText\n"),
    ("docs/how.md", "Text\n\n\nCopyright 2026\n"),
    ("package.json", "{\"license\": \"MIT\", \"engines\": {\"node\": 20}, \"keywords\": [\"a\", \"b\"]}"),
    ("ci.yaml", "jobs:\n  build: {runs-on: linux}\n"),
    ("pyproject.toml", "[project]\nlicense = \"MIT\"\n"),
    ("src/test/a.rs", "fn main() {}\n"),
];

#[test]
fn paths_are_counted() {
    let told = answers(
        &[
            "rule = { any = [\"CHANGELOG*\"] }",
            "rule = { any = [\"CHANGELOG*\"], ignore_case = true }",
            "rule = { all = [\"README*\", \"docs/*\"] }",
            "rule = { all = [\"README*\", \"LICENSE\"] }",
            "rule = { none = [\"**/*.{exe,dll}\"] }",
            "rule = { none = [\"**/*.md\"], except = [\"docs/**\"] }",
            "rule = { any = [\"**/test*\"], kind = \"folder\" }",
            "rule = { any = [\"docs/*.md\"], at_least = 3 }",
            "rule = { any = [\"docs/*.md\"], at_most = 2 }",
            "rule = { any = [\"*.rs\"] }",
        ],
        FILES,
    );
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn contents_are_searched_with_the_line_that_shows_it() {
    let rules = [
        "rule = { in = [\"README*\"], matches = \"(?i)licen[cs]e\" }",
        "rule = { in = [\"docs/*.md\"], matches = \"Copyright\", first_lines = 2, files = \"every\" }",
        "rule = { in = [\"docs/*.md\"], matches = [\"Copyright\", \"Text\"], files = \"every\" }",
        "rule = { in = [\"docs/*.md\"], matches = \"secret\", files = \"none\" }",
        "rule = { in = [\"docs/*.md\"], matches = \"Text\", at_least = 2 }",
        "rule = { in = [\"none/*\"], matches = \"a\" }",
        "rule = { in = [\"none/*\"], matches = \"a\", files = \"every\" }",
        "rule = { in = [\"none/*\"], matches = \"a\", files = \"none\" }",
        "rule = { in = [\"ChangeLog.md\"], sha256 = \"c7f30ff54c1c4d4ad2e0b3ed2b6ff3e2dbd1d6d0c1b5b5d80b8cc9a04f0ae1f0\" }",
    ];
    insta::assert_snapshot!(answers(&rules, FILES).join("\n"));
    let signals = signals(&rules[..1]);
    let seen = signals.observe(&facts(&signals, FILES), "x");
    assert_eq!((seen[0].proof[0].path.as_str(), seen[0].proof[0].line), ("README.md", Some(3)));
    assert_eq!(seen[0].signal.0, "own.s0");
}

#[test]
fn values_are_found_by_pointers() {
    let told = answers(
        &[
            "rule = { in = [\"package.json\"], pointer = \"/license\", equals = \"MIT\" }",
            "rule = { in = [\"package.json\"], pointer = \"/engines/node\", equals = 20.0 }",
            "rule = { in = [\"package.json\"], pointer = \"/engines/npm\" }",
            "rule = { in = [\"package.json\"], pointer = \"/keywords\", equals = \"b\" }",
            "rule = { in = [\"*.yaml\"], pointer = \"/jobs/build/runs-on\", matches = \"^lin\" }",
            "rule = { in = [\"pyproject.toml\"], pointer = \"/project/license\", equals = \"Apache-2.0\" }",
            "rule = { in = [\"README.md\"], pointer = \"/a\" }",
        ],
        FILES,
    );
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn rules_are_put_together_and_conditions_decide_whether_they_apply() {
    let told = answers(
        &[
            "rule = { all_of = [{ any = [\"README*\"] }, { not = { any = [\"*.exe\"] } }] }",
            "rule = { any_of = [{ any = [\"x\"] }, { in = [\"README*\"], matches = \"MIT\" }] }",
            "when = { any = [\"package.json\"] }\nrule = { any = [\"package-lock.json\"] }",
            "when = { any = [\"Gemfile\"] }\nrule = { any = [\"Gemfile.lock\"] }",
            "rule = { signal = \"readme\" }",
            "rule = { signal = \"dependency-manifest\", measure = \"ecosystems\", equals = \"npm\" }",
        ],
        FILES,
    );
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn what_cannot_be_read_leaves_the_answer_open_also_below_not() {
    let rules = [
        "rule = { in = [\"docs/*\"], matches = \"Copyright\" }",
        "rule = { in = [\"docs/*\"], matches = \"Copyright\", files = \"every\" }",
        "rule = { in = [\"docs/*\"], matches = \"secret\", files = \"none\" }",
        "rule = { not = { in = [\"docs/*\"], matches = \"secret\" } }",
        "rule = { all_of = [{ any = [\"README.md\"] }, { in = [\"docs/use.md\"], matches = \"a\" }] }",
        "rule = { all_of = [{ any = [\"nothing\"] }, { in = [\"docs/use.md\"], matches = \"a\" }] }",
    ];
    let signals = signals(&rules);
    let whole = facts(&signals, FILES);
    let verdicts =
        |facts: &Facts| -> Vec<&str> { signals.observe(facts, "x").iter().map(|o| o.verdict.words()).collect() };
    assert_eq!(verdicts(&whole), ["seen", "seen", "seen", "seen", "not seen", "not seen"]);
    let part = whole.clone().with("docs/use.md", Content::TooLarge(9_000_000));
    let open = "could not look";
    assert_eq!(verdicts(&part), ["seen", open, open, open, open, "not seen"]);
    assert!(signals.observe(&part, "x")[0].partial.as_ref().unwrap().contains("docs/use.md"));
    let none = Facts { tree: Err(Unavailable { reason: "gone".into() }), ..whole };
    assert!(verdicts(&none).iter().all(|words| *words == open));
    let mut cut = facts(&signals, FILES);
    cut.tree.as_mut().unwrap().cut = Some("only a part".into());
    let signals = self::signals(&[
        "rule = { none = [\"*.exe\"] }",
        "rule = { any = [\"*.exe\"] }",
        "rule = { any = [\"*.md\"] }",
    ]);
    let words: Vec<&str> = signals.observe(&cut, "x").iter().map(|o| o.verdict.words()).collect();
    assert_eq!(words, [open, open, "seen"]);
}

#[test]
fn all_faults_are_told_at_once_with_their_places() {
    let text = "format = \"osmm-signals/1\"\nother = 1\n\
        [[signal]]\nid = \"Bad Id\"\ntitle = \"\"\nquestion = 3\nremedy = \"r\"\nrule = { any = [\"a[\"], knid = 1 }\n\
        [[signal]]\nid = \"a\"\ntitle = \"t\"\nquestion = \"q\"\nremedy = \"r\"\nrule = { in = [\"a\"], matches = \"(?=x)\" }\n\
        [[signal]]\nid = \"a\"\ntitle = \"t\"\nquestion = \"q\"\nremedy = \"r\"\nrule = { any = [\"a\"], none = [\"b\"] }\n\
        [[signal]]\nid = \"b\"\ntitle = \"t\"\nquestion = \"q\"\nremedy = \"r\"\nrule = { signal = \"licence-file\" }\nwhen = {}\n\
        [[signal]]\nid = \"c\"\ntitle = \"t\"\nquestion = \"q\"\n";
    insta::assert_snapshot!(faults(text).join("\n"));
    assert!(faults("")[0].contains("needs `format`"));
    assert!(faults("format = \"osmm-signals/2\"")[0].contains("not known"));
    assert!(faults("a = [")[0].contains("line 1"));
    let deep = format!("{}{{ any = [\"a\"] }}{}", "{ not = ".repeat(9), " }".repeat(9));
    let body = "format = \"osmm-signals/1\"\n[[signal]]\nid = \"a\"\ntitle = \"t\"\nquestion = \"q\"\nremedy = \"r\"\n";
    assert!(faults(&format!("{body}rule = {deep}\n"))[0].contains("inside each other"));
    let wide = vec!["{ any = [\"a\"] }"; 101].join(", ");
    assert!(faults(&format!("{body}rule = {{ all_of = [{wide}] }}\n"))[0].contains("at most"));
}

/// Takes moments; a pattern that goes back, or a form that tries all ways, would not come to an end.
#[test]
fn hostile_patterns_and_forms_cost_no_more_than_the_text() {
    let signals = signals(&[
        "rule = { in = [\"*.txt\"], matches = \"(a+)+$\" }",
        "rule = { in = [\"*.txt\"], matches = \"(.*a){20}b\" }",
        "rule = { any = [\"**/a*a*a*a*a*a*b\"] }",
    ]);
    let (text, path) = ("a".repeat(200_000), format!("{}/c", "a".repeat(2000)));
    let _ = signals.observe(&facts(&signals, &[("x.txt", &text), (&path, "")]), "x");
    assert!(faults("format = \"osmm-signals/1\"\n[[signal]]\nid = \"a\"\ntitle = \"t\"\nquestion = \"q\"\nremedy = \"r\"\nrule = { in = [\"a\"], matches = \"(a{900}){900}\" }\n")[0].contains("pattern"));
}

const RULESET: &str = include_str!("../../tests/evidence/files/repolint.json");

#[test]
fn a_ruleset_becomes_signals_and_what_cannot_be_asked_says_so() {
    let imported = OwnSignals::import(RULESET, "repolint.json").unwrap();
    insta::assert_snapshot!("ruleset", imported.text);
    let told = |one: &Problem| format!("{}: {}", one.place, one.message);
    insta::assert_snapshot!("ruleset_notes", imported.notes.iter().map(told).collect::<Vec<_>>().join("\n"));
    let signals = OwnSignals::parse(&imported.text, "imported").unwrap_or_else(|all| panic!("{all:#?}"));
    let facts = facts(&signals, FILES);
    let seen = signals.observe(&facts, "x").into_iter().chain(signals.unasked("x"));
    let told: Vec<String> = seen.map(|o| format!("{} {}: {}", o.signal, o.verdict.words(), o.summary)).collect();
    insta::assert_snapshot!("ruleset_answers", told.join("\n"));
    assert!(
        signals
            .unasked("x")
            .all(|o| matches!(&o.verdict, Verdict::CouldNotLook { reason } if reason.starts_with(CANNOT_ASK)))
    );
}

#[test]
fn the_first_version_and_yaml_are_read_too() {
    let old = "axioms: {linguist: language}\nrules:\n  all:\n    'license:file-existence': [error, {files: ['LICENSE*']}]\n    \
        apache-notice: [off]\n  language=rust:\n    'cargo:file-existence': [warning, {files: [Cargo.toml]}]\n";
    let imported = OwnSignals::import(old, "repolint.yaml").unwrap();
    let signals = OwnSignals::parse(&imported.text, "x").unwrap();
    assert_eq!(signals.ids().collect::<Vec<_>>(), ["own.license", "own.cargo"]);
    assert!(imported.text.contains("when = { any = [\"**/*.rs\"]") && imported.notes.len() == 1, "{imported:#?}");
}

#[test]
fn no_ruleset_breaks_the_import() {
    for odd in ["", "[]", "{", "{\"rules\": []}", "rules: 3", "{\"version\": 3, \"rules\": {}}", "\u{0}"] {
        assert!(OwnSignals::import(odd, "x").is_err(), "{odd}");
    }
    let wild = serde_json::json!({"version": 2, "axioms": {"linguist": 3}, "rules": {
        "\"\n\u{7}": {"level": 3, "where": [3, "a=b", "x>3"], "rule": {"type": "file-contents", "options": {"globsAll": ["["], "content": "["}}},
        "é": {"rule": {"type": "file-existence", "options": {"globsAny": ["a\"]\nid = 'x'"]}}},
        "É": {"rule": {"type": "file-starts-with", "options": {"globsAll": ["a"], "patterns": ["\\"], "lineCount": -1}}},
        "none": {}, "type": {"rule": {}}, "options": {"rule": {"type": "file-hash", "options": []}},
        "back": {"rule": {"type": "file-not-contents", "options": {"globsAll": ["a"], "contents": ["(a)\\1"], "flags": "y"}}},
    }});
    let imported = OwnSignals::import(&wild.to_string(), "x\ny").unwrap();
    let signals = OwnSignals::parse(&imported.text, "x").unwrap_or_else(|all| panic!("{all:#?}\n{}", imported.text));
    assert_eq!(signals.ids().count(), 5);
}
