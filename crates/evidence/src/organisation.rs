//! Who belongs to the organisation, who to another one, and what is no person at all.
//!
//! What is known comes from `osmm.toml`; without it only the forms of addresses speak. Somebody of whom nothing is known
//! stays unknown: a private address says neither yes nor no.

mod addresses;
mod file;
mod repositories;

use std::collections::HashMap;

pub(crate) use addresses::fits;
use addresses::{handle, is_machine, matches, without_number};
use osmm_maturity::observation::{Problem, Standing, Subject};
use osmm_maturity::unit::UnitId;
use repositories::Owner;

use crate::address::Address;

pub(crate) use repositories::Kept;

/// What is known of those who write commits.
#[derive(Debug, Clone, Default)]
pub struct Organisation {
    given: bool,
    digest: String,
    /// The file as it was read.
    text: String,
    /// By domain, lower case.
    domains: HashMap<String, Vec<Stay>>,
    people: Vec<Vec<Stay>>,
    addresses: HashMap<Vec<u8>, usize>,
    handles: HashMap<Vec<u8>, usize>,
    machines: Vec<Vec<u8>>,
    shared: Vec<Vec<u8>>,
    repositories: repositories::Repositories,
    /// In the order of the file.
    units: Vec<UnitId>,
    /// Whether it is said of anybody to which unit they belong.
    units_told: bool,
    signals: Vec<String>,
}

/// Where an author belonged when a change was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// To the organisation, and to this unit of it where that is known.
    Own(Option<Unit>),
    /// To another known one.
    Other,
    /// It is not known.
    Unknown,
}

/// A unit of the organisation, by its number in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Unit(pub(crate) u32);

/// What is known of one author.
#[derive(Debug)]
pub(crate) struct Known {
    /// A machine account.
    pub(crate) bot: bool,
    /// An address that several people use: it belongs somewhere, but is nobody.
    pub(crate) shared: bool,
    stays: Vec<Stay>,
}

/// A time at one place, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stay {
    from: i64,
    before: i64,
    place: Place,
    /// A domain stands for those below it, too.
    below: bool,
}

impl Known {
    /// Where the author belonged at that second.
    pub(crate) fn place(&self, second: i64) -> Place {
        let during = |stay: &&Stay| stay.from <= second && second < stay.before;
        self.stays.iter().find(during).map_or(Place::Unknown, |stay| stay.place)
    }
}

impl Organisation {
    /// Whether anything is known.
    pub(crate) fn is_given(&self) -> bool {
        self.given
    }

