//! Expressions (`${{ … }}`) that put what a stranger wrote into the place where they stand.

use std::collections::BTreeSet;

/// What anybody may write who opens an issue or a pull request, and the triggers that bring it; lower case.
///
/// A `*` stands for one part of a name.
const CONTEXTS: &[(&str, &[&str])] = &[
    ("github.event.issue.title", &["issues", "issue_comment"]),
    ("github.event.issue.body", &["issues", "issue_comment"]),
    (
        "github.event.comment.body",
        &["issue_comment", "pull_request_review_comment", "discussion_comment", "commit_comment"],
    ),
    ("github.event.discussion.title", &["discussion", "discussion_comment"]),
    ("github.event.discussion.body", &["discussion", "discussion_comment"]),
    ("github.event.review.body", &["pull_request_review"]),
    ("github.event.review_comment.body", &["pull_request_review_comment"]),
    ("github.event.pull_request.title", REQUESTS),
    ("github.event.pull_request.body", REQUESTS),
    ("github.event.pull_request.head.ref", REQUESTS),
    ("github.event.pull_request.head.label", REQUESTS),
    ("github.event.pull_request.head.repo.default_branch", REQUESTS),
    ("github.event.pull_request.head.repo.description", REQUESTS),
    ("github.event.pull_request.head.repo.homepage", REQUESTS),
    ("github.head_ref", &["pull_request", "pull_request_target"]),
    ("github.event.head_commit.message", &["push"]),
    ("github.event.head_commit.author.*", &["push"]),
    ("github.event.head_commit.committer.*", &["push"]),
    ("github.event.commits.*.message", &["push"]),
    ("github.event.commits.*.author.*", &["push"]),
    ("github.event.pages.*.page_name", &["gollum"]),
    ("github.event.workflow_run.head_branch", &["workflow_run"]),
    ("github.event.workflow_run.display_title", &["workflow_run"]),
    ("github.event.workflow_run.head_commit.*", &["workflow_run"]),
    ("github.event.workflow_run.head_repository.description", &["workflow_run"]),
    ("github.event.workflow_run.pull_requests.*.head.ref", &["workflow_run"]),
];

const REQUESTS: &[&str] =
    &["pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment"];

/// Functions that give yes or no, or a digest, whatever they are given.
const HARMLESS: &[&str] = &["contains", "startswith", "endswith", "hashfiles"];

/// The first expression of a script that brings in what a stranger may write; as it stands there, without the braces.
///
/// `triggers` say what can be there at all; without any, everything can. `tainted` are variables of the environment that
/// hold such a text, lower case.
pub(crate) fn untrusted<'t>(script: &'t str, triggers: &BTreeSet<&str>, tainted: &BTreeSet<String>) -> Option<&'t str> {
    expressions(script).find(|expression| {
        let names = names(expression);
        names.iter().any(|name| {
            let of_environment = name.strip_prefix("env.").is_some_and(|variable| tainted.contains(variable));
            of_environment || CONTEXTS.iter().any(|(context, by)| is_open(by, triggers) && is_context(name, context))
        })
    })
}

/// Whether one of the triggers brings the context. A called workflow has those of its callers.
fn is_open(by: &[&str], triggers: &BTreeSet<&str>) -> bool {
    triggers.is_empty() || triggers.contains("workflow_call") || by.iter().any(|trigger| triggers.contains(trigger))
}

fn expressions(script: &str) -> impl Iterator<Item = &str> {
    script.split("${{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(expression, _)| expression.trim())
}

/// A piece of an expression.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'e> {
    Name(&'e str),
    Open,
    Close,
    /// A comparison or a negation: what stands beside it is not in the value.
    Asks,
    Other,
}

fn tokens(mut rest: &str) -> Vec<Token<'_>> {
    let is_part = |c: char| c.is_alphanumeric() || "._-*[]".contains(c);
    let mut tokens = Vec::new();
    while let Some(c) = rest.chars().next() {
        let (token, length) = match c {
            _ if is_part(c) => {
                let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
                (Token::Name(&rest[..end]), end)
            }
            '\'' => (Token::Other, rest[1..].find('\'').map_or(rest.len(), |end| end + 2)),
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '=' | '!' | '<' | '>' => (Token::Asks, 1),
            _ => (Token::Other, c.len_utf8()),
        };
        rest = &rest[length..];
        if !c.is_whitespace() {
            tokens.push(token);
        }
    }
    tokens
}

