//! Personal data: the only part of a record that can be erased. The chain holds a salted commitment in their place.

use osmm_maturity::digest::Digest;
use osmm_maturity::event::PersonId;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;

/// What is known of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonData {
    /// Pseudonym.
    pub person: PersonId,
    /// Short name by which the person is called in commands; no two people have the same.
    pub handle: String,
    /// Name.
    pub name: String,
    /// Mail address or the like; may be empty.
    pub contact: String,
    /// Random text that keeps the commitment from being guessed.
    pub salt: String,
}

impl PersonData {
    /// Data of a person with fresh salt.
    pub fn new(person: PersonId, handle: &str, name: &str, contact: &str) -> Result<Self, StoreError> {
        Ok(Self {
            person,
            handle: handle.to_owned(),
            name: name.to_owned(),
            contact: contact.to_owned(),
            salt: new_salt()?,
        })
    }

    /// What stands for the data in the chain: SHA-256 over salt, handle, name and contact, each ended by a line feed.
    #[must_use]
    pub fn commitment(&self) -> Digest {
        let text: String =
            [&self.salt, &self.handle, &self.name, &self.contact].map(|part| format!("{part}\n")).concat();
        Digest::of_bytes(text.as_bytes())
    }

    /// Why the data cannot be kept, if so.
    pub(crate) fn fault(&self) -> Option<String> {
        let parts = [("handle", &self.handle), ("name", &self.name), ("contact", &self.contact), ("salt", &self.salt)];
        if let Some((what, _)) = parts.iter().find(|(_, text)| text.contains(['\n', '\0'])) {
            return Some(format!("the {what} of `{}` holds a line feed or a NUL character", self.person));
        }
        self.handle.is_empty().then(|| format!("`{}` has no handle", self.person))
    }

    /// Whether a text names the person: the handle as a whole word, the name or the contact anywhere, whatever the case.
    #[must_use]
    pub fn is_named_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let has = |part: &str| !part.trim().is_empty() && text.contains(&part.trim().to_lowercase());
        has(&self.name) || has(&self.contact) || has_word(&text, &self.handle.to_lowercase())
    }
}

fn has_word(text: &str, word: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            !text[..at].chars().next_back().is_some_and(part_of_word)
                && !text[at + word.len()..].chars().next().is_some_and(part_of_word)
        })
}

/// A person as the record has one: the data are absent once they have been erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Pseudonym.
    pub person: PersonId,
    /// What is known.
    pub data: Option<PersonData>,
}

/// A random pseudonym: `p-` and 12 hex digits.
pub fn new_person_id() -> Result<PersonId, StoreError> {
    Ok(PersonId(format!("p-{}", random_hex::<6>()?)))
}

/// Fresh salt: 128 random bits as hex digits.
pub fn new_salt() -> Result<String, StoreError> {
    random_hex::<16>()
}

pub(crate) fn random_hex<const N: usize>() -> Result<String, StoreError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|e| StoreError::Random(e.to_string()))?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_by_handle_name_and_contact() {
        let jo = PersonData::new(PersonId("p-1".into()), "jo", "Jörg Öst", "jo@example.org").unwrap();
        for text in ["ask JO.", "jo", "said jörg öst", "see JO@EXAMPLE.ORG", "(@jo)"] {
            assert!(jo.is_named_in(text), "{text}");
        }
        for text in ["joanna", "banjo", "jo_1", ""] {
            assert!(!jo.is_named_in(text), "{text}");
        }
    }

    #[test]
    fn pseudonyms_have_twelve_digits_and_differ() {
        let (a, b) = (new_person_id().unwrap(), new_person_id().unwrap());
        assert!(a != b && a.0.len() == 14 && a.0.starts_with("p-"));
    }
}
