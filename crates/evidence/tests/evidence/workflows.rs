//! Workflows of other projects: all of them are read, and their uses are counted as a plain search counts them.

use std::fs;

use osmm_maturity::observation::Measure;

use crate::licences::{fixtures, table};
use crate::made::{Made, answer, commit, scanned};

#[test]
fn uses_are_counted_as_a_plain_search_counts_them() {
    let Some(folder) = fixtures().map(|folder| folder.join("workflows")) else {
        eprintln!("workflows: no fixtures (set OSMM_FIXTURES), 0 cases ran");
        return;
    };
    let made = Made::new();
    let app = made.repository("app", &[("a", "a")]);
    fs::create_dir_all(app.join(".github/workflows")).unwrap();
    let (mut ran, mut agreed) = (0, 0);
    for row in table(&folder.join("SOURCES.tsv")) {
        let text = fs::read_to_string(folder.join(&row["file"])).unwrap();
        fs::write(app.join(".github/workflows/x.yml"), &text).unwrap();
        commit(&app, "next");
        let set = scanned(&[&app]);
        let observation = answer(&set, "app", "actions-pinned");
        let count = |name: &str| match observation.measures.get(name) {
            Some(Measure::Count(n)) => *n,
            _ => 0,
        };
        let is_use = |line: &&str| {
            let code = line.trim_start().trim_start_matches("- ").trim_start();
            code.strip_prefix("uses:").is_some_and(|what| !what.trim_start().starts_with('*'))
        };
        let plain = text.lines().filter(is_use).count() as u64;
        ran += 1;
        let mut right = count("uses_total") + count("uses_local") == plain;
        if let Some(open) = row["expected"].strip_prefix("unpinned uses = ") {
            right &= open.starts_with(&count("unpinned").to_string());
        }
        agreed += u64::from(right);
        if !right {
            eprintln!(
                "workflows: {} {:?} {:?}, by search {plain}",
                row["file"], observation.measures, observation.partial
            );
        }
    }
    eprintln!("workflows: {agreed} of {ran} cases agreed");
    assert_eq!(agreed, ran);
}
