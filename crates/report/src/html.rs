//! The report as one self-contained page: no script, no font, no picture and no style from elsewhere.

use askama::Template;
use osmm_maturity::assessment::Assessment;
use osmm_maturity::response::Answer;

use crate::ReportError;
use crate::charts::grid;
use crate::charts::profile::{self, Layout, Rows};
use crate::reading::Reading;
use crate::sections::blockers::{self, Blockers};
use crate::sections::facts::Facts;
use crate::sections::find_out::FindOut;
use crate::sections::gaps::Gaps;
use crate::sections::headline;
use crate::sections::method::Method;
use crate::sections::proposals::Proposals;
use crate::sections::signals::Signals;
use crate::sections::units::Units;
use crate::sections::unseen::Unseen;
use crate::text::{NAME, SENTENCE, capital, day, short};

const STYLE: &str = concat!(
    include_str!("../templates/tokens.css"),
    include_str!("../templates/style.css"),
    include_str!("../templates/grid.css"),
    include_str!("../templates/narrow.css"),
    include_str!("../templates/print.css"),
    include_str!("../templates/chart.css")
);

/// The whole report as one HTML file.
pub fn html(assessment: &Assessment) -> Result<String, ReportError> {
    let reading = Reading::new(assessment);
    let rows = profile::rows(&reading);
    let model = &assessment.model;
    let page = Page {
        style: STYLE,
        title: headline::title(&reading),
        scope: short(&assessment.scope.name, NAME),
        as_of: day(assessment.as_of),
        model: format!("{} {}", short(&model.title, NAME), short(&model.version, NAME)),
        tool: format!("{} {}", short(&assessment.tool.name, NAME), short(&assessment.tool.version, NAME)),
        level: capital(&model.terms.level.one),
        activity: capital(&model.terms.activity.one),
        item: capital(&model.terms.item.one),
        facts: Facts::new(&reading),
        proposals_first: assessment.results.counts().rated == 0 && !assessment.results.proposals.is_empty(),
        blockers: Blockers::new(&reading),
        profile_heading: headline::profile(&reading),
        profile_wide: profile::draw(&rows, Layout::wide())?,
        profile_narrow: profile::draw(&rows, Layout::narrow())?,
        profile: rows,
        grid_heading: headline::grid(&reading),
        grid_table: grid::draw(&grid::grid(&reading), &words(&reading))?,
        every: every(&reading),
        gaps: Gaps::new(&reading),
        find_out: FindOut::new(&reading),
        proposals: Proposals::new(&reading),
        units: Units::new(&reading),
        signals: Signals::new(&reading),
        unseen: Unseen::new(&reading),
        method: Method::new(&reading),
        reading: &reading,
    };
    Ok(page.render()?)
}

/// What the template places.
#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    style: &'static str,
    title: String,
    scope: String,
    as_of: String,
    model: String,
    tool: String,
    level: String,
    activity: String,
    item: String,
    facts: Facts,
    /// With nothing rated, what the scan suggests is the news.
    proposals_first: bool,
    blockers: Option<Blockers>,
    profile_heading: String,
    profile_wide: String,
    profile_narrow: String,
    profile: Rows,
    grid_heading: String,
    grid_table: String,
    every: Vec<Line>,
    gaps: Gaps,
    find_out: FindOut,
    proposals: Option<Proposals>,
    units: Option<Units>,
    signals: Option<Signals>,
    unseen: Unseen,
    method: Method,
    reading: &'a Reading<'a>,
}

fn words(reading: &Reading<'_>) -> grid::Words {
    let word = str::to_owned;
    let level = capital(&reading.model().terms.level.one);
    grid::Words { level, all: word("All"), none: word("none"), more: word("more") }
}

/// One item in the table of all items.
struct Line {
    level: String,
    activity: String,
    item: String,
    answer: String,
    verified: String,
    target: String,
    by: String,
    note: String,
}

fn every(reading: &Reading<'_>) -> Vec<Line> {
    let line = |(activity, item): (&osmm_maturity::model::Activity, &osmm_maturity::model::Item)| {
        let response = reading.response(&item.id);
        let rating = |of: fn(&osmm_maturity::response::Response) -> Option<osmm_maturity::rating::Rating>| {
            response.and_then(of).map_or_else(|| "–".to_owned(), |r| r.to_string())
        };
        let by = response.and_then(|r| r.by.as_deref()).map(|b| short(b, NAME)).unwrap_or_default();
        let on = response.and_then(|r| r.on).map(day).unwrap_or_default();
        Line {
            level: reading.level_label(activity.level),
            activity: reading.activity_title(&activity.id),
            item: short(&item.title, NAME),
            answer: answer(reading.answer(&item.id)),
            verified: rating(|r| r.verified),
            target: rating(|r| r.target),
            by: [by, on].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", "),
            note: response.and_then(|r| r.note.as_deref()).map(|n| short(n, SENTENCE)).unwrap_or_default(),
        }
    };
    reading.model().items().map(line).collect()
}

fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Rated { rating } => rating.to_string(),
        Answer::DontKnow { ask: Some(ask) } => format!("don't know, ask {}", short(ask, NAME)),
        Answer::NotApplicable { reason } => format!("not applicable: {}", short(reason, SENTENCE)),
        other => other.words().to_owned(),
    }
}
