//! The record behind a command: open it, fold its events, say who acts, change it, try again when somebody was faster.

mod keeping;
mod names;
mod past;
mod sight;
mod source;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::picture::{Looks, Picture};
use osmm_maturity::cycle::tasks::Moved;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Change, Event, Head, PersonId, Stage};
use osmm_maturity::model::Model;
use osmm_maturity::observation::{Carried, Frame, ObservationSet, Problem, SeenAt};
use osmm_maturity::organisation::{Organisation, Snapshot};
use osmm_maturity::unit::UnitId;
pub(crate) use osmm_store::Plan;
use osmm_store::{Kept, Person, PersonData, Select, Store, Within, new_person_id};

use crate::commands::now;
use crate::console::Console;
pub(crate) use keeping::Keeping;
use source::{Source, Unchanged};

/// What to read of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Read<'a> {
    /// Organisation, evidence, and the course of assessments, without answers.
    Outline,
    /// That and one assessment whole: the named one, else the one last opened that is not published, else the last.
    One(Option<&'a str>),
}

/// An open record.
pub(crate) struct Record {
    runtime: tokio::runtime::Runtime,
    source: Source,
    keeping: Keeping,
    whole: Vec<AssessmentId>,
    people: Vec<Person>,
    learnt: Vec<Arc<Model>>,
    /// What holds now.
    pub state: Organisation,
}

/// How often a change is decided anew when others were faster.
const TRIES: u32 = 50;

/// A runtime to wait on a database with.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

impl Record {
    /// Opens the record, and makes one where there is no database; says so. A server has one already.
    pub(crate) fn open_or_create(keeping: &Keeping, console: &mut Console) -> Result<Self> {
        let runtime = runtime()?;
        let source = Source::open(keeping, &runtime, Some(console))?;
        Self::with(runtime, source, keeping, Read::Outline)
    }

    /// Opens a record that is there.
    pub(crate) fn open(keeping: &Keeping, read: Read<'_>) -> Result<Self> {
        let runtime = runtime()?;
        let source = Source::open(keeping, &runtime, None)?;
        Self::with(runtime, source, keeping, read)
    }

    fn with(runtime: tokio::runtime::Runtime, source: Source, keeping: &Keeping, read: Read<'_>) -> Result<Self> {
        let (keeping, state) = (keeping.clone(), Organisation::default());
        let mut record =
            Self { runtime, source, keeping, whole: Vec::new(), people: Vec::new(), learnt: Vec::new(), state };
        record.load()?;
        match read {
            Read::Outline => {}
            Read::One(name) => {
                let id = record.choose(name)?;
                record.read_whole(&[id])?;
            }
        }
        Ok(record)
    }

    /// Reads these assessments whole.
    pub(crate) fn read_whole(&mut self, ids: &[AssessmentId]) -> Result<()> {
        self.whole = ids.to_vec();
        self.load()
    }

    /// Folds the record anew, up to where it ends now.
    fn load(&mut self) -> Result<()> {
        self.state = self.runtime.block_on(self.source.state(Within::SkeletonAnd(self.whole.clone()), None))?;
        self.people = self.runtime.block_on(self.source.people())?;
        for model in &self.learnt {
            self.state.know(model.clone());
        }
        Ok(())
    }

    /// The state after an earlier event, with one assessment whole.
    pub(crate) fn state_at(&self, head: &Head, assessment: &AssessmentId) -> Result<Organisation> {
        let within = Within::SkeletonAnd(vec![assessment.clone()]);
        self.runtime.block_on(self.source.state(within, Some(head)))
    }

    /// Whether an event with this number has this digest.
    pub(crate) fn passed(&self, head: &Head) -> Result<bool> {
        self.runtime.block_on(self.source.passed(head))
    }

