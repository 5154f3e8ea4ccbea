//! Running an assessment: the pages for those who lead one, and what they share.

pub(crate) mod assign;
pub(crate) mod goals;
pub(crate) mod list;
pub(crate) mod open;
pub(crate) mod stage;
pub(crate) mod upgrade;

use axum::http::StatusCode;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{AssessmentId, Role, Stage};
use osmm_maturity::model::Model;
use osmm_maturity::unit::UnitId;

use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::NavEntry;
use crate::texts::Texts;
use crate::who::Visit;

/// The pages of this area, as its own navigation names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    Assessments,
    Stage,
    Assign,
    Review,
    Delta,
    Goals,
    Plan,
    Report,
    Transfer,
    Units,
    People,
    Audit,
}

/// The navigation of the area. Pages of an assessment are those of `about`, or of the one that people work on.
pub(crate) fn tabs(t: &Texts, live: &Live, here: Tab, about: Option<&AssessmentId>) -> Vec<NavEntry> {
    let mut all = vec![(Tab::Assessments, links::ASSESSMENTS.to_owned(), "running-tab-assessments")];
    if let Some(id) = about.or(live.current()) {
        all.extend([
            (Tab::Stage, links::stage(id), "running-tab-stage"),
            (Tab::Assign, links::assign(id), "running-tab-assign"),
            (Tab::Review, links::review(id), "running-tab-review"),
            (Tab::Delta, links::delta(id), "running-tab-delta"),
            (Tab::Report, links::reports(id), "running-tab-report"),
            (Tab::Transfer, links::transfer(id), "running-tab-transfer"),
        ]);
    }
    all.extend([
        (Tab::Goals, links::GOALS.to_owned(), "running-tab-goals"),
        (Tab::Plan, links::PLAN.to_owned(), "running-tab-plan"),
        (Tab::Units, links::UNITS.to_owned(), "running-tab-units"),
        (Tab::People, links::PEOPLE.to_owned(), "running-tab-people"),
        (Tab::Audit, links::AUDIT.to_owned(), "running-tab-audit"),
    ]);
    all.into_iter().map(|(tab, href, label)| NavEntry { href, label: t.say(label), here: tab == here }).collect()
}

/// The root of an assessment's units.
pub(crate) fn root(cycle: &Cycle) -> &UnitId {
    &cycle.tree.root().id
}

/// Whether somebody leads a unit: what leads alone can do is not offered to others.
pub(crate) fn leads(app: &App, live: &Live, visit: &Visit, unit: &UnitId) -> bool {
    live.state.unled() || live.state.holds(&visit.person, &[Role::Lead], unit, app.today())
}

/// Whether somebody leads the whole organisation; where there are no units yet, everybody does.
pub(crate) fn leads_all(app: &App, live: &Live, visit: &Visit) -> bool {
    live.state.tree.as_ref().is_none_or(|tree| leads(app, live, visit, &tree.root().id))
}

/// Whether somebody may plan what is done about a unit.
pub(crate) fn works(app: &App, live: &Live, visit: &Visit, unit: &UnitId) -> bool {
    let roles = [Role::Respondent, Role::Reviewer, Role::Lead];
    live.state.unled() || live.state.holds(&visit.person, &roles, unit, app.today())
}

/// Whether somebody keeps the units and people of the whole organisation.
pub(crate) fn manages(app: &App, live: &Live, visit: &Visit) -> bool {
    let may = |unit| live.state.holds(&visit.person, &[Role::Lead, Role::Admin], unit, app.today());
    live.state.unled() || live.state.tree.as_ref().is_none_or(|tree| may(&tree.root().id))
}

/// The message for a stage.
pub(crate) fn stage_word(t: &Texts, stage: Stage) -> String {
    t.say(match stage {
        Stage::Draft => "stage-draft",
        Stage::InReview => "stage-in-review",
        Stage::Published => "stage-published",
    })
}

/// A model as people call it.
pub(crate) fn model_name(model: &Model) -> String {
    format!("{} {}", model.short_title, model.version)
}

/// What a form says when the rules of the record refuse what was typed. Anything else goes on as it is, and so does a
/// refusal of who asked: no other words would help.
pub(crate) fn refused(t: &Texts, problem: Problem) -> Result<String, Problem> {
    match problem {
        Problem::Refused { .. } | Problem::Bad(_) | Problem::Odd(..) if problem.status() != StatusCode::FORBIDDEN => {
            Ok(problem.detail(t))
        }
        other => Err(other),
    }
}

/// A choice in a form.
pub(crate) struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
    /// How far it is indented.
    pub depth: usize,
}

/// The units of a tree as choices, parents before children.
pub(crate) fn unit_choices(tree: &osmm_maturity::unit::UnitTree, chosen: impl Fn(&UnitId) -> bool) -> Vec<Choice> {
    in_order(tree)
        .into_iter()
        .map(|(unit, depth)| Choice {
            value: unit.id.0.clone(),
            label: unit.title.clone(),
            chosen: chosen(&unit.id),
            depth,
        })
        .collect()
}

/// An assessment as a choice.
pub(crate) fn assessment_choice(t: &Texts, cycle: &Cycle, chosen: Option<&AssessmentId>) -> Choice {
    let label = format!("{} ({})", cycle.id, t.day(cycle.scope.as_of));
    Choice { value: cycle.id.0.clone(), label, chosen: Some(&cycle.id) == chosen, depth: 0 }
}

/// Whether an assessment was before another one.
pub(crate) fn is_before(one: &Cycle, other: &Cycle) -> bool {
    one.scope.as_of <= other.scope.as_of && one.opened.seq < other.opened.seq
}

/// What an assessment is compared with where nobody chooses: the one that it comes after, else the first of these before it.
pub(crate) fn compared(cycle: &Cycle, others: &[&Cycle]) -> Option<AssessmentId> {
    let before = || others.iter().find(|other| is_before(other, cycle)).map(|other| other.id.clone());
    cycle.scope.after.clone().or_else(before)
}

/// Units as a reader expects a tree: each right below its parent, with its depth.
pub(crate) fn in_order(tree: &osmm_maturity::unit::UnitTree) -> Vec<(&osmm_maturity::unit::Unit, usize)> {
    let mut found = Vec::new();
    let mut next = vec![(tree.root(), 0_usize)];
    while let Some((unit, depth)) = next.pop() {
        found.push((unit, depth.min(8)));
        let below = tree.units().iter().rev().filter(|u| u.parent.as_ref() == Some(&unit.id));
        next.extend(below.map(|u| (u, depth + 1)));
    }
    found
}
