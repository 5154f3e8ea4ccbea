//! Reference pages are generated and must not drift. `UPDATE_DOCS=1 cargo test -p osmm-cli docs` writes them.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use osmm_cli::Catalogue;
use osmm_evidence::exports::{self, tables};
use osmm_evidence::signals::{ALL, Effort};
use osmm_maturity::assessment::Assessment;
use osmm_maturity::case::Reckoned;
use osmm_maturity::model::Model;
use osmm_maturity::observation::ObservationSet;
use osmm_maturity::plan::Plan;
use osmm_report::story::Story;

pub fn expect(name: &str, content: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference").join(name);
    let content = format!("{}\n", content.trim_end());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &content).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == content, "docs/reference/{name} has drifted: run `UPDATE_DOCS=1 cargo test -p osmm-cli docs`");
}

pub const MADE: &str = "<!-- Generated: UPDATE_DOCS=1 cargo test -p osmm-cli docs -->";

#[test]
fn cli_page() {
    let mut page = format!("{MADE}\n# Command line\n");
    let mut command = osmm_cli::command();
    command.build();
    pages(&mut command, "osmm", &mut page);
    expect("cli.md", &page);
}

fn pages(command: &mut clap::Command, name: &str, page: &mut String) {
    let help = command.clone().term_width(100).render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    writeln!(page, "\n## {name}\n\n```text\n{}\n```", help.join("\n").trim_end()).unwrap();
    for sub in command.get_subcommands_mut().filter(|s| s.get_name() != "help") {
        let name = format!("{name} {}", sub.get_name());
        pages(sub, &name, page);
    }
}

#[test]
fn signals_page() {
    let mut page = format!("{MADE}\n# Signals\n\n");
    page.push_str(
        "A signal is one question that a machine can answer about a repository. What a verdict means for a\n",
    );
    page.push_str("rating is said by the models, see the last line of each signal.\n");
    let models = models();
    for signal in ALL {
        let effort = match signal.effort {
            Effort::Minutes => "minutes",
            Effort::Hours => "hours",
            Effort::Days => "days",
            Effort::Weeks => "weeks",
        };
        writeln!(page, "\n## {}\n\n{}\n", signal.id, signal.question).unwrap();
        writeln!(page, "- Why: {}", signal.why).unwrap();
        writeln!(page, "- How it looks: {}", signal.looks_at).unwrap();
        if !signal.topics.is_empty() {
            let topics: Vec<&str> = signal.topics.iter().map(|(topic, _)| *topic).collect();
            writeln!(page, "- Topics: {}", topics.join(", ")).unwrap();
        }
        writeln!(page, "- Remedy ({effort}): {}", signal.remedy).unwrap();
        writeln!(page, "- Since: {}", signal.since).unwrap();
        let used = users(signal.id, &models);
        let used = if used.is_empty() { "no shipped model (experimental)".to_owned() } else { used.join(", ") };
        writeln!(page, "- Used by: {used}").unwrap();
    }
    expect("signals.md", &page);
}

const IMPORTS: &str = "\
# Imports

What other programs found counts, too, as far as a model has a use for it:

```sh
osmm assess ~/src --import scorecard.json --import tools/report=other.json
```

A file is known by its content, whatever its name. It is about the repository that it names, found by the address of
`origin`, or about the one that is named before `=`: as `osmm scan` prints it, or by its address. One that names none is
about everything that is looked at: it shows that a thing is there, and counts in no share of repositories. One that
names a repository which is not looked at is not taken, and said so.

Each file becomes an observation with its own day and the SHA-256 of the file. The day is that in the file, never that of
the file system; a file without one leaves open how old it is. Of several files by one program about one repository the
newest counts. What is not right is refused with its place (a JSON pointer) and the rest goes on, with exit code 1; what
is merely odd is read and said. A file has at most 64 MiB and 4 million values.

In the record (`--keep`, `--unit`, the queue, the pages of scans) a file goes on counting at later looks, with its own
day, until one of its kind says it anew about the same thing, the repository counts no more, or `--forget-imports` is
said; a scan says which files these are. The file itself is kept by its digest, as it was given: `osmm evidence imports`
lists the files, `osmm evidence original DIGEST --output FILE` gives one back, and so does the page of what was seen.
Tables of your own systems and GitProxy's pushes name people, and nothing is ever taken out of the record: of those it has
the digest alone.

Formats are read in every form that they have: JSON, YAML, XML, tags and values, in UTF-8 or UTF-16. A place in XML, or in
tags and values, is that in the JSON of the same content. In YAML, what aliases stand for counts each time; XML with a
document type is refused.

