//! Do the files say under which licence they are?

use super::{Effort, Signal, Source, files, share};
use crate::facts::{Content, Entry, Facts, File, Want};
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "reuse",
    title: "Licences of single files",
    question: "Do the files of source code say under which licence they are, in a form that machines read?",
    why: "Files are copied without their folder; one that says its licence itself can be used and checked wherever it goes.",
    looks_at: "`SPDX-License-Identifier:` in the first lines of up to 60 files of source code, spread evenly over the repository; generated and copied code \
               is left out. REUSE.toml and .reuse/dep5 that name a licence for files, and texts in LICENSES. Seen with 80% of these files \
               marked, or with REUSE rules and a text. Whether the licences are right is not looked at; `reuse lint` looks at every file.",
    remedy: "Run `reuse annotate` over the source code, and put the texts into LICENSES with `reuse download --all`.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

/// Endings of files with source code that have room for a comment.
const SOURCES: &[&str] = &[
    "rs", "go", "py", "java", "kt", "kts", "scala", "groovy", "c", "h", "cc", "cpp", "cxx", "hh", "hpp", "m", "mm",
    "cs", "fs", "vb", "js", "mjs", "cjs", "jsx", "ts", "tsx", "vue", "svelte", "rb", "php", "swift", "sh", "bash",
    "pl", "pm", "lua", "dart", "ex", "exs", "erl", "hs", "ml", "clj", "r", "jl", "sql", "proto", "zig", "nim",
];

/// Ends of names of files that a program wrote.
const GENERATED: &[&str] =
    &[".pb.go", "_pb2.py", "_pb2_grpc.py", ".min.js", ".d.ts", ".g.dart", ".generated.cs", ".designer.cs"];

/// Lines in which a file says its licence.
const NEAR: usize = 40;

/// Below so many files a share says nothing.
const LEAST: u32 = 5;

const ENOUGH: f64 = 0.8;

fn is_source(entry: &Entry) -> bool {
    let name = entry.name();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    SOURCES.contains(&ending) && !entry.foreign() && !GENERATED.iter().any(|end| name.ends_with(end))
}

fn is_rules(entry: &Entry) -> bool {
    matches!(entry.lower.as_str(), "reuse.toml" | ".reuse/dep5")
}

fn wants(entry: &Entry) -> Want {
    if is_rules(entry) {
        Want::Text
    } else if is_source(entry) {
        Want::Sample
    } else {
        Want::No
    }
}

/// Whether a file says its licence near its start.
fn is_marked(text: &str) -> bool {
    let after = |line: &'_ str| line.split_once("SPDX-License-Identifier:").map(|(_, after)| after.trim().to_owned());
    text.lines().take(NEAR).filter_map(after).any(|after| after.starts_with(|c: char| c.is_alphanumeric() || c == '('))
}

/// Whether rules name a licence for some files.
fn names_licences(file: &File) -> bool {
    let text = file.text().unwrap_or_default();
    if file.name() == "dep5" {
        let starts = |start: &str| text.lines().any(|line| line.starts_with(start));
        return starts("Files:") && starts("License:");
    }
    let Ok(rules) = text.parse::<toml::Table>() else { return false };
    let annotations = rules.get("annotations").and_then(toml::Value::as_array);
    annotations.into_iter().flatten().any(|one| one.get("SPDX-License-Identifier").is_some())
}

