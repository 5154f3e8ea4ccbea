//! Texts in a table that spreadsheets shall leave alone: neither formulas, which could do harm, nor numbers and dates,
//! which would come back as others (`1.10` as `1.1`, `2-4` as a day). They get an apostrophe in front.

/// Signs with which a spreadsheet may begin to compute, the wide ones included.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// Words that make a date, a number or a truth of a text, in the languages of English and German spreadsheets.
const WORDS: [&str; 44] = [
    "e",
    "am",
    "pm",
    "true",
    "false",
    "wahr",
    "falsch",
    "jan",
    "feb",
    "mar",
    "mär",
    "mrz",
    "apr",
    "may",
    "mai",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "okt",
    "nov",
    "dec",
    "dez",
    "january",
    "januar",
    "february",
    "februar",
    "march",
    "märz",
    "april",
    "june",
    "juni",
    "july",
    "juli",
    "august",
    "september",
    "october",
    "oktober",
    "november",
    "december",
    "dezember",
    "t",
];

/// The text as it stands in the table.
pub(crate) fn put(text: &str) -> String {
    if risky(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}

/// The text as it was; the other way round for every text.
pub(crate) fn take(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if risky(cell.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn risky(text: &str) -> bool {
    let trimmed = text.trim();
    text.starts_with(['\t', '\r', '\n']) || trimmed.starts_with(SIGNS) || could_be_a_value(trimmed)
}

fn could_be_a_value(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_digit() || " .,:/-+%()$€£".contains(c);
    let letters = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let mut words = letters.map(str::to_lowercase).peekable();
    let truth = words.peek().is_some_and(|w| w.len() > 3);
    let has_value = text.contains(|c: char| c.is_ascii_digit()) || truth;
    has_value && text.chars().count() <= 40 && text.chars().all(|c| plain(c) || c.is_alphabetic()) && {
        words.all(|w| WORDS.contains(&w.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_change_is_guarded() {
        for text in [
            "=1+1",
            "+49",
            "-3",
            "@x",
            " =1",
            "\t=1",
            "1.10",
            "2-4",
            "5-9",
            "1e5",
            "2026-03-31",
            "3 Mar",
            "TRUE",
            "007",
        ] {
            assert_eq!(put(text), format!("'{text}"));
        }
        for text in ["", "Payments", "3 - defined", "Team 4", "L1.use", "'tis", "{\"a\": 1}", "don't know", "3 teams"] {
            assert_eq!(put(text), text);
        }
    }

    #[test]
    fn the_guard_comes_off_again() {
        for text in ["=1", "'=1", "''=1", "'", "''", "'tis", "''tis", "1.10", "'1.10", "'\t", "\r\n", "-", "'-'"] {
            assert_eq!(take(&put(text)), text);
        }
        assert_eq!(take("'tis"), "'tis");
    }
}
