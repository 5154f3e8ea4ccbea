//! A server for one test, asked without a network.

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use osmm_maturity::model::{Framework, Known, Model, SourceFile, read, read_framework};
use osmm_maturity::observation::Tool;
use osmm_server::{Access, App, Config, Journal, router};
use osmm_store::{Place, Store};
use tempfile::TempDir;
use tower::ServiceExt;

/// 2026-11-22T12:00:00Z.
pub fn now() -> Timestamp {
    Timestamp::from_second(1_795_348_800).unwrap()
}

/// A record in a folder of its own with the server over it, and the browser of somebody who uses it.
pub struct Site {
    dir: Arc<TempDir>,
    pub app: App,
    /// All routes, made once: making them describes every operation of the API.
    routes: Router,
    /// The cookie of the session, where there is one.
    pub cookie: Option<String>,
}

/// What the server said.
pub struct Reply {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub text: String,
}

impl Reply {
    /// The cookie that it sets, as a browser sends it back.
    pub fn cookie(&self) -> Option<String> {
        let all = self.headers.get_all(header::SET_COOKIE).iter();
        all.map(|c| c.to_str().unwrap().split(';').next().unwrap().to_owned()).next()
    }

    /// Where it sends the reader.
    pub fn to(&self) -> &str {
        self.headers[header::LOCATION].to_str().unwrap()
    }
}

/// The YAML files in parts of a folder below the models of this repository.
fn sources(folder: &str, parts: &[&str]) -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models").join(folder);
    let mut files = Vec::new();
    for inside in parts {
        for entry in fs::read_dir(folder.join(inside)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "yaml") {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let name = if inside.is_empty() { name } else { format!("{inside}/{name}") };
                files.push(SourceFile { path: name, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    files
}

/// The FINOS model of this repository. It is read once: that takes longer than most of what is asked of a site.
pub static MODEL: LazyLock<Arc<Model>> = LazyLock::new(|| {
    Arc::new(read(&sources("finos-osmm", &["", "activities", "crosswalk"]), Known::default()).unwrap())
});

/// The frameworks of this repository.
static FRAMEWORKS: LazyLock<Vec<Framework>> =
    LazyLock::new(|| sources("frameworks", &[""]).iter().map(|f| read_framework(f).unwrap()).collect());

/// A model of one's own, to be changed.
pub fn model() -> Model {
    Model::clone(&MODEL)
}

/// How the servers of tests are set up.
pub fn config(access: Access) -> Config {
    Config {
        models: vec![MODEL.clone()],
        frameworks: FRAMEWORKS.clone(),
        tool: Tool { name: "osmm".to_owned(), version: "test".to_owned() },
        now,
        access,
        repositories: Vec::new(),
        cache: None,
        working: None,
        organisation: osmm_evidence::Organisation::default(),
        columns: osmm_evidence::exports::tables::Columns::default(),
        own: osmm_evidence::OwnSignals::default(),
        hosts: vec!["site".to_owned()],
        journal: Journal::new(|_| {}),
    }
}

/// One person, whoever is there.
pub fn alone() -> Access {
    Access::Alone { person: None }
}

impl Site {
    pub async fn new() -> Self {
        Self::over(TempDir::new().unwrap(), alone()).await
    }

    /// A site over the record in a folder.
    pub async fn over(dir: TempDir, access: Access) -> Self {
        Self::within(Arc::new(dir), config(access)).await
    }

    /// A site over the record in a folder, set up in another way.
    pub async fn with(dir: TempDir, config: Config) -> Self {
        Self::within(Arc::new(dir), config).await
    }

    async fn within(dir: Arc<TempDir>, config: Config) -> Self {
        let store = Store::open(&Place::Sqlite(dir.path().join("osmm.db"))).await.unwrap();
        let app = App::new(store, config).await.unwrap();
        Self { routes: router(app.clone()), app, dir, cookie: None }
    }

    /// The same with more models to choose from.
    pub async fn knowing(&self, handle: &str, more: Model) -> Self {
        let mut site = self.acting(handle).await;
        let store = Store::open(&Place::Sqlite(self.dir.path().join("osmm.db"))).await.unwrap();
        let mut config = config(Access::Alone { person: Some(handle.to_owned()) });
        config.models.push(Arc::new(more));
        site.app = App::new(store, config).await.unwrap();
        site.routes = router(site.app.clone());
        site
    }

    /// The same record with another person at the keyboard.
    pub async fn acting(&self, handle: &str) -> Self {
        Self::within(self.dir.clone(), config(Access::Alone { person: Some(handle.to_owned()) })).await
    }

    /// Sends files as a browser does: name of the field, name of the file, content; fields have no name of a file.
    pub async fn upload(&self, path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Reply {
        let mut body = Vec::new();
        for (field, file, content) in parts {
            let file = file.map(|f| format!("; filename=\"{f}\"")).unwrap_or_default();
            let head = format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"{file}\r\n\r\n");
            body.extend([head.as_bytes(), content, b"\r\n"].concat());
        }
        body.extend(b"--edge--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .header("sec-fetch-site", "same-origin");
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// A site whose first page was filled in.
    pub async fn begun() -> Self {
        let site = Self::new().await;
        let begun = site.post("/start", "name=Example+Group&size=250-999&sector=finance").await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        site
    }

    /// The same site in another browser.
    pub fn browser(&self, cookie: Option<String>) -> Self {
        Self { dir: self.dir.clone(), app: self.app.clone(), routes: self.routes.clone(), cookie }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form as a browser does from a page of the site.
    pub async fn post(&self, path: &str, form: &str) -> Reply {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.ask(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    pub async fn ask(&self, mut request: Request<Body>) -> Reply {
        request.headers_mut().entry(header::HOST).or_insert("site".parse().unwrap());
        if let Some(cookie) = &self.cookie {
            request.headers_mut().entry(header::COOKIE).or_insert(cookie.parse().unwrap());
        }
        let response = self.routes.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Reply { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }
}
