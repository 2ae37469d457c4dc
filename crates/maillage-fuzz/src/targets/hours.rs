//! Days and hours in text: a confidence from 0 to 1, slots within the period, and words that are
//! read back to the same openings.

use std::{
    path::Path,
    sync::{Arc, LazyLock},
};

use maillage::{
    Lang,
    hours::{
        DaysOff, Holidays, HolidaysOff, Period, Recurrence, Slot,
        reading::{USED, read, read_back},
        slots, union, unknown_slots,
        words::hours_text,
    },
};

use super::Target;
use crate::{
    case::Case,
    dice::Dice,
    mutation::{extreme, spoil},
    program::Program,
    seeds::Seeds,
};

pub(super) const TARGET: Target = Target {
    name: "hours",
    about: "spoilt sentences of days and hours to their reader, and its words back to it",
    case,
    judge,
};

/// Maximum number of pieces of a text.
const MOST_PIECES: usize = 6;

fn case(seeds: &Seeds, dice: &mut Dice) -> Case {
    let mut text = dice.pick(&seeds.hours);
    for _ in 0..dice.below(MOST_PIECES) {
        text = match dice.below(5) {
            0 => format!(
                "{text}{}{}",
                dice.pick(&[" ", ", ", "; ", " et ", " | "]),
                dice.pick(&seeds.hours)
            ),
            1 => {
                let spoilt = spoil(text.as_bytes(), dice.pick(&seeds.hours).as_bytes(), dice);
                String::from_utf8_lossy(&spoilt).into_owned()
            }
            _ => with_another_word(&text, &dice.pick(&seeds.hours), dice),
        };
    }
    Case { words: vec![text], ..Case::default() }
}

/// `text` with one of its words replaced by a word of `other`, left out, or made extreme.
fn with_another_word(text: &str, other: &str, dice: &mut Dice) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let others: Vec<&str> = other.split(' ').collect();
    let at = dice.below(words.len());
    let value = extreme(dice);
    match dice.below(5) {
        0 => drop(words.remove(at)),
        1 => words[at] = &value,
        2 => words.insert(at, dice.pick(&others)),
        _ => words[at] = dice.pick(&others),
    }
    words.join(" ")
}

fn judge(case: &Case, _: &Path, _: &Program) -> String {
    let readings = match read_back(&case.words[0]) {
        Ok(readings) => readings,
        Err(unread) => return format!("{unread:?}").chars().take_while(|it| *it != '(').collect(),
    };
    let period: Period = "2026-10-01..2027-01-31".parse().expect("a period");
    for reading in &readings {
        let confidence = reading.confidence;
        assert!((0.0..=1.0).contains(&confidence), "law: confidence is from 0 to 1; {confidence}");
        let open = open(&[Arc::new(reading.recurrence.clone())], period);
        for slots in &open {
            let in_order = slots.windows(2).all(|pair| pair[0].end < pair[1].start);
            let within =
                slots.iter().all(|slot| slot.start < slot.end && slot.end <= period.minutes());
            assert!(in_order && within, "law: slots are in order, within the period");
        }
        reading.summary();
        reading.anchored();
    }
    if readings.iter().any(|reading| reading.confidence < USED) {
        return "read, not used".to_owned();
    }
    let recurrences: Vec<_> = readings.into_iter().map(|it| Arc::new(it.recurrence)).collect();
    hours_text(&recurrences, Lang::En);
    let words = hours_text(&recurrences, Lang::Fr);
    let again = match read_back(&words) {
        Ok(again) => again,
        Err(unread) => panic!("law: words are read back; {unread:?} of {words}"),
    };
    let again: Vec<_> = again.into_iter().map(|it| Arc::new(it.recurrence)).collect();
    assert_eq!(
        open(&again, period),
        open(&recurrences, period),
        "law: words say the openings; {words}"
    );
    // The reader of one validity agrees with that of several, where it reads.
    let _ = read(&words);
    "read and read back".to_owned()
}

/// The slots that are open, and those that are not known.
fn open(recurrences: &[Arc<Recurrence>], period: Period) -> [Vec<Slot>; 2] {
    static HOLIDAYS: LazyLock<Holidays> = LazyLock::new(|| Holidays::new(HolidaysOff::Local));
    let off = HOLIDAYS.of(None);
    let all = |of: fn(&Recurrence, Period, &DaysOff) -> Vec<Slot>| {
        union(recurrences.iter().flat_map(|it| of(it, period, off)).collect())
    };
    [all(slots), all(unknown_slots)]
}
