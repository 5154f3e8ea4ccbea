//! What is told to each audience, in every format.

use osmm_maturity::assessment::Assessment;
use osmm_report::report::{Format, Logo, Looks, render};
use osmm_report::story::{Audience, Block, Given, Story, story};

use crate::sample;
use crate::tickets::plan;

fn given(assessment: &Assessment) -> Given<'_> {
    Given { assessment, place: "osmm-assessment.json", since: None, plan: None }
}

fn rendered(given: Given<'_>, audience: Audience, format: Format) -> String {
    String::from_utf8(render(given, audience, format, &Looks::default()).expect("rendered")).expect("text")
}

#[test]
fn each_audience_is_told_its_part() {
    let assessment = sample::rich();
    for (name, audience) in Audience::ALL {
        assert_eq!(name.parse::<Audience>(), Ok(audience));
        insta::assert_snapshot!(format!("audience_{name}"), rendered(given(&assessment), audience, Format::Markdown));
    }
}

#[test]
fn what_moved_and_what_is_asked_come_from_other_files() {
    let (before, now) = (sample::partly(), sample::rich());
    let plan = plan();
    let given = Given { assessment: &now, place: "now.json", since: Some(&before), plan: Some(&plan) };
    insta::assert_snapshot!(rendered(given, Audience::Board, Format::Markdown));
}

#[test]
fn every_figure_has_grounds_and_a_source_that_is_there() {
    for assessment in [sample::empty(), sample::scanned(), sample::partly(), sample::rich(), sample::themes()] {
        for (name, audience) in Audience::ALL {
            let told = story(given(&assessment), audience);
            let blocks = told.chapters.iter().flat_map(|chapter| &chapter.blocks);
            for figure in
                blocks.filter_map(|block| if let Block::Figures(all) = block { Some(all) } else { None }).flatten()
            {
                assert!(!figure.grounds.is_empty(), "{name}: {}", figure.label);
                assert!((1..=told.sources.len()).contains(&figure.source), "{name}: {}", figure.label);
            }
            for (_, format) in Format::ALL {
                let bytes = || render(given(&assessment), audience, format, &Looks::default()).expect("rendered");
                assert!(bytes() == bytes(), "{name} as {format}");
            }
            let back: Story =
                serde_json::from_str(&rendered(given(&assessment), audience, Format::Json)).expect("read");
            assert_eq!(back, told);
        }
    }
}

#[test]
fn words_of_others_are_no_markup_and_no_formula() {
    let mut assessment = sample::rich();
    let hostile = "=1+1 <script>alert(1)</script> | **bold** [x](javascript:1)\n# head";
    assessment.scope.name = hostile.to_owned();
    for response in &mut assessment.responses {
        response.note = Some(hostile.to_owned());
        response.by = Some(hostile.to_owned());
    }
    let rendered = |format| rendered(given(&assessment), Audience::Assessor, format);
    let page = rendered(Format::Html);
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
    let markdown = rendered(Format::Markdown);
    assert!(!markdown.contains("\n# head") && !markdown.contains("<script") && !markdown.contains("[x]("));
    let table = rendered(Format::Csv);
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    for row in reader.records() {
        assert!(row.expect("as many cells as columns").iter().all(|cell| !cell.starts_with('=')));
    }
}

#[test]
fn a_logo_is_a_picture_and_a_style_stays_one() {
    assert!(Logo::new(b"GIF89a".to_vec()).is_none());
    assert!(Logo::new([b"\x89PNG\r\n\x1a\n".as_slice(), &vec![0; Logo::LARGEST]].concat()).is_none());
    let logo = Logo::new(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".to_vec());
    let looks = Looks { logo, style: "</style><script>1</script>".to_owned() };
    let assessment = sample::rich();
    let page = render(given(&assessment), Audience::Board, Format::Html, &looks).expect("rendered");
    let page = String::from_utf8(page).expect("text");
    assert!(page.contains("src=\"data:image/svg+xml;base64,"));
    // Only the two elements that hold styles end.
    assert_eq!(page.matches("</style>").count(), 2);
}
