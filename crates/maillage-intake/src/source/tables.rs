//! Tables keyed by commune: residents, illectronism, EPCI, town halls.
//!
//! Columns are found by aliases; where a figure's name carries a year, the latest is
//! taken.

mod need;

pub use maillage_core::need::NeedUnit;
pub(super) use need::need_columns;

use std::path::Path;

use geo::Geometry;

use crate::{
    Error, Result,
    ledger::{Issue, Trouble},
    source::{Loaded, Mapping, PositionSource},
};
use maillage_core::model::Line;
use maillage_spelling::fold_column;
use maillage_tables::{Columns, Sheet};

/// Names of the column that holds a commune code.
pub(super) const CODE: [&str; 14] = [
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
];
/// Names of the column that holds the SIREN of an EPCI.
pub(super) const EPCI: [&str; 9] = [
    "epci_siren",
    "siren_epci",
    "codes_siren_des_epci",
    "code_epci",
    "epci",
    "codeepci",
    "siren_gfp",
    "code_siren_epci",
    "epci_code",
];
const REGION: [&str; 4] = ["reg", "code_region", "region", "insee_reg"];
/// Names of the column that tells communes from arrondissements and former communes.
pub(super) const KIND: [&str; 3] = ["type", "typecom", "type_commune"];
/// Names of the column that states the vintage.
pub(super) const VINTAGE: [&str; 4] = ["millesime", "pop_millesime", "annee", "year"];

/// A row of a table, as published: nothing is checked yet.
#[derive(Debug, Clone, Default)]
pub struct TableRecord<Values = Vec<String>> {
    /// Where the row stands in the file; of several rows, the first.
    pub line: Line,
    /// The other rows that it is made of, where a table has several a commune.
    pub further: Further,
    /// Commune code as written.
    pub code: String,
    /// `COM`, `ARM`, `COMD`, … where the table tells; else empty.
    pub kind: String,
    /// The texts of the columns asked for, in their order, empty where there is none; or what
    /// was made of them.
    pub values: Values,
}

/// The rows that a record is made of besides its first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Further {
    /// How many they are.
    pub rows: usize,
    /// Where the last of them stands.
    pub last: Line,
}

/// Residents by commune: one value, the population.
///
/// # Errors
///
/// [`Error::MissingColumn`] without a code or a population.
pub fn population(sheet: Sheet) -> Result<Loaded<TableRecord>> {
    let column = population_column(&sheet.columns);
    let wanted = "the municipal population (`PMUN`, `pop_municipale`, `P22_POP`, `population`)";
    let column = column.ok_or_else(|| missing(&sheet, wanted))?;
    let read_as = sheet.columns.names()[column].clone();
    let (_, year) = stem_and_year(&fold_column(&sheet.columns.names()[column]));
    let year = if year < 100 { 2000 + year } else { year };
    let mut loaded = by_commune(sheet, &[Some(column)])?;
    loaded.issues.push(Issue::file(Trouble::ColumnRead, read_as));
    if year > 2000 {
        loaded.vintage = Some(year.to_string());
    }
    Ok(loaded)
}

/// The vintage in a column of its own, when the first row has one.
fn stated_vintage(sheet: &Sheet) -> Option<String> {
    let first = sheet.rows.first()?;
    let stated = sheet.text(first, &VINTAGE);
    (!stated.is_empty()).then(|| stated.to_owned())
}

/// Illectronism by commune: the estimate, its lower and its upper bound.
///
/// # Errors
///
/// [`Error::MissingColumn`] without a code or a figure of illectronism.
pub fn need(sheet: Sheet) -> Result<(Loaded<TableRecord>, NeedUnit)> {
    let columns = need::need_columns_by_any_name(&sheet);
    let wanted = "illectronism (`illectronisme` for people, `taux_illectronisme` for a share)";
    let columns = columns.ok_or_else(|| missing(&sheet, wanted))?;
    let read_as = format!("{}, {}", sheet.columns.names()[columns.estimate], columns.unit.name());
    let trouble = if columns.unit_guessed { Trouble::UnitGuessed } else { Trouble::ColumnRead };
    let asked = [Some(columns.estimate), columns.low, columns.high];
    let mut loaded = by_commune(sheet, &asked)?;
    loaded.issues.push(Issue::file(trouble, read_as));
    Ok((loaded, columns.unit))
}

/// Any need by commune: the figures of the column of this name, and empty bounds.
///
/// # Errors
///
/// [`Error::MissingColumn`] without a code or that column; [`Error::NeedUnit`] when neither
/// `unit` nor the name tells what its figures are.
pub fn need_in_column(
    sheet: Sheet,
    name: &str,
    unit: Option<NeedUnit>,
) -> Result<(Loaded<TableRecord>, NeedUnit)> {
    let found = need::column_named(&sheet, name);
    let (rank, told) = found.ok_or_else(|| missing(&sheet, &format!("`{name}`")))?;
    let column = sheet.columns.names()[rank].clone();
    let unit = unit.or(told);
    let unit =
        unit.ok_or_else(|| Error::NeedUnit { path: sheet.path.clone(), column: column.clone() })?;
    let mut loaded = by_commune(sheet, &[Some(rank), None, None])?;
    loaded.issues.push(Issue::file(Trouble::ColumnRead, format!("{column}, {}", unit.name())));
    Ok((loaded, unit))
}

