//! What stands behind the figures: gaps, risks, contradictions, every item, its evidence, and how numbers are made.

use osmm_maturity::model::{Activity, Item};
use osmm_maturity::response::Answer;

use super::position::{or_nothing, share};
use super::{Block, Chapter, Sources, Telling, chapter, table};
use crate::sections::gaps::Gaps;
use crate::sections::method::Method;
use crate::text::{NAME, SENTENCE, capital, count, day, mean, number, short};

/// All gaps with their next step.
pub(super) fn gaps(telling: &Telling<'_>, _: &mut Sources) -> Chapter {
    let found = Gaps::new(&telling.reading);
    let row = |gap: &crate::sections::gaps::GapRow| {
        let target = if gap.set { gap.target.to_string() } else { format!("{} (default)", gap.target) };
        let step = format!("{} {}", gap.lead, gap.text);
        vec![gap.item.clone(), gap.activity.clone(), gap.rating.to_string(), target, gap.priority.clone(), step]
    };
    let rows = found.shown.iter().chain(&found.folded).map(row).collect();
    let head = ["Item", "Activity", "Rating", "Target", "Priority", "Next step"];
    let table = table("Items below target", &head, &[2, 4], rows);
    let blocks = vec![Block::Text(found.note), or_nothing(table, "Nothing is below its target.")];
    chapter("gaps", found.heading, blocks)
}

/// For each risk of the model the activities that reduce it, and how far they are.
pub(super) fn by_risk(telling: &Telling<'_>, _: &mut Sources) -> Chapter {
    let reading = &telling.reading;
    let below = |activity: &Activity| reading.of.results.gaps.iter().filter(|gap| gap.activity == activity.id).count();
    let rows: Vec<Vec<String>> = reading
        .model()
        .risks
        .iter()
        .map(|risk| {
            let reduce: Vec<&Activity> =
                reading.model().activities.iter().filter(|a| a.risks.contains(&risk.id)).collect();
            let items = || reduce.iter().flat_map(|activity| &activity.items);
            let rated: Vec<f64> =
                items().filter_map(|item| reading.answer(&item.id).rating()).map(|r| r.value()).collect();
            let applies = items().filter(|item| reading.answer(&item.id).applicable()).count();
            let n = u32::try_from(rated.len()).unwrap_or(u32::MAX);
            let of = u32::try_from(applies).unwrap_or(u32::MAX);
            let lowest = rated.iter().copied().fold(f64::INFINITY, f64::min);
            let gaps: usize = reduce.iter().map(|activity| below(activity)).sum();
            let mean = if n > 0 { mean(rated.iter().sum::<f64>() / f64::from(n)) } else { "–".to_owned() };
            let lowest = if n > 0 { format!("{lowest:.0}") } else { "–".to_owned() };
            vec![short(&risk.title, NAME), mean, lowest, gaps.to_string(), share(n, of)]
        })
        .collect();
    let head = ["Risk", "Mean of what reduces it", "Lowest", "Below target", "Answered"];
    let table = table("Risks, and the activities that reduce them", &head, &[1, 2, 3], rows);
    let note = "A low rating is no measure of a risk: it says that less is done about it. How likely the risk is, and how bad, \
                is for the register of risks.";
    let blocks = vec![or_nothing(table, "The model names no risks."), Block::Text(note.to_owned())];
    chapter("risks", "How far are we with what reduces each risk?".to_owned(), blocks)
}

/// Ratings that are far from what machines saw.
pub(super) fn contradictions(telling: &Telling<'_>, _: &mut Sources) -> Chapter {
    let reading = &telling.reading;
    let found = &reading.of.results.contradictions;
    let row = |one: &osmm_maturity::proposal::Contradiction| {
        let proposed = if one.low == one.high { one.low.to_string() } else { format!("{} to {}", one.low, one.high) };
        let item = reading.item_title(&one.item);
        vec![item, reading.activity_of(&one.item), one.rating.to_string(), proposed]
    };
    let rows: Vec<Vec<String>> = found.iter().map(row).collect();
    let heading = match rows.len() {
        0 => "No rating is far from what was seen".to_owned(),
        1 => "One rating is far from what was seen".to_owned(),
        n => format!("{} ratings are far from what was seen", capital(&number(n))),
    };
    let table = table("Ratings and proposals", &["Item", "Activity", "Rating", "Proposed"], &[2, 3], rows);
    let text = "Machines propose and people decide: neither of the two is changed because of the other.";
    let blocks =
        vec![or_nothing(table, "Ratings and proposals agree, or there is no proposal."), Block::Text(text.to_owned())];
    chapter("contradictions", heading, blocks)
}

