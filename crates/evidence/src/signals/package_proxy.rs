//! Do packages come through a registry of the organisation's own?

use std::collections::BTreeSet;

use super::{Effort, Signal, Source};
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "package-proxy",
    title: "Internal package registry",
    question: "Are package managers told to fetch from a registry that is not a public one?",
    why: "What comes through a registry of one's own can be checked, kept and held back; what comes from anywhere cannot.",
    looks_at: "Settings of npm, Yarn, Bun, pip, uv, Poetry, Pipenv, Maven, Cargo, NuGet, Conda and Go in the repository that name an address (or a \
               variable for one) that is not that of a public registry; not comments, copies, tests and examples. Names of hosts and credentials are \
               neither kept nor shown. Settings of machines and of CI leave no trace here, and whether the registry checks anything is not visible.",
    remedy: "Put the address of the organisation's registry into the settings of the package manager, and block the public ones at the network.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

/// How addresses stand in a file.
#[derive(Clone, Copy)]
enum Form {
    /// Lines with a key, one of these, and an address.
    Lines(&'static [&'static str]),
    /// TOML: addresses under keys of which one is in a path such as `tool.uv.index`.
    Toml(&'static [&'static str]),
    /// Elements of these names, or their attribute `value`.
    Xml(&'static [&'static str]),
}

/// The package manager that reads a file, and how.
fn manager(entry: &Entry) -> Option<(&'static str, Form)> {
    if entry.foreign() || entry.sample() {
        return None;
    }
    Some(match entry.name() {
        ".npmrc" => ("npm", Form::Lines(&["registry"])),
        ".yarnrc" | ".yarnrc.yml" => ("Yarn", Form::Lines(&["registry", "npmregistryserver"])),
        "bunfig.toml" => ("Bun", Form::Toml(&["install"])),
        "pip.conf" | "pip.ini" => ("pip", Form::Lines(&["index-url", "extra-index-url", "find-links"])),
        "uv.toml" => ("uv", Form::Toml(&["index", "index-url"])),
        "pyproject.toml" => ("Python", Form::Toml(&["uv.index", "poetry.source", "pdm.source"])),
        "pipfile" => ("Pipenv", Form::Toml(&["source"])),
        "config.toml" | "config" if entry.folder().split('/').next_back() == Some(".cargo") => {
            ("Cargo", Form::Toml(&["source", "registries"]))
        }
        "nuget.config" => ("NuGet", Form::Xml(&["packagesources"])),
        ".condarc" => ("Conda", Form::Lines(&["-", "channel_alias", "default_channels", "channels"])),
        "go.env" => ("Go", Form::Lines(&["goproxy"])),
        name if name.ends_with("settings.xml") => {
            ("Maven", Form::Xml(&["mirrors", "repositories", "pluginrepositories"]))
        }
        _ => return None,
    })
}

fn wants(entry: &Entry) -> Want {
    if manager(entry).is_some() { Want::Text } else { Want::No }
}

/// The names of domains at which anybody fetches packages.
const PUBLIC: &[&str] = &[
    "npmjs",
    "yarnpkg",
    "npmmirror",
    "jsr",
    "pypi",
    "python",
    "pythonhosted",
    "pytorch",
    "nvidia",
    "maven",
    "apache",
    "sonatype",
    "gradle",
    "google",
    "jitpack",
    "googleapis",
    "spring",
    "jenkins-ci",
    "eclipse",
    "jboss",
    "confluent",
    "clojars",
    "scala-sbt",
    "nuget",
    "crates",
    "rust-lang",
    "rubygems",
    "packagist",
    "golang",
    "github",
    "githubusercontent",
    "gitlab",
    "anaconda",
    "conda-forge",
    "huggingface",
    "aliyun",
    "ustc",
    "tsinghua",
    "goproxy",
];

