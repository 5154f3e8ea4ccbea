//! Looking: what git repositories show about the practices of those who keep them.
//!
//! ```text
//! paths --discover--> repositories --sources--> Facts --signals--> Observations
//! ```
//!
//! - [`scan`] is the entry; as [`scan_with_origins`] it also says where repositories come from, and in three steps
//!   ([`find`], [`look_at`], [`put_together`]) several machines can share it. It never fails as a whole: what cannot be
//!   read becomes a problem or the verdict "could not look", with the place and the reason, and the rest of the run goes
//!   on.
//! - `sources` do all the reading and fill [`facts`]; only `sources::git` knows a git library.
//! - [`exports`] of other programs are read beside them, and become observations, too.
//! - [`signals`] are pure functions from facts to a [`finding`], one file each, listed in [`signals::ALL`].
//!
//! - [`mirror`] copies remote repositories into a folder before a scan; nothing else reaches a network.
//!
//! Nothing in a scanned repository is executed, a scan fetches nothing, and no person is named in what comes out.

mod address;
mod alone;
mod cache;
mod codeowners;
mod community;
mod components;
mod discover;
mod documents;
mod ecosystems;
pub mod exports;
pub mod facts;
pub mod finding;
#[cfg(fuzzing)]
pub mod fuzz;
pub mod licence;
mod mailmap;
pub mod mirror;
mod options;
mod organisation;
mod own;
mod people;
mod pipelines;
mod prose;
mod roster;
mod sbom;
mod scan;
pub mod signals;
mod sources;
mod workflows;
mod written;

pub use alone::history;
pub use discover::{Candidate, Discovery};
pub use options::{Limits, Progress, ScanOptions, Silent};
pub use organisation::Organisation;
pub use own::{CANNOT_ASK, Imported, OwnSignals};
pub use scan::{Looked, Scan, find, look_at, put_together, scan, scan_with_origins};
pub use signals::{
    AFFILIATION_UNKNOWN, NO_OWNING_UNIT, NOT_DESCRIBED, NOT_IN_REPOSITORIES, UNITS_NOT_DESCRIBED, UNITS_UNKNOWN,
};
