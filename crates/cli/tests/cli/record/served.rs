//! A record that the program serves, with a token for everybody in it.
#![allow(clippy::disallowed_types, reason = "what is sent is looked at as it comes")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use jiff::{SignedDuration, Timestamp};
use osmm_server::password;
use osmm_store::{Key, KeyKind, Store};

use super::desk::Desk;
use crate::NOW;

/// The program while it serves.
pub struct Served {
    /// Where it is reached.
    pub url: String,
    child: Child,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What lets a person in.
fn secret(handle: &str) -> String {
    format!("osmm_{handle}_of_these_tests")
}

impl Desk {
    /// Serves the record from now on: people act through the server, each by a token in the file `token.HANDLE`. Whoever
    /// has a token that only reads has it in `reads.HANDLE`.
    pub fn serve(&mut self) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(self.let_in());
        let mut child = Command::new(env!("CARGO_BIN_EXE_osmm"))
            .args(["--database", &self.database, "serve", "--login", "--listen", "127.0.0.1:0"])
            .current_dir(self.place.path(""))
            .env("SOURCE_DATE_EPOCH", NOW)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let at = line.find("http://").unwrap_or_else(|| panic!("{line}"));
        self.served = Some(Served { url: line[at..].trim().trim_end_matches('/').to_owned(), child });
    }

    async fn let_in(&self) {
        let store = Store::open(&self.database_place()).await.unwrap();
        let now = Timestamp::from_second(NOW.parse().unwrap()).unwrap();
        let ends = now + SignedDuration::from_hours(24 * 300);
        let hash = password::hashed("four words and more").unwrap();
        for data in store.people().await.unwrap().into_iter().filter_map(|p| p.data) {
            store.set_password(&data.person, &hash).await.unwrap();
            let (writes, reads) = (secret(&data.handle), format!("{}_reads", secret(&data.handle)));
            for (secret, file, may) in [(writes, "token", true), (reads, "reads", false)] {
                let key = Key::new(KeyKind::Token, &secret, &data.person, now, ends);
                store.add_key(&Key { writes: may, ..key }).await.unwrap();
                self.place.write(&format!("{file}.{}", data.handle), secret + "\n");
            }
        }
        store.close().await;
    }

    fn database_place(&self) -> osmm_store::Place {
        self.database.parse().unwrap()
    }

    /// The bytes that the server sends to a person who asks for a path.
    pub fn raw(&self, who: &str, path: &str) -> String {
        let host = self.served.as_ref().unwrap().url.trim_start_matches("http://").to_owned();
        let mut line = TcpStream::connect(&host).unwrap();
        let token = secret(who);
        write!(line, "GET {path} HTTP/1.0\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        line.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
