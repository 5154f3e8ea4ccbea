//! The facts of a history beside what git itself counts, in histories made here and in real ones.

use std::collections::BTreeMap;
use std::path::Path;

use osmm_evidence::facts::History;
use osmm_evidence::{Limits, Organisation, ScanOptions, history, scan};
use osmm_maturity::observation::{Measure, Observation, Verdict};

use crate::made::{Made, answer, commit, git, git_fed, options, readme, reason};
use crate::script::{ANN, rich};
use crate::truth::mirrors;

fn read(path: &Path) -> History {
    history(path, &options()).unwrap()
}

/// What git counts of the same history, and the first difference.
fn compare(path: &Path, history: &History) {
    let count = |arguments: &[&str]| git(path, &[&["rev-list", "--count"], arguments, &["HEAD"]].concat());
    let name = path.display();
    assert_eq!(history.all.commits.to_string(), count(&[]), "commits of {name}");
    assert_eq!(history.all.merges.to_string(), count(&["--min-parents=2"]), "merges of {name}");
    assert_eq!(history.authors, shortlog(path), "authors of {name}");
    let mut months: BTreeMap<String, u32> = BTreeMap::new();
    let dates = git(path, &["-c", "core.commitGraph=false", "log", "--date=format:%Y-%m", "--format=%cd %ct", "HEAD"]);
    for line in dates.lines() {
        let second: i64 = line.rsplit(' ').next().unwrap().parse().unwrap();
        let month = jiff::Timestamp::from_second(second).unwrap().strftime("%Y-%m").to_string();
        *months.entry(month).or_default() += 1;
    }
    assert_eq!(history.months, months, "months of {name}");
    let since = format!("--since={}T00:00:00Z", history.recent_from.unwrap());
    let recent = dates.lines().filter(|line| {
        let second = line.rsplit(' ').next().unwrap().parse().unwrap();
        jiff::Timestamp::from_second(second).unwrap() >= since[8..].parse().unwrap()
    });
    assert_eq!(history.recent.commits as usize, recent.count(), "recent commits of {name}");
}

fn shortlog(path: &Path) -> BTreeMap<u32, u32> {
    let mut spread = BTreeMap::new();
    for line in git(path, &["shortlog", "-sne", "HEAD"]).lines() {
        let commits = line.split_whitespace().next().unwrap().parse().unwrap();
        *spread.entry(commits).or_default() += 1;
    }
    spread
}

#[test]
fn a_made_history_gives_the_counts_of_git() {
    let made = Made::new();
    let path = rich(&made);
    let history = read(&path);
    compare(&path, &history);
    let all = history.all;
    assert_eq!((all.commits, all.merges, all.bots, all.changes()), (9, 2, 1, 6));
    let trailers = ["log", "--no-merges", "--format=%(trailers:key=Signed-off-by,valueonly,separator=%x2C)%x00"];
    let signed = git(&path, &trailers).split('\0').filter(|one| one.contains('@')).count();
    // Git finds one in a machine's commit, and misses the one in the middle of the squashed message.
    assert_eq!(all.signed_off as usize, signed - 1 + 1);
    assert_eq!((all.signed_off, all.signed_off_by_author), (4, 3));
    assert_eq!(history.recent_from.unwrap().to_string(), "2024-12-31");
    assert_eq!((history.recent.commits, history.recent.signed_off, history.recent.coauthored), (5, 2, 1));
}

#[test]
fn the_main_line_is_told_from_what_was_merged() {
    let made = Made::new();
    let recent = read(&rich(&made)).recent;
    // Squashed, reviewed, merged; the machine's step and the feature's commit are none.
    assert_eq!((recent.steps, recent.reviewed), (3, 3));
    assert_eq!((recent.named_reviewer, recent.named_request, recent.other_committer), (1, 2, 1));
}

#[test]
fn people_are_counted_after_the_mailmap_without_machines() {
    let made = Made::new();
    let people = read(&rich(&made)).people;
    assert_eq!((people.all, people.recent, people.newcomers, people.half), (3, 3, 1, 2));
    assert!(!people.placed);
}

