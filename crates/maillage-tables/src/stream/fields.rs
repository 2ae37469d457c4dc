//! Where a byte stands in a text: ends of lines, ends of values.
//!
//! Eight bytes at a time, since a national grid has half a gigabyte of them.

/// The lowest seven bits of each byte of a word.
const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
/// One in each byte of a word.
const ONES: u64 = 0x0101_0101_0101_0101;

/// Calls `visit` with the offset of each `byte` in `text`, in order.
pub(super) fn each(text: &[u8], byte: u8, mut visit: impl FnMut(usize)) {
    let pattern = ONES * u64::from(byte);
    let (words, rest) = text.as_chunks::<8>();
    for (rank, word) in words.iter().enumerate() {
        let differs = u64::from_le_bytes(*word) ^ pattern;
        // The highest bit of each byte that does not differ.
        let mut found = !(((differs & LOW) + LOW) | differs | LOW);
        while found != 0 {
            visit(8 * rank + found.trailing_zeros() as usize / 8);
            found &= found - 1;
        }
    }
    let start = text.len() - rest.len();
    let found = rest.iter().enumerate().filter(|(_, other)| **other == byte);
    found.for_each(|(rank, _)| visit(start + rank));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_place_of_the_byte_is_found_and_no_other(
            text in prop::collection::vec(prop_oneof![any::<u8>(), 0x2b_u8..0x2e, Just(0xac)], 0..60),
            byte in prop_oneof![Just(b','), any::<u8>()],
        ) {
            let mut found = Vec::new();
            each(&text, byte, |at| found.push(at));
            let judge: Vec<usize> = (0..text.len()).filter(|at| text[*at] == byte).collect();
            prop_assert_eq!(found, judge);
        }
    }
}
