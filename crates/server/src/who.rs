//! Who asks, and in which language: what every page needs to know of a request.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::civil::Date;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{AssessmentId, PersonId, Role};
use osmm_maturity::unit::UnitId;
use osmm_store::{Key, KeyKind, Person};

use crate::access::log::Asker;
use crate::access::{Access, session};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::page::{Section, Shell};
use crate::texts::Texts;

/// A request of somebody who is known.
#[derive(Clone)]
pub(crate) struct Visit {
    /// The words to use.
    pub t: &'static Texts,
    /// Who asks.
    pub person: PersonId,
    /// The path that was asked for.
    pub path: String,
    /// By which key they came in; absent where there are no accounts.
    pub key: Option<Key>,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let (person, key) = match &app.config().access {
            Access::Alone { person } => (alone(&*app.read().await?, person.as_deref(), app.today())?, None),
            Access::Accounts(accounts) => {
                let key = session::key_of(app, accounts, &parts.method, &parts.headers).await?;
                (known(&*app.read().await?, &key.person)?, Some(key))
            }
        };
        if let Some(asker) = parts.extensions.get::<Asker>() {
            asker.is(&person);
        }
        Ok(Self { t: Texts::of(&parts.headers), person, path: parts.uri.path().to_owned(), key })
    }
}

/// The person of a key, unless they were erased since.
fn known(live: &Live, person: &PersonId) -> Result<PersonId, Problem> {
    let found = live.people.iter().find(|p| &p.person == person && p.data.is_some());
    found.map(|p| p.person.clone()).ok_or(Problem::SignIn)
}

/// The named person, or the only one there is, or the only one who leads everything: whoever began alone and then
/// entered others is still the one at the keyboard.
fn alone(live: &Live, handle: Option<&str>, on: Date) -> Result<PersonId, Problem> {
    if let Some(handle) = handle {
        return live.person(handle).cloned().ok_or(Problem::WhoAreYou);
    }
    let here: Vec<&Person> = live.people.iter().filter(|p| p.data.is_some()).collect();
    match here.as_slice() {
        [only] => Ok(only.person.clone()),
        [] => Err(Problem::Empty),
        _ => {
            let root = live.state.tree.as_ref().map(|tree| &tree.root().id);
            match root.map(|root| live.state.holders(Role::Lead, root, on)).as_deref() {
                Some([only]) => Ok((*only).clone()),
                _ => Err(Problem::WhoAreYou),
            }
        }
    }
}

impl Visit {
    /// What the frame of a page needs. `assessment` is the one that the page is about.
    pub(crate) fn shell(&self, live: &Live, title: String, section: Section, about: Option<&AssessmentId>) -> Shell {
        Shell::new(self, live, title, section, about)
    }

    /// Refuses programs, and visitors by a link: what is about accounts is for the person alone.
    pub(crate) fn in_person(&self) -> Result<(), Problem> {
        let own = self.key.as_ref().is_none_or(|key| key.kind == KeyKind::Session && key.writes);
        if own { Ok(()) } else { Err(Problem::Forbidden) }
    }

    /// Refuses who has no role anywhere, as far as the organisation itself is concerned.
    pub(crate) fn may_see_something(&self, app: &App, live: &Live) -> Result<(), Problem> {
        let units = live.state.tree.as_ref().map(|t| t.units()).unwrap_or_default();
        let belongs = |unit| live.state.holds(&self.person, &Role::ALL, unit, app.today());
        let belongs = live.state.unled() || units.iter().any(|u| belongs(&u.id));
        if belongs { Ok(()) } else { Err(Problem::Forbidden) }
    }

    /// Refuses who sees no unit of an assessment.
    pub(crate) fn may_see_part(&self, app: &App, live: &Live, cycle: &Cycle) -> Result<(), Problem> {
        let sees = cycle.units().any(|u| live.state.sees(&self.person, u, app.today()));
        if sees { Ok(()) } else { Err(Problem::Forbidden) }
    }

    /// Refuses what this person may not see of a unit.
    pub(crate) fn may_see(&self, app: &App, live: &Live, unit: &UnitId) -> Result<(), Problem> {
        if live.state.sees(&self.person, unit, app.today()) { Ok(()) } else { Err(Problem::Forbidden) }
    }
}

/// The language alone, for pages that anybody may see.
pub(crate) struct Reader(pub &'static Texts);

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(Texts::of(&parts.headers)))
    }
}
