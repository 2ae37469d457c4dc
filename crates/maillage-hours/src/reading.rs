//! Reads days and hours from text as lists publish it.
//!
//! Four forms are read: the sentences that [`words`](crate::words) writes, `opening_hours` of
//! OpenStreetMap, the columns of the France Services lists, and French as people write it (« les 1er
//! et 3e mardis du mois, 9h-12h »). Each [`Assumption`] that fills
//! a gap in the text lowers the confidence. The confidence is the product of these factors:
//!
//! - the lowest [`Assumption::factor`] among assumptions about hours;
//! - the [`Assumption::factor`] of each other kind of assumption, once per kind;
//! - `1 − 0.5 × unread / all`, counted in rules for an OpenStreetMap text and in words and numbers
//!   for a French text. Names of places in a sentence count as unread words.
//!
//! A reading with at least the confidence [`SURE`] is used as it is. One with at least [`USED`] is
//! used and reported as doubtful. One below is not used.
//!
//! A partial reading must not report a place as open when it is closed. A restriction that is not
//! understood is therefore an [`Assumption::Restriction`], which brings the confidence below
//! [`USED`]. Hours that run past midnight are refused as spans that end before they start: no place
//! of help opens at night. O(length of the text).

mod assumption;
mod dates;
mod french;
mod osm;
mod sanity;
mod sentence;

use crate::{Hours, Lang, Period, Recurrence, Rule, Weeks, words::schedule_text};
use chrono::{Datelike, Weekday};
use opening_hours_syntax::rules::day::WeekDayRange;

pub use assumption::Assumption;
pub use dates::{MONTHS, read_date};
pub(crate) use osm::day as weekday;
pub use sanity::Incoherence;

/// Confidence from which a reading is used as it is.
pub const SURE: f64 = 0.7;
/// Confidence from which a reading is used and reported as doubtful.
pub const USED: f64 = 0.5;
/// Part of the confidence that is lost when almost nothing of a text is read.
const UNREAD: f64 = 0.5;
/// Maximum length of a text, in bytes. No list has hours of that length.
const LONGEST: usize = 10_000;
/// Hours assumed for a morning and for an afternoon, in minutes after midnight.
const MORNING: (u32, u32) = (540, 720);
const AFTERNOON: (u32, u32) = (840, 1_020);

/// Days and hours read from a text.
#[derive(Debug, Clone, PartialEq)]
pub struct HoursReading {
    /// The days and hours.
    pub recurrence: Recurrence,
    /// Confidence in the reading, 0 to 1.
    pub confidence: f64,
    /// Assumptions made and parts not read, sorted, without duplicates.
    pub assumptions: Vec<Assumption>,
}

/// Why no usable days and hours were read from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The text is empty.
    Nothing,
    /// No part of the text is understood as days and hours.
    NotUnderstood(String),
    /// The text has hours or weeks but no day.
    NoDay(String),
    /// The text has hours, but their days are only given in a form that is not understood, such as
    /// dates without a year.
    Restricted(String),
    /// The text is understood and contradicts itself.
    Incoherent(Incoherence),
}

/// Reads days and hours from `text`. The reading may have too little confidence to be used.
///
/// # Errors
///
/// [`Unread`] when no days and hours can be read. A text of more than 10,000 bytes is not
/// understood.
///
/// # Examples
///
/// ```
/// use maillage_hours::reading::{SURE, read};
///
/// let reading = read("1er lundi du mois 9h30-12h30").expect("days and hours");
/// assert_eq!(reading.summary(), "Mo[1] 09:30-12:30");
/// assert!(reading.confidence >= SURE);
/// ```
pub fn read(text: &str) -> Result<HoursReading, Unread> {
    let validity = |reading: &HoursReading| (reading.recurrence.from, reading.recurrence.to);
    let written = sentence::read(text).unwrap_or_default();
    if let Some(first) = written.first().map(validity)
        && written.iter().all(|reading| validity(reading) == first)
    {
        return Ok(HoursReading::of_rules(written));
    }
    let text = text.trim();
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Unread::Nothing);
    }
    if text.len() > LONGEST {
        return Err(Unread::NotUnderstood(text.to_owned()));
    }
    let reading = osm::read(text).unwrap_or_else(|| french::read(text))?.without_far_end();
    if reading.is_of_our_years() {
        Ok(reading)
    } else {
        Err(Unread::NotUnderstood(text.to_owned()))
    }
}

