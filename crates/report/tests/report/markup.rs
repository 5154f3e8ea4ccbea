//! A small reader of our own pages: enough to find unbalanced tags, repeated ids and outside references.

/// A start tag with its attributes.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// Where its content starts.
    pub(crate) at: usize,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

const VOID: [&str; 4] = ["meta", "br", "col", "!doctype"];

/// All start tags; panics on tags that do not balance, on bare `<` and on odd attributes.
pub(crate) fn tags(page: &str) -> Vec<Tag> {
    let (mut open, mut found, mut at): (Vec<String>, Vec<Tag>, usize) = (Vec::new(), Vec::new(), 0);
    while let Some(start) = page[at..].find('<').map(|i| at + i) {
        let end = end_of(page, start);
        let inner = &page[start + 1..end];
        at = end + 1;
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closing tag at {}", &page[start.saturating_sub(80)..end]);
            continue;
        }
        let tag = read(inner.trim_end_matches('/'), at);
        assert!(
            tag.name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!'),
            "bare < in {}",
            &page[start.saturating_sub(80)..end]
        );
        if !inner.ends_with('/') && !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        if tag.name == "style" {
            at += page[at..].find("</style>").expect("style ends");
        }
        found.push(tag);
    }
    assert!(open.is_empty(), "left open: {open:?}");
    found
}

fn end_of(page: &str, start: usize) -> usize {
    let mut quoted = false;
    for (i, c) in page[start..].char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return start + i,
            _ => {}
        }
    }
    panic!("a tag does not end: {}", &page[start..page.len().min(start + 80)]);
}

fn read(inner: &str, at: usize) -> Tag {
    let (name, rest) = inner.split_once([' ', '\n']).unwrap_or((inner, ""));
    let mut attributes = Vec::new();
    let mut rest = rest.trim();
    while !rest.is_empty() {
        let stop = rest.find(['=', ' ']).unwrap_or(rest.len());
        let key = rest[..stop].to_owned();
        assert!(key.chars().all(|c| c.is_ascii_alphabetic() || c == '-'), "odd attribute `{key}` in <{inner}>");
        rest = &rest[stop..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').expect("an attribute ends");
            value = quoted[..close].to_owned();
            rest = &quoted[close + 1..];
        }
        attributes.push((key, value));
        rest = rest.trim_start();
    }
    Tag { name: name.to_lowercase(), attributes, at }
}

/// The text of a page without tags and style, white space collapsed.
pub(crate) fn text(page: &str) -> String {
    let (mut out, mut rest) = (String::new(), page);
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let end = end_of(rest, start);
        let skip = if rest[start..].starts_with("<style") { rest.find("</style>") } else { None };
        let inline = ["<bdi", "</bdi", "<b>", "</b", "<code", "</code", "<strong", "</strong"];
        if !inline.iter().any(|i| rest[start..].starts_with(i)) {
            out.push(' ');
        }
        rest = &rest[skip.map_or(end + 1, |s| s + "</style>".len())..];
    }
    out.push_str(rest);
    out.replace("&#39;", "'").split_whitespace().collect::<Vec<_>>().join(" ")
}
