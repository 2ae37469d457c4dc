//! Weeks of a stop that only its description tells.
//!
//! A list may give the hours of a bus in one column and say elsewhere, in a sentence, that it
//! comes every other week. Read without that sentence the hours would count twice too much.

use super::PlaceRecord;
use crate::source::Field;
use maillage_spelling::fold;

/// Adds to the recurrence of a stop the weeks that its remark tells, where the recurrence tells
/// none. Where the remark tells both even and odd weeks, for days that cannot be told apart, the
/// recurrence is one that is not understood.
pub(super) fn take_from_remark(record: &mut PlaceRecord) {
    let remark = record.details.text(Field::Comment.name());
    let Some(stop) = &mut record.stop else { return };
    if stop.recurrence.is_empty() || weeks_of(&stop.recurrence).is_some() {
        return;
    }
    if let Some(weeks) = weeks_of(remark) {
        stop.recurrence = format!("{}, {weeks}", stop.recurrence);
    }
}

/// The weeks that a text tells, as the reader of hours knows them.
fn weeks_of(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let tells = |spellings: &[&str]| {
        words.iter().enumerate().any(|(rank, word)| {
            spellings.contains(word) && words[rank.saturating_sub(4)..rank].iter().any(is_week)
        })
    };
    let is_fortnight = ["une semaine sur deux", "tous les quinze jours", "tous les 15 jours"]
        .iter()
        .any(|phrase| folded.contains(phrase));
    match (tells(&["paire", "paires"]), tells(&["impaire", "impaires"])) {
        (true, true) => Some("semaines paires ou impaires selon le jour"),
        (true, false) => Some("semaines paires"),
        (false, true) => Some("semaines impaires"),
        (false, false) => is_fortnight.then_some("une semaine sur deux"),
    }
}

fn is_week(word: &&str) -> bool {
    matches!(*word, "semaine" | "semaines")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_told_in_a_sentence() {
        for (text, weeks) in [
            ("Ateliers le jeudi matin (semaines paires).", Some("semaines paires")),
            ("Le bus vient les semaines impaires", Some("semaines impaires")),
            ("Présent une semaine sur deux", Some("une semaine sur deux")),
            (
                "Le lundi des semaines paires et le mardi des semaines impaires.",
                Some("semaines paires ou impaires selon le jour"),
            ),
            ("Une paire d'écouteurs par semaine", None),
            ("Ateliers le jeudi matin", None),
            ("", None),
        ] {
            assert_eq!(weeks_of(text), weeks, "{text}");
        }
    }
}
