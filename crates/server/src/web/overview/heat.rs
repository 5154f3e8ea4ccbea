//! Units by activities, and the roll-up by the rule that the reader picked, always with its spread.

use std::collections::BTreeMap;

use osmm_maturity::cycle::picture::UnitPicture;
use osmm_maturity::model::ItemId;
use osmm_maturity::rollup::{Rollup, RollupRule, rollup};
use osmm_maturity::score::{Score, score};
use osmm_report::charts::heat::{Heat, HeatCell, HeatHead, HeatRow, draw};

use super::Scene;
use super::blockers::percent;
use super::view::View;
use crate::error::Problem;
use crate::links;

/// Rows shown unless all are asked for.
const ROWS: usize = 25;

/// The section; absent for a single unit.
pub(crate) struct Units {
    pub heading: String,
    pub table: String,
    /// The roll-up over all activities in a sentence: number, rule, spread, units without a score.
    pub rollup: String,
    /// The rules: name in the address, words, whether it is the one.
    pub rules: Vec<(&'static str, String, bool)>,
    pub n: String,
    /// Where all rows are, when not all are shown.
    pub all: Option<(String, String)>,
}

/// One unit with its scores: over everything, then by activity.
struct Line<'a> {
    unit: &'a UnitPicture,
    title: String,
    heads: u32,
    scores: Vec<Score>,
}

impl Units {
    pub(crate) fn new(scene: &Scene<'_>) -> Result<Option<Self>, Problem> {
        let mut lines = lines(scene);
        if lines.len() < 2 {
            return Ok(None);
        }
        let foot = foot(scene, &lines);
        let whole = rolled(scene.view.rule, &lines, 0);
        sort(scene, &mut lines);
        let n = lines.len();
        let t = scene.t;
        let cut = !scene.view.all && n > ROWS;
        if cut {
            lines.truncate(ROWS);
        }
        let heat = Heat {
            caption: t.fill(
                "overview-heat-caption",
                &[("basis", &t.say(&format!("overview-basis-{}", scene.view.basis.word())))],
            ),
            corner: head(scene, "unit", t.say("overview-unit"), t.say("overview-unit")),
            all: head(scene, "all", t.say("overview-all-activities"), t.say("overview-all-activities")),
            groups: groups(scene),
            columns: scene
                .model
                .activities
                .iter()
                .map(|a| head(scene, &a.id.0, a.title.clone(), a.title.clone()))
                .collect(),
            rows: lines.iter().map(|l| row(scene, l)).collect(),
            foot,
        };
        let all = View { all: true, ..scene.view.clone() };
        Ok(Some(Self {
            heading: heading(scene, n, &whole),
            table: draw(&heat).map_err(|e| Problem::Failed(e.to_string()))?,
            rollup: sentence(scene, &whole),
            rules: rules(scene),
            n: scene.view.n().to_string(),
            all: cut.then(|| (format!("{}#units", all.href()), t.count("overview-all-units", n))),
        }))
    }
}

/// Units that answer; the root that answers central items only has no line of its own.
fn lines<'a>(scene: &Scene<'a>) -> Vec<Line<'a>> {
    let column: BTreeMap<&ItemId, usize> =
        (1..).zip(&scene.model.activities).flat_map(|(n, a)| a.items.iter().map(move |i| (&i.id, n))).collect();
    let answering = scene.pool.units.iter().filter(|u| scene.cycle.scope.answering.contains(&u.unit));
    answering
        .map(|unit| {
            let mut answers: Vec<Vec<_>> = vec![Vec::new(); scene.model.activities.len() + 1];
            for item in &unit.items {
                let answer = (&item.item, item.on(scene.view.basis));
                if let Some(n) = column.get(&item.item) {
                    answers[*n].push(answer.clone());
                }
                answers[0].push(answer);
            }
            Line {
                title: scene.unit(&unit.unit),
                heads: scene.cycle.tree.unit(&unit.unit).map_or(0, |u| u.headcount),
                scores: answers.iter().map(|a| score(a.iter().map(|(i, a)| (*i, a)), scene.top())).collect(),
                unit,
            }
        })
        .collect()
}

