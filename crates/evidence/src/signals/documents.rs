//! Is there a document of the organisation on …? One signal for each kind of document.
//!
//! All of them look in the same way; what tells the kinds apart is in [`crate::documents`]. A further kind is a matter
//! there and an entry here.

use super::{Effort, Signal, Source};
use crate::documents::{self, observe};

pub(super) const POLICY_CONSUMPTION: Signal = Signal {
    id: "policy-consumption",
    title: "Consumption policy",
    question: "Is there a policy on the use of open source?",
    why: "People can follow rules that are written down; without them each team decides anew which licences and risks are acceptable.",
    looks_at: "Documents (Markdown, AsciiDoc, reStructuredText, text, HTML, DOCX; PDF where its path speaks for such a document) outside of vendored code, tests and examples. Title or path have to name such a document; its text has to treat enough of the topics, to address the organisation's own people, and to speak as such documents do: in rules or criteria, or of mission, goals, figures or reasons. What is stated of version, owner and date counts for it; charters, strategies, figures and lists need one of them. Texts for a project's own community (README, CONTRIBUTING, SECURITY, its governance) do not count, nor do papers and templates. The best three are shown with what they say, without names of people; scans and encrypted files are named as not read. A person confirms what is found.",
    remedy: "Write down who may take which open source in, under which licences, who approves exceptions, with a version, an owner and a review date.",
    effort: Effort::Weeks,
    topics: documents::CONSUMPTION.topics,
    since: "0.1.0",
    source: Source::Tree,
    wants: documents::wants,
    observe: |facts| observe(facts, &documents::CONSUMPTION),
};

pub(super) const POLICY_CONTRIBUTION: Signal = Signal {
    id: "policy-contribution",
    title: "Contribution policy",
    question: "Is there a policy on contributions by the organisation's people to open source?",
    why: "People contribute when they know what they may give, in whose name and with whose approval.",
    remedy: "Write down who may contribute what, with which approval, under which agreements, and what holds for people's own time.",
    topics: documents::CONTRIBUTION.topics,
    observe: |facts| observe(facts, &documents::CONTRIBUTION),
    ..POLICY_CONSUMPTION
};

pub(super) const POLICY_PUBLICATION: Signal = Signal {
    id: "policy-publication",
    title: "Publication policy",
    question: "Is there a policy on publishing own code as open source?",
    why: "Published code cannot be taken back; a few checks before are cheaper than any after.",
    remedy: "Write down who approves a publication, which checks come before it, which licences are used and who looks after it later.",
    topics: documents::PUBLICATION.topics,
    observe: |facts| observe(facts, &documents::PUBLICATION),
    ..POLICY_CONSUMPTION
};

pub(super) const POLICY_SECURITY: Signal = Signal {
    id: "policy-security",
    title: "Security policy for open source",
    question: "Is there a policy on the security of the open source that is used and made?",
    why: "Fix times and duties that nobody has set cannot be kept or measured.",
    remedy: "Write down scanning, fix times by severity, exceptions with an end date, and who answers for them.",
    topics: documents::SECURITY.topics,
    observe: |facts| observe(facts, &documents::SECURITY),
    ..POLICY_CONSUMPTION
};

pub(super) const POLICY_COMPLIANCE: Signal = Signal {
    id: "policy-compliance",
    title: "Compliance policy that covers open source",
    question: "Does a policy on compliance, third parties or technology risk name open source?",
    why: "What the rulebook leaves out is controlled, tested and attested by nobody.",
    remedy: "Name open source in the compliance or third-party policy: which duties and controls hold for it, who attests to them, with an owner and a review date.",
    topics: documents::COMPLIANCE.topics,
    observe: |facts| observe(facts, &documents::COMPLIANCE),
    ..POLICY_CONSUMPTION
};

pub(super) const POLICY_LIFE_CYCLE: Signal = Signal {
    id: "policy-life-cycle",
    title: "Life-cycle policy for components",
    question: "Is there a policy on the life cycle of components, from intake to retirement?",
    why: "Components without a planned end stay in until they break, long after anybody fixes them.",
    remedy: "Write down how a component comes in, who looks after it, when it counts as past its end of life, and by when it is replaced.",
    topics: documents::LIFE_CYCLE.topics,
    observe: |facts| observe(facts, &documents::LIFE_CYCLE),
    ..POLICY_CONSUMPTION
};

pub(super) const POLICY_PREFERENCE: Signal = Signal {
    id: "policy-preference",
    title: "Preference for open source",
    question: "Does a principle, strategy or rule for purchases ask that open source be considered first?",
    why: "Without a rule the product that somebody sells wins over the one that nobody sells.",
    remedy: "Add to the principles for technology or the rules for purchases that open source is considered first, and that exceptions have a reason on record.",
    topics: documents::PREFERENCE.topics,
    observe: |facts| observe(facts, &documents::PREFERENCE),
    ..POLICY_CONSUMPTION
};

