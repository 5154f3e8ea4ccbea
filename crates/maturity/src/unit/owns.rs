//! Whose a repository is: the most specific rule of any unit decides.

use super::{RepositoryRule, Unit, UnitTree};

/// The unit that owns a repository of that name (parts divided by `/`), if a rule of any unit fits it.
///
/// The most specific rule wins: a path before a glob before an owner; among paths the longer one; among globs the one
/// with more characters that are not wildcards, and then the one with fewer wildcards. When two rules are equal, the
/// unit that stands first in the tree has the repository. Names are compared as forges do: `A` is `a`, and slashes at
/// either end do not matter. In a glob `*` stands for any characters within a part, `?` for one, `**` for any characters
/// over parts, and `**/` also for no part at all; the glob must fit the whole name.
///
/// Time is that of the name's length times the length of all rules, whatever the rules are.
#[must_use]
pub fn owner_of<'a>(units: &'a UnitTree, repository_name: &str) -> Option<&'a Unit> {
    owner_of_any(units, &[repository_name])
}

/// The same for a repository that is known by several names: the most specific rule that fits one of them decides.
#[must_use]
pub fn owner_of_any<'a>(units: &'a UnitTree, names: &[&str]) -> Option<&'a Unit> {
    let names: Vec<String> = names.iter().map(|n| plain(n)).collect();
    let mut best: Option<(Rank, &Unit)> = None;
    for unit in units.units() {
        let rank = unit.repositories.iter().filter(|r| names.iter().any(|n| fits(r, n))).map(rank).max();
        if let Some(rank) = rank
            && best.as_ref().is_none_or(|(other, _)| rank > *other)
        {
            best = Some((rank, unit));
        }
    }
    best.map(|(_, unit)| unit)
}

fn plain(name: &str) -> String {
    name.trim().trim_matches('/').to_ascii_lowercase()
}

/// Kind of rule, literal characters, and wildcards, of which fewer are more specific.
type Rank = (u8, usize, std::cmp::Reverse<usize>);

fn rank(rule: &RepositoryRule) -> Rank {
    let (kind, text) = match rule {
        RepositoryRule::Path(path) => return (2, plain(path).chars().count(), std::cmp::Reverse(0)),
        RepositoryRule::Glob(glob) => (1, glob),
        RepositoryRule::Owner(_) => return (0, 0, std::cmp::Reverse(0)),
    };
    let text = plain(text);
    let wild = text.chars().filter(|c| matches!(c, '*' | '?')).count();
    (kind, text.chars().count() - wild, std::cmp::Reverse(wild))
}

fn fits(rule: &RepositoryRule, name: &str) -> bool {
    match rule {
        RepositoryRule::Path(path) => {
            let path = plain(path);
            let rest = name.strip_prefix(path.as_str()).filter(|_| !path.is_empty());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }
        RepositoryRule::Glob(glob) => glob_fits(&plain(glob), name),
        RepositoryRule::Owner(owner) => {
            name.split_once('/').is_some_and(|(first, _)| !first.is_empty() && first == plain(owner))
        }
    }
}

/// One step of a glob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// This character.
    One(char),
    /// `?`
    Any,
    /// `*`
    Within,
    /// `**`
    Over,
    /// `**/` at the start of a part: whole parts, or none.
    Parts,
}

fn steps(glob: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = glob;
    while let Some(first) = rest.chars().next() {
        let at_start = matches!(steps.last(), None | Some(Step::One('/') | Step::Parts));
        let (step, length) = match first {
            '*' if rest.starts_with("**/") && at_start => (Step::Parts, 3),
            '*' if rest.starts_with("**") => (Step::Over, rest.len() - rest.trim_start_matches('*').len()),
            '*' => (Step::Within, 1),
            '?' => (Step::Any, 1),
            other => (Step::One(other), other.len_utf8()),
        };
        steps.push(step);
        rest = &rest[length..];
    }
    steps
}

/// Follows all ways through the glob at once, so that no glob takes longer than its length times the name's.
fn glob_fits(glob: &str, name: &str) -> bool {
    let steps = steps(glob);
    let mut here = vec![false; steps.len() + 1];
    here[0] = true;
    skip(&steps, &mut here, true);
    for c in name.chars() {
        let mut next = vec![false; steps.len() + 1];
        for (i, step) in steps.iter().enumerate().filter(|(i, _)| here[*i]) {
            match step {
                Step::One(wanted) => next[i + 1] |= *wanted == c,
                Step::Any => next[i + 1] |= c != '/',
                Step::Within => next[i] |= c != '/',
                Step::Over | Step::Parts => next[i] = true,
            }
        }
        here = next;
        skip(&steps, &mut here, c == '/');
    }
    here[steps.len()]
}

/// Wildcards that may stand for nothing are passed over; whole parts end where a part ends.
fn skip(steps: &[Step], here: &mut [bool], part_starts: bool) {
    for (i, step) in steps.iter().enumerate() {
        let free = matches!(step, Step::Within | Step::Over) || (*step == Step::Parts && part_starts);
        here[i + 1] |= here[i] && free;
    }
}
