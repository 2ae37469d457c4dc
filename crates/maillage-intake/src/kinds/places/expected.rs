//! Columns that a national format has and a list in that format lacks.
//!
//! Lists may leave columns out, and most say nothing then. Two things are told, because figures hang
//! on them: a column whose name is near to that of one that is missing, and the lack of the column
//! by which the national list of France Services tells its buses. Columns of hours by weekday are
//! told by the mapping.

use maillage_tables::Sheet;
use strsim::osa_distance;

use super::ListFormat;
use crate::{
    ledger::{Issue, Trouble},
    source::{ColumnName, Field, Mapping, mapping::OWN_NAME},
};

/// Names shorter than this are near to too many others.
const SHORTEST: usize = 5;
/// Length of a name from which two letters may differ.
const LONG: usize = 7;
/// Length of a name above which it is not compared.
const LONGEST: usize = 100;

/// The notes on what `sheet`, which is in `format`, lacks.
pub(crate) fn notes(format: ListFormat, sheet: &Sheet, mapping: &Mapping) -> Vec<Issue> {
    let is_known = |field: Field| match field.is_position() {
        true => mapping.is_positioned(),
        false => mapping.fields.contains_key(&field),
    };
    let lacks = |name: &&&str| {
        sheet.columns.rank(name).is_none() && meaning(name).is_some_and(|field| !is_known(field))
    };
    let near = format.columns.iter().filter(lacks).filter_map(|expected| {
        let found = near(expected, format, sheet, mapping)?;
        Some(Issue::file(Trouble::ColumnNameNear, format!("{found} → {expected}")))
    });
    let tells_buses = format.tells_buses.iter().filter_map(|name| meaning(name)).any(is_known);
    let buses = format.tells_buses.first().filter(|_| !tells_buses);
    let buses = buses.map(|name| Issue::file(Trouble::BusColumnMissing, *name));
    near.chain(buses).collect()
}

/// A column of no known name that is called like `expected` but for a letter or two; `None` without
/// one.
fn near<'sheet>(
    expected: &str,
    format: ListFormat,
    sheet: &'sheet Sheet,
    mapping: &Mapping,
) -> Option<&'sheet str> {
    if expected.len() < SHORTEST {
        return None;
    }
    let most = if expected.len() < LONG { 1 } else { 2 };
    let is_near = |rank: usize, name: &str| {
        name.len() <= LONGEST
            && osa_distance(name, expected) <= most
            && !format.columns.contains(&name)
            && meaning(name).is_none()
            && !is_of_a_day(rank, mapping)
    };
    let mut found = sheet.columns.folded().filter(|(rank, name)| is_near(*rank, name));
    let (rank, _) = found.next()?;
    Some(&sheet.columns.names()[rank])
}

fn is_of_a_day(rank: usize, mapping: &Mapping) -> bool {
    mapping.days.iter().any(|(_, columns)| columns.contains(&rank))
        || mapping.missing_days.iter().any(|missing| missing.near.contains(&rank))
}

/// The field whose own name this is.
fn meaning(name: &str) -> Option<Field> {
    let name = ColumnName::new(name);
    Field::ALL.iter().copied().find(|field| name.hint(*field) >= OWN_NAME)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{gazetteer::Gazetteer, kinds::places::france_services, source::sheet};

    /// What is told of a synthetic list of the format of 2024 with this column after its hours.
    fn told(column: &str) -> Vec<(Trouble, String)> {
        let header = format!("id_fs,lib_fs,adresse,latitude,longitude,type_fs,{column}");
        let text = format!(
            "{header}\n1,Mairie,1 rue Basse,45.65,0.15,X,Fixe\n2,Gare,2 rue Haute,45.66,0.16,X,Bus\n"
        );
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("synthetic.csv");
        std::fs::write(&path, text).expect("the folder is writable");
        let sheet = sheet::read(&path, &Default::default()).expect("a table");
        let mapping = Mapping::find(&sheet, &Gazetteer::new(&[], &[]), None).expect("a mapping");
        let format = match france_services::OF_2024.content {
            crate::kinds::Content::Supply(_, crate::kinds::SupplyRows::Places(format)) => format,
            _ => panic!("a list of places"),
        };
        let notes = notes(format, &sheet, &mapping).into_iter();
        notes.map(|note| (note.trouble, note.value)).collect()
    }

    #[test]
    fn the_column_that_tells_buses_is_missed() {
        assert_eq!(told("format_fs"), []);
        assert_eq!(told("itinerance"), []);
        let missing = || (Trouble::BusColumnMissing, "format_fs".to_owned());
        assert_eq!(told("couleur"), [missing()]);
        let near = (Trouble::ColumnNameNear, "fomat_fs → format_fs".to_owned());
        assert_eq!(told("fomat_fs"), [near, missing()]);
    }

    #[test]
    fn a_column_of_the_format_that_is_there_under_a_near_name_is_told() {
        let told = told("format_fs,comentaire");
        assert_eq!(told, [(Trouble::ColumnNameNear, "comentaire → commentaire".to_owned())]);
    }
}
