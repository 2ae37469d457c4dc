//! Access under competition: what each origin gets of the places that it shares with others.
//!
//! Distance tells whether a place is near, not how many others come to it. The methods here give
//! each origin a share of the capacity of the places in its catchment. Each is one file, written as
//! sums over pairs of an origin and a place: [`cumulative`], [`gravity`], [`e2sfca`] (2SFCA is its
//! case without decay), [`m2sfca`], [`sfca3`] and [`bfca`].
//!
//! A method only sees [`Pairs`], which can be gone through again and again: the travel of a
//! territory, or a table too long for memory. There is never a matrix of all origins and places:
//! memory grows with origins and places, time with the pairs within the catchment times the passes,
//! two for most methods. Sums are exact ([`ExactSum`]), so that the order of the pairs never
//! matters.
//!
//! A place whose catchment holds no demand has no ratio: its capacity is unallocated, never
//! infinite. An origin without demand still gets what somebody there would have.

mod bfca;
mod cumulative;
mod decay;
mod e2sfca;
mod gravity;
mod m2sfca;
mod nearest;
mod sfca3;
mod together;
mod travelled;

pub use bfca::bfca;
pub use cumulative::cumulative;
pub use decay::{Decay, UnreadableDecay};
pub use e2sfca::e2sfca;
pub use gravity::gravity;
pub use m2sfca::m2sfca;
pub use nearest::NearestPlaces;
pub use sfca3::sfca3;
pub(crate) use together::{Capacity, Handout, Travelled, hand_out};
pub use travelled::TravelledPairs;

use crate::{error::BadOption, exact_sum::ExactSum, sentences};

/// A pair of an origin and a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Rank of the origin.
    pub origin: usize,
    /// Rank of the place.
    pub place: usize,
    /// Cost of the way from one to the other, in the unit of the catchment.
    pub cost: f64,
}

/// Pairs of origins and places that can be gone through again and again. Each pair is met once in a
/// pass, in any order; those without a way are never met.
pub trait Pairs {
    /// Why a pass may fail.
    type Error;

    /// For each origin, the exact sums over its pairs of the terms that `of` gives.
    ///
    /// # Errors
    ///
    /// When the pairs cannot be gone through.
    fn by_origin<const N: usize>(
        &self,
        of: impl Fn(Pair) -> [f64; N] + Sync,
    ) -> Result<Vec<[f64; N]>, Self::Error>;

    /// For each place, the exact sums over its pairs of the terms that `of` gives.
    ///
    /// # Errors
    ///
    /// When the pairs cannot be gone through.
    fn by_place<const N: usize>(
        &self,
        of: impl Fn(Pair) -> [f64; N] + Sync,
    ) -> Result<Vec<[f64; N]>, Self::Error>;
}

/// How far a place serves, and what it counts for on the way.
///
/// # Examples
///
/// ```
/// use maillage_core::competition::{Catchment, Decay};
///
/// let catchment = Catchment { decay: Decay::Linear(30.0), max_cost: Some(15.0) };
/// assert_eq!((catchment.weight(15.0), catchment.weight(16.0)), (0.5, 0.0));
/// assert_eq!(catchment.end(), Some(15.0));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Catchment {
    /// The decay.
    pub decay: Decay,
    /// Cost beyond which no pair counts; `None` for the end of the decay alone.
    pub max_cost: Option<f64>,
}

impl Catchment {
    /// The weight of a pair of this cost: 0 beyond the catchment, limit included in it.
    pub fn weight(&self, cost: f64) -> f64 {
        match self.max_cost {
            Some(most) if cost > most => 0.0,
            _ => self.decay.weight(cost),
        }
    }

    /// The cost beyond which no pair counts; `None` when all pairs do.
    pub fn end(&self) -> Option<f64> {
        match (self.max_cost, self.decay.end()) {
            (Some(most), Some(end)) => Some(most.min(end)),
            (most, end) => most.or(end),
        }
    }
}

