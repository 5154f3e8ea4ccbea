//! One checklist item with its proposal rule.

use std::collections::BTreeMap;

use super::{Gathered, KINDS, Kind, each, share};
use crate::model::yaml::{Faults, Fields, Node, Value};
use crate::model::{
    Confidence, Item, ItemId, MeasureTest, Nature, Need, ProposalRule, RatingSource, Scope, SignalUse, Step,
};
use crate::observation::{SignalId, Tier};
use crate::rating::Rating;

pub(super) fn item(node: &Node, all: &mut Gathered, faults: &mut Faults) -> Option<Item> {
    let mut f = Fields::open(node, "an item", faults)?;
    let id = f.text("id", faults);
    if let Some(id) = &id {
        all.define(Kind::Item, id, node.place, faults);
    }
    let former = former(f.get("former"), all, faults);
    let (title, description) = (f.text("title", faults), f.text("description", faults));
    let question = f.text("question", faults);
    let typical_evidence = f.texts("typical_evidence", faults);
    let anchors = f.need("anchors", faults).map(|n| anchors(n, faults)).unwrap_or_default();
    let scope = f.need("scope", faults);
    let scope = scope.and_then(|n| faults.word(n, &[("central", Scope::Central), ("local", Scope::Local)]));
    let nature = f.need("nature", faults);
    let nature = nature.and_then(|n| faults.word(n, &[("fact", Nature::Fact), ("process", Nature::Process)]));
    let proposal = f.need("proposal", faults).and_then(|n| rule(n, all, faults));
    f.close(faults);
    Some(Item {
        id: ItemId(id?),
        former,
        title: title?,
        description: description?,
        question: question?,
        typical_evidence,
        anchors,
        scope: scope?,
        nature: nature?,
        proposal: proposal?,
    })
}

/// Ids of earlier versions; that they are none of this one is checked when all of them are known.
fn former(node: Option<&Node>, all: &mut Gathered, faults: &mut Faults) -> Vec<ItemId> {
    let mut ids: Vec<ItemId> = Vec::new();
    for node in node.map(|n| faults.list(n)).unwrap_or_default() {
        let Some(id) = faults.text(node) else { continue };
        all.leave(Kind::Item, &id, node.place, faults);
        if ids.iter().any(|other| other.0 == id) {
            faults.add(node.place, format!("the former id `{id}` is there twice"), None);
        }
        ids.push(ItemId(id));
    }
    ids
}

fn anchors(node: &Node, faults: &mut Faults) -> BTreeMap<Rating, String> {
    let Value::Map(entries) = &node.value else {
        faults.add(node.place, "expected anchors (a map from rating to text)", None);
        return BTreeMap::new();
    };
    let mut anchors = BTreeMap::new();
    for (key, text) in entries {
        let Ok(rating) = key.name.parse::<u8>() else {
            faults.add(key.place, format!("`{}` is not a rating", key.name), None);
            continue;
        };
        if let Some(text) = faults.text(text)
            && anchors.insert(Rating(rating), text).is_some()
        {
            faults.add(key.place, format!("the anchor for {rating} is there twice"), None);
        }
    }
    anchors
}

const SOURCES: [(&str, RatingSource); 4] = [
    ("automatic", RatingSource::Automatic),
    ("semi-automatic", RatingSource::SemiAutomatic),
    ("import", RatingSource::Import),
    ("people", RatingSource::People),
];

