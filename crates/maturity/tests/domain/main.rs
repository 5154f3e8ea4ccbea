//! Tests of the domain: the shipped models, the scoring rules as properties, the October 2024 survey.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_docs_in_private_items, missing_docs)]

mod agreement;
mod answers;
mod case;
mod hostile;
mod lenses;
mod merging;
mod models;
mod planning;
mod properties;
mod proposals;
mod record;
mod survey;
mod units;
mod upgrades;

use std::fs;
use std::path::{Path, PathBuf};

use osmm_maturity::model::{Framework, Known, Model, SourceFile, read, read_framework};

pub fn models_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models")
}

/// The YAML files below a folder, with paths relative to it.
pub fn files(dir: &Path) -> Vec<SourceFile> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "yaml") {
                let name = path.strip_prefix(dir).unwrap().to_str().unwrap().replace('\\', "/");
                found.push(SourceFile { path: name, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Ids of the shipped models: the folders with a model.yaml.
pub fn model_ids() -> Vec<String> {
    let entries = fs::read_dir(models_dir()).unwrap().map(|e| e.unwrap().path());
    let mut ids: Vec<String> = entries
        .filter(|p| p.join("model.yaml").exists())
        .map(|p| p.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

/// All frameworks that crosswalks may point to: the framework files, and the models themselves.
pub fn frameworks() -> Vec<Framework> {
    let mut all: Vec<Framework> = files(&models_dir().join("frameworks"))
        .iter()
        .map(|f| {
            read_framework(f).unwrap_or_else(|e| panic!("{}", e.iter().map(ToString::to_string).collect::<String>()))
        })
        .collect();
    for id in model_ids() {
        let mut sources = files(&models_dir().join(id));
        sources.retain(|f| !f.path.starts_with("crosswalk/"));
        all.push(Framework::of_model(&read(&sources, Known::default()).unwrap()));
    }
    all
}

pub fn load(id: &str) -> Model {
    let frameworks = frameworks();
    let known = Known { frameworks: Some(&frameworks), ..Known::default() };
    read(&files(&models_dir().join(id)), known)
        .unwrap_or_else(|faults| panic!("{id}:\n{}", faults.iter().map(|f| format!("{f}\n")).collect::<String>()))
}

pub fn osmm() -> Model {
    load("finos-osmm")
}
