//! The same commit gives the same answers, from the repository and from the cache.

use std::fs;

use osmm_evidence::{Progress, ScanOptions, Silent, scan};
use std::sync::Mutex;

use crate::made::{Made, answer, commit, git, options, readme, scanned};
use osmm_maturity::observation::Verdict;

#[test]
fn scanning_twice_gives_the_same() {
    let made = Made::new();
    for n in 0..6 {
        made.repository(
            &format!("app{n}"),
            &[("README.md", &readme()), ("deny.toml", "[licenses]\nallow = ['MIT']\n")],
        );
    }
    assert_eq!(scanned(&[made.folder.path()]), scanned(&[made.folder.path()]));
}

#[test]
fn the_cache_gives_what_a_fresh_scan_gives_and_forgets_nothing_new() {
    let made = Made::new();
    let app = made.repository("farm/app", &[("README.md", &readme())]);
    let farm = vec![made.path("farm")];
    let cached = ScanOptions { cache: Some(made.path("cache")), ..options() };
    let fresh = scan(&farm, &options(), &Silent);
    assert_eq!(scan(&farm, &cached, &Silent), fresh);
    assert_eq!(fs::read_dir(made.path("cache")).unwrap().count(), 1);
    // Gone from the repository, still known for this commit: the second scan reads the cache.
    let id = git(&app, &["rev-parse", "HEAD:README.md"]);
    let object = app.join(format!(".git/objects/{}/{}", &id[..2], &id[2..]));
    fs::remove_file(&object).unwrap();
    assert_eq!(scan(&farm, &cached, &Silent), fresh);
    // A damaged file in the cache is as good as none.
    for file in fs::read_dir(made.path("cache")).unwrap() {
        fs::write(file.unwrap().path(), "{\"commit\": 1}").unwrap();
    }
    let without = scan(&farm, &cached, &Silent);
    assert!(matches!(answer(&without, "app", "readme").verdict, Verdict::CouldNotLook { .. }));
    // What could not be read is not kept.
    git(&app, &["hash-object", "-w", "README.md"]);
    assert_eq!(scan(&farm, &cached, &Silent), fresh);
    fs::remove_file(app.join("README.md")).unwrap();
    commit(&app, "second");
    assert_eq!(answer(&scan(&farm, &cached, &Silent), "app", "readme").verdict, Verdict::NotSeen);
}

#[test]
fn progress_names_every_repository_twice() {
    #[derive(Default)]
    struct Heard(Mutex<Vec<String>>);
    impl Progress for Heard {
        fn found(&self, repositories: usize) {
            self.0.lock().unwrap().push(format!("found {repositories}"));
        }
        fn started(&self, name: &str) {
            self.0.lock().unwrap().push(format!("started {name}"));
        }
        fn finished(&self, name: &str) {
            self.0.lock().unwrap().push(format!("finished {name}"));
        }
    }
    let made = Made::new();
    made.repository("a", &[("a", "a")]);
    made.repository("b", &[("a", "a")]);
    let heard = Heard::default();
    let _ = scan(&[made.folder.path().to_path_buf()], &options(), &heard);
    let mut all = heard.0.into_inner().unwrap();
    assert_eq!(all.remove(0), "found 2");
    all.sort();
    assert_eq!(all, ["finished a", "finished b", "started a", "started b"]);
}

#[test]
fn a_stopped_scan_says_what_it_did_not_look_at() {
    struct Stop;
    impl Progress for Stop {
        fn stopped(&self) -> bool {
            true
        }
    }
    let made = Made::new();
    made.repository("app", &[("README.md", &readme())]);
    let set = scan(&[made.path("app")], &options(), &Stop);
    let open = |o: &osmm_maturity::observation::Observation| matches!(o.verdict, Verdict::CouldNotLook { .. });
    assert!(!set.observations.is_empty() && set.observations.iter().all(open));
}
