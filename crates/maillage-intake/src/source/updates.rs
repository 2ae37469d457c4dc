//! When the rows of lists were brought up to date (`date_maj`), and which of these dates can be
//! believed: [`PlausibleDays`] holds the rule.
//!
//! A date that cannot be believed is not used, as if the row had none: it is neither the latest of
//! its list nor that of the run, and its row is not the latest of its place.

use chrono::NaiveDate;
use maillage_core::presence::PlausibleDays;
use maillage_hours::reading::read_date;
use maillage_tables::Sheet;

use super::{Field, Mapping};

/// The plausible dates of update among those of all lists that are judged together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Updates(PlausibleDays);

impl Updates {
    /// Among these dates.
    pub(crate) fn among(days: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self(PlausibleDays::of_updates(days))
    }

    /// The date that `text` states, if it can be believed.
    pub(crate) fn day(self, text: &str) -> Option<NaiveDate> {
        day_of_update(text).filter(|day| self.0.contains(*day))
    }

    /// The latest of the dates that can be believed among `texts`.
    pub(crate) fn latest<'text>(
        self,
        texts: impl IntoIterator<Item = &'text str>,
    ) -> Option<NaiveDate> {
        texts.into_iter().filter_map(|text| self.day(text)).max()
    }

    /// Whether `text` states a date that cannot be believed.
    pub(crate) fn rules_out(self, text: &str) -> bool {
        day_of_update(text).is_some() && self.day(text).is_none()
    }
}

/// The dates of update of a list.
pub(crate) fn days_of_list(sheet: &Sheet, mapping: &Mapping) -> Vec<NaiveDate> {
    let texts = sheet.rows.iter().map(|row| mapping.text(row, Field::Updated));
    texts.filter_map(day_of_update).collect()
}

/// The dates of update of a catalogue.
pub(crate) fn days_of_catalogue(sheet: &Sheet) -> Vec<NaiveDate> {
    let Some(rank) = sheet.columns.rank(Field::Updated.name()) else { return Vec::new() };
    sheet.rows.iter().filter_map(|row| day_of_update(row.cell(rank))).collect()
}

/// The day of `2023-05-16`, `2023-05-16T10:00:00.000Z`, `16/05/2023 10:00`, `16 mai 2023`.
pub(crate) fn day_of_update(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    read_date(text).or_else(|| read_date(text.get(..10)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_lists_write_them() {
        let may = NaiveDate::from_ymd_opt(2023, 5, 16);
        for text in [
            "2023-05-16",
            "2023-05-16T10:00:00.000Z",
            "16/05/2023",
            "16/05/2023 10:00",
            " 2023-05-16",
            "16.05.2023",
            "2023/05/16",
            "16 mai 2023",
        ] {
            assert_eq!(day_of_update(text), may, "{text}");
        }
        for text in ["", "2023", "2023-16-05", "31/13/2023", "2062-02-31"] {
            assert_eq!(day_of_update(text), None, "{text}");
        }
    }
}
