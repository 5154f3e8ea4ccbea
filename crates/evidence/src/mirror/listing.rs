//! Lists of repositories: addresses in a text file, or what a forge says of an organisation, saved as JSON.
//!
//! Each forge gives a list of objects, by itself or in an envelope, often in several pages. What is read of an object is its
//! address for cloning, and whether it is archived or a fork, in the words of GitHub, GitLab, Gitea and Forgejo, Bitbucket
//! (Cloud and Data Center) and Azure DevOps.

use std::collections::BTreeSet;

use osmm_maturity::observation::Problem;
use serde_json::Value;

use super::Remote;

/// Repositories of one list.
const MOST: usize = 100_000;
/// Lists in lists: pages that were put into one.
const DEPTH: usize = 3;

/// What a list names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Each repository once, in the order of the list.
    pub remotes: Vec<Remote>,
    /// Entries that are none, with their place.
    pub problems: Vec<Problem>,
}

impl Listing {
    /// Adds the repositories of a list; `file` is its name for a reader. With `ssh` the addresses for that are taken where
    /// a forge gives several.
    pub fn add(&mut self, text: &str, file: &str, ssh: bool) {
        let found = if text.trim_start().starts_with(['[', '{']) { forge(text, ssh) } else { lines(text) };
        let mut known: BTreeSet<String> = self.remotes.iter().map(Remote::name).collect();
        for (place, found) in found {
            match found {
                Ok(remote) if self.remotes.len() < MOST => {
                    if known.insert(remote.name()) {
                        self.remotes.push(remote);
                    }
                }
                Ok(_) => {
                    self.problem(
                        file,
                        &place,
                        format!("it and what follows is left out: more than {MOST} repositories"),
                    );
                    return;
                }
                Err(why) => self.problem(file, &place, why),
            }
        }
        if known.is_empty() && self.problems.is_empty() {
            self.problem(file, "", "it names no repository".to_owned());
        }
    }

    fn problem(&mut self, file: &str, place: &str, message: String) {
        let hint = "one address a line, or the JSON that a forge gives for the repositories of an organisation";
        let place = format!("{file}{place}");
        self.problems.push(Problem { place, message, hint: Some(hint.to_owned()) });
    }
}

type Found = (String, Result<Remote, String>);

/// One address a line; `#` begins a remark.
fn lines(text: &str) -> Vec<Found> {
    let numbered = text.lines().zip(1_usize..).map(|(line, number)| (line.split(" #").next().unwrap_or(line), number));
    let filled = numbered.filter(|(line, _)| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    filled.map(|(line, number)| (format!(":{number}"), Remote::parse(line))).collect()
}

/// The objects of one answer of a forge, or of several, one after the other.
fn forge(text: &str, ssh: bool) -> Vec<Found> {
    let mut found = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(value) => listed(&value, "", 0, ssh, &mut found),
            Err(error) => {
                found.push((format!(":{}", error.line()), Err(format!("it is no JSON: {error}"))));
                break;
            }
        }
    }
    found
}

fn listed(value: &Value, place: &str, depth: usize, ssh: bool, found: &mut Vec<Found>) {
    // Bitbucket and Azure DevOps put the list into an envelope.
    let inside = ["values", "value"].iter().find_map(|key| Some((*key, value.get(key)?.as_array()?)));
    let (prefix, list) = match (value.as_array(), inside) {
        (Some(list), _) => (place.to_owned(), list),
        (None, Some((key, list))) => (format!("{place}/{key}"), list),
        (None, None) => return found.push((format!("#{place}"), repository(value, ssh))),
    };
    if depth == DEPTH {
        return found.push((format!("#{place}"), Err("lists in lists, too deep".to_owned())));
    }
    for (at, one) in list.iter().enumerate() {
        listed(one, &format!("{prefix}/{at}"), depth + 1, ssh, found);
    }
}

