//! The history of one repository by itself, for who wants no answers but the facts.

use std::path::Path;

use crate::facts::{History, Unavailable, Want};
use crate::options::ScanOptions;
use crate::scan::without;
use crate::sources::git::{GitError, Head, Repository};

/// Reads the history of one repository, and nothing else of it.
///
/// # Errors
///
/// When there is no repository at the path, it has no commit, or the commit that HEAD names cannot be read.
pub fn history(path: &Path, options: &ScanOptions) -> Result<History, Unavailable> {
    let unavailable = |error: GitError| Unavailable { reason: without(&error.to_string(), path) };
    let repository = Repository::open(path).map_err(unavailable)?;
    match repository.head().map_err(unavailable)? {
        Head::Commit(id) => repository.facts(&id, &options.reading("", &|| None), |_| Want::No).history,
        Head::NoCommit => Err(Unavailable { reason: "no commit yet".to_owned() }),
    }
}
