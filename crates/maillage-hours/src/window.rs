//! The part of a week, or the moment, that a map is limited to.

mod spoken;

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use maillage_words::Refusal;
use opening_hours::OpeningHours;

use super::{Holidays, HolidaysOff, Lang, Period, Recurrence, Slot, slots, words::schedule_text};
use crate::sentences;

/// Days and hours of the week: `samedi`, `mardi matin`, `du lundi au vendredi, 18h-20h`; or in
/// OpenStreetMap syntax, `Sa`, `Mo-Fr 18:00-20:00`.
///
/// # Examples
///
/// ```
/// use maillage_hours::{Lang, Window};
///
/// let window: Window = "samedi".parse()?;
/// assert_eq!(window.to_string(), "Sa");
/// assert_eq!(window.in_words(Lang::Fr), "le samedi");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    hours: OpeningHours,
    written: String,
}

/// A date and time to the minute, in local time.
///
/// # Examples
///
/// ```
/// use maillage_hours::Moment;
///
/// let moment: Moment = "2026-10-06 10:00".parse()?;
/// assert_eq!(moment.to_string(), "2026-10-06T10:00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment(NaiveDateTime);

impl Window {
    /// The slots of the window over `period`, in order. Public holidays have no effect. Empty when
    /// the window does not fall within the period.
    pub fn slots(&self, period: Period) -> Vec<Slot> {
        let whole_year = Holidays::new(HolidaysOff::None);
        slots(&Recurrence::weekly(self.hours.clone().into()), period, whole_year.of(None))
    }

    /// The window in words: « le samedi », « du lundi au vendredi de 18h à 20h ».
    pub fn in_words(&self, lang: Lang) -> String {
        let text = schedule_text(&Recurrence::weekly(self.hours.clone().into()), lang);
        // A whole day needs no hours.
        let whole = match lang {
            Lang::Fr => " 24h sur 24",
            Lang::En => " all day long",
        };
        text.strip_suffix(whole).map_or(text.clone(), str::to_owned)
    }
}

impl Moment {
    /// The date and time.
    pub fn moment(self) -> NaiveDateTime {
        self.0
    }

    /// The date.
    pub fn day(self) -> NaiveDate {
        self.0.date()
    }
}

impl FromStr for Window {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let said = spoken::in_syntax(text);
        let written = said.as_deref().unwrap_or(text);
        let hours = written.parse().map_err(|_| Refusal(sentences::bad_window()))?;
        Ok(Self { hours, written: written.to_owned() })
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl FromStr for Moment {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let read = |form| NaiveDateTime::parse_from_str(text.trim(), form).ok();
        let moment = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"].into_iter().find_map(read);
        let moment = moment.filter(|moment| Period::YEARS.contains(&moment.year()));
        moment.map(Self).ok_or_else(|| Refusal(sentences::bad_moment()))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%dT%H:%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_a_part_of_every_week() {
        let period: Period = "2026-11-02..2026-11-15".parse().expect("two weeks");
        let window: Window = "Mo-Fr 18:00-20:00".parse().expect("a window");
        let slots = window.slots(period);
        assert_eq!((slots.len(), slots[0]), (10, Slot { start: 1_080, end: 1_200 }));
        let saturdays: Window = "Sa".parse().expect("a window");
        assert_eq!(saturdays.slots(period).iter().map(|slot| slot.minutes()).sum::<u32>(), 2_880);
        assert_eq!("samedi".parse(), Ok(saturdays.clone()));
        assert!("bientôt".parse::<Window>().is_err());
        assert_eq!(saturdays.in_words(Lang::Fr), "le samedi");
        assert_eq!(window.in_words(Lang::Fr), "du lundi au vendredi de 18h à 20h");
    }

    #[test]
    fn a_moment_is_read_as_it_is_written() {
        let moment: Moment = "2026-10-06T10:00".parse().expect("a moment");
        assert_eq!(moment.to_string(), "2026-10-06T10:00");
        assert!("2026-10-06 10:00".parse::<Moment>().is_ok_and(|same| same == moment));
        assert!("10:00".parse::<Moment>().is_err());
    }
}
