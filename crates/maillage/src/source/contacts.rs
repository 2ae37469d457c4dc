//! Personal data in free text: e-mail addresses and telephone numbers.

/// `text` without e-mail addresses and telephone numbers, a dash in the place of each.
///
/// Numbers are taken for telephones when ten digits begin with 0, or follow `+`; longer ones
/// are identifiers.
pub fn without_contacts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let at_word = out.chars().next_back().is_none_or(|before| !before.is_alphanumeric());
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
    let abroad = text.starts_with('+');
    if !abroad && !text.starts_with('0') {
        return None;
    }
    let mut digits = 0;
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        if letter.is_ascii_digit() {
            digits += 1;
            end = at + 1;
        } else if !(" .-()/\u{a0}\u{202f}".contains(letter) || (at == 0 && letter == '+')) {
            break;
        }
        let full = if abroad { 11 } else { 10 };
        if digits == full {
            let follows = text[end..].chars().next();
            return (!follows.is_some_and(char::is_alphanumeric)).then_some(end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_and_telephones_leave_and_the_rest_stays() {
        let kept = |text| without_contacts(text);
        assert_eq!(kept("sur rdv au 01 99 00 12 34 (matin)"), "sur rdv au – (matin)");
        assert_eq!(kept("écrire à aide.num@example.org."), "écrire à –.");
        assert_eq!(kept("+33 1 99 00 12 34"), "–");
        for harmless in ["Mo 09:00-12:00", "35600000063516", "4 rue du Bac 01000 Bourg", "@home"] {
            assert_eq!(kept(harmless), harmless);
        }
    }
}
