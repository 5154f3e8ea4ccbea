//! `/evidence`: what backs ratings, what reviewers made of it, and its files.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use jiff::Timestamp;
use jiff::civil::Date;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{Change, Confidentiality, EvidenceId, EvidenceRecord, EvidenceVerdict, PersonId};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::ItemId;
use osmm_maturity::organisation::{KeptEvidence, Refusal};
use osmm_maturity::unit::UnitId;
use osmm_store::Plan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::Api;
use super::give::{Made, Page, Paging, Tagged};
use super::sight::reads_evidence;
use super::tag::IfMatch;
use super::take::{Asked, At, File, Nothing, Sent};
use crate::app::App;
use crate::error::Problem;
use crate::links::part;
use crate::live::Live;
use crate::who::Visit;

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Evidence", "What backs ratings. You see what its confidentiality allows you.")
        .get("/evidence", "All evidence that you may see", list)
        .post("/evidence", "Add evidence", add)
        .get("/evidence/{evidence}", "A piece of evidence", show)
        .put("/evidence/{evidence}", "Change a piece of evidence", change)
        .put("/evidence/{evidence}/file", "Keep a file with it", keep)
        .put("/evidence/{evidence}/review", "Say as a reviewer whether it shows what it should", review)
        .put("/evidence/{evidence}/withdrawal", "Withdraw it: it does not count any more", withdraw)
}

/// What is to hold of a piece of evidence.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvidenceChange {
    /// The unit whose ratings it backs.
    #[schemars(example = &"organisation")]
    unit: UnitId,
    /// The items that it backs.
    #[schemars(length(min = 1))]
    items: Vec<ItemId>,
    /// What it shows.
    kind: EvidenceKind,
    /// Title for a reader.
    title: String,
    /// Where it is: a link, a path, a record number.
    #[serde(default)]
    place: Option<String>,
    /// First day of the period for which it holds; absent means it always held.
    #[serde(default)]
    from: Option<Date>,
    /// Last day of that period; absent means open.
    #[serde(default)]
    to: Option<Date>,
    /// Last day before somebody has to attest it again; absent means it does not expire.
    #[serde(default)]
    expires: Option<Date>,
    /// Function or team that answers for it.
    #[serde(default)]
    owner: Option<String>,
    /// Who may see it.
    #[serde(default)]
    confidentiality: Confidentiality,
    /// The evidence that it renews.
    #[serde(default)]
    renews: Option<EvidenceId>,
}

impl EvidenceChange {
    fn record(self, id: EvidenceId, by: PersonId, at: Timestamp, digest: Option<Digest>) -> EvidenceRecord {
        let Self { unit, items, kind, title, place, from, to, expires, owner, confidentiality, renews } = self;
        let (collected_at, collected_by) = (at, by);
        EvidenceRecord {
            id,
            unit,
            items,
            kind,
            title,
            place,
            digest,
            from,
            to,
            expires,
            collected_at,
            collected_by,
            owner,
            confidentiality,
            renews,
        }
    }
}

/// A new piece of evidence.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEvidence {
    /// A short name that nothing else has.
    #[schemars(length(min = 1, max = 64))]
    id: EvidenceId,
    /// What it is.
    evidence: EvidenceChange,
}

/// A piece of evidence with what became of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "EvidenceShown")]
pub(crate) struct Shown {
    /// What it is.
    evidence: EvidenceRecord,
    /// Number of the event that has it.
    event: u64,
    /// Whether it counts today.
    counts: bool,
    /// What a reviewer said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed: Option<Said<EvidenceVerdict>>,
    /// When it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<Said<bool>>,
}

/// What was said, by whom, when and why.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Said<T> {
    /// What.
    what: T,
    /// Who.
    by: PersonId,
    /// When.
    at: Timestamp,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

fn said<T>(what: T, trace: &osmm_maturity::organisation::Trace) -> Said<T> {
    Said { what, by: trace.by.clone(), at: trace.at, why: trace.why.clone() }
}

fn shown(kept: &KeptEvidence, today: Date) -> Shown {
    Shown {
        evidence: kept.record.clone(),
        event: kept.set.seq,
        counts: kept.counts(today),
        reviewed: kept.reviewed.as_ref().map(|(verdict, trace)| said(*verdict, trace)),
        withdrawn: kept.withdrawn.as_ref().map(|trace| said(true, trace)),
    }
}

/// A piece of evidence.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct One {
    /// Name of a piece of evidence.
    #[schemars(example = &"scan-policy")]
    evidence: EvidenceId,
}

