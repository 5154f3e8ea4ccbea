//! Tables of the organisation's own systems: what is counted, what is remembered, and what is refused with its place.

use osmm_evidence::exports::Import;
use osmm_evidence::exports::tables::{ALL, Columns, draft};
use osmm_evidence::{ScanOptions, Silent, scan};
use osmm_maturity::observation::{Observation, ObservationSet, Standing, Tool};

use crate::made::Made;
use crate::workbooks::{self, Cell};

/// Looks at an empty repository beside these files.
fn looked(files: &[(&str, Vec<u8>)], mappings: &str) -> ObservationSet {
    let made = Made::new();
    made.repository("app", &[("README.md", "An app.\n")]);
    let tool = Tool { name: "test".to_owned(), version: "0".to_owned() };
    let mut options = ScanOptions::new("2026-11-27T06:00:00Z".parse().unwrap(), tool);
    if !mappings.is_empty() {
        let text = format!("format = \"osmm-columns/1\"\n{mappings}");
        options.columns = Columns::parse(&text, "osmm-columns.toml").unwrap();
    }
    let import =
        |(file, bytes): &(&str, Vec<u8>)| Import { file: (*file).to_owned(), bytes: bytes.clone(), repository: None };
    options.imports = files.iter().map(import).collect();
    scan(&[made.path("app")], &options, &Silent)
}

fn only(set: &ObservationSet) -> &Observation {
    assert_eq!(set.problems, [], "nothing is refused");
    let all: Vec<&Observation> = set.observations.iter().filter(|o| !o.exports.is_empty()).collect();
    assert_eq!(all.len(), 1, "{all:#?}");
    all[0]
}

fn text(file: &str, text: &str) -> Observation {
    only(&looked(&[(file, text.as_bytes().to_vec())], "")).clone()
}

/// Why a file is refused.
fn refused(bytes: Vec<u8>, mappings: &str) -> String {
    let set = looked(&[("export.csv", bytes)], mappings);
    assert!(set.observations.iter().all(|o| o.exports.is_empty()), "{:#?}", set.observations.last());
    set.problems
        .iter()
        .map(|p| format!("{}: {}\n    {}\n", p.place, p.message, p.hint.as_deref().unwrap_or("-")))
        .collect()
}

pub const TRAINING: &str = "\
Mitarbeiter-ID;Kurs;Status;Abgeschlossen am
4711;Open-Source-Richtlinie;abgeschlossen;20.11.2026
4712;Open-Source-Richtlinie;abgeschlossen;03.02.2025
4713;Open-Source-Richtlinie;offen;
4714;Open-Source-Richtlinie;abgeschlossen;02.03.2026
4711;OSS-Lizenzen;bestanden;01.10.2026
4712;OSS-Lizenzen;in Bearbeitung;
4711;Brandschutz;abgeschlossen;01.11.2026
";

/// One table of each kind, all columns used.
pub const OWN: &[(&str, &str)] = &[
    ("training.csv", TRAINING),
    (
        "tickets.csv",
        "Key,Type,Created,Resolved,Due date,Status\n\
         OS-1,Intake,2026-10-01,2026-10-03,2026-10-06,Done\nOS-2,Intake,2026-10-05,2026-10-19,2026-10-10,Done\n\
         OS-3,Intake,2026-11-20,,2026-11-30,Open\nOS-3,Intake,2026-11-20,,2026-11-30,Open\n\
         OS-4,Contribution approval,2026-09-01,2026-09-02,,Done\nOS-5,Intake,2024-10-01,2024-10-02,,Done\n\
         OS-6,Intake,2026-10-01,,,Cancelled\nOS-7,Bug,2026-10-01,,,Open\nOS-8,Question,2026-11-01,2026-11-01,,Done\n",
    ),
    (
        "risks.csv",
        "Risk title,Category,Risk owner,Treatment,Last review,Controls\n\
         Licence terms of open source components,Legal,CISO,reduce,2026-05-01,C-12\n\
         Unmaintained open source,IT,CTO,,2026-05-01,\n\
         Secrets in open source contributions,IT,CTO,reduce,2025-05-01,\nFlood,Site,COO,insure,2026-01-01,C-1\n",
    ),
    (
        "ccla.csv",
        "Project,Signed on,Signatory,Employee,Left on\n\
         Kubernetes,2024-02-01,GC,ann@bank.example,\nKubernetes,2024-02-01,GC,bo@bank.example,2026-10-31\n\
         FINOS,2023-05-06,,cy@bank.example,2027-01-31\n",
    ),
    (
        "cmdb.csv",
        "Application,Technical owner,Repository,SBOM,Status\nLedger,Team A,git/ledger,yes,Production\n\
         Portal,,git/portal,no,Production\nOld,Team B,git/old,no,Decommissioned\n",
    ),
    (
        "support.csv",
        "Component,Support route,Production,Owner,Contract end,Last review\nPostgreSQL,Vendor X,yes,DBA,2027-12-31,2026-06-01\n\
         Redis,Vendor Y,yes,DBA,2025-12-31,2026-06-01\nleft-pad,,no,,,\n",
    ),
    (
        "staff.csv",
        "Employee ID,Department,Hire date,Leaving date\n1,A,2020-01-01,\n2,B,2021-01-01,2026-08-31\n3,A,2027-01-01,\n4,B,2019-01-01,2022-01-31\n",
    ),
    (
        "members.csv",
        "Foundation,Owner,Purpose,Last review,Valid until\nFINOS,OSPO,standards,2026-03-01,2026-12-31\nOld,,,,2024-12-31\nTODO,,,,\n",
    ),
];

