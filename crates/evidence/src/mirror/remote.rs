//! The address of a remote repository, and where its copy goes.

use std::path::PathBuf;

use crate::address::Address;

/// Longest address that is taken, in bytes.
const LONGEST: usize = 2048;

/// A repository on a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    url: String,
    /// Whether its server calls it archived.
    pub archived: bool,
    /// Whether its server calls it a fork.
    pub fork: bool,
}

impl Remote {
    /// An address that git reaches over a network: `https://`, `http://`, `ssh://` or `user@host:path`.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words; an address that holds a password is not taken, since it would be kept.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = text.trim();
        if url.len() > LONGEST {
            return Err("it is too long for an address".to_owned());
        }
        if url.is_empty() || url.starts_with('-') || url.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err("it is no address of a repository".to_owned());
        }
        let authority = match url.split_once("://") {
            Some(("https" | "http" | "ssh", rest)) => rest.split('/').next().unwrap_or_default(),
            Some((scheme, _)) => return Err(format!("`{scheme}` is no way to reach it: https, http or ssh is")),
            None => match url.split_once(':') {
                Some((authority, path)) if !authority.contains('/') && !path.starts_with(':') => authority,
                _ => return Err("it names no server: https, http, ssh or user@host:path does".to_owned()),
            },
        };
        let user = authority.rsplit_once('@').map(|(user, _)| user);
        if user.is_some_and(|user| user.contains(':')) {
            return Err("it holds a password; take it out, and let a credential helper of git give it".to_owned());
        }
        if authority.starts_with('-') || user.is_some_and(str::is_empty) {
            return Err("it is no address of a repository".to_owned());
        }
        let remote = Self { url: url.to_owned(), archived: false, fork: false };
        let address = Address::of(url);
        if address.host.is_none() || remote.parts().len() < 2 {
            return Err("it names a server and no repository".to_owned());
        }
        Ok(remote)
    }

    /// The address as git is given it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Server and parts of the path, each a name that a folder can have.
    fn parts(&self) -> Vec<String> {
        let address = Address::of(&self.url);
        let host = address.host.unwrap_or_default();
        let parts = std::iter::once(host.as_str()).chain(address.name.split('/')).filter(|part| !part.is_empty());
        parts.map(folder).collect()
    }

    /// The name under which a scan of the folder of copies lists it: the server and the path there.
    #[must_use]
    pub fn name(&self) -> String {
        self.parts().join("/")
    }

    /// Where its copy is in that folder. The ending keeps it apart from a folder of further repositories.
    pub(super) fn place(&self) -> PathBuf {
        let mut parts = self.parts();
        if let Some(last) = parts.last_mut() {
            last.push_str(".git");
        }
        parts.iter().collect()
    }
}

/// A name that leads nowhere else and means the same on every system.
fn folder(part: &str) -> String {
    let sign = |c: char| if c.is_alphanumeric() || "._-~+".contains(c) { c } else { '_' };
    let name: String = part.chars().map(sign).take(100).collect();
    let odd = name.starts_with('.') || name.ends_with(".git") || name == "node_modules";
    if odd { format!("_{name}") } else { name }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn addresses_lead_to_folders_below() {
        for (url, name) in [
            ("https://github.com/FINOS/Waltz.git", "github.com/finos/waltz"),
            ("git@gitlab.example:group/sub/app.git", "gitlab.example/group/sub/app"),
            ("ssh://git@git.example:2222/team/app", "git.example/team/app"),
            ("https://git.example/../../etc/passwd", "git.example/_../_../etc/passwd"),
            ("https://git.example/a/node_modules", "git.example/a/_node_modules"),
        ] {
            let remote = Remote::parse(url).unwrap();
            assert_eq!(remote.name(), name, "{url}");
            let place = remote.place();
            assert!(place.components().all(|c| matches!(c, std::path::Component::Normal(_))), "{place:?}");
        }
    }

    #[test]
    fn what_is_no_address_on_a_server_is_refused() {
        for (text, words) in [
            ("", "no address"),
            ("--upload-pack=touch x", "no address"),
            ("-oProxyCommand=x:y", "no address"),
            ("/srv/git/app", "names no server"),
            ("file:///srv/git/app", "`file` is no way"),
            ("ext::sh -c x", "no address"),
            ("ext::sh", "names no server"),
            ("https://ann:secret@git.example/app", "password"),
            ("https://git.example", "no repository"),
            ("https://git.example/a b", "no address"),
            ("ssh://-oProxyCommand=x/app", "no address"),
        ] {
            let refused = Remote::parse(text).unwrap_err();
            assert!(refused.contains(words), "{text}: {refused}");
            assert!(!refused.contains("secret"));
        }
    }
}
