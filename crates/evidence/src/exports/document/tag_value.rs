//! SPDX 2 as lines of a tag and a value, read into the form that it has in JSON, as far as a bill is read.

use serde_json::{Map, Value, json};

use super::{Refusal, clean, too_many};

/// What the lines are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Document,
    Package,
    /// Files, snippets, licences, reviews: not read.
    Other,
}

/// Tags that begin something else than a package.
const OTHERS: &[&str] = &["FileName", "SnippetSPDXID", "LicenseID", "Annotator", "Reviewer"];

/// Tags of a package, and their names in JSON.
const OF_PACKAGE: &[(&str, &str)] = &[
    ("SPDXID", "SPDXID"),
    ("PackageName", "name"),
    ("PackageVersion", "versionInfo"),
    ("PackageDownloadLocation", "downloadLocation"),
    ("PackageLicenseConcluded", "licenseConcluded"),
    ("PackageLicenseDeclared", "licenseDeclared"),
];

/// Reads a document of at most so many lines.
pub(super) fn read(text: &str, most: usize) -> Result<Value, Refusal> {
    let mut bill = Bill::default();
    let mut lines = text.lines().enumerate();
    let mut about = About::Document;
    while let Some((at, line)) = lines.next() {
        if at >= most {
            return Err(too_many(most));
        }
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((tag, value)) = line.split_once(':') else {
            let line = clean(line);
            return Err(Refusal::new(format!("line {} has no tag and value: {line}", at + 1)));
        };
        if value.contains("<text>") && !value.contains("</text>") && !lines.any(|(_, line)| line.contains("</text>")) {
            return Err(Refusal::new(format!("the text that begins in line {} does not end", at + 1)));
        }
        let value = value.trim().trim_start_matches("<text>").trim_end_matches("</text>");
        about = match tag.trim() {
            "PackageName" => About::Package,
            tag if OTHERS.contains(&tag) => About::Other,
            _ => about,
        };
        bill.line(tag.trim(), value, about).map_err(|why| Refusal::new(format!("{why}, line {}", at + 1)))?;
    }
    Ok(bill.into_value())
}

#[derive(Default)]
struct Bill {
    document: Map<String, Value>,
    creation: Map<String, Value>,
    creators: Vec<Value>,
    packages: Vec<Map<String, Value>>,
    relationships: Vec<Value>,
}

impl Bill {
    fn line(&mut self, tag: &str, value: &str, about: About) -> Result<(), String> {
        match tag {
            "SPDXVersion" => once(&mut self.document, "spdxVersion", tag, value)?,
            "DocumentName" => once(&mut self.document, "name", tag, value)?,
            "Created" => once(&mut self.creation, "created", tag, value)?,
            "Creator" => self.creators.push(value.into()),
            "Relationship" => self.relationships.extend(relationship(value)),
            "PackageName" => self.packages.push(Map::from_iter([("name".to_owned(), value.into())])),
            "ExternalRef" if about == About::Package => self.reference(value)?,
            _ if about == About::Package => {
                let known = OF_PACKAGE.iter().find(|(known, _)| *known == tag);
                if let (Some((_, key)), Some(package)) = (known, self.packages.last_mut()) {
                    once(package, key, tag, value)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn reference(&mut self, value: &str) -> Result<(), String> {
        let words: Vec<&str> = value.split_whitespace().collect();
        let [category, kind, locator] = words[..] else {
            return Err("an `ExternalRef` has a category, a type and a locator".to_owned());
        };
        let entry = json!({"referenceCategory": category, "referenceType": kind, "referenceLocator": locator});
        let list = self.packages.last_mut().map(|package| package.entry("externalRefs").or_insert_with(|| json!([])));
        if let Some(Value::Array(list)) = list {
            list.push(entry);
        }
        Ok(())
    }

    fn into_value(mut self) -> Value {
        if !self.creators.is_empty() {
            self.creation.insert("creators".to_owned(), self.creators.into());
        }
        if !self.creation.is_empty() {
            self.document.insert("creationInfo".to_owned(), self.creation.into());
        }
        if !self.packages.is_empty() {
            self.document.insert("packages".to_owned(), self.packages.into());
        }
        self.document.insert("relationships".to_owned(), self.relationships.into());
        Value::Object(self.document)
    }
}

fn once(map: &mut Map<String, Value>, key: &str, tag: &str, value: &str) -> Result<(), String> {
    match map.insert(key.to_owned(), value.into()) {
        None => Ok(()),
        Some(_) => Err(format!("`{tag}` is there twice")),
    }
}

fn relationship(value: &str) -> Option<Value> {
    let mut words = value.split_whitespace();
    let (element, kind, related) = (words.next()?, words.next()?, words.next()?);
    Some(json!({"spdxElementId": element, "relationshipType": kind, "relatedSpdxElement": related}))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BILL: &str = "SPDXVersion: SPDX-2.3
DocumentName: app
# a remark
Creator: Tool: syft-1
Created: 2026-11-20T10:00:00Z
PackageName: app
SPDXID: SPDXRef-app
PackageComment: <text>several
lines: here</text>
FileName: ./a
SPDXID: SPDXRef-file
PackageName: b
ExternalRef: PACKAGE-MANAGER purl pkg:npm/b@1
PackageLicenseDeclared: MIT
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app
";

    #[test]
    fn lines_have_the_form_of_json() {
        let value = read(BILL, 100).unwrap();
        assert_eq!(value["spdxVersion"], "SPDX-2.3");
        assert_eq!(value["creationInfo"], json!({"created": "2026-11-20T10:00:00Z", "creators": ["Tool: syft-1"]}));
        assert_eq!(value["packages"][0], json!({"name": "app", "SPDXID": "SPDXRef-app"}));
        assert_eq!(value["packages"][1]["licenseDeclared"], "MIT");
        assert_eq!(value["packages"][1]["externalRefs"][0]["referenceType"], "purl");
        assert_eq!(value["relationships"][0]["relatedSpdxElement"], "SPDXRef-app");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let refused = |text: String| read(&text, 100).err().map(|refusal| refusal.message).unwrap_or_default();
        assert_eq!(refused(format!("{BILL}no tag\n")), "line 16 has no tag and value: no tag");
        assert_eq!(
            refused(format!("{BILL}PackageComment: <text>open\n")),
            "the text that begins in line 16 does not end"
        );
        assert_eq!(refused(format!("{BILL}Created: 2026\n")), "`Created` is there twice, line 16");
        let three = "an `ExternalRef` has a category, a type and a locator, line 16";
        assert_eq!(refused(format!("{BILL}PackageName: c\nExternalRef: x\n")), three.replace("16", "17"));
        assert_eq!(refused("a: b\n".repeat(200)), "it has more than 100 values");
    }
}
