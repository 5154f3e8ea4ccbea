//! What a document says of itself: title, version, owner, and the dates of review or approval.
//!
//! Read from front matter, tables and lines of the form `Key: value` near the start or the end. A date counts only if it
//! can be read without guessing. Names of persons are not kept: an owner is named or not.

use jiff::civil::Date;
use osmm_maturity::observation::Document;

/// Lines from the start, and from the end, in which a document describes itself.
const NEAR: usize = 60;

/// The first heading, with its line; else the title of the front matter or of a page.
pub(super) fn title(text: &str) -> Option<(u32, String)> {
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate().take(NEAR) {
        let trimmed = line.trim();
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let heading = trimmed.strip_prefix("# ").or_else(|| trimmed.strip_prefix("= ")).or_else(|| {
            let key = trimmed.strip_prefix("title:")?;
            (lines.first().is_some_and(|first| first.trim() == "---")).then_some(key)
        });
        if let Some(heading) = heading.or_else(|| tagged(trimmed)) {
            return clean(heading).map(|title| (number, title));
        }
        let underlined = lines.get(at + 1).is_some_and(|next| {
            let next = next.trim();
            next.len() >= 3 && (next.chars().all(|c| c == '=') || next.chars().all(|c| c == '-'))
        });
        if underlined && !trimmed.is_empty() && trimmed != "---" {
            return clean(trimmed).map(|title| (number, title));
        }
    }
    let (at, first) = lines.iter().enumerate().find(|(_, line)| !line.trim().is_empty())?;
    let short = first.trim().len() <= 100 && !first.trim().ends_with('.');
    clean(first).filter(|_| short).map(|title| (u32::try_from(at + 1).unwrap_or(u32::MAX), title))
}

fn tagged(line: &str) -> Option<&str> {
    let lower = line.to_ascii_lowercase();
    ["<h1", "<title"].iter().find_map(|tag| {
        let at = lower.find(tag)?;
        let inside = line.get(at..)?.split_once('>')?.1;
        Some(inside.split_once('<').map_or(inside, |(text, _)| text))
    })
}

fn clean(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(|c: char| "#*_`\"'=".contains(c)).trim();
    let text: String = text.chars().take(160).collect();
    (!text.is_empty()).then_some(text)
}

/// Version, owner and newest date of review. Title and topics are filled by the caller.
pub(crate) fn itself(text: &str) -> Document {
    let mut document = Document::default();
    let lines: Vec<&str> = text.lines().collect();
    let tail = lines.len().saturating_sub(NEAR).max(NEAR.min(lines.len()));
    let near = lines.iter().take(NEAR).chain(lines.iter().skip(tail));
    for (key, value) in near.filter_map(|line| key_and_value(line)) {
        let says = |words: &[&str]| words.iter().any(|word| key.contains(word));
        let next = says(&["next", "due", "expires"]);
        let is_version = key == "version" || key.ends_with(" version") || key == "revision";
        let number = value.split_whitespace().find(|word| word.chars().any(|c| c.is_ascii_digit()));
        if let (true, Some(number)) = (is_version, number) {
            document.version.get_or_insert_with(|| number.chars().take(20).collect());
        }
        if says(&["owner", "approver", "approved by", "responsible", "accountable", "maintained by", "verantwortlich"])
            && !is_open(&value)
        {
            document.owner_named = true;
        }
        if says(&["review", "approv", "effective", "last updated", "last change", "valid from"]) && !next {
            document.reviewed_on = document.reviewed_on.max(date(&value));
        }
    }
    document
}

/// A value that says that there is none yet.
fn is_open(value: &str) -> bool {
    let lower = value.to_lowercase();
    !lower.chars().any(char::is_alphabetic)
        || ["tbd", "todo", "n/a", "none", "to be defined", "[name]", "<name>"]
            .iter()
            .any(|open| lower.starts_with(open))
}

