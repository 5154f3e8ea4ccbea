//! Why questions stay open that no reading answers, and the way out. Nothing failed to be read.

/// Why nobody could be placed: the caller gave no description of the organisation.
pub const NOT_DESCRIBED: &str =
    "it is not known who belongs to the organisation; describe it in a file and name it with `--organisation`";

/// Why nobody could be looked for: owners are teams.
pub const TEAMS_ONLY: &str = "only teams are named, and who is in them is not in the repository";

/// Why owners who were not found cannot be taken for gone.
pub const OWNERS_UNKNOWN: &str =
    "none of the named owners who were found among the authors is active, and of the others nothing is known";

/// Why it is not known whether the organisation contributes.
pub const AFFILIATION_UNKNOWN: &str = "no change is by somebody known to belong to the organisation, and of at least half of them it is \
     not known who made them; list further domains and addresses in the description of the organisation";

/// Why nobody is known to be of another unit.
pub const UNITS_NOT_DESCRIBED: &str = "it is not known who belongs to which unit; give persons or domains a `unit` in the description of the \
     organisation";

/// Why nobody can be outside of the owning unit.
pub const NO_OWNING_UNIT: &str =
    "it is not known which unit owns the repository; list it for one [[unit]] in the description of the organisation";

/// Why it is not known whether people of other units contribute.
pub const UNITS_UNKNOWN: &str = "no change is by somebody known to be of another unit, and of more than half of those by the organisation \
     the unit is not known; give further persons or domains a `unit` in the description of the organisation";

/// Why questions stay open that no reading answers: what is missing is outside of the repository.
pub const NOT_IN_REPOSITORIES: &[&str] = &[
    AFFILIATION_UNKNOWN,
    NOT_DESCRIBED,
    NO_OWNING_UNIT,
    OWNERS_UNKNOWN,
    TEAMS_ONLY,
    UNITS_NOT_DESCRIBED,
    UNITS_UNKNOWN,
];
