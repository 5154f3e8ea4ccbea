//! Who sees what of evidence, by its confidentiality.

use super::desk::{Desk, desks};

/// One unit below a group, everybody in a role of their own, and a piece of evidence of each kind of confidentiality for
/// the first local item.
pub fn company(desk: &Desk) -> String {
    desk.place.write("units.csv", "id,title,parent,headcount\ngroup,G,,\npay,Payments,group,5\nops,Ops,group,9\n");
    let people = "handle,name,contact,role,unit,until\nada,Ada,,respondent,pay,\ncyd,Cyd,,respondent,ops,\n\
                  rev,Rev,,reviewer,group,\naud,Aud,,auditor,pay,\n";
    desk.place.write("people.csv", people);
    assert_eq!(desk.run(&["unit", "import", "units.csv"]).code, 0);
    desk.by("lead", &["person", "import", "people.csv"]);
    desk.by("lead", &["person", "add", "zoe"]);
    desk.by("lead", &["assessment", "open", "q4", "--as-of", "2026-12-31"]);
    let todo = desk.json("lead", &["todo", "--all", "--json"]);
    let first = todo["nobody"].as_array().unwrap().iter().find(|a| a["unit"] == "pay").unwrap();
    let item = first["item"].as_str().unwrap().to_owned();
    for kind in ["public", "internal", "confidential", "restricted"] {
        desk.place.write(&format!("{kind}.txt"), format!("content that is {kind}\n"));
        let title = format!("Title that is {kind}");
        let add = ["evidence", "add", "pay", &title, "--item", &item, "--kind", "artefact", "--id", kind];
        let file = format!("{kind}.txt");
        desk.by("lead", &[&add[..], &["--confidentiality", kind, "--file", &file]].concat());
    }
    item
}

pub const SEEN: &[(&str, &[&str])] = &[
    ("lead", &["public", "internal", "confidential", "restricted"]),
    ("rev", &["public", "internal", "confidential", "restricted"]),
    ("aud", &["public", "internal", "confidential", "restricted"]),
    ("ada", &["public", "internal", "confidential"]),
    ("cyd", &["public", "internal"]),
    ("zoe", &["public"]),
];

/// Who has a role in the unit or above, and so sees its answers.
pub const INSIDE: [&str; 4] = ["lead", "rev", "aud", "ada"];

pub const ALL: [&str; 4] = ["public", "internal", "confidential", "restricted"];

#[test]
fn evidence_is_shown_to_those_who_may_see_it() {
    for desk in desks() {
        let item = company(&desk);
        desk.by("lead", &["answer", "pay", &item, "2"]);
        for (who, seen) in SEEN {
            let list = desk.by(who, &["evidence", "list"]);
            let mut texts = vec![("list", list)];
            if INSIDE.contains(who) {
                desk.by(who, &["export", "pay.json", "--unit", "pay"]);
                texts.push(("file", desk.place.read("pay.json")));
            }
            for kind in ALL {
                let may = seen.contains(&kind);
                for (what, text) in &texts {
                    assert_eq!(text.contains(&format!("Title that is {kind}")), may, "{who}, {kind}, {what}: {text}");
                    assert!(text.contains(kind), "{who}: {kind} left out of {what}: {text}");
                    assert!(may || !text.contains(&format!("{kind}.txt")), "{who}, {kind}, {what}: {text}");
                }
                let get = ["evidence", "get", kind, "--output", "got.txt"];
                if may {
                    desk.by(who, &get);
                    assert_eq!(desk.place.read("got.txt"), format!("content that is {kind}\n"));
                } else {
                    desk.refuses(who, &get, &format!("evidence `{kind}` is {kind}: only "));
                }
            }
        }
        // Whoever does not say who they are is anyone.
        let run = desk.run(&["evidence", "list"]);
        assert!(run.out.contains("Title that is public") && !run.out.contains("Title that is internal"), "{}", run.out);
    }
}

