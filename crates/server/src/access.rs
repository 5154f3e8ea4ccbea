//! The door: who may use the server, and how it knows them.
//!
//! Either one person on this machine, without login, or people with accounts. Their browsers hold a random secret in a
//! cookie, programs hold one in a header; the store has digests of them. What a person may do is not decided here but by
//! the roles that the record gives them.

pub(crate) mod log;
pub mod password;
pub(crate) mod peer;
pub mod provider;
pub(crate) mod session;
pub(crate) mod throttle;

use std::net::IpAddr;

use jiff::SignedDuration;

pub use provider::Provider;

/// Who may use the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// One person on this machine, without login: the named one, or the only one there is.
    Alone {
        /// Handle.
        person: Option<String>,
    },
    /// People with accounts.
    Accounts(Accounts),
}

/// How people with accounts are let in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accounts {
    /// The address under which people know the server, such as `https://osmm.example`, where it is not the one it listens
    /// on.
    pub origin: Option<String>,
    /// Proxies whose word is taken for who asked and by which name.
    pub proxies: Vec<IpAddr>,
    /// A provider of identities that people may sign in with, beside their passwords.
    pub provider: Option<Provider>,
}

impl Accounts {
    /// A session ends when nothing was asked in it for this long: longer than a lunch, shorter than a night.
    pub(crate) const IDLE: SignedDuration = SignedDuration::from_hours(8);
    /// A session ends after this long in any case.
    pub(crate) const SESSION: SignedDuration = SignedDuration::from_hours(7 * 24);
    /// An invitation ends after this long.
    pub(crate) const INVITATION: SignedDuration = SignedDuration::from_hours(3 * 24);

    /// Whether browsers speak to us, or to the proxy before us, by an encrypted connection.
    pub(crate) fn secure(&self) -> bool {
        self.origin.as_ref().is_some_and(|o| o.starts_with("https://"))
    }
}

impl Access {
    pub(crate) fn accounts(&self) -> Option<&Accounts> {
        match self {
            Self::Alone { .. } => None,
            Self::Accounts(accounts) => Some(accounts),
        }
    }
}
