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

/// A whole number, with a narrow space (in English a comma) between thousands.
pub(super) fn grouped(number: usize, lang: Lang) -> String {
    let digits = number.to_string();
    let sign = match lang {
        Lang::Fr => "\u{202f}",
        Lang::En => ",",
    };
    let mut grouped = String::new();
    for (rank, digit) in digits.chars().enumerate() {
        if rank > 0 && (digits.len() - rank).is_multiple_of(3) {
            grouped.push_str(sign);
        }
        grouped.push(digit);
    }
    grouped
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

    #[test]
    fn thousands_stand_apart() {
        let all = [999, 1_000, 34_816_012].map(|number| grouped(number, Lang::En));
        assert_eq!(all, ["999", "1,000", "34,816,012"]);
    }
}
