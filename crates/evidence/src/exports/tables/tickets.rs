//! Requests about open source and how long they took: an export of a ticket system.

use super::rows::{One, Rows, counted};
use super::{Column, Holds, Kind};
use crate::finding::Finding;

pub(super) const KIND: Kind = Kind {
    id: "tickets",
    name: "Tickets (table)",
    title: "Tickets about open source",
    question: "Do tickets of the last 12 months show requests about open source?",
    looks_at: "One row for each ticket, of four kinds: `intake` (to use a component), `contribution` (to contribute), \
               `publication` (to publish own work), `consultation` (questions to the open source office). Those count that \
               were opened in the 12 months before the export and not withdrawn. For each kind, which the measures begin \
               with: `intake` tickets, `intake_decided_share`, which have a day of decision, `intake_median_days` from \
               opened to decided, and `intake_in_time_share`: decided within the limit, of those decided or past it. The \
               limit is the column of the day due, else `sla_days` of the mapping; without either the share is open.",
    remedy: "Export the tickets of the intake and of the open source office, with type, day opened and day decided.",
    since: "0.1.0",
    columns: COLUMNS,
    keys: &["type", "opened"],
    needs: &[&["decided"]],
    read,
};

const COLUMNS: &[Column] = &[
    Column {
        id: "type",
        what: "what is asked for",
        holds: Holds::Words(KINDS),
        names: &[
            "request type",
            "ticket type",
            "issue type",
            "type",
            "category",
            "request category",
            "anfrageart",
            "art",
            "typ",
            "vorgangstyp",
            "kategorie",
            "antragsart",
        ],
    },
    Column {
        id: "opened",
        what: "day when it was opened",
        holds: Holds::Day,
        names: &[
            "opened",
            "opened on",
            "opened at",
            "created",
            "created on",
            "created at",
            "creation date",
            "date created",
            "submitted",
            "submitted on",
            "requested on",
            "erstellt",
            "erstellt am",
            "eröffnet",
            "eröffnet am",
            "angelegt am",
            "eingegangen am",
            "beantragt am",
        ],
    },
    Column {
        id: "decided",
        what: "day when it was decided",
        holds: Holds::Day,
        names: &[
            "decided",
            "decided on",
            "decision date",
            "approved on",
            "resolved",
            "resolved on",
            "resolved at",
            "resolution date",
            "closed",
            "closed on",
            "closed at",
            "date closed",
            "completed on",
            "entschieden",
            "entschieden am",
            "gelöst",
            "gelöst am",
            "erledigt am",
            "geschlossen am",
            "abgeschlossen am",
        ],
    },
    Column {
        id: "due",
        what: "last day in time",
        holds: Holds::Until,
        names: &[
            "due",
            "due date",
            "due on",
            "sla due",
            "deadline",
            "fällig",
            "fällig am",
            "fälligkeit",
            "frist",
            "frist bis",
        ],
    },
    Column {
        id: "status",
        what: "whether it was withdrawn",
        holds: Holds::Words(&[
            (
                "withdrawn",
                &[
                    "canceled",
                    "cancelled",
                    "duplicate",
                    "invalid",
                    "zurückgezogen",
                    "abgebrochen",
                    "storniert",
                    "duplikat",
                ],
            ),
            (
                "kept",
                &[
                    "open",
                    "new",
                    "in progress",
                    "waiting",
                    "on hold",
                    "done",
                    "closed",
                    "resolved",
                    "approved",
                    "rejected",
                    "declined",
                    "completed",
                    "pending",
                    "to do",
                    "offen",
                    "neu",
                    "in bearbeitung",
                    "wartend",
                    "erledigt",
                    "geschlossen",
                    "gelöst",
                    "genehmigt",
                    "abgelehnt",
                    "freigegeben",
                    "abgeschlossen",
                    "entschieden",
                ],
            ),
        ]),
        names: &["status", "state", "resolution", "zustand"],
    },
    Column {
        id: "ticket",
        what: "number of the ticket; one that is there twice counts once",
        holds: Holds::Text,
        names: &[
            "ticket",
            "ticket id",
            "key",
            "issue key",
            "id",
            "number",
            "ticketnummer",
            "nummer",
            "vorgang",
            "vorgangsnummer",
        ],
    },
];

