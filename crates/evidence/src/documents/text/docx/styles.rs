//! Which styles are headings: ids of styles are words of the language in which the document was written, names are not.

use std::collections::BTreeMap;

use super::{Xml, attribute, walk};

/// Styles that others are based on, one after the other.
const HOPS: usize = 10;
const STYLES: usize = 10_000;

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

#[derive(Default)]
struct Style {
    name: String,
    based_on: String,
    outline: Option<u8>,
}

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    Title,
    /// A heading with its level, from 1.
    Heading(u8),
}

pub(super) fn read(text: &str) -> Result<Styles, String> {
    let mut styles = BTreeMap::new();
    let mut open: Option<(String, Style)> = None;
    walk(text, &mut |event| {
        match event {
            Xml::Start(start) => {
                let value = || attribute(start, "val").unwrap_or_default();
                match (start.local_name().into_inner(), &mut open) {
                    ("style", _) => open = attribute(start, "styleId").map(|id| (id, Style::default())),
                    ("name", Some((_, style))) => style.name = value().to_lowercase(),
                    ("basedOn", Some((_, style))) => style.based_on = value(),
                    ("outlineLvl", Some((_, style))) => style.outline = value().parse().ok(),
                    _ => {}
                }
            }
            Xml::End("style") => {
                styles.extend(open.take());
                if styles.len() > STYLES {
                    return Err(format!("it has more than {STYLES} styles"));
                }
            }
            Xml::End(_) | Xml::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(Styles(styles))
}

impl Styles {
    /// What a style of this id makes of a paragraph.
    pub(super) fn rank(&self, id: &str) -> Option<Rank> {
        let mut id = id;
        for _ in 0..HOPS {
            let Some(style) = self.0.get(id) else { return named(&id.to_lowercase()) };
            if let Some(rank) = named(&style.name).or_else(|| style.outline.and_then(level)) {
                return Some(rank);
            }
            id = &style.based_on;
        }
        None
    }
}

/// The level of an outline, which counts from 0 and has nine for text.
pub(super) fn level(outline: u8) -> Option<Rank> {
    (outline < 9).then(|| Rank::Heading(outline + 1))
}

fn named(name: &str) -> Option<Rank> {
    if name == "title" {
        return Some(Rank::Title);
    }
    name.strip_prefix("heading")?.trim().parse().ok().filter(|level| (1..=9).contains(level)).map(Rank::Heading)
}
