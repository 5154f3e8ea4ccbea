//! `/a/{assessment}/delta?from=`: what moved between two assessments, and why. Words first, the table behind.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use osmm_maturity::cycle::delta::{Cause, Delta, Movement, delta};
use osmm_maturity::event::AssessmentId;
use osmm_maturity::model::Model;
use osmm_maturity::response::Answer;
use osmm_maturity::score::Basis;

use super::super::running::{Choice, Tab, assessment_choice, compared, tabs};
use super::{answer_words, seen};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "review/delta.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    others: Vec<Choice>,
    from: String,
    bases: Vec<OnBasis>,
}

/// The movement on one basis.
struct OnBasis {
    name: String,
    finding: String,
    rests: String,
    parts: Vec<Part>,
    changes: Vec<Row>,
}

struct Part {
    cause: String,
    meaning: String,
    by: String,
    items: usize,
}

struct Row {
    unit: String,
    item: String,
    from: String,
    to: String,
    cause: String,
}

/// `GET /a/{assessment}/delta?from=`
pub(crate) async fn show(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let (t, live, id) = (visit.t, app.read().await?, AssessmentId(assessment));
    let (cycle, model) = live.cycle(&id)?;
    visit.may_see_part(&app, &live, cycle)?;
    let mut others = live.state.in_order();
    others.retain(|c| c.id != id && visit.may_see_part(&app, &live, c).is_ok());
    others.reverse();
    let usual = compared(cycle, &others);
    let from = given.some("from").map(|f| AssessmentId(f.to_owned())).or(usual);
    let mut bases = Vec::new();
    if let Some(from) = &from {
        let (other, old_model) = live.cycle(from)?;
        visit.may_see_part(&app, &live, other)?;
        let old = seen(&app, &live, &visit, &*app.picture(&live, from).await?);
        let new = seen(&app, &live, &visit, &*app.picture(&live, &id).await?);
        bases = told(t, &live, &delta((&old, old_model), (&new, model)), model);
    }
    let others = others.iter().map(|other| assessment_choice(t, other, from.as_ref())).collect();
    let from = from.map(|f| f.0).unwrap_or_default();
    let title = match from.as_str() {
        "" => t.say("delta-title-none"),
        from => t.fill("delta-title", &[("from", from), ("to", &id.0)]),
    };
    render(&Page {
        shell: visit.shell(&live, title, Section::Review, Some(&id)),
        tabs: tabs(t, &live, Tab::Delta, Some(&id)),
        others,
        from,
        bases,
    })
}

fn told(t: &Texts, live: &Live, delta: &Delta, model: &Model) -> Vec<OnBasis> {
    delta.movements.iter().map(|m| on_basis(t, live, m, model)).collect()
}

fn on_basis(t: &Texts, live: &Live, movement: &Movement, model: &Model) -> OnBasis {
    let parts = movement.printed_parts().into_iter().map(|(cause, part)| Part {
        cause: cause_words(t, cause),
        meaning: t.say(&format!("{}-means", cause_key(cause))),
        by: signed(t, part),
        items: movement.changes.iter().filter(|c| c.cause == cause).count(),
    });
    let word = |answer: &Option<Answer>| answer.as_ref().map_or_else(|| "–".to_owned(), |a| answer_words(t, a));
    let changes = movement.changes.iter().map(|c| Row {
        unit: live
            .state
            .tree
            .as_ref()
            .and_then(|tree| tree.unit(&c.unit))
            .map_or_else(|| c.unit.0.clone(), |u| u.title.clone()),
        item: model.item(&c.item).map_or_else(|| c.item.0.clone(), |(_, i)| i.title.clone()),
        from: word(&c.from),
        to: word(&c.to),
        cause: cause_words(t, c.cause),
    });
    OnBasis {
        name: t.say(match movement.basis {
            Basis::Claimed => "basis-claimed",
            Basis::Supported => "basis-supported",
            Basis::Verified => "basis-verified",
        }),
        finding: finding(t, movement),
        rests: t.fill(
            "delta-rests",
            &[("before", &movement.rated_before.to_string()), ("after", &movement.rated_after.to_string())],
        ),
        parts: parts.collect(),
        changes: changes.collect(),
    }
}

/// The movement in a sentence.
fn finding(t: &Texts, movement: &Movement) -> String {
    let (Some(from), Some(to), Some(by)) = (movement.from, movement.to, movement.difference()) else {
        let (from, to) = (t.figure_or_dash(movement.from), t.figure_or_dash(movement.to));
        return t.fill("delta-not-comparable", &[("from", &from), ("to", &to)]);
    };
    let values = [("from", t.figure(from)), ("to", t.figure(to)), ("by", signed(t, by))];
    let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let key = match by {
        d if d > 0.0 => "delta-rose",
        d if d < 0.0 => "delta-fell",
        _ => "delta-stayed",
    };
    t.fill(key, &values)
}

fn signed(t: &Texts, value: f64) -> String {
    let sign = if value < 0.0 { "\u{2212}" } else { "+" };
    format!("{sign}{}", t.figure(value.abs()))
}

fn cause_key(cause: Cause) -> &'static str {
    match cause {
        Cause::ModelChanged => "cause-model",
        Cause::ScopeChanged => "cause-scope",
        Cause::NewEvidence => "cause-evidence",
        Cause::EvidenceExpired => "cause-expired",
        Cause::ReRated => "cause-rated",
    }
}

fn cause_words(t: &Texts, cause: Cause) -> String {
    t.say(cause_key(cause))
}
