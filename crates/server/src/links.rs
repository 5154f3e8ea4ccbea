//! Where things are: every address of a page is made here, so that a route is written twice only (see `router`).

mod running;

use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, EvidenceId, PersonId};
use osmm_maturity::model::{ActivityId, ItemId};
use osmm_maturity::observation::SignalId;
use osmm_maturity::unit::UnitId;

pub(crate) use running::*;

/// The dashboard of the assessment that people work on.
pub(crate) const HOME: &str = "/";
/// Where an empty record begins.
pub(crate) const START: &str = "/start";

/// Signing in.
pub(crate) const LOGIN: &str = "/login";
/// Where the provider of identities sends browsers back to.
pub(crate) const CALLBACK: &str = "/login/callback";
/// One's own account.
pub(crate) const ME: &str = "/me";
/// Who may come in.
pub(crate) const ACCESS: &str = "/access";
/// Invitations to set a password.
pub(crate) const INVITATIONS: &str = "/access/invitations";

/// Signing in, and back to where one wanted to go.
pub(crate) fn login(next: &str) -> String {
    if next == HOME { LOGIN.to_owned() } else { format!("{LOGIN}?next={}", part(next)) }
}

/// Signing in with the provider of identities, and back to where one wanted to go.
pub(crate) fn provider(next: &str) -> String {
    format!("/login/provider?next={}", part(next))
}

/// What [`part`] made escaped; what cannot be read leads home.
pub(crate) fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let hex = |two: &[u8]| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok();
        let byte = if *first == b'%' { more.get(..2).and_then(hex) } else { None };
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &more[2..] } else { more };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| HOME.to_owned())
}

/// Setting a password by the secret of an invitation.
pub(crate) fn invitation(secret: &str) -> String {
    format!("/invitation/{}", part(secret))
}

/// Reading by the secret of a link.
pub(crate) fn visit(secret: &str) -> String {
    format!("/visit/{}", part(secret))
}

/// Who looked at answers: those before a number, of one person or of all.
pub(crate) fn looks(before: Option<i64>, person: Option<&PersonId>) -> String {
    let before = before.map(|n| format!("before={n}"));
    let query: Vec<String> = before.into_iter().chain(person.map(|p| format!("person={}", part(&p.0)))).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/access/log{mark}{}", query.join("&"))
}

/// A path of ours to go to, as somebody else says; anything else leads home. `//host` would be another site.
pub(crate) fn local(path: &str) -> &str {
    let own =
        path.starts_with('/') && !path.starts_with("//") && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if own { path } else { HOME }
}

/// The dashboard of an assessment.
pub(crate) fn assessment(id: &AssessmentId) -> String {
    format!("/a/{}", part(&id.0))
}

/// A unit in an assessment.
pub(crate) fn unit(id: &AssessmentId, unit: &UnitId) -> String {
    format!("{}/unit/{}", assessment(id), part(&unit.0))
}

/// An activity in a unit.
pub(crate) fn activity(id: &AssessmentId, at: &UnitId, activity: &ActivityId) -> String {
    format!("{}/activity/{}", unit(id, at), part(&activity.0))
}

/// An item in a unit.
pub(crate) fn item(id: &AssessmentId, at: &UnitId, item: &ItemId) -> String {
    format!("{}/item/{}", unit(id, at), part(&item.0))
}

/// The sort pass of a unit.
pub(crate) fn sort(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/sort", unit(id, at))
}

/// The rating pass of a unit, at whatever comes next.
pub(crate) fn answer(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/answer", answering(id, at, None))
}

/// The rating pass at an item.
pub(crate) fn answer_item(id: &AssessmentId, at: &UnitId, item: &ItemId) -> String {
    format!("{}/{}", answer(id, at), part(&item.0))
}

/// Where answers of a unit are given: the reader's own, or those of somebody for whom a lead enters them.
pub(crate) fn answering(id: &AssessmentId, at: &UnitId, person: Option<&PersonId>) -> String {
    let person = person.map(|p| format!("/for/{}", part(&p.0))).unwrap_or_default();
    format!("{}{person}", unit(id, at))
}

/// Entering what others say in a unit.
pub(crate) fn for_others(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/for", unit(id, at))
}

/// What came of answering in a unit.
pub(crate) fn done(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/done", unit(id, at))
}

/// The report of a unit.
pub(crate) fn report(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/report.html", unit(id, at))
}

/// The assessment of a unit as a file.
pub(crate) fn file(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/osmm-assessment.json", unit(id, at))
}

