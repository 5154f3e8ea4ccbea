//! Who was to take which course, and who did: an export of the learning system.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{One, Rows, counted};
use super::topics;
use super::{Column, Holds, Kind};
use crate::finding::Finding;

pub(super) const KIND: Kind = Kind {
    id: "training",
    name: "Training records (table)",
    title: "Training records",
    question: "Do records of training hold courses about open source?",
    looks_at: "One row for each person and course. Courses count that are about open source by their titles or by `values` \
               of a mapping: all of them, and those with `policy`, `licence`, `security` and `contribution` by themselves, \
               whose measures begin with that word (`licence_completed_share`). `courses`, the `people` they are assigned \
               to, and `assigned`, the pairs of a person and a course; of these `completed_share` is completed and \
               `current_share` was completed in the 12 months before the export or is valid on its day. A list of \
               completions alone does not say who was to take a course: its shares are open.",
    remedy: "Export assignments with their state from the learning system, as CSV or XLSX, with the day of completion.",
    since: "0.1.0",
    columns: COLUMNS,
    keys: &["person", "course"],
    needs: &[&["status", "completed"]],
    read,
};

const COLUMNS: &[Column] = &[
    Column {
        id: "person",
        what: "who; any text that is the same for the same person",
        holds: Holds::Text,
        names: &[
            "employee id",
            "person id",
            "user id",
            "staff id",
            "learner id",
            "personnel number",
            "mitarbeiter id",
            "personalnummer",
            "mitarbeiternummer",
            "benutzer id",
            "person",
            "employee",
            "user",
            "username",
            "learner",
            "participant",
            "mitarbeiter",
            "teilnehmer",
            "teilnehmerin",
            "benutzer",
            "email",
            "e mail",
            "email address",
            "e mail adresse",
            "employee name",
            "name",
        ],
    },
    Column {
        id: "course",
        what: "title of the course",
        holds: Holds::Topics,
        names: &[
            "course title",
            "course name",
            "course",
            "training title",
            "training name",
            "training",
            "learning item",
            "learning activity",
            "module",
            "kurstitel",
            "kursname",
            "kurs",
            "schulung",
            "schulungstitel",
            "lerninhalt",
            "lernmodul",
            "title",
            "titel",
            "item title",
        ],
    },
    Column {
        id: "status",
        what: "how far it is",
        holds: Holds::Words(&[
            (
                "completed",
                &[
                    "complete",
                    "passed",
                    "done",
                    "finished",
                    "yes",
                    "true",
                    "1",
                    "100",
                    "abgeschlossen",
                    "bestanden",
                    "erledigt",
                    "beendet",
                    "ja",
                    "teilgenommen",
                    "attended",
                ],
            ),
            (
                "open",
                &[
                    "in progress",
                    "not started",
                    "assigned",
                    "enrolled",
                    "registered",
                    "incomplete",
                    "overdue",
                    "failed",
                    "not completed",
                    "not attempted",
                    "expired",
                    "pending",
                    "no",
                    "false",
                    "0",
                    "offen",
                    "in bearbeitung",
                    "nicht begonnen",
                    "nicht gestartet",
                    "zugewiesen",
                    "angemeldet",
                    "überfällig",
                    "nicht bestanden",
                    "nicht abgeschlossen",
                    "abgelaufen",
                    "nein",
                    "begonnen",
                ],
            ),
        ]),
        names: &[
            "completion status",
            "status",
            "state",
            "result",
            "completed",
            "passed",
            "abschlussstatus",
            "ergebnis",
            "bestanden",
            "abgeschlossen",
            "teilnahmestatus",
            "lernstatus",
        ],
    },
    Column {
        id: "completed",
        what: "day of completion",
        holds: Holds::Day,
        names: &[
            "completed on",
            "completion date",
            "date completed",
            "completed date",
            "completed at",
            "finished on",
            "abgeschlossen am",
            "abschlussdatum",
            "abschluss am",
            "bestanden am",
            "erledigt am",
            "datum abschluss",
        ],
    },
    Column {
        id: "assigned",
        what: "day of assignment",
        holds: Holds::Day,
        names: &[
            "assigned on",
            "assignment date",
            "date assigned",
            "assigned date",
            "assigned at",
            "enrolled on",
            "enrolment date",
            "enrollment date",
            "zugewiesen am",
            "zuweisungsdatum",
            "angemeldet am",
            "anmeldedatum",
        ],
    },
    Column {
        id: "expires",
        what: "day until which the completion is valid",
        holds: Holds::Until,
        names: &[
            "expires on",
            "expiry date",
            "expiration date",
            "valid until",
            "valid to",
            "gültig bis",
            "ablaufdatum",
            "läuft ab am",
        ],
    },
];

