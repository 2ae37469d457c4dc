//! The mapping of the columns of a list of places to fields, with a confidence.
//!
//! Hundreds of organisations publish lists with their own column names. A column is mapped
//! by its name and its values together. The confidence is the hint of the name, halved
//! unless the values confirm it. Values that prove a field alone (a column of SIRET) need
//! no name. The pair of coordinates is judged separately, by the places it gives: see
//! `position`.
//!
//! From [`SURE`] a field is used silently; from [`USED`] it is used and reported as
//! doubtful; below, it is only shown as a candidate. A wrong guess is worse than a
//! question. A `mapping.toml` overrides everything.

mod given;
mod notes;
mod position;

use std::collections::BTreeMap;

pub use given::{GivenMapping, read_mappings};
pub use position::{PositionFound, PositionSource};

use super::{field::ColumnName, profile::ColumnProfile};
use crate::{error::Result, gazetteer::Gazetteer, source::Field};
use maillage_spelling::fold;
use maillage_tables::{Row, Sheet};

/// Minimum confidence of a field that is used.
pub const USED: f64 = 0.5;
/// Minimum confidence of a field that is not reported as doubtful.
pub const SURE: f64 = 0.7;
/// Minimum confidence of a candidate that is shown.
const SHOWN: f64 = 0.3;
/// Minimum hint of an exact column name.
const OWN_NAME: f64 = 0.8;

/// Share of fitting values below which the values contradict the name.
const CONTRADICTED: f64 = 0.2;

/// Number of rows above which distinct commune codes indicate a table of communes.
const MANY_ROWS: usize = 300;

/// The weekdays, as in column names and in OSM notation.
const DAYS: [(&str, &str); 7] = [
    ("lundi", "Mo"),
    ("mardi", "Tu"),
    ("mercredi", "We"),
    ("jeudi", "Th"),
    ("vendredi", "Fr"),
    ("samedi", "Sa"),
    ("dimanche", "Su"),
];

/// The mapping of a list of places.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// The fields found, with their columns.
    pub fields: BTreeMap<Field, Found>,
    /// Opening hours in columns by weekday: the day in OSM notation, and its columns in
    /// order.
    pub days: Vec<(&'static str, Vec<usize>)>,
    /// The source of positions; `None` when the list has none.
    pub position: Option<PositionFound>,
    /// Other sources of positions, most likely first.
    pub other_positions: Vec<PositionFound>,
    /// Candidates with a confidence below [`USED`], most likely first: field, column,
    /// confidence.
    pub candidates: Vec<(Field, usize, f64)>,
    /// Whether addresses end with a postal code and a commune.
    pub addresses_contain_communes: bool,
    /// Whether each row is a commune: the list is long and no commune code occurs twice.
    pub is_by_commune: bool,
    /// Number of rows of the list.
    pub rows: usize,
}

/// The columns of a field, with the evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Ranks of the columns. When there are several, the first with a value in the row is
    /// read.
    pub columns: Vec<usize>,
    /// Confidence in the first column, 0 to 1.
    pub confidence: f64,
    /// Evidence for the first column.
    pub evidence: ColumnEvidence,
}

/// Evidence that a column contains a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ColumnEvidence {
    /// Given in a `mapping.toml`.
    Given,
    /// Inferred from its name and its values.
    Found {
        /// Hint of the name, 0 to 1.
        name: f64,
        /// Share of values that fit; `None` when every text fits.
        values: Option<f64>,
        /// Number of rows with a value.
        filled: usize,
    },
}

impl Mapping {
    /// The mapping of `sheet`. Fields of `given` are taken as given; the others are
    /// inferred.
    ///
    /// # Errors
    ///
    /// When `given` names a column that the sheet does not have.
    pub fn find(
        sheet: &Sheet,
        gazetteer: &Gazetteer,
        given: Option<&GivenMapping>,
    ) -> Result<Self> {
        let width = sheet.columns.names().len();
        let cells = |rank: usize| sheet.rows.iter().map(move |row| row.cell(rank));
        let profiles: Vec<ColumnProfile> =
            (0..width).map(|rank| ColumnProfile::new(cells(rank), gazetteer)).collect();
        let names: Vec<ColumnName> =
            sheet.columns.names().iter().map(|name| ColumnName::new(name)).collect();
        let given = given.map(|given| given.resolve(sheet)).transpose()?.unwrap_or_default();

        let mut mapping = Self { rows: sheet.rows.len(), ..Self::default() };
        mapping.days = days(sheet, &profiles);
        mapping.assign(&names, &profiles, &given);
        mapping.locate(sheet, &names, &profiles, &given, gazetteer);
        Ok(mapping)
    }

