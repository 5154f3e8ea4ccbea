//! Copies of remote repositories: fetched by git over its own protocol, here by a stand-in for ssh, and scanned without it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{Place, Run, WELL_KEPT, git, told};

/// Called as ssh is; runs the command on this machine, below the folder of the server.
const SSH: &str = "#!/bin/sh\nfor last; do :; done\neval \"set -- $last\"\n\
                   exec git-upload-pack \"$SERVER$2\"\n";

/// A server with two repositories, and a list that also names one that is not there.
fn server() -> Place {
    let place = Place::new();
    for (name, files) in [("acme/app", WELL_KEPT), ("acme/group/tool", &[("README.md", "# Tool\n")])] {
        let at = place.repository(&format!("server/{name}"), files);
        git(&at, &["config", "uploadpack.allowFilter", "true"]);
    }
    let app = place.path("server/acme/app");
    place.write("server/acme/app/logo.png", [0_u8, 1, 2, 3]);
    // A link to something that nobody would want but for it.
    place.write(
        "server/acme/app/help/how.cfg",
        "Ask in the forum at https://forum.example/app, by mail, or in an issue.\n",
    );
    std::os::unix::fs::symlink("help/how.cfg", app.join("SUPPORT.md")).unwrap();
    commit(&app, "Logo");
    git(&app, &["tag", "-a", "v1.0", "-m", "v1.0"]);
    place.write("ssh.sh", SSH);
    let list =
        "ssh://git@git.example/acme/app\ngit@git.example:/acme/group/tool\n# not there\ngit@git.example:/acme/gone\n";
    place.write("list.txt", list);
    place
}

fn commit(at: &Path, message: &str) {
    git(at, &["add", "--all"]);
    git(at, &["commit", "--quiet", "--allow-empty", &format!("--message={message}")]);
}

fn mirror(place: &Place, more: &[&str]) -> Run {
    let ssh = format!("sh {}", place.path("ssh.sh").display());
    let server = place.path("server").display().to_string();
    let environment = [("GIT_SSH_COMMAND", ssh.as_str()), ("GIT_SSH_VARIANT", "ssh"), ("SERVER", &server)];
    place.osmm_with(&[&["mirror", "list.txt", "--into", "copies", "--quiet"], more].concat(), &environment)
}

/// What git lists as not there.
fn absent(place: &Place, copy: &str) -> usize {
    let mut list = Command::new("git");
    list.args(["rev-list", "--objects", "--missing=print", "HEAD"]).current_dir(place.path(copy));
    String::from_utf8(list.output().unwrap().stdout).unwrap().lines().filter(|line| line.starts_with('?')).count()
}

/// What a scan of a folder says, its names without that of the server.
fn seen(place: &Place, folder: &str) -> Value {
    let run = place.osmm(&["scan", folder, "--json", "--quiet"]);
    assert_eq!(run.code, 0, "{}", told(&run));
    serde_json::from_str(&run.out.replace("git.example/", "")).unwrap()
}

#[test]
fn copies_hold_what_a_scan_needs_and_no_more() {
    let place = server();
    let first = mirror(&place, &[]);
    insta::assert_snapshot!(told(&first));
    assert_eq!(absent(&place, "copies/git.example/acme/app.git"), 1, "the logo, which no signal wants");
    assert_eq!(seen(&place, "copies"), seen(&place, "server"));
    let again = mirror(&place, &[]);
    assert!(again.out.contains("3 repositories in copies: 2 unchanged, 1 failed"), "{}", told(&again));
    assert_eq!(mirror(&place, &["--whole"]).code, 1);
    assert_eq!(absent(&place, "copies/git.example/acme/app.git"), 0);
    assert_eq!(seen(&place, "copies"), seen(&place, "server"));
    let other = std::fs::File::create(place.path("copies/.osmm-mirror.lock")).unwrap();
    other.lock().unwrap();
    let busy = mirror(&place, &[]);
    assert!(busy.code == 2 && busy.err.contains("another one copies into this folder"), "{}", told(&busy));
}

#[test]
fn copies_follow_their_servers_and_outlive_them() {
    let place = server();
    place.write("list.txt", "ssh://git@git.example/acme/app\nssh://git@git.example/acme/group/tool\n");
    assert_eq!(mirror(&place, &["--whole"]).code, 0);
    assert_eq!(absent(&place, "copies/git.example/acme/app.git"), 0);
    // A new commit, on a branch of another name; history that was rewritten.
    let app = place.path("server/acme/app");
    git(&app, &["branch", "--move", "trunk"]);
    place.write(
        "server/acme/app/CODE_OF_CONDUCT.md",
        "# Code of conduct\n\nBe kind to each other, always and everywhere.\n",
    );
    commit(&app, "Be kind");
    git(&place.path("server/acme/group/tool"), &["commit", "--quiet", "--amend", "--message=Another beginning"]);
    let second = mirror(&place, &["--json"]);
    let came: Value = serde_json::from_str(&second.out).unwrap();
    insta::assert_json_snapshot!(came);
    assert_eq!(seen(&place, "copies"), seen(&place, "server"));
    // The server cannot be reached: the copies stay and are scanned as they are.
    place.write("list.txt", "ssh://git@git.example/acme/app\n");
    let before = seen(&place, "copies");
    let ssh = [("GIT_SSH_COMMAND", "false"), ("GIT_SSH_VARIANT", "ssh")];
    let third = place.osmm_with(&["mirror", "list.txt", "--into", "copies", "--quiet"], &ssh);
    assert_eq!(third.code, 1, "{}", told(&third));
    assert!(third.err.contains("failed: git.example/acme/app"), "{}", third.err);
    assert!(third.err.contains("no longer listed, and still there: git.example/acme/group/tool"), "{}", third.err);
    assert_eq!(seen(&place, "copies"), before);
}

#[test]
fn a_list_of_a_forge_tells_tiers_and_what_is_wrong_with_it() {
    let place = server();
    place.write(
        "list.txt",
        r#"[{"ssh_url": "ssh://git@git.example/acme/app", "archived": true},
            {"ssh_url": "ssh://git@git.example/acme/group/tool", "fork": true},
            {"ssh_url": "file:///etc"}, {"name": "odd"}]"#,
    );
    let run = mirror(&place, &["--tiers", "tiers.toml", "--ssh"]);
    let mut all = vec![told(&run), place.read("tiers.toml")];
    let described =
        "format = \"osmm-organisation/1\"\n[[affiliation]]\nname = \"Own\"\nown = true\ndomains = [\"acme.example\"]\n";
    place.write("osmm.toml", format!("{described}{}", place.read("tiers.toml")));
    let scan = place.osmm(&["scan", "copies", "--quiet", "--organisation", "osmm.toml"]);
    all.push(told(&scan));
    place.write("list.txt", "/srv/git/app\n");
    all.push(told(&mirror(&place, &[])));
    insta::assert_snapshot!(all.join("\n----\n"));
}
