//! Progress of a scan: a bar on a terminal, plain lines in a pipe, nothing when quiet.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use osmm_evidence::Progress;

use crate::show::safe;

/// How progress is shown.
pub(crate) enum Shown {
    /// A bar that goes away when done.
    Bar(ProgressBar),
    /// One line each.
    Lines {
        /// Repositories to look at.
        total: AtomicUsize,
        /// Repositories done.
        done: AtomicUsize,
    },
    /// Nothing.
    Quiet,
}

impl Shown {
    pub(crate) fn new(quiet: bool) -> Self {
        if quiet {
            return Self::Quiet;
        }
        if !io::stderr().is_terminal() {
            return Self::Lines { total: AtomicUsize::new(0), done: AtomicUsize::new(0) };
        }
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos} of {len} repositories  {msg}  {elapsed}") {
            bar.set_style(style);
        }
        Self::Bar(bar)
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Shown {
    fn found(&self, repositories: usize) {
        match self {
            Self::Bar(bar) => bar.set_length(repositories as u64),
            Self::Lines { total, .. } => total.store(repositories, Ordering::Relaxed),
            Self::Quiet => {}
        }
    }

    fn started(&self, name: &str) {
        if let Self::Bar(bar) = self {
            bar.set_message(safe(name));
        }
    }

    fn finished(&self, name: &str) {
        match self {
            Self::Bar(bar) => bar.inc(1),
            Self::Lines { total, done } => {
                let (n, of) = (done.fetch_add(1, Ordering::Relaxed) + 1, total.load(Ordering::Relaxed));
                let _ = writeln!(io::stderr().lock(), "looked at {n} of {of}: {}", safe(name));
            }
            Self::Quiet => {}
        }
    }
}
