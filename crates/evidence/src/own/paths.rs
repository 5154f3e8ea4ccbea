//! Forms of paths: which files and folders a rule is about.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::facts::{Entry, Tree};

/// Longest form.
const LONGEST: usize = 300;

/// What a form may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Any,
}

impl Kind {
    pub(super) const ALL: [(&'static str, Self); 3] =
        [("file", Self::File), ("folder", Self::Folder), ("any", Self::Any)];
}

/// Forms of paths without those that are excepted.
#[derive(Debug, Clone)]
pub(super) struct Paths {
    /// As written, for messages.
    pub(super) forms: Vec<String>,
    set: GlobSet,
    except: GlobSet,
    kind: Kind,
}

impl Paths {
    /// Forms as written; faults carry the number of the form in `forms`, then in `except`.
    pub(super) fn new(
        forms: &[String],
        except: &[String],
        ignore_case: bool,
        kind: Kind,
    ) -> Result<Self, Vec<(usize, String)>> {
        let mut faults = Vec::new();
        let mut set = |forms: &[String], before: usize| {
            let mut builder = GlobSetBuilder::new();
            for (number, form) in forms.iter().enumerate() {
                match glob(form, ignore_case) {
                    Ok(glob) => drop(builder.add(glob)),
                    Err(why) => faults.push((before + number, why)),
                }
            }
            builder.build().unwrap_or_else(|error| {
                faults.push((before, error.to_string()));
                GlobSet::empty()
            })
        };
        let (wanted, excepted) = (set(forms, 0), set(except, forms.len()));
        if faults.is_empty() {
            Ok(Self { forms: forms.to_vec(), set: wanted, except: excepted, kind })
        } else {
            Err(faults)
        }
    }

    /// Whether a path of a file fits.
    pub(super) fn fits(&self, path: &str) -> bool {
        self.set.is_match(path) && !self.except.is_match(path)
    }

    /// Files that fit, by path.
    pub(super) fn files<'t>(&self, tree: &'t Tree) -> impl Iterator<Item = &'t Entry> {
        let files = tree.entries.iter().filter(|_| self.kind != Kind::Folder);
        files.filter(|entry| self.fits(&entry.path))
    }

    /// Folders that fit, each with a file that lies in it.
    pub(super) fn folders<'t>(&self, tree: &'t Tree) -> Vec<(&'t str, &'t Entry)> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        let entries = tree.entries.iter().filter(|_| self.kind != Kind::File);
        for entry in entries {
            for (at, _) in entry.path.match_indices('/') {
                let folder = &entry.path[..at];
                if seen.insert(folder) && self.fits(folder) {
                    found.push((folder, entry));
                }
            }
        }
        found
    }

    /// The forms in words.
    pub(super) fn words(&self) -> String {
        let shown: Vec<String> = self.forms.iter().take(3).map(|form| format!("`{form}`")).collect();
        let more = self.forms.len().saturating_sub(3);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{more}", shown.join(", "))
    }
}

fn glob(form: &str, ignore_case: bool) -> Result<globset::Glob, String> {
    if form.is_empty() || form.len() > LONGEST {
        return Err(format!("a form has 1 to {LONGEST} characters"));
    }
    if form.starts_with('!') {
        return Err("put what is excepted under `except`, without `!`".to_owned());
    }
    // Stars cost time in each path; no sensible form has many.
    if form.matches('*').count() > 12 || form.matches('{').count() > 6 {
        return Err("it has too many `*` or `{`".to_owned());
    }
    let plain = form.trim_start_matches("./").trim_start_matches('/').trim_end_matches('/');
    let mut builder = GlobBuilder::new(plain);
    builder.literal_separator(true).case_insensitive(ignore_case).empty_alternates(true);
    builder.build().map_err(|error| error.kind().to_string())
}
