//! Personal data in free text: e-mail addresses, telephone numbers, and the names of people
//! that the row itself tells apart.

/// `text` without e-mail addresses and telephone numbers, a dash in the place of each.
///
/// A telephone is written as they are in France, `0` and nine digits in pairs or in one, or
/// with a country's number behind `+` or `00`. Dates, hours and longer numbers are none.
pub fn without_contacts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let at_word = out.chars().next_back().is_none_or(|before| {
            !before.is_alphanumeric() && !['/', '-', '.', ':', ','].contains(&before)
                || before.is_whitespace()
        });
        let contact = if at_word { mail(rest).or_else(|| telephone(rest)) } else { None };
        match contact {
            Some(length) => {
                out.push('–');
                rest = &rest[length..];
            }
            None => {
                out.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    out
}

/// `text` without `name`, a dash in the place of each, whatever their case.
pub(super) fn without_name(text: &str, name: &str) -> String {
    let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<String>();
    // A first name alone, or an initial, would cut into other words.
    if name.chars().count() < 6 || !name.contains(' ') {
        return text.to_owned();
    }
    let name = lower(name);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let end = rest.char_indices().nth(name.chars().count()).map_or(rest.len(), |(end, _)| end);
        if lower(&rest[..end]) == name {
            out.push('–');
            rest = &rest[end..];
        } else {
            out.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    out
}

/// The length of the e-mail address that `text` begins with.
fn mail(text: &str) -> Option<usize> {
    let part = |letter: char| letter.is_alphanumeric() || "._%+-'".contains(letter);
    let user = text.find(|letter: char| !part(letter)).filter(|end| *end > 0)?;
    let domain = text[user..].strip_prefix('@')?;
    let end = domain.find(|letter: char| !part(letter)).unwrap_or(domain.len());
    let domain = domain[..end].trim_end_matches(['.', '-']);
    domain.contains('.').then_some(user + 1 + domain.len())
}

/// The length of the telephone number that `text` begins with.
fn telephone(text: &str) -> Option<usize> {
    let is_mark = |letter: char| " .-–\u{a0}\u{202f}".contains(letter);
    let abroad = ["+", "00"].into_iter().find_map(|prefix| text.strip_prefix(prefix));
    let (start, wanted) = match abroad {
        Some(rest) if rest.starts_with(|letter: char| ('1'..='9').contains(&letter)) => {
            (text.len() - rest.len(), 9..=13)
        }
        _ if text.starts_with('0') => (0, 10..=10),
        _ => return None,
    };
    let mut digits = Vec::new();
    let mut marks = Vec::new();
    let mut end = start;
    for (at, letter) in text[start..].char_indices() {
        if letter.is_ascii_digit() {
            digits.push(at);
            end = start + at + 1;
        } else if is_mark(letter) || (abroad.is_some() && "()".contains(letter)) {
            marks.push((digits.len(), letter));
        } else {
            break;
        }
        if digits.len() == *wanted.end() {
            break;
        }
    }
    let follows = text[end..].chars().next();
    let whole = !follows.is_some_and(|letter| letter.is_alphanumeric() || letter == '/');
    // At home the marks stand between pairs, and are all alike; a date's are not.
    let inside = marks.iter().filter(|(before, _)| *before < digits.len());
    let kinds: Vec<char> = inside.clone().map(|(_, mark)| *mark).collect();
    let paired = inside.clone().all(|(before, _)| before.is_multiple_of(2))
        && matches!(kinds.len(), 0 | 4)
        && kinds.windows(2).all(|pair| pair[0] == pair[1]);
    let sound = abroad.is_some() || paired;
    (wanted.contains(&digits.len()) && whole && sound).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_and_telephones_leave_and_the_rest_stays() {
        let kept = |text| without_contacts(text);
        assert_eq!(kept("sur rdv au 01 99 00 12 34 (matin)"), "sur rdv au – (matin)");
        assert_eq!(kept("écrire à aide.num@example.org."), "écrire à –.");
        for telephone in [
            "+33 1 99 00 12 34",
            "+33(0)1 99 00 12 34",
            "0033199001234",
            "0199001234",
            "01.99.00.12.34",
            "01–99–00–12–34",
            "+262 692 12 34 56",
        ] {
            assert_eq!(kept(telephone), "–", "{telephone}");
        }
    }

    #[test]
    fn dates_hours_codes_and_addresses_are_no_telephones() {
        for harmless in [
            "Mo 09:00-12:00",
            "35600000063516",
            "4 rue du Bac 01000 Bourg",
            "@home",
            "05/01/2023 09:15",
            "Passage le 08/12/22 - 05/12/23 - 02/02/23 - 02/12/23",
            "(05/10 - 02/11 - 07/12)",
            "2024-01-31 08:00",
            "08:30 - 12:00 / 13:30 - 17:00",
        ] {
            assert_eq!(without_contacts(harmless), harmless);
        }
    }

    #[test]
    fn a_name_leaves_in_whatever_case_it_is_written() {
        let without = |text| without_name(text, "Jeanne Essai");
        assert_eq!(without("Demander Mme Jeanne ESSAI à l'accueil"), "Demander Mme – à l'accueil");
        assert_eq!(without("Jeannette"), "Jeannette");
        assert_eq!(without_name("Centre Jeanne", "Jeanne"), "Centre Jeanne");
    }
}
