//! `/a/{assessment}/upgrade?model=`: the rehearsal of a move to another model: what would become of items, answers and
//! scores; then the move.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::opening::{corrected, upgrade};
use osmm_maturity::cycle::picture::{BasisStanding, Looks};
use osmm_maturity::cycle::rehearsal::{Rehearsal, rehearsal};
use osmm_maturity::event::{AssessmentId, Stage};
use osmm_maturity::model::upgrade::Fate;
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::score::Basis;
use osmm_store::Plan;

use super::{Choice, Tab, leads_all, model_name, refused, tabs};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "running/upgrade.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    id: AssessmentId,
    from: String,
    models: Vec<Choice>,
    chosen: String,
    told: Option<Told>,
    may: bool,
    fault: Option<String>,
}

/// What the move would do, in words.
struct Told {
    to: String,
    groups: Vec<Group>,
    scores: Vec<Scores>,
    units: Vec<UnitRow>,
}

/// Items that share a fate.
struct Group {
    title: String,
    means: String,
    lines: Vec<String>,
    count: usize,
}

/// The mean over units on one basis, before and after.
struct Scores {
    basis: String,
    before: String,
    after: String,
    units: String,
}

struct UnitRow {
    unit: String,
    before: String,
    after: String,
    look: usize,
    dropped: usize,
}

/// `GET /a/{assessment}/upgrade?model=`
pub(crate) async fn show(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    page(&app, &visit, &AssessmentId(assessment), &given, None).await
}

/// The model that a form names.
fn named(app: &App, given: &Fields) -> Option<Arc<Model>> {
    app.config().models.iter().find(|m| m.id == given.one("model")).cloned()
}

async fn page(
    app: &App,
    visit: &Visit,
    id: &AssessmentId,
    given: &Fields,
    fault: Option<String>,
) -> Result<Response, Problem> {
    let (t, live) = (visit.t, app.read().await?);
    let (cycle, old) = live.cycle(id)?;
    if !leads_all(app, &live, visit) {
        return Err(Problem::Forbidden);
    }
    let to = named(app, given).filter(|m| m.digest() != cycle.scope.model.0);
    let told = match &to {
        Some(new) => {
            let none = Looks::new();
            let before = corrected(cycle, (*app.picture(&live, id).await?).clone());
            let looks = live.looks(id).unwrap_or(&none);
            let found = rehearsal(&live.state, cycle, &before, (old, new), looks);
            Some(told(t, &live, id, &found, old, new)?)
        }
        None => None,
    };
    let others = app.config().models.iter().filter(|m| m.digest() != cycle.scope.model.0);
    let page = Page {
        shell: visit.shell(&live, t.fill("upgrade-title", &[("name", &id.0)]), Section::Running, Some(id)),
        tabs: tabs(t, &live, Tab::Stage, Some(id)),
        from: model_name(old),
        models: others
            .map(|m| Choice {
                value: m.id.clone(),
                label: format!("{} {}", m.title, m.version),
                chosen: given.one("model") == m.id,
                depth: 0,
            })
            .collect(),
        chosen: to.map(|m| m.id.clone()).unwrap_or_default(),
        told,
        may: cycle.stage == Stage::Draft,
        id: id.clone(),
        fault,
    };
    let status = if page.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&page)?).into_response())
}

