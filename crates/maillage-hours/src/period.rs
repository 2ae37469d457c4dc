//! The period of consecutive days over which presence is counted.

use std::{fmt, ops::RangeInclusive, str::FromStr};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use maillage_words::Refusal;

use crate::sentences;

/// Minutes in a day.
pub const DAY: u32 = 1_440;

/// Consecutive days, both ends included.
///
/// # Examples
///
/// ```
/// use maillage_hours::{DAY, Period};
///
/// let period: Period = "2026-09-01..2026-12-31".parse()?;
/// assert_eq!((period.days(), period.minutes()), (122, 122 * DAY));
/// assert!("2026-12-31..2026-09-01".parse::<Period>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

impl Period {
    /// Maximum length of a period, in days: ten years.
    pub const LONGEST: i64 = 3_660;

    /// Years that a period may contain. The calendars of holidays end with them.
    pub const YEARS: RangeInclusive<i32> = 1900..=2199;

    /// First day of [`Period::YEARS`].
    pub const FIRST_DAY: NaiveDate =
        NaiveDate::from_ymd_opt(*Self::YEARS.start(), 1, 1).expect("a day of the calendar");

    /// Last day of [`Period::YEARS`].
    pub const LAST_DAY: NaiveDate =
        NaiveDate::from_ymd_opt(*Self::YEARS.end(), 12, 31).expect("a day of the calendar");

    /// The days from `first` to `last`, both included.
    ///
    /// `None` when `last` is before `first`, when the period is longer than [`Period::LONGEST`], or
    /// when a day is outside [`Period::YEARS`].
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        let days = (last - first).num_days() + 1;
        let years = first >= Self::FIRST_DAY && last <= Self::LAST_DAY;
        (years && (1..=Self::LONGEST).contains(&days)).then_some(Self { first, last })
    }

    /// First day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// Last day.
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// Number of days, at least 1.
    pub fn days(self) -> u32 {
        u32::try_from((self.last - self.first).num_days() + 1).expect("bounded when it was made")
    }

    /// Number of weeks, with a fraction when the days are not whole weeks.
    pub fn weeks(self) -> f64 {
        f64::from(self.days()) / 7.0
    }

    /// Number of minutes.
    pub fn minutes(self) -> u32 {
        self.days() * DAY
    }

    /// All days, in order.
    pub fn dates(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take(self.days() as usize)
    }

    /// Whether `day` is in the period.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The moment `minute` minutes after the first midnight.
    pub fn moment(self, minute: u32) -> NaiveDateTime {
        self.first.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute))
    }

    /// Minutes from the first midnight to `moment`. `None` outside the period.
    pub fn minute_of(self, moment: NaiveDateTime) -> Option<u32> {
        let minutes = (moment - self.first.and_time(NaiveTime::MIN)).num_minutes();
        u32::try_from(minutes).ok().filter(|minute| *minute < self.minutes())
    }
}

/// The form that [`FromStr`] reads: `2026-09-01..2026-12-31`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

impl FromStr for Period {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let expected = &sentences::give_a_period();
        let (first, last) =
            text.split_once("..").ok_or_else(|| Refusal(sentences::give_a_period()))?;
        let day = |text: &str| {
            let text = text.trim();
            text.parse::<NaiveDate>().map_err(|_| Refusal(sentences::no_day(text, expected)))
        };
        let (first, last) = (day(first)?, day(last)?);
        Self::new(first, last).ok_or_else(|| {
            let [of, to] = [first.to_string(), last.to_string()];
            Refusal(if last < first {
                sentences::ends_before(&to, &of, expected)
            } else {
                sentences::long_period(&of, &to, expected)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_as_it_is_written() {
        let period: Period = "2026-09-01..2026-12-31".parse().expect("a period");
        assert_eq!((period.days(), period.to_string()), (122, "2026-09-01..2026-12-31".to_owned()));
        for wrong in
            ["2026-09-01", "2026-12-31..2026-09-01", "hier..demain", "1900-01-01..2026-01-01"]
        {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_moment_converts_to_its_minute_and_back() {
        let period: Period = "2026-09-01..2026-09-02".parse().expect("a period");
        assert_eq!(period.minute_of(period.moment(1_441)), Some(1_441));
        assert_eq!(period.moment(1_441).to_string(), "2026-09-02 00:01:00");
        assert_eq!(period.minute_of(period.moment(2 * 1_440)), None);
    }
}
