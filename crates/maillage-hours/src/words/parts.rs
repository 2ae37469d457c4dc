//! Words for days, hours, dates and months in both languages.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::DAY;
use crate::Lang;

/// The weekdays in OpenStreetMap syntax, from Monday.
pub(crate) const OSM_WEEKDAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// The weekdays from Monday, in French and in English.
pub(crate) const WEEKDAYS: [[&str; 2]; 7] = [
    ["lundi", "Monday"],
    ["mardi", "Tuesday"],
    ["mercredi", "Wednesday"],
    ["jeudi", "Thursday"],
    ["vendredi", "Friday"],
    ["samedi", "Saturday"],
    ["dimanche", "Sunday"],
];

/// The months, in French and in English.
pub(crate) const MONTHS: [[&str; 2]; 12] = [
    ["janvier", "January"],
    ["février", "February"],
    ["mars", "March"],
    ["avril", "April"],
    ["mai", "May"],
    ["juin", "June"],
    ["juillet", "July"],
    ["août", "August"],
    ["septembre", "September"],
    ["octobre", "October"],
    ["novembre", "November"],
    ["décembre", "December"],
];

/// « a, b et c ».
pub(super) fn list(parts: &[String], lang: Lang) -> String {
    let and = if lang == Lang::Fr { "et" } else { "and" };
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// « du lundi au mercredi », « le samedi »: three or more consecutive days are a range.
pub(super) fn weekdays(days: [bool; 7], lang: Lang) -> Vec<String> {
    if days == [true; 7] {
        return vec![(if lang == Lang::Fr { "tous les jours" } else { "every day" }).to_owned()];
    }
    let mut words = Vec::new();
    let mut rank = 0;
    while rank < 7 {
        let row = days[rank..].iter().take_while(|day| **day).count();
        let (first, last) = (rank, rank + row.max(1) - 1);
        match (row, lang) {
            (0, _) => {}
            (1 | 2, Lang::Fr) => {
                words.extend((first..=last).map(|day| format!("le {}", WEEKDAYS[day][0])))
            }
            (1 | 2, Lang::En) => {
                words.extend((first..=last).map(|day| format!("{}s", WEEKDAYS[day][1])))
            }
            (_, Lang::Fr) => {
                words.push(format!("du {} au {}", WEEKDAYS[first][0], WEEKDAYS[last][0]))
            }
            (_, Lang::En) => {
                words.push(format!("{}s to {}s", WEEKDAYS[first][1], WEEKDAYS[last][1]))
            }
        }
        rank = last + 1;
    }
    words
}

/// « les 1er et 3e mardis du mois ». Negative ordinals count from the end of the month.
pub(super) fn nth(day: Weekday, ranks: &[i8], lang: Lang) -> String {
    let [french, english] = WEEKDAYS[day.num_days_from_monday() as usize];
    let several = if ranks.len() > 1 { "s" } else { "" };
    let ordinals: Vec<String> = ranks.iter().map(|rank| ordinal(*rank, lang)).collect();
    let ordinals = list(&ordinals, lang);
    match (lang, ranks) {
        (Lang::Fr, [-2]) => format!("l'{ordinals} {french} du mois"),
        (Lang::Fr, [_]) => format!("le {ordinals} {french} du mois"),
        (Lang::Fr, _) => format!("les {ordinals} {french}s du mois"),
        (Lang::En, _) => format!("{ordinals} {english}{several} of the month"),
    }
}

fn ordinal(rank: i8, lang: Lang) -> String {
    match (rank, lang) {
        (1, Lang::Fr) => "1er".to_owned(),
        (-1, Lang::Fr) => "dernier".to_owned(),
        (-2, Lang::Fr) => "avant-dernier".to_owned(),
        (_, Lang::Fr) if rank < 0 => format!("{}e avant la fin", -rank),
        (_, Lang::Fr) => format!("{rank}e"),
        (1, Lang::En) => "1st".to_owned(),
        (2, Lang::En) => "2nd".to_owned(),
        (3, Lang::En) => "3rd".to_owned(),
        (-1, Lang::En) => "last".to_owned(),
        (_, Lang::En) if rank < 0 => format!("{} to last", ordinal(-rank, lang)),
        (_, Lang::En) => format!("{rank}th"),
    }
}

pub(super) fn public_holidays(lang: Lang) -> &'static str {
    if lang == Lang::Fr { "les jours fériés" } else { "public holidays" }
}

/// « en août », « d'avril à juin ». Months are numbered from 1.
pub(super) fn months((first, last): (u32, u32), lang: Lang) -> String {
    let name = |month: u32| MONTHS[month as usize - 1];
    let ([first_fr, first_en], [last_fr, last_en]) = (name(first), name(last));
    match (first == last, lang) {
        (true, Lang::Fr) => format!("en {first_fr}"),
        (true, Lang::En) => format!("in {first_en}"),
        (false, Lang::Fr) => {
            let from = if first_fr.starts_with(['a', 'o']) { "d'" } else { "de " };
            format!("{from}{first_fr} à {last_fr}")
        }
        (false, Lang::En) => format!("from {first_en} to {last_en}"),
    }
}