/// The methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Capacity within the catchment: see [`cumulative`].
    Cumulative,
    /// Capacity by decay: see [`gravity`].
    Gravity,
    /// Two-step floating catchment area: [`e2sfca`], usually with a binary decay.
    TwoStep,
    /// Enhanced two-step floating catchment area: see [`e2sfca`].
    Enhanced,
    /// Modified two-step floating catchment area: see [`m2sfca`].
    Modified,
    /// Three-step floating catchment area: see [`sfca3`].
    ThreeStep,
    /// Balanced floating catchment area: see [`bfca`].
    Balanced,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 7] = [
        Self::Cumulative,
        Self::Gravity,
        Self::TwoStep,
        Self::Enhanced,
        Self::Modified,
        Self::ThreeStep,
        Self::Balanced,
    ];

    /// The name in options and in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cumulative => "cumulative",
            Self::Gravity => "gravity",
            Self::TwoStep => "2sfca",
            Self::Enhanced => "e2sfca",
            Self::Modified => "m2sfca",
            Self::ThreeStep => "3sfca",
            Self::Balanced => "bfca",
        }
    }

    /// Whether places are shared among the people who reach them.
    pub fn competes(self) -> bool {
        !matches!(self, Self::Cumulative | Self::Gravity)
    }

    /// Whether all capacity that serves somebody is given out: Σ access × demand = Σ capacity.
    pub fn conserves(self) -> bool {
        matches!(self, Self::TwoStep | Self::Enhanced | Self::ThreeStep)
    }

    /// The catchment of this method where a decay, a maximum cost, or both are given. Without a
    /// decay the weights are 1 up to the maximum cost for [`Cumulative`](Self::Cumulative) and
    /// [`TwoStep`](Self::TwoStep), and those of [`Decay::three_rings`] for the others.
    ///
    /// # Errors
    ///
    /// [`BadOption`] without either, for a maximum cost that is not a finite number above zero, and
    /// for a decay of [`Cumulative`](Self::Cumulative) that is not binary.
    pub fn catchment(
        self,
        decay: Option<Decay>,
        max_cost: Option<f64>,
    ) -> Result<Catchment, BadOption> {
        let refuse =
            |value: String, expected| Err(BadOption { field: "options.max_cost", value, expected });
        match max_cost {
            Some(most) if !(most.is_finite() && most > 0.0) => {
                return refuse(most.to_string(), sentences::no_cost());
            }
            _ => {}
        }
        if self == Self::Cumulative && decay.as_ref().is_some_and(|decay| !decay.is_binary()) {
            return Err(BadOption {
                field: "options.decay",
                value: decay.map_or_else(String::new, |decay| decay.to_string()),
                expected: sentences::cumulative_decay(),
            });
        }
        let decay = match (decay, max_cost) {
            (Some(decay), _) => decay,
            (None, None) => {
                return refuse(String::new(), sentences::cost_needed());
            }
            (None, Some(most)) if matches!(self, Self::Cumulative | Self::TwoStep) => {
                Decay::Binary(most)
            }
            (None, Some(most)) => Decay::three_rings(most),
        };
        Ok(Catchment { decay, max_cost })
    }

    /// The access of every origin by this method. `demand` has a figure for each origin, `supply`
    /// one for each place, all finite and not negative; methods without competition take no
    /// notice of the demand.
    ///
    /// # Errors
    ///
    /// Those of the pairs.
    ///
    /// # Panics
    ///
    /// When `demand` or `supply` lacks the figure of a pair.
    pub fn access<P: Pairs>(
        self,
        pairs: &P,
        demand: &[f64],
        supply: &[f64],
        catchment: &Catchment,
    ) -> Result<Shared, P::Error> {
        match self {
            Self::Cumulative => cumulative(pairs, supply, catchment),
            Self::Gravity => gravity(pairs, supply, catchment),
            Self::TwoStep | Self::Enhanced => e2sfca(pairs, demand, supply, catchment),
            Self::Modified => m2sfca(pairs, demand, supply, catchment),
            Self::ThreeStep => sfca3(pairs, demand, supply, catchment),
            Self::Balanced => bfca(pairs, demand, supply, catchment),
        }
    }
}

