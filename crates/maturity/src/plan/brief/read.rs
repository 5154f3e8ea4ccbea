//! A plan file in YAML to a [`Brief`]; all faults at once, each with its place and the way out.

mod actions;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Amounts, Brief};
use crate::fault::{Fault, Place, nearest};
use crate::model::planning::Planning;
use crate::model::yaml::{Faults, Fields, Key, Node, Value, parse};
use crate::model::{ActivityId, Model, Term};
use crate::plan::{Effect, Goal, Quarter, Served, Source};
use crate::rating::Rating;
use crate::unit::UnitId;
use crate::written::date;

/// Name and version of the plan file.
const FORMAT: &str = "osmm-plan/1";

/// Reads a plan file for a model. Where the file names no first quarter, it is the one after `today`.
pub fn read(file: &str, text: &str, model: &Model, today: Date) -> Result<Brief, Vec<Fault>> {
    let node = parse(file, text).map_err(|fault| vec![fault])?;
    let mut reader = Reader { faults: Faults::new(file), model, objectives: Vec::new() };
    match reader.brief(&node, today) {
        Some(brief) if reader.faults.list.is_empty() => Ok(brief),
        _ => {
            reader.faults.list.sort();
            Err(reader.faults.list)
        }
    }
}

struct Reader<'m> {
    faults: Faults,
    model: &'m Model,
    /// Ids of all objectives: the model's and the plan's own.
    objectives: Vec<String>,
}

