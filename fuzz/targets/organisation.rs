//! The file that describes an organisation.
#![no_main]

use libfuzzer_sys::fuzz_target;
use osmm_evidence::Organisation;

fuzz_target!(|text: &str| {
    let _ = Organisation::parse(text, "osmm.toml");
});
