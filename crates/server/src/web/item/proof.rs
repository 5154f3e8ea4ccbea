//! What backs the rating of an item: what machines propose with their proof, and evidence that people gave.

use jiff::civil::Date;
use osmm_maturity::event::{EvidenceVerdict, PersonId};
use osmm_maturity::model::Item;
use osmm_maturity::observation::Verdict;
use osmm_maturity::organisation::KeptEvidence;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::UnitId;

use super::super::overview::Scene;

/// Observations shown of a proposal.
const SHOWN: usize = 6;

/// A proposed rating.
pub(super) struct Offer {
    pub words: String,
    /// Set where it is far from the rating.
    pub far: bool,
    pub found: Vec<String>,
    pub missing: Vec<String>,
    /// Subject, what was seen, where.
    pub proof: Vec<(String, String, String)>,
    pub more: String,
    pub stale: String,
}

/// What machines propose for the item, where they looked.
pub(super) fn offer(scene: &Scene<'_>, unit: &UnitId, item: &Item, answer: &Answer) -> Option<Offer> {
    let t = scene.t;
    let set = scene.live.looks(&scene.cycle.id)?.get(unit)?;
    let all = scene.live.proposals(&scene.cycle.id, unit).ok()?;
    let offer = all.iter().find(|p| p.item == item.id)?;
    let (low, high) = (offer.low.to_string(), offer.high.to_string());
    let interval = if low == high { low } else { t.fill("overview-from-to", &[("low", &low), ("high", &high)]) };
    let distance = answer
        .rating()
        .map_or(0, |r| if r > offer.high { r.distance(offer.high) } else { offer.low.0.saturating_sub(r.0) });
    let seen = |r: &osmm_maturity::proposal::ObservationRef| {
        let o = set.observations.iter().find(|o| o.subject == r.subject && o.signal == r.signal)?;
        let place = o.proof.first().map(|p| p.path.clone()).unwrap_or_default();
        (o.verdict == Verdict::Seen).then(|| (o.subject.clone(), o.summary.clone(), place))
    };
    let more = offer.rests_on.len().saturating_sub(SHOWN);
    Some(Offer {
        words: t.fill(
            "overview-proposed",
            &[("interval", &interval), ("confidence", &confidence(scene, offer.confidence))],
        ),
        far: distance > 0 && distance >= scene.model.contradiction,
        found: offer.found.iter().map(|w| t.said(w).text).collect(),
        missing: offer.missing.iter().map(|m| t.said(&m.need).text).collect(),
        proof: offer.rests_on.iter().filter_map(seen).take(SHOWN).collect(),
        more: if more > 0 { t.count("overview-more", more) } else { String::new() },
        stale: offer.stale.as_ref().map(|w| t.said(w).text).unwrap_or_default(),
    })
}

fn confidence(scene: &Scene<'_>, confidence: osmm_maturity::model::Confidence) -> String {
    use osmm_maturity::model::Confidence;
    scene.t.say(match confidence {
        Confidence::High => "overview-confidence-high",
        Confidence::Medium => "overview-confidence-medium",
        Confidence::Low => "overview-confidence-low",
    })
}

/// A piece of evidence, as far as the reader may see it.
pub(super) struct Piece {
    pub title: String,
    pub kind: String,
    /// Where it is: text, and the same as an address when it is a web address.
    pub place: String,
    pub href: Option<String>,
    /// Owner, last day, who may see it.
    pub words: String,
    /// Whether it counts, or why not.
    pub standing: String,
    pub counts: bool,
}

/// Evidence that was given for the item, what counts first.
pub(super) fn evidence(scene: &Scene<'_>, person: &PersonId, from: &UnitId, item: &Item, today: Date) -> Vec<Piece> {
    let kept = scene.live.state.evidence.values();
    let here = kept.filter(|e| &e.record.unit == from && e.record.items.contains(&item.id));
    let mut pieces: Vec<Piece> = here.map(|e| piece(scene, person, e, today)).collect();
    pieces.sort_by_key(|p| !p.counts);
    pieces
}

fn piece(scene: &Scene<'_>, person: &PersonId, kept: &KeptEvidence, today: Date) -> Piece {
    let (t, record) = (scene.t, &kept.record);
    let as_of = scene.cycle.scope.as_of;
    let counts = kept.counts(as_of);
    let kind = t.say(&format!("overview-kind-{}", record.kind.word()));
    let standing = t.say(standing(kept, as_of));
    if scene.live.state.may_see(Some(person), record, today).is_err() {
        let title = t.say("overview-evidence-hidden");
        return Piece { title, kind, place: String::new(), href: None, words: String::new(), standing, counts };
    }
    let place = record.place.clone().unwrap_or_default();
    let web = place.starts_with("https://") || place.starts_with("http://");
    let mut words: Vec<String> = record.owner.iter().cloned().collect();
    words.extend(record.until().map(|u| t.fill("overview-until", &[("day", &t.day(u))])));
    words.push(t.say(&format!("overview-open-to-{}", record.confidentiality.word())));
    Piece {
        title: record.title.clone(),
        kind,
        href: web.then(|| place.clone()),
        place,
        words: words.join(" · "),
        standing,
        counts,
    }
}

fn standing(kept: &KeptEvidence, as_of: Date) -> &'static str {
    let verdict = kept.reviewed.as_ref().map(|(v, _)| *v);
    if kept.withdrawn.is_some() {
        "overview-withdrawn"
    } else if verdict == Some(EvidenceVerdict::Refused) {
        "overview-refused"
    } else if !kept.record.in_force(as_of) {
        "overview-not-in-force"
    } else if verdict == Some(EvidenceVerdict::Confirmed) {
        "overview-confirmed"
    } else {
        "overview-in-force"
    }
}
