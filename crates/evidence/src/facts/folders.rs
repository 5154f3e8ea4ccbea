//! What the folders of a path say about the file: whether it is of others, or made up.

fn folder_part(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Folders that hold other people's code or made-up data, whose files say nothing about the repository itself.
const FOREIGN: &[&str] = &[
    "vendor",
    "vendored",
    "third_party",
    "third-party",
    "thirdparty",
    "3rdparty",
    "node_modules",
    "bower_components",
    "testdata",
    "test-data",
    "test_data",
    "test-fixtures",
    "fixtures",
    "__fixtures__",
    "site-packages",
    "godeps",
    "external-libs",
    "subprojects",
    "pods",
];

/// Ends of names of folders for tests (`src/test`, `funTest`), examples and snapshots.
const SAMPLES: &[&str] = &["test", "tests", "example", "examples", "sample", "samples", "snapshot", "snapshots"];

pub(super) fn is_sample(lower: &str) -> bool {
    let one = |part: &str| {
        let part = part.trim_matches('_');
        part != "latest" && SAMPLES.iter().any(|end| part.ends_with(end))
    };
    folder_part(lower).split('/').any(one)
}

pub(super) fn is_foreign(lower: &str) -> bool {
    let folder = folder_part(lower);
    !folder.is_empty() && folder.split('/').any(|part| FOREIGN.contains(&part))
}
