//! Which files declare dependencies and which pin them, by ecosystem.

use crate::facts::Entry;

/// How a file's name is told.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Name {
    /// The whole name.
    Is(&'static str),
    /// Its end.
    Ends(&'static str),
    /// Its beginning and its end.
    Between(&'static str, &'static str),
}

/// One ecosystem. Names are in lower case.
pub(crate) struct Ecosystem {
    pub(crate) name: &'static str,
    pub(crate) manifests: &'static [Name],
    pub(crate) locks: &'static [Name],
    /// Words of which a manifest that declares dependencies holds one; empty: any text does.
    pub(crate) declares: &'static [&'static str],
}

use Name::{Between, Ends, Is};

/// All ecosystems known.
pub(crate) const ALL: &[Ecosystem] = &[
    Ecosystem {
        name: "npm",
        manifests: &[Is("package.json"), Is("bower.json"), Is("deno.json"), Is("deno.jsonc")],
        locks: &[
            Is("package-lock.json"),
            Is("npm-shrinkwrap.json"),
            Is("yarn.lock"),
            Is("pnpm-lock.yaml"),
            Is("bun.lock"),
            Is("bun.lockb"),
            Is("deno.lock"),
        ],
        declares: &["ependencies\"", "\"imports\""],
    },
    Ecosystem {
        name: "cargo",
        manifests: &[Is("cargo.toml")],
        locks: &[Is("cargo.lock")],
        declares: &["dependencies"],
    },
    Ecosystem { name: "go", manifests: &[Is("go.mod")], locks: &[Is("go.sum")], declares: &["require"] },
    Ecosystem {
        name: "python",
        manifests: &[
            Is("pyproject.toml"),
            Is("setup.py"),
            Is("setup.cfg"),
            Is("pipfile"),
            Is("environment.yml"),
            Is("environment.yaml"),
            Between("requirements", ".txt"),
            Between("requirements", ".in"),
        ],
        locks: &[
            Is("poetry.lock"),
            Is("pipfile.lock"),
            Is("uv.lock"),
            Is("pdm.lock"),
            Is("pylock.toml"),
            Is("conda-lock.yml"),
            Is("pixi.lock"),
        ],
        declares: &[],
    },
    Ecosystem {
        name: "maven",
        manifests: &[Is("pom.xml")],
        locks: &[],
        declares: &["<dependenc", "<plugin", "<parent"],
    },
    Ecosystem {
        name: "gradle",
        manifests: &[Is("build.gradle"), Is("build.gradle.kts"), Is("libs.versions.toml")],
        locks: &[Is("gradle.lockfile"), Is("buildscript-gradle.lockfile"), Ends(".lockfile")],
        declares: &["dependencies", "plugins", "[libraries]"],
    },
    Ecosystem {
        name: "nuget",
        manifests: &[
            Ends(".csproj"),
            Ends(".fsproj"),
            Ends(".vbproj"),
            Is("packages.config"),
            Is("directory.packages.props"),
            Is("paket.dependencies"),
        ],
        locks: &[Is("packages.lock.json"), Is("paket.lock"), Is("project.assets.json")],
        declares: &["packagereference", "packageversion", "<package ", "nuget "],
    },
    Ecosystem {
        name: "composer",
        manifests: &[Is("composer.json")],
        locks: &[Is("composer.lock")],
        declares: &["\"require"],
    },
    Ecosystem {
        name: "bundler",
        manifests: &[Is("gemfile"), Is("gems.rb"), Ends(".gemspec")],
        locks: &[Is("gemfile.lock"), Is("gems.locked")],
        declares: &["gem ", "gem(", "gemspec", "dependency"],
    },
    Ecosystem {
        name: "swift",
        manifests: &[Is("package.swift"), Is("podfile"), Is("cartfile")],
        locks: &[Is("package.resolved"), Is("podfile.lock"), Is("cartfile.resolved")],
        declares: &[".package(", "pod ", "github "],
    },
    Ecosystem {
        name: "dart",
        manifests: &[Is("pubspec.yaml")],
        locks: &[Is("pubspec.lock")],
        declares: &["dependencies:"],
    },
    Ecosystem {
        name: "elixir",
        manifests: &[Is("mix.exs"), Is("rebar.config")],
        locks: &[Is("mix.lock"), Is("rebar.lock")],
        declares: &["deps"],
    },
    Ecosystem {
        name: "haskell",
        manifests: &[Is("stack.yaml"), Is("package.yaml"), Is("cabal.project"), Ends(".cabal")],
        locks: &[Is("stack.yaml.lock"), Is("cabal.project.freeze")],
        declares: &["build-depends", "dependencies", "resolver", "snapshot", "packages"],
    },
    Ecosystem {
        name: "conan",
        manifests: &[Is("conanfile.txt"), Is("conanfile.py")],
        locks: &[Is("conan.lock")],
        declares: &["requires", "requirements"],
    },
    Ecosystem { name: "vcpkg", manifests: &[Is("vcpkg.json")], locks: &[], declares: &["\"dependencies\""] },
    Ecosystem {
        name: "scala",
        manifests: &[Is("build.sbt"), Is("build.sc")],
        locks: &[Is("build.sbt.lock")],
        declares: &["librarydependencies", "ivydeps", "mvndeps"],
    },
    Ecosystem {
        name: "clojure",
        manifests: &[Is("deps.edn"), Is("project.clj")],
        locks: &[],
        declares: &[":deps", ":dependencies"],
    },
    Ecosystem { name: "r", manifests: &[], locks: &[Is("renv.lock")], declares: &[] },
    Ecosystem { name: "julia", manifests: &[Is("project.toml")], locks: &[Is("manifest.toml")], declares: &["[deps]"] },
    Ecosystem { name: "nix", manifests: &[Is("flake.nix")], locks: &[Is("flake.lock")], declares: &["inputs"] },
    Ecosystem {
        name: "terraform",
        manifests: &[Is("versions.tf"), Is("providers.tf")],
        locks: &[Is(".terraform.lock.hcl")],
        declares: &["required_providers"],
    },
    Ecosystem {
        name: "helm",
        manifests: &[Is("chart.yaml")],
        locks: &[Is("chart.lock")],
        declares: &["dependencies:"],
    },
    Ecosystem {
        name: "bazel",
        manifests: &[Is("module.bazel")],
        locks: &[Is("module.bazel.lock")],
        declares: &["bazel_dep"],
    },
];

