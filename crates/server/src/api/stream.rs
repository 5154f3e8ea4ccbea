//! The whole record on its way to a reader, a piece at a time: a slow reader makes the export wait, and never fills memory.

use std::future::Future;
use std::io::{self, BufWriter, Write};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use schemars::SchemaGenerator;
use serde_json::json;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::describe::{Gives, Operation};
use crate::app::App;

/// Bytes of one piece.
const PIECE: usize = 64 << 10;
/// Pieces that may wait for the reader.
const WAITING: usize = 8;

type Piece = Result<Bytes, io::Error>;

/// The lines of a record.
pub(crate) struct Lines(Receiver<Piece>);

impl Lines {
    /// Begins to export. A failure on the way breaks the answer off; its first line says how many lines there are.
    pub(crate) fn of(app: App) -> Self {
        let (sender, receiver) = channel(WAITING);
        let runtime = Handle::current();
        tokio::task::spawn_blocking(move || {
            let mut out = BufWriter::with_capacity(PIECE, Sink(sender.clone()));
            if let Err(error) = runtime.block_on(app.store().export(&mut out)) {
                // Nobody may be there to hear it.
                let _ = waited(sender.send(Err(io::Error::other(error.to_string()))));
            }
        });
        Self(receiver)
    }
}

impl IntoResponse for Lines {
    fn into_response(self) -> Response {
        let pieces = stream::unfold(self.0, async |mut receiver| Some((receiver.recv().await?, receiver)));
        // What compresses an answer asks once more after its end.
        let pieces = pieces.fuse();
        let headers = [
            (header::CONTENT_TYPE, "application/x-ndjson"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"record.ndjson\""),
        ];
        (headers, Body::from_stream(pieces)).into_response()
    }
}

impl Gives for Lines {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        let content = json!({ "application/x-ndjson": { "schema": { "type": "string" } } });
        operation.answer(200, json!({ "description": "Lines of JSON: first what follows, then files, people and events.", "content": content }));
    }
}

/// Where the export writes.
struct Sink(Sender<Piece>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = waited(self.0.send(Ok(Bytes::copy_from_slice(bytes))));
        sent.map(|()| bytes.len()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Waits on this thread, which is there for nothing else. Fairness towards other tasks has no meaning here.
fn waited<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = pin!(tokio::task::unconstrained(future));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(done) => return done,
            Poll::Pending => std::thread::park(),
        }
    }
}
