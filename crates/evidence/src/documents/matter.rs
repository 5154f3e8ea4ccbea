//! The matters that policies treat, and the words that tell them apart.

/// One matter.
pub(crate) struct Matter {
    /// Name for a reader.
    pub(crate) name: &'static str,
    /// A title or path names it with one of these.
    pub(super) titles: &'static [&'static str],
    /// A title with one of these is about something else.
    pub(super) not_titles: &'static [&'static str],
    /// Topics, and the words that show that one is treated.
    topics: &'static [(&'static str, &'static [&'static str])],
    /// Whether only a text about an organisation's own people counts.
    staff: bool,
    /// Whether the title alone may leave open source out when the text is about it.
    text_names_open_source: bool,
}

/// Rules for taking open source in.
pub(crate) const CONSUMPTION: Matter = Matter {
    name: "policy on the use of open source",
    titles: &[
        "open source",
        "opensource",
        "oss",
        "foss",
        "free software",
        "third party software",
        "third-party software",
        "consumption",
    ],
    not_titles: &[
        "contribution",
        "contributing",
        "publication",
        "publishing",
        "releasing",
        "security",
        "privacy",
        "trademark",
        "code of conduct",
    ],
    topics: &[
        ("licence", &["licence", "license", "lizenz"]),
        ("security", &["vulnerabilit", "security", "schwachstelle", "sicherheitslücke"]),
        ("approval", &["approval", "approve", "request process", "review board", "freigabe", "genehmig"]),
        ("exceptions", &["exception", "waiver", "deviation", "exemption", "ausnahme"]),
        ("inventory", &["inventory", "bill of materials", "sbom", "register of", "inventar", "stückliste"]),
        ("obligations", &["obligation", "attribution", "notice file", "copyleft"]),
        ("updates", &["end of life", "end-of-life", "keep up to date", "patching", "updates"]),
    ],
    staff: true,
    text_names_open_source: false,
};

/// Rules for an organisation's people who give to open source.
pub(crate) const CONTRIBUTION: Matter = Matter {
    name: "policy on contributions to open source",
    titles: &["contribution", "contributing", "contribute", "beiträge", "beitrag"],
    not_titles: &["code of conduct", "style", "documentation"],
    topics: &[
        ("approval", &["approval", "approve", "permission", "freigabe", "genehmig", "zustimm"]),
        ("intellectual property", &["intellectual property", "patent", "copyright owner", "ip rights", "urheberrecht"]),
        (
            "agreements",
            &["contributor license agreement", "contributor licence agreement", "cla", "dco", "developer certificate"],
        ),
        (
            "own time",
            &[
                "own time",
                "personal project",
                "personal time",
                "spare time",
                "outside of work",
                "working hours",
                "side project",
                "arbeitszeit",
                "freizeit",
            ],
        ),
        ("confidentiality", &["confidential", "proprietary", "trade secret", "sensitive"]),
        (
            "identity",
            &["email address", "e-mail address", "company account", "work address", "corporate email", "on behalf of"],
        ),
        ("exceptions", &["exception", "waiver", "exemption"]),
    ],
    staff: true,
    text_names_open_source: true,
};

/// Rules for publishing own code.
pub(crate) const PUBLICATION: Matter = Matter {
    name: "policy on publishing open source",
    titles: &[
        "publication",
        "publishing",
        "publish",
        "releasing",
        "open sourcing",
        "open-sourcing",
        "outbound",
        "release of open source",
        "open source release",
        "veröffentlich",
    ],
    not_titles: &["code of conduct", "release notes", "versioning", "privacy", "package publishing"],
    topics: &[
        ("approval", &["approval", "approve", "sign-off from", "permission", "freigabe", "genehmig", "zustimm"]),
        ("licence", &["licence", "license", "lizenz"]),
        ("intellectual property", &["intellectual property", "patent", "copyright", "trademark", "urheberrecht"]),
        ("security", &["security review", "secrets", "credentials", "vulnerabilit", "geheimnis", "schwachstelle"]),
        ("ownership", &["maintainer", "owner", "responsible", "verantwortlich", "betreuer"]),
        ("life cycle", &["archive", "end of life", "deprecat", "sunset", "life cycle", "lifecycle"]),
        ("confidentiality", &["confidential", "proprietary", "customer data", "sensitive"]),
    ],
    staff: true,
    text_names_open_source: true,
};

