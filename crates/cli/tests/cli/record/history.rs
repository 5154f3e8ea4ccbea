//! What was known when, also of an assessment that is not published.

use super::desk::desks;
use super::sight::{ALL, INSIDE, SEEN, company};
use crate::{WELL_KEPT, git};

#[test]
fn history_names_evidence_and_shows_it_to_those_who_may_see_it() {
    for desk in desks() {
        let item = company(&desk);
        let history = ["history", "--unit", "pay", "--item", &item, "--assessment", "q4"];
        for (who, seen) in SEEN.iter().filter(|(who, _)| INSIDE.contains(who)) {
            let told = [desk.by(who, &history), desk.by(who, &[&history[..], &["--json"]].concat())];
            for (kind, text) in ALL.iter().flat_map(|kind| told.iter().map(move |text| (kind, text))) {
                let may = seen.contains(kind);
                assert_eq!(text.contains(&format!("Title that is {kind}")), may, "{who}, {kind}: {text}");
                assert!(text.contains(kind), "{who}: {kind} left out: {text}");
                assert!(may || !text.contains(&format!("{kind}.txt")), "{who}, {kind}: {text}");
            }
            assert_eq!(told[1].matches("\"digest\": \"sha256:").count(), seen.len() * 2, "{who}: {}", told[1]);
        }
    }
}

#[test]
fn history_tells_of_a_draft_when_it_is_named() {
    for desk in desks() {
        let item = company(&desk);
        desk.by("ada", &["answer", "pay", &item, "2", "--note", "first"]);
        let history = ["history", "--unit", "pay", "--item", &item];
        let with = |more: &[&'static str]| [&history[..], more].concat();
        desk.refuses("aud", &history, "no assessment with `pay` was published");
        let told = desk.json("aud", &with(&["--assessment", "q4", "--json"]));
        assert_eq!((told["published"].as_bool(), told["stage"].as_str()), (Some(false), Some("draft")), "{told}");
        assert_eq!((told["answer"]["rating"].as_u64(), told["notes"][0]["text"].as_str()), (Some(2), Some("first")));
        assert!(told["published_digest"].is_null());
        let text = desk.by("aud", &with(&["--assessment", "q4"]));
        assert!(text.contains("not published: q4 is draft"), "{text}");
        // The clock of the tests stands still: all of it was known on that day, and nothing the day before.
        let then = desk.json("aud", &with(&["--assessment", "q4", "--at", "2026-11-22", "--json"]));
        assert_eq!((then["known_on"].as_str(), then["answer"]["rating"].as_u64()), (Some("2026-11-22"), Some(2)));
        let before = with(&["--assessment", "q4", "--at", "2026-11-21"]);
        desk.refuses("aud", &before, "was not there on 2026-11-21: it was opened on 2026-11-22");
        desk.by("lead", &["assessment", "review"]);
        desk.by("lead", &["assessment", "publish"]);
        let told = desk.json("aud", &with(&["--json"]));
        assert_eq!((told["published"].as_bool(), told["stage"].as_str()), (Some(true), Some("published")));
        assert!(told["published_digest"].as_str().unwrap().starts_with("sha256:"));
    }
}

/// A day later in the record: what is said on it was not known the day before.
#[test]
fn history_of_a_day_leaves_out_what_came_later() {
    for desk in desks() {
        let item = company(&desk);
        desk.by("ada", &["answer", "pay", &item, "2", "--note", "first"]);
        desk.place.set_clock("1795435200");
        desk.by("ada", &["answer", "pay", &item, "4", "--note", "second"]);
        let late = ["evidence", "add", "pay", "Late", "--item", &item, "--kind", "operation", "--id", "late"];
        desk.by("lead", &late);
        let history = ["history", "--unit", "pay", "--item", &item, "--assessment", "q4", "--json"];
        let on = |day: &str| desk.json("aud", &[&history[..], &["--at", day]].concat());
        let (then, now) = (on("2026-11-22"), on("2026-11-23"));
        let ids = |told: &serde_json::Value| told["evidence"].as_array().unwrap().len();
        assert_eq!((then["answer"]["rating"].as_u64(), ids(&then)), (Some(2), 4), "{then}");
        assert_eq!((now["answer"]["rating"].as_u64(), ids(&now)), (Some(4), 5), "{now}");
        desk.by("lead", &["assessment", "review"]);
        desk.by("lead", &["assessment", "publish"]);
        assert_eq!(on("2026-11-22")["published"], false, "it was not published then");
        assert_eq!(on("2026-11-23")["published"], true);
    }
}

/// Evidence, targets and looks that came later are no part of what was published.
#[test]
fn what_was_published_is_written_as_it_was_published() {
    for desk in desks() {
        let local = desk.company();
        desk.place.repository("src/app", WELL_KEPT);
        desk.by("ada", &["scan", "src", "--unit", "pay", "--quiet"]);
        let proposed = desk.by("lead", &["proposal", "list", "pay"]);
        let item = proposed.lines().filter_map(|l| l.split_whitespace().next()).find(|i| local.iter().any(|l| l == i));
        let item = item.unwrap();
        desk.by("ada", &["answer", "pay", item, "3"]);
        desk.by("lead", &["assessment", "review"]);
        desk.by("lead", &["assessment", "publish"]);
        let export = |name: &str| {
            desk.by("lead", &["export", name, "--assessment", "q4", "--unit", "pay"]);
            desk.place.read(name)
        };
        let before = export("before.json");
        desk.by("ada", &["evidence", "add", "pay", "Late", "--item", item, "--kind", "operation"]);
        desk.by("lead", &["target", "pay", "5", "--item", item, "--why", "late"]);
        std::fs::remove_file(desk.place.path("src/app/SECURITY.md")).unwrap();
        git(&desk.place.path("src/app"), &["commit", "--all", "--quiet", "--message=Less"]);
        desk.by("ada", &["scan", "src", "--unit", "pay", "--quiet"]);
        assert!(export("after.json") == before, "a published assessment changed: {}", desk.database);
        // What a rating rests on is named, also where a machine saw it.
        let told = desk.json("aud", &["history", "--unit", "pay", "--item", item, "--json"]);
        let seen = &told["seen"][0];
        assert_eq!(
            (seen["subject"].as_str(), told["evidence"].as_array().map_or(0, Vec::len)),
            (Some("app"), 0),
            "{told}"
        );
        assert!(before.contains(seen["commit"].as_str().unwrap()), "the commit of then");
        let text = desk.by("aud", &["history", "--unit", "pay", "--item", item]);
        assert!(text.contains("seen in app at "), "{text}");
    }
}
