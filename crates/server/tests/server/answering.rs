//! Answering: the sort pass, the rating pass, conflicts, undo, what came of it; all as a browser without script does it,
//! and the replies that the script asks for.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use osmm_maturity::event::{AssessmentId, Sorted};
use osmm_maturity::model::{ActivityId, ItemId};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::UnitId;

use crate::site::{Reply, Site};

const UNIT: &str = "/a/2026-q4/unit/organisation";

fn q4() -> AssessmentId {
    AssessmentId("2026-q4".to_owned())
}

fn root() -> UnitId {
    UnitId("organisation".to_owned())
}

/// What the only person said of an item.
async fn said(site: &Site, item: &str) -> Option<(Answer, u64, Option<String>)> {
    let live = site.app.read().await.unwrap();
    let person = live.people[0].person.clone();
    let (cycle, _) = live.cycle(&q4()).unwrap();
    let said = cycle.spot(&root(), &ItemId(item.to_owned()))?.said.get(&person)?;
    Some((said.answer.clone(), said.trace.seq, said.trace.why.clone()))
}

async fn sorted(site: &Site, activity: &str) -> Option<Sorted> {
    let live = site.app.read().await.unwrap();
    let person = live.people[0].person.clone();
    live.cycle(&q4()).unwrap().0.sorted(&root(), &person, &ActivityId(activity.to_owned()))
}

/// What a script sends.
async fn by_script(site: &Site, path: &str, form: &str) -> Reply {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json")
        .header("sec-fetch-site", "same-origin");
    site.ask(request.body(Body::from(form.to_owned())).unwrap()).await
}

/// The item that is asked next.
async fn next(site: &Site) -> String {
    let to = site.get(&format!("{UNIT}/answer")).await;
    assert_eq!(to.status, StatusCode::SEE_OTHER);
    to.to().strip_prefix(&format!("{UNIT}/answer/")).unwrap_or_else(|| panic!("{}", to.to())).to_owned()
}

fn rated(rating: u8) -> Answer {
    Answer::Rated { rating: Rating(rating) }
}

#[tokio::test]
async fn activities_are_sorted_before_items_are_asked() {
    let site = Site::begun().await;
    let page = site.get(&format!("{UNIT}/sort")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("0 of 24 sorted") && page.text.matches("<fieldset").count() == 24);
    let live = site.app.read().await.unwrap();
    let (_, model) = live.cycle(&q4()).unwrap();
    let first = model.levels.iter().map(|l| model.activities_of(l.number).collect::<Vec<_>>()).find(|a| a.len() > 1);
    let (one, two) = (first.clone().unwrap()[0].clone(), first.unwrap()[1].clone());
    drop(live);
    let form = format!("to:{}=established&was:{}=&to:{}=some&was:{}=&go=answer", one.id, one.id, two.id, two.id);
    let kept = site.post(&format!("{UNIT}/sort"), &form.replace(':', "%3A")).await;
    assert_eq!((kept.status, kept.to()), (StatusCode::SEE_OTHER, format!("{UNIT}/answer").as_str()));
    assert_eq!(sorted(&site, &one.id.0).await, Some(Sorted::Established));
    // Some discriminates more than established.
    assert_eq!(next(&site).await, two.items[0].id.0);
    // It is no rating.
    assert!(said(&site, &two.items[0].id.0).await.is_none());
}

