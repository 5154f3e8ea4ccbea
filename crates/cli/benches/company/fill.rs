//! Puts a company into a record: through the store's own door, each change allowed by the domain's own rules, each
//! assessment opened after the one before, answered, decided, locked, reviewed and published with its picture.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use osmm_maturity::cycle::opening::open;
use osmm_maturity::cycle::picture::{Looks, Picture, picture};
use osmm_maturity::digest::{Digest, canonical_json};
use osmm_maturity::event::{
    AssessmentId, Change, Confidentiality, Draft, Event, EvidenceId, EvidenceRecord, EvidenceVerdict, PersonId, Role,
    ScopeRecord, Stage, Subject,
};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::ItemId;
use osmm_maturity::observation::{ObservationSet, SeenAt};
use osmm_maturity::organisation::Organisation;
use osmm_store::{Append, PersonData, Store};

use super::company::{Company, id};
use super::seen::{frame, seen};

/// Pieces of evidence that a unit gives at first, and in each later assessment.
const EVIDENCE: (usize, usize) = (12, 3);

/// Fills an empty record. With `more`, an assessment is open at the end in which everybody is asked and nobody has answered.
pub async fn fill(store: &Store, company: &Company, more: bool) {
    let mut writer = Writer::new(store, company);
    writer.set_up().await;
    let mut before = None;
    for cycle in 0..company.size.cycles {
        writer.begin(cycle);
        writer.open(cycle, before.as_ref());
        for unit in 0..company.size.units {
            writer.evidence(cycle, unit);
            writer.look(cycle, unit);
            writer.assign(cycle, unit);
            writer.answer(cycle, unit);
            writer.settle(cycle, unit);
        }
        before = Some(writer.publish(cycle).await);
    }
    if more {
        writer.begin(company.size.cycles);
        writer.open(company.size.cycles, before.as_ref());
        writer.keep().await;
    }
}

/// Adds large files to a record, each unlike the others.
pub async fn files(store: &Store, count: usize, size: usize) {
    for n in 0..count {
        let file = format!("{n:07}\n").repeat(size / 8).into_bytes();
        let change = Change::Imported { name: format!("file-{n}"), digest: Digest::of_bytes(&file), assessment: None };
        let draft = Draft { at: Timestamp::UNIX_EPOCH, by: Company::lead(), why: None, change };
        let expected = store.head().await.unwrap();
        let batch = Append { expected, drafts: vec![draft], blobs: vec![file], people: Vec::new() };
        store.append(batch).await.unwrap();
    }
}

struct Writer<'a> {
    store: &'a Store,
    company: &'a Company,
    state: Organisation,
    looks: Looks,
    at: Timestamp,
    batch: Append,
}

impl<'a> Writer<'a> {
    fn new(store: &'a Store, company: &'a Company) -> Self {
        let mut state = Organisation::default();
        state.know(company.model.clone());
        let mut writer =
            Self { store, company, state, looks: Looks::new(), at: Timestamp::UNIX_EPOCH, batch: Append::default() };
        writer.begin(0);
        writer
    }

    /// Sets the clock to two months before the day of an assessment.
    fn begin(&mut self, cycle: usize) {
        let day = Company::as_of(cycle).checked_sub(60.days()).unwrap();
        self.at = day.to_zoned(TimeZone::UTC).unwrap().timestamp();
    }

    /// A change that the rules allow, one second after the one before.
    fn add(&mut self, by: &PersonId, why: Option<String>, change: Change) {
        self.at += 1.second();
        let draft = Draft { at: self.at, by: by.clone(), why, change };
        self.state.check(&draft).unwrap();
        self.state.apply(&Event::seal(draft.clone(), self.state.head.as_ref(), String::new()));
        self.batch.drafts.push(draft);
    }

    fn lead(&mut self, change: Change) {
        self.add(&Company::lead(), None, change);
    }

    fn file(&mut self, bytes: Vec<u8>) -> Digest {
        let digest = Digest::of_bytes(&bytes);
        self.batch.blobs.push(bytes);
        digest
    }