    /// Whether the sheet can be read as a list of places: rows have names, and positions or
    /// communes, and are not one for each commune.
    pub fn reads_as_places(&self) -> bool {
        let in_communes = self.names_communes() && !self.is_by_commune;
        self.fields.contains_key(&Field::Name) && (self.is_positioned() || in_communes)
    }

    /// Whether positions are found with enough confidence.
    pub fn is_positioned(&self) -> bool {
        self.position.as_ref().is_some_and(|position| position.confidence >= USED)
    }

    /// Whether rows state their commune, so that they can be located at least there.
    pub fn names_communes(&self) -> bool {
        let has = |field| self.fields.contains_key(&field);
        let within = has(Field::PostalCode) || has(Field::Departement);
        let in_one = has(Field::PostalTown) || self.addresses_contain_communes;
        has(Field::CommuneCode) || (has(Field::Commune) && within) || in_one
    }

    /// Whether the columns describe places rather than communes.
    pub fn describes_places(&self) -> bool {
        const OF_PLACES: [Field; 8] = [
            Field::Address,
            Field::Itinerance,
            Field::Typologie,
            Field::Hours,
            Field::Services,
            Field::Labels,
            Field::Pivot,
            Field::ParentStructure,
        ];
        !self.days.is_empty() || OF_PLACES.iter().any(|field| self.fields.contains_key(field))
    }

    /// The text of `row` in the first column of `field` with a value; empty if there is
    /// none.
    pub fn text<'row>(&self, row: &'row Row, field: Field) -> &'row str {
        self.texts(row, field).next().unwrap_or("")
    }

    /// The texts of `row` in all columns of `field` with a value.
    pub fn texts<'row>(&self, row: &'row Row, field: Field) -> impl Iterator<Item = &'row str> {
        let columns = self.fields.get(&field).map_or(&[][..], |found| &found.columns);
        columns.iter().map(|rank| row.cell(*rank)).filter(|text| !text.is_empty())
    }

    /// The hours by weekday on one line, `Mo 09:00 - 12:30 / 14:00 - 17:30; Tu …`, as
    /// published; empty if there are none.
    pub fn hours_by_day(&self, row: &Row) -> String {
        let days = self.days.iter().filter_map(|(day, columns)| {
            let hours = columns.iter().map(|rank| row.cell(*rank));
            let hours: Vec<&str> =
                hours.filter(|text| text.contains(|c: char| c.is_ascii_digit())).collect();
            (!hours.is_empty()).then(|| format!("{day} {}", hours.join(" / ")))
        });
        days.collect::<Vec<_>>().join("; ")
    }

    /// Assigns columns to fields, highest confidence first. A column has one field only.
    fn assign(
        &mut self,
        names: &[ColumnName],
        profiles: &[ColumnProfile],
        given: &given::ResolvedMapping,
    ) {
        let mut taken = vec![false; profiles.len()];
        for rank in self.days.iter().flat_map(|(_, columns)| columns) {
            taken[*rank] = true;
        }
        for (field, columns) in &given.columns {
            for rank in columns {
                taken[*rank] = true;
            }
            if !columns.is_empty() && !field.is_position() {
                let found = Found {
                    columns: columns.clone(),
                    confidence: 1.0,
                    evidence: ColumnEvidence::Given,
                };
                self.fields.insert(*field, found);
            }
        }
        let mut findings = Vec::new();
        // In a list without rows, only the names are used.
        let asked = |rank: &usize| profiles[*rank].filled > 0 || self.rows == 0;
        for rank in (0..profiles.len()).filter(|rank| asked(rank) && !taken[*rank]) {
            let readings = readings(rank, names, &profiles[rank]);
            let free = readings.into_iter().filter(|(field, confidence, _)| {
                *confidence >= SHOWN && !given.columns.contains_key(field)
            });
            findings.extend(
                free.map(|(field, confidence, evidence)| (field, rank, confidence, evidence)),
            );
        }
        findings.sort_by(|one, other| {
            other.2.total_cmp(&one.2).then((one.0, one.1).cmp(&(other.0, other.1)))
        });
        for (field, rank, confidence, evidence) in findings {
            if taken[rank] {
                self.candidates.push((field, rank, confidence));
                continue;
            }
            let own_name =
                matches!(evidence, ColumnEvidence::Found { name, .. } if name >= OWN_NAME);
            match self.fields.get_mut(&field) {
                None if confidence >= USED => {
                    taken[rank] = true;
                    let found = Found { columns: vec![rank], confidence, evidence };
                    self.fields.insert(field, found);
                }
                // When the first column has blanks, another column with such a name fills
                // them; and a person has several names.
                Some(found)
                    if own_name
                        && confidence >= USED
                        && (found.is_open(self.rows) || field == Field::Person) =>
                {
                    taken[rank] = true;
                    found.columns.push(rank);
                }
                _ => self.candidates.push((field, rank, confidence)),
            }
        }
        // The user looking for the column of names wants to see the fields of the other
        // columns.
        let fields = &self.fields;
        self.candidates.retain(|(field, rank, _)| {
            (!taken[*rank] || *field == Field::Name) && !fields.contains_key(field)
        });
        let addresses = self.fields.get(&Field::Address).map(|found| found.columns[0]);
        self.addresses_contain_communes =
            addresses.is_some_and(|rank| profiles[rank].full_addresses >= 0.5);
        let codes = self.fields.get(&Field::CommuneCode).map(|found| &profiles[found.columns[0]]);
        let names = self.fields.get(&Field::Name).map(|found| &profiles[found.columns[0]]);
        self.is_by_commune = codes.zip(names).is_some_and(|(codes, names)| {
            // A list of places has repeated communes well before it has that many rows, and
            // its names are those of institutions.
            let once = codes.filled >= MANY_ROWS && codes.distinct >= 0.98;
            once && addresses.is_none() && names.titles < 0.8
        });
    }
}

