//! What is written is what is read, whatever people said.

use osmm_maturity::event::PersonId;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::sheet::Given;
use osmm_report::{table, workbook};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::sheets::Sample;

const NASTY: [&str; 34] = [
    "=1+1",
    "+49 30",
    "-",
    "@cmd",
    "'=1",
    "''",
    "'",
    "2-4",
    "5-9",
    "1.10",
    "007",
    "1e5",
    "2026-03-31",
    "TRUE",
    "3",
    "3,0",
    " padded ",
    "line\nbreak",
    "carriage\r\nreturn",
    "\tTab",
    "quote \" comma , semicolon ;",
    "_x0041_",
    "_x005F_x0041_",
    "<b>&amp;",
    "\u{0}nul",
    "\u{1b}[31m",
    "\u{fffe}\u{ffff}",
    "\u{feff}mark",
    "\u{202e}back",
    "emoji \u{1F9EA}\u{200d}",
    "ＷＩＤＥ",
    "＝1",
    "don't know",
    "L1.use",
];

fn words() -> impl Strategy<Value = String> {
    let nasty = proptest::sample::select(NASTY.to_vec()).prop_map(str::to_owned);
    // Text of nothing but space is no text, to people and to us.
    prop_oneof![nasty, ".{1,40}", "\\PC{1,400}"].prop_filter("blank", |t: &String| !t.trim().is_empty())
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        (0u8..=4).prop_map(|r| Answer::Rated { rating: Rating(r) }),
        Just(Answer::Unanswered),
        option::of(words()).prop_map(|ask| Answer::DontKnow { ask }),
        Just(Answer::Declined),
        words().prop_map(|reason| Answer::NotApplicable { reason }),
    ]
}

fn given() -> impl Strategy<Value = Given> {
    let day = option::of((-9999i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d)));
    let recent = option::of((1985i16..=2060, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d)));
    (answer(), option::of(words()), option::of(words()), prop_oneof![day, recent], option::of(words()))
        .prop_map(|(answer, note, function, on, overrides)| Given { answer, note, function, on, overrides })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn both_formats_give_back_what_was_said(said in vec(given(), 20), who in words(), unit in words(), title in words()) {
        let mut sample = Sample::new();
        let old = std::mem::replace(&mut sample.units[0].id.0, unit);
        sample.units[0].title = title;
        for (line, given) in sample.lines.iter_mut().zip(said) {
            line.given = given;
            line.key.respondent = PersonId(who.clone());
            if line.key.unit.0 == old {
                line.key.unit = sample.units[0].id.clone();
            }
        }
        let (sheets, ids) = (sample.sheets(), sample.unit_ids());
        let bytes = workbook::write(&sheets).unwrap();
        for read in [
            workbook::read("a.xlsx", &bytes, &sample.model, &ids),
            table::read("a.csv", &table::write(&sheets).unwrap(), &sample.model, &ids),
        ] {
            prop_assert_eq!((&read.faults, &read.notes), (&vec![], &vec![]));
            prop_assert_eq!(&read.lines, &sample.given());
            prop_assert_eq!(read.stamp.as_ref(), Some(&sample.stamp));
        }
        prop_assert_eq!(workbook::write(&sheets).unwrap(), bytes);
    }
}

#[test]
fn the_stamp_says_how_to_read_a_file() {
    let sample = Sample::new();
    let bytes = workbook::write(&sample.sheets()).unwrap();
    assert_eq!(workbook::stamp("a.xlsx", &bytes), Ok(sample.stamp.clone()));
    assert_eq!(table::stamp("a.csv", &table::write(&sample.sheets()).unwrap()), Ok(sample.stamp.clone()));
}

#[test]
fn no_lines_are_a_file_with_a_stamp() {
    let mut sample = Sample::new();
    sample.lines.clear();
    let bytes = table::write(&sample.sheets()).unwrap();
    let read = table::read("a.csv", &bytes, &sample.model, &sample.unit_ids());
    assert_eq!((read.stamp.as_ref(), read.lines.len(), read.faults.len()), (Some(&sample.stamp), 0, 0));
    let bytes = workbook::write(&sample.sheets()).unwrap();
    assert_eq!(workbook::stamp("a.xlsx", &bytes), Ok(sample.stamp));
}

#[test]
fn what_cannot_be_read_back_is_not_written() {
    let mut sample = Sample::new();
    sample.lines[1].given.note = Some("x".repeat(32_768));
    let told = workbook::write(&sample.sheets()).unwrap_err().to_string();
    assert_eq!(told, "`using.licences` of unit `1.10`: a cell holds 32767 characters, the text is longer; use CSV");
    assert!(table::write(&sample.sheets()).is_ok());
    let twice = sample.lines[0].clone();
    sample.lines.push(twice);
    let told = table::write(&sample.sheets()).unwrap_err().to_string();
    assert_eq!(told, "`using.choice` of unit `1.10` by `p-1` is there twice");
    sample.lines.pop();
    sample.lines[0].key.unit.0 = "other".to_owned();
    let told = workbook::write(&sample.sheets()).unwrap_err().to_string();
    assert_eq!(told, "unit `other` has lines but is not among the units");
}
