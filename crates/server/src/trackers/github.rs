//! GitHub: its REST API of 2022-11-28.

use osmm_report::tickets::{LABEL, Ticket, action_in};
use serde_json::{Value, json};

use super::dialect::{Answered, Asked, Dialect, Listed, PAGE, text};
use super::{Issue, Target};

pub(super) const GITHUB: Dialect = Dialect {
    headers: &[("accept", "application/vnd.github+json"), ("x-github-api-version", "2022-11-28")],
    list,
    listed,
    make,
    made,
};

fn list(target: &Target, page: &str) -> Asked {
    let page = if page.is_empty() { "1" } else { page };
    Asked::get(format!(
        "/repos/{}/issues?state=all&labels={LABEL}&sort=created&direction=asc&per_page={PAGE}&page={page}",
        target.project
    ))
}

fn listed(_: &Target, page: &str, answer: &Answered) -> Option<Listed> {
    let json = answer.json()?;
    let all = json.as_array()?;
    // What is asked for as issues has pull requests, too.
    let issues = all.iter().filter(|one| one.get("pull_request").is_none());
    let issues = issues.filter_map(|one| issue(one, action_in(text(one, "/body")?)?)).collect();
    let number = page.parse::<usize>().unwrap_or(1);
    Some(Listed { issues, next: (all.len() == PAGE).then(|| (number + 1).to_string()) })
}

fn make(target: &Target, ticket: &Ticket) -> Asked {
    let body = json!({"title": ticket.title, "body": ticket.text, "labels": [LABEL]});
    Asked::post(format!("/repos/{}/issues", target.project), body)
}

fn made(_: &Target, ticket: &Ticket, answer: &Answered) -> Option<Issue> {
    issue(&answer.json()?, ticket.action.clone())
}

fn issue(one: &Value, action: osmm_maturity::event::ActionId) -> Option<Issue> {
    let state = text(one, "/state")?;
    Some(Issue { action, url: text(one, "/html_url")?.to_owned(), closed: state == "closed", state: state.to_owned() })
}
