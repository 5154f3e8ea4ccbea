//! The organisation behind assessments: its units and its people.

pub(crate) mod erase;
pub(crate) mod import;
pub(crate) mod people;
pub(crate) mod unit;
pub(crate) mod units;

use axum::extract::{FromRequest, Request};

use super::running::manages;
use crate::app::App;
use crate::error::Problem;
use crate::fields::Upload;
use crate::who::Visit;

/// Files that somebody sent who may change the organisation; those of others are not even read.
async fn sent(app: &App, visit: &Visit, request: Request) -> Result<Upload, Problem> {
    if !manages(app, &*app.read().await?, visit) {
        return Err(Problem::Forbidden);
    }
    Upload::from_request(request, app).await
}