/// What is asked of the reader.
pub(crate) fn todo(id: &AssessmentId) -> String {
    format!("{}/todo", assessment(id))
}

/// Workshops of the reader.
pub(crate) const WORKSHOPS: &str = "/workshop";
/// Where people come into a workshop.
pub(crate) const JOIN: &str = "/w";

/// The wall of a workshop.
pub(crate) fn workshop(code: &str) -> String {
    format!("{WORKSHOPS}/{}", part(code))
}

/// How a workshop stands, for the script on its wall.
pub(crate) fn workshop_state(code: &str) -> String {
    format!("{}/state", workshop(code))
}

/// Voting in a workshop.
pub(crate) fn vote(code: &str) -> String {
    format!("{JOIN}/{}", part(code))
}

/// How a workshop stands, for the script on a phone.
pub(crate) fn vote_state(code: &str) -> String {
    format!("{}/state", vote(code))
}

/// All models.
pub(crate) const MODELS: &str = "/model";
/// What differs between two models.
pub(crate) const MODEL_COMPARE: &str = "/model/compare";

/// A model, by id or digest.
pub(crate) fn model(id: &str) -> String {
    format!("{MODELS}/{}", part(id))
}

/// The guidance of an activity.
pub(crate) fn model_activity(id: &str, activity: &ActivityId) -> String {
    format!("{}/activity/{}", model(id), part(&activity.0))
}

/// The guidance of an item.
pub(crate) fn model_item(id: &str, item: &ItemId) -> String {
    format!("{}/item/{}", model(id), part(&item.0))
}

/// A model read through another framework.
pub(crate) fn crosswalk(id: &str, framework: &str) -> String {
    format!("{}/crosswalk/{}", model(id), part(framework))
}

/// A unit's answers, read through all frameworks.
pub(crate) fn lenses(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/lenses", unit(id, at))
}

/// A unit's answers, read through one framework.
pub(crate) fn lens(id: &AssessmentId, at: &UnitId, framework: &str) -> String {
    format!("{}/{}", lenses(id, at), part(framework))
}

/// What machines propose for a unit.
pub(crate) fn proposals(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/proposals", unit(id, at))
}

/// What backs the answers of a unit.
pub(crate) fn evidence(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/evidence", unit(id, at))
}

/// A piece of evidence.
pub(crate) fn evidence_one(id: &AssessmentId, at: &UnitId, name: &EvidenceId) -> String {
    format!("{}/{}", evidence(id, at), part(&name.0))
}

/// Giving evidence.
pub(crate) fn evidence_new(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/new", evidence(id, at))
}

/// All scans.
pub(crate) const SCANS: &str = "/scans";

/// What machines saw of a unit.
pub(crate) fn scans(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/scans", unit(id, at))
}

/// A scan that runs, or ran.
pub(crate) fn scan(id: &AssessmentId, at: &UnitId, job: i64) -> String {
    format!("{}/{job}", scans(id, at))
}

/// What one signal saw.
pub(crate) fn seen_by(id: &AssessmentId, at: &UnitId, signal: &SignalId) -> String {
    format!("{}/seen?signal={}", scans(id, at), part(&signal.0))
}

/// What was seen in one repository.
pub(crate) fn seen_in(id: &AssessmentId, at: &UnitId, subject: &str) -> String {
    format!("{}/seen?repository={}", scans(id, at), part(subject))
}

/// A file of another program that is kept for a unit as it was given.
pub(crate) fn original(id: &AssessmentId, at: &UnitId, digest: &Digest) -> String {
    format!("{}/original/{digest}", scans(id, at))
}

/// A name as one part of a path: everything but letters, digits and `-_.` is escaped.
pub(crate) fn part(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_stays_one_part() {
        assert_eq!(super::part("a/b:ü 1"), "a%2Fb%3A%C3%BC%201");
        assert_eq!(super::part("2026-q4_a.b"), "2026-q4_a.b");
        assert_eq!(super::unescaped(&super::part("/a?b=%C3&ü")), "/a?b=%C3&ü");
    }

    #[test]
    fn only_paths_of_ours_are_gone_to() {
        for own in ["/", "/a/2026-q4?x=%C3%BC#y"] {
            assert_eq!(super::local(own), own);
        }
        for other in ["", "a", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil", "/a\r\nb", "/ü"]
        {
            assert_eq!(super::local(other), "/", "{other:?}");
        }
    }
}
