//! YAML nodes to the parts of a model. What an id points to is noted here and looked up later, in `check`.

mod item;
pub(crate) mod planning;

use std::collections::BTreeMap;

use super::yaml::{Faults, Fields, Node, Value};
use super::{
    Achievement, Activity, ActivityId, Crosswalk, Freshness, Level, Link, NoMatch, Noun, Prerequisite,
    PrerequisiteStrength, Source, Strength, SupportStep, Term, Terms, planning::Planning,
};
use crate::evidence::EvidenceKind;
use crate::fault::{Fault, Place};
use crate::rating::{Rating, ScaleStep};

/// Kind of thing that has an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Role,
    Risk,
    Artefact,
    Objective,
    Level,
    Activity,
    Item,
    Signal,
    Framework,
}

impl Kind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Risk => "risk",
            Self::Artefact => "artefact",
            Self::Objective => "objective",
            Self::Level => "level",
            Self::Activity => "activity",
            Self::Item => "item",
            Self::Signal => "signal",
            Self::Framework => "framework",
        }
    }
}

/// An id with its place: where it is defined, or where it is pointed to.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub kind: Kind,
    pub id: String,
    pub at: At,
}

/// A file and a place in it.
#[derive(Debug, Clone, Default)]
pub(super) struct At {
    pub file: String,
    pub place: Place,
}

/// The head of a model: everything in model.yaml.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub at: At,
    pub id: Option<String>,
    pub version: Option<String>,
    pub title: Option<String>,
    pub short_title: Option<String>,
    pub summary: Option<String>,
    pub licence: Option<String>,
    pub sources: Vec<Source>,
    pub terms: Option<Terms>,
    pub scale: Vec<ScaleStep>,
    pub achievement: Option<(Achievement, Place)>,
    pub support: Vec<(SupportStep, Place)>,
    pub freshness: Option<Freshness>,
    pub contradiction: Option<u8>,
    pub roles: Vec<Term>,
    pub risks: Vec<Term>,
    pub artefacts: Vec<Term>,
    pub objectives: Vec<Term>,
    pub levels: Vec<(Level, Place)>,
}

/// Everything that was decoded, with places.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub faults: Vec<Fault>,
    /// Whether a file could not be parsed at all, so that what it defines is not known.
    pub unread: bool,
    pub defined: Vec<Named>,
    pub pointed: Vec<Named>,
    /// Ids that earlier versions of the model had.
    pub former: Vec<Named>,
    pub heads: Vec<Head>,
    /// Activity, its place in its level, where it stands, where its items stand.
    pub activities: Vec<(Activity, i64, At, Vec<Place>)>,
    pub prerequisites: Vec<(Prerequisite, At)>,
    pub planning: Option<Planning>,
    pub crosswalks: Vec<(Crosswalk, At, Vec<CrosswalkPoint>)>,
}

/// An id in a crosswalk: of this model (`from`) or of the framework (`to`).
#[derive(Debug, Clone)]
pub(super) struct CrosswalkPoint {
    pub from: bool,
    pub id: String,
    pub place: Place,
}

impl Gathered {
    fn define(&mut self, kind: Kind, id: &str, place: Place, faults: &mut Faults) {
        id_form(id, place, faults);
        self.defined.push(Named { kind, id: id.to_owned(), at: At { file: faults.file.clone(), place } });
    }

    fn leave(&mut self, kind: Kind, id: &str, place: Place, faults: &mut Faults) {
        id_form(id, place, faults);
        self.former.push(Named { kind, id: id.to_owned(), at: At { file: faults.file.clone(), place } });
    }

    fn point(&mut self, kind: Kind, id: &str, place: Place, faults: &Faults) {
        self.pointed.push(Named { kind, id: id.to_owned(), at: At { file: faults.file.clone(), place } });
    }

    /// A list of ids pointing to things of one kind.
    fn pointers(&mut self, kind: Kind, node: Option<&Node>, faults: &mut Faults) -> Vec<String> {
        let Some(node) = node else { return Vec::new() };
        let mut ids = Vec::new();
        for entry in faults.list(node) {
            if let Some(id) = faults.text(entry) {
                self.point(kind, &id, entry.place, faults);
                ids.push(id);
            }
        }
        ids
    }
}