/// Whether an address leads elsewhere than to a public registry or this machine.
fn is_own(address: &str) -> bool {
    let address = address.trim();
    let variable = ["${", "$", "%"].iter().any(|sign| address.starts_with(sign)) && address.len() > 2;
    let Some((_, rest)) = address.split_once("://") else { return variable };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next().unwrap_or_default().to_lowercase();
    let here = matches!(host.as_str(), "localhost" | "127.0.0.1" | "0.0.0.0" | "host.docker.internal");
    host.chars().any(char::is_alphanumeric) && !here && !domain(&host).is_some_and(|name| PUBLIC.contains(&name))
}

/// The name under which a domain was registered: `bank` of `pypi.bank.example`, `ustc` of `mirrors.ustc.edu.cn`.
fn domain(host: &str) -> Option<&str> {
    let mut labels = host.rsplit('.').filter(|label| !label.is_empty());
    let (last, name) = (labels.next()?, labels.next()?);
    let shared = last.len() == 2 && matches!(name, "ac" | "co" | "com" | "edu" | "org");
    if shared { labels.next() } else { Some(name) }
}

/// The line of the first address that is not public; 0 where the form has no lines.
fn own(text: &str, form: Form) -> Option<u32> {
    match form {
        Form::Lines(keys) => text.lines().zip(1_u32..).find(|(line, _)| of_line(line, keys)).map(|(_, number)| number),
        Form::Toml(keys) => {
            let table: toml::Value = toml::Value::Table(text.parse().ok()?);
            under(&table, "", keys, 0).then_some(0)
        }
        Form::Xml(names) => {
            let plain = without_comments(text);
            names.iter().any(|name| in_element(&plain, name)).then_some(0)
        }
    }
}

/// `registry=https://…`, `"@scope:registry" "https://…"`, `- https://…`.
fn of_line(line: &str, keys: &[&str]) -> bool {
    let line = line.trim();
    if line.starts_with(['#', ';']) || line.starts_with("//") {
        return false;
    }
    let word = |c: char| c.is_whitespace() || "=\"',".contains(c);
    let mut words = line.split(word).filter(|word| !word.is_empty());
    let Some(key) = words.next() else { return false };
    let key = key.trim_end_matches(':').to_lowercase();
    let key = key.rsplit(':').next().unwrap_or_default();
    keys.contains(&key) && words.any(is_own)
}

/// Tables inside each other that are looked at.
const DEPTH: usize = 8;

/// Whether an own address stands at a path that ends with one of the keys, or below it.
fn under(value: &toml::Value, path: &str, keys: &[&str], depth: usize) -> bool {
    match value {
        toml::Value::String(text) => {
            let inside = keys.iter().any(|key| format!(".{path}.").contains(&format!(".{key}.")));
            inside && is_own(text.trim_start_matches("sparse+"))
        }
        toml::Value::Array(all) if depth < DEPTH => all.iter().any(|one| under(one, path, keys, depth + 1)),
        toml::Value::Table(table) if depth < DEPTH => table.iter().any(|(key, one)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            under(one, &path, keys, depth + 1)
        }),
        _ => false,
    }
}

fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        plain.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    plain.to_lowercase()
}

/// Whether an element of this name (lower case) holds an own address in an `url` or an attribute `value`.
fn in_element(plain: &str, name: &str) -> bool {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut inside = plain.split(&open).skip(1).filter_map(|rest| rest.split(&close).next());
    inside.any(|inside| {
        let elements = inside.split("<url>").skip(1).filter_map(|rest| rest.split('<').next());
        let attributes = inside.split("value=\"").skip(1).filter_map(|rest| rest.split('"').next());
        elements.chain(attributes).any(is_own)
    })
}