fn repository(value: &Value, ssh: bool) -> Result<Remote, String> {
    let text = |key: &str| value.get(key)?.as_str().filter(|text| !text.is_empty());
    let named = |name: &str| {
        let links = value.pointer("/links/clone")?.as_array()?;
        links.iter().find(|link| link["name"] == name)?["href"].as_str()
    };
    let web = ["clone_url", "http_url_to_repo", "remoteUrl"].iter().find_map(|key| text(key));
    let web = web.or_else(|| named("https")).or_else(|| named("http"));
    let shell = ["ssh_url", "ssh_url_to_repo", "sshUrl"].iter().find_map(|key| text(key)).or_else(|| named("ssh"));
    let (first, second) = if ssh { (shell, web) } else { (web, shell) };
    let url = first.or(second).ok_or("it has no address for cloning")?;
    let yes = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
    let of_another =
        ["forked_from_project", "parent", "origin"].iter().any(|key| value.get(key).is_some_and(Value::is_object));
    let mut remote = Remote::parse(&without_user(url))?;
    remote.archived = yes("archived") || yes("isDisabled");
    remote.fork = yes("fork") || yes("isFork") || of_another;
    Ok(remote)
}

/// A forge may write the name of who asked into a web address, which is nobody else's.
fn without_user(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme @ ("https" | "http"), rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            format!("{scheme}://{}/{path}", host.rsplit('@').next().unwrap_or(host))
        }
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, ssh: bool) -> (Vec<String>, Vec<String>) {
        let mut listing = Listing::default();
        listing.add(text, "list", ssh);
        let flags = |one: &Remote| match (one.archived, one.fork) {
            (false, false) => String::new(),
            (archived, fork) => format!(" archived={archived} fork={fork}"),
        };
        let remotes = listing.remotes.iter().map(|one| format!("{}{}", one.url(), flags(one))).collect();
        let problems = listing.problems.iter().map(|one| format!("{}: {}", one.place, one.message)).collect();
        (remotes, problems)
    }

    #[test]
    fn addresses_stand_one_a_line() {
        let (remotes, problems) = read(
            "# ours\nhttps://git.example/a/b.git # the ledger\n\nhttps://GIT.example/a/b\ngit@git.example:a/c\n/srv/x\n",
            false,
        );
        assert_eq!(remotes, ["https://git.example/a/b.git", "git@git.example:a/c"]);
        assert_eq!(problems, ["list:6: it names no server: https, http, ssh or user@host:path does"]);
        assert_eq!(read("# none\n", false).1, ["list: it names no repository"]);
    }

    #[test]
    fn every_forge_is_understood() {
        let github = r#"[{"clone_url":"https://github.com/o/a.git","ssh_url":"git@github.com:o/a.git","archived":true}]
            [{"clone_url":"https://github.com/o/b.git","fork":true}]"#;
        assert_eq!(
            read(github, false).0,
            [
                "https://github.com/o/a.git archived=true fork=false",
                "https://github.com/o/b.git archived=false fork=true"
            ]
        );
        assert_eq!(read(github, true).0[0], "git@github.com:o/a.git archived=true fork=false");
        let gitlab = r#"[{"http_url_to_repo":"https://gitlab.example/g/s/a.git","forked_from_project":{"id":1}}]"#;
        assert_eq!(read(gitlab, false).0, ["https://gitlab.example/g/s/a.git archived=false fork=true"]);
        let bitbucket = r#"{"pagelen":1,"values":[{"links":{"clone":[
            {"name":"https","href":"https://ann@bitbucket.org/w/a.git"},{"name":"ssh","href":"git@bitbucket.org:w/a.git"}]}}]}"#;
        assert_eq!(read(bitbucket, false).0, ["https://bitbucket.org/w/a.git"]);
        assert_eq!(read(bitbucket, true).0, ["git@bitbucket.org:w/a.git"]);
        let azure = r#"{"count":1,"value":[{"remoteUrl":"https://o@dev.azure.com/o/p/_git/r","isDisabled":true}]}"#;
        assert_eq!(read(azure, false).0, ["https://dev.azure.com/o/p/_git/r archived=true fork=false"]);
    }

    #[test]
    fn what_is_no_listing_is_told_with_its_place() {
        assert_eq!(read("[{\"name\":\"x\"}]", false).1, ["list#/0: it has no address for cloning"]);
        assert!(read("[{", false).1[0].starts_with("list:1: it is no JSON"));
        assert_eq!(read("[[[[[1]]]]]", false).1, ["list#/0/0/0: lists in lists, too deep"]);
        let secret = r#"[{"ssh_url":"ssh://a:s3cret@h/p/q"}]"#;
        assert!(read(secret, false).1[0].contains("password") && !read(secret, false).1[0].contains("s3cret"));
    }
}
