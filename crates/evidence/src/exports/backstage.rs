//! Entities of a Backstage catalogue: `catalog-info.yaml` files, and what the catalogue's interface gives.

use std::collections::BTreeSet;

use super::document::{Document, Node, Refusal};
use super::{Format, Read};
use crate::finding::Finding;

pub(super) const FORMAT: Format = Format {
    id: "backstage-catalog",
    name: "Backstage catalogue (YAML or JSON)",
    title: "Catalogue entries (Backstage)",
    question: "Is there an entry in a software catalogue?",
    looks_at: "Entities in YAML, several documents in one file included, and the lists that the catalogue's interface gives as \
               JSON: `components`, those `owned` (which name an owner) and their share `owned_share`, those in `production`; \
               `kinds` and `lifecycles` by name. The repository is that of the components' annotations, where it is one. \
               Entities say no day, so how old they are is not known. Owners are counted and not named.",
    remedy: "Hand in `catalog-info.yaml`, or what the catalogue gives at `/api/catalog/entities`, with `--import`.",
    since: "0.1.0",
    names_people: false,
    is,
    read,
};

/// Most entities of a file.
const ENTITIES: usize = 100_000;

fn is(document: &Document) -> bool {
    let entity = |node: Node<'_>| node.said("apiVersion").is_some_and(|version| version.starts_with("backstage.io/"));
    match entities(&document.root()) {
        Some(list) => list.list().is_ok_and(|mut all| all.any(entity)),
        None => entity(document.root()),
    }
}

/// The list of entities, where it is not a single one.
fn entities<'a>(root: &Node<'a>) -> Option<Node<'a>> {
    if root.is_object() { root.get("items") } else { Some(root.clone()) }
}

fn read(document: &Document) -> Result<Read, Refusal> {
    let root = document.root();
    let mut catalogue = Catalogue::default();
    match entities(&root) {
        Some(list) => {
            for (at, entity) in list.list()?.enumerate() {
                if at == ENTITIES {
                    return Err(list.refuse(format!("there are more than {ENTITIES} entities")));
                }
                catalogue.entity(&entity)?;
            }
        }
        None => catalogue.entity(&root)?,
    }
    let repository = if catalogue.repositories.len() == 1 { catalogue.repositories.pop_first() } else { None };
    Ok(Read {
        finding: catalogue.finding(),
        places: vec![String::new()],
        repository,
        tool: None,
        made_on: None,
        oddities: catalogue.oddities,
    })
}

#[derive(Default)]
struct Catalogue {
    entities: usize,
    components: usize,
    owned: usize,
    production: usize,
    kinds: BTreeSet<String>,
    lifecycles: BTreeSet<String>,
    repositories: BTreeSet<String>,
    oddities: Vec<String>,
}

impl Catalogue {
    fn entity(&mut self, entity: &Node<'_>) -> Result<(), Refusal> {
        let version = entity.need("apiVersion")?;
        let kind = entity.need("kind")?;
        if !version.text()?.starts_with("backstage.io/") {
            let odd = "an entity that is none of Backstage's own is not read".to_owned();
            if !self.oddities.contains(&odd) {
                self.oddities.push(odd);
            }
            return Ok(());
        }
        let metadata = entity.need("metadata")?;
        metadata.need("name")?.text()?;
        self.entities += 1;
        self.kinds.extend(entity.said("kind"));
        if kind.text()? == "Component" {
            self.component(&metadata, &entity.need("spec")?);
        }
        Ok(())
    }

    fn component(&mut self, metadata: &Node<'_>, spec: &Node<'_>) {
        self.components += 1;
        self.owned += usize::from(spec.said("owner").is_some());
        if let Some(lifecycle) = spec.said("lifecycle") {
            self.production += usize::from(lifecycle == "production");
            self.lifecycles.insert(lifecycle);
        }
        self.repositories.extend(metadata.get("annotations").as_ref().and_then(repository));
    }

