//! All routes on one page.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use crate::app::App;
use crate::error::Problem;
use crate::{api, assets, error, protect, web};

/// Bytes that a form may have; uploads set their own limit.
const FORM: usize = 256 << 10;

/// The whole application.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(web::dashboard::home))
        .route("/start", get(web::start::form).post(web::start::begin))
        .route("/language/{language}", axum::routing::post(web::language::choose))
        .route("/a/{assessment}", get(web::dashboard::show))
        .route("/healthz", get(web::health::check))
        .route("/assets/{digest}/{name}", get(assets::get))
        .nest(api::ROOT, api::routes())
        .fallback(async || Problem::NotFound)
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn_with_state(app.clone(), protect::host))
        .layer(CsrfLayer::new())
        .layer(from_fn(error::shown))
        .layer(CompressionLayer::new())
        .layer(from_fn(protect::headers))
        .with_state(app)
}
