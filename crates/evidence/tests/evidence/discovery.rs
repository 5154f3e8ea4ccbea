//! Which repositories are found, how often, and under which names.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use osmm_evidence::{Organisation, ScanOptions, Silent, scan, scan_with_origins};
use osmm_maturity::observation::Standing;

use crate::made::{Made, git, names, options, readme, scanned, standings};

#[test]
fn work_trees_and_bare_repositories_at_any_depth_are_found_once() {
    let made = Made::new();
    let app = made.repository("farm/team/app", &[("README.md", &readme())]);
    made.repository("farm/team/app/inner", &[("a", "a")]);
    git(&made.path("farm"), &["clone", "-q", "--bare", app.to_str().unwrap(), "mirror.git"]);
    git(&app, &["worktree", "add", "-q", "../second"]);
    let farm = made.path("farm");
    let set = scanned(&[&farm, &farm, &made.path("farm/team")]);
    assert_eq!(names(&set), ["mirror", "team/app", "team/app/inner"]);
    assert_eq!(set.problems, []);
}

#[test]
fn a_linked_work_tree_stands_for_its_repository_when_it_is_alone() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme())]);
    git(&app, &["worktree", "add", "-q", "../work/second"]);
    let set = scanned(&[&made.path("work")]);
    assert_eq!(names(&set), ["second"]);
    assert_eq!(set.observations.iter().filter(|one| one.signal.0 == "readme").count(), 1);
}

#[test]
fn the_repository_at_the_path_has_its_folders_own_name() {
    let made = Made::new();
    let app = made.repository("app", &[("a", "a")]);
    assert_eq!(names(&scanned(&[&app])), ["app"]);
    assert_eq!(names(&scanned(&[&app.join(".")])), ["app"]);
    assert_eq!(names(&scanned(&[&app.join(".git")])), ["app"]);
    assert_eq!(names(&scanned(&[&app, &app.join(".git")])), ["app"]);
}

#[test]
fn same_names_under_two_paths_are_told_apart() {
    let made = Made::new();
    made.repository("a/app", &[("a", "a")]);
    made.repository("b/app", &[("b", "b")]);
    assert_eq!(names(&scanned(&[&made.path("a"), &made.path("b")])), ["a/app", "b/app"]);
}

#[test]
fn links_are_not_followed() {
    let made = Made::new();
    let app = made.repository("farm/app", &[("a", "a")]);
    symlink(made.path("farm"), made.path("farm/loop")).unwrap();
    symlink("..", app.join("up")).unwrap();
    symlink("self", made.path("farm/self")).unwrap();
    let set = scanned(&[&made.path("farm")]);
    assert_eq!((names(&set), set.problems.len()), (vec!["app"], 0));
}

#[test]
fn submodules_are_listed_and_do_not_count() {
    let made = Made::new();
    let lib = made.repository("lib", &[("README.md", &readme())]);
    let app = made.repository("farm/app", &[("README.md", &readme())]);
    git(&app, &["submodule", "--quiet", "add", lib.to_str().unwrap(), "libs/lib"]);
    git(&app, &["commit", "-q", "-m", "with a submodule"]);
    let expected = ["app", "app/libs/lib (submodule of app)"];
    let set = scanned(&[&made.path("farm")]);
    assert_eq!(standings(&set), expected);
    assert!(set.observations.iter().all(|one| one.subject == "app"));
    git(&app, &["submodule", "--quiet", "deinit", "-f", "libs/lib"]);
    assert_eq!(standings(&scanned(&[&made.path("farm")])), expected);
    git(&made.path("farm"), &["clone", "-q", "--bare", app.to_str().unwrap(), "../bare/app.git"]);
    assert_eq!(standings(&scanned(&[&made.path("bare")])), expected);
}

#[test]
fn a_repository_committed_as_a_link_is_a_submodule_too() {
    let made = Made::new();
    let app = made.repository("app", &[("a", "a")]);
    made.repository("app/embedded", &[("b", "b")]);
    git(&app, &["add", "embedded"]);
    git(&app, &["commit", "-q", "-m", "embedded"]);
    assert_eq!(standings(&scanned(&[&app])), ["app", "embedded (submodule of app)"]);
}

