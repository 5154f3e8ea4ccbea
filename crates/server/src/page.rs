//! The frame of a page: title, navigation, who is here.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use osmm_maturity::event::AssessmentId;

use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::texts::Texts;
use crate::who::Visit;

/// The parts of the application that the navigation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Where do we stand?
    Overview,
    /// Answering.
    Answer,
    /// Who may come in, and one's own account.
    Access,
    /// Running an assessment.
    Running,
    /// Where people differ.
    Review,
    /// What was known when.
    Audit,
    /// What the model says.
    Model,
}

/// One entry of the navigation.
pub(crate) struct NavEntry {
    pub href: String,
    pub label: String,
    pub here: bool,
}

/// What the frame shows; every template that extends `page.html` has one as `shell`.
pub(crate) struct Shell {
    pub t: &'static Texts,
    pub title: String,
    pub organisation: String,
    pub assessment: Option<(String, String)>,
    pub nav: Vec<NavEntry>,
    pub who: String,
    /// Whether people have accounts, which they can look after and leave.
    pub accounts: bool,
    pub path: String,
    pub languages: Vec<(&'static str, String, bool)>,
}

impl Shell {
    pub(crate) fn new(
        visit: &Visit,
        live: &Live,
        title: String,
        section: Section,
        about: Option<&AssessmentId>,
    ) -> Self {
        let t = visit.t;
        let about = about.or(live.current());
        let assessment = about.map(|id| (id.0.clone(), links::assessment(id)));
        let organisation = live.state.name.clone().or_else(|| live.state.tree.as_ref().map(|t| t.root().title.clone()));
        Self {
            t,
            title,
            organisation: organisation.unwrap_or_default(),
            nav: nav(t, live, section, about),
            assessment,
            who: live.name(&visit.person),
            accounts: visit.key.is_some(),
            path: visit.path.clone(),
            languages: languages(t),
        }
    }
}

fn nav(t: &'static Texts, live: &Live, section: Section, about: Option<&AssessmentId>) -> Vec<NavEntry> {
    let Some((id, cycle)) = about.and_then(|id| Some((id, live.state.cycles.get(id)?))) else { return Vec::new() };
    let first = cycle.units().next().unwrap_or(&cycle.tree.root().id);
    let entries = [
        (Section::Overview, links::assessment(id), "nav-overview"),
        (Section::Answer, links::answer(id, first), "nav-answer"),
        (Section::Review, links::review(id), "nav-review"),
        (Section::Running, links::ASSESSMENTS.to_owned(), "nav-running"),
        (Section::Audit, links::AUDIT.to_owned(), "nav-audit"),
        (Section::Model, links::model(&cycle.scope.model.0), "nav-model"),
    ];
    entries.map(|(s, href, label)| NavEntry { href, label: t.say(label), here: s == section }).into()
}

/// Each language with its own name, and whether it is the page's.
fn languages(t: &Texts) -> Vec<(&'static str, String, bool)> {
    let all = Texts::all().iter();
    all.map(|l| (l.language(), l.say("language-name"), l.language() == t.language())).collect()
}

/// A page as a response.
pub(crate) fn render(page: &impl Template) -> Result<Response, Problem> {
    Ok(Html(page.render()?).into_response())
}
