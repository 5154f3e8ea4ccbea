//! The table of who may what, made by asking.
//!
//! A new route needs, at most, a value for a new part of its path ([`VALUES`]) and a form that a lead could send
//! ([`FORMS`]).

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use osmm_server::{Access, paths};

use crate::company::{ASSESSMENT, Company, PEOPLE, local_item};
use crate::site::{Reply, Site, model};

/// What stands in a path for its parts. The unit is one of two, and there is somebody in each.
fn value(part: &str) -> Option<String> {
    Some(match part {
        "assessment" => ASSESSMENT.to_owned(),
        "unit" => "web".to_owned(),
        "item" => local_item(&model()).0,
        "activity" => model().items().find(|(_, i)| i.id == local_item(&model())).unwrap().0.id.0.clone(),
        "model" => model().id,
        "framework" => model().crosswalks[0].framework.clone(),
        "language" => "de".to_owned(),
        "person" => "p-web".to_owned(),
        "digest" => "none".to_owned(),
        "name" => "app.css".to_owned(),
        _ => return None,
    })
}

/// A form that can be taken, for routes that need one.
const FORMS: &[(&str, &str)] = &[
    ("/language/{language}", "path=%2F"),
    ("/start", "name=Example"),
    ("/assessments/open", "name=2027-q1&as_of=2027-03-31"),
    ("/a/{assessment}/stage", "to=review"),
    ("/a/{assessment}/assign", "unit=web&person=p-web"),
    ("/a/{assessment}/unassign", "unit=web&person=p-web&subject=activity+none"),
    ("/a/{assessment}/review/decide", "unit=web&item={item}&answer=3&why=seen"),
    ("/a/{assessment}/verify", "unit=web&item={item}&rating=3"),
    ("/goals/target", "unit=web&subject=item+{item}&rating=4"),
    ("/goals/action", "unit=web&title=Write+it+down"),
    ("/goals/close", "unit=web&action=none"),
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
    let form = form.replace("{item}", &local_item(&model()).0);
    let request = Request::builder().method(method).uri(filled(path)).header("sec-fetch-site", "same-origin");
    let request = match method {
        "GET" => request.body(Body::empty()),
        _ => request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(form)),
    };
    site.ask(request.unwrap()).await
}

/// What came of it, in a word.
fn word(reply: &Reply) -> &'static str {
    match reply.status {
        StatusCode::FORBIDDEN => "no",
        StatusCode::NOT_FOUND => "none",
        StatusCode::CONFLICT => "not now",
        s if s.is_success() || s.is_redirection() => "yes",
        s if s.is_client_error() => "odd",
        _ => "FAILED",
    }
}

fn access(handle: &str) -> Access {
    Access::Alone { person: Some(handle.to_owned()) }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_what_was_agreed() {
    let company = Company::new().await;
    let any = company.site(access("lead")).await;
    let mut readers = Vec::new();
    for (handle, _) in PEOPLE {
        readers.push(company.site(access(handle)).await);
    }
    let mut lines = Vec::new();
    for path in paths() {
        for method in methods(&any, path).await {
            let mut line = format!("{method:<6} {path:<56}");
            // Whoever may least comes first: what is refused changes nothing for those after.
            for (reader, (handle, _)) in readers.iter().zip(PEOPLE) {
                let copy;
                let site = if method == "GET" {
                    reader
                } else {
                    copy = company.site(access(handle)).await;
                    &copy
                };
                let word = word(&ask(site, method, path).await);
                assert_ne!(word, "FAILED", "{method} {path} for {handle}");
                line += &format!(" {word:<8}");
            }
            lines.push(line.trim_end().to_owned());
        }
    }
    lines.sort_by_key(|line| line.split_whitespace().nth(1).map(str::to_owned));
    let head: String = PEOPLE.iter().map(|(handle, _)| format!(" {handle:<8}")).collect();
    let table = format!("{:<63}{}\n{}\n", "", head.trim_end(), lines.join("\n"));
    insta::assert_snapshot!(table);
}