/// `Key: value`, `**Key:** value`, `| Key | value |`, with the key in lower case.
fn key_and_value(line: &str) -> Option<(String, String)> {
    let line = line.trim().trim_start_matches(['-', '*', '>', ':']).trim();
    let plain = line.replace("**", "").replace('`', "").replace("__", "");
    let plain = plain.trim();
    let (key, value) = match plain.strip_prefix('|') {
        Some(row) => row.split_once('|').map(|(key, value)| (key, value.split('|').next().unwrap_or_default()))?,
        None => plain.split_once(':')?,
    };
    let key = key.trim().trim_matches(|c: char| "*_:".contains(c)).to_lowercase();
    let value = value.trim().trim_matches(|c: char| "*_\"'".contains(c)).trim().to_owned();
    (!key.is_empty() && key.len() <= 40 && !value.is_empty() && value.len() <= 120).then_some((key, value))
}

/// A day that can be read in one way only: `2025-03-01`, `1 March 2025`, `March 1, 2025`, `31.03.2025`.
fn date(text: &str) -> Option<Date> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || ",()".contains(c)).filter(|word| !word.is_empty()).collect();
    let iso = words.iter().find_map(|word| word.get(..10)?.parse::<Date>().ok());
    iso.or_else(|| words.windows(3).find_map(|three| written(three[0], three[1], three[2])))
        .or_else(|| words.iter().find_map(|word| dotted(word)))
}

fn written(a: &str, b: &str, year: &str) -> Option<Date> {
    let number = |word: &str| word.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<i8>().ok();
    let (day, month) = match (number(a), month(b), month(a), number(b)) {
        (Some(day), Some(month), ..) => (day, month),
        (_, _, Some(month), Some(day)) => (day, month),
        _ => return None,
    };
    Date::new(year.trim_end_matches('.').parse().ok()?, month, day).ok()
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.to_lowercase();
    let at = MONTHS.iter().position(|month| start.get(..3) == Some(*month))?;
    start.chars().all(|c| c.is_alphabetic() || c == '.').then(|| i8::try_from(at + 1).ok())?
}

/// `31.03.2025`; with slashes the order of day and month is not known unless one of them is above twelve.
fn dotted(word: &str) -> Option<Date> {
    let mark = if word.contains('/') { '/' } else { '.' };
    let parts: Vec<i16> = word.trim_end_matches('.').split(mark).map(str::parse).collect::<Result<_, _>>().ok()?;
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let (day, month) = match (mark, *first > 12, *second > 12) {
        ('.', ..) | ('/', true, false) => (*first, *second),
        ('/', false, true) => (*second, *first),
        _ => return None,
    };
    Date::new(*year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_count_only_if_they_can_be_read_in_one_way() {
        for text in [
            "2025-03-31",
            "31 March 2025",
            "March 31, 2025",
            "31st Mar 2025",
            "31.03.2025",
            "03/31/2025",
            "31/03/2025 (v2)",
        ] {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), Some("2025-03-31"), "{text}");
        }
        for text in ["03/04/2025", "2025", "soon", "2025-13-01", "31 Foo 2025"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn documents_describe_themselves_in_many_forms() {
        let table = "# P\n\n| Key | Value |\n|---|---|\n| Version | 1.2 |\n| Owner | OSPO |\n| Last reviewed | 2025-01-02 |\n| Next review | 2030-01-02 |\n";
        let front = "---\ntitle: P\nversion: 1.2\nowner: OSPO\napproved: 2025-01-02\n---\ntext\n";
        let bold = "P\n=\n\n**Version:** 1.2\n**Approved by:** the board\n**Effective date**: 2 January 2025\n";
        for text in [table, front, bold] {
            let own = itself(text);
            assert_eq!((own.version.as_deref(), own.owner_named), (Some("1.2"), true), "{text}");
            assert_eq!(own.reviewed_on.map(|d| d.to_string()).as_deref(), Some("2025-01-02"), "{text}");
            assert_eq!(title(text).map(|(_, title)| title).as_deref(), Some("P"));
        }
        assert!(!itself("Owner: TBD\n").owner_named);
    }

    #[test]
    fn pages_have_titles() {
        assert_eq!(title("<html><head><title>Open Source Policy</title>"), Some((1, "Open Source Policy".into())));
    }
}
