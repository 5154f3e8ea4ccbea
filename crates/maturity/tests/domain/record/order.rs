//! What is asked first, who may place activities, and what an answer that was taken back means.

use osmm_maturity::cycle::order::{Order, order};
use osmm_maturity::cycle::tasks::{Moved, asked, asked_in, work};
use osmm_maturity::event::{Change, Sorted};
use osmm_maturity::model::{Activity, ItemId, Scope};
use osmm_maturity::organisation::Refusal;
use osmm_maturity::response::Answer;

use super::desk::{Desk, assessment, person, rated, unit};

fn sort(desk: &mut Desk, who: &str, activity: &Activity, sorted: Sorted) -> Result<(), Refusal> {
    let change = Change::Sorted {
        assessment: assessment("q4"),
        unit: unit("pay"),
        respondent: person("ada"),
        activity: activity.id.clone(),
        sorted,
    };
    desk.attempt(who, None, change)
}

fn of(desk: &Desk, who: &str) -> Order {
    let (cycle, model) = desk.state.cycle(&assessment("q4")).unwrap();
    let all = asked(&desk.state, cycle, model, &Moved::new());
    order(cycle, model, &unit("pay"), &person(who), &all)
}

/// Activities of one level with something that units answer themselves.
fn local(desk: &Desk, level: impl Fn(u8) -> bool) -> Vec<Activity> {
    let asks = |a: &&Activity| level(a.level) && a.items.iter().any(|i| i.scope == Scope::Local);
    desk.model.activities.iter().filter(asks).cloned().collect()
}

fn level(desk: &Desk, item: &ItemId) -> u8 {
    desk.model.item(item).unwrap().0.level
}

#[test]
fn low_levels_come_first_and_what_happens_in_part_before_the_rest() {
    let mut desk = Desk::with_draft();
    let same = (1..=5).map(|l| local(&desk, |level| level == l)).find(|a| a.len() >= 3).unwrap();
    sort(&mut desk, "ada", &same[0], Sorted::DontKnow).unwrap();
    sort(&mut desk, "ada", &same[1], Sorted::Established).unwrap();
    sort(&mut desk, "ada", &same[2], Sorted::Some).unwrap();
    let order = of(&desk, "ada");
    let levels: Vec<u8> = order.asked.iter().map(|i| level(&desk, i)).collect();
    assert!(levels.is_sorted(), "{levels:?}");
    let place = |a: &Activity| {
        let first = a.items.iter().find(|i| i.scope == Scope::Local).unwrap();
        order.asked.iter().position(|i| *i == first.id).unwrap()
    };
    assert!(place(&same[2]) < place(&same[1]) && place(&same[1]) < place(&same[0]));
    // What one person sorted changes nothing for another.
    assert_ne!(of(&desk, "bob").asked, order.asked);
}

#[test]
fn high_levels_of_what_does_not_happen_are_not_asked_and_stay_within_reach() {
    let mut desk = Desk::with_draft();
    let before = of(&desk, "ada");
    let (low, high) = (local(&desk, |l| l <= 3), local(&desk, |l| l > 3));
    for activity in [&low[0], &high[0]] {
        sort(&mut desk, "ada", activity, Sorted::NotHappening).unwrap();
    }
    let after = of(&desk, "ada");
    let items = |a: &Activity| -> Vec<ItemId> {
        a.items.iter().filter(|i| i.scope == Scope::Local).map(|i| i.id.clone()).collect()
    };
    assert_eq!(after.apart, items(&high[0]));
    assert!(items(&low[0]).iter().all(|i| after.asked.contains(i)));
    assert_eq!(after.all().count(), before.all().count(), "nothing is lost");
    let (_, last) = after.around(after.asked.last().unwrap());
    assert_eq!(last, after.apart.first());
}

#[test]
fn the_next_question_is_the_first_open_one_after_the_last() {
    let desk = Desk::with_draft();
    let order = of(&desk, "ada");
    let (first, third, last) = (&order.asked[0], &order.asked[2], order.asked.last().unwrap());
    assert_eq!(order.next(None, |_| true), Some(first));
    assert_eq!(order.next(Some(&order.asked[1]), |_| true), Some(third));
    assert_eq!(order.next(Some(last), |i| i == third), Some(third), "from the beginning again");
    assert_eq!(order.next(Some(first), |_| false), None);
}

#[test]
fn nobody_is_asked_what_somebody_else_was_assigned_or_has_answered() {
    let mut desk = Desk::with_draft();
    let items = desk.items(Scope::Local);
    desk.assign("bob", "pay", &items[0], None).unwrap();
    desk.respond("bob", "pay", &items[1], rated(3)).unwrap();
    let ada = of(&desk, "ada");
    assert!(ada.all().all(|i| *i != items[0]));
    assert!(!ada.asked.contains(&items[1]) && ada.apart.contains(&items[1]));
    assert!(of(&desk, "bob").asked.contains(&items[0]));
}

#[test]
fn activities_are_placed_in_the_own_name_while_answers_are_open() {
    let mut desk = Desk::with_draft();
    let activity = desk.model.activities[0].clone();
    assert!(matches!(sort(&mut desk, "bob", &activity, Sorted::Some), Err(Refusal::Right { .. })));
    sort(&mut desk, "lead", &activity, Sorted::Some).unwrap();
    let lost = Activity { id: osmm_maturity::model::ActivityId("lost".to_owned()), ..activity.clone() };
    assert!(matches!(sort(&mut desk, "ada", &lost, Sorted::Some), Err(Refusal::Unknown { .. })));
    sort(&mut desk, "ada", &activity, Sorted::Established).unwrap();
    let (cycle, _) = desk.state.cycle(&assessment("q4")).unwrap();
    assert_eq!(cycle.sorted(&unit("pay"), &person("ada"), &activity.id), Some(Sorted::Established));
    let answers = cycle.said_by(&person("ada")).count();
    assert_eq!(answers, 0, "it is no rating");
}

#[test]
fn an_answer_that_was_taken_back_is_asked_again() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Local)[0].clone();
    desk.assign("ada", "pay", &item, None).unwrap();
    desk.respond("ada", "pay", &item, rated(3)).unwrap();
    let open = |desk: &Desk| {
        let (cycle, model) = desk.state.cycle(&assessment("q4")).unwrap();
        let here = [unit("pay")];
        let all = asked_in(&desk.state, cycle, model, &Moved::new(), here.iter());
        let (people, _) = work(cycle, model, &all);
        people.get(&person("ada")).is_some_and(|t| t.iter().any(|t| t.asked.item == item && !t.only_lock))
    };
    assert!(!open(&desk));
    desk.respond("ada", "pay", &item, Answer::Unanswered).unwrap();
    assert!(open(&desk));
}
