//! How often signals are wrong: their answers beside labels that were given by reading the repositories.
//!
//! The folder `tests/accuracy` holds the labels with a word of why (`truth.tsv`), the commits of the public repositories
//! (`repositories.tsv`), the made ones (`made/`, see [`archive`]), and for every difference the reason
//! (`differences.tsv`). A difference without a reason fails, and so does a reason without a difference.
//!
//! Made repositories are always looked at, public ones where their snapshots are there (see [`crate::truth`]). When all
//! of them and the licence texts are, `docs/reference/accuracy.md` is compared, too; `UPDATE_DOCS=1` writes it.

mod archive;
mod page;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use osmm_evidence::{Organisation, ScanOptions, Silent, scan};
use osmm_maturity::observation::{ObservationSet, Verdict};

use crate::licences::{self, table};
use crate::made::{Made, answer, options};
use crate::truth::at_commit;

/// The organisation that the made repositories belong to.
const ORGANISATION: &str = "format = \"osmm-organisation/1\"\n\
    [[affiliation]]\nname = \"Harbour\"\nown = true\ndomains = [\"harbour.example\"]\n\
    [[affiliation]]\nname = \"Partner\"\ndomains = [\"partner.example\"]\n\
    [[unit]]\nid = \"post\"\nrepositories = [\"harbour\"]\n\
    [[unit]]\nid = \"grain\"\nrepositories = [\"mill\"]\n\
    [[person]]\naddresses = [\"ann@harbour.example\"]\nstays = [{ affiliation = \"Harbour\", unit = \"post\" }]\n\
    [[person]]\naddresses = [\"ben@harbour.example\"]\nstays = [\
    { affiliation = \"Harbour\", unit = \"grain\", until = 2026-02-28 },\
    { affiliation = \"Harbour\", unit = \"post\", from = 2026-03-01 }]\n\
    [[person]]\naddresses = [\"cleo@harbour.example\"]\nstays = [{ affiliation = \"Harbour\", unit = \"grain\" }]\n\
    [[person]]\naddresses = [\"sten@harbour.example\"]\nstays = [{ affiliation = \"Harbour\", unit = \"grain\" }]\n\
    [[person]]\naddresses = [\"tove@harbour.example\"]\nstays = [{ affiliation = \"Harbour\", unit = \"grain\" }]\n";

/// What a label says, or a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Seen,
    NotSeen,
    NotApplicable,
    CannotBeTold,
}

impl Says {
    fn of(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Seen => Self::Seen,
            Verdict::NotSeen => Self::NotSeen,
            Verdict::NotApplicable { .. } => Self::NotApplicable,
            Verdict::CouldNotLook { .. } => Self::CannotBeTold,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::NotSeen => "not seen",
            Self::NotApplicable => "not applicable",
            Self::CannotBeTold => "cannot be told",
        }
    }

    fn read(words: &str) -> Self {
        let all = [Self::Seen, Self::NotSeen, Self::NotApplicable, Self::CannotBeTold];
        all.into_iter().find(|one| one.words() == words).unwrap_or_else(|| panic!("no label is called {words:?}"))
    }
}

/// One label beside the answer of the signal.
struct Case {
    repository: String,
    signal: String,
    label: Says,
    why: String,
    answer: Says,
    /// Why the two differ.
    reason: Option<String>,
}

impl Case {
    fn differs(&self) -> bool {
        self.label != self.answer
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accuracy")
}

/// Labels and reasons by repository and signal.
struct Truth {
    labels: Vec<BTreeMap<String, String>>,
    reasons: BTreeMap<(String, String), String>,
}

impl Truth {
    fn read() -> Self {
        let reasons = table(&folder().join("differences.tsv")).into_iter();
        let reasons = reasons.map(|row| ((row["repository"].clone(), row["signal"].clone()), row["why"].clone()));
        let truth = Self { labels: table(&folder().join("truth.tsv")), reasons: reasons.collect() };
        for (repository, signal) in truth.reasons.keys() {
            let labelled =
                |row: &BTreeMap<String, String>| row["repository"] == *repository && row["signal"] == *signal;
            assert!(truth.labels.iter().any(labelled), "a reason for {repository} {signal}, which has no label");
        }
        truth
    }

    /// The labels of a repository, beside what a scan of it says.
    fn beside(&self, repository: &str, set: &ObservationSet) -> Vec<Case> {
        assert_eq!(set.problems, [], "{repository}");
        let name = &set.subjects[0].name;
        let rows: Vec<_> = self.labels.iter().filter(|row| row["repository"] == repository).collect();
        assert_eq!(rows.len(), osmm_evidence::signals::ALL.len(), "{repository}: one label for each signal");
        let case = |row: &&BTreeMap<String, String>| Case {
            repository: repository.to_owned(),
            signal: row["signal"].clone(),
            label: Says::read(&row["label"]),
            why: row["why"].clone(),
            answer: Says::of(&answer(set, name, &row["signal"]).verdict),
            reason: self.reasons.get(&(repository.to_owned(), row["signal"].clone())).cloned(),
        };
        rows.iter().map(case).collect()
    }
}

fn look(path: PathBuf, organisation: Organisation) -> ObservationSet {
    scan(&[path], &ScanOptions { organisation, ..options() }, &Silent)
}

/// The cases of the made repositories.
fn made_ones(made: &Made, truth: &Truth) -> Vec<Case> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder().join("made")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let organisation = Organisation::parse(ORGANISATION, "osmm.toml").unwrap();
    let case = |file: &PathBuf| {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let path = archive::repository(made, name, &fs::read_to_string(file).unwrap());
        truth.beside(&format!("made/{name}"), &look(path, organisation.clone()))
    };
    files.iter().flat_map(case).collect()
}

/// The cases of the public repositories whose snapshots are there, and how many are not.
fn public_ones(made: &Made, truth: &Truth) -> (Vec<Case>, usize) {
    let (mut cases, mut missing) = (Vec::new(), 0);
    for row in table(&folder().join("repositories.tsv")) {
        match at_commit(made, &row["repository"], &row["commit"]) {
            Ok(path) => cases.extend(truth.beside(&row["repository"], &look(path, Organisation::default()))),
            Err(why) => {
                missing += 1;
                eprintln!("accuracy: {} not run: {why}", row["repository"]);
            }
        }
    }
    (cases, missing)
}

#[test]
fn answers_are_as_labelled_or_it_is_said_why_not() {
    let (made, truth) = (Made::new(), Truth::read());
    let mut cases = made_ones(&made, &truth);
    let (public, missing) = public_ones(&made, &truth);
    cases.extend(public);
    for case in cases.iter().filter(|case| case.differs() != case.reason.is_some()) {
        let (label, answer) = (case.label.words(), case.answer.words());
        eprintln!("accuracy: {} {}: labelled {label} ({}), answered {answer}", case.repository, case.signal, case.why);
    }
    let differ = cases.iter().filter(|case| case.differs()).count();
    eprintln!("accuracy: {} labels compared, {differ} answers differ", cases.len());
    assert!(
        cases.iter().all(|case| case.differs() == case.reason.is_some()),
        "differences.tsv has to hold the reason of each difference, and nothing else"
    );
    assert!(truth.reasons.values().all(|why| !why.trim().is_empty()), "a reason is a sentence");
    match licences::judged() {
        Some(texts) if missing == 0 => page::expect(&page::text(&cases, &texts)),
        _ => eprintln!("accuracy: not run: the page needs all snapshots (OSMM_MIRRORS) and fixtures (OSMM_FIXTURES)"),
    }
}
