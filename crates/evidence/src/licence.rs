//! Which licences a text is: by its words, not by its name.
//!
//! A text is cut into runs of three words; a licence of the SPDX list is found in it when nearly all runs of that
//! licence are there. Found runs are taken away and the rest is searched again, so that one file with several
//! licences gives all of them. Where no licence text is found, short notices and SPDX tags are read instead.
//!
//! This replaces askalono: it finds several licences in one file, needs no C library (askalono brings zstd), and
//! reads its texts from the `spdx` crate. `tests/evidence/licences.rs` measures it against files of known outcome.

mod corpus;
mod notice;
mod words;

use corpus::CORPUS;
use spdx::{Expression, ParseMode};

/// What a text says about its licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identified {
    /// A valid SPDX expression.
    As(String),
    /// Enough words for a licence, but none that is known.
    Unknown,
    /// Too little to be a licence, for example a line of copyright.
    Nothing,
}

/// Words below which a text that is not recognised is no licence at all.
const FEW_WORDS: usize = 20;

/// Identifies the licence or licences of a text.
#[must_use]
pub fn identify(text: &str) -> Identified {
    if let Some(expression) = notice::tagged(text) {
        return Identified::As(expression);
    }
    let found = CORPUS.search(&words::runs(text));
    let own_title = |id: &&str| spdx::license_id(id).is_some_and(|id| notice::says_modified(id.text()));
    if !found.ids.is_empty() && notice::says_modified(text) && !found.ids.iter().any(own_title) {
        return Identified::Unknown;
    }
    if !found.ids.is_empty() {
        return Identified::As(joined(&found, text));
    }
    if let Some(expression) = notice::noticed(text) {
        return Identified::As(expression);
    }
    if words::count(text) < FEW_WORDS { Identified::Nothing } else { Identified::Unknown }
}

/// Identifies a text only if it is a licence and little else, for files whose name does not say so.
#[must_use]
pub fn identify_whole(text: &str) -> Option<String> {
    let runs = words::runs(text);
    let found = CORPUS.search(&runs);
    let all: usize = runs.iter().map(|(_, times)| usize::from(*times)).sum();
    let whole = !found.ids.is_empty() && found.left * 4 < all;
    whole.then(|| joined(&found, text))
}

/// Licences found whole inside a text with other things around them.
#[must_use]
pub fn identify_inside(text: &str) -> Option<String> {
    let found = CORPUS.search(&words::runs(text));
    (!found.ids.is_empty()).then(|| joined(&found, text))
}

/// Puts licences of one project together; each is one expression. LGPL-3.0 comes with the text of GPL-3.0.
#[must_use]
pub fn together(mut all: Vec<String>, choice: bool) -> Option<String> {
    all.sort();
    all.dedup();
    if all.iter().any(|one| one.starts_with("LGPL-3.0")) {
        all.retain(|one| !one.starts_with("GPL-3.0"));
    }
    let parts: Vec<String> = match all.as_slice() {
        [] => return None,
        [one] => return Some(one.clone()),
        several => several
            .iter()
            .map(|one| if one.contains(" OR ") || one.contains(" AND ") { format!("({one})") } else { one.clone() })
            .collect(),
    };
    Some(parts.join(if choice { " OR " } else { " AND " }))
}

/// Whether a GNU licence may be used in later versions, as far as a text tells. The licence itself does not.
#[must_use]
pub fn later_versions(text: &str) -> Option<bool> {
    notice::later_versions(text)
}

/// The expression in its usual form, if it is a valid one.
pub(crate) fn valid(expression: &str) -> Option<String> {
    let mut text = expression.trim().trim_matches(['"', '\'']).to_owned();
    if Expression::parse(&text).is_err() {
        text = Expression::canonicalize(&text).ok().flatten()?;
    }
    Expression::parse_mode(&text, ParseMode::STRICT).ok().map(|valid| valid.to_string())
}

fn joined(found: &corpus::Found, text: &str) -> String {
    let mut ids: Vec<String> = found.ids.iter().map(|id| with_version(id, text)).collect();
    if let Some(exception) = &found.exception
        && let Some(last) = ids.last_mut()
    {
        let with = format!("{last} WITH {exception}");
        *last = valid(&with).unwrap_or_else(|| last.clone());
    }
    let choice = ids.len() > 1 && notice::offers_choice(text);
    let mut all = together(ids, choice).unwrap_or_default();
    if found.left > 0 && notice::restricts(text) {
        all = format!("{} AND LicenseRef-additional-terms", if choice { format!("({all})") } else { all });
    }
    all
}

