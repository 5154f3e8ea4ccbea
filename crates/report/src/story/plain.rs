//! Where we stand, for people who never heard of the model.

use super::{Block, Chapter, Sources, Telling, chapter};
use crate::text::{NAME, SENTENCE, clause, short};

/// The finding, what the model asks, and the strongest and the weakest things.
pub(super) fn plain(telling: &Telling<'_>, _: &mut Sources) -> Chapter {
    let reading = &telling.reading;
    let model = reading.model();
    let counts = reading.of.results.counts();
    let mut blocks = vec![
        Block::Text(short(&model.summary, SENTENCE)),
        Block::Text(format!("This rests on {}.", telling.grounds(counts.rated, counts.applicable()))),
    ];
    let mut rated: Vec<(u8, String)> = model
        .items()
        .filter_map(|(_, item)| {
            let rating = reading.answer(&item.id).rating()?;
            Some((rating.0, format!("{}: {}", short(&item.title, NAME), says(telling, item, rating.0))))
        })
        .collect();
    rated.sort_by_key(|(rating, _)| *rating);
    let lines = |some: &[(u8, String)]| some.iter().map(|(_, line)| line.clone()).collect::<Vec<_>>();
    let few = rated.len().min(3);
    if few > 0 {
        let mut strongest = lines(&rated[rated.len() - few..]);
        strongest.reverse();
        blocks.push(Block::Text("What we do best:".to_owned()));
        blocks.push(Block::List(strongest));
        blocks.push(Block::Text("What has the furthest to go:".to_owned()));
        blocks.push(Block::List(lines(&rated[..few])));
    }
    chapter("plain", "Where do we stand?".to_owned(), blocks)
}

/// What the rating says, in the words of the model.
fn says(telling: &Telling<'_>, item: &osmm_maturity::model::Item, rating: u8) -> String {
    let rating = osmm_maturity::rating::Rating(rating);
    let name = telling.reading.model().scale.name(rating);
    let anchor = telling.reading.anchor(&item.id, rating).unwrap_or_else(|| "nothing is done yet".to_owned());
    format!("{} ({rating}, {})", clause(&anchor), name.to_lowercase())
}
