//! The questions a machine can answer about a repository.
//!
//! A signal is one file: its definition, one function from facts to an answer, and tests. To add one, write the
//! file, its `mod` line and its line in [`ALL`], and accept the snapshot of the definitions. Those that look for a
//! document differ in their words alone and share a file. Nothing else in the program names a signal. What a verdict
//! means for a rating is said by a model, never here.
//!
//! What could not be read is handled here for all signals alike: a signal only judges what is there.

mod actions_pinned;
mod activity;
mod bus_factor;
mod ci;
mod ci_scanner;
mod code_of_conduct;
mod commit_signatures;
mod container_base_images;
mod contributing_guide;
mod contributors_affiliation;
mod decision_records;
mod dependency_lockfile;
mod dependency_manifest;
mod dependency_updates;
mod documents;
mod governance;
mod innersource;
mod licence_policy;
mod license_file;
mod newcomers;
mod owners;
mod owners_active;
mod package_proxy;
mod publication_state;
mod readme;
mod reasons;
mod releases;
mod reuse;
mod review_traces;
mod runbooks;
mod safe_workflows;
mod sbom_file;
mod security_insights;
mod security_policy;
mod sign_off;
mod support;
mod threat_model;
mod token_permissions;
mod upstream_contribution;
mod upstream_maintainers;
mod vex_advisories;

pub(crate) use ci_scanner::kinds_of_scanner;
use std::sync::LazyLock;

use osmm_maturity::observation::{AskedSignal, Verdict};
pub use reasons::{
    AFFILIATION_UNKNOWN, MAINTAINERS_UNKNOWN, NO_OWNING_UNIT, NOT_DESCRIBED, NOT_IN_REPOSITORIES, OWNERS_UNKNOWN,
    TEAMS_ONLY, UNITS_NOT_DESCRIBED, UNITS_UNKNOWN, UPSTREAM_OLD,
};
pub(crate) use security_insights::Insights;

pub use crate::documents::Topic;
use crate::facts::{Entry, Facts, History, Tree, Want};
use crate::finding::Finding;

/// All signals, sorted by id.
pub const ALL: &[Signal] = &[
    actions_pinned::SIGNAL,
    activity::SIGNAL,
    bus_factor::SIGNAL,
    ci::SIGNAL,
    ci_scanner::SIGNAL,
    code_of_conduct::SIGNAL,
    commit_signatures::SIGNAL,
    container_base_images::SIGNAL,
    contributing_guide::SIGNAL,
    contributors_affiliation::SIGNAL,
    decision_records::SIGNAL,
    dependency_lockfile::SIGNAL,
    dependency_manifest::SIGNAL,
    dependency_updates::SIGNAL,
    documents::FOUNDATION_HANDOVER,
    documents::FOUNDATION_MEASURES,
    governance::SIGNAL,
    documents::INCUBATION_CRITERIA,
    innersource::SIGNAL,
    licence_policy::SIGNAL,
    license_file::SIGNAL,
    newcomers::SIGNAL,
    documents::OPEN_SOURCE_STRATEGY,
    documents::OSPO_CHARTER,
    documents::OSPO_STAKEHOLDERS,
    owners::SIGNAL,
    owners_active::SIGNAL,
    package_proxy::SIGNAL,
    documents::POLICY_COMPLIANCE,
    documents::POLICY_CONSUMPTION,
    documents::POLICY_CONTRIBUTION,
    documents::POLICY_LIFE_CYCLE,
    documents::POLICY_PREFERENCE,
    documents::POLICY_PUBLICATION,
    documents::POLICY_SECURITY,
    publication_state::SIGNAL,
    readme::SIGNAL,
    releases::SIGNAL,
    reuse::SIGNAL,
    review_traces::SIGNAL,
    runbooks::SIGNAL,
    safe_workflows::SIGNAL,
    sbom_file::SIGNAL,
    security_insights::SIGNAL,
    security_policy::SIGNAL,
    sign_off::SIGNAL,
    documents::STRATEGY_MEASURES,
    support::SIGNAL,
    documents::TARGET_PROJECTS,
    threat_model::SIGNAL,
    token_permissions::SIGNAL,
    upstream_contribution::SIGNAL,
    upstream_maintainers::SIGNAL,
    vex_advisories::SIGNAL,
];

