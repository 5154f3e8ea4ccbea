//! Objects that others are written as a difference to, kept for a while: a place for each, taken by the last one there.
//!
//! Commits lie in a pack beside those they differ from, so that little is asked for again late; a list of what was used
//! last would cost more than it saves.

use gix::object::Kind;
use gix::odb::pack::cache::DecodeEntry;

/// Places, a power of two.
const PLACES: usize = 1024;
/// Bytes of one object; larger ones are not kept, so that all are 32 MiB at most.
const BYTES: usize = 32 << 10;

/// A cache of a fixed size.
pub(super) struct Bases(Vec<Option<Base>>);

struct Base {
    pack: u32,
    offset: u64,
    data: Vec<u8>,
    kind: Kind,
    packed: usize,
}

impl Bases {
    pub(super) fn new() -> Self {
        Self(std::iter::repeat_with(|| None).take(PLACES).collect())
    }

    #[expect(clippy::cast_possible_truncation, reason = "ten bits are taken")]
    fn place(&mut self, offset: u64) -> &mut Option<Base> {
        // Fibonacci hashing spreads offsets, which are often a like distance apart.
        let place = offset.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - PLACES.trailing_zeros());
        &mut self.0[place as usize]
    }
}

impl DecodeEntry for Bases {
    fn put(&mut self, pack: u32, offset: u64, data: &[u8], kind: Kind, packed: usize) {
        if data.len() > BYTES {
            return;
        }
        let place = self.place(offset);
        let mut kept = place.take().map(|base| base.data).unwrap_or_default();
        kept.clear();
        kept.extend_from_slice(data);
        *place = Some(Base { pack, offset, data: kept, kind, packed });
    }

    fn get(&mut self, pack: u32, offset: u64, out: &mut Vec<u8>) -> Option<(Kind, usize)> {
        let base = self.place(offset).as_ref().filter(|base| base.offset == offset && base.pack == pack)?;
        out.clear();
        out.extend_from_slice(&base.data);
        Some((base.kind, base.packed))
    }
}
