//! Public holidays and school holidays, by département.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{Datelike, NaiveDate, TimeDelta};
use compact_calendar::CompactCalendar;
use opening_hours::{ContextHolidays, localization::Country};

use super::{Period, SchoolHoliday, departements_by_zone, school};

/// Public holidays of some départements only, as month and day: the abolition of slavery.
///
/// Décret n° 83-1003 du 23 novembre 1983, modifié, and the orders of the collectivités.
const LOCAL: [(&str, u32, u32); 5] =
    [("971", 5, 27), ("972", 5, 22), ("973", 6, 10), ("974", 12, 20), ("976", 4, 27)];
/// Départements under the local law of Alsace and Moselle. They add Good Friday and 26 December.
const ALSACE_MOSELLE: [&str; 3] = ["57", "67", "68"];

/// Public holidays on which a place is closed when its hours do not mention them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HolidaysOff {
    /// On the national ones, and on those of the département that the place is in.
    #[default]
    Local,
    /// On the eleven national ones.
    National,
    /// On none.
    None,
}

/// The holidays of France.
///
/// # Examples
///
/// ```
/// use chrono::NaiveDate;
/// use maillage_hours::{Holidays, HolidaysOff};
///
/// let holidays = Holidays::new(HolidaysOff::Local);
/// let day = NaiveDate::from_ymd_opt(2026, 12, 26).expect("a day of the calendar");
/// // Alsace and Moselle have one day more.
/// assert!(holidays.of(Some("67")).is_off(day));
/// assert!(!holidays.of(Some("75")).is_off(day));
/// ```
#[derive(Debug, Clone)]
pub struct Holidays {
    national: DaysOff,
    /// Holidays of the départements that differ from the national ones.
    by_departement: BTreeMap<&'static str, DaysOff>,
}

/// Public and school holidays of one département.
#[derive(Debug, Clone)]
pub struct DaysOff {
    /// Number that identifies this set of holidays.
    zone: usize,
    off: HolidaysOff,
    calendars: ContextHolidays,
}

impl Holidays {
    /// The public holidays of France that `off` selects, without school holidays.
    pub fn new(off: HolidaysOff) -> Self {
        let calendars = Country::FR.holidays();
        let public = calendars.get_public().clone();
        let calendars = ContextHolidays::new(Arc::new(public.clone()), Arc::default());
        let mut holidays =
            Self { national: DaysOff { zone: 0, off, calendars }, by_departement: BTreeMap::new() };
        if off == HolidaysOff::Local {
            let years: BTreeSet<i32> = public.iter().map(|day| day.year()).collect();
            for (departement, month, day) in LOCAL {
                let days =
                    years.iter().filter_map(|year| NaiveDate::from_ymd_opt(*year, month, day));
                holidays.add(departement, &public, days);
            }
            for departement in ALSACE_MOSELLE {
                holidays.add(departement, &public, public.iter().filter_map(of_alsace_moselle));
            }
        }
        holidays
    }

    /// These public holidays together with the school holidays `school` of each département.
    ///
    /// A département that is unknown has only those of [`Whose::Everyone`](crate::Whose::Everyone).
    ///
    /// # Examples
    ///
    /// ```
    /// use maillage_hours::{Holidays, HolidaysOff, Period, SchoolHoliday, SchoolZone, Whose};
    ///
    /// let days: Period = "2026-02-07..2026-02-22".parse()?;
    /// let school = [SchoolHoliday { whose: Whose::Zone(SchoolZone::A), days }];
    /// let holidays = Holidays::new(HolidaysOff::Local).with_school(&school);
    /// // The Rhône is in zone A, Paris in zone C.
    /// assert!(holidays.of(Some("69")).has_school_holidays_in(days));
    /// assert!(!holidays.of(Some("75")).has_school_holidays_in(days));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_school(&self, school: &[SchoolHoliday]) -> Self {
        let mut distinct: Vec<DaysOff> = Vec::new();
        let mut join = |public: &DaysOff, school: CompactCalendar| {
            let calendars =
                ContextHolidays::new(Arc::new(public.public().clone()), Arc::new(school));
            let same = |known: &&DaysOff| {
                known.public() == public.public() && known.school() == calendars.get_school()
            };
            let known = distinct.iter().find(same).cloned();
            known.unwrap_or_else(|| {
                let joined = DaysOff { zone: distinct.len(), off: public.off, calendars };
                distinct.push(joined.clone());
                joined
            })
        };
        let national = join(&self.national, school::calendar(school, None, None));
        let by_departement = departements_by_zone().map(|(code, zone)| {
            let school = school::calendar(school, Some(code), Some(zone));
            (code, join(self.of(Some(code)), school))
        });
        Self { by_departement: by_departement.collect(), national }
    }

    fn add(
        &mut self,
        departement: &'static str,
        public: &CompactCalendar,
        days: impl Iterator<Item = NaiveDate>,
    ) {
        let mut calendar = public.clone();
        for day in days {
            calendar.insert(day);
        }
        let zone = self.by_departement.len() + 1;
        let calendars = ContextHolidays::new(Arc::new(calendar), Arc::default());
        let off = self.national.off;
        self.by_departement.insert(departement, DaysOff { zone, off, calendars });
    }

    /// The holidays of a département given by its code, `67`. The national ones when `departement`
    /// is `None` or has no holidays of its own.
    pub fn of(&self, departement: Option<&str>) -> &DaysOff {
        let local = departement.and_then(|code| self.by_departement.get(code));
        local.unwrap_or(&self.national)
    }
}

