//! Whatever bytes come in, a reader answers with a result or with faults that name a place, and never stops the program.

use osmm_maturity::answers;
use osmm_maturity::assessment::parse;
use osmm_maturity::model::{Known, SourceFile, read, read_framework};
use osmm_maturity::{person, unit};
use proptest::prelude::*;

use super::properties::MODEL;
use super::{files, models_dir};

/// Pieces of YAML, CSV and JSON that readers trip over, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "answers:",
            "\n",
            "  ",
            "- ",
            "{",
            "}",
            "[",
            "]",
            ": ",
            "&a",
            "*a",
            "<<: ",
            "!!int",
            "|",
            ">-",
            "\t",
            "\"",
            "'",
            "#",
            "---\n",
            "L1.managing.choice: 3\n",
            "format: osmm-answers/1\n",
            "rating: 300",
            "-1",
            "1e999",
            "0x10",
            ".nan",
            "~",
            "id: ",
            "units:\n",
            "children: ",
            "parent: ",
            "id,title,parent,headcount,repositories\n",
            "handle,name,contact,role,unit,until\n",
            "apiVersion: backstage.io/v1\nkind: Group\nmetadata: {name: a}\n",
            "spec: {children: [a], owner: a}\n",
            "scale:\n",
            "levels:\n",
            "item,answer\n",
            ",",
            ";",
            "\r\n",
            "\u{feff}",
            "\u{0}",
            "\u{202e}",
            "\u{e9}",
        ])
        .prop_map(str::to_owned),
        ".{0,8}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answers_of_any_bytes(text in pieces(), bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        for name in ["a.yaml", "a.csv"] {
            for content in [text.as_bytes(), bytes.as_slice()] {
                let read = answers::read(name, content, &MODEL);
                prop_assert!(read.responses.len() <= 72);
                prop_assert!(read.faults.iter().all(|f| f.file == name && !f.message.is_empty()));
            }
        }
    }

    #[test]
    fn units_and_people_of_any_bytes(text in pieces(), bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        for name in ["a.yaml", "a.csv"] {
            for content in [text.as_bytes(), bytes.as_slice()] {
                let read = unit::read(name, content);
                prop_assert!(read.faults.iter().all(|f| f.file == name && !f.message.is_empty()));
                prop_assert!(!read.faults.is_empty() || read.tree().is_ok());
                let people = person::read(name, content, None);
                prop_assert!(people.faults.iter().all(|f| f.file == name && !f.message.is_empty()));
            }
        }
    }

    #[test]
    fn models_of_any_text(text in pieces(), place in prop::sample::select(vec!["model.yaml", "activities/a.yaml", "prerequisites.yaml", "crosswalk/c.yaml", "x.yaml"])) {
        let faults = read(&[SourceFile { path: place.to_owned(), text: text.clone() }], Known::default());
        prop_assert!(!faults.unwrap_err().is_empty());
        let framework = read_framework(&SourceFile { path: "f.yaml".into(), text });
        prop_assert!(framework.is_err());
    }

    #[test]
    fn assessments_of_any_text(text in pieces()) {
        prop_assert!(parse(&text).is_err());
    }
}

/// One character of a real model changed: the model is read, or every fault has its place.
#[test]
fn models_with_one_character_changed() {
    let sources = files(&models_dir().join("todo-ospo-stages"));
    for (i, file) in sources.iter().enumerate() {
        for (n, new) in ['{', ':', '\n', '\u{0}', '"', '9'].into_iter().enumerate() {
            let mut changed = sources.clone();
            let at = file.text.char_indices().nth(17 * (n + 3) + i).map_or(0, |(at, _)| at);
            changed[i].text.insert(at, new);
            if let Err(faults) = read(&changed, Known::default()) {
                assert!(faults.iter().all(|f| !f.file.is_empty() && !f.message.is_empty()), "{faults:?}");
            }
        }
    }
}

/// Depth and size are limited before they cost anything.
#[test]
fn deep_and_large_files_are_refused() {
    let deep = format!("answers: {}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let bomb = "a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n\
                d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n\
                g: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n";
    let large = "x".repeat(5 << 20);
    for (name, text) in [("deep.yaml", deep.as_str()), ("bomb.yaml", bomb), ("large.csv", &large)] {
        let read = answers::read(name, text.as_bytes(), &MODEL);
        assert!(read.responses.is_empty() && !read.faults.is_empty(), "{name}");
        let read = unit::read(name, text.as_bytes());
        assert!(read.units.is_empty() && !read.faults.is_empty(), "{name}");
        assert!(!person::read(name, text.as_bytes(), None).faults.is_empty(), "{name}");
    }
    assert!(parse(&"[".repeat(1_000_000)).is_err());
    let nested = "{title: a, children: [".repeat(50_000) + &"]}".repeat(50_000);
    assert!(!unit::read("nested.yaml", nested.as_bytes()).faults.is_empty());
    let nested = "{title: a, children: [".repeat(15) + &"]}".repeat(15);
    assert!(!unit::read("nested.yaml", nested.as_bytes()).faults.is_empty(), "15 times the same id");
    let chain: String = (0..20_001).map(|i| format!("u{i},u{}\n", i + 1)).collect();
    let many = unit::read("many.csv", format!("id,parent\n{chain}").as_bytes());
    assert!(many.units.is_empty() && many.faults.len() == 1);
}
