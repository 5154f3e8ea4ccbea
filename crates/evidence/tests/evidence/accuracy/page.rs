//! The page on accuracy, from the cases.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::{Case, Says, folder};
use crate::licences::{Judged, table};

/// Answers beside labels, counted. "Seen" is the positive answer.
#[derive(Default)]
struct Counts {
    right: usize,
    /// Answered seen, labelled otherwise.
    wrongly_seen: usize,
    /// Labelled seen, answered otherwise.
    missed: usize,
    /// Neither says seen, and both say the same.
    rightly_not: usize,
    /// Neither says seen, and one says that the question does not apply or cannot be answered.
    other: usize,
}

impl Counts {
    fn of<'c>(cases: impl Iterator<Item = &'c Case>) -> Self {
        let mut counts = Self::default();
        for case in cases {
            let cell = match (case.label, case.answer) {
                (Says::Seen, Says::Seen) => &mut counts.right,
                (_, Says::Seen) => &mut counts.wrongly_seen,
                (Says::Seen, _) => &mut counts.missed,
                (label, answer) if label == answer => &mut counts.rightly_not,
                _ => &mut counts.other,
            };
            *cell += 1;
        }
        counts
    }

    fn row(&self, name: &str) -> String {
        format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} |\n",
            self.right,
            self.wrongly_seen,
            self.missed,
            self.rightly_not,
            self.other,
            share(self.right, self.right + self.wrongly_seen),
            share(self.right, self.right + self.missed)
        )
    }
}

/// A share with its interval of 95% by Wilson's formula (E. B. Wilson, 1927): `0.80 (0.38 to 0.96)`.
#[allow(clippy::cast_precision_loss)]
fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    let (n, z) = (whole as f64, 1.959_964_f64);
    let p = part as f64 / n;
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    format!("{p:.2} ({:.2} to {:.2})", (middle - half).max(0.0), (middle + half).min(1.0))
}

const HEAD: &str = "<!-- Generated: UPDATE_DOCS=1 cargo test -p osmm-evidence --test evidence -- accuracy -->
# Accuracy

How often signals are wrong. Each repository was read, and the question of each signal answered as it stands there; then
the answers of a scan were set beside these labels. They stand with a word of why in
`crates/evidence/tests/accuracy/truth.tsv`. They were given before the answers of the scan were looked at, and one is
corrected only where it was plainly mistaken, which it then says.

What makes these figures better than those to expect elsewhere:

- The public repositories were also used while the signals were written.
- Signals were corrected by what this comparison showed. At the first one, before any correction, it was 254 rightly seen,
  20 wrongly and 16 missed in the public repositories (precision 0.93, recall 0.94), and 114, 5 and 23 in the made ones
  (0.96, 0.83). The figures below are those afterwards, on the same repositories.
- There was one reader, who had read how each signal looks, and who also wrote the made repositories. No second reader has
  checked the labels.
- One made file was corrected after its answer was seen: a threat model lacked two fields that the tool it stands for
  always writes.
- Charters, strategies, figures, criteria and lists are in none of the public repositories: what is said of finding them
  rests on documents of one made repository, by the author of the words that are looked for. Of their first 264 answers one
  was wrong (figures of a program, taken for those of a strategy), and was corrected.

The made repositories are small and full of near misses: files with the right name and the wrong content, and the other
way round. They are rarer in life than here.

Where a question asks what people do (sign-off, signatures, traces of review), \"seen\" is the label from half of the
changes of a year on. Looked at as on 22 November 2026. It is run again by:

```sh
OSMM_MIRRORS=~/mirrors UPDATE_DOCS=1 cargo test -p osmm-evidence --test evidence -- accuracy
```

The folder holds `owner+name/repo` for each public repository, with all commits and tags. Without it the made ones alone
are compared, in every run of the tests.
";

const COLUMNS: &str = "| | seen, rightly | seen, wrongly | missed | not seen, rightly | other difference | precision | recall |\n\
    |---|--:|--:|--:|--:|--:|--:|--:|\n";

