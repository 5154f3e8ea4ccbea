//! Is there a licence text, and which?

use super::{Effort, Signal, Source};
use crate::community::stem;
use crate::components::{self, Component, Reach};
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::licence::{Identified, identify, identify_inside, identify_whole, later_versions, together, valid};
use crate::prose;

pub(super) const SIGNAL: Signal = Signal {
    id: "license-file",
    title: "Licence file",
    question: "Does the repository carry a licence text?",
    why: "Without a licence nobody may use the code; with an unclear one nobody knows under which terms.",
    looks_at: "LICENSE, LICENCE, COPYING, UNLICENSE with any ending at the root, else in .github and docs, SPDX tag files (LICENSE.spdx), REUSE (LICENSES/, REUSE.toml), else other texts at \
               the root that are a licence as a whole, else a licence text inside the README. The licence is identified by its text. A text of some length that \
               is not known is seen as `LicenseRef-unrecognised` with `identified` 0; a file without a licence text is not seen. GNU texts alone do not say \
               whether later versions may be used: then the README is asked, and `-only` is assumed. Where several folders have a manifest of a package manager, those with a licence file of their own are counted.",
    remedy: "Add the unchanged text of an approved licence as LICENSE.",
    effort: Effort::Minutes,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

/// Where a licence can stand; smaller comes first and the first place with a licence answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Root,
    Tag,
    ReuseTable,
    ReuseTexts,
    Folder,
    Renamed,
    Readme,
}

fn is_licence_name(name: &str) -> bool {
    ["license", "licence", "copying", "unlicense", "unlicence", "copyright", "mit-license", "mit-licence", "legal"]
        .iter()
        .any(|start| {
            name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_', ' ']))
        })
}

/// Files that are about licences but are not one: code, settings, images.
fn is_text(name: &str) -> bool {
    const OTHER: &[&str] = &[
        "json", "yml", "yaml", "xml", "js", "ts", "go", "py", "rs", "java", "rb", "sh", "png", "svg", "toml", "csv",
        "html", "tpl", "tmpl", "header",
    ];
    name.rsplit_once('.').is_none_or(|(_, ending)| !OTHER.contains(&ending))
        && !name.contains("third")
        && !name.contains("header")
}

fn place(entry: &Entry) -> Option<Place> {
    let (folder, name) = (entry.folder(), entry.name());
    match folder {
        "" if name == "reuse.toml" => Some(Place::ReuseTable),
        "" if is_licence_name(name) && name.ends_with(".spdx") => Some(Place::Tag),
        "" if is_licence_name(name) && is_text(name) => Some(Place::Root),
        "" if stem(name) == Some("readme") => Some(Place::Readme),
        "" if stem(name).is_some() && !name.starts_with('.') => Some(Place::Renamed),
        "licenses" if name.ends_with(".txt") || name.ends_with(".md") => Some(Place::ReuseTexts),
        ".github" | "docs" | "doc" | ".gitlab" | "legal" | "license" | "licence"
            if is_licence_name(name) && is_text(name) =>
        {
            Some(Place::Folder)
        }
        _ => None,
    }
}

fn wants(entry: &Entry) -> Want {
    match place(entry) {
        None => Want::No,
        Some(Place::Renamed) => Want::Document { rank: std::cmp::Reverse(1) },
        Some(_) => Want::Text,
    }
}

/// Files of one place and what they say.
#[derive(Default)]
struct Said<'a> {
    known: Vec<(&'a File, String)>,
    unknown: Vec<&'a File>,
    nothing: Vec<&'a File>,
}

fn said<'a>(files: &[(Place, &'a File)], at: Place) -> Said<'a> {
    let mut said = Said::default();
    for (_, file) in files.iter().filter(|(place, _)| *place == at) {
        let Some(text) = file.text() else {
            if file.unread().is_none() {
                said.nothing.push(*file);
            }
            continue;
        };
        let identified = match at {
            Place::Renamed => identify_whole(text).map_or(Identified::Nothing, Identified::As),
            Place::Readme => identify_inside(text).map_or(Identified::Nothing, Identified::As),
            Place::ReuseTable => reuse_table(text).map_or(Identified::Nothing, Identified::As),
            Place::Root | Place::Tag | Place::Folder | Place::ReuseTexts => identify(text),
        };
        match identified {
            Identified::As(expression) => said.known.push((file, expression)),
            Identified::Unknown if is_about_copyright_only(file) => said.nothing.push(file),
            Identified::Unknown => said.unknown.push(file),
            Identified::Nothing => said.nothing.push(file),
        }
    }
    said
}

