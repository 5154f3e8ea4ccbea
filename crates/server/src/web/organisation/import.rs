//! `POST /people`: a list of people with roles from a file, whole or not at all.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::person::read;

use super::super::running::refused;
use super::super::told::Told;
use super::people::{add_all, page};
use super::sent;
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::who::Visit;

pub(crate) async fn upload(State(app): State<App>, visit: Visit, request: Request) -> Result<Response, Problem> {
    let upload = sent(&app, &visit, request).await?;
    let Some(file) = upload.files.first() else {
        return page(&app, &visit, Fields::default(), Told::refused(visit.t.say("upload-none"))).await;
    };
    let tree = app.read().await?.state.tree.clone();
    let found = read(&file.labelled(), &file.bytes, tree.as_ref());
    let mut told = Told::wrong(visit.t, &found.faults);
    if told.faults.is_empty() {
        match add_all(&app, &visit, &found.people).await {
            Ok(()) => return Ok(Redirect::to(links::PEOPLE).into_response()),
            Err(problem) => told = Told::refused(refused(visit.t, problem)?),
        }
    }
    page(&app, &visit, Fields::default(), told).await
}