/// The page.
pub fn text(cases: &[Case], texts: &Judged) -> String {
    let mut page = HEAD.to_owned();
    let repositories: BTreeSet<&str> = cases.iter().map(|case| case.repository.as_str()).collect();
    let made = |case: &&Case| case.repository.starts_with("made/");
    write!(
        page,
        "\n## All signals\n\n{} labels: {} repositories and {} signals. Precision is the share of \"seen\" that is right, recall \
         the share of what is there that was seen, both with their 95% interval by Wilson's formula. \"Not seen, rightly\" \
         holds the questions that do not apply or cannot be answered, too, where scan and label agree on it; \"other \
         difference\" are those where they do not, and neither says seen.\n\n{COLUMNS}",
        cases.len(),
        repositories.len(),
        cases.iter().map(|case| &case.signal).collect::<BTreeSet<_>>().len()
    )
    .unwrap();
    page += &Counts::of(cases.iter().filter(|case| !made(case))).row("public repositories");
    page += &Counts::of(cases.iter().filter(made)).row("made repositories");
    page += &Counts::of(cases.iter()).row("all");
    write!(page, "\n## Each signal\n\n{COLUMNS}").unwrap();
    let signals: BTreeSet<&str> = cases.iter().map(|case| case.signal.as_str()).collect();
    for signal in signals {
        page += &Counts::of(cases.iter().filter(|case| case.signal == signal)).row(&format!("`{signal}`"));
    }
    differences(cases, &mut page);
    licences(texts, &mut page);
    page += "\n## Repositories\n\n| repository | commit |\n|---|---|\n";
    for row in table(&folder().join("repositories.tsv")) {
        writeln!(page, "| {} | `{}` |", row["repository"], &row["commit"][..12]).unwrap();
    }
    for name in repositories.iter().filter(|name| name.starts_with("made/")) {
        writeln!(page, "| {name} | `crates/evidence/tests/accuracy/{name}.txt` |").unwrap();
    }
    page
}

fn differences(cases: &[Case], page: &mut String) {
    page.push_str("\n## Every difference\n\n| signal | repository | label | answer | why |\n|---|---|---|---|---|\n");
    let mut found: Vec<&Case> = cases.iter().filter(|case| case.differs()).collect();
    found.sort_by_key(|case| (&case.signal, &case.repository));
    for case in found {
        let (label, answer) = (case.label.words(), case.answer.words());
        let reason = case.reason.as_deref().unwrap_or_default();
        writeln!(
            page,
            "| `{}` | {} | {label}: {} | {answer} | {reason} |",
            case.signal,
            case.repository,
            case.why.replace('|', "\\|")
        )
        .unwrap();
    }
}

fn licences(texts: &Judged, page: &mut String) {
    write!(
        page,
        "\n## Licence texts\n\n{} texts of known licence, of the test data of other programs and of the list of SPDX: {} are \
         identified as expected, {} are said to be another licence than they are, {} of a known licence are said to be unknown. \
         Left out are {} of which the data does not say what is to be expected of one text.\n",
        texts.ran,
        texts.right,
        texts.wrong.len(),
        texts.unknown.len(),
        texts.skipped
    )
    .unwrap();
    for (what, list) in [("another licence", &texts.wrong), ("unknown", &texts.unknown)] {
        for one in list {
            writeln!(page, "\n- {what}: {one}").unwrap();
        }
    }
}

/// Compares the page with the one in the repository, or writes it.
pub fn expect(content: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/accuracy.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, content).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == content, "docs/reference/accuracy.md has drifted: its first lines say how it is written");
}

#[test]
fn intervals_are_those_of_wilson() {
    // Values of `binom.test`'s neighbour in R: prop.test(8, 10, correct = FALSE), and the ends.
    assert_eq!(share(8, 10), "0.80 (0.49 to 0.94)");
    assert_eq!(share(10, 10), "1.00 (0.72 to 1.00)");
    assert_eq!(share(0, 0), "-");
}
