//! `/model/compare`: what differs between two models, or two versions of one?

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use osmm_maturity::model::{Change, What, diff};
use serde::Deserialize;

use super::{Shelved, shelf};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "model/compare.html")]
struct Page {
    shell: Shell,
    models: Vec<Shelved>,
    asked: Asked,
    /// Absent until two models are chosen.
    groups: Option<Vec<Group>>,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
}

/// The changes of one kind of element.
struct Group {
    element: &'static str,
    changes: Vec<Change>,
}

impl Group {
    fn count(&self, of: fn(&What) -> bool) -> usize {
        self.changes.iter().filter(|c| of(&c.what)).count()
    }

    fn added(&self) -> usize {
        self.count(|w| matches!(w, What::Added))
    }

    fn removed(&self) -> usize {
        self.count(|w| matches!(w, What::Removed))
    }

    fn changed(&self) -> usize {
        self.count(|w| matches!(w, What::Changed { .. }))
    }

    /// Name of the message for it.
    fn key(&self) -> String {
        format!("model-element-{}", self.element.replace(' ', "-"))
    }
}

/// `GET /model/compare`
pub(crate) async fn show(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    visit: Visit,
) -> Result<Response, Problem> {
    let live = app.read().await?;
    let models = shelf(&app, &live);
    let named = |name: &str| models.iter().find(|s| s.name == name || s.digest.0 == name);
    let groups = match (asked.old.as_str(), asked.new.as_str()) {
        ("", _) | (_, "") => None,
        (old, new) => {
            let (old, new) = (named(old).ok_or(Problem::NotFound)?, named(new).ok_or(Problem::NotFound)?);
            Some(grouped(diff(&old.model, &new.model).changes))
        }
    };
    let shell = visit.shell(&live, visit.t.say("model-compare-title"), Section::Model, None);
    render(&Page { shell, models, asked, groups })
}

/// By kind of element, in the order in which the kinds first appear.
fn grouped(changes: Vec<Change>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for change in changes {
        match groups.iter_mut().find(|g| g.element == change.element) {
            Some(group) => group.changes.push(change),
            None => groups.push(Group { element: change.element, changes: vec![change] }),
        }
    }
    groups
}
