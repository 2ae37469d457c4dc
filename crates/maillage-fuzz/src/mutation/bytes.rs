//! Changes that know nothing of the file: bits, bytes and pieces.

use crate::dice::Dice;

/// Maximum number of times that a piece is repeated.
const MOST_TIMES: usize = 40;

/// Changes some bytes. `other` is a file that a piece may be taken from.
pub(super) fn change(file: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let at = dice.below(file.len() + 1);
    match dice.below(9) {
        0 => {
            if let Some(byte) = file.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        1 => {
            if let Some(byte) = file.get_mut(at) {
                *byte = dice.pick(&[0, 1, 0x7f, 0x80, 0xff, b'"', b'\n', b';', b'<', b'[']);
            }
        }
        2 => file.insert(at, dice.byte()),
        3 => drop(file.drain(piece(file, dice))),
        4 => {
            let piece = file[piece(file, dice)].to_vec();
            let times = if dice.once_in(3) { dice.below(MOST_TIMES) } else { 1 };
            file.splice(at..at, piece.repeat(times.max(1)));
        }
        5 => {
            let from = piece(file, dice);
            let moved: Vec<u8> = file.drain(from).collect();
            let at = dice.below(file.len() + 1);
            file.splice(at..at, moved);
        }
        6 => {
            let other = other[piece(other, dice)].to_vec();
            file.splice(at..at, other);
        }
        7 => file.truncate(at),
        // Whole numbers of records and of offsets.
        _ => {
            let number: u32 = dice.pick(&[0, 1, 0x7fff_ffff, 0x8000_0000, u32::MAX, 0xffff, 255]);
            let bytes = if dice.once_in(2) { number.to_le_bytes() } else { number.to_be_bytes() };
            let end = (at + 4).min(file.len());
            file.splice(at..end, bytes);
        }
    }
}

/// A piece of a file: mostly a few bytes, sometimes any part of it.
fn piece(file: &[u8], dice: &mut Dice) -> std::ops::Range<usize> {
    let start = dice.below(file.len() + 1);
    let most = if dice.once_in(3) { file.len() } else { 24 };
    start..(start + dice.below(most + 1)).min(file.len())
}
