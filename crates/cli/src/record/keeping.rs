//! Where the record is, and who acts: options of every command.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use osmm_server::Remote;
use osmm_store::Place;

use crate::files;

/// Where the record is and who acts; for every command.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Keeping {
    /// Database: a file, or postgres://USER@HOST/NAME (default: osmm.db in the user's data folder)
    #[arg(long, value_name = "URL", env = "OSMM_DATABASE", global = true, hide_env_values = true)]
    database: Option<String>,
    /// In place of a database the record of a server, as far as you may: https://osmm.example (token: OSMM_TOKEN)
    #[arg(long, value_name = "URL", env = "OSMM_SERVER", global = true)]
    server: Option<String>,
    /// A file with the token for the server, which OSMM_TOKEN may hold as well
    #[arg(long, value_name = "FILE", env = "OSMM_TOKEN_FILE", global = true)]
    token_file: Option<PathBuf>,
    /// Ask a server on another machine without encryption, where nobody reads along
    #[arg(long, global = true)]
    allow_http: bool,
    /// Who acts: a handle of `osmm person list` (default: the only person there is; with a server, you)
    #[arg(long = "as", value_name = "PERSON", env = "OSMM_AS", global = true)]
    actor: Option<String>,
}

/// What a variable or option says; empty says nothing.
fn said(option: Option<&String>) -> Option<&str> {
    option.map(String::as_str).filter(|text| !text.is_empty())
}

impl Keeping {
    /// The database that is meant, for what is done on a database only; `way` says how it is done with a server.
    pub(crate) fn place_for(&self, what: &str, way: &str) -> Result<Place> {
        match said(self.server.as_ref()) {
            Some(url) => {
                bail!("`{what}` works on a database, and `--server` names {url}: nothing was done\n    hint: {way}")
            }
            None => self.place(),
        }
    }

    /// The database that is meant where no server is named.
    pub(super) fn place(&self) -> Result<Place> {
        match said(self.database.as_ref()) {
            Some(url) => Ok(url.parse()?),
            None => Ok(Place::Sqlite(data_folder()?.join("osmm.db"))),
        }
    }

    /// The server that is meant, if one is.
    pub(super) fn remote(&self) -> Result<Option<Remote>> {
        let Some(url) = said(self.server.as_ref()) else { return Ok(None) };
        if said(self.database.as_ref()).is_some() {
            bail!(
                "a server and a database are named, and the record is in one of them\n    hint: leave out `--server` \
                 (OSMM_SERVER) or `--database` (OSMM_DATABASE); an empty variable names nothing"
            );
        }
        Ok(Some(Remote::new(url, self.token()?, self.allow_http)?))
    }

    /// The token. It is no option, because others on a machine see the options of its programs.
    fn token(&self) -> Result<Option<String>> {
        let text = match &self.token_file {
            Some(path) if !path.as_os_str().is_empty() => {
                files::read_text(path).context("the token was not read; nothing was done")?
            }
            _ => std::env::var("OSMM_TOKEN").unwrap_or_default(),
        };
        Ok(Some(text.trim().to_owned()).filter(|token| !token.is_empty()))
    }

    /// Who is to act, if somebody was named.
    pub(crate) fn actor(&self) -> Option<&str> {
        self.actor.as_deref()
    }
}

fn data_folder() -> Result<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let home = || set("HOME").map(|h| h.join(".local").join("share"));
    let base = set("XDG_DATA_HOME").or_else(|| set("LOCALAPPDATA")).or_else(home);
    Ok(base.context("no folder for the database\n    hint: name one: `--database osmm.db`")?.join("osmm"))
}
