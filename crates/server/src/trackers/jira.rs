//! Jira: version 2 of its REST API, which takes plain text. Jira Cloud has a search of its own; Data Center the older one.

use osmm_maturity::event::ActionId;
use osmm_report::tickets::{LABEL, Ticket, action_in};
use serde_json::{Value, json};

use super::dialect::{Answered, Asked, Dialect, Listed, PAGE, text};
use super::{Issue, Target};
use crate::links::part;

/// Data Center.
pub(super) const JIRA: Dialect = Dialect {
    headers: &[("accept", "application/json")],
    list: |target, page| {
        let from = if page.is_empty() { "0" } else { page };
        Asked::get(format!("/rest/api/2/search?{}&startAt={from}", wanted(target)))
    },
    listed: |target, page, answer| {
        let json = answer.json()?;
        let all = json.get("issues")?.as_array()?;
        let read = page.parse::<usize>().unwrap_or(0) + all.len();
        let total = usize::try_from(json.get("total")?.as_u64()?).ok()?;
        let next = (!all.is_empty() && read < total).then(|| read.to_string());
        Some(Listed { issues: issues(target, all), next })
    },
    make,
    made,
};

/// Jira Cloud.
pub(super) const CLOUD: Dialect = Dialect {
    list: |target, page| {
        let token = if page.is_empty() { String::new() } else { format!("&nextPageToken={}", part(page)) };
        Asked::get(format!("/rest/api/2/search/jql?{}{token}", wanted(target)))
    },
    listed: |target, _, answer| {
        let json = answer.json()?;
        let all = json.get("issues")?.as_array()?;
        Some(Listed { issues: issues(target, all), next: text(&json, "/nextPageToken").map(str::to_owned) })
    },
    ..JIRA
};

/// The issues with the label, the oldest first.
fn wanted(target: &Target) -> String {
    let jql = format!("project = \"{}\" AND labels = {LABEL} ORDER BY created ASC", target.project);
    format!("jql={}&fields=description,status&maxResults={PAGE}", part(&jql))
}

fn issues(target: &Target, all: &[Value]) -> Vec<Issue> {
    all.iter().filter_map(|one| issue(target, one, action_in(text(one, "/fields/description")?)?)).collect()
}

fn make(target: &Target, ticket: &Ticket) -> Asked {
    let mut fields = json!({
        "project": {"key": target.project},
        "issuetype": {"name": "Task"},
        "summary": ticket.title,
        "description": ticket.text,
        "labels": [LABEL],
    });
    if let (Some(due), Some(fields)) = (ticket.due, fields.as_object_mut()) {
        fields.insert("duedate".to_owned(), due.to_string().into());
    }
    Asked::post("/rest/api/2/issue".to_owned(), json!({"fields": fields}))
}

/// The answer names the issue and nothing else.
fn made(target: &Target, ticket: &Ticket, answer: &Answered) -> Option<Issue> {
    let json = answer.json()?;
    let url = url(target, text(&json, "/key")?);
    Some(Issue { action: ticket.action.clone(), url, closed: false, state: "new".to_owned() })
}

fn issue(target: &Target, one: &Value, action: ActionId) -> Option<Issue> {
    let closed = text(one, "/fields/status/statusCategory/key")? == "done";
    let state = text(one, "/fields/status/name")?.to_owned();
    Some(Issue { action, url: url(target, text(one, "/key")?), closed, state })
}

fn url(target: &Target, key: &str) -> String {
    format!("{}/browse/{}", target.url, part(key))
}
