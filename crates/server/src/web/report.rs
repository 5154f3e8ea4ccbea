//! `/a/{assessment}/report`: what is told to an audience, chosen on a page and taken away as a file.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::AssessmentId;
use osmm_maturity::unit::UnitId;
use osmm_report::report::{Format, Looks, render as write};
use osmm_report::story::{Audience, Given};

use super::answer::{At, files};
use super::running::{Choice, Tab, assessment_choice, compared, is_before, root, tabs, unit_choices};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "report/choose.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    id: AssessmentId,
    audiences: Vec<Audienced>,
    units: Vec<Choice>,
    since: Vec<Choice>,
    /// Whether a report on the whole organisation says what the roadmap asks for.
    planned: bool,
}

/// An audience to choose.
struct Audienced {
    value: &'static str,
    title: String,
    meaning: String,
    chosen: bool,
}

/// `GET /a/{assessment}/report`
pub(crate) async fn show(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
) -> Result<Response, Problem> {
    let (t, live, id) = (visit.t, app.read().await?, AssessmentId(assessment));
    let (cycle, _) = live.cycle(&id)?;
    let usual = usual(&app, &live, cycle, &visit)?;
    let sees = |unit: &str| live.state.sees(&visit.person, &UnitId(unit.to_owned()), app.today());
    let mut units = unit_choices(&cycle.tree, |unit| *unit == usual);
    units.retain(|choice| sees(&choice.value));
    let audience = |(name, audience): (&'static str, Audience)| Audienced {
        value: name,
        title: t.say(&format!("report-to-{name}")),
        meaning: t.say(&format!("report-to-{name}-means")),
        chosen: audience == Audience::Board,
    };
    let page = Page {
        shell: visit.shell(&live, t.say("report-title"), Section::Running, Some(&id)),
        tabs: tabs(t, &live, Tab::Report, Some(&id)),
        audiences: Audience::ALL.map(audience).into(),
        since: earlier(&app, &live, cycle, &visit),
        planned: live.current() == Some(&id) && live.state.brief().is_some() && sees(&root(cycle).0),
        units,
        id,
    };
    render(&page)
}

/// The unit that a report is on where none is chosen: the topmost that somebody may see.
fn usual(app: &App, live: &Live, cycle: &Cycle, visit: &Visit) -> Result<UnitId, Problem> {
    let sees = |unit: &&UnitId| live.state.sees(&visit.person, unit, app.today());
    let top = Some(root(cycle)).filter(sees);
    top.or_else(|| cycle.units().find(sees)).cloned().ok_or(Problem::Forbidden)
}

/// Assessments before one, the latest first.
fn earlier(app: &App, live: &Live, cycle: &Cycle, visit: &Visit) -> Vec<Choice> {
    let mut before = live.state.in_order();
    before.retain(|other| is_before(other, cycle) && visit.may_see_part(app, live, other).is_ok());
    before.reverse();
    let usual = compared(cycle, &before);
    before.iter().map(|other| assessment_choice(visit.t, other, usual.as_ref())).collect()
}

/// `GET /a/{assessment}/report/file?audience=&format=&unit=&since=`
pub(crate) async fn file(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    let audience: Audience = chosen(given.some("audience").unwrap_or("board"))?;
    let format: Format = chosen(given.some("format").unwrap_or("html"))?;
    let live = app.read().await?;
    let (cycle, _) = live.cycle(&id)?;
    let unit = match given.some("unit") {
        Some(unit) => UnitId(unit.to_owned()),
        None => usual(&app, &live, cycle, &visit)?,
    };
    let whole = unit == *root(cycle) && live.current() == Some(&id);
    let at = |id: AssessmentId| At { id, unit: unit.clone(), person: None };
    let assessment = files::load(&app, &live, &at(id.clone()), &visit).await?;
    let since = match given.some("since") {
        Some(since) => match files::load(&app, &live, &at(AssessmentId(since.to_owned())), &visit).await {
            // The unit was not there yet.
            Err(Problem::NotFound) => None,
            loaded => Some(loaded?),
        },
        None => None,
    };
    // Nobody can change anything as long as it is held.
    drop(live);
    let plan = if whole { asked(&app, &visit).await? } else { None };
    let story = Given { assessment: &assessment, place: &id.0, since: since.as_ref(), plan: plan.as_deref() };
    let bytes = write(story, audience, format, &Looks::default()).map_err(|e| Problem::Failed(e.to_string()))?;
    if format == Format::Html {
        return Ok(files::alone(String::from_utf8_lossy(&bytes).into_owned()));
    }
    let name = format!("osmm-{}-{}.{}", links::part(&id.0), audience.name(), format.ending());
    let attached = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, format.media_type().to_owned()), (header::CONTENT_DISPOSITION, attached)];
    Ok((headers, bytes).into_response())
}

fn chosen<T: std::str::FromStr>(name: &str) -> Result<T, Problem> {
    name.parse().map_err(|_| Problem::Odd("problem-not-offered", name.to_owned()))
}

/// The roadmap, where there is one; without it a report says how to get one.
async fn asked(app: &App, visit: &Visit) -> Result<Option<std::sync::Arc<osmm_maturity::plan::Plan>>, Problem> {
    match super::plan::plan(app, visit).await {
        Ok(plan) => Ok(Some(plan)),
        Err(Problem::NotFound | Problem::Bad(_)) => Ok(None),
        Err(problem) => Err(problem),
    }
}
