//! The table of who may what, made by asking.
//!
//! A new route needs, at most, a value for a new part of its path ([`VALUES`]) and a form that a lead could send
//! ([`FORMS`]).

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use osmm_server::{api_description, paths};

use crate::api::rights;
use crate::company::{ASSESSMENT, Company, PEOPLE, accounts, browser, local_item};
use crate::site::{MODEL, Reply, Site};

/// What stands in a path for its parts. The unit is one of two, and there is somebody in each.
fn value(part: &str) -> Option<String> {
    Some(match part {
        "assessment" => ASSESSMENT.to_owned(),
        "unit" => "web".to_owned(),
        "item" => local_item(&MODEL).0,
        "activity" => MODEL.items().find(|(_, i)| i.id == local_item(&MODEL)).unwrap().0.id.0.clone(),
        "evidence" => "none".to_owned(),
        "job" => "1".to_owned(),
        "model" => MODEL.id.clone(),
        "framework" => MODEL.crosswalks[0].framework.clone(),
        "code" => "NONONO".to_owned(),
        "language" => "de".to_owned(),
        "person" | "respondent" => "p-web".to_owned(),
        "digest" => "none".to_owned(),
        "name" => "app.css".to_owned(),
        "secret" | "action" => "none".to_owned(),
        "event" => "1".to_owned(),
        "role" => "respondent".to_owned(),
        _ => return None,
    })
}

/// A form that can be taken, for routes that need one.
const FORMS: &[(&str, &str)] = &[
    ("/language/{language}", "path=%2F"),
    ("/start", "name=Example"),
    ("/a/{assessment}/unit/{unit}/answer/{item}", "answer=3&based_on=0"),
    ("/a/{assessment}/unit/{unit}/for/{person}/answer/{item}", "answer=3&based_on=17"),
    ("/workshop", "unit=web&activity=none"),
    ("/a/{assessment}/unit/{unit}/proposals/undo", "from=2&to=2"),
    ("/access/invitations", "person=p-ops"),
    ("/access/links", "name=Kim&unit=web&until=2026-12-31"),
    ("/access/links/end", "person=p-none"),
    ("/me/tokens", "name=ci&scope=read&days=9"),
    ("/me/tokens/end", "digest=none"),
    ("/a/{assessment}/unit/{unit}/item/{item}/note", "note=Seen"),
    ("/assessments/open", "name=2027-q1&as_of=2027-03-31"),
    ("/a/{assessment}/stage", "to=review"),
    ("/a/{assessment}/upgrade", "model=finos-osmm"),
    ("/a/{assessment}/assign", "unit=web&person=p-web"),
    ("/a/{assessment}/unassign", "unit=web&person=p-web&subject=activity+none"),
    ("/a/{assessment}/review/decide", "unit=web&item={item}&answer=3&why=seen"),
    ("/a/{assessment}/verify", "unit=web&item={item}&rating=3"),
    ("/goals/target", "unit=web&subject=item+{item}&rating=4"),
    ("/goals/action", "unit=web&title=Write+it+down"),
    ("/goals/close", "unit=web&action=none"),
    ("/plan/settings", "start=2027-Q1&capacity.anyone=40"),
    ("/plan/text", "text={format:+osmm-plan/1,+capacity:+40}"),
    ("/plan/action", "id=none&drop=no"),
    ("/plan/take", "action=none"),
    ("/plan/work", "action=none&to=done"),
    ("/units/edit", "unit=new&title=New&parent=group"),
    ("/units/remove", "unit=ops"),
    ("/people/add", "name=New"),
    ("/people/grant", "person=p-nobody&role=auditor&unit=web"),
    ("/people/revoke", "person=p-ops&role=respondent&unit=ops"),
];

/// Methods that routes have.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

fn filled(path: &str) -> String {
    let mut out = String::new();
    for piece in path.split_inclusive('}') {
        let (text, part) = piece.split_once('{').unwrap_or((piece, ""));
        let part = part.trim_end_matches('}').trim_start_matches('*');
        out += text;
        if !part.is_empty() {
            out += &value(part).unwrap_or_else(|| panic!("{path}: no value for `{part}`; add one to `value`"));
        }
    }
    out
}

