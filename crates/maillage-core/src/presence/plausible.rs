//! Which of the days that lists state can be believed.
//!
//! One slip of the keyboard, 2062 for 2026, must not rule where the latest of twenty thousand dates
//! is asked for. No clock is read, so that nobody knows what is in the future. What is known: the
//! program itself is of [`DEFAULT_FIRST_DAY`], and lists that are kept up have dates all along.
//!
//! - Before [`OLDEST`], and [`FARTHEST`] after the day of the program, no day is plausible: these
//!   are what an empty cell becomes in a spreadsheet (1899-12-30, 1900-01-01) or in a program
//!   (1970-01-01), and « never » (9999-12-31).
//! - The middle of all days is their lower median, where the day of the program counts as one more:
//!   a day alone does not prove itself, two that agree do.
//! - From the middle, or from the day of the program if that is later, days go on as long as the
//!   next is within [`GAP`]. A day beyond is later than the rest by a slip, unless it is one of
//!   many: old rows and new ones may be years apart ([`is_of_a_group`]).
//!
//! Days of the past are not judged this way among dates of update: rows that nobody touched
//! for ten years are honest.
//! O(n log n).

use chrono::{NaiveDate, TimeDelta};

use super::DEFAULT_FIRST_DAY;

/// No list of places on a computer was brought up to date before.
const OLDEST: NaiveDate = NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day of the calendar");
/// The longest time between two days that follow each other in lists that are kept up: two
/// years. A slip in the figure of the decade is ten.
const GAP: TimeDelta = TimeDelta::days(731);
/// The longest time after the day of the program that any list can be of.
const FARTHEST: TimeDelta = TimeDelta::days(20 * 365);
/// The share of all days that a group of later ones has at least.
const GROUP: usize = 20;
/// The longest time between a group of later days and those before.
const APART: TimeDelta = TimeDelta::days(4 * 365);

/// The days that are plausible among those of all lists of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlausibleDays {
    first: NaiveDate,
    last: NaiveDate,
}

impl PlausibleDays {
    /// Among dates on which rows were brought up to date: any of the past, and none that is later
    /// than the rest by more than two years, unless it is of a group.
    pub fn of_updates(days: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self { first: OLDEST, ..Self::around_the_middle(days) }
    }

    /// Among first and last days of validity: none that is earlier or later than the rest by more
    /// than two years.
    pub fn of_validities(days: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self::around_the_middle(days)
    }

    /// Whether `day` is one of them.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Whether `day` is before any day that lists can mean: what an empty cell becomes.
    pub fn is_before_any(day: NaiveDate) -> bool {
        day < OLDEST
    }

    /// Whether all of them are before `day`.
    pub fn end_before(self, day: NaiveDate) -> bool {
        self.last < day
    }

    fn around_the_middle(days: impl IntoIterator<Item = NaiveDate>) -> Self {
        let mut days: Vec<NaiveDate> =
            days.into_iter().filter(|day| (OLDEST..=latest()).contains(day)).collect();
        days.push(DEFAULT_FIRST_DAY);
        days.sort_unstable();
        let middle = days[(days.len() - 1) / 2];
        let goes_on = |reached: NaiveDate, next: NaiveDate| (next - reached).abs() <= GAP;
        let mut last = middle.max(DEFAULT_FIRST_DAY);
        for (rank, day) in days.iter().enumerate() {
            if *day > last && !goes_on(last, *day) && !is_of_a_group(&days, rank, last) {
                break;
            }
            last = last.max(*day);
        }
        // Up to the day of the program, nothing is in the future.
        let last = last.max(DEFAULT_FIRST_DAY + GAP);
        let mut first = middle;
        for day in days.iter().rev() {
            if *day < first && !goes_on(first, *day) {
                break;
            }
            first = first.min(*day);
        }
        Self { first, last }
    }
}

/// The latest day that any list can state.
fn latest() -> NaiveDate {
    DEFAULT_FIRST_DAY + FARTHEST
}