    /// Some events.
    pub(crate) fn events(&self, select: &Select) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        self.each(select, |event| {
            events.push(event);
            ControlFlow::Continue(())
        })?;
        Ok(events)
    }

    /// Hands out some events in order.
    fn each(&self, select: &Select, each: impl FnMut(Event) -> ControlFlow<()> + Send) -> Result<()> {
        self.runtime.block_on(self.source.events(select, each))
    }

    /// Bytes kept under a digest.
    pub(crate) fn blob(&self, digest: &Digest) -> Result<Vec<u8>> {
        self.runtime.block_on(self.source.named_blob(digest))
    }

    /// The last look at each unit of an assessment on or before its day.
    pub(crate) fn looks(&self, cycle: &Cycle) -> Result<Looks> {
        self.runtime.block_on(self.source.looks(&self.state, cycle))
    }

    /// A set of observations put together again.
    pub(crate) fn look(&self, snapshot: &Snapshot) -> Result<ObservationSet> {
        self.runtime.block_on(self.source.look(snapshot))
    }

    /// What files of other programs said at a look, with its frame.
    pub(crate) fn imported(&self, snapshot: &Snapshot) -> Result<(Frame, Vec<SeenAt>)> {
        self.runtime.block_on(self.source.imported(snapshot))
    }

    /// Takes over into new looks at units what files of other programs said at the looks before.
    pub(crate) fn carry(&self, by_unit: &mut BTreeMap<UnitId, ObservationSet>) -> Result<Carried> {
        self.runtime.block_on(self.source.carry(&self.state, by_unit))
    }

    /// What could not be taken over when an assessment was imported.
    pub(crate) fn import_problems(&self, id: &AssessmentId) -> Result<Vec<Problem>> {
        self.runtime.block_on(self.source.import_problems(&self.state, id))
    }

    /// Items whose proposals differ from those of the assessment before.
    pub(crate) fn moved(&self) -> Result<Moved> {
        let (cycle, model) = self.cycle()?;
        self.runtime.block_on(self.source.moved(&self.state, cycle, model))
    }

    /// The picture of an assessment: as it was published, or as it stands.
    pub(crate) fn picture(&self, cycle: &Cycle, model: &Model) -> Result<Picture> {
        self.runtime.block_on(self.source.picture(&self.state, cycle, model))
    }

    /// The database and the runtime, for `what` is done on a database only; `way` says how it is done with a server.
    pub(crate) fn database(&self, what: &str, way: &str) -> Result<(&tokio::runtime::Runtime, &Store)> {
        Ok((&self.runtime, self.source.store(what, way)?))
    }

    /// Writes the whole record; gives the number of its events.
    pub(crate) fn export(&self, to: &mut (dyn std::io::Write + Send)) -> Result<u64> {
        self.runtime.block_on(self.source.export(to))
    }

    /// The assessment that is meant: the named one, else the one last opened that is not published, else the last.
    pub(crate) fn choose(&self, name: Option<&str>) -> Result<AssessmentId> {
        let all = self.state.in_order();
        if let Some(name) = name {
            let known = all.iter().find(|c| c.id.0 == name).map(|c| c.id.clone());
            return known.with_context(|| {
                let ids: Vec<&str> = all.iter().map(|c| c.id.0.as_str()).collect();
                let near = osmm_maturity::fault::nearest(name, ids).unwrap_or_default();
                format!("there is no assessment `{name}`\n    hint: {near}")
            });
        }
        let open = all.iter().rev().find(|c| c.stage != Stage::Published).or(all.last());
        let none = "there is no assessment yet\n    hint: `osmm assessment open NAME` opens one";
        Ok(open.context(none)?.id.clone())
    }

    /// The assessment that was read whole, with its model.
    pub(crate) fn cycle(&self) -> Result<(&Cycle, &Model)> {
        let id = self.whole.last().context("no assessment was read")?;
        self.state.cycle(id).with_context(|| format!("there is no assessment `{id}`"))
    }

    /// Changes the record by what `plan` says of its state, all or nothing. When somebody else was faster, the plan is made
    /// anew on what holds then.
    pub(crate) fn change(&mut self, plan: impl Fn(&Self) -> Result<Plan>) -> Result<Vec<Event>> {
        let by = self.actor()?;
        self.change_as(&by, plan)
    }

    /// The same with a model that the record may not know yet.
    pub(crate) fn change_knowing(&mut self, plan: impl Fn(&Self) -> Result<Plan>, model: &Model) -> Result<Vec<Event>> {
        self.learn(Arc::new(model.clone()));
        self.change(plan)
    }

    /// Makes a model known that is not in the record yet.
    pub(crate) fn learn(&mut self, model: Arc<Model>) {
        self.state.know(model.clone());
        self.learnt.push(model);
    }

    /// The same for a person who may be new with this change.
    pub(crate) fn change_as(&mut self, by: &PersonId, plan: impl Fn(&Self) -> Result<Plan>) -> Result<Vec<Event>> {
        for _ in 0..TRIES {
            let plan = plan(self)?;
            if plan.changes.is_empty() {
                return Ok(Vec::new());
            }
            let newcomers = plan.people.clone();
            match self.runtime.block_on(self.source.commit(&mut self.state, by, now(), plan)) {
                Ok(events) => {
                    let told = |e: &Event| matches!(e.change, Change::PersonSet { .. } | Change::PersonErased { .. });
                    if events.iter().any(told) {
                        self.people = self.runtime.block_on(self.source.people())?;
                    }
                    return Ok(events);
                }
                Err(Unchanged::Moved) => self.load()?,
                Err(Unchanged::Refused(refusal)) => bail!("{}", self.spoken(&refusal.to_string(), &newcomers)),
                Err(Unchanged::Failed(error)) => return Err(error),
            }
        }
        bail!("others change the record all the time; nothing was changed\n    hint: try again")
    }

    /// A person who is not in the record yet.
    pub(crate) fn newcomer(handle: &str, name: Option<&str>, contact: Option<&str>) -> Result<PersonData> {
        Ok(PersonData::new(new_person_id()?, handle, name.unwrap_or(handle), contact.unwrap_or_default())?)
    }
}
