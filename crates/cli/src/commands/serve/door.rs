//! How the server is told who may use it: alone on this machine, or with accounts.

use std::net::{IpAddr, SocketAddr};

use anyhow::{Result, bail};
use osmm_maturity::organisation::Organisation;
use osmm_server::{Access, Accounts, Provider};
use osmm_store::{Store, Within};

use crate::console::Console;
use crate::record::Keeping;

#[derive(Debug, clap::Args)]
pub(super) struct Door {
    /// Everybody signs in, on this machine, too
    #[arg(long)]
    login: bool,
    /// Address under which people reach it, such as https://osmm.example
    #[arg(long, value_name = "URL", requires = "login")]
    public_url: Option<String>,
    /// A proxy whose word is taken on who asks (X-Forwarded-For, X-Forwarded-Host); may be repeated
    #[arg(long, value_name = "ADDRESS", requires = "login")]
    trust_proxy: Vec<IpAddr>,
    /// A provider of OpenID Connect that people may sign in with; what it knows us by is taken from OSMM_OIDC_SECRET
    #[arg(long, value_name = "URL", requires_all = ["login", "oidc_client"])]
    oidc_issuer: Option<String>,
    /// What the provider calls this server
    #[arg(long, value_name = "ID", requires = "oidc_issuer")]
    oidc_client: Option<String>,
    /// What people call the provider (default: its address)
    #[arg(long, value_name = "NAME", requires = "oidc_issuer")]
    oidc_name: Option<String>,
    /// Take the mail address of a provider that does not say whether it is verified; only for one in which people cannot
    /// set their address themselves
    #[arg(long, requires = "oidc_issuer")]
    oidc_trust_email: bool,
}

impl Door {
    /// Who may use a server that listens there; refuses what would leave it open.
    pub(super) fn access(&self, keeping: &Keeping, listen: SocketAddr, console: &mut Console) -> Result<Access> {
        let beyond = !listen.ip().is_loopback();
        if !self.login {
            if beyond {
                bail!(
                    "{} can be reached from other machines, and nobody would have to say who they are\n    hint: listen \
                     on 127.0.0.1, or let people sign in: `--login`",
                    listen.ip()
                );
            }
            return Ok(Access::Alone { person: keeping.actor().map(str::to_owned) });
        }
        let origin = self.public_url.as_deref().map(origin).transpose()?;
        if beyond && origin.is_none() {
            bail!(
                "{} can be reached from other machines, but under which address is not known\n    hint: name it: \
                 `--public-url https://osmm.example` behind a proxy that encrypts, or `--public-url http://NAME:PORT` \
                 where passwords may cross the network readable",
                listen.ip()
            );
        }
        if origin.as_ref().is_some_and(|o| o.starts_with("http://")) {
            console.note(
                "warning: the connection is not encrypted: whoever is on the network between reads passwords and answers. \
                 Put a proxy that encrypts before it, and name its address: --public-url https://...",
            );
        }
        Ok(Access::Accounts(Accounts { origin, proxies: self.trust_proxy.clone(), provider: self.provider() }))
    }

    fn provider(&self) -> Option<Provider> {
        let (issuer, client) = (self.oidc_issuer.clone()?, self.oidc_client.clone()?);
        let secret = std::env::var("OSMM_OIDC_SECRET").ok().filter(|s| !s.is_empty());
        let address = issuer.split_once("://").map_or(issuer.as_str(), |(_, rest)| rest);
        let name = self.oidc_name.clone().unwrap_or_else(|| address.trim_end_matches('/').to_owned());
        Some(Provider { issuer, client, secret, name, trusts_email: self.oidc_trust_email })
    }
}

/// The names under which it may be asked.
pub(super) fn hosts(access: &Access, address: SocketAddr) -> Vec<String> {
    let port = address.port();
    let origin = if let Access::Accounts(accounts) = access { accounts.origin.as_deref() } else { None };
    let public = origin.and_then(|o| o.split_once("://")).map(|(_, authority)| authority.to_owned());
    let own = [address.to_string(), format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")];
    public.into_iter().chain(own).collect()
}

/// Scheme, name and port of an address.
fn origin(url: &str) -> Result<String> {
    let fits = |authority: &&str| {
        !authority.is_empty() && authority.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b))
    };
    let whole = url.trim_end_matches('/').to_lowercase();
    let authority = whole.strip_prefix("https://").or_else(|| whole.strip_prefix("http://")).filter(fits);
    if authority.is_none() {
        bail!("`{url}` is no address to reach a server at\n    hint: write it as https://osmm.example, without a path");
    }
    Ok(whole)
}

/// Refuses to serve people of whom none could come in, or whom nobody leads.
pub(super) async fn refuse_locked(access: &Access, store: &Store) -> Result<()> {
    let Access::Accounts(accounts) = access else { return Ok(()) };
    let state: Organisation = store.state(Within::Skeleton, None).await?;
    if state.unled() {
        bail!(
            "nobody leads this organisation yet, so everybody who signs in could do everything\n    hint: begin with \
             `osmm serve` on this machine, or with `osmm unit import FILE`"
        );
    }
    if accounts.provider.is_none() && !store.accounts().await?.iter().any(|a| a.password.is_some()) {
        bail!("nobody could sign in: no password is set\n    hint: `osmm person password HANDLE` sets one");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_a_name_and_nothing_else() {
        assert_eq!(origin("https://OSMM.example/").unwrap(), "https://osmm.example");
        assert_eq!(origin("http://10.0.0.5:7878").unwrap(), "http://10.0.0.5:7878");
        for odd in ["osmm.example", "https://", "https://a/b", "https://a b", "ftp://a", "https://a@b", "https://a?b"] {
            assert!(origin(odd).is_err(), "{odd}");
        }
    }
}
