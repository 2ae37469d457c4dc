//! Control characters, shown rather than obeyed.
//!
//! Names of columns, sheets and files come from strangers. Written to a terminal as they are, they
//! could move its cursor, rename its window or turn the order of the letters of a line. O(text).

use std::borrow::Cow;

/// Whether `letter` is a control character, or one that turns the order of writing or ends a line
/// unseen. Line feeds and tabs are neither: our own texts are made of lines.
pub(crate) fn is_control(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\u{8}'
            | '\u{b}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}'
    )
}

/// `text` with each control character as its number: `\u{1b}` for the escape.
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, |letter, to| to.extend(letter.escape_unicode()))
}

/// The JSON `text` with each control character escaped, as JSON allows inside strings: the same
/// values, also those of characters that JSON does not ask to escape.
pub fn visible_json(text: &str) -> Cow<'_, str> {
    shown(text, |letter, to| to.push_str(&format!("\\u{:04x}", u32::from(letter))))
}

fn shown(text: &str, show: impl Fn(char, &mut String)) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_control(letter) {
            show(letter, &mut plain);
        } else {
            plain.push(letter);
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_would_command_a_terminal_is_shown_by_its_number() {
        let name = "Adresse\u{1b}]0;pris\u{7}\u{9b}2J\u{202e}txt";
        assert_eq!(visible(name), r"Adresse\u{1b}]0;pris\u{7}\u{9b}2J\u{202e}txt");
        assert_eq!(visible("ligne 1\n\tligne 2, « é »"), "ligne 1\n\tligne 2, « é »");
    }

    proptest! {
        #[test]
        fn no_text_shows_a_control_character(text in any::<String>()) {
            let shown = visible(&text);
            prop_assert!(!shown.contains(|it: char| it.is_control() && it != '\n' && it != '\t'));
            prop_assert!(!shown.contains(is_control));
        }

        #[test]
        fn json_without_control_characters_says_the_same(text in any::<String>()) {
            let written = serde_json::to_string(&text).expect("a text serialises");
            let shown = visible_json(&written);
            prop_assert!(!shown.contains(is_control));
            let read: String = serde_json::from_str(&shown).expect("still JSON");
            prop_assert_eq!(read, text);
        }
    }
}
