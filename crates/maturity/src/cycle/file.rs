//! The assessment file (`osmm-assessment/1`) and the record: a file starts an assessment of one unit, and the assessment
//! of a unit can be written as a file again, with the same content.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::Cycle;
use super::picture::{ItemPicture, Picture, UnitPicture};
use crate::assessment::{Assessment, Basics};
use crate::event::{AssessmentId, Change, Confidentiality, EvidenceId, EvidenceRecord, PersonId, ScopeRecord, Subject};
use crate::evidence::Evidence;
use crate::model::Model;
use crate::observation::{ObservationSet, Problem, Tool};
use crate::organisation::Organisation;
use crate::response::{Answer, Response};
use crate::rollup::Origin;
use crate::unit::{Unit, UnitId};

/// Where a file goes.
#[derive(Debug, Clone)]
pub struct Destination {
    /// Name of the assessment to open.
    pub assessment: AssessmentId,
    /// The unit, which is the root of the organisation's tree.
    pub unit: Unit,
    /// In whose name the answers are taken over.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
}

/// The changes that take a file over, each with its reason; observations apart, since their parts are kept as blobs.
#[must_use]
pub fn changes(file: &Assessment, to: &Destination) -> Vec<(Change, Option<String>)> {
    let scope = ScopeRecord {
        title: file.scope.name.clone(),
        model: crate::digest::Digest(file.model.digest()),
        units: vec![to.unit.clone()],
        answering: vec![to.unit.id.clone()],
        as_of: file.as_of,
        deadline: None,
        after: None,
        snapshots: file.snapshots,
    };
    let mut changes = vec![(Change::Opened { assessment: to.assessment.clone(), scope }, None)];
    for response in &file.responses {
        changes.extend(response_changes(response, to));
    }
    let evidence = file.evidence.iter().enumerate();
    changes.extend(evidence.map(|(i, e)| (Change::EvidenceSet { evidence: record(i, e, to) }, None)));
    changes
}

fn response_changes(response: &Response, to: &Destination) -> Vec<(Change, Option<String>)> {
    let (assessment, unit, item) = (to.assessment.clone(), to.unit.id.clone(), response.item.clone());
    let mut changes = Vec::new();
    let said = response.answer != Answer::Unanswered
        || response.by.is_some()
        || response.on.is_some()
        || response.note.is_some();
    if said {
        let change = Change::Responded {
            assessment: assessment.clone(),
            unit: unit.clone(),
            item: item.clone(),
            respondent: to.person.clone(),
            answer: response.answer.clone(),
            overrides: None,
            function: response.by.clone(),
            on: response.on,
        };
        changes.push((change, response.note.clone()));
    }
    if let Some(rating) = response.verified {
        let (unit, item) = (unit.clone(), item.clone());
        let why = Some("verified in the file that was taken over".to_owned());
        changes.push((Change::Verified { assessment, unit, item, rating: Some(rating) }, why));
    }
    if let Some(rating) = response.target {
        changes.push((Change::TargetSet { unit, subject: Subject::Item(item), rating: Some(rating), by: None }, None));
    }
    changes
}

fn record(index: usize, evidence: &Evidence, to: &Destination) -> EvidenceRecord {
    EvidenceRecord {
        id: EvidenceId(format!("{}-{}", to.assessment, index + 1)),
        unit: to.unit.id.clone(),
        items: vec![evidence.item.clone()],
        kind: evidence.kind,
        title: evidence.title.clone(),
        place: evidence.place.clone(),
        digest: None,
        from: evidence.from,
        to: None,
        expires: evidence.until,
        collected_at: to.at,
        collected_by: to.person.clone(),
        owner: evidence.owner.clone(),
        confidentiality: Confidentiality::Internal,
        renews: None,
    }
}

/// What a file says of one unit besides what the picture has.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The program that writes.
    pub tool: Tool,
    /// What machines saw of the unit.
    pub scan: Option<ObservationSet>,
    /// Entries of an imported file that could not be taken over.
    pub problems: Vec<Problem>,
    /// Evidence that whoever gets the file may not see: it is there with its kind and its days, which numbers rest on.
    pub hidden: BTreeSet<EvidenceId>,
}

