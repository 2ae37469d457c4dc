//! Tables by commune: the columns of the commune, and the record of a row.
//!
//! Columns are found by their aliases. When the names of a figure carry years, the latest
//! is used.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry},
    path::Path,
};

use maillage_core::model::{CommuneCode, Line};
use maillage_tables::{Columns, Row, Sheet};
use maillage_words::Words;

use crate::{
    Error, Result,
    clean::codes,
    ledger::{Fate, Issue, Trouble},
    sentences,
    source::{Loaded, is_blank, mapping::columns::given_or, parse_number},
};

/// Names of the column that holds a commune code.
pub(crate) const CODE: [&str; 22] = [
    "code_insee",
    "insee_com",
    "codgeo",
    "code_commune",
    "code_commune_insee",
    "depcom",
    "com",
    "insee",
    "code_geo",
    "code_insee_commune",
    "codeinsee",
    "codecommune",
    "code",
    "id_commune",
    "com_code",
    "ref_insee",
    "insee_code",
    "num_insee",
    "code_officiel_commune",
    "code_insee_de_la_commune",
    "commune_code",
    "insee_commune",
];
/// Names of the column that holds the SIREN of an EPCI.
pub(super) const EPCI: [&str; 10] = [
    "epci_siren",
    "siren_epci",
    "codes_siren_des_epci",
    "code_epci",
    "epci",
    "codeepci",
    "siren_gfp",
    "code_siren_epci",
    "epci_code",
    "code_officiel_epci",
];
/// Names of the column that distinguishes communes from arrondissements and former
/// communes.
pub(super) const KIND: [&str; 3] = ["type", "typecom", "type_commune"];
/// Names of the column that states the vintage.
pub(super) const VINTAGE: [&str; 4] = ["millesime", "pop_millesime", "annee", "year"];

/// Names of the column of the IRIS that a row is of, its codes before its names.
const IRIS: [&str; 4] = ["code_iris", "dcomiris", "iris_code", "iris"];
/// Names of the column of the year that a row is of.
const YEAR: [&str; 5] = ["annee", "an", "year", "millesime", "time_period"];

/// A row of a table as published, unchecked.
#[derive(Debug, Clone, Default)]
pub struct TableRecord<Values = Vec<String>> {
    /// Position of the row in the file; of the first row, when there are several.
    pub line: Line,
    /// The other rows of the same commune, in a table with several rows for each commune.
    pub further: Further,
    /// Commune code as written.
    pub code: String,
    /// `COM`, `ARM`, `COMD`, … where the table has a column of types; otherwise empty.
    pub kind: String,
    /// The texts of the requested columns, in the order requested and empty where missing;
    /// or the figures parsed from them.
    pub values: Values,
}

impl TableRecord {
    /// Whether one of the cells asked for has a value, or a text of its own instead.
    pub(super) fn states_a_value(&self) -> bool {
        self.values.iter().any(|text| !is_blank(text))
    }
}

/// The rows of a record after the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Further {
    /// Their number.
    pub rows: usize,
    /// Position of the last row.
    pub last: Line,
}

/// The vintage in its own column: the latest, when rows have several.
fn stated_vintage(sheet: &Sheet) -> Option<String> {
    let column = given_or(&sheet.columns, "annee", &VINTAGE)?;
    let latest = sheet.rows.iter().map(|row| row.cell(column)).max()?;
    (!latest.is_empty()).then(|| latest.to_owned())
}

/// Splits a column name: `pmun22` into `pmun` and 22, `pop_municipale_2021` into
/// `pop_municipale` and 2021, INSEE's `p22_pop` into `p_pop` and 22. Two digits after a gap are an
/// age: `pop_75`, `population_65`.
pub(super) fn stem_and_year(name: &str) -> (&str, u32) {
    let year_of = |digits: &str| {
        let glued = !name.trim_end_matches(digits).ends_with('_');
        let is_year = digits.len() == 4 || digits.len() == 2 && glued;
        digits.parse().ok().filter(|_| is_year)
    };
    if let Some(year) =
        name.strip_prefix('p').and_then(|rest| rest.strip_suffix("_pop")).and_then(year_of)
    {
        return ("p_pop", year);
    }
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    match year_of(&name[stem.len()..]) {
        Some(year) => (stem.trim_end_matches('_'), year),
        None => (name, 0),
    }
}