/// Reads days and hours as [`hours_text`](crate::words::hours_text) writes them: one reading for
/// each rule, whose dates of validity may differ. Any other text is read as [`read`] does.
///
/// # Errors
///
/// Those of [`read`].
pub fn read_back(text: &str) -> Result<Vec<HoursReading>, Unread> {
    sentence::read(text).map_or_else(|| Ok(vec![read(text)?]), Ok)
}

impl HoursReading {
    /// A reading with the confidence that follows from `assumptions` and from `unread`, the share
    /// of the text that was not read, 0 to 1.
    fn new(recurrence: Recurrence, mut assumptions: Vec<Assumption>, unread: f64) -> Self {
        assumptions.sort();
        assumptions.dedup();
        let of_hours = |assumption: &&Assumption| {
            matches!(assumption, Assumption::HalfDay | Assumption::WholeDay)
        };
        let hours = assumptions.iter().filter(of_hours).map(Assumption::factor);
        let mut others: Vec<&Assumption> =
            assumptions.iter().filter(|assumption| !of_hours(assumption)).collect();
        others.dedup_by_key(|assumption| std::mem::discriminant(*assumption));
        let others: f64 = others.into_iter().map(Assumption::factor).product();
        let confidence = hours.fold(1.0, f64::min) * others * (1.0 - UNREAD * unread);
        Self { recurrence, confidence, assumptions }
    }

    /// The rules of all `readings`, which have one validity.
    fn of_rules(readings: Vec<Self>) -> Self {
        let (mut all, mut assumptions) = (Recurrence::default(), Vec::new());
        for Self { recurrence, assumptions: assumed, .. } in readings {
            (all.from, all.to) = (recurrence.from, recurrence.to);
            all.rules.extend(recurrence.rules);
            assumptions.extend(assumed);
        }
        Self::new(all, assumptions, 0.0)
    }

    /// A place that never opens: « fermé ».
    fn never() -> Self {
        Self::new(Recurrence::default(), Vec::new(), 0.0)
    }

    /// The same reading for a known first day of validity. A fortnight is then counted from that
    /// day and no longer assumed.
    pub fn anchored(&self) -> Self {
        let mut reading = self.clone();
        reading.assumptions.retain(|assumption| *assumption != Assumption::WhichWeeks);
        if reading.assumptions.len() < self.assumptions.len() {
            reading.confidence = (self.confidence / Assumption::WhichWeeks.factor()).min(1.0);
        }
        reading
    }

    /// The same reading without an end beyond [`Period::YEARS`]: « jusqu'au 31/12/9999 » says that
    /// there is none.
    fn without_far_end(mut self) -> Self {
        self.recurrence.to = self.recurrence.to.filter(|day| *day <= Period::LAST_DAY);
        self
    }

    /// Whether all its days are in [`Period::YEARS`]: a day of 1899 is an empty cell of a
    /// spreadsheet, and no day of other years can be counted on.
    fn is_of_our_years(&self) -> bool {
        let Recurrence { rules, from, to } = &self.recurrence;
        let dates = rules.iter().flat_map(|rule| match rule {
            Rule::Dates { dates, .. } => dates.as_slice(),
            Rule::Hours { .. } => &[],
        });
        dates.chain(from).chain(to).all(|day| Period::YEARS.contains(&day.year()))
    }

