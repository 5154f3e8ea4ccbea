//! Bills of materials: CycloneDX and SPDX, in all their forms.

mod check;
mod spdx3;

use std::collections::BTreeSet;

use super::document::{Document, Node, Refusal, clean, day_of};
use super::{Format, Program, Read};
use crate::finding::Finding;
use crate::sbom::{self, Kind};

pub(super) const FORMAT: Format = Format {
    id: "sbom",
    name: "SBOM (CycloneDX or SPDX)",
    title: "SBOM",
    question: "Is there a software bill of materials with components?",
    looks_at: "CycloneDX in JSON and XML; SPDX 2 in JSON, YAML, XML and tag-value; SPDX 3 in JSON. `components` besides the product itself, nested ones included; \
               those `licensed`, which name a licence as a valid SPDX expression (a name alone, NOASSERTION or NONE is none), \
               and their share `licensed_share`; `identified` by a package URL. The day is that of the document, the repository \
               that of the product's version control, where it is stated. Parts that are not read here are not checked.",
    remedy: "Let the build write one (for example `syft . -o cyclonedx-json`, or the package manager's plugin), and hand it in with `--import`.",
    since: "0.1.0",
    names_people: false,
    is,
    read,
};

fn is(document: &Document) -> bool {
    let root = document.root();
    let has = |key: &str| root.get(key).is_some();
    let cyclonedx = root.said("$schema").is_some_and(|schema| schema.contains("cyclonedx.org"));
    has("bomFormat") || has("spdxVersion") || cyclonedx || sbom::kind(document.value()).is_some()
}

fn read(document: &Document) -> Result<Read, Refusal> {
    let root = document.root();
    let mut oddities = Vec::new();
    let head = match sbom::kind(document.value()) {
        Some(Kind::CycloneDx) => cyclonedx(&root, &mut oddities)?,
        Some(Kind::Spdx2) => spdx2(&root, &mut oddities)?,
        Some(Kind::Spdx3) => spdx3::head(&root)?,
        None => return Err(neither(&root)),
    };
    let made_on = head.time.and_then(|time| {
        let day = day_of(&time);
        if day.is_none() {
            oddities.push(format!("its time is none: {time}"));
        }
        day
    });
    let finding = finding(&head.entries, &format!("{} {}", head.format, document.form().name()));
    let tool = head.tool.map(|name| Program { name, version: None, series: head.product.unwrap_or_default() });
    Ok(Read { finding, places: vec![head.place], repository: head.repository, tool, made_on, oddities })
}

fn neither(root: &Node<'_>) -> Refusal {
    for (key, says) in [("bomFormat", "`bomFormat` is not CycloneDX"), ("spdxVersion", "it is no version of SPDX 2")] {
        if let Some(node) = root.get(key) {
            return node.refuse(says);
        }
    }
    root.refuse("there is no `bomFormat`")
}

/// What a document says of itself, and its components.
struct Head {
    format: &'static str,
    place: String,
    time: Option<String>,
    tool: Option<String>,
    product: Option<String>,
    repository: Option<String>,
    entries: Vec<Entry>,
}

/// A component as far as it is counted.
struct Entry {
    licensed: bool,
    identified: bool,
}

/// Components of one document.
const ENTRIES: usize = 1_000_000;

fn finding(entries: &[Entry], format: &str) -> Finding {
    let count = |of: fn(&Entry) -> bool| entries.iter().filter(|entry| of(entry)).count();
    let (licensed, identified) = (count(|entry| entry.licensed), count(|entry| entry.identified));
    if entries.is_empty() {
        return Finding::not_seen(format!("{format} that lists no component besides the product itself"));
    }
    let components = if entries.len() == 1 { "component" } else { "components" };
    let counted = format!("{format} with {} {components}", entries.len());
    #[expect(clippy::cast_precision_loss, reason = "there are at most a million")]
    let share = (licensed as f64 / entries.len() as f64 * 1000.0).round() / 1000.0;
    Finding::seen(format!("{counted}, {licensed} of them with a licence"))
        .list("formats", [format])
        .count("components", entries.len())
        .count("identified", identified)
        .count("licensed", licensed)
        .number("licensed_share", share)
}

