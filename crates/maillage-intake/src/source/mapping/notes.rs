//! Notes on a list as a whole that follow from its mapping: doubts, conversions, columns
//! that are not kept.

use maillage_tables::{Sheet, crs::Crs};
use maillage_words::Words;

use super::{ColumnEvidence, Mapping, SURE};
use crate::{
    ledger::{Issue, Trouble},
    privacy::Contacts,
    sentences,
    source::{Field, PositionSource},
};

/// Most départements that a note names.
const MOST_NAMED: usize = 8;

impl Mapping {
    /// The notes on the whole file.
    pub fn notes(&self, sheet: &Sheet, contacts: Contacts) -> Vec<Issue> {
        let mut notes = Vec::new();
        let name = |rank: usize| sheet.columns.names()[rank].as_str();
        let mut note = |trouble, value: String| notes.push(Issue::file(trouble, value));
        match &self.position {
            Some(position) if self.is_positioned() && (position.usable > 0 || position.given) => {
                let columns: Vec<&str> = position.source.columns().into_iter().map(name).collect();
                let columns = columns.join(", ");
                if position.is_of_communes {
                    note(Trouble::PointsOfCommunes, columns.clone());
                }
                if position.against_names {
                    note(Trouble::AxesExchanged, columns.clone());
                }
                if position.crs != Crs::WGS84 {
                    note(Trouble::Reprojected, format!("{columns}, {}", position.crs));
                }
                if position.crs.is_approximate() {
                    note(Trouble::CrsApproximate, position.crs.to_string());
                }
                if position.confidence < SURE && position.source != PositionSource::Geometry {
                    note(Trouble::FieldDoubtful, format!("position = {columns}"));
                }
            }
            _ => note(Trouble::PositionsNotFound, String::new()),
        }
        if let Some(names) = &self.names_only {
            note(Trouble::CommunesByName, names.found_in(MOST_NAMED).join(", "));
        }
        for (field, found) in &self.fields {
            if found.confidence < SURE && found.evidence != ColumnEvidence::Given {
                let pair = format!("{} = {}", field.name(), name(found.columns[0]));
                note(Trouble::FieldDoubtful, pair);
            }
        }
        // Where a column of hours of its own is read first, nothing is unknown for lack of a day.
        let days_count = !self.fields.contains_key(&Field::Hours) || self.days_overrule();
        for missing in self.missing_days.iter().filter(|_| days_count) {
            let near: Vec<&str> = missing.near.iter().map(|rank| name(*rank)).collect();
            match &near[..] {
                [] => note(Trouble::DayColumnMissing, missing.expected.clone()),
                near => {
                    let pair = format!("{} → {}", near.join(", "), missing.expected);
                    note(Trouble::DayColumnUncertain, pair);
                }
            }
        }
        for (rank, expected) in &self.misspelt_days {
            note(Trouble::DayColumnMisspelt, format!("{} → {expected}", name(*rank)));
        }
        let personal: Vec<&str> = self.personal_columns().map(name).collect();
        if contacts == Contacts::Dropped && !personal.is_empty() {
            note(Trouble::ContactsDropped, personal.join(", "));
        }
        notes
    }

    /// The ranks of the columns with personal data.
    pub fn personal_columns(&self) -> impl Iterator<Item = usize> {
        let personal = self.fields.iter().filter(|(field, _)| field.is_personal());
        personal.flat_map(|(_, found)| found.columns.iter().copied())
    }

    /// The field without a column, and its candidates; `None` when the list can be read.
    pub fn refusal(&self, sheet: &Sheet) -> Option<(Words, Words)> {
        let name = |rank: usize| sheet.columns.names()[rank].as_str();
        if !self.fields.contains_key(&Field::Name) {
            return Some((
                sentences::name_of_place(),
                Words::same(&self.candidates_for(&[Field::Name], sheet)),
            ));
        }
        let rejected = self.position.as_ref().filter(|_| !self.is_positioned());
        let readings = rejected.into_iter().chain(&self.other_positions);
        // A source of positions that falls in France but is rejected raises a question:
        // positions are not absent.
        let plausible = rejected.is_some_and(|found| 2 * found.in_france > found.usable);
        if plausible || (!self.is_positioned() && !self.names_communes()) {
            let shown = readings.map(|found| {
                let columns: Vec<String> = match found.source {
                    PositionSource::Columns { latitude, longitude } => {
                        vec![
                            format!("latitude `{}`", name(latitude)),
                            format!("longitude `{}`", name(longitude)),
                        ]
                    }
                    source => source
                        .columns()
                        .into_iter()
                        .map(|rank| format!("`{}`", name(rank)))
                        .collect(),
                };
                let columns = match &columns[..] {
                    [one, other] => sentences::both(one, other),
                    columns => Words::same(&columns.join(", ")),
                };
                let confidence = format!("{:.2}", found.confidence);
                sentences::position_read(&columns, &found.crs.to_string(), &confidence)
            });
            let mut shown: Vec<Words> = shown.collect();
            let others = [Field::CommuneCode, Field::Commune, Field::PostalCode];
            let others = Some(self.candidates_for(&others, sheet)).filter(|text| !text.is_empty());
            shown.extend(others.map(|others| Words::same(&others)));
            // A name of a commune is found, and nothing that tells communes of one name apart.
            let named = self.fields.get(&Field::Commune).filter(|_| !plausible);
            let wanted = named.map(|found| sentences::code_beside_names(name(found.columns[0])));
            return Some((
                wanted.unwrap_or_else(sentences::whereabouts),
                Words::joined(&shown, &sentences::semicolon()),
            ));
        }
        None
    }

    fn candidates_for(&self, fields: &[Field], sheet: &Sheet) -> String {
        let of_field = self.candidates.iter().filter(|(field, ..)| fields.contains(field));
        let shown = of_field.take(5).map(|(field, rank, confidence)| {
            format!("{} `{}` ({confidence:.2})", field.name(), sheet.columns.names()[*rank])
        });
        shown.collect::<Vec<_>>().join(", ")
    }
}
