//! A reader that counts, hashes and splits bytes into lines on their way to a decoder.

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, Read},
    path::Path,
};

use sha2::{Digest, Sha256};

use crate::hexadecimal;

/// Maximum size of a row, in bytes. No table has longer rows, but a quote that never closes makes
/// one row of the rest of the file.
const MOST_OF_A_ROW: u64 = 1 << 24;

/// A reader whose bytes are counted, hashed and split into lines.
pub(super) struct Watched<R> {
    inner: R,
    digest: Sha256,
    bytes: u64,
    /// Line of the next byte, from 1.
    line: usize,
    starts_line: bool,
    /// Whether the last byte ends no line.
    is_open: bool,
    after_return: bool,
    /// Offset and number of each line that is not blank, from the last row on.
    starts: VecDeque<(u64, usize)>,
    odd_quotes: bool,
    /// Offset of the last row.
    row: u64,
    /// What is added to an offset in what the decoder has read.
    before: u64,
    /// Whether the decoder gets an end of line before all else. At the start of a file it would
    /// drop a byte-order mark, which is text inside.
    starts_inside: bool,
}

impl<R: Read> Watched<R> {
    pub(super) fn new(inner: R) -> Self {
        Self::after(inner, (Sha256::new(), 0), 1, false)
    }

    /// A reader of what follows the first `bytes` of a file, which have this digest. It starts with
    /// `line`. `is_open` tells whether what comes before ends no line.
    pub(super) fn after(
        inner: R,
        (digest, bytes): (Sha256, u64),
        line: usize,
        is_open: bool,
    ) -> Self {
        Self {
            inner,
            digest,
            bytes,
            line,
            starts_line: true,
            is_open,
            after_return: false,
            starts: VecDeque::new(),
            odd_quotes: false,
            row: bytes,
            before: bytes.saturating_sub(1),
            starts_inside: bytes > 0,
        }
    }

    /// The line of the row that starts at or after `offset` in what the decoder has read. Offsets
    /// must be asked for in ascending order.
    pub(super) fn line_at(&mut self, offset: u64) -> usize {
        let offset = self.before + offset;
        while self.starts.front().is_some_and(|(start, _)| *start < offset) {
            self.starts.pop_front();
        }
        self.row = offset;
        self.starts.front().map_or(self.line, |(_, line)| *line)
    }

    /// Whether the bytes read since the last row exceed the maximum size of a row.
    pub(super) fn is_one_value(&self) -> bool {
        self.bytes - self.row > MOST_OF_A_ROW
    }

    /// Whether the last row spans several lines while the quotes of the file do not pair.
    pub(super) fn ends_in_quotes(&self) -> bool {
        self.odd_quotes && self.starts.len() > 1
    }

    /// Whether what was read so far ends within a line.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Number of bytes, and their SHA-256 in hexadecimal.
    pub(super) fn digest(self) -> (u64, String) {
        (self.bytes, hexadecimal(self.digest.finalize()))
    }

    fn watch(&mut self, bytes: &[u8]) {
        self.digest.update(bytes);
        for (at, byte) in (self.bytes..).zip(bytes) {
            match byte {
                b'\n' | b'\r' => {
                    // A `\r\n` ends one line.
                    self.line += usize::from(*byte == b'\r' || !self.after_return);
                    self.after_return = *byte == b'\r';
                    self.starts_line = true;
                }
                byte => {
                    self.after_return = false;
                    self.odd_quotes ^= *byte == b'"';
                    if self.starts_line {
                        self.starts_line = false;
                        self.starts.push_back((at, self.line));
                    }
                }
            }
        }
        self.bytes += bytes.len() as u64;
        self.is_open = bytes.last().map_or(self.is_open, |byte| !matches!(byte, b'\n' | b'\r'));
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_one_value() {
            return Err(io::Error::other("a row that never ends"));
        }
        if self.starts_inside && !buffer.is_empty() {
            self.starts_inside = false;
            buffer[0] = b'\n';
            return Ok(1);
        }
        let read = self.inner.read(buffer)?;
        self.watch(&buffer[..read]);
        Ok(read)
    }
}

/// Size of a file in bytes, and the SHA-256 of its content in hexadecimal.
pub(super) fn digest_of(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut digest, mut bytes) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, hexadecimal(digest.finalize())));
        }
        digest.update(&buffer[..read]);
        bytes += read as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_carries_its_first_line_for_every_kind_of_line_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = "a\nb\n\n\n\"c\nd\"\ne".replace('\n', end);
            let mut watched = Watched::new(text.as_bytes());
            io::copy(&mut watched, &mut io::sink()).expect("bytes in memory");
            // The decoder's position is directly after a row, before the blank lines that follow.
            let offsets = ["a", "b", "\"c", "e"].map(|row| text.find(row).expect("a row"));
            let lines = offsets.map(|offset| watched.line_at(offset as u64));
            assert_eq!(lines, [1, 2, 5, 7], "{end:?}");
        }
    }
}
