//! Memberships in foundations: an export of their register.

use std::collections::BTreeMap;

use super::rows::{Rows, counted};
use super::{Column, Holds, Kind};
use crate::finding::Finding;

pub(super) const KIND: Kind = Kind {
    id: "memberships",
    name: "Register of memberships (table)",
    title: "Memberships in foundations",
    question: "Does a register list memberships in foundations?",
    looks_at: "One row for each membership that is not over on the day of the export: `memberships`; the shares with an owner \
               (`owned_share`), with an aim (`aim_share`) and reviewed in the 12 months before the export \
               (`reviewed_share`). A share whose column is not there is open.",
    remedy: "Export the register with foundation, owner, aim, end and day of the last review.",
    since: "0.1.0",
    columns: COLUMNS,
    keys: &["foundation"],
    needs: &[&["owner", "level", "reviewed"]],
    read,
};

const COLUMNS: &[Column] = &[
    Column {
        id: "foundation",
        what: "the foundation or association",
        holds: Holds::Text,
        names: &[
            "foundation",
            "foundation name",
            "association",
            "membership",
            "consortium",
            "stiftung",
            "verband",
            "verein",
            "mitgliedschaft",
        ],
    },
    Column {
        id: "owner",
        what: "who owns the membership",
        holds: Holds::Text,
        names: &[
            "owner",
            "membership owner",
            "sponsor",
            "responsible",
            "representative",
            "verantwortlich",
            "vertreter",
            "eigentümer",
        ],
    },
    Column {
        id: "level",
        what: "its level",
        holds: Holds::Text,
        names: &["membership level", "level", "tier", "stufe", "mitgliedsstufe"],
    },
    Column {
        id: "aim",
        what: "what it is for",
        holds: Holds::Text,
        names: &["aim", "purpose", "objective", "goal", "ziel", "zweck"],
    },
    Column {
        id: "until",
        what: "its end",
        holds: Holds::Until,
        names: &[
            "valid until",
            "member until",
            "end date",
            "expires on",
            "renewal date",
            "gültig bis",
            "mitglied bis",
            "ende",
        ],
    },
    Column::REVIEWED,
];

fn read(rows: &Rows<'_>) -> Finding {
    let mut all: BTreeMap<String, [bool; 3]> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.day("until").is_none_or(|day| day >= rows.on)) {
        let Some(name) = row.text("foundation") else { continue };
        let one = all.entry(name.into_owned()).or_default();
        let said = [row.has("owner"), row.has("aim"), rows.within_year(row.day("reviewed"))];
        one.iter_mut().zip(said).for_each(|(has, said)| *has |= said);
    }
    if all.is_empty() {
        return Finding::not_seen("no membership is in force on the day of the export");
    }
    let with = |at: usize| all.values().filter(|one| one[at]).count();
    let mut finding =
        Finding::seen(format!("{}, {} with an owner", counted(all.len(), "membership", "memberships"), with(0)))
            .count("memberships", all.len());
    let shares = [("owned_share", "owner"), ("aim_share", "aim"), ("reviewed_share", "reviewed")];
    for (at, (name, column)) in shares.into_iter().enumerate() {
        finding = match rows.has(column) {
            true => finding.share(name, with(at), all.len()),
            false => finding.open(name, &format!("it has no column `{column}`")),
        };
    }
    finding
}
