//! The description is made of the code, is committed, and says of every operation what a stranger needs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::site::Site;

fn operations(description: &Value) -> Vec<(String, &Value)> {
    let paths = description["paths"].as_object().unwrap();
    let of =
        |(path, at): (&String, &'_ Value)| (path.clone(), at.as_object().unwrap().keys().cloned().collect::<Vec<_>>());
    let all = paths.iter().map(of).flat_map(|(path, methods)| methods.into_iter().map(move |m| (path.clone(), m)));
    all.map(|(path, method)| (format!("{method} {path}"), &description["paths"][&path][&method])).collect()
}

#[tokio::test]
async fn the_committed_description_is_that_of_the_code() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/openapi.json");
    let served = Site::new().await.get("/api/v1/openapi.json").await.text;
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, &served).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == served, "run `UPDATE_DOCS=1 cargo test -p osmm-server description`");
}

#[test]
fn every_operation_says_what_it_does_takes_and_answers() {
    let description: Value = serde_json::from_str(osmm_server::api_description()).unwrap();
    assert_eq!(description["openapi"], "3.1.0");
    let all = operations(&description);
    assert!(all.len() > 15, "only {} operations", all.len());
    let mut names = BTreeSet::new();
    for (name, operation) in all {
        assert!(operation["summary"].as_str().is_some_and(|s| s.len() > 5), "{name}");
        assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()), "{name}: the name is taken");
        let answers: Vec<&str> = operation["responses"].as_object().unwrap().keys().map(String::as_str).collect();
        assert!(answers.iter().any(|s| s.starts_with('2')), "{name}: {answers:?}");
        for status in ["400", "401", "403", "500"] {
            assert!(answers.contains(&status), "{name} does not say {status}");
        }
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        for parameter in &parameters {
            assert!(parameter["description"].as_str().is_some_and(|d| !d.is_empty()), "{name}: {parameter}");
        }
        let conditional = parameters.iter().any(|p| p["name"] == "If-Match");
        assert_eq!(conditional, answers.contains(&"412") && answers.contains(&"428"), "{name}");
        let overwrites = name.starts_with("put ");
        assert!(!overwrites || conditional, "{name} overwrites whatever holds");
    }
}

#[test]
fn every_reference_leads_to_something() {
    let description: Value = serde_json::from_str(osmm_server::api_description()).unwrap();
    let text = osmm_server::api_description();
    let mut found = 0;
    for reference in text.split("\"$ref\": \"#").skip(1).map(|r| r.split('"').next().unwrap()) {
        assert!(description.pointer(reference).is_some(), "{reference} leads to nothing");
        found += 1;
    }
    assert!(found > 50, "only {found} references");
}
