//! The made-up company behind the figures of `docs/performance.md` is what it says, so that they mean something.

#[path = "../../benches/company/company.rs"]
#[allow(clippy::module_inception)]
mod company;
#[path = "../../benches/company/fill.rs"]
mod fill;
#[path = "../../benches/company/seen.rs"]
mod seen;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use company::{Company, Size};
use osmm_cli::Catalogue;
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::cycle::settle::How;
use osmm_maturity::event::{Change, Event};
use osmm_maturity::score::Basis;
use osmm_store::{Place, Select, Store};

/// A small company in a record of its own: what was published, in order, and how many events there are of each kind.
fn filled(size: Size) -> (Company, Vec<Picture>, BTreeMap<String, usize>) {
    let model = Arc::new(Catalogue::embedded().load(None).unwrap());
    let company = Company::new(model, size);
    let dir = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&Place::file(&dir.path().join("record.db"))).await.unwrap();
        fill::fill(&store, &company, false).await;
        assert!(store.verify(None).await.unwrap().holds());
        let (mut digests, mut kinds) = (Vec::new(), BTreeMap::new());
        let each = |event: Event| {
            let change = serde_json::to_value(&event.change).unwrap();
            *kinds.entry(change["kind"].as_str().unwrap().to_owned()).or_default() += 1;
            if let Change::Published { digest, .. } = event.change {
                digests.push(digest);
            }
            ControlFlow::Continue(())
        };
        store.events(&Select::default(), each).await.unwrap();
        let mut pictures = Vec::new();
        for digest in digests {
            pictures.push(serde_json::from_slice(&store.blob(&digest).await.unwrap().unwrap()).unwrap());
        }
        (company, pictures, kinds)
    })
}

#[test]
fn the_company_of_the_bench_is_what_it_says() {
    let size = Size { units: 5, cycles: 3, repositories: 2, auditors: 1 };
    let (company, pictures, kinds) = filled(size);
    assert_eq!(pictures.len(), size.cycles);
    for (cycle, picture) in pictures.iter().enumerate() {
        assert_eq!((&picture.assessment, picture.units.len()), (&Company::assessment(cycle), size.units));
        for (unit, shown) in picture.units.iter().enumerate() {
            assert_eq!(shown.items.len(), 72);
            for ((i, item), shown) in company.items().zip(&shown.items) {
                let held = Company::holds(cycle, unit, i);
                assert_eq!((item, &held), (&shown.item, &shown.answer), "{} unit {unit}", Company::assessment(cycle));
            }
            let mean = shown.standing(Basis::Claimed).unwrap().overall.mean.unwrap();
            assert!((mean - company.mean(cycle, unit).unwrap()).abs() < 1e-12);
        }
    }
    let talks = || (0..size.cycles).flat_map(|c| (0..size.units).flat_map(move |u| (0..72).map(move |i| (c, u, i))));
    let said = talks().filter_map(|(c, u, i)| Company::talk(c, u, i)).map(|t| t.said.len()).sum::<usize>();
    assert_eq!(kinds["responded"], said);
    assert_eq!(kinds["carried"], size.units * (size.cycles - 1));
}

#[test]
fn everything_that_takes_time_occurs_and_a_second_company_is_the_same() {
    let size = Size { units: 4, cycles: 2, repositories: 2, auditors: 1 };
    let (_, first, kinds) = filled(size);
    for kind in ["decided", "locked", "verified", "evidence-set", "evidence-reviewed", "observed", "assigned"] {
        assert!(kinds.contains_key(kind), "{kind}");
    }
    let items = || first.iter().flat_map(|p| &p.units).flat_map(|u| &u.items);
    for how in [
        (|h| matches!(h, How::Single { .. })) as fn(&How) -> bool,
        |h| matches!(h, How::Agreed),
        |h| matches!(h, How::Rule { .. }),
        |h| matches!(h, How::Decided { .. }),
        |h| matches!(h, How::Carried),
    ] {
        assert!(items().any(|i| how(&i.how)));
    }
    assert!(items().any(|i| i.supported > Some(osmm_maturity::rating::Rating(3))));
    // Salt is fresh each time, and so are digests of events; all else is equal.
    let (_, second, _) = filled(size);
    let units = |pictures: &[Picture]| pictures.iter().map(|p| p.units.clone()).collect::<Vec<_>>();
    assert_eq!(units(&first), units(&second));
}

#[test]
fn large_files_are_kept_each_with_its_size() {
    let dir = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&Place::file(&dir.path().join("record.db"))).await.unwrap();
        fill::files(&store, 3, 4096).await;
        let verified = store.verify(None).await.unwrap();
        assert!(verified.holds());
        assert_eq!((verified.counts.events, verified.counts.blobs), (3, 3));
        for event in store.events_vec(&Select::default()).await.unwrap() {
            let bytes = store.blob(event.change.blobs()[0]).await.unwrap().unwrap();
            assert_eq!(bytes.len(), 4096);
        }
    });
}
