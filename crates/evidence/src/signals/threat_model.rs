//! Is it written down what could be attacked, and what is done about it?

use super::{Effort, Signal, Source};
use crate::documents::{self, Kind};
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "threat-model",
    title: "Threat model",
    question: "Is it written down who could attack the software, and what is done about it?",
    why: "What nobody thought of is found by attackers first; a written model shows reviewers what the design relies on.",
    looks_at: "Documents named threat model or analysis, or in a folder of that name, that speak of threats or attackers and of measures against them; \
               models of Threat Dragon, Threagile and the Microsoft tool by their form. Copies, tests, examples and templates do not \
               count. Owner and date are read where the document states them. Whether the model fits the software is for people to say.",
    remedy: "Draw the data flows and trust boundaries, list what could go wrong at each, and what is done about it, with a date and an owner.",
    effort: Effort::Days,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

const MODELS: Kind = Kind {
    folders: &[
        "threat-model",
        "threat-models",
        "threatmodel",
        "threat-modeling",
        "threat-modelling",
        "threat-analysis",
        "bedrohungsanalyse",
    ],
    names: &[
        "threat-model",
        "threatmodel",
        "threat-analysis",
        "threat-assessment",
        "bedrohungsmodell",
        "bedrohungsanalyse",
    ],
    words: &[
        "attack",
        "adversar",
        "spoof",
        "tamper",
        "stride",
        "trust bound",
        "mitigat",
        "countermeasure",
        "asset",
        "denial of service",
        "angreif",
        "gegenmaßnahme",
        "maßnahme",
    ],
    least: 2,
};

/// Forms of tools: the end of the name, and what such a file holds.
const TOOLS: &[(&str, &str)] = &[
    (".tm7", "ThreatModel"),
    ("threagile.yaml", "threagile_version"),
    ("threagile.yml", "threagile_version"),
    (".json", "\"threatTop\""),
    (".json", "\"diagramTop\""),
];

fn is_of_tool(entry: &Entry) -> bool {
    let named = entry.lower.contains("threat") || entry.name().contains("threagile");
    let ends = entry.name().ends_with(".tm7") || (named && TOOLS.iter().any(|(end, _)| entry.name().ends_with(end)));
    ends && !entry.foreign() && !entry.sample()
}

fn wants(entry: &Entry) -> Want {
    if is_of_tool(entry) { Want::Text } else { MODELS.wants(entry) }
}

fn is_model_of_tool(file: &File) -> bool {
    let Some(text) = file.text().filter(|_| is_of_tool(&file.entry)) else { return false };
    TOOLS.iter().any(|(end, sign)| file.name().ends_with(end) && text.contains(sign))
}

fn observe(facts: &Facts) -> Finding {
    let (mut found, other) = MODELS.find(facts);
    let documents = found.len();
    found.extend(facts.files.values().filter(|file| is_model_of_tool(file)));
    let Some(first) = found.first() else {
        return match other {
            Some(file) => Finding::not_seen(format!("{} says too little of threats", file.path())).at(file, None),
            None => Finding::not_seen("no threat model"),
        };
    };
    Finding::seen(first.path())
        .document(first.document().map(documents::itself).unwrap_or_default())
        .count("documents", documents)
        .count("models_of_tools", found.len() - documents)
        .at_all(found)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    const MODEL: &str = "# Threat model\n\nLast reviewed: 2026-03-01\nOwner: Platform team\n\nAn attacker who can reach the API may try to read the records of \
        others. We mitigate this by checks in each handler. The trust boundary runs between the proxy and the service; what comes through it is \
        not believed. A flood of requests is slowed down by the proxy.\n";

    fn observed(path: &str, text: &str) -> Finding {
        observe(&Facts::of(&[(path, text)]))
    }

    #[test]
    fn a_model_is_seen_with_its_owner_and_date() {
        for path in ["docs/threat-model.md", "THREAT_MODEL.md", "docs/security/threat-models/api.md"] {
            let finding = observed(path, MODEL);
            assert_eq!(finding.verdict, Verdict::Seen, "{path}");
            let document = finding.document.unwrap_or_default();
            assert!(document.owner_named && document.reviewed_on.is_some());
        }
    }

    #[test]
    fn german_ones_count() {
        let text = "# Bedrohungsanalyse\n\nAngreifer: wer am Hof das Netz mitbenutzt. Maßnahme: jede Notiz ist signiert, und der \
            Rechner ist verschlüsselt.\n";
        assert_eq!(observed("docs/bedrohungsanalyse.md", text).verdict, Verdict::Seen);
    }

    #[test]
    fn names_alone_copies_and_templates_are_not() {
        assert_eq!(observed("docs/threat-model.md", "# Threat model\n\nTo be done.\n").verdict, Verdict::NotSeen);
        let blog =
            "# Threat model as a word\n\nWe like long words and short walks along the beach in the evening. ".repeat(5);
        assert_eq!(observed("docs/threat-model.md", &blog).verdict, Verdict::NotSeen);
        for path in [
            "vendor/a/threat-model.md",
            "docs/threat-model-template.md",
            "src/threat_model.py",
            "examples/threat-model.md",
        ] {
            assert_eq!(observed(path, MODEL).verdict, Verdict::NotSeen, "{path}");
        }
    }

    #[test]
    fn models_of_tools_are_known_by_their_form() {
        let threagile = "threagile_version: 1.0.0\ntitle: x\n";
        assert_eq!(observed("security/threagile.yaml", threagile).measures["models_of_tools"], Measure::Count(1));
        assert_eq!(observed("threat-dragon/app.json", "{\"detail\": {\"diagramTop\": 1}}").verdict, Verdict::Seen);
        assert_eq!(observed("threats/app.json", "{\"a\": 1}").verdict, Verdict::NotSeen);
    }
}
