//! Who may come in, and who looked at what: kept beside the record. It is no history (a session that ended is gone), has
//! secrets in it, and differs from server to server; so events, exports and `verify` do not cover it, and a restored
//! record starts without. What it rests on, people and their roles, is in the record.

mod account;
mod key;
mod log;

pub use account::Account;
pub(crate) use account::shut_out;
pub use key::{Key, KeyKind, new_secret};
pub use log::Access;
