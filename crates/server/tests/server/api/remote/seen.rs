//! What the server gives of its record to whom.

use osmm_maturity::digest::Digest;
use serde_json::{Value, json};

use super::{TOKEN, answer, change, head, send, site};
use crate::company::{ASSESSMENT, Company, local_item};
use crate::site::model;

#[tokio::test]
async fn a_blind_answer_reaches_nobody_before_all_have_locked() {
    let company = Company::new().await;
    // Both write into one record: the lead's site, which acts for either, stands in for what another server holds.
    let lead = site(&company, "lead").await;
    let (item, assign) = (local_item(&model()), |who: &str| {
        json!({ "change": { "kind": "assigned", "assessment": ASSESSMENT, "unit": "web",
            "subject": { "item": local_item(&model()) }, "person": who } })
    });
    let grant = json!({ "change": { "kind": "role-granted", "person": "p-ops", "role": "respondent", "unit": "web" } });
    let begun = send(&lead, json!({ "changes": [grant, assign("p-web"), assign("p-ops")] })).await;
    assert_eq!(begun.status, 200, "{}", begun.text);
    let done = send(&lead, answer("web", "p-web", 4, true)).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let ops = lead.acting("ops").await;
    let page = ops.get("/api/v1/record/events").await;
    assert!(!page.text.contains(TOKEN), "{}", page.text);
    let seen = page.json();
    let of = |seen: &Value| {
        let all = seen["items"].as_array().unwrap().clone();
        let said = |e: &&Value| e["change"]["kind"] == "responded" && e["change"]["respondent"] == "p-web";
        all.iter().filter(said).cloned().collect::<Vec<Value>>()
    };
    for said in of(&seen) {
        assert_eq!(said["change"]["answer"], json!({ "state": "declined" }), "{said}");
        assert!(seen["in_part"].as_array().unwrap().contains(&said["seq"]));
    }
    assert_eq!(seen["whole"], false);
    let digests = seen["items"].as_array().unwrap().iter().map(|e| e["digest"].as_str().unwrap());
    assert!(digests.into_iter().all(|d| d == Digest::of_bytes(b"").0), "a digest tells an answer to who tries all");
    // The one who said it has it, and once all have locked everybody who sees the unit.
    let own = lead.acting("web").await;
    assert!(own.get("/api/v1/record/events").await.text.contains(TOKEN));
    assert_eq!(send(&ops, answer("web", "p-ops", 1, true)).await.status, 200);
    let seen = ops.read("/record/events").await;
    assert_eq!(of(&seen).last().unwrap()["change"]["answer"], json!({ "state": "rated", "rating": 4 }), "{item}");
}

#[tokio::test]
async fn who_has_a_role_in_one_unit_gets_nothing_of_others() {
    let company = Company::new().await;
    let lead = site(&company, "lead").await;
    assert_eq!(send(&lead, answer("web", "p-web", 4, false)).await.status, 200);
    let secret = json!({ "id": "secret", "unit": "web", "items": [local_item(&model())], "kind": "artefact",
        "title": TOKEN, "place": TOKEN, "owner": TOKEN, "collected_at": "2026-11-20T00:00:00Z",
        "collected_by": "p-lead", "confidentiality": "restricted" });
    let kept = send(&lead, change(json!({ "kind": "evidence-set", "evidence": secret }))).await;
    assert_eq!(kept.status, 200, "{}", kept.text);
    for (who, all) in [("ops", false), ("admin", false), ("nobody", false), ("auditor", true), ("lead", true)] {
        let site = lead.acting(who).await;
        let page = site.get("/api/v1/record/events").await;
        assert_eq!((page.text.contains(TOKEN), page.json()["whole"] == true), (all, all), "{who}");
        assert_eq!(
            page.text.contains("\"secret\""),
            who != "nobody",
            "{who}: that it is there, is told to who belongs"
        );
    }
    let reviewer = lead.acting("reviewer").await;
    assert!(reviewer.get("/api/v1/record/events").await.text.contains(TOKEN), "who reviews sees it");
}

#[tokio::test]
async fn an_event_that_was_noted_is_found_again() {
    let company = Company::new().await;
    let web = site(&company, "web").await;
    let (end, _) = head(&web).await;
    let asked = |seq: &Value, digest: &str| format!("/record/passed?event={seq}&digest={digest}");
    let digest = end["digest"].as_str().unwrap();
    assert_eq!(web.read(&asked(&end["seq"], digest)).await["passed"], true);
    assert_eq!(web.read(&asked(&json!(1), digest)).await["passed"], false);
    assert_eq!(web.read(&asked(&json!(999), digest)).await["passed"], false);
}

#[tokio::test]
async fn pages_of_events_join_and_leave_out_answers_that_nobody_asked_for() {
    let company = Company::new().await;
    let lead = site(&company, "lead").await;
    let whole = lead.read("/record/events").await;
    let (mut joined, mut next) = (Vec::new(), Some("/api/v1/record/events?limit=3".to_owned()));
    while let Some(at) = next {
        let page = lead.get(&at).await.json();
        joined.extend(page["items"].as_array().unwrap().clone());
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(json!(joined), whole["items"]);
    let said = |page: &Value| page["items"].as_array().unwrap().iter().any(|e| e["change"]["kind"] == "responded");
    assert!(said(&lead.read(&format!("/record/events?whole={ASSESSMENT}")).await));
    assert!(!said(&lead.read("/record/events?whole=").await));
}
