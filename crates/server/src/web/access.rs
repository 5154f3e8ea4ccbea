//! The pages of the door: signing in, one's own account, who may come in, who looked at what.

pub(crate) mod door;
pub(crate) mod invitation;
pub(crate) mod login;
pub(crate) mod looks;
pub(crate) mod me;
pub(crate) mod provider;
pub(crate) mod tokens;
pub(crate) mod visitors;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use osmm_maturity::event::{PersonId, Role};

use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::texts::Texts;

/// The day of a moment, in UTC.
fn day(t: &Texts, at: Timestamp) -> String {
    t.day(at.to_zoned(TimeZone::UTC).date())
}

/// The roles that a person holds today, in words.
fn roles(t: &Texts, app: &App, live: &Live, person: &PersonId) -> Vec<String> {
    let title = |unit: &osmm_maturity::unit::UnitId| {
        let found = live.state.tree.as_ref().and_then(|tree| tree.units().iter().find(|u| &u.id == unit));
        found.map_or_else(|| unit.0.clone(), |u| u.title.clone())
    };
    let member = live.state.people.get(person);
    let held = member.into_iter().flat_map(|m| &m.grants).filter(|g| g.until.is_none_or(|u| app.today() <= u));
    held.map(|grant| {
        let (role, unit) = (t.say(&format!("role-{}", grant.role.word())), title(&grant.unit));
        match grant.until {
            None => t.fill("access-role-in", &[("role", &role), ("unit", &unit)]),
            Some(until) => t.fill("access-role-in-until", &[("role", &role), ("unit", &unit), ("day", &t.day(until))]),
        }
    })
    .collect()
}

/// Refuses who holds none of the roles for the whole organisation.
fn everywhere(app: &App, live: &Live, person: &PersonId, roles: &[Role]) -> Result<(), Problem> {
    let root = live.state.tree.as_ref().map(|t| &t.root().id).ok_or(Problem::Empty)?;
    if live.state.holds(person, roles, root, app.today()) { Ok(()) } else { Err(Problem::Forbidden) }
}

/// The address of a page for somebody who is not here.
fn absolute(app: &App, path: &str) -> String {
    let accounts = app.config().access.accounts();
    let origin = accounts.and_then(|a| a.origin.clone());
    let origin = origin.or_else(|| app.config().hosts.first().map(|h| format!("http://{h}")));
    format!("{}{path}", origin.unwrap_or_default())
}
