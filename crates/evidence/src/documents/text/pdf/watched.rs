//! Work that nobody waits for too long, and whose panic ends nothing else.

use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

/// How long it may take, and after how long nobody waits for it any more.
const DEADLINE: Duration = Duration::from_secs(5);
const PATIENCE: Duration = Duration::from_secs(8);

const STACK: usize = 16 << 20;

/// Threads that nobody waits for any more and that go on; with so many of them no further work is begun.
static ABANDONED: AtomicIsize = AtomicIsize::new(0);
const MOST_ABANDONED: isize = 4;

/// Does the work in a thread of its own, which is told when to end.
///
/// # Errors
///
/// Those of the work, and that it panics or takes too long.
pub(super) fn run<T: Send + 'static>(
    work: impl FnOnce(Instant) -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    if ABANDONED.load(Ordering::Relaxed) >= MOST_ABANDONED {
        return Err("others before it have taken too long to read".to_owned());
    }
    let (send, receive) = mpsc::channel();
    let over = Over::default();
    let ends = Ends(over.clone());
    let watched = move || {
        let _ends = ends;
        // Nobody may wait for it any more.
        let _ = send.send(work(Instant::now() + DEADLINE));
    };
    let thread = std::thread::Builder::new().name("document".to_owned()).stack_size(STACK);
    thread.spawn(watched).map_err(|error| format!("there is no thread to read it in: {error}"))?;
    match receive.recv_timeout(PATIENCE) {
        Ok(done) => done,
        Err(mpsc::RecvTimeoutError::Timeout) => {
            over.abandon();
            Err(too_long())
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            Err("reading it ended in an internal error, most likely damaged or hostile content".to_owned())
        }
    }
}

pub(super) fn too_long() -> String {
    format!("reading it takes more than {} seconds", DEADLINE.as_secs())
}

/// Whether a thread has ended or nobody waits for it any more, whichever comes first.
#[derive(Clone, Default)]
struct Over(Arc<AtomicBool>);

impl Over {
    fn abandon(&self) {
        if !self.0.swap(true, Ordering::Relaxed) {
            ABANDONED.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Ends with its thread, also when that panics.
struct Ends(Over);

impl Drop for Ends {
    fn drop(&mut self) {
        if self.0.0.swap(true, Ordering::Relaxed) {
            ABANDONED.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_panics_ends_itself_alone() {
        let ended: Result<(), String> = run(|_| panic!("on purpose"));
        assert!(ended.is_err_and(|why| why.contains("internal error")));
        assert_eq!(run(|_| Ok(7)), Ok(7));
        assert!(run(|until| Ok(until > Instant::now())).unwrap_or_default());
    }
}
