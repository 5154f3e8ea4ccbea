//! A description of the organisation: tiers, units, remotes and places of policies, from file to report.

use super::{Place, WELL_KEPT, git, told};

const DESCRIBED: &str = r#"format = "osmm-organisation/1"
remotes = ["github.com/example/*"]

[[affiliation]]
name = "Example Bank"
own = true
domains = ["bank.example"]

[[repository]]
names = ["ledger", "core"]
tier = "critical"

[[repository]]
names = ["report", "app"]
tier = "production"

[[repository]]
names = ["attic"]
tier = "archived"

[[unit]]
id = "payments"
repositories = ["ledger", "pay-*"]

[[unit]]
id = "markets"
repositories = ["report", "*-web", "nobody-has-this"]

[policies]
repositories = ["core"]
"#;

fn organisation() -> Place {
    let place = Place::new();
    place.repository("org/ledger", WELL_KEPT);
    place.repository("org/pay-web", &WELL_KEPT[..3]);
    place.repository("org/report", &WELL_KEPT[..3]);
    place.repository("org/core", &WELL_KEPT[5..]);
    place.repository("org/attic", WELL_KEPT);
    let theirs = place.repository("org/theirs", WELL_KEPT);
    git(&theirs, &["remote", "add", "origin", "https://ann:hunter2@git.example/others/theirs.git"]);
    let ours = place.repository("org/app", &[("notes.txt", "nothing here\n")]);
    git(&ours, &["remote", "add", "origin", "git@github.com:Example/App.git"]);
    place.write("osmm.toml", DESCRIBED);
    place
}

#[test]
fn units_and_tiers_appear_in_summary_report_and_file() {
    let place = organisation();
    let run = place.osmm(&["assess", "org", "--organisation", "osmm.toml"]);
    let (proposals, rest) = run.out.rsplit_once("proposals wait for a person").unwrap();
    assert!(proposals.contains("Profile"));
    insta::assert_snapshot!(rest);
    let notes: String = run.err.lines().filter(|l| !l.starts_with("looked at ")).map(|l| format!("{l}\n")).collect();
    insta::assert_snapshot!(notes);
    assert_eq!(run.code, 1, "two units own pay-web");
    assert!(!run.err.contains("hunter2") && !place.read("osmm-assessment.json").contains("hunter2"));

    let report = place.read("osmm-report.html");
    assert!(report.contains("Two units, each by its own repositories"));
    assert!(report.contains("critical 2 of 2, production 0 of 2, no tier 0 of 1"), "coverage by tier");
    let file: serde_json::Value = serde_json::from_str(&place.read("osmm-assessment.json")).unwrap();
    let units = file["results"]["units"].as_array().unwrap();
    assert_eq!(units.iter().map(|u| u["unit"].as_str().unwrap()).collect::<Vec<_>>(), ["markets", "payments"]);
    let run = place.osmm(&["assess", "--recompute", "osmm-assessment.json", "--quiet"]);
    assert_eq!(run.code, 0, "{}", told(&run));
}

#[test]
fn assess_names_what_counts_in_no_share_with_its_reason() {
    let place = Place::new();
    let of = |names: [&str; 2]| {
        names.map(|name| format!("[[repository]]\nnames = [\"{name}\"]\ntier = \"{name}\"\n")).concat()
    };
    let tiers = format!("{}[[repository]]\nnames = [\"old\"]\ntier = \"archived\"\n", of(["fork", "template"]));
    let own = "[[affiliation]]\nname = \"Own\"\nown = true\ndomains = [\"example.org\"]\n";
    place.write("osmm.toml", format!("format = \"osmm-organisation/1\"\n{own}{tiers}"));
    for name in ["app", "old", "fork", "template"] {
        place.repository(&format!("org/{name}"), WELL_KEPT);
    }
    std::fs::create_dir_all(place.path("org/new")).unwrap();
    git(&place.path("org/new"), &["init", "-q"]);
    let run = place.osmm(&["assess", "org", "--organisation", "osmm.toml"]);
    let (_, not_looked) = run.out.rsplit_once("Not looked at").unwrap();
    for line in [
        "old: not read: archived, by the description of the organisation",
        "fork: not read: a fork, by the description of the organisation",
        "template: not read: a template, by the description of the organisation",
        "new: not read: no commit yet",
    ] {
        assert!(not_looked.contains(line), "{line} in {not_looked}");
    }
    let file: serde_json::Value = serde_json::from_str(&place.read("osmm-assessment.json")).unwrap();
    let totals = &file["results"]["totals"];
    assert_eq!((&totals["subjects"], &totals["left_out"]), (&1.into(), &4.into()), "{totals}");
    let report = place.read("osmm-report.html");
    assert!(report.contains("Archived, by the description of the organisation") && report.contains("No commit yet"));
}

#[test]
fn a_scan_says_tier_and_unit_and_policies_are_preferred_where_they_are_kept() {
    let place = organisation();
    let run = place.osmm(&["scan", "org", "--organisation", "osmm.toml", "--json", "-q"]);
    let set: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let shown = |s: &serde_json::Value| {
        let field = |name: &str| s[name].as_str().unwrap_or("-").to_owned();
        let left_out = s["standing"]["reason"].as_str().unwrap_or("counts").to_owned();
        format!("{}: {}, {}, {left_out}", field("name"), field("tier"), field("unit"))
    };
    let subjects: Vec<String> = set["subjects"].as_array().unwrap().iter().map(shown).collect();
    insta::assert_snapshot!(subjects.join("\n"));
    let policy = |subject: &str| {
        let all = set["observations"].as_array().unwrap();
        let one = all.iter().find(|o| o["subject"] == subject && o["signal"] == "policy-consumption").unwrap();
        one["summary"].as_str().unwrap().to_owned()
    };
    assert!(policy("core").ends_with(", where the organisation keeps policies"), "{}", policy("core"));
    assert!(!policy("ledger").contains("keeps policies"));
}

