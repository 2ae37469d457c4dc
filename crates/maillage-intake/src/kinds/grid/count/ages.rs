//! Ages of the residents of one cell.

use crate::{kinds::grid::PeopleCount, ledger::Trouble};

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

/// The ages of a cell with `people` residents: those of each band, and those of unknown age.
pub(super) fn of_cell(bands: &[PeopleCount], ageless: Option<&PeopleCount>, people: f64) -> Ages {
    if bands.is_empty() {
        return Ages::Absent;
    }
    let unread = bands.iter().chain(ageless).find_map(|figure| match figure {
        PeopleCount::People(_) => None,
        PeopleCount::Secret(text) | PeopleCount::Unreadable(text) => Some(text),
    });
    if let Some(text) = unread {
        return Ages::Unknown(Trouble::AgesUnknown, text.clone());
    }
    let mut by_band = Vec::with_capacity(bands.len());
    by_band.extend(bands.iter().filter_map(PeopleCount::people));
    let known: f64 = by_band.iter().sum();
    let counted = known + ageless.and_then(PeopleCount::people).unwrap_or(0.0);
    if (counted - people).abs() > SHARE * people + PEOPLE {
        return Ages::Unknown(Trouble::AgesIncoherent, format!("{} / {people}", tenths(counted)));
    }
    if known == 0.0 {
        return Ages::Unknown(Trouble::AgesUnknown, format!("0 / {people}"));
    }
    by_band.iter_mut().for_each(|people| *people *= counted / known);
    Ages::Known(by_band)
}

/// Rounds `people` to the tenths of the grids, to remove floating-point residue.
fn tenths(people: f64) -> f64 {
    (people * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bands: &[&str], ageless: Option<f64>, people: f64) -> Ages {
        let figure = |text: &&str| match text.parse() {
            Ok(people) => PeopleCount::People(people),
            Err(_) => PeopleCount::Secret((*text).to_owned()),
        };
        let bands: Vec<PeopleCount> = bands.iter().map(figure).collect();
        of_cell(&bands, ageless.map(PeopleCount::People).as_ref(), people)
    }

    #[test]
    fn people_of_unknown_age_are_shared_out_as_the_others_are() {
        let ages = of(&["2", "6"], Some(4.0), 12.0);
        assert_eq!(ages, Ages::Known(vec![3.0, 9.0]));
    }

    #[test]
    fn ages_that_do_not_make_the_residents_are_unknown() {
        let incoherent = |value: &str| Ages::Unknown(Trouble::AgesIncoherent, value.to_owned());
        assert_eq!(of(&["2", "6"], None, 12.0), incoherent("8 / 12"));
        assert_eq!(of(&["2", "6"], Some(9.0), 12.0), incoherent("17 / 12"));
        // The tolerance is one hundredth plus half a person.
        assert!(matches!(of(&["98.5", "0"], None, 100.0), Ages::Known(_)));
        assert!(matches!(of(&["98.4", "0"], None, 100.0), Ages::Unknown(..)));
    }

    #[test]
    fn one_secret_band_leaves_all_ages_unknown() {
        let unknown = |value: &str| Ages::Unknown(Trouble::AgesUnknown, value.to_owned());
        assert_eq!(of(&["2", "ns"], None, 2.0), unknown("ns"));
        assert_eq!(of(&["0", "0"], Some(2.0), 2.0), unknown("0 / 2"));
        assert_eq!(of(&[], None, 2.0), Ages::Absent);
    }
}
