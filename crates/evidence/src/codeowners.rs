//! Rules of CODEOWNERS: which paths they give to whom. The last rule that fits decides, in each section by itself.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::facts::{Entry, EntryKind, File, Tree};
use crate::roster::{Kind, kind};

/// Folders in the order in which forges look for the file.
const FOLDERS: &[&str] = &[".github", "", "docs", ".gitlab", ".gitea", ".forgejo"];
/// Most rules, and the longest and the most branching form of paths, that are set beside the parts of a repository.
const RULES: usize = 20_000;
const LONGEST: usize = 300;
const STARS: usize = 12;
/// Owners of one folder that are told.
const OWNERS: usize = 100;

/// A line that gives paths to owners, or to nobody.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rule<'t> {
    /// Number of the section, as GitLab knows them.
    section: usize,
    /// The form of paths; nothing for the line that begins a section.
    form: Option<&'t str>,
    /// Accounts, teams and addresses as written.
    pub(crate) owners: Vec<&'t str>,
    /// Number of the line.
    pub(crate) line: u32,
}

/// The file that a forge goes by, where there are several.
pub(crate) fn in_effect<'f>(files: impl Iterator<Item = &'f File>) -> Option<&'f File> {
    let rank = |file: &&File| FOLDERS.iter().position(|folder| *folder == file.folder());
    files.filter(|file| kind(&file.entry) == Some(Kind::CodeOwners)).min_by_key(rank)
}

/// The rules of a file, in their order. A rule of a section that names nobody has the owners of the section.
pub(crate) fn rules(text: &str) -> Vec<Rule<'_>> {
    let (mut section, mut of_section) = (0, Vec::new());
    let mut rules = Vec::new();
    for (line, number) in text.lines().map(str::trim).zip(1_u32..) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.split(" #").next().unwrap_or_default();
        let (form, words) = match head(line) {
            Some(words) => (None, words),
            None => {
                let end = end_of_form(line);
                (Some(&line[..end]), &line[end..])
            }
        };
        let named: Vec<&str> = words.split_whitespace().filter(|word| word.contains('@')).collect();
        let owners = if form.is_none() {
            section += 1;
            of_section.clone_from(&named);
            named
        } else if named.is_empty() {
            of_section.clone()
        } else {
            named
        };
        rules.push(Rule { section, form, owners, line: number });
    }
    rules
}

/// What follows `[Section]`, `^[Section]` or `[Section][2]`; nothing where it is a path, as `[page]/a.ts` is.
fn head(line: &str) -> Option<&str> {
    let (_, mut rest) = line.trim_start_matches('^').strip_prefix('[')?.split_once(']')?;
    if let Some((number, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        rest = after.get(..).filter(|_| number.parse::<u16>().is_ok())?;
    }
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some(rest)
}

/// Where the form of paths ends: at the first space without a backslash before it.
fn end_of_form(line: &str) -> usize {
    let mut escaped = false;
    let end = line.char_indices().find(|(_, c)| {
        let ends = c.is_whitespace() && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(line.len(), |(at, _)| at)
}

/// Folders of the tree that rules are about, each once: a folder by its name, with or without all that is in it.
pub(crate) fn areas<'t>(text: &'t str, tree: &Tree) -> BTreeSet<&'t str> {
    let plain = |rule: Rule<'t>| {
        let form = rule.form?;
        let form = form.strip_suffix("/**").or_else(|| form.strip_suffix("/*")).unwrap_or(form).trim_matches('/');
        (!form.is_empty() && !form.contains(['*', '?', '\\', '!'])).then_some(form)
    };
    let own = |folder: &&str| {
        let within = Entry::new(format!("{folder}/-"), String::new(), EntryKind::File);
        let hidden = folder.split('/').any(|part| part.starts_with('.'));
        !hidden && !within.foreign() && !within.sample() && is_folder(tree, folder)
    };
    rules(text).into_iter().filter_map(plain).filter(own).collect()
}

fn is_folder(tree: &Tree, folder: &str) -> bool {
    let below = format!("{folder}/");
    let at = tree.entries.partition_point(|entry| entry.path.as_str() < below.as_str());
    tree.entries.get(at).is_some_and(|entry| entry.path.starts_with(&below))
}

/// Rules that are ready to be set beside folders.
pub(crate) struct Owning<'t> {
    rules: Vec<Rule<'t>>,
    set: GlobSet,
    /// The rule of each form in the set.
    rule_of: Vec<usize>,
}

impl<'t> Owning<'t> {
    /// The rules of a file, or why they are not matched.
    pub(crate) fn new(text: &'t str) -> Result<Self, String> {
        let rules = rules(text);
        if rules.len() > RULES {
            return Err(format!("CODEOWNERS has more than {RULES} rules"));
        }
        let mut set = GlobSetBuilder::new();
        let mut rule_of = Vec::new();
        for (number, rule) in rules.iter().enumerate() {
            let Some(form) = rule.form else { continue };
            let branching = form.matches('*').count() > STARS;
            if form.len() > LONGEST || branching {
                return Err(format!("line {} of CODEOWNERS is too long or has too many `*`", rule.line));
            }
            for glob in globs(form) {
                let glob = GlobBuilder::new(&glob).literal_separator(true).build();
                set.add(glob.map_err(|_| format!("line {} of CODEOWNERS cannot be read", rule.line))?);
                rule_of.push(number);
            }
        }
        let set = set.build().map_err(|_| "the rules of CODEOWNERS are too large together".to_owned())?;
        Ok(Self { rules, set, rule_of })
    }

