//! What the codes of a font mean, and how wide they are.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Object};

/// Bytes of a table of letters when unpacked, and widths that are kept of a font.
const TABLE: usize = 1 << 20;
const WIDTHS: usize = 70_000;

/// A width where none is stated, in thousandths of the size.
const USUAL: f32 = 500.0;

/// A font as far as text needs it.
pub(super) struct Font<'d> {
    /// None where nothing says which letters its codes are.
    encoding: Option<Encoding<'d>>,
    widths: BTreeMap<u16, f32>,
    usual: f32,
    /// Whether a code has two bytes.
    wide: bool,
}

impl<'d> Font<'d> {
    /// A font; `plain` is the same without its own encoding, which a table of letters is better than.
    pub(super) fn of(document: &'d Document, font: &'d Dictionary, plain: &'d Dictionary) -> Self {
        let wide = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let told = font.get_deref(b"ToUnicode", document).is_ok();
        let from = if told { plain } else { font };
        let named =
            matches!(font.get(b"Encoding").and_then(Object::as_name), Ok(name) if !name.starts_with(b"Identity"));
        let readable = told || !wide || named;
        let encoding = readable.then(|| from.get_font_encoding_with_limit(document, TABLE).ok()).flatten();
        let mut own = Self { encoding, widths: BTreeMap::new(), usual: USUAL, wide };
        if wide {
            own.wide_widths(document, font)
        } else {
            own.widths(document, font)
        }
        own
    }

    fn widths(&mut self, document: &Document, font: &Dictionary) {
        let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
        let Ok(widths) = font.get_deref(b"Widths", document).and_then(Object::as_array) else { return };
        for (at, width) in widths.iter().take(256).enumerate() {
            let code = i64::try_from(at).ok().and_then(|at| u16::try_from(first.saturating_add(at)).ok());
            let width = document.dereference(width).and_then(|(_, width)| width.as_float());
            self.widths.extend(code.zip(width.ok().filter(|width| *width > 0.0)));
        }
    }

    /// `[first [w w w] first last w]`
    fn wide_widths(&mut self, document: &Document, font: &Dictionary) {
        let below =
            font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok().and_then(|all| all.first());
        let below = below.and_then(|one| document.dereference(one).ok()).and_then(|(_, one)| one.as_dict().ok());
        let Some(below) = below else { return };
        self.usual = below.get_deref(b"DW", document).and_then(Object::as_float).unwrap_or(1000.0);
        let Ok(widths) = below.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let (mut rest, mut told) = (widths.as_slice(), 0);
        while let [first, second, after @ ..] = rest {
            let Some(first) = code(first).filter(|_| told < WIDTHS) else { return };
            rest = after;
            let second = document.dereference(second).map_or(second, |(_, second)| second);
            if let Ok(each) = second.as_array() {
                let codes = first..=u16::MAX;
                told += each.len();
                self.widths.extend(codes.zip(each.iter().map(|width| width.as_float().unwrap_or(self.usual))));
            } else if let (Some(last), [width, after @ ..]) = (code(second), rest) {
                let width = width.as_float().unwrap_or(self.usual);
                told += usize::from(last.saturating_sub(first));
                self.widths.extend((first..=last).map(|code| (code, width)));
                rest = after;
            } else {
                return;
            }
        }
    }

    /// The letters of a string; none where they cannot be told.
    pub(super) fn letters(&self, bytes: &[u8]) -> Option<String> {
        self.encoding.as_ref()?.bytes_to_string(bytes).ok()
    }

    /// How wide a string is at size 1, without what is put between letters; how many codes it has; and how many of them are
    /// spaces of one byte.
    pub(super) fn width(&self, bytes: &[u8]) -> (f32, usize, usize) {
        let of = |code: u16| self.widths.get(&code).copied().unwrap_or(self.usual) / 1000.0;
        if self.wide {
            let codes = bytes.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]]));
            return (codes.clone().map(of).sum(), codes.count(), 0);
        }
        let spaces = bytes.iter().filter(|byte| **byte == b' ').count();
        (bytes.iter().map(|byte| of(u16::from(*byte))).sum(), bytes.len(), spaces)
    }
}

fn code(object: &Object) -> Option<u16> {
    object.as_i64().ok().and_then(|code| u16::try_from(code).ok())
}
