//! Lines of text from pieces that stand somewhere on a page.

use std::collections::BTreeMap;

/// A piece of text on a page.
pub(super) struct Piece {
    pub(super) x: f32,
    pub(super) y: f32,
    /// Where the next letter would stand.
    pub(super) end: f32,
    pub(super) size: f32,
    pub(super) text: String,
}

/// A line of text on a page.
pub(super) struct Shown {
    pub(super) page: u32,
    pub(super) size: f32,
    /// Parts with much room between them.
    pub(super) cells: Vec<String>,
    pub(super) continues: bool,
    y: f32,
    end: f32,
}

impl Shown {
    pub(super) fn text(&self) -> String {
        self.cells.join(" ")
    }

    fn add(&mut self, piece: &Piece) {
        let (gap, size) = (piece.x - self.end, self.size.max(piece.size));
        match self.cells.last_mut() {
            Some(last) if gap < 1.8 * size && gap > -2.0 * size => {
                if gap > 0.17 * size && !last.ends_with(' ') && !piece.text.starts_with(' ') {
                    last.push(' ');
                }
                last.push_str(&piece.text);
            }
            _ => self.cells.push(piece.text.clone()),
        }
        if !piece.text.trim().is_empty() {
            self.size = size;
        }
        self.end = piece.end;
    }
}

/// The lines of a page, in the order in which they are written.
pub(super) fn of_page(page: u32, pieces: &[Piece]) -> Vec<Shown> {
    let mut lines: Vec<Shown> = Vec::new();
    for piece in pieces.iter().filter(|piece| [piece.x, piece.y, piece.end, piece.size].iter().all(|n| n.is_finite())) {
        let below = lines.last().map(|line| (line.y - piece.y, line.size.max(piece.size)));
        match (lines.last_mut(), below) {
            (Some(line), Some((step, size))) if step.abs() < 0.35 * size => line.add(piece),
            (_, below) if !piece.text.trim().is_empty() => {
                let near = |(step, size): (f32, f32)| step > 0.0 && step < 1.6 * size;
                let same =
                    lines.last().is_some_and(|line| (line.size - piece.size).abs() < 0.5 && line.cells.len() == 1);
                let entry = piece.text.trim_start().starts_with(|c: char| !c.is_alphabetic());
                lines.push(Shown {
                    page,
                    size: piece.size,
                    cells: vec![piece.text.clone()],
                    continues: below.is_some_and(near) && same && !entry,
                    y: piece.y,
                    end: piece.end,
                });
            }
            _ => {}
        }
    }
    lines
}

/// The size in which most letters are.
pub(super) fn usual_size(lines: &[Shown]) -> f32 {
    let mut sizes: BTreeMap<u16, usize> = BTreeMap::new();
    for line in lines {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was clamped")]
        let half_points = (line.size * 2.0).round().clamp(0.0, 10_000.0) as u16;
        *sizes.entry(half_points).or_default() += line.cells.iter().map(String::len).sum::<usize>();
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map_or(0.0, |(size, _)| f32::from(size) / 2.0)
}
