//! The roadmap: what people decide, the plan that follows, and actions on their way into work, on pages and by the API.

use axum::http::StatusCode;
use osmm_maturity::event::ActionId;
use serde_json::{Value, json};

use crate::company::local_item;
use crate::running::company;
use crate::site::{MODEL, Site};

/// What the form sends.
pub(crate) const SETTINGS: &str = "start=2027-Q1&quarters=4&at_once=3&capacity.ospo=60+40&capacity.anyone=30\
    &objectives.security-posture=60&objectives.time-to-market=40&why=budget+of+2027";

/// A company in which one unit has rated all that it is asked.
pub(crate) async fn rated() -> Site {
    let site = company().await;
    let first = local_item(&MODEL);
    let (activity, _) = MODEL.item(&first).unwrap();
    for item in activity.items.iter().filter(|i| i.scope == osmm_maturity::model::Scope::Local) {
        let address = format!("/a/2026-q4/unit/organisation/answer/{}", item.id);
        let saved = site.post(&address, "answer=1&based_on=0").await;
        assert!(saved.status.is_redirection(), "{}", saved.text);
    }
    site
}

/// The first action of the plan, by the API.
async fn first(site: &Site) -> ActionId {
    let plan: Value = serde_json::from_str(&site.get("/api/v1/plan").await.text).unwrap();
    assert_eq!(plan["format"], "osmm-roadmap/1");
    ActionId(plan["actions"][0]["action"]["id"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_decided_in_the_form_is_kept_and_planned_with() {
    let site = rated().await;
    let empty = site.get("/plan").await.text;
    assert!(empty.contains("Here will stand what to do in which quarter"), "{empty}");
    let form = site.get("/plan/settings").await.text;
    assert!(form.contains("name=\"objectives.security-posture\"") && form.contains("2027-Q1"), "{form}");
    for (from, to, field, words) in [
        ("posture=60", "posture=50", "", "the points make 90, not 100"),
        ("ospo=60+40", "ospo=-20", "capacity.ospo", "expected 0 or more, found -20"),
        ("ospo=60+40", "ospo=many", "capacity.ospo", "many"),
        ("start=2027-Q1", "start=soon", "start", "`soon` is not a quarter"),
        ("quarters=4", "quarters=99", "quarters", "1 to 20"),
        ("at_once=3", "at_once=3&by=2027-02-30", "by", "2027-02-30"),
        ("ospo=60+40&capacity.anyone=30", "ospo=", "", "Nobody is there to do anything"),
    ] {
        let refused = site.post("/plan/settings", &SETTINGS.replace(from, to)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
        let text = refused.text.replace("&#39;", "'");
        assert!(text.contains(words), "{to}: {text}");
        assert!(text.contains("value=\"budget of 2027\"") && text.contains("Nothing was kept"), "{to}");
        let at = format!("id=\"{field}-fault\"");
        assert!(field.is_empty() || text.contains(&at), "{to} is not said at its field: {text}");
    }
    assert!(site.get("/plan").await.text.contains("Here will stand"), "nothing of it was kept");
    let kept = site.post("/plan/settings", SETTINGS).await;
    assert_eq!(kept.to(), "/plan", "{}", kept.text);
    let plan = site.get("/plan").await.text;
    for words in
        ["have a place", "Proof: artefact", "<svg", "by value for effort", "days more of ospo", "No study shows"]
    {
        assert!(plan.contains(words), "{words}: {plan}");
    }
    let form = site.get("/plan/settings").await.text;
    assert!(
        form.contains("value=\"60 40\"") && form.contains("value=\"60\"") && form.contains(">100</output>"),
        "{form}"
    );
    let file = site.get("/plan/text").await.text;
    assert!(file.contains("budget of 2027") && file.contains("capacity:"), "{file}");
    assert_eq!(site.acting("aud").await.post("/plan/settings", SETTINGS).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.acting("aud").await.get("/plan").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_an_action_stays_and_the_file_keeps_its_comments() {
    let site = rated().await;
    site.post("/plan/settings", SETTINGS).await;
    let id = first(&site).await;
    let dropped = format!("id={}&drop=no+%7Bhands%7D+%23+now&effort.ospo=2+5+12", id.0.replace('/', "%2F"));
    assert_eq!(site.post("/plan/action", &dropped).await.to(), "/plan");
    let plan = site.get("/plan").await.text;
    assert!(plan.contains("Dropped: no {hands} # now"), "{plan}");
    site.post("/plan/settings", &SETTINGS.replace("at_once=3", "at_once=2")).await;
    let form = site.get(&format!("/plan/action?id={}", id.0.replace('/', "%2F"))).await.text;
    assert!(
        form.contains("value=\"no {hands} # now\"") && form.contains("value=\"2 5 12\""),
        "another saving keeps it: {form}"
    );
    let wrong = site.post("/plan/action", &dropped.replace("2+5+12", "-4").replace("drop=", "takes=0&drop=")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("id=\"effort.ospo-fault\"") && wrong.text.contains("id=\"takes-fault\""),
        "{}",
        wrong.text
    );
    let round = site.post("/plan/action", &format!("id={}&reset=yes", id.0.replace('/', "%2F"))).await;
    assert_eq!(round.to(), "/plan");
    assert!(!site.get("/plan").await.text.contains("Dropped: no"));

    let item = local_item(&MODEL);
    let own = format!("new=yes&id=tool&unit=organisation&item={item}&to=3&title=Buy+a+tool&effort.ospo=4&money=100");
    assert_eq!(site.post("/plan/action", &own).await.to(), "/plan");
    assert!(site.get("/plan").await.text.contains("Buy a tool"));
    let twice = site.post("/plan/action", &own).await;
    assert!(twice.text.contains("action `tool` is there twice"), "{}", twice.text);
    let nameless =
        site.post("/plan/action", &own.replace("id=tool", "id=other").replace("title=Buy+a+tool", "title=")).await;
    assert!(nameless.text.contains("needs `title`") && nameless.text.contains("value=\"other\""), "{}", nameless.text);

    let text = "format:+osmm-plan/1%0D%0A%23+as+we+said%0D%0Acapacity:+30%0D%0A";
    assert_eq!(site.post("/plan/text", &format!("text={text}&why=simpler")).await.to(), "/plan");
    assert!(site.get("/plan/text").await.text.contains("# as we said"));
    // The third step of an activity waits for the second as it is.
    let (activity, _) = id.0.rsplit_once('.').unwrap();
    let round = format!("actions:+%5B%7Bid:+{activity}.2,+after:+%5B{activity}.3%5D%7D%5D");
    let cycle = site.post("/plan/text", &format!("text={text}{round}")).await;
    assert_eq!(cycle.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", cycle.text);
    assert!(cycle.text.contains("wait for each other"), "{}", cycle.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_action_goes_from_the_plan_to_the_board_and_says_what_is_missing() {
    let site = rated().await;
    site.post("/plan/settings", SETTINGS).await;
    let id = first(&site).await;
    let form = format!("action={}", id.0.replace('/', "%2F"));
    assert_eq!(site.post("/plan/take", &form).await.to(), "/plan#board");
    assert_eq!(site.post("/plan/take", &form).await.status, StatusCode::CONFLICT);
    let taken: Value = serde_json::from_str(&site.get("/api/v1/actions").await.text).unwrap();
    let of = |list: &Value| list["items"].as_array().or(list["list"].as_array()).unwrap()[0].clone();
    assert!(of(&taken)["action"]["forecast"]["moves"].is_array(), "{taken}");
    site.post("/plan/work", &format!("{form}&to=doing")).await;
    let unsaid = site.post("/plan/work", &format!("{form}&to=dropped")).await;
    assert_eq!(unsaid.status, StatusCode::BAD_REQUEST, "a reason is missing");
    assert_eq!(site.post("/plan/work", &format!("{form}&to=done&took=7,5")).await.to(), "/plan#board");
    let page = site.get("/plan").await.text;
    assert!(page.contains("7.5 taken") && page.contains("no rating was changed. Evidence is missing:"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_plans_decides_and_takes() {
    let site = rated().await;
    assert_eq!(site.get("/api/v1/plan").await.status, StatusCode::NOT_FOUND, "nothing was decided");
    let read = site.get("/api/v1/plan/settings").await;
    let tag = read.headers["etag"].to_str().unwrap().to_owned();
    let decision = json!({ "text": "{format: osmm-plan/1, capacity: 40}", "why": "a first look" });
    let put =
        async |tag: &str, body: &Value| site.program("PUT", "/plan/settings", Some(tag), Some(body.clone())).await;
    let faulty = put(&tag, &json!({ "text": "{format: osmm-plan/1, capacity: -4}" })).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", faulty.text);
    assert!(faulty.text.contains("expected 0 or more, found -4"), "{}", faulty.text);
    assert_eq!(put(&tag, &decision).await.status, StatusCode::OK);
    assert_eq!(put(&tag, &decision).await.status, StatusCode::PRECONDITION_FAILED, "somebody was faster");
    let id = first(&site).await;
    let taking = json!({ "actions": [id], "owner": "platform", "doing": true });
    let taken = site.program("POST", "/plan/taken", None, Some(taking)).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
    assert!(taken.text.contains("\"doing\":true") && taken.text.contains("forecast"), "{}", taken.text);
    let none = json!({ "actions": ["nothing.9"] });
    assert_eq!(site.program("POST", "/plan/taken", None, Some(none)).await.status, StatusCode::BAD_REQUEST);
}
