//! Ages of the residents of one cell.

use crate::{
    kinds::grid::{CellRecord, PeopleCount},
    ledger::Trouble,
};

/// Relative tolerance between the sum of the ages and the residents of a cell, whose values
/// are rounded independently.
const SHARE: f64 = 0.01;
/// Tolerance for a small cell, in people.
const PEOPLE: f64 = 0.5;

/// Ages of the residents of a cell.
#[derive(Debug, PartialEq)]
pub(super) enum Ages {
    /// People by band. Residents of unknown age are distributed over the bands.
    Known(Vec<f64>),
    /// The grid has no ages.
    Absent,
    /// Unknown, with the reason and the faulty text.
    Unknown(Trouble, String),
}

/// The ages of a cell with `people` residents.
pub(super) fn of_cell(record: &CellRecord, people: f64) -> Ages {
    if record.ages.is_empty() {
        return Ages::Absent;
    }
    let unread = record.ages.iter().chain(&record.ageless).find_map(|figure| match figure {
        PeopleCount::People(_) => None,
        PeopleCount::Secret(text) | PeopleCount::Unreadable(text) => Some(text),
    });
    if let Some(text) = unread {
        return Ages::Unknown(Trouble::AgesUnknown, text.clone());
    }
    let by_band: Vec<f64> = record.ages.iter().filter_map(PeopleCount::people).collect();
    let known: f64 = by_band.iter().sum();
    let counted = known + record.ageless.as_ref().and_then(PeopleCount::people).unwrap_or(0.0);
    if (counted - people).abs() > SHARE * people + PEOPLE {
        return Ages::Unknown(Trouble::AgesIncoherent, format!("{} / {people}", tenths(counted)));
    }
    if known == 0.0 {
        return Ages::Unknown(Trouble::AgesUnknown, format!("0 / {people}"));
    }
    Ages::Known(by_band.iter().map(|people| people * (counted / known)).collect())
}

/// Rounds `people` to the tenths of the grids, to remove floating-point residue.
fn tenths(people: f64) -> f64 {
    (people * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use maillage_core::model::Line;

    fn cell(ages: &[&str], ageless: Option<f64>) -> CellRecord {
        let figure = |text: &&str| match text.parse() {
            Ok(people) => PeopleCount::People(people),
            Err(_) => PeopleCount::Secret((*text).to_owned()),
        };
        CellRecord {
            line: Line::default(),
            id: String::new(),
            cell: None,
            codes: None,
            people: PeopleCount::People(0.0),
            ages: ages.iter().map(figure).collect(),
            ageless: ageless.map(PeopleCount::People),
            imputed: false,
        }
    }

    #[test]
    fn people_of_unknown_age_are_shared_out_as_the_others_are() {
        let ages = of_cell(&cell(&["2", "6"], Some(4.0)), 12.0);
        assert_eq!(ages, Ages::Known(vec![3.0, 9.0]));
    }

    #[test]
    fn ages_that_do_not_make_the_residents_are_unknown() {
        let incoherent = |value: &str| Ages::Unknown(Trouble::AgesIncoherent, value.to_owned());
        assert_eq!(of_cell(&cell(&["2", "6"], None), 12.0), incoherent("8 / 12"));
        assert_eq!(of_cell(&cell(&["2", "6"], Some(9.0)), 12.0), incoherent("17 / 12"));
        // The tolerance is one hundredth plus half a person.
        assert!(matches!(of_cell(&cell(&["98.5", "0"], None), 100.0), Ages::Known(_)));
        assert!(matches!(of_cell(&cell(&["98.4", "0"], None), 100.0), Ages::Unknown(..)));
    }

    #[test]
    fn one_secret_band_leaves_all_ages_unknown() {
        let unknown = |value: &str| Ages::Unknown(Trouble::AgesUnknown, value.to_owned());
        assert_eq!(of_cell(&cell(&["2", "ns"], None), 2.0), unknown("ns"));
        assert_eq!(of_cell(&cell(&["0", "0"], Some(2.0)), 2.0), unknown("0 / 2"));
        assert_eq!(of_cell(&cell(&[], None), 2.0), Ages::Absent);
    }
}
