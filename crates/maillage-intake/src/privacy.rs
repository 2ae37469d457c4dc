//! Personal data: the one place that decides which values of a list go into records and issues.
//!
//! Lists of places hold names of people, e-mail addresses and telephone numbers, in columns of
//! their own and in free text. Unless a run asks for contacts, none of them goes into a record
//! or into an issue. Readers pass every text that may hold some through [`Contacts`].

mod text;

use std::collections::HashMap;

use crate::{ledger::Issue, source::Field};
use maillage_tables::Sheet;
use text::{without_contacts, without_name};

/// Whether contacts are carried: e-mail addresses, telephone numbers, names of people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Contacts {
    /// They are not, nor in free text.
    #[default]
    Dropped,
    /// They are.
    Kept,
}

impl Contacts {
    /// `text` as it may be carried: with a dash in the place of each contact, unless contacts
    /// are kept.
    pub fn carry(self, text: &str) -> String {
        match self {
            Self::Kept => text.to_owned(),
            Self::Dropped => without_contacts(text),
        }
    }

    /// The same of a row that names `people` in columns of their own: their names are left out
    /// of the text as well.
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

    /// Whether the values of `field` may be carried at all.
    pub fn carries(self, field: Field) -> bool {
        self == Self::Kept || !field.is_personal()
    }

    /// Puts the name of the column in the place of each value of the `personal` columns, given
    /// by rank, that a defect of decoding repeats: the ledger needs the column, not the person.
    pub fn hide_in_defects(self, sheet: &mut Sheet, personal: &[usize]) {
        if self == Self::Kept {
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

    /// Takes the contacts out of the values of issues, unless contacts are kept.
    pub fn hide_in_issues(self, issues: &mut [Issue]) {
        for issue in issues {
            issue.value = self.carry(&issue.value);
        }
    }
}
