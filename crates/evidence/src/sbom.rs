//! Bills of materials as JSON: what kind a document is, and what names a licence in one. For those that are kept in
//! repositories and those that are handed in.

use serde_json::Value;
use spdx::{Expression, ParseMode};

/// A format of bills of materials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    CycloneDx,
    Spdx2,
    Spdx3,
}

/// The kind of a document; nothing for one that is no bill.
pub(crate) fn kind(value: &Value) -> Option<Kind> {
    if value.get("bomFormat").and_then(Value::as_str) == Some("CycloneDX") {
        return Some(Kind::CycloneDx);
    }
    if value.get("spdxVersion").and_then(Value::as_str).is_some_and(|version| version.starts_with("SPDX-2")) {
        return Some(Kind::Spdx2);
    }
    let context = value.get("@context")?.to_string();
    (context.contains("spdx.org") && value.get("@graph")?.is_array()).then_some(Kind::Spdx3)
}

/// Ids that SPDX has given up name a licence all the same.
const MODE: ParseMode = ParseMode { allow_deprecated: true, allow_postfix_plus_on_gpl: true, ..ParseMode::STRICT };

/// Characters of the longest expression that is read.
const LONGEST: usize = 4000;

/// Whether a text is a valid expression of SPDX that names a licence; NOASSERTION and NONE name none.
pub(crate) fn is_expression(text: &str) -> bool {
    let text = text.trim();
    text.len() <= LONGEST && !matches!(text, "" | "NOASSERTION" | "NONE") && Expression::parse_mode(text, MODE).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_named_by_expressions() {
        for text in
            ["MIT", "Apache-2.0 OR MIT", "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-x", "GPL-2.0+"]
        {
            assert!(is_expression(text), "{text}");
        }
        for text in ["", "NOASSERTION", "NONE", "The MIT License", "see file", "(((MIT"] {
            assert!(!is_expression(text), "{text}");
        }
        assert!(!is_expression(&"(".repeat(1_000_000)));
        let deep = format!("{}MIT{}", "(".repeat(1900), ")".repeat(1900));
        let _ = is_expression(&deep);
    }
}
