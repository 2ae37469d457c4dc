//! What a reading of days and hours takes for granted, and what that costs.

use std::fmt;

/// Something that a reading takes for granted, or leaves out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// A half day without hours: 09:00-12:00 or 14:00-17:00.
    HalfDay,
    /// A day without hours: 09:00-12:00,14:00-17:00.
    WholeDay,
    /// Two times with nothing between them, or two numbers behind a day, are a start and an
    /// end: « 14h 17h », « lundi 9-12 ».
    TimesPaired,
    /// Hours without a day: every day.
    EveryDay,
    /// « 2 vendredis par mois »: which two is not said.
    WhichOfMonth,
    /// The first week of a month: that of the month's first such weekday.
    WeekOfMonth,
    /// Every second week: in which ones is not said.
    WhichWeeks,
    /// Something restricts when it is open, and is not understood: « semaines A », dates
    /// without a year, « en été ».
    Restriction(String),
    /// What holds there is not read: the school holidays, and the like.
    Exception(String),
    /// A rule, or the words in order, that were not read.
    NotRead(String),
}

impl Assumption {
    /// What it leaves of confidence, as a factor: 1 for what is counted otherwise.
    pub fn factor(&self) -> f64 {
        match self {
            Self::HalfDay => 0.65,
            Self::WholeDay => 0.55,
            Self::TimesPaired => 0.8,
            Self::EveryDay => 0.6,
            Self::WhichOfMonth => 0.5,
            Self::WeekOfMonth => 0.8,
            Self::WhichWeeks => 0.4,
            Self::Restriction(_) => 0.4,
            Self::Exception(_) => 0.8,
            Self::NotRead(_) => 1.0,
        }
    }
}

/// In French, as the ledger tells it.
impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = match self {
            Self::HalfDay => "demi-journée prise pour 09:00-12:00 ou 14:00-17:00",
            Self::WholeDay => "jour sans heures pris pour 09:00-12:00,14:00-17:00",
            Self::TimesPaired => "deux heures ou nombres pris pour un début et une fin",
            Self::EveryDay => "sans jour, pris pour tous les jours",
            Self::WhichOfMonth => "lesquels du mois n'est pas dit",
            Self::WeekOfMonth => "semaine du mois comptée par le jour",
            Self::WhichWeeks => "quelles semaines n'est pas dit",
            Self::Restriction(text) => return write!(f, "restriction non comprise, {text}"),
            Self::Exception(text) => return write!(f, "exception non lue, {text}"),
            Self::NotRead(text) => return write!(f, "non lu, {text}"),
        };
        f.write_str(told)
    }
}
