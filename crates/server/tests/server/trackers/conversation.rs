//! A server that plays its part of a conversation: each request has to be the next one of the script.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::Response;
use serde_json::Value;
use tokio::net::TcpListener;

/// A request as it has to come, and the answer.
#[derive(Debug, Clone)]
pub struct Turn {
    method: &'static str,
    path: String,
    asks: Vec<(&'static str, &'static str)>,
    body: Option<Value>,
    status: u16,
    says: Vec<(&'static str, String)>,
    answer: Value,
}

impl Turn {
    pub fn get(path: &str) -> Self {
        let (asks, says) = (Vec::new(), Vec::new());
        Self { method: "GET", path: path.to_owned(), asks, body: None, status: 200, says, answer: Value::Null }
    }

    pub fn post(path: &str, body: Value) -> Self {
        Self { method: "POST", body: Some(body), ..Self::get(path) }.header("content-type", "application/json")
    }

    /// A header that has to come.
    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.asks.push((name, value));
        self
    }

    pub fn answers(self, status: u16, answer: Value) -> Self {
        Self { status, answer, ..self }
    }

    /// A header of the answer.
    pub fn says(mut self, name: &'static str, value: &str) -> Self {
        self.says.push((name, value.to_owned()));
        self
    }
}

#[derive(Default)]
struct Played {
    left: VecDeque<Turn>,
    wrong: Vec<String>,
}

/// The server; it ends with the test.
pub struct Conversation {
    pub url: String,
    played: Arc<Mutex<Played>>,
}

impl Conversation {
    pub async fn with(turns: Vec<Turn>) -> Self {
        let played = Arc::new(Mutex::new(Played { left: turns.into(), wrong: Vec::new() }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().fallback(answer).with_state(Arc::clone(&played));
        tokio::spawn(async move {
            axum::serve(listener, app).await.unwrap();
        });
        Self { url, played }
    }

    /// Everything was said, and nothing else.
    pub fn ended(&self) {
        let played = self.played.lock().unwrap();
        assert!(played.wrong.is_empty(), "{}", played.wrong.join("\n"));
        assert!(played.left.is_empty(), "not asked: {:#?}", played.left);
    }
}

async fn answer(State(played): State<Arc<Mutex<Played>>>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let asked = format!("{} {}", head.method, head.uri);
    let mut played = played.lock().unwrap();
    let Some(turn) = played.left.pop_front() else {
        played.wrong.push(format!("after the end: {asked}"));
        return Response::builder().status(418).body(Body::empty()).unwrap();
    };
    let wanted = format!("{} {}", turn.method, turn.path);
    if asked != wanted {
        played.wrong.push(format!("wanted {wanted}\n   got {asked}"));
    }
    for (name, value) in [("user-agent", "osmm")].iter().chain(&turn.asks) {
        if head.headers.get(*name).is_none_or(|is| is != value) {
            played.wrong.push(format!("{asked}: {name} is {:?} and not {value}", head.headers.get(*name)));
        }
    }
    let body: Option<Value> = (!body.is_empty()).then(|| serde_json::from_slice(&body).unwrap());
    if body != turn.body {
        played.wrong.push(format!("{asked}: wanted {:?}\ngot {body:?}", turn.body));
    }
    let response = Response::builder().status(turn.status).header("content-type", "application/json");
    let response = turn.says.iter().fold(response, |response, (name, value)| response.header(*name, value));
    response.body(Body::from(turn.answer.to_string())).unwrap()
}
