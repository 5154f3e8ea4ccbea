//! `/a/{assessment}/unit/{unit}/done`: what came of answering: where the unit stands, the weakest things that block others,
//! whom to ask, and what to take away.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use osmm_maturity::assessment::Assessment;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::weakest::{Weak, weakest};
use osmm_maturity::event::PersonId;
use osmm_maturity::model::{Activity, Item, Model};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::score::Basis;

use super::asked::Way;
use super::{At, files, form, lock, rate};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

/// How many weak things are named.
const WEAK: usize = 3;
/// How many are named of those that build on one.
const NAMED: usize = 3;

#[derive(Template)]
#[template(path = "answer/done.html")]
struct Page {
    shell: Shell,
    unit: Option<String>,
    rest: usize,
    answered: usize,
    total: usize,
    apart: usize,
    position: Option<String>,
    scores: Vec<Line>,
    weak: Vec<Weakness>,
    asks: Vec<Ask>,
    /// Answers that others cannot see yet, where others answer too.
    to_lock: usize,
    links: Links,
    queue: String,
}

struct Links {
    answer: String,
    sort: String,
    lock: String,
    profile: String,
    report: String,
    file: String,
}

/// The score on one basis, with what it rests on.
struct Line {
    basis: String,
    mean: String,
    rated: u32,
    applicable: u32,
    range: String,
    lowest: String,
}

/// One of the weakest things.
struct Weakness {
    title: String,
    href: String,
    mean: String,
    rated: u32,
    applicable: u32,
    blocks: Option<u8>,
    before: String,
    item: String,
    item_href: String,
    rating: String,
    next: Option<(String, String)>,
}

/// What somebody or some role would know.
struct Ask {
    who: String,
    items: Vec<(String, String)>,
    message: String,
}

/// `GET`
pub(crate) async fn show(State(app): State<App>, Path(at): Path<At>, visit: Visit) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, model) = at.open(&app, &live, &visit)?;
    let way = Way::load(&app, &live, (cycle, model), &at, &visit.person).await?;
    let of = files::load(&app, &live, &at, &visit).await?;
    let t = visit.t;
    let rest = way.order.asked.len() - way.answered;
    let shared = lock::shared(cycle, model, &at, &visit.person);
    let title = if rest == 0 { t.say("answer-done-title") } else { t.count("answer-done-rest", rest) };
    let page = Page {
        shell: visit.shell(&live, title, Section::Answer, Some(&at.id)),
        unit: at.title(cycle),
        rest,
        answered: way.answered,
        total: way.order.asked.len(),
        apart: way.order.apart.len(),
        position: position(t, &of),
        scores: Basis::ALL.iter().map(|b| line(t, &of, *b)).collect(),
        weak: weakest(&of, WEAK).into_iter().map(|w| weakness(t, model, &at, w)).collect(),
        asks: asks(t, &live, cycle, &of, &at, &visit.person),
        to_lock: if shared { lock::ready(cycle, model, &at, &visit.person).len() } else { 0 },
        links: Links {
            answer: rate::after(&way, cycle, &at, &visit.person, None),
            sort: links::sort(&at.id, &at.unit),
            lock: at.lock(),
            profile: links::unit(&at.id, &at.unit),
            report: links::report(&at.id, &at.unit),
            file: links::file(&at.id, &at.unit),
        },
        queue: form::queue(&at, &visit.person),
    };
    render(&page)
}

/// The level achieved, where levels are a ladder.
fn position(t: &Texts, of: &Assessment) -> Option<String> {
    let position = of.results.claimed.position.as_ref()?;
    let first = of.model.levels.first().map(|l| l.number).unwrap_or_default();
    Some(match position.achieved {
        Some(level) => t.count("answer-done-level", level.into()),
        None => t.count("answer-done-below", first.into()),
    })
}

