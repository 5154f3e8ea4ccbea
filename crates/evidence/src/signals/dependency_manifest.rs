//! Are dependencies declared in manifests?

use super::{Effort, Signal, Source};
use crate::ecosystems::{declares, of_manifest};
use crate::facts::{Content, Entry, Facts, Want};
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "dependency-manifest",
    title: "Dependency manifest",
    question: "Are the dependencies on open source declared in a manifest?",
    why: "What is declared can be listed, scanned and updated; code that was copied in cannot.",
    looks_at: "Manifests of package managers (npm, Cargo, Go, Python, Maven, Gradle, NuGet, Composer, Bundler, Swift, Dart, Elixir, Haskell, \
               Conan, vcpkg, Scala and more) that declare something to depend on, outside of vendored code and test data.",
    remedy: "Declare dependencies in the package manager's manifest in place of copying code.",
    effort: Effort::Days,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

fn wants(entry: &Entry) -> Want {
    if of_manifest(entry).is_some() { Want::Text } else { Want::No }
}

fn observe(facts: &Facts) -> Finding {
    let found: Vec<_> = facts
        .wanted(wants)
        .filter_map(|file| Some((file, of_manifest(&file.entry)?)))
        .filter(|(file, ecosystem)| match &file.content {
            Content::Text(text) => declares(ecosystem, file.name(), text),
            // A manifest of a megabyte declares something.
            Content::TooLarge(_) => true,
            _ => false,
        })
        .collect();
    if found.is_empty() {
        return Finding::not_seen("no manifest that declares dependencies").count("files", 0);
    }
    let mut ecosystems: Vec<&str> = found.iter().map(|(_, ecosystem)| ecosystem.name).collect();
    ecosystems.sort_unstable();
    ecosystems.dedup();
    Finding::seen(format!("{} ({})", ecosystems.join(", "), super::files(found.len())))
        .at_all(found.iter().map(|(file, _)| *file))
        .list("ecosystems", ecosystems)
        .count("files", found.len())
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    #[test]
    fn manifests_with_dependencies_are_counted_by_ecosystem() {
        let files = [
            ("package.json", "{\"devDependencies\": {}}"),
            ("core/Cargo.toml", "[dependencies]\n"),
            ("vendor/x/go.mod", "require a v1\n"),
            ("App/App.csproj", "<PackageReference Include=\"A\" />"),
        ];
        let finding = observe(&Facts::of(&files));
        assert_eq!(finding.measures["files"], Measure::Count(3));
        assert_eq!(finding.summary, "cargo, npm, nuget (3 files)");
    }

    #[test]
    fn a_manifest_without_dependencies_is_not_one() {
        let files = [("package.json", "{\"name\": \"x\"}"), ("requirements.txt", "# none\n"), ("go.mod", "module x\n")];
        assert_eq!(observe(&Facts::of(&files)).verdict, Verdict::NotSeen);
    }
}