/// The local holiday derived from a national one: Good Friday from Easter Monday, 26 December from
/// Christmas. `None` for other holidays.
///
/// Easter Monday is the only national holiday from 23 March to 26 April.
fn of_alsace_moselle(holiday: NaiveDate) -> Option<NaiveDate> {
    let after_winter = (3, 23)..=(4, 26);
    if after_winter.contains(&(holiday.month(), holiday.day())) {
        return Some(holiday - TimeDelta::days(3));
    }
    ((holiday.month(), holiday.day()) == (12, 25)).then(|| holiday + TimeDelta::days(1))
}

impl DaysOff {
    /// Whether `day` is a public holiday on which places close unless their hours mention it.
    pub fn is_off(&self, day: NaiveDate) -> bool {
        self.closes() && self.public().contains(day)
    }

    /// Whether places close on public holidays unless their hours mention them.
    pub(super) fn closes(&self) -> bool {
        self.off != HolidaysOff::None
    }

    /// Whether a school holiday is known on any day of `period`.
    pub fn has_school_holidays_in(&self, period: Period) -> bool {
        let first = self.calendars.get_school().first_after(period.first() - TimeDelta::days(1));
        first.is_some_and(|day| day <= period.last())
    }

    /// Number that identifies this set of holidays. Two départements with the same holidays can
    /// share it.
    pub fn zone(&self) -> usize {
        self.zone
    }

    fn public(&self) -> &CompactCalendar {
        self.calendars.get_public()
    }

    fn school(&self) -> &CompactCalendar {
        self.calendars.get_school()
    }

    /// The same holidays in the type that the evaluation of hours takes.
    pub(super) fn calendars(&self) -> &ContextHolidays {
        &self.calendars
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Recurrence, SchoolZone, Whose, slots};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn good_friday_is_a_holiday_in_moselle_and_not_in_charente() {
        let holidays = Holidays::new(HolidaysOff::Local);
        let (moselle, charente) = (holidays.of(Some("57")), holidays.of(Some("16")));
        assert!(moselle.is_off(day("2026-04-03")) && !charente.is_off(day("2026-04-03")));
        assert!(moselle.is_off(day("2026-12-26")) && charente.is_off(day("2026-04-06")));
        assert!(holidays.of(Some("974")).is_off(day("2026-12-20")));
        assert!(!Holidays::new(HolidaysOff::National).of(Some("57")).is_off(day("2026-04-03")));
        assert!(!Holidays::new(HolidaysOff::None).of(None).is_off(day("2026-12-25")));
    }

    fn in_school(whose: Whose, days: &str) -> SchoolHoliday {
        SchoolHoliday { whose, days: days.parse().expect("a period") }
    }

    #[test]
    fn school_holidays_only_close_hours_that_mention_them_in_their_zone() {
        let school = [in_school(Whose::Zone(SchoolZone::A), "2026-02-07..2026-02-22")];
        let holidays = Holidays::new(HolidaysOff::Local).with_school(&school);
        // Two Wednesdays: one in the holidays of zone A, one in the week after.
        let over = "2026-02-16..2026-03-01".parse().expect("a period");
        let open = |hours: &str, departement| {
            let recurrence = Recurrence::weekly(hours.parse().expect("an expression"));
            slots(&recurrence, over, holidays.of(Some(departement))).len()
        };
        assert_eq!(open("We 09:00-12:00; SH off", "16"), 1);
        assert_eq!(open("We 09:00-12:00; SH off", "44"), 2);
        assert_eq!(open("We 09:00-12:00", "16"), 2);
    }

    #[test]
    fn departements_with_the_same_holidays_share_a_number() {
        let days = "2026-02-07..2026-02-22";
        let school = [Whose::Zone(SchoolZone::A), Whose::Departement("44")];
        let school = school.map(|whose| in_school(whose, days));
        let holidays = Holidays::new(HolidaysOff::Local).with_school(&school);
        let zone = |departement| holidays.of(Some(departement)).zone();
        assert_eq!(zone("16"), zone("44"));
        assert_eq!(zone("49"), holidays.of(None).zone());
        // Each pair is in one school zone. Good Friday is a holiday in one département of the
        // second pair only.
        assert!(zone("16") != zone("49") && zone("57") != zone("54"));
        assert!(holidays.of(Some("57")).is_off(day("2026-04-03")));
        let everyone = [in_school(Whose::Everyone, days)];
        let holidays = Holidays::new(HolidaysOff::National).with_school(&everyone);
        assert_eq!(holidays.of(Some("974")).zone(), holidays.of(None).zone());
    }
}
