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

/// How much better than Windows-1252 another encoding has to read: by one accented letter.
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
        let score = |one: &Self| frenchness(&one.decoded(sample));
        let windows = score(&Self::Windows) + BETTER;
        let others = [Self::Mac, Self::Dos].into_iter().filter(|one| score(one) >= windows);
        others.max_by_key(score).unwrap_or(Self::Windows)
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

/// How much the letters beyond ASCII look like French.
fn frenchness(text: &str) -> i64 {
    let mut before = ' ';
    let mut score = 0;
    for letter in text.chars() {
        score += match letter {
            _ if letter.is_ascii() => 0,
            'é' | 'è' | 'ê' | 'ë' | 'à' | 'â' | 'î' | 'ï' | 'ô' | 'ö' | 'û' | 'ù' | 'ü' | 'ç'
            | 'œ' => 2,
            'É' | 'È' | 'Ê' | 'À' | 'Â' | 'Ç' | 'Î' | 'Ô' | 'Œ' if !before.is_lowercase() => {
                1
            }
            '’' | '‘' | '«' | '»' | '–' | '—' | '…' | '°' | '€' | '“' | '”' | '•' | '·' | '²'
            | '\u{a0}'
                if !before.is_lowercase() || letter == '’' =>
            {
                0
            }
            _ => -2,
        };
        before = letter;
    }
    score
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
}
