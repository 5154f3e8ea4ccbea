//! Answers in YAML: a map from item to answer, short (`3`, `don't know`) or long (a map).

use super::entry::{self, Beside};
use super::{Answers, Entry, FORMAT};
use crate::evidence::{Evidence, EvidenceKind};
use crate::fault::nearest;
use crate::model::yaml::{Faults, Fields, Node, Value, parse};
use crate::model::{ItemId, Model};
use crate::response::{Answer, Response};
use crate::written::date;

pub(super) fn read(file: &str, text: &str, model: &Model) -> (Answers, Vec<Entry>) {
    let mut faults = Faults::new(file);
    let mut answers = Answers::default();
    let mut entries = Vec::new();
    match parse(file, text) {
        Ok(node) => entries = document(&node, model, &mut answers, &mut faults).unwrap_or_default(),
        Err(mut fault) => {
            fault.message = format!("{}; no answer was taken from this file", fault.message).into();
            faults.list.push(fault);
        }
    }
    answers.faults = faults.list;
    (answers, entries)
}

fn document(node: &Node, model: &Model, answers: &mut Answers, faults: &mut Faults) -> Option<Vec<Entry>> {
    let mut f = Fields::open(node, "an answers file", faults)?;
    let format = f.need("format", faults);
    if let Some(found) = format.and_then(|n| faults.text(n)).filter(|t| t != FORMAT) {
        faults.add(node.place, format!("the format `{found}` is not known here"), nearest(&found, [FORMAT]));
    }
    let other = f.get("model").and_then(|n| Some((faults.text(n)?, n.place))).filter(|(id, _)| *id != model.id);
    answers.scope = f.get("scope").and_then(|n| faults.text(n));
    answers.as_of = f.get("as_of").and_then(|n| date(&faults.text(n)?, n.place, faults));
    let list = f.need("answers", faults);
    f.close(faults);
    if let Some((id, place)) = other {
        let hint = format!("assess with `--model {id}`");
        faults.add(place, format!("these answers are for `{id}`, not for `{}`; none is taken", model.id), Some(hint));
        return None;
    }
    let Value::Map(list) = &list?.value else {
        faults.add(list?.place, "expected answers (a map from item to answer)", None);
        return None;
    };
    let entry = |(key, node): &(crate::model::yaml::Key, Node)| {
        let item = entry::item(&key.name, key.place, model, faults)?;
        let mut entry = Entry { place: key.place, response: Response::unanswered(item), evidence: Vec::new() };
        fill(node, &mut entry, model, faults)?;
        let untouched = entry.response == Response::unanswered(entry.response.item.clone());
        (!untouched || !entry.evidence.is_empty()).then_some(entry)
    };
    Some(list.iter().filter_map(entry).collect())
}

fn fill(node: &Node, entry: &mut Entry, model: &Model, faults: &mut Faults) -> Option<()> {
    match &node.value {
        Value::Null => {}
        Value::Int(n) => entry.response.answer = short(&n.to_string(), node, model, faults)?,
        Value::Text(text) => entry.response.answer = short(text, node, model, faults)?,
        Value::Map(_) => long(node, entry, model, faults)?,
        _ => {
            let hint = "a rating, `don't know`, `declined`, or a map".to_owned();
            faults.add(node.place, "not an answer; it is not taken", Some(hint));
            return None;
        }
    }
    Some(())
}

fn short(text: &str, node: &Node, model: &Model, faults: &mut Faults) -> Option<Answer> {
    entry::answer(text, node.place, Beside::default(), model, faults)
}

fn long(node: &Node, entry: &mut Entry, model: &Model, faults: &mut Faults) -> Option<()> {
    let mut f = Fields::open(node, "an answer", faults)?;
    let mut states = Vec::new();
    if let Some(n) = f.get("rating") {
        states.push(rating(n, model, faults).map(|rating| Answer::Rated { rating }));
    }
    let ask = f.get("ask").and_then(|n| faults.text(n));
    if f.get("dont_know").and_then(|n| faults.truth(n)) == Some(true) {
        states.push(Some(Answer::DontKnow { ask }));
    }
    if f.get("declined").and_then(|n| faults.truth(n)) == Some(true) {
        states.push(Some(Answer::Declined));
    }
    if let Some(n) = f.get("not_applicable") {
        states.push(faults.text(n).map(|reason| Answer::NotApplicable { reason }));
    }
    entry.response.by = f.get("by").and_then(|n| faults.text(n));
    entry.response.on = f.get("on").and_then(|n| date(&faults.text(n)?, n.place, faults));
    entry.response.note = f.get("note").and_then(|n| faults.text(n));
    entry.response.target = f.get("target").and_then(|n| rating(n, model, faults));
    entry.response.verified = f.get("verified").and_then(|n| rating(n, model, faults));
    let item = entry.response.item.clone();
    let given = f.get("evidence").map(|n| faults.list(n)).unwrap_or_default();
    entry.evidence = given.iter().filter_map(|n| evidence(n, &item, faults)).collect();
    f.close(faults);
    match states.as_slice() {
        [] => {}
        [state] => entry.response.answer = state.clone()?,
        _ => {
            let message =
                format!("`{item}` has more than one of rating, dont_know, declined and not_applicable; none is taken");
            faults.add(node.place, message, Some("keep one of them".to_owned()));
            return None;
        }
    }
    entry::verified_needs_a_rating(&mut entry.response, node.place, faults);
    Some(())
}

fn rating(node: &Node, model: &Model, faults: &mut Faults) -> Option<crate::rating::Rating> {
    let text = match &node.value {
        Value::Int(n) => n.to_string(),
        Value::Float(x) => x.to_string(),
        _ => faults.text(node)?,
    };
    entry::rating(&text, node.place, model, faults)
}

fn evidence(node: &Node, item: &ItemId, faults: &mut Faults) -> Option<Evidence> {
    let kinds = EvidenceKind::ALL.map(|k| (k.word(), k));
    let mut f = Fields::open(node, "a piece of evidence", faults)?;
    let kind = f.need("kind", faults).and_then(|n| faults.word(n, &kinds));
    let title = f.text("title", faults);
    let place = f.get("place").and_then(|n| faults.text(n));
    let from = f.get("from").and_then(|n| date(&faults.text(n)?, n.place, faults));
    let until = f.get("until").and_then(|n| date(&faults.text(n)?, n.place, faults));
    let owner = f.get("owner").and_then(|n| faults.text(n));
    f.close(faults);
    Some(Evidence { item: item.clone(), kind: kind?, title: title?, place, from, until, owner })
}