fn observe(facts: &Facts) -> Finding {
    let entries = facts.tree.as_ref().map(|tree| tree.entries.as_slice()).unwrap_or_default();
    let sources = entries.iter().filter(|entry| is_source(entry)).count();
    let texts = entries.iter().filter(|entry| entry.folder() == "licenses" && entry.name().ends_with(".txt")).count();
    let rules: Vec<&File> = facts.wanted(wants).filter(|file| is_rules(&file.entry) && names_licences(file)).collect();
    let (mut read, mut marked) = (0_u32, 0_u32);
    for file in facts.wanted(wants).filter(|file| is_source(&file.entry)) {
        if let Content::Text(text) = &file.content {
            read += 1;
            marked += u32::from(is_marked(text));
        }
    }
    let part = if read > 0 { share(marked, read) } else { 0.0 };
    let by_headers = read >= LEAST && part >= ENOUGH;
    let summary = format!("{marked} of {} looked at are marked", files(read as usize));
    let finding = if !rules.is_empty() && texts > 0 {
        Finding::seen(format!("REUSE rules; {summary}"))
    } else if by_headers {
        Finding::seen(summary)
    } else if sources == 0 && rules.is_empty() {
        Finding::not_applicable("no source code")
    } else {
        Finding::not_seen(summary)
    };
    finding
        .count("sources", sources)
        .tally("looked_at", read)
        .tally("marked", marked)
        .number("marked_share", part)
        .count("rules", rules.len())
        .count("licence_texts", texts)
        .at_all(rules)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    const MARK: &str =
        "// SPDX-FileCopyrightText: somebody\n// SPDX-License-Identifier: MIT OR Apache-2.0\n\nfn main() {}\n";

    fn of(marked: usize, plain: usize) -> Finding {
        let paths: Vec<String> = (0..marked + plain).map(|n| format!("src/f{n}.rs")).collect();
        let text = |n| if n < marked { MARK } else { "fn main() {}\n" };
        let files: Vec<(&str, &str)> = paths.iter().enumerate().map(|(n, path)| (path.as_str(), text(n))).collect();
        observe(&Facts::of(&files))
    }

    #[test]
    fn most_files_have_to_be_marked() {
        assert_eq!(of(8, 2).verdict, Verdict::Seen);
        let some = of(7, 3);
        assert_eq!((some.verdict, &some.measures["marked_share"]), (Verdict::NotSeen, &Measure::Number(0.7)));
        assert_eq!(of(4, 0).verdict, Verdict::NotSeen, "too few to tell");
    }

    #[test]
    fn rules_with_a_text_count() {
        let rules = "version = 1\n[[annotations]]\npath = '**'\nSPDX-License-Identifier = 'MIT'\n";
        let files = [("REUSE.toml", rules), ("LICENSES/MIT.txt", "MIT License"), ("a.rs", "")];
        assert_eq!(observe(&Facts::of(&files)).verdict, Verdict::Seen);
        assert_eq!(observe(&Facts::of(&files[..1])).verdict, Verdict::NotSeen, "without the text");
        let dep5 = [(".reuse/dep5", "Files: *\nCopyright: x\nLicense: MIT\n"), ("LICENSES/MIT.txt", "MIT License")];
        assert_eq!(observe(&Facts::of(&dep5)).verdict, Verdict::Seen);
        for empty in ["", "version = 1\n", "# [[annotations]]\n", "["] {
            let files = [("REUSE.toml", empty), ("LICENSES/MIT.txt", "MIT License"), ("a.rs", "x")];
            assert_eq!(observe(&Facts::of(&files)).verdict, Verdict::NotSeen, "{empty}");
        }
    }

    #[test]
    fn a_mark_stands_near_the_start_and_has_a_value() {
        assert!(is_marked(MARK));
        assert!(!is_marked(&format!("{}{MARK}", "x\n".repeat(50))));
        assert!(!is_marked("let mark = \"SPDX-License-Identifier:\";\n"));
        assert!(!is_marked("// SPDX-License-Identifier: <id>\n"));
    }

    #[test]
    fn copies_generated_code_and_other_files_are_left_out() {
        let files = [("vendor/a.rs", MARK), ("api.pb.go", MARK), ("README.md", MARK), ("node_modules/x/a.js", MARK)];
        assert!(matches!(observe(&Facts::of(&files)).verdict, Verdict::NotApplicable { .. }));
    }
}
