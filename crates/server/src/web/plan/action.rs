//! `/plan/action`: a change to an action of the plan, or an action of one's own. It becomes a part of the settings, so that no
//! new plan undoes it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::plan::{Brief, Line, write};
use serde_json::{Map, Value};

use super::lines::{Faults, Typed, block, check, quoted, value};
use super::settings::Input;
use super::{Ground, keep};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::page::{NavEntry, Shell, render};
use crate::web::running::{Choice, leads_all};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "plan/action.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    id: String,
    /// Whether it is an action that is to be added.
    new: bool,
    fields: Vec<Input>,
    days: Vec<Input>,
    units: Vec<Choice>,
    items: Vec<(String, Vec<Choice>)>,
    to: String,
    top: u8,
    moves_fault: String,
    why: String,
    fault: String,
    /// Whether there is anything to take back.
    changed: bool,
    may: bool,
}

/// Keys of an action that the form has, beside its days.
const KEYS: [&str; 6] = ["title", "takes", "start", "by", "money", "drop"];

/// `GET /plan/action?id=`; without one, an action of one's own.
pub(crate) async fn form(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let ground = Ground::new(&app, &visit).await?;
    let id = given.one("id").to_owned();
    let known = said(&brief(&ground)?, &id);
    let mut typed = Typed::new();
    for key in KEYS {
        typed.insert(key.to_owned(), known.get(key).map(shown).unwrap_or_default());
    }
    for (role, days) in known.get("effort").and_then(Value::as_object).into_iter().flatten() {
        typed.insert(format!("effort.{role}"), shown(days));
    }
    page(&app, &visit, &ground, &id, &given, typed, Faults::new())
}