#[test]
fn one_look_at_all_repositories_is_kept_for_each_unit_that_the_description_names() {
    let place = organisation();
    place.write(
        "units.csv",
        "id,title,parent,repositories\ngroup,Group,,\npayments,Payments,group,\nmarkets,Markets,group,\n",
    );
    assert_eq!(place.osmm(&["unit", "import", "units.csv", "--database", "record.db"]).code, 0);
    let keeping = ["scan", "org", "--organisation", "osmm.toml", "--json", "--keep", "--database", "record.db"];
    let run = place.osmm(&keeping);
    assert!(run.err.contains("Kept as a look at payments: 1 subject"), "{}", run.err);
    assert!(run.err.contains("Kept as a look at markets: 1 subject"), "{}", run.err);
    assert!(run.err.contains("not kept: core belongs to no unit"), "{}", run.err);
}

/// Two units, each with a repository in which the other one changed something or not, and two projects of others.
fn contributing() -> Place {
    let place = Place::new();
    let people = [("ledger", "desk"), ("web", "web")];
    for (name, by) in people {
        let path = place.repository(&format!("org/{name}"), &WELL_KEPT[..4]);
        for n in 0..2 {
            let author = format!("--author=Zoltan <zoltan{n}@{by}.bank.example>");
            git(&path, &["commit", "-q", "--allow-empty", &author, "--message=Change"]);
        }
    }
    for (name, by) in [("kafka", "ledger"), ("zlib", "elsewhere")] {
        let path = place.repository(&format!("org/up/{name}"), &[("MAINTAINERS", "Zoltan (@zoltan)\n")]);
        git(&path, &["remote", "add", "origin", &format!("https://github.com/others/{name}.git")]);
        let author = format!("--author=Zoltan <zoltan0@{by}.bank.example>");
        git(&path, &["commit", "-q", "--allow-empty", &author, "--message=Change"]);
    }
    place.write(
        "osmm.toml",
        r#"format = "osmm-organisation/1"
upstream = ["github.com/others/*"]
[[affiliation]]
name = "Bank"
own = true
unit = "ledger"
domains = ["ledger.bank.example"]
[[affiliation]]
name = "Bank"
own = true
unit = "web"
domains = ["web.bank.example", "desk.bank.example"]
[[affiliation]]
name = "Other"
domains = ["elsewhere.bank.example", "example.org"]
[[person]]
handles = ["zoltan"]
stays = [{ affiliation = "Bank", unit = "web" }]
[[unit]]
id = "ledger"
repositories = ["ledger"]
[[unit]]
id = "web"
repositories = ["web"]
"#,
    );
    place.write("units.csv", "id,title,parent,repositories\ngroup,Group,,\nledger,Ledger,group,\nweb,Web,group,\n");
    place
}

#[test]
fn work_across_units_and_upstream_is_proposed_from_and_kept() {
    let place = contributing();
    let run = place.osmm(&["scan", "org", "--organisation", "osmm.toml", "-q"]);
    let told: Vec<&str> =
        run.out.lines().filter(|l| ["innersource", "upstream"].iter().any(|w| l.contains(w))).collect();
    insta::assert_snapshot!(told.join("\n"));
    let run = place.osmm(&["assess", "org", "--organisation", "osmm.toml"]);
    let (_, proposals) = run.out.rsplit_once("proposals wait for a person").unwrap();
    let from = |title: &str| {
        let at = proposals.find(&format!("\n  {title} (")).unwrap_or_else(|| panic!("{title} in {proposals}"));
        let rest = &proposals[at + 1..];
        let end = rest.match_indices("\n  ").find(|(at, _)| rest[at + 3..].starts_with(char::is_uppercase));
        &rest[..end.map_or(rest.len(), |(at, _)| at)]
    };
    let titles = ["InnerSource", "Contribution", "Tracking Contribution", "Maintainer", "Aspiration"];
    insta::assert_snapshot!(titles.map(from).join("\n"));
    let (report, file) = (place.read("osmm-report.html"), place.read("osmm-assessment.json"));
    assert!(report.contains("2 projects of others were looked at for contributions"));
    for text in [&run.out, &report, &file] {
        assert!(!text.contains("oltan") && !text.contains("bank.example"), "names stay where they are");
    }
    assert_eq!(place.osmm(&["assess", "--recompute", "osmm-assessment.json", "--quiet"]).code, 0);
    assert_eq!(place.osmm(&["unit", "import", "units.csv", "--database", "record.db"]).code, 0);
    let run =
        place.osmm(&["scan", "org", "--organisation", "osmm.toml", "--json", "--keep", "--database", "record.db"]);
    for kept in ["a look at group: 2 subjects", "a look at ledger: 1 subject", "a look at web: 1 subject"] {
        assert!(run.err.contains(&format!("Kept as {kept}")), "{kept} in {}", run.err);
    }
}
