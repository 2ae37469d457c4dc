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

pub(crate) mod columns;
mod days;
mod given;
mod names_only;
mod notes;
mod position;

use std::collections::{BTreeMap, BTreeSet};

pub use columns::{GivenColumns, unit_name};
pub use days::MissingDay;
pub use given::{GivenMapping, Mappings, read_mappings};
pub(crate) use names_only::NamesOnly;
pub use position::{PositionFound, PositionSource};

use self::days::{DAYS, Week};
use super::{
    field::ColumnName,
    profile::{self, ColumnProfile, DayCell, says_closed},
};
use crate::{
    error::Result,
    gazetteer::{Gazetteer, same_name},
    source::Field,
};
use maillage_spelling::fold;
use maillage_tables::{Row, Sheet};

/// Minimum confidence of a field that is used.
pub const USED: f64 = 0.5;
/// Minimum confidence of a field that is not reported as doubtful.
pub const SURE: f64 = 0.7;
/// Minimum confidence of a candidate that is shown.
const SHOWN: f64 = 0.3;
/// Minimum hint of an exact column name.
pub(crate) const OWN_NAME: f64 = 0.8;

/// Share of fitting values below which the values contradict the name.
const CONTRADICTED: f64 = 0.2;

/// Share of the cells of a column that tell what it holds.
const MOSTLY: f64 = 0.6;
/// Length of a cell that holds a time or two spans, in bytes.
const SHORT: usize = 40;

/// Minimum score of a column without a telling name that is read as names.
const LEAST_TITLES: f64 = 0.25;

/// Number of rows whose codes are compared with the names of their communes.
const COMPARED: usize = 400;
/// Number of rows above which distinct commune codes indicate a table of communes.
const MANY_ROWS: usize = 300;

