//! Where a record is kept, as a person writes it: the path of a file, or the address of a PostgreSQL database.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::error::StoreError;

/// A place for a record. It displays without passwords.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file that SQLite reads and writes.
    Sqlite(PathBuf),
    /// A PostgreSQL database.
    Postgres(Address),
}

/// The address of a PostgreSQL database; it displays without passwords.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// The address with all that it holds.
    pub(crate) fn secret(&self) -> &str {
        &self.0
    }
}

impl Place {
    /// A SQLite file.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        Self::Sqlite(path.to_path_buf())
    }
}

impl FromStr for Place {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let text = text.trim();
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(Address(text.to_owned())));
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        if path.is_empty() {
            return Err(StoreError::Place("it is empty".to_owned()));
        }
        if let Some((scheme, _)) = path.split_once("://") {
            return Err(StoreError::Place(format!("it begins with `{scheme}://`, which is not a database known here")));
        }
        if path.starts_with("postgres:") || path.starts_with("postgresql:") {
            return Err(StoreError::Place("`//` is missing after `postgres:`".to_owned()));
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(f),
            Self::Postgres(address) => address.fmt(f),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redacted(&self.0))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({:?})", redacted(&self.0))
    }
}

/// Hides what may be a password: all between the user's name and the last `@`, even where a password holds characters
/// that it should not, and every parameter that speaks of one.
fn redacted(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let shown = match rest.rsplit_once('@') {
        Some((user, place)) => match user.split_once(':') {
            Some((name, _)) => format!("{name}:***@{place}"),
            None => rest.to_owned(),
        },
        None => rest.to_owned(),
    };
    let Some((place, parameters)) = shown.split_once('?') else {
        return format!("{scheme}://{shown}");
    };
    let parameters: Vec<String> = parameters
        .split('&')
        .map(|parameter| match parameter.split_once('=') {
            Some((key, _)) if key.to_ascii_lowercase().contains("pass") => format!("{key}=***"),
            _ => parameter.to_owned(),
        })
        .collect();
    format!("{scheme}://{place}?{}", parameters.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_from_its_text() {
        assert_eq!("a/b.db".parse::<Place>().unwrap(), Place::Sqlite("a/b.db".into()));
        assert_eq!("sqlite:a/b.db".parse::<Place>().unwrap(), Place::Sqlite("a/b.db".into()));
        assert_eq!("sqlite:///a/b.db".parse::<Place>().unwrap(), Place::Sqlite("/a/b.db".into()));
        assert!(matches!("postgresql://h/d".parse::<Place>().unwrap(), Place::Postgres(_)));
        for wrong in ["", "sqlite:", "mysql://h/d", "postgres:h"] {
            assert!(wrong.parse::<Place>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_password_is_shown() {
        for (url, shown) in [
            ("postgres://u:secret@h/d", "postgres://u:***@h/d"),
            ("postgres://u:sec/r@et@h/d", "postgres://u:***@h/d"),
            ("postgres://u@h/d", "postgres://u@h/d"),
            (
                "postgres://h/d?user=u&password=secret&sslmode=require",
                "postgres://h/d?user=u&password=***&sslmode=require",
            ),
        ] {
            let place: Place = url.parse().unwrap();
            assert_eq!(place.to_string(), shown);
            assert!(!format!("{place:?}").contains("sec"));
        }
    }
}
