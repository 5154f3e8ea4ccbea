//! The body of knowledge at hand: the parts of a model that concern a level, role, risk, artefact or objective.

use super::{Activity, Item, Model, Term};
use crate::fault::nearest;

/// What to show. Several conditions must all hold; none shows the whole model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Level number.
    pub level: Option<u8>,
    /// Activity id, or an item id for that item alone.
    pub activity: Option<String>,
    /// Role id.
    pub role: Option<String>,
    /// Risk id.
    pub risk: Option<String>,
    /// Artefact id.
    pub artefact: Option<String>,
    /// Objective id.
    pub objective: Option<String>,
}

/// A filter names something that the model does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{model} has no {kind} `{given}`")]
pub struct UnknownTerm {
    /// The model.
    pub model: String,
    /// What was asked for.
    pub kind: &'static str,
    /// As given.
    pub given: String,
    /// The nearest one, or all.
    pub hint: String,
}

/// The activities that pass a filter, with the items to show.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection<'m> {
    /// Activities in reading order, each with its items.
    pub activities: Vec<(&'m Activity, Vec<&'m Item>)>,
}

/// The part of a model that passes a filter.
pub fn select<'m>(model: &'m Model, filter: &Filter) -> Result<Selection<'m>, UnknownTerm> {
    check(model, "role", filter.role.as_deref(), ids(&model.roles))?;
    check(model, "risk", filter.risk.as_deref(), ids(&model.risks))?;
    check(model, "artefact", filter.artefact.as_deref(), ids(&model.artefacts))?;
    check(model, "objective", filter.objective.as_deref(), ids(&model.objectives))?;
    let level = filter.level.map(|l| l.to_string());
    let levels: Vec<String> = model.levels.iter().map(|l| l.number.to_string()).collect();
    check(model, "level", level.as_deref(), levels.iter().map(String::as_str).collect())?;
    let names = model.activities.iter().map(|a| a.id.0.as_str());
    let names = names.chain(model.items().map(|(_, i)| i.id.0.as_str())).collect();
    check(model, "activity or item", filter.activity.as_deref(), names)?;

    let wants = |wanted: &Option<String>, have: &[String]| wanted.as_ref().is_none_or(|w| have.contains(w));
    let item_named = |i: &Item| filter.activity.as_ref().is_some_and(|n| *n == i.id.0);
    let activities = model.activities.iter().filter(|a| {
        filter.level.is_none_or(|l| l == a.level)
            && filter.activity.as_ref().is_none_or(|n| *n == a.id.0 || a.items.iter().any(item_named))
            && wants(&filter.role, &a.roles)
            && wants(&filter.risk, &a.risks)
            && wants(&filter.artefact, &a.artefacts)
            && wants(&filter.objective, &a.objectives)
    });
    let items = |a: &'m Activity| -> Vec<&'m Item> {
        let one: Vec<&Item> = a.items.iter().filter(|i| item_named(i)).collect();
        if one.is_empty() { a.items.iter().collect() } else { one }
    };
    Ok(Selection { activities: activities.map(|a| (a, items(a))).collect() })
}

fn ids(terms: &[Term]) -> Vec<&str> {
    terms.iter().map(|t| t.id.as_str()).collect()
}

fn check(model: &Model, kind: &'static str, given: Option<&str>, known: Vec<&str>) -> Result<(), UnknownTerm> {
    let Some(given) = given.filter(|g| !known.contains(g)) else {
        return Ok(());
    };
    let hint = nearest(given, known.iter().copied()).unwrap_or_else(|| match known.is_empty() {
        true => "this model has none".to_owned(),
        false => format!("known: {}", known.join(", ")),
    });
    Err(UnknownTerm { model: model.short_title.clone(), kind, given: given.to_owned(), hint })
}
