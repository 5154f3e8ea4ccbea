//! `osmm case`: what a plan costs and what is expected of it.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use osmm_maturity::case::{Case, Figures, Kind, NoDifference, Reckoned, ReckonedLine, Total, read, reckon};
use osmm_maturity::plan::{Source, Spread};

use super::plan;
use crate::catalogue::Catalogue;
use crate::console::Console;
use crate::{Outcome, files};

/// Costs and benefits, line by line, each with its range and where the number comes from.
///
/// The days and the money of a plan are costs. Both sums are printed; their difference only where every benefit is counted
/// from your own data. No return is computed, and published figures stand beside the lines with what they cannot say.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A file of costs and benefits (format osmm-case/1)
    #[arg(value_name = "FILE", required_unless_present_any = ["template", "figures"])]
    file: Option<PathBuf>,
    /// A plan, whose days and money are costs: what `osmm plan --json` prints
    #[arg(long, value_name = "PLAN")]
    plan: Option<PathBuf>,
    /// Print a file to start from, and stop
    #[arg(long)]
    template: bool,
    /// Print the published figures that people ask for, with source and caveat, and stop
    #[arg(long)]
    figures: bool,
    /// Print as JSON (format osmm-business-case/1)
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  osmm case --template > case.yaml
  osmm case case.yaml --plan roadmap.json
  osmm case --figures                         what others published, and what it does not say";

const TEMPLATE: &str = "\
format: osmm-case/1
currency: EUR
# Years that are counted; what comes `per: year` counts in each.
years: 3

# Money for a person-day, to turn the days of a plan into money: one amount, or by role. Amounts are one number, or low,
# likely and high.
day: [600, 800, 1000]

# Every line says what kind of source it has (own-data, published-evidence, regulation, community-opinion) and where the
# number comes from. `figure` names a published figure that it leans on (`osmm case --figures`): its caveat is printed.
lines:
  - id: scanner
    title: Licences of a scanner
    kind: cost
    per: year
    amount: [12000, 15000, 20000]
    source: own-data
    from: offers of two vendors
  - id: forks
    title: Private forks that need not be carried along
    kind: benefit
    per: year
    amount: [20000, 40000, 70000]
    source: own-data
    from: 11 forks, 30 to 90 hours each for a release, by the time sheets of last year
";

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<Outcome> {
    if args.template {
        console.say(TEMPLATE.trim_end())?;
        return Ok(Outcome::Done);
    }
    let figures = Catalogue::embedded().figures()?;
    let Some(path) = args.file.as_ref().filter(|_| !args.figures) else {
        return published(&figures, args.json, console);
    };
    let case = case(path, &figures)?;
    let plan = args.plan.as_deref().map(plan::of_file).transpose()?;
    let reckoned = reckon(&case, plan.as_ref(), &figures);
    if args.json {
        console.say(&serde_json::to_string_pretty(&reckoned)?)?;
    } else {
        print(&reckoned, console)?;
    }
    Ok(Outcome::Done)
}

fn case(path: &Path, figures: &Figures) -> Result<Case> {
    read(&path.display().to_string(), &files::read_text(path)?, figures).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow!("the file cannot be taken\n{}", lines.join("\n"))
    })
}

fn published(figures: &Figures, as_json: bool, console: &mut Console) -> Result<Outcome> {
    if as_json {
        console.say(&serde_json::to_string_pretty(figures)?)?;
        return Ok(Outcome::Done);
    }
    console.say(&console.bold(&format!("Published figures, edition {}", figures.edition)))?;
    for figure in &figures.figures {
        console.heading(&figure.id)?;
        console.paragraph(2, &format!("{}: {}.", figure.what, figure.value))?;
        console.paragraph(2, &format!("Source: {}.", figure.source))?;
        console.paragraph(2, &figure.caveat)?;
    }
    console.say("")?;
    console.paragraph(0, "No study shows that a higher level causes a business result.")?;
    Ok(Outcome::Done)
}

fn print(reckoned: &Reckoned, console: &mut Console) -> Result<()> {
    let years = crate::show::count(usize::from(reckoned.years), "year", "years");
    console.say(&console.bold(&format!("Costs and benefits over {years}, in {}", reckoned.currency)))?;
    for (kind, heading, total) in
        [(Kind::Cost, "Costs", reckoned.costs), (Kind::Benefit, "Benefits", reckoned.benefits)]
    {
        let lines: Vec<&ReckonedLine> = reckoned.lines.iter().filter(|one| one.line.kind == kind).collect();
        if lines.is_empty() {
            continue;
        }
        console.heading(heading)?;
        let mut rows: Vec<Vec<String>> = lines.iter().map(|one| row(one)).collect();
        let [low, middle, high] = [total.low, total.middle, total.high].map(money);
        let drawn = "of draws of all lines: one in ten is lower, half, one in ten is higher";
        rows.push(vec!["Together".to_owned(), low, middle, high, drawn.to_owned()]);
        console.table(&["What", "Low", "Likely", "High", "From"], &rows, &[1, 2, 3])?;
    }
    console.say("")?;
    for (role, days) in &reckoned.without_rate {
        let days = format!("{:.0} to {:.0}", days.low, days.high);
        console.paragraph(0, &format!("Not in it: {days} person-days of {role}, for which `day` has no amount."))?;
    }
    console.paragraph(0, &difference(reckoned))?;
    for figure in &reckoned.figures {
        console
            .paragraph(0, &format!("{}: {}. {} Source: {}.", figure.id, figure.value, figure.caveat, figure.source))?;
    }
    console.paragraph(0, "No study shows that a higher level causes a business result.")?;
    Ok(())
}

fn row(one: &ReckonedLine) -> Vec<String> {
    let Spread { low, likely, high } = one.total;
    let figure = one.line.figure.as_ref().map(|id| format!("; leans on {id}")).unwrap_or_default();
    let source = Source::ALL.iter().find(|(_, known)| *known == one.line.source).map_or("", |(word, _)| word);
    let from = format!("{} ({source}{figure})", one.line.from);
    vec![one.line.title.clone(), money(low), money(likely), money(high), from]
}

fn difference(reckoned: &Reckoned) -> String {
    match (&reckoned.difference, &reckoned.no_difference) {
        (Some(Total { low, middle, high }), _) => format!(
            "Benefits less costs: {} to {} in eight of ten draws, {} in the middle. Every benefit is counted from own data; whether \
             it comes because of the plan is not shown by this.",
            money(*low),
            money(*high),
            money(*middle)
        ),
        (None, Some(NoDifference::NotOwn { lines })) => format!(
            "No difference is computed, because not every benefit is counted from your own data: {}.",
            lines.join(", ")
        ),
        (None, Some(NoDifference::NoRate)) => {
            "No difference is computed, because days of the plan are not turned into money.".to_owned()
        }
        (None, _) => "No benefit is written down, so there is nothing to set beside the costs.".to_owned(),
    }
}

/// Whole money with a thin mark at thousands.
fn money(amount: f64) -> String {
    let digits = format!("{:.0}", amount.abs());
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if amount <= -0.5 { format!("-{text}") } else { text }
}
