//! YAML, within limits: what aliases stand for counts each time.

use serde::de::{Deserialize, DeserializeSeed, Deserializer};
use serde_json::Value;

use super::Refusal;
use super::tree::Budget;

/// Deepest nesting of lists and maps.
const DEEPEST: usize = 96;

/// What a thread needs to come to the deepest, in a build without optimisation, in bytes; those of a server have less.
const STACK: usize = 32 << 20;

/// Reads one document, or several as a list; empty ones are left out.
pub(super) fn read(text: &str, most: usize) -> Result<Value, Refusal> {
    let read = || {
        let reader = std::thread::Builder::new().stack_size(STACK);
        std::thread::scope(|scope| reader.spawn_scoped(scope, || documents(text, most))?.join().map_err(|_| panicked()))
    };
    let unreadable = |why: &dyn std::fmt::Display| Refusal::new(format!("it is not readable as YAML: {why}"));
    let mut all = read().map_err(|error| unreadable(&error))?.map_err(|error| {
        let told = error.without_snippet().to_string();
        unreadable(&told.lines().next().unwrap_or_default())
    })?;
    match all.len() {
        0 => Err(Refusal::new("it is empty")),
        1 => Ok(all.swap_remove(0).0),
        _ => Ok(all.into_iter().map(|tree| tree.0).collect()),
    }
}

fn panicked() -> std::io::Error {
    std::io::Error::other("its reader ended in an internal error")
}

fn documents(text: &str, most: usize) -> Result<Vec<Tree>, serde_saphyr::Error> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: DEEPEST,
            max_nodes: most,
            max_events: most.saturating_mul(2),
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: most / 10,
        },
        strict_booleans: true,
        with_snippet: false,
    };
    serde_saphyr::from_multiple_with_options(text, options)
}

/// A document; how much it holds is limited by the parser.
struct Tree(Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Budget { left: &mut usize::MAX.clone() }.deserialize(from).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MANY: usize = 1_000_000;

    fn refused(text: &str, most: usize) -> String {
        read(text, most).err().map(|refusal| refusal.message).unwrap_or_default()
    }

    #[test]
    fn one_document_is_itself_and_several_are_a_list() {
        let value = read("a: [1, 2.5, no, ~, '7']\nb: &x {c: d}\ne: *x\n", MANY).unwrap();
        assert_eq!(value, json!({"a": [1, 2.5, "no", null, "7"], "b": {"c": "d"}, "e": {"c": "d"}}));
        assert_eq!(read("---\na: 1\n---\n---\nb: 2\n", MANY).unwrap(), json!([{"a": 1}, {"b": 2}]));
        assert_eq!(read("when: 2026-11-20\nversion: 1.10.1\n", MANY).unwrap()["when"], "2026-11-20");
    }

    #[test]
    fn size_depth_and_what_aliases_stand_for_have_limits() {
        assert!(refused(&format!("[{}0]", "0,".repeat(200)), 100).contains("YAML"));
        assert!(refused(&"- ".repeat(5000), MANY).contains("YAML"));
        assert!(refused(&"{a: ".repeat(5000), MANY).contains("YAML"));
        assert_eq!(refused(&format!("{}x", "- ".repeat(90)), MANY), "");
        let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let below = format!("*a{}, ", level - 1).repeat(9);
            laughs.push_str(&format!("a{level}: &a{level} [{below}]\n"));
        }
        assert!(refused(&laughs, MANY).contains("YAML"), "{}", refused(&laughs, MANY));
    }

    #[test]
    fn what_is_no_yaml_is_told_with_its_line() {
        assert!(refused("a: 1\nb: [\n", MANY).contains("line"), "{}", refused("a: 1\nb: [\n", MANY));
        assert!(refused("a: 1\na: 2\n", MANY).contains("a"), "a key that is there twice");
    }
}
