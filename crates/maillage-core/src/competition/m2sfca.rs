//! Modified two-step floating catchment area (M2SFCA).
//!
//! A_i = Σ_j S_j w(d_ij)² / Σ_k P_k w(d_kj). The decay acts twice, on who comes and on what the way
//! leaves of it, so that places far from everybody give out less than they have. The number is
//! capacity a person. It is not conserved: Σ A_i P_i is at most Σ S_j where no weight exceeds 1,
//! and the difference is what distance costs. The weights themselves matter, not only their ratios.
//!
//! A place that no demand reaches has no ratio, and its capacity is unallocated.
//!
//! Delamater (2013), Health & Place 24. Two passes.

use super::{Catchment, Pair, Pairs, Shared, gather, place_shares};

/// The access of each origin by M2SFCA.
///
/// `demand` has a figure for each origin and `supply` one for each place: see
/// [`Method::access`](super::Method::access).
///
/// # Errors
///
/// Those of the pairs.
pub fn m2sfca<P: Pairs>(
    pairs: &P,
    demand: &[f64],
    supply: &[f64],
    catchment: &Catchment,
) -> Result<Shared, P::Error> {
    let weight = |pair: Pair| catchment.weight(pair.cost);
    let reaching = pairs.by_place(|pair| [demand[pair.origin] * weight(pair)])?;
    gather(pairs, place_shares(supply, reaching), |pair| weight(pair).powi(2))
}