/// Every item with its answer on all bases.
pub(super) fn items(telling: &Telling<'_>, _: &mut Sources) -> Chapter {
    let reading = &telling.reading;
    let row = |(activity, item): (&Activity, &Item)| {
        let response = reading.response(&item.id);
        let answer = match reading.answer(&item.id) {
            Answer::Rated { rating } => rating.to_string(),
            Answer::NotApplicable { reason } => format!("not applicable: {}", short(reason, SENTENCE)),
            other => other.words().to_owned(),
        };
        let rating = |r: Option<osmm_maturity::rating::Rating>| r.map_or_else(|| "–".to_owned(), |r| r.to_string());
        let who = response.and_then(|r| r.by.as_deref()).map(|by| short(by, NAME)).unwrap_or_default();
        let on = response.and_then(|r| r.on).map(day).unwrap_or_default();
        vec![
            item.id.0.clone(),
            format!("{}: {}", reading.activity_title(&activity.id), short(&item.title, NAME)),
            answer,
            rating(response.and_then(|r| r.verified)),
            rating(response.and_then(|r| r.target)),
            [who, on].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", "),
            response.and_then(|r| r.note.as_deref()).map(|note| short(note, SENTENCE)).unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = reading.model().items().map(row).collect();
    let n = rows.len();
    let head = ["Id", "Item", "Claimed", "Verified", "Target", "By", "Note"];
    let table = table("Every item", &head, &[3, 4], rows);
    let heading = format!("What was said of each of the {}", reading.items_word(n));
    chapter("items", heading, vec![Block::Table(table)])
}

/// What backs the ratings.
pub(super) fn evidence(telling: &Telling<'_>, _: &mut Sources) -> Chapter {
    let reading = &telling.reading;
    let on = reading.of.as_of;
    let row = |one: &osmm_maturity::evidence::Evidence| {
        let from = one.from.map(day).unwrap_or_else(|| "always".to_owned());
        let until = one.until.map(day).unwrap_or_else(|| "no end".to_owned());
        vec![
            one.item.0.clone(),
            one.kind.word().to_owned(),
            short(&one.title, NAME),
            one.place.as_deref().map(|place| short(place, NAME)).unwrap_or_default(),
            format!("{from} to {until}"),
            if one.in_force(on) { "yes" } else { "no" }.to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = reading.of.evidence.iter().map(row).collect();
    let in_force = reading.of.evidence.iter().filter(|one| one.in_force(on)).count();
    let heading =
        format!("{} of {} in force", in_force, count(rows.len(), "piece of evidence is", "pieces of evidence are"));
    let head = ["Item", "Kind", "Title", "Where", "Holds", "In force"];
    let mut blocks = vec![or_nothing(table("Evidence", &head, &[], rows), "Nobody gave evidence.")];
    let totals = reading.of.results.totals;
    if totals.subjects > 0 {
        blocks.push(Block::Text(format!(
            "Machines looked at {}: {} observations say seen, {} not seen, {} could not look, {} not applicable. Each stands \
             with its proof in the file of the assessment, under \"scan\".",
            count(totals.subjects as usize, "repository", "repositories"),
            totals.seen,
            totals.not_seen,
            totals.could_not_look,
            totals.not_applicable
        )));
    }
    chapter("evidence", heading, blocks)
}

/// How the numbers are made, and how they are computed again.
pub(super) fn method(telling: &Telling<'_>, _: &mut Sources) -> Chapter {
    let found = Method::new(&telling.reading);
    let rules = found.rules.into_iter().map(|(term, text)| vec![term, text]).collect();
    let basis = found.basis.into_iter().map(|(term, text)| vec![term.to_owned(), text]).collect();
    let again = format!(
        "Every number can be computed again from the file of the assessment alone, by osmm assess --recompute FILE. The \
         digest of the model is {}.",
        telling.reading.of.model_digest
    );
    let blocks = vec![
        Block::Table(table("Rules", &["Term", "What it means"], &[], rules)),
        Block::Table(table("What this rests on", &["", ""], &[], basis)),
        Block::Text(again),
    ];
    chapter("method", "How are the numbers made?".to_owned(), blocks)
}
