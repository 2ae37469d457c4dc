//! Spaces that no line may break at, as French sets them.

use maillage_hours::Lang;

/// `text` with no-break spaces before `:`, `;`, `!`, `?`, `%`, `»` and units and after `«`, in French; as
/// it is in English. For texts of ours, never for names from files.
pub(super) fn set(text: &str, lang: Lang) -> String {
    if lang == Lang::En {
        return text.to_owned();
    }
    let before = [":", ";", "!", "?", "%", "»", "km", "min"];
    let set = before.iter().fold(text.to_owned(), |text, sign| {
        text.replace(&format!(" {sign}"), &format!("\u{a0}{sign}"))
    });
    set.replace("« ", "«\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_breaks_at_no_sign_in_french() {
        assert_eq!(set("« Motif » : 5 %", Lang::Fr), "«\u{a0}Motif\u{a0}»\u{a0}: 5\u{a0}%");
        assert_eq!(set("à {distance} km", Lang::Fr), "à {distance}\u{a0}km");
        assert_eq!(set("Reason : 5 %", Lang::En), "Reason : 5 %");
    }
}