/// `POST /plan/action`
pub(crate) async fn save(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let ground = Ground::new(&app, &visit).await?;
    let (brief, new) = (brief(&ground)?, given.has("new", "yes"));
    let id = given.one("id").to_owned();
    let roles = ground.model.roles.iter().map(|role| role.id.clone()).chain([Brief::ANYONE.to_owned()]);
    let names = KEYS.iter().map(|key| (*key).to_owned()).chain(roles.map(|role| format!("effort.{role}")));
    let typed: Typed = names.map(|name| (name.clone(), given.one(&name).to_owned())).collect();
    let own = if new { added(&given) } else { said(&brief, &id) };
    let action = if given.has("reset", "yes") { Vec::new() } else { action(&id, &typed, own) };
    let about = format!("actions.{id}");
    let mut lines: Vec<Line> = write(&brief).into_iter().filter(|line| new || line.about != about).collect();
    let rest = lines.iter().any(|line| line.about.starts_with("actions."));
    lines.retain(|line| line.about != "actions");
    if rest || !action.is_empty() {
        let place = lines.iter().position(|line| line.about.starts_with("actions.")).unwrap_or(lines.len());
        lines.insert(place, Line::new("actions", "actions:"));
    }
    lines.extend(action);
    match check(&app, visit.t, &ground, &lines) {
        Ok(text) => {
            drop(ground);
            keep(&app, &visit, text, given.some("why")).await?;
            Ok(Redirect::to(links::PLAN).into_response())
        }
        Err(faults) => {
            let page = page(&app, &visit, &ground, &id, &given, typed, faults)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn brief(ground: &Ground<'_>) -> Result<Brief, Problem> {
    let kept = ground.live.state.brief().and_then(|kept| kept.read(&ground.model).ok());
    kept.ok_or(Problem::NotFound)
}

/// What the settings say of an action, by key.
fn said(brief: &Brief, id: &str) -> Map<String, Value> {
    let about = format!("actions.{id}");
    let line = write(brief).into_iter().find(|line| line.about == about);
    let json = line.as_ref().and_then(|line| line.text.trim_start().strip_prefix("- "));
    json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// A value as people type it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let numbers: Vec<f64> = list.iter().filter_map(Value::as_f64).collect();
            match numbers.as_slice() {
                [low, likely, high] if low == likely && likely == high => super::lines::whole(*likely),
                all => super::lines::list(all),
            }
        }
        other => other.to_string(),
    }
}

/// What makes an action one of their own.
fn added(given: &Fields) -> Map<String, Value> {
    let to = given.one("to").parse::<u8>().map_or_else(|_| Value::from(given.one("to")), Value::from);
    let moves: Map<String, Value> = given.all("item").map(|item| (item.to_owned(), to.clone())).collect();
    Map::from_iter([("unit".to_owned(), given.one("unit").into()), ("moves".to_owned(), moves.into())])
}

/// The lines of an action: what was typed, and what the form does not show as it was. Nothing where nothing is said.
fn action(id: &str, typed: &Typed, mut rest: Map<String, Value>) -> Vec<Line> {
    rest.retain(|key, _| key != "id" && key != "effort" && !KEYS.contains(&key.as_str()));
    let mut lines: Vec<Line> =
        rest.into_iter().map(|(key, v)| Line::new(key.clone(), format!("    {key}: {v}"))).collect();
    for key in KEYS {
        if let Some(typed) = typed.get(key).filter(|v| !v.is_empty()) {
            let text = if matches!(key, "takes" | "money") { value(typed) } else { quoted(typed) };
            lines.push(Line::new(key, format!("    {key}: {text}")));
        }
    }
    lines.extend(block(typed, "effort", "    "));
    if !lines.is_empty() {
        lines.insert(0, Line::new("id", format!("  - id: {}", quoted(id))));
    }
    lines
}

fn page(
    app: &App,
    visit: &Visit,
    ground: &Ground<'_>,
    id: &str,
    given: &Fields,
    typed: Typed,
    faults: Faults,
) -> Result<Response, Problem> {
    let t = visit.t;
    let new = id.is_empty() || given.has("new", "yes");
    let fault = |name: &str| faults.get(name).cloned().unwrap_or_default();
    let input = |name: &str, label: String, hint: String| Input {
        value: typed.get(name).cloned().unwrap_or_default(),
        fault: fault(name),
        name: name.to_owned(),
        label,
        hint,
    };
    let fields = KEYS.iter().filter(|key| !new || **key != "drop");
    let word = |key: &&str| input(key, t.say(&format!("plan-act-{key}")), t.say(&format!("plan-act-{key}-hint")));
    let roles = ground.model.roles.iter().map(|role| (role.id.clone(), role.title.clone()));
    let anyone = (Brief::ANYONE.to_owned(), t.say("plan-set-anyone"));
    let days = roles.chain([anyone]).map(|(role, title)| input(&format!("effort.{role}"), title, String::new()));
    let known = ["title", "takes", "start", "by", "money", "drop", "moves"];
    let general = faults.iter().filter(|(name, _)| !known.contains(&name.as_str()) && !name.starts_with("effort."));
    let title = if new { t.say("plan-act-new") } else { t.fill("plan-act-about", &[("id", id)]) };
    let (shell, tabs) = ground.shell(visit, title);
    render(&Page {
        fields: fields.map(word).collect(),
        days: days.collect(),
        units: units(ground, given),
        items: items(ground, given),
        to: given.one("to").to_owned(),
        top: ground.model.scale.top().0,
        moves_fault: fault("moves"),
        why: given.one("why").to_owned(),
        fault: general.map(|(_, fault)| fault.as_str()).collect::<Vec<_>>().join("; "),
        changed: !new && brief(ground).is_ok_and(|brief| !said(&brief, id).is_empty()),
        may: leads_all(app, &ground.live, visit),
        id: id.to_owned(),
        new,
        shell,
        tabs,
    })
}

fn units(ground: &Ground<'_>, given: &Fields) -> Vec<Choice> {
    let choice = |s: &osmm_maturity::plan::Standing| Choice {
        value: s.unit.0.clone(),
        label: s.title.clone(),
        chosen: given.has("unit", &s.unit.0),
        depth: 0,
    };
    ground.standings.iter().map(choice).collect()
}

/// All items as choices, by activity.
fn items(ground: &Ground<'_>, given: &Fields) -> Vec<(String, Vec<Choice>)> {
    let choice = |item: &osmm_maturity::model::Item| Choice {
        value: item.id.0.clone(),
        label: item.title.clone(),
        chosen: given.has("item", &item.id.0),
        depth: 0,
    };
    let of = |a: &osmm_maturity::model::Activity| (a.title.clone(), a.items.iter().map(choice).collect());
    ground.model.activities.iter().map(of).collect()
}
