//! Security Insights of a project that are handed in, because they are kept elsewhere than in the repository.

use super::document::{Document, Refusal, day_of};
use super::{Format, Read};
use crate::finding::Finding;
use crate::signals::Insights;

pub(super) const FORMAT: Format = Format {
    id: "security-insights-import",
    name: "OpenSSF Security Insights (YAML)",
    title: "Security insights (imported)",
    question: "Does a security-insights file that was handed in say how the project deals with security?",
    looks_at: "A file of schema 1 or 2, by the rules of the signal `security-insights`, which looks for one in the repository \
               itself: its `schema`, `contacts` and `assessments`, and with schema 1 the day it `expires`. The day is that of \
               `header.last-reviewed` or `header.last-updated`, the repository `header.project-url`, `repository.url`, or the \
               only one of `project.repositories`. Owners are counted as named and nobody is.",
    remedy: "Write security-insights.yml by the current schema into the repository; one that is kept elsewhere is handed in with `--import`.",
    since: "0.1.0",
    names_people: false,
    is,
    read,
};

fn is(document: &Document) -> bool {
    let header = document.root().get("header");
    header.is_some_and(|header| header.get("schema-version").is_some())
}

fn read(document: &Document) -> Result<Read, Refusal> {
    let root = document.root();
    let insights = Insights::of(document.value()).map_err(|why| Refusal::new(format!("it {why}")))?;
    let header = root.need("header")?;
    let day = header.said("last-reviewed").or_else(|| header.said("last-updated"));
    let made_on = day.as_deref().and_then(day_of);
    let mut oddities = Vec::new();
    if made_on.is_none() {
        oddities.push("neither `header.last-reviewed` nor `header.last-updated` is a day".to_owned());
    }
    let own = root.get("repository").and_then(|repository| repository.said("url"));
    let listed = root.get("project").and_then(|project| {
        let repositories = project.get("repositories")?;
        let mut all = repositories.list().ok()?;
        let only = all.next()?.said("url")?;
        all.next().is_none().then_some(only)
    });
    let finding = Finding::seen(format!("security insights of schema {}", insights.schema()));
    Ok(Read {
        finding: insights.measured(finding),
        places: vec!["/header".to_owned()],
        repository: header.said("project-url").or(own).or(listed),
        tool: None,
        made_on,
        oddities,
    })
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Measure;

    use super::*;
    use crate::Limits;

    const INSIGHTS: &str = "header:
  schema-version: 2.2.0
  last-updated: '2026-03-01'
  last-reviewed: '2026-11-20'
  url: https://acme.example/security-insights.yml
project:
  name: Ledger
  administrators: [{name: Ada}]
  repositories: [{name: ledger, url: 'https://github.com/acme/ledger'}]
repository:
  url: https://github.com/acme/ledger
  security: {assessments: {self: {comment: later}, third-party: [{evidence: 'https://acme.example/a', comment: x}]}}
";

    fn taken(text: &str) -> Result<Read, Refusal> {
        let document = Document::read(text.as_bytes(), &Limits::default()).unwrap();
        assert!(is(&document), "{text}");
        read(&document)
    }

    #[test]
    fn what_it_says_is_what_one_in_a_repository_says() {
        let read = taken(INSIGHTS).unwrap();
        assert_eq!(read.finding.summary, "security insights of schema 2.2.0");
        assert_eq!(read.finding.measures["assessments"], Measure::Count(1));
        assert!(read.finding.document.as_ref().unwrap().owner_named);
        assert_eq!(read.made_on, day_of("2026-11-20"));
        assert_eq!(read.repository.as_deref(), Some("https://github.com/acme/ledger"));
        assert!(!format!("{:?}", read.finding).contains("Ada"));
    }

    #[test]
    fn parts_that_lack_are_told() {
        let refused = |from: &str| taken(&INSIGHTS.replace(from, "")).err().unwrap().message;
        assert_eq!(refused("  last-updated: '2026-03-01'\n"), "it lacks header.last-updated");
        let read = taken(&INSIGHTS.replace("'2026-11-20'", "recently")).unwrap();
        assert_eq!((read.made_on, read.oddities.len()), (None, 1));
    }
}
