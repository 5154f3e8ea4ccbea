//! All routes on one page.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::error::Problem;
use crate::{access, api, assets, error, fields, protect, web};

/// Bytes that a form may have; uploads set their own limit.
const FORM: usize = 256 << 10;

/// The whole application.
pub fn router(app: App) -> Router {
    routes()
        .router
        .nest(api::ROOT, api::routes())
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

/// The path of every route; those of the API are in its description. A test asks each of them in the name of everybody and compares with what was agreed, so no
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
        .route("/a/{assessment}/unit/{unit}", get(web::unit::show))
        .route("/a/{assessment}/unit/{unit}/activity/{activity}", get(web::activity::show))
        .route("/a/{assessment}/unit/{unit}/item/{item}", get(web::item::show))
        .route("/a/{assessment}/unit/{unit}/item/{item}/note", post(web::item::note))
        .route("/assessments", get(web::running::list::show))
        .route("/assessments/open", get(web::running::open::form).post(web::running::open::submit))
        .route("/a/{assessment}/stage", get(web::running::stage::show).post(web::running::stage::shift))
        .route("/a/{assessment}/rescope", post(web::running::stage::rescope))
        .route("/a/{assessment}/assign", get(web::running::assign::show).post(web::running::assign::submit))
        .route("/a/{assessment}/unassign", post(web::running::assign::take))
        .route("/a/{assessment}/review", get(web::review::board::show))
        .route("/a/{assessment}/review/decide", post(web::review::decide::submit))
        .route("/a/{assessment}/verify", get(web::review::verify::show).post(web::review::verify::submit))
        .route("/a/{assessment}/delta", get(web::review::delta::show))
        .route("/a/{assessment}/correct", get(web::audit::correct::form).post(web::audit::correct::submit))
        .route("/a/{assessment}/pack", get(web::audit::pack::download))
        .route("/a/{assessment}/transfer", get(web::transfer::show).merge(upload(web::transfer::upload::submit)))
        .route("/a/{assessment}/transfer/decide", upload(web::transfer::decide::submit))
        .route("/a/{assessment}/sheet.xlsx", get(web::transfer::download::workbook))
        .route("/a/{assessment}/sheet.csv", get(web::transfer::download::table))
        .route("/a/{assessment}/assessment.json", get(web::transfer::download::assessment))
        .route("/record.jsonl", get(web::transfer::download::record))
        .route("/audit", get(web::audit::show))
        .route("/goals", get(web::running::goals::show))
        .route("/goals/target", post(web::running::goals::target))
        .route("/goals/action", post(web::running::goals::action))
        .route("/goals/close", post(web::running::goals::close))
        .route("/units", get(web::organisation::units::show).merge(upload(web::organisation::units::upload)))
        .route("/units/edit", get(web::organisation::unit::form).post(web::organisation::unit::submit))
        .route("/units/remove", post(web::organisation::unit::remove))
        .route("/people", get(web::organisation::people::show).merge(upload(web::organisation::import::upload)))
        .route("/people/add", post(web::organisation::people::add))
        .route("/people/grant", post(web::organisation::people::give))
        .route("/people/revoke", post(web::organisation::people::take))
        .route("/people/{person}/erase", get(web::organisation::erase::confirm).post(web::organisation::erase::erase))
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

/// A form with files, which may be larger than others.
fn upload<H, T>(handler: H) -> MethodRouter<App>
where
    H: Handler<T, App>,
    T: 'static,
{
    post(handler).layer(DefaultBodyLimit::max(fields::UPLOAD))
}