/// `GPL-2.0` becomes `-only` or `-or-later`, by what stands before the licence text.
fn with_version(id: &str, text: &str) -> String {
    if !spdx::license_id(&format!("{id}-only")).is_some_and(spdx::LicenseId::is_gnu) {
        return id.to_owned();
    }
    let before = notice::before_licence(text);
    let later = notice::later_versions(before) == Some(true);
    format!("{id}-{}", if later { "or-later" } else { "only" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(id: &str) -> String {
        let text = spdx::text::LICENSE_TEXTS.iter().find(|(name, _)| *name == id);
        text.map_or_else(String::new, |(_, text)| (*text).to_owned())
    }

    fn known(expression: &str) -> Identified {
        Identified::As(expression.to_owned())
    }

    #[test]
    fn a_licence_is_known_by_its_text_whatever_its_form() {
        let mit = text_of("MIT").replace("<year> <copyright holders>", "2020 Some One and others");
        assert_eq!(identify(&mit), known("MIT"));
        let markdown = format!("# The MIT Licence\n\n> {}", mit.replace('\n', "\n> "));
        assert_eq!(identify(&markdown), known("MIT"));
        assert_eq!(identify(&mit.replace('\n', " ")), known("MIT"));
    }

    #[test]
    fn one_file_with_two_licences_gives_both() {
        let both = format!("{}\n\n-----\n\n{}", text_of("MIT"), text_of("Apache-2.0"));
        assert_eq!(identify(&both), known("Apache-2.0 AND MIT"));
        let choice = format!("Dual licensed, at your option, under either of\n\n{both}");
        assert_eq!(identify(&choice), known("Apache-2.0 OR MIT"));
    }

    #[test]
    fn the_larger_of_two_licences_that_share_words_wins() {
        for id in ["BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause", "MIT-0", "ISC", "0BSD", "CC-BY-3.0", "CC-BY-NC-3.0"]
        {
            assert_eq!(identify(&text_of(id)), known(id));
        }
    }

    #[test]
    fn gnu_licences_say_which_versions() {
        assert_eq!(identify(&text_of("GPL-2.0")), known("GPL-2.0-only"));
        let header =
            "This is free software under the GPL, either version 2, or (at your option) any later version.\n\n";
        assert_eq!(identify(&format!("{header}{}", text_of("GPL-2.0"))), known("GPL-2.0-or-later"));
        assert_eq!(identify(&text_of("LGPL-3.0")), known("LGPL-3.0-only"));
    }

    #[test]
    fn an_exception_goes_with_its_licence() {
        let exceptions = spdx::text::EXCEPTION_TEXTS;
        let classpath = exceptions.iter().find(|(id, _)| *id == "Classpath-exception-2.0").map_or("", |(_, text)| text);
        let text = format!("{}\n\n{classpath}", text_of("GPL-2.0"));
        assert_eq!(identify(&text), known("GPL-2.0-only WITH Classpath-exception-2.0"));
    }

    #[test]
    fn added_restrictions_are_not_passed_over() {
        let text = format!(
            "\"Commons Clause\" License Condition v1.0\n\nThe Software is provided to you subject to the Commons Clause.\n\n{}",
            text_of("MIT")
        );
        assert_eq!(identify(&text), known("MIT AND LicenseRef-additional-terms"));
    }

    #[test]
    fn what_is_no_licence_is_none() {
        assert_eq!(identify("Copyright 2020 Some One. All rights reserved."), Identified::Nothing);
        assert_eq!(identify("TODO"), Identified::Nothing);
        assert_eq!(identify(&format!("Modified MIT License\n\n{}", text_of("MIT"))), Identified::Unknown);
        assert_eq!(
            identify(&format!("The Modified BSD License\n\n{}", text_of("BSD-3-Clause"))),
            known("BSD-3-Clause")
        );
        let own = "You may use this program at work on Mondays as long as you send the author of it a postcard with a picture of a lighthouse.";
        assert_eq!(identify(own), Identified::Unknown);
    }

    #[test]
    fn short_notices_and_tags_are_read() {
        assert_eq!(identify("SPDX-License-Identifier: MIT OR Apache-2.0\n"), known("MIT OR Apache-2.0"));
        assert_eq!(identify("SPDXVersion: SPDX-2.0\nPackageLicenseDeclared: Apache-2.0\n"), known("Apache-2.0"));
        let dual = "Available under the terms of the Eclipse Public License 2.0 at http://www.eclipse.org/legal/epl-2.0, \
                    or the Apache Software License 2.0 at https://www.apache.org/licenses/LICENSE-2.0.";
        assert_eq!(identify(dual), known("Apache-2.0 OR EPL-2.0"));
        assert_eq!(identify("This project is released under the MIT License."), known("MIT"));
    }

    #[test]
    fn a_text_that_is_more_than_a_licence_is_not_one_as_a_whole() {
        let story = format!("{}\n{}", "A long story about other matters that goes on. ".repeat(60), text_of("MIT"));
        assert_eq!(identify_whole(&story), None);
        assert_eq!(identify_whole(&text_of("MIT")).as_deref(), Some("MIT"));
        assert_eq!(identify_inside(&story).as_deref(), Some("MIT"));
    }
}
