//! Objects of git: commits, messages, tags, blobs, and the mailmap.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| osmm_evidence::fuzz::git(data));