/// Whether the day of this rank, which is long after `last`, begins a group of days that go on: at
/// least two days that differ, and one in [`GROUP`] of all.
fn is_of_a_group(days: &[NaiveDate], rank: usize, last: NaiveDate) -> bool {
    let group = days[rank..].chunk_by(|one, next| *next - *one <= GAP).next().unwrap_or(&[]);
    let differ = group.first() != group.last();
    days[rank] - last <= APART && differ && group.len() * GROUP >= days.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// The days among `days` that are not plausible as dates of update.
    fn unlikely<'days>(days: &[&'days str]) -> Vec<&'days str> {
        let plausible = PlausibleDays::of_updates(days.iter().map(|text| day(text)));
        days.iter().copied().filter(|text| !plausible.contains(day(text))).collect()
    }

    #[test]
    fn a_day_decades_after_the_rest_is_not_believed() {
        assert_eq!(unlikely(&["2062-05-16"]), ["2062-05-16"]);
        assert_eq!(unlikely(&["2024-05-16", "2062-05-16"]), ["2062-05-16"]);
        let list = ["2019-01-01", "2023-05-16", "2024-11-02", "2034-11-02", "9999-12-31"];
        assert_eq!(unlikely(&list), ["2034-11-02", "9999-12-31"]);
    }

    #[test]
    fn what_an_empty_cell_becomes_is_no_day() {
        let zeros = ["1899-12-30", "1900-01-01", "1904-01-01", "1970-01-01"];
        assert_eq!(unlikely(&zeros), zeros);
    }

    #[test]
    fn old_rows_a_late_one_and_a_list_of_later_years_are_honest() {
        let none: [&str; 0] = [];
        assert_eq!(unlikely(&["2009-03-01", "2009-03-01", "2025-12-01"]), none);
        assert_eq!(unlikely(&["2027-06-01"]), none);
        assert_eq!(unlikely(&["2026-06-01", "2028-01-15", "2029-11-30", "2031-02-01"]), none);
        assert_eq!(unlikely(&["2036-01-01", "2036-02-01", "2036-03-01"]), none);
        let later = ["2062-01-01", "2062-02-01", "2062-03-01"];
        assert_eq!(unlikely(&later), later);
    }

    #[test]
    fn rows_of_today_are_honest_beside_many_old_ones() {
        let old = ["2015-01-01"; 30];
        let of_today = ["2029-03-02", "2029-06-01"];
        let none: [&str; 0] = [];
        assert_eq!(unlikely(&[&old[..], &of_today].concat()), none);
        // A slip that was filled down, one of many, one of the decade.
        assert_eq!(unlikely(&[&old[..], &["2029-03-02"; 2]].concat()), ["2029-03-02"; 2]);
        let many = [["2025-11-04"; 60], ["2026-01-05"; 60]].concat();
        assert_eq!(unlikely(&[&many[..], &of_today].concat()), of_today);
        let of_a_decade = ["2034-03-02", "2034-06-01"];
        assert_eq!(unlikely(&[&old[..], &of_a_decade].concat()), of_a_decade);
    }

    #[test]
    fn a_validity_of_another_decade_is_apart_from_the_others() {
        let days = ["2002-09-01", "2003-07-05", "2026-09-01", "2026-09-01", "2027-07-05"];
        let plausible = PlausibleDays::of_validities(days.map(day));
        assert_eq!(
            days.map(|text| plausible.contains(day(text))),
            [false, false, true, true, true]
        );
    }

    proptest! {
        #[test]
        fn days_in_any_order_give_the_same(days in prop::collection::vec(0..4_000_000_i32, 0..9)) {
            let of = |days: &[i32]| {
                let days = days.iter().filter_map(|n| NaiveDate::from_num_days_from_ce_opt(*n));
                PlausibleDays::of_validities(days)
            };
            let mut turned = days.clone();
            turned.reverse();
            prop_assert_eq!(of(&days), of(&turned));
        }
    }
}
