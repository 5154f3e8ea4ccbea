//! Bad input: each gives a clear message that names the place, and the rest of the run goes on.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use osmm_evidence::Limits;
use osmm_maturity::observation::Verdict;

use crate::made::{Made, answer, commit, git, git_fed, names, readme, reason, scanned, scanned_within, standings};

fn object(repository: &Path, id: &str) -> PathBuf {
    repository.join(format!(".git/objects/{}/{}", &id[..2], &id[2..]))
}

#[test]
fn a_repository_without_a_commit_is_left_out() {
    let made = Made::new();
    git(made.folder.path(), &["init", "-q", "new"]);
    git(made.folder.path(), &["init", "-q", "--bare", "new2.git"]);
    let set = scanned(&[made.folder.path()]);
    assert_eq!(standings(&set), ["new (no commit yet)", "new2 (no commit yet)"]);
    assert!(set.observations.is_empty() && set.problems.is_empty());
}

#[test]
fn a_head_that_points_nowhere_is_not_an_empty_repository() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme())]);
    git(&app, &["symbolic-ref", "HEAD", "refs/heads/gone"]);
    let set = scanned(&[&app]);
    assert_eq!(standings(&set), ["app"]);
    assert!(reason(answer(&set, "app", "readme")).contains("refs/heads/gone"));
    assert!(set.problems[0].hint.as_ref().unwrap().contains("git symbolic-ref"));
    git(&app, &["checkout", "-q", "--detach", "main"]);
    assert_eq!(answer(&scanned(&[&app]), "app", "readme").verdict, Verdict::Seen);
}

#[test]
fn what_is_no_repository_after_all_counts_and_could_not_be_looked_at() {
    let made = Made::new();
    made.repository("good", &[("README.md", &readme())]);
    for name in ["hollow", "lost", "garbled"] {
        fs::create_dir(made.path(name)).unwrap();
    }
    fs::create_dir(made.path("hollow/.git")).unwrap();
    fs::write(made.path("lost/.git"), "gitdir: /nowhere/at/all\n").unwrap();
    fs::write(made.path("garbled/.git"), [0xff, 0xfe, 0x00]).unwrap();
    let set = scanned(&[made.folder.path()]);
    assert_eq!(names(&set), ["garbled", "good", "hollow", "lost"]);
    assert_eq!(answer(&set, "good", "readme").verdict, Verdict::Seen);
    for name in ["hollow", "lost", "garbled"] {
        assert!(reason(answer(&set, name, "readme")).contains("not a repository"), "{name}");
        assert!(!reason(answer(&set, name, "readme")).contains("nowhere"), "{name}");
        assert!(set.problems.iter().any(|problem| problem.place == name));
    }
    assert_eq!(set.observations.len(), 4 * set.signals.len());
}

#[test]
fn damaged_objects_concern_only_what_they_hold() {
    let made = Made::new();
    let files = [("README.md", &*readme()), ("SECURITY.md", "Report to a@example.org, please."), ("docs/a.md", "text")];
    let app = made.repository("app", &files);
    let damage = |what: &str| {
        let file = object(&app, &git(&app, &["rev-parse", what]));
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        #[expect(clippy::permissions_set_readonly_false, reason = "a file in a temporary folder")]
        permissions.set_readonly(false);
        fs::set_permissions(&file, permissions).unwrap();
        fs::write(&file, b"x\x9cnot an object").unwrap();
    };
    damage("HEAD:SECURITY.md");
    let set = scanned(&[&app]);
    assert_eq!(answer(&set, "app", "readme").verdict, Verdict::Seen);
    assert!(reason(answer(&set, "app", "security-policy")).starts_with("SECURITY.md: object"));
    assert!(set.problems[0].message.contains("SECURITY.md"));
    damage("HEAD:docs");
    let set = scanned(&[&app]);
    assert_eq!(answer(&set, "app", "readme").verdict, Verdict::Seen);
    assert!(answer(&set, "app", "readme").partial.as_ref().unwrap().contains("docs/"));
    assert!(reason(answer(&set, "app", "code-of-conduct")).contains("docs/"));
    damage("HEAD^{tree}");
    let set = scanned(&[&app]);
    assert!(reason(answer(&set, "app", "readme")).contains("damaged"));
    assert_eq!(answer(&set, "app", "sign-off").verdict, Verdict::Seen);
    damage("HEAD");
    let set = scanned(&[&app]);
    assert!(set.observations.iter().all(|one| matches!(one.verdict, Verdict::CouldNotLook { .. })));
    assert!(!set.problems.is_empty());
}

