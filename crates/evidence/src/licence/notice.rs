//! Short forms: SPDX tags, and sentences that name a licence instead of giving its text.

use super::{together, valid, words};

/// Words up to which a text can be a notice.
const NOTICE_WORDS: usize = 400;

/// The expression in an `SPDX-License-Identifier` line or in a tag file that describes the project.
pub(super) fn tagged(text: &str) -> Option<String> {
    if words::count(text) > NOTICE_WORDS {
        return None;
    }
    const TAGS: &[&str] = &["SPDX-License-Identifier:", "PackageLicenseDeclared:", "PackageLicenseConcluded:"];
    TAGS.iter().find_map(|tag| {
        text.lines()
            .filter_map(|line| line.split_once(tag).map(|(_, after)| after))
            .find_map(|after| valid(after.trim_end_matches("*/").trim_end_matches("-->")))
    })
}

/// Names and addresses of licences as people write them, and their ids. Earlier lines win where words overlap.
const NAMES: &[(&str, &str)] = &[
    ("apache license version 2", "Apache-2.0"),
    ("apache license v2", "Apache-2.0"),
    ("apache license 2.0", "Apache-2.0"),
    ("apache software license 2.0", "Apache-2.0"),
    ("apache software license version 2", "Apache-2.0"),
    ("apache-2.0", "Apache-2.0"),
    ("apache.org/licenses/license-2.0", "Apache-2.0"),
    ("eclipse public license 2.0", "EPL-2.0"),
    ("eclipse public license v 2.0", "EPL-2.0"),
    ("eclipse public license v2.0", "EPL-2.0"),
    ("eclipse public license version 2.0", "EPL-2.0"),
    ("eclipse.org/legal/epl-2.0", "EPL-2.0"),
    ("eclipse public license 1.0", "EPL-1.0"),
    ("eclipse public license v1.0", "EPL-1.0"),
    ("eclipse.org/legal/epl-v10", "EPL-1.0"),
    ("mozilla public license version 2.0", "MPL-2.0"),
    ("mozilla public license 2.0", "MPL-2.0"),
    ("mozilla.org/mpl/2.0", "MPL-2.0"),
    ("mit license", "MIT"),
    ("opensource.org/licenses/mit", "MIT"),
    ("opensource.org/license/mit", "MIT"),
    ("bsd 3-clause", "BSD-3-Clause"),
    ("3-clause bsd", "BSD-3-Clause"),
    ("bsd-3-clause", "BSD-3-Clause"),
    ("bsd 2-clause", "BSD-2-Clause"),
    ("2-clause bsd", "BSD-2-Clause"),
    ("bsd-2-clause", "BSD-2-Clause"),
    ("isc license", "ISC"),
    ("gnu affero general public license version 3", "AGPL-3.0"),
    ("gnu affero general public license v3", "AGPL-3.0"),
    ("gnu.org/licenses/agpl-3.0", "AGPL-3.0"),
    ("gnu lesser general public license version 3", "LGPL-3.0"),
    ("gnu lesser general public license version 2.1", "LGPL-2.1"),
    ("gnu general public license version 3", "GPL-3.0"),
    ("gnu general public license v3", "GPL-3.0"),
    ("gnu.org/licenses/gpl-3.0", "GPL-3.0"),
    ("gnu general public license version 2", "GPL-2.0"),
    ("gnu general public license v2", "GPL-2.0"),
    ("gnu.org/licenses/old-licenses/gpl-2.0", "GPL-2.0"),
    ("creative commons attribution 4.0", "CC-BY-4.0"),
    ("creativecommons.org/licenses/by/4.0", "CC-BY-4.0"),
    ("creativecommons.org/licenses/by-sa/4.0", "CC-BY-SA-4.0"),
    ("creativecommons.org/publicdomain/zero/1.0", "CC0-1.0"),
    ("european union public licence v. 1.2", "EUPL-1.2"),
    ("unlicense.org", "Unlicense"),
];

/// The licences that a short text names.
pub(super) fn noticed(text: &str) -> Option<String> {
    if words::count(text) > NOTICE_WORDS {
        return None;
    }
    let plain = plain(text);
    let mut ids: Vec<String> = NAMES
        .iter()
        .filter(|(name, _)| plain.contains(name))
        .map(|(_, id)| {
            let gnu = spdx::license_id(&format!("{id}-only")).is_some_and(spdx::LicenseId::is_gnu);
            match (gnu, later_versions(text)) {
                (true, Some(true)) => format!("{id}-or-later"),
                (true, _) => format!("{id}-only"),
                (false, _) => (*id).to_owned(),
            }
        })
        .collect();
    ids.dedup();
    together(ids, offers_choice(text))
}

/// Lower case, one blank between words, without marks that only decorate.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase().replace("licence", "license");
    let kept: String = lower.chars().map(|c| if "*_`\"',()[]#>".contains(c) { ' ' } else { c }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The part of a text before a licence text begins; a licence's own words must not be taken for the project's.
pub(super) fn before_licence(text: &str) -> &str {
    const STARTS: &[&str] = &[
        "GNU GENERAL PUBLIC LICENSE",
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "GNU AFFERO GENERAL PUBLIC LICENSE",
        "GNU LIBRARY GENERAL PUBLIC LICENSE",
        "TERMS AND CONDITIONS",
        "Permission is hereby granted",
        "Redistribution and use in source",
        "1. DEFINITIONS",
        "1. Definitions",
    ];
    let end = STARTS.iter().filter_map(|start| text.find(start)).min();
    end.map_or(text, |end| &text[..end])
}

/// Whether what stands before the licences lets the reader choose between them.
pub(super) fn offers_choice(text: &str) -> bool {
    let before = plain(before_licence(text));
    let words = ["either", "dual", "dual-licensed", "dual-license", "choose", "option", "choice", "or"];
    before.split([' ', '.', ':', ';']).any(|word| words.contains(&word))
}

/// Whether a text calls itself a changed form of a licence; "modified BSD" is the name of an unchanged one.
pub(super) fn says_modified(text: &str) -> bool {
    let title = text.lines().find(|line| !line.trim().is_empty()).map(plain).unwrap_or_default();
    title.contains("modified") && title.contains("license") && !title.contains("bsd")
}

/// Whether a text adds a well-known restriction to an open licence.
pub(super) fn restricts(text: &str) -> bool {
    let before = plain(text);
    ["commons clause", "for non-commercial use only", "for noncommercial use only", "no commercial use"]
        .iter()
        .any(|words| before.contains(words))
}

/// Whether later versions may be used, as far as the text says so.
pub(super) fn later_versions(text: &str) -> Option<bool> {
    let plain = plain(text);
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| plain.contains(phrase));
    if any(&[
        "any later version",
        "or-later",
        "or later",
        "any later",
        "gplv2+",
        "gplv3+",
        "gpl 2+",
        "gpl-2.0+",
        "gpl-3.0+",
    ]) {
        return Some(true);
    }
    any(&["version 2 only", "version 3 only", "2.0-only", "3.0-only", "2.1-only", "gplv2 only", "gplv3 only"])
        .then_some(false)
}
