//! A small model and assessments of it.

use std::collections::BTreeMap;

use osmm_maturity::assessment::{Assessment, Basics};
use osmm_maturity::evidence::{Evidence, EvidenceKind};
use osmm_maturity::model::{self, ItemId, Known, Model, SourceFile};
use osmm_maturity::observation::{
    AskedSignal, Candidate, Document, Export, Measure, Observation, ObservationFormat, ObservationSet, Place, Problem,
    Proof, SignalId, Standing, Subject, Tool, Verdict,
};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::{Answer, Response};

const MACHINE: &str = "{source: automatic, basis: Files show it., cap: 3, confidence: high, \
    signals: [{signal: licence, counts_as: artefact}], \
    steps: [{rating: 1, needs: [seen]}, {rating: 2, needs: [coverage: 0.5]}, {rating: 3, needs: [person: everyone follows it]}]}";
const POLICY: &str = "{source: semi-automatic, basis: A document shows it., cap: 3, confidence: medium, \
    signals: [{signal: policy, counts_as: artefact}], \
    steps: [{rating: 1, needs: [document]}, {rating: 2, needs: [owner]}, {rating: 3, needs: [reviewed]}]}";
const PEOPLE: &str = "{source: people, basis: Only people know.}";

/// Level, activity, items with who can tell.
type Activity = (u8, &'static str, &'static [(&'static str, &'static str)]);

const ACTIVITIES: [Activity; 5] = [
    (1, "Using", &[("Choice", PEOPLE), ("Licences", MACHINE)]),
    (1, "Buying", &[("Contracts", PEOPLE), ("Support", PEOPLE)]),
    (2, "Rules", &[("Policy", POLICY), ("Training", PEOPLE), ("Inventory", MACHINE)]),
    (2, "Safety", &[("Scanning", MACHINE)]),
    (3, "Giving back", &[("Contribution", POLICY), ("Strategy", PEOPLE)]),
];

/// The model of the tests; without thresholds its levels are no ladder.
pub(crate) fn model(ladder: bool) -> Model {
    let head: String = include_str!("model.yaml")
        .lines()
        .filter(|l| ladder || !l.starts_with("achievement"))
        .map(|l| format!("{l}\n"))
        .collect();
    let mut files = vec![SourceFile { path: "model.yaml".to_owned(), text: head }];
    for (order, (level, title, items)) in ACTIVITIES.iter().enumerate() {
        files.push(SourceFile {
            path: format!("activities/{}.yaml", slug(title)),
            text: activity(order + 1, *level, title, items),
        });
    }
    model::read(&files, Known::default()).expect("the sample model is valid")
}

fn activity(order: usize, level: u8, title: &str, items: &[(&str, &str)]) -> String {
    let id = slug(title);
    let mut text = format!(
        "id: {id}\nlevel: {level}\norder: {order}\ntitle: {title}\npurpose: It helps.\nroles: []\nrisks: []\nartefacts: []\n\
         objectives: []\nbenefits: []\ncost_drivers: []\nitems:\n"
    );
    for (item, proposal) in items {
        let anchors: Vec<String> = (1..=4).map(|r| format!("{r}: {item} at {r} looks like this.")).collect();
        text.push_str(&format!(
            "  - id: {id}.{}\n    title: {item}\n    description: About it.\n    question: How is {item} done?\n    \
             typical_evidence: []\n    anchors: {{{}}}\n    scope: central\n    nature: fact\n    proposal: {proposal}\n",
            slug(item),
            anchors.join(", ")
        ));
    }
    text
}

fn slug(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}

/// An id such as `rules.policy`.
pub(crate) fn item(id: &str) -> ItemId {
    ItemId(id.to_owned())
}

pub(crate) fn response(id: &str, answer: Answer) -> Response {
    Response { answer, ..Response::unanswered(item(id)) }
}

pub(crate) fn rated(id: &str, rating: u8) -> Response {
    let on = "2026-09-01".parse().ok();
    Response { by: Some("OSPO lead".to_owned()), on, ..response(id, Answer::Rated { rating: Rating(rating) }) }
}

/// What an assessment without any answer rests on.
pub(crate) fn basics() -> Basics {
    Basics {
        tool: Tool { name: "osmm".to_owned(), version: "0.0.0".to_owned() },
        scope: "Example Group".to_owned(),
        as_of: "2026-09-30".parse().expect("a date"),
        snapshots: 1,
        responses: Vec::new(),
        evidence: Vec::new(),
        scan: None,
        problems: Vec::new(),
    }
}

/// Nothing answered, nothing scanned.
pub(crate) fn empty() -> Assessment {
    Assessment::new(model(true), basics())
}

/// Some answers of level 1, nothing else.
pub(crate) fn partly() -> Assessment {
    let responses = vec![rated("using.choice", 3), rated("using.licences", 3)];
    Assessment::new(model(true), Basics { responses, ..basics() })
}

/// A bit of everything.
pub(crate) fn rich() -> Assessment {
    Assessment::new(model(true), rich_basics())
}

/// The same answers where levels are themes.
pub(crate) fn themes() -> Assessment {
    Assessment::new(model(false), rich_basics())
}

