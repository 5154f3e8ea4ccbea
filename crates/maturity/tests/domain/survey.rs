//! The October 2024 survey of FINOS (13 member firms): its printed level scores and total are means over items,
//! not means of activity means. Figures: finos/open-source-readiness, OSMM/October-2024-Survey.md.

use osmm_maturity::model::ItemId;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::score::score;

/// Level, printed mean in hundredths, number of items: one row per surveyed activity.
const ACTIVITIES: [(u8, u32, u32); 22] = [
    (1, 368, 4),
    (1, 384, 4),
    (2, 368, 5),
    (2, 308, 1),
    (2, 316, 5),
    (2, 279, 2),
    (2, 330, 4),
    (2, 282, 4),
    (2, 310, 6),
    (3, 244, 3),
    (3, 308, 2),
    (3, 287, 5),
    (3, 288, 5),
    (3, 233, 1),
    (3, 300, 1),
    (3, 320, 1),
    (3, 310, 1),
    (4, 248, 2),
    (4, 331, 2),
    (4, 297, 2),
    (4, 313, 3),
    (5, 219, 4),
];

const PRINTED_LEVELS: [(u8, f64); 5] = [(1, 3.76), (2, 3.18), (3, 2.84), (4, 2.99), (5, 2.19)];
const PRINTED_TOTAL: f64 = 3.07;
/// Both the activity means that go in and the level means that come out are printed with two decimals: half a
/// hundredth each.
const ROUNDING: f64 = 0.01;

/// A hundred answers to each item of an activity whose mean is exactly the printed one.
fn answers(activity: usize) -> Vec<(ItemId, Answer)> {
    let (_, mean, items) = ACTIVITIES[activity];
    let (floor, above) = (mean / 100, mean % 100);
    let one = |i: u32| Rating(u8::try_from(if i < above { floor + 1 } else { floor }).unwrap());
    (0..items * 100).map(|i| (ItemId(format!("{activity}.{i}")), Answer::Rated { rating: one(i % 100) })).collect()
}

fn by_items(keep: impl Fn(u8) -> bool) -> f64 {
    let all: Vec<_> = (0..ACTIVITIES.len()).filter(|i| keep(ACTIVITIES[*i].0)).flat_map(answers).collect();
    score(all.iter().map(|(i, a)| (i, a)), Rating(5)).mean.unwrap()
}

fn by_activities(keep: impl Fn(u8) -> bool) -> f64 {
    let means: Vec<f64> =
        ACTIVITIES.iter().filter(|(l, ..)| keep(*l)).map(|(_, mean, _)| f64::from(*mean) / 100.0).collect();
    means.iter().sum::<f64>() / f64::from(u32::try_from(means.len()).unwrap())
}

#[test]
fn item_weighting_reproduces_every_printed_figure() {
    for (level, printed) in PRINTED_LEVELS {
        let computed = by_items(|l| l == level);
        assert!((computed - printed).abs() <= ROUNDING, "level {level}: {computed} is not {printed}");
    }
    assert!((by_items(|_| true) - PRINTED_TOTAL).abs() <= ROUNDING);
}

#[test]
fn averaging_activity_means_does_not() {
    assert!((by_activities(|l| l == 2) - 3.18).abs() > ROUNDING);
    assert!((by_activities(|_| true) - PRINTED_TOTAL).abs() > ROUNDING);
}
