//! Bills of materials in XML, read into the form that they have in JSON. Nothing is expanded and nothing fetched: a document
//! type is refused, and with it every entity.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use serde_json::{Map, Value};

use super::{Refusal, clean, too_many};

/// Deepest nesting of elements.
const DEEPEST: usize = 100;

/// An element of the namespace of the root; others are left out.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
    /// Whether it is to be left out.
    foreign: bool,
}

/// Reads a document of at most so many elements and attributes.
pub(super) fn read(text: &str, most: usize) -> Result<Value, Refusal> {
    let (root, namespace) = root(text, most)?;
    if let Some((_, version)) = namespace.split_once("cyclonedx.org/schema/bom/") {
        let mut value = object(&root, None);
        value.insert("bomFormat".to_owned(), "CycloneDX".into());
        value.insert("specVersion".to_owned(), version.into());
        return Ok(Value::Object(value));
    }
    if root.name == "Document" && root.children.iter().any(|child| child.name == "spdxVersion") {
        return Ok(Value::Object(object(&root, Some(SPDX))));
    }
    Err(Refusal::new(format!("its root `{}` is none of the kinds of XML that can be imported", clean(&root.name)))
        .hint("of XML, CycloneDX and SPDX 2 are read; most programs write JSON, too"))
}

/// The root and its namespace.
fn root(text: &str, most: usize) -> Result<(Element, String), Refusal> {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut open, mut left, mut namespace): (Vec<Element>, usize, Option<String>) = (Vec::new(), most, None);
    loop {
        let line = |at: u64| {
            text.as_bytes().iter().take(usize::try_from(at).unwrap_or(0)).filter(|b| **b == b'\n').count() + 1
        };
        let wrong = |at: u64, why: &str| Refusal::new(format!("it is not readable as XML: {why}, line {}", line(at)));
        let before = reader.buffer_position();
        let (space, event) = reader.read_resolved_event().map_err(|error| wrong(before, &clean(&error.to_string())))?;
        match event {
            Event::Start(start) => {
                let space = match space {
                    ResolveResult::Bound(space) => space.into_inner().to_owned(),
                    _ => String::new(),
                };
                let own = namespace.get_or_insert_with(|| space.clone()) == &space;
                let element = element(&start, !own).map_err(|why| wrong(before, &why))?;
                left = left.checked_sub(1 + element.attributes.len()).ok_or_else(|| too_many(most))?;
                if open.len() == DEEPEST {
                    return Err(wrong(before, "it is nested too deeply"));
                }
                open.push(element);
            }
            Event::End(_) => {
                let Some(done) = open.pop() else { return Err(wrong(before, "an element ends that did not begin")) };
                match open.last_mut() {
                    Some(parent) if !done.foreign => parent.children.push(done),
                    Some(_) => {}
                    None => return Ok((done, namespace.unwrap_or_default())),
                }
            }
            Event::DocType(_) => return Err(wrong(before, "it has a document type, which is not read")),
            Event::Eof => return Err(wrong(before, "it ends before its root does")),
            other => {
                let said = said(&other).map_err(|why| wrong(before, &why))?;
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&said);
                }
            }
        }
    }
}

fn element(start: &BytesStart<'_>, foreign: bool) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| clean(&error.to_string()))?;
        if attribute.key.as_namespace_binding().is_none() {
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Explicit1_0)
                .map_err(|error| clean(&error.to_string()))?;
            attributes.push((attribute.key.local_name().into_inner().to_owned(), value.into_owned()));
        }
    }
    let name = start.local_name().into_inner().to_owned();
    Ok(Element { name, attributes, children: Vec::new(), text: String::new(), foreign })
}

/// The text of an event. Of references, only those of characters mean something without a document type.
fn said(event: &Event<'_>) -> Result<String, String> {
    match event {
        Event::Text(text) => Ok(text.xml10_content().into_owned()),
        Event::CData(data) => Ok(data.xml10_content().into_owned()),
        Event::GeneralRef(reference) => {
            if let Some(c) = reference.resolve_char_ref().map_err(|error| clean(&error.to_string()))? {
                return Ok(c.to_string());
            }
            let name = reference.xml10_content();
            let known = quick_xml::escape::resolve_predefined_entity(&name);
            known.map(ToOwned::to_owned).ok_or_else(|| format!("the entity `{}` is not known", clean(&name)))
        }
        _ => Ok(String::new()),
    }
}

/// Elements of CycloneDX that wrap a list, which JSON names like the wrapper.
const WRAPPERS: &[&str] = &["components", "licenses", "hashes", "externalReferences", "tools"];

