//! The enums of the library as values of arguments, with their names and help texts.

use clap::{
    ValueEnum,
    builder::{EnumValueParser, PossibleValue, TypedValueParser},
};
use maillage::{
    Lang,
    core::{
        access::Weight,
        competition::Method,
        measure::{CompetitionMethod, ToursWithoutStops},
        need::{Confidence, NeedUnit, SplitBands},
        offer::Untold,
        presence::UnknownHours,
        travel::CostUnit,
    },
    hours::HolidaysOff,
    intake::load::OriginChoice,
    output::StyleName,
};

/// An enum of the library used as the value of an argument.
pub(crate) trait Choice: Copy + Send + Sync + 'static {
    /// Every value, in the order of the help.
    const ALL: &'static [Word<Self>];

    /// The name of the value, and its help text.
    fn words(self) -> (&'static str, &'static str);
}

/// A value in the form required by clap.
#[derive(Clone, Copy)]
pub(crate) struct Word<T>(T);

impl<T: Choice> ValueEnum for Word<T> {
    fn value_variants<'a>() -> &'a [Self] {
        T::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = self.0.words();
        Some(PossibleValue::new(name).help(help))
    }
}

/// The clap parser of an argument of type `T`.
pub(crate) fn choice<T: Choice>() -> impl TypedValueParser<Value = T> {
    EnumValueParser::<Word<T>>::new().map(|word| word.0)
}

/// The name of `value` on the command line.
pub(crate) fn name<T: Choice>(value: T) -> &'static str {
    value.words().0
}

impl Choice for Lang {
    const ALL: &'static [Word<Self>] = &[Word(Self::Fr), Word(Self::En)];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Fr => ("fr", "French"),
            Self::En => ("en", "English"),
        }
    }
}

impl Choice for StyleName {
    const ALL: &'static [Word<Self>] = &[
        Word(Self::Distance),
        Word(Self::Need),
        Word(Self::Uncovered),
        Word(Self::Bivariate),
        Word(Self::Certainty),
        Word(Self::Minutes),
        Word(Self::HotSpots),
        Word(Self::Change),
        Word(Self::ChangedPlaces),
        Word(Self::Territories),
        Word(Self::Gaps),
        Word(Self::Places),
        Word(Self::Tours),
    ];

    fn words(self) -> (&'static str, &'static str) {
        let help = match self {
            Self::Distance => "How far people are from help, in fixed classes: the default",
            Self::Need => "The share of people in need, or the score of need",
            Self::Uncovered => "People who are not covered, as circles",
            Self::Bivariate => "Distance from help against need, three classes of each",
            Self::Certainty => "How sure it is that a commune is far from help and in need",
            Self::Minutes => "Minutes of help a week, shared among all who reach them",
            Self::HotSpots => "Hot and cold spots (with --hot-spots)",
            Self::Change => "What changed between two measures",
            Self::ChangedPlaces => "Places that appeared, vanished or moved; on no picture",
            Self::Territories => "The share of residents covered, by territory",
            Self::Gaps => "Where help is missing, by what is lacking",
            Self::Places => "Places, by kind; pictures show them on every style",
            Self::Tours => "The rounds, a colour each; on no picture",
        };
        (self.name(), help)
    }
}

impl Choice for OriginChoice {
    const ALL: &'static [Word<Self>] = &[Word(Self::Centroid), Word(Self::ChefLieu)];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Centroid => (
                "centroid",
                "The centroid of its contour, or a point inside when that falls outside",
            ),
            Self::ChefLieu => (
                "chef-lieu",
                "Its town hall, by --chefs-lieux or else as the program knows it; as for centroid where unknown",
            ),
        }
    }
}

impl Choice for Weight {
    const ALL: &'static [Word<Self>] = &[Word(Self::Residents), Word(Self::Need)];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Residents => ("residents", "All residents alike"),
            Self::Need => ("need", "Residents by how many of them are estimated to be illectronic"),
        }
    }
}