pub(super) const OSPO_CHARTER: Signal = Signal {
    id: "ospo-charter",
    title: "Charter of the open source office",
    question: "Is there a charter or mandate of an open source office or team?",
    why: "Who has no mandate can only ask; others do not know what the office is for and may decide.",
    remedy: "Write down mission, tasks and powers of the office, its sponsor, people, budget and contact, with a version and a review date.",
    topics: documents::CHARTER.topics,
    observe: |facts| observe(facts, &documents::CHARTER),
    ..POLICY_CONSUMPTION
};

pub(super) const OSPO_STAKEHOLDERS: Signal = Signal {
    id: "ospo-stakeholders",
    title: "Functions that steer open source",
    question: "Is there a document that says which functions steer open source?",
    why: "Decisions that legal, security or procurement did not share are taken again later.",
    remedy: "List the functions that steer open source with their part in it, such as a responsibility matrix or the terms of reference of a steering group.",
    effort: Effort::Days,
    topics: documents::STAKEHOLDERS.topics,
    observe: |facts| observe(facts, &documents::STAKEHOLDERS),
    ..POLICY_CONSUMPTION
};

pub(super) const OPEN_SOURCE_STRATEGY: Signal = Signal {
    id: "open-source-strategy",
    title: "Open source strategy",
    question: "Is there an open source strategy with goals?",
    why: "Without goals nobody can say whether the work was worth it, or which work comes first.",
    remedy: "Write down what is to be reached with open source and by when, who answers for each goal, with a version, an owner and a review date.",
    topics: documents::STRATEGY.topics,
    observe: |facts| observe(facts, &documents::STRATEGY),
    ..POLICY_CONSUMPTION
};

pub(super) const STRATEGY_MEASURES: Signal = Signal {
    id: "strategy-measures",
    title: "Measures of the open source strategy",
    question: "Are measures for the goals of open source defined?",
    why: "Figures whose definition nobody wrote down cannot be compared from quarter to quarter.",
    remedy: "Define for each goal a figure: how it is counted, from which source, how often, with a baseline, a target and an owner.",
    effort: Effort::Days,
    topics: documents::STRATEGY_MEASURES.topics,
    observe: |facts| observe(facts, &documents::STRATEGY_MEASURES),
    ..POLICY_CONSUMPTION
};

pub(super) const TARGET_PROJECTS: Signal = Signal {
    id: "target-projects",
    title: "Projects to contribute to",
    question: "Is there a list of outside projects that the organisation means to help, with the reason?",
    why: "Help that is spread by chance seldom reaches the projects on which one depends.",
    remedy: "List the outside projects that matter with the reason, ranked, with an owner and a review date.",
    effort: Effort::Days,
    topics: documents::TARGET_PROJECTS.topics,
    observe: |facts| observe(facts, &documents::TARGET_PROJECTS),
    ..POLICY_CONSUMPTION
};

pub(super) const INCUBATION_CRITERIA: Signal = Signal {
    id: "incubation-criteria",
    title: "Criteria for own projects",
    question: "Are there criteria for choosing which own projects become open source?",
    why: "A project that was published without a reason is left alone soon after, in public.",
    remedy: "Write down by which criteria projects are chosen, such as fit, outside interest and capacity, who decides, and an owner.",
    effort: Effort::Days,
    topics: documents::INCUBATION_CRITERIA.topics,
    observe: |facts| observe(facts, &documents::INCUBATION_CRITERIA),
    ..POLICY_CONSUMPTION
};

pub(super) const FOUNDATION_HANDOVER: Signal = Signal {
    id: "foundation-handover",
    title: "Handing projects to a foundation",
    question: "Is there a procedure or paper on handing own projects to a foundation?",
    why: "A handover moves names, rights and duties; done in a hurry it loses some of them.",
    remedy: "Write down how it is decided whether a project goes to a foundation, which rights move, the steps, and who looks after it later.",
    topics: documents::FOUNDATION_HANDOVER.topics,
    observe: |facts| observe(facts, &documents::FOUNDATION_HANDOVER),
    ..POLICY_CONSUMPTION
};

pub(super) const FOUNDATION_MEASURES: Signal = Signal {
    id: "foundation-measures",
    title: "Figures on foundations",
    question: "Are figures defined on what the organisation does in its foundations?",
    why: "Fees are known to the cent; what they bring is known only where somebody counts it.",
    remedy: "Agree on a few figures for each foundation, such as contributions, roles and events, with definition, frequency and owner.",
    effort: Effort::Days,
    topics: documents::FOUNDATION_MEASURES.topics,
    observe: |facts| observe(facts, &documents::FOUNDATION_MEASURES),
    ..POLICY_CONSUMPTION
};

#[cfg(test)]
mod tests;
