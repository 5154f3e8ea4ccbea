//! One entity of a catalogue: the few of its fields that matter here. Others are the catalogue's business.

use std::fmt;

use super::super::{At, Told};
use crate::model::yaml::{Node, Value};
use crate::unit::repository_name;
use crate::words;

/// What an entity says.
#[derive(Debug, Default)]
pub(super) struct Entity {
    pub at: At,
    /// In lower case.
    pub kind: String,
    pub own: Ref,
    pub title: String,
    pub parent: Option<Ref>,
    pub children: Vec<Ref>,
    /// Users of a group.
    pub members: Vec<Ref>,
    /// Groups of a user.
    pub member_of: Vec<Ref>,
    pub owner: Option<Ref>,
    /// The name of its repository.
    pub repository: Option<String>,
    pub targets: Vec<String>,
}

/// A reference to an entity, `kind:namespace/name`, in lower case: catalogues compare it like that.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ref {
    kind: String,
    namespace: String,
    name: String,
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}/{}", self.kind, self.namespace, self.name)
    }
}

impl Ref {
    /// Reads a reference; what it leaves out comes from where it stands.
    fn read(text: &str, kind: &str, namespace: &str) -> Self {
        let text = text.trim().to_lowercase();
        let (kind, rest) = text.split_once(':').unwrap_or((kind, &text));
        let (namespace, name) = rest.split_once('/').unwrap_or((namespace, rest));
        Self { kind: kind.to_owned(), namespace: namespace.to_owned(), name: name.to_owned() }
    }

    /// The id of the unit for a group: its name, behind its namespace unless that is the default one.
    pub(super) fn id(&self) -> String {
        if self.namespace == "default" { self.name.clone() } else { format!("{}.{}", self.namespace, self.name) }
    }
}

/// Whether a document is an entity of a catalogue.
pub(super) fn is_one(node: &Node) -> bool {
    field(node, "apiVersion").and_then(text).is_some_and(|v| v.starts_with("backstage.io/"))
        && field(node, "kind").and_then(text).is_some()
}

/// Reads an entity; one without a name is reported.
pub(super) fn read(node: &Node, told: &mut Told) -> Option<Entity> {
    let kind = field(node, "kind").and_then(text)?.to_lowercase();
    let metadata = field(node, "metadata");
    let of = |key: &str| metadata.and_then(|m| field(m, key)).and_then(text);
    let Some(name) = of("name") else {
        let message = words!("no-name", "the {kind} has no `metadata.name`", kind = kind);
        told.faults.say(node.place, message, Some(words!("in-quotes", "put it in quotes")));
        return None;
    };
    let namespace = of("namespace").unwrap_or("default").to_lowercase();
    let spec = |key: &str| field(node, "spec").and_then(|s| field(s, key));
    let profile = spec("profile").and_then(|p| field(p, "displayName")).and_then(text);
    let one = |key: &str, kind: &str| spec(key).and_then(text).map(|t| Ref::read(t, kind, &namespace));
    let many = |key: &str, kind: &str| texts(spec(key)).map(|t| Ref::read(t, kind, &namespace)).collect();
    let targets = spec("target").and_then(text).into_iter().chain(texts(spec("targets"))).map(str::to_owned).collect();
    Some(Entity {
        at: told.at(node.place),
        own: Ref::read(name, &kind, &namespace),
        title: of("title").or(profile).unwrap_or(name).to_owned(),
        parent: one("parent", "group"),
        children: many("children", "group"),
        members: many("members", "user"),
        member_of: many("memberOf", "group"),
        owner: one("owner", "group"),
        repository: metadata.and_then(|m| field(m, "annotations")).and_then(repository),
        targets,
        kind,
    })
}

/// The repository in annotations: `github.com/project-slug` and its like first, then the address of the source.
fn repository(annotations: &Node) -> Option<String> {
    let Value::Map(entries) = &annotations.value else { return None };
    let slug = entries.iter().find(|(key, _)| key.name.ends_with("/project-slug") || key.name == AZURE);
    if let Some(slug) = slug.and_then(|(_, node)| text(node)) {
        return Some(slug.trim_matches('/').to_owned()).filter(|s| !s.is_empty());
    }
    let source = field(annotations, "backstage.io/source-location").and_then(text)?;
    repository_name(source.trim().strip_prefix("url:")?)
}

/// Where Azure DevOps has `project/repository`.
const AZURE: &str = "dev.azure.com/project-repo";

fn field<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|(k, _)| k.name == key).map(|(_, node)| node)
}

fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) if !text.trim().is_empty() => Some(text.trim()),
        _ => None,
    }
}

fn texts(node: Option<&Node>) -> impl Iterator<Item = &str> {
    let list = match node.map(|n| &n.value) {
        Some(Value::List(list)) => list.as_slice(),
        _ => &[],
    };
    list.iter().filter_map(text)
}
