//! `osmm worker`: works off scans that others asked for.

use std::time::Duration;

use anyhow::Result;
use osmm_server::{Access, App, Working, work};
use osmm_store::Store;

use super::serve::basis;
use crate::Outcome;
use crate::console::Console;
use crate::record::Keeping;

/// Work off the scans in the queue of the database, beside a server or without one, until Ctrl-C.
///
/// Any number of workers share the queue, on any machines that reach the database and have the folders at the same paths;
/// with SQLite that is this machine. Each takes one repository at a time. What a worker was doing when it ended is done
/// by another; a repository at which three workers ended is set aside, and the scan goes on without it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Repositories to look at at a time (default: as many as there are processors)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Seconds without a sign of life after which others take over what this worker was doing
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    lease: u64,
    /// End when the queue is empty
    #[arg(long)]
    once: bool,
}

const EXAMPLES: &str = "\
Examples:
  osmm scan --queue /srv/git --unit payments --database postgres://osmm@db/osmm
  osmm worker --database postgres://osmm@db/osmm
  osmm worker --once --threads 1                work off what is there, then end
  osmm queue                                    what waits, runs and ended";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let way = "name the database that the server works on";
    let place = keeping.place_for("osmm worker", way)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open_existing(&place).await?;
        let app = App::new(store, basis(Access::Alone { person: None })?).await?;
        console.note(&format!("Working off the queue of {place}; Ctrl-C gives back what is begun."));
        let threads = args.threads.map_or(Working::default().threads, usize::from);
        let how = Working { threads, lease: Duration::from_secs(args.lease), until_idle: args.once };
        let stop = async {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        work(app, how, stop).await?;
        Ok(Outcome::Done)
    })
}