/// The mapping of a list of places.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// The fields found, with their columns.
    pub fields: BTreeMap<Field, Found>,
    /// Opening hours in columns by weekday: the day in OSM notation, and its columns in
    /// order.
    pub days: Vec<(&'static str, Vec<usize>)>,
    /// Days whose hours are unknown, because a column of them is missing among those by weekday.
    pub missing_days: Vec<MissingDay>,
    /// Columns by weekday under a misspelt name that are read, each with the name expected.
    pub misspelt_days: Vec<(usize, String)>,
    /// Which of these columns hold times of opening, and which of closing, by their names.
    pub(crate) edges: BTreeMap<usize, Edge>,
    /// The source of positions; `None` when the list has none.
    pub position: Option<PositionFound>,
    /// Other sources of positions, most likely first.
    pub other_positions: Vec<PositionFound>,
    /// Candidates with a confidence below [`USED`], most likely first: field, column,
    /// confidence.
    pub candidates: Vec<(Field, usize, f64)>,
    /// Whether addresses end with a postal code and a commune.
    pub addresses_contain_communes: bool,
    /// What the names of communes tell of rows without a position, where nothing else tells of their
    /// commune.
    pub(crate) names_only: Option<NamesOnly>,
    /// Whether each row is a commune: the list is long and no commune code occurs twice.
    pub is_by_commune: bool,
    /// Columns that tell hours in parts, in order: the days in one and the hours in others, or a
    /// date, a start and an end. Empty where one column tells both.
    pub hour_parts: Vec<usize>,
    /// The most likely column of names, where none is likely enough, with its confidence.
    pub doubtful_name: Option<(usize, f64)>,
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
        let profiles = profile::profiles(&sheet.rows, width, gazetteer);
        let names: Vec<ColumnName> =
            sheet.columns.names().iter().map(|name| ColumnName::new(name)).collect();
        let given = given.map(|given| given.resolve(sheet)).transpose()?.unwrap_or_default();

        let mut mapping = Self { rows: sheet.rows.len(), ..Self::default() };
        let taken: BTreeSet<usize> = given.columns.values().flatten().copied().collect();
        let week = Week::find(sheet, &profiles, &taken);
        mapping.days = week.days;
        mapping.missing_days = week.missing;
        mapping.misspelt_days = week.misspelt;
        mapping.edges = edges(sheet, &mapping.days);
        mapping.assign(&names, &profiles, &given);
        mapping.take_postal_codes_for_such(sheet, gazetteer);
        mapping.locate(sheet, &names, &profiles, &given, gazetteer);
        mapping.names_only = mapping.read_names_only(sheet, gazetteer);
        mapping.hour_parts = mapping.columns_of_hours(sheet, &profiles);
        mapping.doubtful_name = mapping.best_name(&profiles);
        Ok(mapping)
    }

    /// Whether the sheet can be read as a list of places: rows have names, and positions or
    /// communes, and are not one for each commune.
    pub fn reads_as_places(&self) -> bool {
        let in_communes = self.names_communes() && !self.is_by_commune;
        self.fields.contains_key(&Field::Name) && (self.is_positioned() || in_communes)
    }

    /// Reads the most likely column as names, for a list given or found to be one of places: names
    /// may be doubtful, positions and communes may not.
    pub(crate) fn accept_doubtful_name(&mut self) {
        let Some((rank, confidence)) = self.doubtful_name else { return };
        if !self.fields.contains_key(&Field::Name) {
            let evidence = ColumnEvidence::Found { name: 0.0, values: None, filled: self.rows };
            let found = Found { columns: vec![rank], confidence, evidence };
            self.fields.insert(Field::Name, found);
        }
    }

    /// The most likely column of names: a candidate, or texts that differ in a column that holds
    /// nothing else.
    fn best_name(&self, profiles: &[ColumnProfile]) -> Option<(usize, f64)> {
        let is_free = |rank: usize| {
            let holds = |found: &Found| found.columns.contains(&rank);
            let of_position = self.position.as_ref().filter(|_| self.is_positioned());
            let is_coordinate =
                of_position.is_some_and(|position| position.source.columns().contains(&rank));
            !self.fields.values().any(holds) && !is_coordinate
        };
        let candidate = self.candidates.iter().filter(|(field, ..)| *field == Field::Name);
        let best = candidate.map(|(_, rank, confidence)| (*rank, *confidence));
        let by_titles = (0..profiles.len()).map(|rank| (rank, 0.5 * profiles[rank].titles));
        let named = best.chain(by_titles.filter(|(_, titles)| *titles >= LEAST_TITLES));
        let named = named.filter(|(rank, _)| is_free(*rank) && profiles[*rank].hours < 0.5);
        named.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)))
    }

    /// Whether positions are found with enough confidence.
    pub fn is_positioned(&self) -> bool {
        self.position.as_ref().is_some_and(|position| position.confidence >= USED)
    }

    /// Whether rows state their commune, so that they can be located at least there.
    pub fn names_communes(&self) -> bool {
        self.codes_communes() || self.names_only.is_some()
    }

    /// Whether all that tells of the sheet is a name and that of a commune: any table may have these,
    /// and is a list of places only if somebody says so.
    pub fn is_of_names_alone(&self) -> bool {
        !(self.is_positioned() || self.codes_communes() || self.describes_places())
    }

    /// Whether rows state their commune by more than its name.
    fn codes_communes(&self) -> bool {
        let has = |field| self.fields.contains_key(&field);
        let within = has(Field::PostalCode) || has(Field::Departement);
        let in_one = has(Field::PostalTown) || self.addresses_contain_communes;
        has(Field::CommuneCode) || (has(Field::Commune) && within) || in_one
    }

    fn read_names_only(&self, sheet: &Sheet, gazetteer: &Gazetteer) -> Option<NamesOnly> {
        if self.codes_communes() || !self.fields.contains_key(&Field::Commune) {
            return None;
        }
        let name = |row| self.text(row, Field::Commune);
        let without_position = sheet.rows.iter().filter(|row| !self.has_position(row));
        NamesOnly::of(sheet.rows.iter().map(name), without_position.map(name), gazetteer)
    }

    /// Whether a row has a position in the columns of positions, or as its geometry: two numbers, not
    /// both zero.
    pub fn has_position(&self, row: &Row) -> bool {
        let position = self.position.as_ref().filter(|_| self.is_positioned());
        position.is_some_and(|found| found.source.numbers(row).is_some())
    }

    /// A column under the name of commune codes that holds postal codes, « 29810 » beside « Ploumoguer »,
    /// is one of postal codes. Many postal codes are the INSEE code of another commune, so the values
    /// alone do not tell: more of them must serve the commune named in their row than are its code.
    fn take_postal_codes_for_such(&mut self, sheet: &Sheet, gazetteer: &Gazetteer) {
        let is_given = |found: &Found| found.evidence == ColumnEvidence::Given;
        let Some(codes) = self.fields.get(&Field::CommuneCode).filter(|found| !is_given(found))
        else {
            return;
        };
        if self.fields.contains_key(&Field::PostalCode) {
            return;
        }
        let (mut all, mut of_codes, mut of_post) = (0, 0, 0);
        for row in sheet.sample(COMPARED) {
            let (code, name) = (row.cell(codes.columns[0]), self.text(row, Field::Commune));
            if code.is_empty() || name.is_empty() {
                continue;
            }
            let commune = code.parse().ok().and_then(|code| gazetteer.of(code));
            all += 1;
            of_codes += usize::from(commune.is_some_and(|of| same_name(name, &of.name)));
            of_post += usize::from(gazetteer.posted(name, code).is_some());
        }
        if of_post > of_codes && 2 * of_post > all {
            let codes = self.fields.remove(&Field::CommuneCode).expect("it was found above");
            self.fields.insert(Field::PostalCode, codes);
        }
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

    /// The hours by weekday on one line, `Mo 09:00 - 12:30 / 14:00 - 17:30; Tu …; Sa unknown`, as
    /// published; empty where no day has any. In a row with hours, a day without a word is closed;
    /// one of which the row says that they are not known is unknown, and so is a day whose column is
    /// missing. Each day is read by itself: what its cell says is of that day alone, or unknown. Where every day that says anything says in words that it is closed, the place is.
    pub fn hours_by_day(&self, row: &Row) -> String {
        let mut has_hours = false;
        let days = DAYS.iter().filter_map(|(_, day)| {
            if self.missing_days.iter().any(|missing| missing.day == *day) {
                return Some(format!("{day} unknown"));
            }
            let (_, columns) = self.days.iter().find(|(known, _)| known == day)?;
            let cells = || columns.iter().map(|rank| DayCell::of(row.cell(*rank)));
            let of_hours = columns.iter().zip(cells());
            let hours: Vec<(usize, &str)> =
                of_hours.filter_map(|(rank, cell)| Some((*rank, cell.hours()?))).collect();
            has_hours |= !hours.is_empty();
            match &hours[..] {
                [] if cells().any(|cell| cell == DayCell::Unknown) => {
                    Some(format!("{day} unknown"))
                }
                [] => None,
                hours => Some(days::on_day(day, &self.spans(hours).join(" / "))),
            }
        });
        let days = days.collect::<Vec<_>>().join("; ");
        if has_hours {
            return days;
        }
        let mut cells =
            self.days.iter().flat_map(|(_, columns)| columns).map(|rank| row.cell(*rank));
        let is_closed = days.is_empty() && cells.any(says_closed);
        if is_closed { "fermé".to_owned() } else { String::new() }
    }

    /// The spans of a day: its cells, or pairs of them where they hold one time each, of opening and
    /// of closing in turns. Cells of which one is missing stay apart, and are not read as hours: an
    /// opening and the next opening are no span.
    fn spans(&self, cells: &[(usize, &str)]) -> Vec<String> {
        let is_pair = |pair: &[(usize, &str)]| {
            let edges = [Edge::Opening, Edge::Closing];
            pair.len() == 2
                && pair.iter().zip(edges).all(|((rank, text), edge)| {
                    clocks(text) == 1 && self.edges.get(rank) == Some(&edge)
                })
        };
        match cells.chunks(2).all(is_pair) {
            true => cells.chunks(2).map(|pair| format!("{}-{}", pair[0].1, pair[1].1)).collect(),
            false => cells.iter().map(|(_, cell)| (*cell).to_owned()).collect(),
        }
    }

    /// The hours of `row` put together from their parts: `9h30-12h30, jeudi semaines impaires`. `None`
    /// where the list does not tell them in parts, or the row lacks one.
    pub fn hours_in_parts(&self, row: &Row) -> Option<String> {
        let texts =
            || self.hour_parts.iter().map(|rank| row.cell(*rank)).filter(|it| !it.is_empty());
        let days = texts().find(|text| clocks(text) == 0)?;
        let spans: Vec<&str> = texts().filter(|text| clocks(text) >= 2).collect();
        let times: Vec<&str> = texts().filter(|text| clocks(text) == 1).collect();
        let pairs = times.chunks_exact(2).map(|pair| format!("{}-{}", pair[0], pair[1]));
        let hours: Vec<String> = spans.iter().map(|span| (*span).to_owned()).chain(pairs).collect();
        let is_whole = !hours.is_empty() && times.len().is_multiple_of(2);
        is_whole.then(|| format!("{}, {days}", hours.join(" et ")))
    }

    /// The columns of [`Mapping::hour_parts`].
    fn columns_of_hours(&self, sheet: &Sheet, profiles: &[ColumnProfile]) -> Vec<usize> {
        let given = self.fields.get(&Field::Hours);
        if !self.days.is_empty() || given.is_some_and(|it| it.evidence == ColumnEvidence::Given) {
            return Vec::new();
        }
        let hours = given.map_or(&[][..], |found| &found.columns);
        let is_taken = |rank: usize| {
            let holds = |found: &Found| found.columns.contains(&rank);
            self.fields.iter().any(|(field, found)| *field != Field::Hours && holds(found))
        };
        let share = |rank: usize, test: &dyn Fn(&str) -> bool| {
            let cells = sheet.rows.iter().map(|row| row.cell(rank)).filter(|it| !it.is_empty());
            let (all, fit) =
                cells.fold((0, 0), |(all, fit), cell| (all + 1, fit + usize::from(test(cell))));
            fit as f64 / f64::from(all.max(1))
        };
        let names: Vec<String> = sheet.columns.names().iter().map(|name| fold(name)).collect();
        let is_day = |rank: usize| {
            let named = ["jour", "jours", "date", "dates", "day"];
            let says =
                hours.contains(&rank) || names[rank].split(' ').any(|it| named.contains(&it));
            says && share(rank, &|cell| clocks(cell) == 0) >= MOSTLY
                && profiles[rank].hours.max(profiles[rank].dates) >= MOSTLY
        };
        let is_clock = |rank: usize| {
            share(rank, &|cell| clocks(cell) > 0) >= MOSTLY
                && share(rank, &|cell| cell.len() <= SHORT) >= MOSTLY
        };
        let free =
            || (0..profiles.len()).filter(|rank| profiles[*rank].filled > 0 && !is_taken(*rank));
        let Some(day) = free().find(|rank| is_day(*rank)) else { return Vec::new() };
        let clocks: Vec<usize> = free().filter(|rank| is_clock(*rank)).collect();
        if clocks.is_empty() { clocks } else { [vec![day], clocks].concat() }
    }

    /// Whether the columns of the days overrule that of the hours: one that is not named so is a
    /// remark about them, or a date.
    pub fn days_overrule(&self) -> bool {
        let hours = self.fields.get(&Field::Hours).map(|found| found.evidence);
        matches!(hours, Some(ColumnEvidence::Found { name, .. }) if name < OWN_NAME)
    }

    /// Assigns columns to fields, highest confidence first. A column has one field only.
    fn assign(
        &mut self,
        names: &[ColumnName],
        profiles: &[ColumnProfile],
        given: &given::ResolvedMapping,
    ) {
        let mut taken = vec![false; profiles.len()];
        let of_days = self.days.iter().flat_map(|(_, columns)| columns);
        // A column that may be that of a day tells no hours of all days.
        let of_missing = self.missing_days.iter().flat_map(|missing| &missing.near);
        for rank in of_days.chain(of_missing) {
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
                // Columns of hours complete each other row by row, whatever they are called.
                Some(found)
                    if (own_name || field == Field::Hours)
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

/// Number of times of day in a text: `9h30-12h30` has two, `09:30:00` one.
fn clocks(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let starts = |at: &usize| {
        let is_mark = matches!(letters[*at], 'h' | 'H' | ':') && *at > 0 && is_digit(at - 1);
        let is_of_seconds = *at >= 3 && letters[at - 3] == ':';
        is_mark && !is_of_seconds && (letters[*at] != ':' || is_digit(at + 1))
    };
    (0..letters.len()).filter(starts).count()
}

/// What a column of one time tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// When a place opens.
    Opening,
    /// When it closes.
    Closing,
}

/// The edges that the columns of these days are named after: `Ouverture matin lundi`, `Lundi fin`.
fn edges(sheet: &Sheet, days: &[(&'static str, Vec<usize>)]) -> BTreeMap<usize, Edge> {
    const WORDS: [(&str, Edge); 8] = [
        ("ouverture", Edge::Opening),
        ("debut", Edge::Opening),
        ("open", Edge::Opening),
        ("opening", Edge::Opening),
        ("fermeture", Edge::Closing),
        ("fin", Edge::Closing),
        ("close", Edge::Closing),
        ("closing", Edge::Closing),
    ];
    let edge = |rank: &usize| {
        let name = fold(&sheet.columns.names()[*rank]);
        let of_word = |word: &str| WORDS.iter().find(|(known, _)| *known == word);
        Some((*rank, name.split(' ').find_map(of_word)?.1))
    };
    days.iter().flat_map(|(_, columns)| columns).filter_map(edge).collect()
}

#[cfg(test)]
mod tests {
    use super::clocks;

    #[test]
    fn times_of_day_are_counted() {
        for (text, times) in
            [("9h30-12h30", 2), ("14:00", 1), ("09:30:00", 1), ("jeudi", 0), ("05/01/2026", 0)]
        {
            assert_eq!(clocks(text), times, "{text}");
        }
    }
}
