//! Assessments as files.
#![no_main]

use libfuzzer_sys::fuzz_target;
use osmm_maturity::assessment;

fuzz_target!(|text: &str| {
    if let Ok(file) = assessment::parse(text) {
        let _ = assessment::recompute(&file);
    }
});
