//! What can be wrong with a server, or with its address.
#![allow(clippy::disallowed_types, reason = "something odd has to be asked")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use super::super::desk::desks;
use super::says;

/// Something that says the same to whoever asks.
fn odd(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap();
    thread::spawn(move || {
        for line in listener.incoming().flatten() {
            let mut line = line;
            let _ = line.read(&mut [0; 4096]);
            let _ = line.write_all(answer.as_bytes());
        }
    });
    format!("http://{at}")
}

#[test]
fn what_is_wrong_with_a_server_is_told_with_its_place_and_a_way_out() {
    let desk = desks().remove(0);
    let at = |url: &str| desk.place.osmm(&["--server", url, "todo"]);
    says(&at("osmm.example"), &["`osmm.example`", "https://osmm.example"]);
    says(&at("http://osmm.example"), &["is not encrypted", "--allow-http"]);
    says(&at("https://127.0.0.1:1"), &["https://127.0.0.1:1", "cannot be reached"]);
    let page = odd("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>");
    says(&at(&page), &[&page, "does not know what this program asks"]);
    says(&at(&page.replace("http:", "https:")), &["cannot be reached"]);
    let missing = odd("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
    says(&at(&missing), &["404", "is the address right"]);
    let older =
        odd("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n{\"type\":\"about:blank#not-found\",\"title\":\"Not \
                     found\",\"status\":404,\"detail\":\"\"}");
    says(&at(&older), &["/api/v1/record/events", "has to be updated"]);
    let newer = odd("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"format\":\"osmm-remote/2\"}");
    says(&at(&newer), &["not understood", "newer program"]);
    let moved = odd("HTTP/1.1 308 Permanent Redirect\r\nLocation: https://new.example/\r\nConnection: close\r\n\r\n");
    says(&at(&moved), &["sends to https://new.example/"]);
}
