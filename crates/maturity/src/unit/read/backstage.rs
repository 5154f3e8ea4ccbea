//! Groups and what they own in a catalogue of Backstage (its "descriptor format of catalog entities").

mod entity;

use std::collections::{BTreeMap, BTreeSet};

use super::{Above, At, Entry, Found, Told};
use crate::fault::Words;
use crate::model::yaml::Node;
use crate::unit::RepositoryRule;
use crate::words;
use entity::{Entity, Ref};

/// Entities of all files, since they speak of each other across files.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    groups: Vec<Entity>,
    owned: Vec<Entity>,
    users: Vec<Entity>,
    /// Where the first entity stands, and how many there are of each kind.
    kinds: BTreeMap<String, usize>,
    first: Option<At>,
}

/// Most names in a note.
const MOST_NAMED: usize = 5;

impl Catalogue {
    /// Takes a document if it is an entity.
    pub(super) fn take(&mut self, node: &Node, told: &mut Told) -> bool {
        if !entity::is_one(node) {
            return false;
        }
        let Some(entity) = entity::read(node, told) else { return true };
        self.first.get_or_insert_with(|| entity.at.clone());
        *self.kinds.entry(entity.kind.clone()).or_insert(0) += 1;
        match entity.kind.as_str() {
            "group" => self.groups.push(entity),
            "user" => self.users.push(entity),
            "location" => location(&entity, told),
            "component" | "system" | "domain" | "api" | "resource" => self.owned.push(entity),
            _ => {}
        }
        true
    }

    /// Turns groups into units, with what they own.
    pub(super) fn finish(self, found: &mut Found) {
        let Some(first) = &self.first else { return };
        if self.groups.is_empty() {
            let kinds: Vec<String> = self.kinds.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
            let message = words!("no-group", "the catalogue has no group, only {kinds}", kinds = kinds.join(", "));
            let hint = words!("no-group-hint", "read the files that define its groups (`kind: Group`) as well");
            found.faults.push(first.says(message, Some(hint)));
            return;
        }
        let start = found.entries.len();
        let mut places: BTreeMap<Ref, usize> = BTreeMap::new();
        for (i, group) in self.groups.iter().enumerate() {
            places.entry(group.own.clone()).or_insert(start + i);
            found.entries.push(unit(group));
        }
        self.adopt(&places, found);
        self.give(&places, found);
        self.count(&places, found);
    }

    /// Groups that name their children.
    fn adopt(&self, places: &BTreeMap<Ref, usize>, found: &mut Found) {
        for group in &self.groups {
            for child in &group.children {
                let Some(there) = places.get(child) else {
                    let message = words!(
                        "child-unread",
                        "the child `{child}` of `{group}` is in none of the files read",
                        child = child,
                        group = group.own
                    );
                    found.notes.push(group.at.says(message, None));
                    continue;
                };
                let entry = &mut found.entries[*there];
                let here = Above::Named(group.own.id());
                match &entry.parent {
                    None => entry.parent = Some(here),
                    Some(other) if *other == here => {}
                    Some(Above::Named(other)) => {
                        let message = words!(
                            "child-elsewhere",
                            "`{child}` is a child of `{group}`, but has the parent `{parent}`",
                            child = child,
                            group = group.own,
                            parent = other
                        );
                        let hint = words!("child-hint", "keep one of `spec.parent` there and `spec.children` here");
                        found.faults.push(group.at.says(message, Some(hint)));
                    }
                    Some(Above::Entry(_)) => {}
                }
            }
        }
    }

    /// Repositories to the groups that own them.
    fn give(&self, places: &BTreeMap<Ref, usize>, found: &mut Found) {
        let (mut nowhere, mut nobody): (Vec<&Entity>, Vec<&Entity>) = (Vec::new(), Vec::new());
        for entity in &self.owned {
            match (entity.owner.as_ref().and_then(|o| places.get(o)), &entity.repository) {
                (Some(there), Some(path)) => {
                    found.entries[*there].repositories.push(RepositoryRule::Path(path.clone()));
                }
                (None, Some(_)) => nobody.push(entity),
                (_, None) if entity.kind == "component" => nowhere.push(entity),
                (_, None) => {}
            }
        }
        note(&nowhere, found, |n, names| {
            words!(
                "no-repository",
                "{n} without a repository (no `*/project-slug`, no `backstage.io/source-location`): {names}",
                n = n,
                names = names
            )
        });
        note(&nobody, found, |n, names| {
            words!(
                "no-group-owner",
                "{n} whose owner is no group in the files read, so their repositories have no unit: {names}",
                n = n,
                names = names
            )
        });
    }

    /// Users are counted, each once in a group.
    fn count(&self, places: &BTreeMap<Ref, usize>, found: &mut Found) {
        let mut members: BTreeMap<usize, BTreeSet<&Ref>> = BTreeMap::new();
        for user in &self.users {
            for there in user.member_of.iter().filter_map(|g| places.get(g)) {
                members.entry(*there).or_default().insert(&user.own);
            }
        }
        for group in &self.groups {
            if let Some(there) = places.get(&group.own) {
                members.entry(*there).or_default().extend(&group.members);
            }
        }
        members.retain(|_, people| !people.is_empty());
        for (there, people) in &members {
            found.entries[*there].headcount = u32::try_from(people.len()).unwrap_or(u32::MAX);
        }
        if let Some(first) = self.first.as_ref().filter(|_| !members.is_empty()) {
            let message =
                words!("heads-counted", "headcounts of {n} groups are counted from their members", n = members.len());
            let hint = words!("heads-hint", "whoever is in two groups counts in both");
            found.notes.push(first.says(message, Some(hint)));
        }
    }
}

fn unit(group: &Entity) -> Entry {
    Entry {
        at: group.at.clone(),
        id: Some(group.own.id()),
        title: Some(group.title.clone()),
        parent: group.parent.as_ref().map(|p| Above::Named(p.id())),
        headcount: 0,
        repositories: group.repository.iter().cloned().map(RepositoryRule::Path).collect(),
    }
}

fn location(entity: &Entity, told: &mut Told) {
    if !entity.targets.is_empty() {
        let mut names: Vec<&str> = entity.targets.iter().take(MOST_NAMED).map(String::as_str).collect();
        names.extend((entity.targets.len() > MOST_NAMED).then_some("..."));
        let (n, names) = (entity.targets.len(), names.join(", "));
        let message = words!("targets", "{n} targets are not followed: {names}", n = n, names = names);
        let hint = words!("targets-hint", "read these files as well");
        told.notes.say(entity.at.place, message, Some(hint));
    }
}

/// One note for many entities.
fn note(entities: &[&Entity], found: &mut Found, words: impl Fn(usize, &str) -> Words) {
    let Some(first) = entities.first() else { return };
    let mut names: Vec<String> = entities.iter().take(MOST_NAMED).map(|e| format!("`{}`", e.own)).collect();
    names.extend((entities.len() > MOST_NAMED).then(|| "...".to_owned()));
    found.notes.push(first.at.says(words(entities.len(), &names.join(", ")), None));
}