/// Nothing answered, but scanned.
pub(crate) fn scanned() -> Assessment {
    Assessment::new(model(true), Basics { scan: Some(scan()), ..basics() })
}

pub(crate) fn rich_basics() -> Basics {
    let ask = |role: &str| Answer::DontKnow { ask: Some(role.to_owned()) };
    let responses = vec![
        Response { verified: Some(Rating(2)), ..rated("using.choice", 3) },
        rated("using.licences", 2),
        Response { target: Some(Rating(4)), note: Some("Done by Legal.".to_owned()), ..rated("buying.contracts", 3) },
        response("buying.support", Answer::NotApplicable { reason: "We buy no support".to_owned() }),
        Response { target: Some(Rating(4)), note: Some("Known to all.".to_owned()), ..rated("rules.policy", 0) },
        response("rules.training", ask("Learning team")),
        rated("rules.inventory", 1),
        response("giving-back.strategy", Answer::Declined),
    ];
    let evidence = |id: &str, kind| Evidence {
        item: item(id),
        kind,
        title: "Register".to_owned(),
        place: Some("https://intranet.example/register".to_owned()),
        from: None,
        until: None,
        owner: None,
    };
    Basics {
        responses,
        evidence: vec![
            evidence("using.choice", EvidenceKind::Artefact),
            evidence("using.choice", EvidenceKind::Operation),
            evidence("buying.contracts", EvidenceKind::Artefact),
        ],
        scan: Some(scan()),
        problems: vec![Problem {
            place: "answers.yaml, line 7".to_owned(),
            message: "9 is not on the scale".to_owned(),
            hint: Some("use a rating from 0 to 4".to_owned()),
        }],
        ..basics()
    }
}

/// Three repositories that count and one that does not.
pub(crate) fn scan() -> ObservationSet {
    let lfs = || Verdict::CouldNotLook { reason: "content is kept elsewhere".to_owned() };
    let mut partial = observation("web", "policy", Verdict::NotSeen);
    partial.partial = Some("history is shallow".to_owned());
    ObservationSet {
        format: ObservationFormat::V1,
        tool: Tool { name: "osmm".to_owned(), version: "0.0.0".to_owned() },
        observed_at: "2026-09-29T08:00:00Z".parse().expect("a time"),
        signals: vec![AskedSignal {
            id: SignalId("licence".to_owned()),
            title: "Licence file".to_owned(),
            question: "Is there a licence text?".to_owned(),
            remedy: "Add one.".to_owned(),
        }],
        subjects: vec![
            subject("core", Standing::Counted),
            subject("old", Standing::LeftOut { reason: "no commit yet".to_owned() }),
            subject("tools/build", Standing::Counted),
            subject("web", Standing::Counted),
        ],
        observations: vec![
            observation("core", "licence", Verdict::Seen),
            observation("core", "policy", Verdict::Seen),
            observation("tools/build", "licence", lfs()),
            observation("tools/build", "policy", Verdict::NotApplicable { reason: "tools only".to_owned() }),
            imported(observation("web", "licence", Verdict::Seen)),
            partial,
        ],
        problems: Vec::new(),
    }
}

/// The same, as if another program had found it.
fn imported(observation: Observation) -> Observation {
    let export = Export {
        file: "result.json".to_owned(),
        digest: format!("sha256:{}", "ab12".repeat(16)),
        format: "Results (JSON)".to_owned(),
        tool: Some("Checker 2.1".to_owned()),
        made_on: Some(jiff::civil::date(2026, 9, 20)),
        oddities: vec!["lines are counted from 0".to_owned()],
    };
    let proof = Proof { path: "result.json#/runs/0".to_owned(), line: None, digest: export.digest.clone() };
    Observation { exports: vec![export], proof: vec![proof], ..observation }
}

fn subject(name: &str, standing: Standing) -> Subject {
    let commit = Some("c0ffee00112233445566778899aabbccddeeff00".to_owned());
    Subject { commit, ..Subject::new(name, standing) }
}

pub(crate) fn observation(subject: &str, signal: &str, verdict: Verdict) -> Observation {
    let seen = verdict == Verdict::Seen;
    let document = (signal == "policy" && seen).then(|| Document {
        owner_named: true,
        title: Some("Rules".to_owned()),
        ..Document::default()
    });
    let proof = Proof {
        path: format!("docs/{signal}.md"),
        line: Some(3),
        digest: "feedbeef00112233445566778899aabbccddeeff".to_owned(),
    };
    let candidate = |document: &Document| Candidate {
        path: "docs/rules.docx".to_owned(),
        at: Some(Place::Paragraph(4)),
        passage: Some("Each <component> must be approved.".to_owned()),
        document: Document { topics: vec!["approval".to_owned()], ..document.clone() },
    };
    Observation {
        candidates: document.iter().map(candidate).collect(),
        signal: SignalId(signal.to_owned()),
        subject: subject.to_owned(),
        verdict,
        summary: format!("{signal} in docs"),
        proof: if seen { vec![proof] } else { Vec::new() },
        measures: BTreeMap::from([("files".to_owned(), Measure::Count(1))]),
        document,
        partial: None,
        exports: Vec::new(),
    }
}
