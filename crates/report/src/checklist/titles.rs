//! Items by their title.

use std::collections::BTreeMap;

use osmm_maturity::fault::likely;
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::words;

use crate::sheets::columns::fold;
use crate::sheets::row::Trouble;
use crate::sheets::words::short;

/// The titles of a model, without case, spaces and punctuation.
pub(super) struct Titles<'m> {
    model: &'m Model,
    items: BTreeMap<String, Vec<(String, &'m ItemId)>>,
}

impl<'m> Titles<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let mut items: BTreeMap<String, Vec<(String, &ItemId)>> = BTreeMap::new();
        for (activity, item) in model.items() {
            items.entry(fold(&item.title)).or_default().push((fold(&activity.title), &item.id));
        }
        Self { model, items }
    }

    /// Whether some item has the title.
    pub(super) fn knows(&self, title: &str) -> bool {
        self.items.contains_key(&fold(title))
    }

    /// The item of the title; where there are several, the one whose activity is named beside it.
    pub(super) fn find(&self, title: &str, beside: &[String]) -> Result<&'m ItemId, Trouble> {
        let Some(items) = self.items.get(&fold(title)) else {
            let (model, title) = (&self.model.id, short(title));
            let message =
                words!("no-title", "{model} has no item with the title `{title}`", model = model, title = title);
            let mut trouble = Trouble::new(message);
            trouble.hint = likely(&title, self.model.items().map(|(_, i)| i.title.as_str()));
            return Err(trouble);
        };
        if let [(_, only)] = items.as_slice() {
            return Ok(*only);
        }
        let named = |activity: &str| beside.iter().any(|b| fold(b) == activity);
        let mut named = items.iter().filter(|(activity, _)| named(activity));
        match (named.next(), named.next()) {
            (Some((_, item)), None) => Ok(*item),
            _ => Err(self.shared(title, items.len())),
        }
    }

    fn shared(&self, title: &str, many: usize) -> Trouble {
        let same = self.model.items().filter(|(_, i)| fold(&i.title) == fold(title));
        let activities: Vec<String> = same.map(|(a, _)| format!("`{}`", a.title)).collect();
        let message = words!(
            "shared-title",
            "{n} items have the title `{title}`; it is not taken",
            n = many,
            title = short(title)
        );
        let hint = words!(
            "which-title",
            "write beside it which one is meant: {activities}",
            activities = activities.join(" or ")
        )
        .inner("list", &activities.join(", ").into());
        Trouble::new(message).hint(hint)
    }
}
