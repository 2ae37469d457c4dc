//! Reads dates in the forms that lists use.

use chrono::NaiveDate;

use maillage_spelling::fold;

/// The names of the months in French, from January, folded.
pub const MONTHS: [&str; 12] = [
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

/// The date that `text` contains: `2026-01-05`, `05/01/2026`, `5 janvier 2026`, `2026-01-05T08:00`.
///
/// `None` when the text is not a date or has other content.
///
/// # Examples
///
/// ```
/// use chrono::NaiveDate;
/// use maillage_hours::reading::read_date;
///
/// let day = NaiveDate::from_ymd_opt(2026, 1, 5);
/// assert_eq!((read_date("05/01/2026"), read_date("5 janvier 2026")), (day, day));
/// assert_eq!(read_date("mardi"), None);
/// ```
pub fn read_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let of_moment = text.split_once(['T', ' ']).filter(|(_, time)| is_time(time));
    let text = of_moment.map_or(text, |(day, _)| day);
    numeric(text).or_else(|| written(text))
}

/// Number of the month with this folded name, from 1. A name cut to three letters or more is
/// accepted.
pub(super) fn month(folded: &str) -> Option<u32> {
    let short = ["janv", "fev", "fevr", "avr", "juil", "sept", "oct", "nov", "dec"];
    let means =
        |name: &str| name == folded || (short.contains(&folded) && name.starts_with(folded));
    let rank = MONTHS.iter().position(|name| means(name))?;
    u32::try_from(rank + 1).ok()
}

/// French name of the month of this number, from 1. Empty for other numbers.
pub(super) fn name(month: u32) -> &'static str {
    let rank = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    rank.and_then(|rank| MONTHS.get(rank)).copied().unwrap_or_default()
}

/// Reads `2026-10-06`, `06/10/2026`, `6.10.2026` or `06-10-2026`.
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
    // Days of longer years could not be counted on.
    let year = year.parse().ok().filter(|_| year.len() <= 4)?;
    NaiveDate::from_ymd_opt(year, month(name)?, day)
}

/// Whether `text` is the time of a timestamp: `08:00:00.000Z`, `00:00`.
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
    fn dates_are_read_in_the_forms_that_lists_use() {
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
    fn a_text_that_is_not_a_date_is_refused() {
        for text in [
            "",
            "2026",
            "31/02/2026",
            "05/01/26",
            "janvier 2026",
            "2026-01-05 ou 06",
            "5 mai 20266",
        ] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }
}
