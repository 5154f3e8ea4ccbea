//! Which folders may be looked at.

use std::fs;

use super::allowed;

#[test]
fn only_folders_below_the_roots_are_allowed() {
    let dir = tempfile::TempDir::new().unwrap();
    let (root, other) = (dir.path().join("root"), dir.path().join("other"));
    fs::create_dir_all(root.join("team/app")).unwrap();
    fs::create_dir_all(other.join("secret")).unwrap();
    fs::write(root.join("file"), "").unwrap();
    let below = [root.clone()];
    let typed = |path: &std::path::Path| allowed(&below, path.to_str().unwrap());
    assert_eq!(typed(&root.join("team/app")), Ok(root.canonicalize().unwrap().join("team/app")));
    assert_eq!(typed(&root), Ok(root.canonicalize().unwrap()));
    assert_eq!(typed(&root.join("team/../team")), Ok(root.canonicalize().unwrap().join("team")));
    assert_eq!(typed(&root.join("../other")), Err("scans-fault-outside"));
    assert_eq!(typed(&other.join("secret")), Err("scans-fault-outside"));
    assert_eq!(typed(&other.join("none")), Err("scans-fault-outside"));
    assert_eq!(typed(&root.join("../none")), Err("scans-fault-outside"));
    assert_eq!(typed(&root.join("none")), Err("scans-fault-missing"));
    assert_eq!(typed(&root.join("file")), Err("scans-fault-missing"));
    assert_eq!(typed(std::path::Path::new("root")), Err("scans-fault-absolute"));
    assert_eq!(allowed(&[], root.to_str().unwrap()), Err("scans-fault-outside"));
    // A sibling whose name begins alike is not below.
    fs::create_dir_all(dir.path().join("root-2")).unwrap();
    assert_eq!(typed(&dir.path().join("root-2")), Err("scans-fault-outside"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_before_it_is_asked_where_they_lead() {
    let dir = tempfile::TempDir::new().unwrap();
    let (root, other) = (dir.path().join("root"), dir.path().join("other"));
    fs::create_dir_all(&root).unwrap();
    fs::create_dir_all(&other).unwrap();
    std::os::unix::fs::symlink(&other, root.join("out")).unwrap();
    assert_eq!(allowed(std::slice::from_ref(&root), root.join("out").to_str().unwrap()), Err("scans-fault-outside"));
    // The root itself may be a link.
    std::os::unix::fs::symlink(&root, dir.path().join("alias")).unwrap();
    let alias = dir.path().join("alias");
    assert!(allowed(std::slice::from_ref(&alias), alias.to_str().unwrap()).is_ok());
}
