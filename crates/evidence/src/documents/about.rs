//! What a document says of itself: version, owner, approver, and the dates of review or approval.
//!
//! Read from its pairs of key and value. A date counts only if it
//! can be read without guessing. Names of persons are not kept: an owner is named or not.

use jiff::civil::Date;
use osmm_maturity::observation::Document;

use super::text::Text;

/// Words before the name of who answers for a document, and of who approved it.
const OWNERS: &[&str] = &[
    "owner",
    "responsible",
    "accountable",
    "sponsor",
    "maintained by",
    "verantwortlich",
    "eigentümer",
    "auftraggeber",
];
const APPROVERS: &[&str] =
    &["approver", "approved by", "authorised by", "authorized by", "genehmigt von", "freigegeben von", "genehmiger"];

/// Words before the name of somebody else.
const OTHERS: &[&str] =
    &["author", "autor", "contact", "kontakt", "ansprechpartner", "reviewed by", "reviewer", "prepared by"];

/// Words before a date on which somebody looked at it, approved it or changed it.
const DATES: &[&str] = &[
    "review",
    "approv",
    "effective",
    "last updated",
    "last change",
    "valid from",
    "geprüft am",
    "genehmigt am",
    "freigegeben am",
    "gültig ab",
    "letzte änderung",
    "überprüfung",
];

fn has(key: &str, words: &[&str]) -> bool {
    words.iter().any(|word| key.contains(word))
}

/// Version, owner, approver and newest date of review. Title and topics are filled by the caller.
pub(crate) fn itself(text: &Text) -> Document {
    let mut document = Document::default();
    for (key, value) in &text.pairs {
        let next = has(key, &["next", "due", "expires", "nächste"]);
        let is_version = key == "version" || key.ends_with(" version") || key == "revision";
        let number = value.split_whitespace().find(|word| word.chars().any(|c| c.is_ascii_digit()));
        if let (true, Some(number)) = (is_version, number) {
            document.version.get_or_insert_with(|| number.chars().take(20).collect());
        }
        document.owner_named |= has(key, OWNERS) && !is_open(value);
        document.approver_named |= has(key, APPROVERS) && !is_open(value);
        if has(key, DATES) && !next {
            document.reviewed_on = document.reviewed_on.max(date(value));
        }
    }
    document
}

/// The names that it states, of owners, approvers and others: what must not be shown.
pub(super) fn names(text: &Text) -> Vec<String> {
    let named = |(key, value): &(String, String)| {
        let name = (has(key, OWNERS) || has(key, APPROVERS) || has(key, OTHERS)) && date(value).is_none();
        name.then(|| value.clone())
    };
    text.pairs.iter().filter_map(named).collect()
}

/// A value that says that there is none yet.
fn is_open(value: &str) -> bool {
    let lower = value.to_lowercase();
    !lower.chars().any(char::is_alphabetic)
        || ["tbd", "todo", "n/a", "none", "to be defined", "[name]", "<name>"]
            .iter()
            .any(|open| lower.starts_with(open))
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
    use crate::facts::Content;

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
        for (text, owner, approver) in [(table, true, false), (front, true, false), (bold, false, true)] {
            let read = Text::of("p.md", &Content::Text(text.to_owned())).unwrap_or_default();
            let own = itself(&read);
            assert_eq!((own.version.as_deref(), own.owner_named, own.approver_named), (Some("1.2"), owner, approver));
            assert_eq!(own.reviewed_on.map(|d| d.to_string()).as_deref(), Some("2025-01-02"), "{text}");
            assert_eq!(read.title.map(|title| title.text).as_deref(), Some("P"));
        }
        let open = Text::of("p.md", &Content::Text("Owner: TBD\n".to_owned())).unwrap_or_default();
        assert!(!itself(&open).owner_named);
    }
}
