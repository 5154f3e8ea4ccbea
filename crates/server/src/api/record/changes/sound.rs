//! Whether what was sent is what a change says: files by their form, and the rest by what holds.

use std::collections::BTreeMap;

use jiff::civil::Date;
use osmm_maturity::assessment::parse;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{Change, EvidenceRecord, PersonId};
use osmm_maturity::model::Model;
use osmm_maturity::observation::{Frame, SeenAt};
use osmm_maturity::organisation::Refusal;
use serde::de::DeserializeOwned;

use super::super::super::sight::reads_file;
use crate::error::Problem;
use crate::live::Live;
use crate::wire::NewData;

fn bad(words: impl Into<String>) -> Problem {
    Problem::Bad(words.into())
}

fn read<T: DeserializeOwned>(digest: &Digest, bytes: &[u8], what: &str) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|e| bad(format!("the file {digest} is not {what}: {e}")))
}

/// Reads the files that a change names and that were sent. Whoever reads the record later trusts them to be of that form:
/// one that is not would keep everybody from reading it. Gives the models.
pub(super) fn forms<'a>(
    change: &Change,
    file: impl Fn(&Digest) -> Option<&'a [u8]>,
) -> Result<Vec<(Digest, Model)>, Problem> {
    match change {
        Change::Observed { frame, changed, .. } => {
            let sent = |digest: &Digest| file(digest).ok_or_else(|| missing(digest));
            read::<Frame>(frame, sent(frame)?, "the frame of a look")?;
            for (name, digest) in changed {
                let part: SeenAt = read(digest, sent(digest)?, "a part of a look")?;
                if part.subject.name != *name || part.observations.iter().any(|o| o.subject != *name) {
                    return Err(bad(format!("the file {digest} is not what was seen at `{name}`")));
                }
            }
        }
        Change::Imported { digest, .. } => {
            let text = String::from_utf8_lossy(file(digest).ok_or_else(|| missing(digest))?);
            parse(&text).map_err(|e| bad(e.to_string()))?;
        }
        Change::Opened { scope, .. } => return model(&scope.model, file),
        Change::ModelUpgraded { to, .. } => return model(to, file),
        _ => {}
    }
    Ok(Vec::new())
}

fn missing(digest: &Digest) -> Problem {
    bad(format!("the file {digest} was not sent"))
}

/// A model that was sent; one that the record has need not be.
fn model<'a>(digest: &Digest, file: impl Fn(&Digest) -> Option<&'a [u8]>) -> Result<Vec<(Digest, Model)>, Problem> {
    let Some(bytes) = file(digest) else { return Ok(Vec::new()) };
    let model: Model = read(digest, bytes, "a model")?;
    model.sound().map_err(|fault| bad(format!("the file {digest} is no model: {fault}")))?;
    if model.digest() != digest.0 {
        return Err(bad(format!("the model {digest} is not written in its canonical form")));
    }
    Ok(vec![(digest.clone(), model)])
}

/// Who wants something changed, and on what.
pub(super) struct Asker<'a> {
    pub live: &'a Live,
    pub person: &'a PersonId,
    pub on: Date,
}

impl Asker<'_> {
    /// Whether a change could have been made by this server for who asks, as far as the domain does not check it.
    pub(super) fn check(
        &self,
        change: &Change,
        sent: impl Fn(&Digest) -> bool,
        mentions: &BTreeMap<PersonId, Vec<u64>>,
    ) -> Result<(), Problem> {
        match change {
            Change::EvidenceSet { evidence } => self.evidence(evidence, sent),
            Change::PersonErased { person, reasons } => {
                let named = mentions.get(person).map(Vec::as_slice).unwrap_or_default();
                if named == reasons {
                    return Ok(());
                }
                Err(bad("with a person, the reasons are blanked that name the person, and no others"))
            }
            Change::PersonSet { person, .. } if self.live.state.people.contains_key(person) => {
                Err(bad(format!("`{person}` is known already")))
            }
            _ => Ok(()),
        }
    }

    /// Who gave evidence sees it whatever it is; and who names a file sees that file.
    fn evidence(&self, record: &EvidenceRecord, sent: impl Fn(&Digest) -> bool) -> Result<(), Problem> {
        let before = self.live.state.evidence.get(&record.id).map(|kept| &kept.record.collected_by);
        if record.collected_by != *self.person && before != Some(&record.collected_by) {
            return Err(bad("evidence is given in one's own name"));
        }
        match &record.digest {
            Some(digest) if !sent(digest) && !reads_file(self.live, self.person, self.on, digest) => {
                Err(missing(digest))
            }
            _ => Ok(()),
        }
    }

    /// Whether somebody can become known like that.
    pub(super) fn newcomer(&self, data: &NewData) -> Result<(), Problem> {
        let digits = data.person.0.strip_prefix("p-").unwrap_or_default();
        let drawn = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if digits.len() != 12 || !digits.bytes().all(drawn) {
            return Err(bad(format!("`{}` is no pseudonym: `p-` and 12 hex digits, drawn by lot", data.person)));
        }
        match self.live.person(&data.handle) {
            Some(_) => Err(self.live.refused(&Refusal::Taken { what: "person", name: data.handle.clone() })),
            None => Ok(()),
        }
    }
}