#[test]
fn a_truncated_pack_does_not_end_the_run() {
    let made = Made::new();
    made.repository("good", &[("README.md", &readme())]);
    let app = made.repository("app", &[("README.md", &readme()), ("LICENSE", &"words ".repeat(5000))]);
    git(&app, &["repack", "-adq"]);
    let packs = fs::read_dir(app.join(".git/objects/pack")).unwrap();
    let pack =
        packs.map(|file| file.unwrap().path()).find(|path| path.extension().is_some_and(|end| end == "pack")).unwrap();
    let bytes = fs::read(&pack).unwrap();
    fs::remove_file(&pack).unwrap();
    fs::write(&pack, &bytes[..bytes.len() / 3]).unwrap();
    let set = scanned(&[made.folder.path()]);
    assert_eq!(answer(&set, "good", "readme").verdict, Verdict::Seen);
    assert!(matches!(answer(&set, "app", "license-file").verdict, Verdict::CouldNotLook { .. }));
    assert!(set.problems.iter().any(|problem| problem.place == "app"));
}

#[test]
fn a_partial_clone_says_what_it_lacks_and_the_way_out_works() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme()), ("SECURITY.md", "Report to a@example.org, please.")]);
    git(&app, &["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", app.display());
    git(made.folder.path(), &["clone", "-q", "--bare", "--filter=blob:none", &url, "clones/part.git"]);
    let part = made.path("clones/part.git");
    let set = scanned(&[&part]);
    for signal in ["readme", "security-policy"] {
        let why = reason(answer(&set, "part", signal));
        assert!(why.contains("partial clone") && why.contains("git fetch"), "{why}");
    }
    assert_eq!(answer(&set, "part", "ci").verdict, Verdict::NotSeen);
    assert_eq!(answer(&set, "part", "sign-off").verdict, Verdict::Seen);
    assert_eq!(set.problems.len(), 2);
    git(&part, &["fetch", "-q", "--refetch", "--no-filter"]);
    assert_eq!(answer(&scanned(&[&part]), "part", "readme").verdict, Verdict::Seen);
}

#[test]
fn a_shallow_clone_is_partial_in_its_history_only() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme())]);
    for n in 0..5 {
        commit(&app, &format!("{n}"));
    }
    let url = format!("file://{}", app.display());
    git(made.folder.path(), &["clone", "-q", "--depth", "2", &url, "clones/short"]);
    let set = scanned(&[&made.path("clones")]);
    assert_eq!(answer(&set, "short", "readme").partial, None);
    let sign_off = answer(&set, "short", "sign-off");
    assert!(sign_off.measures.is_empty(), "two of six commits are no count");
    assert!(reason(sign_off).contains("cut at 2 commits") && reason(sign_off).contains("git fetch --unshallow"));
}

#[test]
fn names_that_are_not_utf8_are_shown_and_kept() {
    use std::os::unix::ffi::OsStrExt;
    let made = Made::new();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9");
    let app = made.repository("x", &[("README.md", &readme())]);
    fs::write(app.join(std::ffi::OsStr::from_bytes(b"requirements-\xff.txt")), "flask==1\n").unwrap();
    commit(&app, "odd");
    fs::rename(&app, made.folder.path().join(name)).unwrap();
    let set = scanned(&[made.folder.path()]);
    assert_eq!(names(&set), ["caf\\xE9"]);
    assert_eq!(answer(&set, "caf\\xE9", "dependency-manifest").proof[0].path, "requirements-\\xFF.txt");
}

