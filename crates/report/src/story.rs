//! A report as a story: what is told to an audience, before any format.
//!
//! The order is fixed: where we stand, what moved, how peers stand, what is asked. An [`Audience`] is a list of chapters;
//! a format ([`crate::report`]) only places what the story says. Every figure carries what it rests on, and the number of
//! a source that leads to items and evidence.

mod ask;
mod detail;
mod movement;
mod plain;
mod position;
mod sources;
mod unknown;

use jiff::civil::Date;
use osmm_maturity::assessment::Assessment;
use osmm_maturity::plan::Plan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::reading::Reading;
use crate::sections::headline;
use crate::text::{NAME, day, short};
use sources::Sources;

/// For whom a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// One page: position, movement, peers, ask.
    Board,
    /// The same with levels, activities and what blocks.
    Cio,
    /// By risks of the model, with what is not known.
    RiskCommittee,
    /// Every gap with its next step.
    Unit,
    /// In plain words, with what everybody can do.
    AllStaff,
    /// Every rating with what it rests on, and how to compute it again.
    Auditor,
    /// All of it.
    Assessor,
}

impl Audience {
    /// All of them, with their names.
    pub const ALL: [(&'static str, Self); 7] = [
        ("board", Self::Board),
        ("cio", Self::Cio),
        ("risk-committee", Self::RiskCommittee),
        ("unit", Self::Unit),
        ("all-staff", Self::AllStaff),
        ("auditor", Self::Auditor),
        ("assessor", Self::Assessor),
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, one)| *one == self).map_or("", |(name, _)| name)
    }

    fn title(self) -> &'static str {
        match self {
            Self::Board => "Report to the board",
            Self::Cio => "Report to the CIO",
            Self::RiskCommittee => "Report to the risk committee",
            Self::Unit => "Report to the unit",
            Self::AllStaff => "Report to all staff",
            Self::Auditor => "Report to the auditor",
            Self::Assessor => "Report to the assessor",
        }
    }

    /// The chapters, in order.
    fn chapters(self) -> &'static [Tell] {
        use {ask::ask, detail::*, movement::movement, plain::plain, position::*, unknown::unknown};
        match self {
            Self::Board => &[position, movement, peers, ask],
            Self::Cio => &[position, levels, blockers, movement, peers, ask],
            Self::RiskCommittee => &[position, by_risk, contradictions, unknown, movement, peers, ask],
            Self::Unit => &[position, levels, movement, gaps, unknown, ask],
            Self::AllStaff => &[plain, ask],
            Self::Auditor => &[position, items, evidence, contradictions, unknown, method],
            Self::Assessor => &[
                position,
                levels,
                blockers,
                movement,
                by_risk,
                gaps,
                contradictions,
                unknown,
                items,
                evidence,
                peers,
                ask,
                method,
            ],
        }
    }
}

impl std::str::FromStr for Audience {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let known = || Self::ALL.map(|(name, _)| name).join(", ");
        let found = Self::ALL.iter().find(|(one, _)| *one == name).map(|(_, audience)| *audience);
        found.ok_or_else(|| format!("there is no audience `{name}`; there are {}", known()))
    }
}

/// What a story is made of.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// What is told of.
    pub assessment: &'a Assessment,
    /// What the reader can look up to find it: the name of a file or of an assessment in a record.
    pub place: &'a str,
    /// An earlier assessment to compare with.
    pub since: Option<&'a Assessment>,
    /// A roadmap, from which is taken what is asked.
    pub plan: Option<&'a Plan>,
}

/// Adds what one chapter says.
type Tell = fn(&Telling<'_>, &mut Sources) -> Chapter;

/// What chapters read from.
struct Telling<'a> {
    given: Given<'a>,
    reading: Reading<'a>,
    audience: Audience,
}

/// A report to an audience: a public, versioned format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// Name and version of this format.
    pub format: StoryFormat,
    /// For whom it is.
    pub audience: Audience,
    /// The same in words.
    pub addressed: String,
    /// The finding.
    pub title: String,
    /// What was assessed.
    pub scope: String,
    /// The day for which it holds.
    pub as_of: Date,
    /// What is told, in order.
    pub chapters: Vec<Chapter>,
    /// What figures rest on, by number from 1.
    pub sources: Vec<String>,
    /// The model and the program.
    pub made_with: String,
}

/// Version tag of the report format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum StoryFormat {
    /// First version.
    #[serde(rename = "osmm-report/1")]
    V1,
}

/// One question and its answer; one slide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Stable name.
    pub id: String,
    /// The finding, or the question.
    pub heading: String,
    /// What is placed below it.
    pub blocks: Vec<Block>,
    /// What somebody who speaks may say.
    pub notes: Vec<String>,
}

/// A part of a chapter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "is", deny_unknown_fields)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// Some figures side by side.
    Figures(Vec<Figure>),
    /// A picture.
    Picture(Picture),
    /// Points.
    List(Vec<String>),
    /// A table.
    Table(Table),
}

/// A figure with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// The figure, with its unit.
    pub value: String,
    /// How many it rests on, out of how many, and the day.
    pub grounds: String,
    /// The source that leads to items and evidence, counted from 1.
    pub source: usize,
}

/// A picture; whoever cannot see it reads the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The finding.
    pub title: String,
    /// What is drawn, in a sentence or two.
    pub alt: String,
    /// What is drawn.
    pub drawn: Drawn,
    /// The same as a table.
    pub table: Table,
}

/// What a picture is drawn from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "of")]
pub enum Drawn {
    /// Bars of levels, or of levels and activities.
    Profile(crate::charts::profile::Rows),
}

/// A table with a head.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What it lists.
    pub title: String,
    /// Heads of columns.
    pub columns: Vec<String>,
    /// Columns with figures, from 0.
    pub figures: Vec<usize>,
    /// As many cells in each as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// Tells an audience of an assessment.
#[must_use]
pub fn story(given: Given<'_>, audience: Audience) -> Story {
    let telling = Telling { given, reading: Reading::new(given.assessment), audience };
    let mut sources = Sources::default();
    let chapters = audience.chapters().iter().map(|tell| tell(&telling, &mut sources)).collect();
    let of = given.assessment;
    let name = |text: &str| short(text, NAME);
    Story {
        format: StoryFormat::V1,
        audience,
        addressed: audience.title().to_owned(),
        title: headline::title(&telling.reading),
        scope: name(&of.scope.name),
        as_of: of.as_of,
        chapters,
        sources: sources.told(),
        made_with: format!(
            "{} {} ({}), computed by {} {}",
            name(&of.model.title),
            name(&of.model.version),
            of.model_digest.get(..19).unwrap_or(&of.model_digest),
            name(&of.tool.name),
            name(&of.tool.version)
        ),
    }
}

impl Telling<'_> {
    /// `64 of 72 items answered, 30 September 2026`.
    fn grounds(&self, rated: u32, applicable: u32) -> String {
        let items = self.reading.items_word(applicable as usize);
        format!("{rated} of {items} answered, {}", day(self.given.assessment.as_of))
    }
}

/// A chapter without notes.
fn chapter(id: &str, heading: String, blocks: Vec<Block>) -> Chapter {
    Chapter { id: id.to_owned(), heading, blocks, notes: Vec::new() }
}

/// A table of these columns; those with figures are counted from 0.
fn table(title: &str, columns: &[&str], figures: &[usize], rows: Vec<Vec<String>>) -> Table {
    let columns = columns.iter().map(|column| (*column).to_owned()).collect();
    Table { title: title.to_owned(), columns, figures: figures.to_vec(), rows }
}
