//! What figures rest on, numbered as they come.

/// Sources by number.
#[derive(Debug, Default)]
pub(super) struct Sources(Vec<String>);

impl Sources {
    /// The number of a source, from 1; the same text has the same number.
    pub(super) fn number(&mut self, text: String) -> usize {
        let known = self.0.iter().position(|one| *one == text);
        known.unwrap_or_else(|| {
            self.0.push(text);
            self.0.len() - 1
        }) + 1
    }

    /// All of them, in order.
    pub(super) fn told(self) -> Vec<String> {
        self.0
    }
}
