//! `osmm tracker`: the actions of a plan as issues of a tracker, and what became of them.

mod login;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Subcommand;
use osmm_maturity::event::ActionId;
use osmm_maturity::plan::{Planned, Quarter};
use osmm_report::tickets::{Importer, Ticket, file, tickets};
use osmm_server::trackers::{Came, Issue, Target, Tracker, rehearsal};
use serde_json::json;

use super::plan;
use crate::console::Console;
use crate::{Outcome, files, show};

/// The actions of a plan as issues: written to a file, pushed to GitHub, GitLab or Jira, and asked after.
///
/// An issue is known by the last line of its text, which names the action. Whatever else people change in it stays, and
/// nothing is made twice.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a file that a tracker imports, for a network from which none can be reached
    #[command(after_help = "Examples:\n  osmm plan -s plan.yaml --json > roadmap.json\n  \
                            osmm tracker file roadmap.json --format gitlab --output issues.csv\n  \
                            osmm tracker file roadmap.json --format jira --quarter 2027-Q1 --output issues.csv\n\n\
                            github: one body for each request of its REST API (JSON); gitlab, jira: CSV for their importers.")]
    File {
        #[command(flatten)]
        of: Of,
        /// Who reads it: github, gitlab or jira
        #[arg(long, value_name = "TRACKER")]
        format: Importer,
        /// Where to write it (default: standard output)
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Make an issue for every action with a place that has none yet
    #[command(after_help = PUSH)]
    Push {
        #[command(flatten)]
        of: Of,
        #[command(flatten)]
        to: To,
        /// Send nothing, and print each request as it would be sent
        #[arg(long)]
        dry_run: bool,
    },
    /// Ask what became of the issues, and say which evidence a rating waits for where one is closed
    #[command(after_help = "Example:\n  osmm tracker status roadmap.json --to github:bank/ospo\n\n\
                            A closed issue changes no rating: evidence does, by somebody who looks at it.")]
    Status {
        #[command(flatten)]
        of: Of,
        #[command(flatten)]
        to: To,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
}

const PUSH: &str = "\
Examples:
  osmm tracker push roadmap.json --to github:bank/ospo --dry-run       what would be sent
  osmm tracker push roadmap.json --to gitlab:bank/ospo --url https://gitlab.bank.example --quarter 2027-Q1
  osmm tracker push roadmap.json --to jira:OSPO --url https://jira.bank.example
  osmm tracker push roadmap.json --to jira-cloud:OSPO --url https://bank.atlassian.net --user ann@bank.example

The token is taken from OSMM_TRACKER_TOKEN, or else from git's credential helper, and kept nowhere.
A push that breaks off is repeated as it is: what is there is not made twice.

Exit codes: 0 all are there; 2 not all (what is there is listed).";

/// Which actions.
#[derive(Debug, clap::Args)]
struct Of {
    /// A plan: what `osmm plan --json` prints
    #[arg(value_name = "PLAN")]
    plan: PathBuf,
    /// Only actions that start in this quarter
    #[arg(long, value_name = "YYYY-Qn", value_parser = quarter)]
    quarter: Option<Quarter>,
}

/// Where to.
#[derive(Debug, clap::Args)]
struct To {
    /// Project: github:OWNER/REPOSITORY, gitlab:GROUP/PROJECT, jira:KEY or jira-cloud:KEY
    #[arg(long, value_name = "TRACKER:PROJECT")]
    to: String,
    /// Address of a server of your own (GitHub: with /api/v3)
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// User that the token belongs to, for Jira Cloud
    #[arg(long, value_name = "ADDRESS")]
    user: Option<String>,
    /// Send the token unencrypted, where nobody else is on the network
    #[arg(long)]
    allow_http: bool,
    /// Longest time to wait when the tracker asks for a pause, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pause: u64,
}

impl To {
    fn target(&self) -> Result<Target> {
        Ok(Target::new(&self.to, self.url.as_deref(), self.allow_http)?)
    }

    fn tracker(&self) -> Result<Tracker> {
        let target = self.target()?;
        let login = login::login(&target, self.user.clone())?;
        Ok(Tracker::new(target, &login, Duration::from_secs(self.pause))?)
    }
}

fn quarter(text: &str) -> Result<Quarter, &'static str> {
    Quarter::try_from(text.to_owned())
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<Outcome> {
    match &args.command {
        Command::File { of, format, output } => {
            let text = file(&wanted(of)?, *format)?;
            match output {
                Some(path) => files::write(path, text.as_bytes())?,
                None => console.say(text.trim_end())?,
            }
            Ok(Outcome::Done)
        }
        Command::Push { of, to, dry_run: true } => {
            let requests = rehearsal(&to.target()?, &wanted(of)?);
            console.say(&serde_json::to_string_pretty(&requests)?)?;
            console.note("Nothing was sent. The first request asks what is there; what is will not be made again.");
            Ok(Outcome::Done)
        }
        Command::Push { of, to, dry_run: false } => push(&wanted(of)?, &to.tracker()?, console),
        Command::Status { of, to, json } => status(of, to, *json, console),
    }
}

fn wanted(of: &Of) -> Result<Vec<Ticket>> {
    let tickets = tickets(&plan::of_file(&of.plan)?, of.quarter);
    if tickets.is_empty() {
        let when = of.quarter.map(|quarter| format!(" that starts in {quarter}")).unwrap_or_default();
        bail!("`{}` has no action with a place{when}; there is nothing to make", of.plan.display());
    }
    Ok(tickets)
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

fn push(tickets: &[Ticket], tracker: &Tracker, console: &mut Console) -> Result<Outcome> {
    let (mut made, mut there) = (0, 0);
    let mut printed = Ok(());
    let ended = runtime()?.block_on(tracker.push(tickets, |ticket, came| {
        let (word, issue) = match &came {
            Came::Made(issue) => ("made", issue),
            Came::There(issue) => ("there", issue),
        };
        if word == "made" {
            made += 1
        } else {
            there += 1
        }
        printed = console.say(&format!("{word:5}  {}  {}", ticket.action, issue.url));
        if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }));
    printed?;
    let sum = format!("{made} made, {there} there before, of {}", show::count(tickets.len(), "action", "actions"));
    console.note(&sum);
    ended?;
    Ok(Outcome::Done)
}

fn status(of: &Of, to: &To, as_json: bool, console: &mut Console) -> Result<Outcome> {
    let plan = plan::of_file(&of.plan)?;
    let issues = runtime()?.block_on(to.tracker()?.issues())?;
    let wanted: Vec<(&Planned, Option<&Issue>)> = plan
        .actions
        .iter()
        .filter(|one| of.quarter.is_none() || one.start == of.quarter)
        .map(|one| (one, issues.get(&one.action.id)))
        .filter(|(one, issue)| one.start.is_some() || issue.is_some())
        .collect();
    let known: BTreeMap<&ActionId, ()> = plan.actions.iter().map(|one| (&one.action.id, ())).collect();
    let others: Vec<&Issue> = issues.values().filter(|issue| !known.contains_key(&issue.action)).collect();
    if as_json {
        let one = |(planned, issue): &(&Planned, Option<&Issue>)| json!({"action": planned.action.id, "issue": issue, "proof": planned.action.proof});
        let all: Vec<_> = wanted.iter().map(one).collect();
        console.say(&serde_json::to_string_pretty(&json!({"actions": all, "not_in_plan": others}))?)?;
        return Ok(Outcome::Done);
    }
    let rows: Vec<Vec<String>> = wanted.iter().map(|(planned, issue)| row(planned, *issue)).collect();
    console.table(&["Action", "State", "Issue", "Next"], &rows, &[])?;
    for issue in others {
        console
            .note(&format!("{} is for `{}`, which the plan does not have: {}", issue.url, issue.action, issue.state));
    }
    Ok(Outcome::Done)
}

fn row(planned: &Planned, issue: Option<&Issue>) -> Vec<String> {
    let kinds: Vec<&str> = planned.action.proof.iter().map(|kind| kind.word()).collect();
    let next = match issue {
        None => "push it".to_owned(),
        Some(issue) if !issue.closed => String::new(),
        Some(_) if kinds.is_empty() => "look whether it is done, then rate".to_owned(),
        Some(_) => format!("add evidence ({}), then rate", kinds.join(", ")),
    };
    let state = issue.map_or("none", |issue| issue.state.as_str());
    vec![planned.action.id.0.clone(), state.to_owned(), issue.map(|i| i.url.clone()).unwrap_or_default(), next]
}
