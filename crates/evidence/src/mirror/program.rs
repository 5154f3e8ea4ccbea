//! The `git` program, called so that it asks nobody, runs nothing of a repository, and ends.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What is kept of what it prints: addresses of branches, and the last words before it fails.
const KEPT: usize = 64 << 10;
/// How often a running program is looked after.
const LOOK: Duration = Duration::from_millis(20);

/// Settings that go before those of the user and of the copy.
const SETTINGS: &[&str] = &[
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "protocol.allow=never",
    "protocol.https.allow=always",
    "protocol.http.allow=always",
    "protocol.ssh.allow=always",
    "submodule.recurse=false",
    "gc.auto=0",
    "transfer.bundleURI=false",
    // A server that says nothing for a minute is not waited for.
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=60",
];

/// The program.
#[derive(Debug)]
pub(super) struct Git {
    patience: Duration,
    /// How git calls ssh where the user has no way of their own: without questions.
    ssh: bool,
}

impl Git {
    /// The program on the path; without it the words say what to do.
    pub(super) fn found(patience: Duration) -> Result<Self, String> {
        let own = |name: &str| std::env::var_os(name).is_some();
        let git = Self { patience, ssh: false };
        let missing = "the program git is needed to reach servers, and could not be started";
        git.run(Path::new("."), &["version"], "", &|| false).map_err(|why| format!("{missing}: {why}"))?;
        let set = git.run(Path::new("."), &["config", "--get", "core.sshCommand"], "", &|| false).is_ok();
        Ok(Self { ssh: !set && !own("GIT_SSH_COMMAND") && !own("GIT_SSH"), ..git })
    }

    /// Runs it in a folder and gives what it printed, or the reason that it gave.
    pub(super) fn run(
        &self,
        folder: &Path,
        args: &[&str],
        input: &str,
        stopped: &dyn Fn() -> bool,
    ) -> Result<String, String> {
        let mut command = self.command(folder, args);
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        std::thread::scope(|scope| {
            scope.spawn(move || stdin.map(|mut pipe| pipe.write_all(input.as_bytes())));
            let printed = scope.spawn(move || stdout.map(start));
            let said = scope.spawn(move || stderr.map(end));
            let ended = self.wait(&mut child, stopped);
            let printed = printed.join().ok().flatten().unwrap_or_default();
            let said = said.join().ok().flatten().unwrap_or_default();
            match ended {
                Ok(true) => Ok(printed),
                Ok(false) => Err(reason(&said)),
                Err(why) => Err(why),
            }
        })
    }

    fn command(&self, folder: &Path, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"] {
            command.env_remove(name);
        }
        command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C").env("GCM_INTERACTIVE", "never");
        // Objects are fetched by us, in one go, and never one by one behind our back.
        command.env("GIT_NO_LAZY_FETCH", "1");
        if self.ssh {
            command.env("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        }
        command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting])).args(args).current_dir(folder);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Whether it ended well; it is ended when it takes too long, or when nobody waits any more.
    fn wait(&self, child: &mut Child, stopped: &dyn Fn() -> bool) -> Result<bool, String> {
        let until = Instant::now() + self.patience;
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status.success()),
                Ok(None) if stopped() => return self.ended(child, "stopped"),
                Ok(None) if Instant::now() > until => {
                    return self.ended(child, &format!("it took longer than {} s", self.patience.as_secs()));
                }
                // The program works meanwhile.
                Ok(None) => std::thread::park_timeout(LOOK),
                Err(error) => return self.ended(child, &error.to_string()),
            }
        }
    }

    fn ended(&self, child: &mut Child, why: &str) -> Result<bool, String> {
        // What it started, such as ssh, is in its group and would go on waiting.
        #[cfg(unix)]
        if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = child.kill();
        let _ = child.wait();
        Err(why.to_owned())
    }
}

/// The first part of what comes out of a pipe, which is read to its end.
fn start(mut pipe: impl Read) -> String {
    let mut kept = Vec::new();
    let _ = pipe.by_ref().take(KEPT as u64).read_to_end(&mut kept);
    let _ = std::io::copy(&mut pipe, &mut std::io::sink());
    String::from_utf8_lossy(&kept).into_owned()
}

/// The last part of it.
fn end(mut pipe: impl Read) -> String {
    let (mut kept, mut buffer) = (Vec::new(), [0; 4096]);
    while let Ok(read @ 1..) = pipe.read(&mut buffer) {
        kept.extend_from_slice(&buffer[..read]);
        let over = kept.len().saturating_sub(KEPT);
        kept.drain(..over);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

/// The line that says why it failed.
fn reason(said: &str) -> String {
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    let marked = ["fatal: ", "error: ", "remote: "].iter().find_map(|mark| lines().find_map(|l| l.strip_prefix(mark)));
    let line = marked.or_else(|| lines().next_back()).unwrap_or("git ended without a reason");
    line.chars().filter(|c| !c.is_control()).take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_the_line_that_git_marks() {
        let said = "Cloning...\nremote: Not found\nfatal: repository 'https://x/' not found\n";
        assert_eq!(reason(said), "repository 'https://x/' not found");
        assert_eq!(reason("odd\n\n"), "odd");
        assert_eq!(reason(""), "git ended without a reason");
    }

    #[test]
    fn what_takes_too_long_is_ended() {
        let git = Git { patience: Duration::from_millis(100), ssh: false };
        let began = Instant::now();
        let never = git.run(Path::new("."), &["-c", "alias.never=!exec sleep 100", "never"], "", &|| false);
        assert_eq!(never, Err("it took longer than 0 s".to_owned()));
        assert!(began.elapsed() < Duration::from_secs(50));
        let git = Git { patience: Duration::from_secs(100), ..git };
        let stopped = git.run(Path::new("."), &["-c", "alias.never=!exec sleep 100", "never"], "", &|| true);
        assert_eq!(stopped, Err("stopped".to_owned()));
    }
}
