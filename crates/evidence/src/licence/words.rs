//! A text as runs of three words, free of everything that does not make a licence: case, punctuation, markup,
//! list marks, addresses, and lines of copyright.

/// A run of three words, as a hash, with how often it occurs.
pub(super) type Run = (u32, u16);

/// The runs of a text, sorted by hash.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let words = words(text);
    let mut hashes: Vec<u32> = words.windows(3).map(hash).collect();
    hashes.sort_unstable();
    let mut runs: Vec<Run> = Vec::with_capacity(hashes.len());
    for hash in hashes {
        match runs.last_mut() {
            Some((last, times)) if *last == hash => *times = times.saturating_add(1),
            _ => runs.push((hash, 1)),
        }
    }
    runs
}

/// How many words count in a text.
pub(super) fn count(text: &str) -> usize {
    words(text).len()
}

/// FNV-1a over words of which each is already a hash.
fn hash(words: &[u64]) -> u32 {
    let mixed = words
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, word| (sum ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(17));
    #[expect(clippy::cast_possible_truncation, reason = "the lower half of a hash is a hash")]
    let low = (mixed ^ (mixed >> 32)) as u32;
    low
}

/// The words that count, each as a hash.
fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    for line in text.lines() {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != '©' && c != '<');
        if is_copyright(line) {
            continue;
        }
        let line = without_list_mark(line);
        line_words(line, &mut words);
    }
    words
}

fn is_copyright(line: &str) -> bool {
    // Most lines begin otherwise, and need not be copied.
    if !line.starts_with(['c', 'C', 'p', 'P', 'a', 'A', '(', '©', '<']) {
        return false;
    }
    let start: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
    let start = start.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != '©');
    let about =
        ["copyright (c)", "copyright ©", "copyright:", "(c) ", "© ", "portions copyright", "all rights reserved"];
    if about.iter().any(|begin| start.starts_with(begin)) {
        return true;
    }
    // "Copyright 2020 …", "Copyright <year> …", but not "copyright notice".
    start.strip_prefix("copyright ").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit() || "<[{(".contains(c)) || rest.starts_with("by ")
    })
}

/// Without `1.`, `a)`, `(ii)`, `iv.` at the start of a line.
fn without_list_mark(line: &str) -> &str {
    let rest = line.strip_prefix('(').unwrap_or(line);
    let mark = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
    let (head, tail) = rest.split_at(mark);
    let closed = tail.starts_with(')') || head.ends_with('.');
    let short = head.trim_end_matches('.').len() <= 4 && !head.is_empty();
    if closed && short { tail.trim_start_matches([')', '.', ' ']) } else { line }
}

fn line_words(line: &str, words: &mut Vec<u64>) {
    let mut rest = line;
    while let Some(at) = rest.find(char::is_alphanumeric) {
        if let Some(after) = skipped(&rest[..at], &rest[at..]) {
            rest = after;
            continue;
        }
        let word = &rest[at..];
        let end = word.find(|c: char| !(c.is_alphanumeric() || "'’`".contains(c))).unwrap_or(word.len());
        words.push(word_hash(&word[..end]));
        rest = &word[end..];
    }
}

/// What follows an address, a link's target or a tag, when one starts here.
fn skipped<'a>(before: &str, here: &'a str) -> Option<&'a str> {
    let until = |end: &[char]| here.find(end).map_or("", |at| &here[at..]);
    if here.starts_with("http://") || here.starts_with("https://") || here.starts_with("mailto:") {
        return Some(until(&[' ', ')', '>', '"', '\t']));
    }
    if before.ends_with("](") {
        return Some(until(&[')', ' ']));
    }
    if before.ends_with('<') || before.ends_with("</") {
        let (end, _) = here.char_indices().take(100).find(|(_, c)| *c == '>')?;
        return Some(&here[end..]);
    }
    None
}

fn word_hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let same = SPELT.iter().find(|(one, _)| one.eq_ignore_ascii_case(word)).map_or(word, |(_, other)| *other);
    if same.is_ascii() {
        let letters = same.bytes().filter(u8::is_ascii_alphanumeric);
        letters.map(|byte| byte.to_ascii_lowercase()).for_each(add);
        return hash;
    }
    for c in same.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        c.encode_utf8(&mut [0; 4]).bytes().for_each(&mut add);
    }
    hash
}

/// Words that are spelt in two ways.
const SPELT: [(&str, &str); 4] =
    [("licence", "license"), ("licences", "licenses"), ("sublicence", "sublicense"), ("favour", "favor")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_does_not_matter() {
        let plain = runs("1. The Licensor's grant of the rights, see the licence.");
        for other in [
            "a) the   LICENSORS grant of the\n rights see the License",
            "> * **The Licensor’s** grant of the [rights](http://x.org/y), see the license <http://a.b/c>",
            "Copyright (c) 2020 Me\nThe <b>Licensor's</b> grant of the rights, see the licence.",
        ] {
            assert_eq!(runs(other), plain, "{other}");
        }
    }

    #[test]
    fn sentences_about_copyright_stay() {
        assert_eq!(count("copyright notice and this permission notice"), 6);
        assert_eq!(count("Copyright 2020 Somebody Else"), 0);
    }
}
