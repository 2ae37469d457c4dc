//! Random numbers of the laws that need is drawn from.
//!
//! Half of the time of draws is that of logarithms, sines and cosines, so numbers are drawn several at
//! once.

use std::f64::consts::TAU;

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use wide::f64x4;

/// Seed of all draws.
const SEED: u64 = 154;
/// Numbers of the normal law that are drawn at once.
const AT_ONCE: usize = 64;
/// Pairs of them that are computed together: one for each number of an [`f64x4`].
const PAIRS: usize = 4;

/// Random numbers of one stream.
pub(super) struct Dice {
    stream: ChaCha8Rng,
    normals: [f64; AT_ONCE],
    /// Number of `normals` that were taken.
    taken: usize,
}

impl Dice {
    /// The dice of the draw of number `draw`.
    pub(super) fn of(draw: u32) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(SEED);
        stream.set_stream(u64::from(draw));
        Self { stream, normals: [0.0; AT_ONCE], taken: AT_ONCE }
    }

    /// A number from the normal law of mean 0 and variance 1.
    pub(super) fn normal(&mut self) -> f64 {
        if self.taken == AT_ONCE {
            self.draw();
            self.taken = 0;
        }
        self.taken += 1;
        self.normals[self.taken - 1]
    }

    /// Replaces the normals, by Box and Muller (1958): two from two uniform numbers.
    fn draw(&mut self) {
        for first in (0..AT_ONCE).step_by(2 * PAIRS) {
            let [mut ones, mut others] = [[0.0; PAIRS]; 2];
            for (one, other) in ones.iter_mut().zip(&mut others) {
                (*one, *other) = (self.unit(), self.unit());
            }
            // The argument is above 0 and at most 1, so the logarithm is finite.
            let radius = ((f64x4::ONE - f64x4::from(ones)).ln() * f64x4::splat(-2.0)).sqrt();
            let (sin, cos) = (f64x4::from(others) * f64x4::splat(TAU)).sin_cos();
            let pairs = [radius * cos, radius * sin].map(f64x4::to_array);
            for (at, normal) in self.normals[first..][..2 * PAIRS].iter_mut().enumerate() {
                *normal = pairs[at % 2][at / 2];
            }
        }
    }

    /// A uniform number, at least 0 and below 1.
    fn unit(&mut self) -> f64 {
        (self.stream.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The lognormal law of mean 1 and a standard deviation, whose constants are computed once.
pub(super) struct Lognormal {
    variance: f64,
    deviation: f64,
}

impl Lognormal {
    pub(super) fn of(deviation: f64) -> Self {
        let variance = (deviation * deviation).ln_1p();
        Self { variance, deviation: variance.sqrt() }
    }

    pub(super) fn draw(&self, dice: &mut Dice) -> f64 {
        (self.deviation * dice.normal() - self.variance / 2.0).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normals_are_those_of_the_same_uniform_numbers_one_by_one() {
        for draw in 0..40 {
            let [mut dice, mut judge] = [draw; 2].map(Dice::of);
            for _ in 0..500 {
                let radius = (-2.0 * (1.0 - judge.unit()).ln()).sqrt();
                let angle = TAU * judge.unit();
                for expected in [radius * angle.cos(), radius * angle.sin()] {
                    assert!((dice.normal() - expected).abs() <= 2e-15 * radius);
                }
            }
        }
    }
}
