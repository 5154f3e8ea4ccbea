//! From YAML files to a [`Model`]: decode everything, check everything, and return all faults at once.

use serde::{Deserialize, Serialize};

use super::decode::{self, Gathered};
use super::yaml::{Faults, Fields, Node, parse};
use super::{Model, check};
use crate::fault::{Fault, Place};

/// A file of a model folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path inside the model folder, `/` between parts.
    pub path: String,
    /// Content.
    pub text: String,
}

/// What exists outside the model, so that ids pointing there can be checked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// Ids of the signals that observe; `None` leaves signal ids unchecked.
    pub signals: Option<&'a [&'a str]>,
    /// Signals that look for documents, each with a topic that one may treat; `None` leaves topics unchecked.
    pub topics: Option<&'a [(&'a str, &'a str)]>,
    /// Frameworks that crosswalks may point to; `None` leaves crosswalk targets unchecked.
    pub frameworks: Option<&'a [Framework]>,
}

/// A framework that crosswalks point to: ids with labels, no content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Framework {
    /// Stable name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Edition or version.
    pub version: String,
    /// SPDX licence or a note on it.
    pub licence: String,
    /// Where it is published.
    pub place: String,
    /// What a reader should know of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Elements, each of which a crosswalk must link or declare without match.
    pub entries: Vec<FrameworkEntry>,
    /// Further ids that a crosswalk may point to but need not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub optional: Vec<String>,
}

/// An element of a framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameworkEntry {
    /// Stable name.
    pub id: String,
    /// Short label.
    pub label: String,
}

impl Framework {
    /// A model as seen by a crosswalk of another model: its activities; levels (`level-<number>`) and items are optional.
    #[must_use]
    pub fn of_model(model: &Model) -> Self {
        let levels = model.levels.iter().map(|l| format!("level-{}", l.number));
        Self {
            id: model.id.clone(),
            title: model.title.clone(),
            version: model.version.clone(),
            licence: model.licence.clone(),
            place: model.sources.first().map(|s| s.place.clone()).unwrap_or_default(),
            note: None,
            entries: model
                .activities
                .iter()
                .map(|a| FrameworkEntry { id: a.id.0.clone(), label: a.title.clone() })
                .collect(),
            optional: levels.chain(model.items().map(|(_, i)| i.id.0.clone())).collect(),
        }
    }
}

/// Reads the files of one model folder. On failure the list has every fault, sorted by file and place.
pub fn read(files: &[SourceFile], known: Known<'_>) -> Result<Model, Vec<Fault>> {
    let mut all = Gathered::default();
    for file in files {
        decode_file(file, &mut all);
    }
    let (model, mut faults) = check::assemble(all, known);
    faults.sort();
    faults.dedup();
    match model {
        Some(model) if faults.is_empty() => Ok(model),
        _ => Err(faults),
    }
}

fn decode_file(file: &SourceFile, all: &mut Gathered) {
    let mut faults = Faults::new(&file.path);
    match parse(&file.path, &file.text) {
        Err(fault) => {
            all.unread = true;
            faults.list.push(fault);
        }
        Ok(node) => match file.path.split_once('/') {
            None if file.path == "model.yaml" => decode::model(&node, all, &mut faults),
            None if file.path == "prerequisites.yaml" => decode::prerequisites(&node, all, &mut faults),
            Some(("activities", _)) => decode::activity(&node, all, &mut faults),
            Some(("crosswalk", _)) => decode::crosswalk(&node, all, &mut faults),
            _ => {
                let hint = "a model folder has model.yaml, prerequisites.yaml, activities/*.yaml and crosswalk/*.yaml";
                faults.add(Place::default(), "this file has no place in a model folder", Some(hint.to_owned()));
            }
        },
    }
    all.faults.append(&mut faults.list);
}

/// Reads one framework file.
pub fn read_framework(file: &SourceFile) -> Result<Framework, Vec<Fault>> {
    let mut faults = Faults::new(&file.path);
    let node = parse(&file.path, &file.text).map_err(|f| vec![f])?;
    let framework = framework(&node, &mut faults);
    match framework {
        Some(framework) if faults.list.is_empty() => Ok(framework),
        _ => Err(faults.list),
    }
}

fn framework(node: &Node, faults: &mut Faults) -> Option<Framework> {
    let mut f = Fields::open(node, "a framework", faults)?;
    let (id, title, version) = (f.text("id", faults), f.text("title", faults), f.text("version", faults));
    let (licence, place) = (f.text("licence", faults), f.text("place", faults));
    let note = f.get("note").and_then(|n| faults.text(n));
    let mut entries: Vec<FrameworkEntry> = Vec::new();
    let list = f.need("entries", faults).map(|n| faults.list(n)).unwrap_or_default();
    for node in list {
        let Some(mut e) = Fields::open(node, "an entry", faults) else {
            continue;
        };
        let (id, label) = (e.text("id", faults), e.text("label", faults));
        e.close(faults);
        let (Some(id), Some(label)) = (id, label) else {
            continue;
        };
        if entries.iter().any(|e| e.id == id) {
            faults.add(node.place, format!("entry `{id}` is there twice"), None);
        }
        entries.push(FrameworkEntry { id, label });
    }
    f.close(faults);
    Some(Framework {
        id: id?,
        title: title?,
        version: version?,
        licence: licence?,
        place: place?,
        note,
        entries,
        optional: Vec::new(),
    })
}
