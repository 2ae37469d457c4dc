//! Deterministic noise over the plane, for the shape of coasts and borders.
//!
//! Value noise on a square grid, smoothed and summed over octaves. [`Dice`] depends on the order of
//! draws; this noise depends on the position alone, so both sides of a border get the same value.

use crate::dice::{Dice, Topic};

/// A field of noise.
pub(crate) struct Relief(u64);

impl Relief {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Dice::new(seed, Topic::Relief).word())
    }

    /// The random number of these coordinates and layer, at least 0 and below 1.
    pub(crate) fn at(&self, x: i64, y: i64, layer: u64) -> f64 {
        let mut hash = mix(self.0 ^ layer);
        hash = mix(hash ^ x as u64);
        hash = mix(hash ^ y as u64);
        (hash >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Fractal noise between 0 and 1, smooth at the scale of one unit and rough below.
    pub(crate) fn rough(&self, x: f64, y: f64, layer: u64) -> f64 {
        let mut total = 0.0;
        let mut reach = 1.0;
        let mut weight = 0.5;
        for octave in 0..4 {
            total += weight * self.smooth(x * reach, y * reach, layer + octave);
            reach *= 2.0;
            weight *= 0.5;
        }
        // The weights add up to 15/16.
        total / (1.0 - 2.0 * weight)
    }

    fn smooth(&self, x: f64, y: f64, layer: u64) -> f64 {
        let (column, row) = (x.floor(), y.floor());
        let (along, up) = (ease(x - column), ease(y - row));
        let (column, row) = (column as i64, row as i64);
        let south = blend(self.at(column, row, layer), self.at(column + 1, row, layer), along);
        let north =
            blend(self.at(column, row + 1, layer), self.at(column + 1, row + 1, layer), along);
        blend(south, north, up)
    }
}

fn ease(t: f64) -> f64 {
    t * t * (3.0 - 2.0 * t)
}

fn blend(from: f64, to: f64, t: f64) -> f64 {
    from + (to - from) * t
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
fn mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
