//! School holidays, which only hours that speak of them heed (`SH off`).

use compact_calendar::CompactCalendar;

use super::{Period, SchoolZone};

/// Days without school, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolHoliday {
    /// Where there is none.
    pub whose: Whose,
    /// From the first day to the last.
    pub days: Period,
}

/// Where school holidays hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// In all of France.
    Everyone,
    /// In a zone.
    Zone(SchoolZone),
    /// In a département, by its code.
    Departement(&'static str),
}

impl Whose {
    /// Whether they hold in a département of this zone; unknown, both are `None`.
    fn holds(&self, departement: Option<&str>, zone: Option<SchoolZone>) -> bool {
        match self {
            Self::Everyone => true,
            Self::Zone(own) => zone == Some(*own),
            Self::Departement(code) => departement == Some(*code),
        }
    }
}

/// The days of `holidays` in a département of this zone.
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
