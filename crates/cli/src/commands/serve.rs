//! `osmm serve`: the web app and its API, from this program.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use osmm_server::{Access, App, Config};
use osmm_store::Store;
use tokio::net::TcpListener;

use super::look::cache_folder;
use super::{now, tool};
use crate::Outcome;
use crate::catalogue::Catalogue;
use crate::console::Console;
use crate::record::Keeping;

/// Serve the web app on one port, from this program and on this record, until Ctrl-C.
///
/// On this machine alone it needs no login. Nothing that it shows asks anything of another machine.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7878")]
    listen: SocketAddr,
    /// Folder below which leads may have git repositories looked at, on this machine; several are allowed
    #[arg(long, value_name = "DIR")]
    repositories: Vec<PathBuf>,
    /// Open it in the browser
    #[arg(long)]
    open: bool,
}

const EXAMPLES: &str = "\
Examples:
  osmm serve --open
  osmm serve --database company.db --as ada
  osmm serve --repositories /srv/git           what leads may have scanned
  osmm serve --listen 127.0.0.1:0              a free port, which is printed";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    if !args.listen.ip().is_loopback() {
        bail!(
            "{} can be reached from other machines, and nobody would have to say who they are\n    hint: listen on \
             127.0.0.1",
            args.listen.ip()
        );
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(args, keeping, console))?;
    Ok(Outcome::Done)
}

async fn serve(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<()> {
    let place = keeping.place()?;
    let store = Store::open(&place).await?;
    let listener = TcpListener::bind(args.listen).await.with_context(|| {
        format!(
            "cannot listen on {}\n    hint: another program may be there; `--listen 127.0.0.1:0` takes a free port",
            args.listen
        )
    })?;
    let address = listener.local_addr()?;
    let app = App::new(store, config(args, keeping, address)?).await?;
    let url = format!("http://{address}/");
    console.say(&format!("Serving {place} on {url}"))?;
    console.note("Ctrl-C stops it; what was acknowledged is kept.");
    if args.open {
        open(&url, console);
    }
    let stop = async {
        // Without a signal to wait for, it serves until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    osmm_server::serve(app, listener, stop).await?;
    Ok(())
}

fn config(args: &Args, keeping: &Keeping, address: SocketAddr) -> Result<Config> {
    let catalogue = Catalogue::embedded();
    let models = catalogue.ids().map(|id| Ok(Arc::new(catalogue.load(Some(id))?)));
    let port = address.port();
    Ok(Config {
        models: models.collect::<Result<_>>()?,
        frameworks: catalogue.frameworks()?,
        tool: tool(),
        now,
        access: Access::Alone { person: keeping.actor().map(str::to_owned) },
        repositories: args.repositories.clone(),
        cache: cache_folder(),
        hosts: vec![
            address.to_string(),
            format!("localhost:{port}"),
            format!("127.0.0.1:{port}"),
            format!("[::1]:{port}"),
        ],
    })
}

/// Asks the system to open an address; where it cannot, the address has been printed.
fn open(url: &str, console: &mut Console) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    if std::process::Command::new(program).arg(url).spawn().is_err() {
        console.note(&format!("`{program}` could not be started: open the address yourself"));
    }
}
