//! `/a/{assessment}/unit/{unit}/evidence`: what backs the answers today, and one piece of it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use osmm_maturity::event::{AssessmentId, EvidenceId, EvidenceRecord, Role};
use osmm_maturity::model::Model;
use osmm_maturity::organisation::{EvidenceState, KeptEvidence, Trace};
use osmm_maturity::unit::UnitId;
use osmm_store::Kept;

use super::{Frame, Tab, word};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "evidence/objects.html")]
struct List {
    shell: Shell,
    t: &'static Texts,
    frame: Frame,
    new: String,
    rows: Vec<Row>,
    /// Pieces that the reader may not see.
    hidden: usize,
}

/// One piece in the list.
struct Row {
    href: String,
    title: String,
    kind: String,
    items: Vec<String>,
    until: String,
    owner: String,
    state: String,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "evidence/object.html")]
struct One<'a> {
    shell: Shell,
    t: &'static Texts,
    frame: Frame,
    here: String,
    back: String,
    record: &'a EvidenceRecord,
    row: Row,
    /// Item titles with their addresses.
    items: Vec<(String, String)>,
    /// What was done with it: words, by whom and when, why.
    history: Vec<(String, String, String)>,
    by: String,
    renew: String,
    renews: Option<String>,
    reviewer: bool,
    works: bool,
    withdrawn: bool,
}

impl One<'_> {
    fn day(&self, day: &Option<Date>) -> String {
        day.map_or_else(|| self.t.say("object-open"), |d| self.t.day(d))
    }

    /// The place as a link, where a browser can follow it.
    fn link(&self) -> Option<&str> {
        let web = |p: &&str| p.starts_with("https://") || p.starts_with("http://");
        self.record.place.as_deref().filter(web)
    }

    fn confidentiality(&self) -> String {
        word(self.t, "object-seen", &self.record.confidentiality)
    }
}

/// Whether the reader may see a piece of evidence.
pub(super) fn open_to(app: &App, live: &Live, visit: &Visit, record: &EvidenceRecord) -> bool {
    live.state.may_see(Some(&visit.person), record, app.today()).is_ok()
}

/// A piece of evidence of a unit that the reader may see.
pub(super) fn find<'a>(
    app: &App,
    live: &'a Live,
    visit: &Visit,
    unit: &UnitId,
    name: &str,
) -> Result<&'a KeptEvidence, Problem> {
    visit.may_see(app, live, unit)?;
    let kept = live.state.evidence.get(&EvidenceId(name.to_owned())).filter(|e| e.record.unit == *unit);
    let kept = kept.ok_or(Problem::NotFound)?;
    if open_to(app, live, visit, &kept.record) { Ok(kept) } else { Err(Problem::Forbidden) }
}

fn row(t: &Texts, model: &Model, id: &AssessmentId, kept: &KeptEvidence, on: Date) -> Row {
    let record = &kept.record;
    let (state, class) = match kept.state(on) {
        EvidenceState::Withdrawn => ("object-withdrawn", "off"),
        EvidenceState::Refused => ("object-refused", "off"),
        EvidenceState::Expired => ("object-expired", "old"),
        EvidenceState::NotYet => ("object-not-yet", "old"),
        EvidenceState::Confirmed => ("object-confirmed", "on"),
        EvidenceState::InForce => ("object-in-force", "on"),
    };
    Row {
        href: links::evidence_one(id, &record.unit, &record.id),
        title: record.title.clone(),
        kind: word(t, "object-kind", &record.kind),
        items: record
            .items
            .iter()
            .map(|i| model.item(i).map_or_else(|| i.0.clone(), |(_, i)| i.title.clone()))
            .collect(),
        until: record.until().map_or_else(|| t.say("object-open"), |d| t.day(d)),
        owner: record.owner.clone().unwrap_or_else(|| "–".to_owned()),
        state: t.say(state),
        class,
    }
}

