//! All routes on one page.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use crate::app::App;
use crate::error::Problem;
use crate::{assets, error, protect, web};

/// Bytes that a form may have; uploads set their own limit.
const FORM: usize = 256 << 10;

/// The whole application.
pub fn router(app: App) -> Router {
    routes()
        .router
        .fallback(async || Problem::NotFound)
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn_with_state(app.clone(), protect::host))
        .layer(CsrfLayer::new())
        .layer(from_fn(error::shown))
        .layer(CompressionLayer::new())
        .layer(from_fn(protect::headers))
        .with_state(app)
}

/// The path of every route. A test asks each of them in the name of everybody and compares with what was agreed, so no
/// route is open to somebody by oversight.
#[must_use]
pub fn paths() -> Vec<&'static str> {
    routes().paths
}

fn routes() -> Routes {
    Routes::default()
        .route("/", get(web::dashboard::home))
        .route("/start", get(web::start::form).post(web::start::begin))
        .route("/language/{language}", post(web::language::choose))
        .route("/a/{assessment}", get(web::dashboard::show))
        .route("/model", get(web::model::index::show))
        .route("/model/compare", get(web::model::compare::show))
        .route("/model/{model}", get(web::model::browse::show))
        .route("/model/{model}/activity/{activity}", get(web::model::guide::activity))
        .route("/model/{model}/item/{item}", get(web::model::guide::item))
        .route("/model/{model}/crosswalk/{framework}", get(web::model::crosswalk::show))
        .route("/a/{assessment}/unit/{unit}/lenses", get(web::model::lenses::all))
        .route("/a/{assessment}/unit/{unit}/lenses/{framework}", get(web::model::lenses::one))
        .route(
            "/a/{assessment}/unit/{unit}/proposals",
            get(web::evidence::proposals::show).post(web::evidence::decide::one),
        )
        .route("/a/{assessment}/unit/{unit}/proposals/accept", post(web::evidence::decide::all))
        .route("/a/{assessment}/unit/{unit}/proposals/undo", post(web::evidence::decide::undo))
        .route("/scans", get(web::evidence::watch::all))
        .route("/a/{assessment}/unit/{unit}/scans", get(web::evidence::scans::show).post(web::evidence::scans::begin))
        .route("/a/{assessment}/unit/{unit}/scans/seen", get(web::evidence::seen::show))
        .route("/a/{assessment}/unit/{unit}/scans/{job}", get(web::evidence::watch::show))
        .route("/a/{assessment}/unit/{unit}/scans/{job}/progress", get(web::evidence::watch::progress))
        .route("/a/{assessment}/unit/{unit}/scans/{job}/stop", post(web::evidence::watch::stop))
        .route("/healthz", get(web::health::check))
        .route("/assets/{digest}/{name}", get(assets::get))
}

/// A router that remembers its paths.
#[derive(Default)]
struct Routes {
    router: Router<App>,
    paths: Vec<&'static str>,
}

impl Routes {
    fn route(mut self, path: &'static str, methods: MethodRouter<App>) -> Self {
        self.paths.push(path);
        Self { router: self.router.route(path, methods), ..self }
    }
}
