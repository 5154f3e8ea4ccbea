//! The same in every format, and what cannot be read says why.

#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};

use osmm_maturity::observation::{Candidate, Verdict};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::*;
use crate::documents::{CONSUMPTION, observe, wants};
use crate::facts::{Facts, Want};
use crate::finding::Finding;

macro_rules! policy {
    ($ending:literal) => {
        (
            concat!("policies/policy.", $ending),
            include_bytes!(concat!("../../../tests/evidence/files/documents/policy.", $ending)),
        )
    };
}

const POLICIES: &[(&str, &[u8])] =
    &[policy!("md"), policy!("adoc"), policy!("rst"), policy!("html"), policy!("docx"), policy!("pdf")];

fn content(path: &str, bytes: &[u8]) -> Content {
    if is_packed(path) {
        Content::Bytes(bytes.to_vec())
    } else {
        Content::Text(String::from_utf8_lossy(bytes).into_owned())
    }
}

fn observed(path: &str, bytes: &[u8]) -> Finding {
    observe(&Facts::holding([(path, content(path, bytes))]), &CONSUMPTION)
}

#[test]
fn the_same_policy_is_the_same_finding_in_every_format() {
    let found = |path: &str, bytes: &[u8]| -> Candidate {
        let finding = observed(path, bytes);
        assert_eq!(finding.verdict, Verdict::Seen, "{path}: {:?}", Text::of(path, &content(path, bytes)));
        finding.candidates[0].clone()
    };
    let (path, bytes) = POLICIES[0];
    let first = found(path, bytes);
    insta::assert_json_snapshot!(first);
    for (path, bytes) in POLICIES {
        let other = found(path, bytes);
        assert_eq!(other.document, first.document, "{path}");
        assert_eq!(other.passage, first.passage, "{path}");
    }
    let places: Vec<String> =
        POLICIES.iter().map(|(path, bytes)| format!("{:?}", found(path, bytes).at.unwrap())).collect();
    assert_eq!(places.join(" "), "Line(25) Line(36) Line(41) Line(17) Paragraph(20) Page(1)");
}

/// A package of these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

fn docx(body: &str) -> Vec<u8> {
    package(&[("word/document.xml", &document(body))])
}