/// The assessment of one unit as a file. Nothing for a unit that is not in the picture.
#[must_use]
pub fn of_unit(
    organisation: &Organisation,
    cycle: &Cycle,
    model: &Model,
    picture: &Picture,
    unit: &UnitId,
    beside: Beside,
) -> Option<Assessment> {
    let shown = picture.unit(unit)?;
    let items: BTreeMap<_, _> = shown.items.iter().map(|i| (&i.item, i)).collect();
    let response = |item: &crate::model::ItemId| match items.get(item) {
        Some(shown) => response(organisation, cycle, model, unit, shown),
        None => {
            let reason = "not answered by this unit".to_owned();
            Response { answer: Answer::NotApplicable { reason }, ..Response::unanswered(item.clone()) }
        }
    };
    let title = match cycle.scope.units.as_slice() {
        [_] => cycle.scope.title.clone(),
        _ => cycle.tree.unit(unit).map_or_else(|| unit.0.clone(), |u| u.title.clone()),
    };
    let basics = Basics {
        tool: beside.tool,
        scope: title,
        as_of: cycle.scope.as_of,
        snapshots: cycle.scope.snapshots,
        responses: model.items().map(|(_, i)| response(&i.id)).collect(),
        evidence: evidence(organisation, cycle, model, shown, &beside.hidden),
        scan: beside.scan,
        problems: beside.problems,
    };
    Some(Assessment::new(model.clone(), basics))
}

/// An item as the file has it: with role, day and note where one respondent stands behind it.
fn response(organisation: &Organisation, cycle: &Cycle, model: &Model, unit: &UnitId, shown: &ItemPicture) -> Response {
    let origin = if shown.origin == Origin::Inherited { &cycle.tree.root().id } else { unit };
    let spot = cycle.spot(origin, &shown.item);
    let decided = spot.and_then(|s| s.decision.as_ref());
    let only = spot.filter(|s| s.said.len() == 1 && decided.is_none()).and_then(|s| s.said.values().next());
    let note = only.map(|s| &s.trace).or(decided.map(|d| &d.trace)).and_then(|t| t.why.clone());
    let note = match (&shown.origin, note) {
        (Origin::Override { reason }, None) => Some(format!("differs from the central answer: {reason}")),
        (Origin::Override { reason }, Some(note)) => {
            Some(format!("{note} (differs from the central answer: {reason})"))
        }
        (_, note) => note,
    };
    Response {
        item: shown.item.clone(),
        answer: shown.answer.clone(),
        by: only.and_then(|s| s.function.clone()),
        on: only.and_then(|s| s.on),
        note,
        target: organisation.target(model, unit, &shown.item).map(|t| t.rating),
        verified: shown.verified,
    }
}

/// Evidence of the unit, and of the root where items are inherited from it; one entry an item.
fn evidence(
    organisation: &Organisation,
    cycle: &Cycle,
    model: &Model,
    shown: &UnitPicture,
    hidden: &BTreeSet<EvidenceId>,
) -> Vec<Evidence> {
    let root = &cycle.tree.root().id;
    let backs = |e: &crate::organisation::KeptEvidence, i: &ItemPicture| {
        let from = if i.origin == Origin::Inherited { root } else { &shown.unit };
        let names = || model.item(&i.item).into_iter().flat_map(|(_, item)| item.names());
        &e.record.unit == from && names().any(|name| e.record.items.contains(name))
    };
    let refused = |e: &&crate::organisation::KeptEvidence| {
        let verdict = e.reviewed.as_ref().map(|(v, _)| *v);
        verdict != Some(crate::event::EvidenceVerdict::Refused) && e.withdrawn.is_none()
    };
    let mut kept: Vec<_> = organisation.evidence.values().filter(refused).collect();
    kept.sort_by_key(|e| e.set.seq);
    let entry = |e: &crate::organisation::KeptEvidence, i: &ItemPicture| {
        let open = !hidden.contains(&e.record.id);
        Evidence {
            item: i.item.clone(),
            kind: e.record.kind,
            title: if open { e.record.title.clone() } else { format!("confidential: {}", e.record.id) },
            place: e.record.place.clone().filter(|_| open),
            from: e.record.from,
            until: e.record.until(),
            owner: e.record.owner.clone().filter(|_| open),
        }
    };
    let of = |e| shown.items.iter().filter(move |i| backs(e, i)).map(move |i| entry(e, i));
    kept.into_iter().flat_map(of).collect()
}