/// Elements of SPDX that are entries of a list, which JSON names like each of them.
const SPDX: &[&str] = &["packages", "relationships", "documentDescribes", "hasFiles", "externalRefs", "creators"];

/// An object: attributes, and what is below. A name that is there twice is a list. With names of entries it is SPDX.
fn object(element: &Element, entries: Option<&[&str]>) -> Map<String, Value> {
    let mut map: Map<String, Value> =
        element.attributes.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
    for child in &element.children {
        let below = value(child, entries);
        match map.get_mut(&child.name) {
            Some(Value::Array(list)) if entries.is_some() => list.push(below),
            Some(before) => *before = Value::Array(vec![before.take(), below]),
            None if entries.is_some_and(|names| names.contains(&child.name.as_str())) => {
                map.insert(child.name.clone(), Value::Array(vec![below]));
            }
            None => {
                map.insert(child.name.clone(), below);
            }
        }
    }
    map
}

fn value(element: &Element, entries: Option<&[&str]>) -> Value {
    let name = element.name.as_str();
    // Newer versions have tools as components, in a wrapper of their own.
    let lists = |child: &Element| child.name == "components" || child.name == "services";
    if entries.is_none() && WRAPPERS.contains(&name) && !(name == "tools" && element.children.iter().any(lists)) {
        let entry = |child: &Element| if name == "licenses" { licence(child) } else { value(child, entries) };
        return element.children.iter().map(entry).collect();
    }
    let text = element.text.trim();
    if element.children.is_empty() && element.attributes.is_empty() {
        return text.into();
    }
    let mut map = object(element, entries);
    if !text.is_empty() && element.children.is_empty() {
        map.entry("content").or_insert_with(|| text.into());
    }
    Value::Object(map)
}

/// A choice of licences says in JSON which of them it is.
fn licence(choice: &Element) -> Value {
    let below = value(choice, None);
    let (key, below) = match (choice.name.as_str(), below) {
        ("expression-detailed", Value::Object(mut map)) => ("expression", map.remove("expression").unwrap_or_default()),
        ("expression", Value::Object(mut map)) => ("expression", map.remove("content").unwrap_or_default()),
        (name, below) => (name, below),
    };
    Value::Object(Map::from_iter([(key.to_owned(), below)]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn bill(inside: &str) -> String {
        format!(r#"<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1">{inside}</bom>"#)
    }

    fn refused(text: &str) -> String {
        read(text, 10_000).err().map(|refusal| refusal.message).unwrap_or_default()
    }

    #[test]
    fn cyclonedx_has_the_form_of_its_json() {
        let text = bill(
            r#"<components><component type="library" bom-ref="a"><name>a &amp; b&#33;</name>
            <hashes><hash alg="MD5">ab</hash></hashes>
            <licenses><license><id>MIT</id></license></licenses>
            <x:more xmlns:x="urn:x"><x:name>other</x:name></x:more></component></components>"#,
        );
        let component = json!({"type": "library", "bom-ref": "a", "name": "a & b!",
            "hashes": [{"alg": "MD5", "content": "ab"}], "licenses": [{"license": {"id": "MIT"}}]});
        let whole = json!({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": "1", "components": [component]});
        assert_eq!(read(&text, 10_000).unwrap(), whole);
        let expression =
            bill("<components><component><licenses><expression>MIT</expression></licenses></component></components>");
        assert_eq!(read(&expression, 100).unwrap()["components"][0]["licenses"], json!([{"expression": "MIT"}]));
    }

    #[test]
    fn spdx_repeats_the_entries_of_a_list() {
        let text = "<Document><spdxVersion>SPDX-2.3</spdxVersion><packages><name>a</name></packages><packages><name>b</name></packages></Document>";
        let whole = json!({"spdxVersion": "SPDX-2.3", "packages": [{"name": "a"}, {"name": "b"}]});
        assert_eq!(read(text, 100).unwrap(), whole);
    }

    #[test]
    fn nothing_is_expanded_and_everything_has_limits() {
        let bomb = r#"<!DOCTYPE bom [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><bom>&b;</bom>"#;
        assert_eq!(refused(bomb), "it is not readable as XML: it has a document type, which is not read, line 1");
        assert!(refused(&bill("\n<name>&b;</name>")).contains("the entity `b` is not known, line 2"));
        assert!(refused(&"<a>".repeat(200_000)).contains("nested too deeply"));
        assert_eq!(refused(&bill(&"<a/>".repeat(20_000))), "it has more than 10000 values");
        assert!(refused(&bill("<a></b>")).contains("line 1"));
        assert!(refused("<bom>").contains("it ends before"));
        assert!(refused("<html/>").contains("`html`"));
    }
}