#[test]
fn the_organisation_gives_three_shares_and_no_name_leaves() {
    let made = Made::new();
    let path = rich(&made);
    let file = "format = \"osmm-organisation/1\"\n[[affiliation]]\nname = \"Own\"\nown = true\ndomains = [\"example.org\"]\n\
                [[affiliation]]\nname = \"Other\"\ndomains = [\"new.example\"]\n";
    let organisation = Organisation::parse(file, "osmm.toml").unwrap();
    let set = scan(&[path], &ScanOptions { organisation, ..options() }, &osmm_evidence::Silent);
    let shares = answer(&set, "rich", "contributors-affiliation");
    let count = |name: &str| shares.measures[name].clone();
    assert_eq!(shares.verdict, Verdict::Seen);
    assert_eq!([count("own"), count("other"), count("unknown")], [1, 1, 1].map(Measure::Count));
    let text = serde_json::to_string(&set).unwrap();
    for name in ["Ann", "ann@", "bo@", "Cee", "example.org", "new.example"] {
        assert!(!text.contains(name), "{name} in {text}");
    }
}

#[test]
fn the_owning_unit_is_told_from_the_others_also_from_the_cache() {
    let made = Made::new();
    let path = rich(&made);
    let file = |of: &str| {
        format!(
            "format = \"osmm-organisation/1\"\n[[affiliation]]\nname = \"Own\"\nown = true\nunit = \"a\"\n\
             domains = [\"example.org\"]\n[[affiliation]]\nname = \"Own\"\nown = true\nunit = \"b\"\n\
             domains = [\"new.example\"]\n[[unit]]\nid = \"a\"\nrepositories = [\"{of}\"]\n\
             [[unit]]\nid = \"b\"\nrepositories = [\"desk\"]\n"
        )
    };
    let look = |of: &str| {
        let organisation = Organisation::parse(&file(of), "osmm.toml").unwrap();
        let cached = ScanOptions { cache: Some(made.path("cache")), organisation, ..options() };
        answer(&scan(std::slice::from_ref(&path), &cached, &osmm_evidence::Silent), "rich", "innersource").clone()
    };
    let seen = look("rich");
    let count = |name: &str| seen.measures[name].clone();
    assert_eq!(seen.verdict, Verdict::Seen);
    assert_eq!([count("owning_unit"), count("other_units"), count("unknown")], [1, 1, 1].map(Measure::Count));
    assert_eq!([count("outside_people"), count("outside_units")], [1, 1].map(Measure::Count));
    assert!(reason(&look("nothing")).contains("[[unit]]"));
}

#[test]
fn without_a_list_nobody_is_placed_and_the_way_out_is_named() {
    let made = Made::new();
    let set = scan(&[rich(&made)], &options(), &osmm_evidence::Silent);
    assert!(reason(answer(&set, "rich", "contributors-affiliation")).contains("--organisation"));
}

#[test]
fn real_histories_give_the_counts_of_git() {
    let mut ran = 0;
    for folder in std::fs::read_dir(mirrors()).into_iter().flatten().flatten() {
        let path =
            ["repo", "repo/.git"].iter().map(|end| folder.path().join(end)).find(|path| path.join("HEAD").is_file());
        let Some(path) = path else { continue };
        let history = read(&path);
        if let Some(cut) = &history.cut {
            eprintln!("history: {} not run: {cut}", path.display());
            continue;
        }
        compare(&path, &history);
        let forms = ["-i", "-E", "--grep=^signed-off-by:.*<[^>]*@"];
        let signed = git(&path, &[&["rev-list", "--count", "--no-merges"], &forms[..], &["HEAD"]].concat());
        let bots = git(&path, &["log", "--no-merges", "-i", "-E", forms[2], "--format=%an <%ae>", "HEAD"]);
        let bots = bots.lines().filter(|line| is_machine(line)).count();
        assert_eq!(
            history.all.signed_off as usize,
            signed.parse::<usize>().unwrap() - bots,
            "sign-offs of {}",
            path.display()
        );
        ran += 1;
    }
    eprintln!("history: {ran} real histories compared (OSMM_MIRRORS names their folder)");
}

