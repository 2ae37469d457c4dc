//! Whole numbers as text: zigzag, variable length, base64.
//!
//! A number takes a byte for each seven bits that it needs, the low bits first; the highest bit of
//! a byte says that another follows. Numbers with a sign are folded before, so that small ones
//! stay short whatever their sign. The page reads the bytes in `data.js`.

use base64::{Engine, engine::general_purpose::STANDARD};

/// Numbers that are written one after the other.
#[derive(Debug, Default)]
pub(super) struct Bytes(Vec<u8>);

impl Bytes {
    /// Appends a number.
    pub(super) fn push(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// Appends a number with a sign.
    pub(super) fn push_signed(&mut self, number: i64) {
        self.push(folded(number));
    }

    /// All of them as base64.
    pub(super) fn text(&self) -> String {
        STANDARD.encode(&self.0)
    }
}

impl FromIterator<u64> for Bytes {
    fn from_iter<T: IntoIterator<Item = u64>>(numbers: T) -> Self {
        let mut bytes = Self::default();
        numbers.into_iter().for_each(|number| bytes.push(number));
        bytes
    }
}

/// 0, −1, 1, −2 as 0, 1, 2, 3.
pub(super) fn folded(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// The numbers of a text, as the page reads them.
#[cfg(test)]
pub(super) fn numbers(text: &str) -> Vec<u64> {
    let bytes = STANDARD.decode(text).expect("the text is base64");
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0, 0);
    for byte in bytes {
        number |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            numbers.push(number);
            (number, shift) = (0, 0);
        }
    }
    numbers
}

/// The number that was folded.
#[cfg(test)]
pub(super) fn unfolded(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_whatever_their_size() {
        let all = [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), 1 << 52];
        let text = all.into_iter().collect::<Bytes>().text();
        assert_eq!(numbers(&text), all);
    }

    #[test]
    fn small_numbers_take_a_byte_whatever_their_sign() {
        for number in -64..64 {
            let mut bytes = Bytes::default();
            bytes.push_signed(number);
            assert_eq!(bytes.0.len(), 1);
            assert_eq!(unfolded(numbers(&bytes.text())[0]), number);
        }
    }
}
