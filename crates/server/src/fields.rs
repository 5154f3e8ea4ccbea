//! What a form sent, name by name, and files with it. Pages read what they know and show the rest again when something
//! is wrong, so that nothing typed is lost.

use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use jiff::civil::Date;

use crate::error::Problem;

/// Bytes that the files of one upload may have together.
pub(crate) const UPLOAD: usize = 16 << 20;
/// Files of one upload.
const MOST_FILES: usize = 50;

/// Fields in the order in which they were sent; a name may come several times.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(|e| Problem::Odd("problem-form", e.body_text()))?;
        Ok(Self(fields))
    }
}

impl Fields {
    /// The first value of a name without white space around it; empty when there is none.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim()).unwrap_or_default()
    }

    /// The same, where something was given.
    pub(crate) fn some(&self, name: &str) -> Option<&str> {
        Some(self.one(name)).filter(|v| !v.is_empty())
    }

    /// All values of a name that are not empty.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(n, v)| n == name && !v.trim().is_empty()).map(|(_, v)| v.trim())
    }

    /// Whether a name came with this value.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|v| v == value)
    }

    /// A day, where one was given.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Date>, Problem> {
        self.some(name)
            .map(|text| text.parse().map_err(|_| Problem::Odd("problem-not-a-day", text.to_owned())))
            .transpose()
    }
}

/// A file that was sent. Its name is a label for messages, never a path and never trusted.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Sent {
    /// Whether the content is that of a workbook: an archive.
    pub(crate) fn is_workbook(&self) -> bool {
        self.bytes.starts_with(b"PK\x03\x04")
    }

    /// Whether the content looks like an object of JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.bytes.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{')
    }

    /// The name with an ending that says what the content is: a table or not.
    pub(crate) fn labelled(&self) -> String {
        let known = [".csv", ".tsv", ".yaml", ".yml"].iter().any(|e| self.name.to_ascii_lowercase().ends_with(e));
        let first = self.bytes.split(|b| *b == b'\n').find(|l| !l.trim_ascii().is_empty()).unwrap_or_default();
        let table = first.iter().any(|b| b",;\t".contains(b)) && !first.windows(2).any(|w| w == b": ");
        match (known, table) {
            (true, _) => self.name.clone(),
            (false, true) => format!("{}.csv", self.name),
            (false, false) => format!("{}.yaml", self.name),
        }
    }
}

/// A form with files.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    pub fields: Fields,
    pub files: Vec<Sent>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(CONTENT_TYPE).map(|kind| kind.as_bytes().to_ascii_lowercase());
        if kind.is_some_and(|kind| kind.starts_with(b"application/x-www-form-urlencoded")) {
            return Ok(Self { fields: Fields::from_request(request, state).await?, files: Vec::new() });
        }
        let bad = |text: String| Problem::Odd("problem-form", text);
        let mut parts = Multipart::from_request(request, state).await.map_err(|e| bad(e.body_text()))?;
        let mut upload = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|e| bad(e.body_text()))? {
            let (name, file) = (part.name().unwrap_or_default().to_owned(), part.file_name().map(label));
            let bytes = part.bytes().await.map_err(|e| bad(e.body_text()))?;
            match file {
                // A browser sends an empty file where none was chosen.
                Some(_) if bytes.is_empty() => {}
                Some(_) if upload.files.len() == MOST_FILES => {
                    return Err(Problem::Odd("problem-files", MOST_FILES.to_string()));
                }
                Some(name) => upload.files.push(Sent { name, bytes: bytes.to_vec() }),
                None => upload.fields.0.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(upload)
    }
}

/// The last part of a name, short and without signs that mean something to a terminal or a file system.
fn label(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(100).collect();
    if plain.is_empty() { "file".to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_label() {
        assert_eq!(label("../../etc/passwd"), "passwd");
        assert_eq!(label("C:\\x\\units.csv"), "units.csv");
        assert_eq!(label("a\u{1b}[31m.csv"), "a[31m.csv");
        assert_eq!(label("///"), "file");
    }

    #[test]
    fn content_says_what_a_file_is() {
        let sent = |name: &str, text: &str| Sent { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        assert_eq!(sent("units", "id,title\na,b\n").labelled(), "units.csv");
        assert_eq!(sent("units.txt", "- id: a\n  title: b, c\n").labelled(), "units.txt.yaml");
        assert_eq!(sent("x.CSV", "a").labelled(), "x.CSV");
    }
}
