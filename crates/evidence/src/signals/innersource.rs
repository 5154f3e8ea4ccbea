//! Do people of other units of the organisation contribute?

use super::{AFFILIATION_UNKNOWN, Effort, NO_OWNING_UNIT, NOT_DESCRIBED, Signal, Source, UNITS_UNKNOWN, mostly};
use super::{UNITS_NOT_DESCRIBED, nothing, share};
use crate::facts::{Facts, Units};
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "innersource",
    title: "Changes from other units",
    question: "Do people of the organisation contribute who are outside of the unit that owns the repository?",
    why: "Code that only its owners change is shared to be read; work of others on it shows that it is shared to be built on.",
    looks_at: "Changes of the year up to the commit looked at, merges and machine accounts left out, in repositories that \
               exactly one unit owns by osmm.toml: how many are by people of that unit, by people of other units, by people \
               of the organisation whose unit is not known, by known others, and by people of whom nothing is known. Where a \
               person belonged is that of the day of the change, by the list of persons and domains in osmm.toml and after \
               .mailmap. Not seen only where the units are known for at least half of the organisation's changes, and less \
               than half of all changes are by people of whom nothing is known. People and units outside are counted and \
               never named.",
    remedy: "Say in CONTRIBUTING that changes from other units are welcome, who looks at them and how soon.",
    effort: Effort::Weeks,
    topics: &[],
    since: "0.1.0",
    source: Source::History,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let history = facts.history();
    let (units, tally) = (history.units, history.recent);
    if !history.people.placed {
        return Finding::could_not_look(NOT_DESCRIBED);
    }
    if !units.told {
        return Finding::could_not_look(UNITS_NOT_DESCRIBED);
    }
    if !units.owned {
        return Finding::could_not_look(NO_OWNING_UNIT);
    }
    let changes = tally.changes();
    if changes == 0 {
        return Finding::not_applicable("no change by people in the last year of its history");
    }
    let unknown = changes - tally.own - tally.other;
    let finding = verdict(units, tally.own, unknown, changes).at_commit(&facts.commit);
    let parts = [
        ("owning_unit", units.owning),
        ("other_units", units.others),
        ("unit_unknown", tally.own - units.owning - units.others),
        ("other", tally.other),
        ("unknown", unknown),
    ];
    let finding = parts.iter().fold(finding, |finding, (name, part)| {
        finding.tally(name, *part).number(&format!("{name}_share"), share(*part, changes))
    });
    finding.tally("changes", changes).tally("outside_people", units.people).tally("outside_units", units.units)
}

fn verdict(units: Units, own: u32, unknown: u32, changes: u32) -> Finding {
    let summary = format!("{} of {changes} changes by other units, {} by the owning one", units.others, units.owning);
    let open = own - units.owning - units.others;
    match units.others {
        1.. => Finding::seen(summary),
        0 if mostly(unknown, changes) => Finding::could_not_look(AFFILIATION_UNKNOWN),
        0 if own == 0 => {
            Finding::not_applicable("no change by people of the organisation in the last year of its history")
        }
        0 if open > units.owning => Finding::could_not_look(UNITS_UNKNOWN),
        0 => Finding::not_seen(summary),
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{History, People, Tally};

    /// Of ten changes so many by the organisation, of which so many by its units.
    fn seen(own: u32, other: u32, owning: u32, others: u32) -> Finding {
        let people = People { placed: true, ..People::default() };
        let recent = Tally { commits: 12, bots: 1, merges: 1, own, other, ..Tally::default() };
        let units = Units { told: true, owned: true, owning, others, people: others.min(2), units: others.min(1) };
        observe(&Facts::with_history(History { people, recent, units, ..History::default() }))
    }

    fn could_not(finding: &Finding) -> &str {
        match &finding.verdict {
            Verdict::CouldNotLook { reason } => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_change_from_outside_is_seen_with_all_shares() {
        let finding = seen(6, 2, 3, 1);
        assert_eq!(finding.verdict, Verdict::Seen);
        let parts = ["owning_unit", "other_units", "unit_unknown", "other", "unknown"];
        assert_eq!(parts.map(|name| finding.measures[name].clone()), [3, 1, 2, 2, 2].map(Measure::Count));
        assert_eq!(finding.measures["other_units_share"], Measure::Number(0.1));
    }

    #[test]
    fn absence_needs_known_units_and_known_people() {
        assert_eq!(seen(8, 0, 4, 0).verdict, Verdict::NotSeen);
        assert_eq!(could_not(&seen(8, 0, 3, 0)), UNITS_UNKNOWN);
        assert_eq!(could_not(&seen(5, 0, 5, 0)), AFFILIATION_UNKNOWN);
        assert!(matches!(seen(0, 9, 0, 0).verdict, Verdict::NotApplicable { .. }));
    }

    #[test]
    fn where_nothing_is_said_of_units_the_way_out_is_named() {
        let people = People { placed: true, ..People::default() };
        let history = |units| Facts::with_history(History { people, units, ..History::default() });
        assert!(could_not(&observe(&history(Units::default()))).contains("`unit`"));
        assert!(could_not(&observe(&history(Units { told: true, ..Units::default() }))).contains("[[unit]]"));
        assert_eq!(could_not(&observe(&Facts::with_history(History::default()))), NOT_DESCRIBED);
    }
}
