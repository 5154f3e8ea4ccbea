//! What holds of the record, in memory: read whole once, caught up before each request.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::picture::{Looks, Picture, picture};
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Change, Event, Head, PersonId, Stage};
use osmm_maturity::model::Model;
use osmm_maturity::organisation::{Organisation, Refusal};
use osmm_maturity::proposal::{Looked, Proposal, proposals};
use osmm_maturity::unit::UnitId;
use osmm_store::{CommitError, Kept, Person, Plan, Store, StoreError, Within};

use crate::error::Problem;

/// A picture, and where the record ended when it was drawn.
type Drawn = (Option<Head>, Arc<Picture>);
/// What is proposed for a unit, and the day, the number of snapshots and the model that it was judged by.
type Proposed = ((Date, u32, Digest), Arc<Vec<Proposal>>);

/// What holds now.
#[derive(Debug)]
pub struct Live {
    /// The state.
    pub state: Organisation,
    /// What is known of people.
    pub people: Vec<Person>,
    /// What machines saw, for each assessment that is not published.
    looks: BTreeMap<AssessmentId, Looks>,
    /// How many snapshots there were when `looks` was read.
    looked: usize,
    /// Whether the state may hold what was never kept: a change was broken off.
    doubtful: bool,
    pictures: Mutex<BTreeMap<AssessmentId, Drawn>>,
    /// Proposals from `looks`, each made when somebody first asks.
    proposed: Mutex<BTreeMap<(AssessmentId, UnitId), Proposed>>,
}

impl Live {
    pub(crate) async fn read(store: &Store) -> Result<Self, StoreError> {
        let mut live = Self {
            state: store.state(Within::Everything, None).await?,
            people: store.people().await?,
            looks: BTreeMap::new(),
            looked: 0,
            doubtful: false,
            pictures: Mutex::default(),
            proposed: Mutex::default(),
        };
        live.refresh(store).await?;
        Ok(live)
    }

    /// Whether nothing was added to the record since.
    pub(crate) async fn is_current(&self, store: &Store) -> Result<bool, StoreError> {
        Ok(!self.doubtful && store.head().await? == self.state.head)
    }

    pub(crate) async fn catch_up(&mut self, store: &Store) -> Result<(), StoreError> {
        if self.doubtful {
            *self = Self::read(store).await?;
        } else if store.catch_up(&mut self.state).await? {
            self.people = store.people().await?;
            self.refresh(store).await?;
        }
        Ok(())
    }

    /// Checks and keeps what is planned. Whoever asked may go away at any time, so the state is in doubt until it is done.
    pub(crate) async fn commit(
        &mut self,
        store: &Store,
        by: &PersonId,
        at: Timestamp,
        plan: Plan,
    ) -> Result<Vec<Event>, CommitError> {
        let before = self.state.head.clone();
        self.doubtful = true;
        let kept = store.commit(&mut self.state, by, at, plan).await;
        match &kept {
            Ok(events) => {
                if events.iter().any(|e| matches!(e.change, Change::PersonSet { .. } | Change::PersonErased { .. })) {
                    self.people = store.people().await?;
                }
                self.refresh(store).await?;
                self.doubtful = false;
            }
            // A refusal of the first change has changed nothing.
            Err(CommitError::Refused(_)) => self.doubtful = self.state.head != before,
            Err(CommitError::Store(_)) => {}
        }
        kept
    }

    /// Reads what machines saw for open assessments, where that has changed.
    async fn refresh(&mut self, store: &Store) -> Result<(), StoreError> {
        let open: Vec<&Cycle> = self.state.cycles.values().filter(|c| c.stage != Stage::Published).collect();
        let known = open.len() == self.looks.len() && open.iter().all(|c| self.looks.contains_key(&c.id));
        if known && self.looked == self.state.snapshots.len() {
            return Ok(());
        }
        let mut looks = BTreeMap::new();
        for cycle in open {
            looks.insert(cycle.id.clone(), store.looks(&self.state, cycle).await?);
        }
        self.looks = looks;
        self.proposed = Mutex::default();
        self.looked = self.state.snapshots.len();
        Ok(())
    }

    /// An assessment with its model.
    pub fn cycle(&self, id: &AssessmentId) -> Result<(&Cycle, &Model), Problem> {
        self.state.cycle(id).ok_or(Problem::NotFound)
    }

    /// The assessment that people work on: the one last opened that is not published, else the last one.
    #[must_use]
    pub fn current(&self) -> Option<&AssessmentId> {
        let all = self.state.in_order();
        let open = all.iter().rev().find(|c| c.stage != Stage::Published).or(all.last());
        open.map(|c| &c.id)
    }

    /// What machines saw of the units of an assessment that is not published.
    #[must_use]
    pub fn looks(&self, id: &AssessmentId) -> Option<&Looks> {
        self.looks.get(id)
    }

    /// What is proposed for a unit of an assessment that is not published; nothing where no machine looked.
    pub fn proposals(&self, id: &AssessmentId, unit: &UnitId) -> Result<Arc<Vec<Proposal>>, Problem> {
        let (cycle, model) = self.cycle(id)?;
        let Some(set) = self.looks.get(id).and_then(|l| l.get(unit)) else { return Ok(Arc::default()) };
        let scope = &cycle.scope;
        let by = (scope.as_of, scope.snapshots, scope.model.clone());
        let mut proposed = self.proposed.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (id.clone(), unit.clone());
        if let Some((_, known)) = proposed.get(&key).filter(|(then, _)| *then == by) {
            return Ok(known.clone());
        }
        let made = Arc::new(proposals(model, &Looked::new(set, scope.as_of, scope.snapshots)));
        proposed.insert(key, (by, made.clone()));
        Ok(made)
    }

    /// The picture of an assessment that is not published, as it stands. It is drawn once for each state of the record.
    pub fn picture(&self, id: &AssessmentId) -> Result<Arc<Picture>, Problem> {
        let (cycle, model) = self.cycle(id)?;
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = pictures.get(id).filter(|(head, _)| *head == self.state.head) {
            return Ok(known.clone());
        }
        let none = Looks::new();
        let drawn = Arc::new(picture(&self.state, cycle, model, self.looks.get(id).unwrap_or(&none)));
        pictures.insert(id.clone(), (self.state.head.clone(), drawn.clone()));
        Ok(drawn)
    }

    /// What a reader calls a person: the name, or the pseudonym of who was erased.
    #[must_use]
    pub fn name(&self, person: &PersonId) -> String {
        let known = self.people.iter().find(|p| &p.person == person);
        known.and_then(|p| p.data.as_ref()).map_or_else(|| person.0.clone(), |data| data.name.clone())
    }

    /// What a person is called to sign in; the pseudonym of who was erased.
    pub(crate) fn handle(&self, person: &PersonId) -> String {
        let known = self.people.iter().find(|p| &p.person == person);
        known.and_then(|p| p.data.as_ref()).map_or_else(|| person.0.clone(), |data| data.handle.clone())
    }

    /// A person by handle.
    #[must_use]
    pub fn person(&self, handle: &str) -> Option<&PersonId> {
        let called = |p: &&Person| p.data.as_ref().is_some_and(|d| d.handle.eq_ignore_ascii_case(handle));
        self.people.iter().find(called).map(|p| &p.person)
    }

    /// A refusal, with the name of the person that it is about.
    pub(crate) fn refused(&self, refusal: &Refusal) -> Problem {
        let who = refusal.person().map(|person| self.name(person)).unwrap_or_default();
        Problem::Refused { refusal: Box::new(refusal.clone()), who }
    }
}