/// COPYRIGHT and LEGAL often hold no licence; they count only when one is found in them.
fn is_about_copyright_only(file: &File) -> bool {
    file.name().starts_with("copyright") || file.name().starts_with("legal")
}

/// The licence that REUSE.toml gives to everything.
fn reuse_table(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    let annotations = table.get("annotations")?.as_array()?;
    annotations.iter().find_map(|annotation| {
        let path = annotation.get("path")?;
        let all = |path: &toml::Value| path.as_str().is_some_and(|path| path == "**" || path == "*");
        let whole = all(path) || path.as_array().is_some_and(|paths| paths.iter().any(all));
        let licence = annotation.get("SPDX-License-Identifier")?.as_str()?;
        whole.then(|| valid(licence)).flatten()
    })
}

/// `LICENSE-MIT` beside `LICENSE-APACHE`: every name says which licence it is, so the reader may choose.
fn names_offer_choice(files: &[(&File, String)]) -> bool {
    const KNOWN: &[&str] =
        &["mit", "apache", "bsd", "gpl", "lgpl", "mpl", "epl", "isc", "zlib", "boost", "unlicense", "cc0", "0bsd"];
    let suffixes = files.iter().map(|(file, _)| {
        file.name().split(['-', '.', '_']).skip(1).any(|part| KNOWN.iter().any(|known| part.starts_with(known)))
    });
    files.len() > 1 && suffixes.into_iter().all(|known| known)
}

fn observe(facts: &Facts) -> Finding {
    let has = |_: &Component, entry: &Entry| is_licence_name(entry.name()) && is_text(entry.name());
    components::rolled_up(whole(facts), facts, facts.components().with_manifest(), Reach::Own, has)
}

/// The answer for the repository.
fn whole(facts: &Facts) -> Finding {
    let files: Vec<(Place, &File)> = facts.wanted(wants).filter_map(|file| Some((place(&file.entry)?, file))).collect();
    let mut nothing = None;
    let mut unknown = None;
    for at in
        [Place::Root, Place::Tag, Place::ReuseTable, Place::ReuseTexts, Place::Folder, Place::Renamed, Place::Readme]
    {
        let said = said(&files, at);
        if !said.known.is_empty() {
            return known(&said, &files);
        }
        nothing = nothing.or_else(|| said.nothing.first().copied().filter(|_| at <= Place::Folder));
        unknown = unknown.or_else(|| said.unknown.first().copied());
    }
    match (unknown, nothing) {
        (Some(file), _) => Finding::seen(format!("a text that is not recognised in {}", file.path()))
            .at(file, prose::first_line(file.text().unwrap_or_default()))
            .text("spdx", "LicenseRef-unrecognised")
            .count("identified", 0)
            .count("files", 1),
        (None, Some(file)) => Finding::not_seen(format!("{} holds no licence text", file.path())).at(file, None),
        (None, None) => Finding::not_seen("no licence file"),
    }
}

fn known(said: &Said<'_>, files: &[(Place, &File)]) -> Finding {
    let choice = names_offer_choice(&said.known);
    let all = said.known.iter().map(|(_, expression)| expression.clone()).collect();
    let mut expression = together(all, choice).unwrap_or_default();
    let mut note = "";
    if expression.contains("GPL-") && expression.contains("-only") {
        let readme = files.iter().find(|(place, _)| *place == Place::Readme).and_then(|(_, file)| file.text());
        match readme.and_then(later_versions) {
            Some(true) => expression = expression.replace("-only", "-or-later"),
            Some(false) => {}
            None => note = " (the text does not say whether later versions may be used)",
        }
    }
    let declared = declared(files, &expression);
    let paths: Vec<&str> = said.known.iter().map(|(file, _)| file.path()).collect();
    let finding = Finding::seen(format!("{expression} in {}{note}", paths.join(", ")))
        .text("spdx", expression)
        .count("identified", 1)
        .count("files", said.known.len() + said.unknown.len());
    let finding = declared.into_iter().fold(finding, |finding, (file, other)| {
        let summary = format!("{}; {} declares {other}", finding.summary, file.path());
        Finding { summary, ..finding.at(file, None).text("declared", other) }
    });
    let finding = said
        .known
        .iter()
        .fold(finding, |finding, (file, _)| finding.at(file, prose::first_line(file.text().unwrap_or_default())));
    match said.unknown.as_slice() {
        [] => finding,
        files => finding.at_all(files.iter().copied()).count("unrecognised", files.len()),
    }
}

