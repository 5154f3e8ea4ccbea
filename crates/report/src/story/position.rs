//! Where we stand, and how peers stand.

use osmm_maturity::score::{Basis, Score};

use super::{Block, Chapter, Drawn, Figure, Picture, Sources, Table, Telling, chapter, table};
use crate::charts::profile::{self, Row, Rows};
use crate::sections::{blockers, facts::Facts, headline};
use crate::text::{capital, mean, percent};

/// The finding, its figures on three bases, and the profile.
pub(super) fn position(telling: &Telling<'_>, sources: &mut Sources) -> Chapter {
    let reading = &telling.reading;
    let mut blocks = vec![Block::Text(says(telling))];
    blocks.push(Block::Figures(figures(telling, sources)));
    let rows = profile::rows(reading);
    let shown = if telling.audience == super::Audience::Board { levels_of(&rows) } else { rows };
    if shown.rows.iter().any(|row| row.answered > 0) {
        blocks.push(Block::Picture(picture(telling, shown)));
    }
    let mut told = chapter("position", "Where do we stand?".to_owned(), blocks);
    told.notes = vec![
        format!("We speak of {}.", telling.grounds(counts(telling).0, counts(telling).1)),
        "Claimed is what respondents say, supported what evidence in force backs, verified what a reviewer confirmed."
            .to_owned(),
        "No study shows that a higher level causes a business result.".to_owned(),
    ];
    told
}

fn counts(telling: &Telling<'_>) -> (u32, u32) {
    let counts = telling.reading.of.results.counts();
    (counts.rated, counts.applicable())
}

/// Position in words: what is in place, what the next level needs, and what a mean hides.
fn says(telling: &Telling<'_>) -> String {
    let reading = &telling.reading;
    let results = &reading.of.results;
    let overall = &results.claimed.profile.overall;
    let mut text = String::new();
    if let Some(next) = results.claimed.position.as_ref().and_then(|position| position.next) {
        let label = format!("{} {next}", reading.model().terms.level.one);
        text.push_str(&blockers::rule(reading, &label));
        text.push(' ');
    }
    if let Some(lowest) = &overall.lowest {
        let below = results.gaps.len();
        let (items, verb) = (reading.items_word(below), if below == 1 { "is" } else { "are" });
        text.push_str(&format!(
            "The mean hides what lies below it: {items} {verb} below target, and the lowest, {}, is rated {}.",
            reading.item_title(&lowest.item),
            lowest.rating
        ));
    }
    if text.is_empty() { "Nothing is rated yet, so there is no position to report.".to_owned() } else { text }
}

fn figures(telling: &Telling<'_>, sources: &mut Sources) -> Vec<Figure> {
    let reading = &telling.reading;
    let facts = Facts::new(reading);
    let results = &reading.of.results;
    let (rated, applicable) = counts(telling);
    let place = telling.given.place;
    let mut figures = Vec::new();
    let all = sources.number(format!("{place}: the answers of all items, as listed under responses."));
    if let Some(level) = facts.level {
        let value = format!("{} {}", level.figure, level.after);
        let label = if level.after.starts_with("of") { format!("{} achieved", level.term) } else { level.term };
        let grounds = telling.grounds(rated, applicable);
        figures.push(Figure { label, value: value.trim().to_owned(), grounds, source: all });
    }
    for (basis, of) in [
        (Basis::Claimed, &results.claimed),
        (Basis::Supported, &results.supported),
        (Basis::Verified, &results.verified),
    ] {
        let score = &of.profile.overall;
        let source = match basis {
            Basis::Claimed => all,
            Basis::Supported => sources.number(format!(
                "{place}: evidence in force on {}, by the rule of the model for each rating, as listed under evidence and scan.",
                reading.of.as_of
            )),
            Basis::Verified => sources.number(format!("{place}: ratings that a reviewer confirmed (verified).")),
        };
        let value = score.mean.map_or_else(|| "–".to_owned(), |value| format!("{} of {}", mean(value), facts.top));
        let label = format!("Mean, {}", basis.word());
        let grounds = telling.grounds(score.counts.rated, score.counts.applicable());
        figures.push(Figure { label, value, grounds, source });
    }
    let (open, range) = (applicable - rated, results.claimed.profile.overall.range);
    if let Some(range) = range.filter(|_| open > 0 && rated > 0) {
        let value = format!("{} to {}", mean(range.low), mean(range.high));
        let grounds = format!("were the {open} open ones all at 0, or all at {}", facts.top);
        figures.push(Figure { label: "Possible range".to_owned(), value, grounds, source: all });
    }
    figures
}

