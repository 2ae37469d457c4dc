//! Tables of an identifier and a figure: the demand of origins, the capacity of places.

use std::{collections::HashMap, path::Path};

use maillage_core::model::Line;
use maillage_spelling::fold_column;
use maillage_tables::{Columns, MaxInputSize, ReadOptions, Row, Sheet, read_with};
use maillage_words::Words;

use super::identifiers::by_identifier;
use crate::{
    Error, Result,
    ledger::{Account, Fate, Issue, Role, Trouble},
    sentences,
    source::{Commas, parse_number},
};

/// Identifiers with a figure each, in the order of the identifiers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Amounts {
    /// The identifiers, each once.
    pub ids: Vec<String>,
    /// The figures, finite and not negative; 1 each when no column gives them.
    pub figures: Vec<f64>,
    /// The column of the figures; `None` when each counts as 1.
    pub column: Option<String>,
}

/// A kind of such table.
pub(super) struct AmountKind {
    role: Role,
    /// What the figures are, with the option, in messages.
    what: fn(&str) -> Words,
    /// The option that names their column.
    field: &'static str,
    /// Names of the column of identifiers, most likely first.
    ids: &'static [&'static str],
    /// Names of the column of figures, most likely first.
    figures: &'static [&'static str],
}

/// The demand of origins.
pub(super) const DEMAND: AmountKind = AmountKind {
    role: Role::DEMAND,
    what: sentences::the_demand,
    field: "options.demand_column",
    ids: &[
        "id",
        "from_id",
        "origin_id",
        "id_origine",
        "origin",
        "origine",
        "geoid",
        "code_insee",
        "insee_com",
        "codgeo",
        "code",
        "identifiant",
        "zone_id",
        "zone",
        "fips",
        "tract",
        "demand_id",
        "from",
    ],
    figures: &[
        "demand",
        "demande",
        "population",
        "pop",
        "people",
        "habitants",
        "residents",
        "besoin",
        "need",
        "weight",
        "poids",
        "pmun",
        "total_pop",
        "value",
        "valeur",
    ],
};

/// The capacity of places.
pub(super) const SUPPLY: AmountKind = AmountKind {
    role: Role::CAPACITY,
    what: sentences::the_capacity,
    field: "options.supply_column",
    ids: &[
        "id",
        "to_id",
        "destination_id",
        "id_destination",
        "dest_id",
        "destination",
        "dest",
        "place_id",
        "lieu_id",
        "facility_id",
        "geoid",
        "code_insee",
        "insee_com",
        "codgeo",
        "code",
        "identifiant",
        "zone_id",
        "zone",
        "fips",
        "tract",
        "supply_id",
        "to",
    ],
    figures: &[
        "supply",
        "offre",
        "capacity",
        "capacite",
        "opportunities",
        "jobs",
        "emplois",
        "beds",
        "lits",
        "doctors",
        "doc",
        "docs",
        "physicians",
        "medecins",
        "fte",
        "etp",
        "minutes_semaine",
        "minutes",
        "hours",
        "heures",
        "places",
        "value",
        "valeur",
    ],
};

