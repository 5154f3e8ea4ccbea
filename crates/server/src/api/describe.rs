//! Routes with their description: one line names an operation and its handler, and the types of the handler say what it
//! takes and gives. So the description cannot say anything else than the code does.

use std::collections::BTreeSet;
use std::future::Future;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::handler::Handler;
use axum::routing::{MethodRouter, delete, get, post, put};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::wrong;
use crate::app::App;
use crate::error::Problem;
use crate::who::Visit;

/// Where schemas are kept.
const SCHEMAS: &str = "/components/schemas";

/// One operation as it is described.
#[derive(Debug, Default)]
pub(crate) struct Operation {
    parameters: Vec<Value>,
    body: Option<Value>,
    answers: Map<String, Value>,
    wrong: BTreeSet<u16>,
    bytes: Option<usize>,
}

impl Operation {
    /// Parameters from the fields of a type; `place` is `path`, `query` or `header`.
    pub(crate) fn parameters<T: JsonSchema>(&mut self, place: &str, schemas: &mut SchemaGenerator) {
        let schema = T::json_schema(schemas).to_value();
        let required: Vec<&Value> = schema["required"].as_array().map(|r| r.iter().collect()).unwrap_or_default();
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let mut field = field.clone();
            let mut parameter = json!({ "name": name, "in": place });
            parameter["required"] = json!(required.iter().any(|r| *r == name));
            let fields = field.as_object_mut();
            let (words, examples) = fields.map(|f| (f.remove("description"), f.remove("examples"))).unwrap_or_default();
            parameter["description"] = words.unwrap_or_default();
            if let Some(example) = examples.as_ref().and_then(|e| e.get(0)) {
                parameter["example"] = example.clone();
            }
            parameter["schema"] = field;
            self.parameters.push(parameter);
        }
    }

    /// One parameter.
    pub(crate) fn parameter(&mut self, parameter: Value) {
        self.parameters.push(parameter);
    }

    /// What is sent.
    pub(crate) fn body(&mut self, kind: &str, schema: Value) {
        self.body = Some(json!({ "required": true, "content": { kind: { "schema": schema } } }));
    }

    /// How many bytes may be sent, where it is not as many as for a form.
    pub(crate) fn take(&mut self, bytes: usize) {
        self.bytes = Some(bytes);
    }

    /// What comes back when it went well.
    pub(crate) fn answer(&mut self, status: u16, answer: Value) {
        self.answers.insert(status.to_string(), answer);
    }

    /// What may go wrong.
    pub(crate) fn wrong(&mut self, statuses: &[u16]) {
        self.wrong.extend(statuses);
    }

    fn into_value(mut self, name: &str, summary: &str, tag: &str) -> Value {
        for status in self.wrong {
            self.answers.insert(status.to_string(), wrong::reference(status));
        }
        let mut value = json!({ "operationId": name, "summary": summary, "tags": [tag], "responses": self.answers });
        if !self.parameters.is_empty() {
            value["parameters"] = json!(self.parameters);
        }
        if let Some(body) = self.body {
            value["requestBody"] = body;
        }
        value
    }
}

/// What a handler takes, as its description says it.
pub(crate) trait Takes {
    fn describe(_: &mut Operation, _: &mut SchemaGenerator) {}
}

/// What a handler gives.
pub(crate) trait Gives {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator);
}

impl Takes for State<App> {}

impl Takes for Visit {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.wrong(&[401, 403, 409]);
    }
}

impl<T: Gives> Gives for Result<T, Problem> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        T::describe(operation, schemas);
    }
}

/// A handler whose types describe it.
pub(crate) trait Described<A> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator);
}

macro_rules! described {
    ($($taken:ident),*) => {
        impl<F, W, R, $($taken),*> Described<($($taken,)*)> for F
        where
            F: Fn($($taken),*) -> W,
            W: Future<Output = R>,
            R: Gives,
            $($taken: Takes),*
        {
            fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
                $($taken::describe(operation, schemas);)*
                R::describe(operation, schemas);
            }
        }
    };
}
described!(A);
described!(A, B);
described!(A, B, C);
described!(A, B, C, D);
described!(A, B, C, D, E);

/// Routes and their description under way.
pub(crate) struct Api {
    router: Router<App>,
    paths: Map<String, Value>,
    tags: Vec<Value>,
    schemas: SchemaGenerator,
}

impl Api {
    pub(crate) fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|s| {
            s.definitions_path = SCHEMAS.into();
            s.meta_schema = None;
        });
        let schemas = settings.into_generator();
        Self { router: Router::new(), paths: Map::new(), tags: Vec::new(), schemas }
    }

    /// What follows is about this.
    pub(crate) fn tag(mut self, name: &str, words: &str) -> Self {
        self.tags.push(json!({ "name": name, "description": words }));
        self
    }

    pub(crate) fn get<H: Handler<T, App> + Described<A>, T: 'static, A>(self, path: &str, summary: &str, h: H) -> Self {
        self.on("get", path, summary, get(h), H::describe)
    }

    pub(crate) fn post<H: Handler<T, App> + Described<A>, T: 'static, A>(
        self,
        path: &str,
        summary: &str,
        h: H,
    ) -> Self {
        self.on("post", path, summary, post(h), H::describe)
    }

    pub(crate) fn put<H: Handler<T, App> + Described<A>, T: 'static, A>(self, path: &str, summary: &str, h: H) -> Self {
        self.on("put", path, summary, put(h), H::describe)
    }

    pub(crate) fn delete<H: Handler<T, App> + Described<A>, T: 'static, A>(
        self,
        path: &str,
        summary: &str,
        h: H,
    ) -> Self {
        self.on("delete", path, summary, delete(h), H::describe)
    }

    fn on(
        mut self,
        method: &str,
        path: &str,
        summary: &str,
        mut route: MethodRouter<App>,
        describe: fn(&mut Operation, &mut SchemaGenerator),
    ) -> Self {
        let mut operation = Operation::default();
        describe(&mut operation, &mut self.schemas);
        operation.wrong(&[400, 421, 500, 503]);
        if path.contains('{') {
            operation.wrong(&[404]);
        }
        if method != "get" {
            operation.wrong(&[404, 422]);
        }
        if let Some(bytes) = operation.bytes {
            route = route.layer(DefaultBodyLimit::max(bytes));
        }
        let tag = self.tags.last().and_then(|t| t["name"].as_str()).unwrap_or_default().to_owned();
        let name = path.replace(['{', '}'], "").replace(['/', '.'], "-");
        let value = operation.into_value(&format!("{method}{name}"), summary, &tag);
        let at = self.paths.entry(path.to_owned()).or_insert_with(|| json!({}));
        at[method] = value;
        self.router = self.router.route(path, route);
        self
    }

    /// The routes, and their description by OpenAPI 3.1.
    pub(crate) fn finish(mut self) -> (Router<App>, Value) {
        let problem = self.schemas.subschema_for::<wrong::Shown>().to_value();
        let schemas = self.schemas.take_definitions(true);
        let description = json!({
            "openapi": "3.1.0",
            "info": { "title": "osmm", "version": "1", "summary": "Assessments of the use of open source: all that the pages can do.",
                "description": super::GUIDE, "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" } },
            "servers": [{ "url": super::ROOT }],
            "security": [{ "token": [] }, {}],
            "tags": self.tags,
            "paths": self.paths,
            "components": { "schemas": schemas, "responses": wrong::responses(&problem),
                "securitySchemes": { "token": { "type": "http", "scheme": "bearer",
                    "description": "A token from the page of tokens. A server for one person on one machine asks for none." } } },
        });
        (self.router, description)
    }
}
