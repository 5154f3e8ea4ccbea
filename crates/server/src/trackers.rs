//! Trackers of issues: what a plan wants done goes there, and what became of it comes back.
//!
//! An issue is known by the action that its text names ([`osmm_report::tickets::action_in`]), so that a push can be
//! repeated at any time: what is there is not made again. When it is not known whether an issue was made (the connection
//! broke, the server failed), the tracker is asked before it is tried again. Tokens are sent and kept nowhere.
//!
//! What a tracker's API looks like is a `Dialect`, one file each.

mod dialect;
mod error;
mod github;
mod gitlab;
mod jira;
mod line;
mod target;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::Duration;

use osmm_maturity::event::ActionId;
use osmm_report::tickets::Ticket;
use serde::Serialize;

use dialect::{Answered, Asked};
pub use error::TrackerError;
use line::Line;
pub use target::{Kind, Login, Target};

/// Pages of issues that are read; more than a plan has.
const PAGES: usize = 200;
/// How often it is tried to make an issue.
const TRIES: usize = 3;

/// A tracker that is asked.
#[derive(Debug)]
pub struct Tracker {
    target: Target,
    line: Line,
}

/// An issue of a tracker that names an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// The action.
    pub action: ActionId,
    /// Where a person reads it.
    pub url: String,
    /// Whether it is closed.
    pub closed: bool,
    /// Its state, in the tracker's word.
    pub state: String,
}

/// What became of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "came", content = "issue")]
pub enum Came {
    /// It was made.
    Made(Issue),
    /// It was there.
    There(Issue),
}

impl Tracker {
    /// A tracker, asked with a login. `pause` is the longest that is waited when it asks for a pause.
    pub fn new(target: Target, login: &Login, pause: Duration) -> Result<Self, TrackerError> {
        let line = Line::to(&target, login, pause)?;
        Ok(Self { target, line })
    }

    /// All issues that name an action, by action; of several for one action the first, which is the oldest.
    pub async fn issues(&self) -> Result<BTreeMap<ActionId, Issue>, TrackerError> {
        let dialect = self.target.kind.dialect();
        let mut found = BTreeMap::new();
        let mut page = Some(String::new());
        for _ in 0..PAGES {
            let Some(at) = page else { return Ok(found) };
            let answer = self.line.ask(&(dialect.list)(&self.target, &at)).await?;
            let listed = (dialect.listed)(&self.target, &at, &answer).ok_or_else(|| self.unread(&answer))?;
            for issue in listed.issues {
                found.entry(issue.action.clone()).or_insert(issue);
            }
            page = listed.next;
        }
        Err(TrackerError::TooMany(self.target.to_string()))
    }

    /// Makes the tickets that are not there, in their order, and tells of each what became of it; until all are there,
    /// `each` stops, or one cannot be made. Whatever was made before stays and is found by the next push.
    pub async fn push(
        &self,
        tickets: &[Ticket],
        mut each: impl FnMut(&Ticket, Came) -> ControlFlow<()>,
    ) -> Result<(), TrackerError> {
        let mut there = self.issues().await?;
        for ticket in tickets {
            let came = match there.remove(&ticket.action) {
                Some(issue) => Came::There(issue),
                None => Came::Made(self.make(ticket).await?),
            };
            if each(ticket, came).is_break() {
                break;
            }
        }
        Ok(())
    }

    async fn make(&self, ticket: &Ticket) -> Result<Issue, TrackerError> {
        let dialect = self.target.kind.dialect();
        let asked = (dialect.make)(&self.target, ticket);
        let mut tried = 1;
        loop {
            match self.line.ask_once(&asked).await {
                Ok(answer) => {
                    return (dialect.made)(&self.target, ticket, &answer).ok_or_else(|| self.unread(&answer));
                }
                Err(error) if error.in_doubt() && tried < TRIES => {
                    tried += 1;
                    self.line.rest(None).await;
                    if let Some(issue) = self.issues().await?.remove(&ticket.action) {
                        return Ok(issue);
                    }
                }
                Err(error) => match error.pause() {
                    Some(pause) if tried < TRIES && self.line.may_rest(pause) => {
                        tried += 1;
                        self.line.rest(Some(pause)).await;
                    }
                    _ => return Err(error),
                },
            }
        }
    }

    fn unread(&self, answer: &Answered) -> TrackerError {
        TrackerError::Unread { target: self.target.to_string(), answer: error::begin(&answer.body) }
    }
}

/// What would be asked to make the tickets: method, address and body of each request, without the token.
#[must_use]
pub fn rehearsal(target: &Target, tickets: &[Ticket]) -> Vec<Rehearsed> {
    let dialect = target.kind.dialect();
    let told = |asked: Asked| Rehearsed {
        method: asked.method.to_string(),
        url: format!("{}{}", target.url, asked.path),
        body: asked.body,
    };
    let list = told((dialect.list)(target, ""));
    std::iter::once(list).chain(tickets.iter().map(|ticket| told((dialect.make)(target, ticket)))).collect()
}

/// A request as it would be sent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rehearsed {
    /// The method.
    pub method: String,
    /// The address.
    pub url: String,
    /// The body, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<serde_json::Value>,
}