const CONFIDENCES: [(&str, Confidence); 3] =
    [("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)];

fn rule(node: &Node, all: &mut Gathered, faults: &mut Faults) -> Option<ProposalRule> {
    let mut f = Fields::open(node, "a proposal rule", faults)?;
    let source = f.need("source", faults).and_then(|n| faults.word(n, &SOURCES));
    let basis = f.text("basis", faults);
    let cap = f.get("cap").and_then(|n| faults.whole(n)).map(Rating);
    let confidence = f.get("confidence").and_then(|n| faults.word(n, &CONFIDENCES));
    let mut signals = Vec::new();
    for node in f.get("signals").map(|n| faults.list(n)).unwrap_or_default() {
        signals.extend(signal_use(node, all, faults));
    }
    let steps = each(f.get("steps"), faults, step);
    f.close(faults);
    listed(&signals, &steps, node, faults);
    if source == Some(RatingSource::People) {
        if cap.is_some() || confidence.is_some() || !signals.is_empty() || !steps.is_empty() {
            let message = "people alone can tell, so there is no `cap`, `confidence`, `signals` or `steps`";
            faults.add(node.place, message, None);
        }
    } else if source.is_some() && (cap.is_none() || confidence.is_none()) {
        faults.add(node.place, "a rule that a machine may follow needs `cap` and `confidence`", None);
    }
    Some(ProposalRule { source: source?, basis: basis?, cap, confidence, signals, steps })
}

/// A need can only ask for a measure of a signal that counts.
fn listed(signals: &[SignalUse], steps: &[Step], node: &Node, faults: &mut Faults) {
    for need in steps.iter().flat_map(|step: &Step| &step.needs) {
        let (Need::Measure { signal, .. } | Need::Together { signal, .. }) = need else { continue };
        if !signals.iter().any(|used| used.signal == *signal) {
            let message = format!("a step asks for a measure of `{signal}`, which is not under `signals`");
            faults.add(node.place, message, None);
        }
    }
}

fn signal_use(node: &Node, all: &mut Gathered, faults: &mut Faults) -> Option<SignalUse> {
    let mut f = Fields::open(node, "a signal", faults)?;
    let signal = f.need("signal", faults).and_then(|n| {
        let id = faults.text(n)?;
        all.point(Kind::Signal, &id, n.place, faults);
        Some(SignalId(id))
    });
    let counts_as = f.need("counts_as", faults).and_then(|n| faults.word(n, &KINDS));
    let only = f.get("only").and_then(|n| measure_test(n, faults));
    let optional = f.get("optional").and_then(|n| faults.truth(n)).unwrap_or(false);
    f.close(faults);
    Some(SignalUse { signal: signal?, counts_as: counts_as?, only, optional })
}

/// A test of a measure and the signal that shows it.
fn measure(node: &Node, faults: &mut Faults) -> Option<(SignalId, MeasureTest)> {
    let mut f = Fields::open(node, "a measure", faults)?;
    let signal = f.text("signal", faults).map(SignalId);
    let test = test_of(&mut f, node, faults);
    f.close(faults);
    Some((signal?, test?))
}

/// The same of a count over all repositories.
fn together(node: &Node, faults: &mut Faults) -> Option<Need> {
    let (signal, test) = measure(node, faults)?;
    if test.at_least.is_none() || test.has.is_some() {
        faults.add(node.place, "what repositories show together is a number: write `at_least` and no `has`", None);
    }
    Some(Need::Together { signal, test })
}

fn measure_test(node: &Node, faults: &mut Faults) -> Option<MeasureTest> {
    let mut f = Fields::open(node, "a test of a measure", faults)?;
    let test = test_of(&mut f, node, faults);
    f.close(faults);
    test
}

fn test_of(f: &mut Fields<'_>, node: &Node, faults: &mut Faults) -> Option<MeasureTest> {
    let measure = f.text("measure", faults);
    let at_least = f.get("at_least").and_then(|n| faults.number(n));
    let has = f.get("has").and_then(|n| faults.text(n));
    if at_least.is_none() && has.is_none() {
        faults.add(node.place, "a test of a measure needs `at_least` or `has`", None);
    }
    Some(MeasureTest { measure: measure?, at_least, has })
}

fn step(node: &Node, faults: &mut Faults) -> Option<Step> {
    let mut f = Fields::open(node, "a step", faults)?;
    let rating = f.need("rating", faults).and_then(|n| faults.whole(n));
    let needs = each(f.need("needs", faults), faults, need);
    if needs.is_empty() {
        faults.add(node.place, "a step needs at least one need", None);
    }
    f.close(faults);
    Some(Step { rating: Rating(rating?), needs })
}

/// A bare word (`seen`) or a map with one key (`coverage: 0.25`).
fn need(node: &Node, faults: &mut Faults) -> Option<Need> {
    let Value::Map(entries) = &node.value else {
        let words = [("seen", 0), ("document", 1), ("owner", 2), ("reviewed", 3), ("target", 4)];
        let bare = [Need::Seen, Need::Document, Need::Owner, Need::Reviewed, Need::Target];
        return faults.word(node, &words).and_then(|i: usize| bare.get(i).cloned());
    };
    let [(key, value)] = entries.as_slice() else {
        faults.add(node.place, "a need is a word or one `name: value`", None);
        return None;
    };
    match key.name.as_str() {
        "coverage" => coverage(value, faults),
        "measure" => measure(value, faults).map(|(signal, test)| Need::Measure { signal, test }),
        "together" => together(value, faults),
        "subjects" => faults.whole(value).map(Need::Subjects),
        "upstream" => faults.whole(value).map(Need::Upstream),
        "topics" => faults.whole(value).map(Need::Topics),
        "treats" => faults.text(value).map(Need::Treats),
        "snapshots" => faults.whole(value).map(Need::Snapshots),
        "person" => faults.text(value).map(Need::Person),
        other => {
            let known =
                ["coverage", "measure", "together", "subjects", "upstream", "topics", "treats", "snapshots", "person"];
            let hint = crate::fault::nearest(other, known);
            faults.add(key.place, format!("unknown need `{other}`"), hint);
            None
        }
    }
}

fn coverage(node: &Node, faults: &mut Faults) -> Option<Need> {
    let Value::Map(_) = &node.value else {
        return share(node, faults).map(|share| Need::Coverage {
            share,
            signals: 1,
            with: Vec::new(),
            tier: None,
            upstream: false,
        });
    };
    let mut f = Fields::open(node, "coverage", faults)?;
    let least = f.need("share", faults).and_then(|n| share(n, faults));
    let signals = f.get("signals").and_then(|n| faults.whole(n));
    let with = each(f.get("with"), faults, measure_test);
    let tier = f.get("tier").and_then(|n| faults.word(n, &Tier::ALL.map(|tier| (tier.word(), tier))));
    let upstream = f.get("upstream").and_then(|n| faults.truth(n)).unwrap_or(false);
    if [signals.is_some(), !with.is_empty(), tier.is_some(), upstream].iter().filter(|asked| **asked).count() > 1 {
        let message =
            "coverage counts `signals`, asks for measures `with`, for a `tier` or for `upstream`: one of them";
        faults.add(node.place, message, None);
    }
    f.close(faults);
    Some(Need::Coverage { share: least?, signals: signals.unwrap_or(1), with, tier, upstream })
}