/// One person and one course.
#[derive(Default)]
struct Taken<'r> {
    topics: &'r [&'static str],
    completed: bool,
    current: bool,
}

fn read(rows: &Rows<'_>) -> Finding {
    let mut pairs: BTreeMap<(String, String), Taken<'_>> = BTreeMap::new();
    let mut others = BTreeSet::new();
    for row in rows.iter() {
        let (Some(person), Some(course)) = (row.text("person"), row.text("course")) else { continue };
        let topics = row.topics("course");
        if topics.is_empty() {
            others.insert(course);
            continue;
        }
        let one = pairs.entry((person.into_owned(), course.into_owned())).or_default();
        one.topics = topics;
        one.completed |= completed(row);
        one.current |= current(row, rows);
    }
    if pairs.is_empty() {
        let courses = counted(others.len(), "course", "courses");
        return Finding::not_seen(format!("none of {courses} is about open source by its title"));
    }
    // Where everything is completed, it may be a list of completions only.
    let assigned = rows.has("assigned") || pairs.values().any(|one| !one.completed);
    let dated = rows.has("completed") || rows.has("expires");
    let all = || pairs.iter();
    let mut finding = Finding::seen(summary(&pairs));
    for topic in topics::ALL {
        let prefix = if topic == "open-source" { String::new() } else { format!("{topic}_") };
        let of = all().filter(|(_, one)| topic == "open-source" || one.topics.contains(&topic));
        finding = figures(finding, &prefix, of, assigned, dated);
    }
    finding
}

fn completed(row: One<'_>) -> bool {
    match row.word("status") {
        Some(word) => word == "completed",
        None => row.day("completed").is_some(),
    }
}

fn current(row: One<'_>, rows: &Rows<'_>) -> bool {
    let valid = row.day("expires").map(|day| day >= rows.on);
    completed(row) && valid.unwrap_or_else(|| rows.within_year(row.day("completed")))
}

fn figures<'a>(
    finding: Finding,
    prefix: &str,
    of: impl Iterator<Item = (&'a (String, String), &'a Taken<'a>)>,
    assigned: bool,
    dated: bool,
) -> Finding {
    let pairs: Vec<_> = of.collect();
    let name = |what: &str| format!("{prefix}{what}");
    let people: BTreeSet<&str> = pairs.iter().map(|((person, _), _)| person.as_str()).collect();
    let courses: BTreeSet<&str> = pairs.iter().map(|((_, course), _)| course.as_str()).collect();
    let completed = pairs.iter().filter(|(_, one)| one.completed).count();
    let current = pairs.iter().filter(|(_, one)| one.current).count();
    let finding = finding
        .count(&name("courses"), courses.len())
        .count(&name("people"), people.len())
        .count(&name("assigned"), pairs.len())
        .count(&name("completed"), completed);
    if pairs.is_empty() {
        return finding;
    }
    let only = "it lists completions, and not who was to take the courses";
    let finding = match assigned {
        true => finding.share(&name("completed_share"), completed, pairs.len()),
        false => finding.open(&name("completed_share"), only),
    };
    match (assigned, dated) {
        (true, true) => finding.share(&name("current_share"), current, pairs.len()),
        (false, _) => finding.open(&name("current_share"), only),
        (true, false) => finding.open(&name("current_share"), "it has no days of completion"),
    }
}

fn summary(pairs: &BTreeMap<(String, String), Taken<'_>>) -> String {
    let courses: BTreeSet<&str> = pairs.keys().map(|(_, course)| course.as_str()).collect();
    let people: BTreeSet<&str> = pairs.keys().map(|(person, _)| person.as_str()).collect();
    let completed = pairs.values().filter(|one| one.completed).count();
    format!(
        "{} about open source for {}: {completed} of {} completed",
        counted(courses.len(), "course", "courses"),
        counted(people.len(), "person", "people"),
        counted(pairs.len(), "assignment", "assignments")
    )
}