impl Reader<'_> {
    fn brief(&mut self, node: &Node, today: Date) -> Option<Brief> {
        let mut f = Fields::open(node, "a plan", &mut self.faults)?;
        let format = f.need("format", &mut self.faults);
        if let Some(found) = format.and_then(|n| self.faults.text(n)).filter(|t| t != FORMAT) {
            self.faults.add(node.place, format!("the format `{found}` is not known here"), nearest(&found, [FORMAT]));
        }
        let own = f.get("own_objectives").map(|n| self.faults.list(n)).unwrap_or_default();
        let own_objectives: Vec<Term> = own.iter().filter_map(|n| self.objective(n)).collect();
        self.objectives = self.model.objectives.iter().chain(&own_objectives).map(|t| t.id.clone()).collect();
        let (changes, own) = f.get("actions").map(|n| self.actions(n)).unwrap_or_default();
        let effects = f.get("effects").map(|n| self.faults.list(n)).unwrap_or_default();
        let start = f.get("start").and_then(|n| self.quarter(n));
        let length = f.get("quarters").and_then(|n| self.within(n, Brief::LONGEST, "quarters"));
        let at_once = f.get("at_once").and_then(|n| self.within(n, 100, "actions at once"));
        let brief = Brief {
            start: start.unwrap_or_else(|| Quarter::of(today).plus(1)),
            quarters: length.unwrap_or(Brief::QUARTERS),
            objectives: f.get("objectives").map(|n| self.points(n)).unwrap_or_default(),
            unit_objectives: f.get("unit_objectives").map(|n| self.unit_points(n)).unwrap_or_default(),
            own_objectives,
            capacity: f.need("capacity", &mut self.faults).map(|n| self.capacity(n)).unwrap_or_default(),
            budget: f.get("budget").and_then(|n| self.amounts(n)),
            currency: f.get("currency").and_then(|n| self.faults.text(n)),
            at_once: at_once.unwrap_or(Brief::AT_ONCE),
            reach: f.get("reach").and_then(|n| self.goal(n)),
            by: f.get("by").and_then(|n| date(&self.faults.text(n)?, n.place, &mut self.faults)),
            effects: effects.iter().filter_map(|n| self.effect(n)).collect(),
            changes,
            own,
            seed: f.get("seed").and_then(|n| self.faults.whole(n)).unwrap_or(1),
        };
        f.close(&mut self.faults);
        Some(brief)
    }

    fn map<'n>(&mut self, node: &'n Node) -> &'n [(Key, Node)] {
        if let Value::Map(entries) = &node.value {
            return entries;
        }
        self.faults.add(node.place, format!("expected a map, found {}", node.value.kind()), None);
        &[]
    }

    /// 1 to a most.
    fn within(&mut self, node: &Node, most: u8, what: &str) -> Option<u8> {
        let number = self.faults.whole::<i64>(node)?;
        if (1..=i64::from(most)).contains(&number) {
            return u8::try_from(number).ok();
        }
        self.faults.add(node.place, format!("expected 1 to {most} {what}, found {number}"), None);
        None
    }

    fn quarter(&mut self, node: &Node) -> Option<Quarter> {
        let text = self.faults.text(node)?;
        let quarter = Quarter::try_from(text.clone());
        quarter
            .map_err(|hint| self.faults.add(node.place, format!("`{text}` is not a quarter"), Some(hint.into())))
            .ok()
    }

    /// `level: 3` or `rating: 3`.
    fn goal(&mut self, node: &Node) -> Option<Goal> {
        let mut f = Fields::open(node, "what to reach", &mut self.faults)?;
        let (level, rating) = (f.get("level"), f.get("rating"));
        f.close(&mut self.faults);
        let (node, goal) = match (level, rating) {
            (Some(node), None) => (node, Goal::Level(self.faults.whole(node)?)),
            (None, Some(node)) => (node, Goal::Rating(Rating(self.faults.whole(node)?))),
            _ => {
                self.faults.add(node.place, "expected either `level` or `rating`", None);
                return None;
            }
        };
        let message = match goal {
            Goal::Level(level) if self.model.achievement.is_none() || self.model.level(level).is_none() => {
                format!("`{}` has no level {level} that can be achieved", self.model.id)
            }
            Goal::Rating(rating) if !self.model.scale.contains(rating) => format!("{rating} is not on the scale"),
            goal => return Some(goal),
        };
        self.faults.add(node.place, message, None);
        None
    }

    fn known(&mut self, id: &str, place: Place, what: &str, known: &[&str]) -> bool {
        let there = known.contains(&id);
        if !there {
            self.faults.add(place, format!("there is no {what} `{id}`"), nearest(id, known.iter().copied()));
        }
        there
    }

    fn known_objective(&mut self, id: &str, place: Place) -> bool {
        let there = self.objectives.iter().any(|o| o == id);
        if !there {
            let hint = nearest(id, self.objectives.iter().map(String::as_str));
            self.faults.add(place, format!("there is no objective `{id}`"), hint);
        }
        there
    }

    fn objective(&mut self, node: &Node) -> Option<Term> {
        let mut f = Fields::open(node, "an objective", &mut self.faults)?;
        let id = f.text("id", &mut self.faults);
        let (title, meaning) = (f.text("title", &mut self.faults), f.text("meaning", &mut self.faults));
        f.close(&mut self.faults);
        let id = id?;
        if self.model.objectives.iter().any(|o| o.id == id) {
            self.faults.add(node.place, format!("the model has an objective `{id}`; take another id"), None);
        }
        Some(Term { id, title: title?, meaning: meaning? })
    }

    fn unit_points(&mut self, node: &Node) -> BTreeMap<UnitId, BTreeMap<String, f64>> {
        let entries = self.map(node);
        entries.iter().map(|(unit, node)| (UnitId(unit.name.clone()), self.points(node))).collect()
    }

    /// Points by objective, which make 100.
    fn points(&mut self, node: &Node) -> BTreeMap<String, f64> {
        let before = self.faults.list.len();
        let mut points = BTreeMap::new();
        for (key, value) in self.map(node) {
            let number = self.amount(value);
            if self.known_objective(&key.name, key.place) {
                points.extend(number.map(|number| (key.name.clone(), number)));
            }
        }
        let sum: f64 = points.values().sum();
        if (sum - 100.0).abs() > 0.01 && self.faults.list.len() == before {
            let hint = "split 100 points over the objectives".to_owned();
            self.faults.add(node.place, format!("the points make {sum}, not 100"), Some(hint));
        }
        points
    }

    fn amounts(&mut self, node: &Node) -> Option<Amounts> {
        let list: &[Node] = match &node.value {
            Value::List(list) => list,
            _ => std::slice::from_ref(node),
        };
        if list.is_empty() {
            self.faults.add(node.place, "expected an amount, or one for each quarter", None);
        }
        let numbers: Vec<f64> = list.iter().filter_map(|n| self.amount(n)).collect();
        (!numbers.is_empty()).then_some(Amounts(numbers))
    }

    fn amount(&mut self, node: &Node) -> Option<f64> {
        let number = self.faults.number(node)?;
        if (0.0..=Planning::MOST).contains(&number) {
            return Some(number);
        }
        self.faults.add(node.place, format!("expected 0 or more, found {number}"), None);
        None
    }

    /// One amount for all, or amounts by role.
    fn capacity(&mut self, node: &Node) -> BTreeMap<String, Amounts> {
        let Value::Map(entries) = &node.value else {
            return self.amounts(node).map(|a| (Brief::ANYONE.to_owned(), a)).into_iter().collect();
        };
        let mut capacity = BTreeMap::new();
        for (role, node) in entries {
            let amounts = self.amounts(node);
            if self.known_role(&role.name, role.place) {
                capacity.extend(amounts.map(|amounts| (role.name.clone(), amounts)));
            }
        }
        capacity
    }

    fn known_role(&mut self, id: &str, place: Place) -> bool {
        let known: Vec<&str> = self.model.roles.iter().map(|r| r.id.as_str()).chain([Brief::ANYONE]).collect();
        self.known(id, place, "role", &known)
    }

    fn served(&mut self, f: &mut Fields<'_>) -> Option<Served> {
        let objective = f.need("objective", &mut self.faults);
        let effect = f.need("effect", &mut self.faults).and_then(|n| self.faults.word(n, &Effect::ALL));
        let source = f.need("source", &mut self.faults).and_then(|n| self.faults.word(n, &Source::ALL));
        let (id, place) = (self.faults.text(objective?)?, objective?.place);
        self.known_objective(&id, place).then_some(())?;
        Some(Served { objective: id, effect: effect?, source: source? })
    }

    fn effect(&mut self, node: &Node) -> Option<(ActivityId, Served)> {
        let mut f = Fields::open(node, "an effect", &mut self.faults)?;
        let activity = f.need("activity", &mut self.faults).and_then(|n| Some((self.faults.text(n)?, n.place)));
        let served = self.served(&mut f);
        // Words for whoever reads the file; nothing follows from them.
        f.get("why");
        f.close(&mut self.faults);
        let (id, place) = activity?;
        let known: Vec<&str> = self.model.activities.iter().map(|a| a.id.0.as_str()).collect();
        self.known(&id, place, "activity", &known).then_some((ActivityId(id), served?))
    }
}
