//! The look of a workbook: greys, one accent for what is to be filled in, and a soft warning.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const INK: Color = Color::RGB(0x1F2933);
const QUIET: Color = Color::RGB(0x616E7C);
const LINE: Color = Color::RGB(0xD5DAE0);
const HEAD: Color = Color::RGB(0xE4E7EB);
const LOCKED: Color = Color::RGB(0xF5F7F9);
pub(crate) const ACCENT: Color = Color::RGB(0x1F4E79);
const WARN: Color = Color::RGB(0xFCE8CF);

/// Formats of cells.
pub(crate) struct Looks {
    pub(crate) title: Format,
    pub(crate) quiet: Format,
    pub(crate) section: Format,
    pub(crate) plain: Format,
    pub(crate) strong: Format,
    pub(crate) number: Format,
    pub(crate) link: Format,
    pub(crate) head: Format,
    pub(crate) head_number: Format,
    pub(crate) head_edit: Format,
    pub(crate) shown: Format,
    pub(crate) shown_strong: Format,
    pub(crate) edit: Format,
    pub(crate) edit_answer: Format,
    pub(crate) edit_date: Format,
    pub(crate) warn: Format,
}

impl Looks {
    pub(crate) fn new() -> Self {
        let base = Format::new().set_font_name("Arial").set_font_size(9).set_font_color(INK);
        let top = base.clone().set_align(FormatAlign::Top);
        let cell = top.clone().set_text_wrap().set_border(FormatBorder::Thin).set_border_color(LINE);
        // `@` keeps what is typed as text: `2-4` is no day.
        let shown = cell.clone().set_background_color(LOCKED).set_num_format("@");
        let head = cell.clone().set_bold().set_align(FormatAlign::VerticalCenter);
        let open = cell.clone().set_unlocked();
        Self {
            title: base.clone().set_font_size(16).set_bold(),
            quiet: base.clone().set_font_color(QUIET),
            section: base.clone().set_font_size(12).set_bold().set_font_color(ACCENT),
            plain: top.clone().set_text_wrap(),
            strong: top.clone().set_bold().set_text_wrap(),
            number: cell.clone().set_align(FormatAlign::Right),
            link: cell.clone().set_font_color(ACCENT),
            head: head.clone().set_background_color(HEAD),
            head_number: head.clone().set_background_color(HEAD).set_align(FormatAlign::Right),
            head_edit: head.set_background_color(ACCENT).set_font_color(Color::White),
            shown_strong: shown.clone().set_bold(),
            shown,
            edit: open.clone().set_num_format("@"),
            edit_answer: open.clone().set_bold(),
            edit_date: open.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            warn: Format::new().set_background_color(WARN),
        }
    }
}
