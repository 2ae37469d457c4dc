//! Encodings of one byte a character: Windows-1252, that of the Macs before 2001, and that of DOS,
//! which Excel still writes as "CSV (Macintosh)" and "CSV (MS-DOS)".
//!
//! Every byte is a character in each of them, so the letters decide: the right one gives accented
//! letters of French where they can stand, the others capitals and signs inside words.

use std::borrow::Cow;

use encoding_rs::{MACINTOSH, WINDOWS_1252};

use super::SAMPLE;

/// The characters of the bytes 128 to 255 in code page 850.
const DOS: &str = "\
ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// How much better than Windows-1252 another encoding has to read, for each byte that tells them
/// apart: by more than a letter where Windows-1252 has a dash or a quotation mark.
const BETTER: i64 = 2;

/// An encoding of one byte a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SingleByte {
    Windows,
    Mac,
    Dos,
}

impl SingleByte {
    /// The encoding in which `bytes` read most like French; Windows-1252 unless
    /// another does so clearly.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let sample = &bytes[..bytes.len().min(SAMPLE)];
        let windows = frenchness(&Self::Windows.decoded(sample));
        let lead = |one: &Self| {
            let scores = frenchness(&one.decoded(sample));
            let leads = scores.iter().zip(&windows).map(|(its, windows)| its - windows);
            leads.filter(|lead| *lead != 0).map(|lead| lead - BETTER).sum::<i64>()
        };
        let others = [Self::Mac, Self::Dos].into_iter().filter(|one| lead(one) > 0);
        others.max_by_key(lead).unwrap_or(Self::Windows)
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Windows => "Windows-1252",
            Self::Mac => "MacRoman",
            Self::Dos => "CP850",
        }
    }

    /// The name of a file with lines in UTF-8 and others in this encoding.
    pub(super) fn name_beside_utf_8(self) -> &'static str {
        match self {
            Self::Windows => "UTF-8 + Windows-1252",
            Self::Mac => "UTF-8 + MacRoman",
            Self::Dos => "UTF-8 + CP850",
        }
    }

    /// The text of `bytes`.
    pub(super) fn decoded(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Windows => WINDOWS_1252.decode_without_bom_handling(bytes).0,
            Self::Mac => MACINTOSH.decode_without_bom_handling(bytes).0,
            Self::Dos => {
                let upper: Vec<char> = DOS.chars().collect();
                let letter = |byte: &u8| match usize::from(*byte).checked_sub(128) {
                    Some(rank) => upper[rank],
                    None => char::from(*byte),
                };
                Cow::Owned(bytes.iter().map(letter).collect())
            }
        }
    }
}

/// How much each character beyond ASCII looks like French, in their order.
///
/// Dashes, quotation marks and ellipses stand anywhere. A letter beside a digit, or beside no
/// letter, says nothing: it may be the dash of `9h–12h` in another encoding.
fn frenchness(text: &str) -> Vec<i64> {
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    let mut scores = Vec::new();
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        if !letter.is_ascii() {
            scores.push(frenchness_of(letter, before, after));
        }
        before = letter;
    }
    scores
}

/// How much a character beyond ASCII looks like French between two others.
fn frenchness_of(letter: char, before: char, after: char) -> i64 {
    let is_alone = before.is_ascii_digit()
        || after.is_ascii_digit()
        || !before.is_alphabetic() && !after.is_alphabetic();
    let unless_alone = |score| if is_alone { 0 } else { score };
    match letter {
        'é' | 'è' | 'ê' | 'ë' | 'à' | 'â' | 'î' | 'ï' | 'ô' | 'ö' | 'û' | 'ù' | 'ü' | 'ç' | 'œ' => {
            unless_alone(2)
        }
        'É' | 'È' | 'Ê' | 'À' | 'Â' | 'Ç' | 'Î' | 'Ô' | 'Œ' if !before.is_lowercase() => {
            unless_alone(1)
        }
        '–' | '—' | '…' | '“' | '”' | '‘' | '’' => 0,
        '°' if before.is_ascii_digit() || matches!(before, 'n' | 'N') => 1,
        '«' | '»' | '°' | '€' | '•' | '·' | '²' | '\u{a0}' if !before.is_lowercase() => 0,
        _ => -2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_dos_has_a_character() {
        assert_eq!(DOS.chars().count(), 128);
    }

    #[test]
    fn the_letters_tell_the_encoding() {
        // « Médiathèque, Guéret, 1er étage » on Windows, a Mac and DOS.
        for (bytes, encoding) in [
            (&b"M\xE9diath\xE8que, Gu\xE9ret, 1er \xE9tage"[..], SingleByte::Windows),
            (b"M\x8Ediath\x8Fque, Gu\x8Eret, 1er \x8Etage", SingleByte::Mac),
            (b"M\x82diath\x8Aque, Gu\x82ret, 1er \x82tage", SingleByte::Dos),
        ] {
            assert_eq!(SingleByte::of(bytes), encoding);
            assert_eq!(encoding.decoded(bytes), "Médiathèque, Guéret, 1er étage");
        }
        assert_eq!(SingleByte::of(b"MARCH\xC9\xA0:"), SingleByte::Windows);
        assert_eq!(SingleByte::of(b"\x80 5"), SingleByte::Windows);
    }

    #[test]
    fn dashes_and_quotation_marks_are_of_windows() {
        // « – » and « … » are the letters « û » and « à » of DOS.
        for bytes in [
            &b"M\xE9diath\xE8que;9h\x9612h;14h\x9617h;9h\x9612h;14h\x9617h;9h\x9612h;14h\x9617h"[..],
            b"9h\x9612h;14h\x9617h",
            b"lundi\x96vendredi;mardi\x96jeudi;ferm\x85",
            b"Ouvert \x93sur rendez-vous\x94 ; lundi \x96 vendredi, etc\x85",
            b"5\x80;l\x92accueil de l\x91association",
        ] {
            assert_eq!(SingleByte::of(bytes), SingleByte::Windows, "{bytes:?}");
        }
        // « de 8h à 12h et de 13h à 17h, n° 3, Guéret » in DOS.
        let hours = b"de 8h \x85 12h et de 13h \x85 17h, n\xF8 3, Gu\x82ret";
        assert_eq!(SingleByte::of(hours), SingleByte::Dos);
        // « l’accueil – Guéret » on a Mac.
        assert_eq!(SingleByte::of(b"l\xD5accueil \xD0 Gu\x8Eret"), SingleByte::Mac);
    }
}