fn paragraph(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn styles_are_known_by_their_names_and_margins_hold_keys() {
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:styleId=\"Mein\"><w:name w:val=\"Mein\"/><w:basedOn w:val=\"berschrift1\"/></w:style></w:styles>";
    let body = format!(
        "{}{}<w:p><w:r><w:t>a &amp; b</w:t><w:br/><w:t>c</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r></w:p>\
        <w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>",
        paragraph("Kopf", "Richtlinie"),
        paragraph("Mein", "Zweck")
    );
    let footer = format!("<w:ftr xmlns:w=\"w\">{}</w:ftr>", paragraph("", "Version: 3.0"));
    let parts =
        [("word/document.xml", document(&body)), ("word/styles.xml", styles.into()), ("word/footer1.xml", footer)];
    let bytes = package(&parts.each_ref().map(|(name, text)| (*name, text.as_str())));
    let text = Text::of("a.docx", &Content::Bytes(bytes)).unwrap();
    let shown =
        |lines: &[Line]| lines.iter().map(|line| format!("{} {}", line.at, line.text)).collect::<Vec<_>>().join(", ");
    assert_eq!(shown(&text.headings), "2 Zweck");
    assert_eq!(shown(&text.lines), "1 Richtlinie, 3 a & b, 3 c");
    assert_eq!(text.pairs, [("version".to_owned(), "3.0".to_owned())]);
}

fn refused(path: &str, bytes: Vec<u8>) -> String {
    Text::of(path, &Content::Bytes(bytes)).unwrap_err()
}

#[test]
fn hostile_and_damaged_documents_say_why_they_were_not_read() {
    let refused = |bytes| refused("policies/a.docx", bytes);
    let bomb = docx(&" ".repeat(33 << 20));
    assert!(bomb.len() < 100_000);
    assert_eq!(refused(bomb), "it is larger than 32 MiB when unpacked");
    let entities = "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w>&b;</w>";
    assert_eq!(refused(package(&[("word/document.xml", entities)])), "it has a document type, which is not read");
    assert_eq!(refused(docx("&b;")), "it uses an entity that is not known");
    assert_eq!(refused(docx(&"<w:p>".repeat(1000))), "its elements are nested too deeply");
    assert_eq!(refused(docx(&"<w:p/>".repeat(60_000))), "it has more than 50000 paragraphs");
    assert_eq!(
        refused(vec![0xd0, 0xcf, 0x11, 0xe0, 0]),
        "it is protected with a password, or in an old format; save it as DOCX without a password"
    );
    let whole = POLICIES[4].1;
    for length in [0, 100, whole.len() / 2, whole.len() - 10] {
        assert_eq!(refused(whole[..length].to_vec()), "it is damaged, or no text document (DOCX)");
    }
    assert_eq!(refused(package(&[("xl/workbook.xml", "<a/>")])), "it is damaged, or no text document (DOCX)");
}

/// A PDF of one page with this content, and with more in its trailer.
fn pdf(content: &[u8], entries: &str, trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    let objects: [Vec<u8>; 5] = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>".to_vec(),
        [format!("<< /Length {} {entries} >>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", number + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let from = out.len();
    out.extend(b"xref\n0 6\n0000000000 65535 f \n");
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    out.extend(format!("trailer\n<< /Size 6 /Root 1 0 R {trailer} >>\nstartxref\n{from}\n%%EOF\n").bytes());
    out
}

#[test]
fn lines_of_a_page_are_put_together_from_where_letters_stand() {
    let content = b"BT /F 20 Tf 50 700 Td (Open Source) Tj 0 -24 Td (Policy) Tj ET \
        BT /F 10 Tf 50 600 Td (Owner) Tj 200 0 Td (OSPO) Tj ET \
        BT /F 10 Tf 1 0 0 1 50 560 Tm [(Every one must ) -20 (be) -400 (app) 10 (roved)] TJ 0 -12 Td (before it is used.) Tj ET";
    let text = Text::of("a.pdf", &Content::Bytes(pdf(content, "", ""))).unwrap();
    assert_eq!(text.title.as_ref().unwrap().text, "Open Source Policy");
    assert_eq!(text.pairs, [("owner".to_owned(), "OSPO".to_owned())]);
    let lines: Vec<&str> = text.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(lines, ["Owner OSPO", "Every one must be approved", "before it is used."]);
    assert!(text.lines[2].continues && !text.lines[1].continues);
    assert_eq!(text.place(&text.lines[1]), Place::Page(1));
}

#[test]
fn hostile_and_scanned_pages_say_why_they_were_not_read() {
    let refused = |bytes| refused("policies/a.pdf", bytes);
    assert_eq!(refused(pdf(b"q /I Do Q", "", "")), "there is no text in it, it may be a scan");
    for name in ["/Encrypt", "/#45ncrypt"] {
        let trailer = format!("{name} << /Filter /Standard /V 1 /R 2 >>");
        assert!(refused(pdf(b"", "", &trailer)).starts_with("it is encrypted"));
    }
    let mut blank = lopdf::Stream::new(lopdf::Dictionary::new(), vec![b' '; 40 << 20]);
    blank.compress().unwrap();
    let zeros = blank.content;
    let too_large = "what it holds is larger than the limits when unpacked";
    assert_eq!(refused(pdf(&zeros, "/Filter /FlateDecode", "")), too_large);
    assert_eq!(refused(pdf(&zeros, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", "")), too_large);
    assert_eq!(refused(b"%PDF-1.7".to_vec()), "it is damaged, or no PDF");
    assert_eq!(refused(b"<html>".to_vec()), "it is damaged, or no PDF");
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Text::of("a.pdf", &Content::Bytes(pdf(nested.as_bytes(), "", &format!("/X {nested}")))).is_err());
    let whole = POLICIES[5].1;
    for length in [100, whole.len() / 2, whole.len() * 9 / 10] {
        assert!(Text::of("a.pdf", &Content::Bytes(whole[..length].to_vec())).is_err(), "{length}");
    }
}

#[test]
fn what_was_not_read_is_never_absent() {
    use crate::signals::{ALL, judge};
    let signal = ALL.iter().find(|signal| signal.id == "policy-consumption").unwrap();
    let verdict = |path, bytes: &[u8]| judge(signal, &Facts::holding([(path, content(path, bytes))]));
    let scan = pdf(b"q /I Do Q", "", "");
    let reason = "policies/a.pdf: there is no text in it, it may be a scan".to_owned();
    assert_eq!(verdict("policies/a.pdf", &scan).verdict, Verdict::CouldNotLook { reason });
    assert_eq!(verdict("docs/a.docx", b"PK").verdict, Verdict::NotSeen);
    assert!(verdict("docs/a.docx", b"PK").partial.unwrap().contains("docs/a.docx: it is damaged"));
}

#[test]
fn a_pdf_is_opened_where_its_path_speaks_for_a_policy() {
    use crate::facts::{Entry, EntryKind};
    let want = |path: &str| wants(&Entry::new(path.into(), String::new(), EntryKind::File));
    assert_eq!(want("docs/data-sheet.pdf"), Want::No);
    for path in ["docs/OSS-Richtlinie.pdf", "policies/a.pdf", "docs/notes.docx"] {
        assert_ne!(want(path), Want::No, "{path}");
    }
    assert_eq!(want("vendor/x/policy.docx"), Want::No);
}

/// Takes moments; a reading that goes over the text once per line would not come to an end.
#[test]
fn long_documents_cost_no_more_than_their_length() {
    for (path, bytes) in &POLICIES[..4] {
        for more in ["word\n", "|a\n", "<td>\n", "* a\n", "+-\n", "a: b. C\n"] {
            let long = [*bytes, b"\n", more.repeat(100_000).as_bytes()].concat();
            assert_eq!(observed(path, &long).verdict, Verdict::Seen, "{path} {more}");
        }
    }
}

/// Pieces that readers of markup trip over.
const PIECES: &[&str] = &[
    "\n",
    "= T",
    "==",
    "===",
    "|===",
    "|",
    "a|",
    "[cols=\"1,2\"]",
    "[cols=9*]",
    ":a: b",
    "::",
    "////",
    "----",
    "* ",
    ". ",
    "<<a,b>>",
    "link:x[y",
    "https://x[",
    ".. note::",
    ".. list-table::",
    "   * - a",
    "     - b",
    "+--+",
    "|é|",
    "`a <b>`_",
    "==  ==",
    "é",
    "ß",
    "\t",
    "   ",
    "<h1>",
    "</h1>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<title>",
    "<svg>",
    "</svg>",
    "<nav",
    ">",
    "<!--",
    "&amp;",
    "&#x",
    "<dt>",
    "<dd>",
    "<meta name=version content=1>",
    "word",
    "v1, 2",
    "\u{1F600}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_reader_panic(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..80)) {
        let text: String = pieces.concat();
        for name in ["a.md", "a.adoc", "a.rst", "a.html"] {
            let read = Text::of(name, &Content::Text(text.clone())).unwrap();
            let lines = u32::try_from(text.lines().count().max(1)).unwrap();
            prop_assert!(read.lines.iter().chain(&read.headings).all(|line| (1..=lines).contains(&line.at)));
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(at in 0_usize..30_000, byte: u8, cut in 0_usize..30_000) {
        for (path, whole) in &POLICIES[4..] {
            let mut bytes = whole.to_vec();
            let length = bytes.len();
            bytes[at % length] = byte;
            bytes.truncate(length - if cut % 3 == 0 { cut % length } else { 0 });
            let read = Text::of(path, &Content::Bytes(bytes));
            prop_assert!(read.err().is_none_or(|why| !why.contains("internal error")));
        }
    }
}
