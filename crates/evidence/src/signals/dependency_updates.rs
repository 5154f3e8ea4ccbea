//! Are updates of dependencies proposed by a machine?

use serde_json::Value;

use super::{Effort, Signal, Source};
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::prose;

pub(super) const SIGNAL: Signal = Signal {
    id: "dependency-updates",
    title: "Dependency updates",
    question: "Is a tool set up that proposes updates of dependencies?",
    why: "Fixes help only where they arrive; a machine proposes them the same day.",
    looks_at: "Dependabot (.github/dependabot.yml with at least one update entry), Renovate (all its file names, also `renovate` in \
               package.json), and scala-steward, pyup and updatecli files. A configuration that is switched off (`enabled: false`) does not count. \
               Tools that are set up for a whole organisation leave no trace in the repository.",
    remedy: "Add .github/dependabot.yml or renovate.json for every ecosystem in use.",
    effort: Effort::Minutes,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

fn tool(entry: &Entry) -> Option<&'static str> {
    Some(match entry.lower.as_str() {
        ".github/dependabot.yml" | ".github/dependabot.yaml" | ".dependabot/config.yml" | ".gitlab/dependabot.yml" => {
            "Dependabot"
        }
        "renovate.json"
        | "renovate.json5"
        | ".renovaterc"
        | ".renovaterc.json"
        | ".renovaterc.json5"
        | ".github/renovate.json"
        | ".github/renovate.json5"
        | ".gitlab/renovate.json"
        | ".gitlab/renovate.json5"
        | "package.json" => "Renovate",
        ".scala-steward.conf" | ".github/.scala-steward.conf" => "Scala Steward",
        ".pyup.yml" => "pyup",
        "updatecli.yaml" | "updatecli.yml" | ".updatecli.yaml" => "updatecli",
        _ if entry.folder() == "updatecli" || entry.folder().starts_with("updatecli/updatecli.d") => "updatecli",
        _ => return None,
    })
}

fn wants(entry: &Entry) -> Want {
    if tool(entry).is_some() { Want::Text } else { Want::No }
}

/// What a configuration amounts to.
enum State {
    On(usize),
    Off(&'static str),
    /// It holds nothing of the kind.
    Other,
    /// It cannot be understood.
    Invalid,
}

fn state(file: &File) -> State {
    let text = file.text().unwrap_or_default();
    match (tool(&file.entry), file.name()) {
        (_, "package.json") => match serde_json::from_str::<Value>(text) {
            Ok(package) => package.get("renovate").map_or(State::Other, renovate),
            Err(_) => State::Other,
        },
        (Some("Dependabot"), _) => dependabot(text),
        (Some("Renovate"), _) => match serde_json::from_str::<Value>(text) {
            Ok(config) => renovate(&config),
            Err(_) => renovate_by_lines(text),
        },
        (Some(_), _) if !prose::lines(text).is_empty() => State::On(1),
        _ => State::Other,
    }
}

fn dependabot(text: &str) -> State {
    if text.trim().is_empty() {
        return State::Off("empty");
    }
    let Ok(config) = serde_saphyr::from_str::<Value>(text) else {
        return State::Invalid;
    };
    let updates = config.get("updates").or_else(|| config.get("update_configs")).and_then(Value::as_array);
    let open = updates.into_iter().flatten().filter(|update| {
        let named = update.get("package-ecosystem").or_else(|| update.get("package_manager"));
        named.is_some_and(Value::is_string)
    });
    match open.count() {
        0 => State::Off("without an update entry"),
        entries => State::On(entries),
    }
}

fn renovate(config: &Value) -> State {
    match config.get("enabled").and_then(Value::as_bool) {
        Some(false) => State::Off("switched off"),
        _ if config.is_object() => State::On(1),
        _ => State::Off("without a configuration"),
    }
}

/// JSON with comments, as Renovate reads it, is not read by a JSON parser.
fn renovate_by_lines(text: &str) -> State {
    let plain: String = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let dense: String = plain.chars().filter(|c| !c.is_whitespace() && *c != '"' && *c != '\'').collect();
    if !dense.contains('{') || !dense.ends_with('}') {
        State::Off("without a configuration")
    } else if dense.starts_with("{enabled:false")
        || dense.ends_with(",enabled:false}")
        || dense.ends_with(",enabled:false,}")
    {
        State::Off("switched off")
    } else {
        State::On(1)
    }
}

fn observe(facts: &Facts) -> Finding {
    let mut tools = std::collections::BTreeSet::new();
    let mut entries = 0;
    let mut on = Vec::new();
    let mut off = None;
    let mut invalid = None;
    for file in facts.wanted(wants) {
        match state(file) {
            State::On(number) => {
                tools.extend(tool(&file.entry));
                entries += number;
                on.push(file);
            }
            State::Off(why) => off = Some((file, why)),
            State::Invalid => invalid = Some(file),
            State::Other => {}
        }
    }
    if !on.is_empty() {
        let shown: Vec<&str> = tools.iter().copied().collect();
        let finding = Finding::seen(shown.join(", ")).list("tools", shown.clone()).count("entries", entries);
        return on.iter().fold(finding, |finding, file| {
            let line = prose::line_with(
                file.text().unwrap_or_default(),
                &["updates:", "package-ecosystem", "extends", "\"renovate\""],
            );
            finding.at(file, line)
        });
    }
    match (invalid, off) {
        (Some(file), _) => Finding::could_not_look(format!("{} is not valid YAML", file.path())).at(file, None),
        (None, Some((file, why))) => Finding::not_seen(format!("{} is {why}", file.path())).at(file, None),
        (None, None) => Finding::not_seen("no configuration of an update tool"),
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    fn verdict(path: &str, text: &str) -> Verdict {
        observe(&Facts::of(&[(path, text)])).verdict
    }

    #[test]
    fn dependabot_needs_an_entry() {
        let good = "version: 2\nupdates:\n  - package-ecosystem: cargo\n    directory: /\n";
        let finding = observe(&Facts::of(&[(".github/dependabot.yml", good)]));
        assert_eq!((finding.verdict, &finding.measures["entries"]), (Verdict::Seen, &Measure::Count(1)));
        assert_eq!(finding.proof[0].line, Some(2));
        assert_eq!(verdict(".github/dependabot.yml", "version: 2\nupdates: []\n"), Verdict::NotSeen);
        assert_eq!(verdict(".github/dependabot.yml", ""), Verdict::NotSeen);
        assert!(matches!(verdict(".github/dependabot.yml", "a: [\n"), Verdict::CouldNotLook { .. }));
    }

    #[test]
    fn renovate_is_found_in_all_its_places_unless_it_is_off() {
        for path in ["renovate.json", ".github/renovate.json5", ".renovaterc"] {
            assert_eq!(verdict(path, "{\n  // comment\n  extends: ['config:base'],\n}"), Verdict::Seen, "{path}");
        }
        assert_eq!(verdict("package.json", "{\"renovate\": {\"extends\": []}}"), Verdict::Seen);
        assert_eq!(verdict("package.json", "{\"name\": \"renovate\"}"), Verdict::NotSeen);
        assert_eq!(verdict("renovate.json", "{\"enabled\": false}"), Verdict::NotSeen);
    }
}
