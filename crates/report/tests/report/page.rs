//! What the page says.

use osmm_maturity::assessment::{Assessment, Basics};
use osmm_maturity::model::Noun;
use osmm_maturity::response::Response;
use osmm_report::html;

use crate::markup::text;
use crate::sample::{self, rated};

fn title(assessment: &Assessment) -> String {
    let page = html(assessment).expect("renders");
    let start = page.find("<h1>").expect("a title") + 4;
    page[start..].split('<').next().unwrap_or_default().to_owned()
}

/// The text of one section, by the id of its heading.
fn section(assessment: &Assessment, id: &str) -> String {
    let page = html(assessment).expect("renders");
    let start = page.find(&format!("<section aria-labelledby=\"{id}\"")).expect("the section is there");
    let end = page[start..].find("</section>").expect("it ends") + start;
    text(&page[start..end])
}

fn all(ratings: &[u8; 10]) -> Assessment {
    let model = sample::model(true);
    let items: Vec<String> = model.items().map(|(_, i)| i.id.0.clone()).collect();
    let responses: Vec<Response> = items.iter().zip(ratings).map(|(i, r)| rated(i, *r)).collect();
    Assessment::new(model, Basics { responses, ..sample::basics() })
}

#[test]
fn the_title_states_the_finding() {
    assert_eq!(title(&sample::empty()), "Nothing is rated yet: 10 items wait for an answer");
    assert_eq!(title(&sample::scanned()), "Nothing is rated yet: five proposals wait for a person");
    assert_eq!(title(&sample::partly()), "Level 1 is in progress: 2 of 4 items answered");
    assert_eq!(title(&sample::rich()), "Level 1 is in place; two activities block level 2");
    assert_eq!(title(&sample::themes()), "Caring is lowest at 0.50; 5 of 9 items answered");
    let five: Vec<Response> =
        ["using.choice", "using.licences", "buying.contracts", "buying.support", "safety.scanning"]
            .iter()
            .map(|i| rated(i, 3))
            .collect();
    let waits = Assessment::new(sample::model(true), Basics { responses: five, ..sample::basics() });
    assert_eq!(title(&waits), "Level 1 is in place; level 2 waits for answers: 1 of 4 items answered");
    assert_eq!(title(&all(&[3; 10])), "All three levels are in place");
    assert_eq!(title(&all(&[3, 3, 1, 1, 3, 3, 3, 3, 3, 3])), "Level 1 is in progress: one activity still blocks it");
    assert_eq!(title(&all(&[3, 3, 3, 3, 3, 3, 3, 1, 3, 3])), "Level 1 is in place; one activity blocks level 2");
}

#[test]
fn the_finding_is_the_title() {
    assert_eq!(osmm_report::finding(&sample::rich()), title(&sample::rich()));
}

#[test]
fn a_hint_is_never_a_zero() {
    let mut assessment = sample::rich();
    for p in &mut assessment.results.proposals {
        p.low = osmm_maturity::rating::Rating(0);
    }
    let words = section(&assessment, "proposals");
    assert!(words.contains("up to 3") && !words.contains("0 to 3"), "{words}");
}

#[test]
fn the_words_are_the_models() {
    let mut assessment = sample::partly();
    assessment.model.terms.level = Noun { one: "stage".to_owned(), many: "stages".to_owned() };
    assessment.model.terms.item = Noun { one: "point".to_owned(), many: "points".to_owned() };
    assert_eq!(title(&assessment), "Stage 1 is in progress: 2 of 4 points answered");
    assert!(section(&assessment, "blockers").starts_with("What blocks stage 1?"));
}

#[test]
fn blockers_name_the_item_and_the_next_rating() {
    let words = section(&sample::rich(), "blockers");
    assert!(words.contains(
        "Level 2 needs each activity answered to at least 80%, with a mean of 2.5 or more and no item below 2."
    ));
    assert!(words.contains("Policy ✕ below 2 is rated 0. To reach 1: Policy at 1 looks like this."), "{words}");
    assert!(words.contains("Don't know, ask Learning team: How is Training done?"), "{words}");
    assert!(words.contains("Unanswered: How is Scanning done? A proposal of 2 to 3 waits for a person."), "{words}");
}

#[test]
fn a_mean_that_misses_its_threshold_never_looks_met() {
    let mut assessment = all(&[3, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
    let reason = osmm_maturity::level::Reason::Mean { mean: 2.4999, needed: 2.5, below: Vec::new() };
    let activity = assessment.model.activities[0].id.clone();
    if let Some(position) = &mut assessment.results.claimed.position {
        position.next = Some(1);
        position.blockers = vec![osmm_maturity::level::Blocker { activity, reasons: vec![reason] }];
    }
    assert!(section(&assessment, "blockers").contains("mean 2.49 (2.5 needed: 1 step up in all)"));
}

#[test]
fn themes_have_no_level_achieved_and_no_blockers() {
    let page = html(&sample::themes()).expect("renders");
    assert!(!page.contains("achieved, claimed") && !page.contains("id=\"blockers\""));
    assert!(!text(&page).contains("Level 1"));
}

#[test]
fn an_unanswered_row_has_no_bar() {
    let svg = osmm_report::profile_svg(&sample::empty()).expect("draws");
    assert!(!svg.contains("class=\"bar"));
    assert_eq!(svg.matches("<rect class=\"empty\"").count(), 8 + 1, "eight rows and the legend");
    assert!(!svg.contains(">0.0<"));
}

#[test]
fn contradictions_come_first_and_with_words() {
    let words = section(&sample::rich(), "proposals");
    let against = words.find("▼ Rated 0, below what was seen: 2 to 3").expect("the contradiction");
    assert!(against < words.find("Waiting for a person").expect("the others"), "{words}");
    assert!(words.contains("Their note: Known to all."));
    assert!(words.contains("2 to 3 0 1 2 3 4 Policy in Rules"), "{words}");
    assert!(words.contains("To confirm for 3: a review within 12 months."), "{words}");
    assert!(words.contains("core c0ffee001122 policy policy in docs docs/policy.md:3 feedbeef0011"), "{words}");
    assert!(words.contains("✓ Agrees Licences (rated 2, proposal 2 to 3)"), "{words}");
}

#[test]
fn what_was_not_looked_at_is_said() {
    let words = section(&sample::rich(), "unseen");
    for wanted in
        ["No commit yet old", "Content is kept elsewhere tools/build licence", "History is shallow web policy"]
    {
        assert!(words.contains(wanted), "{wanted}: {words}");
    }
    assert!(words.contains("answers.yaml, line 7: 9 is not on the scale use a rating from 0 to 4"), "{words}");
    assert!(words.contains("5 items that only people can tell"), "{words}");
    assert!(section(&sample::empty(), "unseen").contains("No repository was scanned"));
}

#[test]
fn the_method_has_the_thresholds_of_the_model() {
    let words = section(&sample::rich(), "method");
    assert!(words.contains("No study shows that raising a level causes a business result."));
    assert!(words.contains("2 needs artefact; 3 needs artefact and operation."), "{words}");
    assert!(words.contains("osmm assess --recompute osmm-assessment.json"));
    assert!(words.contains(&sample::rich().model_digest));
}

#[test]
fn the_whole_page() {
    insta::assert_snapshot!("rich", html(&sample::rich()).expect("renders"));
}

#[test]
fn the_words_of_an_empty_page() {
    let page = html(&sample::empty()).expect("renders");
    insta::assert_snapshot!("empty", text(&page).replace(". ", ".\n"));
}
