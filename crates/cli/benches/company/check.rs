//! Results that have to be equal, or the figures mean nothing.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read};
use std::path::{Path, PathBuf};

use osmm_maturity::rollup::{Rollup, RollupRule};
use osmm_maturity::score::Basis;
use osmm_store::{Counts, Mode, Place, Store};

use crate::company::Company;
use crate::peer::{Base, Rows};
use crate::process::run;
use crate::step::{RULES, Record, Step, roll_up};

/// The record of one database in another, by export and import; both exports are equal byte by byte.
pub fn copied(from: &Base, to: Base, folder: &Path) -> Base {
    let (here, there) = (folder.join("here.jsonl"), folder.join("there.jsonl"));
    crate::runtime().block_on(async {
        export(&from.place(), &here).await;
        let store = Store::open(&to.place()).await.unwrap();
        let verified = store.import(&mut BufReader::new(File::open(&here).unwrap()), Mode::IntoEmpty).await.unwrap();
        assert!(verified.holds());
        export(&to.place(), &there).await;
    });
    assert!(same(&here, &there), "{} and {} export the same", from.kind(), to.kind());
    to
}

async fn export(place: &Place, to: &PathBuf) {
    let store = Store::open_existing(place).await.unwrap();
    store.export(&mut BufWriter::new(File::create(to).unwrap())).await.unwrap();
}

/// How much a record holds, which is whole.
pub fn counts(base: &Base) -> Counts {
    let verified = crate::runtime().block_on(async {
        let store = Store::open_existing(&base.place()).await.unwrap();
        store.verify(None).await.unwrap()
    });
    assert!(verified.holds());
    verified.counts
}

fn same(a: &Path, b: &Path) -> bool {
    let mut bytes = [a, b].map(|path| BufReader::new(File::open(path).unwrap()).bytes().map(Result::unwrap));
    let [a, b] = &mut bytes;
    a.eq(b)
}

/// Steps and dumps see the same events, each picture is the published one, and a roll-up is what counting by hand gives.
pub fn record(base: &Base, company: &Company) {
    for step in Step::ALL {
        let rows = Rows::of(step);
        assert_eq!(run(step, base).events, base.events(rows), "{step:?} and {rows:?} on {}", base.kind());
    }
    crate::runtime().block_on(async {
        let record = Record::open(&base.place(), None).await;
        for cycle in 0..company.size.cycles {
            let id = Company::assessment(cycle);
            let published = record.published(&id).await;
            let mut taken = record.picture(&id).await;
            // The record has grown since; nothing else may differ.
            taken.head.clone_from(&published.head);
            assert!(taken == published, "{id} on {}", base.kind());
            let found = roll_up(&record, &published);
            for rule in RULES {
                let of = |(basis, r): &&(Basis, Rollup)| *basis == Basis::Claimed && r.rule == rule.words();
                let (_, found) = found.iter().find(of).unwrap();
                let plain = plain(company, cycle, rule);
                assert!((found.value.unwrap() - plain).abs() < 1e-9, "{id}: {} is {plain}", rule.words());
            }
        }
    });
}

/// A roll-up by plain counting over what the company is known to hold.
fn plain(company: &Company, cycle: usize, rule: RollupRule) -> f64 {
    let (mut sum, mut weights, mut lowest) = (0.0, 0.0, f64::INFINITY);
    for (number, unit) in company.units.iter().enumerate() {
        let mean = company.mean(cycle, number).unwrap();
        let (weight, value) = match rule {
            RollupRule::HeadcountWeighted => (f64::from(unit.headcount), mean),
            RollupRule::ShareAtOrAbove { n } => (1.0, f64::from(u8::from(mean >= n))),
            RollupRule::Mean | RollupRule::WeakestUnit => (1.0, mean),
        };
        (sum, weights, lowest) = (sum + value * weight, weights + weight, lowest.min(mean));
    }
    if rule == RollupRule::WeakestUnit { lowest } else { sum / weights }
}
