//! The grid of residents: cells of one kilometre, as INSEE publishes them (Filosofi).
//!
//! It counts the people of households, a few per cent fewer than the residents, by halves:
//! a child whose parents live apart is half in each home. The ages of a commune (see
//! [`crate::ages`]) are spread over its cells so that their sums are kept. A cell belongs to
//! every commune of which somebody lives in it; where nobody lives there is no cell.
//! O(homes log homes).

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::ages::{Shares, parted};
use crate::commune::Commune;
use crate::dice::{Dice, Topic};
use crate::homes;
use crate::laea::{self, Metres};
use crate::land::Land;

/// A row of the table, as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// South-west corner, in kilometres of EPSG:3035: north, then east.
    pub(crate) corner: [i64; 2],
    /// Codes one after another, in their order and without a separator, as INSEE has them.
    pub(crate) communes: String,
    /// Whether the households were too few to be published as they are.
    pub(crate) is_imputed: bool,
    /// Tenths: people, households, poor households, the ten bands of age, age unknown.
    pub(crate) counts: [i64; 14],
}

/// The bands of age of the grid, of those of [`Shares`]: 0–3, 4–5, 6–10, 11–17, 18–24,
/// 25–39, 40–54, 55–64, 65–79, 80 and over.
const BANDS: [std::ops::Range<usize>; 10] =
    [0..1, 1..2, 2..3, 3..5, 5..6, 6..8, 8..10, 10..12, 12..14, 14..16];
/// Part of the people whose age is not known.
const AGE_UNKNOWN: f64 = 0.004;
/// The first of [`BANDS`] that is counted as adult, to tell households from people.
const FIRST_ADULT: usize = 4;
const ADULTS_PER_HOUSEHOLD: f64 = 1.7;

/// Halves of people by band, the last being of unknown age.
type Halves = [u64; 11];

/// Every cell in which somebody lives, from south to north, then from west to east.
pub(crate) fn count(land: &Land, communes: &[Commune], ages: &[Shares], seed: u64) -> Vec<Cell> {
    let mut dice = Dice::new(seed, Topic::Grid);
    let mut cells: BTreeMap<[i64; 2], (String, Halves)> = BTreeMap::new();
    for (commune, ages) in communes.iter().zip(ages) {
        for (corner, people) in of_commune(land, commune, ages, &mut dice) {
            let (codes, heap) = cells.entry(corner).or_default();
            codes.push_str(&commune.code);
            for (heap, people) in heap.iter_mut().zip(people) {
                *heap += people;
            }
        }
    }
    cells
        .into_iter()
        .map(|(corner, (communes, people))| Cell {
            corner,
            communes,
            is_imputed: false,
            counts: counts(people, &mut dice),
        })
        .collect()
}

/// The columns of the file of 2019 that tell of people and ages.
pub(crate) fn table(cells: &[Cell]) -> String {
    let mut text = String::from(
        "idcar_1km,lcog_geo,i_est_1km,ind,men,men_pauv,ind_0_3,ind_4_5,ind_6_10,ind_11_17,\
         ind_18_24,ind_25_39,ind_40_54,ind_55_64,ind_65_79,ind_80p,ind_inc\n",
    );
    for cell in cells {
        let _ = write!(text, "{},{},{}", cell.id(), cell.communes, u8::from(cell.is_imputed));
        for tenths in cell.counts {
            let _ = write!(text, ",{}.{}", tenths / 10, tenths.abs() % 10);
        }
        text.push('\n');
    }
    text
}

impl Cell {
    /// As INSPIRE has it: reference system, size, south-west corner, north first.
    pub(crate) fn id(&self) -> String {
        let [north, east] = self.corner;
        format!("CRS3035RES1000mN{north}000E{east}000")
    }
}

/// South-west corner of the cell around a point.
pub(crate) fn corner([east, north]: Metres) -> [i64; 2] {
    [north, east].map(|metres| (metres / 1_000.0).floor() as i64)
}

