//! A record on a server, for a program elsewhere: read as one person may have it, changed with that person's rights.
//!
//! It stands beside the API that it asks, since both ends use the same types ([`crate::wire`]). What holds is folded here
//! from the events that the server gives, so whatever can be computed of a record can be computed of this one.

mod asking;
mod error;
mod tally;

use std::io::Write;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Event, Head, PersonId};
use osmm_maturity::model::Model;
use osmm_maturity::organisation::Organisation;
use osmm_store::{Kept, Person, PersonData, Plan, Select, Within};
use serde::Deserialize;

use crate::api::ROOT;
use crate::links::part;
use crate::wire::{MOST, Mentions, Passed, Seen, Wanted};
use asking::Line;
pub use error::RemoteError;
use tally::Tally;

/// A record on a server.
#[derive(Debug)]
pub struct Remote {
    line: Line,
    standing: Mutex<Option<Standing>>,
}

/// How the reader stands to the record, as the server said when the state was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Who the reader is.
    pub reader: PersonId,
    /// Whether the reader has all of it.
    pub whole: bool,
    /// The tag of the end of what was read.
    tag: String,
}

/// People as the API gives them.
#[derive(Deserialize)]
struct People {
    items: Vec<Known>,
    #[serde(default)]
    next: Option<String>,
}

#[derive(Deserialize)]
struct Known {
    person: PersonId,
    handle: Option<String>,
    name: Option<String>,
    contact: Option<String>,
}

impl From<Known> for Person {
    fn from(known: Known) -> Self {
        let Known { person, handle, name, contact } = known;
        let data = handle.map(|handle| PersonData {
            person: person.clone(),
            handle,
            name: name.unwrap_or_default(),
            contact: contact.unwrap_or_default(),
            // Only who keeps the record has it.
            salt: String::new(),
        });
        Self { person, data }
    }
}

impl Remote {
    /// The record of the server at an address like `https://osmm.example`, asked with a token, if it wants one. Refuses
    /// to send anything unencrypted to another machine, unless `plain` allows it. Nothing is asked yet.
    pub fn new(url: &str, token: Option<String>, plain: bool) -> Result<Self, RemoteError> {
        Ok(Self { line: Line::to(url, token, plain)?, standing: Mutex::new(None) })
    }

    /// The address of the server.
    #[must_use]
    pub fn url(&self) -> &str {
        self.line.url()
    }

