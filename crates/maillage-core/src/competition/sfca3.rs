//! Three-step floating catchment area (3SFCA).
//!
//! Demand does not come whole to each of the places around it: it first divides among them by their
//! weights, G_ij = w(d_ij) / Σ_l w(d_il) over the places within the catchment. Then
//!
//! R_j = S_j / Σ_k G_kj P_k w(d_kj), A_i = Σ_j G_ij R_j w(d_ij).
//!
//! The number is capacity a person. All that is given out is what the places have, as with E2SFCA.
//! The catchment is cut before the weights are divided, so that a pair beyond it changes nothing.
//!
//! A place that no demand reaches has no ratio, and its capacity is unallocated.
//!
//! Wan, Zou and Sternberg (2012), International Journal of Geographical Information Science 26(6).
//! Three passes.

use super::{Catchment, Pair, Pairs, Shared, gather, place_shares};

/// The access of each origin by 3SFCA.
///
/// `demand` has a figure for each origin and `supply` one for each place: see
/// [`Method::access`](super::Method::access).
///
/// # Errors
///
/// Those of the pairs.
pub fn sfca3<P: Pairs>(
    pairs: &P,
    demand: &[f64],
    supply: &[f64],
    catchment: &Catchment,
) -> Result<Shared, P::Error> {
    let all = pairs.by_origin(|pair| [catchment.weight(pair.cost)])?;
    let weight = |pair: Pair| {
        let weight = catchment.weight(pair.cost);
        let [all] = all[pair.origin];
        if weight > 0.0 { weight / all * weight } else { 0.0 }
    };
    let reaching = pairs.by_place(|pair| [demand[pair.origin] * weight(pair)])?;
    gather(pairs, place_shares(supply, reaching), weight)
}
