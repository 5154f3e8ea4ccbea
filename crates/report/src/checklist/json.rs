//! A checklist as JSON: an object of title and value; objects in it, such as one for each activity, name what is around.

use osmm_maturity::fault::{Fault, Place};
use osmm_maturity::words;

use super::Entry;
use crate::sheets::row::{Spot, Trouble, Value};

/// How deep objects may stand in one another.
const DEEPEST: usize = 8;

/// All titles with their values. A title that is written twice counts with its last value, as in a browser.
pub(super) fn entries(file: &str, bytes: &[u8]) -> Result<Vec<Entry>, Vec<Fault>> {
    let tree: serde_json::Value = serde_json::from_slice(bytes).map_err(|error| {
        let [line, column] = [error.line(), error.column()].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        let spot = Spot { file: file.to_owned(), place: Place { line, column } };
        vec![spot.fault(words!("no-json", "not readable as JSON: {detail}", detail = error))]
    })?;
    let mut entries = Vec::new();
    walk(&Spot::file(file), &tree, &mut Vec::new(), &mut entries).map_err(|t| vec![Spot::file(file).fault(t)])?;
    Ok(entries)
}

fn walk(
    at: &Spot,
    tree: &serde_json::Value,
    around: &mut Vec<String>,
    entries: &mut Vec<Entry>,
) -> Result<(), Trouble> {
    let serde_json::Value::Object(fields) = tree else {
        let hint = words!("object-hint", "for example {example}", example = "{\"Policy\": 3}");
        return Err(Trouble::new(words!("no-object", "not an object of titles and values")).hint(hint));
    };
    if around.len() > DEEPEST {
        return Err(words!("too-deep", "objects stand too deep in one another").into());
    }
    for (title, value) in fields {
        if value.is_object() {
            around.push(title.clone());
            walk(at, value, around, entries)?;
            around.pop();
            continue;
        }
        let value = match value {
            serde_json::Value::Number(number) => number.as_f64().map(Value::Number).unwrap_or_default(),
            serde_json::Value::String(text) => Value::text(text),
            serde_json::Value::Null => Value::Blank,
            other => Value::Text(other.to_string()),
        };
        entries.push(Entry { at: at.clone(), title: title.clone(), beside: around.clone(), value });
    }
    Ok(())
}
