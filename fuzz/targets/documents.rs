//! Documents in every format, and the main part of a DOCX without the package around it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use osmm_fuzz::pick;

fuzz_target!(|data: &[u8]| {
    let (ending, bytes) = pick(&["docx", "xml", "pdf", "html", "adoc", "rst"], data);
    osmm_evidence::fuzz::document(ending, bytes);
});
