//! First and last day of service of a stop, from the texts that state them.

use chrono::NaiveDate;
use maillage_core::model::Stop;
use maillage_hours::{Period, reading::read_date};

/// The days between which a stop is served, each `None` where it is not stated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Validity {
    pub(crate) from: Option<NaiveDate>,
    pub(crate) to: Option<NaiveDate>,
}

impl Validity {
    /// The validity of `stop`, and the texts that state none: what is no day of
    /// [`Period::YEARS`], and two days of which the last is before the first. A last day after these
    /// years says that there is none (9999-12-31).
    pub(crate) fn of(stop: &Stop) -> (Self, Vec<String>) {
        let [from, to] = [&stop.valid_from, &stop.valid_to].map(|text| read_date(text));
        let is_endless = to.is_some_and(|to| to > Period::LAST_DAY);
        let usable = |day: &NaiveDate| (Period::FIRST_DAY..=Period::LAST_DAY).contains(day);
        let [from, to] = [from, to].map(|day| day.filter(usable));
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            return (Self::default(), vec![format!("{} → {}", stop.valid_from, stop.valid_to)]);
        }
        let unread = |text: &str, is_read: bool| {
            (!is_read && !text.trim().is_empty()).then(|| text.to_owned())
        };
        let from_unread = unread(&stop.valid_from, from.is_some());
        let to_unread = unread(&stop.valid_to, to.is_some() || is_endless);
        (Self { from, to }, from_unread.into_iter().chain(to_unread).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(from: &str, to: &str) -> (Validity, Vec<String>) {
        let [valid_from, valid_to] = [from, to].map(str::to_owned);
        Validity::of(&Stop { valid_from, valid_to, ..Stop::default() })
    }

    fn day(text: &str) -> Option<NaiveDate> {
        Some(text.parse().expect("a day"))
    }

    #[test]
    fn each_day_counts_where_it_can_be_read() {
        let validity = |from, to| Validity { from, to };
        assert_eq!(of("", " "), (Validity::default(), vec![]));
        let autumn = validity(day("2026-09-01"), day("2026-12-31"));
        assert_eq!(of("01/09/2026", "2026-12-31"), (autumn, vec![]));
        let open = validity(day("2026-09-01"), None);
        assert_eq!(of("2026-09-01", "9999-12-31"), (open, vec![]));
        assert_eq!(of("2026-09-01", "été"), (open, vec!["été".to_owned()]));
        assert_eq!(of("0026-09-01", ""), (Validity::default(), vec!["0026-09-01".to_owned()]));
        let reversed = vec!["2026-12-31 → 2026-09-01".to_owned()];
        assert_eq!(of("2026-12-31", "2026-09-01"), (Validity::default(), reversed));
    }
}
