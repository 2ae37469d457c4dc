//! Wide tables of ages: one row for each commune, one column for each age.

use super::{
    AgeBasis, AgeColumn, AgeDefect, AgeTable, Counted, Counts,
    chain::{chain, no_contiguous_bands, with_rest},
};
use crate::{
    Error, Result,
    kinds::{
        population::population_column,
        table::{self, Further, TableRecord},
    },
    ledger::{Issue, Trouble},
    source::{
        Loaded, PeopleCount, is_blank,
        mapping::{self, columns::given_or},
    },
};
use maillage_core::model::{AgeBand, Line};
use maillage_spelling::fold_column;
use maillage_tables::{Columns, Passes, PassingRow};

/// The population of a wide table with these columns.
pub(super) fn ages(
    table: Passes,
    found: &[(AgeColumn, Vec<usize>)],
    rates: &[AgeBand],
) -> Result<(Loaded<TableRecord<Counts>>, AgeTable)> {
    let bands: Vec<AgeBand> = found.iter().map(|(column, _)| column.band).collect();
    let basis = found[0].0.basis;
    let (bands, ranks) = if basis == AgeBasis::People {
        let chain =
            chain(&bands, rates).ok_or_else(|| no_contiguous_bands(table.path(), &bands, rates))?;
        (chain.iter().map(|at| bands[*at]).collect(), chain.into_iter().map(Some).collect())
    } else {
        with_rest(&bands, basis).ok_or_else(|| no_contiguous_bands(table.path(), &bands, rates))?
    };
    let columns: Vec<Vec<usize>> =
        ranks.iter().map(|at| at.map_or(Vec::new(), |at| found[at].1.clone())).collect();
    let counted = Counted { basis, rest: ranks.iter().position(Option::is_none) };
    let of_all_ages = basis == AgeBasis::People && bands[0].from() == 0;
    let total = if of_all_ages { population_column(table.columns()) } else { None };
    let mut loaded = by_commune(table, total, &columns)?;
    if let Some(year) = found[0].0.year {
        loaded.vintage = Some(year.to_string());
    }
    if basis != AgeBasis::People {
        read_fractions(&mut loaded, &columns.concat());
    }
    let mut ages = AgeTable { bands, counted };
    if are_of_adults(&loaded, &ages) {
        ages.bands.remove(0);
        ages.counted = Counted { basis: AgeBasis::SharesOfAdults, rest: None };
        let known = loaded.records.iter_mut().filter_map(|of| of.values.bands.as_mut().ok());
        for shares in known {
            shares.remove(0);
        }
    }
    Ok((loaded, ages))
}

/// Whether shares with unnamed denominator are shares of people aged 15 and over. They are
/// when the bands start at 15 and sum to 100 %.
fn are_of_adults(loaded: &Loaded<TableRecord<Counts>>, ages: &AgeTable) -> bool {
    const NOTHING: f64 = 1.0;
    let begin_at_15 = ages.bands.get(1).is_some_and(|band| band.from() == 15);
    if ages.counted.basis != AgeBasis::SharesOfResidents
        || ages.counted.rest != Some(0)
        || !begin_at_15
    {
        return false;
    }
    let sums = loaded.records.iter().filter_map(|of| of.values.bands.as_ref().ok());
    let (whole, all) = sums.fold((0, 0), |(whole, all), shares| {
        let leaves = 100.0 - shares.iter().sum::<f64>();
        (whole + usize::from(leaves < NOTHING), all + 1)
    });
    all > 0 && 10 * whole > 9 * all
}

/// One record for each row: the figure of all ages, and the sums of groups of columns.
///
/// # Errors
///
/// [`crate::Error::MissingColumn`] without a code; when the file cannot be read.
pub(crate) fn by_commune(
    table: Passes,
    total: Option<usize>,
    columns: &[Vec<usize>],
) -> Result<Loaded<TableRecord<Counts>>> {
    let code = table::code_among(table.path(), table.columns())?;
    let kind = given_or(table.columns(), "type", &table::KIND);
    let vintage = given_or(table.columns(), "annee", &table::VINTAGE);
    let read = names_of(table.columns(), &columns.concat());
    let mut records: Vec<TableRecord<Counts>> = Vec::new();
    let mut stated = String::new();
    let emptied = table.load(|line, row| {
        if *row.text(vintage) > *stated {
            stated = row.text(vintage).into_owned();
        }
        let cells = columns.iter().flatten().chain(total.as_ref());
        let is_stated = cells.copied().any(|rank| !is_blank(&row.text(Some(rank))));
        let total = total.and_then(|rank| PeopleCount::read(&row.text(Some(rank))).people());
        records.push(TableRecord {
            line,
            further: Further::default(),
            code: row.text(Some(code)).into_owned(),
            kind: row.text(kind).into_owned(),
            values: Counts { is_stated, total, bands: sums(line, &row, columns) },
        });
        Ok::<(), Error>(())
    })?;
    let mut loaded = Loaded::without_records(emptied);
    loaded.issues.push(Issue::file(Trouble::ColumnRead, read));
    let vintage = Some(stated).filter(|year| !year.is_empty());
    Ok(Loaded { records, vintage, ..loaded })
}