#[test]
fn a_table_of_each_kind_is_counted() {
    let mut all = String::new();
    for (file, table) in OWN {
        let seen = text(file, table);
        all.push_str(&serde_json::to_string_pretty(&seen).unwrap());
        all.push('\n');
        for person in ["4711", "ann@", "ciso", "team a", "dba"] {
            assert!(!all.to_lowercase().contains(person), "{person} in {all}");
        }
    }
    assert_eq!(OWN.len(), ALL.len());
    insta::assert_snapshot!(all);
}

#[test]
fn a_workbook_says_the_same_as_text() {
    let mut rows: Vec<Vec<Cell>> = vec![vec![Cell::Text("Export of 27 November")], vec![]];
    for line in TRAINING.lines() {
        let day = |text: &'static str| match text.split('.').collect::<Vec<_>>().as_slice() {
            [d, m, y] if text.len() == 10 => Cell::Day(format!("{y}-{m}-{d}").parse().unwrap()),
            _ => Cell::Text(text),
        };
        rows.push(line.split(';').map(day).collect());
    }
    let book = workbooks::xlsx(&[("Notes", &[vec![Cell::Text("About")]]), ("Export", &rows)]);
    let set = looked(&[("lms.xlsx", book)], "");
    let (one, other) = (only(&set), text("training.csv", TRAINING));
    assert_eq!((&one.summary, &one.measures, &one.verdict), (&other.summary, &other.measures, &other.verdict));
    assert_eq!(one.proof[0].path, "lms.xlsx#Export!A3:D10");
    let subject = set.subjects.iter().find(|s| s.name == one.subject).unwrap();
    assert_eq!((subject.name.as_str(), &subject.standing), ("Training records", &Standing::Whole));
}

#[test]
fn several_tables_of_one_kind_are_one_whatever_their_order() {
    let (head, body) = TRAINING.split_once('\n').unwrap();
    let parts: Vec<String> = body.lines().map(|line| format!("{head}\n{line}\n")).collect();
    let files = |parts: &mut dyn Iterator<Item = &String>| -> Vec<(&str, Vec<u8>)> {
        parts.map(|part| ("part.csv", part.clone().into_bytes())).collect()
    };
    let one = looked(&files(&mut parts.iter()), "");
    let other = looked(&files(&mut parts.iter().rev().chain(&parts)), "");
    assert_eq!(one, other);
    assert_eq!(only(&one).measures, text("a.csv", TRAINING).measures);
    assert_eq!(only(&one).exports.len(), 7);
}

#[test]
fn the_day_is_that_of_the_mapping_or_of_the_name_or_the_newest_in_it() {
    let day = |file: &str, mappings: &str| {
        let set = looked(&[(file, TRAINING.as_bytes().to_vec())], mappings);
        let export = &only(&set).exports[0];
        format!("{:?} {:?}", export.made_on.map(|day| day.to_string()), export.oddities)
    };
    assert_eq!(day("a.csv", ""), "Some(\"2026-11-20\") []");
    assert_eq!(day("lms-2026-11-25.csv", ""), "Some(\"2026-11-25\") []");
    assert_eq!(day("lms_20261125.csv", ""), "Some(\"2026-11-25\") []");
    assert_eq!(
        day("lms-2026-01-01.csv", ""),
        "Some(\"2026-11-20\") [\"it is said to be of 2026-01-01, and holds later days\"]"
    );
    assert_eq!(
        day("lms-2027-01-01.csv", ""),
        "Some(\"2026-11-20\") [\"it is said to be of 2027-01-01, which is to come\"]"
    );
    let mapping = "[[table]]\nkind = \"training\"\nmade_on = 2026-11-26\n[table.columns]\nperson = \"Mitarbeiter-ID\"\n\
                   course = \"Kurs\"\nstatus = \"Status\"\ncompleted = \"Abgeschlossen am\"\n";
    assert_eq!(day("a.csv", mapping), "Some(\"2026-11-26\") []");
    assert_eq!(text("a.csv", "Foundation,Owner\nFINOS,x\n").exports[0].made_on, None);
}

