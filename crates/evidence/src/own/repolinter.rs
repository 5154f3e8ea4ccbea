//! Rulesets of repolinter as signals: every rule becomes one, and what cannot be asked here says so.
//!
//! The result is the text of a file of signals, which is then read like any other.

mod conditions;
mod rules;
mod written;

use std::collections::BTreeSet;

use osmm_maturity::observation::Problem;
use serde_json::{Map, Value};

use super::Imported;
use conditions::Axioms;
use written::{Table, quoted};

/// Largest ruleset that is read, and most rules.
const MOST_BYTES: usize = 1 << 20;
const MOST_RULES: usize = 300;

/// A rule as both versions of the form have it.
struct Rule<'v> {
    name: String,
    level: String,
    conditions: Vec<String>,
    kind: String,
    options: &'v Map<String, Value>,
    /// What the ruleset says of the reason.
    policy: Option<String>,
}

/// Why a rule, or a part of one, cannot be asked here.
type Reason = String;

pub(super) fn import(text: &str, place: &str) -> Result<Imported, Problem> {
    let refused = |message: String| Problem {
        place: place.to_owned(),
        message,
        hint: Some("give a ruleset of repolinter (JSON or YAML with `rules`)".to_owned()),
    };
    if text.len() > MOST_BYTES {
        return Err(refused(format!("it has {} bytes, more than is read ({MOST_BYTES})", text.len())));
    }
    let text = text.trim_start_matches('\u{feff}');
    let ruleset: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(json) => {
            serde_saphyr::from_str(text).map_err(|_| refused(format!("it is neither JSON ({json}) nor YAML")))?
        }
    };
    let Some(rules) = ruleset.get("rules").and_then(Value::as_object) else {
        return Err(refused("it has no `rules`".to_owned()));
    };
    let axioms = Axioms::of(ruleset.get("axioms"));
    let rules = match ruleset.get("version").and_then(Value::as_u64) {
        Some(2) => rules.iter().map(|(name, rule)| second(name, rule)).collect(),
        None | Some(1) => first(rules),
        Some(other) => return Err(refused(format!("version {other} of the form is not known to this version"))),
    };
    if rules.len() > MOST_RULES {
        return Err(refused(format!("it has {} rules, more than are read ({MOST_RULES})", rules.len())));
    }
    let mut import = Import { place, axioms, ids: BTreeSet::new(), notes: Vec::new(), unasked: 0, text: head(place) };
    if let Some(other) = ruleset.get("extends").and_then(Value::as_str) {
        import.note("extends", format!("the rules of `{other}` are not among these"), "import that ruleset as well");
    }
    for rule in rules {
        match rule {
            Ok(rule) => import.rule(&rule),
            Err((name, why)) => {
                import.unasked += 1;
                import.note(&name, why, "correct the ruleset");
            }
        }
    }
    Ok(Imported { text: import.text, notes: import.notes, unasked: import.unasked })
}

fn head(place: &str) -> String {
    let place: String = place.chars().filter(|c| !c.is_control()).collect();
    format!("# From {place}, a ruleset of repolinter.\nformat = \"osmm-signals/1\"\n")
}

static NO_OPTIONS: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);

/// `name: { level, where, rule: { type, options } }`
fn second<'v>(name: &str, rule: &'v Value) -> Result<Rule<'v>, (String, String)> {
    let wrong = |why: &str| (name.to_owned(), why.to_owned());
    let inner = rule.get("rule").ok_or_else(|| wrong("it has no `rule`"))?;
    let kind = inner.get("type").and_then(Value::as_str).ok_or_else(|| wrong("its `rule` has no `type`"))?;
    let text = |key: &str| rule.get(key).and_then(Value::as_str);
    let policy = [text("policyInfo"), text("policyUrl")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Ok(Rule {
        name: name.to_owned(),
        level: text("level").unwrap_or("error").to_owned(),
        conditions: rules::texts(rule.get("where")),
        kind: kind.to_owned(),
        options: inner.get("options").and_then(Value::as_object).unwrap_or(&NO_OPTIONS),
        policy: Some(policy).filter(|policy| !policy.is_empty()),
    })
}