/// The ecosystem whose manifest this is; copied code and test data do not count.
pub(crate) fn of_manifest(entry: &Entry) -> Option<&'static Ecosystem> {
    matching(entry, |ecosystem| ecosystem.manifests)
}

/// The ecosystem whose lock file this is.
pub(crate) fn of_lock(entry: &Entry) -> Option<&'static Ecosystem> {
    matching(entry, |ecosystem| ecosystem.locks)
}

fn matching(entry: &Entry, names: fn(&Ecosystem) -> &'static [Name]) -> Option<&'static Ecosystem> {
    let file = entry.name();
    let fits = |name: &Name| match name {
        Is(whole) => file == *whole,
        Ends(end) => file.ends_with(end),
        Between(start, end) => file.starts_with(start) && file.ends_with(end),
    };
    let found = ALL.iter().find(|ecosystem| names(ecosystem).iter().any(fits))?;
    (!entry.foreign()).then_some(found)
}

/// Whether a manifest declares anything to depend on.
pub(crate) fn declares(ecosystem: &Ecosystem, name: &str, text: &str) -> bool {
    let lower = text.to_lowercase();
    if ecosystem.name == "python" {
        return match name {
            "pyproject.toml" => lower.contains("dependencies") || lower.contains("requires"),
            "setup.py" | "setup.cfg" => lower.contains("install_requires") || lower.contains("requires"),
            "pipfile" => lower.contains("packages]"),
            _ => lower.lines().any(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')),
        };
    }
    ecosystem.declares.is_empty() || ecosystem.declares.iter().any(|word| lower.contains(word))
}