/// Kinds of requests. A type that means none of them is `other`, which is passed by.
const KINDS: &[(&str, &[&str])] = &[
    (
        "intake",
        &[
            "open source intake",
            "oss intake",
            "component request",
            "open source request",
            "oss request",
            "use request",
            "open source approval",
            "open source usage",
            "component approval",
            "komponentenfreigabe",
            "freigabe",
            "freigabeantrag",
            "open source freigabe",
            "oss freigabe",
            "nutzungsantrag",
        ],
    ),
    (
        "contribution",
        &[
            "contribution approval",
            "contribution request",
            "open source contribution",
            "oss contribution",
            "upstream contribution",
            "beitrag",
            "beitragsfreigabe",
            "freigabe beitrag",
        ],
    ),
    (
        "publication",
        &[
            "open sourcing",
            "release request",
            "publication request",
            "open source release",
            "open source publication",
            "veröffentlichung",
            "publikation",
        ],
    ),
    (
        "consultation",
        &[
            "consulting",
            "advice",
            "question",
            "ospo question",
            "ospo consultation",
            "open source question",
            "beratung",
            "frage",
            "anfrage",
            "ospo beratung",
        ],
    ),
    (
        "other",
        &[
            "bug",
            "incident",
            "task",
            "story",
            "change",
            "service request",
            "epic",
            "problem",
            "aufgabe",
            "störung",
            "fehler",
        ],
    ),
];

fn read(rows: &Rows<'_>) -> Finding {
    let mut seen = std::collections::BTreeSet::new();
    let mut counting: Vec<One<'_>> = Vec::new();
    let (mut all, mut known) = (0, 0);
    for row in rows.iter() {
        all += 1;
        let Some(kind) = row.word("type").filter(|kind| *kind != "other") else { continue };
        known += 1;
        let fresh = rows.within_year(row.day("opened")) && row.word("status") != Some("withdrawn");
        let again = row.text("ticket").is_some_and(|id| !seen.insert((kind, id.into_owned())));
        if fresh && !again {
            counting.push(row);
        }
    }
    let mut told = Vec::new();
    let mut finding = Finding::seen("");
    for (kind, _) in KINDS.iter().filter(|(kind, _)| *kind != "other") {
        let of: Vec<One<'_>> = counting.iter().copied().filter(|row| row.word("type") == Some(kind)).collect();
        if !of.is_empty() {
            told.push(format!("{} {kind}", of.len()));
        }
        finding = figures(finding, kind, &of, rows);
    }
    if told.is_empty() {
        let of = counted(all, "ticket", "tickets");
        let why = if known == 0 { "is about open source by its type" } else { "is of the last 12 months" };
        return Finding { summary: format!("none of {of} {why}"), ..Finding::not_seen("") };
    }
    Finding { summary: format!("tickets of the last 12 months: {}", told.join(", ")), ..finding }
}

fn figures(finding: Finding, kind: &str, of: &[One<'_>], rows: &Rows<'_>) -> Finding {
    let name = |what: &str| format!("{kind}_{what}");
    let finding = finding.count(kind, of.len());
    if of.is_empty() {
        return finding;
    }
    let mut days: Vec<i32> = of.iter().filter_map(|row| lasted(*row)).collect();
    days.sort_unstable();
    let finding = finding.share(&name("decided_share"), days.len(), of.len());
    let finding = match median(&days) {
        Some(days) => finding.number(&name("median_days"), days),
        None => finding,
    };
    let judged: Vec<bool> = of.iter().filter_map(|row| in_time(*row, rows)).collect();
    if of.iter().all(|row| limit(*row).is_none()) {
        return finding
            .open(&name("in_time_share"), "no limit is known: neither a day due nor `sla_days` of a mapping");
    }
    finding.share(&name("in_time_share"), judged.iter().filter(|yes| **yes).count(), judged.len())
}

/// Days from opened to decided.
fn lasted(row: One<'_>) -> Option<i32> {
    let days = (row.day("decided")? - row.day("opened")?).get_days();
    (days >= 0).then_some(days)
}

/// The last day in time.
fn limit(row: One<'_>) -> Option<jiff::civil::Date> {
    let of_days = || row.day("opened")?.checked_add(jiff::Span::new().days(row.limit_days()?)).ok();
    row.day("due").or_else(of_days)
}

/// Whether it was decided in time; nothing where it is open and may still be, or no limit is known.
fn in_time(row: One<'_>, rows: &Rows<'_>) -> Option<bool> {
    let limit = limit(row)?;
    match row.day("decided") {
        Some(day) => Some(day <= limit),
        None => (rows.on > limit).then_some(false),
    }
}

fn median(sorted: &[i32]) -> Option<f64> {
    let middle = sorted.len() / 2;
    let upper = f64::from(*sorted.get(middle)?);
    if sorted.len() % 2 == 1 { Some(upper) } else { Some(f64::midpoint(upper, f64::from(sorted[middle - 1]))) }
}
