//! The name of a repository in its address; one way for the rules of units and for what a scan finds, so that they meet.

/// Words of an address behind which a repository's name has ended.
const BEHIND: [&str; 6] = ["tree", "blob", "src", "-", "raw", "edit"];

/// The name that a forge gives a repository: `https://github.com/acme/ledger/tree/main/` and
/// `git@github.com:acme/ledger.git` are `acme/ledger`. Nothing for a folder, which says nothing of an owner. What
/// stands before the host, as a password may, is never part of it.
#[must_use]
pub fn repository_name(address: &str) -> Option<String> {
    let address = address.trim();
    let path = match address.split_once("://") {
        Some(("file", _)) => return None,
        Some((_, rest)) => rest.split_once('/')?.1,
        None => {
            // A letter before the colon is a drive, and something with a slash is a folder.
            address.split_once(':').filter(|(host, _)| host.len() > 1 && !host.contains('/'))?.1
        }
    };
    let path = path.split(['?', '#']).next()?;
    let parts = path.split('/').filter(|p| !p.is_empty() && *p != "_git");
    let name = parts.enumerate().take_while(|(i, p)| *i < 2 || !BEHIND.contains(p)).map(|(_, p)| p);
    let name = name.collect::<Vec<_>>().join("/");
    let name = name.strip_suffix(".git").unwrap_or(&name);
    (!name.is_empty()).then(|| name.to_owned())
}