fn cyclonedx(root: &Node<'_>, oddities: &mut Vec<String>) -> Result<Head, Refusal> {
    let version = clean(root.need("specVersion")?.text()?);
    if !["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"].contains(&version.as_str()) {
        oddities.push(format!("the version {version} is not known here; read as the newest that is"));
    }
    // What some leave empty is no serial number, and no fault.
    if let Some(number) = root.get("serialNumber").filter(|number| number.text() != Ok("")) {
        check::serial_number(&number)?;
    }
    let mut entries = Vec::new();
    components(root, &mut entries)?;
    let metadata = root.get("metadata");
    let product = metadata.as_ref().and_then(|metadata| metadata.get("component"));
    Ok(Head {
        format: "CycloneDX",
        place: if root.get("components").is_some() { "/components".to_owned() } else { String::new() },
        time: metadata.as_ref().and_then(|metadata| metadata.said("timestamp")),
        tool: metadata.as_ref().and_then(|metadata| first_tool(&metadata.get("tools")?)),
        product: product.as_ref().and_then(|product| product.said("name")),
        repository: product.as_ref().and_then(version_control),
        entries,
    })
}

/// The components below a node, and those below them.
fn components(node: &Node<'_>, all: &mut Vec<Entry>) -> Result<(), Refusal> {
    let Some(list) = node.get("components") else { return Ok(()) };
    for component in list.list()? {
        check::component(&component)?;
        if all.len() == ENTRIES {
            return Err(component.refuse(format!("there are more than {ENTRIES} components")));
        }
        let licensed = component.get("licenses").map(|licences| licensed(&licences)).transpose()?.unwrap_or(false);
        let identified = component.get("purl").map(|purl| purl.text()).transpose()?.is_some();
        all.push(Entry { licensed, identified });
        components(&component, all)?;
    }
    Ok(())
}

/// Whether one of the licences is named by an id or an expression of SPDX.
fn licensed(licences: &Node<'_>) -> Result<bool, Refusal> {
    let mut any = false;
    for choice in licences.list()? {
        check::licence(&choice)?;
        let licence = choice.get("license");
        let id = licence.as_ref().and_then(|licence| licence.get("id")).or_else(|| choice.get("expression"));
        any |= id.map(|id| id.text()).transpose()?.is_some_and(sbom::is_expression);
    }
    Ok(any)
}

/// The first tool, in the list of older versions or under the components of newer ones.
fn first_tool(tools: &Node<'_>) -> Option<String> {
    let list = tools.get("components").unwrap_or_else(|| tools.clone());
    let first = list.list().ok()?.next()?;
    let name = first.said("name")?;
    Some(first.said("version").map_or_else(|| name.clone(), |version| format!("{name} {version}")))
}

fn version_control(product: &Node<'_>) -> Option<String> {
    let references = product.get("externalReferences")?;
    let vcs = references.list().ok()?.find(|one| one.said("type").as_deref() == Some("vcs"));
    vcs?.said("url")
}

