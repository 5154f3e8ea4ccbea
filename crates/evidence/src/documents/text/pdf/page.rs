//! What a page shows: its operators, as far as text needs them.

use std::collections::HashMap;
use std::time::Instant;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;
use super::lines::{Piece, Shown, of_page};
use super::watched::too_long;
use super::{STREAM, too_large};

/// Bytes of all pages together when unpacked, and operators.
const UNPACKED: usize = 32 << 20;
const OPERATIONS: usize = 2_000_000;

/// Bytes of text of all pages together.
const TEXT: usize = 4 << 20;

/// Forms inside each other, and states that are put aside.
const FORMS: usize = 5;
const STATES: usize = 100;

type Matrix = [f32; 6];
const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `first`, then `second`.
fn then(first: Matrix, second: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = second;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// The lines of all pages, and how many letters could not be told.
pub(super) fn shown(document: &Document, pages: &[ObjectId], until: Instant) -> Result<(Vec<Shown>, usize), String> {
    let fonts = plain_fonts(document);
    let mut reading = Reading {
        document,
        plain: &fonts,
        fonts: HashMap::new(),
        until,
        unpacked: 0,
        operations: 0,
        text: 0,
        unknown: 0,
    };
    let mut lines = Vec::new();
    for (page, number) in pages.iter().zip(1_u32..) {
        let content = document.get_page_content_with_limit(*page, STREAM).map_err(|_| too_large())?;
        let (direct, referred) = document.get_page_resources(*page).unwrap_or_default();
        let referred = referred.iter().filter_map(|id| document.get_dictionary(*id).ok());
        let mut pieces = Vec::new();
        reading.content(&content, &direct.into_iter().chain(referred).collect::<Vec<_>>(), SAME, 0, &mut pieces)?;
        lines.extend(of_page(number, &pieces));
    }
    Ok((lines, reading.unknown))
}

/// Fonts with a table of letters, without their own encoding: the table knows better.
fn plain_fonts(document: &Document) -> HashMap<*const Dictionary, Dictionary> {
    let fonts = document.objects.values().filter_map(|object| object.as_dict().ok());
    let told = fonts.filter(|font| font.has_type(b"Font") && font.has(b"ToUnicode") && font.has(b"Encoding"));
    let plain = |font: &Dictionary| {
        let mut plain = font.clone();
        plain.remove(b"Encoding");
        (std::ptr::from_ref(font), plain)
    };
    told.map(plain).collect()
}

struct Reading<'d> {
    document: &'d Document,
    plain: &'d HashMap<*const Dictionary, Dictionary>,
    fonts: HashMap<*const Dictionary, Font<'d>>,
    until: Instant,
    unpacked: usize,
    operations: usize,
    text: usize,
    /// Bytes of which nothing says which letters they are.
    unknown: usize,
}

/// What operators set.
#[derive(Clone)]
struct State<'d> {
    page: Matrix,
    font: Option<&'d Dictionary>,
    size: f32,
    between_letters: f32,
    between_words: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// A content with its state.
struct Run<'d, 'r> {
    state: State<'d>,
    aside: Vec<State<'d>>,
    /// Where the next letter stands, and where the line began.
    at: Matrix,
    line: Matrix,
    resources: &'r [&'d Dictionary],
    depth: usize,
}