/// Names of an expression that can become a part of its value: not those inside of harmless functions, nor those that are
/// only compared.
fn names(expression: &str) -> Vec<String> {
    let lower = expression.to_lowercase().replace("['", ".").replace("']", "");
    let tokens = tokens(&lower);
    let mut found = Vec::new();
    // For each open bracket whether what stands in it is harmless.
    let mut open = vec![false];
    let mut before = Token::Other;
    for (at, token) in tokens.iter().enumerate() {
        let harmless = open.last().copied().unwrap_or(false);
        let next = tokens.get(at + 1).copied().unwrap_or(Token::Other);
        match token {
            Token::Open => open.push(harmless || matches!(before, Token::Name(name) if HARMLESS.contains(&name))),
            Token::Close if open.len() > 1 => drop(open.pop()),
            Token::Name(name) if !harmless && next != Token::Open && ![before, next].contains(&Token::Asks) => {
                found.push((*name).to_owned());
            }
            _ => {}
        }
        before = *token;
    }
    found
}

/// Whether the name is the context, or a whole that holds it, as in `toJSON(github.event.issue)`.
fn is_context(name: &str, context: &str) -> bool {
    let mut context = context.split('.');
    let mut parts = name.split(['.', '[', ']']).filter(|part| !part.is_empty());
    parts.all(|part| context.next().is_some_and(|other| other == part || other == "*" || part == "*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(script: &'t str, triggers: &[&str]) -> Option<&'t str> {
        untrusted(script, &triggers.iter().copied().collect(), &BTreeSet::from(["title".to_owned()]))
    }

    #[test]
    fn what_a_stranger_writes_is_found_in_all_its_forms() {
        for script in [
            "echo ${{ github.event.issue.title }}",
            "echo ${{github.event.issue.body}}",
            "echo ${{ GitHub.Event.Issue['title'] }}",
            "echo ${{ toJSON(github.event.issue) }}",
            "echo ${{ toJSON(github.event) }}",
            "echo ${{ format('{0}', github.head_ref) }}",
            "echo ${{ github.ref == 'x' && github.head_ref || 'y' }}",
            "echo ${{ github.event.commits[0].message }}",
            "echo ${{ join(github.event.commits.*.message, ' ') }}",
            "echo ${{ github.event.head_commit.author.name }}",
            "echo ${{ env.TITLE }}",
            "echo ${{ github.sha }} ${{ github.event.pull_request.head.ref }}",
        ] {
            assert!(found(script, &[]).is_some(), "{script}");
        }
    }

    #[test]
    fn what_cannot_bring_text_in_is_not() {
        for script in [
            "echo $TITLE github.event.issue.title",
            "echo ${{ github.event.issue.number }}",
            "echo ${{ github.event.pull_request.head.sha }}",
            "echo ${{ contains(github.event.issue.title, 'a') }}",
            "echo ${{ contains(fromJSON(toJSON(github.event)), 'a') }}",
            "echo ${{ github.event.issue.title == 'a' }}",
            "echo ${{ 'a' != github.head_ref }}",
            "echo ${{ !github.head_ref }}",
            "echo ${{ 'github.head_ref' }}",
            "echo ${{ env.OTHER }}",
            "echo ${{ secrets.github }} ${{ github.head_ref",
            "echo ${{ '",
        ] {
            assert_eq!(found(script, &[]), None, "{script}");
        }
    }

    #[test]
    fn only_what_a_trigger_brings_is_there() {
        let script = "echo ${{ github.head_ref || github.ref_name }}";
        assert_eq!(found(script, &["push", "schedule"]), None);
        assert!(found(script, &["push", "pull_request"]).is_some());
        assert!(found(script, &["workflow_call"]).is_some());
    }
}
