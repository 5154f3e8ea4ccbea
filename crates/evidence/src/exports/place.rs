//! Which subject an export is about: the repository that it names, the one that the caller names, or the whole unit.

use std::collections::BTreeMap;

use osmm_maturity::fault::nearest;
use osmm_maturity::observation::{ObservationSet, Standing, Subject};

use super::document::{Refusal, clean};
use super::{Content, Import, Taken};
use crate::address::Address;

/// Where an export belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// To this subject.
    Repository(String),
    /// It names no repository; the name of its file, or of its kind of table, stands for the whole unit.
    Whole(String),
}

impl Place {
    /// The name of the subject; one that is no repository is added to the set.
    pub(super) fn subject(&self, set: &mut ObservationSet) -> String {
        let wanted = match self {
            Self::Repository(name) => return name.clone(),
            Self::Whole(file) => file,
        };
        let whole = |s: &Subject, name: &str| s.name == name && s.standing == Standing::Whole;
        let mut name = wanted.clone();
        let mut number = 2;
        while set.subjects.iter().any(|s| s.name == name && !whole(s, &name)) {
            name = format!("{wanted} ({number})");
            number += 1;
        }
        if !set.subjects.iter().any(|s| s.name == name) {
            set.subjects.push(Subject::new(name.clone(), Standing::Whole));
        }
        name
    }
}

/// The place of an export. Tables of one kind are about one thing, whatever their files are called: together they are the
/// register, and a later export takes the place of an earlier one.
pub(super) fn of(
    import: &Import,
    taken: &Taken,
    subjects: &[Subject],
    origins: &BTreeMap<String, String>,
) -> Result<Place, Refusal> {
    match &taken.content {
        Content::Document(read) => named(import, read.repository.as_deref(), &import.file, subjects, origins),
        Content::Table(table) => named(import, None, table.kind.title, subjects, origins),
    }
}

/// What is named has to be among the subjects that count, and only once; what names nothing is about the whole.
fn named(
    import: &Import,
    named: Option<&str>,
    whole: &str,
    subjects: &[Subject],
    origins: &BTreeMap<String, String>,
) -> Result<Place, Refusal> {
    let Some(wanted) = import.repository.as_deref().or(named) else {
        return Ok(Place::Whole(clean(whole)));
    };
    let counted: Vec<&str> =
        subjects.iter().filter(|s| s.standing == Standing::Counted).map(|s| s.name.as_str()).collect();
    if import.repository.is_some() && counted.contains(&wanted) {
        return Ok(Place::Repository(wanted.to_owned()));
    }
    let address = Address::of(wanted);
    let own = |name: &str| origins.get(name).map(|origin| Address::of(origin));
    let mut found: Vec<&str> =
        counted.iter().copied().filter(|name| own(name).is_some_and(|own| own.name == address.name)).collect();
    if found.len() > 1 && address.host.is_some() {
        found.retain(|name| own(name).is_some_and(|own| own.host == address.host));
    }
    match found.as_slice() {
        [one] => Ok(Place::Repository((*one).to_owned())),
        [] => Err(nowhere(import, wanted, &counted)),
        several => {
            Err(Refusal::new(format!("it is about {}, which {} have as their origin", clean(wanted), list(several)))
                .hint(explicit(import)))
        }
    }
}

fn nowhere(import: &Import, wanted: &str, counted: &[&str]) -> Refusal {
    let wanted = clean(wanted);
    let near = nearest(&wanted, counted.iter().copied()).map(|near| format!("; {near}")).unwrap_or_default();
    match import.repository {
        Some(_) => Refusal::new(format!("there is no repository `{wanted}` among those looked at"))
            .hint(format!("name one as `osmm scan` prints it{near}")),
        None => Refusal::new(format!("it is about {wanted}, which is none of the repositories looked at"))
            .hint(format!("look at that repository, too, or say which one it is: {}", explicit(import))),
    }
}

fn explicit(import: &Import) -> String {
    format!("`--import REPOSITORY={}`", clean(&import.file))
}

fn list(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(5).map(|name| clean(name)).collect();
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(named: &str, explicit: Option<&str>) -> Result<Place, Refusal> {
        let subject = |name: &str| Subject::new(name, Standing::Counted);
        let subjects = ["app", "fork", "lib", "local"].map(subject);
        let origins = [
            ("app", "git@github.com:Acme/App.git"),
            ("fork", "https://git.example:8443/acme/app"),
            ("lib", "https://user:secret@git.example/acme/group/lib.git"),
        ];
        let origins = origins.map(|(name, origin)| (name.to_owned(), origin.to_owned())).into();
        let import = Import { file: "a.json".into(), bytes: Vec::new(), repository: explicit.map(ToOwned::to_owned) };
        super::named(&import, Some(named).filter(|named| !named.is_empty()), &import.file, &subjects, &origins)
    }

    fn at(name: &str) -> Result<Place, Refusal> {
        Ok(Place::Repository(name.to_owned()))
    }

    #[test]
    fn repositories_are_found_by_their_origin_however_it_is_written() {
        assert_eq!(placed("github.com/acme/app", None), at("app"));
        assert_eq!(placed("https://git.example/acme/app.git", None), at("fork"));
        assert_eq!(placed("acme/group/lib", None), at("lib"));
        assert_eq!(placed("https://git.example/acme/group/lib/tree/main", None), at("lib"));
    }

    #[test]
    fn what_the_caller_says_goes_first() {
        assert_eq!(placed("github.com/acme/app", Some("local")), at("local"));
        assert_eq!(placed("", Some("github.com/acme/app")), at("app"));
        let refused = placed("github.com/acme/app", Some("locl")).unwrap_err();
        assert!(refused.message.contains("no repository `locl`") && refused.hint.unwrap().contains("`local`"));
    }

    #[test]
    fn what_is_named_and_not_there_is_refused_and_what_names_none_is_about_the_whole() {
        let refused = placed("github.com/acme/other", None).unwrap_err();
        assert!(refused.hint.unwrap().contains("--import REPOSITORY=a.json"));
        let refused = placed("acme/app", None).unwrap_err();
        assert!(refused.message.contains("app, fork"), "{}", refused.message);
        assert_eq!(placed("", None), Ok(Place::Whole("a.json".into())));
        for odd in ["", "/", ":", "@", "file:///home/x", "https://", "a:b@c:d/e", "\u{0}"] {
            let _ = placed(odd, Some(odd));
        }
    }
}
