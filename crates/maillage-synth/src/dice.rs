//! Seeded random numbers. This is the only file that uses the random generator.
//!
//! Each topic has its own stream: a request for more places changes no border and no name. The
//! conversion from words to numbers is implemented here, so a new release of `rand` cannot change a
//! byte.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Topics of the draws. Each has its own stream.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Topic {
    Relief = 1,
    Parcels,
    Residents,
    Names,
    TownHalls,
    Epci,
    FranceServices,
    Mediation,
    Tours,
    Scattered,
    Ages,
    Grid,
    National,
}

/// A stream of random numbers.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn new(seed: u64, topic: Topic) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(key);
        rng.set_stream(topic as u64);
        Self(rng)
    }

    pub(crate) fn word(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A uniform number, at least 0 and below 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.word() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A uniform number, at least `low` and below `high`.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A uniform whole number below `limit`. 0 when `limit` is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        // Multiply and shift: the bias is below limit / 2^64.
        ((u128::from(self.word()) * limit as u128) >> 64) as usize
    }

    /// Whether an event of this probability happens.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `choices`, which must not be empty.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