/// `GET /a/{assessment}/unit/{unit}/evidence`
pub(crate) async fn list(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(unit));
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&id)?;
    let frame = Frame::new(&app, &visit, &live, cycle, &unit, Tab::Evidence)?;
    let of_unit = live.state.evidence.values().filter(|e| e.record.unit == unit);
    let (open, hidden): (Vec<_>, Vec<_>) = of_unit.partition(|e| open_to(&app, &live, &visit, &e.record));
    render(&List {
        shell: visit.shell(&live, visit.t.say("object-title"), Section::Evidence, Some(&id)),
        t: visit.t,
        frame,
        new: links::evidence_new(&id, &unit),
        rows: open.into_iter().map(|e| row(visit.t, model, &id, e, app.today())).collect(),
        hidden: hidden.len(),
    })
}

/// `GET /a/{assessment}/unit/{unit}/evidence/{evidence}`
pub(crate) async fn one(
    State(app): State<App>,
    Path((assessment, unit, evidence)): Path<(String, String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(unit));
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&id)?;
    let frame = Frame::new(&app, &visit, &live, cycle, &unit, Tab::Evidence)?;
    let kept = find(&app, &live, &visit, &unit, &evidence)?;
    let record = &kept.record;
    let holds = |roles: &[Role]| live.state.unled() || live.state.holds(&visit.person, roles, &unit, app.today());
    let titled = |i: &osmm_maturity::model::ItemId| {
        let title = model.item(i).map_or_else(|| i.0.clone(), |(_, i)| i.title.clone());
        (title, links::item(&id, &unit, i))
    };
    render(&One {
        shell: visit.shell(&live, record.title.clone(), Section::Evidence, Some(&id)),
        t: visit.t,
        frame,
        here: links::evidence_one(&id, &unit, &record.id),
        back: links::evidence(&id, &unit),
        row: row(visit.t, model, &id, kept, app.today()),
        items: record.items.iter().map(titled).collect(),
        history: history(&live, visit.t, kept),
        by: live.name(&record.collected_by),
        renew: format!("{}?renews={}", links::evidence_new(&id, &unit), links::part(&record.id.0)),
        renews: record.renews.as_ref().map(|r| links::evidence_one(&id, &unit, r)),
        reviewer: holds(&[Role::Reviewer, Role::Lead]) && (live.state.unled() || record.collected_by != visit.person),
        works: holds(&[Role::Respondent, Role::Reviewer, Role::Lead]),
        withdrawn: kept.withdrawn.is_some(),
        record,
    })
}

fn history(live: &Live, t: &Texts, kept: &KeptEvidence) -> Vec<(String, String, String)> {
    let line = |words: String, trace: &Trace| {
        let day = t.day(trace.at.to_zoned(jiff::tz::TimeZone::UTC).date());
        (words, format!("{}, {day}", live.name(&trace.by)), trace.why.clone().unwrap_or_default())
    };
    let mut lines = vec![line(t.say("object-given"), &kept.set)];
    if let Some((verdict, trace)) = &kept.reviewed {
        lines.push(line(word(t, "object-verdict", verdict), trace));
    }
    lines.extend(kept.withdrawn.as_ref().map(|trace| line(t.say("object-withdrawn"), trace)));
    lines
}

/// `GET /a/{assessment}/unit/{unit}/evidence/{evidence}/file`: saved by browsers, never shown by them.
pub(crate) async fn file(
    State(app): State<App>,
    Path((assessment, unit, evidence)): Path<(String, String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let (digest, name) = {
        let live = app.read().await?;
        live.cycle(&AssessmentId(assessment))?;
        let record = &find(&app, &live, &visit, &UnitId(unit), &evidence)?.record;
        (record.digest.clone().ok_or(Problem::NotFound)?, record.place.clone().unwrap_or_default())
    };
    let bytes = app.store().named_blob(&digest).await?;
    Ok(saved(&name, bytes).into_response())
}

/// A file that browsers save.
pub(super) fn saved(name: &str, bytes: Vec<u8>) -> impl IntoResponse + use<> {
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", plain(name))),
    ];
    (headers, bytes)
}

/// A name of a file that means the same to every system.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let sign = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let plain: String = last.chars().map(sign).take(100).collect();
    let plain = plain.trim_start_matches('.');
    if plain.is_empty() { "evidence".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_files_are_plain() {
        assert_eq!(super::plain("policy 2.1.pdf"), "policy_2.1.pdf");
        assert_eq!(super::plain("../../etc/passwd"), "passwd");
        assert_eq!(super::plain("a\"b\r\nc"), "a_b__c");
        assert_eq!(super::plain("..."), "evidence");
    }
}
