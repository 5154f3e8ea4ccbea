//! Made-up repositories, the same in each run.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Commits of each.
pub const COMMITS: usize = 100;

/// A repository with a history and some of the files that signals look for.
pub fn repository(dir: &Path, n: usize) {
    let path = dir.join(format!("r{n:03}"));
    let mut stream = String::new();
    for commit in 0..COMMITS {
        let (who, at) = ((n + commit) % 17, 1_700_000_000 + commit * 86_400);
        let message = format!("Change {commit}\n\nSigned-off-by: A <a{who}@example.org>\n");
        write!(stream, "commit refs/heads/main\ncommitter A <a{who}@example.org> {at} +0000\n").unwrap();
        write!(stream, "data {}\n{message}", message.len()).unwrap();
        for (name, text) in [
            ("README.md".to_owned(), format!("# Tool {n}\n\nWhat it is for, version {commit}.\n")),
            (format!("src/part{}.rs", commit % 30), format!("fn main() {{ println!(\"{n} {commit}\") }}\n")),
            (
                ".github/workflows/ci.yml".to_owned(),
                format!("on: push\njobs:\n  a:\n    steps:\n    - run: test {n}\n"),
            ),
        ] {
            write!(stream, "M 100644 inline {name}\ndata {}\n{text}\n", text.len()).unwrap();
        }
    }
    assert!(Command::new("git").args(["init", "-q", "-b", "main"]).arg(&path).status().unwrap().success());
    let mut import = Command::new("git");
    let mut import = import.args(["fast-import", "--quiet"]).current_dir(&path).stdin(Stdio::piped()).spawn().unwrap();
    import.stdin.take().unwrap().write_all(stream.as_bytes()).unwrap();
    assert!(import.wait().unwrap().success());
}
