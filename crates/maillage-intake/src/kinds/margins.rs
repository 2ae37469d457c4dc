//! Tables of population by diploma, standard of living or another variable, and commune.
//! The margins of a rate table name the columns.

use std::{collections::BTreeSet, path::Path};

use maillage_core::model::{Category, Margin};
use maillage_spelling::fold_column;
use maillage_tables::{MaxInputSize, Passes};
use maillage_words::Words;

use super::{
    Content, Recognition, TableKind,
    ages::{AgeBasis, Counted, Counts, by_commune, split_year},
    table::TableRecord,
};
use crate::{Error, Result, ledger::Role, sentences, source::Loaded};

impl Role {
    /// People by category of a margin and commune.
    pub const MARGINS: Self = Self::named("marges");
}

/// Population by diploma, standard of living or another variable, and commune.
///
/// Never recognised: only a rate table defines the columns of its margins.
pub static KIND: TableKind = TableKind {
    name: "marges",
    description: sentences::a_table_of_margins,
    field: "sources.margins",
    role: Role::MARGINS,
    content: Content::Table(|sheet, _, _| {
        let wanted = sentences::a_rate_table();
        Err(Error::MissingColumn { path: sheet.path, wanted, found: Words::default() })
    }),
    recognise: |_, _| Recognition::No,
    stream: None,
};

/// Population by category of `margin` and commune, from the file at `path`. Records hold no
/// total, then the columns of each category, in the latest year that has them all.
///
/// # Errors
///
/// When the file cannot be read; [`Error::MissingColumn`] without a code, or when a
/// category has no column.
pub fn read(
    path: &Path,
    margin: &Margin,
    most: MaxInputSize,
) -> Result<(Loaded<TableRecord<Counts>>, Counted)> {
    let table = Passes::open(path, most)?;
    let folded: Vec<(usize, String)> = table.columns().folded().collect();
    let years: BTreeSet<Option<u16>> =
        folded.iter().map(|(_, folded)| split_year(folded).0).collect();
    let of_year = |year: Option<u16>| -> Option<Vec<Vec<usize>>> {
        let of_category = |category: &Category| {
            let columns = category.columns.iter();
            columns.map(|name| column(&folded, &fold_column(name), year)).collect()
        };
        margin.categories.iter().map(of_category).collect()
    };
    // When a file holds two censuses, all categories must come from the same one.
    let columns = years.into_iter().rev().find_map(of_year).ok_or_else(|| {
        let wanted: Vec<String> =
            margin.categories.iter().flat_map(|category| category.columns.clone()).collect();
        Error::MissingColumn {
            path: path.to_owned(),
            wanted: sentences::margin_columns(&margin.name, &wanted.join("`, `")),
            found: table.columns().listed(),
        }
    })?;
    let counted = Counted { basis: AgeBasis::People, rest: None };
    Ok((by_commune(table, None, &columns)?, counted))
}

/// The column with this folded name and year; the year is ignored if the name has none.
fn column(folded: &[(usize, String)], name: &str, year: Option<u16>) -> Option<usize> {
    let bare = name.strip_prefix("p_").unwrap_or(name);
    let is_it = |folded: &str| {
        let (of, stem) = split_year(folded);
        folded == name || (stem == bare && of == year)
    };
    folded.iter().find(|(_, folded)| is_it(folded)).map(|(rank, _)| *rank)
}
