//! The floor: what no reader of a history can do without. Every commit is unpacked once, by the unpacker that osmm uses;
//! none is looked up, put together from differences, or read.

use std::path::Path;
use std::process::Command;

use gix::odb::pack::Find as _;
use gix::odb::pack::data::Entry;

const ROUNDS: usize = 5;

/// Seconds of CPU time to unpack every commit that HEAD reaches; the packed bytes are in memory before.
pub fn seconds(path: &Path) -> f64 {
    let all = packed(path);
    let mut unpacked = vec![0; all.iter().map(|(_, size)| *size).max().unwrap()];
    let mut inflate = gix::zlib::Inflate::default();
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let before = own_cpu();
            for (bytes, size) in &all {
                inflate.reset();
                let (_, _, written) = inflate.once(bytes, &mut unpacked[..*size]).unwrap();
                assert_eq!(written, *size);
            }
            own_cpu() - before
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}

/// The packed bytes of every commit, and how many they are when unpacked.
fn packed(path: &Path) -> Vec<(Vec<u8>, usize)> {
    let mut repository = gix::open_opts(path, gix::open::Options::isolated()).unwrap();
    repository.objects.prevent_pack_unload();
    repository.objects.ignore_replacements = true;
    let listed = Command::new("git")
        .arg("--no-replace-objects")
        .arg("-C")
        .arg(path)
        .args(["rev-list", "HEAD"])
        .output()
        .unwrap()
        .stdout;
    let mut buffer = Vec::new();
    let ids = listed.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    ids.map(|hex| {
        let id = gix::ObjectId::from_hex(hex).unwrap();
        let at = repository.objects.location_by_oid(&id, &mut buffer).unwrap().expect("every commit is in a pack");
        let bytes = repository.objects.entry_by_location(&at).unwrap().data;
        let entry = Entry::from_bytes(&bytes, 0, id.kind()).unwrap();
        let size = usize::try_from(entry.decompressed_size).unwrap();
        (bytes[entry.header_size()..].to_vec(), size)
    })
    .collect()
}

/// CPU seconds of this thread so far.
fn own_cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