fn spdx2(root: &Node<'_>, oddities: &mut Vec<String>) -> Result<Head, Refusal> {
    let creation = root.get("creationInfo");
    if creation.is_none() {
        oddities.push("it has no `creationInfo`".to_owned());
    }
    let mut entries = Vec::new();
    let mut repositories = BTreeSet::new();
    let described = described(root);
    let packages = root.get("packages");
    if let Some(packages) = &packages {
        for package in packages.list()? {
            package.need("name")?.text()?;
            if package.said("SPDXID").is_some_and(|id| described.contains(&id)) {
                repositories.extend(package.said("downloadLocation").as_deref().and_then(from_location));
            }
            let said = |key: &str| package.said(key).is_some_and(|text| sbom::is_expression(&text));
            let purl = package
                .get("externalRefs")
                .and_then(|refs| refs.list().ok()?.find(|one| one.said("referenceType").as_deref() == Some("purl")));
            let licensed = said("licenseConcluded") || said("licenseDeclared");
            entries.push(Entry { licensed, identified: purl.is_some() });
        }
    }
    // The first one is the product, as in what is kept in repositories.
    entries.drain(..entries.len().min(1));
    let only = if repositories.len() == 1 { repositories.pop_first() } else { None };
    Ok(Head {
        format: "SPDX",
        place: packages.map(|packages| packages.pointer).unwrap_or_default(),
        time: creation.as_ref().and_then(|creation| creation.said("created")),
        tool: creation.as_ref().and_then(creator),
        product: root.said("name"),
        repository: only,
        entries,
    })
}

/// The ids of packages that the document says it is about.
fn described(root: &Node<'_>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    if let Some(Ok(list)) = root.get("documentDescribes").as_ref().map(Node::list) {
        ids.extend(list.filter_map(|id| id.text().ok().map(clean)));
    }
    if let Some(Ok(list)) = root.get("relationships").as_ref().map(Node::list) {
        let describes = list.filter(|one| one.said("relationshipType").as_deref() == Some("DESCRIBES"));
        ids.extend(describes.filter_map(|one| one.said("relatedSpdxElement")));
    }
    ids
}

/// `git+https://host/owner/name@revision` names a repository; other places do not.
fn from_location(location: &str) -> Option<String> {
    let address = location.strip_prefix("git+")?.split('#').next()?;
    let (start, last) = address.rsplit_once('/')?;
    Some(format!("{start}/{}", last.split('@').next().unwrap_or(last)))
}

fn creator(creation: &Node<'_>) -> Option<String> {
    let creators = creation.get("creators")?;
    let mut texts = creators.list().ok()?.filter_map(|one| one.text().ok());
    let tool = texts.find_map(|text| text.strip_prefix("Tool:"))?;
    Some(clean(tool)).filter(|tool| !tool.is_empty())
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};
    use serde_json::{Value, json};

    use super::*;
    use crate::Limits;

    fn taken(value: &Value) -> Result<Read, Refusal> {
        let document = Document::read(value.to_string().as_bytes(), &Limits::default()).unwrap();
        assert!(is(&document));
        read(&document)
    }

    fn cyclonedx() -> Value {
        json!({
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": {
                "timestamp": "2026-11-20T10:00:00Z",
                "tools": {"components": [{"type": "application", "name": "syft", "version": "1.16.0"}]},
                "component": {"type": "application", "name": "app", "externalReferences": [
                    {"type": "website", "url": "https://app.example"},
                    {"type": "vcs", "url": "https://github.com/acme/app.git"}]},
            },
            "components": [
                {"type": "library", "name": "a", "purl": "pkg:npm/a@1", "licenses": [{"license": {"id": "MIT"}}],
                 "components": [{"type": "library", "name": "b", "licenses": [{"expression": "MIT OR Apache-2.0"}]}]},
                {"type": "library", "name": "c", "licenses": [{"license": {"name": "The MIT License"}}]},
                {"type": "library", "name": "d", "licenses": []},
            ],
        })
    }

    fn spdx() -> Value {
        json!({
            "spdxVersion": "SPDX-2.3",
            "SPDXID": "SPDXRef-DOCUMENT",
            "name": "app",
            "creationInfo": {"created": "2026-11-20T10:00:00Z", "creators": ["Organization: Acme", "Tool: syft-1.16.0"]},
            "documentDescribes": ["SPDXRef-app"],
            "packages": [
                {"SPDXID": "SPDXRef-app", "name": "app", "downloadLocation": "git+https://github.com/acme/app@v1"},
                {"SPDXID": "SPDXRef-a", "name": "a", "licenseConcluded": "NOASSERTION", "licenseDeclared": "MIT",
                 "externalRefs": [{"referenceType": "purl", "referenceLocator": "pkg:npm/a@1"}]},
                {"SPDXID": "SPDXRef-b", "name": "b", "licenseConcluded": "NOASSERTION", "licenseDeclared": "NONE"},
            ],
        })
    }

    const CYCLONEDX_XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6">
  <metadata>
    <timestamp>2026-11-20T10:00:00Z</timestamp>
    <tools><components><component type="application"><name>syft</name><version>1.16.0</version></component></components></tools>
    <component type="application"><name>app</name><externalReferences>
      <reference type="website"><url>https://app.example</url></reference>
      <reference type="vcs"><url>https://github.com/acme/app.git</url></reference></externalReferences></component>
  </metadata>
  <components>
    <component type="library"><name>a</name><purl>pkg:npm/a@1</purl><licenses><license><id>MIT</id></license></licenses>
      <components><component type="library"><name>b</name>
        <licenses><expression>MIT OR Apache-2.0</expression></licenses></component></components></component>
    <component type="library"><name>c</name><licenses><license><name>The MIT License</name></license></licenses></component>
    <component type="library"><name>d</name><licenses/></component>
  </components>