fn line(t: &Texts, of: &Assessment, basis: Basis) -> Line {
    let results = match basis {
        Basis::Claimed => &of.results.claimed,
        Basis::Supported => &of.results.supported,
        Basis::Verified => &of.results.verified,
    };
    let score = &results.profile.overall;
    let title = |l: &osmm_maturity::score::Lowest| {
        of.model.item(&l.item).map(|(a, i)| format!("{} – {}: {}", l.rating, a.title, i.title))
    };
    Line {
        basis: t.say(&format!("answer-basis-{}", basis.word())),
        mean: t.figure_or_dash(score.mean),
        rated: score.counts.rated,
        applicable: score.counts.applicable(),
        range: score.range.map(|r| format!("{} – {}", t.figure(r.low), t.figure(r.high))).unwrap_or_default(),
        lowest: score.lowest.as_ref().and_then(title).unwrap_or_default(),
    }
}

fn weakness(t: &Texts, model: &Model, at: &At, weak: Weak) -> Weakness {
    let title = |id| model.activity(id).map(|a: &Activity| a.title.clone()).unwrap_or_default();
    let (item, rating) = weak.lowest;
    let about = model.item(&item).map(|(_, i)| i);
    let wanted = Rating(rating.0.saturating_add(1));
    Weakness {
        title: title(&weak.activity),
        href: links::activity(&at.id, &at.unit, &weak.activity),
        mean: t.figure_or_dash(weak.score.mean),
        rated: weak.score.counts.rated,
        applicable: weak.score.counts.applicable(),
        blocks: weak.blocks,
        before: few(t, weak.before.iter().map(title).collect()),
        item: about.map(|i| i.title.clone()).unwrap_or_default(),
        item_href: links::answer_item(&at.id, &at.unit, &item),
        rating: rating.to_string(),
        next: about.and_then(|i| Some((wanted.to_string(), i.anchors.get(&wanted)?.clone()))),
    }
}

/// The first of some names, and how many more there are.
fn few(t: &Texts, mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let mut words = names.join(", ");
    if more > 0 {
        words += &format!(" {}", t.count("answer-proposal-more", more));
    }
    words
}

/// What is not known, by who would know: as it was said, else by the roles that the model names.
fn asks(t: &Texts, live: &Live, cycle: &Cycle, of: &Assessment, at: &At, person: &PersonId) -> Vec<Ask> {
    let mut by: BTreeMap<String, Vec<(&Activity, &Item)>> = BTreeMap::new();
    for (activity, item) in of.model.items() {
        let own = cycle.answer_of(&at.unit, &item.id, person).map(|s| &s.answer);
        let holds = of.response(&item.id).map(|r| &r.answer);
        let Some(Answer::DontKnow { ask }) = own.or(holds) else { continue };
        let who = ask.as_deref().map_or_else(|| roles(&of.model, activity), |who| form::called(live, who));
        by.entry(who).or_default().push((activity, item));
    }
    let ask = |(who, items): (String, Vec<(&Activity, &Item)>)| Ask {
        message: message(t, cycle, of, &items),
        items: items.iter().map(|(_, i)| (links::answer_item(&at.id, &at.unit, &i.id), i.question.clone())).collect(),
        who: if who.is_empty() { t.say("answer-ask-anybody") } else { who },
    };
    by.into_iter().map(ask).collect()
}

fn roles(model: &Model, activity: &Activity) -> String {
    let titles = model.roles.iter().filter(|r| activity.roles.contains(&r.id)).map(|r| r.title.as_str());
    titles.collect::<Vec<_>>().join(", ")
}

/// A message that can be sent as it is.
fn message(t: &Texts, cycle: &Cycle, of: &Assessment, items: &[(&Activity, &Item)]) -> String {
    let question = |(n, (activity, item)): (usize, &(&Activity, &Item))| {
        let proof = item.typical_evidence.first().map_or("", String::as_str);
        let about = t.fill("answer-ask-proof", &[("activity", &activity.title), ("proof", proof)]);
        format!("{}. {}\n   {about}", n + 1, item.question)
    };
    let questions: Vec<String> = items.iter().enumerate().map(question).collect();
    let (scope, questions) = (of.scope.name.as_str(), questions.join("\n\n"));
    let values = [("scope", scope), ("questions", &questions)];
    match cycle.scope.deadline {
        Some(day) => t.fill("answer-ask-until", &[values[0], values[1], ("day", &t.day(day))]),
        None => t.fill("answer-ask-message", &values),
    }
}
