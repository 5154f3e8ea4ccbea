//! Axioms of a ruleset: what a repository has to be for a rule to concern it, by the files that show it.

use serde_json::Value;

use super::Reason;
use super::rules::literal;
use super::written::Table;

/// Files of other people's code say nothing about the repository.
const COPIED: [&str; 4] = ["**/node_modules/**", "**/vendor/**", "**/third_party/**", "**/.*/**"];

/// Languages by the endings of their files, the most usual ones.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("c", &["c", "h"]),
    ("c#", &["cs"]),
    ("c++", &["cpp", "cc", "cxx", "hpp"]),
    ("clojure", &["clj", "cljs"]),
    ("css", &["css"]),
    ("dart", &["dart"]),
    ("elixir", &["ex", "exs"]),
    ("erlang", &["erl"]),
    ("go", &["go"]),
    ("groovy", &["groovy"]),
    ("haskell", &["hs"]),
    ("html", &["html", "htm"]),
    ("java", &["java"]),
    ("javascript", &["js", "mjs", "cjs", "jsx"]),
    ("kotlin", &["kt", "kts"]),
    ("lua", &["lua"]),
    ("objective-c", &["m"]),
    ("perl", &["pl", "pm"]),
    ("php", &["php"]),
    ("powershell", &["ps1", "psm1"]),
    ("python", &["py"]),
    ("r", &["r", "R"]),
    ("ruby", &["rb"]),
    ("rust", &["rs"]),
    ("scala", &["scala"]),
    ("shell", &["sh", "bash"]),
    ("swift", &["swift"]),
    ("typescript", &["ts", "tsx"]),
];

/// Package managers by their files at the root.
const PACKAGERS: &[(&str, &[&str])] = &[
    ("cargo", &["Cargo.toml"]),
    ("cocoapod", &["*.podspec"]),
    ("cpan", &["Makefile.PL", "Build.PL"]),
    ("cran", &["DESCRIPTION"]),
    ("gradle", &["build.gradle"]),
    ("ivy", &["ivy.xml"]),
    ("maven", &["pom.xml"]),
    ("maven1", &["project.xml"]),
    ("npm", &["package.json"]),
    ("nuget", &["*.nuspec"]),
    ("pear", &["package.xml"]),
    ("pypi", &["setup.py"]),
    ("rubygem", &["*.gemspec"]),
];

/// Axioms by the name that the ruleset gives them.
pub(super) struct Axioms(Vec<(String, String)>);

impl Axioms {
    pub(super) fn of(axioms: Option<&Value>) -> Self {
        let named = axioms.and_then(Value::as_object).into_iter().flatten();
        let named = named.filter_map(|(axiom, name)| Some((name.as_str()?.to_owned(), axiom.clone())));
        Self(named.collect())
    }

    /// The rule that stands for a condition such as `language=python`.
    pub(super) fn condition(&self, written: &str) -> Result<Table, Reason> {
        let Some((name, value)) = written.split_once('=').filter(|(name, _)| !name.ends_with(['<', '>'])) else {
            return Err(format!("its condition `{written}` counts something that is not counted here"));
        };
        let axiom = self.0.iter().find(|(known, _)| known == name).map(|(_, axiom)| axiom.as_str());
        let found = match axiom {
            Some("linguist") => language(value),
            Some("packagers") => packager(value),
            Some("licensee") => Some(licence(value)),
            _ => None,
        };
        found.ok_or_else(|| format!("what shows that its condition `{written}` holds is not known here"))
    }
}

fn language(value: &str) -> Option<Table> {
    let endings: Vec<&str> = if value == "*" {
        LANGUAGES.iter().flat_map(|(_, endings)| *endings).copied().collect()
    } else {
        LANGUAGES.iter().find(|(name, _)| *name == value.to_lowercase()).map(|(_, endings)| endings.to_vec())?
    };
    let forms: Vec<String> = endings.iter().map(|ending| format!("**/*.{ending}")).collect();
    Some(Table::new().texts("any", &forms).texts("except", &COPIED.map(ToOwned::to_owned)))
}

fn packager(value: &str) -> Option<Table> {
    let files: Vec<&str> = if value == "*" {
        PACKAGERS.iter().flat_map(|(_, files)| *files).copied().collect()
    } else {
        PACKAGERS.iter().find(|(name, _)| *name == value).map(|(_, files)| files.to_vec())?
    };
    let files: Vec<String> = files.into_iter().map(ToOwned::to_owned).collect();
    Some(Table::new().texts("any", &files))
}

fn licence(value: &str) -> Table {
    let seen = Table::new().text("signal", "license-file");
    if value == "*" {
        return seen.text("measure", "identified").number("equals", 1);
    }
    seen.text("measure", "spdx").text("matches", &format!("(^|[ (]){}($|[ )])", literal(value)))
}