/// One question, how it is answered, and what to do when the answer is no.
#[derive(Debug, Clone, Copy)]
pub struct Signal {
    /// Stable name; models and observations refer to it.
    pub id: &'static str,
    /// Short name for a reader.
    pub title: &'static str,
    /// The question, answered by the verdict.
    pub question: &'static str,
    /// Why the answer matters.
    pub why: &'static str,
    /// Where and how it looks, and what does not count.
    pub looks_at: &'static str,
    /// What to do when it is not seen.
    pub remedy: &'static str,
    /// How much work the remedy usually is.
    pub effort: Effort,
    /// Where it looks for a document: the topics that one may treat.
    pub topics: &'static [Topic],
    /// First version of the program with this signal.
    pub since: &'static str,
    /// Where its facts come from.
    pub source: Source,
    /// How much of a file it needs.
    pub wants: fn(&Entry) -> Want,
    /// The judgement.
    pub observe: fn(&Facts) -> Finding,
}

impl Signal {
    /// What a reader of the observations needs to know of it.
    pub(crate) fn asked(&self) -> AskedSignal {
        AskedSignal::new(self.id, self.title, self.question, self.remedy)
    }
}

/// How much work a remedy usually is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Under an hour.
    Minutes,
    /// Under a day.
    Hours,
    /// Under a week.
    Days,
    /// A week or more, usually with other people.
    Weeks,
}

/// Where a signal's facts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The files of one commit.
    Tree,
    /// All commits that HEAD reaches.
    History,
    /// The same of a project of others to which the organisation contributes, and whom its files name. Other repositories
    /// are not asked.
    Upstream,
}

/// No file at all.
pub(crate) fn nothing(_: &Entry) -> Want {
    Want::No
}

/// `1 file`, `2 files`.
fn files(number: usize) -> String {
    if number == 1 { "1 file".to_owned() } else { format!("{number} files") }
}

/// A part of a whole, to three places.
fn share(part: u32, whole: u32) -> f64 {
    (f64::from(part) / f64::from(whole) * 1000.0).round() / 1000.0
}

/// Whether at least half of them: what fewer do is not a practice.
fn mostly(part: u32, whole: u32) -> bool {
    part > 0 && part >= whole.div_ceil(2)
}

/// How much of a file the most demanding signal needs.
pub(crate) fn wanted_by_any(entry: &Entry) -> Want {
    type Filter = fn(&Entry) -> Want;
    /// Each filter once, as those that look for documents share theirs.
    static FILTERS: LazyLock<Vec<Filter>> = LazyLock::new(|| {
        let mut filters: Vec<Filter> = ALL.iter().map(|signal| signal.wants).collect();
        filters.sort_unstable_by_key(|filter| *filter as usize);
        filters.dedup_by_key(|filter| *filter as usize);
        filters
    });
    FILTERS.iter().map(|wants| wants(entry)).max().unwrap_or(Want::No)
}

/// A signal's answer, with what could not be read taken into account.
pub(crate) fn judge(signal: &Signal, facts: &Facts) -> Finding {
    match signal.source {
        Source::Tree => match &facts.tree {
            Err(unavailable) => Finding::could_not_look(&unavailable.reason),
            Ok(tree) => settle((signal.observe)(facts), &gaps(signal, facts, tree)),
        },
        Source::History | Source::Upstream => match &facts.history {
            Err(unavailable) => Finding::could_not_look(&unavailable.reason),
            // A count over a part of the history would be taken for one over the whole.
            Ok(History { cut: Some(cut), .. }) => Finding::could_not_look(cut),
            Ok(history) => {
                let finding = (signal.observe)(facts);
                history.doubt.iter().fold(finding, |finding, doubt| finding.partial(doubt.as_str()))
            }
        },
    }
}

/// What a signal needed and did not get.
#[derive(Default)]
struct Gaps {
    /// It may hide the answer.
    grave: Vec<String>,
    /// It hardly does, but is said.
    slight: Vec<String>,
    /// It matters only as long as nothing better was seen.
    spare: Vec<String>,
}

