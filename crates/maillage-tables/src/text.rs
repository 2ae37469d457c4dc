//! Decodes bytes into characters: detects the encoding, and repairs what can be repaired with
//! certainty.

mod single_byte;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{Budget, Defect, DefectKind, Result};
use single_byte::SingleByte;

/// Number of bytes or characters used to judge a file.
const SAMPLE: usize = 1 << 16;

/// Maximum number of bytes that the letter of one byte of another encoding takes in UTF-8.
const MOST_BYTES_A_BYTE: usize = 3;

/// The text of a file.
pub(super) struct DecodedText<'bytes> {
    /// Characters, without byte-order marks.
    pub(super) text: Cow<'bytes, str>,
    /// Name of the encoding.
    pub(super) encoding: &'static str,
    /// Defect found while decoding, if any.
    pub(super) defect: Option<Defect>,
}

impl DecodedText<'_> {
    /// Memory of the text where it is a copy of the bytes; zero where it is the bytes themselves.
    pub(super) fn copied(&self) -> usize {
        match &self.text {
            Cow::Owned(text) => text.len(),
            Cow::Borrowed(_) => 0,
        }
    }
}

/// Decodes `bytes`. Decoding never fails.
///
/// The encoding is that of the byte-order mark. Without one, UTF-16 and UTF-32 are recognised by
/// their zero bytes, and UTF-8 by its validity. Otherwise each line is UTF-8 or in the encoding of
/// one byte a character that reads most like French: see [`single_byte`].
pub(super) fn decode(bytes: &[u8]) -> DecodedText<'_> {
    let (text, encoding, defect) = characters(bytes);
    // Concatenated files have byte-order marks in the middle.
    let text = match text.contains('\u{feff}') {
        true => Cow::Owned(text.replace('\u{feff}', "")),
        false => text,
    };
    DecodedText { text, encoding, defect }
}

/// [`decode`], of which `budget` pays the copy that another encoding than UTF-8 takes.
pub(super) fn decode_within<'bytes>(
    bytes: &'bytes [u8],
    budget: &mut Budget,
) -> Result<DecodedText<'bytes>> {
    if !is_borrowed(bytes) {
        budget.check(bytes.len().saturating_mul(MOST_BYTES_A_BYTE))?;
    }
    let decoded = decode(bytes);
    budget.take(decoded.copied())?;
    Ok(decoded)
}

/// Whether [`decode`] makes no copy of `bytes`.
fn is_borrowed(bytes: &[u8]) -> bool {
    let is_plain = |text: &str| {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        !text.contains('\u{feff}') && !text.contains('\0')
    };
    std::str::from_utf8(bytes).is_ok_and(is_plain)
}

/// Whether `text` has so many control characters that the file cannot be a text.
pub(super) fn is_binary(text: &str) -> bool {
    let sample = || text.chars().take(SAMPLE);
    let odd = sample().filter(|letter| is_invisible(*letter)).count();
    // The share is about an eighth in random bytes, and far smaller in a text with stray zero
    // bytes.
    20 * odd > sample().count()
}

/// Whether `letter` is invisible and does not separate words.
pub(super) fn is_invisible(letter: char) -> bool {
    letter == '\u{feff}' || letter.is_control() && !letter.is_whitespace()
}

fn characters(bytes: &[u8]) -> (Cow<'_, str>, &'static str, Option<Defect>) {
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE, 0, 0]) {
        return (utf_32(rest, u32::from_le_bytes).into(), "UTF-32LE (BOM)", None);
    }
    if let Some(rest) = bytes.strip_prefix(&[0, 0, 0xFE, 0xFF]) {
        return (utf_32(rest, u32::from_be_bytes).into(), "UTF-32BE (BOM)", None);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = &bytes[mark..];
        if encoding == UTF_8 && std::str::from_utf8(rest).is_err() {
            return by_line(rest);
        }
        return (encoding.decode_without_bom_handling(rest).0, name(encoding), None);
    }
    if let Some(decoded) = without_mark(bytes) {
        return decoded;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), "UTF-8", None),
        Err(_) => by_line(bytes),
    }
}

fn name(marked: &'static Encoding) -> &'static str {
    if marked == UTF_8 {
        "UTF-8 (BOM)"
    } else if marked == UTF_16LE {
        "UTF-16LE (BOM)"
    } else if marked == UTF_16BE {
        "UTF-16BE (BOM)"
    } else {
        marked.name()
    }
}

/// Decodes UTF-16 or UTF-32 without a byte-order mark. `None` for any other encoding.
///
/// A French text consists almost entirely of Latin letters, whose high bytes are zero. The
/// positions of the zero bytes identify the encoding.
fn without_mark(bytes: &[u8]) -> Option<(Cow<'_, str>, &'static str, Option<Defect>)> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let units = sample.len() / 4;
    let zeros = |place: usize| sample.chunks_exact(4).filter(|unit| unit[place] == 0).count();
    let [one, two, three, four] = [zeros(0), zeros(1), zeros(2), zeros(3)];
    let many = |zeros: usize| 2 * zeros > units;
    let few = |zeros: usize| 20 * zeros < units;
    if few(one) && many(two) && many(three) && many(four) {
        return Some((utf_32(bytes, u32::from_le_bytes).into(), "UTF-32LE", None));
    }
    if many(one) && many(two) && many(three) && few(four) {
        return Some((utf_32(bytes, u32::from_be_bytes).into(), "UTF-32BE", None));
    }
    if few(one) && many(two) && few(three) && many(four) {
        return Some((UTF_16LE.decode_without_bom_handling(bytes).0, "UTF-16LE", None));
    }
    if many(one) && few(two) && many(three) && few(four) {
        return Some((UTF_16BE.decode_without_bom_handling(bytes).0, "UTF-16BE", None));
    }
    None
}

