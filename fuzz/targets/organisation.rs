//! The files that an organisation writes: its description, its own signals, and the mappings of columns.
#![no_main]

use libfuzzer_sys::fuzz_target;
use osmm_evidence::exports::tables::Columns;
use osmm_evidence::{Organisation, OwnSignals};

fuzz_target!(|text: &str| {
    let _ = Organisation::parse(text, "osmm.toml");
    let _ = OwnSignals::parse(text, "osmm-signals.toml");
    let _ = OwnSignals::import(text, "repolint.json");
    let _ = Columns::parse(text, "osmm-columns.toml");
});
