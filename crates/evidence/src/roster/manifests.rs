//! People whom manifests of packages and security-insights name as maintainers. Of projects of others only: what an own
//! manifest says of its maintainers is often the template's.

use serde_json::Value;

use super::{Kind, OWNING, Person, Roster, kind, name};
use crate::facts::{Entry, File, Want};

/// Text for files that name maintainers of a project of others.
pub(crate) fn wants(entry: &Entry) -> Want {
    let owning = kind(entry).is_some_and(|kind: Kind| OWNING.contains(&kind));
    if owning || Manifest::of(entry).is_some() { Want::Text } else { Want::No }
}

#[derive(Debug, Clone, Copy)]
enum Manifest {
    Insights,
    Npm,
    Python,
}

impl Manifest {
    fn of(entry: &Entry) -> Option<Self> {
        match entry.name() {
            "security-insights.yml" | "security-insights.yaml"
                if ["", ".github", ".gitlab", ".gitea", ".forgejo"].contains(&entry.folder()) =>
            {
                Some(Self::Insights)
            }
            "package.json" if entry.folder().is_empty() => Some(Self::Npm),
            "pyproject.toml" if entry.folder().is_empty() => Some(Self::Python),
            _ => None,
        }
    }

    fn read(self, text: &str) -> Option<Value> {
        match self {
            Self::Insights => serde_saphyr::from_str(text).ok(),
            Self::Npm => serde_json::from_str(text).ok(),
            Self::Python => toml::from_str(text).ok(),
        }
    }

    /// Where the lists of maintainers stand.
    fn places(self) -> &'static [&'static str] {
        match self {
            Self::Insights => {
                &["/project-lifecycle/core-maintainers", "/project/administrators", "/repository/core-team"]
            }
            Self::Npm => &["/maintainers"],
            Self::Python => &["/project/maintainers", "/tool/poetry/maintainers"],
        }
    }
}

impl Roster {
    /// Adds those whom manifests name.
    pub(crate) fn in_manifests<'f>(&mut self, files: impl Iterator<Item = &'f File>) {
        for file in files {
            let Some(manifest) = Manifest::of(&file.entry) else { continue };
            let Some(value) = file.text().and_then(|text| manifest.read(text)) else { continue };
            let lists = manifest.places().iter().filter_map(|place| value.pointer(place)?.as_array());
            lists.flatten().for_each(|one| self.maintainer(one));
        }
    }

    /// `Ann Bee <ann@example.org>`, `github:ann`, or a table with name, address and accounts.
    fn maintainer(&mut self, one: &Value) {
        let texts = match one {
            Value::String(text) => vec![text.as_str()],
            Value::Object(fields) => fields.values().filter_map(Value::as_str).collect(),
            _ => return,
        };
        let mut person = Person::default();
        for text in texts {
            let account = text.strip_prefix("github:").or_else(|| text.strip_prefix("gitlab:"));
            let account = account.map(|account| format!("@{account}"));
            let words = account.as_deref().unwrap_or(text).split(|c: char| c.is_whitespace() || "()<>,".contains(c));
            person.keys.extend(words.filter_map(|word| match super::key(word) {
                Some(super::Key::Person(key)) => Some(key),
                _ => None,
            }));
            person.names.extend(name(text));
        }
        let known = person.names.iter().any(|name| self.by_name.contains_key(name));
        if !person.keys.is_empty() || (!person.names.is_empty() && !known) {
            self.add(person);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;

    fn people(path: &str, text: &str) -> usize {
        let facts = Facts::of(&[(path, text)]);
        let mut roster = Roster::of(facts.files.values(), OWNING);
        roster.in_manifests(facts.files.values());
        roster.people.len()
    }

    #[test]
    fn maintainers_of_packages_are_read_in_their_forms() {
        assert_eq!(
            people("package.json", r#"{"maintainers": ["Ann Bee <a@x.org>", {"name": "Bo", "email": "b@x.org"}, 3]}"#),
            2
        );
        assert_eq!(
            people("pyproject.toml", "[project]\nmaintainers = [{name = \"Ann Bee\"}, {email = \"b@x.org\"}]\n"),
            2
        );
        assert_eq!(
            people("SECURITY-INSIGHTS.yml", "project-lifecycle:\n  core-maintainers: ['github:ann', 'github:bo']\n"),
            2
        );
        let team = "repository:\n  core-team:\n    - {name: Ann Bee, social: https://github.com/ann, email: a@x.org, primary: true}\n";
        assert_eq!(people(".github/security-insights.yml", team), 1);
        for (path, text) in
            [("a/package.json", "{}"), ("package.json", "{"), ("package.json", "[1]"), ("pyproject.toml", "a = 1")]
        {
            assert_eq!(people(path, text), 0, "{path}");
        }
    }

    #[test]
    fn what_names_maintainers_is_wanted_and_nothing_else() {
        let want = |path: &str| wants(&Facts::of(&[(path, "")]).files[path].entry);
        for path in ["CODEOWNERS", "MAINTAINERS.md", "package.json", ".github/security-insights.yml"] {
            assert_eq!(want(path), Want::Text, "{path}");
        }
        for path in ["README.md", "web/package.json", "GOVERNANCE.md"] {
            assert_eq!(want(path), Want::No, "{path}");
        }
    }
}
