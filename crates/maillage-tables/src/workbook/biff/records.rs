//! The records of which a workbook stream is made.

/// Type of a record that goes on with the one before.
const CONTINUED: u16 = 0x003C;

/// A record of the stream.
pub(super) struct Record<'stream> {
    pub(super) kind: u16,
    pub(super) body: &'stream [u8],
    /// The records that go on with it.
    pub(super) pieces: Vec<&'stream [u8]>,
}

/// The records of a stream, up to the first that breaks off.
pub(super) fn records(stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, body) = next(&mut rest)?;
        let mut pieces = Vec::new();
        let mut after = rest;
        while let Some((CONTINUED, piece)) = next(&mut after) {
            pieces.push(piece);
            rest = after;
        }
        Some(Record { kind, body, pieces })
    })
}

fn next<'stream>(rest: &mut &'stream [u8]) -> Option<(u16, &'stream [u8])> {
    let (head, after) = rest.split_at_checked(4)?;
    let (body, after) = after.split_at_checked(word(head, 2))?;
    *rest = after;
    Some((word(head, 0) as u16, body))
}

/// The number of two bytes at this place. Zero beyond the end.
pub(super) fn word(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..).unwrap_or(&[]) {
        [low, high, ..] => usize::from(u16::from_le_bytes([*low, *high])),
        _ => 0,
    }
}
