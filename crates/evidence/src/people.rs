//! Who wrote the commits: told apart while a history is read, counted at its end, and named nowhere after it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use crate::facts::{OwnedRoot, Owners, People, Units, Upstream};
use crate::mailmap::Mailmap;
use crate::organisation::{Known, Organisation, Place, Unit};
use crate::roster::{Person as Named, Root, Roster};

/// Bytes of names and addresses that are told apart; Linux has less than three million.
const MOST: usize = 24 << 20;

/// The people of one history.
pub(crate) struct Counted<'o> {
    organisation: &'o Organisation,
    mailmap: Mailmap,
    /// The one unit that owns the repository.
    unit: Option<Unit>,
    owning: u32,
    outside: BTreeSet<Unit>,
    /// By `Name <address>` as written in commits.
    written: HashMap<Box<[u8]>, usize>,
    spelled: Vec<Spelled>,
    people: Vec<Person>,
    by_key: HashMap<Vec<u8>, usize>,
    bytes: usize,
}

/// One way in which a person is written.
struct Spelled {
    commits: u32,
    person: usize,
}

/// One person, machine account or shared address.
struct Person {
    known: Known,
    changes: u32,
    recent: u32,
    /// Of the recent ones those that came from another unit than the owning one.
    outside: u32,
    /// Brought a change of somebody else onto the main line while belonging to the organisation.
    merging: bool,
    first: i64,
    last: i64,
    /// The last commit of any kind.
    active: i64,
}

/// A person while a commit is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Author(usize);

impl<'o> Counted<'o> {
    /// `unit` is the one that owns the repository.
    pub(crate) fn new(organisation: &'o Organisation, mailmap: Mailmap, unit: Option<Unit>) -> Self {
        Self {
            organisation,
            mailmap,
            unit,
            owning: 0,
            outside: BTreeSet::new(),
            written: HashMap::new(),
            spelled: Vec::new(),
            people: Vec::new(),
            by_key: HashMap::new(),
            bytes: 0,
        }
    }

    /// Counts a commit of this author. Nothing where more people were met than can be told apart.
    pub(crate) fn author(&mut self, written: &[u8], name: &[u8], address: &[u8]) -> Option<Author> {
        let number = self.number(written, name, address)?;
        let spelled = &mut self.spelled[number];
        spelled.commits += 1;
        Some(Author(spelled.person))
    }

    fn number(&mut self, written: &[u8], name: &[u8], address: &[u8]) -> Option<usize> {
        match self.written.get(written) {
            Some(number) => Some(*number),
            None => self.meet(written, name, address),
        }
    }

    fn meet(&mut self, written: &[u8], name: &[u8], address: &[u8]) -> Option<usize> {
        self.bytes += 2 * written.len() + 200;
        if self.bytes > MOST {
            return None;
        }
        let (_, mapped) = self.mailmap.resolve(name, address);
        let key = self.organisation.key(mapped);
        let person = match self.by_key.get(&key) {
            Some(person) => *person,
            None => {
                let known = self.organisation.about(name, mapped);
                self.people.push(Person {
                    known,
                    changes: 0,
                    recent: 0,
                    outside: 0,
                    merging: false,
                    first: i64::MAX,
                    last: i64::MIN,
                    active: i64::MIN,
                });
                self.by_key.insert(key, self.people.len() - 1);
                self.people.len() - 1
            }
        };
        self.spelled.push(Spelled { commits: 0, person });
        self.written.insert(written.into(), self.spelled.len() - 1);
        Some(self.spelled.len() - 1)
    }

    /// Sees somebody bring in a change that `author` made, or where none is given a merge of their own.
    pub(crate) fn merging(&mut self, by: Author, of: Option<Author>, time: i64) {
        let person = &mut self.people[by.0];
        person.merging |= of != Some(by) && matches!(person.known.place(time), Place::Own(_));
    }

    /// Somebody who is not the author: told apart, and no commit is counted.
    pub(crate) fn other(&mut self, written: &[u8], name: &[u8], address: &[u8]) -> Option<Author> {
        self.number(written, name, address).map(|number| Author(self.spelled[number].person))
    }

    pub(crate) fn is_bot(&self, author: Author) -> bool {
        self.people[author.0].known.bot
    }

    /// Sees somebody at work, be it on a merge.
    pub(crate) fn active(&mut self, author: Author, time: i64) {
        let active = &mut self.people[author.0].active;
        *active = time.max(*active);
    }

    /// Counts a change, and says where its author belonged at that time.
    pub(crate) fn change(&mut self, author: Author, time: i64, recent: bool) -> Place {
        let person = &mut self.people[author.0];
        person.changes += 1;
        person.recent += u32::from(recent);
        person.first = person.first.min(time);
        person.last = person.last.max(time);
        let place = person.known.place(time);
        if let (true, Place::Own(Some(unit)), Some(owning)) = (recent, place, self.unit) {
            if unit == owning {
                self.owning += 1;
            } else {
                person.outside += 1;
                self.outside.insert(unit);
            }
        }
        place
    }