fn sums(
    line: Line,
    row: &PassingRow,
    columns: &[Vec<usize>],
) -> std::result::Result<Vec<f64>, AgeDefect> {
    let figure = |rank: &usize| PeopleCount::read(&row.text(Some(*rank)));
    let sum = |ranks: &Vec<usize>| {
        ranks.iter().try_fold(0.0, |sum, rank| match figure(rank) {
            PeopleCount::People(people) => Ok(sum + people),
            figure => Err(AgeDefect::Figure(line, figure)),
        })
    };
    columns.iter().map(sum).collect()
}

/// Converts shares from 0 to 1 into per cent. Shares are taken to be fractions when none
/// exceeds 1 and no column name says per cent.
fn read_fractions(loaded: &mut Loaded<TableRecord<Counts>>, columns: &[usize]) {
    let names = loaded.sheet.columns.names();
    let names_per_cent = |rank: &usize| {
        let name = fold_column(&names[*rank]);
        names[*rank].contains('%')
            || name.split('_').any(|word| ["pct", "pourcentage", "percent"].contains(&word))
    };
    let shares = || loaded.records.iter().filter_map(|of| of.values.bands.as_ref().ok()).flatten();
    let largest = shares().copied().fold(0.0, f64::max);
    if largest > 1.0 || largest == 0.0 || columns.iter().any(names_per_cent) {
        return;
    }
    for share in loaded.records.iter_mut().filter_map(|of| of.values.bands.as_mut().ok()).flatten()
    {
        *share *= 100.0;
    }
    let value = format!("{}, 0–1", names_of(&loaded.sheet.columns, columns));
    loaded.issues.push(Issue::file(Trouble::UnitGuessed, value));
}

/// The names of columns on one line, abbreviated to the first and the last when there are
/// many.
pub(crate) fn names_of(columns: &Columns, ranks: &[usize]) -> String {
    let names: Vec<&str> = ranks.iter().map(|rank| columns.names()[*rank].as_str()).collect();
    match names[..] {
        [first, .., last] if names.len() > 12 => format!("{first} … {last}"),
        _ => names.join(", "),
    }
}

/// The columns of population by age, by band from the youngest: those given, or else by their
/// names. The unit with the most
/// columns is chosen, then the latest year. A band has several columns when the table
/// counts by sex.
pub(super) fn columns(columns: &Columns) -> Vec<(AgeColumn, Vec<usize>)> {
    let given = mapping::columns::bands(columns);
    if !given.is_empty() || columns.stated("age").is_some() {
        let of_people = |(band, ranks)| {
            (AgeColumn { band, basis: AgeBasis::People, year: None, sex: None }, ranks)
        };
        return given.into_iter().map(of_people).collect();
    }
    // Folding removes signs, so `+` is spelled out first.
    let folded = |name: &String| fold_column(&name.replace('+', " plus"));
    let names = columns.names().iter().map(folded).enumerate();
    let parsed: Vec<(usize, AgeColumn)> =
        names.filter_map(|(rank, name)| Some((rank, AgeColumn::of_name(&name)?))).collect();
    let count = |basis| parsed.iter().filter(|(_, column)| column.basis == basis).count();
    let bases = [AgeBasis::People, AgeBasis::SharesOfAdults, AgeBasis::SharesOfResidents];
    let Some(basis) =
        bases.into_iter().max_by_key(|basis| (count(*basis), std::cmp::Reverse(*basis as u8)))
    else {
        return Vec::new();
    };
    let latest = parsed.iter().filter_map(|(_, column)| column.year).max();
    let mut bands: Vec<(AgeColumn, Vec<usize>, Vec<Option<u8>>)> = Vec::new();
    for (rank, column) in parsed {
        if column.basis != basis || column.year != latest {
            continue;
        }
        match bands.iter_mut().find(|(known, ..)| known.band == column.band) {
            // A band with two columns is counted by sex, or is a duplicate.
            Some((_, ranks, sexes)) if !sexes.contains(&column.sex) => {
                ranks.push(rank);
                sexes.push(column.sex);
            }
            Some(_) => {}
            None => bands.push((column, vec![rank], vec![column.sex])),
        }
    }
    // A band counted for one sex only does not count everybody.
    bands.retain(|(_, _, sexes)| sexes[..] == [None] || sexes.len() == 2);
    bands.sort_by_key(|(column, ..)| column.band);
    bands.into_iter().map(|(column, ranks, _)| (column, ranks)).collect()
}
