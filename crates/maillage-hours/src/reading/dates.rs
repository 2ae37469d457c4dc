//! Dates as lists write them.

use chrono::NaiveDate;

use maillage_spelling::fold;

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// The date that `text` is: `2026-01-05`, `05/01/2026`, `5 janvier 2026`, `2026-01-05T08:00`.
///
/// `None` when it is none, or more than a date.
pub fn read_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let of_moment = text.split_once(['T', ' ']).filter(|(_, time)| is_time(time));
    let text = of_moment.map_or(text, |(day, _)| day);
    numeric(text).or_else(|| written(text))
}

/// The month of this folded name, from 1; a name cut short to three letters or more, too.
pub(super) fn month(folded: &str) -> Option<u32> {
    let short = ["janv", "fev", "fevr", "avr", "juil", "sept", "oct", "nov", "dec"];
    let means =
        |name: &str| name == folded || (short.contains(&folded) && name.starts_with(folded));
    let rank = MONTHS.iter().position(|name| means(name))?;
    u32::try_from(rank + 1).ok()
}

/// The name of a month, from 1; empty for no month.
pub(super) fn name(month: u32) -> &'static str {
    let rank = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    rank.and_then(|rank| MONTHS.get(rank)).copied().unwrap_or_default()
}

/// `2026-10-06`, `06/10/2026`, `6.10.2026`, `06-10-2026`.
pub(super) fn numeric(text: &str) -> Option<NaiveDate> {
    let separator = text.chars().find(|letter| !letter.is_ascii_digit())?;
    if !['-', '/', '.'].contains(&separator) {
        return None;
    }
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, month, last] = parts[..] else { return None };
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 4);
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let year = i32::try_from(number(year).filter(|_| year.len() == 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(month)?, number(day)?)
}

fn written(text: &str) -> Option<NaiveDate> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let (day, name, year) = match words[..] {
        [day, name, year] => (day, name, year),
        // `lundi 5 janvier 2026`
        [weekday, day, name, year] if weekday.ends_with("di") => (day, name, year),
        _ => return None,
    };
    let day = day.strip_suffix("er").unwrap_or(day).parse().ok()?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month(name)?, day)
}

/// Whether it is a time of a moment: `08:00:00.000Z`, `00:00`.
fn is_time(text: &str) -> bool {
    let mut letters = text.chars();
    let begins = letters.next().is_some_and(|letter| letter.is_ascii_digit());
    let clockwork = |letter: char| letter.is_ascii_digit() || ":.+-Z".contains(letter);
    begins && text.contains(':') && letters.all(clockwork)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_lists_write_it() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 5);
        for text in [
            "2026-01-05",
            "05/01/2026",
            " 5/1/2026 ",
            "5 janvier 2026",
            "lundi 5 Janv. 2026",
            "2026-01-05T08:30:00Z",
            "2026-01-05 00:00:00",
        ] {
            assert_eq!(read_date(text), day, "{text}");
        }
        assert_eq!(read_date("1er août 2026"), NaiveDate::from_ymd_opt(2026, 8, 1));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "2026", "31/02/2026", "05/01/26", "janvier 2026", "2026-01-05 ou 06"] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }
}
