//! Components and who helps with them: an export of the register of support.

use std::collections::BTreeMap;

use super::cmdb::yes;
use super::rows::{Rows, counted};
use super::{Column, Holds, Kind};
use crate::finding::Finding;

pub(super) const KIND: Kind = Kind {
    id: "support-register",
    name: "Register of support (table)",
    title: "Register of support",
    question: "Does a register say who helps with open source components?",
    looks_at: "One row for each component: `components`; `routed_share` of them with a route, such as a contract, a vendor or \
               a team, whose end is not past; `owned_share` with an owner and `reviewed_share` reviewed in the 12 months \
               before the export. Of those in production, where a column says so: `production` and \
               `production_routed_share`; without that column every component counts as in production.",
    remedy: "Export the register with component, route of support, end of the contract, owner and day of the last review.",
    since: "0.1.0",
    columns: COLUMNS,
    keys: &["component"],
    needs: &[&["route"]],
    read,
};

const COLUMNS: &[Column] = &[
    Column {
        id: "component",
        what: "the component, its name or package URL",
        holds: Holds::Text,
        names: &[
            "component",
            "component name",
            "package",
            "package url",
            "purl",
            "library",
            "software",
            "product",
            "komponente",
            "paket",
            "bibliothek",
            "produkt",
        ],
    },
    Column {
        id: "route",
        what: "who helps: a contract, a vendor, a team",
        holds: Holds::Text,
        names: &[
            "support route",
            "support",
            "route",
            "support contract",
            "supported by",
            "support vendor",
            "support provider",
            "vendor",
            "contract",
            "supportweg",
            "supportvertrag",
            "wartungsvertrag",
            "unterstützung durch",
            "lieferant",
            "dienstleister",
        ],
    },
    Column {
        id: "production",
        what: "whether it is in production",
        holds: Holds::Words(&[
            ("yes", &["y", "true", "1", "production", "prod", "live", "ja", "x", "produktion", "produktiv"]),
            ("no", &["n", "false", "0", "test", "development", "dev", "nein", "entwicklung"]),
        ]),
        names: &[
            "production",
            "in production",
            "environment",
            "used in production",
            "produktiv",
            "in produktion",
            "umgebung",
        ],
    },
    Column {
        id: "owner",
        what: "who owns it",
        holds: Holds::Text,
        names: &[
            "owner",
            "component owner",
            "responsible",
            "team",
            "verantwortlich",
            "eigentümer",
            "komponentenverantwortlicher",
        ],
    },
    Column {
        id: "until",
        what: "end of the contract",
        holds: Holds::Until,
        names: &[
            "contract end",
            "support until",
            "valid until",
            "expires on",
            "end date",
            "end of support",
            "vertragsende",
            "gültig bis",
            "support bis",
            "laufzeit bis",
        ],
    },
    Column::REVIEWED,
];

/// What the rows say of one component.
#[derive(Default)]
struct Component {
    production: bool,
    routed: bool,
    owned: bool,
    reviewed: bool,
}

fn read(rows: &Rows<'_>) -> Finding {
    let mut all: BTreeMap<String, Component> = BTreeMap::new();
    for row in rows.iter() {
        let Some(name) = row.text("component") else { continue };
        let one = all.entry(name.into_owned()).or_default();
        let over = row.day("until").is_some_and(|day| day < rows.on);
        one.routed |= yes(row.text("route").as_deref()) && !over;
        one.production |= row.word("production") != Some("no");
        one.owned |= row.has("owner");
        one.reviewed |= rows.within_year(row.day("reviewed"));
    }
    if all.is_empty() {
        return Finding::not_seen("no row names a component");
    }
    let count = |is: fn(&Component) -> bool| all.values().filter(|one| is(one)).count();
    let (routed, production) = (count(|one| one.routed), count(|one| one.production));
    let mut finding =
        Finding::seen(format!("{routed} of {} with a route of support", counted(all.len(), "component", "components")))
            .count("components", all.len())
            .count("production", production)
            .share("routed_share", routed, all.len())
            .share("production_routed_share", count(|one| one.production && one.routed), production);
    let shares =
        [("owned_share", "owner", count(|one| one.owned)), ("reviewed_share", "reviewed", count(|one| one.reviewed))];
    for (name, column, number) in shares {
        finding = match rows.has(column) {
            true => finding.share(name, number, all.len()),
            false => finding.open(name, &format!("it has no column `{column}`")),
        };
    }
    finding
}
