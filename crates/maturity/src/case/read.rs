//! A file of costs and benefits in YAML to a [`Case`]; all faults at once, each with its place and the way out.

use std::collections::BTreeMap;

use super::{About, Case, Figures, Kind, Line, Per};
use crate::fault::{Fault, nearest};
use crate::model::decode::planning::spread;
use crate::model::yaml::{Faults, Fields, Node, Value, parse};
use crate::plan::{Brief, Source, Spread};
use crate::unit::UnitId;

/// Name and version of the file.
const FORMAT: &str = "osmm-case/1";
/// Most lines.
const MOST: usize = 10_000;

/// Reads a file of costs and benefits; figures that lines lean on have to be known.
pub fn read(file: &str, text: &str, figures: &Figures) -> Result<Case, Vec<Fault>> {
    let node = parse(file, text).map_err(|fault| vec![fault])?;
    let mut faults = Faults::new(file);
    match case(&node, figures, &mut faults) {
        Some(case) if faults.list.is_empty() => Ok(case),
        _ => {
            faults.list.sort();
            Err(faults.list)
        }
    }
}

fn case(node: &Node, figures: &Figures, faults: &mut Faults) -> Option<Case> {
    let mut f = Fields::open(node, "costs and benefits", faults)?;
    let format = f.need("format", faults);
    if let Some(found) = format.and_then(|n| faults.text(n)).filter(|text| text != FORMAT) {
        faults.add(node.place, format!("the format `{found}` is not known here"), nearest(&found, [FORMAT]));
    }
    let currency = f.text("currency", faults);
    let years = f.need("years", faults).and_then(|n| years(n, faults));
    let day = f.get("day").map(|n| day(n, faults)).unwrap_or_default();
    let list = f.get("lines").map(|n| faults.list(n)).unwrap_or_default();
    f.close(faults);
    if list.len() > MOST {
        faults.add(node.place, format!("more than {MOST} lines"), None);
        return None;
    }
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    let mut read = Vec::new();
    for node in list {
        let Some(line) = line(node, figures, faults) else { continue };
        if lines.insert(line.id.clone(), read.len()).is_some() {
            faults.add(node.place, format!("the line `{}` is there twice", line.id), None);
        }
        read.push(line);
    }
    Some(Case { currency: currency?, years: years?, day, lines: read })
}

fn years(node: &Node, faults: &mut Faults) -> Option<u8> {
    let years = faults.whole::<u8>(node)?;
    if (1..=Case::LONGEST).contains(&years) {
        return Some(years);
    }
    faults.add(node.place, format!("expected 1 to {} years, found {years}", Case::LONGEST), None);
    None
}

/// One amount for all roles, or amounts by role.
fn day(node: &Node, faults: &mut Faults) -> BTreeMap<String, Spread> {
    let Value::Map(entries) = &node.value else {
        return spread(node, faults).map(|one| (Brief::ANYONE.to_owned(), one)).into_iter().collect();
    };
    entries.iter().filter_map(|(role, node)| Some((role.name.clone(), spread(node, faults)?))).collect()
}

fn line(node: &Node, figures: &Figures, faults: &mut Faults) -> Option<Line> {
    let mut f = Fields::open(node, "a line", faults)?;
    let (id, title, from) = (f.text("id", faults), f.text("title", faults), f.text("from", faults));
    let kind = f.need("kind", faults).and_then(|n| faults.word(n, &Kind::ALL));
    let per = f.need("per", faults).and_then(|n| faults.word(n, &Per::ALL));
    let amount = f.need("amount", faults).and_then(|n| spread(n, faults));
    let source = f.need("source", faults).and_then(|n| faults.word(n, &Source::ALL));
    let unit = f.get("unit").and_then(|n| faults.text(n)).map(UnitId);
    let figure = f.get("figure").and_then(|n| figure(n, figures, faults));
    f.close(faults);
    Some(Line {
        id: id?,
        title: title?,
        kind: kind?,
        unit,
        per: per?,
        amount: amount?,
        source: source?,
        from: from?,
        figure,
    })
}

/// A figure that a line may lean on.
fn figure(node: &Node, figures: &Figures, faults: &mut Faults) -> Option<String> {
    let id = faults.text(node)?;
    match figures.figure(&id) {
        None => {
            let known = figures.figures.iter().map(|figure| figure.id.as_str());
            faults.add(node.place, format!("there is no figure `{id}`"), nearest(&id, known));
        }
        Some(figure) if figure.about == About::Economy => {
            let hint = "count your own, or leave the line out".to_owned();
            faults.add(node.place, format!("`{id}` is about all firms together and says nothing of one"), Some(hint));
        }
        Some(_) => return Some(id),
    }
    None
}