/// What a method gives to each origin, and what each place gives out.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// By origin.
    pub origins: Vec<OriginShare>,
    /// By place; empty for methods without competition.
    pub places: Vec<PlaceShare>,
}

/// What one origin gets.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct OriginShare {
    /// Access: capacity, or capacity a person under competition. The sum over the places that have
    /// a ratio; 0 without any.
    pub access: f64,
    /// Places of positive weight in the catchment.
    pub places: usize,
    /// Those of them without a ratio.
    pub without_ratio: usize,
}

/// What one place gives out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceShare {
    /// The demand that reaches it, by weight.
    pub demand: f64,
    /// Capacity for each unit of that demand; 0 without capacity. `None` when there is capacity and
    /// no demand: it is unallocated.
    pub ratio: Option<f64>,
}

impl OriginShare {
    /// The access; `None` where every place in the catchment is without a ratio, and 0 where the
    /// catchment has no place.
    pub fn access(self) -> Option<f64> {
        (self.places == 0 || self.without_ratio < self.places).then_some(self.access)
    }
}

impl Shared {
    /// What the origins get together: Σ access × demand.
    pub fn received(&self, demand: &[f64]) -> f64 {
        let gets = self.origins.iter().zip(demand).map(|(origin, demand)| origin.access * demand);
        gets.collect::<ExactSum>().value()
    }

    /// The capacity of the places that serve somebody; 0 for methods without competition.
    pub fn allocated(&self, supply: &[f64]) -> f64 {
        self.capacity(supply, |place| place.ratio.is_some())
    }

    /// The capacity of the places that serve nobody; 0 for methods without competition.
    pub fn unallocated(&self, supply: &[f64]) -> f64 {
        self.capacity(supply, |place| place.ratio.is_none())
    }

    fn capacity(&self, supply: &[f64], counts: impl Fn(&PlaceShare) -> bool) -> f64 {
        let counted = self.places.iter().zip(supply).filter(|(place, _)| counts(place));
        counted.map(|(_, capacity)| *capacity).collect::<ExactSum>().value()
    }
}

/// Capacity for each unit of demand, by place.
fn place_shares(supply: &[f64], demand: Vec<[f64; 1]>) -> Vec<PlaceShare> {
    let share = |(capacity, [demand]): (&f64, [f64; 1])| {
        let ratio = if *capacity == 0.0 { Some(0.0) } else { Some(capacity / demand) };
        PlaceShare { demand, ratio: ratio.filter(|ratio| ratio.is_finite()) }
    };
    supply.iter().zip(demand).map(share).collect()
}

/// Sums what each origin gets of each place. `of` is the share at a pair of a place with this
/// ratio, 0 where the place does not count there.
fn gather<P: Pairs>(
    pairs: &P,
    places: Vec<PlaceShare>,
    weight: impl Fn(Pair) -> f64 + Sync,
) -> Result<Shared, P::Error> {
    let gets = |pair: Pair| {
        let weight = weight(pair);
        let counts = f64::from(u8::from(weight > 0.0));
        match places[pair.place].ratio {
            Some(ratio) => [ratio * weight, counts, 0.0],
            None => [0.0, counts, counts],
        }
    };
    let origins = origin_shares(pairs.by_origin(gets)?);
    Ok(Shared { origins, places })
}

fn origin_shares(sums: Vec<[f64; 3]>) -> Vec<OriginShare> {
    let share = |[access, places, without_ratio]: [f64; 3]| OriginShare {
        access,
        places: places as usize,
        without_ratio: without_ratio as usize,
    };
    sums.into_iter().map(share).collect()
}

#[cfg(test)]
mod tests;