/// The marks of machines that `git log` can be searched for.
fn is_machine(author: &str) -> bool {
    let lower = author.to_lowercase();
    let (name, account) = (lower.split(" <").next().unwrap(), lower.split('@').next().unwrap());
    lower.contains("[bot]")
        || ["-bot", " bot", "-robot", " robot"].iter().any(|end| name.ends_with(end) || account.ends_with(end))
}

#[test]
fn a_history_that_is_not_whole_is_never_a_short_count() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme())]);
    for n in 0..4 {
        commit(&app, &format!("{n}\n\nSigned-off-by: Ann <ann@example.org>"));
    }
    let lost = git(&app, &["rev-parse", "HEAD~2"]);
    std::fs::remove_file(app.join(format!(".git/objects/{}/{}", &lost[..2], &lost[2..]))).unwrap();
    let set = scan(std::slice::from_ref(&app), &options(), &osmm_evidence::Silent);
    for signal in ["activity", "bus-factor", "sign-off", "review-traces", "commit-signatures", "newcomers"] {
        let why = reason(answer(&set, "app", signal));
        assert!(why.contains("history ends early") && why.contains(&lost[..12]), "{signal}: {why}");
        assert!(answer(&set, "app", signal).measures.is_empty(), "{signal}");
    }
    assert!(set.problems.iter().any(|problem| problem.message.contains(&lost[..12])));
    assert_eq!(answer(&set, "app", "readme").verdict, Verdict::Seen);
}

#[test]
fn limits_of_the_history_are_said() {
    let made = Made::new();
    let path = rich(&made);
    let within = |limits: Limits| history(&path, &ScanOptions { limits, ..options() }).unwrap();
    let whole = within(Limits { commits: 9, ..Limits::default() });
    assert_eq!((whole.all.commits, whole.cut), (9, None));
    let short = within(Limits { commits: 8, ..Limits::default() });
    assert_eq!(short.all.commits, 8);
    assert!(short.cut.unwrap().contains("up to 8 commits"));
    assert!(within(Limits { history_bytes: 100, ..Limits::default() }).cut.unwrap().contains("megabytes"));
}

/// Writes a commit object byte by byte, and lets HEAD name it.
fn odd_head(path: &Path, headers: &str, message: &[u8]) {
    let tree = git(path, &["rev-parse", "HEAD^{tree}"]);
    let text = [format!("tree {tree}\n{headers}\n").as_bytes(), message].concat();
    let id = git_fed(path, &["hash-object", "-t", "commit", "-w", "--stdin", "--literally"], &text);
    git(path, &["update-ref", "--no-deref", "HEAD", &id]);
}

#[test]
fn odd_and_hostile_commits_end_nothing() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme())]);
    let parent = git(&app, &["rev-parse", "HEAD"]);
    let people = "author A <a@x> 1700000000 +0000\ncommitter A <a@x> 1700000000 +0000\n";
    let many = format!("parent {parent}\n").repeat(20_000);
    odd_head(&app, &format!("{many}{people}"), b"many parents\n");
    assert_eq!(read(&app).all.commits, 2);
    odd_head(&app, &format!("parent {parent}\n{people}"), &b"Signed-off-by: \xff<@\n".repeat(200_000));
    assert_eq!((read(&app).all.commits, read(&app).all.signed_off), (2, 2));
    for headers in [
        "author A <a@x> 99999999999999999999 +0000\ncommitter A <a@x> 99999999999999999999 +9999\n",
        "author A <a@x> -1 +0000\ncommitter A <a@x> -62135596800 +0000\n",
        "author  <> 0 +0000\ncommitter > < 253402300799 +0000\n",
    ] {
        git(&app, &["update-ref", "--no-deref", "HEAD", &parent]);
        odd_head(&app, &format!("parent {parent}\n{headers}"), b"");
        let set = scan(std::slice::from_ref(&app), &options(), &osmm_evidence::Silent);
        assert_eq!(set.subjects.len(), 1, "{headers}");
    }
}

