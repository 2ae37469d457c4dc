//! Personal data: the only module that decides which values of a list enter records and
//! issues.
//!
//! Lists of places contain names of people, e-mail addresses and telephone numbers, in
//! their own columns and in free text. Unless a run asks for contacts, none of these enters
//! a record or an issue. Readers pass every text that may contain contacts through
//! [`Contacts`].

mod text;

use std::collections::HashMap;

use crate::{ledger::Issue, source::Field};
use maillage_tables::Sheet;
use text::{without_contacts, without_name};

/// Whether contacts are kept: e-mail addresses, telephone numbers, names of people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Contacts {
    /// Contacts are removed, also from free text.
    #[default]
    Dropped,
    /// Contacts are kept.
    Kept,
}

impl Contacts {
    /// `text` with each contact replaced by a dash, unless contacts are kept.
    pub fn carry(self, text: &str) -> String {
        match self {
            Self::Kept => text.to_owned(),
            Self::Dropped => without_contacts(text),
        }
    }

    /// Like [`Self::carry`], for a row that names `people` in their own columns: their
    /// names are removed from the text too.
    pub fn carry_beside<'row>(
        self,
        text: &str,
        people: impl IntoIterator<Item = &'row str>,
    ) -> String {
        match self {
            Self::Kept => text.to_owned(),
            Self::Dropped => people
                .into_iter()
                .fold(without_contacts(text), |text, name| without_name(&text, name)),
        }
    }

    /// Whether the values of `field` may be kept.
    pub fn carries(self, field: Field) -> bool {
        self == Self::Kept || !field.is_personal()
    }

    /// Replaces the values of the `personal` columns, given by rank, in decoding defects.
    /// The name of the column takes their place: the ledger needs the column, not the
    /// person.
    pub fn hide_in_defects(self, sheet: &mut Sheet, personal: &[usize]) {
        if self == Self::Kept || sheet.defects.is_empty() {
            return;
        }
        let ranks: HashMap<usize, usize> =
            sheet.rows.iter().enumerate().map(|(at, row)| (row.line.rank, at)).collect();
        for defect in &mut sheet.defects {
            let row = defect.line.and_then(|line| Some(&sheet.rows[*ranks.get(&line.rank)?]));
            let column = row.and_then(|row| {
                personal
                    .iter()
                    .find(|rank| row.cell(**rank) == defect.value && !defect.value.is_empty())
            });
            if let Some(column) = column {
                defect.value = sheet.columns.names()[*column].clone();
            }
        }
    }

    /// Removes contacts from the values of issues, unless contacts are kept.
    pub fn hide_in_issues(self, issues: &mut [Issue]) {
        for issue in issues {
            issue.value = self.carry(&issue.value);
        }
    }
}
