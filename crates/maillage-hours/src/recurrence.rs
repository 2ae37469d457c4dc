//! Recurrence rules.

use chrono::NaiveDate;
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange};

use super::Hours;

/// When a place is open or a vehicle stops: a union of rules, between two dates.
///
/// # Examples
///
/// ```
/// use maillage_hours::Recurrence;
///
/// let hours = Recurrence::weekly("Tu 09:00-12:00; PH off".parse()?);
/// assert_eq!(hours.rules.len(), 1);
/// assert!(!hours.only_passes() && !hours.mentions_school_holidays());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Recurrence {
    /// The rules. The place is open whenever one of them opens it; without rules it never opens.
    pub rules: Vec<Rule>,
    /// First day of validity. No lower bound when `None`.
    pub from: Option<NaiveDate>,
    /// Last day of validity. No upper bound when `None`.
    pub to: Option<NaiveDate>,
}

/// One rule of a recurrence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Hours in OpenStreetMap syntax, in some weeks.
    Hours {
        /// `Mo 09:30-12:30; PH off`, `Tu[1,3] 14:00-17:00`, `2026 Oct 6 09:00-12:00`.
        hours: Hours,
        /// The weeks in which the hours apply.
        weeks: Weeks,
    },
    /// The dates of a timetable. Public holidays do not cancel them.
    Dates {
        /// The dates in order, without duplicates.
        dates: Vec<NaiveDate>,
        /// Start and end in minutes after midnight, in order. Minutes above 1,440 are on the next
        /// day.
        spans: Vec<(u32, u32)>,
    },
}

/// Weeks in which hours apply.
///
/// [`Odd`](Self::Odd) and [`Even`](Self::Even) are anchored in the first week that begins on or
/// after the first day of validity, or of the period when there is none. In that week, « odd »
/// means an odd ISO week number. Every second week follows from there, also across a year of 53
/// weeks, where two odd numbers follow each other. [`Second`](Self::Second) is counted from the
/// week of the first day itself.
///
/// # Examples
///
/// ```
/// use chrono::NaiveDate;
/// use maillage_hours::Weeks;
///
/// let day = |day| NaiveDate::from_ymd_opt(2026, 1, day).expect("a day of the calendar");
/// // 1 January 2026 is a Thursday; the week that begins after it is the second of the year.
/// assert_eq!(Weeks::anchor(day(1)), day(5));
/// assert!(Weeks::Even.hold(day(6), day(1)) && !Weeks::Even.hold(day(13), day(1)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weeks {
    /// Every week.
    Every,
    /// Every second week: the odd ISO weeks, counted from the anchor.
    Odd,
    /// Every second week: the even ISO weeks, counted from the anchor.
    Even,
    /// Every second week, starting with the week of the first day.
    Second,
}

impl Recurrence {
    /// These hours in every week, without bounds of validity.
    pub fn weekly(hours: Hours) -> Self {
        Self { rules: vec![Rule::Hours { hours, weeks: Weeks::Every }], from: None, to: None }
    }

    /// Whether every stop has zero length: the vehicle of the timetable never waits. False without
    /// rules, and with any rule of [`Rule::Hours`].
    pub fn only_passes(&self) -> bool {
        let passes = |rule: &Rule| match rule {
            Rule::Dates { spans, .. } => spans.iter().all(|(start, end)| start >= end),
            Rule::Hours { .. } => false,
        };
        !self.rules.is_empty() && self.rules.iter().all(passes)
    }

    /// Whether any rule mentions school holidays.
    pub fn mentions_school_holidays(&self) -> bool {
        self.rules.iter().any(|rule| rule.mentions(HolidayKind::School))
    }
}

impl Rule {
    /// Whether the rule states what applies on these holidays.
    pub(super) fn mentions(&self, holiday: HolidayKind) -> bool {
        let Self::Hours { hours, .. } = self else {
            // A date of a timetable applies even on a public holiday.
            return holiday == HolidayKind::Public;
        };
        let names_holiday = |day: &WeekDayRange| matches!(day, WeekDayRange::Holiday { kind, .. } if *kind == holiday);
        let rules = &hours.expression().rules;
        rules.iter().any(|rule| rule.day_selector.weekday.iter().any(names_holiday))
    }
}
