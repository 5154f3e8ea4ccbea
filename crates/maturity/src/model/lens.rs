//! A crosswalk read from the side of the other framework: answer once, read it through another lens.
//!
//! A lens says for each element of the framework what of the model corresponds to it, or why nothing does. It never says
//! whether the framework is met: a link is an overlap that somebody judged, not a proof.

use std::collections::BTreeSet;

use super::{Activity, ActivityId, Crosswalk, Framework, Item, ItemId, Link, Model, Strength};

/// One framework as the model sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Lens<'m> {
    /// The correspondence that it reads.
    pub crosswalk: &'m Crosswalk,
    /// Elements of the framework in its order, then those that a link names beyond its list.
    pub entries: Vec<LensEntry<'m>>,
    /// Activities of the model that the framework does not ask for, with the reason where it is told.
    pub beyond: Vec<(&'m Activity, Option<&'m str>)>,
}

/// One element of the framework.
#[derive(Debug, Clone, PartialEq)]
pub struct LensEntry<'m> {
    /// Its name.
    pub id: &'m str,
    /// Its label, where the framework is known.
    pub label: Option<&'m str>,
    /// What corresponds, the closest first.
    pub links: Vec<&'m Link>,
    /// Why nothing does.
    pub no_match: Option<&'m str>,
}

impl LensEntry<'_> {
    /// How close the closest link is.
    #[must_use]
    pub fn strength(&self) -> Option<Strength> {
        self.links.iter().map(|l| l.strength).max()
    }

    /// The items behind its links, each once, in the model's order.
    #[must_use]
    pub fn items<'m>(&self, model: &'m Model) -> Vec<&'m Item> {
        let named: BTreeSet<&str> = self.links.iter().map(|l| l.from.as_str()).collect();
        let linked = |a: &Activity, i: &Item| named.contains(a.id.0.as_str()) || named.contains(i.id.0.as_str());
        model.items().filter(|(a, i)| linked(a, i)).map(|(_, i)| i).collect()
    }
}

impl Link {
    /// The items of this model that it stands for: one, or all of an activity.
    #[must_use]
    pub fn items<'m>(&self, model: &'m Model) -> Vec<&'m Item> {
        match model.activity(&ActivityId(self.from.clone())) {
            Some(activity) => activity.items.iter().collect(),
            None => model.item(&ItemId(self.from.clone())).map(|(_, i)| i).into_iter().collect(),
        }
    }
}

/// Reads a crosswalk of a model; labels come from the framework, where it is known.
#[must_use]
pub fn lens<'m>(model: &'m Model, crosswalk: &'m Crosswalk, framework: Option<&'m Framework>) -> Lens<'m> {
    let mut ids: Vec<(&str, Option<&str>)> =
        framework.iter().flat_map(|f| &f.entries).map(|e| (e.id.as_str(), Some(e.label.as_str()))).collect();
    let unlisted = crosswalk.no_match.iter().flat_map(|n| &n.to);
    for id in crosswalk.links.iter().map(|l| &l.to).chain(unlisted) {
        if !ids.iter().any(|(known, _)| known == id) {
            ids.push((id, None));
        }
    }
    let entries = ids.into_iter().map(|(id, label)| {
        let mut links: Vec<&Link> = crosswalk.links.iter().filter(|l| l.to == id).collect();
        links.sort_by_key(|l| std::cmp::Reverse(l.strength));
        let no_match = crosswalk.no_match.iter().find(|n| n.to.iter().any(|t| t == id));
        LensEntry { id, label, links, no_match: no_match.map(|n| n.reason.as_str()) }
    });
    let linked =
        |a: &Activity| crosswalk.links.iter().any(|l| l.from == a.id.0 || a.items.iter().any(|i| l.from == i.id.0));
    let why = |a: &Activity| crosswalk.no_match.iter().find(|n| n.from.contains(&a.id.0)).map(|n| n.reason.as_str());
    let beyond = model.activities.iter().filter(|a| !linked(a)).map(|a| (a, why(a)));
    Lens { crosswalk, entries: entries.collect(), beyond: beyond.collect() }
}
