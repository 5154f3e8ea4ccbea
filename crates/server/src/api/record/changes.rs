//! `/record/changes`: changes that a client planned on what it read, kept if nobody was faster.
//!
//! The store checks each change as it checks those of the pages. What the pages make themselves and cannot make wrong comes
//! from outside here, so it is checked in addition: files are what the change says they are, what is published is what this
//! server draws, and nobody acts in another's name.

mod sound;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{Change, PersonId};
use osmm_maturity::model::Model;
use osmm_store::{MAX_BLOB, Plan};

use super::super::tag::IfMatch;
use super::super::take::Whole;
use super::seen::seen;
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;
use crate::wire::{NewChange, Seen, Wanted};

/// Changes that may come at once.
const MOST: usize = 20_000;

pub(super) async fn change(
    State(app): State<App>,
    visit: Visit,
    known: IfMatch,
    Whole(wanted): Whole<Wanted>,
) -> Result<Json<Seen>, Problem> {
    let given = Given::of(&app, wanted).await?;
    let events = app
        .change(&visit.person, |live: &Live| {
            known.holds(&live.state.head)?;
            given.plan(&app, &visit, live)
        })
        .await?;
    let live = app.read().await?;
    Ok(Json(seen(&app, &visit, &live, events)))
}

/// What was sent, read.
struct Given {
    wanted: Wanted,
    files: BTreeMap<Digest, usize>,
    /// Models that were sent, by digest.
    models: BTreeMap<Digest, Arc<Model>>,
    /// For each person who is to be erased, the events whose reasons name them.
    mentions: BTreeMap<PersonId, Vec<u64>>,
}

impl Given {
    /// Reads what was sent, before anybody has to wait for it.
    async fn of(app: &App, wanted: Wanted) -> Result<Self, Problem> {
        if wanted.changes.len() > MOST {
            return Err(Problem::TooLarge);
        }
        if wanted.changes.is_empty() {
            return Err(Problem::Bad("there is nothing to change".to_owned()));
        }
        let files: BTreeMap<Digest, usize> = wanted.files.iter().enumerate().map(|(n, f)| (f.digest(), n)).collect();
        if wanted.files.iter().any(|f| f.0.len() > MAX_BLOB) {
            return Err(Problem::TooLarge);
        }
        let mut given = Self { wanted, files, models: BTreeMap::new(), mentions: BTreeMap::new() };
        for NewChange { change, .. } in &given.wanted.changes {
            match change {
                Change::PersonErased { person, .. } => {
                    let person = app.store().person(person).await?.and_then(|p| p.data).ok_or(Problem::NotFound)?;
                    given.mentions.insert(person.person.clone(), app.store().mentions(&person).await?);
                }
                change => {
                    for (digest, model) in sound::forms(change, |digest| given.file(digest))? {
                        given.models.insert(digest, Arc::new(model));
                    }
                }
            }
        }
        Ok(given)
    }

    fn file(&self, digest: &Digest) -> Option<&[u8]> {
        Some(&self.wanted.files.get(*self.files.get(digest)?)?.0)
    }

    /// The plan, if it holds together for who asks on what holds now.
    fn plan(&self, app: &App, visit: &Visit, live: &Live) -> Result<Plan, Problem> {
        let asker = sound::Asker { live, person: &visit.person, on: app.today() };
        let mut plan = Plan::default();
        let mut named = BTreeSet::new();
        for NewChange { change, why } in &self.wanted.changes {
            if let Change::Published { assessment, digest } = change {
                return self.publication(&*live.picture(assessment)?, digest, why.clone());
            }
            asker.check(change, |digest| self.files.contains_key(digest), &self.mentions)?;
            named.extend(change.blobs());
            plan.changes.push((change.clone(), why.clone()));
        }
        for (digest, file) in self.files.keys().zip(self.files.values().map(|n| &self.wanted.files[*n])) {
            // A file that nothing names would never be found again.
            if !named.contains(digest) {
                return Err(Problem::Bad(format!("no change names the file {digest}")));
            }
            plan.blobs.push(file.0.clone());
        }
        for data in &self.wanted.people {
            asker.newcomer(data)?;
            plan.people.push(data.clone().into());
        }
        plan.models = self.models.values().cloned().collect();
        Ok(plan)
    }

    /// A publication: of what this server draws, whatever was sent with it.
    fn publication(
        &self,
        picture: &osmm_maturity::cycle::picture::Picture,
        digest: &Digest,
        why: Option<String>,
    ) -> Result<Plan, Problem> {
        if self.wanted.changes.len() > 1 || !self.wanted.people.is_empty() {
            return Err(Problem::Bad("what is published has to come alone".to_owned()));
        }
        if self.files.keys().any(|sent| sent != digest) {
            return Err(Problem::Bad("a file was sent that is not what is published".to_owned()));
        }
        let mut plan = Plan::publication(picture);
        for (change, reason) in &mut plan.changes {
            if !matches!(change, Change::Published { digest: drawn, .. } if drawn == digest) {
                return Err(Problem::Bad(format!("{digest} is not the digest of what would be published")));
            }
            reason.clone_from(&why);
        }
        Ok(plan)
    }
}
