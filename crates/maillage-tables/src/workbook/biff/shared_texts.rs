//! The lengths of the texts that cells share. Each cell that shows one has a copy of it.

use super::{
    MOST_BYTES,
    records::{Record, word},
};

/// Type of the record that holds the texts.
const SHARED_TEXTS: u16 = 0x00FC;
/// Type of the record that names the encoding, and the encoding of two bytes a letter.
const ENCODING: u16 = 0x0042;
const UTF_16: usize = 1_200;
/// Memory of a text in a list that grows, without its letters, in bytes.
const EMPTY: usize = 2 * size_of::<String>();

const OF_TWO_BYTES: u8 = 0x1;
const WITH_PHONETICS: u8 = 0x4;
const WITH_FORMATS: u8 = 0x8;

/// At most how many bytes each text takes in UTF-8, by rank.
#[derive(Debug, PartialEq)]
pub(super) struct SharedTexts(Vec<u32>);

impl SharedTexts {
    /// Those of the last record that holds texts.
    pub(super) fn of<'stream>(globals: impl Iterator<Item = Record<'stream>>) -> Self {
        let mut is_wide = true;
        let mut texts = Vec::new();
        for record in globals {
            match record.kind {
                ENCODING => is_wide = word(record.body, 0) == UTF_16,
                SHARED_TEXTS => {
                    let body = record.body.get(8..).unwrap_or(&[]);
                    let mut rest = Rest { body, pieces: record.pieces.iter(), is_wide };
                    texts = std::iter::from_fn(|| rest.text()).collect();
                }
                _ => {}
            }
        }
        Self(texts)
    }

    pub(super) fn bytes(&self, rank: usize) -> usize {
        self.0.get(rank).map_or(0, |bytes| *bytes as usize)
    }

    /// Memory of all texts.
    pub(super) fn memory(&self) -> usize {
        self.0.iter().map(|bytes| EMPTY + *bytes as usize).sum()
    }
}

/// What of the record is not yet read.
struct Rest<'record, 'stream> {
    body: &'stream [u8],
    pieces: std::slice::Iter<'record, &'stream [u8]>,
    is_wide: bool,
}

impl<'stream> Rest<'_, 'stream> {
    /// The length of the next text. `None` at the end, and when a text breaks off: the decoder
    /// refuses the workbook then.
    fn text(&mut self) -> Option<u32> {
        if self.body.is_empty() {
            self.body = self.pieces.next()?;
            if self.body.is_empty() {
                return Some(0);
            }
        }
        let head = self.taken(3)?;
        let (mut letters, mut flags) = (word(head, 0), head[2]);
        let bytes = MOST_BYTES * letters;
        let formats = if flags & WITH_FORMATS == 0 { 0 } else { word(self.taken(2)?, 0) };
        let phonetics = match flags & WITH_PHONETICS {
            0 => 0,
            _ => u32::from_le_bytes(self.taken(4)?.try_into().ok()?) as usize,
        };
        while letters > 0 {
            let width = if self.is_wide && flags & OF_TWO_BYTES != 0 { 2 } else { 1 };
            let read = letters.min(self.body.len() / width);
            self.taken(width * read)?;
            letters -= read;
            if letters > 0 {
                self.body = self.pieces.next()?;
                flags = self.taken(1)?[0];
            }
        }
        self.skip(4 * formats)?;
        self.skip(phonetics)?;
        Some(bytes as u32)
    }

    fn taken(&mut self, count: usize) -> Option<&'stream [u8]> {
        let (taken, rest) = self.body.split_at_checked(count)?;
        self.body = rest;
        Some(taken)
    }

    /// Passes over bytes that go on from piece to piece.
    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            if self.body.is_empty() {
                self.body = self.pieces.next()?;
            }
            let skipped = count.min(self.body.len());
            self.taken(skipped)?;
            count -= skipped;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(body: &[u8], pieces: &[&[u8]]) -> Vec<u32> {
        let body = [&[0; 8], body].concat();
        let record = Record { kind: SHARED_TEXTS, body: &body, pieces: pieces.to_vec() };
        SharedTexts::of([record].into_iter()).0
    }

    #[test]
    fn texts_are_measured_over_the_pieces_that_they_are_in() {
        assert_eq!(bytes(b"\x02\0\0ab\x01\0\x01c\0", &[]), [6, 3]);
        // The letters go on in another width, after a flag.
        assert_eq!(bytes(b"\x03\0\0a", &[b"\x01b\0c\0\x01\0\0d"]), [9, 3]);
        // A format of four bytes and phonetics of five, of which two are in the next piece.
        assert_eq!(bytes(b"\x01\0\x0C\x01\0\x05\0\0\0a....123", &[b"45\x02\0\0ab"]), [3, 6]);
        assert_eq!(bytes(b"\x01\0\0a\x09\0\0a", &[]), [3], "the second breaks off");
        assert_eq!(bytes(b"", &[b"\x01\0\0a"]), [3]);
        assert_eq!(bytes(b"", &[]), Vec::<u32>::new());
    }

    #[test]
    fn letters_of_another_encoding_take_a_byte_whatever_the_flag() {
        let encoding = Record { kind: ENCODING, body: &1252_u16.to_le_bytes(), pieces: vec![] };
        let body = b"........\x02\0\x01ab\x01\0\0c";
        let texts = Record { kind: SHARED_TEXTS, body, pieces: vec![] };
        assert_eq!(SharedTexts::of([encoding, texts].into_iter()), SharedTexts(vec![6, 3]));
    }
}
