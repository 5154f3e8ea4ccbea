//! Files of other programs: every format and form, and tables.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| osmm_evidence::fuzz::import(data));
