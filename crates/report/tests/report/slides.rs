//! Slides: opened by LibreOffice, every part well-formed, charts with the workbook that they are drawn from.

use std::collections::BTreeMap;
use std::io::Read;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use osmm_maturity::assessment::Assessment;
use osmm_report::report::{Format, Looks, render};
use osmm_report::story::{Audience, Given};

use crate::libreoffice::{convert, installed, not_run};
use crate::sample;
use crate::tickets::plan;

fn slides(assessment: &Assessment, audience: Audience) -> Vec<u8> {
    let (before, plan) = (sample::partly(), plan());
    let given = Given { assessment, place: "now.json", since: Some(&before), plan: Some(&plan) };
    render(given, audience, Format::Pptx, &Looks::default()).unwrap()
}

/// The parts of a package by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        all.insert(file.name().unwrap().into_owned(), bytes);
    }
    all
}

fn count(parts: &BTreeMap<String, Vec<u8>>, folder: &str) -> usize {
    parts.keys().filter(|name| name.starts_with(folder) && !name.contains("_rels")).count()
}

#[test]
fn parts_belong_together_and_charts_are_drawn_from_their_workbook() {
    for (name, audience) in Audience::ALL {
        let bytes = slides(&sample::rich(), audience);
        assert!(bytes == slides(&sample::rich(), audience), "{name}: the same story, the same bytes");
        let parts = parts(&bytes);
        let types = String::from_utf8(parts["[Content_Types].xml"].clone()).unwrap();
        for (part, text) in &parts {
            if part.ends_with(".rels") {
                let folder = part.replace("_rels/", "").rsplit_once('/').map(|(folder, _)| folder.to_owned());
                for target in String::from_utf8_lossy(text).split("Target=\"").skip(1) {
                    let target = target.split('"').next().unwrap();
                    let base = match target.strip_prefix("../") {
                        Some(up) => format!("ppt/{up}"),
                        None => folder.iter().map(|f| format!("{f}/")).collect::<String>() + target,
                    };
                    assert!(parts.contains_key(&base), "{name}: {part} leads to {base}");
                }
            } else if part.ends_with(".xml") && part != "[Content_Types].xml" {
                assert!(types.contains(&format!("PartName=\"/{part}\"")), "{name}: {part} has no type");
            }
        }
        assert_eq!(count(&parts, "ppt/slides/"), count(&parts, "ppt/notesSlides/"));
        for number in 1..=count(&parts, "ppt/charts/") {
            let chart = String::from_utf8(parts[&format!("ppt/charts/chart{number}.xml")].clone()).unwrap();
            let book = &parts[&format!("ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx")];
            let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(book)).unwrap();
            let sheet = book.worksheet_range("Sheet1").unwrap();
            let numbers =
                sheet.cells().filter_map(|(_, _, cell)| if let Data::Float(n) = cell { Some(*n) } else { None });
            let mut numbers: Vec<f64> = numbers.collect();
            let drawn = chart.split("<c:numCache>").skip(1).flat_map(|cache| {
                let cache = cache.split("</c:numCache>").next().unwrap();
                let values = cache.split("<c:v>").skip(1);
                values.map(|value| value.split('<').next().unwrap().parse::<f64>().unwrap()).collect::<Vec<_>>()
            });
            let mut drawn: Vec<f64> = drawn.collect();
            numbers.sort_by(f64::total_cmp);
            drawn.sort_by(f64::total_cmp);
            assert_eq!(numbers, drawn, "{name}");
            assert!(!drawn.is_empty());
        }
    }
}

#[test]
fn an_office_opens_them_with_all_that_is_told() {
    if !installed() {
        return not_run("soffice is not installed");
    }
    if Command::new("pdftotext").arg("-v").output().is_err() {
        return not_run("pdftotext is not installed");
    }
    let folder = tempfile::tempdir().unwrap();
    let mut assessment = sample::rich();
    assessment.scope.name = "Smith & <b>Sons</b>".to_owned();
    for (name, audience) in [("board", Audience::Board), ("assessor", Audience::Assessor)] {
        let file = folder.path().join(format!("{name}.pptx"));
        let bytes = slides(&assessment, audience);
        std::fs::write(&file, &bytes).unwrap();
        let pdf = convert(folder.path(), &file, "pdf", &[]);
        let text = Command::new("pdftotext").args(["-layout"]).arg(&pdf).arg("-").output().unwrap();
        let text = String::from_utf8(text.stdout).unwrap();
        let parts = parts(&bytes);
        assert_eq!(text.matches('\u{c}').count(), count(&parts, "ppt/slides/"), "{name}: a page for each slide");
        let squeezed = text.split_whitespace().collect::<String>();
        for words in ["Smith&<b>Sons</b>", "Wheredowestand?", "Whatthefiguresreston", "Nostudyshows"] {
            assert!(squeezed.contains(words), "{name}: {words} in {text}");
        }
    }
}
