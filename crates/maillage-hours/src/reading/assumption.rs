//! Assumptions of a reading of days and hours, and their effect on its confidence.

use std::fmt;

/// An assumption of a reading, or a part of the text that it leaves out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// A half day without hours is read as 09:00-12:00 or 14:00-17:00.
    HalfDay,
    /// A day without hours is read as 09:00-12:00,14:00-17:00.
    WholeDay,
    /// Two times side by side, or two numbers after a day, are read as a start and an end: « 14h
    /// 17h », « lundi 9-12 ».
    TimesPaired,
    /// Hours without a day are read as every day.
    EveryDay,
    /// « 2 vendredis par mois » does not say which two. The first and third are assumed.
    WhichOfMonth,
    /// The first week of a month is read as the first such weekday of the month.
    WeekOfMonth,
    /// Hours of a day that already has some are read as more hours, or an exception with hours as
    /// other hours: « du lundi au vendredi 9h-17h sauf le mercredi 9h-12h ».
    OtherHours,
    /// Hours at night, when no place of help is open: « 03:00-16:00 ».
    Night,
    /// Every second week, without saying which weeks.
    WhichWeeks,
    /// A restriction of the opening times that is not understood: « semaines A », dates without a
    /// year, « en été ».
    Restriction(String),
    /// An exception that is not read, such as other hours in the school holidays.
    Exception(String),
    /// A rule that was not read, or the words that were not read, in order.
    NotRead(String),
}

impl Assumption {
    /// Factor by which the assumption multiplies the confidence. 1 for [`Assumption::NotRead`],
    /// which is counted by the share of the text.
    pub fn factor(&self) -> f64 {
        match self {
            Self::HalfDay => 0.65,
            Self::WholeDay => 0.55,
            Self::TimesPaired => 0.8,
            Self::EveryDay => 0.6,
            Self::WhichOfMonth => 0.5,
            Self::WeekOfMonth => 0.8,
            Self::OtherHours => 0.65,
            Self::Night => 0.6,
            Self::WhichWeeks => 0.4,
            Self::Restriction(_) => 0.4,
            Self::Exception(_) => 0.8,
            Self::NotRead(_) => 1.0,
        }
    }
}

/// French text of the assumption, as the ledger prints it.
impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::HalfDay => "demi-journée, interprétée comme 9h-12h ou 14h-17h",
            Self::WholeDay => "jour sans heures, interprété comme 9h-12h et 14h-17h",
            Self::TimesPaired => "deux heures ou nombres, interprétés comme un début et une fin",
            Self::EveryDay => "aucun jour indiqué, interprété comme tous les jours",
            Self::WhichOfMonth => "rang dans le mois non précisé",
            Self::WeekOfMonth => "semaine du mois déterminée par le rang du jour",
            Self::OtherHours => "plusieurs horaires pour un même jour, ajoutés ou remplacés",
            Self::Night => "heures de nuit",
            Self::WhichWeeks => "semaines non précisées",
            Self::Restriction(text) => return write!(f, "restriction non comprise, {text}"),
            Self::Exception(text) => return write!(f, "exception non lue, {text}"),
            Self::NotRead(text) => return write!(f, "non lu, {text}"),
        };
        f.write_str(words)
    }
}
