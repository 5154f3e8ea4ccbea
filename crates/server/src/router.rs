//! All routes on one page.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::error::Problem;
use crate::{access, assets, error, protect, web};

/// Bytes that a form may have; uploads set their own limit.
const FORM: usize = 256 << 10;

/// The whole application.
pub fn router(app: App) -> Router {
    routes()
        .router
        .fallback(async || Problem::NotFound)
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn_with_state(app.clone(), access::log::noted))
        .layer(from_fn_with_state(app.clone(), protect::host))
        .layer(protect::cross_site(&app.config().access))
        .layer(from_fn(error::shown))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), protect::headers))
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
        .route("/login", get(web::access::login::form).post(web::access::login::sign_in))
        .route("/login/provider", get(web::access::provider::go))
        .route("/login/callback", get(web::access::provider::back))
        .route("/logout", post(web::access::login::sign_out))
        .route("/invitation/{secret}", get(web::access::invitation::form).post(web::access::invitation::set))
        .route("/visit/{secret}", get(web::access::visitors::show).post(web::access::visitors::open))
        .route("/me", get(web::access::me::show))
        .route("/me/password", post(web::access::me::change))
        .route("/me/sessions/end", post(web::access::me::end_others))
        .route("/me/tokens", post(web::access::tokens::make))
        .route("/me/tokens/end", post(web::access::tokens::end))
        .route("/access", get(web::access::door::show))
        .route("/access/invitations", post(web::access::door::invite))
        .route("/access/links", post(web::access::visitors::make))
        .route("/access/links/end", post(web::access::visitors::end))
        .route("/access/log", get(web::access::looks::show))
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
