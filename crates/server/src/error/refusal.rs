//! What the rules of the record refuse, in the words of the reader. The way out that the domain tells is for the command
//! line; here each message tells that of the pages.

use osmm_maturity::event::Stage;
use osmm_maturity::fault::{Fault, Near};
use osmm_maturity::organisation::{Clash, Refusal};
use osmm_maturity::unit::TreeError;

use crate::texts::Texts;

/// The refusal in words. `who` is what the reader calls the person that it names.
pub(super) fn told(t: &Texts, refusal: &Refusal, who: &str) -> String {
    match refusal {
        Refusal::Tree(error) => tree(t, error),
        Refusal::Name(name) => t.fill("refusal-name", &[("name", name)]),
        Refusal::Taken { name, .. } => t.fill("refusal-taken", &[("name", name)]),
        Refusal::Unknown { what, name, near } => unknown(t, what, name, near.as_ref()),
        Refusal::Person(_) => t.say("refusal-person"),
        Refusal::Right { unit, roles, .. } => {
            t.fill("refusal-right", &[("who", who), ("unit", &unit.0), ("roles", &in_words(t, roles))])
        }
        Refusal::Unseen { what, .. } => t.fill("refusal-unseen", &[("what", what.trim_matches('`'))]),
        Refusal::Hidden { evidence, .. } => t.fill("refusal-hidden", &[("evidence", &evidence.0)]),
        Refusal::Others { .. } => t.say("refusal-others"),
        Refusal::Expired { due, .. } => t.fill("refusal-expired", &[("due", &t.day(*due))]),
        Refusal::Stage { assessment, stage, .. } => t.fill(stuck(*stage), &[("assessment", &assessment.0)]),
        Refusal::NotAsked { central: true, .. } => t.say("refusal-central"),
        Refusal::NotAsked { unit, .. } => t.fill("refusal-not-asked", &[("unit", &unit.0)]),
        Refusal::Scale { rating, top } => {
            t.fill("refusal-scale", &[("rating", &rating.to_string()), ("top", &top.to_string())])
        }
        Refusal::Locked { .. } => t.say("refusal-locked"),
        Refusal::Reason(_) => t.say("refusal-reason"),
        Refusal::Nothing { .. } => t.say("refusal-nothing"),
        Refusal::Own(_) => t.say("refusal-own"),
        Refusal::Oneself => t.say("refusal-oneself"),
        Refusal::LastLead(_) => t.fill("refusal-last-lead", &[("who", who)]),
        Refusal::Unsettled { differ, wait, .. } => unsettled(t, *differ, *wait),
        Refusal::Dates(clash) => dates(t, clash),
        Refusal::Correction { .. } => t.say("refusal-correction"),
        Refusal::Brief(faults) => brief(t, faults),
        Refusal::Amount(amount) => t.fill("refusal-amount", &[("amount", amount)]),
        Refusal::WentTo { .. } => t.say("correct-went-missing"),
    }
}

/// Each fault with its line; a form has a better place for it.
fn brief(t: &Texts, faults: &[Fault]) -> String {
    let line = |fault: &Fault| format!("{}: {}", fault.place.line, t.said(&fault.message).text);
    t.fill("refusal-brief", &[("faults", &faults.iter().map(line).collect::<Vec<_>>().join("; "))])
}

fn tree(t: &Texts, error: &TreeError) -> String {
    let units = |id: &str, a: &str, b: &str| t.fill(id, &[("a", a), ("b", b)]);
    match error {
        TreeError::NoRoot => t.say("refusal-tree-no-root"),
        TreeError::TwoRoots(a, b) => units("refusal-tree-two-roots", &a.0, &b.0),
        TreeError::Duplicate(a) => units("refusal-tree-twice", &a.0, ""),
        TreeError::UnknownParent(a, b) => units("refusal-tree-parent", &a.0, &b.0),
        TreeError::Cycle(a) => units("refusal-tree-cycle", &a.0, ""),
    }
}

fn unknown(t: &Texts, what: &str, name: &str, near: Option<&Near>) -> String {
    let said = t.fill("refusal-unknown", &[("what", &what.replace(' ', "-")), ("name", name)]);
    match near {
        Some(Near::Mean(word)) => said + " " + &t.fill("refusal-mean", &[("word", word)]),
        Some(Near::Known(words)) => said + " " + &t.fill("refusal-known", &[("words", &words.join(", "))]),
        None => said,
    }
}

/// The roles that would do, of which the domain tells the words with "or" between them.
fn in_words(t: &Texts, roles: &str) -> String {
    let words = roles.split(" or ").map(|role| t.say(&format!("role-{role}")));
    words.collect::<Vec<_>>().join(&format!(" {} ", t.say("refusal-or")))
}

fn stuck(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "refusal-draft",
        Stage::InReview => "refusal-in-review",
        Stage::Published => "refusal-published",
    }
}

fn unsettled(t: &Texts, differ: u32, wait: u32) -> String {
    let open = [(differ, "refusal-unsettled-differ"), (wait, "refusal-unsettled-wait")];
    let open = open.into_iter().filter(|(n, _)| *n > 0).map(|(n, id)| t.fill(id, &[("n", &n.to_string())]));
    open.collect::<Vec<_>>().join(" ")
}

fn dates(t: &Texts, clash: &Clash) -> String {
    match clash {
        Clash::RoleEnded(day) | Clash::DuePast(day) => t.fill("refusal-past", &[("day", &t.day(*day))]),
        Clash::Evidence { from, until } => {
            t.fill("refusal-dates-evidence", &[("from", &t.day(*from)), ("until", &t.day(*until))])
        }
        Clash::NotAfter { new, old, before } => {
            let days = [("new", t.day(*new)), ("old", t.day(*old)), ("before", before.0.clone())];
            t.fill("refusal-dates-not-after", &days.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
    }
}

#[cfg(test)]
mod tests;