/// Levels alone, for one page.
fn levels_of(rows: &Rows) -> Rows {
    Rows { rows: rows.rows.iter().filter(|row| row.level).cloned().collect(), ..rows.clone() }
}

fn picture(telling: &Telling<'_>, rows: Rows) -> Picture {
    let title = headline::profile(&telling.reading);
    let cells = |row: &Row| {
        let answered = format!("{} of {}", row.answered, row.applicable);
        let figure = |value: &Option<f64>| row.figure(value);
        vec![
            row.label.clone(),
            figure(&row.score),
            row.range_words(),
            figure(&row.lowest),
            figure(&row.target),
            figure(&row.supported),
            figure(&row.verified),
            answered,
        ]
    };
    let head = ["", "Mean", "Possible range", "Lowest", "Target", "Supported", "Verified", "Answered"];
    let rows_of_table = rows.rows.iter().map(cells).collect();
    let table = table(&title, &head, &[1, 3, 4, 5, 6], rows_of_table);
    Picture { title, alt: rows.description.clone(), drawn: Drawn::Profile(rows), table }
}

/// A table of levels and activities.
pub(super) fn levels(telling: &Telling<'_>, _: &mut Sources) -> Chapter {
    let reading = &telling.reading;
    let results = &reading.of.results;
    let row = |label: String, score: &Score| {
        let lowest = score.lowest.as_ref();
        vec![
            label,
            score.mean.map_or_else(|| "–".to_owned(), mean),
            lowest.map_or_else(|| "–".to_owned(), |l| format!("{} ({})", l.rating, reading.item_title(&l.item))),
            score.range.map_or_else(|| "–".to_owned(), |r| format!("{} to {}", mean(r.low), mean(r.high))),
            format!("{} of {}", score.counts.rated, score.counts.applicable()),
        ]
    };
    let mut rows = Vec::new();
    for level in &results.claimed.profile.levels {
        let title = reading.level_title(level.level);
        let label = reading.level_label(level.level);
        rows.push(row(if label == title { title } else { format!("{label}: {title}") }, &level.score));
        for activity in &level.activities {
            rows.push(row(format!("· {}", reading.activity_title(&activity.activity)), &activity.score));
        }
    }
    let head = ["", "Mean", "Lowest", "Possible range", "Answered"];
    let heading = format!("How far along is each {}?", reading.activity_noun(1));
    chapter("levels", heading, vec![Block::Table(table("Levels and activities, claimed", &head, &[1], rows))])
}

/// How peers stand: nothing, as long as no benchmark was read.
pub(super) fn peers(_: &Telling<'_>, _: &mut Sources) -> Chapter {
    let text = "No benchmark was read for this report, so nothing is said of peers. A mean that was published without how \
                many firms it rests on, and how far they are apart, would not be one.";
    chapter("peers", "How do we compare with peers?".to_owned(), vec![Block::Text(text.to_owned())])
}

/// What blocks the next level.
pub(super) fn blockers(telling: &Telling<'_>, _: &mut Sources) -> Chapter {
    let Some(found) = blockers::Blockers::new(&telling.reading) else {
        let term = &telling.reading.model().terms.level;
        let heading = format!("Nothing blocks a {}", term.one);
        return chapter("blockers", heading, vec![Block::Text(format!("There is no {} left to reach.", term.one))]);
    };
    let rows: Vec<Vec<String>> = found
        .shown
        .iter()
        .chain(&found.folded)
        .flat_map(|block| {
            let steps = block.shown.iter().chain(&block.folded);
            steps.map(|step| {
                let rating = step.rating.map_or_else(|| "–".to_owned(), |rating| rating.to_string());
                vec![block.title.clone(), step.item.clone(), rating, format!("{} {}", step.lead, step.text)]
            })
        })
        .collect();
    let activity = capital(&telling.reading.model().terms.activity.one);
    let item = capital(&telling.reading.model().terms.item.one);
    let table = table("What blocks, item by item", &[&activity, &item, "Rating", "Next step"], &[2], rows);
    chapter("blockers", found.heading, vec![Block::Text(found.rule), Block::Table(table)])
}

/// `64 of 72, 88%`.
pub(super) fn share(part: u32, of: u32) -> String {
    if of == 0 {
        return "0 of 0".to_owned();
    }
    format!("{part} of {of}, {}", percent(f64::from(part) / f64::from(of)))
}

/// An empty table says so.
pub(super) fn or_nothing(table: Table, nothing: &str) -> Block {
    if table.rows.is_empty() { Block::Text(nothing.to_owned()) } else { Block::Table(table) }
}