/// An export that nothing is known of by its names.
const ODD: &str = "Ref|What|How far|When\nx1|Secure coding basics|fertig|03/04/2026\nx2|Secure coding basics|läuft|\n";

const MAPPED: &str = r#"
[[table]]
kind = "training"
file = "exp*.csv"
delimiter = "|"
date_format = "day-month-year"
[table.columns]
person = "ref"
course = "What"
status = "How far"
completed = "When"
[table.values.course]
security = ["secure coding*"]
[table.values.status]
completed = ["Fertig"]
open = ["läuft"]
"#;

#[test]
fn a_mapping_says_what_the_header_does_not() {
    let set = looked(&[("export.csv", ODD.as_bytes().to_vec())], MAPPED);
    let seen = only(&set);
    let measure = |name: &str| seen.measures[name].number();
    assert_eq!((measure("security_assigned"), measure("security_completed_share")), (Some(2.0), Some(0.5)));
    assert_eq!(seen.exports[0].made_on.unwrap().to_string(), "2026-04-03");
}

#[test]
fn what_cannot_be_told_is_refused_with_its_place_and_the_way_out() {
    let mut all = String::new();
    let mut say = |bytes: &[u8], mappings: &str| all.push_str(&refused(bytes.to_vec(), mappings));
    say(b"", "");
    say(b"Ref,What\n", "");
    say(b"Ref,What\n1,2\n", "");
    say(ODD.as_bytes(), "");
    say(b"ann@bank.example,2026-01-01,Course\nbo@bank.example,2026-01-01,Course\n", "");
    say(b"Employee ID,Course,Status\n", "");
    say(b"Employee ID,Course\n1,Open source\n", "");
    say(b"Employee ID,Course,Status,Status\n1,Open source,done,done\n", "");
    say(b"Employee ID,Course,Completed on\n1,Open source,03/04/2026\n", "");
    say(b"Employee ID,Course,Completed on\n1,Open source,13/04/2026\n2,Open source,04/13/2026\n3,Open source,03/04/2026\n", "");
    say(b"Employee ID,Course,Status\n1,Open source,gruen\n2,Open source,done\n3,Open source,rot\n", "");
    say(b"Employee ID,Course,Completed on\n1,Open source,soon\n", "");
    say(b"a,b\n\x81\0,2\n", "");
    say(b"Employee ID,Course,Status\n1,Open source,done,x\n2,Open source,done,y\n", "");
    say(TRAINING.as_bytes(), MAPPED);
    say(
        &workbooks::xlsx(&[
            ("A", &[vec![Cell::Text("Foundation"), Cell::Text("Owner")], vec![Cell::Text("x"), Cell::Text("y")]]),
            ("B", &[vec![Cell::Text("Foundation"), Cell::Text("Owner")], vec![Cell::Text("x"), Cell::Text("y")]]),
        ]),
        "",
    );
    insta::assert_snapshot!(all);
    for person in ["ann@", "bo@", "gruen", "rot", "soon"] {
        assert!(!all.contains(person), "{person} in {all}");
    }
}

#[test]
fn cells_that_cannot_be_read_leave_open_what_they_may_have_said() {
    let seen = text(
        "a.csv",
        "Employee ID,Course,Status\n1,Open source,done\n2,Open source,done\n3,Open source,?!x\n,Open source,done\n5,Open source,done,8,9\n",
    );
    assert_eq!(
        seen.partial.as_deref(),
        Some("3 could not be read: C4 (status), A5 (no person), E6 (the row is wider than the header)")
    );
    assert_eq!(seen.measures["completed_share"].number(), Some(0.666));
}

#[test]
fn a_list_of_completions_alone_has_no_share() {
    let seen = text("a.csv", "User,Course,Completed on\n1,Open source,2026-11-01\n2,Open source,2026-11-02\n");
    let share = serde_json::to_string(&seen.measures["completed_share"]).unwrap();
    assert!(share.contains("not who was to take the courses"), "{share}");
}

#[test]
fn a_draft_can_be_read_again_and_names_no_person() {
    let on = "2026-11-27".parse().unwrap();
    let import = |text: &str| Import { file: "x.csv".into(), bytes: text.as_bytes().to_vec(), repository: None };
    let mut all = String::new();
    for (_, table) in OWN {
        let one = draft(&import(table), None, &[], &Columns::default(), on).unwrap();
        let again = format!("format = \"osmm-columns/1\"\n{}", one.mapping);
        Columns::parse(&again, "x").unwrap();
        all.push_str(&format!("{}\n{}\n", one.mapping, one.outcome.unwrap()));
    }
    let odd = draft(
        &import(&ODD.replace('|', ";")),
        Some("training"),
        &[("course".into(), "what".into())],
        &Columns::default(),
        on,
    )
    .unwrap();
    all.push_str(&format!("{}\n{:?}\n", odd.mapping, odd.outcome));
    let part = "Login of the learner (ID),Name of the course,Date of completion on time\na,b,c\n";
    let odd = draft(&import(part), Some("training"), &[], &Columns::default(), on).unwrap();
    all.push_str(&format!("{}\n{:?}\n", odd.mapping, odd.outcome));
    insta::assert_snapshot!(all);
    for person in ["4711", "ann@", "CISO", "Team A", "DBA"] {
        assert!(!all.contains(person), "{person} in {all}");
    }
}

