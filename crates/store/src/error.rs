//! What can go wrong, said for the person who has to act: what happened, whether anything was changed, the way out.

use osmm_maturity::event::Head;

/// Why something could not be read or kept. Unless its message says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A text that names no place.
    #[error(
        "the place of the record cannot be used: {0}. Write the path of a file, or `postgres://user@host/database`"
    )]
    Place(String),
    /// Nothing is there, and it was not to be created.
    #[error("there is no record at {place}. Check the place, or create a record there first")]
    Missing {
        /// Where.
        place: String,
    },
    /// A file of another kind.
    #[error("{place} is not a database. Nothing was changed. Name another file")]
    NotADatabase {
        /// Where.
        place: String,
    },
    /// A database that is not ours.
    #[error(
        "{place} is a database of another program: it has tables, but no record of osmm. Nothing was changed. Name \
         another file, or an empty database"
    )]
    Foreign {
        /// Where.
        place: String,
    },
    /// A database that a newer version wrote.
    #[error(
        "the record at {place} was written by a newer version: its schema is {found}, this version knows {known}. \
         Nothing was changed. Use the newer version, or export there and import here"
    )]
    Newer {
        /// Where.
        place: String,
        /// Schema found.
        found: i64,
        /// Newest schema known.
        known: i64,
    },
    /// Somebody else holds the database for too long.
    #[error("the database is in use and did not become free in time. Nothing was changed. Try again in a moment")]
    Locked,
    /// No room.
    #[error("the disk of the database is full. Nothing was changed. Make room, then try again")]
    Full,
    /// The system or the server refuses.
    #[error(
        "the database refuses: {0}. Nothing was changed. Check the permissions of the file and its folder, or of the \
         database's user"
    )]
    Permission(String),
    /// No answer.
    #[error(
        "the database cannot be reached: {0}. Nothing was changed. Check that the server runs and that the address is \
         right"
    )]
    Unreachable(String),
    /// The connection broke while the server was to confirm.
    #[error(
        "the connection broke before the database confirmed: {0}. Whether the changes were kept is not known. Read the \
         record again before you repeat them"
    )]
    InDoubt(String),
    /// Somebody else was faster.
    #[error("the record has changed since it was read. Nothing was changed. Read it again and decide anew")]
    Moved {
        /// Where the record ends now; absent when it is empty.
        head: Option<Head>,
    },
    /// What was to be kept does not fit together.
    #[error("this cannot be kept: {0}. Nothing was changed")]
    Unfit(String),
    /// Two people with one handle.
    #[error("the handle `{0}` is taken by somebody else. Nothing was changed. Choose another")]
    HandleTaken(String),
    /// What is kept is not what was kept once.
    #[error(
        "the record is damaged: {table}, row {row}: {problem}. Nothing was changed. Verify the record, or restore an export"
    )]
    Damaged {
        /// Table.
        table: &'static str,
        /// Key of the row.
        row: String,
        /// What does not hold.
        problem: String,
    },
    /// An import into a record that has events.
    #[error(
        "the record is not empty. Nothing was changed. Import into a new place, or say that the record is to be replaced"
    )]
    NotEmpty,
    /// An import of something else than an export.
    #[error("line {line} of the export: {problem}. Nothing was changed")]
    Dump {
        /// Line, counted from 1.
        line: u64,
        /// What does not hold.
        problem: String,
    },
    /// A file that an export goes to or an import comes from.
    #[error("the file of the export: {0}. The record was not changed")]
    File(#[from] std::io::Error),
    /// The system has no randomness.
    #[error("the system gives no random numbers: {0}. Nothing was changed")]
    Random(String),
    /// Anything else that a database says.
    #[error("the database says: {0}. Nothing was changed")]
    Failed(String),
}

impl StoreError {
    /// What failing to commit means.
    pub(crate) fn of_commit(error: sqlx::Error) -> Self {
        match Self::from(error) {
            Self::Unreachable(reason) => Self::InDoubt(reason),
            other => other,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(ref e) => {
                let code = e.code().unwrap_or_default().into_owned();
                of_code(&code, e.message())
            }
            sqlx::Error::PoolTimedOut => Self::Locked,
            sqlx::Error::Io(e) => Self::Unreachable(e.to_string()),
            sqlx::Error::Tls(e) => Self::Unreachable(format!("the connection cannot be encrypted: {e}")),
            sqlx::Error::Protocol(e) => Self::Unreachable(e),
            sqlx::Error::Configuration(e) => Self::Place(e.to_string()),
            sqlx::Error::ColumnDecode { index, source } => {
                Self::Failed(format!("column {index} holds what it should not: {source}"))
            }
            other => Self::Failed(other.to_string()),
        }
    }
}

/// A code of PostgreSQL has five characters; SQLite has numbers of at most four, whose low byte says the kind.
fn of_code(code: &str, message: &str) -> StoreError {
    let said = message.to_owned();
    if code.len() == 5 {
        return match (code, &code[..2]) {
            ("53100", _) => StoreError::Full,
            ("55P03" | "40P01", _) => StoreError::Locked,
            ("42501" | "25006", _) | (_, "28") => StoreError::Permission(said),
            ("53300" | "57P01" | "57P02" | "57P03" | "3D000", _) | (_, "08") => StoreError::Unreachable(said),
            _ => StoreError::Failed(said),
        };
    }
    // No room for the file that connections share comes as an error of input and output.
    if code == "4874" {
        return StoreError::Full;
    }
    match code.parse::<u32>().map(|number| number & 0xff) {
        Ok(5 | 6) => StoreError::Locked,
        Ok(13) => StoreError::Full,
        Ok(3 | 8 | 14 | 23) => StoreError::Permission(said),
        Ok(11) => StoreError::Damaged { table: "file", row: "-".to_owned(), problem: said },
        Ok(26) => StoreError::NotADatabase { place: "the file".to_owned() },
        _ => StoreError::Failed(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_database_says_is_told_apart() {
        let said = |code: &str| of_code(code, "as it says");
        for code in ["13", "4874", "53100"] {
            assert!(matches!(said(code), StoreError::Full), "{code}");
        }
        for code in ["5", "261", "517", "6", "55P03", "40P01"] {
            assert!(matches!(said(code), StoreError::Locked), "{code}");
        }
        for code in ["8", "776", "14", "1038", "42501", "25006", "28P01"] {
            assert!(matches!(said(code), StoreError::Permission(_)), "{code}");
        }
        for code in ["53300", "57P01", "57P03", "08006", "3D000"] {
            assert!(matches!(said(code), StoreError::Unreachable(_)), "{code}");
        }
        assert!(matches!(said("26"), StoreError::NotADatabase { .. }));
        assert!(matches!(said("267"), StoreError::Damaged { .. }));
        for code in ["", "1", "778", "22021"] {
            assert!(matches!(said(code), StoreError::Failed(_)), "{code}");
        }
    }

    #[test]
    fn a_connection_that_breaks_while_committing_leaves_doubt() {
        let broken = || sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
        assert!(matches!(StoreError::from(broken()), StoreError::Unreachable(_)));
        assert!(matches!(StoreError::of_commit(broken()), StoreError::InDoubt(_)));
    }
}
