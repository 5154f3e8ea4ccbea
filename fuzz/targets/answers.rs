//! Answers of people, as YAML and CSV.
#![no_main]

use libfuzzer_sys::fuzz_target;
use osmm_fuzz::{model, pick};
use osmm_maturity::answers;

fuzz_target!(|data: &[u8]| {
    let (file, bytes) = pick(&["a.yaml", "a.csv"], data);
    let read = answers::read(file, bytes, model());
    answers::read("b.yaml", b"", model()).merge(file, read);
});