/// The methods of a route, which it names when it is asked in another way.
async fn methods(site: &Site, path: &str) -> Vec<&'static str> {
    let odd = Request::builder().method("TRACE").uri(filled(path)).body(Body::empty()).unwrap();
    let reply = site.ask(odd).await;
    let allowed = reply.headers.get(header::ALLOW).unwrap_or_else(|| panic!("{path}: {}", reply.status));
    let allowed: BTreeSet<&str> = allowed.to_str().unwrap().split(',').map(str::trim).collect();
    METHODS.into_iter().filter(|m| allowed.contains(m)).collect()
}

async fn ask(site: &Site, method: &str, path: &str) -> Reply {
    let form = FORMS.iter().find(|(p, _)| *p == path).map_or("", |(_, form)| form);
    let form = form.replace("{item}", &local_item(&MODEL).0);
    let request = Request::builder().method(method).uri(filled(path)).header("sec-fetch-site", "same-origin");
    let request = match (method, path.strip_prefix("/api/v1")) {
        ("GET", _) => request.body(Body::empty()),
        (_, Some(operation)) => rights::sent(request, operation),
        _ => request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(form)),
    };
    site.ask(request.unwrap()).await
}

/// What came of it, in a word.
fn word(reply: &Reply) -> &'static str {
    let to_login = reply.headers.get(header::LOCATION).is_some_and(|to| to.as_bytes().starts_with(b"/login"));
    match reply.status {
        StatusCode::UNAUTHORIZED => "sign in",
        s if s.is_redirection() && to_login => "sign in",
        StatusCode::FORBIDDEN => "no",
        StatusCode::NOT_FOUND => "none",
        StatusCode::CONFLICT => "not now",
        s if s.is_success() || s.is_redirection() => "yes",
        s if s.is_client_error() => "odd",
        _ => "FAILED",
    }
}

/// The routes of the API, which its description is made with.
fn described() -> Vec<(String, String)> {
    let description: serde_json::Value = serde_json::from_str(api_description()).unwrap();
    let root = description["servers"][0]["url"].as_str().unwrap_or("/api/v1").to_owned();
    let paths = description["paths"].as_object().unwrap().iter();
    let of = |(path, methods): (&String, &serde_json::Value)| {
        let path = if path.starts_with(&root) { path.clone() } else { format!("{root}{path}") };
        let methods: Vec<String> = methods.as_object().unwrap().keys().map(|m| m.to_uppercase()).collect();
        methods
            .into_iter()
            .filter(|m| METHODS.contains(&m.as_str()))
            .map(move |m| (m, path.clone()))
            .collect::<Vec<_>>()
    };
    paths.flat_map(of).collect()
}

/// Whoever asks, the least first: what is refused changes nothing for those after.
fn askers() -> impl Iterator<Item = &'static str> {
    std::iter::once("stranger").chain(PEOPLE.map(|(handle, _)| handle))
}

/// A site in the browser of somebody.
async fn open(site: &Site, who: &str) -> Site {
    if who == "stranger" { site.browser(None) } else { browser(site, who).await }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_what_was_agreed() {
    let company = Company::new().await;
    let site = company.site(accounts()).await;
    let mut readers = Vec::new();
    for who in askers() {
        readers.push(open(&site, who).await);
    }
    let mut routes: Vec<(String, String)> = described();
    for path in paths() {
        routes.extend(methods(&site, path).await.into_iter().map(|method| (method.to_owned(), path.to_owned())));
    }
    let mut lines = Vec::new();
    let mut fresh = None;
    for (method, path) in &routes {
        let mut line = format!("{method:<6} {path:<56}");
        for (reader, who) in readers.iter().zip(askers()) {
            let word = if method == "GET" {
                word(&ask(reader, method, path).await)
            } else {
                // What was refused changed nothing, so the copy is as good as new.
                let copy = match fresh.take() {
                    Some(copy) => copy,
                    None => company.site(accounts()).await,
                };
                let word = word(&ask(&open(&copy, who).await, method, path).await);
                fresh = Some(copy).filter(|_| word != "yes");
                word
            };
            assert_ne!(word, "FAILED", "{method} {path} for {who}");
            line += &format!(" {word:<8}");
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.sort_by_key(|line| line.split_whitespace().nth(1).map(str::to_owned));
    let head: String = askers().map(|who| format!(" {who:<8}")).collect();
    let table = format!("{:<63}{}\n{}\n", "", head.trim_end(), lines.join("\n"));
    insta::assert_snapshot!(table);
}
