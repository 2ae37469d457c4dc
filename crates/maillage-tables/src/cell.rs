//! The text of one cell, of whatever format: trimmed, repaired, and what was the matter.

use super::text::{is_invisible, undo_mojibake};
use crate::DefectKind;

/// `cell` trimmed and repaired, with what was the matter.
pub(super) fn clean_cell(cell: &str) -> (Box<str>, Option<DefectKind>) {
    let trimmed = cell.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    if let Some(repaired) = undo_mojibake(trimmed) {
        return (repaired.into(), Some(DefectKind::Mojibake));
    }
    if trimmed.contains(is_invisible) {
        let visible = trimmed.replace(is_invisible, "");
        let marks_only = !trimmed.contains(|letter| letter != '\u{feff}' && is_invisible(letter));
        let told = (!marks_only).then_some(DefectKind::ControlCharacters);
        return (visible.trim().into(), told);
    }
    let lost = trimmed.contains('\u{fffd}').then_some(DefectKind::LostCharacters);
    (trimmed.into(), lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_nothing_is_taken_out_of_a_cell_and_told() {
        let told = Some(DefectKind::ControlCharacters);
        assert_eq!(clean_cell(" 01\u{0}001\u{1}\u{0} "), ("01001".into(), told));
        assert_eq!(clean_cell("a\u{feff}b"), ("ab".into(), None));
        assert_eq!(clean_cell("a\tb\nc"), ("a\tb\nc".into(), None));
    }
}
