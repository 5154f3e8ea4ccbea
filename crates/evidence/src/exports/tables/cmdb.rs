//! Services and applications with their owners and repositories: an export of the configuration database.

use std::collections::BTreeMap;

use super::rows::{Rows, counted};
use super::{Column, Holds, Kind};
use crate::finding::Finding;

pub(super) const KIND: Kind = Kind {
    id: "cmdb",
    name: "Services and applications (table)",
    title: "Services and their owners",
    question: "Does an inventory list services or applications?",
    looks_at: "One row for each service or application, without those that are retired: `services`; the shares with an owner \
               (`owned_share`), a repository (`repository_share`), a list of components (`sbom_share`) and an instruction \
               for operating it (`runbook_share`). A share whose column is not there is open.",
    remedy: "Export the live services with owner, repository, list of components (SBOM) and runbook.",
    since: "0.1.0",
    columns: COLUMNS,
    keys: &["service"],
    needs: &[&["owner", "repository"]],
    read,
};

const COLUMNS: &[Column] = &[
    Column {
        id: "service",
        what: "name of the service or application",
        holds: Holds::Text,
        names: &[
            "service",
            "service name",
            "application",
            "application name",
            "app",
            "ci name",
            "configuration item",
            "ci",
            "system",
            "system name",
            "anwendung",
            "anwendungsname",
            "dienst",
            "applikation",
        ],
    },
    Column {
        id: "owner",
        what: "who owns it",
        holds: Holds::Text,
        names: &[
            "owner",
            "service owner",
            "application owner",
            "technical owner",
            "business owner",
            "owned by",
            "owning team",
            "team",
            "support group",
            "eigentümer",
            "verantwortlich",
            "anwendungsverantwortlicher",
            "technischer eigentümer",
        ],
    },
    Column {
        id: "repository",
        what: "its repository",
        holds: Holds::Text,
        names: &[
            "repository",
            "repo",
            "repository url",
            "repo url",
            "source repository",
            "git repository",
            "git url",
            "source code",
        ],
    },
    Column {
        id: "sbom",
        what: "its list of components",
        holds: Holds::Text,
        names: &[
            "sbom",
            "runtime sbom",
            "bill of materials",
            "component list",
            "software bill of materials",
            "stückliste",
            "komponentenliste",
        ],
    },
    Column {
        id: "runbook",
        what: "its instruction for operating it",
        holds: Holds::Text,
        names: &[
            "runbook",
            "runbook url",
            "playbook",
            "operations manual",
            "betriebshandbuch",
            "betriebsanleitung",
            "on call",
            "bereitschaft",
        ],
    },
    Column {
        id: "status",
        what: "whether it is live",
        holds: Holds::Words(&[
            (
                "live",
                &[
                    "active",
                    "production",
                    "in use",
                    "operational",
                    "in production",
                    "installed",
                    "in betrieb",
                    "aktiv",
                    "produktiv",
                    "produktion",
                    "in nutzung",
                ],
            ),
            (
                "retired",
                &[
                    "decommissioned",
                    "inactive",
                    "end of life",
                    "disposed",
                    "archived",
                    "stillgelegt",
                    "abgelöst",
                    "inaktiv",
                    "außer betrieb",
                    "archiviert",
                ],
            ),
            (
                "other",
                &[
                    "planned",
                    "development",
                    "in development",
                    "test",
                    "pilot",
                    "geplant",
                    "in entwicklung",
                    "entwicklung",
                ],
            ),
        ]),
        names: &[
            "status",
            "lifecycle",
            "lifecycle status",
            "operational status",
            "install status",
            "state",
            "stage",
            "betriebsstatus",
            "lebenszyklus",
        ],
    },
];

/// Columns of which shares are taken.
const SHARES: [&str; 4] = ["owner", "repository", "sbom", "runbook"];

fn read(rows: &Rows<'_>) -> Finding {
    let mut services: BTreeMap<String, [bool; 4]> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.word("status") != Some("retired")) {
        let Some(name) = row.text("service") else { continue };
        let one = services.entry(name.into_owned()).or_default();
        for (has, column) in one.iter_mut().zip(SHARES) {
            *has |= yes(row.text(column).as_deref());
        }
    }
    if services.is_empty() {
        return Finding::not_seen("no row names a live service");
    }
    let with = |at: usize| services.values().filter(|one| one[at]).count();
    let all = services.len();
    let mut finding =
        Finding::seen(format!("{}, {} with an owner", counted(all, "live service", "live services"), with(0)));
    for (at, column) in SHARES.into_iter().enumerate() {
        let name = if column == "owner" { "owned_share".to_owned() } else { format!("{column}_share") };
        finding = match rows.has(column) {
            true => finding.share(&name, with(at), all),
            false => finding.open(&name, &format!("it has no column `{column}`")),
        };
    }
    finding.count("services", all)
}

/// Whether a cell says that a thing is there: by a link, a name, or a yes.
pub(super) fn yes(text: Option<&str>) -> bool {
    text.is_some_and(|text| !["no", "false", "0", "nein", "falsch", "missing", "fehlt"].contains(&text))
}
