//! A window as people say it: « samedi », « mardi matin », « du lundi au vendredi, 18h-20h ».
//!
//! What is read becomes OpenStreetMap syntax; a text with one word that is not understood is not
//! read at all. Parts of a day have fixed hours, which a report states with the window.

use crate::words::{OSM_WEEKDAYS, WEEKDAYS};

/// Letters of the short name of an English day. « mar » is no day: it may be mardi or March.
const SHORT: usize = 3;

/// Words for several days.
const GROUPS: [(&str, &str); 7] = [
    ("semaine", "Mo-Fr"),
    ("ouvres", "Mo-Fr"),
    ("ouvrables", "Mo-Sa"),
    ("weekdays", "Mo-Fr"),
    ("weekend", "Sa-Su"),
    ("weekends", "Sa-Su"),
    ("daily", "Mo-Su"),
];

/// Parts of a day and their hours.
const PARTS: [(&str, &str); 8] = [
    ("matin", "08:00-12:00"),
    ("midi", "12:00-14:00"),
    ("apresmidi", "14:00-18:00"),
    ("soir", "18:00-20:00"),
    ("soiree", "18:00-20:00"),
    ("morning", "08:00-12:00"),
    ("afternoon", "14:00-18:00"),
    ("evening", "18:00-20:00"),
];

/// Words that say nothing of when.
#[rustfmt::skip]
const FILLERS: [&str; 16] = [
    "le", "la", "les", "l", "du", "de", "des", "en", "entre", "chaque", "tous", "toutes", "jours", "on",
    "from", "every",
];

/// A word of a window.
enum Word {
    Day(usize),
    Days(&'static str),
    Hours(&'static str),
    Time(String),
    /// « au », « à », a dash.
    Until,
}

/// The window in OpenStreetMap syntax; `None` for a text with a word that is not understood.
pub(super) fn in_syntax(text: &str) -> Option<String> {
    let words: Option<Vec<Word>> = words(text)?.iter().map(|text| word(text)).collect();
    let words = words?;
    let (mut days, mut hours): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut rank = 0;
    while rank < words.len() {
        let range = match &words[rank..] {
            [_, Word::Until, to, ..] => Some(to),
            _ => None,
        };
        match (&words[rank], range) {
            (Word::Day(from), Some(Word::Day(to))) => {
                days.push(format!("{}-{}", OSM_WEEKDAYS[*from], OSM_WEEKDAYS[*to]));
                rank += 2;
            }
            (Word::Time(from), Some(Word::Time(to))) => {
                hours.push(format!("{from}-{to}"));
                rank += 2;
            }
            (Word::Day(day), None) => days.push(OSM_WEEKDAYS[*day].to_owned()),
            (Word::Days(group), None) => days.push((*group).to_owned()),
            (Word::Hours(part), None) => hours.push((*part).to_owned()),
            _ => return None,
        }
        rank += 1;
    }
    match (days.join(","), hours.join(",")) {
        (days, hours) if days.is_empty() && hours.is_empty() => None,
        (days, hours) if days.is_empty() => Some(format!("Mo-Su {hours}")),
        (days, hours) if hours.is_empty() => Some(days),
        (days, hours) => Some(format!("{days} {hours}")),
    }
}

/// The words of a text, a dash being one, without those that say nothing.
fn words(text: &str) -> Option<Vec<String>> {
    let lower = text.to_lowercase().replace("week-end", "weekend");
    // Of « tous les samedis », the day says which.
    let lower = lower.replace("tous les jours", "daily").replace("every day", "daily");
    let lower = lower.replace("après-midi", "apresmidi").replace("apres-midi", "apresmidi");
    let apart = lower.replace(['-', '–', '—'], " - ").replace([',', ';', '\'', '’'], " ");
    let words: Vec<String> = apart
        .split_whitespace()
        .map(|word| if word == "-" { word.to_owned() } else { maillage_spelling::fold(word) })
        .filter(|word| !FILLERS.contains(&word.as_str()) && !["et", "and"].contains(&word.as_str()))
        .collect();
    (!words.is_empty()).then_some(words)
}

fn word(text: &str) -> Option<Word> {
    if ["-", "a", "au", "to", "jusqu"].contains(&text) {
        return Some(Word::Until);
    }
    let is_day = |names: &[&str; 2]| {
        let names = names.map(maillage_spelling::fold);
        let is_short = names[1].get(..SHORT) == Some(text);
        is_short || names.iter().any(|name| text == name || text.strip_suffix('s') == Some(name))
    };
    if let Some(day) = WEEKDAYS.iter().position(is_day) {
        return Some(Word::Day(day));
    }
    let of = |table: &[(&str, &'static str)]| {
        table.iter().find(|(name, _)| *name == text).map(|(_, syntax)| *syntax)
    };
    of(&GROUPS)
        .map(Word::Days)
        .or_else(|| of(&PARTS).map(Word::Hours))
        .or_else(|| time(text).map(Word::Time))
}

/// « 18h », « 18h30 », « 18 30 » (of `18:30`, folded).
fn time(text: &str) -> Option<String> {
    let (hour, minute) = text.split_once(['h', ' '])?;
    let hour: u8 = hour.parse().ok()?;
    let minute: u8 = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    (hour <= 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

#[cfg(test)]
mod tests {
    use super::in_syntax;

    #[test]
    fn windows_are_understood_as_they_are_said() {
        for (said, meant) in [
            ("samedi", "Sa"),
            ("le samedi", "Sa"),
            ("Samedis", "Sa"),
            ("mardi matin", "Tu 08:00-12:00"),
            ("mercredi après-midi", "We 14:00-18:00"),
            ("18h-20h", "Mo-Su 18:00-20:00"),
            ("du lundi au vendredi de 18h à 20h30", "Mo-Fr 18:00-20:30"),
            ("lundi-vendredi 18h-20h", "Mo-Fr 18:00-20:00"),
            ("lundi et jeudi, 9h-12h", "Mo,Th 09:00-12:00"),
            ("en semaine, le soir", "Mo-Fr 18:00-20:00"),
            ("Mon-Fri 18:00-20:00", "Mo-Fr 18:00-20:00"),
            ("sat", "Sa"),
            ("week-end", "Sa-Su"),
            ("tous les jours 18:00-20:00", "Mo-Su 18:00-20:00"),
            ("tous les samedis", "Sa"),
            ("chaque mercredi matin", "We 08:00-12:00"),
            ("Saturday morning", "Sa 08:00-12:00"),
        ] {
            assert_eq!(in_syntax(said).as_deref(), Some(meant), "{said}");
        }
    }

    #[test]
    fn what_is_understood_in_part_is_not_understood() {
        for said in
            ["", "bientôt", "samedi sauf en août", "après 18h", "18h", "25h-26h", "lundi au"]
        {
            assert_eq!(in_syntax(said), None, "{said}");
        }
    }
}
