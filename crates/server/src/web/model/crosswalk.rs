//! `/model/{model}/crosswalk/{framework}`: what in the model corresponds to another framework, and what does not?

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use osmm_maturity::model::{ActivityId, Framework, ItemId, Lens, LensEntry, Link, Model, Strength, lens};

use super::{crosswalk, find};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::web::model::lenses::{Chip, Reading};
use crate::who::Visit;

/// A lens, with a unit's answers where it is read for a unit.
#[derive(Template)]
#[template(path = "model/lens.html")]
pub(super) struct Page<'a> {
    pub shell: Shell,
    pub t: &'static Texts,
    /// What addresses call the model.
    pub name: &'a str,
    pub model: &'a Model,
    pub framework: Option<&'a Framework>,
    pub lens: Lens<'a>,
    pub reading: Option<Reading<'a>>,
}

/// `GET /model/{model}/crosswalk/{framework}`
pub(crate) async fn show(
    State(app): State<App>,
    Path((name, framework)): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let live = app.read().await?;
    let shelved = find(&app, &live, &name)?;
    let (crosswalk, framework) = crosswalk(&app, &shelved.model, &framework)?;
    let title = visit.t.fill("model-crosswalk-title", &[("framework", &crosswalk.title)]);
    render(&Page {
        shell: visit.shell(&live, title, Section::Model, None),
        t: visit.t,
        name: &shelved.name,
        model: &shelved.model,
        framework,
        lens: lens(&shelved.model, crosswalk, framework),
        reading: None,
    })
}

impl<'a> Page<'a> {
    /// Elements with a link at least as close as this.
    fn linked(&self, least: Strength) -> usize {
        self.lens.entries.iter().filter(|e| e.strength() >= Some(least)).count()
    }

    /// The number of an element, where it has one.
    fn number(&self, entry: &LensEntry<'a>) -> Option<&'a str> {
        Some(entry.id).filter(|id| super::numbered(id) || entry.label.is_none())
    }

    fn unlinked(&self) -> usize {
        self.lens.entries.iter().filter(|e| e.links.is_empty()).count()
    }

    /// The other end of a link: address of its guidance, title.
    fn source(&self, link: &Link) -> (String, &'a str) {
        let activity = ActivityId(link.from.clone());
        if let Some(found) = self.model.activity(&activity) {
            return (links::model_activity(self.name, &activity), &found.title);
        }
        let item = ItemId(link.from.clone());
        let title = self.model.item(&item).map_or("", |(_, i)| i.title.as_str());
        (links::model_item(self.name, &item), title)
    }

    fn strength(&self, link: &Link) -> String {
        super::word(self.t, "model-strength", &link.strength)
    }

    fn strength_class(&self, link: &Link) -> &'static str {
        match link.strength {
            Strength::Weak => "weak",
            Strength::Partial => "partial",
            Strength::Strong => "strong",
            Strength::Equivalent => "equivalent",
        }
    }

    fn chips(&self, link: &Link) -> Vec<Chip> {
        let reading = self.reading.as_ref();
        reading.map(|r| r.chips(self.t, &link.items(self.model))).unwrap_or_default()
    }

    /// How many of the items behind an element are answered, and the lowest, in words.
    fn standing(&self, entry: &LensEntry<'_>) -> Option<String> {
        let reading = self.reading.as_ref().filter(|_| !entry.links.is_empty())?;
        Some(reading.standing(self.t, &entry.items(self.model)))
    }
}
