//! Pushes that went through FINOS GitProxy, as its interface lists them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::document::{Document, Node, Refusal, clean};
use super::{Format, Program, Read};
use crate::finding::Finding;

pub(super) const FORMAT: Format = Format {
    id: "git-proxy",
    name: "GitProxy pushes (JSON)",
    title: "Approved pushes (GitProxy)",
    question: "Do outbound pushes go through an approval?",
    looks_at: "The pushes of a list: `pushes`, of which `approved`, `rejected`, `cancelled`, `failed` (an automatic check said no) \
               and `waiting`; those `approved_by_rule`, without a person; `reviewed_share`, the share of approved pushes that a \
               person approved; `lead_time_hours`, the median from push to approval by a person, and how many were `timed`. \
               The day is that of the newest push, the repository that of the pushes, where it is one. Nobody is named.",
    remedy: "Save what GitProxy gives at `/api/v1/push`, and hand the file in with `--import`.",
    since: "0.1.0",
    names_people: true,
    is,
    read,
};

/// Most pushes of a file.
const PUSHES: usize = 1_000_000;

fn is(document: &Document) -> bool {
    let push = |node: Node<'_>| {
        let has = |key: &str| node.get(key).is_some();
        has("authorised") && has("rejected") && has("timestamp") && (has("repo") || has("url"))
    };
    document.root().list().is_ok_and(|mut all| all.any(push))
}

fn read(document: &Document) -> Result<Read, Refusal> {
    let root = document.root();
    let mut audit = Audit::default();
    for entry in root.list()? {
        if audit.pushes == PUSHES {
            return Err(root.refuse(format!("there are more than {PUSHES} pushes")));
        }
        audit.entry(&entry)?;
    }
    let repository = if audit.repositories.len() == 1 { audit.repositories.pop_first() } else { None };
    let made_on = audit.newest.map(|time| time.to_zoned(TimeZone::UTC).date());
    let tool = Some(Program { name: "GitProxy".to_owned(), version: None, series: String::new() });
    let oddities = std::mem::take(&mut audit.oddities);
    Ok(Read { finding: audit.finding(), places: vec![String::new()], repository, tool, made_on, oddities })
}

#[derive(Default)]
struct Audit {
    pushes: usize,
    approved: usize,
    by_rule: usize,
    rejected: usize,
    cancelled: usize,
    failed: usize,
    waiting: usize,
    /// From push to approval by a person, in hours.
    hours: Vec<f64>,
    newest: Option<Timestamp>,
    repositories: BTreeSet<String>,
    oddities: Vec<String>,
}

impl Audit {
    fn entry(&mut self, push: &Node<'_>) -> Result<(), Refusal> {
        if push.said("type").is_some_and(|kind| kind != "push") {
            return Ok(());
        }
        self.pushes += 1;
        let says = |key: &str| push.get(key).map(|it| it.flag()).transpose().map(|flag| flag == Some(true));
        let pushed = time(&push.need("timestamp")?)?;
        self.newest = self.newest.max(Some(pushed));
        self.repositories.extend(repository(push));
        match (says("authorised")?, says("rejected")?, says("canceled")?, says("error")?) {
            (true, ..) => self.approved(push, pushed, says("autoApproved")?)?,
            (_, true, ..) => self.rejected += 1,
            (_, _, true, _) => self.cancelled += 1,
            (_, _, _, true) => self.failed += 1,
            _ => self.waiting += 1,
        }
        Ok(())
    }

    fn approved(&mut self, push: &Node<'_>, pushed: Timestamp, by_rule: bool) -> Result<(), Refusal> {
        self.approved += 1;
        let attestation = push.get("attestation");
        let automated = attestation.as_ref().and_then(|it| it.get("automated"));
        if by_rule || automated.is_some_and(|it| it.flag() == Ok(true)) {
            self.by_rule += 1;
            return Ok(());
        }
        let Some(at) = attestation.and_then(|it| it.get("timestamp")) else { return Ok(()) };
        let hours = time(&at)?.duration_since(pushed).as_secs_f64() / 3600.0;
        if hours >= 0.0 {
            self.hours.push(hours);
        } else if self.oddities.is_empty() {
            self.oddities.push("an approval is older than its push; its time is not counted".to_owned());
        }
        Ok(())
    }

    fn finding(&mut self) -> Finding {
        let reviewed = self.approved - self.by_rule;
        let summary = format!("{} pushes, {} approved, {reviewed} of them by a person", self.pushes, self.approved);
        let finding = if reviewed > 0 { Finding::seen(summary) } else { Finding::not_seen(summary) };
        let mut finding = finding
            .count("pushes", self.pushes)
            .count("approved", self.approved)
            .count("approved_by_rule", self.by_rule)
            .count("rejected", self.rejected)
            .count("cancelled", self.cancelled)
            .count("failed", self.failed)
            .count("waiting", self.waiting)
            .count("timed", self.hours.len());
        if self.approved > 0 {
            #[expect(clippy::cast_precision_loss, reason = "there are at most a million")]
            let share = (reviewed as f64 / self.approved as f64 * 1000.0).round() / 1000.0;
            finding = finding.number("reviewed_share", share);
        }
        match median(&mut self.hours) {
            Some(hours) => finding.number("lead_time_hours", (hours * 100.0).round() / 100.0),
            None => finding.open("lead_time_hours", "no approval by a person says when it was given"),
        }
    }
}

