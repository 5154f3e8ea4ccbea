//! The token for a tracker: from the environment, or from where git keeps its own.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};
use osmm_server::trackers::{Login, Target};

/// Who asks. The token is never printed.
pub(super) fn login(target: &Target, user: Option<String>) -> Result<Login> {
    let set = std::env::var("OSMM_TRACKER_TOKEN").unwrap_or_default();
    if !set.trim().is_empty() {
        return Ok(Login { user, token: set.trim().to_owned() });
    }
    match of_git(&target.host(), user.as_deref()) {
        Some(token) => Ok(Login { user, token }),
        None => bail!(
            "there is no token for {}\n    hint: set OSMM_TRACKER_TOKEN, or let git's credential helper know one; \
             `--dry-run` shows what would be sent without it",
            target.host()
        ),
    }
}

/// What git's credential helper knows of a machine. Nobody is asked for a password.
fn of_git(host: &str, user: Option<&str>) -> Option<String> {
    let mut child = Command::new("git")
        .args(["credential", "fill"])
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_ASKPASS", "")
        .env("SSH_ASKPASS", "")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let user = user.map(|user| format!("username={user}\n")).unwrap_or_default();
    let asked = format!("protocol=https\nhost={host}\n{user}\n");
    child.stdin.take()?.write_all(asked.as_bytes()).ok()?;
    let output = child.wait_with_output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    let token = text.lines().find_map(|line| line.strip_prefix("password="))?;
    Some(token.to_owned()).filter(|token| !token.is_empty())
}
