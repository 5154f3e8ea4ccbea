//! What has to hold of a component of CycloneDX, so that a damaged bill is not taken for a whole one. It is no check of
//! the whole schema: what is not looked at here is not checked.

use super::super::document::{Node, Refusal};

/// Algorithms, and the number of hex digits that one gives.
const HASHES: [(&str, usize); 13] = [
    ("MD5", 32),
    ("SHA-1", 40),
    ("SHA-256", 64),
    ("SHA-384", 96),
    ("SHA-512", 128),
    ("SHA3-256", 64),
    ("SHA3-384", 96),
    ("SHA3-512", 128),
    ("BLAKE2b-256", 64),
    ("BLAKE2b-384", 96),
    ("BLAKE2b-512", 128),
    ("BLAKE3", 0),
    ("Streebog-256", 64),
];

pub(super) fn component(component: &Node<'_>) -> Result<(), Refusal> {
    component.need("name")?.text()?;
    component.need("type")?.text()?;
    if let Some(scope) = component.get("scope")
        && !["required", "optional", "excluded"].contains(&scope.text()?)
    {
        return Err(scope.refuse("the scope is none of required, optional, excluded"));
    }
    if let Some(reference) = component.get("bom-ref")
        && reference.text()?.is_empty()
    {
        return Err(reference.refuse("it is empty"));
    }
    for hash in component.get("hashes").iter().map(Node::list).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
        let (name, content) = (hash.need("alg")?, hash.need("content")?);
        let (name, text) = (name.text()?, content.text()?);
        let known = HASHES.iter().find(|(known, _)| *known == name).map(|(_, digits)| *digits);
        // Newer versions know more algorithms; that of a text that is no hex is none.
        let right = known.is_none_or(|digits| digits == 0 || digits == text.len());
        if !right || text.is_empty() || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(content.refuse("it is not what that algorithm gives"));
        }
        if known.is_none() && !name.contains('-') {
            return Err(hash.refuse("the algorithm is not known"));
        }
    }
    Ok(())
}

/// A licence has an id or a name, or is an expression.
pub(super) fn licence(choice: &Node<'_>) -> Result<(), Refusal> {
    let named = |licence: &Node<'_>| licence.get("id").is_some() || licence.get("name").is_some();
    match (choice.get("license"), choice.get("expression")) {
        (Some(licence), None) if named(&licence) => Ok(()),
        (Some(licence), None) => Err(licence.refuse("there is neither `id` nor `name`")),
        (None, Some(_)) => Ok(()),
        (Some(_), Some(_)) => Err(choice.refuse("it has `license` and `expression`")),
        (None, None) => Err(choice.refuse("there is neither `license` nor `expression`")),
    }
}

/// `urn:uuid:` and a UUID.
pub(super) fn serial_number(number: &Node<'_>) -> Result<(), Refusal> {
    let text = number.text()?;
    let uuid = text.strip_prefix("urn:uuid:").unwrap_or_default();
    let lengths: Vec<usize> = uuid.split('-').map(str::len).collect();
    let right = lengths == [8, 4, 4, 4, 12] && uuid.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit());
    if right { Ok(()) } else { Err(number.refuse("it is no `urn:uuid:`")) }
}
