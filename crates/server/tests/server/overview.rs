//! Where do we stand: the dashboard over one unit and a tree, on three bases, for who may see what.

use axum::http::StatusCode;
use osmm_maturity::event::{AssessmentId, Change, PersonId, Role, ScopeRecord};
use osmm_maturity::model::{ItemId, Scope};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::{Unit, UnitId};
use osmm_server::{Access, App, Config};
use osmm_store::{PersonData, Plan};

use crate::site::Site;

fn unit(id: &str, parent: Option<&str>, headcount: u32) -> Unit {
    let parent = parent.map(|p| UnitId(p.to_owned()));
    Unit { id: UnitId(id.to_owned()), title: format!("Unit {id}"), parent, headcount, repositories: Vec::new() }
}

fn id() -> AssessmentId {
    AssessmentId("2026-q4".to_owned())
}

fn said(unit: &str, item: &ItemId, by: &PersonId, answer: Answer) -> Change {
    Change::Responded {
        assessment: id(),
        unit: UnitId(unit.to_owned()),
        item: item.clone(),
        respondent: by.clone(),
        answer,
        overrides: None,
        function: None,
        on: None,
    }
}

fn rated(rating: u8) -> Answer {
    Answer::Rated { rating: Rating(rating) }
}

/// A lead, a respondent in `payments`, and four units below the first page's; `payments` rates all local items 2,
/// `cards` 4.
async fn company() -> (Site, PersonId) {
    let site = Site::begun().await;
    let (lead, root) = {
        let live = site.app.read().await.unwrap();
        (live.people[0].person.clone(), live.state.tree.as_ref().unwrap().root().id.0.clone())
    };
    let ada = PersonData {
        person: PersonId("p-ada".to_owned()),
        handle: "ada".to_owned(),
        name: "Ada".to_owned(),
        contact: None,
        salt: "salt".to_owned(),
    };
    let person = ada.person.clone();
    let by = lead.clone();
    let items: Vec<ItemId> = {
        let model = crate::site::model();
        model.items().filter(|(_, i)| i.scope == Scope::Local).map(|(_, i)| i.id.clone()).collect()
    };
    site.app
        .change(&lead, |live| {
            let units = vec![
                unit("bank", Some(&root), 0),
                unit("payments", Some("bank"), 30),
                unit("cards", Some("bank"), 10),
                unit("data", Some(&root), 20),
            ];
            let (cycle, _) = live.cycle(&id())?;
            let mut all = cycle.scope.units.clone();
            all.extend(units.clone());
            let answering = ["payments", "cards", "data"].map(|u| UnitId(u.to_owned())).to_vec();
            let mut changes = vec![
                Change::UnitsSet { set: units, removed: Vec::new() },
                Change::PersonSet { person: ada.person.clone(), commitment: ada.commitment() },
                Change::RoleGranted {
                    person: ada.person.clone(),
                    role: Role::Respondent,
                    unit: UnitId("payments".to_owned()),
                    until: None,
                },
                Change::Rescoped { assessment: id(), units: all, answering },
            ];
            for item in &items {
                changes.push(said("payments", item, &by, rated(2)));
                changes.push(said("cards", item, &by, rated(4)));
            }
            let changes: Vec<_> = changes.into_iter().map(|c| (c, None)).collect();
            Ok(Plan { people: vec![ada.clone()], ..changes.into() })
        })
        .await
        .unwrap();
    (site, person)
}

/// The same record as another person sees it.
async fn seen_by(site: &Site, handle: &str) -> Site {
    let config = Config { access: Access::Alone { person: Some(handle.to_owned()) }, ..site.app.config().clone() };
    Site::over(App::new(site.app.store().clone(), config).await.unwrap())
}
