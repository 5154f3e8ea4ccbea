//! Why a tracker could not be asked, or did not do it: what happened, what is safe, and the way out.

use std::time::Duration;

use axum::http::StatusCode;

/// Why a tracker could not be asked, or did not do it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrackerError {
    /// A text that names no project.
    #[error("`{text}` names no project of a tracker\n    hint: write {forms}")]
    Target {
        /// What was written.
        text: String,
        /// How projects are written.
        forms: String,
    },
    /// Nobody said where it is.
    #[error("where is that Jira?\n    hint: `--url https://jira.example` names its address")]
    Where,
    /// An address that cannot be used.
    #[error(
        "`{0}` is no address of a tracker, or is not encrypted\n    hint: write it as https://tracker.example; where nobody \
         else is on the network, `--allow-http`"
    )]
    Address(String),
    /// A token that cannot be sent.
    #[error("the token cannot be sent: it is not one line of plain characters")]
    Token,
    /// No connection came about: nothing was done.
    #[error(
        "{target} cannot be reached: {reason}\n    hint: nothing was changed by this request; is the address right?"
    )]
    Unreachable {
        /// Which tracker.
        target: String,
        /// Why.
        reason: String,
    },
    /// The connection broke, or no answer came.
    #[error("the connection to {target} broke: {reason}\n    hint: push again; what is there is not made twice")]
    Broke {
        /// Which tracker.
        target: String,
        /// Why.
        reason: String,
    },
    /// 401.
    #[error(
        "{target} does not accept the token (401)\n    hint: has it expired? Set OSMM_TRACKER_TOKEN to a token that may \
         read and write issues"
    )]
    Unknown {
        /// Which tracker.
        target: String,
    },
    /// 403.
    #[error(
        "{target} refuses (403): {said}\n    hint: the token needs the right to read and write issues of this project"
    )]
    Forbidden {
        /// Which tracker.
        target: String,
        /// What it says.
        said: String,
    },
    /// 404, 410.
    #[error(
        "{target} is not there, has no issues, or hides itself from this token ({status})\n    hint: check the name, and \
         that the token may see the project"
    )]
    NotThere {
        /// Which tracker.
        target: String,
        /// The status.
        status: u16,
    },
    /// 429, or 403 with a limit that is used up.
    #[error("{target} wants a pause{}\n    hint: push again after it; what is there is not made twice", until(*.pause))]
    Slower {
        /// Which tracker.
        target: String,
        /// How long.
        pause: Option<Duration>,
    },
    /// 5xx.
    #[error("{target} failed ({status}): {said}\n    hint: push again later; what is there is not made twice")]
    Failed {
        /// Which tracker.
        target: String,
        /// The status.
        status: u16,
        /// What it says.
        said: String,
    },
    /// A redirection.
    #[error("{target} sends to {to}\n    hint: was the project renamed? Name it as it is now")]
    Elsewhere {
        /// Which tracker.
        target: String,
        /// Where to.
        to: String,
    },
    /// Any other refusal.
    #[error("{target} does not take it ({status}): {said}")]
    Refused {
        /// Which tracker.
        target: String,
        /// The status.
        status: u16,
        /// What it says.
        said: String,
    },
    /// An answer of another form.
    #[error("{target} answers what no such tracker does: {answer}\n    hint: is the address that of its API?")]
    Unread {
        /// Which tracker.
        target: String,
        /// How the answer begins.
        answer: String,
    },
    /// No end of pages.
    #[error("{0} has more issues with the label than can be read; nothing was made")]
    TooMany(String),
}

fn until(pause: Option<Duration>) -> String {
    pause.map(|pause| format!(" of {} seconds", pause.as_secs())).unwrap_or_default()
}

impl TrackerError {
    /// Whether what was asked for may have been done.
    pub(super) fn in_doubt(&self) -> bool {
        matches!(self, Self::Broke { .. } | Self::Failed { .. })
    }

    /// How long the tracker wants to be left alone; it was not done.
    pub(super) fn pause(&self) -> Option<Duration> {
        match self {
            Self::Slower { pause, .. } => Some(pause.unwrap_or(Duration::from_secs(1))),
            _ => None,
        }
    }

    /// The refusal that a status means; `pause` is the one that the headers ask for.
    pub(super) fn of(target: String, status: StatusCode, pause: Option<Duration>, body: &[u8]) -> Self {
        let said = said(body);
        match status.as_u16() {
            401 => Self::Unknown { target },
            429 => Self::Slower { target, pause },
            403 if pause.is_some() => Self::Slower { target, pause },
            403 => Self::Forbidden { target, said },
            status @ (404 | 410) => Self::NotThere { target, status },
            status @ 500.. => Self::Failed { target, status, said },
            status => Self::Refused { target, status, said },
        }
    }
}

/// What the tracker says of an error, in its forms.
fn said(body: &[u8]) -> String {
    let Ok(json) = serde_json::from_slice::<serde_json::Value>(body) else { return begin(body) };
    let list = json.get("errorMessages").and_then(|all| all.get(0));
    let text = json.get("message").or(list).or(json.get("error")).or(json.get("errors"));
    match text {
        Some(serde_json::Value::String(text)) => begin(text.as_bytes()),
        _ => begin(body),
    }
}

/// The first line or so of an answer, without what a terminal would act on.
pub(super) fn begin(body: &[u8]) -> String {
    let text: String = String::from_utf8_lossy(body).chars().take(200).collect();
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.is_empty() { "nothing".to_owned() } else { plain }
}
