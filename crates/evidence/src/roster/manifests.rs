//! People whom manifests of packages and security-insights name as maintainers. Of projects of others only: what an own
//! manifest says of its maintainers is often the template's.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value, json};

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
    /// The older settings of a package of Python.
    SetupCfg,
    Maven,
    /// It names authors, who may have left long ago: they are taken where nothing else names anybody.
    Cargo,
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
            "setup.cfg" if entry.folder().is_empty() => Some(Self::SetupCfg),
            "pom.xml" if entry.folder().is_empty() => Some(Self::Maven),
            "cargo.toml" if entry.folder().is_empty() => Some(Self::Cargo),
            _ => None,
        }
    }

    fn read(self, text: &str) -> Option<Value> {
        match self {
            Self::Insights => serde_saphyr::from_str(text).ok(),
            Self::Npm => serde_json::from_str(text).ok(),
            Self::Python | Self::Cargo => toml::from_str(text).ok(),
            Self::SetupCfg => Some(metadata(text)),
            Self::Maven => Some(developers(text)),
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
            Self::SetupCfg => &["/maintainers"],
            Self::Maven => &["/developers"],
            Self::Cargo => &["/package/authors", "/workspace/package/authors"],
        }
    }
}

/// Maintainers of `setup.cfg`: names and addresses are two lists with commas, which go together where they are as long.
fn metadata(text: &str) -> Value {
    let mut fields: Map<String, Value> = Map::new();
    let mut within = false;
    for line in text.lines() {
        if line.starts_with('[') {
            within = line.trim() == "[metadata]";
        } else if let Some((key, value)) = line.split_once('=').filter(|_| within) {
            fields.insert(key.trim().replace('-', "_"), value.trim().into());
        }
    }
    let list = |key: &str| -> Vec<&str> {
        let value = fields.get(key).and_then(Value::as_str).unwrap_or_default();
        value.split(',').map(str::trim).filter(|one| !one.is_empty()).collect()
    };
    let (names, addresses) = (list("maintainer"), list("maintainer_email"));
    let maintainers: Vec<Value> = if names.len() == addresses.len() {
        names.iter().zip(&addresses).map(|(name, address)| json!({"name": name, "email": address})).collect()
    } else {
        let some = if addresses.is_empty() { &names } else { &addresses };
        some.iter().map(|one| json!(one)).collect()
    };
    json!({ "maintainers": maintainers })
}

/// Developers of a project of Maven, by name and address. Their ids are those of some system, and of which is not said.
fn developers(text: &str) -> Value {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<String> = Vec::new();
    let mut found: Vec<Map<String, Value>> = Vec::new();
    // What is broken ends here, and what was read before it counts.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => {
                open.push(start.local_name().into_inner().to_owned());
                if open == ["project", "developers", "developer"] {
                    found.push(Map::new());
                }
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(said) if open.len() == 4 && open[..3] == ["project", "developers", "developer"] => {
                let field = open[3].as_str();
                if let Some(developer) = found.last_mut().filter(|_| matches!(field, "name" | "email")) {
                    developer.insert(field.to_owned(), said.xml10_content().trim().into());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    json!({ "developers": found })
}

impl Roster {
    /// Adds those whom manifests name.
    pub(crate) fn in_manifests<'f>(&mut self, files: impl Iterator<Item = &'f File>) {
        let of = |file: &'f File| Some((Manifest::of(&file.entry)?, file.text()?));
        let (authors, maintainers): (Vec<_>, Vec<_>) =
            files.filter_map(of).partition(|(manifest, _)| matches!(manifest, Manifest::Cargo));
        maintainers.into_iter().for_each(|(manifest, text)| self.manifest(manifest, text));
        if self.people.is_empty() && self.teams.is_empty() {
            authors.into_iter().for_each(|(manifest, text)| self.manifest(manifest, text));
        }
    }

    fn manifest(&mut self, manifest: Manifest, text: &str) {
        let Some(value) = manifest.read(text) else { return };
        let lists = manifest.places().iter().filter_map(|place| value.pointer(place)?.as_array());
        lists.flatten().for_each(|one| self.maintainer(one));
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
        let pom = "<project><name>App</name><developers><developer><id>x</id><name>Ann Bee</name><email>a@x.org</email>\
            <organization>Acme Bank</organization></developer><developer><name>Bo Cee</name></developer></developers>\
            <profiles><developers><developer><name>No One</name></developer></developers></profiles></project>";
        assert_eq!((people("pom.xml", pom), people("pom.xml", &pom[..pom.len() / 2])), (2, 1));
        let names = "[metadata]\nname = x\nmaintainer = Ann Bee, Bo Cee\nmaintainer-email = a@x.org, b@x.org\n[x]\nmaintainer = No One\n";
        assert_eq!(people("setup.cfg", names), 2);
        assert_eq!(
            people("setup.cfg", "[metadata]\nmaintainer = The Team of X\nmaintainer_email = a@x.org, b@x.org\n"),
            2
        );
        assert_eq!(people("Cargo.toml", "[package]\nauthors = [\"Ann Bee <a@x.org>\", \"Bo Cee\"]\n"), 2);
        assert_eq!(people("Cargo.toml", "[workspace.package]\nauthors = [\"Ann Bee <a@x.org>\"]\n"), 1);
        for (path, text) in
            [("a/package.json", "{}"), ("package.json", "{"), ("package.json", "[1]"), ("pyproject.toml", "a = 1")]
        {
            assert_eq!(people(path, text), 0, "{path}");
        }
    }

    #[test]
    fn authors_are_taken_where_nothing_else_names_anybody() {
        let authors = ("Cargo.toml", "[package]\nauthors = [\"Ann Bee <a@x.org>\"]\n");
        for named in [("MAINTAINERS", "Bo Cee (@bo)\n"), ("package.json", "{\"maintainers\": [\"Bo Cee <b@x.org>\"]}")]
        {
            let facts = Facts::of(&[authors, named]);
            let mut roster = Roster::of(facts.files.values(), OWNING);
            roster.in_manifests(facts.files.values());
            assert_eq!((roster.people.len(), roster.people[0].names.contains("bo cee")), (1, true));
        }
    }

    #[test]
    fn deep_xml_is_read_in_one_pass() {
        let deep = "<project>".repeat(300_000);
        assert_eq!(people("pom.xml", &deep), 0);
    }

    #[test]
    fn what_names_maintainers_is_wanted_and_nothing_else() {
        let want = |path: &str| wants(&Facts::of(&[(path, "")]).files[path].entry);
        for path in ["CODEOWNERS", "MAINTAINERS.md", "package.json", "pom.xml", ".github/security-insights.yml"] {
            assert_eq!(want(path), Want::Text, "{path}");
        }
        for path in ["README.md", "web/package.json", "core/pom.xml", "GOVERNANCE.md"] {
            assert_eq!(want(path), Want::No, "{path}");
        }
    }
}
