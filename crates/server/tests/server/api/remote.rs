//! The record as one person may have it, and changes that a client planned on it.

mod changes;
mod seen;

use osmm_server::Access;
use serde_json::{Value, json};

use crate::company::{ASSESSMENT, Company, local_item};
use crate::site::{Reply, Site, model};

const TOKEN: &str = "what nobody else may read";

/// A site as it is for somebody, over the company's record.
async fn site(company: &Company, who: &str) -> Site {
    company.site(Access::Alone { person: Some(who.to_owned()) }).await
}

async fn head(site: &Site) -> (Value, String) {
    let page = site.read("/record/events").await;
    (page["head"].clone(), page["tag"].as_str().unwrap().to_owned())
}

/// Sends changes that were planned on what holds now.
async fn send(site: &Site, body: Value) -> Reply {
    let (_, tag) = head(site).await;
    site.program("POST", "/record/changes", Some(&tag), Some(body)).await
}

fn change(change: Value) -> Value {
    json!({ "changes": [{ "change": change }] })
}

fn answer(unit: &str, who: &str, rating: u8, lock: bool) -> Value {
    let item = local_item(&model());
    let responded = json!({ "kind": "responded", "assessment": ASSESSMENT, "unit": unit, "item": item,
        "respondent": who, "answer": { "state": "rated", "rating": rating }, "function": TOKEN });
    let locked =
        json!({ "kind": "locked", "assessment": ASSESSMENT, "unit": unit, "respondent": who, "items": [item] });
    let mut changes = vec![json!({ "change": responded, "why": TOKEN })];
    changes.extend(lock.then(|| json!({ "change": locked })));
    json!({ "changes": changes })
}

/// It must not be done, with words about it, and nothing may have changed.
async fn refuses(site: &Site, body: Value, status: u16, words: &str) {
    let before = head(site).await;
    let reply = send(site, body).await;
    assert_eq!(reply.status.as_u16(), status, "{words}: {}", reply.text);
    assert!(reply.text.contains(words), "should say `{words}`: {}", reply.text);
    assert_eq!(head(site).await, before, "{words}");
}