#[test]
fn links_in_the_tree_are_followed_inside_it_only() {
    let made = Made::new();
    let app = made.repository("app", &[("meta/text.md", &readme())]);
    symlink("meta/text.md", app.join("README.md")).unwrap();
    symlink("/etc/passwd", app.join("SECURITY.md")).unwrap();
    symlink("LOOP.md", app.join("CONTRIBUTING.md")).unwrap();
    symlink("CONTRIBUTING.md", app.join("LOOP.md")).unwrap();
    commit(&app, "links");
    let set = scanned(&[&app]);
    assert_eq!(answer(&set, "app", "readme").verdict, Verdict::Seen);
    assert!(reason(answer(&set, "app", "security-policy")).contains("outside the repository"));
    assert!(reason(answer(&set, "app", "contributing-guide")).contains("without an end"));
}

#[test]
fn a_blob_of_200_megabytes_is_not_loaded() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme())]);
    let file = fs::File::create(app.join("SECURITY.md")).unwrap();
    file.set_len(200 << 20).unwrap();
    commit(&app, "large");
    let set = scanned(&[&app]);
    assert!(reason(answer(&set, "app", "security-policy")).contains("too large to read (209715200 bytes)"));
    assert_eq!(answer(&set, "app", "readme").verdict, Verdict::Seen);
    git(&app, &["repack", "-adq"]);
    assert!(reason(answer(&scanned(&[&app]), "app", "security-policy")).contains("too large"));
}

#[test]
fn a_tree_of_100_000_files_is_read_and_a_limit_is_said() {
    let made = Made::new();
    let app = made.repository("app", &[("a", "a")]);
    let text = readme();
    let mut stream = format!("blob\nmark :1\ndata {}\n{text}\n", text.len());
    stream.push_str("commit refs/heads/main\ncommitter A <a@b.c> 1767323046 +0000\ndata 1\nx\n");
    for n in 0..100_000 {
        let _ = writeln!(stream, "M 100644 :1 d{}/f{n}.txt", n % 1000);
    }
    stream.push_str("M 100644 :1 README.md\n\n");
    git_fed(&app, &["fast-import", "--quiet", "--force"], stream.as_bytes());
    let set = scanned(&[&app]);
    assert_eq!(answer(&set, "app", "readme").verdict, Verdict::Seen);
    assert_eq!(answer(&set, "app", "ci").verdict, Verdict::NotSeen);
    assert!(answer(&set, "app", "policy-security").partial.as_ref().unwrap().contains("400 of 100000 documents"));
    let set = scanned_within(&app, Limits { tree_entries: 1000, ..Limits::default() });
    assert!(reason(answer(&set, "app", "ci")).contains("first 1000 entries"));
    assert!(!set.problems.is_empty());
}

#[test]
fn limits_on_text_and_on_the_walk_are_said() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme()), ("SECURITY.md", "Report to a@example.org, please.")]);
    commit(&app, "more");
    commit(&app, "and more");
    let limits = Limits { repository_bytes: 10, commits: 1, ..Limits::default() };
    let set = scanned_within(&app, limits);
    assert!(reason(answer(&set, "app", "readme")).contains("limit"));
    assert!(reason(answer(&set, "app", "sign-off")).contains("up to 1 commits"));
    let set = scanned_within(&app, Limits { time: Duration::ZERO, ..Limits::default() });
    assert!(reason(answer(&set, "app", "sign-off")).contains("its time was over before the whole history was read"));
    let open = |o: &osmm_maturity::observation::Observation| matches!(o.verdict, Verdict::CouldNotLook { .. });
    assert!(set.observations.iter().all(open));
    assert!(reason(answer(&set, "app", "readme")).contains("its time was over before the whole tree was read"));
    assert!(set.problems.iter().any(|problem| problem.message.contains("its time was over")));
}

/// A commit of this tree.
fn commit_of(app: &Path, tree: &str) {
    let id = git(app, &["commit-tree", tree, "-m", "x"]);
    git(app, &["update-ref", "refs/heads/main", &id]);
}

fn mktree(app: &Path, lines: &str) -> String {
    git_fed(app, &["mktree"], lines.as_bytes())
}

