//! Is there a security-insights file that is valid and in date?

use jiff::civil::Date;
use osmm_maturity::observation::Document;
use serde_json::Value;

use super::{Effort, Signal, Source};
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::prose;

pub(super) const SIGNAL: Signal = Signal {
    id: "security-insights",
    title: "Security insights",
    question: "Does a security-insights file say, in a form that machines read, how the project deals with security?",
    why: "Those who rely on hundreds of projects cannot read hundreds of pages; one form tells them whom to ask and what is done.",
    looks_at: "security-insights.yml of schema 1 and 2 at the root or in the folder of the forge: it has to be YAML, name its schema, and hold the parts that \
               the schema requires; values are not checked further. One of schema 1 that had expired by the last commit is not seen. Contacts and \
               assessments are counted; owners are counted as named and nobody is.",
    remedy: "Write security-insights.yml by the current schema, and renew its date of review once a year.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

fn wants(entry: &Entry) -> Want {
    let named = matches!(entry.name(), "security-insights.yml" | "security-insights.yaml");
    let placed = ["", ".github", ".gitlab", ".gitea", ".forgejo"].contains(&entry.folder());
    if named && placed { Want::Text } else { Want::No }
}

/// Parts that schema 1 requires, as pointers.
const FIRST: &[&str] = &[
    "/header/expiration-date",
    "/header/project-url",
    "/project-lifecycle/status",
    "/contribution-policy",
    "/security-contacts",
    "/vulnerability-reporting/accepts-vulnerability-reports",
];

/// Parts that schema 2 requires.
const SECOND: &[&str] = &["/header/last-updated", "/header/last-reviewed", "/header/url"];

/// What a file says.
pub(crate) struct Insights {
    schema: String,
    expires: Option<Date>,
    document: Document,
    contacts: usize,
    assessments: usize,
}

impl Insights {
    fn of_file(file: &File) -> Result<Self, String> {
        let text = file.text().ok_or("is empty")?;
        let value: Value = serde_saphyr::from_str(text).map_err(|_| "is not valid YAML")?;
        Self::of(&value)
    }

    /// What a document says, or what is wrong with it.
    pub(crate) fn of(value: &Value) -> Result<Self, String> {
        let schema = string(value, "/header/schema-version").ok_or("names no schema")?;
        let first = schema.starts_with("1.");
        let lacking = if first { FIRST } else { SECOND }.iter().find(|part| value.pointer(part).is_none());
        if let Some(part) = lacking {
            return Err(format!("lacks {}", part.trim_start_matches('/').replace('/', ".")));
        }
        if !first && value.get("project").is_none() && value.get("repository").is_none() {
            return Err("lacks project and repository".to_owned());
        }
        let day = |pointer| string(value, pointer).and_then(|text| text.get(..10)?.parse().ok());
        let document = Document {
            version: Some(schema.chars().take(20).collect()),
            owner_named: any(value, OWNERS),
            reviewed_on: day("/header/last-reviewed"),
            ..Document::default()
        };
        let (contacts, assessments) = (number(value, CONTACTS), assessments(value));
        Ok(Self { schema, expires: day("/header/expiration-date").filter(|_| first), document, contacts, assessments })
    }
    /// The version of the schema that it names.
    pub(crate) fn schema(&self) -> &str {
        &self.schema
    }

    /// The finding with what it says.
    pub(crate) fn measured(self, finding: Finding) -> Finding {
        let finding = finding
            .text("schema", self.schema)
            .count("contacts", self.contacts)
            .count("assessments", self.assessments)
            .document(self.document);
        match self.expires {
            Some(day) => finding.text("expires", day.to_string()),
            None => finding,
        }
    }
}

const OWNERS: &[&str] = &["/project-lifecycle/core-maintainers", "/project/administrators", "/repository/core-team"];

const CONTACTS: &[&str] =
    &["/security-contacts", "/repository/security/champions", "/project/vulnerability-reporting/contact"];

fn string(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().map(ToOwned::to_owned)
}

/// Entries of lists, and single values, at these places.
fn number(value: &Value, pointers: &[&str]) -> usize {
    let at = pointers.iter().filter_map(|pointer| value.pointer(pointer));
    at.map(|found| found.as_array().map_or(usize::from(!found.is_null()), Vec::len)).sum()
}

fn any(value: &Value, pointers: &[&str]) -> bool {
    number(value, pointers) > 0
}

/// Assessments of security with a report or a date; a mere remark that there is none yet has neither.
fn assessments(value: &Value) -> usize {
    let at = [
        "/security-assessments",
        "/repository/security/assessments/self",
        "/repository/security/assessments/third-party",
    ];
    let found = at.iter().filter_map(|pointer| value.pointer(pointer));
    let all = found.flat_map(|found| found.as_array().map_or(std::slice::from_ref(found), Vec::as_slice));
    all.filter(|one| ["evidence", "date", "report-url", "auditor-report"].iter().any(|key| one.get(*key).is_some()))
        .count()
}

fn observe(facts: &Facts) -> Finding {
    let files: Vec<&File> = facts.wanted(wants).filter(|file| file.unread().is_none()).collect();
    let Some(file) = files.first() else {
        return Finding::not_seen("no security-insights file");
    };
    let insights = match Insights::of_file(file) {
        Ok(insights) => insights,
        Err(why) => return Finding::not_seen(format!("{} {why}", file.path())).at(file, None),
    };
    let path = file.path();
    let finding = match (insights.expires, facts.history().last) {
        (Some(expires), Some(last)) if expires < last => {
            Finding::not_seen(format!("{path} expired on {expires}, before the last commit")).count("expired", 1)
        }
        (Some(_), None) => {
            Finding::seen(path).partial("the day of the last commit is not known, so it may have expired")
        }
        _ => Finding::seen(path).count("expired", 0),
    };
    let line = prose::line_with(file.text().unwrap_or_default(), &["schema-version"]);
    insights.measured(finding.at(file, line))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::History;

    const FIRST: &str = "header:\n  schema-version: '1.0.0'\n  expiration-date: '2026-07-30T01:00:00.000Z'\n  last-reviewed: '2025-07-30'\n  \
        project-url: https://example.org/x\nproject-lifecycle:\n  status: active\ncontribution-policy:\n  accepts-pull-requests: true\n\
        security-contacts:\n  - type: email\n    value: a@example.org\nvulnerability-reporting:\n  accepts-vulnerability-reports: true\n";

    const SECOND: &str = "header:\n  schema-version: 2.0.0\n  last-updated: '2026-01-01'\n  last-reviewed: '2026-01-02'\n  url: https://example.org\n\
        repository:\n  core-team:\n    - name: Ann Bee\n  security:\n    assessments:\n      self:\n        comment: none yet\n";

    fn observed(text: &str, last: &str) -> Finding {
        let history = History { last: last.parse().ok(), ..History::default() };
        observe(&Facts { history: Ok(history), ..Facts::of(&[("SECURITY-INSIGHTS.yml", text)]) })
    }

    #[test]
    fn both_schemas_are_seen() {
        let finding = observed(FIRST, "2026-01-01");
        assert_eq!((finding.verdict, &finding.measures["contacts"]), (Verdict::Seen, &Measure::Count(1)));
        let finding = observed(SECOND, "2026-06-01");
        assert_eq!((finding.verdict.clone(), &finding.measures["assessments"]), (Verdict::Seen, &Measure::Count(0)));
        assert!(!format!("{finding:?}").contains("Ann"));
        let document = finding.document.unwrap_or_default();
        assert!(document.owner_named && document.reviewed_on.is_some());
    }

    #[test]
    fn one_that_had_expired_by_the_last_commit_is_not() {
        let finding = observed(FIRST, "2026-08-01");
        assert_eq!((finding.verdict, &finding.measures["expired"]), (Verdict::NotSeen, &Measure::Count(1)));
    }

    #[test]
    fn parts_that_are_missing_are_named() {
        let finding = observed(&FIRST.replace("security-contacts", "contacts"), "2026-01-01");
        assert_eq!(finding.summary, "SECURITY-INSIGHTS.yml lacks security-contacts");
        for bad in [
            "",
            "# header:\n#   schema-version: 2.0.0\n",
            "header: [\n",
            "a: 1\n",
            "header:\n  schema-version: 2.0.0\n",
        ] {
            assert_eq!(observed(bad, "2026-01-01").verdict, Verdict::NotSeen, "{bad}");
        }
    }

    #[test]
    fn copies_and_test_data_are_not_asked() {
        for path in ["vendor/x/SECURITY-INSIGHTS.yml", "testdata/security-insights.yml", "docs/security-insights.yml"] {
            assert_eq!(observe(&Facts::of(&[(path, SECOND)])).verdict, Verdict::NotSeen, "{path}");
        }
    }
}
