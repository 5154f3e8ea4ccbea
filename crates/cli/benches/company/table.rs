//! The figures, as they stand in `docs/performance.md`, and the bounds that they have to keep.

use std::time::Duration;

use osmm_store::Counts;

use crate::peer::Rows;
use crate::process::{Run, dump, run};
use crate::step::Step;
use crate::{FEW, FILE, FULL, MANY, Records, SHORT};

/// What one more published assessment may cost a reader of another one: what every reader needs, above all evidence.
const ASSESSMENT_KIB: u64 = 2 << 10;
/// What any number of events or files more may cost an export.
const EXPORT_KIB: u64 = 16 << 10;

/// What was measured in one kind of database.
pub struct Measured<'a> {
    records: &'a Records,
    steps: Vec<(Step, Vec<Run>)>,
    dumps: Vec<(Rows, Vec<Run>)>,
    short: Vec<(Step, Vec<Run>)>,
    files: Vec<[Run; 2]>,
}

impl<'a> Measured<'a> {
    pub fn new(records: &'a Records) -> Self {
        let none = || Step::ALL.map(|step| (step, Vec::new())).into();
        let dumps = Rows::ALL.map(|rows| (rows, Vec::new())).into();
        Self { records, steps: none(), dumps, short: none(), files: Vec::new() }
    }

    /// Every step and every dump once.
    pub fn round(&mut self) {
        for (step, runs) in &mut self.steps {
            runs.push(run(*step, &self.records.full));
        }
        for (rows, runs) in &mut self.dumps {
            runs.push(dump(*rows, &self.records.full));
        }
        for (step, runs) in &mut self.short {
            runs.push(run(*step, &self.records.short));
        }
        self.files.push([&self.records.few, &self.records.many].map(|base| run(Step::Export, base)));
    }

    fn times(&self) {
        let kind = self.records.full.kind();
        for (step, runs) in &self.steps {
            let rows = Rows::of(*step);
            let dumps = self.dumps.iter().filter(|(r, _)| *r == rows).flat_map(|(_, runs)| runs);
            let dumps: Vec<Run> = dumps.copied().collect();
            let of = |time: fn(&Run) -> Duration| (median(runs, time), median(&dumps, time));
            let ((ours, theirs), (cpu, its_cpu)) = (of(|r| r.time), of(|r| r.cpu));
            let (what, peer, ratio) = (step.words(), self.records.full.peer(rows), ours / theirs);
            println!(
                "| {kind} | {what} | {ours:.0} ms | {cpu:.0} ms | {peer} | {theirs:.0} ms | {its_cpu:.0} ms | {ratio:.1} |"
            );
        }
    }

    fn memory(&self) {
        let kind = self.records.full.kind();
        for ((step, long), (_, short)) in self.steps.iter().zip(&self.short) {
            let (short, long) = (peak(short), peak(long));
            let more = match step {
                Step::FoldAll => None,
                Step::Export => Some(EXPORT_KIB),
                Step::Open | Step::Score | Step::RollUp => Some((FULL.cycles - SHORT.cycles) as u64 * ASSESSMENT_KIB),
            };
            let [few, many] = [SHORT, FULL].map(|size| format!("{} assessments", size.cycles));
            memory_line(kind, step.words(), [(&few, short), (&many, long)], more);
        }
        let [few, many] = [FEW, MANY].map(|count| format!("{count} files of {} MiB", FILE >> 20));
        let (short, long) =
            (peak(self.files.iter().map(|[few, _]| few)), peak(self.files.iter().map(|[_, many]| many)));
        memory_line(kind, Step::Export.words(), [(&few, short), (&many, long)], Some(EXPORT_KIB));
    }
}

/// A line about memory; it is an error when more things need more memory than the bound says.
fn memory_line(kind: &str, what: &str, [few, many]: [(&str, u64); 2], bound: Option<u64>) {
    let grows = many.1.saturating_sub(few.1);
    let mib = |kib: u64| format!("{} MiB", kib.div_ceil(1024));
    let bound = bound.map_or("none, holds all".to_owned(), |bound| {
        assert!(grows <= bound, "{what} on {kind}: {grows} KiB more for {}, the bound is {bound}", many.0);
        mib(bound)
    });
    let (less, more) = (mib(few.1), mib(many.1));
    println!("| {kind} | {what} | {} | {less} | {} | {more} | {} | {bound} |", few.0, many.0, mib(grows));
}

/// All of it as Markdown.
pub fn print(size: Counts, measured: &[Measured<'_>]) {
    println!("{} events and {} files in all.\n", thousands(size.events), thousands(size.blobs));
    println!("| database | what | osmm | CPU | peer | its time | CPU | ratio of times |");
    println!("|---|---|--:|--:|---|--:|--:|--:|");
    measured.iter().for_each(Measured::times);
    println!();
    println!("| database | what | with | memory | with | memory | grows by | at most |");
    println!("|---|---|---|--:|---|--:|--:|--:|");
    measured.iter().for_each(Measured::memory);
}

fn thousands(n: u64) -> String {
    if n < 1000 { n.to_string() } else { format!("{},{:03}", n / 1000, n % 1000) }
}

/// In milliseconds.
fn median(runs: &[Run], time: fn(&Run) -> Duration) -> f64 {
    let mut times: Vec<Duration> = runs.iter().map(time).collect();
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

/// The most that any run needed.
fn peak<'a>(runs: impl IntoIterator<Item = &'a Run>) -> u64 {
    runs.into_iter().map(|r| r.peak_kib).max().unwrap_or_default()
}
