//! Giving evidence, renewing it, judging it, taking it out of force.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Change, EvidenceId, EvidenceRecord, EvidenceVerdict};
use osmm_maturity::model::{Activity, Item, ItemId};
use osmm_maturity::unit::UnitId;
use osmm_store::Plan;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::objects::find;
use super::{Frame, Tab};
use crate::app::App;
use crate::error::Problem;
use crate::fields::{Fields, Upload};
use crate::links;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "evidence/give.html")]
struct Page<'a> {
    shell: Shell,
    t: &'static Texts,
    frame: Frame,
    back: String,
    here: String,
    activities: Vec<(&'a Activity, Vec<(&'a Item, bool)>)>,
    typed: Typed,
    fault: Option<&'static str>,
}

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Typed {
    title: String,
    items: Vec<String>,
    kind: String,
    link: String,
    from: String,
    to: String,
    expires: String,
    owner: String,
    confidentiality: String,
    renews: String,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        let one = |name| fields.one(name).to_owned();
        Self {
            title: one("title"),
            items: fields.all("item").map(str::to_owned).collect(),
            kind: one("kind"),
            link: one("link"),
            from: one("from"),
            to: one("to"),
            expires: one("expires"),
            owner: one("owner"),
            confidentiality: one("confidentiality"),
            renews: one("renews"),
        }
    }

    /// What is to be renewed, without its dates.
    fn again(record: &EvidenceRecord) -> Self {
        Self {
            title: record.title.clone(),
            items: record.items.iter().map(|i| i.0.clone()).collect(),
            kind: name_of(&record.kind),
            link: record.place.clone().filter(|_| record.digest.is_none()).unwrap_or_default(),
            owner: record.owner.clone().unwrap_or_default(),
            confidentiality: name_of(&record.confidentiality),
            renews: record.id.0.clone(),
            ..Self::default()
        }
    }

    /// The record that is meant, as far as it was typed, or the message that says what is wrong.
    fn record(&self, id: &EvidenceId, unit: &UnitId, visit: &Visit, app: &App) -> Result<EvidenceRecord, &'static str> {
        let given = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
        let (from, to, expires) = (day(&self.from)?, day(&self.to)?, day(&self.expires)?);
        if self.title.is_empty() {
            return Err("object-fault-title");
        }
        if self.items.is_empty() {
            return Err("object-fault-items");
        }
        let record = EvidenceRecord {
            id: id.clone(),
            unit: unit.clone(),
            items: self.items.iter().cloned().map(ItemId).collect(),
            kind: named(&self.kind).ok_or("object-fault-kind")?,
            title: self.title.clone(),
            place: given(&self.link),
            digest: None,
            from,
            to,
            expires,
            collected_at: app.now(),
            collected_by: visit.person.clone(),
            owner: given(&self.owner),
            confidentiality: named(&self.confidentiality).unwrap_or_default(),
            renews: given(&self.renews).map(EvidenceId),
        };
        let ends_early = record.from.zip(record.until()).is_some_and(|(from, until)| until < from);
        if ends_early { Err("object-fault-period") } else { Ok(record) }
    }
}

fn day(text: &str) -> Result<Option<Date>, &'static str> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| "object-fault-day") }
}

/// A value by its name in public formats, and back.
fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

fn name_of(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    /// The evidence to renew.
    renews: Option<String>,
    /// The item to back.
    item: Option<String>,
}

/// `GET /a/{assessment}/unit/{unit}/evidence/new`
pub(crate) async fn form(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    visit: Visit,
) -> Result<Response, Problem> {
    let at = (AssessmentId(assessment), UnitId(unit));
    let typed = match &asked.renews {
        Some(name) => Typed::again(&find(&app, &*app.read().await?, &visit, &at.1, name)?.record),
        None => Typed { items: asked.item.into_iter().collect(), ..Typed::default() },
    };
    page(&app, &visit, &at, typed, None).await
}

