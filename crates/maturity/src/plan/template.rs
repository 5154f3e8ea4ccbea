//! A plan file to start from.

use std::fmt::Write;

use super::{Brief, Quarter};
use crate::model::Model;

/// A commented plan file for a model that can be used as it stands; every number in it is there to be replaced.
#[must_use]
pub fn template(model: &Model, start: Quarter) -> String {
    let mut text = format!(
        "format: osmm-plan/1\n\
         # The first quarter, and how many are planned.\n\
         start: {start}\n\
         quarters: {}\n\n\
         # Person-days in each quarter, by role. One number holds for all quarters; a list has one for each, and its last\n\
         # one holds on. `capacity: 40` alone is one pot for all roles; `{}` within it takes the roles that are not named.\n\
         capacity:\n",
        Brief::QUARTERS,
        Brief::ANYONE,
    );
    let owners = model.planning.iter().flat_map(|p| p.owners.values());
    let leads = owners.chain(model.activities.iter().filter_map(|a| a.roles.first()));
    let leads: std::collections::BTreeSet<&String> = leads.collect();
    for role in model.roles.iter().filter(|role| leads.contains(&role.id)) {
        let _ = writeln!(text, "  {}: 15", role.id);
    }
    text.push_str(
        "\n# Money in each quarter, where it is a limit.\n\
         # currency: EUR\n\
         # budget: [20000, 10000]\n\n\
         # 100 points over what matters to the business. Without them all objectives count the same.\n\
         # objectives:\n",
    );
    for objective in &model.objectives {
        let _ = writeln!(text, "#   {}: 0    # {}", objective.id, objective.meaning);
    }
    let _ = write!(
        text,
        "\n# Most actions that a unit works on at once.\n\
         at_once: {}\n\n\
         # The cheapest way to a level or a rating, and by when all of it has to be done. Without it, to the targets of the items.\n\
         # reach: {{level: 3}}\n\
         # by: {}\n\n\
         # What an activity does for an objective, where you know better: none, low, medium or high.\n\
         # effects:\n\
         #   - {{activity: {}, objective: {}, effect: high, source: own-data}}\n\n\
         # Changes to actions that follow from gaps, by their id, and actions of your own (they have `moves`). Days and money\n\
         # are one number, or low, likely and high. `start` fixes a quarter, `drop` says why an action is not planned,\n\
         # `instead_of` puts an action of your own in the place of others.\n\
         # actions:\n",
        Brief::AT_ONCE,
        start.plus(usize::from(Brief::QUARTERS) - 1).end(),
        model.activities.first().map_or("ACTIVITY", |a| &a.id.0),
        model.objectives.first().map_or("OBJECTIVE", |o| &o.id),
    );
    if let Some((activity, item)) = model.items().next() {
        let top = model.scale.top();
        let role = activity.roles.first().map_or(Brief::ANYONE, String::as_str);
        let _ = write!(
            text,
            "#   - id: {}.{top}\n#     effort: {{{role}: [2, 5, 12]}}\n#     by: {}\n\
             #   - id: tool\n#     title: Buy a tool\n#     effort: {{{role}: 4}}\n#     money: [5000, 8000, 12000]\n\
             #     takes: 2\n#     moves: {{{}: {top}}}\n",
            activity.id,
            start.plus(2).end(),
            item.id,
        );
    }
    text
}
