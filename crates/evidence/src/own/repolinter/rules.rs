//! Types of rules, and what stands for each.

use serde_json::{Map, Value};

use super::super::file::compiled;
use super::super::paths::{Kind, Paths};
use super::Reason;
use super::written::Table;

type Options = Map<String, Value>;

/// A rule that can be asked.
pub(super) struct Mapped {
    pub(super) rule: Table,
    /// What has to hold for it to concern a repository.
    pub(super) when: Option<Table>,
}

/// What stands for a rule of a type.
pub(super) fn mapped(kind: &str, options: &Options) -> Result<Mapped, Reason> {
    let always = |rule: Table| Mapped { rule, when: None };
    match kind {
        "file-existence" => {
            let kind = if truth(options, "dirs") { "any" } else { "file" };
            Forms::of(options, &["globsAny", "files", "directories"])?.rule("any", kind).map(always)
        }
        "directory-existence" => {
            Forms::of(options, &["globsAny", "directories", "files"])?.rule("any", "folder").map(always)
        }
        "file-not-exists" => {
            let kind = if truth(options, "dirs") { "any" } else { "file" };
            Forms::of(options, &["globsAll"])?.rule("none", kind).map(always)
        }
        "file-type-exclusion" => Forms::of(options, &["type"])?.rule("none", "file").map(always),
        "apache-notice" => Forms::plain(&["NOTICE*"]).rule("any", "file").map(always),
        "file-contents" => contents(options, "every"),
        "file-not-contents" => contents(options, "none"),
        "file-starts-with" => starts_with(options),
        "file-hash" => hash(options).map(always),
        "file-hashes-not-exist" => hashes(options).map(always),
        "license-detectable-by-licensee" => {
            let rule = Table::new().text("signal", "license-file").text("measure", "identified").number("equals", 1);
            Ok(always(rule))
        }
        "best-practices-badge-present" if options.contains_key("minPercentage") => {
            Err("how far a badge is has to be asked of its site, and nothing is fetched".to_owned())
        }
        "best-practices-badge-present" => Ok(always(badge())),
        // What is scanned is a repository, and as a whole.
        "git-working-tree" => Forms::plain(&["**"]).rule("any", "file").map(always),
        "git-grep-commits" | "git-grep-log" | "git-list-tree" => {
            Err("it looks at every commit, and only the files of the last one are read".to_owned())
        }
        "file-no-broken-links" => Err("links lead to the network, and nothing is fetched".to_owned()),
        "json-schema-passes" => Err("JSON schemas are not applied; ask for what matters with `pointer`".to_owned()),
        "large-file" => Err("sizes of files are not among what is read".to_owned()),
        other => Err(format!("a rule of the type `{other}` is not known here")),
    }
}

/// What a rule asks, as far as its type tells.
pub(super) fn question(kind: &str, options: &Options) -> String {
    let forms = ["globsAny", "globsAll", "files", "directories", "type"].iter().find_map(|key| options.get(*key));
    let forms = texts(forms).iter().take(3).map(|form| format!("`{form}`")).collect::<Vec<_>>().join(", ");
    let readable = |key: &str| options.get(key).and_then(Value::as_str);
    let what = readable("human-readable-content").or_else(|| readable("human-readable-pattern"));
    let what = what.or_else(|| readable("content")).unwrap_or("what is asked for");
    match kind {
        "file-existence" => format!("Is there a file {forms}?"),
        "directory-existence" => format!("Is there a folder {forms}?"),
        "file-not-exists" | "file-type-exclusion" => format!("Is there no file {forms}?"),
        "file-contents" => format!("Do the files {forms} have {what}?"),
        "file-not-contents" => format!("Are the files {forms} without {what}?"),
        "file-starts-with" => format!("Do the files {forms} begin with {what}?"),
        "file-hash" => format!("Is the file {forms} the one that is asked for?"),
        "file-hashes-not-exist" => format!("Are the files {forms} none of those that are not wanted?"),
        "apache-notice" => "Is there a NOTICE file?".to_owned(),
        "license-detectable-by-licensee" => "Is the licence identified by its text?".to_owned(),
        "best-practices-badge-present" => "Does the README show the Best Practices badge?".to_owned(),
        "git-working-tree" => "Is it a git repository?".to_owned(),
        _ => format!("Does a rule of the type {kind} hold?"),
    }
}

