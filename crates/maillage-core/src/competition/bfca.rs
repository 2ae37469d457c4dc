//! Balanced floating catchment area (BFCA).
//!
//! Nobody is counted at several places at once, and no place serves several times what it has:
//! weights are standardised on both sides, w^i_ij = w(d_ij) / Σ_l w(d_il) over the places of an
//! origin and w^j_ij = w(d_ij) / Σ_k w(d_kj) over the origins of a place. Then
//!
//! R_j = S_j / Σ_k P_k w^i_kj, A_i = Σ_j R_j w^j_ij.
//!
//! The number is capacity a person. Σ_i A_i = Σ_j R_j: what is conserved is the level of service,
//! and not Σ A_i P_i. The demands at the places sum to the demand that has a place.
//!
//! A place that no demand reaches has no ratio, and its capacity is unallocated.
//!
//! Páez, Higgins and Vivona (2019), PLoS ONE 14(6). Four passes.

use super::{Catchment, Pair, Pairs, Shared, gather, place_shares};

/// The access of each origin by BFCA.
///
/// `demand` has a figure for each origin and `supply` one for each place: see
/// [`Method::access`](super::Method::access).
///
/// # Errors
///
/// Those of the pairs.
pub fn bfca<P: Pairs>(
    pairs: &P,
    demand: &[f64],
    supply: &[f64],
    catchment: &Catchment,
) -> Result<Shared, P::Error> {
    let weight = |pair: Pair| catchment.weight(pair.cost);
    let of_origin = pairs.by_origin(|pair| [weight(pair)])?;
    let of_place = pairs.by_place(|pair| [weight(pair)])?;
    let share = |weight: f64, [all]: [f64; 1]| if weight > 0.0 { weight / all } else { 0.0 };
    let reaching = pairs
        .by_place(|pair| [demand[pair.origin] * share(weight(pair), of_origin[pair.origin])])?;
    let places = place_shares(supply, reaching);
    gather(pairs, places, |pair| share(weight(pair), of_place[pair.place]))
}
