//! The form of a repository on the disk, before anything of it is read.
//!
//! A repository is foreign. It may say that its objects lie elsewhere, so that a scan would show what belongs to others;
//! and it may hold pipes in place of files, at which a reader waits forever. Both are refused here, so that no reader after
//! this has to ask.

use std::fs::{self, DirEntry, FileType};
use std::path::{Path, PathBuf};

use super::GitError;

/// Entries of the folder that are looked at; beyond, references and objects have to be packed first.
const MOST: usize = 2_000_000;
/// Folders in folders; git itself needs three, names of branches some more.
const DEEP: usize = 100;
/// Largest file that points to another folder.
const POINTER: u64 = 4096;
/// Largest list of packed references: some four millions.
const PACKED: u64 = 256 << 20;

/// Refuses what is not a plain repository whose parts all lie inside of it. A linked work tree is one if the repository that
/// it names also names it.
pub(super) fn check(path: &Path) -> Result<(), GitError> {
    let beside = path.join(".git");
    let Ok(about) = fs::symlink_metadata(&beside) else { return folder(path) };
    if about.is_dir() {
        return folder(&beside);
    }
    // A link to a folder of git is what its owner made; the parts are then those of that folder.
    if about.is_symlink() && beside.is_dir() {
        return folder(&beside);
    }
    if !about.is_file() {
        return Err(GitError::NoFile(".git".to_owned()));
    }
    // Who opens it says that it leads to no repository.
    let Some(own) = pointer(&beside, "gitdir:").map(|own| path.join(own)).filter(|own| own.is_dir()) else {
        return Ok(());
    };
    let elsewhere = || GitError::Elsewhere(".git".to_owned());
    let back = pointer(&own.join("gitdir"), "").ok_or_else(elsewhere)?;
    let same = |a: &Path, b: &Path| matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if !same(&own.join(back), &beside) {
        return Err(elsewhere());
    }
    plain(&own, "HEAD")?;
    match pointer(&own.join("commondir"), "") {
        Some(common) if own.parent().and_then(Path::parent).is_some_and(|above| same(&own.join(&common), above)) => {
            folder(&own.join(common))
        }
        _ => Err(elsewhere()),
    }
}

/// What a small file points to.
fn pointer(file: &Path, mark: &str) -> Option<PathBuf> {
    let small = file.metadata().is_ok_and(|about| about.is_file() && about.len() <= POINTER);
    let text = small.then(|| fs::read_to_string(file).ok()).flatten()?;
    Some(PathBuf::from(text.strip_prefix(mark)?.trim()))
}

/// A folder of git with all that is read there.
fn folder(git: &Path) -> Result<(), GitError> {
    for name in ["HEAD", "config", "config.worktree", "packed-refs", "shallow", "index"] {
        plain(git, name)?;
    }
    if let Some(about) = fs::symlink_metadata(git.join("packed-refs")).ok().filter(|about| about.len() > PACKED) {
        return Err(GitError::Packed(about.len()));
    }
    if fs::symlink_metadata(git.join("commondir")).is_ok() {
        return Err(GitError::Elsewhere("commondir".to_owned()));
    }
    let mut left = MOST;
    for name in ["objects", "refs"] {
        let at = git.join(name);
        if fs::symlink_metadata(&at).is_ok_and(|about| about.is_symlink()) {
            return Err(GitError::Elsewhere(name.to_owned()));
        }
        inside(&at, name, DEEP, &mut left)?;
    }
    let alternates = "objects/info/alternates";
    if fs::metadata(git.join(alternates)).is_ok_and(|about| about.len() > 0) {
        return Err(GitError::Elsewhere(alternates.to_owned()));
    }
    Ok(())
}

/// A file, or nothing.
fn plain(git: &Path, name: &str) -> Result<(), GitError> {
    match fs::symlink_metadata(git.join(name)) {
        Ok(about) => allowed(about.file_type(), || name.to_owned()),
        Err(_) => Ok(()),
    }
}

/// Files and folders only, all the way down.
fn inside(at: &Path, name: &str, deep: usize, left: &mut usize) -> Result<(), GitError> {
    // One that is missing or closed to us is told by who needs it.
    let Ok(entries) = fs::read_dir(at) else { return Ok(()) };
    let called = |entry: &DirEntry| format!("{name}/{}", entry.file_name().to_string_lossy());
    for entry in entries.flatten() {
        *left = left.checked_sub(1).ok_or(GitError::Loose(MOST))?;
        let Ok(kind) = entry.file_type() else { continue };
        if !kind.is_dir() {
            allowed(kind, || called(&entry))?;
        } else if deep > 0 {
            inside(&entry.path(), &called(&entry), deep - 1, left)?;
        } else {
            return Err(GitError::Loose(MOST));
        }
    }
    Ok(())
}

fn allowed(kind: FileType, name: impl Fn() -> String) -> Result<(), GitError> {
    match (kind.is_file(), kind.is_symlink()) {
        (true, _) => Ok(()),
        (_, true) => Err(GitError::Elsewhere(name())),
        _ => Err(GitError::NoFile(name())),
    }
}