fn find<'a>(app: &App, visit: &Visit, live: &'a Live, id: &EvidenceId) -> Result<&'a KeptEvidence, Problem> {
    let kept = live.state.evidence.get(id).ok_or(Problem::NotFound)?;
    let seen = reads_evidence(live, &visit.person, app.today(), &kept.record);
    if seen { Ok(kept) } else { Err(Problem::Forbidden) }
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Shown>>, Problem> {
    let live = app.read().await?;
    let all = live.state.evidence.values();
    let seen = all.filter(|e| reads_evidence(&live, &visit.person, app.today(), &e.record));
    Page::of(&uri, &paging, seen.map(|e| shown(e, app.today())), |e| e.evidence.id.0.clone())
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    At(at): At<One>,
    _: Asked<Nothing>,
) -> Result<Tagged<Shown>, Problem> {
    one(&app, &visit, &at.evidence).await.map(Tagged)
}

async fn one(app: &App, visit: &Visit, id: &EvidenceId) -> Result<Shown, Problem> {
    Ok(shown(find(app, visit, &*app.read().await?, id)?, app.today()))
}

async fn add(State(app): State<App>, visit: Visit, Sent(new): Sent<NewEvidence>) -> Result<Made<Shown>, Problem> {
    app.change(&visit.person, |live: &Live| {
        if live.state.evidence.contains_key(&new.id) {
            return Err(live.refused(&Refusal::Taken { what: "evidence", name: new.id.0.clone() }));
        }
        let evidence = new.evidence.clone().record(new.id.clone(), visit.person.clone(), app.now(), None);
        Ok(Change::EvidenceSet { evidence }.into())
    })
    .await?;
    Ok(Made { place: format!("/evidence/{}", part(&new.id.0)), thing: one(&app, &visit, &new.id).await? })
}

/// Changes what `plan` says of a piece, if it is as it was read.
async fn changed(
    app: &App,
    visit: &Visit,
    (id, known): (&EvidenceId, &IfMatch),
    plan: impl Fn(&EvidenceRecord) -> Plan,
) -> Result<Tagged<Shown>, Problem> {
    app.change(&visit.person, |live: &Live| {
        let kept = find(app, visit, live, id)?;
        known.holds(&shown(kept, app.today()))?;
        Ok(plan(&kept.record))
    })
    .await?;
    one(app, visit, id).await.map(Tagged)
}

async fn change(
    State(app): State<App>,
    visit: Visit,
    At(at): At<One>,
    known: IfMatch,
    Sent(new): Sent<EvidenceChange>,
) -> Result<Tagged<Shown>, Problem> {
    changed(&app, &visit, (&at.evidence, &known), |now| {
        let kept = now.digest.clone();
        let evidence = new.clone().record(at.evidence.clone(), visit.person.clone(), app.now(), kept);
        Change::EvidenceSet { evidence }.into()
    })
    .await
}

async fn keep(
    State(app): State<App>,
    visit: Visit,
    At(at): At<One>,
    known: IfMatch,
    File(bytes): File,
) -> Result<Tagged<Shown>, Problem> {
    changed(&app, &visit, (&at.evidence, &known), |now| {
        let evidence = EvidenceRecord { digest: Some(Digest::of_bytes(&bytes)), ..now.clone() };
        Plan { blobs: vec![bytes.clone()], ..Change::EvidenceSet { evidence }.into() }
    })
    .await
}

/// What a reviewer says.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Review {
    /// What came of the look at it.
    verdict: EvidenceVerdict,
    /// Why.
    #[serde(default)]
    why: Option<String>,
}

async fn review(
    State(app): State<App>,
    visit: Visit,
    At(at): At<One>,
    known: IfMatch,
    Sent(review): Sent<Review>,
) -> Result<Tagged<Shown>, Problem> {
    changed(&app, &visit, (&at.evidence, &known), |_| {
        let change = Change::EvidenceReviewed { evidence: at.evidence.clone(), verdict: review.verdict };
        vec![(change, review.why.clone())].into()
    })
    .await
}

/// Why something is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reason {
    /// Why.
    pub why: String,
}

async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    At(at): At<One>,
    known: IfMatch,
    Sent(reason): Sent<Reason>,
) -> Result<Tagged<Shown>, Problem> {
    changed(&app, &visit, (&at.evidence, &known), |_| {
        let change = Change::EvidenceWithdrawn { evidence: at.evidence.clone() };
        vec![(change, Some(reason.why.clone()))].into()
    })
    .await
}
