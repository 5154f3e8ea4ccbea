//! How each number is made, in words, with the thresholds of the model.

use std::io;

use osmm_maturity::assessment::Assessment;

use crate::console::Console;

pub(super) fn explain(console: &mut Console, a: &Assessment) -> io::Result<()> {
    let m = &a.model;
    let (item, items, top) = (&m.terms.item.one, &m.terms.item.many, m.scale.top());
    console.heading("How the numbers are made")?;
    console.paragraph(2, &format!("Coverage = rated {items} / applicable {items}. Not applicable, unanswered, don't know and declined never enter a mean."))?;
    console.paragraph(
        2,
        &format!(
            "Score of an {}, a {} or overall = mean of its rated {items}; each {item} weighs the same.",
            m.terms.activity.one, m.terms.level.one
        ),
    )?;
    console.paragraph(
        2,
        &format!("Possible range = the mean if every applicable {item} without a rating were 0, and if it were {top}."),
    )?;
    match m.achievement {
        Some(rule) => console.paragraph(
            2,
            &format!(
                "A {} is satisfied when each {} has coverage >= {}, mean >= {} and no rated {item} below {}. Achieved is the highest one such that it and all below are satisfied.",
                m.terms.level.one, m.terms.activity.one, rule.coverage, rule.mean, rule.floor
            ),
        )?,
        None => console.paragraph(2, &format!("The {} of this model are no ladder, so none is achieved.", m.terms.level.many))?,
    }
    for step in &m.support {
        let needs: Vec<&str> = step.needs.iter().map(|k| k.word()).collect();
        console.paragraph(
            2,
            &format!("Supported: {} and more needs evidence in force of the kind: {}.", step.rating, needs.join(", ")),
        )?;
    }
    console.paragraph(2, "Supported is at most what is claimed. Verified is what a reviewer confirmed.")?;
    console.paragraph(
        2,
        &format!(
            "Gap priority = ((1 + target - rating)^2 - 1) / ((1 + {top})^2 - 1); the target is {} where none is set.",
            a.results.default_target
        ),
    )?;
    console.paragraph(2, &format!("A proposal's low end counts what was seen, its high end also what is not known. Scans older than {} days and documents older than {} months lose one step.", m.freshness.scan_days, m.freshness.document_months))?;
    console.paragraph(2, &format!("Model {} {}, {}.", m.id, m.version, a.model_digest))?;
    console.paragraph(2, "No study shows that raising a level causes a business result.")
}