#[test]
fn faults_of_a_mapping_are_told_at_once_with_their_lines() {
    let text = "format = \"osmm-columns/1\"\n\n[[table]]\nkind = \"trainings\"\n\n[[table]]\nkind = \"training\"\ndelimiter = \";;\"\n\
                [table.columns]\npersn = \"x\"\ncourse = \"y\"\n[table.fixed]\nstatus = \"finished\"\n[table.values.person]\nyes = [\"a\"]\n";
    let told = |text: &str| -> String {
        let all = Columns::parse(text, "osmm-columns.toml").unwrap_err();
        all.iter().map(|p| format!("{}: {} ({})\n", p.place, p.message, p.hint.as_deref().unwrap_or("-"))).collect()
    };
    let all =
        [text, "format = \"osmm-columns/2\"", "format = 1", "format = \"osmm-columns/1\"\n[[tables]]\n"].map(told);
    insta::assert_snapshot!(all.join("\n"));
}

/// Each of its texts is looked up once, however many names there are.
#[test]
fn a_wide_table_that_is_none_is_refused() {
    let row = |row: usize| (0..2_000).map(|at| format!("text {row} {at}")).collect::<Vec<_>>().join(",") + "\n";
    let wide: String = (0..20).map(row).collect();
    assert!(refused(wide.into_bytes(), "").contains("its columns are not known: `text 0 0`"));
}

#[test]
fn names_of_columns_are_plain_and_belong_to_one_column_of_a_kind() {
    for kind in ALL {
        let mut names: Vec<&str> = kind.columns.iter().flat_map(|column| column.names.iter().copied()).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "{}", kind.id);
        for name in names {
            assert_eq!(name, name.to_lowercase().split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>().join(" "));
        }
        for id in kind.keys.iter().chain(kind.needs.iter().flat_map(|group| group.iter())) {
            assert!(kind.columns.iter().any(|column| column.id == *id), "{} {id}", kind.id);
        }
    }
}

#[test]
fn hostile_tables_are_refused_or_read_and_never_end_the_run() {
    let wide = format!("Foundation,Owner{}\nx,y\n", ",z".repeat(1_000_000));
    assert!(refused(wide.into_bytes(), "").contains("more than 2000 columns"));
    assert!(refused(workbooks::bomb(300 << 20), "").contains("larger than 256 MiB when unpacked"));
    assert!(refused(b"PK\x03\x04nothing".to_vec(), "").contains("no workbook"));
    assert!(refused(b"\xd0\xcf\x11\xe0".to_vec(), "").contains("protected"));
    let far = workbooks::with_cell("XFD1048576");
    assert!(refused(far, "").contains("more than 2000 columns"));
}

#[test]
fn damaged_tables_never_end_the_run() {
    let mut state = 5_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let book = workbooks::xlsx(&[(
        "A",
        &[vec![Cell::Text("Foundation"), Cell::Text("Owner")], vec![Cell::Text("x"), Cell::Text("y")]],
    )]);
    let sources: Vec<Vec<u8>> = OWN.iter().map(|(_, text)| text.as_bytes().to_vec()).chain([book]).collect();
    let mut files = Vec::new();
    for bytes in &sources {
        for _ in 0..60 {
            let mut bytes = bytes.clone();
            for _ in 0..=next(4) {
                let at = next(bytes.len());
                match next(4) {
                    0 => bytes[at] = u8::try_from(next(256)).unwrap(),
                    1 => drop(bytes.drain(at..(at + next(12)).min(bytes.len()))),
                    2 => drop(bytes.splice(
                        at..at,
                        [&b"\""[..], b"\n", b";", b"\xff\xfe", b"99999999999", b"-0-"][next(6)].iter().copied(),
                    )),
                    _ => bytes.truncate(at + 1),
                }
            }
            files.push(("x.csv", bytes));
        }
    }
    let set = looked(&files, "");
    let internal: Vec<_> = set.problems.iter().filter(|p| p.message.contains("internal error")).collect();
    assert!(internal.is_empty(), "{internal:#?}");
    assert!(set.problems.len() > 20 && set.observations.iter().any(|o| o.exports.len() > 5));
}
