//! Proposals: seen, taken, adjusted, rejected, taken back.

use axum::http::StatusCode;
use jiff::Timestamp;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{AssessmentId, Change, PersonId};
use osmm_maturity::model::ItemId;
use osmm_maturity::observation::*;
use osmm_maturity::proposal::{Looked, Proposal, proposals};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::UnitId;
use osmm_store::{Originals, Plan};

use crate::site::{Site, model};

const PAGE: &str = "/a/2026-q4/unit/organisation/proposals";

/// A look at three repositories in which everything that the model asks of machines was seen.
pub fn set() -> ObservationSet {
    let signals: Vec<SignalId> = {
        let mut all: Vec<SignalId> =
            model().items().flat_map(|(_, i)| i.proposal.signals.iter().map(|s| s.signal.clone())).collect();
        all.sort();
        all.dedup();
        all
    };
    let names = ["app", "lib", "site"];
    let one = |subject: &str, signal: &SignalId| Observation {
        signal: signal.clone(),
        subject: subject.to_owned(),
        verdict: Verdict::Seen,
        summary: format!("{signal} in {subject}"),
        proof: vec![Proof { path: "docs/file.md".to_owned(), line: Some(7), digest: "0123456789abcdef".to_owned() }],
        measures: std::collections::BTreeMap::new(),
        document: None,
        candidates: vec![Candidate {
            path: "docs/rules.docx".to_owned(),
            at: Some(Place::Paragraph(4)),
            passage: Some("Each <component> must be approved.".to_owned()),
            document: Document { owner_named: true, topics: vec!["approval".to_owned()], ..Document::default() },
        }],
        partial: None,
        exports: Vec::new(),
    };
    ObservationSet {
        format: ObservationFormat::V1,
        tool: Tool { name: "osmm".to_owned(), version: "test".to_owned() },
        observed_at: "2026-11-20T08:00:00Z".parse::<Timestamp>().unwrap(),
        signals: signals
            .iter()
            .map(|id| AskedSignal {
                id: id.clone(),
                title: format!("Title of {id}"),
                question: format!("Is there {id}?"),
                remedy: format!("Add {id}."),
            })
            .collect(),
        subjects: names
            .iter()
            .map(|name| Subject {
                commit: Some("feedfacefeedface".to_owned()),
                ..Subject::new(*name, Standing::Counted)
            })
            .collect(),
        observations: names.iter().flat_map(|n| signals.iter().map(move |s| one(n, s))).collect(),
        problems: Vec::new(),
    }
}

async fn person(site: &Site) -> PersonId {
    site.app.read().await.unwrap().people[0].person.clone()
}

/// A site whose only unit was looked at.
pub async fn looked_at() -> Site {
    let site = Site::begun().await;
    let by = person(&site).await;
    let unit = UnitId("organisation".to_owned());
    site.app.change(&by, |live| Ok(Plan::look(&live.state, &unit, set(), &Originals::new()))).await.unwrap();
    site
}

async fn cycle(site: &Site) -> Cycle {
    site.app.read().await.unwrap().state.cycles[&AssessmentId("2026-q4".to_owned())].clone()
}

async fn all(site: &Site) -> Vec<Proposal> {
    let cycle = cycle(site).await;
    proposals(&model(), &Looked::new(&set(), cycle.scope.as_of, cycle.scope.snapshots))
}

async fn answer(site: &Site, item: &ItemId) -> Answer {
    let (cycle, by) = (cycle(site).await, person(site).await);
    let said = cycle.spot(&UnitId("organisation".to_owned()), item).and_then(|s| s.said.get(&by)).cloned();
    said.map_or(Answer::Unanswered, |s| s.answer)
}

/// The first proposal that says something for certain.
async fn first(site: &Site) -> Proposal {
    all(site).await.into_iter().find(|p| p.low > Rating(0)).unwrap()
}

fn form(proposal: &Proposal, more: &str) -> String {
    format!("item={}&low={}&high={}&{more}", proposal.item, proposal.low, proposal.high)
}

#[tokio::test]
async fn without_a_look_the_page_says_how_to_get_one() {
    let page = Site::begun().await.get(PAGE).await;
    assert!(page.text.contains("Nobody has looked"), "{}", page.text);
}

#[tokio::test]
async fn every_proposal_is_shown_with_its_proof() {
    let site = looked_at().await;
    let page = site.get(PAGE).await;
    let all = all(&site).await;
    assert!(all.len() > 10, "only {} proposals", all.len());
    assert!(all.iter().all(|p| page.text.contains(&format!("id=\"{}\"", p.item))));
    assert!(page.text.contains("docs/file.md:7") && page.text.contains("feedfacefe"), "{}", page.text);
    let said = ["docs/rules.docx, paragraph 4", "Each &lt;component&gt; must be approved.", "approver not named"];
    assert!(said.iter().all(|words| page.text.contains(words)), "{}", page.text);
}