    /// Whether two addresses are the same person's.
    pub(crate) fn same(&self, one: (&[u8], &[u8]), two: (&[u8], &[u8])) -> bool {
        let key = |(name, address)| self.organisation.key(self.mailmap.resolve(name, address).1);
        key(one) == key(two)
    }

    /// How many authors, as `git shortlog -sne` tells them apart, have how many commits.
    pub(crate) fn spread(&self) -> BTreeMap<u32, u32> {
        let mut authors: HashMap<(&[u8], &[u8]), u32> = HashMap::new();
        for (written, number) in self.written.iter().filter(|(_, number)| self.spelled[**number].commits > 0) {
            let (name, address) = split(written);
            *authors.entry(self.mailmap.resolve(name, address)).or_default() += self.spelled[*number].commits;
        }
        let mut spread = BTreeMap::new();
        for commits in authors.into_values() {
            *spread.entry(commits).or_default() += 1;
        }
        spread
    }

    /// Who of those that files name was found among the authors, and when last.
    pub(crate) fn owners(&self, roster: &Roster, day: impl Fn(i64) -> Option<Date>) -> Owners {
        let mut last = vec![i64::MIN; roster.people.len()];
        for (owner, person) in self.found(roster) {
            last[owner] = last[owner].max(person.active);
        }
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let root = |root: &Root| {
            let found = || root.people.iter().map(|person| last[*person]).filter(|time| *time != i64::MIN);
            OwnedRoot {
                folder: root.folder.clone(),
                people: count(root.people.len()),
                found: count(found().count()),
                others: root.others,
                last: found().max().and_then(&day),
            }
        };
        let (roots, roots_unread) = match &roster.roots {
            Ok(roots) => (roots.iter().map(root).collect(), None),
            Err(why) => (Vec::new(), Some(why.clone())),
        };
        let mut last: Vec<Date> = last.into_iter().filter(|time| *time != i64::MIN).filter_map(day).collect();
        last.sort_unstable_by(|a, b| b.cmp(a));
        let (people, teams) = (count(roster.people.len()), count(roster.teams.len()));
        Owners { people, teams, last, roots, roots_unread, unread: roster.unread.clone() }
    }

    /// Those whom files name, each with the author who was found to be them; one may be found several times.
    fn found<'r>(&'r self, roster: &'r Roster) -> impl Iterator<Item = (usize, &'r Person)> + 'r {
        self.written.iter().filter(|_| !roster.people.is_empty()).filter_map(|(written, number)| {
            let (name, address) = split(written);
            let mapped = self.mailmap.resolve(name, address);
            let owner = [mapped, (name, address)].into_iter().find_map(|(name, address)| {
                let lower = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase();
                roster.find(&lower(address), self.organisation.account(address).as_deref(), &lower(name))
            });
            Some((owner?, &self.people[self.spelled[*number].person]))
        })
    }

    /// What the organisation does in a project of others. Where those whom files name belong is asked for one time.
    pub(crate) fn upstream(&self, roster: &Roster, quarters: u32, time: i64) -> Upstream {
        let mut places: Vec<Vec<Place>> = roster.people.iter().map(|named| self.places(named, time)).collect();
        for (owner, person) in self.found(roster).filter(|(_, person)| !person.known.shared) {
            places[owner].push(person.known.place(time));
        }
        let own = |places: &&Vec<Place>| places.iter().any(|place| matches!(place, Place::Own(_)));
        let other = |places: &&Vec<Place>| !own(places) && places.contains(&Place::Other);
        let people = |one: &&Person| one.merging && !one.known.bot && !one.known.shared;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Upstream {
            quarters,
            merging: count(self.people.iter().filter(people).count()),
            staff: count(places.iter().filter(own).count()),
            others: count(places.iter().filter(other).count()),
            unread: None,
        }
    }

    fn places(&self, named: &Named, time: i64) -> Vec<Place> {
        named.keys.iter().map(|key| self.organisation.named(key, time)).collect()
    }

    /// From which units the changes came.
    pub(crate) fn units(&self) -> Units {
        let outside = || self.people.iter().filter(|one| one.outside > 0);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Units {
            told: self.organisation.tells_units(),
            owned: self.unit.is_some(),
            owning: self.owning,
            others: outside().map(|one| one.outside).sum(),
            people: count(outside().filter(|one| !one.known.shared).count()),
            units: count(self.outside.len()),
        }
    }

    /// The counts, when all commits were read. What came since `recent_from` is recent.
    pub(crate) fn counted(&self, recent_from: i64) -> People {
        let people = || self.people.iter().filter(|one| one.changes > 0 && !one.known.bot && !one.known.shared);
        let recent = || people().filter(|one| one.recent > 0);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let placed = |is: fn(Place) -> bool| count(recent().filter(|one| is(one.known.place(one.last))).count());
        People {
            all: count(people().count()),
            recent: count(recent().count()),
            newcomers: count(recent().filter(|one| one.first >= recent_from).count()),
            half: half(recent().map(|one| one.recent).collect()),
            placed: self.organisation.is_given(),
            own: placed(|place| matches!(place, Place::Own(_))),
            other: placed(|place| place == Place::Other),
        }
    }
}

