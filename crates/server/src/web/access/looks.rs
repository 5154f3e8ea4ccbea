//! `/access/log`: who looked at answers of others.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use osmm_maturity::event::{PersonId, Role};
use serde::Deserialize;

use super::everywhere;
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::moment::Moment;
use crate::page::{Section, Shell, render};
use crate::who::Visit;

/// Looks on one page.
const PAGE: u32 = 100;

/// Which part of the log.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Part {
    before: Option<i64>,
    person: Option<String>,
}

struct Line {
    at: Moment,
    person: String,
    name: String,
    unit: Option<String>,
    page: String,
    /// Whom an invitation was made for, where it is no look.
    invited: Option<String>,
}

#[derive(Template)]
#[template(path = "access/log.html")]
struct Page {
    shell: Shell,
    lines: Vec<Line>,
    older: Option<String>,
    of: Option<String>,
}

/// `GET /access/log`
pub(crate) async fn show(State(app): State<App>, visit: Visit, Query(part): Query<Part>) -> Result<Response, Problem> {
    everywhere(&app, &*app.read().await?, &visit.person, &[Role::Lead, Role::Auditor])?;
    let person = part.person.map(PersonId);
    let looks = app.store().accesses(part.before, person.as_ref(), PAGE).await?;
    let live = app.read().await?;
    let last = looks.last().map(|(id, _)| *id).filter(|_| looks.len() == PAGE as usize);
    let older = last.map(|id| links::looks(Some(id), person.as_ref()));
    let lines = looks.into_iter().map(|(_, look)| {
        let invited = look.page.strip_prefix(links::INVITATIONS).and_then(|rest| rest.strip_prefix('#'));
        Line {
            at: visit.t.moment(look.at),
            name: live.name(&look.person),
            person: links::looks(None, Some(&look.person)),
            unit: look.unit.map(|u| u.0),
            invited: invited.map(|person| {
                let name = live.name(&PersonId(person.to_owned()));
                visit.t.fill("access-log-let-in", &[("name", &name)])
            }),
            page: look.page,
        }
    });
    let lines = lines.collect();
    let of = person.map(|p| visit.t.fill("access-log-of", &[("name", &live.name(&p))]));
    let shell = visit.shell(&live, visit.t.say("access-log-title"), Section::Access, None);
    render(&Page { shell, lines, older, of })
}
