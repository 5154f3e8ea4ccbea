//! The workbook whose numbers are formulas: LibreOffice computes them anew, also after ratings were changed, and comes to
//! our numbers. Where it is not installed, that is said and nothing is tested.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use osmm_maturity::assessment::{Assessment, Basics};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_report::reckoning;

use crate::libreoffice::{Running, installed, not_run, python, soffice, url};
use crate::sample;

/// Values of all cells that hold formulas, by sheet, row and column.
type Computed = BTreeMap<(String, usize, usize), Data>;

fn open(bytes: &[u8]) -> Xlsx<std::io::Cursor<&[u8]>> {
    open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook")
}

/// The cells that hold formulas in `with`, and their values in `bytes`.
fn computed(with: &[u8], bytes: &[u8]) -> Computed {
    let (mut formulas, mut values) = (open(with), open(bytes));
    let mut all = Computed::new();
    for sheet in formulas.sheet_names() {
        let range = formulas.worksheet_formula(&sheet).expect("formulas");
        let (top, left) = range.start().unwrap_or_default();
        let read = values.worksheet_range(&sheet).expect("values");
        for (row, column, _) in range.used_cells().filter(|(_, _, text)| !text.is_empty()) {
            let at = (top as usize + row, left as usize + column);
            let value = read.get_value((at.0 as u32, at.1 as u32)).cloned().unwrap_or(Data::Empty);
            all.insert((sheet.clone(), at.0, at.1), value);
        }
    }
    all
}

/// The same for a person: nothing and an empty text, and numbers to nine places.
fn alike(a: &Data, b: &Data) -> bool {
    let number = |data: &Data| match data {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        _ => None,
    };
    let text = |data: &Data| match data {
        Data::Empty => Some(String::new()),
        Data::String(text) => Some(text.clone()),
        _ => None,
    };
    match (number(a), number(b)) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        _ => text(a).is_some() && text(a) == text(b),
    }
}

/// The assessment after somebody changed answers, and these changes for a spreadsheet.
fn changed(assessment: &Assessment, seed: u64) -> (Assessment, serde_json::Value) {
    let mut state = seed;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut responses = assessment.responses.clone();
    let mut edits = Vec::new();
    for (row, response) in responses.iter_mut().enumerate() {
        let (answer, typed) = match next(9) {
            rating @ 0..=5 => {
                let rating = u8::try_from(rating).expect("small");
                (Answer::Rated { rating: Rating(rating) }, serde_json::json!(rating))
            }
            6 => (Answer::NotApplicable { reason: "no".into() }, serde_json::json!("not applicable")),
            7 => (Answer::Declined, serde_json::json!("declined")),
            _ => continue,
        };
        response.answer = answer;
        edits.push(serde_json::json!(["Items", format!("E{}", row + 4), typed]));
    }
    let of = assessment.clone();
    let basics = Basics {
        tool: of.tool,
        scope: of.scope.name,
        as_of: of.as_of,
        snapshots: of.snapshots,
        responses,
        evidence: of.evidence,
        scan: of.scan,
        problems: of.problems,
    };
    (Assessment::new(of.model, basics), serde_json::json!(edits))
}

/// Lets LibreOffice compute workbooks again. `jobs` are pairs of source and target with edits.
fn recalculate(folder: &Path, python: &str, jobs: &serde_json::Value) {
    let (file, pipe) = (folder.join("jobs.json"), format!("osmm-{}-reckoning", std::process::id()));
    std::fs::write(&file, jobs.to_string()).expect("written");
    let office = soffice(folder).arg(format!("--accept=pipe,name={pipe};urp;")).spawn().expect("LibreOffice");
    let mut running = Running(office);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/report/recalculate.py");
    let done = Command::new(python).args(["-B", script, &pipe]).arg(&file).status().expect("Python starts");
    assert!(done.success(), "{done}");
    running.0.wait().expect("LibreOffice leaves when it is told to");
}

#[test]
fn a_spreadsheet_comes_to_our_numbers_also_after_ratings_changed() {
    let Some(python) = python().filter(|_| installed()) else {
        return not_run("soffice or python3-uno is not installed");
    };
    let folder = tempfile::tempdir().unwrap();
    let (mut jobs, mut expected) = (Vec::new(), Vec::new());
    for assessment in [sample::empty(), sample::scanned(), sample::partly(), sample::rich(), sample::themes()] {
        let written = reckoning::write(&assessment).unwrap();
        let none = (assessment.clone(), serde_json::json!([]));
        for (now, edits) in [none, changed(&assessment, 7), changed(&assessment, 8)] {
            let [source, target] = ["from", "to"].map(|end| folder.path().join(format!("{}-{end}.xlsx", jobs.len())));
            std::fs::write(&source, &written).unwrap();
            jobs.push(serde_json::json!({"source": url(&source), "target": url(&target), "edits": edits}));
            expected.push((target, reckoning::write(&now).unwrap()));
        }
    }
    recalculate(folder.path(), python, &serde_json::Value::Array(jobs));
    for (case, (target, ours)) in expected.iter().enumerate() {
        let theirs = computed(ours, &std::fs::read(target).unwrap());
        let ours = computed(ours, ours);
        assert!(ours.len() > 100, "{}", ours.len());
        for (at, value) in &ours {
            assert!(alike(value, &theirs[at]), "case {case}, {at:?}: {value:?}, computed {:?}", theirs[at]);
        }
    }
}

#[test]
fn words_of_others_stay_text() {
    let mut assessment = sample::rich();
    let hostile = format!("=1+1 {}", "x".repeat(40_000));
    assessment.scope.name.clone_from(&hostile);
    for response in &mut assessment.responses {
        response.note = Some(hostile.clone());
        response.by = Some(hostile.clone());
    }
    let bytes = reckoning::write(&assessment).unwrap();
    assert!(bytes == reckoning::write(&assessment).unwrap());
    let mut workbook = open(&bytes);
    for sheet in workbook.sheet_names() {
        let formulas = workbook.worksheet_formula(&sheet).unwrap();
        assert!(formulas.used_cells().all(|(_, _, text)| !text.contains("1+1 x")), "{sheet}");
    }
}
