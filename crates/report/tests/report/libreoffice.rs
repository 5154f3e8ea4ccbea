//! Workbooks and tables on their way through LibreOffice, which writes files of its own. Where it is not installed, that
//! is said and nothing is tested.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::sheet::{Given, Lines};
use osmm_report::sheets::settled;
use osmm_report::{table, workbook};

use crate::sheets::Sample;

/// Says on a line of its own why nothing was tested.
#[allow(clippy::print_stdout)]
pub(crate) fn not_run(reason: &str) {
    println!("report: not run with LibreOffice: {reason}");
}

/// A Python that can talk to LibreOffice.
pub(crate) fn python() -> Option<&'static str> {
    let speaks = |python: &&str| {
        let mut import = Command::new(python);
        let quiet = import.args(["-c", "import uno"]).stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|s| s.success())
    };
    ["python3", "/usr/bin/python3", "/usr/lib/libreoffice/program/python"].into_iter().find(speaks)
}

pub(crate) fn url(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// LibreOffice with a profile of its own, so that no running one is asked.
pub(crate) fn soffice(folder: &Path) -> Command {
    let mut soffice = Command::new("soffice");
    let profile = format!("-env:UserInstallation={}", url(&folder.join("profile")));
    soffice.args([&profile, "--headless", "--norestore", "--nologo"]).stdout(Stdio::null()).stderr(Stdio::null());
    soffice
}

pub(crate) fn installed() -> bool {
    let version = Command::new("soffice").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    version.is_ok_and(|s| s.success())
}

/// Converts a file to another format, in another folder.
pub(crate) fn convert(folder: &Path, file: &Path, to: &str, more: &[&str]) -> PathBuf {
    let out = folder.join("converted");
    let mut command = soffice(folder);
    command.args(more).args(["--convert-to", to, "--outdir"]).arg(&out).arg(file);
    assert!(command.status().expect("LibreOffice starts").success());
    let ending = to.split(':').next().unwrap_or(to);
    out.join(file.file_name().expect("a name")).with_extension(ending)
}

/// Texts that a spreadsheet is tempted to change.
fn tempting() -> Sample {
    const TEXTS: [&str; 14] = [
        "2-4",
        "5-9",
        "1.10",
        "=1+1",
        "+49 30",
        "@x",
        "'quoted",
        "2026-03-31",
        "TRUE",
        "007",
        "1e5",
        "two\nlines \u{1F9EA}",
        "from\r\na form",
        "a\ttab",
    ];
    let mut sample = Sample::new();
    for (line, text) in sample.lines.iter_mut().zip(TEXTS.iter().cycle()) {
        line.given.note = Some((*text).to_owned());
        line.given.overrides = Some((*text).to_owned());
    }
    sample
}

fn untouched(lines: &Lines) -> Lines {
    lines.iter().map(|(key, given)| (key.clone(), settled(given))).collect()
}

#[test]
fn a_workbook_survives_other_formats() {
    if !installed() {
        return not_run("soffice is not installed");
    }
    let folder = tempfile::tempdir().unwrap();
    let sample = tempting();
    let file = folder.path().join("answers.xlsx");
    std::fs::write(&file, workbook::write(&sample.sheets()).unwrap()).unwrap();
    let ods = convert(folder.path(), &file, "ods", &[]);
    let back = convert(folder.path(), &ods, "xlsx", &[]);
    let read = workbook::read("answers.xlsx", &std::fs::read(back).unwrap(), &sample.model, &sample.unit_ids());
    assert_eq!((read.faults, read.notes), (vec![], vec![]));
    assert_eq!(untouched(&read.lines), untouched(&sample.given()));
    assert_eq!(read.stamp, Some(sample.stamp));
}

#[test]
fn a_table_survives_being_saved() {
    if !installed() {
        return not_run("soffice is not installed");
    }
    let folder = tempfile::tempdir().unwrap();
    let sample = tempting();
    let file = folder.path().join("answers.csv");
    std::fs::write(&file, table::write(&sample.sheets()).unwrap()).unwrap();
    // Commas, quotation marks, UTF-8; written with semicolons.
    let read_as = "--infilter=CSV:44,34,76,1";
    let back = convert(folder.path(), &file, "csv:Text - txt - csv (StarCalc):59,34,76,1", &[read_as]);
    let read = table::read("answers.csv", &std::fs::read(back).unwrap(), &sample.model, &sample.unit_ids());
    assert_eq!((read.faults, read.notes), (vec![], vec![]));
    assert_eq!(untouched(&read.lines), untouched(&sample.given()));
    assert_eq!(read.stamp, Some(sample.stamp));
}

/// Stops what was started, whatever happens.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn edit(locale: &str, day: &str) {
    let Some(python) = python().filter(|_| installed()) else {
        return not_run("soffice or python3-uno is not installed");
    };
    let folder = tempfile::tempdir().expect("as expected");
    let sample = Sample::new();
    let (source, target) = (folder.path().join("answers.xlsx"), folder.path().join("edited.ods"));
    std::fs::write(&source, workbook::write(&sample.sheets()).expect("written")).expect("written");
    let pipe = format!("osmm-{}-{locale}", std::process::id());
    let office = soffice(folder.path()).arg(format!("--accept=pipe,name={pipe};urp;")).spawn().expect("LibreOffice");
    let mut running = Running(office);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/report/edit.py");
    let edited = Command::new(python).args(["-B", script, &pipe, locale, day, &url(&source), &url(&target)]).status();
    let edited = edited.expect("Python starts");
    assert!(edited.success(), "{edited}");
    running.0.wait().expect("LibreOffice leaves when it is told to");
    let target = convert(folder.path(), &target, "xlsx", &[]);
    let read =
        workbook::read("edited.xlsx", &std::fs::read(target).expect("as expected"), &sample.model, &sample.unit_ids());
    let notes: Vec<&str> = read.notes.iter().map(|n| n.message.as_str()).collect();
    assert_eq!(notes, ["the sheet is not read", "column `my own` is not read"]);
    let faults: Vec<&str> = read.faults.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(faults, ["the answer is rated, so the reason beside it is not taken"], "of row 5");
    assert_eq!(read.lines, expected(&sample));
    assert_eq!(read.stamp, Some(sample.stamp));
}

/// What the script says.
fn expected(sample: &Sample) -> Lines {
    let mut lines = sample.given();
    let mut line = |row: usize, change: &dyn Fn(&mut Given)| {
        change(lines.get_mut(&sample.lines[row - 4].key).expect("the row is there"));
    };
    let rated = |rating: u8| Answer::Rated { rating: Rating(rating) };
    line(4, &|given| {
        given.answer = rated(4);
        given.note = Some("5-9".to_owned());
        given.on = "2026-03-31".parse().ok();
    });
    line(5, &|given| given.answer = rated(1));
    line(6, &|given| *given = Given::nothing());
    line(7, &|given| given.answer = rated(2));
    line(8, &|given| given.answer = rated(3));
    lines
}

#[test]
fn answers_are_typed_in_german() {
    edit("de-DE", "31.03.2026");
}

#[test]
fn answers_are_typed_in_american() {
    edit("en-US", "3/31/2026");
}
