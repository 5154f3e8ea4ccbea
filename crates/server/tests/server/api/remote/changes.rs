//! What the server takes of a plan, and what not.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use osmm_maturity::digest::{Digest, canonical_json};
use serde_json::{Value, json};

use super::{answer, change, head, refuses, send, site};
use crate::company::{ASSESSMENT, Company, local_item};
use crate::site::model;

#[tokio::test]
async fn what_was_planned_on_something_older_is_not_done() {
    let company = Company::new().await;
    let lead = site(&company, "lead").await;
    let (_, old) = head(&lead).await;
    assert_eq!(send(&lead, answer("web", "p-web", 2, false)).await.status, 200);
    let late = lead.program("POST", "/record/changes", Some(&old), Some(answer("web", "p-web", 5, false))).await;
    assert_eq!(late.status, 412, "{}", late.text);
    let unsaid = lead.program("POST", "/record/changes", None, Some(answer("web", "p-web", 5, false))).await;
    assert_eq!(unsaid.status, 428);
}

#[tokio::test]
async fn rights_are_those_of_who_asks() {
    let company = Company::new().await;
    let web = site(&company, "web").await;
    let granted = json!({ "kind": "role-granted", "person": "p-web", "role": "lead", "unit": "group" });
    refuses(&web, change(granted), 403, "needs a role in").await;
    refuses(&web, answer("web", "p-ops", 3, false), 403, "needs a role in").await;
    refuses(&web, answer("ops", "p-web", 3, false), 403, "needs a role in").await;
    let auditor = site(&company, "auditor").await;
    refuses(&auditor, answer("web", "p-auditor", 3, false), 403, "needs a role in").await;
    // The first change may be made, the second may not: neither is.
    let mut both = answer("web", "p-web", 3, false);
    let target =
        json!({ "kind": "target-set", "unit": "web", "subject": { "item": local_item(&model()) }, "rating": 4 });
    both["changes"].as_array_mut().unwrap().push(json!({ "change": target }));
    refuses(&web, both, 403, "needs a role in").await;
}

#[tokio::test]
async fn evidence_is_given_in_ones_own_name_and_of_files_one_has() {
    let company = Company::new().await;
    let lead = site(&company, "lead").await;
    let record = |by: &str, digest: Option<Digest>| {
        json!({ "kind": "evidence-set", "evidence": { "id": "e", "unit": "web", "items": [local_item(&model())],
            "kind": "artefact", "title": "E", "collected_at": "2026-11-20T00:00:00Z", "collected_by": by,
            "confidentiality": "restricted", "digest": digest } })
    };
    refuses(&lead, change(record("p-web", None)), 400, "in one's own name").await;
    let digest = Digest::of_bytes(b"the audit");
    refuses(&lead, change(record("p-lead", Some(digest.clone()))), 400, "neither given nor kept").await;
    let mut sent = change(record("p-lead", Some(digest.clone())));
    sent["files"] = json!([BASE64_STANDARD.encode("the audit"), BASE64_STANDARD.encode("more")]);
    refuses(&lead, sent.clone(), 400, "no change names the file").await;
    sent["files"] = json!([BASE64_STANDARD.encode("the audit")]);
    let kept = send(&lead, sent).await;
    assert_eq!(kept.status, 200, "{}", kept.text);
    // Naming the digest of a file that is kept does not open it.
    let ops = lead.acting("ops").await;
    let mut theirs = record("p-ops", Some(digest.clone()));
    (theirs["evidence"]["id"], theirs["evidence"]["unit"]) = (json!("f"), json!("ops"));
    refuses(&ops, change(theirs), 400, "was not sent").await;
    assert_eq!(ops.get(&format!("/api/v1/files/{digest}")).await.status, 404);
}

