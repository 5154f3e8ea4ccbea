//! What the organisation says of its repositories, by forms of their names: how much depends on them, whose they are, and
//! where its policies are kept.

use std::collections::BTreeSet;

use osmm_maturity::observation::{Problem, Tier};
use osmm_maturity::unit::UnitId;
use serde::Deserialize;

use super::addresses::matches;

/// How forms are written.
const HINT: &str =
    "write names as `osmm scan` prints them, with `*` for anything; without a `/` the last part of the name is meant";

/// What a repository is to the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// Much depends on it.
    Critical,
    /// It is in use.
    Production,
    /// It is tried out.
    Experimental,
    /// Nobody works on it or relies on it any more.
    Archived,
    /// A copy of a project of others.
    Fork,
    /// What new repositories are begun from.
    Template,
}

impl Kind {
    fn tier(self) -> Option<Tier> {
        match self {
            Self::Critical => Some(Tier::Critical),
            Self::Production => Some(Tier::Production),
            Self::Experimental => Some(Tier::Experimental),
            Self::Archived | Self::Fork | Self::Template => None,
        }
    }

    /// Why it does not count; absent where it does.
    fn left_out(self) -> Option<&'static str> {
        match self {
            Self::Critical | Self::Production | Self::Experimental => None,
            Self::Archived => Some("archived, by the description of the organisation"),
            Self::Fork => Some("a fork, by the description of the organisation"),
            Self::Template => Some("a template, by the description of the organisation"),
        }
    }
}

/// A form of names, lower case, and where it is written.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    pub(super) text: String,
    pub(super) place: String,
}

impl Form {
    /// Whether it fits a name, in lower case. A form without a slash is compared with the last part of the name.
    fn fits(&self, name: &str) -> bool {
        let compared = if self.text.contains('/') { name } else { name.rsplit('/').next().unwrap_or_default() };
        matches(self.text.as_bytes(), compared.as_bytes())
    }

    fn is_name(&self) -> bool {
        !self.text.contains('*')
    }
}

/// All that is said of repositories.
#[derive(Debug, Clone, Default)]
pub(super) struct Repositories {
    /// In the order of the file; the first form that fits decides.
    pub(super) kinds: Vec<(Form, Kind)>,
    pub(super) units: Vec<(Form, UnitId)>,
    /// Forms of `host/owner/name`; empty where nothing is said.
    pub(super) remotes: Vec<Form>,
    /// The same of projects of others to which the organisation contributes.
    pub(super) upstream: Vec<Form>,
    pub(super) policies: Policies,
}

/// Where policies are kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Policies {
    pub(super) repositories: Vec<Form>,
    pub(super) paths: Vec<Form>,
}

/// Whose a repository is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nobody is named.
    Nobody,
    /// One unit.
    Unit(UnitId),
    /// Several units, each with the form that fits.
    Several(Vec<(UnitId, String)>),
}

impl Repositories {
    fn kind(&self, name: &str) -> Option<Kind> {
        let name = name.to_lowercase();
        self.kinds.iter().find(|(form, _)| form.fits(&name)).map(|(_, kind)| *kind)
    }

    /// Why a repository does not count.
    pub(super) fn left_out(&self, name: &str) -> Option<&'static str> {
        self.kind(name)?.left_out()
    }

    /// How much depends on a repository.
    pub(super) fn tier(&self, name: &str) -> Option<Tier> {
        self.kind(name)?.tier()
    }

    /// Whose a repository is. A whole name goes before forms with `*`.
    pub(super) fn owner(&self, name: &str) -> Owner {
        let name = name.to_lowercase();
        let fitting: Vec<&(Form, UnitId)> = self.units.iter().filter(|(form, _)| form.fits(&name)).collect();
        let exact = fitting.iter().any(|(form, _)| form.is_name());
        let mut units: Vec<(UnitId, String)> = Vec::new();
        for (form, unit) in fitting.into_iter().filter(|(form, _)| form.is_name() == exact) {
            if !units.iter().any(|(known, _)| known == unit) {
                units.push((unit.clone(), form.place.clone()));
            }
        }
        match units.as_slice() {
            [] => Owner::Nobody,
            [(unit, _)] => Owner::Unit(unit.clone()),
            _ => Owner::Several(units),
        }
    }

    /// Whether an address (`host/owner/name`, lower case) is one of the organisation's; absent where nothing is said.
    pub(super) fn owned(&self, address: &str) -> Option<bool> {
        let fits = || self.remotes.iter().any(|form| matches(form.text.as_bytes(), address.as_bytes()));
        (!self.remotes.is_empty()).then(fits)
    }

    /// Whether an address (`host/owner/name`, lower case) is that of a project of others to which the organisation
    /// contributes.
    pub(super) fn is_upstream(&self, address: &str) -> bool {
        self.upstream.iter().any(|form| matches(form.text.as_bytes(), address.as_bytes()))
    }

    /// Forms that fit none of these names, in the order of the file.
    pub(super) fn without_any(&self, names: &BTreeSet<String>) -> Vec<Problem> {
        let kinds = self.kinds.iter().map(|(form, _)| form);
        let units = self.units.iter().map(|(form, _)| form);
        let forms = kinds.chain(units).chain(&self.policies.repositories);
        let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let unmatched = forms.filter(|form| !lower.iter().any(|name| form.fits(name)));
        let told = |form: &Form| Problem {
            place: form.place.clone(),
            message: format!("no repository that was looked at fits `{}`", form.text),
            hint: Some(HINT.to_owned()),
        };
        unmatched.map(told).collect()
    }
}

