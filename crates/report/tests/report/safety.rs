//! What no page may contain, whatever the assessment says.

use std::collections::BTreeSet;

use osmm_maturity::assessment::{Assessment, Basics};
use osmm_maturity::observation::Standing;
use osmm_maturity::response::{Answer, Response};
use osmm_report::html;

use crate::markup::{tags, text};
use crate::sample;

fn samples() -> Vec<(&'static str, Assessment)> {
    vec![
        ("empty", sample::empty()),
        ("partly", sample::partly()),
        ("scanned", sample::scanned()),
        ("rich", sample::rich()),
        ("themes", sample::themes()),
        ("hostile", hostile()),
        ("many", many()),
    ]
}

const EVIL: &str =
    "\"><script>alert(1)</script><img src='https://evil.example/x' onerror=a>\u{202e}\0 url(http://evil.example)";

/// Every text that people or repositories can choose is hostile, and some are long.
fn hostile() -> Assessment {
    let long = format!("{EVIL}{}", "A".repeat(10_000));
    let mut basics = sample::rich_basics();
    basics.scope = long.clone();
    basics.tool.version = long.clone();
    for (n, r) in basics.responses.iter_mut().enumerate() {
        r.note = Some(long.clone());
        r.by = Some(long.clone());
        r.answer = match (n, r.answer.clone()) {
            (_, Answer::DontKnow { .. }) => Answer::DontKnow { ask: Some(long.clone()) },
            (_, Answer::NotApplicable { .. }) => Answer::NotApplicable { reason: long.clone() },
            (_, answer) => answer,
        };
    }
    basics
        .problems
        .iter_mut()
        .for_each(|p| (p.place, p.message, p.hint) = (long.clone(), long.clone(), Some(long.clone())));
    if let Some(scan) = &mut basics.scan {
        scan.tool.name = long.clone();
        for s in &mut scan.subjects {
            s.name = format!("{}{long}", s.name);
            s.commit = Some(long.clone());
            if let Standing::LeftOut { reason } = &mut s.standing {
                *reason = long.clone();
            }
        }
        for o in &mut scan.observations {
            o.subject = format!("{}{long}", o.subject);
            o.summary = long.clone();
            o.proof.iter_mut().for_each(|p| (p.path, p.digest) = (long.clone(), long.clone()));
            o.partial = o.partial.as_ref().map(|_| long.clone());
        }
        scan.problems = basics.problems.clone();
    }
    Assessment::new(sample::model(true), basics)
}

/// 500 repositories.
fn many() -> Assessment {
    let mut basics = sample::rich_basics();
    if let Some(scan) = &mut basics.scan {
        let (subject, observations) = (scan.subjects[0].clone(), scan.observations[..2].to_vec());
        for n in 0..500 {
            let name = format!("group/service-with-a-rather-long-name-{n:04}");
            scan.subjects.push(osmm_maturity::observation::Subject { name: name.clone(), ..subject.clone() });
            for o in &observations {
                scan.observations.push(osmm_maturity::observation::Observation { subject: name.clone(), ..o.clone() });
            }
        }
    }
    Assessment::new(sample::model(true), basics)
}

#[test]
fn pages_are_well_formed_and_ids_unique() {
    for (name, assessment) in samples() {
        let page = html(&assessment).expect("renders");
        let mut ids = BTreeSet::new();
        for tag in tags(&page) {
            if let Some(id) = tag.get("id") {
                assert!(ids.insert(id.to_owned()), "{name}: id {id} is there twice");
            }
        }
        for tag in tags(&page) {
            for wanted in ["aria-labelledby", "href"].iter().filter_map(|a| tag.get(a)) {
                for id in wanted.split(' ') {
                    assert!(ids.contains(id.trim_start_matches('#')), "{name}: {id} leads nowhere");
                }
            }
        }
    }
}