/// EPCI by commune: the SIREN and the région.
///
/// # Errors
///
/// [`Error::MissingColumn`] without a code or an EPCI.
pub fn membership(sheet: Sheet) -> Result<Loaded<TableRecord>> {
    let epci = sheet.columns.find(&EPCI);
    let epci = epci.ok_or_else(|| missing(&sheet, "the EPCI (`epci_siren`, `EPCI`)"))?;
    let region = sheet.columns.find(&REGION);
    by_commune(sheet, &[Some(epci), region])
}

/// Town halls by commune: latitude and longitude.
///
/// # Errors
///
/// [`Error::MissingColumn`] without a code or a position.
pub fn chefs_lieux(sheet: Sheet, mapping: &Mapping) -> Result<Loaded<TableRecord>> {
    let Some(position) = mapping.position.as_ref().filter(|_| mapping.is_positioned()) else {
        return Err(missing(&sheet, "the position (`latitude` and `longitude`)"));
    };
    let source = position.source;
    let code = code_column(&sheet)?;
    Ok(Loaded::from_rows(sheet, |_, row| {
        let values = match &row.geometry {
            Some(Geometry::Point(point)) if source == PositionSource::Geometry => {
                [point.y().to_string(), point.x().to_string()]
            }
            _ => source.written(&row).into(),
        };
        TableRecord {
            line: row.line,
            code: row.cell(code).into(),
            values: values.into(),
            ..TableRecord::default()
        }
    }))
}

/// The column of the municipal population, of the latest year if there are several.
pub(super) fn population_column(columns: &Columns) -> Option<usize> {
    let ranked = columns.folded().filter_map(|(rank, name)| {
        let (stem, year) = stem_and_year(&name);
        let preference = match stem {
            "pmun" | "pop_municipale" | "population_municipale" => 3,
            "p_pop" => 2,
            "population" | "pop" | "nb_habitants" | "habitants" => 1,
            _ => return None,
        };
        Some((preference, year, std::cmp::Reverse(rank)))
    });
    ranked.max().map(|(_, _, rank)| rank.0)
}

/// `pmun22` is `pmun` of 22; `pop_municipale_2021` is `pop_municipale` of 2021; INSEE's
/// `p22_pop` is `p_pop` of 22.
fn stem_and_year(name: &str) -> (&str, u32) {
    let year_of = |digits: &str| digits.parse().ok().filter(|_| matches!(digits.len(), 2 | 4));
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

/// The earlier and the later of the two columns that hold codes of two vintages,
/// `code_2018` and `code_2024`.
pub(super) fn passage_columns(sheet: &Sheet) -> Option<(usize, usize)> {
    let mut vintages: Vec<(u32, usize)> = sheet
        .columns
        .folded()
        .filter_map(|(rank, name)| {
            let (stem, year) = stem_and_year(&name);
            let code = matches!(stem, "code" | "codgeo" | "com" | "code_insee" | "codgeo_ini");
            (code && year > 1900).then_some((year, rank))
        })
        .collect();
    vintages.sort_unstable();
    match vintages[..] {
        [(_, old), .., (_, new)] => Some((old, new)),
        _ => None,
    }
}

pub(super) fn by_commune(sheet: Sheet, asked: &[Option<usize>]) -> Result<Loaded<TableRecord>> {
    let code = code_column(&sheet)?;
    let kind = sheet.columns.find(&KIND);
    let vintage = stated_vintage(&sheet);
    let loaded = Loaded::from_rows(sheet, |_, row| TableRecord {
        line: row.line,
        further: Further::default(),
        code: row.cell(code).to_owned(),
        kind: row.get(kind).to_owned(),
        values: asked.iter().map(|column| row.get(*column).to_owned()).collect(),
    });
    Ok(Loaded { vintage, ..loaded })
}

fn code_column(sheet: &Sheet) -> Result<usize> {
    code_among(&sheet.path, &sheet.columns)
}

/// The rank of the column that holds the commune code.
pub(super) fn code_among(path: &Path, columns: &Columns) -> Result<usize> {
    let wanted = "the commune code (`code_insee`, `CODGEO`, `insee_com`)";
    columns.find(&CODE).ok_or_else(|| lacking(path, columns, wanted))
}

fn missing(sheet: &Sheet, wanted: &str) -> Error {
    lacking(&sheet.path, &sheet.columns, wanted)
}

/// The error of a table without a column that is wanted.
pub(super) fn lacking(path: &Path, columns: &Columns, wanted: &str) -> Error {
    Error::MissingColumn {
        path: path.to_owned(),
        wanted: wanted.to_owned(),
        found: columns.listing(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_told_from_the_name_of_a_figure() {
        assert_eq!(stem_and_year("pmun22"), ("pmun", 22));
        assert_eq!(stem_and_year("pop_municipale_2021"), ("pop_municipale", 2021));
        assert_eq!(stem_and_year("p22_pop"), ("p_pop", 22));
        assert_eq!(stem_and_year("code"), ("code", 0));
    }
}