impl Found {
    /// Whether some rows have no value in the first column.
    fn is_open(&self, rows: usize) -> bool {
        matches!(self.evidence, ColumnEvidence::Found { filled, .. } if filled < rows)
    }
}

/// The candidate fields of the column of this rank, from its name, its values and the names
/// of the other columns.
fn readings(
    rank: usize,
    names: &[ColumnName],
    values: &ColumnProfile,
) -> Vec<(Field, f64, ColumnEvidence)> {
    let name = &names[rank];
    let is_of_a_person = names.iter().any(|other| name.is_surname_beside(other));
    let by_neighbour = if is_of_a_person || name.is_first_name() {
        Some(Field::Person)
    } else {
        let next = names.get(rank + 1).filter(|_| values.house_numbers > 0.5);
        next.filter(|next| name.is_house_number_before(next)).map(|_| Field::AddressNumber)
    };
    if let Some(field) = by_neighbour {
        let evidence = ColumnEvidence::Found { name: 1.0, values: None, filled: values.filled };
        return vec![(field, OWN_NAME, evidence)];
    }
    let asked = Field::ALL.iter().filter(|field| !field.is_position());
    let readings = asked.map(|field| (*field, name.hint(*field), judge(*field, name, values)));
    let readings: Vec<_> = readings.collect();
    // `CP siège` is a postal code, even if its values fit commune codes too.
    let hinted = readings.iter().filter(|(_, hint, _)| *hint >= USED);
    let fits = hinted.map(|(field, ..)| field.fit(values));
    let is_confirmed = fits.clone().any(|fit| fit.is_some_and(|fit| fit >= CONTRADICTED));
    // Every text fits, so `label` may still be a column of names: worth asking the user.
    let hinted_by_any_text = fits.clone().any(|fit| fit.is_none());
    let free = |field: Field, hint: f64, confidence: f64| match field {
        _ if hint > 0.0 => Some(confidence),
        _ if is_confirmed => None,
        Field::Name if hinted_by_any_text => Some(confidence.min(USED - 0.01)),
        _ if hinted_by_any_text => None,
        _ => Some(confidence),
    };
    let readings = readings.into_iter().filter_map(|(field, hint, (confidence, evidence))| {
        Some((field, free(field, hint, confidence)?, evidence))
    });
    readings.collect()
}

/// The confidence that a column with this name and these values contains `field`.
fn judge(field: Field, name: &ColumnName, values: &ColumnProfile) -> (f64, ColumnEvidence) {
    let hint = name.hint(field);
    let fit = field.fit(values);
    // Few values prove little: the prior is two values that half fit.
    let filled = values.filled as f64;
    let weighed = fit.map(|fit| (fit * filled + 1.0) / (filled + 2.0));
    let by_name = match weighed {
        None => hint,
        // Values that contradict the name outweigh it.
        Some(fit) if fit < CONTRADICTED => 0.4 * hint,
        Some(fit) => hint * (0.5 + 0.5 * fit.sqrt()),
    };
    let by_values = name.proof(field, values);
    let evidence = ColumnEvidence::Found { name: hint, values: fit, filled: values.filled };
    // Combination of two independent pieces of evidence.
    (1.0 - (1.0 - by_name) * (1.0 - by_values), evidence)
}

/// Columns of the hours of one weekday, by weekday.
fn days(sheet: &Sheet, profiles: &[ColumnProfile]) -> Vec<(&'static str, Vec<usize>)> {
    let of_day = |word: &str| {
        let holds = |rank: &usize| {
            let name = fold(&sheet.columns.names()[*rank]);
            profiles[*rank].hours >= 0.2 && name.split(' ').any(|part| part == word)
        };
        (0..profiles.len()).filter(holds).collect::<Vec<_>>()
    };
    let days = DAYS.iter().map(|(word, day)| (*day, of_day(word)));
    days.filter(|(_, columns)| !columns.is_empty()).collect()
}
