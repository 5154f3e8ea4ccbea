//! Serving: the web app and its API on one port, over one record.
//!
//! Every handler is the same sandwich: load, pure function, render or save. [`router`] has all routes on one page; `web`
//! has one file per page, `api` one per resource. What holds is kept in memory and caught up with the record before each
//! request (`live`); nothing but the record is the truth, so that a crash loses nothing that was acknowledged.
//!
//! No page asks anything of another host: styles, scripts and texts are in the program. Pages work without script.
//! Errors: handlers return [`Problem`]; how it is shown is decided in one place.

mod access;
mod api;
mod app;
mod assets;
mod error;
mod escape;
mod fields;
mod journal;
mod links;
mod live;
mod moment;
mod outgoing;
mod page;
mod plans;
mod protect;
mod remote;
mod router;
mod scans;
mod texts;
pub mod trackers;
mod web;
mod who;
mod wire;
mod workshop;

use std::future::Future;
use std::net::SocketAddr;

use tokio::net::TcpListener;

pub use access::{Access, Accounts, Provider, password};
pub use api::api_description;
pub use app::{App, Config};
pub use error::Problem;
pub use journal::Journal;
pub use remote::{Remote, RemoteError, Standing};
pub use router::{paths, router};
pub use scans::{Outcome, Wish, Working, folders, named, queue, work};

/// Serves until `stop` is done; requests that have begun are finished, and scans go on when it is started again.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let (served, end) = tokio::sync::oneshot::channel::<()>();
    let worker = app.config().working.clone().map(|how| {
        tokio::spawn(async move {
            let ended = async { drop(end.await) };
            if let Err(error) = work(app.clone(), how, ended).await {
                app.note(&format!("no scan is worked off here: {error}"));
            }
        })
    });
    let result = axum::serve(listener, service).with_graceful_shutdown(stop).await;
    drop(served);
    if let Some(worker) = worker {
        worker.await.ok();
    }
    result
}
