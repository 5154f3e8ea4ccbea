//! What the models say: browse, guidance, comparison, and their correspondence to other frameworks.

pub(crate) mod browse;
pub(crate) mod compare;
pub(crate) mod crosswalk;
pub(crate) mod guide;
pub(crate) mod index;
pub(crate) mod lenses;

use std::sync::Arc;

use osmm_maturity::digest::Digest;
use osmm_maturity::model::{Crosswalk, Framework, ItemId, Model};

use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::texts::Texts;

/// A model that a page can be about.
#[derive(Clone)]
struct Shelved {
    /// What addresses call it: its id where it comes with the program, else its digest.
    name: String,
    digest: Digest,
    model: Arc<Model>,
}

impl Shelved {
    /// Title and version.
    fn title(&self) -> String {
        format!("{} {}", self.model.short_title, self.model.version)
    }
}

/// The models of the program, then those that only assessments rest on, or rested on before they moved.
fn shelf(app: &App, live: &Live) -> Vec<Shelved> {
    let mut all: Vec<Shelved> = Vec::new();
    for model in &app.config().models {
        all.push(Shelved { name: model.id.clone(), digest: Digest(model.digest()), model: model.clone() });
    }
    for cycle in live.state.in_order() {
        let before = cycle.upgrades.iter().map(|(from, _, _)| from);
        for digest in before.chain([&cycle.scope.model]) {
            let known = all.iter().any(|s| s.digest == *digest);
            if let Some(model) = live.state.model(digest).filter(|_| !known) {
                all.push(Shelved { name: digest.0.clone(), digest: digest.clone(), model: model.clone() });
            }
        }
    }
    all
}

/// A model by id or digest.
fn find(app: &App, live: &Live, name: &str) -> Result<Shelved, Problem> {
    let named = |s: &Shelved| s.name == name || s.digest.0 == name;
    shelf(app, live).into_iter().find(named).ok_or(Problem::NotFound)
}

/// A crosswalk of a model, with its framework where that is known.
fn crosswalk<'a>(app: &'a App, model: &'a Model, id: &str) -> Result<(&'a Crosswalk, Option<&'a Framework>), Problem> {
    let crosswalk = model.crosswalks.iter().find(|c| c.framework == id).ok_or(Problem::NotFound)?;
    Ok((crosswalk, app.config().frameworks.iter().find(|f| f.id == id)))
}

/// What people are told of an element of a framework: its number where it has one (such as `4.1.1`), and its label.
/// A name of words is for files and addresses: the label says the same.
pub(crate) fn element(app: &App, framework: &str, id: &str) -> String {
    let config = app.config();
    let known = config.frameworks.iter().find(|f| f.id == framework);
    let label = known.and_then(|f| f.entries.iter().find(|e| e.id == id)).map(|e| e.label.as_str());
    // Crosswalks between models may point to items, too.
    let item = || config.models.iter().find(|m| m.id == framework)?.item(&ItemId(id.to_owned()));
    match label.or_else(|| item().map(|(_, i)| i.title.as_str())) {
        Some(label) if numbered(id) => format!("{id} {label}"),
        Some(label) => label.to_owned(),
        None => id.to_owned(),
    }
}

/// Whether a name is a number that readers of the framework know.
fn numbered(id: &str) -> bool {
    !id.chars().any(char::is_lowercase)
}

/// The message of a value that has a name in public formats, for example `model-source-semi-automatic`.
pub(crate) fn word(t: &Texts, prefix: &str, value: &impl serde::Serialize) -> String {
    let name = serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    t.say(&format!("{prefix}-{name}"))
}
