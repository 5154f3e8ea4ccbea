//! From decoded parts to a whole model: what the parts must be to each other.

mod crosswalks;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

use super::decode::{At, Gathered, Head, Kind, Named};
use super::read::Known;
use super::{Activity, ActivityId, Model, Prerequisite};
use crate::fault::{Fault, Place, Words, nearest};
use crate::observation::SignalId;
use crate::rating::Scale;

/// Faults found so far, each with its file.
pub(super) struct Report {
    pub list: Vec<Fault>,
}

impl Report {
    pub(super) fn add(&mut self, at: &At, message: impl Into<String>, hint: Option<String>) {
        self.at(&at.file, at.place, message, hint);
    }

    pub(super) fn at(&mut self, file: &str, place: Place, message: impl Into<String>, hint: Option<String>) {
        let message: String = message.into();
        self.list.push(Fault { file: file.to_owned(), place, message: message.into(), hint: hint.map(Words::from) });
    }
}

/// Puts the parts together. The model is there only when every needed part is; faults may be there as well.
pub(super) fn assemble(mut all: Gathered, known: Known<'_>) -> (Option<Model>, Vec<Fault>) {
    let mut report = Report { list: std::mem::take(&mut all.faults) };
    duplicates(&all.defined, &mut report);
    former(&all, &mut report);
    if !all.unread {
        dangling(&all, known, &mut report);
        crosswalks::check(&mut all, known, &mut report);
    }
    cycles(&all.prerequisites, &mut report);
    let model = match all.heads.len() {
        1 => {
            let head = all.heads.swap_remove(0);
            rules::check(&head, &all.activities, known, &mut report);
            build(head, all, &mut report)
        }
        0 => {
            let missing = report.list.iter().all(|f| f.file != "model.yaml");
            if missing {
                report.at("model.yaml", Place::default(), "there is no model.yaml", None);
            }
            None
        }
        _ => None,
    };
    (model, report.list)
}

fn build(head: Head, all: Gathered, report: &mut Report) -> Option<Model> {
    let mut levels: Vec<_> = head.levels.into_iter().map(|(l, _)| l).collect();
    levels.sort_by_key(|l| l.number);
    let mut prerequisites: Vec<Prerequisite> = all.prerequisites.into_iter().map(|(p, _)| p).collect();
    prerequisites.sort_by(|a, b| (&a.after, &a.before).cmp(&(&b.after, &b.before)));
    let mut crosswalks: Vec<_> = all.crosswalks.into_iter().map(|(c, _, _)| c).collect();
    crosswalks.sort_by(|a, b| a.framework.cmp(&b.framework));
    Some(Model {
        id: head.id?,
        version: head.version?,
        title: head.title?,
        short_title: head.short_title?,
        summary: head.summary?,
        licence: head.licence?,
        sources: head.sources,
        terms: head.terms?,
        scale: Scale(head.scale),
        achievement: head.achievement.map(|(a, _)| a),
        support: head.support.into_iter().map(|(s, _)| s).collect(),
        freshness: head.freshness?,
        contradiction: head.contradiction?,
        roles: head.roles,
        risks: head.risks,
        artefacts: head.artefacts,
        objectives: head.objectives,
        levels,
        activities: in_order(all.activities, report),
        prerequisites,
        crosswalks,
    })
}

/// Activities by level, then by their place in it.
fn in_order(mut activities: Vec<(Activity, i64, At, Vec<Place>)>, report: &mut Report) -> Vec<Activity> {
    activities.sort_by(|(a, x, ..), (b, y, ..)| (a.level, x, &a.id).cmp(&(b.level, y, &b.id)));
    for pair in activities.windows(2) {
        if let [(a, x, ..), (b, y, at, _)] = pair
            && a.level == b.level
            && x == y
        {
            let message = format!("`{}` and `{}` both have the order {x} in level {}", a.id, b.id, a.level);
            report.add(at, message, None);
        }
    }
    activities.into_iter().map(|(a, ..)| a).collect()
}

