//! A file of a repository, under one of the names that signals read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use osmm_fuzz::pick;

fuzz_target!(|data: &[u8]| {
    let (path, text) = pick(osmm_fuzz::PATHS, data);
    osmm_evidence::fuzz::tree(path, text);
});