/// Reads a table of amounts. `named` is the column of the figures, where its name does not tell.
pub(super) fn read(
    path: &Path,
    kind: &AmountKind,
    named: Option<&str>,
    most: MaxInputSize,
) -> Result<(Amounts, Account)> {
    let options = ReadOptions { max_input_size: most, ..ReadOptions::default() };
    let sheet = read_with(path, &options)?;
    let id = id_column(&sheet, kind)?;
    let column = figure_column(&sheet, kind, named, id)?;
    let names = sheet.columns.names();
    let read_as = [Some(id), column].into_iter().flatten().map(|rank| names[rank].clone());
    let read_as: Vec<String> = read_as.collect();
    let mut issues: Vec<Issue> = sheet.defects.iter().cloned().map(Issue::from).collect();
    let lost = sheet.defects.iter().filter(|defect| defect.is_lost).count();
    issues.push(Issue::file(Trouble::ColumnRead, read_as.join(", ")));
    let mut commas = Commas::default();
    if let Some(column) = column {
        sheet.rows.iter().for_each(|row| commas.see(row.cell(column)));
    }
    commas.check(path)?;
    let mut figures: HashMap<&str, (f64, Line)> = HashMap::new();
    for row in &sheet.rows {
        match amount(row, id, column) {
            Err((trouble, value)) => {
                issues.push(Issue::row(row.line, Fate::SetAside, trouble, value));
            }
            Ok((id, figure)) => {
                if let Some((_, before)) = figures.insert(id, (figure, row.line)) {
                    return Err(Error::SameId {
                        path: path.to_owned(),
                        id: id.to_owned(),
                        lines: format!("{}, {}", before.number, row.line.number),
                    });
                }
            }
        }
    }
    let mut ids: Vec<&str> = figures.keys().copied().collect();
    ids.sort_by(|one, other| by_identifier(one, other));
    let amounts = Amounts {
        figures: ids.iter().map(|id| figures[id].0).collect(),
        ids: ids.into_iter().map(str::to_owned).collect(),
        column: column.map(|rank| names[rank].clone()),
    };
    let account = Account {
        file: sheet.file_name(),
        role: kind.role,
        schema: kind.role.name(),
        format: sheet.format.name(),
        encoding: sheet.encoding,
        bytes: sheet.bytes,
        sha256: sheet.sha256.clone(),
        read: sheet.rows.len() + lost,
        kept: amounts.ids.len(),
        issues,
        ..Account::default()
    };
    Ok((amounts, account))
}

/// The identifier and the figure of a row.
fn amount(
    row: &Row,
    id: usize,
    column: Option<usize>,
) -> std::result::Result<(&str, f64), (Trouble, String)> {
    let id = row.cell(id).trim();
    if id.is_empty() {
        return Err((Trouble::IdMissing, String::new()));
    }
    let Some(column) = column else { return Ok((id, 1.0)) };
    let text = row.cell(column).trim();
    match parse_number(text) {
        Some(figure) if figure >= 0.0 => Ok((id, figure)),
        Some(_) => Err((Trouble::FigureNegative, format!("{id}: {text}"))),
        None if text.is_empty() => Err((Trouble::FigureMissing, id.to_owned())),
        None => Err((Trouble::NumberUnreadable, format!("{id}: {text}"))),
    }
}

/// The column of identifiers: by its name, else the first.
fn id_column(sheet: &Sheet, kind: &AmountKind) -> Result<usize> {
    let columns = &sheet.columns;
    let first = columns.names().iter().position(|name| !name.trim().is_empty());
    columns.find(kind.ids).or(first).ok_or_else(|| Error::MissingColumn {
        path: sheet.path.clone(),
        wanted: sentences::identifiers(),
        found: columns.listed(),
    })
}

/// The column of figures: the one that is named; else by its name; else the only other column of
/// numbers. `None` where there is none, and each row counts as 1.
fn figure_column(
    sheet: &Sheet,
    kind: &AmountKind,
    named: Option<&str>,
    id: usize,
) -> Result<Option<usize>> {
    let columns = &sheet.columns;
    let missing = |wanted: Words| Error::MissingColumn {
        path: sheet.path.clone(),
        wanted,
        found: columns.listed(),
    };
    if let Some(named) = named {
        let rank = given(columns, named).ok_or_else(|| missing(sentences::named(named)))?;
        return Ok(Some(rank));
    }
    if let Some(rank) = columns.find(kind.figures).filter(|rank| *rank != id) {
        return Ok(Some(rank));
    }
    let is_number = |text: &str| parse_number(text).is_some();
    let others: Vec<usize> = (0..columns.names().len())
        .filter(|rank| *rank != id && sheet.holds(*rank, is_number))
        .collect();
    match others[..] {
        [] => Ok(None),
        [only] => Ok(Some(only)),
        _ => Err(missing((kind.what)(kind.field))),
    }
}

/// The column that a user names, as the file spells it or as names fold.
pub(crate) fn given(columns: &Columns, named: &str) -> Option<usize> {
    let exact = columns.names().iter().position(|name| name == named);
    exact.or_else(|| columns.rank(&fold_column(named)))
}
