//! Rules for when something is open.

use chrono::NaiveDate;
use opening_hours::OpeningHours;
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange};

/// When a place is open, or a vehicle stops: rules that add up, within dates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Recurrence {
    /// The rules; what any of them opens is open.
    pub rules: Vec<Rule>,
    /// The first day on which they hold; from ever if `None`.
    pub from: Option<NaiveDate>,
    /// The last day on which they hold; for ever if `None`.
    pub to: Option<NaiveDate>,
}

/// One rule of a recurrence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Hours as OpenStreetMap writes them, in some weeks.
    Hours {
        /// `Mo 09:30-12:30; PH off`, `Tu[1,3] 14:00-17:00`, `2026 Oct 6 09:00-12:00`.
        hours: OpeningHours,
        /// The weeks they hold in.
        weeks: Weeks,
    },
    /// The dates of a timetable, holidays or not.
    Dates {
        /// In order, each once.
        dates: Vec<NaiveDate>,
        /// From and to in minutes after midnight; beyond 1,440 on the next day. In order.
        spans: Vec<(u32, u32)>,
    },
}

/// The weeks in which hours hold.
///
/// A fortnight is anchored: in the first week that begins with the validity or after, or
/// else with the period, odd means that its ISO number is odd. From there on every second
/// week follows, also where a year has 53 weeks and two odd numbers stand in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weeks {
    /// Every week.
    Every,
    /// Every second week: those of odd ISO number, counted from the anchor.
    Odd,
    /// Every second week: those of even ISO number, counted from the anchor.
    Even,
    /// Every second week: that of the anchor, and every second from there.
    Second,
}

impl Recurrence {
    /// These hours in every week, without bounds.
    pub fn weekly(hours: OpeningHours) -> Self {
        Self { rules: vec![Rule::Hours { hours, weeks: Weeks::Every }], from: None, to: None }
    }

    /// Whether it is a timetable whose vehicle never stays anywhere, not for a minute.
    pub fn only_passes(&self) -> bool {
        let passes = |rule: &Rule| match rule {
            Rule::Dates { spans, .. } => spans.iter().all(|(start, end)| start >= end),
            Rule::Hours { .. } => false,
        };
        self.rules.iter().all(passes)
    }

    /// Whether it says anything of school holidays.
    pub fn tells_of_school(&self) -> bool {
        self.rules.iter().any(|rule| rule.tells_of(HolidayKind::School))
    }
}

impl Rule {
    /// Whether it says itself what holds on these holidays.
    pub(super) fn tells_of(&self, holiday: HolidayKind) -> bool {
        let Self::Hours { hours, .. } = self else {
            // A date that is named is meant.
            return holiday == HolidayKind::Public;
        };
        let told = |day: &WeekDayRange| matches!(day, WeekDayRange::Holiday { kind, .. } if *kind == holiday);
        hours.get_expression().rules.iter().any(|rule| rule.day_selector.weekday.iter().any(told))
    }
}
