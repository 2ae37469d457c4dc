//! Characters from bytes: which encoding, and what can be repaired without guessing.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of `bytes` and the name of its encoding.
///
/// A byte-order mark decides; else UTF-8 when the bytes are valid UTF-8; else
/// Windows-1252, in which every byte is a character, so that decoding never fails.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return (text, name(encoding));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), "UTF-8"),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, "Windows-1252"),
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

/// What `text` was before UTF-8 bytes were taken for Windows-1252 (`MÃ©diathÃ¨que`);
/// `None` unless undoing it gives valid UTF-8, which cannot happen by chance.
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

    #[test]
    fn the_encoding_is_told_by_mark_then_by_validity() {
        assert_eq!(decode("Épernay".as_bytes()), ("Épernay".into(), "UTF-8"));
        assert_eq!(decode(b"\xEF\xBB\xBFa"), ("a".into(), "UTF-8 (BOM)"));
        assert_eq!(decode(b"\xC9pernay"), ("Épernay".into(), "Windows-1252"));
        assert_eq!(decode(b"\xFF\xFEa\0"), ("a".into(), "UTF-16LE (BOM)"));
    }

    #[test]
    fn only_text_that_was_surely_encoded_twice_is_repaired() {
        assert_eq!(undo_mojibake("MÃ©diathÃ¨que").as_deref(), Some("Médiathèque"));
        assert_eq!(undo_mojibake("Médiathèque"), None);
        assert_eq!(undo_mojibake("Âge d'or"), None);
    }
}
