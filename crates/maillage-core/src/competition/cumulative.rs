//! Cumulative opportunities: the capacity within the catchment.
//!
//! A_i = Σ_j S_j over the places within the catchment, limit included. The number is capacity, in
//! its own unit; who else comes does not matter. An origin without a place has 0. The decay only
//! says where the catchment ends.
//!
//! Wachs and Kumagai (1973), Socio-Economic Planning Sciences 7(5). One pass.

use super::{Catchment, Pair, Pairs, Shared, origin_shares};

/// The capacity within the catchment of each origin.
///
/// `supply` has a figure for each place: see [`Method::access`](super::Method::access).
///
/// # Errors
///
/// Those of the pairs.
pub fn cumulative<P: Pairs>(
    pairs: &P,
    supply: &[f64],
    catchment: &Catchment,
) -> Result<Shared, P::Error> {
    let capacity = |pair: Pair| match catchment.end() {
        Some(end) if pair.cost > end => [0.0; 3],
        _ => [supply[pair.place], 1.0, 0.0],
    };
    Ok(Shared { origins: origin_shares(pairs.by_origin(capacity)?), places: Vec::new() })
}