#[test]
fn trees_that_are_small_on_the_disk_and_endless_in_paths_hit_a_limit() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme())]);
    let blob = git(&app, &["rev-parse", "HEAD:README.md"]);
    let leaf = mktree(&app, &format!("100644 blob {blob}\tREADME.md\n"));
    // Eight folders in each of twelve levels: 68 thousand million files in thirteen objects.
    let within = |below: String, name: &str| {
        let lines = (0..8).map(|n| format!("040000 tree {below}\t{name}{n}\n")).collect::<String>();
        mktree(&app, &lines)
    };
    commit_of(&app, &(0..12).fold(leaf.clone(), |below, _| within(below, "d")));
    let set = scanned_within(&app, Limits { tree_entries: 20_000, ..Limits::default() });
    assert!(reason(answer(&set, "app", "ci")).contains("first 20000 entries"));
    // The same with long names: their bytes are the limit.
    let long = "n".repeat(300);
    commit_of(&app, &(0..12).fold(leaf.clone(), |below, _| within(below, &long)));
    let set = scanned_within(&app, Limits { tree_bytes: 5 << 20, ..Limits::default() });
    assert!(reason(answer(&set, "app", "ci")).contains("first 5 megabytes of the tree"));
    // A name that no system has room for is not made part of any path.
    let name = "n".repeat(1 << 20);
    let endless = format!("040000 tree {leaf}\t{name}\n100644 blob {blob}\tREADME.md\n");
    commit_of(&app, &mktree(&app, &endless));
    let set = scanned(&[&app]);
    assert!(reason(answer(&set, "app", "ci")).contains("paths of more than 4096 bytes"));
    assert_eq!(answer(&set, "app", "readme").verdict, Verdict::Seen);
}

#[test]
fn a_path_of_a_thousand_folders_is_read_to_its_256th() {
    let made = Made::new();
    let app = made.repository("app", &[("a", "a")]);
    let path = "d/".repeat(1000);
    let text = readme();
    let stream = format!(
        "commit refs/heads/main\ncommitter A <a@b.c> 1767323046 +0000\ndata 1\nx\nM 100644 inline README.md\ndata {}\n{text}\n\
         M 100644 inline {path}f\ndata 1\nx\n\n",
        text.len()
    );
    git_fed(&app, &["fast-import", "--quiet", "--force"], stream.as_bytes());
    let set = scanned(&[&app]);
    assert!(reason(answer(&set, "app", "ci")).contains("256 folders inside each other"));
    assert_eq!(answer(&set, "app", "readme").verdict, Verdict::Seen);
}

#[test]
fn of_a_million_tags_as_many_as_the_limit_are_read() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme())]);
    let head = git(&app, &["rev-parse", "HEAD"]);
    let mut refs = "# pack-refs with: peeled fully-peeled sorted \n".to_owned();
    for n in 0..1_000_000 {
        let _ = writeln!(refs, "{head} refs/tags/v{n:07}");
    }
    fs::write(app.join(".git/packed-refs"), refs).unwrap();
    let set = scanned_within(&app, Limits { tags: 500, ..Limits::default() });
    let releases = answer(&set, "app", "releases");
    assert_eq!(releases.partial.as_deref(), Some("only 500 of 1000000 tags were read"));
    assert_eq!(answer(&set, "app", "readme").verdict, Verdict::Seen);
    // Four millions and more are not even listed.
    fs::File::options().write(true).open(app.join(".git/packed-refs")).unwrap().set_len((256 << 20) + 1).unwrap();
    let set = scanned(&[&app]);
    assert!(reason(answer(&set, "app", "readme")).contains("its `packed-refs` has 268435457 bytes"));
}

#[test]
fn forms_of_repositories_that_cannot_be_read_say_so() {
    let made = Made::new();
    git(made.folder.path(), &["init", "-q", "--object-format=sha256", "long"]);
    fs::write(made.path("long/README.md"), readme()).unwrap();
    commit(&made.path("long"), "sha256");
    git(made.folder.path(), &["init", "-q", "--ref-format=reftable", "table"]);
    fs::write(made.path("table/README.md"), readme()).unwrap();
    commit(&made.path("table"), "reftable");
    let set = scanned(&[made.folder.path()]);
    assert_eq!(answer(&set, "long", "readme").verdict, Verdict::Seen);
    assert_eq!(answer(&set, "long", "readme").proof[0].digest.len(), 64);
    let table = answer(&set, "table", "readme");
    assert!(reason(table).contains("reftable"), "{table:?}");
}

