//! A length and the rank of a candidate in one floating-point number.
//!
//! Such keys are in the order of lengths, then of ranks. Processors choose the smaller of two
//! floating-point numbers in one instruction, so that a few keys are sorted without a branch: a
//! mispredicted branch takes longer than all comparisons. A number of 64 bits is exact up to 2⁵³.

/// Number of candidates that are measured and sorted together. A home of which five places are
/// asked seldom has more.
pub(super) const LANES: usize = 8;
/// Ranks that fit in a key are below this.
pub(super) const RANKS: usize = 1 << 16;
/// Lengths in millimetres that fit in a key are below this: more than once around the earth.
pub(super) const LONGEST: f64 = (1_u64 << 36) as f64;
const TWO_TO_52: f64 = (1_u64 << 52) as f64;

/// The key of a length in whole millimetres and of a rank. NaN when the length is.
pub(super) fn key(millimetres: f64, rank: u32) -> f64 {
    millimetres * RANKS as f64 + f64::from(rank)
}

/// Length in millimetres in a key.
pub(super) fn length_of(key: f64) -> u64 {
    whole(key) / RANKS as u64
}

/// Rank of a candidate in a key.
pub(super) fn rank_of(key: f64) -> u32 {
    (whole(key) % RANKS as u64) as u32
}

/// A whole number of up to 52 bits.
fn whole(number: f64) -> u64 {
    // The sum has the number as the bits below its exponent.
    (number + TWO_TO_52).to_bits() % (1 << 52)
}

/// Sorts eight numbers by a network of nineteen comparisons, without a branch.
#[rustfmt::skip]
pub(super) fn sort_eight(numbers: &mut [f64; LANES]) {
    let pair = |one: f64, other: f64| if one < other { (one, other) } else { (other, one) };
    let [a, b, c, d, e, f, g, h] = *numbers;
    let ((a, c), (b, d), (e, g), (f, h)) = (pair(a, c), pair(b, d), pair(e, g), pair(f, h));
    let ((a, e), (b, f), (c, g), (d, h)) = (pair(a, e), pair(b, f), pair(c, g), pair(d, h));
    let ((a, b), (c, d), (e, f), (g, h)) = (pair(a, b), pair(c, d), pair(e, f), pair(g, h));
    let ((c, e), (d, f)) = (pair(c, e), pair(d, f));
    let ((b, e), (d, g)) = (pair(b, e), pair(d, g));
    let ((b, c), (d, e), (f, g)) = (pair(b, c), pair(d, e), pair(f, g));
    *numbers = [a, b, c, d, e, f, g, h];
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A network that sorts all sequences of zeros and ones sorts any numbers (Knuth, The Art of
    /// Computer Programming 3, 5.3.4).
    #[test]
    fn the_network_sorts_all_zeros_and_ones() {
        for bits in 0..256_u32 {
            let mut numbers = std::array::from_fn(|rank| f64::from(bits >> rank & 1));
            sort_eight(&mut numbers);
            assert!(numbers.is_sorted(), "{bits:08b}: {numbers:?}");
            assert_eq!(numbers.iter().sum::<f64>(), f64::from(bits.count_ones()));
        }
    }

    #[test]
    fn a_key_holds_the_longest_length_and_the_last_rank() {
        for (length, rank) in [(LONGEST as u64 - 1, RANKS as u32 - 1), (0, 0), (1, 2)] {
            let key = key(length as f64, rank);
            assert_eq!((length_of(key), rank_of(key)), (length, rank));
        }
    }
}
