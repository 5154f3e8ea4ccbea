//! Checklists of the site, in every format.

use osmm_maturity::model::Model;
use osmm_report::checklist;
use rust_xlsxwriter::Workbook;

use crate::sample;

fn told(file: &str, bytes: &[u8], model: &Model) -> String {
    let (answers, faults) = checklist::read(file, bytes, model);
    let answers = answers.iter().map(|(item, answer)| format!("{item}: {answer:?}\n"));
    answers.chain(faults.iter().map(|f| format!("{f}\n"))).collect()
}

#[test]
fn a_table_in_any_form() {
    let model = sample::model(true);
    let plain = told("a.csv", b"item,value\nChoice,3\nlicences ,4\nContracts,0\n", &model);
    for other in [
        "Choice;3\r\nLICENCES;4\r\nContracts;0\r\n",
        "value\ttitle\tremark\n3\tChoice\tfine\n4,0\tLicences\t\n0\tContracts\t\n",
        "My values\n\nvalue,title,remark\n3.0,\"  choice\",\n4,Licences!,none\n0,Contracts,\n",
    ] {
        assert_eq!(told("a.csv", other.as_bytes(), &model), plain);
    }
    insta::assert_snapshot!(plain);
}

#[test]
fn a_workbook_and_json_say_the_same() {
    let model = sample::model(true);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "Title").unwrap();
    for (row, (title, value)) in (1..).zip([("Choice", 3), ("Policy", 0), ("Licences", 4)]) {
        sheet.write_string(row, 1, title).unwrap();
        sheet.write_number(row, 4, value).unwrap();
    }
    let from_workbook = told("a.xlsx", &workbook.save_to_buffer().unwrap(), &model);
    let json = br#" {"Choice": 3, "Using": {"licences": "4"}, "Caring": {"Rules": {"Policy": 0}}}"#;
    assert_eq!(told("a.json", json, &model), from_workbook);
    insta::assert_snapshot!(from_workbook);
}

#[test]
fn what_cannot_be_placed_is_told() {
    let model = sample::model(true);
    let table = b"Choise,3\nLicences,6\nContracts,high\nSupport,2.5\nPolicy,-1\nTraining,2\ntraining,3\nInventory,1\n";
    let parts = [
        told("a.csv", table, &model),
        told("a.json", br#"{"Choice": null, "Licences": true, "Contracts": [3]}"#, &model),
        told("a.json", b"[1, 2]", &model),
        told("a.json", b"{\n \"a\": }", &model),
        told("a.json", ("{\"a\":".repeat(20) + "1" + &"}".repeat(20)).as_bytes(), &model),
        told("a.json", "{\"a\":".repeat(2000).as_bytes(), &model),
        told("a.xlsx", b"PK\x03\x04", &model),
        told("a.csv", b"\xff\xfe", &model),
    ];
    insta::assert_snapshot!(parts.join("---\n"));
}

#[test]
fn a_title_of_several_items_counts_with_its_activity() {
    let mut model = sample::model(true);
    model.activities[1].items[0].title = "Choice".to_owned();
    let parts = [
        told("a.csv", b"Choice,3\n", &model),
        told("a.csv", b"Using,Choice,3\nBuying,Choice,4\n", &model),
        told("a.json", br#"{"Using": {"Choice": 3}, "buying": {"Choice": 4}}"#, &model),
    ];
    insta::assert_snapshot!(parts.join("---\n"));
}
