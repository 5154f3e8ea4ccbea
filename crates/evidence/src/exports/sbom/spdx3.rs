//! SPDX 3: a graph, in which a relationship says which licence a package has.

use std::collections::BTreeSet;

use super::super::document::{Node, Refusal};
use super::{Entry, Head};
use crate::sbom;

/// Relationships that name a licence.
const LICENCE: [&str; 2] = ["hasConcludedLicense", "hasDeclaredLicense"];

pub(super) fn head(root: &Node<'_>) -> Result<Head, Refusal> {
    let graph = root.need("@graph")?;
    let expressions = expressions(&graph)?;
    let licensed = licensed(&graph, &expressions)?;
    let (mut entries, mut time) = (Vec::new(), None);
    for node in graph.list()? {
        match node.said("type").as_deref() {
            Some("software_Package") => {
                let identified = node.said("software_packageUrl").is_some();
                let licensed = id(&node).is_some_and(|id| licensed.contains(id));
                entries.push(Entry { licensed, identified });
            }
            Some("CreationInfo") => time = time.or_else(|| node.said("created")),
            _ => {}
        }
    }
    // The first one is the product, as in SPDX 2.
    entries.drain(..entries.len().min(1));
    Ok(Head { format: "SPDX 3", place: graph.pointer, time, tool: None, product: None, repository: None, entries })
}

fn id<'a>(node: &Node<'a>) -> Option<&'a str> {
    node.get("spdxId").or_else(|| node.get("@id"))?.text().ok()
}

/// The ids of elements that hold a valid expression.
fn expressions<'a>(graph: &Node<'a>) -> Result<BTreeSet<&'a str>, Refusal> {
    let holds = |node: &Node<'a>| {
        let text = node.get("simplelicensing_licenseExpression");
        text.is_some_and(|text| text.text().is_ok_and(sbom::is_expression))
    };
    Ok(graph.list()?.filter(holds).filter_map(|node| id(&node)).collect())
}

/// The ids of elements that have a licence.
fn licensed<'a>(graph: &Node<'a>, expressions: &BTreeSet<&str>) -> Result<BTreeSet<&'a str>, Refusal> {
    let mut all = BTreeSet::new();
    for node in graph.list()? {
        let kind = node.said("relationshipType");
        if !kind.is_some_and(|kind| LICENCE.contains(&kind.as_str())) {
            continue;
        }
        let to = node.need("to")?;
        let mut named = false;
        for target in to.list()? {
            let target = target.text()?;
            // One of the list of SPDX needs no element of its own.
            let listed = target.strip_prefix("https://spdx.org/licenses/").is_some_and(sbom::is_expression);
            named |= listed || expressions.contains(target);
        }
        if named {
            all.extend(node.get("from").and_then(|from| from.text().ok()));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::Limits;
    use crate::exports::document::Document;

    fn graph() -> Value {
        let has = |from: &str, kind: &str, to: &str| json!({"type": "Relationship", "from": from, "relationshipType": kind, "to": [to]});
        json!({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
            {"type": "CreationInfo", "created": "2026-11-20T10:00:00Z"},
            {"type": "software_Package", "spdxId": "urn:app", "name": "app"},
            {"type": "software_Package", "spdxId": "urn:a", "name": "a", "software_packageUrl": "pkg:npm/a@1"},
            {"type": "software_Package", "spdxId": "urn:b", "name": "b"},
            {"type": "software_Package", "spdxId": "urn:c", "name": "c"},
            {"type": "simplelicensing_LicenseExpression", "spdxId": "urn:mit", "simplelicensing_licenseExpression": "MIT"},
            {"type": "simplelicensing_LicenseExpression", "spdxId": "urn:no", "simplelicensing_licenseExpression": "NOASSERTION"},
            has("urn:a", "hasDeclaredLicense", "urn:mit"),
            has("urn:b", "hasConcludedLicense", "https://spdx.org/licenses/ISC"),
            has("urn:c", "hasDeclaredLicense", "urn:no"),
            has("urn:c", "contains", "urn:mit"),
        ]})
    }

    fn head_of(value: &Value) -> Result<Head, Refusal> {
        head(&Document::read(value.to_string().as_bytes(), &Limits::default()).unwrap().root())
    }

    #[test]
    fn relationships_name_the_licence_of_a_package() {
        let head = head_of(&graph()).unwrap();
        let said: Vec<(bool, bool)> = head.entries.iter().map(|entry| (entry.licensed, entry.identified)).collect();
        assert_eq!(said, [(true, true), (true, false), (false, false)]);
        assert_eq!(head.time.as_deref(), Some("2026-11-20T10:00:00Z"));
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_place() {
        let mut value = graph();
        value["@graph"][7]["to"] = json!("urn:mit");
        let refusal = head_of(&value).err().unwrap();
        assert_eq!(
            (refusal.pointer.as_str(), refusal.message.as_str()),
            ("/@graph/7/to", "expected a list, found a text")
        );
    }
}
