//! The models at hand: those in the binary, and folders that the user names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use osmm_maturity::case::Figures;
use osmm_maturity::fault::{Fault, Place, nearest};
use osmm_maturity::model::{Framework, Known, Model, SourceFile, read, read_framework};

use crate::files;

#[derive(rust_embed::Embed)]
#[folder = "../../models/"]
struct Embedded;

/// Models by id, and the frameworks that their crosswalks point to.
pub struct Catalogue {
    models: BTreeMap<String, Vec<SourceFile>>,
    frameworks: Vec<SourceFile>,
    figures: String,
    default: String,
}

/// Why a model cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Neither an id of the catalogue nor a folder.
    #[error("there is no model `{given}`\n    hint: {hint}")]
    Unknown {
        /// As given.
        given: String,
        /// What there is.
        hint: String,
    },
    /// The model is there, but not right.
    #[error("the model `{name}` has {}:\n{}", count(faults), list(faults))]
    Faults {
        /// Id or folder.
        name: String,
        /// Everything that is wrong.
        faults: Vec<Fault>,
    },
}

fn count(faults: &[Fault]) -> String {
    if faults.len() == 1 { "1 fault".to_owned() } else { format!("{} faults", faults.len()) }
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl Catalogue {
    /// The models in the binary.
    #[must_use]
    pub fn embedded() -> Self {
        let mut catalogue =
            Self { models: BTreeMap::new(), frameworks: Vec::new(), figures: String::new(), default: String::new() };
        for path in Embedded::iter() {
            let Some(file) = Embedded::get(&path) else { continue };
            let text = String::from_utf8_lossy(&file.data).into_owned();
            let Some(stem) = path.strip_suffix(".yaml") else { continue };
            match path.split_once('/') {
                None if stem == "catalogue" => catalogue.default = default_of(&text),
                None if stem == "figures" => catalogue.figures = text,
                Some(("frameworks", _)) => {
                    catalogue.frameworks.push(SourceFile { path: path.to_string(), text });
                }
                Some((model, inside)) => {
                    let file = SourceFile { path: inside.to_owned(), text };
                    catalogue.models.entry(model.to_owned()).or_default().push(file);
                }
                None => {}
            }
        }
        catalogue
    }

    /// Ids of the models in the binary, the default first.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let rest = self.models.keys().map(String::as_str).filter(|id| *id != self.default);
        std::iter::once(self.default.as_str()).chain(rest)
    }

    /// Id of the model that is used when none is named.
    #[must_use]
    pub fn default_id(&self) -> &str {
        &self.default
    }

    /// A model by id or folder; the default one when none is named.
    pub fn load(&self, which: Option<&str>) -> Result<Model, LoadError> {
        let which = which.unwrap_or(&self.default);
        if let Some(files) = self.models.get(which) {
            return self.read(which, files, &self.frameworks);
        }
        let folder = Path::new(which);
        if folder.is_dir() {
            let files = model_files(folder).map_err(|faults| LoadError::Faults { name: which.to_owned(), faults })?;
            let mut frameworks = self.frameworks.clone();
            let beside = folder.canonicalize().ok().and_then(|f| f.parent().map(|p| p.join("frameworks")));
            for file in beside.and_then(|dir| yaml_files(&dir, "frameworks/").ok()).unwrap_or_default() {
                frameworks.retain(|f| f.path != file.path);
                frameworks.push(file);
            }
            return self.read(which, &files, &frameworks);
        }
        let mut hint = nearest(which, self.ids()).unwrap_or_default();
        if !hint.ends_with('?') {
            hint.push_str("; or a folder with a model.yaml");
        }
        Err(LoadError::Unknown { given: which.to_owned(), hint })
    }

    /// All that crosswalks of the models in the binary point to, the other models included.
    pub fn frameworks(&self) -> Result<Vec<Framework>, LoadError> {
        self.known("", &self.frameworks)
    }

    /// Published figures, each with its source and its caveat.
    pub fn figures(&self) -> Result<Figures, LoadError> {
        let name = "figures.yaml";
        Figures::read(name, &self.figures).map_err(|faults| LoadError::Faults { name: name.to_owned(), faults })
    }

    fn read(&self, name: &str, files: &[SourceFile], frameworks: &[SourceFile]) -> Result<Model, LoadError> {
        let known = self.known(name, frameworks)?;
        let imports = osmm_evidence::exports::ids();
        let signals: Vec<&str> = osmm_evidence::signals::ALL.iter().map(|s| s.id).chain(imports).collect();
        let topics: Vec<(&str, &str)> =
            osmm_evidence::signals::ALL.iter().flat_map(|s| s.topics.iter().map(|(topic, _)| (s.id, *topic))).collect();
        let read = read(files, Known { signals: Some(&signals), topics: Some(&topics), frameworks: Some(&known) });
        read.map_err(|faults| LoadError::Faults { name: name.to_owned(), faults })
    }

    /// What crosswalks of a model may point to: frameworks, and the other models.
    fn known(&self, name: &str, frameworks: &[SourceFile]) -> Result<Vec<Framework>, LoadError> {
        let faulty = |faults| LoadError::Faults { name: name.to_owned(), faults };
        let mut known: Vec<Framework> = Vec::new();
        for file in frameworks {
            known.push(read_framework(file).map_err(faulty)?);
        }
        for (id, files) in self.models.iter().filter(|(id, _)| *id != name) {
            // Without its crosswalks a model needs no other model.
            let own: Vec<SourceFile> = files.iter().filter(|f| !f.path.starts_with("crosswalk/")).cloned().collect();
            let model = read(&own, Known::default());
            let model = model.map_err(|faults| LoadError::Faults { name: id.clone(), faults })?;
            known.push(Framework::of_model(&model));
        }
        Ok(known)
    }
}

/// The id behind `default:`.
fn default_of(text: &str) -> String {
    let line = text.lines().find_map(|l| l.strip_prefix("default:"));
    line.map(|l| l.trim().trim_matches('"').to_owned()).unwrap_or_default()
}

/// The files of a model folder.
fn model_files(folder: &Path) -> Result<Vec<SourceFile>, Vec<Fault>> {
    let mut files = yaml_files(folder, "")?;
    for inside in ["activities", "crosswalk"] {
        let below = folder.join(inside);
        if below.is_dir() {
            files.extend(yaml_files(&below, &format!("{inside}/"))?);
        }
    }
    Ok(files)
}

/// The YAML files directly in a folder, sorted, with a prefix to their name.
fn yaml_files(folder: &Path, prefix: &str) -> Result<Vec<SourceFile>, Vec<Fault>> {
    let unreadable = |path: &Path, error: &dyn std::fmt::Display| {
        vec![Fault {
            file: path.display().to_string(),
            place: Place::default(),
            message: format!("cannot be read: {error}").into(),
            hint: None,
        }]
    };
    let entries = fs::read_dir(folder).map_err(|e| unreadable(folder, &e))?;
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "yaml" || e == "yml") && !p.is_dir());
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let text = files::read_text(&path).map_err(|e| unreadable(&path, &format!("{e:#}")))?;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        files.push(SourceFile { path: format!("{prefix}{name}"), text });
    }
    Ok(files)
}
