//! The variable that need measures: illectronism, or a column of a table.

/// The variable that need measures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum NeedSubject {
    /// Illectronism.
    #[default]
    Illectronism,
    /// A column of a table.
    Column {
        /// Name of the column.
        name: String,
        /// Unit of its figures.
        unit: NeedUnit,
    },
}

impl NeedSubject {
    /// What it is, in metadata: `illectronisme`, or the column with its unit.
    pub fn described(&self) -> String {
        match self {
            Self::Illectronism => "illectronisme".to_owned(),
            Self::Column { name, unit } => format!("{name} ({})", unit.name()),
        }
    }

    /// Whether need is a score, which does not count people.
    pub fn is_score(&self) -> bool {
        matches!(self, Self::Column { unit: NeedUnit::Score, .. })
    }
}

/// Unit of the figures of a table of need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedUnit {
    /// People.
    People,
    /// A share in per cent.
    PerCent,
    /// A share from 0 to 1.
    Fraction,
    /// A score: a level of need that does not count people.
    Score,
}

impl NeedUnit {
    /// The name in the ledger.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "personnes",
            Self::PerCent => "%",
            Self::Fraction => "0–1",
            Self::Score => "indice",
        }
    }
}
