//! The whole run: find, read and judge every repository, several at once, with an output in fixed order.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use osmm_maturity::digest::Digest;
use osmm_maturity::observation::{
    AskedSignal, Observation, ObservationFormat, ObservationSet, Problem, Shares, Standing, Subject,
};
use osmm_maturity::unit::{UnitTree, owner_of_any, repository_name};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Kept};
use crate::discover::{Candidate, Discovery, discover};
use crate::exports;
use crate::facts::{Entry, Facts, Want};
use crate::finding::Finding;
use crate::options::{Progress, Reading, ScanOptions, Stop};
use crate::organisation::Organisation;
use crate::own::OwnSignals;
use crate::roster::wants_upstream;
use crate::signals::{ALL, Signal, Source, judge, wanted_by_any};
use crate::sources::git::{GitError, Head, Repository};

/// What a run brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// What was seen: the public format.
    pub seen: ObservationSet,
    /// Addresses that repositories have their `origin` at, as they are written there, by name of the subject. They say
    /// whose a repository is, may hold passwords and names of people, and are for nothing else.
    pub origins: BTreeMap<String, String>,
    /// Files of other programs that what was seen rests on, as they were given, by digest; without those that name people.
    pub originals: BTreeMap<Digest, Vec<u8>>,
    /// What does not fit what was looked at, and is no fault of the reading.
    pub notes: Vec<Problem>,
}

impl Scan {
    /// What each unit's own repositories show: a repository is the unit's that the description of the organisation names,
    /// else a project of others that of the whole organisation, else that of the unit whose rule fits best, by owner and name in the address of its `origin`, and by the name of the subject.
    #[must_use]
    pub fn shares(&self, units: &UnitTree) -> Shares {
        self.seen.shares(|subject: &Subject| {
            if let Some(unit) = subject.unit.as_ref().filter(|unit| units.unit(unit).is_some()) {
                return Some(unit.clone());
            }
            if subject.standing == Standing::Upstream {
                return Some(units.root().id.clone());
            }
            let origin = self.origins.get(&subject.name).and_then(|origin| repository_name(origin));
            let names: Vec<&str> = origin.as_deref().into_iter().chain([subject.name.as_str()]).collect();
            owner_of_any(units, &names).map(|unit| unit.id.clone())
        })
    }
}

/// Looks at every repository at or under `paths`, and says what was seen.
#[must_use]
pub fn scan(paths: &[PathBuf], options: &ScanOptions, progress: &dyn Progress) -> ObservationSet {
    scan_with_origins(paths, options, progress).seen
}

/// Looks at every repository at or under `paths`.
///
/// The run never fails as a whole. A repository without a commit is a subject that is left out and has no
/// observations, since there is nothing that a question could be about; so is a submodule. A repository that cannot
/// be opened counts, with the verdict "could not look" for every signal, and a problem.
///
/// It is [`find`], [`look_at`] for each repository, and [`put_together`]: who shares the work among machines calls them.
#[must_use]
pub fn scan_with_origins(paths: &[PathBuf], options: &ScanOptions, progress: &dyn Progress) -> Scan {
    let found = find(paths, options);
    progress.found(found.candidates.iter().filter(|one| one.counts()).count());
    let cache = Cache::new(options);
    let looked = found.candidates.par_iter().map(|one| look_with(one, options, &cache, progress)).collect();
    put_together(looked, found.problems, options)
}

/// The first step: what there is at or under `paths`. No repository is opened.
#[must_use]
pub fn find(paths: &[PathBuf], options: &ScanOptions) -> Discovery {
    let mut found = discover(paths);
    for candidate in found.candidates.iter_mut().filter(|one| one.left_out.is_none()) {
        candidate.left_out = options.organisation.leaves_out(&candidate.name);
    }
    found
}

/// The second step, for each repository: one that does not count is not opened, and one that is asked for after
/// `progress` said to stop is not looked at, and says so.
#[must_use]
pub fn look_at(candidate: &Candidate, options: &ScanOptions, progress: &dyn Progress) -> Looked {
    look_with(candidate, options, &Cache::new(options), progress)
}

