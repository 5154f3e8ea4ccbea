//! How the workers of a scan look: all of them alike, whenever and wherever each of them takes a step.

use osmm_evidence::exports::tables::Columns;
use osmm_evidence::{Organisation, OwnSignals, ScanOptions};
use osmm_maturity::observation::Problem;
use osmm_store::QueuedScan;

use super::Input;
use crate::app::Config;

/// A scan as its workers know it.
#[derive(Debug)]
pub(super) struct Work {
    pub scan: QueuedScan,
    pub input: Input,
    pub options: ScanOptions,
}

impl Work {
    /// The options are those of when the scan was asked for, so that its result does not depend on who looks when.
    pub fn new(scan: QueuedScan, config: &Config) -> Result<Self, String> {
        let input: Input =
            serde_json::from_str(&scan.input).map_err(|error| format!("its wish is damaged: {error}"))?;
        let mut options = ScanOptions::new(scan.began, config.tool.clone());
        options.cache = if input.afresh { None } else { config.cache.clone() };
        if let Some(text) = &input.organisation {
            options.organisation = Organisation::parse(text, "the description of the organisation").map_err(told)?;
        }
        for text in &input.own {
            let own = OwnSignals::parse(text, "the signals of the organisation").map_err(told)?;
            options.own.join(&own).map_err(|twice| twice.join(", "))?;
        }
        if let Some(text) = &input.columns {
            options.columns = Columns::parse(text, "the mappings of columns").map_err(told)?;
        }
        Ok(Self { scan, input, options })
    }
}

fn told(faults: Vec<Problem>) -> String {
    faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>().join("; ")
}
