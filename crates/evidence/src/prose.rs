//! What a document says to a reader: its text without markup, headings, badges and comments.

/// The lines that hold text, with their numbers from 1.
pub(crate) fn lines(text: &str) -> Vec<(u32, String)> {
    let mut kept = Vec::new();
    let mut comment = false;
    for (number, line) in text.lines().enumerate() {
        let mut line = line.trim();
        if comment {
            match line.split_once("-->") {
                Some((_, after)) => (comment, line) = (false, after.trim()),
                None => continue,
            }
        }
        let mut without = String::new();
        while let Some((before, after)) = line.split_once("<!--") {
            without.push_str(before);
            match after.split_once("-->") {
                Some((_, rest)) => line = rest,
                None => (comment, line) = (true, ""),
            }
        }
        without.push_str(line);
        let plain = plain(&without);
        if !plain.is_empty() && !is_heading(&without) {
            kept.push((u32::try_from(number + 1).unwrap_or(u32::MAX), plain));
        }
    }
    kept
}

/// Characters of text without headings and markup.
pub(crate) fn length(text: &str) -> usize {
    lines(text).iter().map(|(_, line)| line.chars().count()).sum()
}

/// The first line with something in it.
pub(crate) fn first_line(text: &str) -> Option<u32> {
    let at = text.lines().position(|line| !line.trim().is_empty())?;
    u32::try_from(at + 1).ok()
}

/// The first line, in lower case, that holds one of these words.
pub(crate) fn line_with(text: &str, words: &[&str]) -> Option<u32> {
    let at = text.lines().position(|line| {
        let lower = line.to_lowercase();
        words.iter().any(|word| lower.contains(word))
    })?;
    u32::try_from(at + 1).ok()
}

/// Whether there is something that looks like an e-mail address.
pub(crate) fn has_address(text: &str) -> bool {
    let ends_a_word = |c: char| c.is_whitespace() || "<>()[]\"'`,;|".contains(c);
    text.split(ends_a_word).any(|word| {
        let word = word.trim_start_matches("mailto:").trim_end_matches('.');
        let Some((user, host)) = word.split_once('@') else {
            return false;
        };
        let last = host.rsplit_once('.').map_or("", |(_, last)| last);
        let letters = last.len() >= 2 && last.chars().all(char::is_alphabetic);
        !user.is_empty() && !user.contains('/') && !host.contains(['@', '/']) && letters
    })
}

/// Whether there is a web address.
pub(crate) fn has_link(text: &str) -> bool {
    text.contains("https://") || text.contains("http://")
}

/// Whether there is a web address or a Markdown link to another document. Images, and the links of badges, lead to none.
pub(crate) fn points_elsewhere(text: &str) -> bool {
    text.lines().map(without_images).any(|line| has_link(&line) || line.contains("](") || line.contains(".md"))
}

/// A line without images, and without the links that have nothing but an image to press.
fn without_images(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, image)) = rest.split_once("![") {
        let linked = before.strip_suffix('[');
        out.push_str(linked.unwrap_or(before));
        rest = image.split_once(')').map_or("", |(_, after)| after);
        if let Some(target) = rest.strip_prefix("](").filter(|_| linked.is_some()) {
            rest = target.split_once(')').map_or("", |(_, after)| after);
        }
    }
    out.push_str(rest);
    out
}

/// A heading and what stands below it, up to the next one.
pub(crate) struct Section<'t> {
    /// Line of the heading, from 1.
    pub(crate) line: u32,
    /// Lower case, without signs.
    pub(crate) heading: String,
    pub(crate) body: Vec<&'t str>,
}

/// The sections of a text in Markdown, AsciiDoc or reStructuredText; what comes before the first heading is in none.
pub(crate) fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut code = false;
    let mut lines = text.lines().zip(1_u32..).peekable();
    while let Some((line, number)) = lines.next() {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        let underlined = lines.peek().is_some_and(|(next, _)| is_underline(next)) && !line.trim().is_empty();
        let signed = line.trim_start_matches(['#', '=']).starts_with(' ') && !line.starts_with(' ');
        if !code && !fence && (signed || (underlined && !is_underline(line))) {
            let heading = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            sections.push(Section { line: number, heading, body: Vec::new() });
            if underlined {
                lines.next();
            }
        } else if let Some(section) = sections.last_mut() {
            section.body.push(line);
        }
    }
    sections
}

fn is_underline(line: &str) -> bool {
    let line = line.trim_end();
    line.len() >= 3 && ['=', '-', '~'].iter().any(|sign| line.chars().all(|c| c == *sign))
}

fn is_heading(line: &str) -> bool {
    let trimmed = line.trim();
    trimmed.starts_with('#') || (trimmed.starts_with('=') && trimmed.contains(' '))
}

/// How far the end of a link, an image or a tag is searched.
const FAR: usize = 1000;

/// A line without images, link targets, tags and emphasis; lines of rules become empty.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let skipped = bracketed(rest, "![", b')').or_else(|| bracketed(rest, "](", b')')).map(|(_, after)| after);
        if let Some(after) = skipped.or_else(|| tag(rest)) {
            rest = after;
            continue;
        }
        if !"*_`#>|=~[]".contains(c) {
            out.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    let out = out.trim();
    if out.chars().any(char::is_alphanumeric) { out.to_owned() } else { String::new() }
}

/// What stands between `open`, with which the text starts, and the next `close`; and what follows. The search ends
/// where another one opens, so that hostile text costs no more than its length.
fn bracketed<'a>(rest: &'a str, open: &str, close: u8) -> Option<(&'a str, &'a str)> {
    let inside = rest.strip_prefix(open)?;
    let first = open.as_bytes().first()?;
    let end = inside.bytes().take(FAR).position(|byte| byte == close || byte == *first)?;
    (inside.as_bytes()[end] == close).then(|| (&inside[..end], &inside[end + 1..]))
}

/// What follows an HTML tag; an address in angle brackets is text.
fn tag(rest: &str) -> Option<&str> {
    let (name, after) = bracketed(rest, "<", b'>')?;
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    (is_tag && !name.contains('@') && !name.contains("://") || name.contains("=\"")).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_counts() {
        assert_eq!(length("# Title\n\n![badge](https://x/y.svg)\n<!-- a\nlong comment -->\n---\n"), 0);
        assert_eq!(
            lines("a <b>word</b>\n\n* see [this](http://x)"),
            [(1, "a word".to_owned()), (3, "see this".to_owned())]
        );
    }

    #[test]
    fn sections_have_three_forms_of_headings_and_code_has_none() {
        let text = "intro\n# One #\na\n\nTwo\n===\nb\n\n== Three\nc\n```\n# no\n```\n---\n";
        let found = sections(text);
        let heads: Vec<(u32, &str)> = found.iter().map(|one| (one.line, one.heading.as_str())).collect();
        assert_eq!(heads, [(2, "one"), (5, "two"), (9, "three")]);
        assert_eq!(found[1].body, ["b", ""]);
    }

    #[test]
    fn badges_lead_to_no_document() {
        assert!(!points_elsewhere(
            "[![status](https://ci.example/status.svg)](https://ci.example)\n![map](map.png) text"
        ));
        for text in ["[![a](b)](c) see [d](e)", "![a](b) https://example.org", "[guide](docs/guide.md)"] {
            assert!(points_elsewhere(text), "{text}");
        }
    }

    #[test]
    fn addresses_are_told_from_handles() {
        assert!(has_address("write to <a.b@example.org>."));
        assert!(!has_address("uses: actions/checkout@v4.1 by @owner"));
    }
}