    /// Keeps what was gathered, in one transaction.
    async fn keep(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        let events = self.store.append(batch).await.unwrap();
        self.state.head = events.last().map(Event::head);
        self.batch.expected.clone_from(&self.state.head);
    }

    async fn set_up(&mut self) {
        self.lead(Change::Named { name: "Example".to_owned() });
        self.lead(Change::UnitsSet { set: self.company.units.clone(), removed: Vec::new() });
        self.person(Company::lead(), Role::Lead, 0);
        for unit in 0..self.company.size.units {
            for which in 0..2 {
                self.person(Company::respondent(unit, which), Role::Respondent, unit);
            }
        }
        for number in 0..self.company.size.auditors {
            self.person(self.company.auditor(number), Role::Auditor, 0);
        }
        self.keep().await;
    }

    fn person(&mut self, person: PersonId, role: Role, unit: usize) {
        let handle = person.0.replace("p-", "person-");
        let contact = format!("{handle}@example.org");
        let data = PersonData::new(person.clone(), &handle, &format!("Name of {handle}"), &contact).unwrap();
        self.lead(Change::PersonSet { person: person.clone(), commitment: data.commitment() });
        self.batch.people.push(data);
        self.lead(Change::RoleGranted { person, role, unit: id(unit), until: None });
    }

    fn open(&mut self, cycle: usize, before: Option<&Picture>) {
        let model = self.company.model.clone();
        let bytes = canonical_json(&*model).into_bytes();
        let scope = ScopeRecord {
            title: format!("Assessment {}", cycle + 1),
            model: self.file(bytes),
            units: self.company.units.clone(),
            answering: self.company.units.iter().map(|u| u.id.clone()).collect(),
            as_of: Company::as_of(cycle),
            deadline: Some(Company::as_of(cycle)),
            after: before.map(|p| p.assessment.clone()),
            snapshots: u32::try_from(cycle.min(4)).unwrap() + 1,
        };
        for change in open(&Company::assessment(cycle), scope, &model, before.map(|p| (p, &*model))) {
            self.lead(change);
        }
    }

    /// Evidence for items that one person answers; a tenth comes with a file, half is confirmed by the lead.
    fn evidence(&mut self, cycle: usize, unit: usize) {
        let lone: Vec<ItemId> = self.items(|item| !Company::doubled(unit, item));
        let kinds = [EvidenceKind::Artefact, EvidenceKind::Operation, EvidenceKind::Measurement];
        let (first, count) = if cycle == 0 { (0, EVIDENCE.0) } else { (cycle, EVIDENCE.1) };
        for n in first..first + count {
            let by = Company::respondent(unit, 0);
            let evidence = EvidenceId(format!("{}:{}-{n}", Company::assessment(cycle), id(unit)));
            let file = n.is_multiple_of(10).then(|| format!("{evidence}: what was done, line by line\n").repeat(200));
            let day = Company::as_of(cycle);
            let record = EvidenceRecord {
                id: evidence.clone(),
                unit: id(unit),
                items: lone.iter().skip(n * 5 % 40).take(5).cloned().collect(),
                kind: kinds[n % 3],
                title: format!("Record {n} of what {} does about open source", id(unit)),
                place: Some(format!("https://wiki.example.org/{}/{n}", id(unit))),
                digest: file.map(|text| self.file(text.into_bytes())),
                from: day.checked_sub(20.days()).ok(),
                to: None,
                expires: day.checked_add(1.year()).ok(),
                collected_at: self.at,
                collected_by: by.clone(),
                owner: Some("open source office".to_owned()),
                confidentiality: Confidentiality::Internal,
                renews: None,
            };
            self.add(&by, None, Change::EvidenceSet { evidence: record });
            if n.is_multiple_of(2) {
                self.lead(Change::EvidenceReviewed { evidence, verdict: EvidenceVerdict::Confirmed });
            }
        }
    }

    fn items(&self, keep: impl Fn(usize) -> bool) -> Vec<ItemId> {
        self.company.items().filter(|(i, _)| keep(*i)).map(|(_, item)| item.clone()).collect()
    }

