//! Who is at the other end: the address that connected or, where that is a proxy that is trusted, the one that it names.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, header};

use crate::access::Access;

fn connected(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical())
}

/// Whether a proxy that is trusted hands the request on.
fn by_proxy(access: &Access, extensions: &Extensions) -> bool {
    let peer = connected(extensions);
    access.accounts().zip(peer).is_some_and(|(accounts, peer)| accounts.proxies.contains(&peer))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get_all(name).iter().next_back()?.to_str().ok()
}

/// The address of whoever asks, as words.
pub(crate) fn address(access: &Access, headers: &HeaderMap, extensions: &Extensions) -> String {
    let own = connected(extensions).map_or_else(|| "unknown".to_owned(), |ip| ip.to_string());
    if !by_proxy(access, extensions) {
        return own;
    }
    // The last one is what the proxy saw itself; those before are what it was told.
    let named = text(headers, "x-forwarded-for").and_then(|list| list.rsplit(',').next());
    named.and_then(|ip| ip.trim().parse::<IpAddr>().ok()).map_or(own, |ip| ip.to_canonical().to_string())
}

/// The name under which we are asked.
pub(crate) fn host<'a>(access: &Access, headers: &'a HeaderMap, extensions: &Extensions) -> &'a str {
    let own = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    if by_proxy(access, extensions) { text(headers, "x-forwarded-host").unwrap_or(own) } else { own }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Accounts;

    fn asked(peer: &str) -> (HeaderMap, Extensions) {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "inner:7878".parse().unwrap());
        headers.insert("x-forwarded-host", "osmm.example".parse().unwrap());
        headers.insert("x-forwarded-for", "1.2.3.4, 203.0.113.9".parse().unwrap());
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 9)));
        (headers, extensions)
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_what_it_saw() {
        let accounts = Accounts { proxies: vec!["10.0.0.1".parse().unwrap()], ..Accounts::default() };
        let access = Access::Accounts(accounts);
        let (headers, from_proxy) = asked("10.0.0.1");
        assert_eq!(address(&access, &headers, &from_proxy), "203.0.113.9");
        assert_eq!(host(&access, &headers, &from_proxy), "osmm.example");
        let (headers, mapped) = asked("::ffff:10.0.0.1");
        assert_eq!(address(&access, &headers, &mapped), "203.0.113.9");
        let (headers, other) = asked("10.0.0.2");
        assert_eq!(address(&access, &headers, &other), "10.0.0.2");
        assert_eq!(host(&access, &headers, &other), "inner:7878");
        let alone = Access::Alone { person: None };
        assert_eq!(address(&alone, &headers, &from_proxy), "10.0.0.1");
    }
}
