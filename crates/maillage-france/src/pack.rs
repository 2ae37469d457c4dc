//! Packed numbers: how the data of this crate are written and read.
//!
//! Numbers are written as variable-length integers of seven bits a byte, signed ones in zigzag.
//! Coordinates are differences from one vertex to the next, their bytes in separate streams: the
//! low bytes are noise, and the high ones compress to almost nothing. A stream is deflated as a
//! whole.

use std::io::{Read, Write};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use maillage_core::topology::GridPoint;

/// `bytes`, deflated.
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

/// What was deflated to `bytes`.
///
/// # Panics
///
/// When `bytes` is not the work of [`deflated`].
pub fn inflated(bytes: &[u8]) -> Vec<u8> {
    let mut inflated = Vec::new();
    DeflateDecoder::new(bytes).read_to_end(&mut inflated).expect("the data brought along inflate");
    inflated
}

/// Appends `number` to `to`.
pub fn put(to: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// Numbers read one after the other.
pub struct Numbers<'bytes>(&'bytes [u8]);

impl<'bytes> Numbers<'bytes> {
    /// The numbers in `bytes`.
    pub fn new(bytes: &'bytes [u8]) -> Self {
        Self(bytes)
    }

    /// The next number.
    ///
    /// # Panics
    ///
    /// At the end of the bytes.
    pub fn take(&mut self) -> u32 {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let byte = self.bytes(1)[0];
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }

    /// The next `count` bytes.
    ///
    /// # Panics
    ///
    /// When there are fewer.
    pub fn bytes(&mut self, count: usize) -> &'bytes [u8] {
        let (taken, rest) = self.0.split_at(count);
        self.0 = rest;
        taken
    }
}

/// Streams that the bytes of a coordinate go to.
const STREAMS: usize = 4;

/// Appends `points` to `to`: their number is not written.
pub fn put_points(to: &mut Vec<u8>, points: &[GridPoint]) {
    let mut streams = [const { Vec::new() }; 2 * STREAMS];
    let mut last = GridPoint { x: 0, y: 0 };
    for point in points {
        let steps = [point.x - last.x, point.y - last.y];
        for (axis, step) in steps.into_iter().enumerate() {
            let zigzag = ((step << 1) ^ (step >> 31)) as u32;
            for (rank, byte) in zigzag.to_le_bytes().into_iter().enumerate() {
                streams[axis * STREAMS + rank].push(byte);
            }
        }
        last = *point;
    }
    to.extend(streams.concat());
}

/// The next `count` points of `numbers`, written by [`put_points`].
///
/// # Panics
///
/// When there are fewer.
pub fn take_points(numbers: &mut Numbers, count: usize) -> Vec<GridPoint> {
    let streams: [&[u8]; 2 * STREAMS] = std::array::from_fn(|_| numbers.bytes(count));
    let step = |axis: usize, rank: usize| {
        let byte = |stream: usize| streams[axis * STREAMS + stream][rank];
        let zigzag = u32::from_le_bytes([byte(0), byte(1), byte(2), byte(3)]);
        (zigzag >> 1) as i32 ^ -((zigzag & 1) as i32)
    };
    let mut last = GridPoint { x: 0, y: 0 };
    let point = |rank| {
        last = GridPoint { x: last.x + step(0, rank), y: last.y + step(1, rank) };
        last
    };
    (0..count).map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_taken() {
        let numbers = [0, 1, 127, 128, 300, u32::MAX];
        let mut bytes = Vec::new();
        numbers.into_iter().for_each(|number| put(&mut bytes, number));
        let points = [(0, 0), (-18_000_000, 9_000_000), (5, -5), (5, -6)];
        let points = points.map(|(x, y)| GridPoint { x, y });
        put_points(&mut bytes, &points);
        let bytes = inflated(&deflated(&bytes));
        let mut taken = Numbers::new(&bytes);
        assert_eq!(numbers.map(|_| taken.take()), numbers);
        assert_eq!(take_points(&mut taken, points.len()), points);
    }
}