/// Where a repository keeps policies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Nothing is said of it.
    #[default]
    Nowhere,
    /// Anywhere in it.
    Everywhere,
    /// At paths of these forms, lower case.
    At(Vec<String>),
}

impl Kept {
    /// Whether a path, lower case, is such a place.
    pub(crate) fn holds(&self, path: &str) -> bool {
        match self {
            Self::Nowhere => false,
            Self::Everywhere => true,
            Self::At(forms) => forms.iter().any(|form| matches(form.as_bytes(), path.as_bytes())),
        }
    }
}

impl Policies {
    /// Where a repository keeps policies: the named paths in the named repositories; all of a repository where no path is
    /// named, and these paths of every repository where no repository is.
    pub(super) fn of(&self, name: &str) -> Kept {
        let name = name.to_lowercase();
        let named = self.repositories.iter().any(|form| form.fits(&name));
        match (self.repositories.is_empty(), self.paths.is_empty()) {
            (true, true) => Kept::Nowhere,
            (false, _) if !named => Kept::Nowhere,
            (false, true) => Kept::Everywhere,
            _ => Kept::At(self.paths.iter().map(|form| form.text.clone()).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Form {
        Form { text: text.to_owned(), place: format!("line of {text}") }
    }

    #[test]
    fn the_first_form_that_fits_decides() {
        let kinds =
            [("old-*", Kind::Archived), ("forks/*", Kind::Fork), ("ledger", Kind::Critical), ("*", Kind::Template)];
        let kinds = kinds.map(|(text, kind)| (form(text), kind)).to_vec();
        let all = Repositories { kinds, ..Repositories::default() };
        let word = |name| all.left_out(name).map(|r| r.split(',').next().unwrap_or_default());
        assert_eq!(word("group/Old-shop"), Some("archived"));
        assert_eq!(word("forks/linux"), Some("a fork"));
        assert_eq!(word("mine/forks/linux"), Some("a template"));
        assert_eq!((word("pay/Ledger"), all.tier("pay/Ledger")), (None, Some(Tier::Critical)));
        assert_eq!(all.tier("old-shop"), None);
        assert_eq!(Repositories::default().left_out("old-shop"), None);
    }

    #[test]
    fn a_name_goes_before_forms_and_two_forms_are_no_answer() {
        let unit = |id: &str| UnitId(id.to_owned());
        let units = [("pay-*", "pay"), ("pay-core", "core"), ("*-batch", "batch")];
        let units = units.map(|(text, id)| (form(text), unit(id))).to_vec();
        let all = Repositories { units, ..Repositories::default() };
        assert_eq!(all.owner("group/Pay-Web"), Owner::Unit(unit("pay")));
        assert_eq!(all.owner("pay-core"), Owner::Unit(unit("core")));
        assert_eq!(all.owner("web"), Owner::Nobody);
        let several = vec![(unit("pay"), "line of pay-*".to_owned()), (unit("batch"), "line of *-batch".to_owned())];
        assert_eq!(all.owner("pay-batch"), Owner::Several(several));
        let names = ["pay-web".to_owned()].into();
        let told: Vec<String> = all.without_any(&names).into_iter().map(|one| one.place).collect();
        assert_eq!(told, ["line of pay-core", "line of *-batch"]);
    }

    #[test]
    fn policies_are_kept_where_both_fit() {
        let policies = |repositories: &[&str], paths: &[&str]| Policies {
            repositories: repositories.iter().map(|text| form(text)).collect(),
            paths: paths.iter().map(|text| form(text)).collect(),
        };
        assert_eq!(policies(&[], &[]).of("x"), Kept::Nowhere);
        assert_eq!(policies(&["hand*"], &[]).of("g/Handbook"), Kept::Everywhere);
        assert_eq!(policies(&["hand*"], &["a/*"]).of("web"), Kept::Nowhere);
        let at = policies(&[], &["policies/*"]).of("web");
        assert!(at.holds("policies/a/use.md") && !at.holds("docs/policies/use.md"));
    }
}
