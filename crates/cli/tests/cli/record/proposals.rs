//! Proposals: accepted, adjusted and rejected by people, and ratings far from them, in both directions.

use super::desk::{Desk, desks};
use crate::WELL_KEPT;

/// Items with their proposal's low end, high end, answer, and what became of the proposal.
fn listed(desk: &Desk) -> Vec<(String, u8, u8, String, String)> {
    let text = desk.by("aud", &["proposal", "list", "pay"]);
    let rows = text.lines().skip(1).filter(|l| !l.starts_with("Contradiction"));
    let row = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (low, high, rest) = match words[2] {
            "to" => (words[1], words[3], &words[4..]),
            _ => (words[1], words[1], &words[2..]),
        };
        (words[0].to_owned(), low.parse().unwrap(), high.parse().unwrap(), rest[0].to_owned(), rest[1].to_owned())
    };
    rows.map(row).collect()
}

fn row(desk: &Desk, item: &str) -> (String, String) {
    let (_, _, _, answer, became) = listed(desk).into_iter().find(|r| r.0 == item).unwrap();
    (answer, became)
}

fn words(answer: &str, became: &str) -> (String, String) {
    (answer.to_owned(), became.to_owned())
}

#[test]
fn people_accept_adjust_and_reject() {
    for desk in desks() {
        let local = desk.company();
        desk.place.repository("src/app", WELL_KEPT);
        desk.by("ada", &["scan", "src", "--unit", "pay", "--quiet"]);
        let all = listed(&desk);
        let own = |wanted: &dyn Fn(u8, u8) -> bool| -> Vec<String> {
            let fits = all.iter().filter(|r| local.contains(&r.0) && wanted(r.1, r.2));
            fits.map(|r| r.0.clone()).collect()
        };
        let (some, none) = (own(&|low, _| low > 0), own(&|low, _| low == 0));
        assert!(some.len() >= 3 && !none.is_empty(), "{all:?}");
        let low = all.iter().find(|r| r.0 == some[0]).unwrap().1;
        desk.by("ada", &["proposal", "accept", "pay", &some[0]]);
        assert_eq!(row(&desk, &some[0]), words(&low.to_string(), "accepted"), "its low end");
        desk.refuses("ada", &["proposal", "adjust", "pay", &some[1], "4"], "adjusting a proposal needs a reason");
        desk.by("ada", &["proposal", "adjust", "pay", &some[1], "4", "--why", "seen in the old system"]);
        assert_eq!(row(&desk, &some[1]), words("4", "adjusted"));
        desk.refuses("ada", &["proposal", "reject", "pay", &some[2]], "rejecting a proposal needs a reason");
        desk.by("ada", &["proposal", "reject", "pay", &some[2], "--why", "not our repository"]);
        assert_eq!(row(&desk, &some[2]), words("unanswered", "rejected"), "no rating comes of it");
        desk.refuses("ada", &["proposal", "accept", "pay", &none[0]], "adjust it");
        desk.refuses("ada", &["proposal", "accept", "pay", "nothing"], "nothing is proposed for `nothing`");
        desk.refuses("cyd", &["proposal", "accept", "pay", &some[0]], "cyd may not answer");
        let told = desk.json("aud", &["history", "--unit", "pay", "--item", &some[1], "--assessment", "q4", "--json"]);
        assert_eq!(told["notes"][0]["text"], "seen in the old system");
    }
}

#[test]
fn ratings_far_from_a_proposal_are_told_in_both_directions() {
    for desk in desks() {
        let local = desk.company();
        desk.place.repository("src/app", WELL_KEPT);
        desk.by("ada", &["scan", "src", "--unit", "pay", "--quiet"]);
        let all = listed(&desk);
        let own = |wanted: fn(u8, u8) -> bool| {
            let found = all.iter().find(|r| local.contains(&r.0) && wanted(r.1, r.2));
            found.unwrap_or_else(|| panic!("{all:?}")).clone()
        };
        let (above, below) = (own(|low, high| low < 2 && high <= 3), own(|low, _| low >= 2));
        desk.by("ada", &["answer", "pay", &above.0, "5"]);
        desk.by("ada", &["answer", "pay", &below.0, "0"]);
        let text = desk.by("aud", &["proposal", "list", "pay"]);
        for (row, rating, way) in [(&above, 5, "above"), (&below, 0, "below")] {
            let line =
                format!("Contradiction: {} is rated {rating}, {way} what was seen ({} to {})", row.0, row.1, row.2);
            assert!(text.contains(&line), "`{line}` is missing: {text}");
        }
        // One step away is no contradiction, and none is ever settled by the program.
        desk.by("ada", &["answer", "pay", &below.0, &(below.1 - 1).to_string()]);
        let text = desk.by("aud", &["proposal", "list", "pay"]);
        assert!(!text.contains(&format!("Contradiction: {} ", below.0)), "{text}");
        assert_eq!(desk.item("pay", &above.0)["answer"]["rating"], 5);
    }
}
