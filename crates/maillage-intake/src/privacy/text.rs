//! Personal data in free text: e-mail addresses, telephone numbers, and the names of people
//! that the row has in other columns.

/// Minimum number of digits of a telephone number.
const FEWEST_DIGITS: usize = 9;

/// `text` with e-mail addresses and telephone numbers replaced by a dash.
///
/// A telephone number has a French form (`0` and nine digits in pairs, in threes or in one
/// group) or an international prefix (`+` or `00`). Dates, times and longer numbers are not
/// telephone numbers.
pub(super) fn without_contacts(text: &str) -> String {
    if may_hold_contact(text) { searched(text) } else { text.to_owned() }
}

/// Whether a text has what every e-mail address or every telephone number has: an at sign, or enough
/// digits with nothing between them but what separates groups of digits.
fn may_hold_contact(text: &str) -> bool {
    let mut digits = 0;
    text.chars().any(|letter| {
        match letter {
            '0'..='9' => digits += 1,
            ' ' | '.' | '-' | '–' | '\u{a0}' | '\u{202f}' | '(' | ')' => {}
            _ => digits = 0,
        }
        letter == '@' || digits >= FEWEST_DIGITS
    })
}

fn searched(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let mut before = out.chars().rev();
        let (last, last_but_one) = (before.next(), before.next());
        let begins_mail = !last.is_some_and(is_of_mail);
        let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
        // Digits after a digit and a separator are the rest of a date or a time.
        let is_rest =
            digit(last) || (digit(last_but_one) && last.is_some_and(|it| "/-.:,".contains(it)));
        let contact = (if begins_mail { mail(rest) } else { None })
            .or_else(|| if is_rest { None } else { telephone(rest) });
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

/// `text` with each occurrence of `name` replaced by a dash. Case is ignored.
pub(super) fn without_name(text: &str, name: &str) -> String {
    let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<String>();
    // A first name alone, or an initial, would match parts of other words.
    if !(6..=60).contains(&name.chars().count()) || !name.contains(' ') {
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

fn is_of_mail(letter: char) -> bool {
    letter.is_alphanumeric() || "._%+-'".contains(letter)
}

/// The length of the e-mail address at the beginning of `text`.
fn mail(text: &str) -> Option<usize> {
    let user = text.find(|letter: char| !is_of_mail(letter)).filter(|end| *end > 0)?;
    let domain = text[user..].strip_prefix('@')?;
    let end = domain.find(|letter: char| !is_of_mail(letter)).unwrap_or(domain.len());
    let domain = domain[..end].trim_end_matches(['.', '-']);
    domain.contains('.').then_some(user + 1 + domain.len())
}

/// The length of the telephone number at the beginning of `text`.
fn telephone(text: &str) -> Option<usize> {
    let abroad = ["+", "00"].into_iter().find_map(|prefix| text.strip_prefix(prefix));
    let (start, least, most) = match abroad {
        Some(rest) if rest.starts_with(|letter: char| ('1'..='9').contains(&letter)) => {
            let (least, most) = digits_abroad(rest);
            (text.len() - rest.len(), least, most)
        }
        _ if text.starts_with('0') => (0, 10, 10),
        _ => return None,
    };
    let mut groups: Vec<usize> = vec![0];
    let mut end = start;
    let mut digits = 0;
    for (at, letter) in text[start..].char_indices() {
        if letter.is_ascii_digit() {
            digits += 1;
            *groups.last_mut().expect("there is always a group") += 1;
            end = start + at + 1;
        } else if " .-–\u{a0}\u{202f}".contains(letter)
            || (abroad.is_some() && "()".contains(letter))
        {
            groups.push(0);
        } else {
            break;
        }
        if digits == most {
            break;
        }
    }
    let follows = text[end..].chars().next();
    let whole = !follows.is_some_and(char::is_alphanumeric);
    // In France a single separator stands between groups; the groups of a date have other
    // lengths.
    let groups = groups.strip_suffix(&[0]).unwrap_or(&groups);
    let grouped =
        matches!(groups, [10] | [2, 2, 2, 2, 2] | [4, 3, 3] | [2, 2, 3, 3] | [4, 2, 2, 2]);
    ((least..=most).contains(&digits) && whole && (abroad.is_some() || grouped)).then_some(end)
}

/// Minimum and maximum number of digits of an international number with this country code.
/// French numbers have a known length, with or without `(0)`.
fn digits_abroad(rest: &str) -> (usize, usize) {
    let digits: String = rest.chars().filter(char::is_ascii_digit).take(4).collect();
    let overseas = ["262", "508", "590", "594", "596"];
    let country = if digits.starts_with("33") {
        2
    } else if overseas.iter().any(|code| digits.starts_with(code)) {
        3
    } else {
        return (FEWEST_DIGITS, 13);
    };
    let count = country + 9 + usize::from(digits.as_bytes().get(country) == Some(&b'0'));
    (count, count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_that_may_hold_no_contact_holds_none(
            text in "(0[1-9]|[0-9]{1,4}|\\+33|00|[ .–-]|[()/:,a@é]){0,16}",
        ) {
            prop_assert_eq!(without_contacts(&text), searched(&text));
        }
    }

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
            "06-12 34 56 78",
            "05 45 000 001",
        ] {
            assert_eq!(kept(telephone), "–", "{telephone}");
        }
        for (text, rest) in [
            ("Mail:jean@example.org", "Mail:–"),
            ("mailto:jean@example.org,paul@example.org", "mailto:–,–"),
            ("Tél:0199000001", "Tél:–"),
            ("Tél.01 99 00 00 01", "Tél.–"),
            ("Tel0199000001", "Tel–"),
            ("01 99 00 00 01/06 39 98 00 01", "–/–"),
            ("+33 1 99 00 00 01 9h-12h", "– 9h-12h"),
        ] {
            assert_eq!(kept(text), rest);
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
            "05.10.2023 09",
            "05-10 - 02-11 - 07-12",
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
