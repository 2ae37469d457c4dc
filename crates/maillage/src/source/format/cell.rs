//! The text of one cell, of whatever format: trimmed, repaired, and what was the matter.

use super::text::undo_mojibake;
use crate::ledger::Trouble;

/// `cell` trimmed and repaired, with what was the matter.
pub(super) fn clean_cell(cell: &str) -> (Box<str>, Option<Trouble>) {
    let trimmed = cell.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    if let Some(repaired) = undo_mojibake(trimmed) {
        return (repaired.into(), Some(Trouble::Mojibake));
    }
    let lost = trimmed.contains('\u{fffd}').then_some(Trouble::LostCharacters);
    (trimmed.into(), lost)
}
