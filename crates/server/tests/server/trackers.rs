//! Trackers, played from conversations: what is asked is compared with what the interface of each takes by its own
//! description, and what it answers has the form and the fields that are described there.

mod conversation;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::Duration;

use conversation::{Conversation, Turn};
use insta::assert_snapshot;
use jiff::civil::date;
use osmm_maturity::event::ActionId;
use osmm_report::tickets::{Ticket, mark};
use osmm_server::trackers::{Came, Login, Target, Tracker, TrackerError, rehearsal};
use serde_json::{Value, json};

fn ticket(action: &str) -> Ticket {
    let action = ActionId(action.to_owned());
    let text = format!("**Done when**\n\n- it is done\n\n{}\n", mark(&action));
    Ticket { title: format!("Do {action}"), text, due: Some(date(2027, 3, 31)), action }
}

fn login(user: Option<&str>) -> Login {
    Login { user: user.map(str::to_owned), token: "secret".to_owned() }
}

fn tracker(to: &str, at: &Conversation, user: Option<&str>) -> Tracker {
    let target = Target::new(to, Some(&at.url), true).unwrap();
    Tracker::new(target, &login(user), Duration::from_secs(2)).unwrap()
}

/// Pushes tickets for two actions; gives what came, by action, and how it ended.
async fn push(tracker: &Tracker) -> (BTreeMap<String, String>, Result<(), TrackerError>) {
    let mut told = BTreeMap::new();
    let ended = tracker
        .push(&[ticket("a.2"), ticket("b/c.3")], |ticket, came| {
            let word = match came {
                Came::Made(issue) => format!("made {}", issue.url),
                Came::There(issue) => format!("there {} {} {}", issue.url, issue.state, issue.closed),
            };
            told.insert(ticket.action.to_string(), word);
            ControlFlow::Continue(())
        })
        .await;
    (told, ended)
}

fn github_issue(number: u32, action: &str, state: &str) -> Value {
    json!({
        "id": 1000 + number, "number": number, "state": state, "state_reason": null, "title": "as people changed it",
        "html_url": format!("https://github.com/o/r/issues/{number}"), "labels": [{"name": "osmm"}], "assignees": [],
        "user": {"login": "octocat", "id": 1}, "comments": 0, "locked": false,
        "body": format!("Text that people changed.\r\n\r\nosmm action: {action}\r\n"),
    })
}

const GITHUB_LIST: &str = "/repos/o/r/issues?state=all&labels=osmm&sort=created&direction=asc&per_page=100&page=";

fn github_list(page: usize, issues: Vec<Value>) -> Turn {
    Turn::get(&format!("{GITHUB_LIST}{page}")).header("x-github-api-version", "2022-11-28").answers(200, issues.into())
}

fn github_make(action: &str, title: &str) -> Turn {
    let text = format!("**Done when**\n\n- it is done\n\nosmm action: {action}\n");
    Turn::post("/repos/o/r/issues", json!({"title": title, "body": text, "labels": ["osmm"]}))
        .header("authorization", "Bearer secret")
        .header("accept", "application/vnd.github+json")
}

