//! `GET /healthz`: whether the record can be read.

use axum::extract::State;

use crate::app::App;
use crate::error::Problem;

pub(crate) async fn check(State(app): State<App>) -> Result<&'static str, Problem> {
    app.store().head().await?;
    Ok("ok\n")
}