impl Choice for Method {
    const ALL: &'static [Word<Self>] = &[
        Word(Self::Cumulative),
        Word(Self::Gravity),
        Word(Self::TwoStep),
        Word(Self::Enhanced),
        Word(Self::Modified),
        Word(Self::ThreeStep),
        Word(Self::Balanced),
    ];

    fn words(self) -> (&'static str, &'static str) {
        let help = match self {
            Self::Cumulative => "Capacity within the catchment, whoever else comes",
            Self::Gravity => "Capacity around, each place by its weight, whoever else comes",
            Self::TwoStep => "Capacity a person: each place shared among all in its catchment",
            Self::Enhanced => "The same, near people and near places counting for more",
            Self::Modified => "The same, less what the way takes: far places give out less",
            Self::ThreeStep => "As e2sfca, people first dividing among the places around them",
            Self::Balanced => "People and places divided so that nobody counts twice",
        };
        (self.name(), help)
    }
}

impl Choice for CompetitionMethod {
    const ALL: &'static [Word<Self>] = &[
        Word(Self::None),
        Word(Self::Chosen(Method::Cumulative)),
        Word(Self::Chosen(Method::Gravity)),
        Word(Self::Chosen(Method::TwoStep)),
        Word(Self::Chosen(Method::Enhanced)),
        Word(Self::Chosen(Method::Modified)),
        Word(Self::Chosen(Method::ThreeStep)),
        Word(Self::Chosen(Method::Balanced)),
    ];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Chosen(method) => method.words(),
            Self::WhereKnown => ("where-known", "E2SFCA where hours and people are known"),
            Self::None => ("none", "Nothing: places are not shared out"),
        }
    }
}

impl Choice for NeedUnit {
    const ALL: &'static [Word<Self>] =
        &[Word(Self::People), Word(Self::PerCent), Word(Self::Fraction), Word(Self::Score)];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::People => ("people", "People"),
            Self::PerCent => ("per-cent", "A share in per cent"),
            Self::Fraction => ("fraction", "A share from 0 to 1"),
            Self::Score => ("score", "A score: how great need is, without counting anybody"),
        }
    }
}

impl Choice for CostUnit {
    const ALL: &'static [Word<Self>] = &[Word(Self::Duration), Word(Self::Length)];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Duration => ("minutes", "Minutes"),
            Self::Length => ("km", "Kilometres"),
        }
    }
}

impl Choice for ToursWithoutStops {
    const ALL: &'static [Word<Self>] = &[Word(Self::Ignore), Word(Self::AtAddress)];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Ignore => (
                "ignore",
                "It is listed and counted, and serves no distance: its office is not where it \
                 stops",
            ),
            Self::AtAddress => (
                "at-address",
                "It serves from the address that its list gives, as an itinerant place",
            ),
        }
    }
}

impl Choice for SplitBands {
    const ALL: &'static [Word<Self>] =
        &[Word(Self::Refuse), Word(Self::Uniform), Word(Self::Pyramid)];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Refuse => ("refuse", "Not at all: the run stops and shows both lists of bands"),
            Self::Uniform => ("uniform", "Evenly: as many people of each year of age"),
            Self::Pyramid => ("pyramid", "As the people of a reference pyramid are (--pyramid)"),
        }
    }
}

impl Choice for Confidence {
    const ALL: &'static [Word<Self>] =
        &[Word(Self::Eighty), Word(Self::Ninety), Word(Self::NinetyFive), Word(Self::NinetyNine)];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Eighty => ("80", "80 times in 100"),
            Self::Ninety => ("90", "90 times in 100"),
            Self::NinetyFive => ("95", "95 times in 100"),
            Self::NinetyNine => ("99", "99 times in 100"),
        }
    }
}

impl Choice for HolidaysOff {
    const ALL: &'static [Word<Self>] = &[Word(Self::Local), Word(Self::National), Word(Self::None)];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Local => (
                "local",
                "On the national ones, and on those of the département that the place is in",
            ),
            Self::National => ("national", "On the eleven national ones"),
            Self::None => ("none", "On none"),
        }
    }
}

impl Choice for UnknownHours {
    const ALL: &'static [Word<Self>] = &[Word(Self::Closed), Word(Self::Open)];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Closed => ("closed", "It does not serve: nobody can be told that it is open"),
            Self::Open => {
                ("open", "It serves, as if it were always open; its minutes stay unknown")
            }
        }
    }
}

impl Choice for Untold {
    const ALL: &'static [Word<Self>] = &[Word(Self::DoesNotServe), Word(Self::Serves)];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::DoesNotServe => {
                ("leave-out", "It does not serve, and is counted: its list says nothing of it")
            }
            Self::Serves => ("serve", "It serves, as if it offered all that is asked"),
        }
    }
}
