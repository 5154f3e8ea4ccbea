//! The file `.mailmap`: which names and addresses in commits are the same person's. Read as git reads it.

use std::collections::HashMap;

/// A mailmap; the empty one changes nothing.
#[derive(Debug, Default)]
pub(crate) struct Mailmap {
    /// By the address in commits, lower case.
    entries: HashMap<Vec<u8>, Entry>,
}

#[derive(Debug, Default)]
struct Entry {
    new: New,
    /// By the name in commits, lower case, where one address is used by several people.
    by_name: HashMap<Vec<u8>, New>,
}

/// What stands for the name and the address in commits.
#[derive(Debug, Default)]
struct New {
    name: Option<Vec<u8>>,
    address: Option<Vec<u8>>,
}

/// `Name <address>` of a line, and the rest of it.
struct Part<'a> {
    name: Option<&'a [u8]>,
    address: &'a [u8],
    rest: &'a [u8],
}

impl Mailmap {
    pub(crate) fn of(text: &[u8]) -> Self {
        let mut map = Self::default();
        for line in text.split(|byte| *byte == b'\n').filter(|line| !line.starts_with(b"#")) {
            let Some(first) = part(line).filter(|first| !first.address.is_empty()) else { continue };
            match part(first.rest) {
                Some(second) => map.add(New::of(first.name, Some(first.address)), second.name, second.address),
                None => map.add(New::of(first.name, None), None, first.address),
            }
        }
        map
    }

    fn add(&mut self, new: New, old_name: Option<&[u8]>, old_address: &[u8]) {
        let entry = self.entries.entry(old_address.to_ascii_lowercase()).or_default();
        match old_name {
            Some(name) => {
                entry.by_name.insert(name.to_ascii_lowercase(), new);
            }
            None => {
                entry.new.name = new.name.or_else(|| entry.new.name.take());
                entry.new.address = new.address.or_else(|| entry.new.address.take());
            }
        }
    }

    /// The name and the address that stand for those of a commit.
    pub(crate) fn resolve<'a>(&'a self, name: &'a [u8], address: &'a [u8]) -> (&'a [u8], &'a [u8]) {
        if self.entries.is_empty() {
            return (name, address);
        }
        let Some(entry) = self.entries.get(&address.to_ascii_lowercase()) else { return (name, address) };
        let new = entry.by_name.get(&name.to_ascii_lowercase()).unwrap_or(&entry.new);
        (new.name.as_deref().unwrap_or(name), new.address.as_deref().unwrap_or(address))
    }
}

impl New {
    fn of(name: Option<&[u8]>, address: Option<&[u8]>) -> Self {
        Self { name: name.map(<[u8]>::to_vec), address: address.map(<[u8]>::to_vec) }
    }
}

fn part(line: &[u8]) -> Option<Part<'_>> {
    let open = line.iter().position(|byte| *byte == b'<')?;
    let close = open + line[open..].iter().position(|byte| *byte == b'>')?;
    let name = line[..open].trim_ascii();
    Some(Part { name: (!name.is_empty()).then_some(name), address: &line[open + 1..close], rest: &line[close + 1..] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(map: &str, name: &str, address: &str) -> String {
        let map = Mailmap::of(map.as_bytes());
        let (name, address) = map.resolve(name.as_bytes(), address.as_bytes());
        format!("{} <{}>", String::from_utf8_lossy(name), String::from_utf8_lossy(address))
    }

    #[test]
    fn all_four_forms_are_understood() {
        assert_eq!(resolved("Ann Bee <a@x>\n", "ann", "A@X"), "Ann Bee <A@X>");
        assert_eq!(resolved("<ann@new> <a@x>\n", "ann", "a@x"), "ann <ann@new>");
        assert_eq!(resolved("Ann Bee <ann@new> <a@x> # old\r\n", "ann", "a@x"), "Ann Bee <ann@new>");
        let shared = "Ann Bee <ann@new> ann <team@x>\nBo <bo@new> bo <team@x>\n";
        assert_eq!(resolved(shared, "BO", "team@x"), "Bo <bo@new>");
        assert_eq!(resolved(shared, "cee", "team@x"), "cee <team@x>");
    }

    #[test]
    fn later_lines_add_to_earlier_ones_and_the_rest_is_ignored() {
        assert_eq!(resolved("Ann <a@x>\n<ann@new> <a@x>\n", "a", "a@x"), "Ann <ann@new>");
        for nothing in ["# Ann <a@x>\n", "Ann a@x\n", "Ann <a@x\n", "<>\n", "Ann <> <a@x>\n", ""] {
            assert_eq!(resolved(nothing, "a", "a@x"), "a <a@x>", "{nothing}");
        }
    }
}
