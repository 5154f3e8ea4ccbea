//! All routes on one page.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::error::Problem;
use crate::{api, assets, error, fields, protect, web};

/// Bytes that a form may have; uploads set their own limit.
const FORM: usize = 256 << 10;

/// The whole application.
pub fn router(app: App) -> Router {
    routes()
        .router
        .nest(api::ROOT, api::routes())
        .fallback(async || Problem::NotFound)
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn_with_state(app.clone(), crate::access::log::noted))
        .layer(from_fn_with_state(app.clone(), protect::host))
        .layer(protect::cross_site(&app.config().access))
        .layer(from_fn_with_state(app.clone(), error::shown))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), protect::headers))
        .with_state(app)
}

/// The path of every route; those of the API are in its description. A test asks each of them in the name of everybody and
/// compares with what was agreed, so no route is open to somebody by oversight.
#[must_use]
pub fn paths() -> Vec<&'static str> {
    routes().paths
}

fn routes() -> Routes {
    let parts = [overview, running, organisation, models, answering, evidence, access];
    parts.into_iter().fold(Routes::default(), |routes, part| part(routes))
}

/// Where do we stand?
fn overview(routes: Routes) -> Routes {
    routes
        .route("/healthz", get(web::health::check))
        .route("/assets/{digest}/{name}", get(assets::get))
        .route("/favicon.ico", get(assets::icon))
        .route("/", get(web::dashboard::home))
        .route("/start", get(web::start::form).post(web::start::begin))
        .route("/language/{language}", post(web::language::choose))
        .route("/a/{assessment}", get(web::dashboard::show))
        .route("/a/{assessment}/unit/{unit}", get(web::unit::show))
        .route("/a/{assessment}/unit/{unit}/activity/{activity}", get(web::activity::show))
        .route("/a/{assessment}/unit/{unit}/item/{item}", get(web::item::show))
        .route("/a/{assessment}/unit/{unit}/item/{item}/note", post(web::item::note))
}

/// The way of an assessment, from opening to audit.
fn running(routes: Routes) -> Routes {
    routes
        .route("/assessments", get(web::running::list::show))
        .route("/assessments/open", get(web::running::open::form).post(web::running::open::submit))
        .route("/a/{assessment}/stage", get(web::running::stage::show).post(web::running::stage::shift))
        .route("/a/{assessment}/upgrade", get(web::running::upgrade::show).post(web::running::upgrade::submit))
        .route("/a/{assessment}/rescope", post(web::running::stage::rescope))
        .route("/a/{assessment}/assign", get(web::running::assign::show).post(web::running::assign::submit))
        .route("/a/{assessment}/unassign", post(web::running::assign::take))
        .route("/a/{assessment}/review", get(web::review::board::show))
        .route("/a/{assessment}/review/decide", post(web::review::decide::submit))
        .route("/a/{assessment}/verify", get(web::review::verify::show).post(web::review::verify::submit))
        .route("/a/{assessment}/delta", get(web::review::delta::show))
        .route("/a/{assessment}/correct", get(web::audit::correct::form).post(web::audit::correct::submit))
        .route("/a/{assessment}/report", get(web::report::show))
        .route("/a/{assessment}/report/file", get(web::report::file))
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
        .route("/plan", get(web::plan::show))
        .route("/plan/settings", get(web::plan::settings::form).post(web::plan::settings::save))
        .route("/plan/text", get(web::plan::text::form).post(web::plan::text::save))
        .route("/plan/action", get(web::plan::action::form).post(web::plan::action::save))
        .route("/plan/take", post(web::plan::work::take))
        .route("/plan/work", post(web::plan::work::shift))
}

/// Units and people.
fn organisation(routes: Routes) -> Routes {
    routes
        .route("/units", get(web::organisation::units::show).merge(upload(web::organisation::units::upload)))
        .route("/units/edit", get(web::organisation::unit::form).post(web::organisation::unit::submit))
        .route("/units/remove", post(web::organisation::unit::remove))
        .route("/people", get(web::organisation::people::show).merge(upload(web::organisation::import::upload)))
        .route("/people/add", post(web::organisation::people::add))
        .route("/people/grant", post(web::organisation::people::give))
        .route("/people/revoke", post(web::organisation::people::take))
        .route("/people/{person}/erase", get(web::organisation::erase::confirm).post(web::organisation::erase::erase))
}

