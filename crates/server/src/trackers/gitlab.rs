//! GitLab: its REST API, version 4.

use osmm_maturity::event::ActionId;
use osmm_report::tickets::{LABEL, Ticket, action_in};
use serde_json::{Value, json};

use super::dialect::{Answered, Asked, Dialect, Listed, PAGE, text};
use super::{Issue, Target};
use crate::links::part;

pub(super) const GITLAB: Dialect = Dialect { headers: &[("accept", "application/json")], list, listed, make, made };

fn issues_of(target: &Target) -> String {
    format!("/api/v4/projects/{}/issues", part(&target.project))
}

fn list(target: &Target, page: &str) -> Asked {
    let page = if page.is_empty() { "1" } else { page };
    let path = issues_of(target);
    Asked::get(format!("{path}?scope=all&labels={LABEL}&order_by=created_at&sort=asc&per_page={PAGE}&page={page}"))
}

fn listed(_: &Target, _: &str, answer: &Answered) -> Option<Listed> {
    let json = answer.json()?;
    let issues = json.as_array()?.iter().filter_map(|one| issue(one, action_in(text(one, "/description")?)?));
    let next = answer.header("x-next-page").map(str::trim).filter(|next| !next.is_empty());
    Some(Listed { issues: issues.collect(), next: next.map(str::to_owned) })
}

fn make(target: &Target, ticket: &Ticket) -> Asked {
    let mut body = json!({"title": ticket.title, "description": ticket.text, "labels": LABEL});
    if let (Some(due), Some(body)) = (ticket.due, body.as_object_mut()) {
        body.insert("due_date".to_owned(), due.to_string().into());
    }
    Asked::post(issues_of(target), body)
}

fn made(_: &Target, ticket: &Ticket, answer: &Answered) -> Option<Issue> {
    issue(&answer.json()?, ticket.action.clone())
}

fn issue(one: &Value, action: ActionId) -> Option<Issue> {
    let state = text(one, "/state")?;
    Some(Issue { action, url: text(one, "/web_url")?.to_owned(), closed: state == "closed", state: state.to_owned() })
}
