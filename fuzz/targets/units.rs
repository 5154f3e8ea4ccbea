//! The tree of an organisation, and its repositories.
#![no_main]

use libfuzzer_sys::fuzz_target;
use osmm_fuzz::pick;
use osmm_maturity::unit;

fuzz_target!(|data: &[u8]| {
    let (file, bytes) = pick(&["units.csv", "units.json", "units.yaml", "units"], data);
    let _ = unit::read(file, bytes).tree();
    if let Ok(text) = str::from_utf8(bytes) {
        let _ = unit::rules(text);
        let _ = unit::repository_name(text);
    }
});
