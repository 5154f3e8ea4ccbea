//! The profile of an assessment.

mod explain;
mod position;
mod proposals;
mod units;

use std::io;
use std::path::Path;

use osmm_maturity::assessment::{Assessment, Difference};
use osmm_maturity::response::Answer;
use osmm_maturity::score::Score;

use super::{capital, count, mean, safe};
use crate::console::Console;

/// Prints the whole profile.
pub(crate) fn profile(console: &mut Console, a: &Assessment, explain: bool) -> io::Result<()> {
    console.say(&console.bold(&osmm_report::finding(a)))?;
    let head = format!("{}, as of {}, by {} {}", safe(&a.scope.name), a.as_of, a.model.title, a.model.version);
    console.say(&console.dim(&head))?;
    figures(console, a)?;
    scores(console, a)?;
    position::blockers(console, a)?;
    position::gaps(console, a)?;
    position::find_out(console, a)?;
    proposals::contradictions(console, a)?;
    proposals::waiting(console, a)?;
    units::units(console, a)?;
    proposals::not_looked(console, a)?;
    if explain {
        explain::explain(console, a)?;
    }
    Ok(())
}

/// Claimed, supported and verified together, each with its coverage and possible range.
fn figures(console: &mut Console, a: &Assessment) -> io::Result<()> {
    let row = |name: &str, basis: &osmm_maturity::assessment::BasisResults| {
        let score = &basis.profile.overall;
        let level = basis.position.as_ref().map(|p| position::level_words(a, p));
        vec![name.to_owned(), mean(score.mean), range(score), answered(score), level.unwrap_or_default()]
    };
    let r = &a.results;
    let rows = [row("claimed", &r.claimed), row("supported", &r.supported), row("verified", &r.verified)];
    let level = if r.claimed.position.is_some() { capital(&a.model.terms.level.one) } else { String::new() };
    console.say("")?;
    console.table(&["Overall", "Mean", "Possible", "Rated", &level], &rows, &[1])
}

fn range(score: &Score) -> String {
    score.range.map_or_else(|| "-".to_owned(), |r| format!("{:.1} to {:.1}", r.low, r.high))
}

fn answered(score: &Score) -> String {
    let na = match score.counts.not_applicable {
        0 => String::new(),
        n => format!(" ({n} n/a)"),
    };
    format!("{} of {}{na}", score.counts.rated, score.counts.applicable())
}

/// A row per level and activity. Narrow terminals show fewer columns, never less than score, range, lowest and count.
fn scores(console: &mut Console, a: &Assessment) -> io::Result<()> {
    console.heading("Profile")?;
    let open = a.results.if_accepted.overall.counts.rated > a.results.counts().rated;
    let columns = Columns { bar: console.width() >= 110, accepted: open && console.width() >= 90 };
    let mut rows = Vec::new();
    for (level, accepted) in a.results.claimed.profile.levels.iter().zip(&a.results.if_accepted.levels) {
        let title = a.model.level(level.level).map(|l| l.title.as_str()).unwrap_or_default();
        let name = format!("{} {}  {title}", capital(&a.model.terms.level.one), level.level);
        rows.push(columns.row(a, name, &level.score, &accepted.score));
        for (activity, accepted) in level.activities.iter().zip(&accepted.activities) {
            let title = a.model.activity(&activity.activity).map(|x| x.title.as_str()).unwrap_or_default();
            rows.push(columns.row(a, format!("  {title}"), &activity.score, &accepted.score));
        }
    }
    let header = columns.header();
    let widest = |i: usize| rows.iter().map(|r| r[i].chars().count()).chain([header[i].len()]).max().unwrap_or(0);
    let taken: usize = (1..header.len()).map(|i| widest(i) + PADDING).sum();
    let room = usize::from(console.width()).saturating_sub(taken + PADDING).max(16);
    for row in &mut rows {
        row[0] = cut(&row[0], room);
    }
    console.table(&header, &rows, &[1])?;
    if columns.accepted {
        let text = " If accepted: the mean if every waiting proposal were accepted at its low end.";
        console.say(&console.dim(text))?;
    }
    Ok(())
}

/// Characters around the content of a cell.
const PADDING: usize = 2;

/// Which columns of the profile are shown.
struct Columns {
    bar: bool,
    accepted: bool,
}

impl Columns {
    fn header(&self) -> Vec<&'static str> {
        let bar = self.bar.then_some("");
        let accepted = self.accepted.then_some("If accepted");
        ["", "Claimed"].into_iter().chain(bar).chain(["Possible", "Lowest", "Rated"]).chain(accepted).collect()
    }

    fn row(&self, a: &Assessment, name: String, score: &Score, accepted: &Score) -> Vec<String> {
        let lowest = score.lowest.as_ref().map_or_else(|| "-".to_owned(), |l| l.rating.to_string());
        let more = accepted.counts.rated > score.counts.rated;
        let would_be =
            format!("{} on {} of {}", mean(accepted.mean), accepted.counts.rated, accepted.counts.applicable());
        let would_be = if more { would_be } else { String::new() };
        let mut row = vec![name, mean(score.mean)];
        row.extend(self.bar.then(|| bar(a, score)));
        row.extend([range(score), lowest, answered(score)]);
        row.extend(self.accepted.then_some(would_be));
        row
    }
}

/// A text cut to a number of characters.
fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let head: String = text.chars().take(room.saturating_sub(1)).collect();
    format!("{}\u{2026}", head.trim_end())
}

/// Ten places from 0 to the top of the scale; empty when nothing is rated.
fn bar(a: &Assessment, score: &Score) -> String {
    let Some(mean) = score.mean else { return String::new() };
    let share = mean / a.model.scale.top().value().max(1.0) * 10.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10")]
    let full = share.round().clamp(0.0, 10.0) as usize;
    format!("{}{}", "#".repeat(full), ".".repeat(10 - full))
}

/// Lists on standard error what could not be read.
pub(crate) fn not_read(console: &mut Console, a: &Assessment) {
    let scan = a.scan.iter().flat_map(|s| &s.problems);
    super::scan::list_problems(console, a.problems.iter().chain(scan));
}

/// Says whether the numbers of a file hold.
pub(crate) fn recomputed(console: &mut Console, path: &Path, differences: &[Difference]) -> io::Result<()> {
    if differences.is_empty() {
        return console.say(&format!("\nEvery number in {} follows from its own content.", path.display()));
    }
    let n = count(differences.len(), "value does", "values do");
    console.say(&format!("\n{n} not follow from the content of {}:", path.display()))?;
    for d in differences.iter().take(MOST) {
        console.say(&format!("  {}: the file says {}, computed {}", d.place, short(&d.stated), short(&d.computed)))?;
    }
    if differences.len() > MOST {
        console.say(&format!("  and {} more (--json lists all)", differences.len() - MOST))?;
    }
    Ok(())
}

/// Most differences listed.
const MOST: usize = 20;

fn short(value: &str) -> String {
    let mut chars = value.chars();
    let head: String = chars.by_ref().take(60).collect();
    if chars.next().is_some() { format!("{head}...") } else { head }
}

/// Title of an item with that of its activity, since titles of items may repeat.
fn item_title(a: &Assessment, item: &osmm_maturity::model::ItemId) -> String {
    a.model.item(item).map_or_else(|| item.to_string(), |(activity, i)| format!("{} ({})", i.title, activity.title))
}

/// The items without a rating that somebody should be asked about.
fn unknown_items(a: &Assessment) -> impl Iterator<Item = &osmm_maturity::response::Response> {
    a.responses.iter().filter(|r| matches!(r.answer, Answer::DontKnow { .. }))
}
