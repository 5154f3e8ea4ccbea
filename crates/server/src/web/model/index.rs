//! `/model`: which models are there?

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use osmm_maturity::model::Model;

use super::{Shelved, shelf};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "model/index.html")]
struct Page {
    shell: Shell,
    models: Vec<Entry>,
}

struct Entry {
    shelved: Shelved,
    /// Assessments that rest on it: name, address. Titles may be alike.
    used: Vec<(String, String)>,
}

impl Entry {
    fn model(&self) -> &Model {
        &self.shelved.model
    }
}

/// `GET /model`
pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    let live = app.read().await?;
    let models = shelf(&app, &live).into_iter().map(|s| Entry { used: used(&live, &s), shelved: s }).collect();
    let shell = visit.shell(&live, visit.t.say("model-index-title"), Section::Model, None);
    render(&Page { shell, models })
}

fn used(live: &Live, shelved: &Shelved) -> Vec<(String, String)> {
    let resting = live.state.in_order().into_iter().filter(|c| c.scope.model == shelved.digest);
    resting.map(|c| (c.id.0.clone(), links::assessment(&c.id))).collect()
}