#[tokio::test]
async fn one_is_taken_and_taken_back() {
    let site = looked_at().await;
    let proposal = first(&site).await;
    let taken = site.post(PAGE, &form(&proposal, "decision=accept")).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    assert_eq!(answer(&site, &proposal.item).await, Answer::Rated { rating: proposal.low });
    let page = site.get(taken.to()).await;
    assert!(page.text.contains("Taken by Me.") && page.text.contains("/proposals/undo"), "{}", page.text);
    let events = taken.to().split("from=").nth(1).unwrap();
    site.post(&format!("{PAGE}/undo"), &format!("from={events}")).await;
    assert_eq!(answer(&site, &proposal.item).await, Answer::Unanswered);
    assert!(!site.get(PAGE).await.text.contains("Taken by Me."));
}

#[tokio::test]
async fn taking_back_leaves_what_came_later() {
    let site = looked_at().await;
    let proposal = first(&site).await;
    let taken = site.post(PAGE, &form(&proposal, "decision=accept")).await;
    let by = person(&site).await;
    let later = Change::Responded {
        assessment: AssessmentId("2026-q4".to_owned()),
        unit: UnitId("organisation".to_owned()),
        item: proposal.item.clone(),
        respondent: by.clone(),
        answer: Answer::Rated { rating: Rating(5) },
        overrides: None,
        function: None,
        on: None,
    };
    site.app.change(&by, |_| Ok(later.clone().into())).await.unwrap();
    let events = taken.to().split("from=").nth(1).unwrap();
    site.post(&format!("{PAGE}/undo"), &format!("from={events}")).await;
    assert_eq!(answer(&site, &proposal.item).await, Answer::Rated { rating: Rating(5) });
}

#[tokio::test]
async fn adjusting_and_rejecting_need_a_reason_and_keep_what_was_typed() {
    let site = looked_at().await;
    let proposal = first(&site).await;
    for decision in ["adjust&rating=4", "reject"] {
        let refused = site.post(PAGE, &form(&proposal, &format!("decision={decision}&why=+"))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Say why"), "{}", refused.text);
    }
    assert_eq!(answer(&site, &proposal.item).await, Answer::Unanswered);
    let other = site.post(PAGE, "item=x&low=1&high=1&decision=accept&why=Typed+words").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let adjusted = site.post(PAGE, &form(&proposal, "decision=adjust&rating=4&why=We+know+more")).await;
    assert_eq!(adjusted.status, StatusCode::SEE_OTHER, "{}", adjusted.text);
    assert_eq!(answer(&site, &proposal.item).await, Answer::Rated { rating: Rating(4) });
    assert!(site.get(PAGE).await.text.contains("We know more"));
}

#[tokio::test]
async fn what_changed_meanwhile_is_not_taken() {
    let site = looked_at().await;
    let proposal = first(&site).await;
    let stale = format!("item={}&low=1&high=4&decision=reject&why=Old+words", proposal.item);
    let reply = site.post(PAGE, &stale).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text.contains("has changed meanwhile") && reply.text.contains("Old words"), "{}", reply.text);
}

#[tokio::test]
async fn all_that_pass_a_filter_are_taken_but_no_answer_is_replaced() {
    let site = looked_at().await;
    let taken: Vec<Proposal> = all(&site).await.into_iter().filter(|p| p.low >= Rating(1)).collect();
    assert!(taken.len() > 2);
    let kept = &taken[0];
    site.post(PAGE, &form(kept, "decision=adjust&rating=5&why=Known")).await;
    let done = site.post(&format!("{PAGE}/accept"), "activity=&confidence=&low=1").await;
    assert!(done.to().contains(&format!("n={}", taken.len() - 1)), "{}", done.to());
    assert_eq!(answer(&site, &kept.item).await, Answer::Rated { rating: Rating(5) });
    for proposal in &taken[1..] {
        assert_eq!(answer(&site, &proposal.item).await, Answer::Rated { rating: proposal.low }, "{}", proposal.item);
    }
    let zero = all(&site).await.into_iter().filter(|p| p.low == Rating(0));
    for proposal in zero {
        assert_eq!(answer(&site, &proposal.item).await, Answer::Unanswered, "{}", proposal.item);
    }
    let events = done.to().split("from=").nth(1).unwrap();
    site.post(&format!("{PAGE}/undo"), &format!("from={events}")).await;
    assert_eq!(answer(&site, &taken[1].item).await, Answer::Unanswered);
    assert_eq!(answer(&site, &kept.item).await, Answer::Rated { rating: Rating(5) });
}
