//! What machines saw of the made-up company's repositories.

use std::collections::BTreeMap;

use osmm_evidence::signals::{ALL, Signal};
use osmm_maturity::digest::Digest;
use osmm_maturity::observation::{
    AskedSignal, Frame, Observation, ObservationFormat, Proof, SeenAt, SignalId, Standing, Subject, Tool, Verdict,
};

use super::company::{Company, id};

/// What was asked.
pub fn frame() -> Frame {
    let text = str::to_owned;
    let asked = ALL.iter().map(|s| AskedSignal {
        id: SignalId(text(s.id)),
        title: text(s.title),
        question: text(s.question),
        remedy: text(s.remedy),
    });
    Frame {
        format: ObservationFormat::V1,
        tool: Tool { name: "osmm".to_owned(), version: "bench".to_owned() },
        signals: asked.collect(),
        problems: Vec::new(),
        imported: Default::default(),
    }
}

/// What every signal says of a repository at a commit.
pub fn seen(unit: usize, repository: usize, commit: usize) -> SeenAt {
    let name = format!("{}/repository-{repository}", id(unit));
    let digest = Digest::of_bytes(format!("{name} {commit}").as_bytes()).0[7..47].to_owned();
    let observation = |(n, signal): (usize, &Signal)| {
        let here = !(n + unit + repository).is_multiple_of(3);
        let proof = Proof { path: format!("docs/{}.md", signal.id), line: Some(1), digest: digest.clone() };
        Observation {
            signal: SignalId(signal.id.to_owned()),
            subject: name.clone(),
            verdict: if here { Verdict::Seen } else { Verdict::NotSeen },
            summary: format!("{} looked for at commit {commit}", signal.title),
            proof: if here { vec![proof] } else { Vec::new() },
            measures: BTreeMap::new(),
            document: None,
            candidates: Vec::new(),
            partial: None,
            exports: Vec::new(),
        }
    };
    SeenAt {
        subject: Subject {
            commit: Some(digest.clone()),
            committed_on: Some(Company::as_of(commit)),
            ..Subject::new(name.clone(), Standing::Counted)
        },
        observations: ALL.iter().enumerate().map(observation).collect(),
    }
}