fn observe(facts: &Facts) -> Finding {
    let files: Vec<&File> = facts.wanted(wants).collect();
    let mut managers = BTreeSet::new();
    let mut found = Vec::new();
    for file in &files {
        let Some((name, form)) = manager(&file.entry) else { continue };
        if let Some(line) = own(file.text().unwrap_or_default(), form) {
            managers.insert(name);
            found.push((*file, Some(line).filter(|line| *line > 0)));
        }
    }
    if found.is_empty() {
        return Finding::not_seen("no settings that name a registry of one's own").count("settings", files.len());
    }
    let summary = managers.iter().copied().collect::<Vec<_>>().join(", ");
    let finding =
        Finding::seen(summary).list("managers", managers).count("settings", files.len()).count("own", found.len());
    found.into_iter().fold(finding, |finding, (file, line)| finding.at(file, line))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    fn observed(path: &str, text: &str) -> Finding {
        observe(&Facts::of(&[(path, text)]))
    }

    #[test]
    fn settings_of_each_manager_are_read() {
        let cargo = "[source.crates-io]\nreplace-with = 'own'\n[source.own]\nregistry = 'sparse+https://proxy.bank.example/cargo/'\n";
        let maven = "<settings><mirrors><mirror><mirrorOf>*</mirrorOf><url>https://proxy.bank.example/maven</url></mirror></mirrors></settings>";
        let nuget = "<configuration><packageSources><clear/><add key=\"own\" value=\"https://proxy.bank.example/nuget\" /></packageSources></configuration>";
        for (path, text, name) in [
            (".npmrc", "registry=https://proxy.bank.example/npm/\n", "npm"),
            ("web/.npmrc", "@bank:registry=https://proxy.bank.example/npm/\n", "npm"),
            (".npmrc", "registry=${NPM_REGISTRY}\n", "npm"),
            (".yarnrc.yml", "npmRegistryServer: \"https://proxy.bank.example/npm\"\n", "Yarn"),
            ("pip.conf", "[global]\nindex-url = https://user:secret@proxy.bank.example/simple\n", "pip"),
            ("pyproject.toml", "[[tool.uv.index]]\nurl = 'https://proxy.bank.example/simple'\n", "Python"),
            ("uv.toml", "index-url = 'https://pypi.bank.example/simple'\n", "uv"),
            ("Pipfile", "[[source]]\nurl = 'https://proxy.bank.example/simple'\n", "Pipenv"),
            (".cargo/config.toml", cargo, "Cargo"),
            (".mvn/settings.xml", maven, "Maven"),
            ("NuGet.config", nuget, "NuGet"),
            ("go.env", "GOPROXY=https://proxy.bank.example,off\n", "Go"),
        ] {
            let finding = observed(path, text);
            assert_eq!((finding.verdict.clone(), finding.summary.as_str()), (Verdict::Seen, name), "{path}");
            let shown = format!("{finding:?}");
            assert!(!shown.contains("bank") && !shown.contains("secret"), "{path}");
        }
    }

    #[test]
    fn public_registries_comments_and_other_settings_are_not() {
        for (path, text) in [
            (".npmrc", "registry=https://r.npmjs.example/\n"),
            ("pip.conf", "index-url = https://mirrors.ustc.edu.cn/pypi/simple\n"),
            (".npmrc", "# registry=https://proxy.bank.example/\nomit-lockfile-registry-resolved = true\n"),
            (".npmrc", "//proxy.bank.example/:_authToken=${TOKEN}\n"),
            (".npmrc", "registry=http://localhost:4873\n"),
            (".npmrc", ""),
            ("pip.conf", "; index-url = https://proxy.bank.example/simple\n"),
            (
                ".cargo/config.toml",
                "[source.crates-io]\nreplace-with = 'vendored-sources'\n[source.vendored-sources]\ndirectory = 'vendor'\n",
            ),
            (".cargo/config.toml", "[build]\nrustflags = ['https://proxy.bank.example']\n"),
            (
                "settings.xml",
                "<settings><mirrors><!-- <mirror><url>https://proxy.bank.example</url></mirror> --></mirrors></settings>",
            ),
            (
                "settings.xml",
                "<settings><servers><server><id>x</id></server></servers><url>https://bank.example</url></settings>",
            ),
            ("vendor/a/.npmrc", "registry=https://proxy.bank.example/\n"),
            ("testdata/.m2/settings.xml", "<mirrors><mirror><url>https://proxy.bank.example</url></mirror></mirrors>"),
        ] {
            assert_eq!(observed(path, text).verdict, Verdict::NotSeen, "{path} {text}");
        }
        assert_eq!(observed(".npmrc", "save-exact=true\n").measures["settings"], Measure::Count(1));
    }
}