#[tokio::test]
async fn files_are_what_the_change_says() {
    let company = Company::new().await;
    let lead = site(&company, "lead").await;
    let frame = json!({ "format": "osmm-observations/1", "tool": { "name": "t", "version": "1" }, "signals": [],
        "problems": [] });
    let frame = canonical_json(&frame);
    let look = |frame: &str, changed: Value| {
        json!({ "kind": "observed", "unit": "web", "observed_at": "2026-11-20T00:00:00Z",
            "frame": Digest::of_bytes(frame.as_bytes()), "changed": changed })
    };
    let with = |change: Value, files: &[&str]| {
        let files: Vec<String> = files.iter().map(|f| BASE64_STANDARD.encode(f)).collect();
        json!({ "changes": [{ "change": change }], "files": files })
    };
    refuses(&lead, with(look("{}", json!({})), &["{}"]), 400, "is not the frame of a look").await;
    refuses(&lead, with(look(&frame, json!({})), &[]), 400, "was not sent").await;
    let part = Digest::of_bytes(b"[]");
    refuses(&lead, with(look(&frame, json!({ "a": part })), &[&frame, "[]"]), 400, "is not a part of a look").await;
    // Not even a file that is kept, and a model at that, stands for a part.
    let kept = model().digest();
    refuses(&lead, with(look(&frame, json!({ "a": kept })), &[&frame]), 400, "was not sent").await;
    let mut twice = model();
    let again = twice.activities[0].clone();
    twice.activities.push(again);
    let upgraded = |digest: String| json!({ "kind": "model-upgraded", "assessment": ASSESSMENT, "from": model().digest(), "to": digest });
    let text = canonical_json(&twice);
    refuses(&lead, with(upgraded(twice.digest()), &[&text]), 400, "is there twice").await;
    let loose = format!(" {}", canonical_json(&model()));
    let digest = Digest::of_bytes(loose.as_bytes()).0;
    refuses(&lead, with(upgraded(digest), &[&loose]), 400, "canonical form").await;
    let imported = json!({ "kind": "imported", "name": "a.json", "digest": Digest::of_bytes(b"{}") });
    refuses(&lead, with(imported, &["{}"]), 400, "missing field").await;
}

#[tokio::test]
async fn people_come_under_new_pseudonyms_with_the_data_that_they_commit_to() {
    let company = Company::new().await;
    let lead = site(&company, "lead").await;
    let commitment = |salt: &str| Digest::of_bytes(format!("{salt}\nkim\nKim\n\n").as_bytes());
    let data = |person: &str| json!({ "person": person, "handle": "kim", "name": "Kim", "contact": "", "salt": "s" });
    let set =
        |person: &str, salt: &str| json!({ "kind": "person-set", "person": person, "commitment": commitment(salt) });
    let with =
        |person: &str, salt: &str| json!({ "changes": [{ "change": set(person, salt) }], "people": [data(person)] });
    refuses(&lead, with("p-web", "s"), 400, "is known already").await;
    refuses(&lead, with("kim", "s"), 400, "is no pseudonym").await;
    refuses(&lead, with("p-0123456789ab", "other"), 400, "commits to").await;
    refuses(&lead, change(set("p-0123456789ab", "s")), 400, "commits to").await;
    refuses(&lead, json!({ "changes": [], "people": [data("p-0123456789ab")] }), 400, "nothing to change").await;
    let mut alone = answer("web", "p-web", 3, false);
    alone["people"] = json!([data("p-0123456789ab")]);
    refuses(&lead, alone, 400, "no event sets the data").await;
    assert_eq!(send(&lead, with("p-0123456789ab", "s")).await.status, 200);
    refuses(&lead, with("p-0123456789ac", "s"), 409, "kim").await;
    // Only reasons that name the person are blanked with it.
    assert_eq!(send(&lead, answer("web", "p-web", 3, false)).await.status, 200);
    let said = head(&lead).await.0["seq"].clone();
    let erased = json!({ "kind": "person-erased", "person": "p-0123456789ab", "reasons": [said] });
    refuses(&lead, change(erased), 400, "no others").await;
    let named = lead.read("/people/p-0123456789ab/mentions").await;
    let erased = json!({ "kind": "person-erased", "person": "p-0123456789ab", "reasons": named["events"] });
    assert_eq!(send(&lead, change(erased)).await.status, 200);
}

#[tokio::test]
async fn what_is_published_is_what_the_server_draws() {
    let company = Company::new().await;
    let lead = site(&company, "lead").await;
    let moved = json!({ "kind": "moved", "assessment": ASSESSMENT, "to": "in-review" });
    assert_eq!(send(&lead, change(moved)).await.status, 200);
    let mut picture = lead.read(&format!("/assessments/{ASSESSMENT}/picture")).await;
    let published = |picture: &Value| {
        let text = canonical_json(picture);
        json!({ "changes": [{ "change": { "kind": "published", "assessment": ASSESSMENT,
            "digest": Digest::of_bytes(text.as_bytes()) } }], "files": [BASE64_STANDARD.encode(text)] })
    };
    let drawn = published(&picture);
    picture["units"][0]["standings"][0]["achieved"] = json!(5);
    refuses(&lead, published(&picture), 400, "is not the digest of what would be published").await;
    let mut more = drawn.clone();
    more["changes"].as_array_mut().unwrap().push(json!({ "change": { "kind": "named", "name": "Other" } }));
    refuses(&lead, more, 400, "has to come alone").await;
    let done = send(&lead, drawn).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let kept = lead.read(&format!("/assessments/{ASSESSMENT}/picture")).await;
    let event = done.json()["items"][0]["change"]["digest"].clone();
    assert_eq!(event, json!(Digest::of_bytes(canonical_json(&kept).as_bytes())));
}
