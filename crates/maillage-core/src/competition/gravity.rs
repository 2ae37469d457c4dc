//! Gravity: the capacity around, each place by its decay.
//!
//! A_i = Σ_j S_j w(d_ij). The number is capacity as if it stood next door; who else comes does not
//! matter. It compares origins of one run, and not runs of different decays. An origin without a
//! place in its catchment has 0.
//!
//! Hansen (1959), Journal of the American Institute of Planners 25(2). One pass.

use super::{Catchment, Pair, Pairs, Shared, origin_shares};

/// The capacity around each origin, weighted by the decay.
///
/// `supply` has a figure for each place: see [`Method::access`](super::Method::access).
///
/// # Errors
///
/// Those of the pairs.
pub fn gravity<P: Pairs>(
    pairs: &P,
    supply: &[f64],
    catchment: &Catchment,
) -> Result<Shared, P::Error> {
    let capacity = |pair: Pair| {
        let weight = catchment.weight(pair.cost);
        [supply[pair.place] * weight, f64::from(u8::from(weight > 0.0)), 0.0]
    };
    Ok(Shared { origins: origin_shares(pairs.by_origin(capacity)?), places: Vec::new() })
}
