//! Content addresses: SHA-256 over bytes, or over the canonical JSON of a value (keys sorted, no white space).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// `sha256:` and 64 hex digits in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Digest(pub String);

impl Digest {
    /// Of bytes as they are.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let hex: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
        Self(format!("sha256:{hex}"))
    }

    /// Of a value's canonical JSON: the same content gives the same digest, whatever its layout.
    #[must_use]
    pub fn of(value: &impl Serialize) -> Self {
        Self::of_bytes(canonical_json(value).as_bytes())
    }

    /// The first twelve digits, for a reader.
    #[must_use]
    pub fn short(&self) -> &str {
        let hex = self.0.strip_prefix("sha256:").unwrap_or(&self.0);
        hex.get(..12).unwrap_or(hex)
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// JSON with sorted keys and no white space.
#[must_use]
pub fn canonical_json(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or(Value::Null);
    serde_json::to_string(&Canonical(&value)).unwrap_or_default()
}

/// A value that is written with its keys sorted, whatever order they are kept in.
struct Canonical<'a>(&'a Value);

impl Serialize for Canonical<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(map) => {
                let mut entries: Vec<(&String, Canonical<'_>)> = map.iter().map(|(k, v)| (k, Canonical(v))).collect();
                entries.sort_by_key(|(key, _)| *key);
                to.collect_map(entries)
            }
            Value::Array(list) => to.collect_seq(list.iter().map(Canonical)),
            scalar => scalar.serialize(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn keys_are_sorted_at_every_depth_and_nothing_is_added() {
        let inner: HashMap<&str, u8> = [("z", 1), ("é", 2), ("a\"\n", 3), ("Z", 4)].into();
        let text = canonical_json(&serde_json::json!({"b": [inner, null, 1.5, 1e300, -0.0], "a": "\u{1}/\\ü", "": {}}));
        assert_eq!(
            text,
            "{\"\":{},\"a\":\"\\u0001/\\\\ü\",\"b\":[{\"Z\":4,\"a\\\"\\n\":3,\"z\":1,\"é\":2},null,1.5,1e+300,-0.0]}"
        );
    }
}
