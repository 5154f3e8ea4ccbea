//! Links for auditors: `/visit/{secret}` opens one; `/access/links` makes and ends them.
//!
//! A link is a person with the role of an auditor until a day, and a key for them. So everything that holds for roles
//! holds for links: what they may see, that they change nothing, that their looks are noted, that the record says who let
//! them in.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use osmm_maturity::event::{Change, PersonId, Role};
use osmm_maturity::unit::UnitId;
use osmm_store::{Key, KeyKind, PersonData, Plan, new_person_id, new_secret};
use serde::Deserialize;

use super::door::{self, Shown};
use super::{day, everywhere};
use crate::access::session;
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::render;
use crate::texts::Texts;
use crate::who::{Reader, Visit};

#[derive(Template)]
#[template(path = "access/visit.html")]
struct Page {
    t: &'static Texts,
    /// What it opens, in words; absent when it opens nothing.
    lead: Option<String>,
}

/// A link that still opens.
async fn find(app: &App, secret: &str) -> Result<Option<Key>, Problem> {
    app.config().access.accounts().ok_or(Problem::NotFound)?;
    Ok(app.store().key(KeyKind::Link, secret).await?.filter(|key| app.now() < key.ends))
}

/// `GET /visit/{secret}`
pub(crate) async fn show(
    State(app): State<App>,
    Reader(t): Reader,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    let Some(key) = find(&app, &secret).await? else {
        return Ok((StatusCode::NOT_FOUND, render(&Page { t, lead: None })?).into_response());
    };
    let live = app.read().await?;
    let unit = live.state.people.get(&key.person).and_then(|m| m.grants.first()).map(|g| g.unit.clone());
    let title =
        unit.and_then(|unit| Some(live.state.tree.as_ref()?.units().iter().find(|u| u.id == unit)?.title.clone()));
    let last = key.ends.to_zoned(TimeZone::UTC).date().yesterday().unwrap_or_default();
    let words = [("name", key.name.as_str()), ("unit", &title.unwrap_or_default()), ("day", &t.day(last))];
    render(&Page { t, lead: Some(t.fill("access-visit-lead", &words)) })
}

/// `POST /visit/{secret}`
pub(crate) async fn open(
    State(app): State<App>,
    Reader(t): Reader,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    let accounts = app.config().access.accounts().ok_or(Problem::NotFound)?;
    let Some(key) = find(&app, &secret).await? else {
        return Ok((StatusCode::NOT_FOUND, render(&Page { t, lead: None })?).into_response());
    };
    let cookie = session::begin(&app, accounts, &key.person, Some(key.ends)).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(links::HOME)).into_response())
}

/// What a lead types.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) unit: String,
    #[serde(default)]
    pub(super) until: String,
}

/// The last day that was typed, if it is one from today on and not too far ahead.
fn last_day(typed: &str, today: Date) -> Option<Date> {
    let day: Date = typed.parse().ok()?;
    let most = today.checked_add(Span::new().years(1)).ok()?;
    (today <= day && day <= most).then_some(day)
}

/// The end of a day.
fn end_of(day: Date) -> Result<Timestamp, Problem> {
    let next = day.tomorrow().and_then(|d| d.to_zoned(TimeZone::UTC));
    next.map(|z| z.timestamp()).map_err(|e| Problem::Odd("problem-not-a-day", e.to_string()))
}

/// `POST /access/links`
pub(crate) async fn make(State(app): State<App>, visit: Visit, Form(given): Form<Given>) -> Result<Response, Problem> {
    let accounts = app.config().access.accounts().is_some();
    everywhere(&app, &*app.read().await?, &visit.person, &[Role::Lead])?;
    visit.in_person()?;
    let until = last_day(&given.until, app.today());
    let fault = match until {
        _ if !accounts => return Err(Problem::NotFound),
        _ if given.name.trim().is_empty() => Some("access-link-name-missing"),
        None => Some("access-link-until-wrong"),
        Some(_) => None,
    };
    let (Some(until), None) = (until, fault) else {
        return door::page(&app, &visit, Shown { given, fault, ..Shown::default() }).await;
    };
    let (secret, person) = (new_secret()?, new_person_id()?);
    let name = given.name.trim();
    let data = PersonData::new(person.clone(), &format!("visit-{}", person.0.trim_start_matches("p-")), name, "")?;
    let (role, unit) = (Role::Auditor, UnitId(given.unit.clone()));
    let changes = vec![
        (Change::PersonSet { person: person.clone(), commitment: data.commitment() }, None),
        (Change::RoleGranted { person: person.clone(), role, unit, until: Some(until) }, None),
    ];
    let plan = Plan { changes, people: vec![data], ..Plan::default() };
    app.change(&visit.person, |_| Ok(plan.clone())).await?;
    let ends = end_of(until)?;
    let key = Key::new(KeyKind::Link, &secret, &person, app.now(), ends);
    app.store().add_key(&Key { name: name.to_owned(), by: visit.person.clone(), writes: false, ..key }).await?;
    let link = super::absolute(&app, &links::visit(&secret));
    let words = visit.t.fill("access-link-shown", &[("day", &visit.t.day(until))]);
    let shown = Shown { link: Some((name.to_owned(), link, words)), ..Shown::default() };
    door::page(&app, &visit, shown).await
}

/// Which link.
#[derive(Deserialize)]
pub(crate) struct Which {
    person: String,
}

/// `POST /access/links/end`
pub(crate) async fn end(State(app): State<App>, visit: Visit, Form(which): Form<Which>) -> Result<Response, Problem> {
    everywhere(&app, &*app.read().await?, &visit.person, &[Role::Lead])?;
    visit.in_person()?;
    let person = PersonId(which.person);
    let keys = app.store().keys(KeyKind::Link).await?;
    if !keys.iter().any(|key| key.person == person) {
        return Err(Problem::NotFound);
    }
    app.store().remove_keys(KeyKind::Link, &person, None).await?;
    app.store().remove_keys(KeyKind::Session, &person, None).await?;
    app.change(&visit.person, |live| {
        let grants = live.state.people.get(&person).map(|m| m.grants.clone()).unwrap_or_default();
        let revoke = |g: osmm_maturity::organisation::Grant| Change::RoleRevoked {
            person: person.clone(),
            role: g.role,
            unit: g.unit,
        };
        Ok(grants.into_iter().map(|g| (revoke(g), None)).collect::<Vec<_>>().into())
    })
    .await?;
    Ok(Redirect::to(links::ACCESS).into_response())
}

/// A link in the list.
pub(super) struct Line {
    pub person: String,
    pub name: String,
    pub unit: Vec<String>,
    pub made: String,
    pub seen: Option<String>,
}

/// All links that still open.
pub(super) async fn lines(app: &App, visit: &Visit) -> Result<Vec<Line>, Problem> {
    let (t, now) = (visit.t, app.now());
    let keys = app.store().keys(KeyKind::Link).await?;
    let sessions = app.store().keys(KeyKind::Session).await?;
    let live = app.read().await?;
    let line = |key: Key| {
        let by = live.name(&key.by);
        let seen = sessions.iter().filter(|s| s.person == key.person).map(|s| s.seen).max();
        Line {
            unit: super::roles(t, app, &live, &key.person),
            made: t.fill("access-link-by", &[("name", &by), ("day", &day(t, key.made))]),
            seen: seen.map(|at| t.moment(at).words),
            person: key.person.0,
            name: key.name,
        }
    };
    Ok(keys.into_iter().filter(|key| now < key.ends).map(line).collect())
}