/// `Name <address>` in its two parts, the same as when it was read.
fn split(written: &[u8]) -> (&[u8], &[u8]) {
    let open = written.iter().position(|byte| *byte == b'<').unwrap_or(written.len());
    let address = written.get(open + 1..).unwrap_or_default();
    (written[..open].trim_ascii(), address.strip_suffix(b">").unwrap_or(address).trim_ascii())
}

/// The fewest who have half of the sum.
fn half(mut changes: Vec<u32>) -> u32 {
    changes.sort_unstable_by(|a, b| b.cmp(a));
    let all: u64 = changes.iter().copied().map(u64::from).sum();
    let mut sum = 0;
    let mut people = 0;
    for own in changes {
        if sum * 2 >= all {
            break;
        }
        sum += u64::from(own);
        people += 1;
    }
    people
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn half_of_the_changes_is_made_by_the_fewest() {
        assert_eq!(half(vec![]), 0);
        assert_eq!(half(vec![1]), 1);
        assert_eq!(half(vec![1, 5, 1, 1, 2]), 1);
        assert_eq!(half(vec![4, 1, 1, 1, 2]), 2);
        assert_eq!(half(vec![1, 1, 1, 1]), 2);
    }

    fn count(counted: &mut Counted<'_>, written: &str, time: i64, recent: bool) {
        let (name, address) = split(written.as_bytes());
        let author = counted.author(written.as_bytes(), name, address).unwrap();
        counted.change(author, time, recent);
    }

    #[test]
    fn one_person_with_two_addresses_is_one_by_the_mailmap_and_case_does_not_matter() {
        let organisation = Organisation::default();
        let mut counted = Counted::new(&organisation, Mailmap::of(b"<ann@x> <old@x>\n"), None);
        for written in ["Ann <ann@x>", "A <old@x>", "Ann <ANN@x>", "Bo <bo@x>"] {
            count(&mut counted, written, 10, true);
        }
        let people = counted.counted(0);
        assert_eq!((people.all, people.recent, people.half), (2, 2, 1));
        assert_eq!(counted.spread(), BTreeMap::from([(1, 4)]));
    }

    #[test]
    fn owners_are_found_by_account_address_and_full_name() {
        let list = "Ann Bee <ann@x.org>\nBo Cee (@bo)\nCee Dee (@nowhere)\nDee Eff (@dee)\nEff Gee (@gee)\n";
        let facts = crate::facts::Facts::of(&[("MAINTAINERS", list), ("CODEOWNERS", "* @org/team\n")]);
        let roster = Roster::of(facts.files.values(), crate::roster::OWNING);
        let organisation = Organisation::default();
        let mut counted = Counted::new(&organisation, Mailmap::of(b"<ann@x.org> <old@x.org>\n"), None);
        for (written, time) in [
            ("A <old@x.org>", 86_400),
            ("B <12+Bo@users.noreply.github.com>", 2 * 86_400),
            ("CEE DEE <c@y.org>", 0),
            ("dee <d@z.org>", 3 * 86_400),
            ("Other One <o@z.org>", 9 * 86_400),
        ] {
            let (name, address) = split(written.as_bytes());
            let author = counted.author(written.as_bytes(), name, address).unwrap();
            counted.active(author, time);
        }
        let day = |time: i64| Some(jiff::Timestamp::from_second(time).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date());
        let owners = counted.owners(&roster, day);
        assert_eq!((owners.people, owners.teams), (5, 1));
        let days: Vec<String> = owners.last.iter().map(ToString::to_string).collect();
        assert_eq!(days, ["1970-01-04", "1970-01-03", "1970-01-02", "1970-01-01"]);
    }

    #[test]
    fn each_part_has_the_last_day_of_those_who_own_it() {
        let rules = "* @org/team\n/web/ @ann @bo\n/core/ @bo @gone\n/old/\n";
        let files = ["", "web/", "core/", "old/"].map(|folder| format!("{folder}go.mod"));
        let mut all = vec![("CODEOWNERS", rules)];
        all.extend(files.iter().map(|path| (path.as_str(), "")));
        let facts = crate::facts::Facts::of(&all);
        let mut roster = Roster::of(facts.files.values(), crate::roster::OWNING);
        roster.own(facts.components().answered_for(), rules);
        let organisation = Organisation::default();
        let mut counted = Counted::new(&organisation, Mailmap::default(), None);
        for (written, time) in
            [("Ann <ann@users.noreply.github.com>", 3 * DAY), ("Bo <bo@users.noreply.github.com>", 0)]
        {
            let (name, address) = split(written.as_bytes());
            let author = counted.author(written.as_bytes(), name, address).unwrap();
            counted.active(author, time);
        }
        let day = |time: i64| Some(jiff::Timestamp::from_second(time).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date());
        let told = |root: &OwnedRoot| {
            let last = root.last.map(|day| day.to_string()).unwrap_or_default();
            format!("{:?} {} {} {} {last}", root.folder, root.people, root.found, root.others)
        };
        let roots: Vec<String> = counted.owners(&roster, day).roots.iter().map(told).collect();
        let expected =
            ["\"\" 0 0 true ", "\"core\" 2 1 false 1970-01-01", "\"old\" 0 0 false ", "\"web\" 2 2 false 1970-01-04"];
        assert_eq!(roots, expected);
    }

    const UNITS: &str = r#"
format = "osmm-organisation/1"
[[affiliation]]
name = "Bank"
own = true
domains = ["bank.example"]
[[affiliation]]
name = "Bank"
own = true
unit = "pay"
domains = ["pay.bank.example"]
[[affiliation]]
name = "Partner"
domains = ["partner.example"]
[[person]]
addresses = ["cee@bank.example"]
stays = [
  { affiliation = "Bank", unit = "loans", until = 1970-01-01 },
  { affiliation = "Bank", unit = "pay", from = 1970-01-02, until = 1970-01-02 },
  { affiliation = "Bank", from = 1970-01-03 },
]
[[unit]]
id = "pay"
repositories = ["ledger"]
[[unit]]
id = "loans"
repositories = ["desk"]
"#;

    const DAY: i64 = 86_400;

    fn units(of: &str, changes: &[(usize, i64)]) -> (Units, [u32; 3]) {
        let organisation = Organisation::parse(UNITS, "osmm.toml").unwrap();
        let mut counted = Counted::new(&organisation, Mailmap::default(), organisation.owning(of));
        let mut shares = [0; 3];
        let people = ["a@pay.bank.example", "b@bank.example", "CEE@bank.example", "d@partner.example", "e@x.example"];
        for (person, time) in changes {
            let written = format!("X <{}>", people[*person]);
            let (name, address) = split(written.as_bytes());
            let author = counted.author(written.as_bytes(), name, address).unwrap();
            match counted.change(author, *time, true) {
                Place::Own(_) => shares[0] += 1,
                Place::Other => shares[1] += 1,
                Place::Unknown => shares[2] += 1,
            }
        }
        (counted.units(), shares)
    }

    #[test]
    fn a_change_is_of_the_unit_in_which_its_author_was_on_that_day() {
        let all = [(0, 5), (1, 5), (2, 5), (2, DAY), (2, 2 * DAY), (3, 5), (4, 5)];
        let (ledger, shares) = units("ledger", &all);
        assert_eq!(shares, [5, 1, 1]);
        let expected = Units { told: true, owned: true, owning: 2, others: 1, people: 1, units: 1 };
        assert_eq!(ledger, expected);
        let desk = Units { owning: 1, others: 2, people: 2, units: 1, ..expected };
        assert_eq!(units("desk", &all).0, desk);
        assert_eq!(units("web", &all).0, Units { told: true, ..Units::default() });
    }

    proptest::proptest! {
        #[test]
        fn shares_add_up_in_any_order(
            changes in proptest::collection::vec((0_usize..5, 0_i64..4 * DAY), 0..40),
            turn in 0_usize..40,
        ) {
            let (found, shares) = units("ledger", &changes);
            let mut turned = changes.clone();
            turned.rotate_left(turn % changes.len().max(1));
            turned.reverse();
            proptest::prop_assert_eq!((found, shares), units("ledger", &turned));
            proptest::prop_assert_eq!(shares.iter().sum::<u32>() as usize, changes.len());
            proptest::prop_assert!(found.owning + found.others <= shares[0] && found.people <= found.others);
        }
    }

    #[test]
    fn machines_are_no_people_and_newcomers_had_no_change_before() {
        let organisation = Organisation::default();
        let mut counted = Counted::new(&organisation, Mailmap::default(), None);
        count(&mut counted, "Ann <ann@x>", 5, false);
        for written in ["Ann <ann@x>", "Bo <bo@x>", "dependabot[bot] <1+dependabot[bot]@users.noreply.github.com>"] {
            count(&mut counted, written, 15, true);
        }
        let people = counted.counted(10);
        assert_eq!((people.all, people.recent, people.newcomers), (2, 2, 1));
    }
}
