//! The file `osmm.toml`: read, checked as a whole, and every fault told with its place and the way out.

mod check;

use osmm_maturity::observation::Problem;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::Spanned;
use toml::value::Datetime;

use super::Organisation;
use super::repositories::Kind;
use crate::written::Source;

/// Largest file that is read; the list of a large company has far less.
const MOST_BYTES: usize = 4 << 20;

const FORMAT: &str = "osmm-organisation/1";

/// The file as written. Later versions add tables beside these; none changes what these mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: Spanned<String>,
    #[serde(default)]
    affiliation: Vec<Spanned<Affiliation>>,
    #[serde(default)]
    person: Vec<Spanned<Person>>,
    #[serde(default)]
    identities: Identities,
    #[serde(default)]
    repository: Vec<Tiered>,
    #[serde(default)]
    unit: Vec<Spanned<Unit>>,
    #[serde(default)]
    signals: Vec<String>,
    #[serde(default)]
    remotes: Vec<Spanned<String>>,
    policies: Option<Spanned<Policies>>,
}

/// Domains of one organisation, for a time.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Affiliation {
    name: String,
    #[serde(default)]
    own: bool,
    domains: Vec<Spanned<String>>,
    #[serde(default = "yes")]
    subdomains: bool,
    unit: Option<Spanned<String>>,
    from: Option<Spanned<Datetime>>,
    until: Option<Spanned<Datetime>>,
}

fn yes() -> bool {
    true
}

/// One person by addresses and accounts, without a name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    #[serde(default)]
    addresses: Vec<Spanned<String>>,
    #[serde(default)]
    handles: Vec<Spanned<String>>,
    #[serde(default)]
    stays: Vec<Spanned<StayOf>>,
}

/// Where a person was, and when.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StayOf {
    affiliation: Spanned<String>,
    unit: Option<Spanned<String>>,
    from: Option<Spanned<Datetime>>,
    until: Option<Spanned<Datetime>>,
}

/// What writes commits and is no person.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Identities {
    #[serde(default)]
    machines: Vec<Spanned<String>>,
    #[serde(default)]
    shared: Vec<Spanned<String>>,
}

/// Repositories of one tier.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tiered {
    names: Vec<Spanned<String>>,
    tier: Kind,
}

/// A unit and the repositories that it owns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    id: Spanned<String>,
    repositories: Vec<Spanned<String>>,
}

/// Where the policies of the organisation are kept.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Policies {
    #[serde(default)]
    repositories: Vec<Spanned<String>>,
    #[serde(default)]
    paths: Vec<Spanned<String>>,
}

impl Organisation {
    /// Reads the text of an `osmm.toml`. `place` is how the file is called in messages.
    ///
    /// # Errors
    ///
    /// All faults at once, each with line and column and the way out.
    pub fn parse(text: &str, place: &str) -> Result<Self, Vec<Problem>> {
        let source = Source { text, place };
        if text.len() > MOST_BYTES {
            let message = format!("it has {} bytes, more than is read ({MOST_BYTES})", text.len());
            return Err(vec![source.fault(0..0, message, "list domains instead of single addresses")]);
        }
        let file: File = toml::from_str(text).map_err(|error| vec![unread(&source, &error)])?;
        let mut organisation = check::checked(&file, &source)?;
        text.clone_into(&mut organisation.text);
        organisation.digest = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(organisation)
    }
}

