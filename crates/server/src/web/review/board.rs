//! `/a/{assessment}/review`: where respondents differ, the most important first; how far they agree; who is waited for.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use osmm_maturity::agreement::{Agreement, Untold};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::disagreement::{Disagreement, calibration, disagreements};
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::cycle::settle::How;
use osmm_maturity::event::{AssessmentId, PersonId, Stage};
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::rollup::Origin;
use osmm_maturity::unit::UnitId;

use super::super::running::{Tab, leads, leads_all, stage_word, tabs};
use super::{AnswerChoice, answer_words, how_words, ratings, seen};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "review/board.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    id: AssessmentId,
    stage: String,
    open: Vec<Card>,
    settled: Vec<Card>,
    waiting: Vec<Waiting>,
    waiting_items: usize,
    agreement: String,
    leads: bool,
}

/// One disagreement.
struct Card {
    unit: String,
    item: String,
    item_href: String,
    unit_id: String,
    item_id: String,
    question: String,
    distance: u8,
    weight: u32,
    said: Vec<Says>,
    how: String,
    why: String,
    choices: Vec<AnswerChoice>,
    may_decide: bool,
    given: Fields,
    fault: Option<String>,
}

struct Says {
    who: String,
    answer: String,
    note: String,
    anchor: String,
}

/// Items of a unit for which one person has not locked.
struct Waiting {
    who: String,
    unit: String,
    items: usize,
}

/// `GET /a/{assessment}/review`
pub(crate) async fn show(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
) -> Result<Response, Problem> {
    page(&app, &visit, &AssessmentId(assessment), None).await
}

/// The board; with what was typed for one item when that could not be taken.
pub(super) async fn page(
    app: &App,
    visit: &Visit,
    id: &AssessmentId,
    typed: Option<(Fields, String)>,
) -> Result<Response, Problem> {
    let (t, live) = (visit.t, app.read().await?);
    let (cycle, model) = live.cycle(id)?;
    let picture = seen(app, &live, visit, &*app.picture(&live, id).await?);
    if picture.units.is_empty() {
        return Err(Problem::Forbidden);
    }
    let board = Board { app, live: &live, visit, cycle, model };
    let found = disagreements(cycle, model, &picture);
    let cards = found.iter().map(|d| (matches!(d.how, How::Open { .. }), board.card(d, typed.as_ref())));
    let (open, settled): (Vec<_>, Vec<_>) = cards.partition(|(open, _)| *open);
    let (waiting, waiting_items) = board.waiting(&picture);
    let page = Page {
        shell: visit.shell(&live, t.say("review-title"), Section::Review, Some(id)),
        tabs: tabs(t, &live, Tab::Review, Some(id)),
        stage: stage_word(t, cycle.stage),
        open: open.into_iter().map(|(_, c)| c).collect(),
        settled: settled.into_iter().map(|(_, c)| c).collect(),
        waiting,
        waiting_items,
        agreement: agreement_words(t, &calibration(model, &picture)),
        leads: leads_all(app, &live, visit),
        id: id.clone(),
    };
    let status = if typed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&page)?).into_response())
}

struct Board<'a> {
    app: &'a App,
    live: &'a Live,
    visit: &'a Visit,
    cycle: &'a Cycle,
    model: &'a Model,
}

impl Board<'_> {
    fn card(&self, d: &Disagreement, typed: Option<&(Fields, String)>) -> Card {
        let (t, spot) = (self.visit.t, self.cycle.spot(&d.unit, &d.item));
        let item = self.model.item(&d.item).map(|(_, i)| i);
        let typed = typed.filter(|(given, _)| given.one("unit") == d.unit.0 && given.one("item") == d.item.0);
        let said = d.said.iter().map(|s| Says {
            who: self.live.name(&s.respondent),
            answer: answer_words(t, &s.answer),
            note: spot.and_then(|x| x.said.get(&s.respondent)?.trace.why.clone()).unwrap_or_default(),
            anchor: s.answer.rating().and_then(|r| item?.anchors.get(&r).cloned()).unwrap_or_default(),
        });
        Card {
            unit: self.unit(&d.unit),
            item: item.map_or_else(|| d.item.0.clone(), |i| i.title.clone()),
            item_href: links::item(&self.cycle.id, &d.unit, &d.item),
            unit_id: d.unit.0.clone(),
            item_id: d.item.0.clone(),
            question: item.map(|i| i.question.clone()).unwrap_or_default(),
            distance: d.distance,
            weight: d.weight,
            said: said.collect(),
            how: how_words(t, self.live, &d.how),
            why: spot.and_then(|s| s.decision.as_ref()?.trace.why.clone()).unwrap_or_default(),
            choices: ratings(self.model, &d.item),
            may_decide: self.cycle.stage != Stage::Published && leads(self.app, self.live, self.visit, &d.unit),
            given: typed.map(|(given, _)| given.clone()).unwrap_or_default(),
            fault: typed.map(|(_, fault)| fault.clone()),
        }
    }

    fn unit(&self, id: &UnitId) -> String {
        self.cycle.tree.unit(id).map_or_else(|| id.0.clone(), |u| u.title.clone())
    }

    /// Who has not locked, by unit, in the order of the tree; never what anybody said.
    fn waiting(&self, picture: &Picture) -> (Vec<Waiting>, usize) {
        let mut counts: BTreeMap<(usize, String), usize> = BTreeMap::new();
        let mut items = 0;
        for (place, unit) in picture.units.iter().enumerate() {
            let open = unit.items.iter().filter(|i| matches!(i.how, How::Waiting { .. }));
            for item in open.filter(|i| i.origin != Origin::Inherited) {
                items += 1;
                for person in self.unlocked(&unit.unit, &item.item) {
                    *counts.entry((place, self.live.name(person))).or_default() += 1;
                }
            }
        }
        let line = |((place, who), items): ((usize, String), usize)| Waiting {
            who,
            unit: self.unit(&picture.units[place].unit),
            items,
        };
        (counts.into_iter().map(line).collect(), items)
    }

    fn unlocked(&self, unit: &UnitId, item: &ItemId) -> Vec<&PersonId> {
        let locked = |p: &PersonId| self.cycle.spot(unit, item).and_then(|s| s.said.get(p)).is_some_and(|s| s.locked);
        self.cycle.raters(self.model, unit, item).into_iter().filter(|p| !locked(p)).collect()
    }
}

/// How far raters agree, in words before figures.
fn agreement_words(t: &Texts, agreement: &Agreement) -> String {
    let items = agreement.items.to_string();
    let Some(alpha) = agreement.alpha else {
        let key = match agreement.untold {
            Some(Untold::NoVariation) => "agreement-no-variation",
            _ => "agreement-too-few",
        };
        return t.fill(key, &[("n", &items)]);
    };
    let words = t.say(match alpha {
        a if a >= 0.8 => "agreement-good",
        a if a >= 0.667 => "agreement-fair",
        _ => "agreement-poor",
    });
    let figure = t.figure(alpha);
    match agreement.interval {
        Some((low, high)) => t.fill(
            "agreement-interval",
            &[("words", &words), ("alpha", &figure), ("low", &t.figure(low)), ("high", &t.figure(high)), ("n", &items)],
        ),
        None => t.fill("agreement-plain", &[("words", &words), ("alpha", &figure), ("n", &items)]),
    }
}