    /// The reading in OpenStreetMap syntax, with the weeks in French, if it is sure and is about
    /// `weekday` only; `None` if not. `weekday` is as in that syntax: `Tu`.
    ///
    /// # Examples
    ///
    /// ```
    /// use maillage_hours::reading::read;
    ///
    /// let reading = read("1er mardi du mois 9h-12h").expect("days and hours");
    /// assert_eq!(reading.on_day_alone("Tu").as_deref(), Some("Tu[1] 09:00-12:00"));
    /// assert_eq!(reading.on_day_alone("We"), None);
    /// ```
    pub fn on_day_alone(&self, weekday: &str) -> Option<String> {
        let Recurrence { rules, from: None, to: None } = &self.recurrence else { return None };
        let weekday = osm::day(weekday)?;
        let is_of_day = |rule: &Rule| match rule {
            Rule::Hours { hours, .. } => is_of_day_alone(hours, weekday),
            Rule::Dates { .. } => false,
        };
        let is_told = self.confidence >= SURE && !rules.is_empty() && rules.iter().all(is_of_day);
        is_told.then(|| written(&self.recurrence))
    }

    /// The reading in OpenStreetMap syntax and its assumptions in one line: `Tu[1,3] 09:00-12:00
    /// (demi-journée, …)`.
    pub fn summary(&self) -> String {
        self.with_assumptions(written(&self.recurrence))
    }

    /// The reading in French words and its assumptions in one line: « les 1er et 3e mardis du mois
    /// de 9h à 12h (demi-journée, …) ».
    pub fn in_words(&self) -> String {
        self.with_assumptions(schedule_text(&self.recurrence, Lang::Fr))
    }

    fn with_assumptions(&self, hours: String) -> String {
        if self.assumptions.is_empty() {
            return hours;
        }
        let assumed: Vec<String> = self.assumptions.iter().map(ToString::to_string).collect();
        format!("{hours} ({})", assumed.join("; "))
    }
}

/// Whether every rule of `hours` is about this weekday, or about holidays.
fn is_of_day_alone(hours: &Hours, weekday: Weekday) -> bool {
    let is_of_day = |day: &WeekDayRange| match day {
        WeekDayRange::Fixed { range, .. } => *range == (weekday..=weekday),
        WeekDayRange::Holiday { .. } => true,
    };
    hours.expression().rules.iter().all(|rule| {
        let days = &rule.day_selector.weekday;
        !days.is_empty() && days.iter().all(is_of_day)
    })
}

/// The rules of a recurrence in OpenStreetMap syntax, with the weeks in French.
fn written(recurrence: &Recurrence) -> String {
    let rule = |rule: &Rule| match rule {
        Rule::Hours { hours, weeks } => match weeks {
            Weeks::Every => hours.to_string(),
            Weeks::Odd => format!("{hours} semaine impaire"),
            Weeks::Even => format!("{hours} semaine paire"),
            Weeks::Second => format!("{hours} une semaine sur deux"),
        },
        Rule::Dates { dates, spans } => {
            let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
            let spans: Vec<String> = spans.iter().copied().map(clock).collect();
            format!("{} {}", dates.join(","), spans.join(","))
        }
    };
    recurrence.rules.iter().map(rule).collect::<Vec<_>>().join("; ")
}

/// A span in minutes after midnight, as text: `09:00-12:30`.
fn clock((start, end): (u32, u32)) -> String {
    let time = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    format!("{}-{}", time(start), time(end))
}

