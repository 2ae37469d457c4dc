//! Errors of a measure.

use maillage_words::{Words, spoken::Rank};

use crate::sentences;

/// The result of a function that can fail with [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// An option outside its range.
///
/// # Examples
///
/// ```
/// use maillage_core::measure::check_distance;
///
/// let refused = check_distance("options.reach_km", -1.0);
/// assert_eq!(refused.map_err(|option| option.field), Err("options.reach_km"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadOption {
    /// Name of the option.
    pub field: &'static str,
    /// The value given.
    pub value: String,
    /// What is wrong with the value, and the values allowed: a clause that follows it.
    pub expected: Words,
}

/// Errors of a measure. Each message says how to correct the input. Displayed in English.
///
/// # Examples
///
/// ```
/// use maillage_core::{
///     Error,
///     measure::{MeasureOptions, Way, measure},
///     territory::{Parts, Territory},
/// };
///
/// let nowhere = Territory::new(Parts::default());
/// let refused = measure(&nowhere, Way::Crow, &MeasureOptions::default(), &|_, _| ());
/// assert!(matches!(refused, Err(Error::NoPlaces)));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The rate table or the pyramid of ages cannot be used.
    Rates {
        /// Name or file of the table.
        name: String,
        /// The defect and its remedy.
        reason: Words,
    },
    /// The bands of the population and those of the rate table are incompatible.
    Bands {
        /// The table or grid of population.
        table: String,
        /// The bands of the population.
        people: String,
        /// The bands of the rate table.
        rates: String,
        /// The remedy.
        remedy: Words,
    },
    /// No place was given, or cleaning set every place aside.
    NoPlaces,
    /// No place is in the study area or its buffer.
    NoPlacesNear,
    /// The only places are vehicles whose stops are unknown.
    OnlyTours {
        /// Their number.
        places: usize,
    },
    /// A word that is asked of the places, and that none of them says.
    NotOffered {
        /// The option.
        field: &'static str,
        /// The word.
        word: String,
        /// The values that places have, with their numbers.
        found: Words,
    },
    /// No place serves that offers what is asked.
    NoneOffers {
        /// Number of places.
        places: usize,
        /// Places that do not offer it.
        not_offering: usize,
        /// Places that do not tell.
        untold: usize,
    },
    /// No place is open at the requested hours.
    NoneOpen {
        /// Number of places with known hours.
        known: usize,
        /// Number of places.
        places: usize,
        /// The period over which hours were counted, as text: `2026-09-01..2026-12-31`.
        period: String,
    },
    /// An option outside its range.
    Option(BadOption),
}

maillage_words::errors_in_words!(BadOption, Error);

impl BadOption {
    /// What is wrong with the option, and what would mend it.
    pub fn words(&self) -> Words {
        sentences::bad_option(self.field, &self.value, &self.expected)
    }
}

impl Error {
    /// What is wrong, and what would mend it.
    pub fn words(&self) -> Words {
        match self {
            Self::Rates { name, reason } => sentences::rates(name, reason),
            Self::Bands { table, people, rates, remedy } => {
                sentences::bands(table, people, rates, remedy)
            }
            Self::NoPlaces => sentences::no_places(),
            Self::NoPlacesNear => sentences::no_places_near(),
            Self::OnlyTours { places } => sentences::only_tours(Rank(*places)),
            Self::NotOffered { field, word, found } => sentences::not_offered(field, word, found),
            Self::NoneOffers { places, not_offering, untold } => {
                sentences::none_offers(Rank(*places), Rank(*not_offering), Rank(*untold))
            }
            Self::NoneOpen { known, places, period } => match known {
                0 => sentences::no_hours_at_all(Rank(*places)),
                _ => sentences::none_open(Rank(*known), Rank(*places), period),
            },
            Self::Option(option) => option.words(),
        }
    }
}

impl From<BadOption> for Error {
    fn from(option: BadOption) -> Self {
        Self::Option(option)
    }
}
