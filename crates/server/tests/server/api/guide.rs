//! The examples of `docs/reference/api.md` are run, one after the other, and each has to succeed.

use std::fs;
use std::path::Path;

use axum::body::Body;
use axum::http::Request;

use crate::site::Site;

/// The words of a command, with quotes taken away.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (i, piece) in line.split('\'').enumerate() {
        if i % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    words
}

fn request(line: &str) -> Request<Body> {
    let (mut method, mut body, mut at, mut headers) = ("GET".to_owned(), String::new(), String::new(), Vec::new());
    let mut words = words(line).into_iter().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "-X" => method = words.next().unwrap(),
            "-H" => headers.extend(words.next()),
            "-d" | "--data-binary" => body = words.next().unwrap(),
            url => at = url.strip_prefix("http://127.0.0.1:7878").unwrap().to_owned(),
        }
    }
    let mut request = Request::builder().method(method.as_str()).uri(at);
    for header in headers {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    request.body(Body::from(body)).unwrap()
}

#[tokio::test]
async fn the_examples_of_the_guide_work() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/api.md");
    let guide = fs::read_to_string(file).unwrap();
    let site = Site::begun().await;
    let mut ran = 0;
    for line in guide.lines().filter(|l| l.starts_with("curl ")) {
        let reply = site.ask(request(line)).await;
        assert!(reply.status.is_success(), "{line}\n{} {}", reply.status, reply.text);
        ran += 1;
    }
    assert!(ran >= 10, "only {ran} examples");
}
