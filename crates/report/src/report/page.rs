//! A story as one self-contained page that prints well: no script, and nothing from elsewhere.

use askama::Template;
use base64::Engine;

use crate::ReportError;
use crate::charts::profile::{self, Layout};
use crate::story::{Audience, Block, Drawn, Picture, Story};
use crate::text::day;

const STYLE: &str = concat!(
    include_str!("../../templates/tokens.css"),
    include_str!("../../templates/chart.css"),
    include_str!("../../templates/story.css")
);

/// What an organisation puts in place of ours.
#[derive(Debug, Clone, Default)]
pub struct Looks {
    /// Its logo.
    pub logo: Option<Logo>,
    /// A style sheet that comes after ours.
    pub style: String,
}

/// A picture to be placed as it is.
#[derive(Debug, Clone)]
pub struct Logo {
    /// `image/png` or `image/svg+xml`.
    kind: &'static str,
    bytes: Vec<u8>,
}

impl Logo {
    /// Largest logo, in bytes.
    pub const LARGEST: usize = 512 << 10;

    /// A PNG or an SVG; nothing when it is neither, or too large. As an image of a page an SVG runs no script and asks
    /// for nothing.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        let svg = || std::str::from_utf8(&bytes).is_ok_and(|text| text.contains("<svg"));
        let kind = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            "image/png"
        } else if svg() {
            "image/svg+xml"
        } else {
            return None;
        };
        (bytes.len() <= Self::LARGEST).then_some(Self { kind, bytes })
    }

    fn address(&self) -> String {
        let data = base64::engine::general_purpose::STANDARD.encode(&self.bytes);
        format!("data:{};base64,{data}", self.kind)
    }
}

/// The whole report as one HTML file.
pub(super) fn page(story: &Story, looks: &Looks) -> Result<String, ReportError> {
    let page = Page {
        style: STYLE,
        // A style sheet cannot end the element that it stands in.
        own_style: looks.style.replace("</", "<\\/"),
        logo: looks.logo.as_ref().map(Logo::address),
        one_page: story.audience == Audience::Board,
        as_of: day(story.as_of),
        story,
    };
    Ok(page.render()?)
}

/// Draws what a picture shows.
fn drawn(picture: &Picture) -> Result<String, ReportError> {
    match &picture.drawn {
        Drawn::Profile(rows) => profile::draw(rows, Layout::wide()),
    }
}

/// What the template places.
#[derive(Template)]
#[template(path = "story.html")]
struct Page<'a> {
    style: &'static str,
    own_style: String,
    logo: Option<String>,
    one_page: bool,
    as_of: String,
    story: &'a Story,
}

impl Page<'_> {
    /// The picture as SVG; where it cannot be drawn its table is enough.
    fn svg(&self, picture: &Picture) -> String {
        drawn(picture).unwrap_or_default()
    }

    fn class(&self, figures: &[usize], column: &usize) -> &'static str {
        if figures.contains(column) { "figure" } else { "" }
    }

    /// The same for a cell; one of a word or two is not broken.
    fn class_of(&self, figures: &[usize], column: &usize, cell: &str) -> &'static str {
        match (figures.contains(column), cell.chars().count() <= 12) {
            (true, _) => "figure",
            (false, true) => "short",
            (false, false) => "",
        }
    }
}
