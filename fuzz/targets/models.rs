//! The files of a model.
#![no_main]

use libfuzzer_sys::fuzz_target;
use osmm_fuzz::{files, pick};
use osmm_maturity::model::{self, SourceFile};

/// One of the files of a good model is replaced.
const REPLACED: &[&str] = &["model.yaml", "prerequisites.yaml", "activities/stage-1.yaml", "crosswalk/a.yaml"];

fuzz_target!(|data: &[u8]| {
    let (path, bytes) = pick(REPLACED, data);
    let Ok(text) = str::from_utf8(bytes) else { return };
    let replaced = SourceFile { path: path.to_owned(), text: text.to_owned() };
    let _ = model::read_framework(&replaced);
    let mut all: Vec<SourceFile> = files().iter().filter(|file| file.path != path).cloned().collect();
    all.push(replaced);
    let _ = model::read(&all, model::Known::default());
});
