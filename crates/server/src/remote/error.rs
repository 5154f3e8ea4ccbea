//! Why a server could not be asked, or did not do it: what happened, where, and the way out.

use axum::http::StatusCode;
use osmm_maturity::organisation::Refusal;
use osmm_store::StoreError;
use serde::Deserialize;

/// Why a server could not be asked, or did not do it. Unless its message says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RemoteError {
    /// A text that is no address.
    #[error("`{0}` is no address of a server\n    hint: write it as https://osmm.example, without a path")]
    Address(String),
    /// An address beyond this machine that is not encrypted.
    #[error(
        "`{0}` is not encrypted, and another machine: whoever is on the network between would read token and answers\n    \
         hint: use an address with https; where nobody else is on the network, `--allow-http`"
    )]
    Plain(String),
    /// A token that cannot be sent.
    #[error(
        "the token cannot be sent: it is not one line of plain characters\n    hint: make one under \"Your account\""
    )]
    Token,
    /// No answer.
    #[error("the server at {url} cannot be reached: {reason}\n    hint: does it run, and is the address right?")]
    Unreachable {
        /// Where.
        url: String,
        /// Why.
        reason: String,
    },
    /// An answer that broke off after something was sent to be changed.
    #[error(
        "the connection to {url} broke before the server confirmed: {reason}\n    hint: whether it was done is not known; \
         look before you repeat it"
    )]
    InDoubt {
        /// Where.
        url: String,
        /// Why.
        reason: String,
    },
    /// A certificate that is not trusted.
    #[error(
        "the server at {url} cannot prove who it is: {reason}\n    hint: is the address right? The certificate of an \
         authority of your own is named by SSL_CERT_FILE"
    )]
    Certificate {
        /// Where.
        url: String,
        /// Why.
        reason: String,
    },
    /// Another address.
    #[error("the server at {url} sends to {to}\n    hint: name that address, if it is the right one")]
    Elsewhere {
        /// Where.
        url: String,
        /// Where it sends to.
        to: String,
    },
    /// Something else is there, or an older version.
    #[error(
        "what is at {url} does not know what this program asks: {reason}\n    hint: is the address right? An older server \
         has to be updated: `osmm --version` there and here"
    )]
    Other {
        /// Where.
        url: String,
        /// What is odd.
        reason: String,
    },
    /// An answer that cannot be read.
    #[error(
        "what the server at {url} says is not understood: {reason}\n    hint: a newer server needs a newer program: `osmm \
         --version` there and here"
    )]
    Newer {
        /// Where.
        url: String,
        /// What is odd.
        reason: String,
    },
    /// No token, or one that has ended.
    #[error(
        "the server at {0} does not know you\n    hint: make a token under \"Your account\" there, and give it in \
         OSMM_TOKEN or a file named by `--token-file`"
    )]
    SignIn(String),
    /// Not allowed, without more words.
    #[error(
        "the server at {0} does not allow that\n    hint: a token may only read, or your role does not reach so far"
    )]
    Forbidden(String),
    /// What holds cannot be had, or not by this person.
    #[error("the server at {url} has no `{what}` for you")]
    NotFound {
        /// Where.
        url: String,
        /// What was asked for.
        what: String,
    },
    /// Somebody else was faster.
    #[error("the record has changed since it was read\n    hint: read it again and decide anew")]
    Moved,
    /// A change may not be made.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Anything else that the server says.
    #[error("the server at {url} says: {words}")]
    Said {
        /// Where.
        url: String,
        /// What.
        words: String,
    },
    /// What was given is not what the record says.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What came could not be written.
    #[error("what came from the server could not be written: {0}")]
    Writing(#[from] std::io::Error),
}

/// A problem as the API tells it.
#[derive(Deserialize)]
struct Told {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    detail: String,
}

impl RemoteError {
    /// What an answer means that is none.
    pub(super) fn of_answer(url: &str, path: &str, status: StatusCode, body: &[u8]) -> Self {
        let url = url.to_owned();
        let Ok(told) = serde_json::from_slice::<Told>(body) else {
            return Self::Other { url, reason: format!("it says {status}") };
        };
        let what = path.split('?').next().unwrap_or_default().to_owned();
        match (status, told.kind.as_str()) {
            (StatusCode::UNAUTHORIZED, _) => Self::SignIn(url),
            (StatusCode::PRECONDITION_FAILED, _) => Self::Moved,
            (StatusCode::FORBIDDEN, "about:blank#forbidden") if told.detail.is_empty() => Self::Forbidden(url),
            (StatusCode::NOT_FOUND, "about:blank#not-found") if what.contains("/record/") => {
                Self::Other { url, reason: format!("it has no {what}") }
            }
            (StatusCode::NOT_FOUND, "about:blank#not-found") => Self::NotFound { url, what },
            _ if told.detail.is_empty() => Self::Said { url, words: told.title },
            _ => Self::Said { url, words: format!("{}: {}", told.title, told.detail) },
        }
    }
}
