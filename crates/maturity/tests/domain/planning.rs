//! Roadmaps: from ratings and decisions to a plan.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use osmm_maturity::event::ActionId;
use osmm_maturity::level::position;
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::plan::{
    Brief, Full, Goal, NoPlan, Plan, Quarter, Standing, Waits, Why, cheapest, make, plannable, read, template, write,
};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::score::profile;
use osmm_maturity::unit::UnitId;
use proptest::prelude::*;

use crate::{load, model_ids, osmm};

const TODAY: Date = date(2026, 11, 28);

/// A unit with a rating for every item, by the item's place in the model.
fn standing(model: &Model, target: u8, rating: impl Fn(usize) -> u8) -> Standing {
    let items: Vec<&ItemId> = model.items().map(|(_, item)| &item.id).collect();
    Standing {
        unit: UnitId("group".to_owned()),
        title: "Example Group".to_owned(),
        topmost: true,
        share: 1.0,
        ratings: items.iter().enumerate().map(|(n, item)| ((*item).clone(), Rating(rating(n)))).collect(),
        inherited: BTreeSet::new(),
        open: Vec::new(),
        targets: items.iter().map(|item| ((*item).clone(), Rating(target))).collect(),
    }
}

fn brief(model: &Model, text: &str) -> Brief {
    read("plan.yaml", &format!("format: osmm-plan/1\n{text}"), model, TODAY).unwrap()
}

fn planned(model: &Model, standing: &Standing, text: &str) -> Plan {
    make(model, std::slice::from_ref(standing), &brief(model, text), TODAY).unwrap()
}

fn place<'p>(plan: &'p Plan, id: &str) -> &'p osmm_maturity::plan::Planned {
    plan.actions.iter().find(|a| a.action.id.0 == id).unwrap_or_else(|| panic!("no {id}"))
}

/// What holds for every plan, whatever it was made from.
fn sound(model: &Model, plan: &Plan, brief: &Brief) {
    for used in &plan.used {
        assert!(used.used.iter().zip(&used.there).all(|(used, there)| *used <= there + 1e-5), "{used:?}");
    }
    let finish: BTreeMap<&ActionId, Option<Quarter>> = plan.actions.iter().map(|a| (&a.action.id, a.finish)).collect();
    for planned in &plan.actions {
        let Some(start) = planned.start else { continue };
        for before in &planned.action.after {
            assert!(finish[before].is_some_and(|done| done < start), "{} before {before}", planned.action.id);
        }
    }
    for quarter in &plan.quarters {
        let active =
            plan.actions.iter().filter(|a| a.start.is_some_and(|s| s <= *quarter) && a.finish >= Some(*quarter));
        assert!(active.count() <= usize::from(brief.at_once));
    }
    for unit in &plan.projection {
        let means: Vec<f64> = unit.now.into_iter().chain(unit.then.iter().filter_map(|t| t.mean)).collect();
        assert!(means.is_sorted(), "{means:?}");
        assert!(unit.then.iter().all(|t| t.low <= t.mean && t.mean <= t.high));
    }
    assert!((0.0..=1.0).contains(&plan.gap));
    let first: f64 = plan.actions.iter().filter_map(|a| a.chance).map(|c| c.first_five).sum();
    let jobs = plan.actions.iter().filter(|a| a.chance.is_some()).count();
    assert!((first - f64::from(u32::try_from(jobs.min(5)).unwrap())).abs() < 1e-9, "{first}");
    assert_eq!(plan.model_digest, model.digest());
}

#[test]
fn every_model_plans_its_template() {
    for id in model_ids() {
        let model = load(&id);
        let text = template(&model, Quarter::of(TODAY).plus(1));
        let brief = read("plan.yaml", &text, &model, TODAY).unwrap();
        let all = standing(&model, model.scale.top().0.min(3), |n| u8::from(n % 3 == 0));
        let plan = make(&model, std::slice::from_ref(&all), &brief, TODAY).unwrap();
        assert!(plan.actions.iter().any(|a| a.start.is_some()), "{id}");
        sound(&model, &plan, &brief);
        assert_eq!(plan, make(&model, &[all], &brief, TODAY).unwrap(), "the same twice");
    }
}

