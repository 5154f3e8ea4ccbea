//! Whether a model that came as JSON, from somebody, is one: its ids are there once and lead to something.

use std::collections::BTreeSet;

use super::Model;

impl Model {
    /// Says what keeps JSON that reads as a model from being one. A model that came out of [`super::read()`] has been
    /// checked for more than this, with places; here it is about what calculations rest on.
    pub fn sound(&self) -> Result<(), String> {
        let steps: Vec<u8> = self.scale.0.iter().map(|s| s.value.0).collect();
        if steps.len() < 2 || !steps.is_sorted_by(|a, b| a < b) {
            return Err("its scale does not ascend".to_owned());
        }
        unique("level", self.levels.iter().map(|l| l.number))?;
        unique("activity", self.activities.iter().map(|a| &a.id))?;
        unique("item", self.items().flat_map(|(_, i)| i.names()))?;
        let known = |number: u8| self.levels.iter().any(|l| l.number == number);
        if let Some(activity) = self.activities.iter().find(|a| !known(a.level)) {
            return Err(format!("`{}` is in level {}, which is not there", activity.id, activity.level));
        }
        let off = |(_, item): &(_, &super::Item)| item.anchors.keys().any(|r| !self.scale.contains(*r));
        if let Some((_, item)) = self.items().find(off) {
            return Err(format!("`{}` has an anchor for a rating that is not on the scale", item.id));
        }
        let mut ends = self.prerequisites.iter().flat_map(|p| [&p.before, &p.after]);
        match ends.find(|id| self.activity(id).is_none()) {
            Some(id) => Err(format!("a prerequisite names `{id}`, which is not there")),
            None => Ok(()),
        }
    }
}

fn unique<T: Ord + std::fmt::Display>(what: &str, all: impl Iterator<Item = T>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for id in all {
        let words = id.to_string();
        if !seen.insert(id) {
            return Err(format!("the {what} `{words}` is there twice"));
        }
    }
    Ok(())
}
