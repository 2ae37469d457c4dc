//! The columns of a table that hold the need, and their unit.

use crate::{
    kinds::{
        ages::{AgeBasis, AgeColumn},
        table::stem_and_year,
    },
    source::{
        mapping::{self, columns::given_or},
        parse_number,
    },
};
use maillage_core::need::NeedUnit;
use maillage_spelling::fold_column;
use maillage_tables::{Columns, Sheet};

/// The columns of a table that hold the need, and their unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NeedColumns {
    /// The estimate.
    pub(crate) estimate: usize,
    /// Its lower bound.
    pub(crate) low: Option<usize>,
    /// Its upper bound.
    pub(crate) high: Option<usize>,
    /// Unit of the figures.
    pub(crate) unit: NeedUnit,
    /// Whether the unit was inferred from the values because the name does not give it.
    pub(crate) unit_guessed: bool,
    /// Other columns of the same subject, which are not read.
    pub(crate) others: Vec<usize>,
}

const SUBJECT: [&str; 6] = [
    "illectronisme",
    "illectronism",
    "illectronique",
    "illectroniques",
    "illectronic",
    "illettrisme",
];
/// Generic names that a table of illectronism may give its figure. Only these words are
/// accepted, so that a score of another variable is never used.
const GENERIC: [&str; 11] = [
    "taux",
    "tx",
    "part",
    "rate",
    "pct",
    "pourcentage",
    "percent",
    "nb",
    "nombre",
    "personnes",
    "people",
];
const SHARE: [&str; 9] =
    ["taux", "tx", "part", "pct", "pourcentage", "percent", "rate", "share", "proportion"];
const COUNT: [&str; 7] = ["nb", "nombre", "effectif", "personnes", "people", "count", "habitants"];
const NO_FIGURE: [&str; 8] =
    ["annee", "year", "source", "code", "indice", "score", "rang", "classe"];
const CHANGE: [&str; 11] = [
    "evolution",
    "evol",
    "variation",
    "var",
    "delta",
    "diff",
    "difference",
    "ecart",
    "hausse",
    "baisse",
    "change",
];
const HOUSEHOLDS: [&str; 6] = ["menage", "menages", "foyer", "foyers", "households", "logements"];
const PER_CENT: [&str; 3] = ["pct", "pourcentage", "percent"];
const SCORE: [&str; 6] = ["indice", "score", "ifn", "index", "note", "classe"];
const LOW: [&str; 8] = ["bas", "basse", "inf", "inferieur", "inferieure", "low", "lower", "min"];
const HIGH: [&str; 8] = ["haut", "haute", "sup", "superieur", "superieure", "high", "upper", "max"];
const BOUND_OF: [&str; 7] = ["borne", "ic", "ci", "intervalle", "bound", "estimation", "personnes"];
/// Minimum number of rows to distinguish shares from people by their values.
const ENOUGH: usize = 10;

/// The columns of illectronism: those given, or else by the words of their names.
pub(crate) fn need_columns(sheet: &Sheet) -> Option<NeedColumns> {
    if sheet.columns.stated("illectronisme").is_some() {
        return given(&sheet.columns);
    }
    columns_about(sheet, |name| has(name, &SUBJECT))
}

/// The columns that a mapping gives.
fn given(columns: &Columns) -> Option<NeedColumns> {
    Some(NeedColumns {
        estimate: given_or(columns, "illectronisme", &[])?,
        low: given_or(columns, "illectronisme_bas", &[]),
        high: given_or(columns, "illectronisme_haut", &[]),
        unit: mapping::columns::unit(columns)?,
        unit_guessed: false,
        others: Vec::new(),
    })
}

/// The columns of need in a table given as a table of need, under any name.
pub(super) fn need_columns_by_any_name(sheet: &Sheet) -> Option<NeedColumns> {
    let generic = |name: &str| name.split('_').all(|word| GENERIC.contains(&word));
    need_columns(sheet).or_else(|| columns_about(sheet, generic))
}

