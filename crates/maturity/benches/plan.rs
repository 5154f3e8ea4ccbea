//! How long a plan takes for more and more units that rate all items of the FINOS model, over eight quarters, on one thread:
//! `cargo bench -p osmm-maturity --bench plan`.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use jiff::civil::date;
use osmm_maturity::model::{Known, Model, SourceFile, read as read_model};
use osmm_maturity::plan::{Standing, make, read};
use osmm_maturity::rating::Rating;
use osmm_maturity::unit::UnitId;

fn main() {
    let model = model();
    println!("| units | actions | with a place | time | not proven above |\n|--:|--:|--:|--:|--:|");
    for units in [1, 3, 12, 50, 200] {
        let standings: Vec<Standing> = (0..units).map(|n| standing(&model, n, units)).collect();
        let days = 40 * units;
        let text = format!(
            "format: osmm-plan/1\nquarters: 8\ncapacity: {{ospo: {days}, legal: {days}, anyone: {days}}}\n\
             objectives: {{security-posture: 40, regulatory-compliance: 30, talent-attraction: 30}}"
        );
        let brief = read("plan.yaml", &text, &model, date(2026, 11, 28)).unwrap();
        let start = Instant::now();
        let plan = make(&model, &standings, &brief, date(2026, 11, 28)).unwrap();
        let took = start.elapsed().as_secs_f64();
        let placed = plan.actions.iter().filter(|a| a.start.is_some()).count();
        println!("| {units} | {} | {placed} | {took:.1} s | {:.1} % |", plan.actions.len(), plan.gap * 100.0);
    }
}

/// A unit; the first one is the topmost.
fn standing(model: &Model, n: usize, units: usize) -> Standing {
    let items = || model.items().map(|(_, item)| item.id.clone()).enumerate();
    let rating = |item: usize| Rating(u8::try_from((item * 7 + n * 3) % 4).unwrap());
    Standing {
        unit: UnitId(format!("unit-{n}")),
        title: format!("Unit {n}"),
        topmost: n == 0,
        share: 1.0 / units as f64,
        ratings: items().map(|(at, item)| (item, rating(at))).collect(),
        inherited: BTreeSet::new(),
        open: Vec::new(),
        targets: items().map(|(_, item)| (item, Rating(3))).collect(),
    }
}

fn model() -> Model {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/finos-osmm");
    let mut files = Vec::new();
    for part in ["", "activities"] {
        for entry in std::fs::read_dir(folder.join(part)).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if name.ends_with(".yaml") {
                let path = if part.is_empty() { name } else { format!("{part}/{name}") };
                files.push(SourceFile { path, text: std::fs::read_to_string(entry.path()).unwrap() });
            }
        }
    }
    read_model(&files, Known::default()).unwrap()
}
