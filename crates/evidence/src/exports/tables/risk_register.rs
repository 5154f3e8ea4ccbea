//! Risks of using open source and of contributing to it: an export of the risk register.

use super::rows::{One, Rows, counted};
use super::topics;
use super::{Column, Holds, Kind};
use crate::finding::Finding;

pub(super) const KIND: Kind = Kind {
    id: "risk-register",
    name: "Risk register (table)",
    title: "Open source in the risk register",
    question: "Does the risk register hold risks of open source?",
    looks_at: "One row for each risk. It is about open source by its title or category, or by `values` of a mapping: \
               `inbound` risks of using it, and `outbound` ones of contributing and publishing. Of each, which the measures \
               begin with: how many are `inbound_treated`, with an owner and a treatment, and as a share `inbound_treated_share`; \
               the share `inbound_reviewed_share` of those treated and reviewed in the 12 months before the export, and \
               `inbound_controlled_share` of those with a linked control.",
    remedy: "Export the risk register with title, category, owner, treatment, day of the last review and linked controls.",
    since: "0.1.0",
    columns: COLUMNS,
    keys: &["risk"],
    needs: &[&["owner", "treatment", "reviewed"]],
    read,
};

const COLUMNS: &[Column] = &[
    Column {
        id: "risk",
        what: "title of the risk",
        holds: Holds::Topics,
        names: &[
            "risk title",
            "risk name",
            "risk description",
            "risk",
            "risikotitel",
            "risikobezeichnung",
            "risikobeschreibung",
            "risiko",
        ],
    },
    Column {
        id: "category",
        what: "its category",
        holds: Holds::Topics,
        names: &["risk category", "category", "risk type", "risikokategorie", "kategorie", "risikoart"],
    },
    Column {
        id: "owner",
        what: "who owns it",
        holds: Holds::Text,
        names: &[
            "risk owner",
            "owner",
            "responsible",
            "risikoeigner",
            "risikoverantwortlicher",
            "eigentümer",
            "verantwortlich",
            "verantwortlicher",
        ],
    },
    Column {
        id: "treatment",
        what: "what is done about it",
        holds: Holds::Text,
        names: &[
            "treatment",
            "risk treatment",
            "response",
            "risk response",
            "mitigation",
            "action",
            "behandlung",
            "risikobehandlung",
            "maßnahme",
            "maßnahmen",
            "massnahme",
            "massnahmen",
        ],
    },
    Column::REVIEWED,
    Column {
        id: "control",
        what: "linked controls",
        holds: Holds::Text,
        names: &[
            "controls",
            "control",
            "linked controls",
            "control id",
            "control ids",
            "kontrollen",
            "kontrolle",
            "verknüpfte kontrollen",
        ],
    },
];

fn read(rows: &Rows<'_>) -> Finding {
    let all = rows.iter().filter(|row| row.has("risk")).count();
    let about: Vec<One<'_>> = rows.iter().filter(|row| !topics_of(*row).is_empty()).collect();
    if about.is_empty() {
        let risks = counted(all, "risk", "risks");
        return Finding::not_seen(format!("none of {risks} is about open source by its title or category"))
            .count("risks", all);
    }
    let (outbound, inbound): (Vec<One<'_>>, Vec<One<'_>>) =
        about.into_iter().partition(|row| topics_of(*row).contains(&"contribution"));
    let risks = counted(all, "risk", "risks");
    let finding = Finding::seen(format!(
        "of {risks} {} about using open source, {} about contributing",
        inbound.len(),
        outbound.len()
    ));
    let finding = figures(finding.count("risks", all), "inbound", &inbound, rows);
    figures(finding, "outbound", &outbound, rows)
}

fn topics_of(row: One<'_>) -> Vec<&'static str> {
    let known = |topic: &&&str| topics::ALL.contains(*topic);
    row.topics("risk").iter().chain(row.topics("category")).filter(known).copied().collect()
}

fn figures(finding: Finding, side: &str, of: &[One<'_>], rows: &Rows<'_>) -> Finding {
    let name = |what: &str| format!("{side}_{what}");
    let finding = finding.count(side, of.len());
    if of.is_empty() {
        return finding;
    }
    let treated: Vec<&One<'_>> = of.iter().filter(|row| row.has("owner") && row.has("treatment")).collect();
    let reviewed = treated.iter().filter(|row| rows.within_year(row.day("reviewed"))).count();
    let controlled = treated.iter().filter(|row| row.has("control")).count();
    let mut finding =
        finding.count(&name("treated"), treated.len()).share(&name("treated_share"), treated.len(), of.len());
    for (what, column, number) in
        [("reviewed_share", "reviewed", reviewed), ("controlled_share", "control", controlled)]
    {
        finding = match rows.has(column) {
            true => finding.share(&name(what), number, of.len()),
            false => finding.open(&name(what), &format!("it has no column `{column}`")),
        };
    }
    finding
}
