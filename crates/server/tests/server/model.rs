//! Model pages: browsing, guidance, comparison, other frameworks.

use axum::http::StatusCode;

use crate::site::{Site, model};

#[tokio::test]
async fn guidance_is_found_by_level_role_and_risk() {
    let site = Site::begun().await;
    let all = site.get("/model/finos-osmm").await;
    assert_eq!(all.status, StatusCode::OK, "{}", all.text);
    for activity in &model().activities {
        assert!(all.text.contains(&format!("/activity/{}\"", activity.id)), "{} is missing", activity.id);
    }
    let some = site.get("/model/finos-osmm?level=2&role=legal&risk=").await;
    let wanted = |a: &&osmm_maturity::model::Activity| a.level == 2 && a.roles.iter().any(|r| r == "legal");
    let model = model();
    let (inside, outside): (Vec<_>, Vec<_>) = model.activities.iter().partition(wanted);
    assert!(!inside.is_empty());
    assert!(inside.iter().all(|a| some.text.contains(&format!("/activity/{}\"", a.id))));
    assert!(outside.iter().all(|a| !some.text.contains(&format!("/activity/{}\"", a.id))));
    for wrong in ["?role=nobody", "?level=9", "?level=many", "?level=300"] {
        assert_eq!(site.get(&format!("/model/finos-osmm{wrong}")).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    assert_eq!(site.get("/model/none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_model_is_found_by_its_digest_as_assessments_name_it() {
    let site = Site::begun().await;
    let page = site.get(&format!("/model/{}", model().digest().replace(':', "%3A"))).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains(&model().digest()));
}

#[tokio::test]
async fn an_item_shows_every_rating_from_0_to_5() {
    let site = Site::begun().await;
    let model = model();
    let (activity, item) = model.items().next().unwrap();
    let page = site.get(&format!("/model/finos-osmm/item/{}", item.id)).await;
    for rating in 0..=5 {
        assert!(page.text.contains(&format!("class=\"chip r{rating}\"")), "no {rating}: {}", page.text);
    }
    let texts = item.anchors.values().filter(|a| page.text.contains(&a.replace('\'', "&#39;"))).count();
    assert_eq!(texts, 5);
    let whole = site.get(&format!("/model/finos-osmm/activity/{}", activity.id)).await;
    assert_eq!(whole.text.matches("<table class=\"anchors\">").count(), activity.items.len());
    assert_eq!(site.get("/model/finos-osmm/item/none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_model_does_not_differ_from_itself() {
    let site = Site::begun().await;
    let same = site.get("/model/compare?old=finos-osmm&new=finos-osmm").await;
    assert!(same.text.contains("Nothing differs."), "{}", same.text);
    assert_eq!(site.get("/model/compare?old=finos-osmm&new=none").await.status, StatusCode::NOT_FOUND);
    assert!(!site.get("/model/compare").await.text.contains("Nothing differs."));
}

#[tokio::test]
async fn a_crosswalk_shows_every_element_and_claims_nothing() {
    let site = Site::begun().await;
    for crosswalk in &model().crosswalks {
        let page = site.get(&format!("/model/finos-osmm/crosswalk/{}", crosswalk.framework)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", crosswalk.framework);
        for id in crosswalk.links.iter().map(|l| &l.to).chain(crosswalk.no_match.iter().flat_map(|n| &n.to)) {
            assert!(page.text.contains(&format!("<h3 id=\"{id}\">")), "{}: {id}", crosswalk.framework);
        }
        assert!(page.text.contains("nothing here claims conformance"));
    }
    assert_eq!(site.get("/model/finos-osmm/crosswalk/none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_unit_reads_its_answers_through_other_frameworks() {
    let site = Site::begun().await;
    let all = site.get("/a/2026-q4/unit/organisation/lenses").await;
    for crosswalk in &model().crosswalks {
        assert!(all.text.contains(&format!("/lenses/{}\"", crosswalk.framework)), "{}", all.text);
    }
    let model = model();
    let unmatched = model.crosswalks.iter().find(|c| c.no_match.iter().any(|n| !n.to.is_empty())).unwrap();
    let one = site.get(&format!("/a/2026-q4/unit/organisation/lenses/{}", unmatched.framework)).await;
    assert!(one.text.contains("linked items answered") && one.text.contains("No counterpart."), "{}", one.text);
    for none in ["/a/2026-q4/unit/none/lenses", "/a/none/unit/organisation/lenses"] {
        assert_eq!(site.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
    }
}
