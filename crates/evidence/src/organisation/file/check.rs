//! From the file as written to what is known, with every check.

mod repositories;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use jiff::civil::Date;
use osmm_maturity::observation::Problem;
use osmm_maturity::unit::UnitId;
use toml::Spanned;
use toml::value::Datetime;

use super::super::addresses::OPEN_TO_ALL;
use super::super::repositories::Form;
use super::super::{Organisation, Place, Stay};
use super::{Affiliation, FORMAT, File, Person};
use crate::written::Source;

/// What is known by a file, or all that is wrong with it.
pub(super) fn checked(file: &File, source: &Source<'_>) -> Result<Organisation, Vec<Problem>> {
    let mut check =
        Check { source, faults: Vec::new(), known: Organisation { given: true, ..Organisation::default() } };
    check.format(&file.format);
    if !file.affiliation.iter().any(|one| one.get_ref().own) && check.faults.is_empty() {
        let hint = "add `own = true` to the [[affiliation]] with the domains of the organisation";
        check.fault(0..0, "no affiliation is the own one", hint);
    }
    check.known.units = file.unit.iter().map(|unit| UnitId(unit.get_ref().id.get_ref().clone())).collect();
    for affiliation in &file.affiliation {
        check.affiliation(affiliation);
    }
    let names = file.affiliation.iter().map(Spanned::get_ref);
    let own = names.fold(HashMap::new(), |mut own: HashMap<&str, bool>, one| {
        *own.entry(&one.name).or_default() |= one.own;
        own
    });
    for person in &file.person {
        check.person(person, &own);
    }
    check.repositories(file);
    check.known.machines = lower(&file.identities.machines);
    check.known.signals.clone_from(&file.signals);
    check.known.shared = lower(&file.identities.shared);
    if check.faults.is_empty() { Ok(check.known) } else { Err(check.faults) }
}

pub(super) struct Check<'a> {
    source: &'a Source<'a>,
    faults: Vec<Problem>,
    known: Organisation,
}