#[test]
fn tags_tell_releases_and_their_signatures() {
    let made = Made::new();
    let path = rich(&made);
    let head = git(&path, &["rev-parse", "HEAD"]);
    let tag = |name: &str, target: &str, kind: &str, end: &str| {
        let text =
            format!("object {target}\ntype {kind}\ntag {name}\ntagger A <a@x> 1767000000 +0000\n\n{name}\n{end}");
        let id = git_fed(&path, &["hash-object", "-t", "tag", "-w", "--stdin"], text.as_bytes());
        git(&path, &["update-ref", &format!("refs/tags/{name}"), &id]);
        id
    };
    git(&path, &["tag", "v0.1", "HEAD~3"]);
    git(&path, &["tag", "latest"]);
    let signed = tag("v1.0", &head, "commit", "-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n");
    let mut deep = signed;
    for n in 0..10 {
        deep = tag(&format!("deep{n}"), &deep, "tag", "");
    }
    let blob = git(&path, &["rev-parse", "HEAD:file"]);
    git(&path, &["update-ref", "refs/tags/v9-blob", &blob]);
    let tags = read(&path).tags;
    assert_eq!((tags.releases, tags.signed, tags.recent, tags.recent_signed), (2, 1, 2, 1));
    // Of ten tags on tags, those behind the limit count as none.
    assert_eq!(tags.all, 3 + 3);
    let releases = scan(std::slice::from_ref(&path), &options(), &osmm_evidence::Silent);
    assert_eq!(answer(&releases, "rich", "releases").verdict, Verdict::Seen);
}

#[test]
fn signatures_of_people_and_of_a_forge_are_counted_apart() {
    let made = Made::new();
    let app = made.repository("app", &[("README.md", &readme())]);
    let signature = "gpgsig -----BEGIN SSH SIGNATURE-----\n U1NI\n -----END SSH SIGNATURE-----\n";
    for committer in ["Ann <ann@example.org>", "GitHub <noreply@github.com>"] {
        let parent = git(&app, &["rev-parse", "HEAD"]);
        let times = "1767400000 +0000";
        let headers = format!("parent {parent}\nauthor {ANN} {times}\ncommitter {committer} {times}\n{signature}");
        odd_head(&app, &headers, b"signed\n");
    }
    let all = read(&app).all;
    assert_eq!((all.commits, all.signed, all.signed_by_forge), (3, 2, 1));
}

#[test]
fn kept_facts_follow_tags_and_the_organisation_and_the_day() {
    let made = Made::new();
    let path = rich(&made);
    let cached = ScanOptions { cache: Some(made.path("cache")), ..options() };
    let look = |options: &ScanOptions| scan(std::slice::from_ref(&path), options, &osmm_evidence::Silent);
    assert_eq!(look(&cached), look(&options()));
    assert_eq!(look(&cached), look(&options()), "from the cache");
    git(&path, &["tag", "v1.0"]);
    assert_eq!(answer(&look(&cached), "rich", "releases").verdict, Verdict::Seen, "a new tag is seen");
    let later = ScanOptions { observed_at: "2027-06-01T00:00:00Z".parse().unwrap(), ..cached.clone() };
    assert_eq!(answer(&look(&later), "rich", "activity").verdict, Verdict::NotSeen, "age is judged each time");
    let file =
        "format = \"osmm-organisation/1\"\n[[affiliation]]\nname = \"Own\"\nown = true\ndomains = [\"example.org\"]\n";
    let known = ScanOptions { organisation: Organisation::parse(file, "x").unwrap(), ..cached };
    let shares: &Observation = &answer(&look(&known), "rich", "contributors-affiliation").clone();
    assert_eq!(shares.verdict, Verdict::Seen, "a new list is used");
}