/// The people of one commune by cell.
fn of_commune(
    land: &Land,
    commune: &Commune,
    ages: &Shares,
    dice: &mut Dice,
) -> BTreeMap<[i64; 2], Halves> {
    let mut parts: BTreeMap<[i64; 2], f64> = BTreeMap::new();
    for spot in homes::spots(land, commune, dice) {
        *parts.entry(corner(laea::project(spot.at))).or_default() += spot.part;
    }
    // Not everybody lives in a household: some do in homes, convents and barracks.
    let in_households = 2.0 * f64::from(commune.residents.population) * dice.between(0.97, 0.99);
    let mut shares = [AGE_UNKNOWN; 11];
    for (share, band) in shares.iter_mut().zip(BANDS) {
        *share = ages[band].iter().sum();
    }
    let mut cells: BTreeMap<[i64; 2], Halves> = BTreeMap::new();
    for (band, people) in parted(in_households.round() as u64, shares).into_iter().enumerate() {
        for (corner, people) in spread(people, &parts, dice) {
            cells.entry(corner).or_default()[band] += people;
        }
    }
    cells.retain(|_, people| people.iter().any(|&people| people > 0));
    cells
}

/// People of one band by cell: all of them, by the parts of all ages give or take a fifth.
fn spread(people: u64, parts: &BTreeMap<[i64; 2], f64>, dice: &mut Dice) -> Vec<([i64; 2], u64)> {
    let mut whole = 0.0;
    let mut heaped = Vec::with_capacity(parts.len());
    for (&corner, part) in parts {
        whole += part * dice.between(0.8, 1.2);
        heaped.push((corner, whole));
    }
    // The same start for all bands would put the first person of each into one cell.
    let start = dice.unit();
    let mut given = 0;
    let mut rest = |heap: f64| {
        let upto = ((people as f64 * (heap / whole) + start) as u64).min(people);
        let here = upto - given;
        given = upto;
        here
    };
    heaped.into_iter().map(|(corner, heap)| (corner, rest(heap))).collect()
}

/// All columns of a cell, in tenths.
fn counts(people: Halves, dice: &mut Dice) -> [i64; 14] {
    let whole: u64 = people.iter().sum();
    let adults: u64 = people[FIRST_ADULT..].iter().sum();
    let households = (adults as f64 / 2.0 / ADULTS_PER_HOUSEHOLD).ceil().max(1.0) as u64;
    // Half a person makes no whole household.
    let households = (10 * households).min(5 * whole);
    let poor = (households as f64 / 10.0 * dice.between(0.05, 0.25) + dice.unit()) as u64;

    let mut counts =
        [5 * whole, households, (10 * poor).min(households), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (count, people) in counts[3..].iter_mut().zip(people) {
        *count = 5 * people;
    }
    counts.map(|tenths| tenths as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreading_people_loses_none() {
        let parts = BTreeMap::from([([1, 1], 0.5), ([1, 2], 0.3), ([2, 1], 0.2)]);
        let mut dice = Dice::new(1, Topic::Grid);
        for people in [0, 1, 7, 1_000] {
            let spread = spread(people, &parts, &mut dice);
            assert_eq!(spread.iter().map(|(_, people)| people).sum::<u64>(), people);
        }
    }

    #[test]
    fn the_bands_of_the_grid_hold_every_age_once() {
        assert!(BANDS.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!((BANDS[0].start, BANDS[9].end), (0, 16));
    }

    #[test]
    fn a_point_is_in_the_cell_to_its_north_east() {
        let counts = [0; 14];
        let cell = |corner| Cell { corner, communes: String::new(), is_imputed: false, counts };
        let at = corner([3_467_999.9, 2_607_000.0]);
        assert_eq!(cell(at).id(), "CRS3035RES1000mN2607000E3467000");
    }
}
