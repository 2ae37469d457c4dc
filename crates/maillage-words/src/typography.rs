//! The spaces of French typography, for the tests of catalogues of texts.
//!
//! U+00A0 stands before `:` and `%` and inside « », and U+202F before `;`, `!` and `?`, so that
//! no line breaks there.

/// The French texts of a catalogue, the source of a module that calls [`words!`](crate::words),
/// in which a line could break before a sign, or a sign stands without its space.
pub fn lapses(catalogue: &str) -> Vec<&str> {
    let lines = catalogue.lines().filter_map(|line| line.split_once("fr: \""));
    let french = lines.map(|(_, text)| text.split("\", en:").next().unwrap_or(text));
    french.filter(|text| is_broken_before_a_sign(text) || lacks_a_space(text)).collect()
}

/// A sign at the start of an indented line marks it, such as `! `.
fn is_broken_before_a_sign(text: &str) -> bool {
    let before = [" :", " ;", " !", " ?", " %", " »"].iter().any(|sign| {
        let mut found = text.match_indices(sign);
        found.any(|(at, _)| !text[..at].ends_with(' '))
    });
    before || text.contains("« ")
}

/// A sign before a space ends a clause, and stands apart from the word before.
fn lacks_a_space(text: &str) -> bool {
    [": ", "; "].iter().any(|sign| {
        let mut found = text.match_indices(sign);
        found.any(|(at, _)| {
            // In a source the no-break spaces are escaped.
            !text[..at].is_empty() && !text[..at].ends_with(['}', '\u{a0}', '\u{202f}'])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_stands_behind_its_no_break_space() {
        for right in [r"le fichier\u{a0}: vide\u{202f}; choisir", "code dep:16", "", "  ! ligne"] {
            let source = format!("fr: \"{right}\", en: \"x\",");
            assert_eq!(lapses(&source), [""; 0], "{right}");
        }
        for wrong in ["le fichier : vide", "vide ; choisir", "« fichier", "vide; choisir", "12 %"]
        {
            let source = format!("fr: \"{wrong}\", en: \"x\",");
            assert_eq!(lapses(&source), [wrong]);
        }
    }
}
