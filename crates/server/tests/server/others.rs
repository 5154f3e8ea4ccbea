//! A lead enters what somebody else said: in that person's name, with the own name beside it, and without seeing what is
//! to stay hidden.

use axum::http::StatusCode;
use osmm_maturity::event::{AssessmentId, PersonId};
use osmm_maturity::model::ItemId;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::UnitId;

use crate::review::{local_items, raters, says};
use crate::site::Site;

const UNIT: &str = "/a/2026-q4/unit/pay";

async fn person(site: &Site, handle: &str) -> PersonId {
    site.app.read().await.unwrap().person(handle).unwrap().clone()
}

/// What somebody said of an item: the answer, who entered it, whether it is locked, and its event.
async fn said(site: &Site, person: &PersonId, item: &ItemId) -> Option<(Answer, PersonId, bool, u64)> {
    let live = site.app.read().await.unwrap();
    let (cycle, _) = live.cycle(&AssessmentId("2026-q4".to_owned())).unwrap();
    let said = cycle.spot(&UnitId("pay".to_owned()), item)?.said.get(person)?;
    Some((said.answer.clone(), said.trace.by.clone(), said.locked, said.trace.seq))
}

#[tokio::test]
async fn a_lead_enters_answers_takes_them_back_and_lets_them_stand() {
    let site = raters(&[("pay", 10)]).await;
    let (una, me) = (person(&site, "one").await, person(&site, "me").await);
    let page = site.get(UNIT).await;
    assert!(page.text.contains(&format!("value=\"{una}\">Una Eins")), "{}", page.text);
    let to = site.get(&format!("{UNIT}/for?person={una}")).await.to().to_owned();
    assert_eq!(to, format!("{UNIT}/for/{una}/answer"));
    let question = site.get(&to).await.to().to_owned();
    assert!(question.starts_with(&to), "{question}");
    let item = ItemId(question.rsplit('/').next().unwrap().to_owned());
    let page = site.get(&question).await;
    assert!(page.text.contains("You are entering the answers of Una Eins."), "{}", page.text);

    let next = site.post(&question, "answer=4&note=By+phone&based_on=0&go=next").await;
    assert!(next.to().starts_with(&to) && next.to() != question, "{}", next.to());
    let (answer, by, locked, _) = said(&site, &una, &item).await.unwrap();
    assert_eq!((answer, by, locked), (Answer::Rated { rating: Rating(4) }, me.clone(), false));
    assert_eq!(said(&site, &me, &item).await, None);
    // What the lead entered the lead sees.
    assert!(site.get(&question).await.text.contains("value=\"4\" checked"));

    assert_eq!(site.post(&format!("{UNIT}/for/{una}/undo"), "").await.to(), question);
    assert_eq!(said(&site, &una, &item).await.unwrap().0, Answer::Unanswered);
    let seq = said(&site, &una, &item).await.unwrap().3;
    site.post(&question, &format!("answer=2&based_on={seq}")).await;
    assert!(site.get(&format!("{UNIT}/for/{una}/lock")).await.text.contains("Una Eins"));
    assert_eq!(site.post(&format!("{UNIT}/for/{una}/lock"), "").await.status, StatusCode::SEE_OTHER);
    assert!(said(&site, &una, &item).await.unwrap().2);
    // The history has both names.
    let history = site.get(&format!("{UNIT}/item/{item}")).await.text;
    assert!(history.contains("Una Eins") && history.contains("By phone"), "{history}");
}

#[tokio::test]
async fn what_somebody_said_themselves_stays_hidden_until_all_have_locked() {
    let site = raters(&[("pay", 10)]).await;
    let item = local_items()[0].clone();
    let form = format!("unit=pay&who=respondents&item={item}");
    assert_eq!(site.post("/a/2026-q4/assign", &form).await.status, StatusCode::SEE_OTHER);
    says(&site, "one", "pay", &[(&item, 4)], false).await;
    let una = person(&site, "one").await;
    let question = format!("{UNIT}/for/{una}/answer/{item}");
    let page = site.get(&question).await.text;
    assert!(page.contains("hidden from you until everybody has locked it"), "{page}");
    assert!(!page.contains("checked") && !page.contains("one says so"), "{page}");
    // Nor does trying tell it: a form that stands on nothing meets what is there, whatever it says.
    for tried in [3, 4] {
        let clash = site.post(&question, &format!("answer={tried}&based_on=0")).await;
        assert_eq!(clash.status, StatusCode::CONFLICT, "{}", clash.text);
        assert!(clash.text.contains("Hidden until everybody has locked") && !clash.text.contains("one says so"));
    }
    assert_eq!(said(&site, &una, &item).await.unwrap().0, Answer::Rated { rating: Rating(4) });
    // What the person said last is not the lead's to take back unseen.
    site.post(&format!("{UNIT}/for/{una}/undo"), "").await;
    assert_eq!(said(&site, &una, &item).await.unwrap().0, Answer::Rated { rating: Rating(4) });
}

#[tokio::test]
async fn nobody_answers_for_somebody_who_is_not_there() {
    let site = raters(&[("pay", 10)]).await;
    let item = &local_items()[0];
    assert_eq!(site.get(&format!("{UNIT}/for/nobody/answer/{item}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&format!("{UNIT}/for?person=nobody")).await.status, StatusCode::NOT_FOUND);
    let una = person(&site, "one").await;
    let other = site.acting("two").await;
    assert_eq!(other.get(&format!("{UNIT}/for/{una}/answer/{item}")).await.status, StatusCode::FORBIDDEN);
    assert!(!other.get(UNIT).await.text.contains("/for\""));
}