/// What a tag file declares when it is not what the text says.
fn declared<'a>(files: &[(Place, &'a File)], expression: &str) -> Option<(&'a File, String)> {
    let tags = said(files, Place::Tag).known;
    tags.into_iter().find(|(_, other)| other != expression)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    fn text_of(id: &str) -> String {
        spdx::license_id(id).map_or_else(String::new, |id| id.text().to_owned())
    }

    fn spdx_of(files: &[(&str, &str)]) -> String {
        match observe(&Facts::of(files)).measures.get("spdx") {
            Some(Measure::Text(expression)) => expression.clone(),
            _ => String::new(),
        }
    }

    #[test]
    fn names_and_places_vary() {
        let mit = text_of("MIT");
        for path in [
            "LICENSE",
            "licence.md",
            "COPYING.txt",
            "License.rst",
            "docs/LICENSE",
            "LICENSES/MIT.txt",
            "Expat.txt",
            "EULA.md",
        ] {
            assert_eq!(spdx_of(&[(path, &mit)]), "MIT", "{path}");
        }
        assert_eq!(
            spdx_of(&[("README.md", &format!("# App\n\n{}\n## License\n\n{mit}", "It does. ".repeat(99)))]),
            "MIT"
        );
        assert_eq!(spdx_of(&[("src/LICENSE", &mit)]), "");
    }

    #[test]
    fn two_files_named_by_licence_offer_a_choice() {
        let files = [("LICENSE-MIT", &*text_of("MIT")), ("LICENSE-APACHE", &*text_of("Apache-2.0"))];
        assert_eq!(spdx_of(&files), "Apache-2.0 OR MIT");
        let files = [("COPYING", &*text_of("GPL-3.0-only")), ("COPYING.LESSER", &*text_of("LGPL-3.0-only"))];
        assert_eq!(spdx_of(&files), "LGPL-3.0-only");
    }

    #[test]
    fn reuse_tables_and_readmes_say_more() {
        let table = "version = 1\n[[annotations]]\npath = \"**\"\nSPDX-License-Identifier = \"MIT OR Apache-2.0\"\n";
        assert_eq!(spdx_of(&[("REUSE.toml", table), ("LICENSES/MIT.txt", &text_of("MIT"))]), "MIT OR Apache-2.0");
        let files =
            [("COPYING", &*text_of("GPL-2.0-only")), ("README", "License: GNU GPL, version 2 or any later version")];
        assert_eq!(spdx_of(&files), "GPL-2.0-or-later");
    }

    #[test]
    fn the_text_counts_before_what_a_tag_file_declares() {
        let tag = "SPDXVersion: SPDX-2.0\nPackageName: App\nPackageLicenseDeclared: Apache-2.0\n";
        assert_eq!(spdx_of(&[("LICENSE.spdx", tag)]), "Apache-2.0");
        let finding = observe(&Facts::of(&[("LICENSE.spdx", tag), ("LICENSE.md", &text_of("MIT"))]));
        assert_eq!(finding.summary, "MIT in LICENSE.md; LICENSE.spdx declares Apache-2.0");
    }

    #[test]
    fn empty_is_not_seen_and_unknown_is_said_to_be_unknown() {
        for text in ["", "TODO", "Copyright 2020 Me"] {
            assert_eq!(observe(&Facts::of(&[("LICENSE", text)])).verdict, Verdict::NotSeen, "{text}");
        }
        let own = "You may use this program at work on Mondays as long as you send the author of it a postcard with a picture.";
        let finding = observe(&Facts::of(&[("LICENSE", own)]));
        assert_eq!((finding.verdict, &finding.measures["identified"]), (Verdict::Seen, &Measure::Count(0)));
    }
}