fn id_form(id: &str, place: Place, faults: &mut Faults) {
    if !is_id(id) {
        let hint = "use letters, digits, `.`, `_` and `-`".to_owned();
        faults.add(place, format!("`{id}` cannot be an id"), Some(hint));
    }
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

/// model.yaml
pub(super) fn model(node: &Node, all: &mut Gathered, faults: &mut Faults) {
    let Some(mut f) = Fields::open(node, "a model", faults) else {
        return;
    };
    let mut head = Head { at: At { file: faults.file.clone(), place: node.place }, ..Head::default() };
    head.id = f.text("id", faults);
    head.version = f.text("version", faults);
    head.title = f.text("title", faults);
    head.short_title = f.text("short_title", faults);
    head.summary = f.text("summary", faults);
    head.licence = f.text("licence", faults);
    head.sources = each(f.need("sources", faults), faults, source);
    head.terms = f.need("terms", faults).and_then(|n| terms(n, faults));
    head.scale = each(f.need("scale", faults), faults, scale_step);
    head.achievement = f.get("achievement").and_then(|n| Some((achievement(n, faults)?, n.place)));
    head.support = each(f.get("support"), faults, |n, fs| Some((support(n, fs)?, n.place)));
    head.freshness = f.need("freshness", faults).and_then(|n| freshness(n, faults));
    head.contradiction = f.need("contradiction", faults).and_then(|n| faults.whole(n));
    head.roles = vocabulary(Kind::Role, f.get("roles"), all, faults);
    head.risks = vocabulary(Kind::Risk, f.get("risks"), all, faults);
    head.artefacts = vocabulary(Kind::Artefact, f.get("artefacts"), all, faults);
    head.objectives = vocabulary(Kind::Objective, f.get("objectives"), all, faults);
    for node in f.need("levels", faults).map(|n| faults.list(n)).unwrap_or_default() {
        head.levels.extend(level(node, all, faults).map(|l| (l, node.place)));
    }
    f.close(faults);
    all.heads.push(head);
}

fn each<T>(list: Option<&Node>, faults: &mut Faults, read: impl Fn(&Node, &mut Faults) -> Option<T>) -> Vec<T> {
    let nodes = list.map(|n| faults.list(n)).unwrap_or_default();
    nodes.iter().filter_map(|n| read(n, faults)).collect()
}

fn source(node: &Node, faults: &mut Faults) -> Option<Source> {
    let mut f = Fields::open(node, "a source", faults)?;
    let (name, place) = (f.text("name", faults), f.text("place", faults));
    let revision = f.get("revision").and_then(|n| faults.text(n));
    let licence = f.text("licence", faults);
    f.close(faults);
    Some(Source { name: name?, place: place?, revision, licence: licence? })
}

fn terms(node: &Node, faults: &mut Faults) -> Option<Terms> {
    let noun = |node: &Node, faults: &mut Faults| {
        let mut f = Fields::open(node, "a noun", faults)?;
        let (one, many) = (f.text("one", faults), f.text("many", faults));
        f.close(faults);
        Some(Noun { one: one?, many: many? })
    };
    let mut f = Fields::open(node, "terms", faults)?;
    let level = f.need("level", faults).and_then(|n| noun(n, faults));
    let activity = f.need("activity", faults).and_then(|n| noun(n, faults));
    let item = f.need("item", faults).and_then(|n| noun(n, faults));
    f.close(faults);
    Some(Terms { level: level?, activity: activity?, item: item? })
}

fn scale_step(node: &Node, faults: &mut Faults) -> Option<ScaleStep> {
    let mut f = Fields::open(node, "a step of the scale", faults)?;
    let value = f.need("value", faults).and_then(|n| faults.whole(n));
    let (name, meaning) = (f.text("name", faults), f.text("meaning", faults));
    f.close(faults);
    Some(ScaleStep { value: Rating(value?), name: name?, meaning: meaning? })
}

fn achievement(node: &Node, faults: &mut Faults) -> Option<Achievement> {
    let mut f = Fields::open(node, "the achievement rule", faults)?;
    let coverage = f.need("coverage", faults).and_then(|n| share(n, faults));
    let mean = f.need("mean", faults).and_then(|n| faults.number(n));
    let floor = f.need("floor", faults).and_then(|n| faults.whole(n));
    f.close(faults);
    Some(Achievement { coverage: coverage?, mean: mean?, floor: Rating(floor?) })
}

/// A share from 0 to 1.
fn share(node: &Node, faults: &mut Faults) -> Option<f64> {
    let number = faults.number(node)?;
    if (0.0..=1.0).contains(&number) {
        return Some(number);
    }
    let hint = (1.0..=100.0).contains(&number).then(|| format!("for {number} % write {}", number / 100.0));
    faults.add(node.place, format!("{number} is not a share: it must lie between 0 and 1"), hint);
    None
}

const KINDS: [(&str, EvidenceKind); 4] = [
    ("artefact", EvidenceKind::Artefact),
    ("operation", EvidenceKind::Operation),
    ("measurement", EvidenceKind::Measurement),
    ("improvement", EvidenceKind::Improvement),
];

fn support(node: &Node, faults: &mut Faults) -> Option<SupportStep> {
    let mut f = Fields::open(node, "a support step", faults)?;
    let rating = f.need("rating", faults).and_then(|n| faults.whole(n));
    let needs = each(f.need("needs", faults), faults, |n, fs| fs.word(n, &KINDS));
    f.close(faults);
    Some(SupportStep { rating: Rating(rating?), needs })
}

fn freshness(node: &Node, faults: &mut Faults) -> Option<Freshness> {
    let mut f = Fields::open(node, "freshness", faults)?;
    let scan_days = f.need("scan_days", faults).and_then(|n| faults.whole(n));
    let document_months = f.need("document_months", faults).and_then(|n| faults.whole(n));
    f.close(faults);
    Some(Freshness { scan_days: scan_days?, document_months: document_months? })
}

fn vocabulary(kind: Kind, list: Option<&Node>, all: &mut Gathered, faults: &mut Faults) -> Vec<Term> {
    let mut terms = Vec::new();
    for node in list.map(|n| faults.list(n)).unwrap_or_default() {
        let Some(mut f) = Fields::open(node, kind.word(), faults) else {
            continue;
        };
        let id = f.text("id", faults);
        if let Some(id) = &id {
            all.define(kind, id, node.place, faults);
        }
        let (title, meaning) = (f.text("title", faults), f.text("meaning", faults));
        f.close(faults);
        terms.extend((|| Some(Term { id: id?, title: title?, meaning: meaning? }))());
    }
    terms
}

fn references(node: Option<&Node>, faults: &mut Faults) -> BTreeMap<String, String> {
    let Some(node) = node else {
        return BTreeMap::new();
    };
    let Value::Map(entries) = &node.value else {
        faults.add(node.place, "expected references (a map of texts)", None);
        return BTreeMap::new();
    };
    entries.iter().filter_map(|(key, n)| Some((key.name.clone(), faults.text(n)?))).collect()
}

fn level(node: &Node, all: &mut Gathered, faults: &mut Faults) -> Option<Level> {
    let mut f = Fields::open(node, "a level", faults)?;
    let number: Option<u8> = f.need("number", faults).and_then(|n| faults.whole(n));
    if let Some(number) = number {
        all.define(Kind::Level, &number.to_string(), node.place, faults);
    }
    let title = f.text("title", faults);
    let characteristics = f.need("characteristics", faults).map(|n| faults.texts(n)).unwrap_or_default();
    let references = references(f.get("references"), faults);
    f.close(faults);
    Some(Level { number: number?, title: title?, characteristics, references })
}

/// activities/*.yaml
pub(super) fn activity(node: &Node, all: &mut Gathered, faults: &mut Faults) {
    let Some(mut f) = Fields::open(node, "an activity", faults) else {
        return;
    };
    let id = f.text("id", faults);
    if let Some(id) = &id {
        all.define(Kind::Activity, id, node.place, faults);
    }
    let level: Option<u8> = f.need("level", faults).and_then(|n| {
        let level = faults.whole(n)?;
        all.point(Kind::Level, &u8::to_string(&level), n.place, faults);
        Some(level)
    });
    let order = f.need("order", faults).and_then(|n| faults.whole(n));
    let (title, purpose) = (f.text("title", faults), f.text("purpose", faults));
    let draft = f.get("draft").and_then(|n| faults.truth(n)).unwrap_or(false);
    let roles = all.pointers(Kind::Role, f.get("roles"), faults);
    let risks = all.pointers(Kind::Risk, f.get("risks"), faults);
    let artefacts = all.pointers(Kind::Artefact, f.get("artefacts"), faults);
    let objectives = all.pointers(Kind::Objective, f.get("objectives"), faults);
    let (benefits, cost_drivers) = (f.texts("benefits", faults), f.texts("cost_drivers", faults));
    let references = references(f.get("references"), faults);
    let nodes = f.need("items", faults).map(|n| faults.list(n)).unwrap_or_default();
    if nodes.is_empty() {
        faults.add(node.place, "an activity needs at least one item", None);
    }
    let items: Vec<_> = nodes.iter().filter_map(|n| Some((item::item(n, all, faults)?, n.place))).collect();
    f.close(faults);
    let at = At { file: faults.file.clone(), place: node.place };
    let (items, places) = items.into_iter().unzip();
    let (Some(id), Some(level), Some(order), Some(title), Some(purpose)) = (id, level, order, title, purpose) else {
        return;
    };
    let id = ActivityId(id);
    let activity = Activity {
        id,
        level,
        title,
        purpose,
        draft,
        roles,
        risks,
        artefacts,
        benefits,
        cost_drivers,
        objectives,
        references,
        items,
    };
    all.activities.push((activity, order, at, places));
}

/// prerequisites.yaml
pub(super) fn prerequisites(node: &Node, all: &mut Gathered, faults: &mut Faults) {
    let Some(mut f) = Fields::open(node, "prerequisites", faults) else {
        return;
    };
    let list = f.need("prerequisites", faults).map(|n| faults.list(n)).unwrap_or_default();
    f.close(faults);
    for node in list {
        let Some(mut f) = Fields::open(node, "a prerequisite", faults) else {
            continue;
        };
        let mut end = |key, faults: &mut Faults| {
            let node = f.need(key, faults)?;
            let id = faults.text(node)?;
            all.point(Kind::Activity, &id, node.place, faults);
            Some(ActivityId(id))
        };
        let (before, after) = (end("before", faults), end("after", faults));
        let words = [("hard", PrerequisiteStrength::Hard), ("soft", PrerequisiteStrength::Soft)];
        let strength = f.need("strength", faults).and_then(|n| faults.word(n, &words));
        let reason = f.text("reason", faults);
        f.close(faults);
        let (Some(before), Some(after), Some(strength), Some(reason)) = (before, after, strength, reason) else {
            continue;
        };
        let at = At { file: faults.file.clone(), place: node.place };
        all.prerequisites.push((Prerequisite { before, after, strength, reason }, at));
    }
}

/// crosswalk/*.yaml
pub(super) fn crosswalk(node: &Node, all: &mut Gathered, faults: &mut Faults) {
    let Some(mut f) = Fields::open(node, "a crosswalk", faults) else {
        return;
    };
    let framework = f.need("framework", faults).and_then(|n| {
        let id = faults.text(n)?;
        all.point(Kind::Framework, &id, n.place, faults);
        Some(id)
    });
    let mut points = Vec::new();
    let links = each_into(f.need("links", faults), &mut points, faults, link);
    let no_match = each_into(f.get("no_match"), &mut points, faults, no_match);
    f.close(faults);
    let Some(framework) = framework else { return };
    let at = At { file: faults.file.clone(), place: node.place };
    let crosswalk = Crosswalk { title: framework.clone(), framework, links, no_match };
    all.crosswalks.push((crosswalk, at, points));
}

fn each_into<T>(
    list: Option<&Node>,
    points: &mut Vec<CrosswalkPoint>,
    faults: &mut Faults,
    read: impl Fn(&Node, &mut Vec<CrosswalkPoint>, &mut Faults) -> Option<T>,
) -> Vec<T> {
    let nodes = list.map(|n| faults.list(n)).unwrap_or_default();
    nodes.iter().filter_map(|n| read(n, points, faults)).collect()
}

fn link(node: &Node, points: &mut Vec<CrosswalkPoint>, faults: &mut Faults) -> Option<Link> {
    let words = [
        ("weak", Strength::Weak),
        ("partial", Strength::Partial),
        ("strong", Strength::Strong),
        ("equivalent", Strength::Equivalent),
    ];
    let mut f = Fields::open(node, "a link", faults)?;
    let mut end = |key, from, faults: &mut Faults| {
        let node = f.need(key, faults)?;
        let id = faults.text(node)?;
        points.push(CrosswalkPoint { from, id: id.clone(), place: node.place });
        Some(id)
    };
    let (from, to) = (end("from", true, faults), end("to", false, faults));
    let strength = f.need("strength", faults).and_then(|n| faults.word(n, &words));
    let rationale = f.text("rationale", faults);
    f.close(faults);
    Some(Link { from: from?, to: to?, strength: strength?, rationale: rationale? })
}

fn no_match(node: &Node, points: &mut Vec<CrosswalkPoint>, faults: &mut Faults) -> Option<NoMatch> {
    let mut f = Fields::open(node, "a no-match entry", faults)?;
    let mut side = |key, from, faults: &mut Faults| {
        let mut ids = Vec::new();
        let nodes = f.get(key).map(|n| faults.list(n)).unwrap_or_default();
        for node in nodes {
            if let Some(id) = faults.text(node) {
                points.push(CrosswalkPoint { from, id: id.clone(), place: node.place });
                ids.push(id);
            }
        }
        ids
    };
    let (from, to) = (side("from", true, faults), side("to", false, faults));
    let reason = f.text("reason", faults);
    if from.is_empty() && to.is_empty() {
        faults.add(node.place, "a no-match entry needs `from` or `to`, a list of ids", None);
    }
    f.close(faults);
    Some(NoMatch { from, to, reason: reason? })
}
