//! `POST /language/{language}`: the reader's choice of language, kept in a cookie.

use axum::extract::{Form, Path};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::error::Problem;
use crate::links;
use crate::texts::{COOKIE, Texts};

#[derive(Deserialize)]
pub(crate) struct Back {
    /// The page to return to.
    path: String,
}

pub(crate) async fn choose(Path(language): Path<String>, Form(back): Form<Back>) -> Result<Response, Problem> {
    let known = Texts::all().iter().find(|t| t.language() == language).ok_or(Problem::NotFound)?;
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", known.language());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(links::local(&back.path))).into_response())
}
