//! Crosswalks, read from the other side, lose nothing.

use std::collections::BTreeSet;

use osmm_maturity::model::{Link, Strength, lens};

use super::{frameworks, load, model_ids};

#[test]
fn every_element_has_a_link_or_a_reason_and_every_link_is_shown_once() {
    let known = frameworks();
    let mut seen = 0;
    for model in model_ids().iter().map(|id| load(id)) {
        for crosswalk in &model.crosswalks {
            let framework = known.iter().find(|f| f.id == crosswalk.framework).unwrap();
            let lens = lens(&model, crosswalk, Some(framework));
            for entry in &lens.entries {
                assert!(!entry.links.is_empty() || entry.no_match.is_some(), "{}: {}", framework.id, entry.id);
                assert!(entry.links.is_sorted_by_key(|l| std::cmp::Reverse(l.strength)));
                assert_eq!(entry.links.is_empty(), entry.items(&model).is_empty(), "{}: {}", framework.id, entry.id);
            }
            let shown: Vec<&Link> = lens.entries.iter().flat_map(|e| e.links.iter().copied()).collect();
            assert_eq!(shown.len(), crosswalk.links.len(), "{}", framework.id);
            assert!(lens.beyond.iter().all(|(_, reason)| reason.is_some()), "{}: {:?}", framework.id, lens.beyond);
            seen += 1;
        }
    }
    assert!(seen >= 7, "only {seen} crosswalks were found");
}

#[test]
fn without_the_framework_the_names_alone_are_shown() {
    let model = load("finos-osmm");
    for crosswalk in &model.crosswalks {
        let lens = lens(&model, crosswalk, None);
        let ids: BTreeSet<&str> = lens.entries.iter().map(|e| e.id).collect();
        assert_eq!(ids.len(), lens.entries.len(), "{}", crosswalk.framework);
        assert!(lens.entries.iter().all(|e| e.label.is_none()));
        assert!(lens.entries.iter().any(|e| e.strength() > Some(Strength::Weak)));
    }
}