#[test]
fn pages_fetch_nothing_and_run_nothing() {
    for (name, assessment) in samples() {
        let page = html(&assessment).expect("renders");
        for tag in tags(&page) {
            assert!(
                !["script", "link", "img", "iframe", "object", "base", "form"].contains(&tag.name.as_str()),
                "{name}: <{}>",
                tag.name
            );
            for (key, value) in &tag.attributes {
                assert!(!key.starts_with("on") && key != "src" && key != "srcset", "{name}: {key}={value}");
                assert!(key != "href" || value.starts_with('#'), "{name}: {key}={value}");
                assert!(key == "content" || key == "title" || !value.contains("url("), "{name}: {key}={value}");
            }
            if tag.name == "style" {
                let style = page[tag.at..].split("</style>").next().unwrap_or_default();
                assert!(!style.contains("url(") && !style.contains("@import") && !style.contains('<'), "{name}: style");
            }
        }
    }
}

#[test]
fn every_picture_has_a_title_a_description_and_a_table() {
    for (name, assessment) in samples() {
        let page = html(&assessment).expect("renders");
        let pictures: Vec<_> = tags(&page).into_iter().filter(|t| t.name == "svg").collect();
        assert_eq!(pictures.len(), 2, "{name}");
        for picture in pictures {
            assert_eq!(picture.get("role"), Some("img"));
            let content = page[picture.at..].split("</svg>").next().unwrap_or_default();
            assert!(content.contains("<title id=") && content.contains("<desc id="), "{name}");
        }
        assert!(page.contains("Show as table"), "{name}");
    }
}

#[test]
fn headings_are_in_order_and_tables_have_scopes() {
    for (name, assessment) in samples() {
        let page = html(&assessment).expect("renders");
        let mut last = 0;
        for tag in tags(&page) {
            let level = tag.name.strip_prefix('h').and_then(|n| n.parse::<u8>().ok());
            if let Some(level) = level {
                assert!(level <= last + 1, "{name}: h{level} after h{last}");
                assert!(level > 1 || last == 0, "{name}: a second h1");
                last = level;
            }
            assert!(tag.name != "th" || tag.get("scope").is_some(), "{name}: th without scope");
        }
    }
}

#[test]
fn no_page_prints_a_number_that_is_none() {
    for (name, assessment) in samples() {
        let words = text(&html(&assessment).expect("renders"));
        for bad in ["NaN", " inf ", "Some(", "-0.0", "not known to"] {
            assert!(!words.contains(bad), "{name}: {bad}");
        }
    }
}

#[test]
fn hostile_texts_are_shown_as_texts_and_shortened() {
    let page = html(&hostile()).expect("renders");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!page.contains('\u{202e}') && !page.contains('\0'));
    assert!(!page.contains(&"A".repeat(330)), "a long name is not shortened");
    assert!(page.len() < 200_000, "{} bytes", page.len());
}

#[test]
fn five_hundred_repositories_make_a_small_page() {
    let page = html(&many()).expect("renders");
    assert!(page.len() < 120_000, "{} bytes", page.len());
    assert!(text(&page).contains("more; see osmm-assessment.json"));
}

#[test]
fn a_model_without_items_in_scope_has_a_page() {
    let ids: Vec<_> = sample::model(true).items().map(|(_, i)| i.id.clone()).collect();
    let none = |item| Response {
        answer: Answer::NotApplicable { reason: "Not ours".to_owned() },
        ..Response::unanswered(item)
    };
    let responses = ids.into_iter().map(none).collect();
    let assessment = Assessment::new(sample::model(true), Basics { responses, ..sample::basics() });
    let page = html(&assessment).expect("renders");
    assert!(page.contains("<h1>Nothing applies: no item is in scope</h1>"));
    assert!(!tags(&page).is_empty());
}

#[test]
fn the_picture_stands_alone() {
    let svg = osmm_report::profile_svg(&sample::rich()).expect("draws");
    assert!(svg.starts_with("<svg ") && svg.contains("xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(svg.contains("--bar") && !svg.contains("url("));
    assert!(!tags(&svg).is_empty());
}
