//! The shipped models are whole.

use std::collections::BTreeSet;

use osmm_maturity::model::{Filter, Model, Need, RatingSource, Step, diff, select};

use super::{load, model_ids, osmm};

#[test]
fn every_model_loads_and_survives_json() {
    let ids = model_ids();
    assert!(!ids.is_empty());
    for id in ids {
        let model = load(&id);
        assert_eq!(model.id, id, "the folder is named after the model");
        let json = serde_json::to_string(&model).unwrap();
        let back: Model = serde_json::from_str(&json).unwrap();
        assert_eq!(back, model);
        assert_eq!(back.digest(), model.digest());
    }
}

/// An item that says that evidence speaks for it names what is looked at: a signal, or the history of scans.
#[test]
fn what_is_said_to_be_observed_can_be() {
    for id in model_ids() {
        let model = load(&id);
        let observed = model
            .items()
            .filter(|(_, item)| [RatingSource::Automatic, RatingSource::SemiAutomatic].contains(&item.proposal.source));
        let blind = observed.filter(|(_, item)| {
            let snapshots = |step: &Step| step.needs.iter().any(|need| matches!(need, Need::Snapshots(_)));
            item.proposal.steps.is_empty()
                || (item.proposal.signals.is_empty() && !item.proposal.steps.iter().any(snapshots))
        });
        assert_eq!(blind.map(|(_, item)| item.id.0.as_str()).collect::<Vec<_>>(), [""; 0], "{id}");
    }
}

#[test]
fn osmm_is_whole() {
    let model = osmm();
    let per_level = |l: u8| model.activities_of(l).map(|a| a.items.len()).sum::<usize>();
    assert_eq!(model.levels.iter().map(|l| per_level(l.number)).collect::<Vec<_>>(), [8, 27, 20, 13, 4]);
    assert_eq!(model.levels.iter().map(|l| model.activities_of(l.number).count()).collect::<Vec<_>>(), [2, 7, 8, 6, 1]);
    assert_eq!(model.items().map(|(_, i)| i.anchors.len()).sum::<usize>(), 360);
    assert_eq!(model.prerequisites.len(), 49);
    let titles = model.items().filter(|(_, i)| i.title == "Contribution Efficiency");
    assert_eq!(titles.map(|(a, _)| a.id.0.as_str()).collect::<BTreeSet<_>>().len(), 2, "the two twins stay apart");
}

#[test]
fn anchors_are_all_different() {
    let model = osmm();
    let texts: Vec<&str> = model.items().flat_map(|(_, i)| i.anchors.values().map(String::as_str)).collect();
    assert_eq!(texts.iter().collect::<BTreeSet<_>>().len(), texts.len());
}

#[test]
fn guide_selects_by_several_conditions() {
    let model = osmm();
    let filter = Filter { level: Some(2), role: Some("legal".into()), ..Filter::default() };
    let found = select(&model, &filter).unwrap();
    assert!(!found.activities.is_empty());
    assert!(found.activities.iter().all(|(a, _)| a.level == 2 && a.roles.iter().any(|r| r == "legal")));
    let wrong = Filter { role: Some("leagl".into()), ..Filter::default() };
    insta::assert_snapshot!(select(&model, &wrong).unwrap_err().hint, @"did you mean `legal`?");
}

#[test]
fn diff_finds_what_changed_by_id_not_by_title() {
    let old = osmm();
    let mut new = old.clone();
    assert!(diff(&old, &new).changes.is_empty());
    new.activities[0].items[0].title = "Another title".into();
    let gone = new.activities[1].items.remove(1);
    let text = serde_json::to_string(&diff(&old, &new)).unwrap();
    assert!(text.contains("Another title") && text.contains(&gone.id.0), "{text}");
    assert_eq!(diff(&old, &new).changes.len(), 2);
}
