//! Repositories that do not count, since they are no work of the organisation that anybody relies on.

use serde::Deserialize;

use super::addresses::matches;

/// What a repository is, where it is not to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Tier {
    /// Nobody works on it or relies on it any more.
    Archived,
    /// A copy of a project of others.
    Fork,
    /// What new repositories are begun from.
    Template,
}

impl Tier {
    fn word(self) -> &'static str {
        match self {
            Self::Archived => "archived",
            Self::Fork => "a fork",
            Self::Template => "a template",
        }
    }
}

/// Tiers by forms of names, in the order of the file; the first form that fits decides.
#[derive(Debug, Clone, Default)]
pub(super) struct Tiers(pub(super) Vec<(String, Tier)>);

impl Tiers {
    /// Why a repository does not count. A form without a slash is compared with the last part of the name.
    pub(super) fn left_out(&self, name: &str) -> Option<String> {
        let name = name.to_lowercase();
        let last = name.rsplit('/').next().unwrap_or_default();
        let fits = |form: &str| matches(form.as_bytes(), if form.contains('/') { &name } else { last }.as_bytes());
        let (_, tier) = self.0.iter().find(|(form, _)| fits(form))?;
        Some(format!("{}, by the description of the organisation", tier.word()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_form_that_fits_decides() {
        let tiers = [("old-*", Tier::Archived), ("forks/*", Tier::Fork), ("*", Tier::Template)];
        let tiers = Tiers(tiers.map(|(form, tier)| (form.to_owned(), tier)).to_vec());
        let word = |name| tiers.left_out(name).map(|r| r.split(',').next().unwrap_or_default().to_owned());
        assert_eq!(word("group/Old-shop").as_deref(), Some("archived"));
        assert_eq!(word("forks/linux").as_deref(), Some("a fork"));
        assert_eq!(word("mine/forks/linux").as_deref(), Some("a template"));
        assert_eq!(Tiers::default().left_out("old-shop"), None);
    }
}