    /// What machines saw of the unit's repositories, one of which has changed since the look before.
    fn look(&mut self, cycle: usize, unit: usize) {
        let frame = frame();
        let repositories = self.company.size.repositories;
        let parts: Vec<SeenAt> = (0..repositories).map(|r| seen(unit, r, if r == 0 { cycle } else { 0 })).collect();
        let mut changed = BTreeMap::new();
        for part in parts.iter().take(if cycle == 0 { repositories } else { 1 }) {
            let bytes = canonical_json(part).into_bytes();
            changed.insert(part.subject.name.clone(), self.file(bytes));
        }
        let bytes = canonical_json(&frame).into_bytes();
        let (observed_at, frame_digest) = (self.at, self.file(bytes));
        self.looks.insert(id(unit), ObservationSet::from_parts(observed_at, frame, parts));
        let unit = id(unit);
        self.lead(Change::Observed {
            unit,
            observed_at,
            frame: frame_digest,
            changed,
            gone: Vec::new(),
            originals: Vec::new(),
        });
    }

    /// One of the two people is to answer everything, the other some items.
    fn assign(&mut self, cycle: usize, unit: usize) {
        let model = self.company.model.clone();
        let mut assign = |subject, which| {
            let (assessment, person) = (Company::assessment(cycle), Company::respondent(unit, which));
            self.lead(Change::Assigned { assessment, unit: id(unit), subject, person, due: None });
        };
        for activity in &model.activities {
            assign(Subject::Activity(activity.id.clone()), 0);
        }
        for (i, (_, item)) in model.items().enumerate() {
            if Company::doubled(unit, i) && Company::talk(cycle, unit, i).is_some() {
                assign(Subject::Item(item.id.clone()), 1);
            }
        }
    }

    fn answer(&mut self, cycle: usize, unit: usize) {
        let mut done: [Vec<ItemId>; 2] = Default::default();
        for (i, item) in self.company.items() {
            for (which, answer) in Company::talk(cycle, unit, i).into_iter().flat_map(|t| t.said).enumerate() {
                let respondent = Company::respondent(unit, which);
                let change = Change::Responded {
                    assessment: Company::assessment(cycle),
                    unit: id(unit),
                    item: item.clone(),
                    respondent: respondent.clone(),
                    answer,
                    overrides: self.company.overrides(unit, i),
                    function: Some("development".to_owned()),
                    on: None,
                };
                let note = format!("as agreed in the meeting of {} about {item}", Company::as_of(cycle));
                self.add(&respondent, i.is_multiple_of(3).then_some(note), change);
                done[which].push(item.clone());
            }
        }
        for (which, items) in done.into_iter().enumerate().filter(|(_, items)| !items.is_empty()) {
            let respondent = Company::respondent(unit, which);
            let change = Change::Locked {
                assessment: Company::assessment(cycle),
                unit: id(unit),
                respondent: respondent.clone(),
                items,
            };
            self.add(&respondent, None, change);
        }
    }

    /// Decisions where two are too far apart, and ratings that a reviewer confirms.
    fn settle(&mut self, cycle: usize, unit: usize) {
        for (i, item) in self.company.items() {
            let Some(talk) = Company::talk(cycle, unit, i) else { continue };
            let (assessment, unit_id, item) = (Company::assessment(cycle), id(unit), item.clone());
            if let Some(answer) = talk.decided {
                let why = Some(format!("both were heard about {item}; this is what the records show"));
                self.add(&Company::lead(), why, Change::Decided { assessment, unit: unit_id, item, answer });
            } else if let (Some(rating), true) = (talk.holds().rating(), Company::confirmed(cycle, unit, i)) {
                self.lead(Change::Verified { assessment, unit: unit_id, item, rating: Some(rating) });
            }
        }
    }

    async fn publish(&mut self, cycle: usize) -> Picture {
        let assessment: AssessmentId = Company::assessment(cycle);
        self.lead(Change::Moved { assessment: assessment.clone(), to: Stage::InReview });
        self.keep().await;
        let (cycle, model) = self.state.cycle(&assessment).unwrap();
        let taken = picture(&self.state, cycle, model, &self.looks);
        let digest = self.file(canonical_json(&taken).into_bytes());
        self.lead(Change::Published { assessment, digest });
        self.keep().await;
        taken
    }
}
