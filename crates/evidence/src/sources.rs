//! Sources do the reading and fill facts; signals never touch a disk.

pub(crate) mod git;
