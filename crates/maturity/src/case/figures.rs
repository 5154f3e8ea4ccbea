//! Published figures, each with its source and with what it cannot say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::model::yaml::{Faults, Fields, Node, parse};

/// An edition of figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// When they were put together.
    pub edition: String,
    /// In the order of the file.
    pub figures: Vec<Figure>,
}

/// A published figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Stable name.
    pub id: String,
    /// Of what it tells.
    pub about: About,
    /// What is counted.
    pub what: String,
    /// The figure, with its unit.
    pub value: String,
    /// Who published it, where and when.
    pub source: String,
    /// What it does not say.
    pub caveat: String,
}

/// Of what a figure tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// All firms together: it says nothing of one.
    Economy,
    /// What those who answered said.
    Survey,
    /// One case.
    Case,
    /// An upper bound by law.
    Law,
}

impl About {
    /// All of them, with their words.
    pub const ALL: [(&'static str, Self); 4] =
        [("economy", Self::Economy), ("survey", Self::Survey), ("case", Self::Case), ("law", Self::Law)];
}

impl Figures {
    /// Reads a file of figures; all faults at once.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let node = parse(file, text).map_err(|fault| vec![fault])?;
        let mut faults = Faults::new(file);
        match Self::of(&node, &mut faults) {
            Some(figures) if faults.list.is_empty() => Ok(figures),
            _ => Err(faults.list),
        }
    }

    fn of(node: &Node, faults: &mut Faults) -> Option<Self> {
        let mut f = Fields::open(node, "a file of figures", faults)?;
        let edition = f.text("edition", faults);
        let list = f.need("figures", faults).map(|n| faults.list(n)).unwrap_or_default();
        f.close(faults);
        let mut figures: Vec<Figure> = Vec::new();
        for node in list {
            let Some(figure) = figure(node, faults) else { continue };
            if figures.iter().any(|known| known.id == figure.id) {
                faults.add(node.place, format!("the figure `{}` is there twice", figure.id), None);
            }
            figures.push(figure);
        }
        Some(Self { edition: edition?, figures })
    }

    /// A figure by its name.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }
}

fn figure(node: &Node, faults: &mut Faults) -> Option<Figure> {
    let mut f = Fields::open(node, "a figure", faults)?;
    let id = f.text("id", faults);
    let about = f.need("about", faults).and_then(|n| faults.word(n, &About::ALL));
    let [what, value, source, caveat] = ["what", "value", "source", "caveat"].map(|key| f.text(key, faults));
    f.close(faults);
    Some(Figure { id: id?, about: about?, what: what?, value: value?, source: source?, caveat: caveat? })
}