fn utf_32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> String {
    let units = bytes.chunks_exact(4).map(|unit| number([unit[0], unit[1], unit[2], unit[3]]));
    units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Decodes bytes that are not valid UTF-8, line by line. A list that several people have edited may
/// have some lines in UTF-8 and others in Windows-1252.
fn by_line(bytes: &[u8]) -> (Cow<'_, str>, &'static str, Option<Defect>) {
    let other = SingleByte::of(bytes);
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let (mut in_utf8, mut first_other) = (0, None);
    for (rank, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        match std::str::from_utf8(line) {
            Ok(line) if line.is_ascii() => text.push_str(line),
            Ok(line) if line.chars().all(is_plausible) => {
                in_utf8 += 1;
                text.push_str(line);
            }
            _ => {
                first_other.get_or_insert(rank + 1);
                text.push_str(&other.decoded(line));
            }
        }
    }
    match first_other {
        Some(line) if in_utf8 > 0 => {
            let defect = Defect::file(DefectKind::MixedEncodings, line.to_string());
            (text.into(), other.name_beside_utf_8(), Some(defect))
        }
        _ => (text.into(), other.name(), None),
    }
}

/// Whether `letter` can occur in French. Bytes of Windows-1252 can be valid UTF-8 by accident, such
/// as `É` followed by a no-break space. They then give letters that French does not use.
fn is_plausible(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{17f}' | '\u{300}'..='\u{36f}' | '\u{2000}'..='\u{22ff}' | '\u{feff}'
        | '\u{fb00}'..='\u{fb04}' | '\u{fffd}' | '\u{1f300}'..='\u{1faff}')
}

/// Undoes the decoding of UTF-8 bytes as Windows-1252 (`MÃ©diathÃ¨que`).
///
/// `None` unless the result is valid UTF-8, which does not happen by chance.
pub(super) fn undo_mojibake(text: &str) -> Option<String> {
    let suspicious = ['Ã', 'Â', 'â', 'Å'];
    if !text.contains(suspicious) {
        return None;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
    if unmappable {
        return None;
    }
    let repaired = String::from_utf8(bytes.into_owned()).ok()?;
    (repaired != text).then_some(repaired)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let DecodedText { text, encoding, .. } = decode(bytes);
        (text.into_owned(), encoding)
    }

    fn is(text: &str, encoding: &'static str) -> (String, &'static str) {
        (text.to_owned(), encoding)
    }

    #[test]
    fn the_byte_order_mark_decides_the_encoding_before_validity_does() {
        assert_eq!(decoded("Épernay".as_bytes()), is("Épernay", "UTF-8"));
        assert_eq!(decoded(b"\xEF\xBB\xBFa"), is("a", "UTF-8 (BOM)"));
        assert_eq!(decoded(b"\xC9pernay"), is("Épernay", "Windows-1252"));
        assert_eq!(decoded(b"\xFF\xFEa\0"), is("a", "UTF-16LE (BOM)"));
    }

    #[test]
    fn utf_16_and_utf_32_are_recognised_by_their_zero_bytes() {
        let text = "nom,ville\nMédiathèque,Œuf\n";
        let sixteen = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        let thirty_two = |bytes: fn(u32) -> [u8; 4]| -> Vec<u8> {
            text.chars().map(u32::from).flat_map(bytes).collect()
        };
        assert_eq!(decoded(&sixteen(u16::to_le_bytes)), is(text, "UTF-16LE"));
        assert_eq!(decoded(&sixteen(u16::to_be_bytes)), is(text, "UTF-16BE"));
        assert_eq!(decoded(&thirty_two(u32::to_le_bytes)), is(text, "UTF-32LE"));
        assert_eq!(decoded(&thirty_two(u32::to_be_bytes)), is(text, "UTF-32BE"));
        let marked = [&[0xFF, 0xFE, 0, 0], &thirty_two(u32::to_le_bytes)[..]].concat();
        assert_eq!(decoded(&marked), is(text, "UTF-32LE (BOM)"));
    }

    #[test]
    fn each_line_of_a_mixed_file_is_read_in_its_own_encoding() {
        let mixed =
            [&b"caf\xE9\n"[..], "thé\n".as_bytes(), b"plain\n", b"\xE0 \xC2\xA0 x\n"].concat();
        let DecodedText { text, encoding, defect } = decode(&mixed);
        assert_eq!(text, "café\nthé\nplain\nà Â\u{a0} x\n");
        assert_eq!(encoding, "UTF-8 + Windows-1252");
        assert_eq!(defect, Some(Defect::file(DefectKind::MixedEncodings, "1")));
    }

    /// In Windows-1252, `É` and a no-break space are the two bytes of one letter in UTF-8.
    #[test]
    fn a_line_that_is_valid_utf8_by_accident_is_read_as_windows_1252() {
        let (text, encoding) = decoded(b"caf\xE9\nMARCH\xC9\xA0:\n");
        assert_eq!((text.as_str(), encoding), ("café\nMARCHÉ\u{a0}:\n", "Windows-1252"));
    }

    #[test]
    fn only_text_that_was_certainly_encoded_twice_is_repaired() {
        assert_eq!(undo_mojibake("MÃ©diathÃ¨que").as_deref(), Some("Médiathèque"));
        assert_eq!(undo_mojibake("Médiathèque"), None);
        assert_eq!(undo_mojibake("Âge d'or"), None);
    }

    #[test]
    fn a_text_with_a_few_zero_bytes_is_not_binary() {
        assert!(is_binary("\0\u{1}\u{2}abc"));
        assert!(!is_binary("nom,ville,adresse\r\nA,\0B,C\t\n"));
        assert!(!is_binary(""));
    }
}