#[tokio::test(flavor = "multi_thread")]
async fn github_gets_what_is_not_there_and_pages_are_read_to_their_end() {
    let others: Vec<Value> = (1..=99).map(|n| json!({"number": n, "state": "open", "body": null})).collect();
    let request = json!({"number": 100, "state": "open", "pull_request": {}, "body": "osmm action: b/c.3"});
    let at = Conversation::with(vec![
        github_list(1, others.into_iter().chain([request]).collect()),
        github_list(2, vec![github_issue(101, "a.2", "closed")]),
        github_make("b/c.3", "Do b/c.3").answers(201, github_issue(102, "b/c.3", "open")),
    ])
    .await;
    let (told, ended) = push(&tracker("github:o/r", &at, None)).await;
    ended.unwrap();
    assert_eq!(told["a.2"], "there https://github.com/o/r/issues/101 closed true");
    assert_eq!(told["b/c.3"], "made https://github.com/o/r/issues/102");
    at.ended();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_have_been_made_is_looked_for_before_it_is_made_again() {
    let failed = || github_make("a.2", "Do a.2").answers(502, json!({"message": "Server Error"}));
    let at = Conversation::with(vec![
        github_list(1, vec![]),
        // It was made, but the answer got lost.
        failed(),
        github_list(1, vec![github_issue(1, "a.2", "open")]),
        github_make("b/c.3", "Do b/c.3").answers(500, json!({"message": "Server Error"})),
        // It was not.
        github_list(1, vec![github_issue(1, "a.2", "open")]),
        github_make("b/c.3", "Do b/c.3").answers(201, github_issue(2, "b/c.3", "open")),
    ])
    .await;
    let (told, ended) = push(&tracker("github:o/r", &at, None)).await;
    ended.unwrap();
    assert_eq!(told["a.2"], "made https://github.com/o/r/issues/1");
    assert_eq!(told["b/c.3"], "made https://github.com/o/r/issues/2");
    at.ended();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_pause_is_kept_and_a_long_one_ends_a_push_that_goes_on_later() {
    let slow = |turn: Turn, pause| turn.answers(429, json!({"message": "slow down"})).says("retry-after", pause);
    let at = Conversation::with(vec![
        slow(Turn::get(&format!("{GITHUB_LIST}1")), "0"),
        github_list(1, vec![]),
        slow(github_make("a.2", "Do a.2"), "1"),
        github_make("a.2", "Do a.2").answers(201, github_issue(1, "a.2", "open")),
        slow(github_make("b/c.3", "Do b/c.3"), "3600"),
        // The next push.
        github_list(1, vec![github_issue(1, "a.2", "open")]),
        github_make("b/c.3", "Do b/c.3").answers(201, github_issue(2, "b/c.3", "open")),
    ])
    .await;
    let tracker = tracker("github:o/r", &at, None);
    let (told, ended) = push(&tracker).await;
    assert_eq!(told.len(), 1);
    assert_snapshot!(ended.unwrap_err(), @r"
    github:o/r wants a pause of 3600 seconds
        hint: push again after it; what is there is not made twice
    ");
    let (told, ended) = push(&tracker).await;
    ended.unwrap();
    assert_eq!(told["a.2"], "there https://github.com/o/r/issues/1 open false");
    assert_eq!(told["b/c.3"], "made https://github.com/o/r/issues/2");
    at.ended();
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_say_what_to_do() {
    let mut told = Vec::new();
    let limit = ("x-ratelimit-remaining", "0");
    for (status, header) in
        [(401, None), (403, None), (403, Some(limit)), (404, None), (410, None), (422, None), (301, None)]
    {
        let turn = Turn::get(&format!("{GITHUB_LIST}1")).answers(status, json!({"message": "as it says"}));
        let turn = header.map_or(turn.clone(), |(name, value)| turn.says(name, value).says("retry-after", "60"));
        let at = Conversation::with(vec![turn]).await;
        let error = tracker("github:o/r", &at, None).issues().await.unwrap_err();
        told.push(format!("{status}: {error}"));
        at.ended();
    }
    let at =
        Conversation::with((0..4).map(|_| Turn::get(&format!("{GITHUB_LIST}1")).answers(503, json!({}))).collect())
            .await;
    told.push(tracker("github:o/r", &at, None).issues().await.unwrap_err().to_string());
    let at = Conversation::with(vec![Turn::get(&format!("{GITHUB_LIST}1")).answers(200, json!({"a": "page"}))]).await;
    told.push(tracker("github:o/r", &at, None).issues().await.unwrap_err().to_string());
    assert_snapshot!(told.join("\n"));
    let gone = Target::new("github:o/r", Some("http://127.0.0.1:1"), true).unwrap();
    let error = Tracker::new(gone, &login(None), Duration::ZERO).unwrap().issues().await.unwrap_err();
    assert!(matches!(error, TrackerError::Unreachable { .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn gitlab_names_the_next_page_in_a_header() {
    let list = |page: &str| {
        let path = "/api/v4/projects/g%2Fs%2Fp/issues?scope=all&labels=osmm&order_by=created_at&sort=asc&per_page=100";
        Turn::get(&format!("{path}&page={page}")).header("private-token", "secret")
    };
    let issue = |iid: u32, action: &str, state: &str| {
        json!({"id": 76, "iid": iid, "project_id": 4, "title": "t", "state": state, "labels": ["osmm"],
            "description": format!("x\n\nosmm action: {action}"), "web_url": format!("https://gitlab.example/i/{iid}")})
    };
    let text = "**Done when**\n\n- it is done\n\nosmm action: a.2\n";
    let body = json!({"title": "Do a.2", "description": text, "labels": "osmm", "due_date": "2027-03-31"});
    let at = Conversation::with(vec![
        list("1").answers(200, json!([])).says("x-next-page", "2"),
        list("2").answers(200, json!([issue(7, "b/c.3", "closed")])).says("x-next-page", ""),
        Turn::post("/api/v4/projects/g%2Fs%2Fp/issues", body).answers(201, issue(8, "a.2", "opened")),
    ])
    .await;
    let (told, ended) = push(&tracker("gitlab:g/s/p", &at, None)).await;
    ended.unwrap();
    assert_eq!(told["a.2"], "made https://gitlab.example/i/8");
    assert_eq!(told["b/c.3"], "there https://gitlab.example/i/7 closed true");
    at.ended();
}

fn jira_issue(key: &str, action: &str, category: &str) -> Value {
    let status = json!({"name": "In Arbeit", "statusCategory": {"id": 4, "key": category, "name": "x"}});
    json!({"id": "1", "key": key, "fields": {"description": format!("x\n\nosmm action: {action}"), "status": status}})
}

const JQL: &str = "jql=project%20%3D%20%22OSPO%22%20AND%20labels%20%3D%20osmm%20ORDER%20BY%20created%20ASC\
                   &fields=description,status&maxResults=100";

fn jira_make(action: &str) -> Turn {
    let text = format!("**Done when**\n\n- it is done\n\nosmm action: {action}\n");
    let fields = json!({"project": {"key": "OSPO"}, "issuetype": {"name": "Task"}, "summary": format!("Do {action}"),
        "description": text, "labels": ["osmm"], "duedate": "2027-03-31"});
    Turn::post("/rest/api/2/issue", json!({"fields": fields}))
        .answers(201, json!({"id": "10000", "key": "OSPO-24", "self": "https://jira.example/rest/api/2/issue/10000"}))
}

#[tokio::test(flavor = "multi_thread")]
async fn jira_counts_and_jira_cloud_gives_a_token_for_the_next_page() {
    let page = |from: u32, issue: Value| json!({"startAt": from, "maxResults": 1, "total": 2, "issues": [issue]});
    let list = |from: u32| Turn::get(&format!("/rest/api/2/search?{JQL}&startAt={from}"));
    let at = Conversation::with(vec![
        list(0).header("authorization", "Bearer secret").answers(200, page(0, jira_issue("OSPO-1", "x", "new"))),
        list(1).answers(200, page(1, jira_issue("OSPO-2", "b/c.3", "done"))),
        jira_make("a.2"),
    ])
    .await;
    let (told, ended) = push(&tracker("jira:OSPO", &at, None)).await;
    ended.unwrap();
    assert_eq!(told["a.2"], format!("made {}/browse/OSPO-24", at.url));
    assert_eq!(told["b/c.3"], format!("there {}/browse/OSPO-2 In Arbeit true", at.url));
    at.ended();

    let list = |next: &str| Turn::get(&format!("/rest/api/2/search/jql?{JQL}{next}"));
    let first = json!({"issues": [jira_issue("OSPO-1", "x", "new")], "nextPageToken": "a b", "isLast": false});
    let last = json!({"issues": [jira_issue("OSPO-2", "b/c.3", "indeterminate")], "isLast": true});
    let at = Conversation::with(vec![
        list("").header("authorization", "Basic YW5uQGV4YW1wbGUub3JnOnNlY3JldA==").answers(200, first),
        list("&nextPageToken=a%20b").answers(200, last),
        jira_make("a.2"),
    ])
    .await;
    let (told, ended) = push(&tracker("jira-cloud:OSPO", &at, Some("ann@example.org"))).await;
    ended.unwrap();
    assert_eq!(told["b/c.3"], format!("there {}/browse/OSPO-2 In Arbeit false", at.url));
    at.ended();
}

#[test]
fn projects_are_written_as_their_tracker_names_them() {
    let fault = |text: &str, url: Option<&str>| Target::new(text, url, false).unwrap_err().to_string();
    let all = [
        fault("bugzilla:x", None),
        fault("github:o", None),
        fault("github:o/../r", None),
        fault("gitlab:p", None),
        fault("jira:OSPO", None),
        fault("jira:a\" OR 1", Some("https://jira.example")),
        fault("github:o/r", Some("http://tracker.example")),
        fault("github:o/r", Some("https://ann:pw@tracker.example")),
    ];
    assert_snapshot!(all.join("\n"));
    assert_eq!(Target::new("github:o/r", None, false).unwrap().host(), "github.com");
}

#[test]
fn a_rehearsal_shows_all_that_would_be_sent_and_no_token() {
    let target = Target::new("jira-cloud:OSPO", Some("https://x.atlassian.net"), false).unwrap();
    assert_snapshot!(serde_json::to_string_pretty(&rehearsal(&target, &[ticket("a.2")])).unwrap());
}
