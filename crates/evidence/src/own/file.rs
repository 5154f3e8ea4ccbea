//! The file of signals: read, checked as a whole, and every fault told with its place and the way out.

mod rules;
mod table;

use osmm_maturity::observation::{Problem, SignalId};
use toml::de::DeTable;

use super::OwnSignal;
use crate::written::Source;
pub(super) use rules::compiled;
use table::{Faults, Fields, texts_of};

/// Largest file that is read.
const MOST_BYTES: usize = 1 << 20;
/// Most signals of one file.
const MOST_SIGNALS: usize = 300;
/// Longest text of a signal.
const LONGEST_TEXT: usize = 600;

const FORMAT: &str = "osmm-signals/1";
const EXAMPLE: &str = "docs/reference/own-signals.md describes the file and has examples";

/// Signals of a file, or all that is wrong with it.
pub(super) fn read(text: &str, place: &str) -> Result<Vec<OwnSignal>, Vec<Problem>> {
    let source = Source { text, place };
    if text.len() > MOST_BYTES {
        let message = format!("it has {} bytes, more than is read ({MOST_BYTES})", text.len());
        return Err(vec![source.fault(0..0, message, "divide it: several files may be named")]);
    }
    let file = DeTable::parse(text)
        .map_err(|error| vec![source.fault(error.span().unwrap_or(0..0), error.message().to_owned(), EXAMPLE)])?;
    let mut faults = Faults::new(&source);
    let mut fields = Fields::new(file.get_ref(), file.span(), "the file");
    format(&mut fields, &mut faults);
    let mut signals: Vec<OwnSignal> = Vec::new();
    let nodes = fields.tables("signal", &mut faults);
    if nodes.len() > MOST_SIGNALS {
        let hint = "divide it: several files may be named";
        faults.add(0..0, format!("it has {} signals, more than are read ({MOST_SIGNALS})", nodes.len()), hint);
    }
    for fields in nodes.into_iter().take(MOST_SIGNALS) {
        signals.extend(signal(fields, &signals, &mut faults));
    }
    fields.close(&mut faults);
    faults.end(signals)
}

fn format(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) {
    let way_out = format!("write `format = \"{FORMAT}\"` at the top, or use a newer version of osmm");
    match fields.need_text("format", faults) {
        Some((format, at)) if format != FORMAT => {
            faults.add(at, format!("the format `{format}` is not known to this version"), &way_out);
        }
        _ => {}
    }
}

fn signal(mut fields: Fields<'_, '_>, known: &[OwnSignal], faults: &mut Faults<'_>) -> Option<OwnSignal> {
    let id = fields.need_text("id", faults).and_then(|(id, at)| {
        let full = format!("{}{id}", SignalId::OWN);
        if !is_id(&id) {
            let hint = "use lower-case letters, digits and hyphens, up to 80, for example `change-log`";
            faults.add(at, format!("`{id}` cannot be the id of a signal"), hint);
            return None;
        }
        if known.iter().any(|other| other.id == full) {
            faults.add(at, format!("the signal `{id}` is there twice"), "give each an id of its own");
            return None;
        }
        Some(full)
    });
    let [title, question, remedy] = ["title", "question", "remedy"].map(|key| prose(&mut fields, key, faults));
    let mut rules = rules::Rules::new();
    let rule = match fields.get("rule") {
        Some(node) => rules.rule(node, 0, faults),
        None => {
            faults.add(fields.at(), "a signal needs a `rule`".to_owned(), EXAMPLE);
            None
        }
    };
    let when = fields.get("when").map(|node| rules.rule(node, 0, faults));
    fields.close(faults);
    let when = match when {
        Some(None) => return None,
        Some(Some(when)) => Some(when),
        None => None,
    };
    Some(OwnSignal { id: id?, title: title?, question: question?, remedy: remedy?, when, rule: rule? })
}

/// A text for readers.
fn prose(fields: &mut Fields<'_, '_>, key: &'static str, faults: &mut Faults<'_>) -> Option<String> {
    let (text, at) = fields.need_text(key, faults)?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() || text.chars().count() > LONGEST_TEXT {
        faults.add(at, format!("`{key}` has 1 to {LONGEST_TEXT} characters"), "say it in a sentence");
        return None;
    }
    Some(text)
}

fn is_id(id: &str) -> bool {
    let fine = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    fine && id.len() <= 80 && id.starts_with(|c: char| c.is_ascii_alphanumeric())
}