/// Texts of a list, or one text.
pub(super) fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn truth(options: &Options, key: &str) -> bool {
    options.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// A text as a pattern that matches it alone.
pub(super) fn literal(text: &str) -> String {
    regex::escape(text)
}

/// Forms of paths with those that are excepted.
struct Forms {
    wanted: Vec<String>,
    except: Vec<String>,
    ignore_case: bool,
}

impl Forms {
    /// The forms under the first key that is there.
    fn of(options: &Options, keys: &[&str]) -> Result<Self, Reason> {
        let written = texts(keys.iter().find_map(|key| options.get(*key)));
        let (except, wanted): (Vec<String>, Vec<String>) = written.into_iter().partition(|form| form.starts_with('!'));
        let except: Vec<String> = except.iter().map(|form| form.trim_start_matches('!').to_owned()).collect();
        let forms = Self { wanted, except, ignore_case: truth(options, "nocase") };
        if forms.wanted.is_empty() {
            return Err("it names no files".to_owned());
        }
        match Paths::new(&forms.wanted, &forms.except, forms.ignore_case, Kind::File) {
            Ok(_) if forms.wanted.len() + forms.except.len() <= 100 => Ok(forms),
            Ok(_) => Err("it names more than 100 forms of paths".to_owned()),
            Err(wrong) => {
                let why = wrong.into_iter().map(|(_, why)| why).next().unwrap_or_default();
                Err(format!("one of its forms of paths cannot be read: {why}"))
            }
        }
    }

    fn plain(forms: &[&str]) -> Self {
        let wanted = forms.iter().map(|form| (*form).to_owned()).collect();
        Self { wanted, except: Vec::new(), ignore_case: false }
    }

    fn table(&self, key: &'static str) -> Table {
        Table::new().texts(key, &self.wanted).texts("except", &self.except).truth("ignore_case", self.ignore_case)
    }

    fn rule(&self, key: &'static str, kind: &str) -> Result<Table, Reason> {
        let table = self.table(key);
        Ok(if kind == "file" { table } else { table.text("kind", kind) })
    }
}

/// A pattern with its flags, as it is written here.
fn pattern(text: &str, flags: &str) -> Result<String, Reason> {
    let kept: String = flags.chars().filter(|flag| matches!(flag, 'i' | 'm' | 's')).collect();
    if let Some(other) = flags.chars().find(|flag| !matches!(flag, 'i' | 'm' | 's' | 'g' | 'u')) {
        return Err(format!("the flag `{other}` of its pattern is not known here"));
    }
    let written = if kept.is_empty() { text.to_owned() } else { format!("(?{kept}){text}") };
    match compiled(&written) {
        Ok(_) => Ok(written),
        Err(why) => Err(format!("its pattern cannot be used here: {why}")),
    }
}

fn flags(options: &Options) -> &str {
    options.get("flags").and_then(Value::as_str).unwrap_or_default()
}

/// `every` file has the text, or `none`. Without such a file the rule of the other program holds, unless it is told to
/// fail; here it does not concern the repository.
fn contents(options: &Options, files: &str) -> Result<Mapped, Reason> {
    let forms = Forms::of(options, &["globsAll", "files"])?;
    let mut written = texts(options.get("content"));
    if written.is_empty() {
        written = texts(options.get("contents"));
    }
    let patterns: Result<Vec<String>, Reason> = written.iter().map(|text| pattern(text, flags(options))).collect();
    let patterns = patterns?;
    let one = |text: &String| forms.table("in").text("matches", text).text("files", files);
    let rule = match patterns.as_slice() {
        [] => return Err("it names no content".to_owned()),
        [text] => one(text),
        several if several.len() < 50 => Table::new().tables("all_of", several.iter().map(one).collect()),
        _ => return Err("it names more than 50 contents".to_owned()),
    };
    if truth(options, "fail-on-non-existent") {
        let rule = Table::new().tables("all_of", vec![forms.table("any"), rule]);
        return Ok(Mapped { rule, when: None });
    }
    Ok(Mapped { rule, when: Some(forms.table("any")) })
}

fn starts_with(options: &Options) -> Result<Mapped, Reason> {
    let mut forms = Forms::of(options, &["globsAll", "files"])?;
    if let Some(skip) = options.get("skip-paths-matching").and_then(Value::as_object) {
        if !texts(skip.get("patterns")).is_empty() {
            return Err("it leaves out paths by patterns; write them as forms of paths".to_owned());
        }
        forms.except.extend(texts(skip.get("extensions")).iter().map(|ending| format!("**/*.{ending}")));
    }
    let patterns: Result<Vec<String>, Reason> =
        texts(options.get("patterns")).iter().map(|text| pattern(text, flags(options))).collect();
    let patterns = patterns?;
    let lines = options.get("lineCount").and_then(Value::as_u64);
    let Some(lines) = lines.filter(|_| !patterns.is_empty()) else {
        return Err("it does not say in how many lines to find what".to_owned());
    };
    let rule = forms.table("in").texts("matches", &patterns).number("first_lines", lines).text("files", "every");
    let when = truth(options, "succeed-on-non-existent").then(|| forms.table("any"));
    Ok(Mapped { rule, when })
}

fn sha256(options: &Options) -> Result<(), Reason> {
    match options.get("algorithm").and_then(Value::as_str) {
        None | Some("sha256") => Ok(()),
        Some(other) => Err(format!("digests by `{other}` are not made here")),
    }
}

fn digest(text: &str) -> Result<&str, Reason> {
    let fine = text.len() == 64 && text.chars().all(|c| c.is_ascii_hexdigit());
    fine.then_some(text).ok_or_else(|| "its digest is no SHA-256".to_owned())
}

fn hash(options: &Options) -> Result<Table, Reason> {
    sha256(options)?;
    let forms = Forms::of(options, &["globsAny", "files"])?;
    let wanted = options.get("hash").and_then(Value::as_str).unwrap_or_default();
    let rule = forms.table("in").text("sha256", digest(wanted)?);
    if !truth(options, "succeed-on-non-existent") {
        return Ok(rule);
    }
    Ok(Table::new().tables("any_of", vec![rule, forms.table("none")]))
}

fn hashes(options: &Options) -> Result<Table, Reason> {
    sha256(options)?;
    let forms = Forms::of(options, &["globsAll", "files"])?;
    let one = |text: &String| Ok(forms.table("in").text("sha256", digest(text)?).text("files", "none"));
    let rules: Result<Vec<Table>, Reason> = texts(options.get("hashes")).iter().map(one).collect();
    let rules = rules?;
    if rules.is_empty() || rules.len() > 90 {
        return Err("it names no digest, or more than 90".to_owned());
    }
    Ok(Table::new().tables("all_of", rules))
}

fn badge() -> Table {
    let address = r"(?i)https://(www\.)?bestpractices\.(coreinfrastructure\.org|dev)(/\w+)?/projects/\d+";
    Table::new().texts("in", &["README*".to_owned()]).truth("ignore_case", true).text("matches", address)
}