#[test]
fn a_brief_is_written_as_it_is_read() {
    let model = osmm();
    let everything = "start: 2027-Q2\nquarters: 6\nat_once: 4\nseed: 7\nby: 2028-06-30\nreach: {level: 2}\n\
        capacity: {ospo: [15, 10.5], anyone: 3}\nbudget: [20000, 0]\ncurrency: \"E\\\"U: R #\"\n\
        own_objectives: [{id: calm, title: Calm, meaning: \"Nobody calls: at night\"}]\n\
        objectives: {security-posture: 60, calm: 40}\nunit_objectives: {pay: {calm: 100}}\n\
        effects: [{activity: using, objective: calm, effect: high, source: own-data}]\n\
        actions:\n  - {id: using.2, drop: \"no: {not} now\", after: [culture.2]}\n\
        \x20 - {id: culture.2, effort: {ospo: [1, 2, 3.5]}, money: 4, takes: 2, by: 2027-09-30, start: 2027-Q3}\n\
        \x20 - {id: tool, title: \"'Tool' [x]\", effort: {ospo: 4}, moves: {L2.software-inventory.tracking: 3},\n\
        \x20    unit: pay, instead_of: [software-inventory.2], serves: [{objective: calm, effect: low, source: regulation}]}\n";
    for text in [everything, "capacity: 1", "start: 2027-Q1\ncapacity: {ospo: 0}"] {
        let brief = brief(&model, text);
        let lines = write(&brief);
        let written: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert!(written.iter().all(|line| !line.contains('\n')));
        assert_eq!(read("written", &written.join("\n"), &model, TODAY), Ok(brief), "{}", written.join("\n"));
    }
    let all = standing(&model, 3, |_| 1);
    let refused = plannable(&model, std::slice::from_ref(&all), &brief(&model, "capacity: 0"));
    assert_eq!(refused, make(&model, &[all], &brief(&model, "capacity: 0"), TODAY).map(drop));
    assert_eq!(refused, Err(NoPlan::NoCapacity));
}

#[test]
fn a_year_of_a_small_office() {
    let model = osmm();
    let plan = planned(
        &model,
        &standing(&model, 3, |n| u8::try_from(n % 4).unwrap()),
        "start: 2027-Q1\nquarters: 4\ncapacity: 45\nobjectives: {security-posture: 60, regulatory-compliance: 40}",
    );
    let line = |a: &osmm_maturity::plan::Planned| {
        let when = a.start.zip(a.finish).map_or("-".to_owned(), |(s, f)| format!("{s}..{f}"));
        format!("{when} {} {:.3} {:?}", a.action.id, a.value, a.why)
    };
    let lines: Vec<String> = plan.actions.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"));
    insta::assert_json_snapshot!(plan.projection);
}

#[test]
fn the_cheapest_way_to_a_level_reaches_it_and_no_item_is_spare() {
    let model = osmm();
    let unit = standing(&model, 3, |n| u8::try_from(n % 3).unwrap());
    let (targets, missing) = cheapest(&model, &unit, Goal::Level(2));
    assert!(missing.is_empty());
    let achieved = |ratings: &BTreeMap<ItemId, Rating>| {
        let of = |item: &ItemId| Answer::Rated { rating: ratings[item] };
        position(&model, &profile(&model, of), |i| ratings.get(i).copied(), |_| true).unwrap().achieved
    };
    let mut then = unit.ratings.clone();
    then.extend(targets.clone());
    assert_eq!(achieved(&then), Some(2));
    for (item, to) in targets {
        let mut less = then.clone();
        less.insert(item.clone(), Rating(to.0 - 1));
        assert!(achieved(&less) < Some(2), "{item} need not go to {to}");
    }
}

#[test]
fn dates_come_first_and_missed_ones_are_said() {
    let model = osmm();
    let unit = standing(&model, 2, |_| 1);
    let last = "managing.2";
    let text = "start: 2027-Q1\nquarters: 4\ncapacity: 20\nobjectives: {security-posture: 100}";
    let dated = format!("{text}\nactions:\n  - {{id: {last}, by: 2027-03-31}}");
    let plan = planned(&model, &unit, &dated);
    assert_eq!(place(&plan, last).start.unwrap().to_string(), "2027-Q1");
    assert!(!place(&plan, last).late);
    let plan = planned(&model, &unit, &format!("{text}\nactions:\n  - {{id: {last}, by: 2027-01-31}}"));
    assert!(place(&plan, last).late, "no quarter ends by then");
    let plan = planned(&model, &unit, text);
    assert_eq!(place(&plan, last).why, Why::Waits(Waits::NoObjective), "without its date");
    assert_eq!(place(&plan, "talent.2").why, Why::Waits(Waits::NoObjective));
    let fixed = "start: 2027-Q1\ncapacity: [0, 60]\nactions:\n  - {id: using.2, start: 2027-Q1}";
    let full = Waits::Room { full: Full::Days("anyone".to_owned()) };
    assert_eq!(place(&planned(&model, &unit, fixed), "using.2").why, Why::Waits(full), "a fixed start never slips");
}

