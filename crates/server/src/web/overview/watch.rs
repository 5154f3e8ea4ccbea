//! What to keep an eye on: ratings far from what machines saw, evidence that expires soon, what was not looked at.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;
use osmm_maturity::cycle::picture::Looks;
use osmm_maturity::event::{EvidenceRecord, PersonId};
use osmm_maturity::model::RatingSource;
use osmm_maturity::observation::{Standing, Verdict};
use osmm_maturity::proposal::{Direction, contradictions};
use osmm_maturity::response::Response;
use osmm_maturity::rollup::Origin;
use osmm_maturity::unit::UnitId;

use super::gaps::place;
use super::{Chip, Scene};
use crate::links;

/// Entries of a list; more are only counted.
const SHOWN: usize = 12;
/// Days ahead in which evidence that expires is named.
const DAYS: i64 = 90;

/// A line with a link.
pub(crate) struct Line {
    pub title: String,
    pub place: String,
    pub text: String,
    pub href: String,
    pub chip: Option<Chip>,
}

/// A list with a heading that states the finding.
pub(crate) struct List {
    pub heading: String,
    pub lines: Vec<Line>,
    pub more: String,
}

fn list(scene: &Scene<'_>, heading: String, mut lines: Vec<Line>) -> List {
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    List { heading, lines, more: if more > 0 { scene.t.count("overview-more", more) } else { String::new() } }
}

/// Ratings far from their proposal, in both directions. Nothing where no machine looked.
pub(crate) fn contradicting(scene: &Scene<'_>, looks: Option<&Looks>) -> Option<List> {
    let t = scene.t;
    let looked = looks?.iter().filter(|(unit, _)| scene.pool.units.iter().any(|u| &u.unit == *unit));
    let mut lines = Vec::new();
    let mut any = false;
    for (unit, _) in looked {
        any = true;
        let Ok(offered) = scene.live.proposals(&scene.cycle.id, unit) else { continue };
        let Some(picture) = scene.picture.unit(unit) else { continue };
        let own = picture.items.iter().filter(|i| i.origin != Origin::Inherited);
        let responses: Vec<Response> =
            own.map(|i| Response { answer: i.answer.clone(), ..Response::unanswered(i.item.clone()) }).collect();
        for found in contradictions(&responses, &offered, scene.model.contradiction) {
            let Some((activity, item)) = scene.model.item(&found.item) else { continue };
            let id = match found.direction {
                Direction::RatedAbove => "overview-rated-above",
                Direction::RatedBelow => "overview-rated-below",
            };
            let (low, high) = (found.low.to_string(), found.high.to_string());
            let seen = if low == high { low } else { t.fill("overview-from-to", &[("low", &low), ("high", &high)]) };
            let answer = osmm_maturity::response::Answer::Rated { rating: found.rating };
            lines.push(Line {
                title: item.title.clone(),
                place: place(scene, &activity.title, unit),
                text: t.fill(id, &[("rating", &found.rating.to_string()), ("seen", &seen)]),
                href: links::item(&scene.cycle.id, unit, &item.id),
                chip: Some(Chip::of(t, scene.model, &answer)),
            });
        }
    }
    let n = lines.len();
    let heading = if n == 0 { t.say("overview-contradictions-none") } else { t.count("overview-contradictions", n) };
    any.then(|| list(scene, heading, lines))
}

/// Evidence in force that expires within the next days, the soonest first.
pub(crate) fn expiring(scene: &Scene<'_>, person: &PersonId, today: Date) -> List {
    let t = scene.t;
    let until = today.saturating_add(Span::new().days(DAYS));
    let units: Vec<&UnitId> = scene.pool.units.iter().map(|u| &u.unit).collect();
    let mut due: Vec<(Date, &EvidenceRecord)> = scene
        .live
        .state
        .evidence
        .values()
        .filter(|e| units.contains(&&e.record.unit) && e.counts(today))
        .filter_map(|e| Some((e.record.until().filter(|u| *u <= until)?, &e.record)))
        .collect();
    due.sort_by_key(|(until, record)| (*until, record.id.clone()));
    let line = |(until, record): &(Date, &EvidenceRecord)| {
        let item = record.items.first().and_then(|i| scene.model.item(i));
        let visible = scene.live.state.may_see(Some(person), record, today).is_ok();
        Line {
            title: if visible { record.title.clone() } else { t.say("overview-evidence-hidden") },
            place: item.map(|(_, i)| place(scene, &i.title, &record.unit)).unwrap_or_default(),
            text: t.fill("overview-expires", &[("day", &t.day(*until))]),
            href: item.map(|(_, i)| links::item(&scene.cycle.id, &record.unit, &i.id)).unwrap_or_default(),
            chip: None,
        }
    };
    let lines: Vec<Line> = due.iter().map(line).collect();
    let n = lines.len();
    let heading = if n == 0 { t.say("overview-expiring-none") } else { t.count("overview-expiring", n) };
    list(scene, heading, lines)
}

/// What was not looked at: units without a look, subjects that were left out or could not be read, and items that no
/// machine can tell.
pub(crate) struct NotLooked {
    pub heading: String,
    /// Kinds with what they concern.
    pub reasons: Vec<(String, String)>,
    pub more: String,
    pub people: String,
}

pub(crate) fn not_looked(scene: &Scene<'_>, looks: Option<&Looks>) -> NotLooked {
    let t = scene.t;
    let empty = Looks::new();
    let looks = looks.unwrap_or(&empty);
    let blind: Vec<String> =
        scene.pool.units.iter().filter(|u| !looks.contains_key(&u.unit)).map(|u| scene.unit(&u.unit)).collect();
    let mut grouped: BTreeMap<String, usize> = BTreeMap::new();
    let mut subjects = 0;
    for (_, set) in looks.iter().filter(|(unit, _)| scene.pool.units.iter().any(|u| &u.unit == *unit)) {
        subjects += set.subjects.len();
        for subject in &set.subjects {
            if let Standing::LeftOut { reason } = &subject.standing {
                *grouped.entry(t.fill("overview-left-out", &[("reason", reason)])).or_default() += 1;
            }
        }
        for o in &set.observations {
            match (&o.verdict, &o.partial) {
                (Verdict::CouldNotLook { reason }, _) => {
                    *grouped.entry(t.fill("overview-could-not-look", &[("reason", reason)])).or_default() += 1;
                }
                (_, Some(part)) => *grouped.entry(t.fill("overview-in-part", &[("reason", part)])).or_default() += 1,
                _ => {}
            }
        }
    }
    let mut reasons: Vec<(String, String)> =
        grouped.into_iter().map(|(reason, n)| (reason, t.count("overview-times", n))).collect();
    let more = reasons.len().saturating_sub(SHOWN);
    reasons.truncate(SHOWN);
    if !blind.is_empty() {
        let few: Vec<&str> = blind.iter().take(SHOWN).map(String::as_str).collect();
        let names = if blind.len() > SHOWN { format!("{}, …", few.join(", ")) } else { few.join(", ") };
        reasons.insert(0, (t.count("overview-no-look", blind.len()), names));
    }
    let people = scene.model.items().filter(|(_, i)| i.proposal.source == RatingSource::People).count();
    NotLooked {
        heading: if subjects == 0 { t.say("overview-not-looked-at-all") } else { t.count("overview-looked", subjects) },
        reasons,
        more: if more > 0 { t.count("overview-more", more) } else { String::new() },
        people: t.count("overview-people-only", people),
    }
}