    /// Who owns what lies in a folder unless a rule says otherwise of its name.
    pub(crate) fn of(&self, folder: &str) -> Vec<&'t str> {
        let within = if folder.is_empty() { "-".to_owned() } else { format!("{folder}/-") };
        let mut fitting: Vec<&Rule<'t>> =
            self.set.matches(&within).into_iter().map(|at| &self.rules[self.rule_of[at]]).collect();
        fitting.dedup_by_key(|rule| rule.line);
        // Of each section the last one; a rule that begins with `!` takes the path out of it.
        let last = fitting
            .iter()
            .enumerate()
            .filter(|(at, rule)| fitting.get(at + 1).is_none_or(|next| next.section != rule.section));
        let owned = last.filter(|(_, rule)| !rule.form.is_some_and(|form| form.starts_with('!')));
        owned.flat_map(|(_, rule)| rule.owners.iter().copied()).take(OWNERS).collect()
    }
}

/// A form as forges read it, for paths of files. Brackets and braces are letters; only stars and `?` are not.
fn globs(form: &str) -> Vec<String> {
    let form = form.strip_prefix('!').unwrap_or(form);
    let bare = form.trim_end_matches('/');
    let anchored = bare.is_empty() || bare.contains('/');
    let mut glob = if anchored { String::new() } else { "**/".to_owned() };
    let mut escaped = false;
    for c in bare.trim_start_matches('/').chars() {
        match c {
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '[' | ']' | '{' | '}' | '\\' => drop(write!(glob, "[{c}]")),
            '*' | '?' if escaped => drop(write!(glob, "[{c}]")),
            _ => glob.push(c),
        }
        escaped = false;
    }
    let below = if glob.is_empty() { "**".to_owned() } else { format!("{glob}/**") };
    match () {
        () if form.ends_with('/') => vec![below],
        // `docs/*` is what lies in the folder and no deeper.
        () if anchored && glob.ends_with('*') => vec![glob],
        () => vec![glob, below],
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::facts::Facts;

    fn owners(text: &str, folder: &str) -> String {
        Owning::new(text).unwrap().of(folder).join(" ")
    }

    #[test]
    fn the_last_rule_that_fits_decides() {
        let text = "* @all\n/web/ @web # note\n*.js @js\npay @pay a@x.org\n/pay/old/\n/docs/* @docs\n**/gen @gen\n/app/[id]/ @id\n";
        for (folder, expected) in [
            ("", "@all"),
            ("core", "@all"),
            ("web", "@web"),
            ("web/ui", "@web"),
            ("core/web", "@all"),
            ("core/pay", "@pay a@x.org"),
            ("pay/old", ""),
            ("pay/old/x", ""),
            ("docs", "@docs"),
            ("docs/deep", "@all"),
            ("a/b/gen/c", "@gen"),
            ("app/[id]", "@id"),
            ("app/i", "@all"),
        ] {
            assert_eq!(owners(text, folder), expected, "{folder}");
        }
        assert_eq!(owners("/a\\ b/ @x\n/c\\*/ @y\n", "a b"), "@x");
        assert_eq!(owners("/c\\*/ @y\n", "cd"), "");
    }

    #[test]
    fn each_section_decides_by_itself() {
        let text = "* @all\n[Pay][2] @pay\n/pay/\n/pay/ui/ @ui\n^[Legal team] @legal\n/pay/\n!/pay/old/\n";
        assert_eq!(owners(text, "pay"), "@all @pay @legal");
        assert_eq!(owners(text, "pay/ui"), "@all @ui @legal");
        assert_eq!(owners(text, "pay/old"), "@all @pay");
        assert_eq!(owners(text, "web"), "@all");
    }

    #[test]
    fn areas_are_folders_of_the_tree() {
        let files = [("web/a.ts", ""), ("core/b/c.rs", ""), (".github/x", ""), ("tests/d", ""), ("README.md", "")];
        let text =
            "* @all\n/web/ @w\ncore/b/** @c\n/.github/ @g\n/tests/ @t\n/gone/ @x\nREADME.md @r\n/web/* @w\n/web @w\n";
        let facts = Facts::of(&files);
        assert_eq!(areas(text, facts.tree.as_ref().unwrap()).into_iter().collect::<Vec<_>>(), ["core/b", "web"]);
    }

    #[test]
    fn the_file_that_a_forge_reads_first_is_in_effect() {
        let files = [("CODEOWNERS", ""), (".github/CODEOWNERS", ""), ("src/CODEOWNERS", ""), ("docs/CODEOWNERS", "")];
        let facts = Facts::of(&files);
        assert_eq!(in_effect(facts.files.values()).unwrap().path(), ".github/CODEOWNERS");
    }

    #[test]
    fn hostile_rules_are_not_matched_and_say_so() {
        for text in [
            "/a/ @x\n".repeat(RULES + 1),
            format!("{} @x\n", "a".repeat(LONGEST + 1)),
            format!("{} @x\n", "*a".repeat(STARS + 1)),
        ] {
            assert!(Owning::new(&text).is_err());
        }
        // As many branching forms as are allowed: either matched or refused, never without an end.
        let text = (0..2000).fold(String::new(), |text, n| text + &format!("{}{n} @x\n", "**/*a".repeat(STARS / 3)));
        assert!(Owning::new(&text).map_or(true, |owning| owning.of(&"a/".repeat(200)).is_empty()));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[ @#\\[\\]!^*?/\\\\a-b\n{}]{0,60}", folder in "[a-b/\\[\\]]{0,8}") {
            if let Ok(owning) = Owning::new(&text) {
                proptest::prop_assert!(owning.of(&folder).iter().all(|owner| owner.contains('@')));
            }
            let _ = areas(&text, &Tree::default());
        }
    }
}