/// « de 9h à 12h30 et de 13h30 à 15h30 ».
pub(super) fn spans(spans: &[(u32, u32)], lang: Lang) -> String {
    match (spans, lang) {
        ([(0, DAY)], Lang::Fr) => "24h sur 24".to_owned(),
        ([(0, DAY)], Lang::En) => "all day long".to_owned(),
        _ => {
            let span = |(from, to): &(u32, u32)| match lang {
                Lang::Fr => format!("de {} à {}", time(*from, lang), time(*to, lang)),
                Lang::En => format!("from {} to {}", time(*from, lang), time(*to, lang)),
            };
            list(&spans.iter().map(span).collect::<Vec<_>>(), lang)
        }
    }
}

/// « 9h30 », from minutes after midnight.
pub(super) fn time(minutes: u32, lang: Lang) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60);
    match (minutes, lang) {
        (DAY, Lang::Fr) => "minuit".to_owned(),
        (DAY, Lang::En) => "midnight".to_owned(),
        (later, Lang::Fr) if later > DAY => format!("{} le lendemain", time(later - DAY, lang)),
        (later, Lang::En) if later > DAY => format!("{} the next day", time(later - DAY, lang)),
        (_, Lang::Fr) if minute == 0 => format!("{hour}h"),
        (_, Lang::Fr) => format!("{hour}h{minute:02}"),
        (_, Lang::En) => format!("{hour}:{minute:02}"),
    }
}

/// « les 6 et 13 octobre 2026 et le 3 novembre 2026 »: the days of each month together.
pub(super) fn dates(dates: &[NaiveDate], lang: Lang) -> String {
    let month = |day: &NaiveDate| (day.year(), day.month());
    let months = dates.chunk_by(|one, other| month(one) == month(other));
    let of_month = |days: &[NaiveDate]| match days {
        [day] if lang == Lang::Fr => format!("le {}", date(*day, lang)),
        _ => {
            let numbers: Vec<String> = days.iter().map(|day| number(*day, lang)).collect();
            let [french, english] = MONTHS[days[0].month0() as usize];
            let (numbers, year) = (list(&numbers, lang), days[0].year());
            match lang {
                Lang::Fr => format!("les {numbers} {french} {year}"),
                Lang::En => format!("on {numbers} {english} {year}"),
            }
        }
    };
    list(&months.map(of_month).collect::<Vec<_>>(), lang)
}

/// A remark without the signs that separate clauses, rules and remarks.
pub(super) fn comment(text: &str) -> String {
    let plain = |letter| match letter {
        '(' => '[',
        ')' => ']',
        ';' => ',',
        '|' => '/',
        '"' => '\'',
        letter if letter.is_whitespace() => ' ',
        letter => letter,
    };
    text.chars().map(plain).collect()
}

/// A place that never opens.
pub(super) fn closed(lang: Lang) -> &'static str {
    if lang == Lang::Fr { "fermé" } else { "closed" }
}

/// « du 5 janvier 2026 au 18 décembre 2026 ». `None` without bounds.
pub(super) fn validity(
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    lang: Lang,
) -> Option<String> {
    let [from, to] = [from, to].map(|day| day.map(|day| date(day, lang)));
    let text = match (from, to, lang) {
        (None, None, _) => return None,
        (Some(from), Some(to), Lang::Fr) => format!("du {from} au {to}"),
        (Some(from), Some(to), Lang::En) => format!("from {from} to {to}"),
        (Some(from), None, Lang::Fr) => format!("à partir du {from}"),
        (Some(from), None, Lang::En) => format!("from {from} on"),
        (None, Some(to), Lang::Fr) => format!("jusqu'au {to}"),
        (None, Some(to), Lang::En) => format!("until {to}"),
    };
    Some(text)
}

pub(super) fn date(day: NaiveDate, lang: Lang) -> String {
    let [french, english] = MONTHS[day.month0() as usize];
    let month = if lang == Lang::Fr { french } else { english };
    format!("{} {month} {}", number(day, lang), day.year())
}

/// The day of the month: « 1er », « 12 ».
fn number(day: NaiveDate, lang: Lang) -> String {
    match (day.day(), lang) {
        (1, Lang::Fr) => "1er".to_owned(),
        (number, _) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_after_midnight_and_months_with_a_vowel_are_grammatical() {
        assert_eq!(spans(&[(1_200, 1_440)], Lang::Fr), "de 20h à minuit");
        assert_eq!(
            spans(&[(0, 75), (1_380, 1_500)], Lang::En),
            "from 0:00 to 1:15 and from 23:00 to 1:00 the next day"
        );
        assert_eq!(months((4, 8), Lang::Fr), "d'avril à août");
        assert_eq!(months((8, 10), Lang::Fr), "d'août à octobre");
        assert_eq!(nth(Weekday::Fri, &[-2], Lang::Fr), "l'avant-dernier vendredi du mois");
        assert_eq!(nth(Weekday::Fri, &[1, -1], Lang::En), "1st and last Fridays of the month");
    }
}