/// The middle one, or the mean of the two in the middle.
fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let (low, high) = (values.get(values.len().checked_sub(1)? / 2)?, values.get(values.len() / 2)?);
    Some(f64::midpoint(*low, *high))
}

/// A time: milliseconds since 1970, or as text.
fn time(node: &Node<'_>) -> Result<Timestamp, Refusal> {
    let none = || node.refuse("it is no time");
    if let Ok(text) = node.text() {
        return text.parse().map_err(|_| none());
    }
    #[expect(clippy::cast_possible_truncation, reason = "beyond what a time can be it is refused")]
    let milliseconds = node.number()? as i64;
    Timestamp::from_millisecond(milliseconds).map_err(|_| none())
}

/// The repository of a push: the address where it goes, or owner and name.
fn repository(push: &Node<'_>) -> Option<String> {
    push.said("url").filter(|url| !url.contains("localhost")).or_else(|| push.said("repo")).map(|text| clean(&text))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Measure;
    use serde_json::{Value, json};

    use super::*;
    use crate::Limits;

    fn push(change: Value) -> Value {
        let mut push = json!({
            "id": "a__b", "type": "push", "timestamp": 1_795_000_000_000_i64, "url": "https://github.com/acme/ledger.git",
            "repo": "acme/ledger.git", "authorised": false, "rejected": false, "canceled": false, "error": false,
            "user": "ada", "userEmail": "ada@acme.example",
        });
        let (Value::Object(all), Value::Object(new)) = (&mut push, change) else { return push };
        all.extend(new);
        push
    }

    fn approved(after_hours: i64) -> Value {
        let at = Timestamp::from_millisecond(1_795_000_000_000 + after_hours * 3_600_000).unwrap();
        push(json!({"authorised": true, "attestation": {"timestamp": at.to_string(), "reviewer": {"username": "bob"}}}))
    }

    fn taken(value: &Value) -> Result<Read, Refusal> {
        let document = Document::read(value.to_string().as_bytes(), &Limits::default()).unwrap();
        assert!(is(&document));
        read(&document)
    }

    #[test]
    fn pushes_are_counted_and_the_way_to_approval_is_timed() {
        let automatic = push(json!({"authorised": true, "autoApproved": true}));
        let rejected = push(json!({"rejected": true}));
        let failed = push(json!({"error": true}));
        let pull = push(json!({"type": "pull"}));
        let all = json!([approved(2), approved(4), approved(30), automatic, rejected, failed, push(json!({})), pull]);
        let read = taken(&all).unwrap();
        assert_eq!(read.finding.summary, "7 pushes, 4 approved, 3 of them by a person");
        assert_eq!(read.finding.measures["lead_time_hours"], Measure::Number(4.0));
        assert_eq!(read.finding.measures["reviewed_share"], Measure::Number(0.75));
        for (measure, count) in [("rejected", 1), ("failed", 1), ("waiting", 1), ("timed", 3)] {
            assert_eq!(read.finding.measures[measure], Measure::Count(count), "{measure}");
        }
        assert_eq!(read.repository.as_deref(), Some("https://github.com/acme/ledger.git"));
        assert!(read.made_on.is_some());
    }

    #[test]
    fn nobody_is_named() {
        let read = taken(&json!([approved(2)])).unwrap();
        let told = format!("{:?} {:?}", read.finding, read.oddities);
        assert!(!told.contains("ada") && !told.contains("bob"), "{told}");
    }

    #[test]
    fn without_an_approval_there_is_none() {
        let read = taken(&json!([push(json!({}))])).unwrap();
        assert_eq!(read.finding.verdict.words(), "not seen");
        assert!(matches!(read.finding.measures["lead_time_hours"], Measure::Open { .. }));
        let read = taken(&json!([approved(-2)])).unwrap();
        assert_eq!(read.oddities.len(), 1);
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_place() {
        for (change, told) in [
            (json!({"timestamp": "soon"}), "/1/timestamp: it is no time"),
            (json!({"timestamp": 1e300}), "/1/timestamp: it is no time"),
            (json!({"authorised": "yes"}), "/1/authorised: expected true or false, found a text"),
            (
                json!({"authorised": true, "attestation": {"timestamp": []}}),
                "/1/attestation/timestamp: expected a number",
            ),
        ] {
            let refusal = taken(&json!([approved(1), push(change)])).err().unwrap();
            let says = format!("{}: {}", refusal.pointer, refusal.message);
            assert!(says.starts_with(told), "{says}");
        }
    }
}
