//! Addresses of repositories, in the form in which they are compared.

use osmm_maturity::unit::repository_name;

/// An address of a repository as two of them are compared: without way of access, user, port and letter case.
pub(crate) struct Address {
    pub(crate) host: Option<String>,
    pub(crate) name: String,
}

impl Address {
    pub(crate) fn of(text: &str) -> Self {
        let text = text.trim().to_lowercase();
        let (host, rest) = match text.split_once("://") {
            Some((_, rest)) => rest.split_once('/').unwrap_or((rest, "")),
            None => match text.split_once(':').filter(|(host, _)| !host.contains('/')) {
                Some(parts) => parts,
                // `example.org/group/name`; a part with a dot before others is a host.
                None => text.split_once('/').filter(|(host, _)| host.contains('.')).unwrap_or(("", &text)),
            },
        };
        let host = host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or(host);
        let name = repository_name(&format!("x://{host}/{rest}")).unwrap_or_else(|| rest.trim_matches('/').to_owned());
        Self { host: (!host.is_empty()).then(|| host.to_owned()), name }
    }
}