/// Rules for the security of what is used and made.
pub(crate) const SECURITY: Matter = Matter {
    name: "policy on the security of open source",
    titles: &[
        "open source security",
        "security of open source",
        "sicherheit von open source",
        "oss security",
        "secure development",
        "software security",
        "supply chain security",
        "software supply chain",
        "secure software",
        "vulnerability management",
    ],
    not_titles: &["reporting", "advisory", "contribution"],
    topics: &[
        ("vulnerabilities", &["vulnerabilit", "schwachstelle", "sicherheitslücke"]),
        ("scanning", &["scan", "static analysis", "penetration test"]),
        (
            "fix times",
            &[
                "within 24 hours",
                "within 7 days",
                "within 30 days",
                "business days",
                "working days",
                "remediat",
                "time to fix",
            ],
        ),
        ("exceptions", &["exception", "waiver", "risk acceptance"]),
        ("training", &["training", "awareness"]),
        ("supply chain", &["supply chain", "provenance", "sbom", "bill of materials", "dependencies"]),
        ("disclosure", &["disclosure", "report a vulnerability", "incident"]),
    ],
    staff: true,
    text_names_open_source: true,
};

/// Words for open source.
const OPEN_SOURCE: &[&str] = &[
    "open source",
    "open-source",
    "opensource",
    "foss",
    "free software",
    "third-party software",
    "third party software",
];

/// Words that show that a text speaks to the people of an organisation.
const STAFF: &[&str] = &[
    "employee",
    "staff",
    "all personnel",
    "business unit",
    "our company",
    "the company",
    "the bank",
    "the firm",
    "the organisation",
    "the organization",
    "ospo",
    "open source program office",
    "open source programme office",
    "legal department",
    "legal team",
    "line manager",
    "your manager",
    "colleagues",
    "open source office",
    "security office",
    "head of",
    "mitarbeit",
    "beschäftigte",
    "abteilung",
    " leitung",
];

impl Matter {
    /// Whether the text is about open source, by its title or by saying so often.
    pub(super) fn is_about_open_source(&self, title: &str, text: &str) -> bool {
        let times: usize = OPEN_SOURCE.iter().map(|word| text.matches(word).count()).sum();
        let titled = OPEN_SOURCE.iter().any(|word| title.contains(word))
            || title.split(|c: char| !c.is_alphanumeric()).any(|word| word == "oss");
        (titled && times >= 2) || (self.text_names_open_source && times >= 3) || times >= 6
    }

    /// Whether a sentence, in lower case, names open source.
    pub(super) fn names_open_source(&self, sentence: &str) -> bool {
        OPEN_SOURCE.iter().any(|word| sentence.contains(word))
    }

    /// Its topics that are not among these, sorted.
    pub(super) fn missing(&self, treated: &[&str]) -> Vec<&'static str> {
        let mut missing: Vec<&str> =
            self.topics.iter().map(|(topic, _)| *topic).filter(|topic| !treated.contains(topic)).collect();
        missing.sort_unstable();
        missing
    }

    /// The topics that the text treats, sorted.
    pub(super) fn topics(&self, text: &str) -> Vec<&'static str> {
        let mut topics: Vec<&str> = self
            .topics
            .iter()
            .filter(|(_, words)| {
                words.iter().any(|word| if word.len() <= 4 { has_word(text, word) } else { text.contains(word) })
            })
            .map(|(topic, _)| *topic)
            .collect();
        topics.sort_unstable();
        topics
    }

    /// Whether it addresses an organisation's people, at least twice.
    pub(super) fn speaks_to_staff(&self, text: &str) -> bool {
        !self.staff || STAFF.iter().map(|word| text.matches(word).count()).sum::<usize>() >= 2
    }
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|other| other.trim_end_matches('s') == word)
}

/// How often a text speaks in rules.
pub(super) fn rules(text: &str) -> usize {
    const WORDS: &[&str] = &[
        "must",
        "shall",
        "required",
        "mandatory",
        "prohibited",
        "approval",
        "approved",
        "forbidden",
        "muss",
        "müssen",
        "freigabe",
        "doit",
    ];
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| WORDS.contains(word)).count()
}