fn look_with(candidate: &Candidate, options: &ScanOptions, cache: &Cache, progress: &dyn Progress) -> Looked {
    if let Some(reason) = &candidate.left_out {
        return Looked::left_out(candidate, reason);
    }
    if progress.stopped() {
        return Looked::closed(candidate, &options.own, "the scan was stopped before this one", None);
    }
    progress.started(&candidate.name);
    let began = Instant::now();
    let stop = || {
        let late = || (began.elapsed() >= options.limits.time).then_some("its time was over");
        if progress.stopped() { Some("the scan was stopped") } else { late() }
    };
    let looked = guarded(candidate, options, cache, &stop);
    progress.finished(&candidate.name);
    looked
}

/// The last step: all repositories, in any order, and the files of other programs become one set.
#[must_use]
pub fn put_together(mut looked: Vec<Looked>, problems: Vec<Problem>, options: &ScanOptions) -> Scan {
    looked.sort_by(|a, b| a.subject.name.cmp(&b.subject.name));
    leave_out_committed(&mut looked);
    leave_out_submodules(&mut looked);
    leave_out_of_others(&mut looked, &options.organisation);
    let origin = |one: &mut Looked| Some((one.subject.name.clone(), one.origin.take()?));
    let origins = looked.iter_mut().filter_map(origin).collect();
    let mut seen = assemble(looked, problems, options);
    let notes = options.organisation.without_any(&seen.subjects);
    exports::import(&mut seen, &origins, options);
    let originals = exports::originals(&seen, &options.imports);
    Scan { seen, origins, originals, notes }
}

/// What one repository brought, to be put together with the others. It can be handed on to another machine; its form may
/// change with each version of the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    root: PathBuf,
    origin: Option<String>,
    subject: Subject,
    observations: Vec<Observation>,
    submodules: Vec<String>,
    committed_repositories: Vec<String>,
    problems: Vec<Problem>,
}

