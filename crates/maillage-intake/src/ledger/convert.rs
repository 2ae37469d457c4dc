//! Conversion of decoding defects and conflicts into issues.

use maillage_core::tours::{Conflict, ConflictKind};
use maillage_tables::{Defect, DefectKind};

use crate::ledger::{Fate, Issue, Trouble};

impl From<DefectKind> for Trouble {
    fn from(kind: DefectKind) -> Self {
        match kind {
            DefectKind::NotARecord => Self::NotARecord,
            DefectKind::TooManyFields => Self::TooManyFields,
            DefectKind::TooFewFields => Self::TooFewFields,
            DefectKind::StrayQuote => Self::StrayQuote,
            DefectKind::BreaksOff => Self::BreaksOff,
            DefectKind::HeaderIsData => Self::HeaderIsData,
            DefectKind::TooManyColumns => Self::TooManyColumns,
            DefectKind::DuplicateColumn => Self::DuplicateColumn,
            DefectKind::Mojibake => Self::Mojibake,
            DefectKind::LostCharacters => Self::LostCharacters,
            DefectKind::MixedEncodings => Self::MixedEncodings,
            DefectKind::ControlCharacters => Self::ControlCharacters,
            DefectKind::ValueUnreadable => Self::ValueUnreadable,
            DefectKind::SheetRead => Self::SheetRead,
            DefectKind::SheetsLeft => Self::SheetsLeft,
            DefectKind::LayerRead => Self::LayerRead,
            DefectKind::MemberRead => Self::MemberRead,
            DefectKind::MembersLeft => Self::MembersLeft,
            DefectKind::TitleSkipped => Self::TitleSkipped,
            DefectKind::CellInError => Self::CellInError,
            DefectKind::CodesJoined => Self::CodesJoined,
            DefectKind::CrsGuessed => Self::CrsGuessed,
            DefectKind::CrsNotUnderstood => Self::CrsNotUnderstood,
            DefectKind::CrsApproximate => Self::CrsApproximate,
        }
    }
}

impl From<ConflictKind> for Trouble {
    fn from(kind: ConflictKind) -> Self {
        match kind {
            ConflictKind::InTwoPlaces => Self::InTwoPlaces,
            ConflictKind::NeverServed => Self::NeverServed,
            ConflictKind::ImpossibleWay => Self::ImpossibleWay,
            ConflictKind::FortnightAcrossWeek53 => Self::FortnightAcrossWeek53,
        }
    }
}

impl From<Defect> for Issue {
    fn from(defect: Defect) -> Self {
        let Defect { line, kind, value, is_lost } = defect;
        let fate = if is_lost { Fate::SetAside } else { Fate::Kept };
        match line {
            Some(line) => Self::row(line, fate, kind.into(), value),
            None => Self::file(kind.into(), value),
        }
    }
}

impl From<Conflict> for Issue {
    fn from(conflict: Conflict) -> Self {
        let Conflict { line, kind, value, .. } = conflict;
        match line {
            Some(line) => Self::row(line, Fate::Kept, kind.into(), value),
            None => Self::file(kind.into(), value),
        }
    }
}
