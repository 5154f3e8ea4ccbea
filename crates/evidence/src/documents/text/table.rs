//! Which keys and values the cells of a table are.

use super::tidy;

/// Words of a header under which the columns of a history of changes stand.
const COLUMNS: &[&str] = &["version", "revision", "date", "datum", "author", "autor", "change", "änderung", "approv"];

/// The pairs of a table: the columns of a history, else two cells each of its rows.
pub(super) fn pairs(rows: &[Vec<String>]) -> Vec<(String, String)> {
    let filled: Vec<&Vec<String>> = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
    match filled.split_first() {
        Some((header, below)) if is_history(header) => history(header, below),
        _ => filled.iter().flat_map(|row| row.chunks(2).take(4).filter_map(|two| tidy(&two[0], two.get(1)?))).collect(),
    }
}

fn is_history(header: &[String]) -> bool {
    let known = |cell: &&String| {
        let lower = cell.to_lowercase();
        COLUMNS.iter().any(|word| lower.contains(word))
    };
    header.len() >= 3 && header.iter().filter(known).count() >= 2
}

/// The newest row first: the one at that end at which the higher version stands.
fn history(header: &[String], rows: &[&Vec<String>]) -> Vec<(String, String)> {
    let first = |row: Option<&&Vec<String>>| numbers(row.and_then(|row| row.first()).map_or("", String::as_str));
    let rising = first(rows.last()) > first(rows.first());
    let pairs = |row: &&Vec<String>| -> Vec<(String, String)> {
        header.iter().zip(row.iter()).filter_map(|(key, value)| tidy(key, value)).collect()
    };
    if rising { rows.iter().rev().flat_map(pairs).collect() } else { rows.iter().flat_map(pairs).collect() }
}

/// The numbers in a text, such as those of a version.
fn numbers(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
    }

    #[test]
    fn cells_belong_to_their_row_or_to_their_column() {
        let found = |text| pairs(&rows(text)).iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join(" ");
        assert_eq!(found("Version | 1.2\nOwner | OSPO"), "version=1.2 owner=OSPO");
        assert_eq!(found("Version | 1.2 | Owner | OSPO"), "version=1.2 owner=OSPO");
        let history = "Version | Date | Approved by\n1.9 | 2024-01-01 | A\n1.10 | 2025-01-01 | B";
        assert_eq!(
            found(history),
            "version=1.10 date=2025-01-01 approved by=B version=1.9 date=2024-01-01 approved by=A"
        );
        assert_eq!(found(" | \nVersion | "), "");
    }
}