#[test]
fn what_people_decide_stays() {
    let model = osmm();
    let unit = standing(&model, 3, |_| 1);
    let plan = planned(
        &model,
        &unit,
        "capacity: {ospo: 60, anyone: 200}
actions:
  - {id: using.2, title: Open the mirror, effort: {ospo: [1, 2, 3]}}
  - {id: talent.2, drop: hiring is frozen}
  - {id: culture.3, start: 2027-Q3}
  - id: merged
    title: Inventory in one go
    effort: {ospo: 30}
    instead_of: [software-inventory.2, software-inventory.3]
    moves: {L2.software-inventory.tracking: 3}
  - id: gone.2
    title: Own work
    effort: {legal: 5}
    after: [software-inventory.3, using.1]
    moves: {L1.using.use: 3}
",
    );
    assert_eq!(place(&plan, "using.2").action.title, "Open the mirror");
    assert_eq!(place(&plan, "talent.2").why, Why::Waits(Waits::Dropped { reason: "hiring is frozen".to_owned() }));
    assert_eq!(place(&plan, "talent.3").why, Why::Waits(Waits::For { action: ActionId("talent.2".to_owned()) }));
    assert_eq!(place(&plan, "culture.3").start.unwrap().to_string(), "2027-Q3");
    assert!(plan.actions.iter().all(|a| !a.action.id.0.starts_with("software-inventory.")));
    let own = place(&plan, "gone.2");
    assert_eq!(own.action.after, [ActionId("merged".to_owned())], "what is reached already is not waited for");
    assert_eq!(own.action.moves[0].from, Rating(1));
    let moved = |id: &str| place(&plan, id).action.moves.iter().map(|m| m.item.0.as_str()).collect::<Vec<_>>();
    assert!(!moved("using.2").contains(&"L1.using.use") && !moved("using.3").contains(&"L1.using.use"));
    assert_eq!(moved("merged"), ["L2.software-inventory.tracking"]);
}

#[test]
fn what_cannot_be_planned_is_said() {
    let model = osmm();
    let unit = standing(&model, 2, |_| 1);
    let failure = |text: &str| make(&model, std::slice::from_ref(&unit), &brief(&model, text), TODAY).unwrap_err();
    assert_eq!(failure("capacity: 0"), NoPlan::NoCapacity);
    let round = "capacity: 5\nactions:\n  - {id: using.2, after: [talent.2]}\n  - {id: talent.2, after: [using.2]}";
    assert_eq!(failure(round).to_string(), "actions wait for each other: using.2 -> talent.2 -> using.2");
    let nothing = failure("capacity: 5\nactions:\n  - {id: using.2, after: [nothing]}");
    assert_eq!(nothing.to_string(), "action `using.2` names `nothing`, which is no action");
    let own =
        "capacity: 5\nactions:\n  - {id: a, title: A, effort: {ospo: 1}, unit: payments, moves: {L1.using.use: 3}}";
    assert_eq!(failure(own).to_string(), "action `a`: there is no unit `payments`");
    let nobody = planned(&model, &unit, "capacity: {legal: 5}");
    assert!(nobody.actions.iter().any(|a| a.why == Why::Waits(Waits::Nobody { role: "ospo".to_owned() })));
    let full = planned(&model, &standing(&model, 2, |_| 2), "capacity: 5");
    assert!(full.actions.is_empty() && full.gap == 0.0);
}

#[test]
fn faults_of_a_plan_file_are_all_named() {
    let model = osmm();
    let text = "format: osmm-plan/2
start: 2027-Q5
quarters: 0
capacity: {ospoo: 5, legal: -1}
objectives: {security-posture: 60, talent-attraction: 30}
at_once: many
reach: {level: 9}
by: soon
budgt: 5
own_objectives: [{id: innovation, title: A, meaning: B}]
effects: [{activity: using, objective: innovatio, effect: huge, source: own-data}]
actions:
  - {id: using.2, effort: {ospo: [5, 2, 9]}}
  - {id: using.2, takes: 99}
  - {id: own, moves: {L1.using.use: 9, L9: 3}}
  - {title: no id}
";
    let faults = read("plan.yaml", text, &model, TODAY).unwrap_err();
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn plans_are_sound(
        ratings in proptest::collection::vec(0_u8..4, 72),
        capacity in 5_u32..60,
        budget in proptest::option::of(0_u32..20_000),
        quarters in 1_u8..9,
    ) {
        let model = osmm();
        let unit = standing(&model, 3, |n| ratings[n]);
        let budget = budget.map(|b| format!("\nbudget: {b}")).unwrap_or_default();
        let text = format!("quarters: {quarters}\ncapacity: {{ospo: {capacity}, anyone: [10, 30]}}{budget}
actions: [{{id: tool, title: Tool, effort: {{ospo: 2}}, money: [1000, 5000, 9000], moves: {{L1.using.use: 3}}}}]");
        let brief = brief(&model, &text);
        if let Ok(plan) = make(&model, &[unit], &brief, TODAY) {
            sound(&model, &plan, &brief);
        }
    }

    #[test]
    fn any_text_is_a_plan_file_or_faulty(text in "[a-z:{}\\[\\]0-9 \n-]{0,200}") {
        let _ = read("plan.yaml", &format!("format: osmm-plan/1\ncapacity: 5\n{text}"), &osmm(), TODAY);
    }
}