fn duplicates(defined: &[Named], report: &mut Report) {
    let mut first: BTreeMap<(Kind, &str), &At> = BTreeMap::new();
    for named in defined {
        match first.get(&(named.kind, named.id.as_str())) {
            None => {
                first.insert((named.kind, &named.id), &named.at);
            }
            Some(earlier) => {
                let message = format!("{} `{}` is there twice", named.kind.word(), named.id);
                let hint = format!("the other one is at {}:{}", earlier.file, earlier.place.line);
                report.add(&named.at, message, Some(hint));
            }
        }
    }
}

/// A former id that an item still has: ids are not used for anything else, and two items cannot share one.
fn former(all: &Gathered, report: &mut Report) {
    let ids: BTreeSet<(Kind, &str)> = all.defined.iter().map(|d| (d.kind, d.id.as_str())).collect();
    for former in all.former.iter().filter(|f| ids.contains(&(f.kind, f.id.as_str()))) {
        let hint = "a former id is one that no item has any more".to_owned();
        report.add(&former.at, format!("`{}` is an {} of this model", former.id, former.kind.word()), Some(hint));
    }
}

fn dangling(all: &Gathered, known: Known<'_>, report: &mut Report) {
    let own =
        |kind: Kind| -> Vec<&str> { all.defined.iter().filter(|d| d.kind == kind).map(|d| d.id.as_str()).collect() };
    for pointed in &all.pointed {
        let names: Vec<&str> = match pointed.kind {
            Kind::Signal => match known.signals {
                Some(signals) => signals.to_vec(),
                None => continue,
            },
            Kind::Framework => match known.frameworks {
                Some(frameworks) => frameworks.iter().map(|f| f.id.as_str()).collect(),
                None => continue,
            },
            kind => own(kind),
        };
        // Which of these there are is only known where a file defines them.
        let own = pointed.kind == Kind::Signal && pointed.id.starts_with(SignalId::OWN);
        if !own && !names.contains(&pointed.id.as_str()) {
            let hint = nearest(&pointed.id, names.iter().copied());
            report.add(&pointed.at, format!("there is no {} `{}`", pointed.kind.word(), pointed.id), hint);
        }
    }
}

/// Most cycles reported: beyond that the list says nothing new.
const MOST_CYCLES: usize = 20;

/// Most prerequisites that are checked: no honest model comes near.
const MOST_PREREQUISITES: usize = 5_000;

/// Reports each cycle once, at the prerequisite that closes it, with the way round.
fn cycles(prerequisites: &[(Prerequisite, At)], report: &mut Report) {
    if let Some((_, at)) = prerequisites.get(MOST_PREREQUISITES) {
        return report.add(at, format!("more than {MOST_PREREQUISITES} prerequisites"), None);
    }
    let mut edges: Vec<&(Prerequisite, At)> = prerequisites.iter().collect();
    for _ in 0..MOST_CYCLES {
        trim(&mut edges);
        let Some(round) = round(&edges) else { return };
        let names: Vec<&str> = round.iter().map(|(p, _)| p.before.0.as_str()).collect();
        let Some((last, at)) = round.last() else {
            return;
        };
        let message = format!("the prerequisites form a cycle: {} -> {}", names.join(" -> "), last.after);
        report.add(at, message, None);
        edges.retain(|(p, _)| p != last);
    }
}

/// Removes edges that lead away from an activity to which no edge leads: what is left is on, or behind, a cycle.
fn trim(edges: &mut Vec<&(Prerequisite, At)>) {
    loop {
        let reached: BTreeSet<&ActivityId> = edges.iter().map(|(p, _)| &p.after).collect();
        let before = edges.len();
        edges.retain(|(p, _)| reached.contains(&p.before));
        if edges.len() == before {
            return;
        }
    }
}

/// One cycle, walked backwards from any edge that is left and turned round.
fn round<'a>(edges: &[&'a (Prerequisite, At)]) -> Option<Vec<&'a (Prerequisite, At)>> {
    let into: BTreeMap<&ActivityId, &'a (Prerequisite, At)> = edges.iter().rev().map(|e| (&e.0.after, *e)).collect();
    let mut way = vec![*edges.first()?];
    let mut seen = BTreeMap::new();
    loop {
        let edge = *way.last()?;
        if let Some(start) = seen.insert(&edge.0.before, way.len()) {
            let mut cycle: Vec<_> = way.drain(start..).collect();
            cycle.reverse();
            return Some(cycle);
        }
        way.push(into.get(&edge.0.before)?);
    }
}
