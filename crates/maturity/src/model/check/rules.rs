//! Scale, thresholds, anchors and ladders: do the numbers fit each other?

use super::Report;
use crate::fault::{Place, nearest};
use crate::model::decode::{At, Head};
use crate::model::read::Known;
use crate::model::{Activity, Item, Need};
use crate::rating::{Rating, ScaleStep};

type Placed = (Activity, i64, At, Vec<Place>);

pub(super) fn check(head: &Head, activities: &[Placed], known: Known<'_>, report: &mut Report) {
    if !scale(head, report) {
        // Every rating would be off such a scale, which says nothing more.
        return;
    }
    let scale = &head.scale;
    let top = scale.last().map_or(Rating(0), |s| s.value);
    if let Some((rule, place)) = &head.achievement {
        if rule.mean < 0.0 || rule.mean > top.value() {
            let message = format!("the mean {} is not on the scale from 0 to {top}", rule.mean);
            report.at(&head.at.file, *place, message, None);
        }
        on_scale(rule.floor, scale, "the floor", &head.at.file, *place, report);
    }
    for (step, place) in &head.support {
        on_scale(step.rating, scale, "the rating", &head.at.file, *place, report);
    }
    for (activity, _, at, places) in activities {
        for (item, place) in activity.items.iter().zip(places) {
            anchors(item, scale, &at.file, *place, report);
            ladder(item, scale, &at.file, *place, report);
            topics(item, known, &at.file, *place, report);
        }
    }
    if activities.is_empty() {
        report.add(&head.at, "the model has no activity", Some("add files under activities/".to_owned()));
    }
}

fn scale(head: &Head, report: &mut Report) -> bool {
    let holes = head.scale.iter().enumerate().any(|(i, s)| usize::from(s.value.0) != i);
    let good = !holes && head.scale.len() >= 2;
    if !good {
        let message = "the scale must have at least two steps, from 0 upwards without a hole";
        report.add(&head.at, message, None);
    }
    good
}

fn on_scale(rating: Rating, scale: &[ScaleStep], what: &str, file: &str, place: Place, report: &mut Report) {
    if !scale.iter().any(|s| s.value == rating) {
        report.at(file, place, format!("{what} {rating} is not on the scale"), None);
    }
}

fn anchors(item: &Item, scale: &[ScaleStep], file: &str, place: Place, report: &mut Report) {
    for step in scale.iter().filter(|s| s.value > Rating(0)) {
        if !item.anchors.contains_key(&step.value) {
            let message = format!("item `{}` has no anchor for the rating {} ({})", item.id, step.value, step.name);
            let hint = "say what can be observed at this rating".to_owned();
            report.at(file, place, message, Some(hint));
        }
    }
    for rating in item.anchors.keys() {
        let what = format!("item `{}`: the anchor", item.id);
        on_scale(*rating, scale, &what, file, place, report);
        if *rating == Rating(0) {
            report.at(file, place, format!("item `{}`: the rating 0 needs no anchor", item.id), None);
        }
    }
}

fn ladder(item: &Item, scale: &[ScaleStep], file: &str, place: Place, report: &mut Report) {
    let rule = &item.proposal;
    if let Some(cap) = rule.cap {
        on_scale(cap, scale, &format!("item `{}`: the cap", item.id), file, place, report);
        for step in rule.steps.iter().filter(|s| s.rating > cap) {
            let message = format!("item `{}`: the step to {} is above the cap {cap}", item.id, step.rating);
            report.at(file, place, message, None);
        }
    }
    if rule.steps.windows(2).any(|w| w[0].rating >= w[1].rating) {
        report.at(file, place, format!("item `{}`: the steps must ascend", item.id), None);
    }
    for step in &rule.steps {
        on_scale(step.rating, scale, &format!("item `{}`: the step", item.id), file, place, report);
    }
}

/// A topic that no document of the item can treat would never be found.
fn topics(item: &Item, known: Known<'_>, file: &str, place: Place, report: &mut Report) {
    let Some(known) = known.topics else { return };
    let rule = &item.proposal;
    let used = |signal: &str| rule.signals.iter().any(|used| used.signal.0 == signal);
    let there: Vec<&str> = known.iter().filter(|(signal, _)| used(signal)).map(|(_, topic)| *topic).collect();
    for need in rule.steps.iter().flat_map(|step| &step.needs) {
        if let Need::Treats(topic) = need
            && !there.contains(&topic.as_str())
        {
            let message =
                format!("item `{}`: `{topic}` is no topic of the documents that its signals look for", item.id);
            report.at(file, place, message, nearest(topic, there.iter().copied()));
        }
    }
}
