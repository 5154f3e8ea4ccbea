//! What a course, a ticket or a risk is about, by the words of its title in English and German.

/// All topics; a mapping may give titles to each.
pub(super) const ALL: [&str; 5] = ["open-source", "policy", "licence", "security", "contribution"];

/// The topics of a title. Empty where it is not about open source at all: a travel policy, a driving licence.
pub(super) fn of(title: &str) -> Vec<&'static str> {
    let title = plain(title);
    let any = |stems: &[&str]| stems.iter().any(|stem| title.contains(stem));
    // Short words count only as whole words.
    let word = |words: &[&str]| title.split(' ').any(|one| words.contains(&one));
    let open = any(&["open source", "opensource", "quelloffen", "freie software", "free software"])
        || word(&["oss", "foss", "floss", "ospo", "openchain"]);
    let chain =
        any(&["supply chain", "lieferkette", "dependenc", "abhängigkeit", "software component", "softwarekomponent"])
            || word(&["sbom", "sca"]);
    let upstream = word(&["upstream", "cla", "ccla", "dco"]);
    let licence = word(&["spdx", "openchain", "copyleft"])
        || (any(&["licens", "licenc", "lizenz"]) && (open || any(&["software", "komponent", "component"])));
    let risky =
        any(&["secur", "sicherheit", "vulnerab", "schwachstell", "attack", "angriff"]) || word(&["cve", "sbom"]);
    let security =
        ((open || chain) && risky) || (chain && any(&["software supply", "softwareliefer", "software liefer"]));
    let written = [
        "polic",
        "guideline",
        "procedure",
        "rules",
        "richtlinie",
        "leitlinie",
        "regeln",
        "vorgabe",
        "handbook",
        "prozess",
    ];
    let outward = ["contribut", "beitrag", "beiträge", "mitwirk", "publish", "publikation", "veröffentlich"];
    let (policy, contribution) = (open && any(&written), upstream || (open && any(&outward)));
    let said = [
        (open, "open-source"),
        (policy, "policy"),
        (licence, "licence"),
        (security, "security"),
        (contribution, "contribution"),
    ];
    said.into_iter().filter(|(is, _)| *is).map(|(_, topic)| topic).collect()
}

/// A text as names are compared: lower case, letters and digits, one space between words.
pub(super) fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_what_they_are_about() {
        for (title, topics) in [
            ("Open Source Policy", &["open-source", "policy"][..]),
            ("Open-Source-Richtlinie und Lizenzen", &["open-source", "policy", "licence"]),
            ("OSS licence compliance", &["open-source", "licence"]),
            ("Softwarelizenzen für Entwickler", &["licence"]),
            ("Software supply chain security", &["security"]),
            ("Sicherheit in der Software-Lieferkette", &["security"]),
            ("Open source: vulnerabilities in dependencies", &["open-source", "security"]),
            ("Contributing to open source", &["open-source", "contribution"]),
            ("Working upstream", &["contribution"]),
            ("Introduction to FOSS", &["open-source"]),
        ] {
            assert_eq!(of(title), topics, "{title}");
        }
        for title in [
            "",
            "Fire safety",
            "Travel policy",
            "Driving licence",
            "Supply chain management",
            "IT-Sicherheit",
            "Boss training",
            "Crossing borders",
            "Führerschein und Lizenz",
        ] {
            assert_eq!(of(title), <[&str; 0]>::default(), "{title}");
        }
    }
}
