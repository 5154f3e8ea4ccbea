//! The API: all that pages can do, for programs. REST under `/api/v1`, described by OpenAPI 3.1.
//!
//! One file a resource. A handler's types say what it takes and gives, and its description is made of them (see
//! [`describe`]), so the two cannot differ. Request and answer types stand beside their handlers; only formats that are
//! public and versioned of their own (picture, model, observations, events) go out as the domain has them. Where something
//! can be overwritten, the tag of the state that was read has to come with the change ([`tag`]).

mod answers;
mod assessments;
mod describe;
mod evidence;
mod give;
mod goals;
mod items;
mod judgements;
mod looks;
mod opening;
mod organisation;
mod people;
mod pictures;
mod place;
mod plan;
mod record;
mod sight;
mod stream;
mod tag;
mod take;
mod tasks;
mod units;
mod wrong;

use std::sync::LazyLock;

use axum::Router;
use axum::http::{Method, Uri, header};
use axum::middleware::from_fn;
use axum::routing::get;
use serde_json::Value;

use crate::app::App;
use crate::error::Problem;
use describe::{Api, Takes};

/// Where it is.
pub(crate) const ROOT: &str = "/api/v1";

/// What a reader of the description has to know first.
const GUIDE: &str = "Lists come a page at a time: `next` says where they go on. Single things come with an ETag; who \
    changes one sends it back as If-Match, and gets 412 when somebody else was faster. Problems are told as \
    application/problem+json. Every change is checked by the rules of the record, whoever makes it by whatever way.";

impl Takes for Uri {}

fn described() -> Api {
    let areas = [
        organisation::routes,
        units::routes,
        people::routes,
        assessments::routes,
        opening::routes,
        pictures::routes,
        items::routes,
        answers::routes,
        judgements::routes,
        tasks::routes,
        evidence::routes,
        looks::routes,
        goals::routes,
        plan::routes,
        record::routes,
    ];
    areas.into_iter().fold(Api::new(), |api, area| area(api))
}

static DESCRIPTION: LazyLock<String> = LazyLock::new(|| format!("{:#}\n", described().finish().1));

/// The description by OpenAPI 3.1, as JSON.
#[must_use]
pub fn api_description() -> &'static str {
    &DESCRIPTION
}

/// The routes, to be put under [`ROOT`].
pub(crate) fn routes() -> Router<App> {
    let (router, _): (Router<App>, Value) = described().finish();
    router
        .route("/openapi.json", get(async || ([(header::CONTENT_TYPE, "application/json")], api_description())))
        .method_not_allowed_fallback(async |_: Method| Problem::Method)
        .fallback(async || Problem::NotFound)
        .layer(from_fn(give::unchanged))
}