impl<'d> Reading<'d> {
    fn content(
        &mut self,
        content: &[u8],
        resources: &[&'d Dictionary],
        page: Matrix,
        depth: usize,
        pieces: &mut Vec<Piece>,
    ) -> Result<(), String> {
        self.unpacked += content.len();
        if self.unpacked > UNPACKED {
            return Err(too_large());
        }
        let state = State {
            page,
            font: None,
            size: 0.0,
            between_letters: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut run = Run { state, aside: Vec::new(), at: SAME, line: SAME, resources, depth };
        // What cannot be read of a page ends it; what comes before is shown, as by other readers.
        for operation in Content::decode_iter(content).map_while(Result::ok) {
            self.operations += 1;
            if self.operations > OPERATIONS || self.text > TEXT {
                return Err(too_large());
            }
            if Instant::now() > self.until {
                return Err(too_long());
            }
            self.operate(&mut run, &operation, pieces)?;
        }
        Ok(())
    }

    fn operate(&mut self, run: &mut Run<'d, '_>, operation: &Operation, pieces: &mut Vec<Piece>) -> Result<(), String> {
        let given = operation.operands.as_slice();
        let number = |at: usize| given.get(at).and_then(|n| n.as_float().ok()).unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" if run.aside.len() < STATES => run.aside.push(run.state.clone()),
            "Q" => run.state = run.aside.pop().unwrap_or_else(|| run.state.clone()),
            "cm" => run.state.page = then(matrix(given), run.state.page),
            "BT" => (run.at, run.line) = (SAME, SAME),
            "Tf" => {
                run.state.font = given.first().and_then(|name| self.resource(run.resources, b"Font", name));
                run.state.size = number(1);
            }
            "Tc" => run.state.between_letters = number(0),
            "Tw" => run.state.between_words = number(0),
            "Tz" => run.state.stretch = number(0) / 100.0,
            "TL" => run.state.leading = number(0),
            "Ts" => run.state.rise = number(0),
            "Td" => run.step(number(0), number(1)),
            "TD" => {
                run.state.leading = -number(1);
                run.step(number(0), number(1));
            }
            "Tm" => (run.at, run.line) = (matrix(given), matrix(given)),
            "T*" => run.step(0.0, -run.state.leading),
            "Tj" => self.show(run, given, pieces),
            "TJ" => {
                self.show(run, given.first().and_then(|all| all.as_array().ok()).map_or(&[], Vec::as_slice), pieces)
            }
            "'" | "\"" => {
                if let [words, letters, _] = given {
                    run.state.between_words = words.as_float().unwrap_or(0.0);
                    run.state.between_letters = letters.as_float().unwrap_or(0.0);
                }
                run.step(0.0, -run.state.leading);
                self.show(run, given.last().map_or(&[], std::slice::from_ref), pieces);
            }
            "Do" if run.depth < FORMS => self.form(run, given, pieces)?,
            _ => {}
        }
        Ok(())
    }

    /// A dictionary of this kind and name.
    fn resource(&self, resources: &[&'d Dictionary], kind: &[u8], name: &Object) -> Option<&'d Dictionary> {
        let name = name.as_name().ok()?;
        let one = |all: &&'d Dictionary| {
            let kind = all.get_deref(kind, self.document).and_then(Object::as_dict).ok()?;
            kind.get_deref(name, self.document).and_then(Object::as_dict).ok()
        };
        resources.iter().find_map(one)
    }

    /// A form is a content of its own on a page.
    fn form(&mut self, run: &Run<'d, '_>, given: &[Object], pieces: &mut Vec<Piece>) -> Result<(), String> {
        let Some(name) = given.first().and_then(|name| name.as_name().ok()) else { return Ok(()) };
        let one = |all: &&'d Dictionary| {
            let forms = all.get_deref(b"XObject", self.document).and_then(Object::as_dict).ok()?;
            forms.get_deref(name, self.document).and_then(Object::as_stream).ok()
        };
        let Some(form) = run.resources.iter().find_map(one) else { return Ok(()) };
        if !form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form") {
            return Ok(());
        }
        let Ok(content) = form.get_plain_content_with_limit(STREAM) else { return Err(too_large()) };
        let own = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let resources: Vec<&Dictionary> = own.into_iter().chain(run.resources.iter().copied().take(1)).collect();
        let placed = form.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array);
        let page = placed.map_or(run.state.page, |placed| then(matrix(placed), run.state.page));
        self.content(&content, &resources, page, run.depth + 1, pieces)
    }

    /// Strings, and numbers that move what follows.
    fn show(&mut self, run: &mut Run<'d, '_>, parts: &[Object], pieces: &mut Vec<Piece>) {
        let Some(font) = run.state.font else { return };
        let (document, plain) = (self.document, self.plain);
        let read = || Font::of(document, font, plain.get(&std::ptr::from_ref(font)).unwrap_or(font));
        let font = self.fonts.entry(std::ptr::from_ref(font)).or_insert_with(read);
        let mut text = String::new();
        let begin = run.placed();
        for part in parts {
            if let Object::String(bytes, _) = part {
                let (width, codes, spaces) = font.width(bytes);
                match font.letters(bytes) {
                    Some(letters) => text.push_str(&letters),
                    None => self.unknown += codes,
                }
                run.forward(width, codes, spaces);
            } else if let Ok(back) = part.as_float() {
                if back < -180.0 && !text.ends_with(' ') {
                    text.push(' ');
                }
                run.forward(-back / 1000.0, 0, 0);
            }
        }
        let end = run.placed();
        let (c, d) = (begin[2], begin[3]);
        self.text += text.len();
        let size = run.state.size.abs() * c.hypot(d);
        pieces.push(Piece { x: begin[4], y: begin[5], end: end[4], size, text });
    }
}

impl Run<'_, '_> {
    /// Where the next letter stands on the page.
    fn placed(&self) -> Matrix {
        then(then([1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise], self.at), self.state.page)
    }

    fn step(&mut self, x: f32, y: f32) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.at = self.line;
    }

    fn forward(&mut self, width: f32, codes: usize, spaces: usize) {
        let many = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
        let State { size, between_letters, between_words, stretch, .. } = self.state;
        let x = (width * size + many(codes) * between_letters + many(spaces) * between_words) * stretch;
        self.at = then([1.0, 0.0, 0.0, 1.0, x, 0.0], self.at);
    }
}

fn matrix(given: &[Object]) -> Matrix {
    let number = |at: usize| given.get(at).and_then(|n| n.as_float().ok()).unwrap_or(0.0);
    [number(0), number(1), number(2), number(3), number(4), number(5)]
}