/// A role elsewhere, none at all, or nobody named: the answers of a unit stay with those who have a role there or above.
#[test]
fn answers_are_shown_to_those_who_have_a_role_there() {
    for desk in desks() {
        let item = company(&desk);
        desk.by("ada", &["answer", "pay", &item, "2"]);
        let of_unit = [
            &["history", "--unit", "pay", "--item", &item, "--assessment", "q4"][..],
            &["export", "pay.json", "--unit", "pay"],
            &["proposal", "list", "pay"],
            &["target", "pay"],
        ];
        for args in of_unit {
            for who in ["cyd", "zoe"] {
                desk.refuses(who, args, &format!("{who} may not see what `pay` answered"));
            }
            let run = desk.run(args);
            assert!(
                run.code == 2 && run.err.contains("somebody unknown may not see"),
                "{args:?}: {}",
                crate::told(&run)
            );
            assert!(run.err.contains("`--as PERSON` says who you are"), "{}", run.err);
        }
        assert!(!desk.place.path("pay.json").exists(), "refused, and written all the same");
        for args in [&["assessment", "show", "--json"][..], &["disagreements", "--json"], &["rollup", "--json"]] {
            desk.refuses("zoe", args, "zoe may not see what `group` answered");
        }
        let units = |who: &str| {
            let shown = desk.json(who, &["assessment", "show", "--json"]);
            shown["units"]
                .as_array()
                .unwrap()
                .iter()
                .map(|u| u["unit"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!((units("cyd"), units("ada")), (vec!["ops".to_owned()], vec!["pay".to_owned()]));
        assert_eq!(units("rev"), ["group", "pay", "ops"]);
        let answered = |who: &str| desk.json(who, &["rollup", "--json"])["counts"]["rated"].clone();
        assert_eq!((answered("cyd"), answered("ada")), (0.into(), 1.into()));
    }
}

/// Blind answers, restricted evidence and contacts are in it.
#[test]
fn a_whole_record_is_for_who_leads_or_audits_all() {
    for desk in desks() {
        company(&desk);
        for to in ["all.jsonl", "all/"] {
            desk.by("lead", &["export", to]);
            for who in ["rev", "aud", "ada", "zoe"] {
                desk.refuses(who, &["export", to], &format!("{who} may not have the whole record in `group`"));
            }
            let run = desk.run(&["export", to]);
            assert!(run.code == 2 && run.err.contains("somebody unknown may not"), "{}", crate::told(&run));
        }
        desk.by("lead", &["person", "grant", "aud", "--role", "auditor", "--unit", "group"]);
        desk.by("aud", &["export", "all.jsonl"]);
    }
}

#[test]
fn all_that_is_recorded_of_evidence_is_listed() {
    for desk in desks() {
        company(&desk);
        desk.by("rev", &["evidence", "review", "internal", "--why", "read in full"]);
        desk.by("lead", &["evidence", "withdraw", "public", "--why", "replaced"]);
        let listed = desk.json("cyd", &["evidence", "list", "pay", "--json"]);
        let of = |id: &str| listed.as_array().unwrap().iter().find(|e| e["id"] == id).unwrap();
        let internal = of("internal");
        assert_eq!(
            (internal["reviewed"]["by"].as_str(), internal["reviewed"]["why"].as_str()),
            (Some("rev"), Some("read in full"))
        );
        assert_eq!(
            (internal["collected_by"].as_str(), internal["confidentiality"].as_str()),
            (Some("lead"), Some("internal"))
        );
        assert_eq!(of("public")["withdrawn"]["why"], "replaced");
        assert_eq!(
            *of("restricted"),
            serde_json::json!({"id": "restricted", "kind": "artefact", "confidential": true})
        );
    }
}

/// Numbers stay what they are: what is hidden still supports a rating, and its file can be computed again.
#[test]
fn what_is_hidden_still_counts() {
    for desk in desks() {
        let item = company(&desk);
        desk.by("lead", &["answer", "pay", &item, "2"]);
        desk.by("ada", &["export", "ada.json", "--unit", "pay"]);
        desk.by("lead", &["export", "lead.json", "--unit", "pay"]);
        let results = |name: &str| {
            let file: serde_json::Value = serde_json::from_str(&desk.place.read(name)).unwrap();
            assert_eq!(file["evidence"].as_array().unwrap().len(), 4, "{name}");
            file["results"].clone()
        };
        assert_eq!(results("ada.json"), results("lead.json"));
        let run = desk.place.osmm(&["assess", "--recompute", "ada.json", "--quiet"]);
        assert_eq!(run.code, 0, "{}", crate::told(&run));
    }
}

#[test]
fn what_is_hidden_cannot_be_replaced_and_expiry_does_not_tell_it() {
    for desk in desks() {
        let item = company(&desk);
        let add = ["evidence", "add", "pay", "Mine", "--item", &item, "--kind", "artefact", "--id"];
        desk.refuses("ada", &[&add[..], &["restricted"]].concat(), "is restricted");
        // Who gives a restricted piece goes on seeing it.
        let own = ["own", "--confidentiality", "restricted", "--expires", "2026-11-30"];
        desk.by("ada", &[&add[..], &own].concat());
        assert!(desk.by("ada", &["evidence", "list"]).contains("Mine"));
        for all in [&["todo", "--all"][..], &["todo", "--all", "--json"]] {
            let told = desk.by("cyd", all);
            assert!(told.contains("own") && told.contains("confidential") && !told.contains("Mine"), "{told}");
            assert!(desk.by("rev", all).contains("Mine"));
        }
    }
}
