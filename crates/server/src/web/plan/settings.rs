//! `/plan/settings`: what people decide: when, where to, with whom, for what. Each saving is a new brief in the record.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::model::Model;
use osmm_maturity::plan::{Brief, Goal, Line, Quarter, write};

use super::lines::{Faults, Typed, block, check, list, quoted, value, whole};
use super::{Ground, keep};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::page::{NavEntry, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "plan/settings.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    when: Vec<Input>,
    goals: Vec<(String, String, bool)>,
    capacity: Vec<Input>,
    money: Vec<Input>,
    objectives: Vec<Input>,
    /// The points that are split so far.
    sum: String,
    why: String,
    /// What is wrong and belongs to no field.
    fault: String,
    /// Whether anything is wrong.
    wrong: bool,
    /// Whether the settings that are kept have comments, which a form cannot have.
    comments: bool,
    may: bool,
}

/// A field of the form.
pub(super) struct Input {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub value: String,
    pub fault: String,
}

/// Fields that stand alone, each a key of the plan file.
const ALONE: [&str; 6] = ["start", "quarters", "at_once", "by", "budget", "currency"];

/// `GET /plan/settings`
pub(crate) async fn form(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    let ground = Ground::new(&app, &visit).await?;
    let typed = match ground.live.state.brief().map(|kept| kept.read(&ground.model)) {
        Some(Ok(brief)) => typed(&brief),
        // What a form cannot show is corrected as text.
        Some(Err(_)) => return Ok(Redirect::to(links::PLAN_TEXT).into_response()),
        None => typed(&first(&app)),
    };
    page(&app, &visit, &ground, &typed, Faults::new())
}

