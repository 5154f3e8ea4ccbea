//! Roadmaps that were made: making one takes seconds where units are many, so each is made once for what it rests on, in
//! the background, one after the other, and whoever asks meanwhile is told since when.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use osmm_maturity::event::AssessmentId;
use osmm_maturity::model::Model;
use osmm_maturity::plan::{Brief, NoPlan, Plan, Standing, make};
use tokio::sync::{Notify, Semaphore};

/// How long a page waits before it says that planning goes on.
const PATIENCE: Duration = Duration::from_millis(1500);
/// Assessments whose plans are kept.
const KEPT: usize = 8;

/// All that a plan follows from.
#[derive(Debug, PartialEq)]
pub(crate) struct Asked {
    pub model: Model,
    pub standings: Vec<Standing>,
    pub brief: Brief,
    pub as_of: Date,
}

/// What came of asking.
#[derive(Debug, Clone)]
pub(crate) enum Made {
    /// The plan, or why there is none.
    Done(Result<Arc<Plan>, NoPlan>),
    /// It is being made since then.
    Since(Timestamp),
}

/// The plans of a server.
#[derive(Debug, Clone)]
pub(crate) struct Plans(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    made: Mutex<BTreeMap<AssessmentId, (Arc<Asked>, Made)>>,
    done: Notify,
    /// One at a time: the others have work, too.
    turn: Semaphore,
}

impl Default for Plans {
    fn default() -> Self {
        Self(Arc::new(Inner { made: Mutex::default(), done: Notify::new(), turn: Semaphore::new(1) }))
    }
}

impl Plans {
    /// The plan for what is asked, as soon as it is there, or after some patience that it is being made.
    pub(crate) async fn get(&self, id: &AssessmentId, asked: Asked, now: Timestamp) -> Made {
        let asked = self.begin(id, asked, now);
        let wait = async {
            loop {
                let done = self.0.done.notified();
                match self.look(id, &asked) {
                    Some(Made::Since(_)) => done.await,
                    Some(made) => return made,
                    // Somebody asks for another one: this one is told as being made, and asked for anew.
                    None => return Made::Since(now),
                }
            }
        };
        match tokio::time::timeout(PATIENCE, wait).await {
            Ok(made) => made,
            Err(_) => self.look(id, &asked).unwrap_or(Made::Since(now)),
        }
    }

    fn look(&self, id: &AssessmentId, asked: &Arc<Asked>) -> Option<Made> {
        let made = self.0.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.get(id).filter(|(known, _)| Arc::ptr_eq(known, asked)).map(|(_, made)| made.clone())
    }

    /// Begins to make a plan, unless the same is there or on its way.
    fn begin(&self, id: &AssessmentId, asked: Asked, now: Timestamp) -> Arc<Asked> {
        let mut made = self.0.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, _)) = made.get(id).filter(|(known, _)| **known == asked) {
            return known.clone();
        }
        while made.len() >= KEPT && !made.contains_key(id) {
            made.pop_first();
        }
        let asked = Arc::new(asked);
        made.insert(id.clone(), (asked.clone(), Made::Since(now)));
        tokio::spawn(self.clone().work(id.clone(), asked.clone()));
        asked
    }

    async fn work(self, id: AssessmentId, asked: Arc<Asked>) {
        let Ok(_turn) = self.0.turn.acquire().await else { return };
        // What nobody asks for any more is not made.
        if self.look(&id, &asked).is_none() {
            return;
        }
        let work = asked.clone();
        let plan = tokio::task::spawn_blocking(move || {
            make(&work.model, &work.standings, &work.brief, work.as_of).map(Arc::new)
        });
        let plan = plan.await;
        let mut made = self.0.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.get(&id).is_some_and(|(known, _)| Arc::ptr_eq(known, &asked)) {
            match plan {
                Ok(plan) => drop(made.insert(id, (asked, Made::Done(plan)))),
                // A fault of ours: the next one who asks tries anew.
                Err(_) => drop(made.remove(&id)),
            }
        }
        drop(made);
        self.0.done.notify_waiters();
    }
}