/// `axiom: { "name:type": [level, options] }`
fn first(rules: &Map<String, Value>) -> Vec<Result<Rule<'_>, (String, String)>> {
    let mut all = Vec::new();
    for (axiom, inside) in rules {
        for (key, written) in inside.as_object().unwrap_or(&NO_OPTIONS) {
            let (name, kind) = key.split_once(':').unwrap_or((key, key));
            let Some(level) = written.get(0).and_then(Value::as_str) else {
                all.push(Err((key.clone(), "it is no list of level and options".to_owned())));
                continue;
            };
            all.push(Ok(Rule {
                name: name.to_owned(),
                level: level.to_owned(),
                conditions: Some(axiom.clone()).filter(|axiom| axiom != "all").into_iter().collect(),
                kind: kind.to_owned(),
                options: written.get(1).and_then(Value::as_object).unwrap_or(&NO_OPTIONS),
                policy: None,
            }));
        }
    }
    all
}

struct Import<'a> {
    place: &'a str,
    axioms: Axioms,
    ids: BTreeSet<String>,
    notes: Vec<Problem>,
    unasked: usize,
    text: String,
}

impl Import<'_> {
    fn note(&mut self, rule: &str, message: String, hint: &str) {
        let place = format!("{}, rule `{rule}`", self.place);
        self.notes.push(Problem { place, message, hint: Some(hint.to_owned()) });
    }

    fn rule(&mut self, rule: &Rule<'_>) {
        if rule.level == "off" {
            self.note(&rule.name, "it is off in the ruleset, and left out".to_owned(), "set its level to have it");
            return;
        }
        let mapped = rules::mapped(&rule.kind, rule.options);
        let conditions: Result<Vec<Table>, Reason> =
            rule.conditions.iter().map(|one| self.axioms.condition(one)).collect();
        let (mut when, asked) = match (conditions, mapped) {
            (Ok(conditions), Ok(mapped)) => (conditions, Ok(mapped)),
            (Err(why), _) | (_, Err(why)) => (Vec::new(), Err(why)),
        };
        let asked = match asked {
            Ok(mapped) => {
                when.extend(mapped.when);
                mapped.rule
            }
            Err(why) => {
                self.unasked += 1;
                self.note(&rule.name, why.clone(), "it becomes a signal that could not look; write one of your own");
                Table::new().text("cannot_ask", &why)
            }
        };
        let id = self.id(&rule.name);
        let question =
            format!("{} (rule {} of a ruleset, {})", rules::question(&rule.kind, rule.options), rule.name, rule.level);
        self.text.push_str(&format!(
            "\n[[signal]]\nid = {}\ntitle = {}\nquestion = {}\nremedy = {}\n",
            quoted(&id),
            quoted(&title(&rule.name)),
            quoted(&shortened(&question)),
            quoted(&shortened(&remedy(rule))),
        ));
        match when.len() {
            0 => {}
            1 => self.text.push_str(&format!("when = {}\n", when.remove(0))),
            _ => self.text.push_str(&format!("when = {}\n", Table::new().tables("all_of", when))),
        }
        self.text.push_str(&format!("rule = {asked}\n"));
    }

    /// The name as an id that no other rule has.
    fn id(&mut self, name: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let slug: String = name.chars().take(70).map(plain).collect();
        let slug = slug.trim_matches('-');
        let slug = if slug.is_empty() { "rule" } else { slug };
        let mut id = slug.to_owned();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{slug}-{number}");
            number += 1;
        }
        id
    }
}

fn title(name: &str) -> String {
    let words = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut chars = words.chars().filter(|c| !c.is_control());
    let title: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).take(200).collect();
    if title.trim().is_empty() { "Rule".to_owned() } else { title }
}

fn remedy(rule: &Rule<'_>) -> String {
    let said = rule.options.get("fail-message").and_then(Value::as_str).map(ToOwned::to_owned);
    rule.policy.clone().or(said).unwrap_or_else(|| format!("Do what the rule {} asks for.", rule.name))
}

fn shortened(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(590).collect();
    text.trim().to_owned()
}
