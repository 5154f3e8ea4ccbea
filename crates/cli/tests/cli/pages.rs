//! What the program does on the command line is done in the web app, too: every command has its page, or a reason.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::docs::{MADE, expect};

/// Where the web app does what a command does.
enum In {
    /// On the page of a route.
    Page(&'static str),
    /// Nowhere, and why.
    No(&'static str),
}
use In::{No, Page};

const COMMANDS: &[(&str, In)] = &[
    ("assess", Page("/a/{assessment}/unit/{unit}/scans")),
    ("scan", Page("/a/{assessment}/unit/{unit}/scans")),
    ("mirror", No("it reaches servers with the keys of who runs it; the copies are scanned from their page")),
    ("mirror", No("it reaches servers with the keys of who runs it; the page of scans looks at the copies")),
    ("queue", Page("/scans")),
    ("queue --stop", Page("/a/{assessment}/unit/{unit}/scans/{job}/stop")),
    ("worker", No("a program beside the server, for whoever runs it")),
    ("signal validate", No("for authors of signals, who have files and not a record")),
    ("signal import", No("for authors of signals, who have files and not a record")),
    ("columns", No("mappings are a file beside osmm.toml, which whoever runs the server keeps; its scans use it")),
    ("model list", Page("/model")),
    ("model show", Page("/model/{model}")),
    ("model validate", No("for authors of models, who have files and not a record")),
    ("model diff", Page("/model/compare")),
    ("guide", Page("/model/{model}/activity/{activity}")),
    ("unit import", Page("/units")),
    ("unit list", Page("/units")),
    ("person import", Page("/people")),
    ("person add", Page("/people/add")),
    ("person grant", Page("/people/grant")),
    ("person revoke", Page("/people/revoke")),
    ("person password", Page("/invitation/{secret}")),
    ("person list", Page("/people")),
    ("person erase", Page("/people/{person}/erase")),
    ("assessment open", Page("/assessments/open")),
    ("assessment list", Page("/assessments")),
    ("assessment show", Page("/a/{assessment}")),
    ("assessment review", Page("/a/{assessment}/stage")),
    ("assessment reopen", Page("/a/{assessment}/stage")),
    ("assessment publish", Page("/a/{assessment}/stage")),
    ("assessment rescope", Page("/a/{assessment}/rescope")),
    ("assessment upgrade", Page("/a/{assessment}/upgrade")),
    ("assign", Page("/a/{assessment}/assign")),
    ("todo", Page("/a/{assessment}/todo")),
    ("answer", Page("/a/{assessment}/unit/{unit}/answer/{item}")),
    ("answer --for", Page("/a/{assessment}/unit/{unit}/for/{person}/answer/{item}")),
    ("lock", Page("/a/{assessment}/unit/{unit}/lock")),
    ("lock --for", Page("/a/{assessment}/unit/{unit}/for/{person}/lock")),
    ("disagreements", Page("/a/{assessment}/review")),
    ("decide", Page("/a/{assessment}/review/decide")),
    ("evidence add", Page("/a/{assessment}/unit/{unit}/evidence/new")),
    ("evidence review", Page("/a/{assessment}/unit/{unit}/evidence/{evidence}")),
    ("evidence withdraw", Page("/a/{assessment}/unit/{unit}/evidence/{evidence}")),
    ("evidence list", Page("/a/{assessment}/unit/{unit}/evidence")),
    ("evidence get", Page("/a/{assessment}/unit/{unit}/evidence/{evidence}/file")),
    ("evidence imports", Page("/a/{assessment}/unit/{unit}/scans/seen")),
    ("evidence original", Page("/a/{assessment}/unit/{unit}/scans/original/{digest}")),
    ("proposal list", Page("/a/{assessment}/unit/{unit}/proposals")),
    ("proposal accept", Page("/a/{assessment}/unit/{unit}/proposals/accept")),
    ("proposal adjust", Page("/a/{assessment}/unit/{unit}/proposals")),
    ("proposal reject", Page("/a/{assessment}/unit/{unit}/proposals")),
    ("confirm", Page("/a/{assessment}/verify")),
    ("target", Page("/goals/target")),
    ("action open", Page("/goals/action")),
    ("action take", Page("/plan/take")),
    ("action begin", Page("/plan/work")),
    ("action close", Page("/goals/close")),
    ("action list", Page("/goals")),
    ("report", Page("/a/{assessment}/report")),
    ("case", No("money is in a file of those who may see it, and not in the record")),
    ("tracker file", No("for networks from which no tracker can be reached; the file is carried there")),
    ("tracker push", No("it reaches a tracker with the token of who runs it, which no server keeps")),
    ("tracker status", No("it reaches a tracker with the token of who runs it, which no server keeps")),
    ("plan", Page("/plan")),
    ("plan --keep", Page("/plan/settings")),
    ("plan --kept", Page("/plan/text")),
    ("rollup", Page("/a/{assessment}")),
    ("delta", Page("/a/{assessment}/delta")),
    ("history", Page("/audit")),
    ("correct", Page("/a/{assessment}/correct")),
    ("serve", No("it is what serves the pages")),
    ("access", Page("/access/log")),
    ("verify", No("an auditor checks a pack or a record without the server that made it")),
    ("backup", No("for whoever runs the server; the record itself is a download of the page of files")),
    ("restore", No("for whoever runs the server")),
    ("export", Page("/a/{assessment}/transfer")),
    ("import", Page("/a/{assessment}/transfer")),
];

#[test]
fn every_command_has_its_page_or_a_reason() {
    let mut page = format!("{MADE}\n# Commands and pages\n\nWhere the web app does what a command does.\n");
    page.push_str("\n| command | page |\n|---|---|\n");
    let routes = osmm_server::paths();
    for (command, place) in COMMANDS {
        let place = match place {
            Page(path) => {
                assert!(routes.contains(path), "{command}: no route {path}");
                format!("`{path}`")
            }
            No(reason) => format!("none: {reason}"),
        };
        writeln!(page, "| `osmm {command}` | {place} |").unwrap();
    }
    let named: Vec<&str> = COMMANDS.iter().map(|(c, _)| c.split(" --").next().unwrap()).collect();
    let mut root = osmm_cli::command();
    root.build();
    let mut there = BTreeMap::new();
    leaves(&root, "", &mut there);
    let missing: Vec<&String> = there.keys().filter(|c| !named.contains(&c.as_str())).collect();
    assert!(missing.is_empty(), "no page is named for {missing:?}");
    for (command, _) in COMMANDS {
        let (name, option) = command.split_once(" --").map_or((*command, None), |(n, o)| (n, Some(o)));
        let options = there.get(name).unwrap_or_else(|| panic!("there is no command {name}"));
        assert!(option.is_none_or(|o| options.contains(&o.to_owned())), "there is no {command}");
    }
    expect("pages.md", &page);
}

/// Commands that do something, with their options.
fn leaves(command: &clap::Command, name: &str, found: &mut BTreeMap<String, Vec<String>>) {
    let subs: Vec<_> = command.get_subcommands().filter(|s| s.get_name() != "help").collect();
    if subs.is_empty() {
        let options = command.get_arguments().filter_map(|a| a.get_long().map(str::to_owned));
        found.insert(name.to_owned(), options.collect());
    }
    for sub in subs {
        leaves(sub, format!("{name} {}", sub.get_name()).trim(), found);
    }
}