fn gaps(signal: &Signal, facts: &Facts, tree: &Tree) -> Gaps {
    let mut gaps = Gaps::default();
    gaps.grave.extend(tree.cut.clone());
    for file in facts.files.values() {
        let Some(why) = file.unread() else {
            continue;
        };
        match (signal.wants)(&file.entry) {
            Want::No => {}
            Want::Document { rank } if rank.0 == 1 => gaps.spare.push(why),
            Want::Document { rank } if rank.0 > 1 => gaps.slight.push(why),
            Want::Size if file.filled() => {}
            // Another file stands for it.
            Want::Sample => {}
            _ => gaps.grave.push(why),
        }
    }
    if let Some(left_out) = &facts.documents_left_out {
        let unread = |entry: &Entry| {
            matches!((signal.wants)(entry), Want::Document { .. }) && !facts.files.contains_key(&entry.path)
        };
        if tree.entries.iter().any(unread) {
            gaps.slight.push(left_out.clone());
        }
    }
    gaps
}

/// "Not seen" and "not applicable" need a full view; "seen" stands and is marked as partial.
fn settle(finding: Finding, gaps: &Gaps) -> Finding {
    let seen = match finding.verdict {
        Verdict::NotSeen | Verdict::NotApplicable { .. } if !gaps.grave.is_empty() => {
            let could_not = Finding::could_not_look(summed(&gaps.grave));
            return Finding { proof: finding.proof, measures: finding.measures, ..could_not };
        }
        Verdict::CouldNotLook { .. } => return finding,
        Verdict::Seen => true,
        Verdict::NotSeen | Verdict::NotApplicable { .. } => false,
    };
    let spare = gaps.spare.iter().filter(|_| !seen);
    let all: Vec<String> = gaps.grave.iter().chain(&gaps.slight).chain(spare).cloned().collect();
    if all.is_empty() { finding } else { finding.partial(summed(&all)) }
}

/// Reasons that are told in full.
const TOLD: usize = 2;

