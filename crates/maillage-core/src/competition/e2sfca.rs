//! Enhanced two-step floating catchment area (E2SFCA).
//!
//! Each place shares its capacity among the demand that reaches it, near demand counting for more;
//! each origin then sums the shares within its own reach:
//!
//! R_j = S_j / Σ_k P_k w(d_kj), A_i = Σ_j R_j w(d_ij).
//!
//! The number is capacity a person: minutes of help a week for each person in need. With a binary
//! decay this is 2SFCA. All that is given out is what the places have, whatever the decay:
//! Σ A_i P_i = Σ S_j over the places that serve somebody. Twice the supply gives twice the access,
//! twice the demand half of it, and a factor on all weights changes nothing.
//!
//! A place that no demand reaches has no ratio, and its capacity is unallocated.
//!
//! Luo and Wang (2003), Environment and Planning B 30(6) for 2SFCA; Luo and Qi (2009), Health &
//! Place 15(4). Two passes.

use super::{Catchment, Pair, Pairs, Shared, gather, place_shares};

/// The access of each origin by E2SFCA; by 2SFCA if the decay is binary.
///
/// `demand` has a figure for each origin and `supply` one for each place: see
/// [`Method::access`](super::Method::access).
///
/// # Errors
///
/// Those of the pairs.
///
/// # Examples
///
/// ```
/// use maillage_core::{
///     competition::{Method, TravelledPairs, e2sfca},
///     geodesy::Position,
///     measure::MeasureOptions,
///     model::{Commune, Kind, Place},
///     sites::Sites,
///     territory::{Parts, Territory},
///     travel::{Cost, CrowFlies},
/// };
///
/// let at = |longitude| Position::new(45.0, longitude).expect("a position on the globe");
/// let communes = vec![
///     Commune::new("16001".parse()?, "Ouest", at(0.1)),
///     Commune::new("16002".parse()?, "Est", at(0.2)),
/// ];
/// let places = vec![Place::new("lieu-1", Kind::Mediation, at(0.15))];
/// let territory = Territory::new(Parts { communes, places, ..Parts::default() });
/// let sites = Sites::new(&territory, territory.timetable(), &MeasureOptions::default())?;
/// let travel = CrowFlies::new(&sites, 1.0);
/// let pairs = TravelledPairs::new(&territory, &travel, |_| true, Cost::from_km(10.0));
///
/// // Two advisers, whom 100 and 300 people share.
/// let catchment = Method::TwoStep.catchment(None, Some(10.0))?;
/// let Ok(shared) = e2sfca(&pairs, &[100.0, 300.0], &[2.0], &catchment);
/// assert_eq!(shared.origins[0].access, 2.0 / 400.0);
/// assert_eq!(shared.received(&[100.0, 300.0]), 2.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn e2sfca<P: Pairs>(
    pairs: &P,
    demand: &[f64],
    supply: &[f64],
    catchment: &Catchment,
) -> Result<Shared, P::Error> {
    let weight = |pair: Pair| catchment.weight(pair.cost);
    let reaching = pairs.by_place(|pair| [demand[pair.origin] * weight(pair)])?;
    gather(pairs, place_shares(supply, reaching), weight)
}