    /// The file that says it, for another machine that is to know the same; nothing where there is none.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.given.then_some(&self.text)
    }

    /// Files with signals that the organisation defines for itself, as they are named.
    #[must_use]
    pub fn signals(&self) -> &[String] {
        &self.signals
    }

    /// Changes when anything that is known does.
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }

    /// Why a repository does not count, by its name in what comes out; absent where it does.
    pub(crate) fn leaves_out(&self, name: &str) -> Option<String> {
        self.repositories.left_out(name).map(ToOwned::to_owned)
    }

    /// Why a repository is of others, by the address of its `origin`. An address that names no host says nothing.
    pub(crate) fn of_others(&self, origin: &str) -> Option<String> {
        let Address { host: Some(host), name } = Address::of(origin) else { return None };
        let ours = self.repositories.owned(&format!("{host}/{name}"))?;
        (!ours).then(|| "of others: its `origin` is none of the `remotes` of the organisation".to_owned())
    }

    /// The unit that owns a repository; absent where none or several do.
    pub(crate) fn owning(&self, name: &str) -> Option<Unit> {
        let Owner::Unit(unit) = self.repositories.owner(name) else { return None };
        self.unit(&unit.0)
    }

    /// Whether it is said of anybody to which unit they belong.
    pub(crate) fn tells_units(&self) -> bool {
        self.units_told
    }

    fn unit(&self, id: &str) -> Option<Unit> {
        let number = self.units.iter().position(|unit| unit.0 == id)?;
        u32::try_from(number).ok().map(Unit)
    }

    /// Where a repository keeps policies.
    pub(crate) fn policies(&self, name: &str) -> Kept {
        self.repositories.policies.of(name)
    }

    /// Writes tier and unit into subjects, and tells of repositories that two units own; those belong to none.
    pub(crate) fn place(&self, subjects: &mut [Subject]) -> Vec<Problem> {
        let mut problems = Vec::new();
        for subject in subjects.iter_mut().filter(|s| s.standing != Standing::Whole) {
            subject.tier = self.repositories.tier(&subject.name);
            match self.repositories.owner(&subject.name) {
                Owner::Nobody => {}
                Owner::Unit(unit) => subject.unit = Some(unit),
                Owner::Several(units) if subject.standing == Standing::Counted => {
                    let listed: Vec<String> = units.iter().map(|(unit, place)| format!("{unit} ({place})")).collect();
                    problems.push(Problem {
                        place: subject.name.clone(),
                        message: format!("two units own it and so none does: {}", listed.join(", ")),
                        hint: Some("list its whole name for one of them: that goes before forms with `*`".to_owned()),
                    });
                }
                Owner::Several(_) => {}
            }
        }
        problems
    }

    /// Forms of names that fit no subject.
    pub(crate) fn without_any(&self, subjects: &[Subject]) -> Vec<Problem> {
        self.repositories.without_any(&subjects.iter().map(|s| s.name.clone()).collect())
    }

    /// What tells people apart: somebody listed, or the address.
    pub(crate) fn key(&self, address: &[u8]) -> Vec<u8> {
        let lower = address.to_ascii_lowercase();
        match self.listed(&lower) {
            // No address has this form.
            Some(person) => format!("person {person}").into_bytes(),
            None => without_number(&lower).to_vec(),
        }
    }

    /// The account of a forge that an address shows, lower case.
    pub(crate) fn account(&self, address: &[u8]) -> Option<String> {
        let lower = address.to_ascii_lowercase();
        let of_listed = || {
            let person = self.listed(&lower)?;
            self.handles.iter().find(|(_, of)| **of == person).map(|(name, _)| name.as_slice())
        };
        handle(&lower).or_else(of_listed).map(|name| String::from_utf8_lossy(name).into_owned())
    }

    fn listed(&self, lower: &[u8]) -> Option<usize> {
        let by_handle = || self.handles.get(handle(lower)?);
        self.addresses.get(lower).or_else(by_handle).copied()
    }

    /// What is known of an author.
    pub(crate) fn about(&self, name: &[u8], address: &[u8]) -> Known {
        let (name, address) = (name.to_ascii_lowercase(), address.to_ascii_lowercase());
        let any = |patterns: &[Vec<u8>]| patterns.iter().any(|one| matches(one, &name) || matches(one, &address));
        let bot = is_machine(&name, &address) || any(&self.machines);
        let stays = match self.listed(&address) {
            Some(person) => self.people[person].clone(),
            None => self.of_domain(&address),
        };
        Known { bot, shared: any(&self.shared), stays }
    }

    /// The stays of the closest domain that is listed.
    fn of_domain(&self, address: &[u8]) -> Vec<Stay> {
        let domain = address.rsplit(|byte| *byte == b'@').next().and_then(|domain| std::str::from_utf8(domain).ok());
        let mut rest = domain.filter(|_| address.contains(&b'@'));
        let mut exact = true;
        while let Some(domain) = rest {
            let stays = self.domains.get(domain).into_iter().flatten().filter(|stay| exact || stay.below);
            let found: Vec<Stay> = stays.copied().collect();
            if !found.is_empty() {
                return found;
            }
            exact = false;
            rest = domain.split_once('.').map(|(_, above)| above);
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const FILE: &str = r#"
format = "osmm-organisation/1"

[[affiliation]]
name = "Example Bank"
own = true
domains = ["example.com"]

[[affiliation]]
name = "Example Bank"
own = true
domains = ["oldbank.example"]
until = 2020-12-31

[[affiliation]]
name = "Partner"
domains = ["partner.example", "joint.example.com"]
subdomains = false

[[person]]
addresses = ["ann@home.example", "ann@example.com"]
handles = ["annb"]
stays = [
  { affiliation = "Example Bank", from = 2019-01-01, until = 2022-06-30 },
  { affiliation = "Partner", from = 2022-07-01 },
]

[identities]
machines = ["ci@*.example.com", "Jenkins"]
shared = ["team@example.com"]
"#;

    fn organisation() -> Organisation {
        Organisation::parse(FILE, "osmm.toml").unwrap()
    }

    fn place(address: &str, day: &str) -> Place {
        let day: jiff::civil::Date = day.parse().unwrap();
        let second = day.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_second();
        organisation().about(b"x", address.as_bytes()).place(second)
    }

    #[test]
    fn domains_count_with_those_below_them_unless_said_otherwise() {
        for address in ["a@example.com", "A@EXAMPLE.COM", "a@mail.eu.example.com"] {
            assert_eq!(place(address, "2024-01-01"), Place::Own(None), "{address}");
        }
        for address in ["a@partner.example", "a@joint.example.com"] {
            assert_eq!(place(address, "2024-01-01"), Place::Other, "{address}");
        }
        for address in ["a@notexample.com", "a@x.partner.example", "a@example.com.evil.example", "example.com", "@", ""]
        {
            assert_eq!(place(address, "2024-01-01"), Place::Unknown, "{address}");
        }
    }

    #[test]
    fn a_domain_counts_in_its_time_and_its_last_day_is_part_of_it() {
        assert_eq!(place("a@oldbank.example", "2020-12-31"), Place::Own(None));
        assert_eq!(place("a@oldbank.example", "2021-01-01"), Place::Unknown);
    }

    #[test]
    fn somebody_who_left_belongs_elsewhere_from_that_day_on_by_every_address() {
        for address in ["ann@home.example", "Ann@example.com", "77+AnnB@users.noreply.github.com"] {
            assert_eq!(place(address, "2022-06-30"), Place::Own(None), "{address}");
            assert_eq!(place(address, "2022-07-01"), Place::Other, "{address}");
            assert_eq!(place(address, "2018-12-31"), Place::Unknown, "{address}");
        }
    }

    #[test]
    fn one_person_has_one_key() {
        let organisation = organisation();
        let key = |address: &str| organisation.key(address.as_bytes());
        assert_eq!(key("ann@home.example"), key("1+annb@users.noreply.github.com"));
        assert_eq!(key("2+bo@users.noreply.github.com"), key("bo@users.noreply.github.com"));
        assert_ne!(key("annb@example.org"), key("ann@home.example"));
    }

    #[test]
    fn an_account_is_known_by_the_address_or_by_the_list() {
        let account = |address: &str| organisation().account(address.as_bytes());
        assert_eq!(account("3+Bo@users.noreply.github.com").as_deref(), Some("bo"));
        assert_eq!(account("Ann@home.example").as_deref(), Some("annb"));
        assert_eq!(account("bo@example.org"), None);
    }

    #[test]
    fn machines_and_shared_addresses_are_no_people() {
        let organisation = organisation();
        let about = |name: &str, address: &str| organisation.about(name.as_bytes(), address.as_bytes());
        assert!(about("x", "ci@build.example.com").bot && about("jenkins", "j@x.example").bot);
        assert!(!about("x", "ci@example.com").bot && !about("Jenkins Ann", "j@x.example").bot);
        assert!(about("x", "Team@example.com").shared && !about("x", "ateam@example.com").shared);
    }
}
