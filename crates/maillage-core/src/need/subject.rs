//! What need is of: illectronism, or what a column of a table counts.

/// What need is of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum NeedSubject {
    /// Illectronism.
    #[default]
    Illectronism,
    /// What a column of a table counts or scores.
    Column {
        /// Its name.
        name: String,
        /// What its figures are.
        unit: NeedUnit,
    },
}

impl NeedSubject {
    /// Whether need is a score, which counts nobody.
    pub fn is_score(&self) -> bool {
        matches!(self, Self::Column { unit: NeedUnit::Score, .. })
    }
}

/// What the figures of a table of need are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedUnit {
    /// People.
    People,
    /// A share in per cent.
    PerCent,
    /// A share from 0 to 1.
    Fraction,
    /// A score: how great need is, without counting anybody.
    Score,
}

impl NeedUnit {
    /// Its name for the reader of a ledger.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "personnes",
            Self::PerCent => "%",
            Self::Fraction => "0–1",
            Self::Score => "indice",
        }
    }
}