</bom>"#;

    const SPDX_LINES: &str = "SPDXVersion: SPDX-2.3
SPDXID: SPDXRef-DOCUMENT
DocumentName: app
Creator: Organization: Acme
Creator: Tool: syft-1.16.0
Created: 2026-11-20T10:00:00Z
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app

PackageName: app
SPDXID: SPDXRef-app
PackageDownloadLocation: git+https://github.com/acme/app@v1

PackageName: a
SPDXID: SPDXRef-a
PackageLicenseConcluded: NOASSERTION
PackageLicenseDeclared: MIT
ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1

PackageName: b
SPDXID: SPDXRef-b
PackageLicenseConcluded: NOASSERTION
PackageLicenseDeclared: NONE
";

    const SPDX_XML: &str = "<Document><spdxVersion>SPDX-2.3</spdxVersion><name>app</name>
<creationInfo><created>2026-11-20T10:00:00Z</created><creators>Organization: Acme</creators><creators>Tool: syft-1.16.0</creators></creationInfo>
<documentDescribes>SPDXRef-app</documentDescribes>
<packages><SPDXID>SPDXRef-app</SPDXID><name>app</name><downloadLocation>git+https://github.com/acme/app@v1</downloadLocation></packages>
<packages><name>a</name><licenseConcluded>NOASSERTION</licenseConcluded><licenseDeclared>MIT</licenseDeclared>
<externalRefs><referenceType>purl</referenceType><referenceLocator>pkg:npm/a@1</referenceLocator></externalRefs></packages>
<packages><name>b</name><licenseDeclared>NONE</licenseDeclared></packages></Document>";

    const SPDX_YAML: &str = "spdxVersion: SPDX-2.3
name: app
creationInfo:
  created: 2026-11-20T10:00:00Z
  creators: ['Organization: Acme', 'Tool: syft-1.16.0']
