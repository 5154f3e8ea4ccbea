//! Answers files: one bad entry never costs another.

use jiff::civil::date;
use osmm_maturity::answers::{Answers, csv_template, read, yaml_template};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;

use super::properties::MODEL;

fn yaml(body: &str) -> Answers {
    let text = format!("format: osmm-answers/1\nmodel: finos-osmm\nanswers:\n{body}");
    read("answers.yaml", text.as_bytes(), &MODEL)
}

fn told(answers: &Answers) -> String {
    answers.faults.iter().map(|f| format!("{f}\n")).collect()
}

#[test]
fn untouched_templates_answer_nothing_and_are_clean() {
    for (name, text) in [("a.yaml", yaml_template(&MODEL)), ("a.csv", csv_template(&MODEL))] {
        let answers = read(name, text.as_bytes(), &MODEL);
        assert_eq!(told(&answers), "", "{name}");
        assert!(answers.responses.is_empty(), "{name}");
        for (_, item) in MODEL.items() {
            assert!(text.contains(&item.id.0) && text.contains(item.title.as_str()), "{name} {}", item.id);
        }
    }
}

#[test]
fn filled_templates_answer_everything() {
    let text = yaml_template(&MODEL);
    let filled: String = text
        .lines()
        .map(|l| if l.starts_with("  L") && l.ends_with(':') { format!("{l} 2\n") } else { format!("{l}\n") })
        .collect();
    let answers = read("a.yaml", filled.as_bytes(), &MODEL);
    assert_eq!((answers.responses.len(), told(&answers)), (72, String::new()));
    let mut rows = csv_template(&MODEL);
    rows = rows.replace("L1.managing.choice,,", "L1.managing.choice,3,");
    assert_eq!(read("a.csv", rows.as_bytes(), &MODEL).responses[0].answer.rating(), Some(Rating(3)));
}

#[test]
fn all_states_are_read() {
    let answers = yaml(
        r#"
  L1.managing.choice: 3
  L1.managing.support: don't know
  L1.managing.cost-savings: {dont_know: true, ask: finance}
  L1.using.use: declined
  L1.using.procurement: {not_applicable: we buy nothing}
  L1.using.process-efficiency:
  L1.using.preferring-open-source:
    rating: 2
    by: architecture
    on: 2026-03-31
    note: "policy 4.2"
    target: 3
    verified: 2
    evidence:
      - {kind: artefact, title: Policy 4.2, until: 2027-03-31}
"#,
    );
    assert_eq!(told(&answers), "");
    let state = |i: usize| answers.responses[i].answer.clone();
    assert_eq!(state(0), Answer::Rated { rating: Rating(3) });
    assert_eq!(state(1), Answer::DontKnow { ask: None });
    assert_eq!(state(2), Answer::DontKnow { ask: Some("finance".into()) });
    assert_eq!(state(3), Answer::Declined);
    assert_eq!(state(4), Answer::NotApplicable { reason: "we buy nothing".into() });
    assert_eq!(answers.responses.len(), 6, "an empty entry is no answer");
    let long = &answers.responses[5];
    assert_eq!((long.on, long.target, long.verified), (Some(date(2026, 3, 31)), Some(Rating(3)), Some(Rating(2))));
    assert_eq!(answers.evidence[0].until, Some(date(2027, 3, 31)));
}

#[test]
fn bad_entries_are_named_and_the_others_taken() {
    let answers = yaml(
        r"
  L1.managing.choice: 3
  L1.managing.chioce: 3
  L1.managing.support: 6
  L1.using.use: n/a
  L1.using.procurement: perhaps
  L1.managing.cost-savings: 2
  L1.managing.cost-savings: 4
  L1.using.process-efficiency: {rating: 3, declined: true}
  L1.using.preferring-open-source: {ratng: 3}
  L2.creating-policy.consumption-policy: {rating: 2, on: 31.3.2026}
  L5.leveraging-strategically.strategy: 1
",
    );
    let taken: Vec<&str> = answers.responses.iter().map(|r| r.item.0.as_str()).collect();
    assert_eq!(
        taken,
        ["L1.managing.choice", "L2.creating-policy.consumption-policy", "L5.leveraging-strategically.strategy"]
    );
    insta::assert_snapshot!(told(&answers));
}

#[test]
fn what_is_verified_without_a_rating_is_not_lost_in_silence() {
    let text = "item,answer,verified\nL1.managing.choice,,3\nL1.using.use,declined,2\nL1.managing.support,2,2\n";
    for answers in [
        yaml(
            "  L1.managing.choice: {verified: 3}\n  L1.using.use: {declined: true, verified: 2}\n  L1.managing.support: {rating: 2, verified: 2}\n",
        ),
        read("a.csv", text.as_bytes(), &MODEL),
    ] {
        assert_eq!(answers.faults.len(), 2, "{}", told(&answers));
        assert!(answers.faults.iter().all(|f| f.message.contains("is verified but not rated") && f.place.line > 0));
        let items: Vec<&str> = answers.responses.iter().map(|r| r.item.0.as_str()).collect();
        assert_eq!(items, ["L1.using.use", "L1.managing.support"]);
    }
}

#[test]
fn csv_is_read_as_spreadsheets_write_it() {
    let text = "\u{feff}Item;Answer;Reason;Note\r\nL1.managing.choice;3;;\"two\nlines; and more\"\r\n\
                L1.managing.support;N/A;we run nothing;\r\nL1.using.use;N/A;;\r\n;;;\r\nL9.none;3;;\r\nL1.using.procurement;7;;\r\n";
    let answers = read("answers.csv", text.as_bytes(), &MODEL);
    assert_eq!(answers.responses.len(), 2);
    assert_eq!(answers.responses[0].note.as_deref(), Some("two\nlines; and more"));
    insta::assert_snapshot!(told(&answers));
}

#[test]
fn broken_files_say_where() {
    let mut all = String::new();
    for (name, bytes) in [
        ("cut.yaml", b"format: osmm-answers/1\nanswers:\n  L1.managing.choice: {rating: 3".as_slice()),
        ("tabs.yaml", b"format: osmm-answers/1\nanswers:\n\tL1.managing.choice: 3\n"),
        ("latin1.csv", b"item,answer\nL1.managing.choice,3\nL1.using.use,n\xe9\n"),
        ("empty.yaml", b""),
        ("headless.csv", b"L1.managing.choice,3\n"),
        ("other.yaml", b"format: osmm-answers/1\nmodel: ow2-ggi\nanswers: {}\n"),
    ] {
        let answers = read(name, bytes, &MODEL);
        assert!(answers.responses.is_empty());
        all.push_str(&told(&answers));
    }
    insta::assert_snapshot!(all);
}
