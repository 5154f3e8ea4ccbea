//! Values in JSON, YAML and TOML, and what they are compared with.

use osmm_maturity::observation::Measure;
use regex::Regex;
use serde_json::Value;

/// Most bytes of a file that is taken apart; settings and manifests have far less.
const MOST_BYTES: usize = 1 << 20;

/// What a value has to be.
#[derive(Debug, Clone)]
pub(super) enum Is {
    /// There, whatever it is.
    There,
    /// This one; an entry of a list is enough.
    Equal(Value),
    /// A text of this form; an entry of a list is enough.
    Like(Regex),
}

impl Is {
    pub(super) fn words(&self) -> String {
        match self {
            Self::There => "there".to_owned(),
            Self::Equal(value) => format!("= {value}"),
            Self::Like(pattern) => format!("like `{}`", pattern.as_str()),
        }
    }

    pub(super) fn fits(&self, value: Option<&Value>) -> bool {
        let Some(value) = value else { return false };
        match (self, value) {
            (Self::There, _) => true,
            (Self::Equal(wanted), value) if wanted == value => true,
            (Self::Like(pattern), Value::String(text)) => pattern.is_match(text),
            (_, Value::Array(entries)) => entries.iter().any(|entry| !entry.is_array() && self.fits(Some(entry))),
            (Self::Equal(Value::Number(wanted)), Value::Number(number)) => wanted.as_f64() == number.as_f64(),
            _ => false,
        }
    }

    /// The same of a measure of another signal.
    pub(super) fn fits_measure(&self, measure: &Measure) -> bool {
        match measure {
            Measure::Open { .. } => false,
            known => serde_json::to_value(known).is_ok_and(|value| self.fits(Some(&value))),
        }
    }
}

/// A file taken apart by the ending of its name (lower case); what is neither JSON nor TOML is read as YAML.
pub(super) fn read(name: &str, text: &str) -> Result<Value, String> {
    if text.len() > MOST_BYTES {
        return Err(format!("it has {} bytes, more than is taken apart ({MOST_BYTES})", text.len()));
    }
    let text = text.trim_start_matches('\u{feff}');
    if name.ends_with(".json") {
        serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))
    } else if name.ends_with(".toml") {
        toml::from_str(text).map_err(|error| format!("it is no TOML: {}", error.message()))
    } else {
        let first = |error: serde_saphyr::Error| error.to_string().lines().next().unwrap_or_default().to_owned();
        serde_saphyr::from_str(text).map_err(|error| format!("it is no YAML: {}", first(error)))
    }
}