documentDescribes: [SPDXRef-app]
packages:
- {SPDXID: SPDXRef-app, name: app, downloadLocation: 'git+https://github.com/acme/app@v1'}
- {name: a, licenseDeclared: MIT, externalRefs: [{referenceType: purl, referenceLocator: 'pkg:npm/a@1'}]}
- {name: b, licenseDeclared: NONE}
";

    #[test]
    fn components_are_counted_with_those_below_them_and_what_names_their_licence() {
        let read = taken(&cyclonedx()).unwrap();
        assert_eq!(read.finding.summary, "CycloneDX JSON with 4 components, 2 of them with a licence");
        assert_eq!(read.finding.measures["licensed_share"], Measure::Number(0.5));
        assert_eq!(read.repository.as_deref(), Some("https://github.com/acme/app.git"));
        assert_eq!(read.tool.unwrap().name, "syft 1.16.0");
        let read = taken(&spdx()).unwrap();
        assert_eq!(read.finding.summary, "SPDX JSON with 2 components, 1 of them with a licence");
        assert_eq!(read.finding.measures["identified"], Measure::Count(1));
        assert_eq!(read.repository.as_deref(), Some("https://github.com/acme/app"));
        assert_eq!(read.made_on, day_of("2026-11-20"));
    }

    #[test]
    fn a_bill_says_the_same_in_every_form() {
        let said = |text: &str| {
            let document = Document::read(text.as_bytes(), &Limits::default()).unwrap();
            let read = read(&document).unwrap();
            let mut measures = read.finding.measures;
            measures.remove("formats");
            let tool = read.tool.map(|tool| (tool.name, tool.series));
            (measures, read.repository, tool, read.made_on, read.places, read.oddities)
        };
        let json = said(&cyclonedx().to_string());
        assert_eq!(said(CYCLONEDX_XML), json);
        let json = said(&spdx().to_string());
        for text in [SPDX_LINES, SPDX_XML, SPDX_YAML] {
            assert_eq!(said(text), json, "{text}");
        }
    }

    #[test]
    fn a_bill_of_the_product_alone_is_none() {
        let mut value = cyclonedx();
        value["components"] = json!([]);
        assert_eq!(taken(&value).unwrap().finding.verdict, Verdict::NotSeen);
        let mut value = spdx();
        value["packages"].as_array_mut().unwrap().truncate(1);
        assert_eq!(taken(&value).unwrap().finding.verdict, Verdict::NotSeen);
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_place() {
        let at = |mut value: Value, change: &dyn Fn(&mut Value)| {
            change(&mut value);
            let refusal = taken(&value).err().unwrap();
            format!("{}: {}", refusal.pointer, refusal.message)
        };
        let c = cyclonedx;
        assert_eq!(at(c(), &|v| v["bomFormat"] = json!("AnotherFormat")), "/bomFormat: `bomFormat` is not CycloneDX");
        assert_eq!(at(c(), &|v| v["specVersion"] = json!(1.6)), "/specVersion: expected a text, found a number");
        assert_eq!(
            at(c(), &|v| v["components"][0]["components"][0]["name"] = Value::Null),
            "/components/0/components/0: there is no `name`"
        );
        assert_eq!(
            at(c(), &|v| v["components"][1]["licenses"] = json!({})),
            "/components/1/licenses: expected a list, found an object"
        );
        let first = |key: &'static str, value: Value| move |v: &mut Value| v["components"][0][key] = value.clone();
        for (key, value, place) in [
            ("scope", json!("some"), "/components/0/scope"),
            ("bom-ref", json!(""), "/components/0/bom-ref"),
            ("hashes", json!([{"alg": "SHA-256", "content": "ab"}]), "/components/0/hashes/0/content"),
            ("hashes", json!([{"alg": "SHA-1"}]), "/components/0/hashes/0"),
            ("licenses", json!([{"license": {"url": "x"}}]), "/components/0/licenses/0/license"),
        ] {
            let told = at(c(), &first(key, value));
            assert!(told.starts_with(&format!("{place}: ")), "{told}");
        }
        assert_eq!(at(c(), &|v| v["serialNumber"] = json!("urn:uuid:1")), "/serialNumber: it is no `urn:uuid:`");
        assert_eq!(at(spdx(), &|v| v["spdxVersion"] = json!("SPDX-1.2")), "/spdxVersion: it is no version of SPDX 2");
        assert_eq!(
            at(spdx(), &|v| v["packages"][2]["name"] = json!([])),
            "/packages/2/name: expected a text, found a list"
        );
    }
}