fn summed(reasons: &[String]) -> String {
    let told = reasons.iter().take(TOLD).cloned().collect::<Vec<_>>().join("; ");
    match reasons.len().saturating_sub(TOLD) {
        0 => told,
        more => format!("{told}; and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::facts::{Content, Unavailable};

    fn signal(id: &str) -> &'static Signal {
        ALL.iter().find(|signal| signal.id == id).unwrap()
    }

    #[test]
    fn the_table_is_sorted_and_each_id_is_there_once() {
        assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
    }

    #[test]
    fn definitions() {
        let all: Vec<String> = ALL
            .iter()
            .map(|s| {
                format!(
                    "{} ({})\n  {}\n  why: {}\n  looks at: {}\n  remedy ({:?}): {}\n  source: {:?}, since {}\n",
                    s.id, s.title, s.question, s.why, s.looks_at, s.effort, s.remedy, s.source, s.since
                )
            })
            .collect();
        insta::assert_snapshot!(all.join("\n"));
    }

    #[test]
    fn an_unreadable_tree_is_never_absence() {
        let mut facts = Facts::of(&[]);
        let reason = Unavailable { reason: "object 12 is missing".into() };
        facts.tree = Err(reason.clone());
        facts.history = Err(reason);
        for signal in ALL {
            let verdict = judge(signal, &facts).verdict;
            assert!(matches!(verdict, Verdict::CouldNotLook { .. }), "{}", signal.id);
        }
    }

    #[test]
    fn a_part_of_a_history_is_no_history() {
        let cut = Some("the history is cut".to_owned());
        let facts = Facts::with_history(History { cut, ..History::default() });
        for signal in ALL.iter().filter(|signal| signal.source != Source::Tree) {
            let finding = judge(signal, &facts);
            assert!(matches!(finding.verdict, Verdict::CouldNotLook { .. }), "{}", signal.id);
            assert!(finding.measures.is_empty(), "{}", signal.id);
        }
    }

    #[test]
    fn a_wanted_file_that_cannot_be_read_is_never_absence() {
        for content in [Content::TooLarge(9_000_000), Content::Unreadable("object 12 is missing".into())] {
            let facts = Facts::of(&[("SECURITY.md", "")]).with("SECURITY.md", content);
            let finding = judge(signal("security-policy"), &facts);
            assert!(matches!(&finding.verdict, Verdict::CouldNotLook { reason } if reason.starts_with("SECURITY.md")));
        }
    }

    #[test]
    fn what_is_seen_stays_seen_beside_an_unreadable_file() {
        let facts = Facts::of(&[("README.md", &"Words about it. ".repeat(30)), ("docs/README.md", "")])
            .with("docs/README.md", Content::TooLarge(9_000_000));
        let finding = judge(signal("readme"), &facts);
        assert_eq!(finding.verdict, Verdict::Seen);
        assert!(finding.partial.unwrap().contains("docs/README.md"));
    }

    /// Places where signals look.
    const PATHS: &[&str] = &[
        "LICENSE",
        "LICENSE.spdx",
        "REUSE.toml",
        "README.md",
        "SECURITY.md",
        "SECURITY-INSIGHTS.yml",
        "CODEOWNERS",
        "GOVERNANCE.md",
        "CODE_OF_CONDUCT.md",
        "package.json",
        "deny.toml",
        ".licensed.yml",
        ".github/dependabot.yml",
        "renovate.json5",
        "bom.json",
        "bom.xml",
        "x.spdx",
        ".github/workflows/a.yml",
        ".gitlab-ci.yml",
        "Jenkinsfile",
        "policies/open-source-policy.md",
        "p.html",
        "action.yml",
        "Dockerfile",
        ".npmrc",
        "pip.conf",
        "settings.xml",
        ".cargo/config.toml",
        "publiccode.yml",
        "setup.cfg",
        "docs/adr/1.md",
        "runbooks/a.md",
        "threat-model.md",
        "SUPPORT.md",
        "MAINTAINERS.md",
        "vex.json",
        ".github/ISSUE_TEMPLATE/config.yml",
    ];

    /// Pieces that readers of text trip over.
    const PIECES: &[&str] = &[
        "\n",
        "é",
        "©",
        "<",
        ">",
        "<!--",
        "-->",
        "![",
        "](",
        ")",
        "http://",
        "@",
        "|",
        ": ",
        "- ",
        "#",
        "# ",
        "=",
        "\u{feff}",
        "\u{1F600}",
        "1.",
        "(a)",
        "[",
        "{",
        "\"",
        "'",
        "uses: ",
        "run: ",
        "steps:\n",
        "${{",
        "}}",
        "github.head_ref",
        "['",
        "FROM ",
        "<<E",
        "$",
        "<mirrors>",
        "<url>",
        "registry=",
        "this project is ",
        "badge/status-",
        "Status: ",
        "jobs:\n",
        "Version",
        "Owner",
        "2025-01-0é",
        "title:",
        "---\n",
        "<h1",
        "must",
        "open source policy",
        "\t",
        "*a",
        "&a ",
        "SPDX-License-Identifier:",
        "Copyright ",
        "ß",
        "İ",
        "\0",
    ];

    #[test]
    fn no_text_makes_a_signal_panic() {
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        for _ in 0..300 {
            let texts: Vec<String> =
                PATHS.iter().map(|_| (0..60).map(|_| PIECES[next(PIECES.len())]).collect::<String>()).collect();
            let files: Vec<(&str, &str)> = PATHS.iter().copied().zip(texts.iter().map(String::as_str)).collect();
            let facts = Facts::of(&files);
            for signal in ALL {
                let _ = judge(signal, &facts);
            }
        }
    }

    /// Takes moments; a reading that goes over the text once per character would not come to an end.
    #[test]
    fn hostile_text_costs_no_more_than_its_length() {
        for piece in ["<", "![", "](", "<!--", "(", "http://", "@", "[", "`", "|", "${", "), "] {
            let text = piece.repeat(150_000 / piece.len());
            let paths = ["README.md", "LICENSE", "SECURITY.md", "policy.md", "MAINTAINERS.md", "Dockerfile", ".npmrc"];
            let facts = Facts::of(&paths.map(|path| (path, text.as_str())));
            for signal in ALL.iter().filter(|signal| signal.source == Source::Tree) {
                let verdict = judge(signal, &facts).verdict;
                assert_ne!(verdict.words(), "could not look", "{} on {piece}", signal.id);
            }
        }
    }

    #[test]
    fn a_cut_tree_cannot_show_absence() {
        let mut facts = Facts::of(&[]);
        facts.tree.as_mut().unwrap().cut = Some("only the first 3 entries of the tree were read".into());
        assert!(matches!(judge(signal("readme"), &facts).verdict, Verdict::CouldNotLook { .. }));
    }
}
