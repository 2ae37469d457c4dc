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
/// # Errors
///
/// Those of the pairs.
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