/// What the rows of the parts of a commune make together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfParts {
    /// Their sum: people.
    Sum,
    /// What they all say; nothing where they differ: rates, EPCI.
    Same,
}

/// The rows of a table by commune: the code, and the texts of the columns `asked`.
///
/// Where a commune has a row a year, the latest year is read; where it has a row for each of its
/// IRIS, they are one row by `of_parts`.
///
/// # Errors
///
/// [`Error::MissingColumn`] without a commune code.
pub(super) fn by_commune(
    mut sheet: Sheet,
    asked: &[Option<usize>],
    of_parts: OfParts,
) -> Result<Loaded<TableRecord>> {
    let code = code_column(&sheet)?;
    let kind = given_or(&sheet.columns, "type", &KIND);
    let older = take_older_years(&mut sheet, code);
    let vintage = stated_vintage(&sheet);
    let iris = sheet.columns.find(&IRIS);
    let iris = iris.map(|rank| -> Vec<String> {
        sheet.rows.iter().map(|row| row.cell(rank).trim().to_owned()).collect()
    });
    let mut loaded = Loaded::from_rows(sheet, |_, row| TableRecord {
        line: row.line,
        further: Further::default(),
        code: row.cell(code).to_owned(),
        kind: row.get(kind).to_owned(),
        values: asked.iter().map(|column| row.get(*column).to_owned()).collect(),
    })?;
    if let Some(iris) = iris {
        let (joined, refused) = joined_parts(loaded.records, iris, of_parts);
        loaded.records = joined;
        loaded.issues.extend(refused);
    }
    loaded.read += older.len();
    loaded.issues.extend(older);
    Ok(Loaded { vintage, ..loaded })
}

/// Takes out the rows of a year before the latest of their commune, in a table with several rows a
/// commune and a column of years. Returns their issues.
fn take_older_years(sheet: &mut Sheet, code: usize) -> Vec<Issue> {
    let Some(year) = given_or(&sheet.columns, "annee", &YEAR) else { return Vec::new() };
    let year_of = |row: &Row| row.cell(year).trim().parse::<u32>().ok();
    let mut latest: BTreeMap<String, u32> = BTreeMap::new();
    for row in &sheet.rows {
        let Some(year) = year_of(row) else { return Vec::new() };
        let known = latest.entry(row.cell(code).to_owned()).or_insert(year);
        *known = year.max(*known);
    }
    let is_read: Vec<bool> = sheet
        .rows
        .iter()
        .map(|row| year_of(row).zip(latest.get(row.cell(code))).is_none_or(|(of, to)| of >= *to))
        .collect();
    take_out(sheet, &is_read, |row| format!("{} {}", row.cell(code), row.cell(year)))
}

/// Takes out the rows that are not read, of other years. Returns their issues, each with a value.
fn take_out(sheet: &mut Sheet, is_read: &[bool], value: impl Fn(&Row) -> String) -> Vec<Issue> {
    let rows = std::mem::take(&mut sheet.rows);
    let mut others = Vec::new();
    for (row, is_read) in rows.into_iter().zip(is_read) {
        if *is_read {
            sheet.rows.push(row);
        } else {
            others.push(Issue::row(row.line, Fate::SetAside, Trouble::OtherSlice, value(&row)));
        }
    }
    others
}

/// Takes out the rows of other years than the latest of the whole sheet, in a sheet where half of
/// the communes or more have a row a year: contours of two years do not fit together. Where few
/// have several, the year is that of a revision, and the latest row of each commune is kept.
/// Returns the issues of the others.
pub(super) fn take_other_years(sheet: &mut Sheet, code: impl Fn(&Row) -> &str) -> Vec<Issue> {
    let Some(column) = sheet.columns.find(&YEAR) else { return Vec::new() };
    let year_of = |row: &Row| row.cell(column).get(..4)?.parse::<u32>().ok();
    let years: Option<Vec<u32>> = sheet.rows.iter().map(year_of).collect();
    let Some(years) = years else { return Vec::new() };
    let mut latest: HashMap<&str, u32> = HashMap::new();
    let mut several: BTreeSet<&str> = BTreeSet::new();
    for (row, year) in sheet.rows.iter().zip(&years) {
        let known = latest.entry(code(row)).or_insert(*year);
        if *known != *year {
            several.insert(code(row));
        }
        *known = *year.max(known);
    }
    let last = years.iter().max().filter(|_| 2 * several.len() >= latest.len());
    let is_read = |(row, year): (&Row, &u32)| year == last.unwrap_or(&latest[code(row)]);
    let is_read: Vec<bool> = sheet.rows.iter().zip(&years).map(is_read).collect();
    take_out(sheet, &is_read, |row| format!("{} {}", code(row), row.cell(column)))
}

