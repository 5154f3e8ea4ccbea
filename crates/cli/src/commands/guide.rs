//! `osmm guide`: the body of knowledge at hand.

use anyhow::{Result, anyhow};
use clap::ValueEnum;
use osmm_maturity::model::{Filter, select};

use crate::catalogue::Catalogue;
use crate::console::Console;
use crate::{Outcome, show};

/// Read the model's guidance: by level, activity, role, risk, artefact or objective.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Only this level
    #[arg(long, value_name = "NUMBER")]
    level: Option<u8>,
    /// Only this activity or item
    #[arg(long, value_name = "ID")]
    activity: Option<String>,
    /// Only what involves this role
    #[arg(long, value_name = "ID")]
    role: Option<String>,
    /// Only what reduces this risk
    #[arg(long, value_name = "ID")]
    risk: Option<String>,
    /// Only what handles this artefact
    #[arg(long, value_name = "ID")]
    artefact: Option<String>,
    /// Only what serves this business objective
    #[arg(long, value_name = "ID")]
    objective: Option<String>,
    /// Id of a model or a folder with one
    #[arg(long, value_name = "ID|DIR")]
    model: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
}

const EXAMPLES: &str = "\
Several conditions must all hold. Without any, the guide lists what there is.

Examples:
  osmm guide                                       levels, activities, and the words to filter by
  osmm guide --role ROLE --level 2                 what concerns a role at level 2
  osmm guide --risk RISK --format markdown > guide.md
  osmm guide --activity ACTIVITY                   one activity, or item, with all its anchors";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading at the terminal
    Terminal,
    /// For a wiki or a page
    Markdown,
    /// For other programs
    Json,
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<Outcome> {
    let model = Catalogue::embedded().load(args.model.as_deref())?;
    let filter = Filter {
        level: args.level,
        activity: args.activity.clone(),
        role: args.role.clone(),
        risk: args.risk.clone(),
        artefact: args.artefact.clone(),
        objective: args.objective.clone(),
    };
    if filter == Filter::default() && args.format == Format::Terminal {
        show::guide::contents(console, &model)?;
        return Ok(Outcome::Done);
    }
    let selection = select(&model, &filter).map_err(|e| anyhow!("{e}\n    hint: {}", e.hint))?;
    match args.format {
        Format::Terminal => show::guide::terminal(console, &model, &selection)?,
        Format::Markdown => console.say(osmm_report::guide_markdown(&model, &selection).trim_end())?,
        Format::Json => {
            let activities: Vec<_> = selection
                .activities
                .iter()
                .map(|(activity, items)| {
                    let mut value = serde_json::to_value(activity).unwrap_or_default();
                    value["items"] = serde_json::to_value(items).unwrap_or_default();
                    value
                })
                .collect();
            let guide = serde_json::json!({
                "model": { "id": model.id, "version": model.version, "digest": model.digest() },
                "activities": activities,
            });
            console.say(&serde_json::to_string_pretty(&guide)?)?;
        }
    }
    if selection.activities.is_empty() {
        console.note("Nothing in the model matches all conditions; leave one out.");
    }
    Ok(Outcome::Done)
}