Formats of other programs come first here, then the [tables](#tables-of-your-own-systems) of the organisation's own
systems.
";

const TABLES: &str = r#"
# Tables of your own systems

Training records, tickets and registers are handed in the same way, as CSV (divided by `,`, `;`, a tab or `|`; UTF-8,
UTF-16 with a mark, or Windows-1252) or as XLSX (a formula counts with the value that was saved):

```sh
osmm assess ~/src --import lms-2026-11-20.csv --import risk-register.xlsx
```

A table is about everything that is looked at, and several of one kind are one table. Only counts, shares and days come
out of it: no person, no title, no cell. A cell that cannot be read is named by its place and leaves open what it may have
said; a column of which most cells cannot be read is refused.

**Which column is which** is told by the names in its header, in English and German, as listed below. Where they are
others, say it once:

```sh
osmm columns lms.csv                                    # a draft, and what comes out of it
osmm columns lms.csv --column 'person=Staff no.' --write
```

The mapping is kept in `osmm-columns.toml` and is for every later export that has all of its columns. The file is taken
from beside the file of `--organisation`, else from the current folder, or as `--columns FILE` says; `osmm serve` finds
it in the same way. It can be edited:

```toml
format = "osmm-columns/1"

[[table]]
kind = "training"
file = "lms-*.csv"                    # only for files of such a name; these go before others
sheet = "Export"                      # in a workbook with several
date_format = "day-month-year"        # or month-day-year, where a day such as 03/04/2026 may be either
made_on = 2026-11-20                  # the day of the export, where neither its name nor its rows say it
delimiter = "|"                       # needs `file`
[table.columns]
person = "Staff no."
course = "Learning object"
status = "Progress"
[table.values.status]                 # what the texts of a column mean, `*` for anything
completed = ["green"]
open = ["red", "amber*"]
[table.values.course]                 # courses whose titles do not say what they are about
security = ["Secure coding *"]

[[table]]
kind = "tickets"
sla_days = 10                         # the limit for an answer, where no column has the day due
[table.columns]
opened = "In"
decided = "Out"
[table.fixed]                         # a word that stands for the whole column
type = "intake"
```

**The day of a table** is that in `made_on`, else the one in its name (`lms-2026-11-20.csv`), else the newest past day in
its rows. What is recent, in time or over is told from the day that is stated, else from that of the look: a register is
not recent because its own newest entry is.
"#;

#[test]
fn imports_page() {
    let models = models();
    let mut page = format!("{MADE}\n{IMPORTS}");
    for format in exports::ALL {
        writeln!(page, "\n## {}\n\nSignal `{}`: {}\n", format.name, format.id, format.question).unwrap();
        writeln!(page, "- What is read: {}", format.looks_at).unwrap();
        writeln!(page, "- How to get one: {}", format.remedy).unwrap();
        writeln!(page, "- Since: {}", format.since).unwrap();
        let used = users(format.id, &models);
        let used = if used.is_empty() { "no shipped model (experimental)".to_owned() } else { used.join(", ") };
        writeln!(page, "- Used by: {used}").unwrap();
    }
    page.push_str(TABLES);
    for kind in tables::ALL {
        writeln!(page, "\n## {}\n\nSignal and kind `{}`: {}\n", kind.name, kind.id, kind.question).unwrap();
        writeln!(page, "- What is counted: {}", kind.looks_at).unwrap();
        writeln!(page, "- How to get one: {}", kind.remedy).unwrap();
        writeln!(page, "- Since: {}", kind.since).unwrap();
        let used = users(kind.id, &models);
        let used = if used.is_empty() { "no shipped model (experimental)".to_owned() } else { used.join(", ") };
        writeln!(page, "- Used by: {used}\n").unwrap();
        writeln!(page, "| column | holds | known as |\n|---|---|---|").unwrap();
        for column in kind.columns {
            writeln!(page, "| {} | {} | {} |", needed(kind, column), column.what, column.names.join(", ")).unwrap();
        }
        for (id, word, texts) in words(kind) {
            writeln!(page, "\n`{id}` is `{word}` for: {texts}").unwrap();
        }
    }
    expect("imports.md", &page);
}

/// The name of a column, and whether a table needs it.
fn needed(kind: &tables::Kind, column: &tables::Column) -> String {
    let id = column.id;
    let group = kind.needs.iter().find(|group| group.contains(&id));
    match group {
        _ if kind.keys.contains(&id) => format!("`{id}` (needed in every row)"),
        Some(group) if group.len() == 1 => format!("`{id}` (needed)"),
        Some(group) => {
            let others: Vec<&str> = group.iter().copied().filter(|other| *other != id).collect();
            format!("`{id}` (it or {} is needed)", others.join(" or "))
        }
        None => format!("`{id}`"),
    }
}

/// The words of its columns, each with the texts that mean it.
fn words(kind: &tables::Kind) -> Vec<(&'static str, &'static str, String)> {
    let mut all = Vec::new();
    for column in kind.columns {
        if let tables::Holds::Words(words) = column.holds {
            all.extend(words.iter().map(|(word, texts)| (column.id, *word, texts.join(", "))));
        }
    }
    all
}

fn models() -> Vec<Model> {
    let catalogue = Catalogue::embedded();
    catalogue.ids().map(|id| catalogue.load(Some(id)).unwrap()).collect()
}

/// The items of all shipped models that use a signal.
fn users(signal: &str, models: &[Model]) -> Vec<String> {
    let mut used = BTreeSet::new();
    for model in models {
        for (_, item) in model.items().filter(|(_, i)| i.proposal.signals.iter().any(|s| s.signal.0 == signal)) {
            used.insert(format!("`{}` ({})", item.id, model.id));
        }
    }
    used.into_iter().collect()
}

#[test]
fn models_page() {
    let catalogue = Catalogue::embedded();
    let mut page = format!("{MADE}\n# Models\n\nHow to write one: [models/README.md](../../models/README.md).\n");
    for m in models() {
        let id = m.id.as_str();
        let default = if id == catalogue.default_id() { " (default)" } else { "" };
        writeln!(page, "\n## {} {}{default}\n\n`{id}`, {}\n\n{}\n", m.title, m.version, m.licence, m.summary).unwrap();
        writeln!(
            page,
            "| {} | {} | {} | proposed from evidence |",
            m.terms.level.one, m.terms.activity.one, m.terms.item.many
        )
        .unwrap();
        writeln!(page, "|---|---|--:|--:|").unwrap();
        for activity in &m.activities {
            let level = m.level(activity.level).map(|l| l.title.as_str()).unwrap_or_default();
            let proposed = activity.items.iter().filter(|i| !i.proposal.steps.is_empty()).count();
            writeln!(
                page,
                "| {} {level} | {} | {} | {proposed} |",
                activity.level,
                activity.title,
                activity.items.len()
            )
            .unwrap();
        }
        if !m.crosswalks.is_empty() {
            writeln!(page, "\n| crosswalk to | links | without match |\n|---|--:|--:|").unwrap();
        }
        for c in &m.crosswalks {
            let none: usize = c.no_match.iter().map(|n| n.from.len() + n.to.len()).sum();
            writeln!(page, "| {} | {} | {none} |", c.title, c.links.len()).unwrap();
        }
    }
    expect("models.md", &page);
}

/// The engine knows no model: no source names a model, a framework, an item, or an activity with a telling id.
#[test]
fn sources_name_no_model_and_nothing_in_one() {
    let mut names: Vec<String> = Vec::new();
    for model in models() {
        names.push(model.id.clone());
        names.extend(model.crosswalks.iter().map(|c| c.framework.clone()).filter(|id| id.contains('-')));
        names.extend(model.items().map(|(_, i)| i.id.0.clone()));
        names.extend(model.activities.iter().map(|a| a.id.0.clone()).filter(|id| id.contains(['-', '.'])));
    }
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut open: Vec<_> = fs::read_dir(crates).unwrap().map(|e| e.unwrap().path().join("src")).collect();
    let mut read = 0;
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            read += 1;
            let text = fs::read_to_string(&path).unwrap();
            let named = names.iter().find(|n| text.contains(&format!("{n}\"")) || text.contains(&format!("`{n}`")));
            assert_eq!(named, None, "{}", path.display());
        }
    }
    assert!(read > 50 && names.len() > 200, "{read} sources, {} names", names.len());
}

#[test]
fn json_schemas() {
    let text = |schema: schemars::Schema| serde_json::to_string_pretty(&schema).unwrap();
    expect("schemas/osmm-assessment-1.schema.json", &text(schemars::schema_for!(Assessment)));
    expect("schemas/osmm-roadmap-1.schema.json", &text(schemars::schema_for!(Plan)));
    expect("schemas/osmm-report-1.schema.json", &text(schemars::schema_for!(Story)));
    expect("schemas/osmm-business-case-1.schema.json", &text(schemars::schema_for!(Reckoned)));
    expect("schemas/osmm-observations-1.schema.json", &text(schemars::schema_for!(ObservationSet)));
}