#[test]
fn a_bare_repository_that_is_committed_as_files_is_test_data() {
    let made = Made::new();
    let app = made.repository("app", &[("a", "a")]);
    git(&app, &["clone", "-q", "--bare", ".", "tests/data.git"]);
    crate::made::commit(&app, "data");
    assert_eq!(standings(&scanned(&[&app])), ["app", "tests/data (its files are part of app)"]);
}

#[test]
fn paths_without_a_repository_are_problems_with_a_way_out() {
    let made = Made::new();
    let app = made.repository("app", &[("src/a", "a")]);
    fs::create_dir_all(made.path("empty/deep")).unwrap();
    fs::write(made.path("file"), "x").unwrap();
    let set = scanned(&[&made.path("nowhere"), &made.path("empty"), &made.path("file"), &app.join("src")]);
    let about = |end: &str| set.problems.iter().find(|problem| problem.place.ends_with(end)).unwrap();
    assert!(about("nowhere").message.contains("No such file"));
    assert!(about("empty").message.contains("no git repository"));
    assert!(about("file").message.contains("not a folder"));
    assert!(about("src").message.contains("inside the repository app"));
    assert!(about("src").hint.as_ref().unwrap().ends_with("app/src/.."));
    assert_eq!(set.problems.len(), 4);
}

#[test]
fn a_folder_that_cannot_be_read_is_a_problem() {
    use std::os::unix::fs::PermissionsExt;
    let made = Made::new();
    made.repository("farm/app", &[("a", "a")]);
    let closed = made.path("farm/closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
    let enforced = fs::read_dir(&closed).is_err();
    let set = scanned(&[&made.path("farm")]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(names(&set), ["app"]);
    if enforced {
        assert!(set.problems[0].place.ends_with("farm/closed"));
    } else {
        eprintln!("a_folder_that_cannot_be_read: this user may read everything, only the rest was tested");
    }
}

#[test]
fn no_folder_of_the_machine_is_in_the_observations() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme())]);
    fs::write(app.join(".git/HEAD"), "nonsense").unwrap();
    made.repository("good", &[("README.md", &readme())]);
    let set = scanned(&[made.folder.path()]);
    let text = serde_json::to_string(&(&set.subjects, &set.observations)).unwrap();
    assert!(!text.contains(made.folder.path().to_str().unwrap()), "{text}");
    assert!(Path::new(&text).is_relative());
}

/// Where a repository comes from is told apart from what is seen, and never part of it.
#[test]
fn origins_are_told_beside_what_is_seen() {
    let made = Made::new();
    let app = made.repository("farm/app", &[("a", "a")]);
    let broken = made.repository("farm/broken", &[("a", "a")]);
    made.repository("farm/own", &[("a", "a")]);
    let address = "https://ann:pass9word@git.example/acme/app.git";
    for at in [&app, &broken] {
        git(at, &["remote", "add", "origin", address]);
    }
    fs::write(broken.join(".git/HEAD"), "ref: refs/heads/other\n").unwrap();
    let scan = scan_with_origins(&[made.path("farm")], &options(), &Silent);
    let origins: Vec<(&str, &str)> = scan.origins.iter().map(|(name, at)| (name.as_str(), at.as_str())).collect();
    assert_eq!(origins, [("app", address), ("broken", address)], "also of what could not be read");
    let seen = serde_json::to_string(&scan.seen).unwrap();
    assert!(!seen.contains("pass9word") && !seen.contains("git.example"), "{seen}");
}

#[test]
fn what_the_organisation_calls_archived_is_listed_and_not_read() {
    let made = Made::new();
    made.repository("farm/shop", &[("README.md", &readme())]);
    made.repository("farm/attic/till", &[("README.md", &readme())]);
    let file = "format = \"osmm-organisation/1\"\n[[affiliation]]\nname = \"Own\"\nown = true\ndomains = [\"example.org\"]\n\
        [[repository]]\nnames = [\"attic/*\"]\ntier = \"archived\"\n";
    let organisation = Organisation::parse(file, "osmm.toml").unwrap();
    let set = scan(&[made.path("farm")], &ScanOptions { organisation, ..options() }, &Silent);
    assert_eq!(names(&set), ["attic/till", "shop"]);
    assert_eq!(
        set.subjects[0].standing,
        Standing::LeftOut { reason: "archived, by the description of the organisation".to_owned() }
    );
    assert!(set.observations.iter().all(|one| one.subject == "shop"), "{:#?}", set.observations);
}