async fn page(
    app: &App,
    visit: &Visit,
    (id, unit): &(AssessmentId, UnitId),
    typed: Typed,
    fault: Option<&'static str>,
) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, model) = live.cycle(id)?;
    let frame = Frame::new(app, visit, &live, cycle, unit, Tab::Evidence)?;
    let chosen = |i: &Item| typed.items.contains(&i.id.0);
    let activities = model.activities.iter().map(|a| (a, a.items.iter().map(|i| (i, chosen(i))).collect()));
    let page = Page {
        shell: visit.shell(&live, visit.t.say("object-new-title"), Section::Evidence, Some(id)),
        t: visit.t,
        frame,
        back: links::evidence(id, unit),
        here: links::evidence_new(id, unit),
        activities: activities.collect(),
        typed: typed.clone(),
        fault,
    };
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&page)?).into_response())
}

/// `POST /a/{assessment}/unit/{unit}/evidence/new`
pub(crate) async fn submit(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    visit: Visit,
    upload: Upload,
) -> Result<Response, Problem> {
    let at = (AssessmentId(assessment), UnitId(unit));
    visit.may_see(&app, &*app.read().await?, &at.1)?;
    let typed = Typed::of(&upload.fields);
    let file = upload.files.into_iter().next();
    if file.is_some() && !typed.link.is_empty() {
        return page(&app, &visit, &at, typed, Some("object-fault-both")).await;
    }
    if let Err(fault) = typed.record(&EvidenceId(String::new()), &at.1, &visit, &app) {
        return page(&app, &visit, &at, typed, Some(fault)).await;
    }
    let events = app
        .change(&visit.person, |live| {
            let id = free(live, &at.1);
            let mut evidence =
                typed.record(&id, &at.1, &visit, &app).map_err(|fault| Problem::Bad(visit.t.say(fault)))?;
            if let Some(file) = &file {
                (evidence.place, evidence.digest) = (Some(file.name.clone()), Some(Digest::of_bytes(&file.bytes)));
            }
            let blobs = file.iter().map(|f| f.bytes.clone()).collect();
            Ok(Plan { blobs, ..Change::EvidenceSet { evidence }.into() })
        })
        .await?;
    let to = events.first().and_then(|e| match &e.change {
        Change::EvidenceSet { evidence } => Some(links::evidence_one(&at.0, &at.1, &evidence.id)),
        _ => None,
    });
    Ok(Redirect::to(&to.unwrap_or_else(|| links::evidence(&at.0, &at.1))).into_response())
}

/// The first name of the unit's that no evidence has.
fn free(live: &Live, unit: &UnitId) -> EvidenceId {
    let mut number = live.state.evidence.len() + 1;
    loop {
        let id = EvidenceId(format!("{unit}-{number}"));
        if !live.state.evidence.contains_key(&id) {
            return id;
        }
        number += 1;
    }
}

/// `POST /a/{assessment}/unit/{unit}/evidence/{evidence}`: `confirm`, `refuse` or `withdraw`.
pub(crate) async fn judge(
    State(app): State<App>,
    Path((assessment, unit, evidence)): Path<(String, String, String)>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(unit));
    let name = EvidenceId(evidence);
    find(&app, &*app.read().await?, &visit, &unit, &name.0)?;
    let evidence = name.clone();
    let change = match given.one("do") {
        "confirm" => Change::EvidenceReviewed { evidence, verdict: EvidenceVerdict::Confirmed },
        "refuse" => Change::EvidenceReviewed { evidence, verdict: EvidenceVerdict::Refused },
        "withdraw" => Change::EvidenceWithdrawn { evidence },
        other => return Err(Problem::Odd("problem-not-offered", other.to_owned())),
    };
    let why = given.some("why").map(str::to_owned);
    app.change(&visit.person, |_| Ok(vec![(change.clone(), why.clone())].into())).await?;
    Ok(Redirect::to(&links::evidence_one(&id, &unit, &name)).into_response())
}