fn sort(scene: &Scene<'_>, lines: &mut [Line<'_>]) {
    let Some((column, down)) = &scene.view.sort else { return };
    if column == "unit" {
        lines.sort_by_key(|l| l.title.to_lowercase());
    } else {
        let index = scene.model.activities.iter().position(|a| &a.id.0 == column).map_or(0, |i| i + 1);
        let mean = |l: &Line<'_>| l.scores.get(index).and_then(|s| s.mean);
        // Units without a score come last, whichever way.
        lines.sort_by(|a, b| match (mean(a), mean(b)) {
            (Some(a), Some(b)) if *down => b.total_cmp(&a),
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        return;
    }
    if *down {
        lines.reverse();
    }
}

fn head(scene: &Scene<'_>, column: &str, label: String, title: String) -> HeatHead {
    let sorted = scene.view.sort.as_ref().filter(|(c, _)| c == column).map(|(_, down)| *down);
    let sort = Some((column.to_owned(), sorted == Some(false)));
    let href = format!("{}#units", View { sort, ..scene.view.clone() }.href());
    let words = |down| if down { "descending" } else { "ascending" };
    HeatHead { label, title, href: Some(href), sorted: sorted.map(words) }
}

fn groups(scene: &Scene<'_>) -> Vec<(String, usize)> {
    let of = |l: u8| (scene.level(l), scene.model.activities_of(l).count());
    scene.model.levels.iter().map(|l| of(l.number)).filter(|(_, n)| *n > 0).collect()
}

fn row(scene: &Scene<'_>, line: &Line<'_>) -> HeatRow {
    let cell = |score: &Score| {
        let answered = super::profile::answered(scene, score.counts.rated, score.counts.applicable());
        match score.mean {
            Some(mean) => HeatCell::of(mean, scene.top(), tenth(scene, mean), answered),
            None if score.counts.applicable() == 0 => HeatCell::none("p-hatch", scene.t.say("overview-not-applicable")),
            None => HeatCell::none("p-open", answered),
        }
    };
    HeatRow {
        name: line.title.clone(),
        href: Some(links::unit(&scene.cycle.id, &line.unit.unit)),
        note: match line.heads {
            0 => String::new(),
            heads => scene.t.count("overview-people", heads as usize),
        },
        cells: line.scores.iter().map(cell).collect(),
    }
}

/// One decimal, rounded down: a score that misses a threshold never looks as if it met it.
fn tenth(scene: &Scene<'_>, value: f64) -> String {
    let text = format!("{:.1}", (value * 10.0 + 1e-6).floor() / 10.0);
    text.replace('.', &scene.t.say("decimal-point"))
}

fn rolled(rule: RollupRule, lines: &[Line<'_>], column: usize) -> Rollup {
    let scores: Vec<_> = lines.iter().map(|l| (l.scores.get(column).and_then(|s| s.mean), l.heads)).collect();
    rollup(rule, &scores)
}

/// The roll-up, and below it the spread.
fn foot(scene: &Scene<'_>, lines: &[Line<'_>]) -> Vec<HeatRow> {
    let t = scene.t;
    let all: Vec<Rollup> = (0..=scene.model.activities.len()).map(|c| rolled(scene.view.rule, lines, c)).collect();
    let share = matches!(scene.view.rule, RollupRule::ShareAtOrAbove { .. });
    let none = || HeatCell::none("", t.say("overview-no-score"));
    let scored = |r: &Rollup| super::profile::answered(scene, r.scored, r.scored + r.unscored);
    let value = |r: &Rollup| match r.value {
        Some(v) if share => HeatCell { text: format!("{}%", percent(v)), class: String::new(), title: scored(r) },
        Some(v) => HeatCell::of(v, scene.top(), tenth(scene, v), scored(r)),
        None => none(),
    };
    let spread = |of: &dyn Fn(&Rollup) -> Option<f64>| {
        let cell = |r: &Rollup| match of(r) {
            Some(v) => HeatCell { text: tenth(scene, v), class: String::new(), title: String::new() },
            None => none(),
        };
        all.iter().map(cell).collect::<Vec<_>>()
    };
    let line = |name: String, cells: Vec<HeatCell>| HeatRow { name, href: None, note: String::new(), cells };
    vec![
        line(rule_words(scene), all.iter().map(value).collect()),
        line(t.say("overview-lowest-unit"), spread(&|r| r.lowest)),
        line(t.say("overview-highest-unit"), spread(&|r| r.highest)),
    ]
}

fn rule_words(scene: &Scene<'_>) -> String {
    let name = View::rule_name(scene.view.rule);
    let n = scene.view.n().to_string().replace('.', &scene.t.say("decimal-point"));
    scene.t.fill(&format!("overview-rule-{name}"), &[("score", &n)])
}

fn rules(scene: &Scene<'_>) -> Vec<(&'static str, String, bool)> {
    let here = View::rule_name(scene.view.rule);
    let words = |name: &str| scene.t.say(&format!("overview-pick-{name}"));
    ["mean", "headcount", "weakest", "share"].map(|name| (name, words(name), name == here)).into()
}

fn heading(scene: &Scene<'_>, n: usize, whole: &Rollup) -> String {
    let t = scene.t;
    match (whole.lowest, whole.highest) {
        (Some(low), Some(high)) => {
            let (low, high) = (t.figure(low), t.figure(high));
            t.fill("overview-units-spread", &[("n", &n.to_string()), ("low", &low), ("high", &high)])
        }
        _ => t.count("overview-units", n),
    }
}

fn sentence(scene: &Scene<'_>, whole: &Rollup) -> String {
    let t = scene.t;
    let value = match (whole.value, scene.view.rule) {
        (None, _) => t.say("overview-no-score"),
        (Some(v), RollupRule::ShareAtOrAbove { .. }) => format!("{}%", percent(v)),
        (Some(v), _) => t.figure(v),
    };
    let words = [
        ("rule", rule_words(scene)),
        ("value", value),
        ("low", t.figure_or_dash(whole.lowest)),
        ("high", t.figure_or_dash(whole.highest)),
        ("scored", whole.scored.to_string()),
        ("n", (whole.scored + whole.unscored).to_string()),
    ];
    t.fill("overview-rollup", &words.each_ref().map(|(k, v)| (*k, v.as_str())))
}
