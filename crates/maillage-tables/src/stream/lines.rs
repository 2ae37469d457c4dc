//! Cuts a table without quotes into blocks of lines.
//!
//! A line is then a row, and blocks can be worked on side by side. At the first quote, at a line
//! that ends like those of old Macintosh programs, at a line as long as a block and where reading
//! fails, the decoder of rows takes over: it says what these mean.

use std::io::{self, Read};

use maillage_core::model::Line;
use sha2::{Digest, Sha256};

use super::{
    block::{Span, TableBlock, Widths},
    fields,
    watched::Watched,
};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The bytes of a table, on their way into blocks.
pub(super) struct Lines<'file> {
    bytes: Box<dyn Read + 'file>,
    /// Size of a block, in bytes.
    block: usize,
    digest: Sha256,
    size: u64,
    /// Whether the last block ends no line.
    is_open: bool,
    /// Bytes that are read and in no block yet.
    pending: Vec<u8>,
    /// The error at the end of what can be read.
    failed: Option<io::Error>,
    /// Whether the rest is for the decoder of rows.
    is_over: bool,
}

/// How far the rows of a table are known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    /// The line of the next row, if it is not blank.
    pub(super) next: Line,
    /// The line of the last row.
    pub(super) last: usize,
    /// Rows of the header and above it that are still to come.
    pub(super) above: usize,
    /// Whether a row has had characters outside ASCII in UTF-8, and in Windows-1252.
    pub(super) seen: (bool, bool),
}

impl<'file> Lines<'file> {
    /// `bytes` in blocks of at most `block`.
    pub(super) fn new(bytes: Box<dyn Read + 'file>, block: usize) -> Self {
        Self {
            bytes,
            block,
            digest: Sha256::new(),
            size: 0,
            is_open: false,
            pending: Vec::new(),
            failed: None,
            is_over: false,
        }
    }

    /// The next `most` blocks of whole lines. Fewer, or none, where the decoder of rows takes over;
    /// none at the end.
    pub(super) fn next_blocks(&mut self, most: usize) -> Vec<Vec<u8>> {
        (0..most).map_while(|_| self.next_block()).collect()
    }

    fn next_block(&mut self) -> Option<Vec<u8>> {
        if self.is_over {
            return None;
        }
        let mut block = std::mem::take(&mut self.pending);
        let room = self.block - block.len();
        block.reserve_exact(room);
        self.failed = (&mut self.bytes).take(room as u64).read_to_end(&mut block).err();
        let is_last = block.len() < self.block;
        let last_end = block.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let end = if is_last { block.len() } else { last_end };
        if self.failed.is_some() || end == 0 || !are_rows(&block[..end]) {
            (self.pending, self.is_over) = (block, true);
            return None;
        }
        self.pending = block.split_off(end);
        self.is_over = is_last;
        self.digest.update(&block);
        self.size += block.len() as u64;
        self.is_open = block.last() != Some(&b'\n');
        Some(block)
    }

    /// The rest of the table, from its first row that is in no block.
    pub(super) fn rest(self, first_line: usize) -> Watched<Box<dyn Read + 'file>> {
        let pending = io::Cursor::new(self.pending).chain(Failed(self.failed));
        let rest: Box<dyn Read + 'file> = Box::new(pending.chain(self.bytes));
        Watched::after(rest, (self.digest, self.size), first_line, self.is_open)
    }
}

/// An error, and then nothing; nothing without an error.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Whether the lines of `text` are rows: none has a quote, and all end with `\n` or `\r\n`.
fn are_rows(text: &[u8]) -> bool {
    let ends_line = |at: usize| text.get(at + 1) == Some(&b'\n');
    let mut are = !text.contains(&b'"');
    if are && text.contains(&b'\r') {
        fields::each(text, b'\r', |at| are &= ends_line(at));
    }
    are
}

/// Length of the byte-order mark at the start of a file, which is no text there.
pub(super) fn byte_order_mark(text: &[u8]) -> usize {
    if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 }
}

/// The rows of one block, before those above it are known.
pub(super) struct Found {
    spans: Vec<Span>,
    lines: usize,
    seen: (bool, bool),
}

impl Found {
    /// The lines of `text` from `start` on that are not blank.
    pub(super) fn of(text: &[u8], mut start: usize, separator: u8) -> Self {
        let mut found = Self { spans: Vec::new(), lines: 0, seen: (false, false) };
        fields::each(text, b'\n', |end| {
            found.add(text, start..end, separator);
            start = end + 1;
            found.lines += 1;
        });
        if start < text.len() {
            found.add(text, start..text.len(), separator);
        }
        found
    }

    fn add(&mut self, text: &[u8], mut span: std::ops::Range<usize>, separator: u8) {
        span.end -= usize::from(text[span.clone()].ends_with(b"\r"));
        let line = &text[span.clone()];
        let is_plain = line.is_ascii();
        let shows = |byte: &u8| byte.is_ascii_graphic() && *byte != separator;
        if !(is_plain && line.iter().any(shows)) {
            let values: Vec<u8> = line.iter().copied().filter(|byte| *byte != separator).collect();
            let values = values.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&values);
            if values.trim_ascii().is_empty() {
                return;
            }
            if !values.is_ascii() {
                let is_utf8 = std::str::from_utf8(values).is_ok();
                self.seen = (self.seen.0 || is_utf8, self.seen.1 || !is_utf8);
            }
        }
        // A block is far shorter than 2³² bytes.
        let [start, end, above] = [span.start, span.end, self.lines].map(|at| at as u32);
        self.spans.push(Span { start, end, above });
    }

    /// The block of these rows, which follow those of `progress`; without those of the header.
    pub(super) fn block(
        mut self,
        (text, separator): (Vec<u8>, u8),
        widths: Widths,
        progress: &mut Progress,
    ) -> TableBlock {
        let Progress { next, last, above, seen } = progress;
        if let Some(span) = self.spans.last() {
            *last = next.number + span.above as usize;
        }
        *seen = (seen.0 || self.seen.0, seen.1 || self.seen.1);
        let header = (*above).min(self.spans.len());
        self.spans.drain(..header);
        *above -= header;
        let first = *next;
        *next = Line { number: first.number + self.lines, rank: first.rank + self.spans.len() };
        TableBlock::of_lines((text, separator), first, self.spans, widths)
    }
}
