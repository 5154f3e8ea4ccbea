//! Who is named in files as owner or maintainer. People are told apart here and counted; no name leaves this crate.

use std::collections::{BTreeMap, BTreeSet};

use crate::codeowners::{self, Owning};
use crate::community::{PLACES, stem};
use crate::components::{self, Component};
use crate::facts::{Entry, File};
use crate::prose;

mod manifests;

pub(crate) use manifests::wants as wants_upstream;

/// What a file with names is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Rules that a forge reads: paths with their owners.
    CodeOwners,
    /// A list of people.
    People,
    /// A text that may list people as well.
    Governance,
}

/// What a file is, by its name and place.
pub(crate) fn kind(entry: &Entry) -> Option<Kind> {
    let name = entry.name();
    if name == "codeowners" {
        return ["", ".github", ".gitlab", ".gitea", ".forgejo", "docs"]
            .contains(&entry.folder())
            .then_some(Kind::CodeOwners);
    }
    if !PLACES.contains(&entry.folder()) {
        return None;
    }
    let bare = stem(name).or_else(|| name.strip_suffix(".yml").or_else(|| name.strip_suffix(".yaml")))?;
    match bare {
        "maintainers" | "owners" | "core_maintainers" | "committers" | "code_owners" => Some(Kind::People),
        "governance" => Some(Kind::Governance),
        _ => None,
    }
}

/// The files that say who owns code.
pub(crate) const OWNING: &[Kind] = &[Kind::CodeOwners, Kind::People];

/// People told apart after all files; more are not.
const MOST: usize = 2000;

/// Somebody, by all that files call them; lower case.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// Accounts and addresses.
    pub(crate) keys: BTreeSet<String>,
    /// A name of at least two words.
    pub(crate) names: BTreeSet<String>,
}

/// All that files name.
#[derive(Debug)]
pub(crate) struct Roster {
    pub(crate) people: Vec<Person>,
    /// Teams of a forge, whose members no file names.
    pub(crate) teams: BTreeSet<String>,
    /// The parts of the repository with their owners, or why these are not known.
    pub(crate) roots: Result<Vec<Root>, String>,
    /// Why a file that names people could not be read, where there is one.
    pub(crate) unread: Option<String>,
    by_key: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Default for Roster {
    fn default() -> Self {
        let (by_key, by_name) = (BTreeMap::new(), BTreeMap::new());
        Self { people: Vec::new(), teams: BTreeSet::new(), roots: Ok(Vec::new()), unread: None, by_key, by_name }
    }
}

/// A part of the repository and who owns it by CODEOWNERS.
#[derive(Debug)]
pub(crate) struct Root {
    pub(crate) folder: String,
    /// Numbers of people.
    pub(crate) people: BTreeSet<usize>,
    /// Whether a team does too, or somebody who is not told apart.
    pub(crate) others: bool,
}

impl Roster {
    /// Reads files of these kinds.
    pub(crate) fn of<'f>(files: impl Iterator<Item = &'f File>, kinds: &[Kind]) -> Self {
        let mut roster = Self::default();
        for file in files {
            let kind = kind(&file.entry).filter(|kind| kinds.contains(kind));
            if kind.is_some() && roster.unread.is_none() {
                roster.unread = file.unread();
            }
            match kind {
                Some(Kind::CodeOwners) => roster.rules(file.text().unwrap_or_default()),
                Some(_) => {
                    // Lists that programs read have bare accounts, as in `- ann`.
                    let bare = matches!(file.name(), "owners" | "owners.yml" | "owners.yaml" | "maintainers.yml");
                    roster.list(file.text().unwrap_or_default(), bare);
                }
                None => {}
            }
        }
        roster
    }

    /// Who of the people has this address, account or full name, all in lower case. A name of one word may be an account.
    pub(crate) fn find(&self, address: &str, account: Option<&str>, name: &str) -> Option<usize> {
        let by_key = |key: &str| self.by_key.get(key).copied();
        let by_name = || self.by_name.get(name).copied();
        by_key(address).or_else(|| by_key(account?)).or_else(by_name).or_else(|| by_key(name))
    }

    /// Adds who owns each part, by the rules that a forge goes by.
    pub(crate) fn own(&mut self, parts: &[Component], rules: &str) {
        if parts.len() < 2 {
            return;
        }
        if let Some(why) = components::too_many(parts.len()) {
            self.roots = Err(why);
            return;
        }
        self.roots = Owning::new(rules).map(|owning| {
            let root = |part: &Component| {
                let mut root = Root { folder: part.folder.clone(), people: BTreeSet::new(), others: false };
                for owner in owning.of(&part.folder) {
                    match key(owner).and_then(|key| key.person()).and_then(|key| self.by_key.get(&key)) {
                        Some(person) => drop(root.people.insert(*person)),
                        None => root.others = true,
                    }
                }
                root
            };
            parts.iter().map(root).collect()
        });
    }

