//! The record as it was: at the end of a day, or when an assessment was published.

use std::ops::ControlFlow;

use anyhow::{Context, Result};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::picture::{Looks, Picture, picture};
use osmm_maturity::event::{AssessmentId, Head};
use osmm_maturity::model::Model;
use osmm_maturity::organisation::Organisation;
use osmm_store::{Select, Within};

use super::Record;

impl Record {
    /// What was known of an assessment at the end of a day, UTC.
    pub(crate) fn held(&self, id: &AssessmentId, at: Date) -> Result<Organisation> {
        self.sees_past()?;
        let mut head: Option<Head> = None;
        let select = Select { within: Within::SkeletonAnd(vec![id.clone()]), ..Select::default() };
        self.each(&select, |event| {
            // Clocks of several machines may differ by a little: the last event of the day counts, with all before it.
            if event.at.to_zoned(TimeZone::UTC).date() <= at {
                head = Some(event.head());
            }
            ControlFlow::Continue(())
        })?;
        let then = head.map(|head| self.state_at(&head, id)).transpose()?;
        then.filter(|then| then.cycles.contains_key(id)).with_context(|| {
            let opened = self.state.cycles.get(id).map(|c| c.opened.at.to_zoned(TimeZone::UTC).date().to_string());
            format!("`{id}` was not there on {at}: it was opened on {}", opened.unwrap_or_default())
        })
    }

    /// What was known when an assessment was published; nothing for one that is not. Evidence, targets and looks that came
    /// later are no part of what was published.
    pub(crate) fn frozen(&self, cycle: &Cycle) -> Result<Option<Organisation>> {
        let Some((_, trace)) = &cycle.published else { return Ok(None) };
        let select = Select { after: trace.seq.saturating_sub(1), up_to: Some(trace.seq), ..Select::default() };
        let event = self.events(&select)?.into_iter().next().context("the event of the publication")?;
        Ok(Some(self.state_at(&event.head(), &cycle.id)?))
    }

    /// The picture of an assessment as an earlier state of the record has it.
    pub(crate) fn picture_then(&self, then: &Organisation, cycle: &Cycle, model: &Model) -> Result<Picture> {
        if cycle.published.is_some() {
            return self.picture(cycle, model);
        }
        let last = |unit| Some((unit, then.last_look(unit, cycle.scope.as_of)?));
        let looks = cycle.units().filter_map(last).map(|(unit, look)| Ok((unit.clone(), self.look(look)?)));
        Ok(picture(then, cycle, model, &looks.collect::<Result<Looks>>()?))
    }
}