    fn finding(&self) -> Finding {
        let (components, owned) = (self.components, self.owned);
        if components == 0 {
            return Finding::not_seen(format!("no component among {} entities", self.entities));
        }
        let plural = if components == 1 { "component" } else { "components" };
        #[expect(clippy::cast_precision_loss, reason = "there are at most a hundred thousand")]
        let share = (owned as f64 / components as f64 * 1000.0).round() / 1000.0;
        Finding::seen(format!("{components} {plural}, {owned} of them with an owner"))
            .count("components", components)
            .count("owned", owned)
            .number("owned_share", share)
            .count("production", self.production)
            .list("kinds", self.kinds.iter().map(String::as_str))
            .list("lifecycles", self.lifecycles.iter().map(String::as_str))
    }
}

/// The repository that annotations name.
fn repository(annotations: &Node<'_>) -> Option<String> {
    for host in ["github.com", "gitlab.com"] {
        if let Some(slug) = annotations.said(&format!("{host}/project-slug")) {
            return Some(format!("{host}/{slug}"));
        }
    }
    let location = annotations.said("backstage.io/source-location")?;
    let address = location.strip_prefix("url:")?;
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    // What follows is a folder or a file of it.
    let ends = ["/-/", "/tree/", "/blob/", "/src/branch/"].iter().filter_map(|mark| address.find(mark)).min();
    Some(address.get(..ends.unwrap_or(address.len()))?.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Measure;

    use super::*;
    use crate::Limits;

    const CATALOGUE: &str = "apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger, annotations: {github.com/project-slug: acme/ledger}}
spec: {type: service, lifecycle: production, owner: team-a}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger-ui, annotations: {backstage.io/source-location: 'url:https://github.com/acme/ledger/tree/main/ui'}}
spec: {type: website, lifecycle: experimental}
---
apiVersion: backstage.io/v1beta1
kind: System
metadata: {name: money}
";

    fn taken(text: &str) -> Result<Read, Refusal> {
        let document = Document::read(text.as_bytes(), &Limits::default()).unwrap();
        assert!(is(&document), "{text}");
        read(&document)
    }

    #[test]
    fn several_entities_in_one_file_are_counted() {
        let read = taken(CATALOGUE).unwrap();
        assert_eq!(read.finding.summary, "2 components, 1 of them with an owner");
        assert_eq!(read.finding.measures["owned_share"], Measure::Number(0.5));
        assert_eq!(read.finding.measures["production"], Measure::Count(1));
        let kinds = ["Component", "System"].map(ToOwned::to_owned).to_vec();
        assert_eq!(read.finding.measures["kinds"], Measure::List(kinds));
        assert_eq!((read.made_on, read.repository.as_deref()), (None, Some("github.com/acme/ledger")));
        let two = CATALOGUE.replace("github.com/acme/ledger/tree", "github.com/acme/other/tree");
        assert_eq!(taken(&two).unwrap().repository, None, "it is about several");
    }

    #[test]
    fn a_catalogue_without_components_shows_none() {
        let location = "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: all}\n";
        assert_eq!(taken(location).unwrap().finding.verdict.words(), "not seen");
        let other = format!("{location}---\napiVersion: v1\nkind: ConfigMap\n");
        assert_eq!(taken(&other).unwrap().oddities.len(), 1);
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_place() {
        for (from, to, told) in [
            ("name: ledger-ui, ", "", "/1/metadata: there is no `name`"),
            ("kind: System\n", "", "/2: there is no `kind`"),
            ("metadata: {name: money}", "metadata: [money]", "/2/metadata: there is no `name`"),
            ("spec: {type: website, lifecycle: experimental}", "", "/1: there is no `spec`"),
        ] {
            let refusal = taken(&CATALOGUE.replace(from, to)).err().unwrap();
            assert_eq!(format!("{}: {}", refusal.pointer, refusal.message), told);
        }
    }
}
