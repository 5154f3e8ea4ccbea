//! `osmm serve`: the web app and its API, from this program.

mod door;

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use osmm_evidence::exports::tables::Columns;
use osmm_evidence::{Organisation as Described, OwnSignals};
use osmm_server::{Access, App, Config, Journal, Working};
use osmm_store::Store;
use tokio::net::TcpListener;

use super::look::{cache_folder, columns, described, own};
use super::{now, tool};
use crate::Outcome;
use crate::catalogue::Catalogue;
use crate::console::Console;
use crate::record::Keeping;

/// Serve the web app on one port, from this program and on this record, until Ctrl-C.
///
/// On this machine alone it needs no login; beyond it, everybody signs in. Nothing that it shows asks anything of another
/// machine.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7878")]
    listen: SocketAddr,
    /// Folder below which leads may have git repositories looked at, on this machine; several are allowed
    #[arg(long, value_name = "DIR")]
    repositories: Vec<PathBuf>,
    /// Who belongs to the organisation, for the scans of the web app: an osmm.toml
    #[arg(long, value_name = "FILE")]
    organisation: Option<PathBuf>,
    /// Leave scans to `osmm worker`, on this machine or others
    #[arg(long)]
    no_worker: bool,
    /// Open it in the browser
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    door: door::Door,
}

const EXAMPLES: &str = "\
Examples:
  osmm serve --open
  osmm serve --database company.db --as ada
  osmm serve --repositories /srv/git           what leads may have scanned
  osmm serve --listen 127.0.0.1:0              a free port, which is printed
  osmm serve --login --public-url https://osmm.example --trust-proxy 127.0.0.1";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let access = args.door.access(keeping, args.listen, console)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(args, access, keeping, console))?;
    Ok(Outcome::Done)
}

async fn serve(args: &Args, access: Access, keeping: &Keeping, console: &mut Console) -> Result<()> {
    let way = "name the database to serve, or open the address of the server in the browser";
    let place = keeping.place_for("osmm serve", way)?;
    let store = Store::open(&place).await?;
    door::refuse_locked(&access, &store).await?;
    let listener = TcpListener::bind(args.listen).await.with_context(|| {
        format!(
            "cannot listen on {}\n    hint: another program may be there; `--listen 127.0.0.1:0` takes a free port",
            args.listen
        )
    })?;
    let address = listener.local_addr()?;
    let app = App::new(store, config(args, access, address)?).await?;
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

fn config(args: &Args, access: Access, address: SocketAddr) -> Result<Config> {
    let organisation = args.organisation.as_deref().map(described).transpose()?.unwrap_or_default();
    let (own, _) = own(args.organisation.as_deref(), &organisation, &[])?;
    Ok(Config {
        repositories: args.repositories.clone(),
        columns: columns(None, args.organisation.as_deref())?,
        organisation,
        own,
        working: (!args.no_worker).then(Working::default),
        hosts: door::hosts(&access, address),
        ..basis(access)?
    })
}

/// How a program over a record is set up that nobody told anything.
pub(super) fn basis(access: Access) -> Result<Config> {
    let catalogue = Catalogue::embedded();
    let models = catalogue.ids().map(|id| Ok(Arc::new(catalogue.load(Some(id))?)));
    Ok(Config {
        models: models.collect::<Result<_>>()?,
        frameworks: catalogue.frameworks()?,
        tool: tool(),
        now,
        repositories: Vec::new(),
        organisation: Described::default(),
        own: OwnSignals::default(),
        columns: Columns::default(),
        cache: cache_folder(),
        working: None,
        hosts: Vec::new(),
        // Nobody can be told when standard error is gone.
        journal: Journal::new(|line| drop(writeln!(std::io::stderr().lock(), "{line}"))),
        access,
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
