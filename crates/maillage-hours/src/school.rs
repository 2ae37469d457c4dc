//! School holidays. They only affect hours that mention them (`SH off`).

use compact_calendar::CompactCalendar;

use super::{Period, SchoolZone};

/// School holidays of an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolHoliday {
    /// The area.
    pub whose: Whose,
    /// First to last day.
    pub days: Period,
}

/// Area of school holidays.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// All of France.
    Everyone,
    /// One zone of the school calendar.
    Zone(SchoolZone),
    /// One département, by its code.
    Departement(&'static str),
}

impl Whose {
    /// Whether the area contains a département of this zone. Both are `None` when unknown.
    fn holds(&self, departement: Option<&str>, zone: Option<SchoolZone>) -> bool {
        match self {
            Self::Everyone => true,
            Self::Zone(own) => zone == Some(*own),
            Self::Departement(code) => departement == Some(*code),
        }
    }
}

/// The days of `holidays` that apply in a département of this zone.
pub(super) fn calendar(
    holidays: &[SchoolHoliday],
    departement: Option<&str>,
    zone: Option<SchoolZone>,
) -> CompactCalendar {
    let held = holidays.iter().filter(|holiday| holiday.whose.holds(departement, zone));
    let mut calendar = CompactCalendar::default();
    for day in held.flat_map(|holiday| holiday.days.dates()) {
        calendar.insert(day);
    }
    calendar
}
