//! `/model/{model}`: what does it ask for? All of it, or what concerns a level, role, risk, artefact or objective.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use osmm_maturity::model::{Activity, Filter, Level, Model, Term, select};
use serde::Deserialize;

use super::{Shelved, find};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "model/browse.html")]
struct Page<'a> {
    shell: Shell,
    shelved: &'a Shelved,
    model: &'a Model,
    choices: Vec<Choice<'a>>,
    /// Terms that were chosen, with what they mean.
    chosen: Vec<&'a Term>,
    filtered: bool,
    levels: Vec<(&'a Level, Vec<&'a Activity>)>,
    activities: usize,
}

/// One thing to filter by.
struct Choice<'a> {
    name: &'static str,
    options: Vec<(String, &'a str, bool)>,
}

/// What is asked for; what is empty asks for nothing.
#[derive(Deserialize)]
pub(crate) struct Asked {
    level: Option<String>,
    role: Option<String>,
    risk: Option<String>,
    artefact: Option<String>,
    objective: Option<String>,
}

impl Asked {
    fn filter(self) -> Result<Filter, Problem> {
        let given = |text: Option<String>| text.filter(|t| !t.is_empty());
        let level = given(self.level).map(|l| l.parse().map_err(|_| Problem::NotFound)).transpose()?;
        Ok(Filter {
            level,
            activity: None,
            role: given(self.role),
            risk: given(self.risk),
            artefact: given(self.artefact),
            objective: given(self.objective),
        })
    }
}

/// `GET /model/{model}`
pub(crate) async fn show(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    visit: Visit,
) -> Result<Response, Problem> {
    let live = app.read().await?;
    let shelved = find(&app, &live, &name)?;
    let model = &*shelved.model;
    let filter = asked.filter()?;
    let selection = select(model, &filter).map_err(|_| Problem::NotFound)?;
    let of = |level: &Level| -> Vec<&Activity> {
        selection.activities.iter().map(|(a, _)| *a).filter(|a| a.level == level.number).collect()
    };
    let filtered = filter != Filter::default();
    let levels = model.levels.iter().map(|l| (l, of(l))).filter(|(_, a)| !filtered || !a.is_empty()).collect();
    let title = visit.t.fill("model-browse-title", &[("model", &model.short_title)]);
    render(&Page {
        shell: visit.shell(&live, title, Section::Model, None),
        shelved: &shelved,
        model,
        choices: choices(model, &filter),
        chosen: chosen(model, &filter),
        filtered,
        levels,
        activities: selection.activities.len(),
    })
}

fn choices<'m>(model: &'m Model, filter: &Filter) -> Vec<Choice<'m>> {
    let terms = |name, terms: &'m [Term], wanted: &Option<String>| Choice {
        name,
        options: terms.iter().map(|t| (t.id.clone(), t.title.as_str(), Some(&t.id) == wanted.as_ref())).collect(),
    };
    let levels = model.levels.iter().map(|l| (l.number.to_string(), l.title.as_str(), Some(l.number) == filter.level));
    let all = [
        Choice { name: "level", options: levels.collect() },
        terms("role", &model.roles, &filter.role),
        terms("risk", &model.risks, &filter.risk),
        terms("artefact", &model.artefacts, &filter.artefact),
        terms("objective", &model.objectives, &filter.objective),
    ];
    all.into_iter().filter(|c| !c.options.is_empty()).collect()
}

fn chosen<'m>(model: &'m Model, filter: &Filter) -> Vec<&'m Term> {
    let wanted = [
        (&model.roles, &filter.role),
        (&model.risks, &filter.risk),
        (&model.artefacts, &filter.artefact),
        (&model.objectives, &filter.objective),
    ];
    wanted.into_iter().filter_map(|(terms, id)| terms.iter().find(|t| Some(&t.id) == id.as_ref())).collect()
}
