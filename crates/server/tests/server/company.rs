//! A company with two units below its root, somebody in every role, and an answer in one of the units.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use osmm_maturity::cycle::opening::answering;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Change, PersonId, Role, ScopeRecord};
use osmm_maturity::model::{Model, Scope};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::{Unit, UnitId, UnitTree};
use osmm_server::{Access, Accounts, App, password};
use osmm_store::{Key, KeyKind, PersonData, Place, Plan, Store};
use tempfile::TempDir;

use crate::site::{MODEL, Site, alone, config, now};

/// Who works there: handle, role, unit.
pub const PEOPLE: [(&str, Option<(Role, &str)>); 7] = [
    ("nobody", None),
    ("admin", Some((Role::Admin, "group"))),
    ("ops", Some((Role::Respondent, "ops"))),
    ("web", Some((Role::Respondent, "web"))),
    ("auditor", Some((Role::Auditor, "group"))),
    ("reviewer", Some((Role::Reviewer, "group"))),
    ("lead", Some((Role::Lead, "group"))),
];

/// The assessment that is open.
pub const ASSESSMENT: &str = "2026-q4";

/// The record of the company in a file; copies of it are made fast.
pub struct Company {
    dir: TempDir,
}

/// The pseudonym of a person.
pub fn pseudonym(handle: &str) -> PersonId {
    PersonId(format!("p-{handle}"))
}

/// An item that every unit answers for itself.
pub fn local_item(model: &Model) -> osmm_maturity::model::ItemId {
    model.items().find(|(_, item)| item.scope == Scope::Local).unwrap().1.id.clone()
}

fn units() -> Vec<Unit> {
    let unit = |id: &str, title: &str, parent: Option<&str>| Unit {
        id: UnitId(id.to_owned()),
        title: title.to_owned(),
        parent: parent.map(|p| UnitId(p.to_owned())),
        headcount: 10,
        repositories: Vec::new(),
    };
    vec![
        unit("group", "Example Group", None),
        unit("web", "Web", Some("group")),
        unit("ops", "Operations", Some("group")),
    ]
}

fn people() -> Vec<PersonData> {
    let data = |handle: &str| {
        let contact = format!("{handle}@example.org");
        PersonData::new(pseudonym(handle), handle, &format!("The {handle}"), &contact).unwrap()
    };
    PEOPLE.iter().map(|(handle, _)| data(handle)).collect()
}

fn beginning(model: &Arc<Model>) -> Plan {
    let (people, units) = (people(), units());
    let scope = ScopeRecord {
        title: "Autumn".to_owned(),
        model: Digest(model.digest()),
        answering: answering(&UnitTree::new(units.clone()).unwrap()),
        units: units.clone(),
        as_of: date(2026, 11, 30),
        deadline: None,
        after: None,
        snapshots: 1,
    };
    let mut changes = vec![Change::Named { name: "Example Group".to_owned() }];
    changes.extend(people.iter().map(|p| Change::PersonSet { person: p.person.clone(), commitment: p.commitment() }));
    changes.push(Change::UnitsSet { set: units, removed: Vec::new() });
    // The lead comes first: from then on only a lead grants roles.
    for (handle, role) in PEOPLE.iter().rev() {
        let grant = |(role, unit): (Role, &str)| Change::RoleGranted {
            person: pseudonym(handle),
            role,
            unit: UnitId(unit.to_owned()),
            until: None,
        };
        changes.extend(role.map(grant));
    }
    changes.push(Change::Opened { assessment: AssessmentId(ASSESSMENT.to_owned()), scope });
    let changes = changes.into_iter().map(|c| (c, None)).collect();
    Plan { changes, people, models: vec![model.clone()], ..Plan::default() }
}

fn answer(model: &Model) -> Change {
    Change::Responded {
        assessment: AssessmentId(ASSESSMENT.to_owned()),
        unit: UnitId("web".to_owned()),
        item: local_item(model),
        respondent: pseudonym("web"),
        answer: Answer::Rated { rating: Rating(3) },
        overrides: None,
        function: None,
        on: None,
    }
}

/// The password of everybody who has one.
pub const PASSWORD: &str = "four words and more";

/// People with accounts.
pub fn accounts() -> Access {
    Access::Accounts(Accounts::default())
}

/// The browser of somebody who has signed in.
pub async fn browser(site: &Site, handle: &str) -> Site {
    let secret = format!("secret of {handle}").replace(' ', "-");
    let ends = now() + jiff::SignedDuration::from_hours(24);
    let key = Key::new(KeyKind::Session, &secret, &pseudonym(handle), now(), ends);
    if site.app.store().key(KeyKind::Session, &secret).await.unwrap().is_none() {
        site.app.store().add_key(&key).await.unwrap();
    }
    site.browser(Some(format!("osmm_session={secret}")))
}

/// Gives somebody a password.
pub async fn with_password(site: &Site, handle: &str) {
    site.app.store().set_password(&pseudonym(handle), &password::hashed(PASSWORD).unwrap()).await.unwrap();
}

impl Company {
    pub async fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let store = Store::open(&Place::Sqlite(dir.path().join("osmm.db"))).await.unwrap();
        let app = App::new(store, config(alone())).await.unwrap();
        let model = MODEL.clone();
        app.change(&pseudonym("lead"), |_| Ok(beginning(&model))).await.unwrap();
        app.change(&pseudonym("web"), |_| Ok(answer(&model).into())).await.unwrap();
        Self { dir }
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("osmm.db")
    }

    /// A site over a copy of the record.
    pub async fn site(&self, access: Access) -> Site {
        Site::over(self.folder(), access).await
    }

    /// A copy of the record.
    pub fn folder(&self) -> TempDir {
        let dir = TempDir::new().unwrap();
        for ending in ["", "-wal", "-shm"] {
            let name = format!("osmm.db{ending}");
            let from = Path::new(&self.file()).with_file_name(&name);
            if from.exists() {
                std::fs::copy(from, dir.path().join(&name)).unwrap();
            }
        }
        dir
    }
}