/// The rows of each commune as one, in the order of their first; `iris` are the IRIS of the rows.
///
/// Of one IRIS, rows that say the same count once. A commune of which two rows say different things
/// of one IRIS is refused: the issues of its rows are returned.
fn joined_parts(
    records: Vec<TableRecord>,
    iris: Vec<String>,
    of_parts: OfParts,
) -> (Vec<TableRecord>, Vec<Issue>) {
    let mut ranks: HashMap<String, usize> = HashMap::new();
    let mut known: HashMap<(usize, String), Vec<String>> = HashMap::new();
    let mut joined: Vec<(TableRecord, Vec<Line>)> = Vec::new();
    let mut disputed: BTreeMap<usize, String> = BTreeMap::new();
    for (record, iris) in records.into_iter().zip(iris) {
        let key =
            codes::of(&record.code).map_or_else(|| record.code.clone(), |code| code.to_string());
        let rank = *ranks.entry(key).or_insert(joined.len());
        let before = match iris.is_empty() {
            true => None,
            false => match known.entry((rank, iris)) {
                Entry::Occupied(before) => Some(before),
                Entry::Vacant(new) => {
                    new.insert(record.values.clone());
                    None
                }
            },
        };
        let Some((part, lines)) = joined.get_mut(rank) else {
            joined.push((record, Vec::new()));
            continue;
        };
        part.further.rows += 1;
        part.further.last = record.line.max(part.line).max(part.further.last);
        lines.push(record.line.max(part.line));
        part.line = record.line.min(part.line);
        if let Some(before) = before {
            if *before.get() != record.values {
                disputed.entry(rank).or_insert_with(|| before.key().1.clone());
            }
            continue;
        }
        for (part, value) in part.values.iter_mut().zip(record.values) {
            *part = match of_parts {
                OfParts::Sum => sum(part, &value),
                OfParts::Same if *part == value => value,
                OfParts::Same => String::new(),
            };
        }
    }
    let mut issues = Vec::new();
    let mut kept = Vec::with_capacity(joined.len());
    for (rank, (record, lines)) in joined.into_iter().enumerate() {
        let Some(iris) = disputed.get(&rank) else {
            kept.push(record);
            continue;
        };
        let value = format!("{}, IRIS {iris}", record.code);
        issues.push(Issue::row(record.line, Fate::SetAside, Trouble::IrisTwice, value));
        let other =
            |line: Line| Issue::row(line, Fate::SetAside, Trouble::WithItsCommune, &*record.code);
        issues.extend(lines.into_iter().map(other));
    }
    (kept, issues)
}

/// The sum of two numbers as text; what is no number, if one of them is none.
fn sum(one: &str, other: &str) -> String {
    match (parse_number(one), parse_number(other)) {
        (Some(a), Some(b)) => (a + b).to_string(),
        (Some(_), None) => other.to_owned(),
        _ => one.to_owned(),
    }
}

/// Whether a sheet has a column of commune codes, given or of such a name.
pub(crate) fn has_code(columns: &Columns) -> bool {
    given_or(columns, "code", &CODE).is_some()
}

/// The rank of the column that holds the commune code: the one given, one with such a name, or
/// `commune` where it holds codes.
///
/// # Errors
///
/// [`Error::MissingColumn`] without one.
pub(crate) fn code_column(sheet: &Sheet) -> Result<usize> {
    let of_codes = || {
        let column = sheet.columns.find(&["commune"])?;
        sheet.holds(column, |text| text.parse::<CommuneCode>().is_ok()).then_some(column)
    };
    let given = sheet.columns.stated("code").is_some();
    match given_or(&sheet.columns, "code", &CODE).or_else(|| of_codes().filter(|_| !given)) {
        Some(column) => Ok(column),
        None => code_among(&sheet.path, &sheet.columns),
    }
}

