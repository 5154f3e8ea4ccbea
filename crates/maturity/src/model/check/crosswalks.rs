//! Crosswalks: both ends exist, and no element of either side is passed over in silence.

use std::collections::BTreeSet;

use super::Report;
use crate::fault::nearest;
use crate::model::decode::{At, CrosswalkPoint, Gathered, Kind};
use crate::model::read::{Framework, Known};

pub(super) fn check(all: &mut Gathered, known: Known<'_>, report: &mut Report) {
    let of = |kind: Kind| -> BTreeSet<&str> {
        all.defined.iter().filter(|d| d.kind == kind).map(|d| d.id.as_str()).collect()
    };
    let (activities, items) = (of(Kind::Activity), of(Kind::Item));
    for (crosswalk, at, points) in &mut all.crosswalks {
        own_side(&activities, &items, at, points, report);
        let framework = known.frameworks.and_then(|fs| fs.iter().find(|f| f.id == crosswalk.framework));
        if let Some(framework) = framework {
            crosswalk.title.clone_from(&framework.title);
            other_side(framework, at, points, report);
        }
    }
}

fn own_side(
    activities: &BTreeSet<&str>,
    items: &BTreeSet<&str>,
    at: &At,
    points: &[CrosswalkPoint],
    report: &mut Report,
) {
    for point in points.iter().filter(|p| p.from) {
        if !activities.contains(point.id.as_str()) && !items.contains(point.id.as_str()) {
            let hint = nearest(&point.id, activities.iter().chain(items).copied());
            report.at(&at.file, point.place, format!("this model has no activity or item `{}`", point.id), hint);
        }
    }
    let named: BTreeSet<&str> = points.iter().filter(|p| p.from).map(|p| p.id.as_str()).collect();
    for silent in activities.difference(&named) {
        let hint = "link it, or list it under `no_match` with the reason".to_owned();
        report.add(at, format!("activity `{silent}` is passed over in silence"), Some(hint));
    }
}

fn other_side(framework: &Framework, at: &At, points: &[CrosswalkPoint], report: &mut Report) {
    let entries: BTreeSet<&str> = framework.entries.iter().map(|e| e.id.as_str()).collect();
    let named: BTreeSet<&str> = points.iter().filter(|p| !p.from).map(|p| p.id.as_str()).collect();
    for point in points.iter().filter(|p| !p.from) {
        if !entries.contains(point.id.as_str()) && !framework.optional.contains(&point.id) {
            let hint = nearest(&point.id, entries.iter().copied());
            report.at(&at.file, point.place, format!("{} has no element `{}`", framework.id, point.id), hint);
        }
    }
    for silent in entries.difference(&named) {
        let hint = "link it, or list it under `no_match` with the reason".to_owned();
        report.add(at, format!("{} element `{silent}` is passed over in silence", framework.id), Some(hint));
    }
}