    /// How the reader stands to the record; absent before a state was read.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn stands(&self, reader: PersonId, whole: bool, tag: String) {
        let standing = Standing { reader, whole, tag };
        *self.standing.lock().unwrap_or_else(PoisonError::into_inner) = Some(standing);
    }

    /// The state after an event (absent: after the last one there is), as far as the reader sees it, of which the bulk of
    /// some assessments is read. Its models are known.
    pub async fn state(&self, within: Within, up_to: Option<&Head>) -> Result<Organisation, RemoteError> {
        let mut state = Organisation::default();
        let select = Select { up_to: up_to.map(|h| h.seq), within, ..Select::default() };
        let first = self.fold(&select, |event| {
            state.apply(&event);
            ControlFlow::Continue(())
        });
        let first = first.await?;
        // An event that the reader may not have can be the last one.
        state.head = up_to.cloned().or(first.head);
        if up_to.is_none() {
            self.stands(first.reader, first.whole, first.tag);
        }
        for digest in state.unknown_models() {
            let model: Model = self.part(&digest).await?;
            state.know(Arc::new(model));
        }
        Ok(state)
    }

    /// Hands out the events of a selection in order, as the reader may have them. A unit or item cannot be selected.
    pub async fn events(
        &self,
        select: &Select,
        each: impl FnMut(Event) -> ControlFlow<()> + Send,
    ) -> Result<(), RemoteError> {
        self.fold(select, each).await.map(drop)
    }

    /// Hands out events up to where the record ended when the first page was read; gives that page without its events.
    async fn fold(
        &self,
        select: &Select,
        mut each: impl FnMut(Event) -> ControlFlow<()> + Send,
    ) -> Result<Seen, RemoteError> {
        let mut page: Seen = self.line.get(&path_of(select)).await?;
        let end = page.head.as_ref().map_or(0, |h| h.seq);
        let (mut items, mut next) = (std::mem::take(&mut page.items), page.next.take());
        loop {
            for event in items {
                if event.seq > end || each(event).is_break() {
                    return Ok(page);
                }
            }
            let Some(at) = next else { return Ok(page) };
            let more: Seen = self.line.get(&at).await?;
            (items, next) = (more.items, more.next);
        }
    }

    /// Everybody who is known, with what the reader may know of them.
    pub async fn people(&self) -> Result<Vec<Person>, RemoteError> {
        let mut people = Vec::new();
        let mut next = Some(format!("{ROOT}/people?limit=500"));
        while let Some(at) = next {
            let page: People = self.line.get(&at).await?;
            people.extend(page.items.into_iter().map(Person::from));
            next = page.next;
        }
        Ok(people)
    }

    /// The picture of an assessment, drawn by the server: of the units that the reader sees.
    pub async fn drawn(&self, id: &AssessmentId) -> Result<Picture, RemoteError> {
        self.line.get(&format!("{ROOT}/assessments/{}/picture", part(&id.0))).await
    }

    /// Whether an event with this number has this digest.
    pub async fn passed(&self, head: &Head) -> Result<bool, RemoteError> {
        let at = format!("{ROOT}/record/passed?event={}&digest={}", head.seq, part(&head.digest.0));
        Ok(self.line.get::<Passed>(&at).await?.passed)
    }

    /// Numbers of the events whose reasons name a person.
    pub async fn mentions(&self, person: &PersonId) -> Result<Vec<u64>, RemoteError> {
        let at = format!("{ROOT}/people/{}/mentions", part(&person.0));
        Ok(self.line.get::<Mentions>(&at).await?.events)
    }

    /// Writes the whole record, for a reader who may have it. Gives the number of its events.
    pub async fn export(&self, to: &mut (dyn Write + Send)) -> Result<u64, RemoteError> {
        let mut tally = Tally::new(to);
        self.line.pour(&format!("{ROOT}/export"), &mut tally).await?;
        tally.flush()?;
        tally.events(self.url())
    }

    /// Has changes made that were planned on a state that was read here, all or nothing. The state takes over what was
    /// kept; when nothing was, it has to be read anew. [`RemoteError::Moved`] means: read again, decide anew.
    pub async fn commit(
        &self,
        state: &mut Organisation,
        by: &PersonId,
        at: Timestamp,
        mut plan: Plan,
    ) -> Result<Vec<Event>, RemoteError> {
        let tag = self.standing().map_or_else(|| "*".to_owned(), |s| s.tag);
        let files = std::mem::take(&mut plan.blobs);
        let mut wanted = Wanted::from(plan.clone());
        wanted.files.extend(files.into_iter().map(crate::wire::Base64));
        // What cannot be done is told here, in the same words as of a database; the server checks it all again.
        plan.checked(state, by, at)?;
        let kept: Seen = self.line.post(&format!("{ROOT}/record/changes"), &tag, &wanted).await?;
        self.stands(kept.reader, kept.whole, kept.tag);
        state.head = kept.head;
        Ok(kept.items)
    }
}

impl Kept for Remote {
    type Error = RemoteError;

    async fn named_blob(&self, digest: &Digest) -> Result<Vec<u8>, RemoteError> {
        self.line.bytes(&format!("{ROOT}/files/{}", part(&digest.0))).await
    }
}

/// Where the events of a selection are.
fn path_of(select: &Select) -> String {
    let mut path = format!("{ROOT}/record/events?limit={MOST}&after={}", select.after);
    if let Some(up_to) = select.up_to {
        path += &format!("&up_to={up_to}");
    }
    let ids: &[AssessmentId] = match &select.within {
        Within::Everything => return path,
        Within::Skeleton => &[],
        Within::SkeletonAnd(ids) => ids,
    };
    let ids: Vec<String> = ids.iter().map(|id| part(&id.0)).collect();
    path + &format!("&whole={}", ids.join(","))
}
