//! Made-up histories, the same in each run.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A bare repository in one pack: authors that thin out, merges, sign-offs, reviews, numbers of requests.
pub fn generated(dir: &Path, name: &str, commits: u32) -> PathBuf {
    let path = dir.join(name);
    assert!(Command::new("git").args(["init", "-q", "--bare", "-b", "main"]).arg(&path).status().unwrap().success());
    let mut child = Command::new("git")
        .arg("-C")
        .arg(&path)
        .args(["-c", "fastimport.unpackLimit=0", "fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = std::io::BufWriter::new(child.stdin.take().unwrap());
    let mut random = 7_u64;
    let mut next = move |below: u32| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(random >> 33).unwrap() % below
    };
    let mut text = String::new();
    for n in 1..=commits {
        let author = next(20) * next(21);
        let who = format!("Dev {author} <dev{author}@d{}.example>", author % 7);
        let time = 1_400_000_000 + u64::from(n) * 350_000_000 / u64::from(commits) + u64::from(next(500));
        let mut message = format!("change {n} of part {}", next(900));
        if next(3) == 0 {
            write!(message, " (#{n})").unwrap();
        }
        message.push_str("\n\n");
        for _ in 0..next(6) {
            writeln!(message, "line {} about budget {} and parser {}", next(90_000), next(900), next(9_000)).unwrap();
        }
        if next(2) == 0 {
            write!(message, "\nSigned-off-by: {who}\n").unwrap();
        }
        text.clear();
        write!(text, "commit refs/heads/main\nmark :{n}\nauthor {who} {time} +0000\ncommitter {who} {time} +0000\n")
            .unwrap();
        write!(text, "data {}\n{message}", message.len()).unwrap();
        if n > 1 {
            writeln!(text, "from :{}", n - 1).unwrap();
        }
        if n > 5 && next(12) == 0 {
            writeln!(text, "merge :{}", n - 4).unwrap();
        }
        let body = format!("{n} {}", next(1_000_000));
        write!(text, "M 644 inline src/file{}.rs\ndata {}\n{body}\n", next(200), body.len()).unwrap();
        input.write_all(text.as_bytes()).unwrap();
    }
    drop(input);
    assert!(child.wait().unwrap().success());
    path
}