impl Check<'_> {
    pub(super) fn fault(&mut self, at: Range<usize>, message: impl Into<String>, hint: &str) {
        self.faults.push(self.source.fault(at, message.into(), hint));
    }

    fn format(&mut self, format: &Spanned<String>) {
        if format.get_ref() != FORMAT {
            let message = format!("the format `{}` is not known to this version", format.get_ref());
            self.fault(
                format.span(),
                message,
                "write `format = \"osmm-organisation/1\"`, or use a newer version of osmm",
            );
        }
    }

    fn affiliation(&mut self, affiliation: &Spanned<Affiliation>) {
        let (at, one) = (affiliation.span(), affiliation.get_ref());
        let place = self.place(one.own, one.unit.as_ref());
        let Some(stay) = self.stay(place, one.from.as_ref(), one.until.as_ref()) else {
            return self.domains(one, None);
        };
        if one.domains.is_empty() {
            self.fault(at, format!("`{}` has no domain", one.name), "add `domains = [\"example.com\"]`");
        }
        self.domains(one, Some(Stay { below: one.subdomains, ..stay }));
    }

    fn domains(&mut self, affiliation: &Affiliation, stay: Option<Stay>) {
        for domain in &affiliation.domains {
            let (at, name) = (domain.span(), domain.get_ref().to_ascii_lowercase());
            if !is_domain(&name) {
                let hint = "write it like `example.com`; domains below it are included";
                self.fault(at, format!("`{name}` is not a domain"), hint);
            } else if OPEN_TO_ALL.contains(&name.as_str()) {
                let hint = "list the addresses of single persons under [[person]]";
                self.fault(at, format!("at `{name}` everybody can have an address"), hint);
            } else if let Some(stay) = stay {
                let stays = self.known.domains.entry(name.clone()).or_default();
                let again = stays.iter().any(|other| overlap(other, &stay));
                stays.push(stay);
                if again {
                    let hint = "keep one of them, or give each `from` and `until`";
                    self.fault(at, format!("`{name}` is listed twice for the same time"), hint);
                }
            }
        }
    }

    fn person(&mut self, person: &Spanned<Person>, own: &HashMap<&str, bool>) {
        let (at, one) = (person.span(), person.get_ref());
        let mut stays = Vec::new();
        for stay in one.stays.iter().map(Spanned::get_ref) {
            let name = stay.affiliation.get_ref();
            let place = match own.get(name.as_str()) {
                Some(own) => self.place(*own, stay.unit.as_ref()),
                None => {
                    let hint = "use a `name` of an [[affiliation]] of this file";
                    self.fault(stay.affiliation.span(), format!("there is no affiliation `{name}`"), hint);
                    continue;
                }
            };
            stays.extend(self.stay(place, stay.from.as_ref(), stay.until.as_ref()));
        }
        if one.stays.is_empty() {
            self.fault(at.clone(), "the person has no stay", "add `stays = [{ affiliation = \"...\" }]`");
        }
        if one.addresses.is_empty() && one.handles.is_empty() {
            self.fault(at, "the person has neither an address nor a handle", "add `addresses` or `handles`");
        }
        self.known.people.push(stays);
        self.listed(one);
    }

    /// The organisation or another one, and the unit where one is named.
    fn place(&mut self, own: bool, unit: Option<&Spanned<String>>) -> Place {
        let Some(named) = unit else { return if own { Place::Own(None) } else { Place::Other } };
        let unit = self.known.unit(named.get_ref());
        if !own {
            let hint = "remove `unit`, or name an affiliation with `own = true`";
            self.fault(named.span(), "only people of the own organisation belong to its units", hint);
            return Place::Other;
        }
        if unit.is_none() {
            let hint = "use an `id` of a [[unit]] of this file, which has the repositories of the unit";
            self.fault(named.span(), format!("there is no unit `{}`", named.get_ref()), hint);
        }
        self.known.units_told = true;
        Place::Own(unit)
    }

    /// Ties the addresses and accounts to the person listed last.
    fn listed(&mut self, person: &Person) {
        let number = self.known.people.len() - 1;
        for address in &person.addresses {
            let lower = address.get_ref().to_ascii_lowercase().into_bytes();
            if !lower.contains(&b'@') {
                let message = format!("`{}` is not an address", address.get_ref());
                self.fault(address.span(), message, "write the whole address, or put accounts under `handles`");
            } else if self.known.addresses.insert(lower, number).is_some_and(|other| other != number) {
                self.twice(address);
            }
        }
        for handle in &person.handles {
            let lower = handle.get_ref().trim_start_matches('@').to_ascii_lowercase().into_bytes();
            if self.known.handles.insert(lower, number).is_some_and(|other| other != number) {
                self.twice(handle);
            }
        }
    }

    fn twice(&mut self, what: &Spanned<String>) {
        let hint =
            "put all addresses and stays of one person under one [[person]]; shared ones belong under [identities]";
        self.fault(what.span(), format!("`{}` is listed for two persons", what.get_ref()), hint);
    }

    pub(super) fn form(&mut self, written: &Spanned<String>) -> Option<Form> {
        let text = written.get_ref().trim().to_lowercase();
        if text.is_empty() {
            self.fault(written.span(), "there is no name", "write a name, with `*` for anything");
        }
        (!text.is_empty()).then(|| Form { text, place: self.source.at(written.span()) })
    }

    fn stay(
        &mut self,
        place: Place,
        from: Option<&Spanned<Datetime>>,
        until: Option<&Spanned<Datetime>>,
    ) -> Option<Stay> {
        let first = from.map(|day| self.day(day));
        let last = until.map(|day| self.day(day));
        if first.is_some_and(|day| day.is_none()) || last.is_some_and(|day| day.is_none()) {
            return None;
        }
        let (first, last) = (first.flatten(), last.flatten());
        if let (Some(first), Some(last), Some(until)) = (first, last, until)
            && last < first
        {
            self.fault(until.span(), "it ends before it begins", "exchange `from` and `until`");
            return None;
        }
        let before = last.and_then(|day| day.tomorrow().ok());
        let (from, before) = (first.map_or(i64::MIN, start), before.map_or(i64::MAX, start));
        Some(Stay { from, before, place, below: true })
    }

    fn day(&mut self, written: &Spanned<Datetime>) -> Option<Date> {
        let date = written.get_ref().date.filter(|_| written.get_ref().time.is_none());
        let day = date.and_then(|date| {
            let (year, month, day) = (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day));
            Date::new(year.ok()?, month.ok()?, day.ok()?).ok()
        });
        if day.is_none() {
            self.fault(written.span(), format!("`{}` is not a day", written.get_ref()), "write it like 2024-06-30");
        }
        day
    }
}

fn start(day: Date) -> i64 {
    day.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_second())
}

fn overlap(one: &Stay, two: &Stay) -> bool {
    one.from < two.before && two.from < one.before
}

fn is_domain(name: &str) -> bool {
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    name.contains('.') && name.split('.').all(label)
}

fn lower(texts: &[Spanned<String>]) -> Vec<Vec<u8>> {
    let all: HashSet<Vec<u8>> = texts.iter().map(|text| text.get_ref().to_ascii_lowercase().into_bytes()).collect();
    all.into_iter().filter(|text| !text.is_empty()).collect()
}