#[test]
fn hostile_yaml_json_and_toml_end_nothing() {
    let made = Made::new();
    let deep = "[".repeat(100_000);
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned()
        + &('b'..='k')
            .zip('a'..)
            .map(|(b, a)| format!("{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n"))
            .collect::<String>();
    let files = [
        (".github/dependabot.yml", bomb.as_str()),
        (".github/workflows/a.yml", deep.as_str()),
        ("bom.json", deep.as_str()),
        ("renovate.json", deep.as_str()),
        ("deny.toml", &format!("a = {deep}")),
        ("REUSE.toml", &format!("a = {deep}")),
        (".licensed.yml", bomb.as_str()),
        ("README.md", &readme()),
    ];
    let app = made.repository("app", &files);
    assert_eq!(answer(&scanned(&[&app]), "app", "readme").verdict, Verdict::Seen);
}

/// A pipe that nobody writes to.
fn pipe(at: &Path) {
    let _ = fs::remove_file(at);
    assert!(Command::new("mkfifo").arg(at).status().unwrap().success());
}

#[test]
fn pipes_in_place_of_files_make_nobody_wait() {
    let made = Made::new();
    let files = ["HEAD", "config", "packed-refs", "shallow", "refs/heads/main", "objects/info/alternates"];
    for (number, file) in files.iter().enumerate() {
        let at = made.repository(&format!("p{number}"), &[("README.md", &readme())]);
        pipe(&at.join(".git").join(file));
    }
    let loose = made.repository("loose", &[("README.md", &readme())]);
    let head = git(&loose, &["rev-parse", "HEAD"]);
    pipe(&object(&loose, &head));
    fs::create_dir(made.path("odd")).unwrap();
    pipe(&made.path("odd/.git"));
    made.repository("good", &[("README.md", &readme())]);
    let set = scanned(&[made.folder.path()]);
    for subject in names(&set).into_iter().filter(|name| *name != "good") {
        let said = reason(answer(&set, subject, "readme")).to_owned();
        assert!(said.contains("neither a file nor a folder"), "{subject}: {said}");
    }
    assert_eq!((set.subjects.len(), &answer(&set, "good", "readme").verdict), (files.len() + 3, &Verdict::Seen));
}

#[test]
fn what_lies_elsewhere_is_not_shown() {
    let made = Made::new();
    let secret = made.repository("vault/secret", &[("README.md", &readme())]);
    let head = git(&secret, &["rev-parse", "HEAD"]);
    let there = secret.join(".git");
    let thief = |name: &str| {
        git(made.folder.path(), &["init", "-q", "-b", "main", &format!("farm/{name}")]);
        let at = made.path(&format!("farm/{name}/.git"));
        fs::write(at.join("refs/heads/main"), format!("{head}\n")).unwrap();
        at
    };
    fs::write(thief("borrows").join("objects/info/alternates"), there.join("objects").display().to_string()).unwrap();
    let linked = thief("objects");
    fs::remove_dir_all(linked.join("objects")).unwrap();
    symlink(there.join("objects"), linked.join("objects")).unwrap();
    let some = thief("some");
    for entry in fs::read_dir(there.join("objects")).unwrap().flatten() {
        let at = some.join("objects").join(entry.file_name());
        if !at.exists() {
            symlink(entry.path(), at).unwrap();
        }
    }
    fs::write(thief("../alone/common").join("commondir"), there.display().to_string()).unwrap();
    fs::create_dir_all(made.path("farm/points")).unwrap();
    fs::write(made.path("farm/points/.git"), format!("gitdir: {}\n", there.display())).unwrap();
    for (folder, subjects) in [("farm", &["borrows", "objects", "points", "some"][..]), ("alone", &["common"])] {
        let set = scanned(&[&made.path(folder)]);
        assert_eq!(names(&set), subjects);
        for subject in subjects {
            let said = reason(answer(&set, subject, "readme"));
            assert!(said.contains("leads out of it, which is never followed"), "{subject}: {said}");
        }
    }
}
