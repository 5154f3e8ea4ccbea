//! Why a request was not fulfilled, and how that is shown: a page for people, `application/problem+json` for programs.
//!
//! Handlers return a [`Problem`]; it rides in the response until [`shown`], which knows the reader's language and whether
//! a program asked, turns it into words. Domain and store know no HTTP; here alone their errors get a status.

mod refusal;

use askama::Template;
use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{AssessmentId, Stage};
use osmm_maturity::organisation::Refusal;
use osmm_store::StoreError;
use serde_json::json;

use crate::app::App;
use crate::links;
use crate::texts::Texts;

/// Why a request was not fulfilled. Nothing was changed, unless it says otherwise.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Problem {
    /// Nothing is there, or nothing that this person may see.
    #[error("not found")]
    NotFound,
    /// Nobody is in the record yet.
    #[error("the record is empty")]
    Empty,
    /// The server cannot know who asks.
    #[error("several people are known, and none was chosen")]
    WhoAreYou,
    /// Nobody is signed in.
    #[error("not signed in")]
    SignIn,
    /// This person may not see that.
    #[error("not allowed")]
    Forbidden,
    /// What was sent cannot be taken.
    #[error("{0}")]
    Bad(String),
    /// What was sent cannot be taken: the message that says why, and what was given.
    #[error("{0}: {1}")]
    Odd(&'static str, String),
    /// What was sent is too large.
    #[error("too large")]
    TooLarge,
    /// What was sent is of another kind than is taken.
    #[error("another media type")]
    Media,
    /// That is not done here.
    #[error("another method")]
    Method,
    /// A change that does not say which state it is made of.
    #[error("no If-Match")]
    Unconditional,
    /// A change of a state that holds no more.
    #[error("stale")]
    Stale,
    /// The rules of the record do not allow the change.
    #[error("{refusal}")]
    Refused {
        /// The rule.
        refusal: Box<Refusal>,
        /// What readers call the person that it names; empty where it names nobody.
        who: String,
    },
    /// An assessment of which only what is published can be asked for.
    #[error("not published")]
    Unpublished {
        /// Which.
        assessment: AssessmentId,
        /// What it is.
        stage: Stage,
    },
    /// Others change the record all the time.
    #[error("busy")]
    Busy,
    /// The request was made for another name than this server's.
    #[error("another host")]
    Misdirected,
    /// Something else went wrong; what, is for the log.
    #[error("{0}")]
    Failed(String),
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unfit(words) => Self::Odd("problem-unfit", words),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Problem {
    /// An assessment that is not published, where only a published one will do.
    pub(crate) fn unpublished(cycle: &Cycle) -> Self {
        Self::Unpublished { assessment: cycle.id.clone(), stage: cycle.stage }
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Empty | Self::WhoAreYou | Self::Unpublished { .. } => StatusCode::CONFLICT,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Bad(_) | Self::Odd(..) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Media => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unconditional => StatusCode::PRECONDITION_REQUIRED,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::Refused { refusal, .. } => refused(refusal),
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Stable name of the kind, which is also that of its texts.
    fn kind(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Empty => "empty",
            Self::WhoAreYou => "who-are-you",
            Self::SignIn => "sign-in",
            Self::Forbidden => "forbidden",
            Self::Bad(_) | Self::Odd(..) => "bad",
            // Whoever lacks a right hears so in the same words, whichever rule found it.
            Self::Refused { refusal, .. } if lacks_a_right(refusal) => "forbidden",
            Self::TooLarge => "too-large",
            Self::Media => "media",
            Self::Method => "method",
            Self::Unconditional => "unconditional",
            Self::Stale => "stale",
            Self::Refused { .. } => "refused",
            Self::Unpublished { .. } => "unpublished",
            Self::Busy => "busy",
            Self::Misdirected => "misdirected",
            Self::Failed(_) => "failed",
        }
    }

    /// What is said beside the text of the kind: never what is for the log.
    pub(crate) fn detail(&self, t: &Texts) -> String {
        match self {
            Self::Bad(words) => words.clone(),
            Self::Odd(message, given) => t.fill(message, &[("given", given)]),
            Self::Refused { refusal, who } => refusal::told(t, refusal, who),
            Self::Unpublished { assessment, stage } => {
                let stage = if *stage == Stage::Draft { "draft" } else { "in-review" };
                t.fill("problem-unpublished-is", &[("name", &assessment.0), ("stage", stage)])
            }
            _ => String::new(),
        }
    }
}

/// Whether another role would do.
fn lacks_a_right(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Right { .. } | Refusal::Unseen { .. } | Refusal::Hidden { .. })
}

fn refused(refusal: &Refusal) -> StatusCode {
    match refusal {
        _ if lacks_a_right(refusal) => StatusCode::FORBIDDEN,
        Refusal::Others { .. } | Refusal::Own(_) | Refusal::Oneself => StatusCode::FORBIDDEN,
        Refusal::Unknown { .. } | Refusal::Person(_) => StatusCode::NOT_FOUND,
        Refusal::Stage { .. }
        | Refusal::Locked { .. }
        | Refusal::Taken { .. }
        | Refusal::Expired { .. }
        | Refusal::LastLead(_)
        | Refusal::Unsettled { .. } => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The layer that turns problems into words.
pub(crate) async fn shown(State(app): State<App>, request: Request, next: Next) -> Response {
    // Not the path as it was asked for: some open something.
    let route = request.extensions().get::<MatchedPath>().map(|m| m.as_str().to_owned()).unwrap_or_default();
    let method = request.method().clone();
    let texts = Texts::of(request.headers());
    let for_program = request.uri().path().starts_with("/api/")
        || request.headers().get(header::ACCEPT).is_some_and(|a| a.as_bytes().starts_with(b"application/json"));
    let (asks_only, asked) = (request.method().is_safe(), request.uri().clone());
    let response = next.run(request).await;
    let Some(problem) = response.extensions().get::<Problem>() else { return response };
    if let Problem::Failed(why) = problem {
        app.note(&format!("500 {method} {route}: {why}"));
    }
    if let (Problem::Empty, false) = (problem, for_program) {
        return Redirect::to(links::START).into_response();
    }
    // Whoever sent a form gets words instead, so that what was typed can be sent again.
    if let (Problem::SignIn, false, true) = (problem, for_program, asks_only) {
        let next = asked.path_and_query().map_or(links::HOME, |p| p.as_str());
        return Redirect::to(&links::login(next)).into_response();
    }
    let (status, title) = (problem.status(), texts.say(&format!("problem-{}", problem.kind())));
    let detail = problem.detail(texts);
    if for_program {
        let body = json!({ "type": format!("about:blank#{}", problem.kind()), "title": title,
            "status": status.as_u16(), "detail": detail });
        let mut told = (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(body)).into_response();
        // What can be done instead is said by whoever knows the routes.
        told.headers_mut().extend(response.headers().get(header::ALLOW).map(|a| (header::ALLOW, a.clone())));
        if status == StatusCode::UNAUTHORIZED {
            told.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        return told;
    }
    let out = texts.say(&format!("problem-{}-out", problem.kind()));
    let page = ProblemPage { t: texts, status: status.as_u16(), title, detail, out };
    (status, Html(page.render().unwrap_or_else(|_| status.to_string()))).into_response()
}

/// What the template places.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    t: &'static Texts,
    status: u16,
    title: String,
    detail: String,
    out: String,
}