fn told(
    t: &Texts,
    live: &Live,
    id: &AssessmentId,
    found: &Rehearsal,
    old: &Model,
    new: &Model,
) -> Result<Told, Problem> {
    let (cycle, _) = live.cycle(id)?;
    let scores = found.rollups.iter().map(|r| Scores {
        basis: t.say(match r.basis {
            Basis::Claimed => "basis-claimed",
            Basis::Supported => "basis-supported",
            Basis::Verified => "basis-verified",
        }),
        before: t.figure_or_dash(r.before.value),
        after: t.figure_or_dash(r.after.value),
        units: t.fill(
            "upgrade-units-scored",
            &[("before", &r.before.scored.to_string()), ("after", &r.after.scored.to_string())],
        ),
    });
    let units = found.units.iter().map(|u| UnitRow {
        unit: cycle.tree.unit(&u.unit).map_or_else(|| u.unit.0.clone(), |x| x.title.clone()),
        before: standing(t, &u.before),
        after: standing(t, &u.after),
        look: u.look.len(),
        dropped: u.dropped.len(),
    });
    Ok(Told {
        to: model_name(new),
        groups: groups(t, found, old, new),
        scores: scores.collect(),
        units: units.collect(),
    })
}

/// The claimed score of a unit with what it rests on.
fn standing(t: &Texts, all: &[BasisStanding]) -> String {
    let Some(claimed) = all.iter().find(|s| s.basis == Basis::Claimed) else { return "–".to_owned() };
    let counts = &claimed.overall.counts;
    let (rated, all) = (counts.rated.to_string(), counts.applicable().to_string());
    let mean = t.figure_or_dash(claimed.overall.mean);
    t.fill("upgrade-standing", &[("mean", &mean), ("rated", &rated), ("all", &all)])
}

/// Names of the fates, in the order in which they are shown: what needs a look first.
const FATES: [&str; 7] = ["reworded", "split", "merged", "dropped", "new", "renamed", "carried"];

fn groups(t: &Texts, found: &Rehearsal, old: &Model, new: &Model) -> Vec<Group> {
    let title =
        |model: &Model, item: &ItemId| model.item(item).map_or_else(|| item.0.clone(), |(_, i)| i.title.clone());
    let titles = |model: &Model, items: &[ItemId]| items.iter().map(|i| title(model, i)).collect::<Vec<_>>().join(", ");
    let lines = found.items.iter().map(|fate| match fate {
        Fate::Carried { item } => ("carried", title(new, item)),
        Fate::Reworded { item, fields } => {
            let fields: Vec<&str> = fields.iter().map(|f| f.field.as_str()).collect();
            ("reworded", format!("{} ({})", title(new, item), fields.join(", ")))
        }
        Fate::Renamed { from, to, .. } => ("renamed", format!("{} → {}", title(old, from), title(new, to))),
        Fate::Split { from, into } => ("split", format!("{} → {}", title(old, from), titles(new, into))),
        Fate::Merged { from, into } => ("merged", format!("{} → {}", titles(old, from), title(new, into))),
        Fate::New { item } => ("new", title(new, item)),
        Fate::Dropped { item } => ("dropped", title(old, item)),
    });
    let lines: Vec<(&str, String)> = lines.collect();
    let group = |name: &&str| {
        let lines: Vec<String> = lines.iter().filter(|(n, _)| n == name).map(|(_, l)| l.clone()).collect();
        Group {
            title: t.count(&format!("fate-{name}"), lines.len()),
            means: t.say(&format!("fate-{name}-means")),
            count: lines.len(),
            lines,
        }
    };
    FATES.iter().map(group).filter(|g| g.count > 0).collect()
}

/// `POST /a/{assessment}/upgrade`
pub(crate) async fn submit(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    let to = named(&app, &given).ok_or_else(|| Problem::Bad(visit.t.say("upgrade-choose")))?;
    let done = app.change(&visit.person, |live| {
        let (cycle, from) = live.cycle(&id)?;
        // A picture of what is published is not there to be moved; the rules of the record say so themselves.
        let changes = upgrade(cycle, &*live.picture(&id)?, from, &to);
        let changes: Vec<_> = changes.into_iter().map(|c| (c, None)).collect();
        Ok(Plan { models: vec![to.clone()], ..changes.into() })
    });
    match done.await {
        Ok(_) => Ok(Redirect::to(&links::stage(&id)).into_response()),
        Err(problem) => page(&app, &visit, &id, &given, Some(refused(visit.t, problem)?)).await,
    }
}
