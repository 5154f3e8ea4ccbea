//! `/model/{model}/activity/{activity}` and `/model/{model}/item/{item}`: how is it done, and how would one know?

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use osmm_maturity::model::{Activity, Crosswalk, Item, Link, Model, Prerequisite, Term};
use osmm_maturity::rating::Rating;

use super::{Shelved, find};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "model/guide.html")]
struct Page<'a> {
    app: &'a App,
    shell: Shell,
    t: &'static Texts,
    shelved: &'a Shelved,
    model: &'a Model,
    activity: &'a Activity,
    items: Vec<&'a Item>,
    /// Whether the page is about one item of the activity only.
    alone: bool,
    /// What to filter by, with the activity's terms: name of the filter, terms.
    terms: Vec<(&'static str, Vec<&'a Term>)>,
    before: Vec<(&'a Prerequisite, &'a str)>,
    after: Vec<(&'a Prerequisite, &'a str)>,
}

/// `GET /model/{model}/activity/{activity}`
pub(crate) async fn activity(
    State(app): State<App>,
    Path((name, activity)): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    guidance(&app, &visit, &name, |a, _| a.id.0 == activity, false).await
}

/// `GET /model/{model}/item/{item}`
pub(crate) async fn item(
    State(app): State<App>,
    Path((name, item)): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    guidance(&app, &visit, &name, |_, i| i.id.0 == item, true).await
}

async fn guidance(
    app: &App,
    visit: &Visit,
    name: &str,
    about: impl Fn(&Activity, &Item) -> bool,
    alone: bool,
) -> Result<Response, Problem> {
    let live = app.read().await?;
    let shelved = find(app, &live, name)?;
    let model = &*shelved.model;
    let found: Vec<(&Activity, &Item)> = model.items().filter(|(a, i)| about(a, i)).collect();
    let (activity, first) = *found.first().ok_or(Problem::NotFound)?;
    let title = if alone { first.title.clone() } else { activity.title.clone() };
    let edges = |wanted: fn(&Prerequisite) -> &_, other: fn(&Prerequisite) -> &_| {
        let edges = model.prerequisites.iter().filter(move |p| wanted(p) == &activity.id);
        edges.filter_map(|p| Some((p, model.activity(other(p))?.title.as_str()))).collect()
    };
    render(&Page {
        app,
        shell: visit.shell(&live, title, Section::Model, None),
        t: visit.t,
        shelved: &shelved,
        model,
        activity,
        items: found.iter().map(|(_, i)| *i).collect(),
        alone,
        terms: terms(model, activity),
        before: edges(|p| &p.after, |p| &p.before),
        after: edges(|p| &p.before, |p| &p.after),
    })
}

pub(crate) fn terms<'m>(model: &'m Model, activity: &Activity) -> Vec<(&'static str, Vec<&'m Term>)> {
    let of = |terms: &'m [Term], ids: &[String]| -> Vec<&'m Term> {
        ids.iter().filter_map(|id| terms.iter().find(|t| t.id == *id)).collect()
    };
    let all = [
        ("role", of(&model.roles, &activity.roles)),
        ("risk", of(&model.risks, &activity.risks)),
        ("artefact", of(&model.artefacts, &activity.artefacts)),
        ("objective", of(&model.objectives, &activity.objectives)),
    ];
    all.into_iter().filter(|(_, terms)| !terms.is_empty()).collect()
}

impl Page<'_> {
    /// Every rating with what it looks like; the lowest has no anchor of its own.
    fn anchors<'a>(&'a self, item: &'a Item) -> Vec<(Rating, &'a str, &'a str)> {
        let steps = self.model.scale.0.iter();
        let text = |r: &Rating, meaning: &'a str| item.anchors.get(r).map_or(meaning, String::as_str);
        steps.map(|s| (s.value, s.name.as_str(), text(&s.value, &s.meaning))).collect()
    }

    /// What in other frameworks corresponds to an activity or item.
    fn links(&self, id: &str) -> Vec<(&Crosswalk, &Link)> {
        let links = self.model.crosswalks.iter().flat_map(|c| c.links.iter().map(move |l| (c, l)));
        links.filter(|(_, l)| l.from == id).collect()
    }

    fn element(&self, crosswalk: &Crosswalk, link: &Link) -> String {
        super::element(self.app, &crosswalk.framework, &link.to)
    }

    fn word(&self, prefix: &str, value: &impl serde::Serialize) -> String {
        super::word(self.t, prefix, value)
    }
}
