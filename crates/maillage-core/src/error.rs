//! What makes a measure impossible.

/// The result of anything that may be impossible.
pub type Result<T> = std::result::Result<T, Error>;

/// An option outside its range.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: `{value}` {expected}")]
pub struct BadOption {
    /// The option.
    pub field: &'static str,
    /// What was given.
    pub value: String,
    /// What it takes.
    pub expected: &'static str,
}

/// What makes a measure impossible, and what would mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A rate table or a pyramid of ages that cannot be used.
    #[error("{name}: {reason}")]
    Rates {
        /// The table, by its name or its file.
        name: String,
        /// What is the matter, and what would mend it.
        reason: String,
    },
    /// Ages of the people and ages of the rates that do not fit together.
    #[error(
        "{table}: its bands of age and those of the rates do not fit together: people are counted by {people}, rates are by {rates}; {remedy}"
    )]
    Bands {
        /// The table of people, or the grid.
        table: String,
        /// The bands of the table of people.
        people: String,
        /// The bands of the rate table.
        rates: String,
        /// What would mend it.
        remedy: String,
    },
    /// No supply was given, or none survived the cleaning.
    #[error(
        "no place of help could be read from the lists given; `maillage check` shows why, row by row"
    )]
    NoPlaces,
    /// No place is in the study area, nor in its buffer.
    #[error(
        "no place of help stands in the territory asked for, nor in its buffer; raise `options.buffer_km`, or give the lists of the neighbours"
    )]
    NoPlacesNear,
    /// No place is open at the hours asked for.
    #[error(
        "none of {places} places of help is known to be open from {period} (the hours of {known} are known); give another `options.period`, or add `options.unknown_hours open`"
    )]
    NoneOpen {
        /// Places whose hours are known.
        known: usize,
        /// All places.
        places: usize,
        /// The days that were counted over.
        period: String,
    },
    /// An option outside its range.
    #[error(transparent)]
    Option(#[from] BadOption),
}
