//! German pages are German: what files have wrong, and every page that links lead to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use axum::http::{StatusCode, header};
use osmm_server::paths;

use crate::company::Company;
use crate::site::{Site, alone};

/// The same site for a reader of German.
fn in_german(site: &Site) -> Site {
    site.browser(Some("osmm_language=de".to_owned()))
}

/// What the interface says in a language: the parts of its texts between values, of four words or more.
fn phrases(language: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts").join(language);
    let mut found = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        for line in fs::read_to_string(file.unwrap().path()).unwrap().lines().filter(|l| !l.starts_with('#')) {
            let text = line.split_once(" = ").map_or(line, |(_, text)| text);
            let text = text.trim().trim_start_matches('*');
            let text = text.strip_prefix('[').and_then(|t| t.split_once(']')).map_or(text, |(_, text)| text);
            let parts = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after).trim());
            // Commands are the same in every language.
            let long = |p: &&str| p.split_whitespace().count() > 3 && !p.starts_with("osmm ");
            found.extend(parts.filter(long).map(str::to_owned));
        }
    }
    found
}

/// A page without what is marked as English, and without markup.
fn words_of(page: &str) -> String {
    let mut page = page.to_owned();
    while let Some(at) = page.find(" lang=\"en\"") {
        let start = page[..at].rfind('<').unwrap();
        let name = page[start + 1..].split([' ', '>']).next().unwrap().to_owned();
        let close = format!("</{name}>");
        let end = page[at..].find(&close).map_or(page.len(), |end| at + end + close.len());
        page.replace_range(start..end, " ");
    }
    let signs = [
        ("&#38;", "&"),
        ("&#39;", "'"),
        ("&#34;", "\""),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&amp;", "&"),
        ("&quot;", "\""),
    ];
    signs.iter().fold(page, |page, (sign, plain)| page.replace(sign, plain))
}

/// The route of an address.
fn route(address: &str) -> Option<&'static str> {
    let parts: Vec<&str> = address.split('?').next().unwrap().split('/').collect();
    let fits = |route: &&str| {
        let route: Vec<&str> = route.split('/').collect();
        route.len() == parts.len() && route.iter().zip(&parts).all(|(r, p)| r == p || r.starts_with('{'))
    };
    // The route that says more of the path in so many words comes first.
    paths().into_iter().filter(fits).min_by_key(|route| route.matches('{').count())
}

/// Most pages of one route.
const MOST: usize = 2;

/// Every page that links lead to, some of each route.
async fn walked(site: &Site) -> BTreeMap<String, String> {
    let mut open = VecDeque::from(["/".to_owned(), "/people".to_owned(), "/access".to_owned(), "/goals".to_owned()]);
    let (mut seen, mut of_route) = (BTreeMap::new(), BTreeMap::<&str, usize>::new());
    while let Some(address) = open.pop_front() {
        let Some(route) = route(&address) else { continue };
        if seen.contains_key(&address) || of_route.get(route).is_some_and(|n| *n >= MOST) {
            continue;
        }
        let reply = site.get(&address).await;
        if reply.status.is_redirection() {
            open.push_front(reply.to().to_owned());
            continue;
        }
        let html = reply.headers.get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
        // The report is a file to take away; it is English.
        if !html || address.ends_with("/report.html") {
            continue;
        }
        assert_eq!(reply.status, StatusCode::OK, "{address}");
        *of_route.entry(route).or_default() += 1;
        let links = reply.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        open.extend(
            links
                .filter(|l| l.starts_with('/'))
                .map(|l| l.split('#').next().unwrap().replace("&#38;", "&").replace("&amp;", "&")),
        );
        seen.insert(address, reply.text);
    }
    assert!(of_route.len() > 25, "only {of_route:?}");
    seen
}

async fn no_english(site: &Site) {
    let german = phrases("de");
    let english: Vec<String> = phrases("en").into_iter().filter(|p| !german.contains(p)).collect();
    assert!(english.len() > 500, "only {}", english.len());
    let mut found = Vec::new();
    for (address, page) in walked(&in_german(site)).await {
        assert!(page.contains("<html lang=\"de\""), "{address}");
        let words = words_of(&page);
        found.extend(english.iter().filter(|p| words.contains(*p)).map(|p| format!("{address}: {p}")));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[tokio::test]
async fn german_pages_of_a_company_have_no_english_words() {
    no_english(&Company::new().await.site(osmm_server::Access::Alone { person: Some("lead".to_owned()) }).await).await;
}

#[tokio::test]
async fn german_pages_of_what_was_published_have_no_english_words() {
    no_english(&crate::audit::published().await).await;
}

#[tokio::test]
async fn what_is_wrong_in_files_is_said_in_german() {
    let site = in_german(&Company::new().await.site(alone()).await.acting("lead").await);
    let units = b"id,title,parent,headcount,cost\na b,A,,x,1\nb,B,c,2 to 4,1\n";
    let told = site.upload("/units", &[("file", Some("u.csv"), units)]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", told.text);
    for words in ["kann nicht die Kennung einer Einheit sein", "ist keine Zahl von Personen", "die es nicht gibt"] {
        assert!(told.text.contains(words), "{words}: {}", told.text);
    }
    let people = b"handle,name,role,unit,until\n,A,,,\nada,Ada,leed,web,soon\nbob,Bob,lead,wbe,\n";
    let told = site.upload("/people", &[("file", Some("p.csv"), people)]).await;
    for words in [
        "der Kurzname fehlt",
        "ist kein Datum",
        "ist keine Rolle",
        "meinten Sie `lead`?",
        "es gibt keine Einheit `wbe`",
    ] {
        assert!(told.text.contains(words), "{words}: {}", told.text);
    }
    let yaml = site.upload("/people", &[("file", Some("p.yaml"), b"people: [{handle: ada, naem: Ada}, 3")]).await;
    assert!(yaml.text.contains("nicht als YAML lesbar; aus dieser Datei wurde keine Person"), "{}", yaml.text);
    assert!(yaml.text.contains(": <q lang=\"en\">"), "{}", yaml.text);
    let sheet = site.upload("/a/2026-q4/transfer", &[("file", Some("a.csv"), b"item id,answer\nx,3\n")]).await;
    assert!(sheet.text.contains("die Datei sagt nicht, aus welcher Ausgabe sie kommt"), "{}", sheet.text);
    let book = site.upload("/a/2026-q4/transfer", &[("file", Some("a.xlsx"), b"PK\x03\x04nothing")]).await;
    assert!(book.text.contains("keine Arbeitsmappe (XLSX)"), "{}", book.text);
    let json = site.upload("/a/2026-q4/transfer", &[("file", Some("a.json"), b"{\"format\": 1}")]).await;
    assert!(
        json.text.contains("Das ist keine Bewertungsdatei, die sich lesen lässt: <q lang=\"en\">"),
        "{}",
        json.text
    );
    let list = b"Titel,Wert\nNo such thing at all,3\n";
    let list = site.upload("/a/2026-q4/transfer", &[("unit", None, b"web"), ("file", Some("c.csv"), list)]).await;
    assert!(list.text.contains("hat keinen Punkt mit dem Titel"), "{}", list.text);
    for page in [told, yaml, sheet, book, json, list] {
        for english in [" taken", "there is", "did you mean", "is not a"] {
            assert!(!words_of(&page.text).contains(english), "{english}: {}", page.text);
        }
    }
}
