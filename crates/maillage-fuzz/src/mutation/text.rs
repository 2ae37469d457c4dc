//! Changes of any text: its encoding, its line ends, its quotes, and the values in it.

use super::extreme;
use crate::dice::Dice;

/// Changes how the whole text is written.
pub(super) fn change_form(file: &mut Vec<u8>, dice: &mut Dice) {
    let text = String::from_utf8_lossy(file).into_owned();
    let utf_16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    *file = match dice.below(11) {
        0 => format!("\u{feff}{text}").into_bytes(),
        1 => utf_16(u16::to_le_bytes),
        2 => utf_16(u16::to_be_bytes),
        // Latin-1: every letter beyond is lost.
        3 => text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect(),
        4 => text.replace('\n', "\r\n").into_bytes(),
        5 => text.replace("\r\n", "\n").replace('\n', "\r").into_bytes(),
        6 => text.replace('"', "'").into_bytes(),
        7 => text.replace('"', "").into_bytes(),
        8 => text.replace('.', ",").into_bytes(),
        9 => format!("\n\n{text}\n\n").into_bytes(),
        _ => text.replace('e', "\u{202e}").into_bytes(),
    };
}

/// Replaces a number, a word or what is between two quotes.
pub(super) fn change_value(file: &mut Vec<u8>, dice: &mut Dice) {
    let start = dice.below(file.len().max(1));
    let is_of_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+');
    let is_of_word = |byte: &u8| byte.is_ascii_alphabetic() || *byte >= 0x80;
    let is_unquoted = |byte: &u8| !matches!(byte, b'"' | b'\n');
    let wanted: &dyn Fn(&u8) -> bool = match dice.below(3) {
        0 | 1 if file.iter().any(u8::is_ascii_digit) => &is_of_number,
        0 | 1 => &is_of_word,
        _ => &is_unquoted,
    };
    let from = file[start..].iter().position(wanted).map_or(start, |found| start + found);
    let length = file[from..].iter().take_while(|byte| wanted(byte)).count();
    let value = extreme(dice);
    file.splice(from..from + length, value.into_bytes());
}
