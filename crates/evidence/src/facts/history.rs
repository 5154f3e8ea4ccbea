//! What all commits that HEAD reaches say together. Persons are counted here and named nowhere.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The history of one repository.
///
/// "Recent" is the year up to the commit that HEAD names: the same commit gives the same figures on every day.
/// Dates are those of the committer, in UTC: when a change came in, as `git log --since` understands it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// Date of the oldest commit.
    pub first: Option<Date>,
    /// Date of the commit that HEAD names.
    pub last: Option<Date>,
    /// First day of the recent year.
    pub recent_from: Option<Date>,
    /// All commits.
    pub all: Tally,
    /// Those of the recent year.
    pub recent: Tally,
    /// Commits by month (`2026-01`), merges and machine accounts included.
    pub months: BTreeMap<String, u32>,
    /// Commits without a date that can be read, or with one before 1970 or after 2199.
    pub undated: u32,
    /// So many names with an address, as `git shortlog -sne` tells them apart, have so many commits each.
    pub authors: BTreeMap<u32, u32>,
    /// Who wrote the commits.
    pub people: People,
    /// From which units of the organisation the changes of the recent year come.
    pub units: Units,
    /// Those of them whom files name as owners.
    pub owners: Owners,
    /// What the organisation does in it, where it is a project of others to which it contributes.
    pub upstream: Option<Upstream>,
    /// Releases.
    pub tags: Tags,
    /// The newest signed-off commit, hex.
    pub newest_signed_off: Option<String>,
    /// The newest commit with a signature, hex.
    pub newest_signed: Option<String>,
    /// The newest change of the main line with a trace of review, hex.
    pub newest_reviewed: Option<String>,
    /// Set when the walk did not reach everything, and why. Every figure is then too small.
    pub cut: Option<String>,
    /// Set when people could not be told apart as well as they should, and why.
    pub doubt: Option<String>,
}

/// Counts over some commits. What is said of changes leaves out merges and machine accounts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Commits of every kind.
    pub commits: u32,
    /// With more than one parent.
    pub merges: u32,
    /// By machine accounts, merges not counted.
    pub bots: u32,
    /// Changes by people with a sign-off.
    pub signed_off: u32,
    /// Changes by people with a sign-off of the author.
    pub signed_off_by_author: u32,
    /// Commits of every kind with a signature.
    pub signed: u32,
    /// Of them those that the web pages of a forge made and signed.
    pub signed_by_forge: u32,
    /// Changes by people that name further authors.
    pub coauthored: u32,
    /// Steps of the main line that people made: its first parents from HEAD on, merges included.
    pub steps: u32,
    /// Of them those with any trace of review.
    pub reviewed: u32,
    /// Of them those that name a reviewer.
    pub named_reviewer: u32,
    /// Of them those that name a pull or merge request.
    pub named_request: u32,
    /// Of them those that somebody else than the author committed.
    pub other_committer: u32,
    /// Changes by people who belong to the organisation.
    pub own: u32,
    /// Changes by people who belong to another known one.
    pub other: u32,
}

impl Tally {
    /// Changes: commits by people that are not merges.
    #[must_use]
    pub fn changes(&self) -> u32 {
        self.commits - self.merges - self.bots
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        for (sum, part) in [
            (&mut self.commits, more.commits),
            (&mut self.merges, more.merges),
            (&mut self.bots, more.bots),
            (&mut self.signed_off, more.signed_off),
            (&mut self.signed_off_by_author, more.signed_off_by_author),
            (&mut self.signed, more.signed),
            (&mut self.signed_by_forge, more.signed_by_forge),
            (&mut self.coauthored, more.coauthored),
            (&mut self.steps, more.steps),
            (&mut self.reviewed, more.reviewed),
            (&mut self.named_reviewer, more.named_reviewer),
            (&mut self.named_request, more.named_request),
            (&mut self.other_committer, more.other_committer),
            (&mut self.own, more.own),
            (&mut self.other, more.other),
        ] {
            *sum += part;
        }
    }
}

/// Counts of people: addresses told apart after the mailmap, machine accounts and shared addresses left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// With at least one change.
    pub all: u32,
    /// With a change in the recent year.
    pub recent: u32,
    /// Of them those whose first change lies in that year.
    pub newcomers: u32,
    /// The fewest who together made half of the changes of the recent year.
    pub half: u32,
    /// Whether it was known who belongs to the organisation.
    pub placed: bool,
    /// Of the recent ones, those who belonged to the organisation at their last change.
    pub own: u32,
    /// Of the recent ones, those who belonged to another known one.
    pub other: u32,
}

/// Changes of the recent year by people of the organisation whose unit is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// Whether it was known of anybody to which unit they belong.
    pub told: bool,
    /// Whether exactly one unit owns the repository. Where not, the counts below are zero.
    pub owned: bool,
    /// Changes by people of the unit that owns the repository.
    pub owning: u32,
    /// Changes by people of other units.
    pub others: u32,
    /// People of other units with such a change.
    pub people: u32,
    /// Units that they belonged to.
    pub units: u32,
}

/// People whom files name as owners or maintainers, told apart and without their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owners {
    /// Named people.
    pub people: u32,
    /// Named teams of a forge; nobody knows who is in them.
    pub teams: u32,
    /// For each of the people who were found among the authors the day of the last commit; the newest first.
    pub last: Vec<Date>,
    /// The parts of the repository, where CODEOWNERS says who owns them; none where there are no two.
    pub roots: Vec<OwnedRoot>,
    /// Set when it could not be told who owns them, and why.
    pub roots_unread: Option<String>,
    /// Set when a file that names people could not be read, and why: there may be more of them.
    pub unread: Option<String>,
}

/// Who owns a part of a repository, without names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnedRoot {
    /// Its folder, empty for the root.
    pub folder: String,
    /// Named people.
    pub people: u32,
    /// Of them those who were found among the authors.
    pub found: u32,
    /// Whether a team owns it too, or people who are not told apart.
    pub others: bool,
    /// The day on which one of those who were found last committed.
    pub last: Option<Date>,
}

/// What the organisation does in a project of others, beside its changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Upstream {
    /// In how many of the four quarters of the recent year the organisation made a change; the first one is the three
    /// months up to the commit that HEAD names.
    pub quarters: u32,
    /// People of the organisation who in the recent year brought changes of others onto the main line.
    pub merging: u32,
    /// Of the people whom files name, those who belong to the organisation.
    pub staff: u32,
    /// Of them those who belong to another known one.
    pub others: u32,
    /// Set when files that name people could not be read, and why.
    pub unread: Option<String>,
}

/// Tags that name commits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tags {
    /// Of every kind.
    pub all: u32,
    /// With the number of a version in their name.
    pub releases: u32,
    /// Of the releases those with a signature.
    pub signed: u32,
    /// Releases of the recent year.
    pub recent: u32,
    /// Of them those with a signature.
    pub recent_signed: u32,
    /// The newest release: its date and the id of its object, hex.
    pub newest: Option<(Date, String)>,
    /// Days between releases of the last ten, in the middle.
    pub usual_days: Option<u32>,
    /// Set when some could not be read, and why.
    pub cut: Option<String>,
}