/// The rank of the column that holds the SIREN of an EPCI: one with such a name, or `siren` where
/// it holds those of EPCI. The SIREN of a group of communes starts with 20 or 24, that of a
/// commune with 21.
pub(crate) fn epci_column(sheet: &Sheet) -> Option<usize> {
    let is_of_epci = |text: &str| {
        text.len() == 9
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (text.starts_with("20") || text.starts_with("24"))
    };
    let of_sirens = || {
        let column = sheet.columns.find(&["siren"])?;
        sheet.holds(column, is_of_epci).then_some(column)
    };
    if sheet.columns.stated("epci").is_some() {
        return given_or(&sheet.columns, "epci", &[]);
    }
    sheet.columns.find(&EPCI).or_else(of_sirens)
}

/// The rank of the column that holds the commune code.
pub(super) fn code_among(path: &Path, columns: &Columns) -> Result<usize> {
    let wanted = sentences::commune_code();
    given_or(columns, "code", &CODE).ok_or_else(|| lacking(path, columns, wanted))
}

pub(super) fn missing(sheet: &Sheet, wanted: Words) -> Error {
    lacking(&sheet.path, &sheet.columns, wanted)
}

/// The error for a table with a missing column.
pub(super) fn lacking(path: &Path, columns: &Columns, wanted: Words) -> Error {
    Error::MissingColumn { path: path.to_owned(), wanted, found: columns.listed() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_read_off_the_name_of_a_figure() {
        assert_eq!(stem_and_year("pmun22"), ("pmun", 22));
        assert_eq!(stem_and_year("pop_municipale_2021"), ("pop_municipale", 2021));
        assert_eq!(stem_and_year("p22_pop"), ("p_pop", 22));
        assert_eq!(stem_and_year("code"), ("code", 0));
    }

    fn record(code: &str, value: &str) -> TableRecord {
        let values = vec![value.to_owned()];
        TableRecord { code: code.to_owned(), values, ..TableRecord::default() }
    }

    #[test]
    fn one_iris_counts_once_and_two_values_of_it_refuse_its_commune() {
        let rows = [
            ("01004", "0101", "100"),
            ("01004", "0102", "50"),
            ("1004", "0101", "100"),
            ("01053", "0101", "10"),
            ("01053", "0102", "20"),
            ("01053", "0102", "30"),
            ("01033", "", "1"),
            ("01033", "", "1"),
        ];
        let records = rows.iter().map(|(code, _, value)| record(code, value)).collect();
        let iris = rows.iter().map(|(_, iris, _)| (*iris).to_owned()).collect();
        let (joined, refused) = joined_parts(records, iris, OfParts::Sum);
        let found: Vec<_> = joined.iter().map(|it| (&*it.code, &*it.values[0])).collect();
        assert_eq!(found, [("01004", "150"), ("01033", "2")]);
        assert_eq!(joined[0].further.rows, 2);
        let troubles: Vec<_> = refused.iter().map(|issue| issue.trouble).collect();
        let others = Trouble::WithItsCommune;
        assert_eq!(troubles, [Trouble::IrisTwice, others, others]);
    }

    #[test]
    fn the_year_of_a_revision_sets_no_other_commune_aside() {
        let left = |text: &str| {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("table.csv");
            std::fs::write(&path, text).expect("the folder is writable");
            let sheet = maillage_tables::read_with(&path, &maillage_tables::ReadOptions::default());
            let mut sheet = sheet.expect("a table");
            let others = take_other_years(&mut sheet, |row| row.cell(0));
            assert_eq!(sheet.rows.len() + others.len(), text.lines().count() - 1);
            others.into_iter().map(|issue| issue.value).collect::<Vec<_>>()
        };
        let revised = "code;annee\n01001;2021\n01002;2023\n01004;2022\n01004;2020\n";
        assert_eq!(left(revised), ["01004 2020"]);
        let yearly = "code;annee\n01001;2022\n01002;2022\n01001;2023\n01002;2023\n01004;2022\n";
        assert_eq!(left(yearly), ["01001 2022", "01002 2022", "01004 2022"]);
    }
}
