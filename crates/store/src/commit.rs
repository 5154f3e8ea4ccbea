//! Changing a record: what is wanted is checked on the state that was read, and kept if nobody was faster.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::digest::{Digest, canonical_json};
use osmm_maturity::event::{Change, Draft, Event, PersonId};
use osmm_maturity::model::Model;
use osmm_maturity::observation::ObservationSet;
use osmm_maturity::organisation::{Organisation, Refusal};
use osmm_maturity::person::PersonEntry;
use osmm_maturity::unit::UnitId;

use crate::Store;
use crate::append::Append;
use crate::error::StoreError;
use crate::person::{PersonData, new_person_id};

/// What somebody wants changed, with all that goes with it; all of it is kept, or nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Changes, each with its reason.
    pub changes: Vec<(Change, Option<String>)>,
    /// Files and parts to keep.
    pub blobs: Vec<Vec<u8>>,
    /// Personal data that goes with `PersonSet`.
    pub people: Vec<PersonData>,
    /// Models that the changes name and that the record may not know yet.
    pub models: Vec<Arc<Model>>,
}

impl From<Vec<(Change, Option<String>)>> for Plan {
    fn from(changes: Vec<(Change, Option<String>)>) -> Self {
        Self { changes, ..Self::default() }
    }
}

impl From<Change> for Plan {
    fn from(change: Change) -> Self {
        vec![(change, None)].into()
    }
}

/// Files of other programs as they were given, by digest.
pub type Originals = BTreeMap<Digest, Vec<u8>>;

impl Plan {
    /// The change that publishes an assessment as its picture shows it; the picture is kept whole.
    #[must_use]
    pub fn publication(picture: &Picture) -> Self {
        let bytes = canonical_json(picture).into_bytes();
        let digest = Digest::of_bytes(&bytes);
        let change = Change::Published { assessment: picture.assessment.clone(), digest };
        Self { blobs: vec![bytes], ..change.into() }
    }

    /// The changes that add people and grant them roles, all at once. Who is known by the handle keeps the pseudonym, and
    /// only gets the roles.
    pub fn newcomers(entries: &[PersonEntry], known: impl Fn(&str) -> Option<PersonId>) -> Result<Self, StoreError> {
        let mut plan = Self::default();
        let mut grants = Vec::new();
        for entry in entries {
            let person = match known(&entry.handle) {
                Some(person) => person,
                None => {
                    let contact = entry.contact.as_deref().unwrap_or_default();
                    let data = PersonData::new(new_person_id()?, &entry.handle, &entry.name, contact)?;
                    let (person, commitment) = (data.person.clone(), data.commitment());
                    plan.changes.push((Change::PersonSet { person: person.clone(), commitment }, None));
                    plan.people.push(data);
                    person
                }
            };
            grants.extend(entry.grants.iter().map(|(role, unit, until)| {
                let (person, unit) = (person.clone(), unit.clone());
                (Change::RoleGranted { person, role: *role, unit, until: *until }, None)
            }));
        }
        plan.changes.extend(grants);
        Ok(plan)
    }

    /// The change that keeps a look at a unit, with those of the originals that it rests on. What is as it was at the look
    /// before costs nothing.
    #[must_use]
    pub fn look(state: &Organisation, unit: &UnitId, set: ObservationSet, originals: &Originals) -> Self {
        let before = state.newest_look(unit).map(|s| s.subjects.clone()).unwrap_or_default();
        let originals: BTreeMap<Digest, Vec<u8>> = set
            .exports()
            .map(|export| Digest(export.digest.clone()))
            .filter(|digest| !state.keeps_original(unit, digest))
            .filter_map(|digest| Some((digest.clone(), originals.get(&digest)?.clone())))
            .collect();
        let (observed_at, frame, parts) = set.into_parts();
        let mut blobs = vec![canonical_json(&frame).into_bytes()];
        let frame = Digest::of_bytes(&blobs[0]);
        let gone = before.keys().filter(|name| !parts.contains_key(*name)).cloned().collect();
        let mut changed = BTreeMap::new();
        for (name, part) in parts {
            let bytes = canonical_json(&part).into_bytes();
            let digest = Digest::of_bytes(&bytes);
            if before.get(&name) != Some(&digest) {
                changed.insert(name, digest);
                blobs.push(bytes);
            }
        }
        let (originals, files): (Vec<Digest>, Vec<Vec<u8>>) = originals.into_iter().unzip();
        blobs.extend(files);
        let change = Change::Observed { unit: unit.clone(), observed_at, frame, changed, gone, originals };
        Plan { blobs, ..change.into() }
    }

    /// The changes that keep a look at each of several units: none for a unit that was looked at on the same day and where
    /// nothing changed since.
    #[must_use]
    pub fn looks(state: &Organisation, by_unit: &BTreeMap<UnitId, ObservationSet>, originals: &Originals) -> Self {
        let mut all = Self::default();
        for (unit, set) in by_unit {
            let look = Self::look(state, unit, set.clone(), originals);
            if !look.changes.iter().all(|(change, _)| state.seen_already(change)) {
                all.changes.extend(look.changes);
                all.blobs.extend(look.blobs);
            }
        }
        all
    }

    /// Checks each change on what holds after those before it. Gives the drafts of the events and all files to keep with
    /// them, models included. The state then holds what the changes say; after a refusal it has to be read anew.
    pub fn checked(
        self,
        state: &mut Organisation,
        by: &PersonId,
        at: Timestamp,
    ) -> Result<(Vec<Draft>, Vec<Vec<u8>>), Refusal> {
        let mut blobs = self.blobs;
        for model in self.models {
            blobs.push(canonical_json(&*model).into_bytes());
            state.know(model);
        }
        let mut drafts = Vec::with_capacity(self.changes.len());
        for (change, why) in self.changes {
            let draft = Draft { at, by: by.clone(), why, change };
            state.check(&draft)?;
            // The salt is not known yet, so digests are not the ones that will be kept; the state does not depend on them.
            let event = Event::seal(draft.clone(), state.head.as_ref(), String::new());
            state.apply(&event);
            drafts.push(draft);
        }
        Ok((drafts, blobs))
    }
}

/// Why a plan was not carried out; nothing was kept then.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// A change may not be made.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The record could not be changed. [`StoreError::Moved`] means: read again, decide anew.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Checks each change on what holds after those before it, and keeps them all. The state takes over what was kept; when
    /// nothing was, it has to be read anew.
    pub async fn commit(
        &self,
        state: &mut Organisation,
        by: &PersonId,
        at: Timestamp,
        mut plan: Plan,
    ) -> Result<Vec<Event>, CommitError> {
        let expected = state.head.clone();
        let people = std::mem::take(&mut plan.people);
        let (drafts, blobs) = plan.checked(state, by, at)?;
        let append = Append { expected, drafts, blobs, people };
        let events = self.append(append).await?;
        if let Some(last) = events.last() {
            state.head = Some(last.head());
        }
        Ok(events)
    }
}
