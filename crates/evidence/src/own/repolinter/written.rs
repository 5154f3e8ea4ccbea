//! Rules as they are written in a file of signals.

/// A table on one line.
#[derive(Debug, Clone, Default)]
pub(super) struct Table(Vec<(&'static str, String)>);

impl Table {
    pub(super) fn new() -> Self {
        Self::default()
    }

    fn with(mut self, key: &'static str, value: String) -> Self {
        self.0.push((key, value));
        self
    }

    pub(super) fn text(self, key: &'static str, text: &str) -> Self {
        self.with(key, quoted(text))
    }

    pub(super) fn number(self, key: &'static str, number: u64) -> Self {
        self.with(key, number.to_string())
    }

    /// A list of texts; an empty one is left out.
    pub(super) fn texts(self, key: &'static str, texts: &[String]) -> Self {
        if texts.is_empty() {
            return self;
        }
        let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
        self.with(key, format!("[{}]", texts.join(", ")))
    }

    /// A truth; a false one is left out.
    pub(super) fn truth(self, key: &'static str, truth: bool) -> Self {
        if truth { self.with(key, "true".to_owned()) } else { self }
    }

    pub(super) fn tables(self, key: &'static str, tables: Vec<Self>) -> Self {
        let tables: Vec<String> = tables.iter().map(ToString::to_string).collect();
        self.with(key, format!("[{}]", tables.join(", ")))
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let entries: Vec<String> = self.0.iter().map(|(key, value)| format!("{key} = {value}")).collect();
        write!(f, "{{ {} }}", entries.join(", "))
    }
}

/// A text between quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
