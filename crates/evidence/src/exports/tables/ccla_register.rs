//! Corporate contributor agreements and the people on their lists: an export of their register.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{Rows, counted};
use super::{Column, Holds, Kind};
use crate::finding::Finding;

pub(super) const KIND: Kind = Kind {
    id: "ccla-register",
    name: "Register of contributor agreements (table)",
    title: "Register of contributor agreements",
    question: "Is there a register of corporate contributor agreements?",
    looks_at: "One row for each agreement, or for each person on the list of one. `projects`; `signed_share` of them with a \
               day of signature, `owned_share` with somebody who is responsible; `people` on the lists, and `current_share` \
               of the entries whose person has not left by the day of the export. Without a column of the day of leaving \
               that share is open.",
    remedy: "Export the register with project, day of signature, who is responsible, and the people listed with the day \
             when they left.",
    since: "0.1.0",
    columns: COLUMNS,
    keys: &["project"],
    needs: &[&["signed", "agreement"]],
    read,
};

const COLUMNS: &[Column] = &[
    Column {
        id: "project",
        what: "project or foundation that the agreement is with",
        holds: Holds::Text,
        names: &[
            "project",
            "upstream project",
            "project name",
            "foundation",
            "counterparty",
            "projekt",
            "projektname",
            "stiftung",
            "vertragspartner",
        ],
    },
    Column {
        id: "agreement",
        what: "name or number of the agreement",
        holds: Holds::Text,
        names: &[
            "ccla",
            "cla",
            "agreement",
            "agreement id",
            "agreement type",
            "vereinbarung",
            "vertrag",
            "vertragsnummer",
        ],
    },
    Column {
        id: "signed",
        what: "day of signature",
        holds: Holds::Day,
        names: &[
            "signed on",
            "signed",
            "date signed",
            "signature date",
            "signed at",
            "effective date",
            "unterzeichnet am",
            "unterschrieben am",
            "unterzeichnet",
            "datum der unterschrift",
        ],
    },
    Column {
        id: "owner",
        what: "who is responsible for it",
        holds: Holds::Text,
        names: &[
            "owner",
            "cla manager",
            "ccla manager",
            "responsible",
            "contact",
            "signatory",
            "signed by",
            "verantwortlich",
            "verantwortlicher",
            "ansprechpartner",
            "unterzeichner",
        ],
    },
    Column {
        id: "person",
        what: "one person on its list",
        holds: Holds::Text,
        names: &[
            "contributor",
            "designated employee",
            "employee id",
            "employee",
            "covered employee",
            "person",
            "email",
            "e mail",
            "mitarbeiter",
            "mitarbeiter id",
            "personalnummer",
        ],
    },
    Column {
        id: "left",
        what: "day when that person left",
        holds: Holds::Until,
        names: &[
            "left on",
            "left",
            "leaving date",
            "date left",
            "exit date",
            "termination date",
            "last working day",
            "ausgetreten am",
            "austritt",
            "austrittsdatum",
            "ausgeschieden am",
        ],
    },
];

/// What the rows say of one project.
#[derive(Default)]
struct Project {
    signed: bool,
    owned: bool,
}

fn read(rows: &Rows<'_>) -> Finding {
    let mut projects: BTreeMap<String, Project> = BTreeMap::new();
    let mut people = BTreeSet::new();
    let (mut entries, mut gone) = (0, 0);
    for row in rows.iter() {
        let Some(project) = row.text("project") else { continue };
        let one = projects.entry(project.into_owned()).or_default();
        one.signed |= row.day("signed").is_some();
        one.owned |= row.has("owner");
        if let Some(person) = row.text("person") {
            people.insert(person);
            entries += 1;
            gone += usize::from(row.day("left").is_some_and(|day| day <= rows.on));
        }
    }
    let agreements = counted(projects.len(), "project", "projects");
    if projects.is_empty() {
        return Finding::not_seen("no row names a project");
    }
    let signed = projects.values().filter(|one| one.signed).count();
    let owned = projects.values().filter(|one| one.owned).count();
    let finding = Finding::seen(format!(
        "agreements with {agreements}, {} on the lists",
        counted(people.len(), "person", "people")
    ))
    .count("projects", projects.len())
    .count("people", people.len())
    .share("signed_share", signed, projects.len())
    .share("owned_share", owned, projects.len());
    match (rows.has("person"), rows.has("left")) {
        (true, true) => finding.count("leavers", gone).share("current_share", entries - gone, entries),
        (false, _) => finding.open("current_share", "it does not list people"),
        (true, false) => finding.open("current_share", "it has no column `left`, which says who has left"),
    }
}
