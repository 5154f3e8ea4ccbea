//! How high a row must be for its texts. Spreadsheets work it out only for rows that somebody touches.

/// Height of one line of text, in points.
const LINE: f64 = 11.5;
/// Greatest height that spreadsheets know.
const GREATEST: f64 = 409.0;

/// Height of a row in points, for texts with the width of their columns in characters.
pub(crate) fn row<'t>(cells: impl Iterator<Item = (&'t str, u8)>) -> f64 {
    // A column is measured in wide digits of a larger font: a quarter more of the letters fit.
    let lines = cells.map(|(text, width)| lines(text, usize::from(width) * 5 / 4)).max().unwrap_or(1);
    // No text of a cell is long enough for the numbers to matter.
    (lines as f64 * LINE + 4.0).min(GREATEST)
}

/// Lines when words are kept together.
pub(super) fn lines(text: &str, width: usize) -> usize {
    let width = width.max(1);
    text.split('\n').map(|paragraph| wrapped(paragraph, width)).sum()
}

fn wrapped(paragraph: &str, width: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines += 1;
            used = 0;
        }
        used += length + usize::from(used > 0);
        if used > width {
            lines += (used - 1) / width;
            used = (used - 1) % width + 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn words_are_kept_together() {
        for (text, expected) in [
            ("", 1),
            ("one", 1),
            ("one two three", 2),
            ("one\ntwo", 2),
            ("abcdefghijklmno", 2),
            ("\n", 2),
            ("a b c d e f", 2),
        ] {
            assert_eq!(lines(text, 10), expected, "{text:?}");
        }
    }
}