    fn rules(&mut self, text: &str) {
        for owner in codeowners::rules(text).into_iter().flat_map(|rule| rule.owners) {
            match key(owner) {
                Some(Key::Team(team)) => drop(self.teams.insert(team)),
                Some(Key::Person(key)) => self.add(Person { keys: [key].into(), ..Person::default() }),
                None => {}
            }
        }
    }

    fn list(&mut self, text: &str, bare: bool) {
        let mut left = false;
        // The column of a table whose head says that it holds accounts.
        let mut column = None;
        for line in text.lines() {
            let trimmed = line.trim();
            let cells: Vec<&str> = trimmed.trim_matches('|').split('|').map(str::trim).collect();
            column = column.or_else(|| cells.iter().position(is_head)).filter(|_| trimmed.starts_with('|'));
            let item = || trimmed.strip_prefix("- ").filter(|_| bare).map(str::trim);
            let account = column.and_then(|column| cells.get(column).copied()).or_else(item);
            if let Some(heading) = line.strip_prefix('#') {
                left = is_about_those_who_left(heading);
            } else if !left && !trimmed.starts_with("<!--") && is_entry(line) {
                parts(line).for_each(|part| self.part(part, account));
            }
        }
    }

    /// What stands of one person in a list or a table; `account` is where one has to be, with or without its sign.
    fn part(&mut self, part: &str, account: Option<&str>) {
        let mut person = Person::default();
        let signed = account.and_then(|word| key(word).or_else(|| key(&format!("@{word}"))));
        if let Some(Key::Person(key)) = signed.filter(|_| !account.is_some_and(is_head_of)) {
            person.keys.insert(key);
        }
        for word in part.split(|c: char| c.is_whitespace() || "()[]<>|,;\"'`*".contains(c)) {
            match key(word) {
                Some(Key::Team(team)) => drop(self.teams.insert(team)),
                // A second account of a row is that of an employer.
                Some(Key::Person(key)) if key.contains('@') || person.keys.iter().all(|key| key.contains('@')) => {
                    person.keys.insert(key);
                }
                _ => {}
            }
        }
        if !person.keys.is_empty() {
            person.names.extend(name(part));
            self.add(person);
        }
    }

    fn add(&mut self, person: Person) {
        let known = person.keys.iter().find_map(|key| self.by_key.get(key)).copied();
        let at = known.unwrap_or(self.people.len());
        if at >= MOST {
            return;
        }
        self.by_key.extend(person.keys.iter().map(|key| (key.clone(), at)));
        self.by_name.extend(person.names.iter().map(|name| (name.clone(), at)));
        match self.people.get_mut(at) {
            Some(known) => {
                known.keys.extend(person.keys);
                known.names.extend(person.names);
            }
            None => self.people.push(person),
        }
    }
}

enum Key {
    Team(String),
    /// An account, or an address with its `@`.
    Person(String),
}

impl Key {
    fn person(self) -> Option<String> {
        match self {
            Self::Team(_) => None,
            Self::Person(key) => Some(key),
        }
    }
}

/// `@account`, `@organisation/team`, an address, or a link to an account.
fn key(word: &str) -> Option<Key> {
    let word = word.trim_matches(|c: char| ".:/".contains(c)).to_lowercase();
    let of_link = ["github.com/", "gitlab.com/", "codeberg.org/"].iter().find_map(|host| word.split_once(host));
    let account = match of_link {
        Some((_, account)) => account,
        None => match word.strip_prefix('@') {
            Some(account) => account.trim_start_matches('@'),
            None => {
                let address = word.trim_start_matches("mailto:");
                return prose::has_address(address).then(|| Key::Person(address.to_owned()));
            }
        },
    };
    let is_account = |text: &str| {
        let letters = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        !text.is_empty() && letters && text.starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    match account.split_once('/') {
        None if is_account(account) => Some(Key::Person(account.to_owned())),
        Some((group, team)) if of_link.is_none() && is_account(group) && !team.is_empty() => {
            Some(Key::Team(account.to_owned()))
        }
        _ => None,
    }
}

/// Whether a cell heads a column of accounts.
fn is_head(cell: &&str) -> bool {
    is_head_of(cell)
}

fn is_head_of(cell: &str) -> bool {
    let words = cell.to_lowercase();
    let named = ["github", "gitlab", "username", "account", "handle"].iter().any(|word| words.contains(word));
    named && !words.contains(['@', '/', '('])
}

fn is_about_those_who_left(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    ["emeritus", "emeriti", "former", "past ", "inactive", "alumni", "retired", "ehemalig", "stepped down"]
        .iter()
        .any(|word| heading.contains(word))
}

/// Words of a line beside which it is a sentence and no entry.
const SENTENCE: usize = 14;

/// A row of a table, an entry of a list, or a line with a name and an address; no sentence.
fn is_entry(line: &str) -> bool {
    let trimmed = line.trim();
    let listed = trimmed.starts_with(['|', '-', '*', '+']);
    let sentence = trimmed.ends_with('.') || trimmed.split_whitespace().count() > SENTENCE;
    trimmed.starts_with('|') || (listed && trimmed.len() > 4) || (!sentence && !trimmed.is_empty())
}

/// The parts of a line with one person each: all of a row, and what a comma after a bracket parts.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let row = line.trim_start().starts_with('|');
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let whole = rest.take()?;
        match whole.split_once("), ").filter(|_| !row) {
            Some((part, after)) => {
                rest = Some(after);
                Some(part)
            }
            None => Some(whole),
        }
    })
}

