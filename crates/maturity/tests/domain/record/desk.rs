//! A desk to work at: a record in memory, with a small model and a few people.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use osmm_maturity::cycle::opening::{answering, corrected, open};
use osmm_maturity::cycle::picture::{Looks, Picture, picture};
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{
    AssessmentId, Change, Confidentiality, Draft, Event, EvidenceId, EvidenceRecord, PersonId, Role, ScopeRecord,
    Stage, Subject,
};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::{ItemId, Model, Scope};
use osmm_maturity::organisation::{Organisation, Refusal};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::{Unit, UnitId};

pub struct Desk {
    pub state: Organisation,
    pub events: Vec<Event>,
    pub model: Arc<Model>,
    pub now: Timestamp,
    /// What was published, frozen.
    pub published: BTreeMap<String, Picture>,
}

pub fn person(id: &str) -> PersonId {
    PersonId(id.to_owned())
}

pub fn unit(id: &str) -> UnitId {
    UnitId(id.to_owned())
}

pub fn assessment(id: &str) -> AssessmentId {
    AssessmentId(id.to_owned())
}

pub fn rated(rating: u8) -> Answer {
    Answer::Rated { rating: Rating(rating) }
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn node(id: &str, parent: Option<&str>, headcount: u32) -> Unit {
    Unit { id: unit(id), title: id.to_uppercase(), parent: parent.map(unit), headcount, repositories: Vec::new() }
}

impl Desk {
    /// A group with two units: `lead` leads all, `ada` and `bob` answer for `pay`, `cyd` for `ops`, `rev` reviews, `aud` reads.
    pub fn new() -> Self {
        let model = Arc::new(super::super::osmm());
        let mut state = Organisation::default();
        state.know(model.clone());
        let now = "2026-10-01T08:00:00Z".parse().unwrap();
        let mut desk = Self { state, events: Vec::new(), model, now, published: BTreeMap::new() };
        desk.by("lead", Change::Named { name: "Example Group".to_owned() });
        let set = vec![node("group", None, 10), node("pay", Some("group"), 50), node("ops", Some("group"), 5)];
        for who in ["lead", "ada", "bob", "cyd", "rev", "aud"] {
            desk.by("lead", Change::PersonSet { person: person(who), commitment: Digest::of_bytes(who.as_bytes()) });
        }
        desk.by("lead", Change::UnitsSet { set, removed: Vec::new() });
        desk.grant("lead", Role::Lead, "group");
        desk.grant("ada", Role::Respondent, "pay");
        desk.grant("bob", Role::Respondent, "pay");
        desk.grant("cyd", Role::Respondent, "ops");
        desk.grant("rev", Role::Reviewer, "group");
        desk.grant("aud", Role::Auditor, "group");
        desk
    }

    /// The same with a draft `q4`.
    pub fn with_draft() -> Self {
        let mut desk = Self::new();
        desk.open("q4", "2026-10-31", None).unwrap();
        desk
    }

    pub fn grant(&mut self, who: &str, role: Role, at: &str) {
        self.by("lead", Change::RoleGranted { person: person(who), role, unit: unit(at), until: None });
    }

    pub fn attempt(&mut self, who: &str, why: Option<&str>, change: Change) -> Result<(), Refusal> {
        let draft = Draft { at: self.now, by: person(who), why: why.map(str::to_owned), change };
        self.state.check(&draft)?;
        let event = Event::seal(draft, self.state.head.as_ref(), format!("salt {}", self.events.len()));
        self.state.apply(&event);
        self.events.push(event);
        Ok(())
    }

    pub fn by(&mut self, who: &str, change: Change) {
        self.attempt(who, Some("because"), change).unwrap();
    }

    pub fn scope(&self, as_of: &str, after: Option<&str>) -> ScopeRecord {
        let tree = self.state.tree.clone().unwrap();
        ScopeRecord {
            title: "All".to_owned(),
            model: Digest(self.model.digest()),
            units: tree.units().to_vec(),
            answering: answering(&tree),
            as_of: day(as_of),
            deadline: None,
            after: after.map(assessment),
            snapshots: 1,
        }
    }

    pub fn open(&mut self, id: &str, as_of: &str, after: Option<&str>) -> Result<(), Refusal> {
        let scope = self.scope(as_of, after);
        let model = self.model.clone();
        let before = after.map(|a| {
            let picture = self.picture(a);
            let (cycle, model) = self.state.cycle(&assessment(a)).unwrap();
            (corrected(cycle, picture), model.clone())
        });
        let before = before.as_ref().map(|(p, m)| (p, m));
        open(&assessment(id), scope, &model, before).into_iter().try_for_each(|c| self.attempt("lead", None, c))
    }

    pub fn respond(&mut self, who: &str, at: &str, item: &ItemId, answer: Answer) -> Result<(), Refusal> {
        self.respond_in("q4", who, at, item, answer)
    }

    pub fn respond_in(
        &mut self,
        cycle: &str,
        who: &str,
        at: &str,
        item: &ItemId,
        answer: Answer,
    ) -> Result<(), Refusal> {
        let change = Change::Responded {
            assessment: assessment(cycle),
            unit: unit(at),
            item: item.clone(),
            respondent: person(who),
            answer,
            overrides: None,
            function: None,
            on: None,
        };
        self.attempt(who, None, change)
    }

    pub fn lock(&mut self, who: &str, at: &str, items: &[ItemId]) -> Result<(), Refusal> {
        let change = Change::Locked {
            assessment: assessment("q4"),
            unit: unit(at),
            respondent: person(who),
            items: items.to_vec(),
        };
        self.attempt(who, None, change)
    }

    pub fn assign(&mut self, who: &str, at: &str, item: &ItemId, due: Option<&str>) -> Result<(), Refusal> {
        let change = Change::Assigned {
            assessment: assessment("q4"),
            unit: unit(at),
            subject: Subject::Item(item.clone()),
            person: person(who),
            due: due.map(day),
        };
        self.attempt("lead", None, change)
    }

    pub fn evidence(&mut self, id: &str, at: &str, item: &ItemId, kind: EvidenceKind, until: Option<&str>) {
        let evidence = EvidenceRecord {
            id: EvidenceId(id.to_owned()),
            unit: unit(at),
            items: vec![item.clone()],
            kind,
            title: id.to_owned(),
            place: None,
            digest: None,
            from: None,
            to: None,
            expires: until.map(day),
            collected_at: self.now,
            collected_by: person("lead"),
            owner: None,
            confidentiality: Confidentiality::Internal,
            renews: None,
        };
        self.by("lead", Change::EvidenceSet { evidence });
    }

    pub fn publish(&mut self, id: &str) -> Result<(), Refusal> {
        let moved = Change::Moved { assessment: assessment(id), to: Stage::InReview };
        self.attempt("lead", None, moved)?;
        let picture = self.picture(id);
        let digest = picture.digest();
        let published = self.attempt("lead", None, Change::Published { assessment: assessment(id), digest });
        if published.is_err() {
            self.attempt("lead", None, Change::Moved { assessment: assessment(id), to: Stage::Draft }).unwrap();
        } else {
            self.published.insert(id.to_owned(), picture);
        }
        published
    }

    pub fn picture(&self, id: &str) -> Picture {
        let (cycle, model) = self.state.cycle(&assessment(id)).unwrap();
        picture(&self.state, cycle, model, &Looks::new())
    }

    /// The first items that units, or only the root, answer.
    pub fn items(&self, scope: Scope) -> Vec<ItemId> {
        self.model.items().filter(|(_, i)| i.scope == scope).map(|(_, i)| i.id.clone()).collect()
    }
}