/// `POST /plan/settings`
pub(crate) async fn save(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let ground = Ground::new(&app, &visit).await?;
    let names = names(&ground.model, ground.live.state.brief().and_then(|kept| kept.read(&ground.model).ok()).as_ref());
    let typed: Typed = names.into_iter().map(|name| (name.clone(), given.one(&name).to_owned())).collect();
    let kept = ground.live.state.brief().and_then(|kept| kept.read(&ground.model).ok());
    let lines = lines(&typed, kept.as_ref());
    match check(&app, visit.t, &ground, &lines) {
        Ok(text) => {
            drop(ground);
            keep(&app, &visit, text, given.some("why")).await?;
            Ok(Redirect::to(links::PLAN).into_response())
        }
        Err(faults) => {
            let mut typed = typed;
            typed.insert("why".to_owned(), given.one("why").to_owned());
            let page = page(&app, &visit, &ground, &typed, faults)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// What stands there before anybody decided anything.
fn first(app: &App) -> Brief {
    Brief {
        start: Quarter::of(app.today()).plus(1),
        quarters: Brief::QUARTERS,
        objectives: [].into(),
        unit_objectives: [].into(),
        own_objectives: Vec::new(),
        capacity: [].into(),
        budget: None,
        currency: None,
        at_once: Brief::AT_ONCE,
        reach: None,
        by: None,
        effects: Vec::new(),
        changes: [].into(),
        own: Vec::new(),
        seed: 1,
    }
}

/// All fields of the form.
fn names(model: &Model, brief: Option<&Brief>) -> Vec<String> {
    let roles = model.roles.iter().map(|role| role.id.as_str()).chain([Brief::ANYONE]);
    let own = brief.iter().flat_map(|brief| &brief.own_objectives);
    let objectives = model.objectives.iter().chain(own).map(|o| format!("objectives.{}", o.id));
    let alone = ALONE.iter().chain(&["reach"]).map(|name| (*name).to_owned());
    alone.chain(roles.map(|role| format!("capacity.{role}"))).chain(objectives).collect()
}

/// What is in the form for a brief.
fn typed(brief: &Brief) -> Typed {
    let mut typed = Typed::from([
        ("start".to_owned(), brief.start.to_string()),
        ("quarters".to_owned(), brief.quarters.to_string()),
        ("at_once".to_owned(), brief.at_once.to_string()),
        ("by".to_owned(), brief.by.map(|by| by.to_string()).unwrap_or_default()),
        ("budget".to_owned(), brief.budget.as_ref().map(|budget| list(&budget.0)).unwrap_or_default()),
        ("currency".to_owned(), brief.currency.clone().unwrap_or_default()),
        ("reach".to_owned(), brief.reach.map(goal).unwrap_or_default()),
    ]);
    typed.extend(brief.capacity.iter().map(|(role, amounts)| (format!("capacity.{role}"), list(&amounts.0))));
    typed.extend(brief.objectives.iter().map(|(id, points)| (format!("objectives.{id}"), whole(*points))));
    typed
}

fn goal(goal: Goal) -> String {
    match goal {
        Goal::Level(level) => format!("level: {level}"),
        Goal::Rating(rating) => format!("rating: {rating}"),
    }
}

/// The plan file of the form: its own fields, and what it does not show as it was.
fn lines(typed: &Typed, kept: Option<&Brief>) -> Vec<Line> {
    let mut lines = vec![Line::new("format", "format: osmm-plan/1")];
    let given = |name: &&&str| typed.get(**name).is_some_and(|v| !v.is_empty());
    for name in ALONE.iter().filter(given) {
        let typed = &typed[*name];
        let text = if matches!(*name, "start" | "by" | "currency") { quoted(typed) } else { value(typed) };
        lines.push(Line::new(*name, format!("{name}: {text}")));
    }
    if let Some(reach) = typed.get("reach").filter(|v| !v.is_empty()) {
        lines.push(Line::new("reach", format!("reach: {{{}}}", reach.replace(['{', '}', '\n'], ""))));
    }
    let capacity = block(typed, "capacity", "");
    let none = || vec![Line::new("capacity", "capacity: 0")];
    lines.extend(if capacity.is_empty() { none() } else { capacity });
    lines.extend(block(typed, "objectives", ""));
    let ours = |line: &Line| {
        let key = line.about.split('.').next().unwrap_or_default();
        ALONE.contains(&key) || ["format", "reach", "capacity", "objectives"].contains(&key)
    };
    lines.extend(kept.map(write).unwrap_or_default().into_iter().filter(|line| !ours(line)));
    lines
}

fn page(app: &App, visit: &Visit, ground: &Ground<'_>, typed: &Typed, faults: Faults) -> Result<Response, Problem> {
    let t = visit.t;
    let brief = ground.live.state.brief();
    let read = brief.and_then(|kept| kept.read(&ground.model).ok());
    let input = |name: &str, label: String, hint: String| Input {
        value: typed.get(name).cloned().unwrap_or_default(),
        fault: faults.get(name).cloned().unwrap_or_default(),
        name: name.to_owned(),
        label,
        hint,
    };
    let said = |name: &str| input(name, t.say(&format!("plan-set-{name}")), t.say(&format!("plan-set-{name}-hint")));
    let mut capacity: Vec<Input> = ground
        .model
        .roles
        .iter()
        .map(|role| input(&format!("capacity.{}", role.id), role.title.clone(), String::new()))
        .collect();
    capacity.push(input(
        &format!("capacity.{}", Brief::ANYONE),
        t.say("plan-set-anyone"),
        t.say("plan-set-anyone-hint"),
    ));
    let own = read.iter().flat_map(|brief| &brief.own_objectives);
    let objectives = ground.model.objectives.iter().chain(own);
    let points =
        typed.iter().filter(|(name, _)| name.starts_with("objectives.")).filter_map(|(_, v)| v.parse::<f64>().ok());
    let reach = typed.get("reach").map(String::as_str).unwrap_or_default();
    let level = |l: &osmm_maturity::model::Level| {
        (format!("level: {}", l.number), t.fill("plan-set-level", &[("level", &l.number.to_string())]))
    };
    let levels: Vec<(String, String)> = match ground.model.achievement {
        Some(_) => ground.model.levels.iter().map(level).collect(),
        None => Vec::new(),
    };
    let ratings = (1..=ground.model.scale.top().0)
        .map(|r| (format!("rating: {r}"), t.fill("plan-set-rating", &[("rating", &r.to_string())])));
    let targets = (String::new(), t.say("plan-set-targets"));
    let (shell, tabs) = ground.shell(visit, t.say("plan-set-title"));
    let belongs = |name: &String| name.contains('.') || ALONE.contains(&name.as_str()) || name == "reach";
    let whole_fault =
        faults.iter().filter(|(name, _)| !belongs(name) || name.starts_with("actions")).map(|(_, f)| f.as_str());
    let blocks = ["capacity", "objectives"].iter().filter_map(|name| faults.get(*name)).map(String::as_str);
    let mut general: Vec<&str> = whole_fault.chain(blocks).collect();
    general.sort_unstable();
    general.dedup();
    render(&Page {
        when: ["start", "quarters", "by", "at_once"].map(said).into(),
        goals: std::iter::once(targets)
            .chain(levels)
            .chain(ratings)
            .map(|(v, label)| (v.clone(), label, v == reach))
            .collect(),
        capacity,
        money: ["budget", "currency"].map(said).into(),
        objectives: objectives
            .map(|o| input(&format!("objectives.{}", o.id), o.title.clone(), o.meaning.clone()))
            .collect(),
        sum: whole(points.sum()),
        why: typed.get("why").cloned().unwrap_or_default(),
        fault: general.join("; "),
        wrong: !faults.is_empty(),
        comments: brief.is_some_and(|kept| kept.text.contains('#')),
        may: crate::web::running::leads_all(app, &ground.live, visit),
        shell,
        tabs,
    })
}
