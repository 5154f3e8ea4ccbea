//! What moved since an earlier assessment.

use osmm_maturity::response::Answer;

use super::position::or_nothing;
use super::{Audience, Block, Chapter, Figure, Sources, Telling, chapter, table};
use crate::text::{capital, day, mean, number};

/// Rows shown to a reader who wants one page.
const FEW: usize = 3;

/// Ratings that moved, with what is said of them, and what became of the mean.
pub(super) fn movement(telling: &Telling<'_>, sources: &mut Sources) -> Chapter {
    let Some(before) = telling.given.since else {
        let text = "There is no earlier assessment to compare with. The next report shows what moved and why: publish this \
                    one, or keep its file and name it with --since.";
        return chapter("movement", "What moved?".to_owned(), vec![Block::Text(text.to_owned())]);
    };
    let now = telling.given.assessment;
    if before.model_digest != now.model_digest {
        let text = "The earlier assessment is of another version of the model. Its answers are not set beside these ones; \
                    move it to this version first (osmm assessment upgrade).";
        return chapter("movement", "What moved?".to_owned(), vec![Block::Text(text.to_owned())]);
    }
    let moved = moved(telling);
    let up = moved.iter().filter(|one| one.up).count();
    let heading = match (up, moved.len() - up) {
        (0, 0) => format!("Nothing moved since {}", day(before.as_of)),
        (up, 0) => format!("{} up since {}", capital(&items(telling, up)), day(before.as_of)),
        (0, down) => format!("{} down since {}", capital(&items(telling, down)), day(before.as_of)),
        (up, down) => {
            format!("{} up and {} down since {}", capital(&items(telling, up)), number(down), day(before.as_of))
        }
    };
    let mean_of = |of: &osmm_maturity::assessment::Assessment| of.results.claimed.profile.overall.mean;
    let mut blocks = Vec::new();
    if let (Some(was), Some(is)) = (mean_of(before), mean_of(now)) {
        let place = telling.given.place;
        let source = sources.number(format!("{place}: answers of {} set beside those of {}.", now.as_of, before.as_of));
        let (old, new) = (before.results.counts(), now.results.counts());
        let grounds = format!(
            "{} and {} of {} answered",
            old.rated,
            new.rated,
            telling.reading.items_word(new.applicable() as usize)
        );
        let value = format!("{} → {}", mean(was), mean(is));
        blocks.push(Block::Figures(vec![Figure { label: "Mean, claimed".to_owned(), value, grounds, source }]));
        if old.rated != new.rated {
            let text = "Not the same items are answered, so a part of the difference of the means is one of coverage.";
            blocks.push(Block::Text(text.to_owned()));
        }
    }
    let room = if telling.audience == Audience::Board { FEW } else { usize::MAX };
    let left = moved.len().saturating_sub(room);
    let rows = moved.into_iter().take(room).map(|one| vec![one.item, one.was, one.is, one.why]).collect();
    let table = table("Ratings that moved", &["Item", "Was", "Is", "Why"], &[], rows);
    blocks.push(or_nothing(table, "No answer is another one."));
    if left > 0 {
        blocks.push(Block::Text(format!("{left} more are in the report to the assessor.")));
    }
    chapter("movement", heading, blocks)
}

fn items(telling: &Telling<'_>, n: usize) -> String {
    format!("{} {} went", number(n), telling.reading.item_noun(n))
}

struct Moved {
    item: String,
    was: String,
    is: String,
    why: String,
    up: bool,
    by: u8,
}

/// Answers that are others than before; the largest steps first, in the model's order.
fn moved(telling: &Telling<'_>) -> Vec<Moved> {
    let (before, reading) = (telling.given.since, &telling.reading);
    let was = |item| before.and_then(|b| b.responses.iter().find(|r| &r.item == item)).map(|r| &r.answer);
    let mut moved: Vec<Moved> = telling
        .given
        .assessment
        .responses
        .iter()
        .filter_map(|now| {
            let old = was(&now.item).filter(|old| **old != now.answer)?;
            let rank = |answer: &Answer| answer.rating().map_or(-1, |rating| i16::from(rating.0));
            let step = rank(&now.answer) - rank(old);
            let shown = |answer: &Answer| {
                answer.rating().map_or_else(|| answer.words().to_owned(), |rating| rating.to_string())
            };
            let why = now.note.clone().unwrap_or_else(|| "no reason is written down".to_owned());
            let by = now.by.as_ref().map(|by| format!(" ({by})")).unwrap_or_default();
            Some(Moved {
                item: reading.item_title(&now.item),
                was: shown(old),
                is: shown(&now.answer),
                why: crate::text::short(&format!("{why}{by}"), crate::text::SENTENCE),
                up: step > 0,
                by: u8::try_from(step.unsigned_abs()).unwrap_or(u8::MAX),
            })
        })
        .collect();
    moved.sort_by_key(|one| std::cmp::Reverse(one.by));
    moved
}