/// A name in a part: the first two words or more, with a capital letter each, that stand beside one another.
fn name(part: &str) -> Option<String> {
    part.split(|c: char| "|()<>[]:;,/`\"".contains(c) || c == '@').find_map(|piece| {
        let words: Vec<&str> = piece.trim_matches(|c: char| !c.is_alphanumeric()).split_whitespace().collect();
        let capital = |word: &&str| word.starts_with(char::is_uppercase) && !word.contains('.');
        let named = (2..=5).contains(&words.len()) && words.iter().filter(|word| capital(word)).count() >= 2;
        named.then(|| words.join(" ").to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;

    fn roster(path: &str, text: &str) -> Roster {
        let facts = Facts::of(&[(path, text)]);
        Roster::of(facts.files.values(), &[Kind::CodeOwners, Kind::People, Kind::Governance])
    }

    fn counts(path: &str, text: &str) -> (usize, usize) {
        let roster = roster(path, text);
        (roster.people.len(), roster.teams.len())
    }

    #[test]
    fn rules_name_people_and_teams_once_each() {
        let text = "# @nobody\n* @ann @org/team\n/docs @ANN docs@example.org # @cee\n[Legal] @org/team\n/x\n";
        assert_eq!(counts("CODEOWNERS", text), (2, 1));
    }

    #[test]
    fn lists_have_many_forms() {
        let lines = "Ann Bee <ann@example.org> (@annb)\nBo Cee (bo@example.org / @boc)\n";
        assert_eq!(counts("MAINTAINERS", lines), (2, 0));
        let row = "| Account | Name | Of |\n|---|---|---|\n| @ann | Ann Bee | @employer |\n| @bo | Bo Cee | Bank |\n";
        assert_eq!(counts("MAINTAINERS.md", row), (2, 0));
        let bare = "|Name |GithubID |\n|---|---|\n| Ann Bee | ann |\n| Bo Cee | bo-c |\n\n| Word | Sense |\n|---|---|\n| a | b |\n";
        assert_eq!(counts("docs/maintainers.md", bare), (2, 0));
        assert_eq!(counts("OWNERS", "approvers:\n- ann\n- bo\nreviewers:\n- ann\n"), (2, 0));
        let nested = "* `api`:\n  * `http`: Ann Bee (<a@x.org> / @ann), Bo Cee (<b@x.org> / @bo)\n";
        assert_eq!(counts("MAINTAINERS.md", nested), (2, 0));
        assert_eq!(counts("GOVERNANCE.md", "- [Ann Bee](https://github.com/ann)\n"), (1, 0));
    }

    #[test]
    fn sentences_comments_and_those_who_left_are_not_counted() {
        let text = "# Maintainers\n\n- Ann Bee (@ann)\n\nPlease mail **help@example.org** when this changes.\n<!-- - @cee -->\n\n\
            ## Emeritus\n\n- Bo Cee (@bo)\n\n## Links\n\n- see https://github.com/org/repo\n";
        assert_eq!(counts("MAINTAINERS.md", text), (1, 0));
        assert_eq!(counts("vendor/a/MAINTAINERS", "Ann Bee (@ann)\n"), (0, 0));
        assert_eq!(counts("MAINTAINERS", ""), (0, 0));
    }

    #[test]
    fn one_person_in_two_files_is_one() {
        let files = [("CODEOWNERS", "* @annb\n"), ("MAINTAINERS", "Ann Bee <ann@example.org> (@AnnB)\n")];
        let facts = Facts::of(&files);
        let roster = Roster::of(facts.files.values(), &[Kind::CodeOwners, Kind::People]);
        assert_eq!(roster.people.len(), 1);
        assert_eq!(roster.people[0].names.iter().collect::<Vec<_>>(), ["ann bee"]);
        assert!(roster.people[0].keys.contains("ann@example.org"));
    }
}