impl Looked {
    fn new(candidate: &Candidate, standing: Standing) -> Self {
        Self {
            root: candidate.root.clone(),
            origin: None,
            subject: Subject::new(candidate.name.clone(), standing),
            observations: Vec::new(),
            submodules: Vec::new(),
            committed_repositories: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn left_out(candidate: &Candidate, reason: &str) -> Self {
        Self::new(candidate, Standing::LeftOut { reason: reason.to_owned() })
    }

    /// Takes back what was seen of something that does not count.
    fn leave_out(&mut self, reason: String) {
        self.subject.standing = Standing::LeftOut { reason };
        self.observations.clear();
        self.problems.clear();
    }

    /// A repository that nobody could look at, for a reason outside of it: every question stays open.
    #[must_use]
    pub fn failed(candidate: &Candidate, options: &ScanOptions, reason: &str) -> Self {
        let hint = "see `git fsck`, and report it to the makers of this tool";
        Self::closed(candidate, &options.own, reason, Some(hint.to_owned()))
    }

    /// Every question stays open, for one reason.
    fn closed(candidate: &Candidate, own: &OwnSignals, reason: &str, hint: Option<String>) -> Self {
        let mut looked = Self::new(candidate, Standing::Counted);
        let open = |id| Finding::could_not_look(reason).about(id, &candidate.name);
        looked.observations = asked(false).map(|signal| signal.id).chain(own.ids()).map(open).collect();
        looked.problems.push(Problem { place: candidate.name.clone(), message: reason.to_owned(), hint });
        looked
    }

    fn from_kept(candidate: &Candidate, kept: Kept, reading: &Reading<'_>) -> Self {
        let facts = Facts::of_history(&kept.commit, reading.on, kept.history);
        let mut looked = Self::new(candidate, Standing::Counted);
        looked.subject.commit = Some(kept.commit);
        looked.subject.committed_on = kept.committed_on;
        looked.submodules = kept.submodules;
        looked.committed_repositories = kept.committed_repositories;
        looked.observations = kept.observations;
        for observation in &mut looked.observations {
            observation.subject.clone_from(&candidate.name);
        }
        if reading.upstream {
            looked.subject.standing = Standing::Upstream;
            looked.observations.extend(observed(Source::Upstream, &facts, &candidate.name));
        } else {
            looked.observations.extend(observed(Source::History, &facts, &candidate.name));
            looked.observations.extend(reading.own.unasked(&candidate.name));
        }
        looked
    }
}

/// Looks at one repository; a panic inside a dependency on hostile bytes ends this repository only.
fn guarded(candidate: &Candidate, options: &ScanOptions, cache: &Cache, stop: &Stop<'_>) -> Looked {
    match catch_unwind(AssertUnwindSafe(|| look(candidate, options.reading(&candidate.name, stop), cache))) {
        Ok(looked) => looked,
        Err(_) => {
            let reason = "reading it ended in an internal error, most likely damaged or hostile content";
            Looked::closed(
                candidate,
                &options.own,
                reason,
                Some("see `git fsck`, and report it to the makers of this tool".into()),
            )
        }
    }
}

/// Observations and problems do not name folders of the machine that looked.
pub(crate) fn without(message: &str, root: &Path) -> String {
    let message = message.replace(&root.display().to_string(), ".");
    let is_path = |word: &str| word.trim_start_matches(['"', '\'', '`', '(']).starts_with('/');
    message.split(' ').map(|word| if is_path(word) { "(path)" } else { word }).collect::<Vec<_>>().join(" ")
}

fn look(candidate: &Candidate, mut reading: Reading<'_>, cache: &Cache) -> Looked {
    let closed = |error: GitError, upstream: bool| {
        let reason = without(&error.to_string(), &candidate.root);
        let mut looked = Looked::closed(candidate, reading.own, &reason, error.hint());
        if upstream {
            let open = |signal: &Signal| Finding::could_not_look(&reason).about(signal.id, &candidate.name);
            looked.subject.standing = Standing::Upstream;
            looked.observations = asked(true).map(open).collect();
        }
        looked
    };
    let repository = match Repository::open(&candidate.root) {
        Ok(repository) => repository,
        Err(error) => return closed(error, false),
    };
    let origin = repository.origin();
    reading.upstream = reading.is_upstream(origin.as_deref());
    let looked = look_into(&repository, candidate, &reading, cache);
    Looked { origin, ..looked.unwrap_or_else(|error| closed(error, reading.upstream)) }
}

fn look_into(
    repository: &Repository,
    candidate: &Candidate,
    reading: &Reading<'_>,
    cache: &Cache,
) -> Result<Looked, GitError> {
    let Head::Commit(id) = repository.head()? else {
        return Ok(Looked::left_out(candidate, "no commit yet"));
    };
    let key = cache.key(&id, repository, reading);
    if let Some(kept) = cache.get(&key) {
        return Ok(Looked::from_kept(candidate, kept, reading));
    }
    let committed_on = repository.committed_on(&id)?;
    let facts = repository.facts(&id, reading, |entry| wants(entry, reading));
    let mut observations = Vec::new();
    if !reading.upstream {
        observations = observed(Source::Tree, &facts, &candidate.name);
        observations.extend(reading.own.observe(&facts, &candidate.name));
    }
    let reasons = unread(&facts);
    let tree = facts.tree.unwrap_or_default();
    let kept = Kept {
        commit: id,
        committed_on,
        committed_repositories: tree.committed_repositories(),
        submodules: tree.submodules,
        observations,
        history: facts.history,
    };
    if reasons.is_empty() {
        cache.put(&key, &kept);
    }
    let mut looked = Looked::from_kept(candidate, kept, reading);
    looked.problems = told(&candidate.name, &reasons);
    Ok(looked)
}

/// How much of a file all signals need.
fn wants(entry: &Entry, reading: &Reading<'_>) -> Want {
    if reading.upstream { wants_upstream(entry) } else { wanted_by_any(entry).max(reading.own.wants(entry)) }
}

/// Ids of contents that a scan of a copy of this name would read and that it does not hold.
pub(crate) fn absent_contents(
    repository: &Repository,
    name: &str,
    options: &ScanOptions,
) -> Result<BTreeSet<String>, GitError> {
    let Head::Commit(id) = repository.head()? else { return Ok(BTreeSet::new()) };
    let mut reading = options.reading(name, &|| None);
    reading.upstream = reading.is_upstream(repository.origin().as_deref());
    repository.absent_contents(&id, &reading, |entry| wants(entry, &reading))
}

/// The signals that are asked of repositories of the organisation, or of projects of others.
fn asked(upstream: bool) -> impl Iterator<Item = &'static Signal> {
    ALL.iter().filter(move |signal| (signal.source == Source::Upstream) == upstream)
}

/// The answers of all signals of one source.
fn observed(source: Source, facts: &Facts, name: &str) -> Vec<Observation> {
    let asked = ALL.iter().filter(|signal| signal.source == source);
    let mut observations: Vec<Observation> = asked.map(|signal| judge(signal, facts).about(signal.id, name)).collect();
    for observation in &mut observations {
        observation.measures.retain(|_, measure| measure.number().is_none_or(f64::is_finite));
    }
    observations
}

/// What could not be read of a commit.
fn unread(facts: &Facts) -> Vec<String> {
    let mut reasons: Vec<String> = facts.files.values().filter_map(missing).collect();
    let tree = facts.tree.as_ref();
    reasons.extend(tree.err().map(|unavailable| unavailable.reason.clone()));
    reasons.extend(tree.ok().and_then(|tree| tree.cut.clone()));
    match &facts.history {
        Ok(history) => reasons.extend([&history.cut, &history.doubt, &history.tags.cut].into_iter().flatten().cloned()),
        Err(unavailable) => reasons.push(unavailable.reason.clone()),
    }
    reasons
}

/// A file that the commit lists and the repository does not have in full.
fn missing(file: &crate::facts::File) -> Option<String> {
    matches!(file.content, crate::facts::Content::Unreadable(_)).then(|| file.unread()).flatten()
}

/// Problems shown of one repository; a partial clone can miss every file.
const PROBLEMS: usize = 10;

fn told(name: &str, reasons: &[String]) -> Vec<Problem> {
    let one = |message: String| Problem { place: name.to_owned(), message, hint: None };
    let mut problems: Vec<Problem> = reasons.iter().take(PROBLEMS).cloned().map(one).collect();
    if reasons.len() > PROBLEMS {
        problems.push(one(format!("{} more of the wanted files could not be read", reasons.len() - PROBLEMS)));
    }
    problems
}

/// A bare repository whose files are committed in another one is part of it, most often test data.
fn leave_out_committed(looked: &mut [Looked]) {
    let inner: Vec<(PathBuf, String)> = looked
        .iter()
        .flat_map(|parent| {
            let reason = format!("its files are part of {}", parent.subject.name);
            parent.committed_repositories.iter().map(move |path| (parent.root.join(path), reason.clone()))
        })
        .collect();
    for (root, reason) in inner {
        if let Some(own) = looked.iter_mut().find(|one| one.root == root) {
            own.leave_out(reason);
        }
    }
}

/// Submodules are other projects: what a parent's tree names is listed, and does not count.
fn leave_out_submodules(looked: &mut Vec<Looked>) {
    let named: Vec<(PathBuf, String, String)> = looked
        .iter()
        .flat_map(|parent| {
            parent.submodules.iter().map(|path| (parent.root.clone(), parent.subject.name.clone(), path.clone()))
        })
        .collect();
    for (root, parent, path) in named {
        let place = root.join(&path);
        let reason = format!("submodule of {parent}");
        if let Some(own) = looked.iter_mut().find(|one| one.root == place) {
            own.leave_out(reason);
            continue;
        }
        let name = format!("{parent}/{path}");
        if looked.iter().any(|one| one.subject.name == name) {
            continue;
        }
        let candidate = Candidate { name, root: place, left_out: None };
        looked.push(Looked::left_out(&candidate, &reason));
    }
}

/// What the organisation does not own is no work of its own, however often it is cloned.
fn leave_out_of_others(looked: &mut [Looked], organisation: &Organisation) {
    for one in looked.iter_mut().filter(|one| one.subject.standing == Standing::Counted) {
        if let Some(reason) = one.origin.as_deref().and_then(|origin| organisation.of_others(origin)) {
            one.leave_out(reason);
        }
    }
}

fn assemble(looked: Vec<Looked>, mut problems: Vec<Problem>, options: &ScanOptions) -> ObservationSet {
    let mut subjects = Vec::new();
    let mut observations = Vec::new();
    for one in looked {
        subjects.push(one.subject);
        observations.extend(one.observations);
        problems.extend(one.problems);
    }
    subjects.sort_by(|a, b| a.name.cmp(&b.name));
    problems.extend(options.organisation.place(&mut subjects));
    observations.sort_by(|a, b| (&a.subject, &a.signal).cmp(&(&b.subject, &b.signal)));
    let upstream = subjects.iter().any(|subject| subject.standing == Standing::Upstream);
    let asked = asked(false).chain(asked(true).filter(|_| upstream));
    let mut signals: Vec<AskedSignal> = asked.map(Signal::asked).chain(options.own.asked()).collect();
    signals.sort_by(|a, b| a.id.cmp(&b.id));
    let problems: BTreeSet<Problem> = problems.into_iter().collect();
    ObservationSet {
        format: ObservationFormat::V1,
        tool: options.tool.clone(),
        observed_at: options.observed_at,
        signals,
        subjects,
        observations,
        problems: problems.into_iter().collect(),
    }
}
