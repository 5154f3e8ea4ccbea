//! The actions of a plan file: changes to what follows from gaps, and what people added.

use std::collections::BTreeMap;

use super::Reader;
use crate::event::ActionId;
use crate::model::ItemId;
use crate::model::decode::planning::{quarters, spread};
use crate::model::yaml::{Fields, Node};
use crate::plan::brief::{Change, Own};
use crate::plan::{Moved, Served, Spread};
use crate::rating::Rating;
use crate::unit::UnitId;
use crate::written::date;

/// Most actions that a plan file adds or changes.
const MOST: usize = 20_000;

enum Said {
    Change(Change),
    Own(Box<Own>),
}

impl Reader<'_> {
    pub(super) fn actions(&mut self, node: &Node) -> (BTreeMap<ActionId, Change>, Vec<Own>) {
        let (mut changes, mut own) = (BTreeMap::new(), Vec::<Own>::new());
        let list = self.faults.list(node);
        if list.len() > MOST {
            self.faults.add(node.place, format!("more than {MOST} actions"), None);
        }
        let mut ids = std::collections::BTreeSet::new();
        for node in list.iter().take(MOST) {
            let Some((id, action)) = self.action(node) else { continue };
            if !ids.insert(id.clone()) {
                self.faults.add(node.place, format!("action `{id}` is there twice"), None);
            }
            match action {
                Said::Change(change) => drop(changes.insert(id, change)),
                Said::Own(action) => own.push(*action),
            }
        }
        (changes, own)
    }

    /// An action with `moves` is one of their own, any other changes one that follows from a gap.
    fn action(&mut self, node: &Node) -> Option<(ActionId, Said)> {
        let mut f = Fields::open(node, "an action", &mut self.faults)?;
        let id = ActionId(f.text("id", &mut self.faults)?);
        let said = self.change(&mut f);
        let Some(moves) = f.get("moves") else {
            f.close(&mut self.faults);
            return Some((id, Said::Change(said)));
        };
        let own = Own {
            id: id.clone(),
            unit: f.get("unit").and_then(|n| self.faults.text(n)).map(UnitId),
            moves: self.moves(moves),
            serves: f.get("serves").map(|n| self.all_served(n)).unwrap_or_default(),
            instead_of: f.texts("instead_of", &mut self.faults).into_iter().map(ActionId).collect(),
            said,
        };
        f.close(&mut self.faults);
        for (there, key) in [(own.said.title.is_some(), "title"), (own.said.effort.is_some(), "effort")] {
            if !there {
                self.faults.add(node.place, format!("an action of your own needs `{key}`"), None);
            }
        }
        Some((id, Said::Own(Box::new(own))))
    }

    fn change(&mut self, f: &mut Fields<'_>) -> Change {
        Change {
            drop: f.get("drop").and_then(|n| self.faults.text(n)),
            title: f.get("title").and_then(|n| self.faults.text(n)),
            effort: f.get("effort").map(|n| self.effort(n)),
            money: f.get("money").and_then(|n| spread(n, &mut self.faults)),
            quarters: f.get("takes").and_then(|n| quarters(n, &mut self.faults)),
            after: f.texts("after", &mut self.faults).into_iter().map(ActionId).collect(),
            by: f.get("by").and_then(|n| date(&self.faults.text(n)?, n.place, &mut self.faults)),
            start: f.get("start").and_then(|n| self.quarter(n)),
        }
    }

    fn effort(&mut self, node: &Node) -> BTreeMap<String, Spread> {
        let mut effort = BTreeMap::new();
        for (role, days) in self.map(node) {
            let days = spread(days, &mut self.faults);
            if self.known_role(&role.name, role.place) {
                effort.extend(days.map(|days| (role.name.clone(), days)));
            }
        }
        effort
    }

    fn moves(&mut self, node: &Node) -> Vec<Moved> {
        let known: Vec<&str> = self.model.items().map(|(_, i)| i.id.0.as_str()).collect();
        let mut moves = Vec::new();
        for (key, value) in self.map(node) {
            let to = self.faults.whole::<u8>(value).map(Rating);
            let known = self.known(&key.name, key.place, "item", &known);
            let Some(to) = to.filter(|_| known) else { continue };
            if !self.model.scale.contains(to) {
                self.faults.add(value.place, format!("{to} is not on the scale"), None);
                continue;
            }
            moves.push(Moved { item: ItemId(key.name.clone()), from: Rating(0), to, done: String::new() });
        }
        moves
    }

    fn all_served(&mut self, node: &Node) -> Vec<Served> {
        let mut all = Vec::new();
        for node in self.faults.list(node) {
            if let Some(mut f) = Fields::open(node, "an objective that is served", &mut self.faults) {
                all.extend(self.served(&mut f));
                f.close(&mut self.faults);
            }
        }
        all
    }
}