/// The hours of an OpenStreetMap expression. An error when the expression is invalid or never
/// opens.
fn hours(expression: &str) -> Result<Hours, Unread> {
    let hours = expression.parse::<Hours>();
    let hours = hours.map_err(|_| Unread::NotUnderstood(expression.to_owned()))?;
    if sanity::ever_opens(&hours) {
        Ok(hours)
    } else {
        Err(Unread::Incoherent(Incoherence::NeverOpen))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Holidays, HolidaysOff, slots};

    /// The rules read from a text, with their confidence.
    fn understood(text: &str) -> (String, f64) {
        let reading = read(text).unwrap_or_else(|unread| panic!("{text}: {unread:?}"));
        (written(&reading.recurrence), reading.confidence)
    }

    fn refused(text: &str) -> Unread {
        match read(text) {
            Err(unread) => unread,
            Ok(reading) => panic!("{text}: {}", reading.summary()),
        }
    }

    fn fault(text: &str) -> Incoherence {
        match refused(text) {
            Unread::Incoherent(fault) => fault,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_text_without_gaps_is_read_with_full_confidence() {
        for (text, hours) in [
            ("Mo-Fr 09:00-12:00,14:00-17:00; We off", "Mo-Fr 09:00-12:00,14:00-17:00; We closed"),
            ("Mo 09:00-16:30,13:30-16:30", "Mo 09:00-16:30,13:30-16:30"),
            ("Mo 09:00-24:00", "Mo 09:00-24:00"),
            (
                "Mo 09:30-12:30; PH off, Semaine impaire",
                "Mo 09:30-12:30; PH closed semaine impaire",
            ),
            ("Mo 14:00-17:00 semaine paire", "Mo 14:00-17:00 semaine paire"),
            (
                "Mo 09:00 - 12:30 / 14:00 - 17:30; Tu 09:00 - 12:30",
                "Mo 09:00-12:30,14:00-17:30; Tu 09:00-12:30",
            ),
            ("Mo 9h00 - 12h30; We 14h - 17h", "Mo 09:00-12:30; We 14:00-17:00"),
            ("Mo 00:00 - 00:00 / 09:00 - 12:00", "Mo 09:00-12:00"),
            ("Th 09:00-12:00-14:00-17:00", "Th 09:00-12:00,14:00-17:00"),
            ("1er lundi du mois 9h30-12h30", "Mo[1] 09:30-12:30"),
            ("1er mardi et 3e jeudi, de 9h à 12h", "Tu[1],Th[3] 09:00-12:00"),
            ("les deux premiers samedis du mois 9h-12h", "Sa[1,2] 09:00-12:00"),
            ("Le dernier samedi de chaque mois, de 9 heures à 12 h 30", "Sa[-1] 09:00-12:30"),
            ("du lundi au vendredi de 9h à 12h et de 13h30 à 17h", "Mo-Fr 09:00-12:00,13:30-17:00"),
            ("8h/12h15 et 13h15/17h du lundi au jeudi", "Mo-Th 08:00-12:15,13:15-17:00"),
            ("tous les mardis de 14h à 17h sauf vacances scolaires", "Tu 14:00-17:00; SH closed"),
            ("mardi 9h-12h hors jours fériés", "Tu 09:00-12:00; PH closed"),
            ("Lu/Ma/Me 9h-12h", "Mo-We 09:00-12:00"),
            ("lun. mar. 9h30/12h30", "Mo-Tu 09:30-12:30"),
            ("lundi 9h-12h semaines paires et impaires", "Mo 09:00-12:00"),
            ("mardi au samedi 9h-12h, fermé le jeudi", "Tu-Sa 09:00-12:00; Th closed"),
            (
                "LUNDI 9H-12H\nMARDI FERME\nJEUDIS 14H-17H",
                "Mo 09:00-12:00; Th 14:00-17:00; Tu closed",
            ),
            ("tous les jours sauf le dimanche 9h-18h", "Mo-Su 09:00-18:00; Su closed"),
            ("lundi 9h-12h. Lundi 14h-17h", "Mo 09:00-12:00, Mo 14:00-17:00"),
            ("06/10/2026 ; 03/11/2026 14h-17h", "2026-10-06,2026-11-03 14:00-17:00"),
            ("mardi 6 octobre 2026 de 9h à 12h", "2026-10-06 09:00-12:00"),
            ("les 6, 13 et 20 octobre 2026 9h-12h", "2026-10-06,2026-10-13,2026-10-20 09:00-12:00"),
        ] {
            assert_eq!(understood(text), (hours.to_owned(), 1.0), "{text}");
        }
    }

    #[test]
    fn each_assumption_lowers_the_confidence() {
        for (text, hours, confidence) in [
            ("jeudi matin", "Th 09:00-12:00", 0.65),
            ("MERCREDIS APRES MIDI", "We 14:00-17:00", 0.65),
            ("les 1er et 3e mardis du mois", "Tu[1,3] 09:00-12:00,14:00-17:00", 0.55),
            ("lundis et jeudis", "Mo,Th 09:00-12:00,14:00-17:00", 0.55),
            ("Mo-Fr", "Mo-Fr 09:00-12:00,14:00-17:00", 0.55),
            ("2 vendredi par mois 9h-13h", "Fr[1,3] 09:00-13:00", 0.5),
            ("lundi 14h 17h", "Mo 14:00-17:00", 0.8),
            ("lundi 9-12, 14-17", "Mo 09:00-12:00,14:00-17:00", 0.8),
            ("1ère semaine du mois : lundi 9h-12h", "Mo[1] 09:00-12:00", 0.8),
            ("08:00-17:00", "08:00-17:00", 0.6),
            ("lundi 9h-12h une semaine sur deux", "Mo 09:00-12:00 une semaine sur deux", 0.4),
            ("1 mardi/2 9h-12h", "Tu 09:00-12:00 une semaine sur deux", 0.4),
            ("lundi 9h-12h tous les 15 jours", "Mo 09:00-12:00 une semaine sur deux", 0.4),
            // Two words of five are not read: 1 − 0.5 × 2/5.
            ("lundi 9h-12h Salle Polyvalente", "Mo 09:00-12:00", 0.8),
            // One rule of two is not read: 1 − 0.5 × 1/2.
            ("Tu-Fr 08:30-18:00; Mo 18:00", "Tu-Fr 08:30-18:00; Mo unknown", 0.75),
        ] {
            let (read, sure) = understood(text);
            assert_eq!(read, hours, "{text}");
            assert!((sure - confidence).abs() < 1e-9, "{text}: {sure}");
        }
    }

    #[test]
    fn weeks_apply_to_their_clause_or_to_the_clauses_after_them() {
        let text = "lundi après-midi des semaines paires et mardi après-midi des semaines impaires";
        let rules = "Tu 14:00-17:00 semaine impaire; Mo 14:00-17:00 semaine paire";
        assert_eq!(understood(text).0, rules);
        let text = "Les semaines impaires : lundi-Bourg 9h30/15h30; mardi-Val 9h/12h. \
                    Les semaines paires: mardi-Mont 14h/16h";
        let rules = "Mo 09:30-15:30; Tu 09:00-12:00 semaine impaire; Tu 14:00-16:00 semaine paire";
        let (read, confidence) = understood(text);
        assert_eq!(read, rules);
        assert!(confidence >= SURE, "names of places are noise: {confidence}");
        assert_eq!(
            understood("lundi 9h-12h sauf semaines paires").0,
            "Mo 09:00-12:00 semaine impaire"
        );
    }

    #[test]
    fn an_invalid_rule_makes_its_own_days_unknown_and_is_reported() {
        let text = "Mo-Fr 09:00-18:00; Th 09:00-12:00-14:00; Sa 09:00-12:00";
        let reading = read(text).expect("two rules of three");
        assert_eq!(written(&reading.recurrence), "Mo-Fr 09:00-18:00; Th unknown; Sa 09:00-12:00");
        let bad = Assumption::NotRead("Th 09:00-12:00-14:00".to_owned());
        assert_eq!(reading.assumptions, [bad]);
        assert_eq!(understood("Mo 09:00-12:00,14:00-14:00").0, "Mo 09:00-12:00");
    }

    #[test]
    fn contradictory_hours_are_refused_with_their_contradiction() {
        assert_eq!(fault("Mo 17:00-09:00"), Incoherence::EndBeforeStart("17:00-09:00".to_owned()));
        assert_eq!(fault("mardi 17h-9h"), Incoherence::EndBeforeStart("17:00-09:00".to_owned()));
        assert_eq!(fault("Mo 22:00-25:30"), Incoherence::EndBeforeStart("22:00-25:30".to_owned()));
        assert_eq!(fault("Mo 12:00-12:00"), Incoherence::NoLength("12:00-12:00".to_owned()));
        assert_eq!(fault("Mo 24:00-25:00"), Incoherence::NoSuchTime("24:00-25:00".to_owned()));
        assert_eq!(fault("lundi 25:30-26:00"), Incoherence::NoSuchTime("25:30-26:00".to_owned()));
        assert_eq!(fault("Mo-Fr 10:00+"), Incoherence::NoEnd("10:00+".to_owned()));
        assert_eq!(fault("lundi à partir de 9h30"), Incoherence::NoEnd("09:30".to_owned()));
        for never in ["Mo off", "fermé le lundi", "Mo 09:00-12:00; Mo off", "Mo 00:00 - 00:00"] {
            assert_eq!(fault(never), Incoherence::NeverOpen, "{never}");
        }
        for weeks in [
            "Mo 09:00-12:00, semaine paire, semaine impaire",
            "lundi 9h-12h semaine paire, semaine impaire",
        ] {
            assert_eq!(fault(weeks), Incoherence::WeeksExclude, "{weeks}");
        }
    }

    #[test]
    fn a_place_that_is_closed_is_known_never_to_open() {
        for text in ["fermé", "Fermée.", "FERMÉ", "fermeture"] {
            let reading = read(text).unwrap_or_else(|unread| panic!("{text}: {unread:?}"));
            assert_eq!((reading.recurrence, reading.confidence), (Recurrence::default(), 1.0));
        }
        for text in ["fermé temporairement", "fermé en août", "fermé le 8 mai"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hours_after_an_exception_are_those_of_the_other_days() {
        for (text, hours) in [
            (
                "tous les jours sauf mercredi après-midi, 9h-12h et 14h-17h",
                "Mo-Su 09:00-12:00,14:00-17:00; We 13:00-24:00 closed",
            ),
            (
                "du lundi au vendredi sauf le mercredi, 9h-12h et 14h-17h",
                "Mo-Fr 09:00-12:00,14:00-17:00; We closed",
            ),
            ("Lundi - Mercredi - Vendredi 9h-12h", "Mo,We,Fr 09:00-12:00"),
            ("le lundi de 9h à 12h, le 3e lundi de 14h à 17h", "Mo 09:00-12:00, Mo[3] 14:00-17:00"),
            ("lundi 9h-12h (accueil téléphonique 14h-17h)", "Mo 09:00-12:00"),
            (
                "Du lundi au vendredi 9h-12h / 14h-17h. Mercredi : 9h-12h",
                "Mo-Fr 09:00-12:00,14:00-17:00; We 09:00-12:00",
            ),
            (
                "du lundi au vendredi de 8h30 à 17h, le vendredi jusqu'à 16h",
                "Mo-Fr 08:30-17:00; Fr 08:30-16:00",
            ),
            (
                "mardi au samedi 10h-18h, sauf jeudi 12h-14h",
                "Tu-Sa 10:00-18:00; Th 12:00-14:00 closed",
            ),
            (
                "L : 9h-12h M : 14h-17h Me : 9h-12h J : - V : 9h-12h",
                "Mo 09:00-12:00; Tu 14:00-17:00; We 09:00-12:00; Fr 09:00-12:00; Th closed",
            ),
            ("Mar : 14h-19hMer :14h-18h", "Tu 14:00-19:00; We 14:00-18:00"),
            ("lundi au vendredi 9h-17h sans interruption", "Mo-Fr 09:00-17:00"),
            ("7j/7 de 10h à 19h", "Mo-Su 10:00-19:00"),
            ("lundi 09:00:00 - 12:00:00", "Mo 09:00-12:00"),
        ] {
            let (read, confidence) = understood(text);
            assert_eq!(read, hours, "{text}");
            assert!(confidence >= SURE, "{text}: {confidence}");
        }
        for text in ["du lundi au vendredi 9h-17h sauf le mercredi 9h-12h", "Mo 03:00-16:00"] {
            assert!(read(text).is_ok_and(|reading| reading.confidence < SURE), "{text}");
        }
    }

    #[test]
    fn a_text_without_days_and_hours_is_refused() {
        assert_eq!(refused(""), Unread::Nothing);
        assert_eq!(refused(" - "), Unread::Nothing);
        for text in ["semaine impaire", "9h-12h / 13h30-17h"] {
            assert_eq!(refused(text), Unread::NoDay(text.to_owned()));
        }
        for text in [
            "Voir le site https://exemple.fr/lundi-9h-12h",
            "Saint-Jean-sur-Mer, Mairie de Val",
            "Prise de rendez-vous du lundi au vendredi de 9h à 12h",
            "permanences téléphoniques lundi 9h-12h",
            "05 45 00 00 00",
            "Mo 18:00",
        ] {
            assert_eq!(refused(text), Unread::NotUnderstood(text.to_owned()));
        }
    }

    #[test]
    fn a_closed_hour_leaves_the_rest_of_its_day() {
        let reading = read("ouvert le lundi 9h-18h, fermé le lundi 12h-14h").expect("hours");
        let period = "2026-11-09..2026-11-15".parse().expect("a week");
        let open = slots(&reading.recurrence, period, Holidays::new(HolidaysOff::None).of(None));
        let open: Vec<(u32, u32)> = open.iter().map(|slot| (slot.start, slot.end)).collect();
        assert_eq!(open, [(540, 720), (840, 1_080)]);
    }

    #[test]
    fn dates_around_weekdays_bound_their_validity() {
        let reading = read("du 06/10/2026 au 20/12/2026 le mardi 9h-12h").expect("hours");
        assert_eq!(written(&reading.recurrence), "Tu 09:00-12:00");
        assert_eq!(reading.recurrence.from, read_date("2026-10-06"));
        assert_eq!(reading.recurrence.to, read_date("2026-12-20"));
    }

    #[test]
    fn days_of_other_centuries_are_not_understood() {
        for text in ["31/12/1899 9h-12h", "mardi 9h-12h du 01/01/0001 au 31/12/2026", "2200-01-07"]
        {
            assert_eq!(refused(text), Unread::NotUnderstood(text.to_owned()));
        }
        let until = read("le mardi de 9h à 12h, jusqu'au 31 décembre 2199").expect("hours");
        assert_eq!(until.recurrence.to, read_date("2199-12-31"));
        let endless = read("le mardi de 9h à 12h, jusqu'au 31/12/9999").expect("hours");
        assert_eq!(
            (written(&endless.recurrence), endless.recurrence.to),
            (written(&until.recurrence), None)
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,60}") {
            let _ = read(&text);
        }

        #[test]
        fn no_sentence_makes_the_reader_panic_or_gives_a_confidence_above_one(words in prop::collection::vec(
            prop::sample::select(vec![
                "lundi", "Mo", "ma", "9h", "12:00", "25:30", "-", "à", "/", ",", ";", ".", "et", "1er",
                "2", "15", "octobre", "2026", "06/10/2026", "semaine", "paire", "impaires", "sauf", "fermé",
                "off", "vacances", "PH", "matin", "après-midi", "mois", "par", "Ville", "jours", "24:00",
            ]),
            0..12,
        )) {
            if let Ok(reading) = read(&words.join(" ")) {
                prop_assert!((0.0..=1.0).contains(&reading.confidence));
                prop_assert!(!reading.recurrence.rules.is_empty() || reading.confidence == 1.0);
            }
        }
    }
}