/// What models say, and answers read through other frameworks.
fn models(routes: Routes) -> Routes {
    routes
        .route("/model", get(web::model::index::show))
        .route("/model/compare", get(web::model::compare::show))
        .route("/model/{model}", get(web::model::browse::show))
        .route("/model/{model}/activity/{activity}", get(web::model::guide::activity))
        .route("/model/{model}/item/{item}", get(web::model::guide::item))
        .route("/model/{model}/crosswalk/{framework}", get(web::model::crosswalk::show))
        .route("/a/{assessment}/unit/{unit}/lenses", get(web::model::lenses::all))
        .route("/a/{assessment}/unit/{unit}/lenses/{framework}", get(web::model::lenses::one))
}

/// Answering, alone and in a workshop.
fn answering(routes: Routes) -> Routes {
    routes
        .route("/a/{assessment}/todo", get(web::answer::todo::show))
        .route("/a/{assessment}/unit/{unit}/sort", get(web::answer::sort::show).post(web::answer::sort::save))
        .route("/a/{assessment}/unit/{unit}/sort/zero", post(web::answer::sort::zero))
        .route("/a/{assessment}/unit/{unit}/answer", get(web::answer::rate::next))
        .route("/a/{assessment}/unit/{unit}/answer/{item}", get(web::answer::rate::show).post(web::answer::save::save))
        .route("/a/{assessment}/unit/{unit}/undo", post(web::answer::undo::undo))
        .route("/a/{assessment}/unit/{unit}/lock", get(web::answer::lock::show).post(web::answer::lock::lock))
        .route("/a/{assessment}/unit/{unit}/for/{person}/answer", get(web::answer::rate::next))
        .route(
            "/a/{assessment}/unit/{unit}/for/{person}/answer/{item}",
            get(web::answer::rate::show).post(web::answer::save::save),
        )
        .route("/a/{assessment}/unit/{unit}/for/{person}/undo", post(web::answer::undo::undo))
        .route(
            "/a/{assessment}/unit/{unit}/for/{person}/lock",
            get(web::answer::lock::show).post(web::answer::lock::lock),
        )
        .route("/a/{assessment}/unit/{unit}/for", get(web::answer::others::go))
        .route("/a/{assessment}/unit/{unit}/done", get(web::answer::done::show))
        .route("/a/{assessment}/unit/{unit}/report.html", get(web::answer::files::report))
        .route("/a/{assessment}/unit/{unit}/osmm-assessment.json", get(web::answer::files::assessment))
        .route("/workshop", get(web::workshop::start::show).post(web::workshop::start::begin))
        .route("/workshop/{code}", get(web::workshop::lead::wall).post(web::workshop::lead::step))
        .route("/workshop/{code}/state", get(web::workshop::lead::state))
        .route("/w", get(web::workshop::vote::join).post(web::workshop::vote::enter))
        .route("/w/{code}", get(web::workshop::vote::show).post(web::workshop::vote::vote))
        .route("/w/{code}/state", get(web::workshop::vote::state))
}

/// What machines saw and propose, and what people keep as evidence.
fn evidence(routes: Routes) -> Routes {
    routes
        .route(
            "/a/{assessment}/unit/{unit}/proposals",
            get(web::evidence::proposals::show).post(web::evidence::decide::one),
        )
        .route("/a/{assessment}/unit/{unit}/proposals/accept", post(web::evidence::decide::all))
        .route("/a/{assessment}/unit/{unit}/proposals/undo", post(web::evidence::decide::undo))
        .route("/a/{assessment}/unit/{unit}/evidence", get(web::evidence::objects::list))
        .route(
            "/a/{assessment}/unit/{unit}/evidence/new",
            get(web::evidence::give::form).merge(upload(web::evidence::give::submit)),
        )
        .route(
            "/a/{assessment}/unit/{unit}/evidence/{evidence}",
            get(web::evidence::objects::one).post(web::evidence::give::judge),
        )
        .route("/a/{assessment}/unit/{unit}/evidence/{evidence}/file", get(web::evidence::objects::file))
        .route("/scans", get(web::evidence::watch::all))
        .route(
            "/a/{assessment}/unit/{unit}/scans",
            get(web::evidence::scans::show).merge(upload(web::evidence::scans::begin)),
        )
        .route("/a/{assessment}/unit/{unit}/scans/seen", get(web::evidence::seen::show))
        .route("/a/{assessment}/unit/{unit}/scans/original/{digest}", get(web::evidence::imported::original))
        .route("/a/{assessment}/unit/{unit}/scans/{job}", get(web::evidence::watch::show))
        .route("/a/{assessment}/unit/{unit}/scans/{job}/progress", get(web::evidence::watch::progress))
        .route("/a/{assessment}/unit/{unit}/scans/{job}/stop", post(web::evidence::watch::stop))
}

/// Who may come in.
fn access(routes: Routes) -> Routes {
    routes
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
