//! Errors of a measure.

/// The result of a function that can fail with [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// An option outside its range.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: `{value}` {expected}")]
pub struct BadOption {
    /// Name of the option.
    pub field: &'static str,
    /// The value given.
    pub value: String,
    /// The values allowed.
    pub expected: &'static str,
}

/// Errors of a measure. Each message says how to correct the input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The rate table or the pyramid of ages cannot be used.
    #[error("{name}: {reason}")]
    Rates {
        /// Name or file of the table.
        name: String,
        /// The defect and its remedy.
        reason: String,
    },
    /// The bands of the population and those of the rate table are incompatible.
    #[error(
        "{table}: its bands of age and those of the rates do not fit together: people are counted by {people}, rates are by {rates}; {remedy}"
    )]
    Bands {
        /// The table or grid of population.
        table: String,
        /// The bands of the population.
        people: String,
        /// The bands of the rate table.
        rates: String,
        /// The remedy.
        remedy: String,
    },
    /// No place was given, or cleaning set every place aside.
    #[error(
        "no place of help could be read from the lists given; `jobs.check` shows why, row by row"
    )]
    NoPlaces,
    /// No place is in the study area or its buffer.
    #[error(
        "none of the places of the lists stands in the territory or within its buffer; choose another with `sources.within`, raise `options.buffer_km`, or give the lists of the territory"
    )]
    NoPlacesNear,
    /// The only places are vehicles whose stops are unknown.
    #[error(
        "the only places in the territory are {places} itinerant ones whose stops are not known; give the list of their stops with `sources.itinerant`, or count them at their address with `options.tours_without_stops`"
    )]
    OnlyTours {
        /// Their number.
        places: usize,
    },
    /// A word that is asked of the places, and that none of them says.
    #[error("{field}: no place of this run says `{word}`; {found}")]
    NotOffered {
        /// The option.
        field: &'static str,
        /// The word.
        word: String,
        /// The values that places have, with their numbers.
        found: String,
    },
    /// No place serves that offers what is asked.
    #[error(
        "none of {places} places is known to offer all that is asked: {not_offering} do not, {untold} do not tell; ask for less, or let those serve that do not tell with `options.offer.untold serve`"
    )]
    NoneOffers {
        /// Number of places.
        places: usize,
        /// Places that do not offer it.
        not_offering: usize,
        /// Places that do not tell.
        untold: usize,
    },
    /// No place is open at the requested hours.
    #[error(
        "none of {places} places of help is known to be open from {period} (the hours of {known} are known); give another `options.period`, or add `options.unknown_hours open`"
    )]
    NoneOpen {
        /// Number of places with known hours.
        known: usize,
        /// Number of places.
        places: usize,
        /// The period over which hours were counted.
        period: String,
    },
    /// An option outside its range.
    #[error(transparent)]
    Option(#[from] BadOption),
}
