//! Cleans the text of one cell: trims it and repairs its characters.

use std::borrow::Cow;

use super::text::{is_invisible, undo_mojibake};
use crate::DefectKind;

/// `cell` trimmed and repaired, with the defect that was found, if any.
pub(super) fn clean_cell(cell: &str) -> (Cow<'_, str>, Option<DefectKind>) {
    let trimmed = cell.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    if let Some(repaired) = undo_mojibake(trimmed) {
        return (repaired.into(), Some(DefectKind::Mojibake));
    }
    if trimmed.contains(is_invisible) {
        let visible = trimmed.replace(is_invisible, "");
        let marks_only = !trimmed.contains(|letter| letter != '\u{feff}' && is_invisible(letter));
        let defect = (!marks_only).then_some(DefectKind::ControlCharacters);
        return (visible.trim().to_owned().into(), defect);
    }
    let lost = trimmed.contains('\u{fffd}').then_some(DefectKind::LostCharacters);
    (trimmed.into(), lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_removed_from_a_cell_and_reported() {
        let defect = Some(DefectKind::ControlCharacters);
        assert_eq!(clean_cell(" 01\u{0}001\u{1}\u{0} "), ("01001".into(), defect));
        assert_eq!(clean_cell("a\u{feff}b"), ("ab".into(), None));
        assert_eq!(clean_cell("a\tb\nc"), ("a\tb\nc".into(), None));
    }
}