/// What is wrong with a file that could not be taken apart.
fn unread(source: &Source<'_>, error: &toml::de::Error) -> Problem {
    let hint = if error.message().starts_with("unknown field") {
        "remove the key or correct its spelling; docs/reference/organisation.md lists all keys"
    } else {
        "docs/reference/organisation.md describes the file and has an example"
    };
    source.fault(error.span().unwrap_or(0..0), error.message().to_owned(), hint)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn faults(body: &str) -> Vec<String> {
        let text = format!("format = \"{FORMAT}\"\n{body}");
        let told = |one: Problem| format!("{}: {} ({})", one.place, one.message, one.hint.unwrap());
        Organisation::parse(&text, "osmm.toml").unwrap_err().into_iter().map(told).collect()
    }

    const OWN: &str = "[[affiliation]]\nname = \"Bank\"\nown = true\ndomains = [\"example.com\"]\n";

    #[test]
    fn a_key_that_is_not_known_is_refused_with_its_place() {
        let all = faults(&format!("{OWN}domain = 1\n"));
        assert!(all[0].starts_with("osmm.toml, line 6, column 1: unknown field `domain`"), "{all:?}");
        assert!(faults("[repositories]\n")[0].contains("unknown field"));
        let odd = faults(&format!("{OWN}[[repository]]\nnames = [\"a\"]\ntier = \"important\"\n"));
        assert!(odd[0].contains("line 8, column 8") && odd[0].contains("`production`"), "{odd:?}");
        assert!(Organisation::parse("", "x").unwrap_err()[0].message.contains("missing field `format`"));
        assert!(Organisation::parse("a = [", "x").is_err());
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let all = faults(&format!(
            "{OWN}from = 2021-01-01\nuntil = 2020-01-01\n\
             [[affiliation]]\nname = \"X\"\ndomains = [\"@x\", \"gmail.com\", \"a b.example\"]\n\
             [[person]]\naddresses = [\"nobody\"]\nstays = [{{ affiliation = \"Bonk\" }}]\n\
             [[person]]\nhandles = [\"a\"]\nstays = []\n"
        ));
        assert_eq!(all.len(), 7, "{all:#?}");
        for word in ["before it begins", "`@x`", "everybody", "`a b.example`", "`nobody`", "`Bonk`", "no stay"] {
            assert!(all.iter().any(|one| one.contains(word)), "{word} in {all:#?}");
        }
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        assert!(faults(&format!("{OWN}{OWN}"))[0].contains("twice for the same time"));
        let person = "[[person]]\naddresses = [\"a@x.example\"]\nstays = [{ affiliation = \"Bank\" }]\n";
        assert!(faults(&format!("{OWN}{person}{person}"))[0].contains("two persons"));
        let tier = |tier| format!("[[repository]]\nnames = [\"old\", \"Old\"]\ntier = \"{tier}\"\n");
        assert!(faults(&format!("{OWN}{}", tier("fork")))[0].contains("`Old` is listed twice"));
        assert!(faults(&format!("{OWN}[[repository]]\nnames = [\" \"]\ntier = \"fork\"\n"))[0].contains("no name"));
        assert!(faults("")[0].contains("no affiliation is the own one"));
        let dated = |rest: &str| format!("{}{rest}", OWN.replace("example.com", "b.example"));
        let fine = format!("format = \"{FORMAT}\"\n{}{}", dated("until = 2020-01-01\n"), dated("from = 2020-01-02\n"));
        assert!(Organisation::parse(&fine, "x").is_ok());
    }

    #[test]
    fn units_remotes_and_places_of_policies_are_checked_as_a_whole() {
        let all = faults(&format!(
            "remotes = [\"acme\", \"https://git.example.com/*\"]\n{OWN}\
             [[unit]]\nid = \"pay\"\nrepositories = [\"ledger\", \" \"]\n\
             [[unit]]\nid = \"pay roll\"\nrepositories = []\n\
             [[unit]]\nid = \"Pay\"\nrepositories = [\"Ledger\"]\n\
             [policies]\n"
        ));
        assert_eq!(all.len(), 8, "{all:#?}");
        for word in [
            "line 2, column 12: `acme`",
            "`https://git.example.com/*`",
            "there is no name",
            "`pay roll` cannot be the id",
            "`pay roll` owns no repository",
            "`Pay` is there twice",
            "`Ledger` is listed for two units",
            "neither repositories nor paths",
        ] {
            assert!(all.iter().any(|one| one.contains(word)), "{word} in {all:#?}");
        }
    }

    #[test]
    fn units_of_people_are_those_that_own_repositories() {
        let all = faults(&format!(
            "{OWN}unit = \"pay\"\n[[affiliation]]\nname = \"X\"\nunit = \"pay\"\ndomains = [\"x.example\"]\n\
             [[person]]\nhandles = [\"a\"]\nstays = [{{ affiliation = \"Bank\", unit = \"Pay\" }}]\n\
             [[unit]]\nid = \"pay\"\nrepositories = [\"ledger\"]\n"
        ));
        assert_eq!(all.len(), 2, "{all:#?}");
        assert!(all[0].starts_with("osmm.toml, line 9, column 8: only people of the own organisation"), "{all:?}");
        assert!(all[1].starts_with("osmm.toml, line 13, column 41: there is no unit `Pay`"), "{all:?}");
    }

    #[test]
    fn another_version_of_the_format_is_not_guessed_at() {
        let fault = &Organisation::parse("format = \"osmm-organisation/2\"\n", "x").unwrap_err()[0];
        assert!(fault.message.contains("osmm-organisation/2"), "{fault:?}");
    }
}