#[tokio::test]
async fn a_sort_that_was_changed_elsewhere_is_not_overwritten() {
    let site = Site::begun().await;
    let path = format!("{UNIT}/sort");
    let id = site.app.read().await.unwrap().cycle(&q4()).unwrap().1.activities[0].id.0.clone();
    let form = |to: &str, was: &str| format!("to%3A{id}={to}&was%3A{id}={was}");
    assert_eq!(by_script(&site, &path, &form("some", "")).await.status, StatusCode::OK);
    let stale = by_script(&site, &path, &form("established", "")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(sorted(&site, &id).await, Some(Sorted::Some));
    assert_eq!(by_script(&site, &path, &form("established", "some")).await.status, StatusCode::OK);
    assert_eq!(site.post(&path, &form("often", "established")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_does_not_happen_is_rated_zero_only_on_request_and_that_can_be_taken_back() {
    let site = Site::begun().await;
    let (id, items) = {
        let live = site.app.read().await.unwrap();
        let activity = &live.cycle(&q4()).unwrap().1.activities[0];
        (activity.id.0.clone(), activity.items.iter().map(|i| i.id.0.clone()).collect::<Vec<_>>())
    };
    by_script(&site, &format!("{UNIT}/answer/{}", items[0]), "answer=3&based_on=0").await;
    by_script(&site, &format!("{UNIT}/sort"), &format!("to%3A{id}=not-happening&was%3A{id}=")).await;
    assert!(said(&site, &items[1]).await.is_none());
    let page = site.get(&format!("{UNIT}/sort")).await;
    assert!(page.text.contains(&format!("Rate these {} questions 0", items.len() - 1)), "{}", page.text);
    site.post(&format!("{UNIT}/sort/zero"), "").await;
    assert_eq!(said(&site, &items[0]).await.unwrap().0, rated(3), "what has an answer keeps it");
    assert_eq!(said(&site, &items[1]).await.unwrap().0, rated(0));
    assert!(site.get(&format!("{UNIT}/sort")).await.text.contains("Take that back"));
    site.post(&format!("{UNIT}/sort/zero"), "undo=1").await;
    assert_eq!(said(&site, &items[1]).await.unwrap().0, Answer::Unanswered);
    assert_eq!(said(&site, &items[0]).await.unwrap().0, rated(3));
}

#[tokio::test]
async fn a_question_is_answered_and_the_next_one_comes() {
    let site = Site::begun().await;
    let first = next(&site).await;
    let path = format!("{UNIT}/answer/{first}");
    let page = site.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.text.matches("type=\"radio\"").count(), 9);
    assert!(page.text.contains("0 of 72 questions answered") && page.text.contains("Not answered yet"));
    let kept = site.post(&path, "answer=2&note=since+May&based_on=0&go=next").await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let second = next(&site).await;
    assert_eq!(kept.to(), format!("{UNIT}/answer/{second}"));
    assert_ne!(first, second);
    let (answer, _, note) = said(&site, &first).await.unwrap();
    assert_eq!((answer, note.as_deref()), (rated(2), Some("since May")));
    let again = site.get(&path).await;
    assert!(again.text.contains("Saved: 2") && again.text.contains("since May") && again.text.contains("1 of 72"));
    // Going on without an answer is no answer.
    let on = site.post(&format!("{UNIT}/answer/{second}"), "based_on=0&go=next").await;
    assert_eq!(on.status, StatusCode::SEE_OTHER);
    assert!(said(&site, &second).await.is_none());
}

#[tokio::test]
async fn lines_of_a_note_stay_lines() {
    let site = Site::begun().await;
    let path = format!("{UNIT}/answer/{}", next(&site).await);
    site.post(&path, "answer=2&note=since+May%0D%0Aall+builds&based_on=0").await;
    let again = site.get(&path).await;
    assert!(again.text.contains(">since May\nall builds</textarea>"), "{}", again.text);
}

#[tokio::test]
async fn every_kind_of_empty_is_kept_apart() {
    let site = Site::begun().await;
    let item = next(&site).await;
    let path = format!("{UNIT}/answer/{item}");
    let mut stands = 0;
    for (form, expected) in [
        ("answer=dont-know&ask=Legal", Answer::DontKnow { ask: Some("Legal".to_owned()) }),
        ("answer=declined", Answer::Declined),
        ("answer=na&reason=ships+nothing", Answer::NotApplicable { reason: "ships nothing".to_owned() }),
    ] {
        let kept = site.post(&path, &format!("{form}&based_on={stands}")).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        let (answer, seq, _) = said(&site, &item).await.unwrap();
        assert_eq!(answer, expected);
        stands = seq;
    }
}

#[tokio::test]
async fn what_was_typed_stays_when_something_is_missing() {
    let site = Site::begun().await;
    let path = format!("{UNIT}/answer/{}", next(&site).await);
    for (form, fault) in [
        ("answer=na&note=precious+words", "Say why it does not apply"),
        ("note=precious+words", "Choose an answer first"),
        ("answer=6&note=precious+words", "Choose an answer first"),
        ("answer=3&note=precious+words&on=yesterday", "YYYY-MM-DD"),
    ] {
        let page = site.post(&path, &format!("{form}&based_on=0&go=next")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(page.text.contains(fault) && page.text.contains("precious words"), "{form}: {}", page.text);
    }
    let script = by_script(&site, &path, "answer=na&based_on=0").await;
    assert_eq!(script.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(script.text.contains("\"field\":\"reason\""), "{}", script.text);
}

#[tokio::test]
async fn an_answer_sent_twice_is_one_answer() {
    let site = Site::begun().await;
    let item = next(&site).await;
    let path = format!("{UNIT}/answer/{item}");
    let first = by_script(&site, &path, "answer=3&based_on=0").await;
    assert_eq!(first.status, StatusCode::OK);
    let seq = said(&site, &item).await.unwrap().1;
    assert!(first.text.contains(&format!("\"seq\":{seq}")), "{}", first.text);
    assert!(first.text.contains("\"saved\":\"Saved: 3"), "{}", first.text);
    assert_eq!(by_script(&site, &path, "answer=3&based_on=0").await.status, StatusCode::OK);
    assert_eq!(said(&site, &item).await.unwrap().1, seq);
}

#[tokio::test]
async fn two_windows_do_not_overwrite_each_other() {
    let site = Site::begun().await;
    let item = next(&site).await;
    let path = format!("{UNIT}/answer/{item}");
    site.post(&path, "answer=3&based_on=0").await;
    let stale = by_script(&site, &path, "answer=1&based_on=0").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("\"conflict\":true"));
    let both = site.post(&path, "answer=1&note=mine&based_on=0&go=next").await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(
        both.text.contains("<b>1 –") && both.text.contains("<b>3 –") && both.text.contains("mine"),
        "{}",
        both.text
    );
    let (answer, seq, _) = said(&site, &item).await.unwrap();
    assert_eq!(answer, rated(3));
    // The choice is made on what stands now.
    assert!(both.text.contains(&format!("name=\"based_on\" value=\"{seq}\"")), "{}", both.text);
    site.post(&path, &format!("answer=1&note=mine&based_on={seq}&go=next")).await;
    assert_eq!(said(&site, &item).await.unwrap().0, rated(1));
}

#[tokio::test]
async fn the_last_answer_is_taken_back_to_what_was_said_before() {
    let site = Site::begun().await;
    let item = next(&site).await;
    let path = format!("{UNIT}/answer/{item}");
    site.post(&path, "answer=3&note=first&based_on=0").await;
    let seq = said(&site, &item).await.unwrap().1;
    site.post(&path, &format!("answer=1&note=second&based_on={seq}")).await;
    assert!(site.get(&path).await.text.contains("Last saved:"));
    let back = site.post(&format!("{UNIT}/undo"), "").await;
    assert_eq!(back.to(), path);
    let (answer, _, note) = said(&site, &item).await.unwrap();
    assert_eq!((answer, note.as_deref()), (rated(3), Some("first")));
}

#[tokio::test]
async fn taking_the_only_answer_back_asks_again() {
    let site = Site::begun().await;
    let item = next(&site).await;
    site.post(&format!("{UNIT}/answer/{item}"), "answer=3&based_on=0").await;
    assert_ne!(next(&site).await, item);
    site.post(&format!("{UNIT}/undo"), "").await;
    assert_eq!(said(&site, &item).await.unwrap().0, Answer::Unanswered);
    assert_eq!(next(&site).await, item);
    // There is nothing more to take back.
    site.post(&format!("{UNIT}/undo"), "").await;
    assert_eq!(next(&site).await, item);
}

#[tokio::test]
async fn after_the_last_question_comes_what_it_means() {
    let site = Site::begun().await;
    let items: Vec<String> = {
        let live = site.app.read().await.unwrap();
        live.cycle(&q4()).unwrap().1.items().map(|(_, i)| i.id.0.clone()).collect()
    };
    for (n, item) in items.iter().enumerate() {
        let answer = if n % 10 == 9 { "dont-know&ask=Legal".to_owned() } else { (n % 4).to_string() };
        by_script(&site, &format!("{UNIT}/answer/{item}"), &format!("answer={answer}&based_on=0")).await;
    }
    assert_eq!(site.get(&format!("{UNIT}/answer")).await.to(), format!("{UNIT}/done"));
    let done = site.get(&format!("{UNIT}/done")).await;
    assert_eq!(done.status, StatusCode::OK);
    for expected in ["All questions are answered", "65 of 72 rated", "in progress", "Legal", "we are assessing how"] {
        assert!(done.text.contains(expected), "{expected}: {}", done.text);
    }
    assert_eq!(
        done.text.split("<ol class=\"weak\">").nth(1).unwrap().matches("<h3>").count(),
        3 + 1,
        "three, and one to ask"
    );
    let report = site.get(&format!("{UNIT}/report.html")).await;
    assert!(report.text.starts_with("<!doctype html>") && report.text.contains("Example Group"));
    let policy = report.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'") && !policy.contains("script"));
    let file = site.get(&format!("{UNIT}/osmm-assessment.json")).await;
    let read = osmm_maturity::assessment::parse(&file.text).unwrap();
    assert_eq!(read.results.claimed.profile.overall.counts.rated, 65);
    let todo = site.get("/a/2026-q4/todo").await;
    assert!(todo.text.contains("Nothing is asked of you"), "{}", todo.text);
}

#[tokio::test]
async fn my_questions_say_how_many_and_where() {
    let site = Site::begun().await;
    let todo = site.get("/a/2026-q4/todo").await;
    assert!(todo.text.contains("72 questions are asked of you"), "{}", todo.text);
    assert!(todo.text.contains(&format!("href=\"{UNIT}/answer\"")));
}

#[tokio::test]
async fn odd_addresses_are_not_found() {
    let site = Site::begun().await;
    for path in [
        "/a/none/unit/organisation/sort",
        "/a/2026-q4/unit/none/sort",
        "/a/2026-q4/unit/none/answer",
        "/a/2026-q4/unit/organisation/answer/none",
        "/a/2026-q4/unit/none/done",
        "/a/none/todo",
    ] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_pages_are_in_german_too() {
    let site = Site::begun().await;
    let item = next(&site).await;
    for (path, words) in [
        (format!("{UNIT}/sort"), "Was geschieht bei Ihnen?"),
        (format!("{UNIT}/answer/{item}"), "Speichern und weiter"),
        (format!("{UNIT}/done"), "72 Fragen sind offen"),
        (format!("{UNIT}/lock"), "Sind Sie fertig?"),
        ("/a/2026-q4/todo".to_owned(), "Ihnen werden 72 Fragen gestellt"),
    ] {
        let request = Request::get(&path).header(header::ACCEPT_LANGUAGE, "de").body(Body::empty()).unwrap();
        let page = site.ask(request).await;
        assert!(page.text.contains(words), "{path}: {}", page.text);
        assert!(!page.text.contains("answer-"), "{path} shows the name of a message: {}", page.text);
    }
}
