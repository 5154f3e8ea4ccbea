//! People in a record: pseudonyms there, names here.

use anyhow::{Context, Result, anyhow, bail};
use osmm_maturity::event::{Change, Draft, PersonId};
use osmm_maturity::fault::nearest;
use osmm_store::{Person, PersonData};

use super::Record;
use super::source::Source;
use crate::commands::now;

impl Record {
    /// Who acts: the named person, or the only one there is.
    pub(crate) fn actor(&self) -> Result<PersonId> {
        if let Source::Server(remote) = &self.source {
            return self.oneself(&remote.standing().context("nothing was read of the server")?.reader);
        }
        if let Some(handle) = self.keeping.actor() {
            return self.person(handle);
        }
        let here: Vec<&Person> = self.people.iter().filter(|p| p.data.is_some()).collect();
        match here.as_slice() {
            [only] => Ok(only.person.clone()),
            [] => {
                bail!("nobody is in the record yet\n    hint: `osmm unit import FILE` starts it, with you as its lead")
            }
            _ => bail!("who are you?\n    hint: `--as PERSON` or OSMM_AS; `osmm person list` shows who is known"),
        }
    }

    /// Who asks a server, which takes nobody's word for being somebody else.
    fn oneself(&self, reader: &PersonId) -> Result<PersonId> {
        match self.keeping.actor() {
            Some(other) if self.person(other)? != *reader => bail!(
                "a server knows you as `{}`, whatever `--as` says
    hint: leave out `--as` (OSMM_AS), or use a token of \
                 `{other}`",
                self.name(reader)
            ),
            _ => Ok(reader.clone()),
        }
    }

    /// A person by handle or pseudonym.
    pub(crate) fn person(&self, name: &str) -> Result<PersonId> {
        let called = |p: &&Person| p.data.as_ref().is_some_and(|d| d.handle.eq_ignore_ascii_case(name));
        if let Some(person) = self.people.iter().find(|p| called(p) || p.person.0 == name) {
            return Ok(person.person.clone());
        }
        let hint = nearest(name, self.handles().map(|(_, handle)| handle));
        let hint = hint.unwrap_or_else(|| "`osmm person list` shows who is known".to_owned());
        bail!("nobody is called `{name}`\n    hint: {hint}")
    }

    fn handles(&self) -> impl Iterator<Item = (&PersonId, &str)> {
        self.people.iter().filter_map(|p| Some((&p.person, p.data.as_ref()?.handle.as_str())))
    }

    /// Everybody's personal data.
    pub(crate) fn people(&self) -> &[Person] {
        &self.people
    }

    /// What a reader calls a person.
    pub(crate) fn name(&self, person: &PersonId) -> String {
        let known = self.people.iter().find(|p| &p.person == person);
        match known.and_then(|p| p.data.as_ref()) {
            Some(data) => data.handle.clone(),
            None => format!("{person} (erased)"),
        }
    }

    /// Events whose reasons name a person.
    pub(crate) fn mentions(&self, person: &PersonId) -> Result<Vec<u64>> {
        let Some(known) = self.people.iter().find(|p| &p.person == person) else { return Ok(Vec::new()) };
        let found = self.runtime.block_on(self.source.mentions(known));
        if found.is_err() {
            // A server tells them only to who may erase the person, and does not say why not.
            let change = Change::PersonErased { person: person.clone(), reasons: Vec::new() };
            let refused = self.state.check(&Draft { at: now(), by: self.actor()?, why: None, change });
            refused.map_err(|refusal| anyhow!("{}", self.spoken(&refusal.to_string(), &[])))?;
        }
        found
    }

    /// A text in which pseudonyms are replaced by names, of people who are about to come as well.
    pub(super) fn spoken(&self, text: &str, more: &[PersonData]) -> String {
        let more = more.iter().map(|d| (&d.person, d.handle.as_str()));
        self.handles().chain(more).fold(text.to_owned(), |text, (person, handle)| text.replace(&person.0, handle))
    }
}
