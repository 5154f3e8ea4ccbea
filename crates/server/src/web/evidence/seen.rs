//! `/a/{assessment}/unit/{unit}/scans/seen`: one signal in all repositories, or one repository under all signals.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use osmm_evidence::signals::{ALL, Effort, Signal};
use osmm_maturity::event::AssessmentId;
use osmm_maturity::observation::{AskedSignal, Observation, ObservationSet, Subject, Verdict};
use osmm_maturity::unit::UnitId;
use serde::Deserialize;

use super::documents::{Said, candidates};
use super::imported::{Imported, imported};
use super::{Frame, Tab, Verdicts, seen};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

/// Observations on one page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "evidence/seen.html")]
struct Page<'a> {
    shell: Shell,
    t: &'static Texts,
    frame: Frame,
    back: String,
    here: String,
    asked: &'a Asked,
    signal: Option<&'a AskedSignal>,
    /// The signal as this program knows it, with reason and effort.
    known: Option<&'static Signal>,
    subject: Option<&'a Subject>,
    all: Verdicts,
    rows: Vec<Row<'a>>,
    page: usize,
    pages: usize,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    signal: String,
    #[serde(default)]
    repository: String,
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    page: Option<usize>,
}

/// One observation: what it is called here, and what was found.
struct Row<'a> {
    title: &'a str,
    href: String,
    observation: &'a Observation,
    exports: Vec<Imported>,
    remedy: &'a str,
}

impl Row<'_> {
    fn kind(&self) -> &'static str {
        kind(self.observation)
    }

    /// What was seen, or why nothing was.
    fn what(&self) -> &str {
        match &self.observation.verdict {
            Verdict::CouldNotLook { reason } | Verdict::NotApplicable { reason } => reason,
            Verdict::Seen | Verdict::NotSeen => &self.observation.summary,
        }
    }

    fn places(&self) -> Vec<String> {
        self.observation.proof.iter().map(super::place).collect()
    }

    fn candidates(&self, t: &Texts) -> Vec<Said> {
        candidates(t, self.observation)
    }

    /// What to do, where it was looked for and is not there.
    fn advice(&self) -> Option<&str> {
        (self.observation.verdict == Verdict::NotSeen && !self.remedy.is_empty()).then_some(self.remedy)
    }
}

fn kind(observation: &Observation) -> &'static str {
    match observation.verdict {
        Verdict::Seen => "seen",
        Verdict::NotSeen => "not-seen",
        Verdict::CouldNotLook { .. } => "could-not-look",
        Verdict::NotApplicable { .. } => "not-applicable",
    }
}

impl Page<'_> {
    fn effort(&self, signal: &Signal) -> String {
        self.t.say(match signal.effort {
            Effort::Minutes => "scans-effort-minutes",
            Effort::Hours => "scans-effort-hours",
            Effort::Days => "scans-effort-days",
            Effort::Weeks => "scans-effort-weeks",
        })
    }

    /// What the list can be narrowed to, with the number of each.
    fn verdicts(&self) -> [(&'static str, usize); 4] {
        let all = self.all;
        [
            ("seen", all.seen),
            ("not-seen", all.not_seen),
            ("could-not-look", all.could_not_look),
            ("not-applicable", all.not_applicable),
        ]
    }

    /// The same, at another page.
    fn at(&self, page: usize) -> String {
        let part = links::part;
        let Asked { signal, repository, verdict, .. } = self.asked;
        format!(
            "{}?signal={}&repository={}&verdict={}&page={page}",
            self.here,
            part(signal),
            part(repository),
            part(verdict)
        )
    }
}

/// `GET /a/{assessment}/unit/{unit}/scans/seen`
pub(crate) async fn show(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    visit: Visit,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(unit));
    let live = app.read().await?;
    let (cycle, _) = live.cycle(&id)?;
    let frame = Frame::new(&app, &visit, &live, cycle, &unit, Tab::Scans)?;
    let set = seen(&app, &live, cycle, &unit).await?.ok_or(Problem::NotFound)?;
    let signal = set.signals.iter().find(|s| s.id.0 == asked.signal);
    let subject = set.subjects.iter().find(|s| s.name == asked.repository);
    let title = match (signal, subject) {
        (Some(signal), None) => signal.question.clone(),
        (None, Some(subject)) => visit.t.fill("scans-seen-in", &[("repository", &subject.name)]),
        _ => return Err(Problem::NotFound),
    };
    let found: Vec<&Observation> = match signal {
        Some(signal) => set.observations.iter().filter(|o| o.signal == signal.id).collect(),
        None => set.observations.iter().filter(|o| o.subject == asked.repository).collect(),
    };
    let shown: Vec<&Observation> =
        found.iter().copied().filter(|o| asked.verdict.is_empty() || kind(o) == asked.verdict).collect();
    let pages = shown.len().div_ceil(PAGE).max(1);
    let page = asked.page.unwrap_or(1).clamp(1, pages);
    let rows = shown.iter().skip((page - 1) * PAGE).take(PAGE);
    render(&Page {
        shell: visit.shell(&live, title, Section::Evidence, Some(&id)),
        t: visit.t,
        frame,
        back: links::scans(&id, &unit),
        here: format!("{}/seen", links::scans(&id, &unit)),
        asked: &asked,
        known: signal.and_then(|s| ALL.iter().find(|known| known.id == s.id.0)),
        signal,
        subject,
        all: Verdicts::of(found.iter().copied()),
        rows: rows
            .map(|o| {
                let exports = imported(visit.t, &live.state, (&id, &unit), o);
                Row { exports, ..row(&set, o, signal.is_some(), (&id, &unit)) }
            })
            .collect(),
        page,
        pages,
    })
}

/// An observation, called by its repository where the page is about a signal, and the other way round.
fn row<'a>(
    set: &'a ObservationSet,
    observation: &'a Observation,
    by_signal: bool,
    (id, unit): (&AssessmentId, &UnitId),
) -> Row<'a> {
    if by_signal {
        let href = links::seen_in(id, unit, &observation.subject);
        return Row { title: &observation.subject, href, observation, exports: Vec::new(), remedy: "" };
    }
    let signal = set.signals.iter().find(|s| s.id == observation.signal);
    Row {
        title: signal.map_or(observation.signal.0.as_str(), |s| &s.title),
        href: links::seen_by(id, unit, &observation.signal),
        observation,
        exports: Vec::new(),
        remedy: signal.map_or("", |s| &s.remedy),
    }
}
