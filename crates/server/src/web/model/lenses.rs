//! `/a/{assessment}/unit/{unit}/lenses`: answered once, what does it say to other frameworks?

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use osmm_maturity::cycle::picture::UnitPicture;
use osmm_maturity::event::AssessmentId;
use osmm_maturity::model::{Item, Model, Strength, lens};
use osmm_maturity::response::Answer;
use osmm_maturity::score::{Score, score};
use osmm_maturity::unit::UnitId;

use super::crosswalk;
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "model/lenses.html")]
struct Page {
    shell: Shell,
    t: &'static Texts,
    unit: String,
    back: String,
    rows: Vec<Row>,
}

/// One framework.
struct Row {
    title: String,
    href: String,
    entries: usize,
    close: usize,
    linked: usize,
    unlinked: usize,
    beyond: usize,
    answered: String,
}

/// A unit's answers, for a lens.
pub(super) struct Reading<'a> {
    pub assessment: &'a AssessmentId,
    pub unit: &'a UnitId,
    pub title: &'a str,
    pub model: &'a Model,
    pub picture: &'a UnitPicture,
}

/// An item's state in a small square.
pub(super) struct Chip {
    pub href: String,
    pub class: String,
    pub mark: String,
    pub words: String,
}

impl Reading<'_> {
    /// One square for each item; an item that is no business of the unit has none.
    pub fn chips(&self, t: &Texts, items: &[&Item]) -> Vec<Chip> {
        let chip = |item: &&Item| {
            let answer = &self.picture.item(&item.id)?.answer;
            let (class, mark, state) = match answer {
                Answer::Rated { rating } => (format!("r{rating}"), rating.to_string(), self.rated(*rating)),
                Answer::Unanswered => ("open".to_owned(), "–".to_owned(), t.say("model-state-unanswered")),
                Answer::DontKnow { .. } => ("dontknow".to_owned(), "?".to_owned(), t.say("model-state-dont-know")),
                Answer::Declined => ("declined".to_owned(), "×".to_owned(), t.say("model-state-declined")),
                Answer::NotApplicable { .. } => ("na".to_owned(), "/".to_owned(), t.say("model-state-not-applicable")),
            };
            let href = links::item(self.assessment, self.unit, &item.id);
            Some(Chip { href, class, mark, words: format!("{}: {state}", item.title) })
        };
        items.iter().filter_map(chip).collect()
    }

    fn rated(&self, rating: osmm_maturity::rating::Rating) -> String {
        format!("{rating}, {}", self.model.scale.name(rating))
    }

    /// "3 of 5 answered, lowest 1".
    pub fn standing(&self, t: &Texts, items: &[&Item]) -> String {
        let score = self.score(items);
        let (rated, of) = (score.counts.rated.to_string(), score.counts.applicable().to_string());
        match score.lowest {
            Some(lowest) => {
                let lowest = lowest.rating.to_string();
                t.fill("model-lens-standing", &[("rated", &rated), ("of", &of), ("lowest", &lowest)])
            }
            None => t.fill("model-lens-unanswered", &[("of", &of)]),
        }
    }

    fn score(&self, items: &[&Item]) -> Score {
        let answers = items.iter().filter_map(|i| Some((&i.id, &self.picture.item(&i.id)?.answer)));
        score(answers, self.model.scale.top())
    }
}

/// `GET /a/{assessment}/unit/{unit}/lenses`
pub(crate) async fn all(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(unit));
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&id)?;
    let about = cycle.tree.unit(&unit).ok_or(Problem::NotFound)?;
    visit.may_see(&app, &live, &unit)?;
    let picture = app.picture(&live, &id).await?;
    let picture = picture.unit(&unit).ok_or(Problem::NotFound)?;
    let reading = Reading { assessment: &id, unit: &unit, title: &about.title, model, picture };
    let rows = model.crosswalks.iter().map(|c| row(&app, visit.t, &reading, &c.framework));
    render(&Page {
        shell: visit.shell(&live, visit.t.say("model-lenses-title"), Section::Model, Some(&id)),
        t: visit.t,
        unit: about.title.clone(),
        back: links::unit(&id, &unit),
        rows: rows.collect::<Result<_, _>>()?,
    })
}

fn row(app: &App, t: &Texts, reading: &Reading<'_>, framework: &str) -> Result<Row, Problem> {
    let (crosswalk, known) = crosswalk(app, reading.model, framework)?;
    let lens = lens(reading.model, crosswalk, known);
    let with = |least: Strength| lens.entries.iter().filter(|e| e.strength() >= Some(least)).count();
    let behind = |item: &Item| lens.entries.iter().any(|e| e.items(reading.model).iter().any(|i| i.id == item.id));
    let items: Vec<&Item> = reading.model.items().map(|(_, i)| i).filter(|i| behind(i)).collect();
    Ok(Row {
        title: crosswalk.title.clone(),
        href: links::lens(reading.assessment, reading.unit, framework),
        entries: lens.entries.len(),
        close: with(Strength::Strong),
        linked: with(Strength::Weak),
        unlinked: lens.entries.len() - with(Strength::Weak),
        beyond: lens.beyond.len(),
        answered: reading.standing(t, &items),
    })
}

/// `GET /a/{assessment}/unit/{unit}/lenses/{framework}`
pub(crate) async fn one(
    State(app): State<App>,
    Path((assessment, unit, framework)): Path<(String, String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(unit));
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&id)?;
    let about = cycle.tree.unit(&unit).ok_or(Problem::NotFound)?;
    visit.may_see(&app, &live, &unit)?;
    let (found, framework) = crosswalk(&app, model, &framework)?;
    let picture = app.picture(&live, &id).await?;
    let picture = picture.unit(&unit).ok_or(Problem::NotFound)?;
    let values = [("unit", about.title.as_str()), ("framework", found.title.as_str())];
    render(&crosswalk::Page {
        shell: visit.shell(&live, visit.t.fill("model-lens-title", &values), Section::Model, Some(&id)),
        t: visit.t,
        name: &cycle.scope.model.0,
        model,
        framework,
        lens: lens(model, found, framework),
        reading: Some(Reading { assessment: &id, unit: &unit, title: &about.title, model, picture }),
    })
}
