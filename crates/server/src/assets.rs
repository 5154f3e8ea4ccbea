//! Styles and scripts, in the program. Their addresses carry a digest of their content, so that browsers keep them for
//! ever and never use an old one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use osmm_maturity::digest::Digest;

use crate::error::Problem;

#[derive(rust_embed::Embed)]
#[folder = "assets/"]
struct Files;

struct Asset {
    digest: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

/// Style sheets are one file, in the order of their names, after those that pages share with reports.
static ALL: LazyLock<BTreeMap<&'static str, Asset>> = LazyLock::new(|| {
    let read = |path: &str| Files::get(path).map(|f| f.data.into_owned()).unwrap_or_default();
    let with = |ending: &str| {
        let mut paths: Vec<String> = Files::iter().filter(|p| p.ends_with(ending)).map(|p| p.into_owned()).collect();
        paths.sort();
        paths.iter().flat_map(|p| [read(p), b"\n".to_vec()].concat()).collect::<Vec<u8>>()
    };
    let style = [osmm_report::TOKENS.as_bytes(), osmm_report::CHART_STYLE.as_bytes(), &with(".css")].concat();
    let mut all = BTreeMap::new();
    for (name, kind, bytes) in [
        ("app.css", "text/css; charset=utf-8", style),
        ("app.js", "text/javascript; charset=utf-8", with(".js")),
        ("icon.svg", "image/svg+xml", read("icon.svg")),
    ] {
        let digest = Digest::of_bytes(&bytes).0.trim_start_matches("sha256:").chars().take(12).collect();
        all.insert(name, Asset { digest, kind, bytes });
    }
    all
});

/// The address of an asset.
pub(crate) fn href(name: &str) -> String {
    let digest = ALL.get(name).map(|a| a.digest.as_str()).unwrap_or_default();
    format!("/assets/{digest}/{name}")
}

/// `GET /assets/{digest}/{name}`
pub(crate) async fn get(Path((digest, name)): Path<(String, String)>) -> Result<Response, Problem> {
    let asset = ALL.get(name.as_str()).filter(|a| a.digest == digest).ok_or(Problem::NotFound)?;
    let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.bytes.as_slice()).into_response())
}

/// `GET /favicon.ico`: browsers ask for it on pages that name no icon, such as a report.
pub(crate) async fn icon() -> Result<Response, Problem> {
    let icon = ALL.get("icon.svg").ok_or(Problem::NotFound)?;
    Ok(([(header::CONTENT_TYPE, icon.kind)], icon.bytes.as_slice()).into_response())
}
