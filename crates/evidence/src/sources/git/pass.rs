//! What the pass over a history adds up, commit by commit.

use gix::ObjectId;
use jiff::ToSpan;

use super::calendar::{Calendar, name, start};
use super::commit::{Commit, Person};
use super::date;
use super::message::Message;
use crate::facts::{History, Tally};
use crate::mailmap::Mailmap;
use crate::options::Reading;
use crate::organisation::Place;
use crate::people::{Author, Counted};
use crate::roster::Roster;

pub(super) struct Pass<'o> {
    people: Counted<'o>,
    calendar: Calendar,
    months: Vec<u32>,
    undated: u32,
    /// The year up to HEAD begins here.
    recent_from: i64,
    end: i64,
    first: i64,
    recent: Tally,
    older: Tally,
    signed_off: Newest,
    signed: Newest,
    reviewed: Newest,
}

impl<'o> Pass<'o> {
    /// `end` is the time of the commit that HEAD names.
    pub(super) fn new(end: i64, reading: &Reading<'o>, mailmap: Mailmap) -> Self {
        let year_before = date(end).and_then(|day| day.checked_sub(1.year()).ok()).map(start);
        Self {
            people: Counted::new(reading.organisation, mailmap, reading.unit),
            calendar: Calendar::new(),
            months: Vec::new(),
            undated: 0,
            recent_from: year_before.unwrap_or(i64::MIN),
            end,
            first: i64::MAX,
            recent: Tally::default(),
            older: Tally::default(),
            signed_off: Newest::default(),
            signed: Newest::default(),
            reviewed: Newest::default(),
        }
    }

    /// Adds a commit; `main` if it is a step of the main line. False where its author could not be told apart.
    pub(super) fn see(&mut self, id: &ObjectId, commit: &Commit<'_>, main: bool) -> bool {
        let time = self.dated(commit.committer.time);
        let recent = time >= self.recent_from;
        let Some(author) = self.people.author(commit.author.written, commit.author.name, commit.author.address) else {
            return false;
        };
        self.people.active(author, time);
        let bot = self.people.is_bot(author);
        let merge = commit.parents().nth(1).is_some();
        let people = &self.people;
        let message = Message::of(commit.message, &commit.author, |signer, author| {
            people.same((signer.name, signer.address), (author.name, author.address))
        });
        let forge = is_forge(&commit.committer);
        let mut add = Tally { commits: 1, merges: merge.into(), bots: (bot && !merge).into(), ..Tally::default() };
        if commit.signed {
            add.signed = 1;
            add.signed_by_forge = forge.into();
            if !forge {
                self.signed.see(time, id);
            }
        }
        if !bot && !merge {
            self.change(&mut add, author, time, &message);
            if message.signed_off {
                self.signed_off.see(time, id);
            }
        }
        if main && !bot {
            step(&mut add, commit, &message, forge);
            if add.reviewed == 1 {
                self.reviewed.see(time, id);
            }
        }
        *(if recent { &mut self.recent } else { &mut self.older }) += add;
        true
    }

    /// Counts the month, and gives the time; what has none is the oldest of all.
    fn dated(&mut self, time: Option<i64>) -> i64 {
        let found = time.and_then(|time| Some((time, self.calendar.month(time)?)));
        let Some((time, month)) = found else {
            self.undated += 1;
            return i64::MIN;
        };
        if month >= self.months.len() {
            self.months.resize(month + 1, 0);
        }
        self.months[month] += 1;
        self.first = self.first.min(time);
        time
    }

    fn change(&mut self, add: &mut Tally, author: Author, time: i64, message: &Message) {
        add.signed_off = message.signed_off.into();
        add.signed_off_by_author = message.by_author.into();
        add.coauthored = message.coauthors.into();
        match self.people.change(author, time, time >= self.recent_from) {
            Place::Own(_) => add.own = 1,
            Place::Other => add.other = 1,
            Place::Unknown => {}
        }
    }

    /// The sums.
    pub(super) fn finish(self, roster: &Roster) -> History {
        let mut all = self.older;
        all += self.recent;
        let months = self.months.iter().enumerate().filter(|(_, commits)| **commits > 0);
        History {
            first: date(self.first).filter(|_| self.first != i64::MAX),
            last: date(self.end),
            recent_from: date(self.recent_from),
            all,
            recent: self.recent,
            months: months.map(|(month, commits)| (name(month), *commits)).collect(),
            undated: self.undated,
            authors: self.people.spread(),
            people: self.people.counted(self.recent_from),
            units: self.people.units(),
            owners: self.people.owners(roster, date),
            newest_signed_off: self.signed_off.id(),
            newest_signed: self.signed.id(),
            newest_reviewed: self.reviewed.id(),
            ..History::default()
        }
    }
}

/// A step of the main line: what came in at once, as one commit or as a merge.
fn step(add: &mut Tally, commit: &Commit<'_>, message: &Message, forge: bool) {
    let other = !forge && !commit.committer.address.eq_ignore_ascii_case(commit.author.address);
    add.steps = 1;
    add.named_reviewer = message.reviewed.into();
    add.named_request = message.request.into();
    add.other_committer = other.into();
    add.reviewed = (message.reviewed || message.request || other).into();
}

/// Whether the web pages of a forge made the commit, on behalf of whoever pressed the button.
fn is_forge(committer: &Person<'_>) -> bool {
    committer.address == b"noreply@github.com" || committer.name == b"GitHub" || committer.name == b"GitLab"
}

/// The newest commit of a kind; the first one met where the time is the same.
#[derive(Default)]
struct Newest(Option<(i64, ObjectId)>);

impl Newest {
    fn see(&mut self, time: i64, id: &ObjectId) {
        if self.0.is_none_or(|(newest, _)| newest < time) {
            self.0 = Some((time, *id));
        }
    }

    fn id(self) -> Option<String> {
        self.0.map(|(_, id)| id.to_string())
    }
}
