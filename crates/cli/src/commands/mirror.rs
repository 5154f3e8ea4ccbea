//! `osmm mirror`: copies of remote repositories, for scans without a network.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use osmm_evidence::ScanOptions;
use osmm_evidence::mirror::{Came, Listing, Mirrored, Mirroring, Remote, mirror, unlisted};
use serde_json::json;

use super::look::{described, own};
use super::{now, tool};
use crate::console::Console;
use crate::progress::Shown;
use crate::{Outcome, files, show};

/// Copy remote repositories into a folder, so that a scan of it needs no network.
///
/// This is the only command that reaches servers of code. It calls the git program, which signs in as it does for you
/// (credential helpers, keys) and never asks for a password. Where the server can do that, only the history and the files
/// that signals want are fetched. Run it again to bring the copies up to date: what could not be reached stays as it was.
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(crate) struct Args {
    /// Lists of repositories: one address a line, or what a forge says of an organisation, saved as JSON
    #[arg(required = true, value_name = "LIST")]
    lists: Vec<PathBuf>,
    /// Folder of the copies
    #[arg(long, value_name = "FOLDER")]
    into: PathBuf,
    /// Take the addresses for ssh where a forge gives several
    #[arg(long)]
    ssh: bool,
    /// Fetch the contents of all files, not only of those that signals want
    #[arg(long)]
    whole: bool,
    /// The osmm.toml with which the copies will be scanned: it may name places of policies and signals of your own
    #[arg(long, value_name = "FILE")]
    organisation: Option<PathBuf>,
    /// Signals with which they will be scanned; may be given several times
    #[arg(long, value_name = "FILE")]
    signals: Vec<PathBuf>,
    /// Write which of them are archived or forks, as the forge says, in the form of an osmm.toml
    #[arg(long, value_name = "FILE")]
    tiers: Option<PathBuf>,
    /// Repositories that are fetched at a time
    #[arg(long, default_value_t = 4, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    threads: u8,
    /// Longest time for one step of git, in seconds
    #[arg(long, default_value_t = 1800, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    timeout: u32,
    /// Print what came as JSON
    #[arg(long)]
    json: bool,
    /// No progress on standard error
    #[arg(long, short)]
    quiet: bool,
}

const HELP: &str = "\
A copy is SERVER/PATH.git in the folder, and a scan calls it SERVER/PATH. What a list no longer names is told and stays.

Lists of forges, each page or all in one file:
  GitHub                  gh api --paginate orgs/ORG/repos > repos.json
  GitLab                  GET /api/v4/groups/GROUP/projects?include_subgroups=true
  Gitea, Forgejo          GET /api/v1/orgs/ORG/repos
  Bitbucket Cloud         GET /2.0/repositories/WORKSPACE
  Bitbucket Data Center   GET /rest/api/1.0/projects/KEY/repos
  Azure DevOps            GET /ORG/PROJECT/_apis/git/repositories

Examples:
  osmm mirror repos.txt --into ~/mirror && osmm scan ~/mirror
  osmm mirror repos.json --into /srv/mirror --ssh --tiers tiers.toml";

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<Outcome> {
    let mut options = ScanOptions::new(now(), tool());
    let file = args.organisation.as_deref();
    options.organisation = file.map(described).transpose()?.unwrap_or_default();
    options.own = own(file, &options.organisation, &args.signals)?.0;
    let listing = listed(&args.lists, args.ssh)?;
    show::scan::list_notes(console, &listing.problems);
    if listing.remotes.is_empty() {
        bail!("no list names a repository; nothing was fetched");
    }
    if let Some(path) = &args.tiers {
        files::write(path, tiers(&listing.remotes).as_bytes())?;
    }
    std::fs::create_dir_all(&args.into).with_context(|| format!("{}: nothing was fetched", args.into.display()))?;
    let how = Mirroring {
        folder: &args.into,
        threads: args.threads.into(),
        patience: Duration::from_secs(args.timeout.into()),
        whole: args.whole,
        scanned: &options,
    };
    let shown = Shown::new(args.quiet);
    let came = mirror(&listing.remotes, &how, &shown);
    shown.clear();
    let came = came.map_err(|why| anyhow!("{why}\n    hint: nothing was fetched, and the copies are as they were"))?;
    tell(&came, &unlisted(&listing.remotes, &args.into), args, console)?;
    let whole = listing.problems.is_empty() && came.iter().all(|one| one.came.is_ok());
    Ok(if whole { Outcome::Done } else { Outcome::Partly })
}

fn listed(lists: &[PathBuf], ssh: bool) -> Result<Listing> {
    let mut listing = Listing::default();
    for list in lists {
        listing.add(&files::read_text(list)?, &list.display().to_string(), ssh);
    }
    Ok(listing)
}

/// A word for what came.
fn word(came: Came) -> &'static str {
    match came {
        Came::New => "new",
        Came::Updated => "updated",
        Came::Unchanged => "unchanged",
        Came::Empty => "empty",
    }
}

fn tell(all: &[Mirrored], unlisted: &[String], args: &Args, console: &mut Console) -> Result<()> {
    if args.json {
        let shown = |one: &Mirrored| match &one.came {
            Ok(came) => json!({"repository": one.name, "came": word(*came)}),
            Err(why) => json!({"repository": one.name, "came": "failed", "why": why}),
        };
        let all: Vec<_> = all.iter().map(shown).collect();
        return Ok(console.say(&serde_json::to_string_pretty(&json!({"repositories": all, "unlisted": unlisted}))?)?);
    }
    let count = |wanted: Came| all.iter().filter(|one| one.came == Ok(wanted)).count();
    let mut parts: Vec<String> = [Came::New, Came::Updated, Came::Unchanged, Came::Empty]
        .into_iter()
        .filter(|came| count(*came) > 0)
        .map(|came| format!("{} {}", count(came), word(came)))
        .collect();
    let failed: Vec<(&str, &str)> =
        all.iter().filter_map(|one| Some((one.name.as_str(), one.came.as_ref().err()?.as_str()))).collect();
    if !failed.is_empty() {
        parts.push(format!("{} failed", failed.len()));
    }
    let repositories = show::count(all.len(), "repository", "repositories");
    console.say(&format!("{repositories} in {}: {}", args.into.display(), parts.join(", ")))?;
    for (name, why) in failed {
        console.note(&format!("failed: {}: {}", show::safe(name), show::safe(why)));
    }
    for name in unlisted {
        console.note(&format!("no longer listed, and still there: {}", show::safe(name)));
    }
    Ok(())
}

/// What a forge says of its repositories, for the description of the organisation.
fn tiers(remotes: &[Remote]) -> String {
    let named = |is: fn(&Remote) -> bool| -> BTreeSet<String> {
        remotes.iter().filter(|one| is(one)).map(Remote::name).collect()
    };
    let mut text = String::from("# What the forge says, to be taken over into an osmm.toml.\n");
    for (tier, names) in [("archived", named(|one| one.archived)), ("fork", named(|one| one.fork && !one.archived))] {
        if !names.is_empty() {
            let quoted: String = names.iter().map(|name| format!("    {name:?},\n")).collect();
            let _ = write!(text, "\n[[repository]]\ntier = \"{tier}\"\nnames = [\n{quoted}]\n");
        }
    }
    text
}