/// The column with this name, whatever it measures. The unit is `None` when the name does
/// not give it.
pub(super) fn column_named(sheet: &Sheet, name: &str) -> Option<(usize, Option<NeedUnit>)> {
    let exact = sheet.columns.names().iter().position(|known| known == name);
    let rank = exact.or_else(|| sheet.columns.rank(&fold_column(name)))?;
    let folded = fold_column(&sheet.columns.names()[rank]);
    let of_people = stem_and_year(&folded).0 == "p_pop"
        || AgeColumn::of_name(&folded).is_some_and(|column| column.basis == AgeBasis::People);
    let unit = if has(&folded, &SCORE) {
        Some(NeedUnit::Score)
    } else if has(&folded, &PER_CENT) || sheet.columns.names()[rank].contains('%') {
        Some(NeedUnit::PerCent)
    } else if has(&folded, &COUNT) || of_people {
        Some(NeedUnit::People)
    } else {
        None
    };
    Some((rank, unit))
}

fn columns_about(sheet: &Sheet, is_subject: impl Fn(&str) -> bool) -> Option<NeedColumns> {
    let names: Vec<(usize, String)> = sheet.columns.folded().collect();
    let is_bound = |name: &str| has(name, &LOW) || has(name, &HIGH);
    let is_figure = |name: &str| is_subject(name) && !is_bound(name) && !has(name, &NO_FIGURE);
    let subjects = || names.iter().filter(|(_, name)| is_figure(name));
    // A level comes before a change, people before households, people before shares, which need
    // residents, and the latest year before the older.
    let order = |name: &str| {
        let year = std::cmp::Reverse(stem_and_year(name).1);
        (has(name, &CHANGE), has(name, &HOUSEHOLDS), has(name, &SHARE), year)
    };
    let (estimate, name) = subjects().min_by_key(|(_, name)| order(name))?;
    let others = subjects().map(|(rank, _)| *rank).filter(|rank| rank != estimate).collect();
    let says_per_cent = has(name, &PER_CENT)
        || sheet.columns.names()[*estimate].contains('%')
        || sheet.rows.iter().any(|row| row.cell(*estimate).ends_with('%'));
    let of_share = has(name, &SHARE) || says_per_cent;
    let bound = |words: &[&str]| {
        let named = |name: &str| {
            is_subject(name) || has(name, &SHARE) || has(name, &BOUND_OF) || words.contains(&name)
        };
        // A bound in another unit does not belong to this estimate.
        let same_unit = |name: &str| !has(name, &SUBJECT) || has(name, &SHARE) == of_share;
        let fits = |name: &str| has(name, words) && named(name) && same_unit(name);
        names.iter().find(|(_, name)| fits(name)).map(|(rank, _)| *rank)
    };
    let by_values = unit_by_values(sheet, *estimate);
    let (unit, unit_guessed) = match (of_share, says_per_cent) {
        (true, true) => (NeedUnit::PerCent, false),
        (true, false) if by_values == NeedUnit::Fraction => (NeedUnit::Fraction, true),
        (true, false) => (NeedUnit::PerCent, true),
        (false, _) if has(name, &COUNT) => (NeedUnit::People, false),
        (false, _) => (by_values, by_values != NeedUnit::People),
    };
    let (low, high) = (bound(&LOW), bound(&HIGH));
    Some(NeedColumns { estimate: *estimate, low, high, unit, unit_guessed, others })
}

fn has(name: &str, words: &[&str]) -> bool {
    name.split('_').any(|word| words.contains(&word))
}

/// The unit inferred from the values alone. Fractions when no value exceeds 1. Per cent when
/// none exceeds 100, some are not whole, and the table is long enough. Otherwise people.
fn unit_by_values(sheet: &Sheet, column: usize) -> NeedUnit {
    let values: Vec<f64> =
        sheet.rows.iter().filter_map(|row| parse_number(row.cell(column))).collect();
    let most = values.iter().copied().fold(0.0, f64::max);
    let all_whole = values.iter().all(|value| value.fract() == 0.0);
    if !all_whole && most <= 1.0 {
        NeedUnit::Fraction
    } else if !all_whole && most <= 100.0 && values.len() >= ENOUGH {
        NeedUnit::PerCent
    } else {
        NeedUnit::People
    }
}
