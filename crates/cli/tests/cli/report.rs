//! Journey 4: the board's page from files, in one command.

use crate::assess::assert_valid;
use crate::tracker::with_plan;

#[test]
fn the_board_is_told_where_we_stand_what_moved_and_what_is_asked() {
    let place = with_plan();
    place.write("before.json", std::fs::read(place.path("osmm-assessment.json")).unwrap());
    let report = ["report", "--plan", "roadmap.json", "--since", "before.json", "--output"];
    let run = place.osmm(&[&report[..], &["board.md"]].concat());
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    insta::assert_snapshot!(std::fs::read_to_string(place.path("board.md")).unwrap());
    let json = place.osmm(&[&report[..], &["-", "--format", "json"]].concat());
    assert_valid("osmm-report-1.schema.json", &json.out);
    let page = |name: &str| {
        let run = place.osmm(&[&report[..], &[name]].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        std::fs::read(place.path(name)).unwrap()
    };
    assert_eq!(page("a.html"), page("b.html"), "the same input, the same bytes");
}

#[test]
fn what_cannot_be_reported_is_said() {
    let place = with_plan();
    place.write("other.json", "{}");
    place.write("logo.gif", "GIF89a");
    let said = |args: &[&str]| {
        let run = place.osmm(&[&["report"], args].concat());
        assert_eq!(run.code, 2, "{}", run.out);
        run.err
    };
    let all = [
        said(&["--output", "board"]),
        said(&["--output", "board.html", "--audience", "everybody"]),
        said(&["--output", "board.html", "--assessment", "other.json"]),
        said(&["--output", "board.html", "--plan", "other.json"]),
        said(&["--output", "board.html", "--logo", "logo.gif"]),
    ];
    insta::assert_snapshot!(all.join("\n"));
    place.write("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    let run = place.osmm(&["report", "--output", "board.pptx", "--logo", "logo.svg"]);
    assert!(run.code == 0 && run.err.contains("a report as pptx has neither"), "{}", run.err);
}
