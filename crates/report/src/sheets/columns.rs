//! The columns of a sheet, the same in a workbook and a table: their headers, who may edit them, how wide they are.

use std::collections::BTreeMap;

use osmm_maturity::model::Model;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Unit,
    Level,
    Activity,
    Item,
    Respondent,
    Question,
    Anchors,
    Beside,
    Answer,
    Reason,
    Note,
    Function,
    On,
    Overrides,
    UnitId,
    ItemId,
    RespondentId,
    Stamp,
}

/// How many of the columns that are read make a row a header.
const ENOUGH: usize = 4;

impl Column {
    /// All columns in the order in which they are written.
    pub(crate) const ALL: [Self; 18] = [
        Self::Unit,
        Self::Level,
        Self::Activity,
        Self::Item,
        Self::Respondent,
        Self::Question,
        Self::Anchors,
        Self::Beside,
        Self::Answer,
        Self::Reason,
        Self::Note,
        Self::Function,
        Self::On,
        Self::Overrides,
        Self::UnitId,
        Self::ItemId,
        Self::RespondentId,
        Self::Stamp,
    ];

    /// The columns of a workbook, whose sheets are named after units and whose stamp has a sheet of its own.
    pub(crate) fn of_workbook() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|c| !matches!(c, Self::Unit | Self::Stamp))
    }

    /// What stands above it. The headers of columns that are read are the same for every model.
    pub(crate) fn header(self, model: &Model) -> String {
        let fixed = match self {
            Self::Level => return capital(&model.terms.level.one),
            Self::Activity => return capital(&model.terms.activity.one),
            Self::Item => return capital(&model.terms.item.one),
            Self::Unit => "Unit",
            Self::Respondent => "Respondent",
            Self::Question => "Question",
            Self::Anchors => "What the ratings mean here",
            Self::Beside => "Good to know",
            Self::Answer => "Answer",
            Self::Reason => "Reason, or who would know",
            Self::Note => "Note",
            Self::Function => "Role",
            Self::On => "Date",
            Self::Overrides => "Why not the central answer",
            Self::UnitId => "unit id",
            Self::ItemId => "item id",
            Self::RespondentId => "respondent id",
            Self::Stamp => "stamp",
        };
        fixed.to_owned()
    }

    /// Whether people write in it.
    pub(crate) fn editable(self) -> bool {
        matches!(self, Self::Answer | Self::Reason | Self::Note | Self::Function | Self::On | Self::Overrides)
    }

    /// Whether it says which answer the line holds.
    pub(crate) fn is_key(self) -> bool {
        matches!(self, Self::UnitId | Self::ItemId | Self::RespondentId)
    }

    /// Whether a line cannot be understood without it: a column that is gone would read as one that was emptied.
    pub(crate) fn needed(self) -> bool {
        self.editable() || self.is_key()
    }

    /// Width in characters.
    pub(crate) fn width(self) -> u8 {
        match self {
            Self::Level | Self::On => 10,
            Self::Function => 12,
            Self::Activity | Self::Item | Self::Respondent => 15,
            Self::Question => 23,
            Self::Anchors => 54,
            Self::Beside | Self::Overrides => 18,
            Self::Answer => 20,
            Self::Reason => 19,
            Self::Note => 26,
            Self::Unit | Self::UnitId | Self::ItemId | Self::RespondentId | Self::Stamp => 16,
        }
    }
}

/// Which column stands where in a file that people may have changed.
#[derive(Debug, Default)]
pub(crate) struct Header {
    /// The columns that were found, by their place.
    pub(crate) at: BTreeMap<u32, Column>,
    /// Columns that are not ours.
    pub(crate) extra: Vec<(u32, String)>,
    /// Columns without which no line is understood.
    pub(crate) missing: Vec<Column>,
    /// Columns that are there a second time.
    pub(crate) twice: Vec<(u32, Column)>,
}

impl Header {
    /// Whether texts are a header at all.
    pub(crate) fn is_one<'t>(texts: impl Iterator<Item = &'t str>, model: &Model) -> bool {
        let needed: Vec<String> =
            Column::ALL.into_iter().filter(|c| c.needed()).map(|c| fold(&c.header(model))).collect();
        texts.filter(|t| needed.contains(&fold(t))).count() >= ENOUGH
    }

    /// Finds the columns by name.
    pub(crate) fn of<'t>(texts: impl Iterator<Item = (u32, &'t str)>, model: &Model) -> Self {
        let known: BTreeMap<String, Column> = Column::ALL.into_iter().map(|c| (fold(&c.header(model)), c)).collect();
        let mut header = Self::default();
        for (place, text) in texts.filter(|(_, t)| !t.trim().is_empty()) {
            match known.get(&fold(text)) {
                None => header.extra.push((place, text.trim().to_owned())),
                Some(column) if header.at.values().any(|c| c == column) => header.twice.push((place, *column)),
                Some(column) => {
                    header.at.insert(place, *column);
                }
            }
        }
        let found: Vec<Column> = header.at.values().copied().collect();
        header.missing = Column::ALL.into_iter().filter(|c| c.needed() && !found.contains(c)).collect();
        header.twice.retain(|(_, c)| c.needed());
        header
    }
}

/// A text without case, spaces and punctuation.
pub(crate) fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
