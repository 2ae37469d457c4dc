//! The grid of residents: cells of one kilometre, as INSEE publishes them (Filosofi).
//!
//! The grid counts people in households, who are a few per cent fewer than the residents. A child
//! whose parents live apart counts as half a person in each home, so counts are in halves. The ages
//! of a commune (see [`crate::ages`]) are distributed over its cells with exact sums. A cell lists
//! every commune that has residents in it. Cells without residents are left out. O(homes log
//! homes).

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::ages::{Shares, apportion};
use crate::commune::Commune;
use crate::dice::{Dice, Topic};
use crate::homes;
use crate::laea::{self, Metres};
use crate::land::Land;

/// A row of the table, as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// South-west corner, in kilometres of EPSG:3035: north, then east.
    pub(crate) corner: [i64; 2],
    /// Codes of its communes in order, joined without a separator, as INSEE writes them.
    pub(crate) communes: String,
    /// Whether the values are imputed because there are too few households.
    pub(crate) is_imputed: bool,
    /// Tenths of people, households, poor households, people in the ten age bands, and people of
    /// unknown age.
    pub(crate) counts: [i64; 14],
}

/// Age bands of the grid, as ranges of the bands of [`Shares`]: 0–3, 4–5, 6–10, 11–17, 18–24,
/// 25–39, 40–54, 55–64, 65–79, 80 and over.
const BANDS: [std::ops::Range<usize>; 10] =
    [0..1, 1..2, 2..3, 3..5, 5..6, 6..8, 8..10, 10..12, 12..14, 14..16];
/// Share of the people whose age is unknown.
const AGE_UNKNOWN: f64 = 0.004;
/// First of [`BANDS`] counted as adults, from whom households are estimated.
const FIRST_ADULT: usize = 4;
const ADULTS_PER_HOUSEHOLD: f64 = 1.7;

/// People by band in halves. The last band is of unknown age.
type Halves = [u64; 11];

/// Every inhabited cell, from south to north, then from west to east.
pub(crate) fn count(land: &Land, communes: &[Commune], ages: &[Shares], seed: u64) -> Vec<Cell> {
    let mut dice = Dice::new(seed, Topic::Grid);
    let mut cells: BTreeMap<[i64; 2], (String, Halves)> = BTreeMap::new();
    for (commune, ages) in communes.iter().zip(ages) {
        for (corner, people) in of_commune(land, commune, ages, &mut dice) {
            let (codes, sum) = cells.entry(corner).or_default();
            codes.push_str(&commune.code);
            for (sum, people) in sum.iter_mut().zip(people) {
                *sum += people;
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

/// The columns on people and ages of the 2019 file.
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
    /// INSPIRE identifier: reference system, size, south-west corner with north first.
    pub(crate) fn id(&self) -> String {
        let [north, east] = self.corner;
        format!("CRS3035RES1000mN{north}000E{east}000")
    }
}

/// South-west corner of the cell that contains a point.
pub(crate) fn corner([east, north]: Metres) -> [i64; 2] {
    [north, east].map(|metres| (metres / 1_000.0).floor() as i64)
}

/// People of one commune by cell.
fn of_commune(
    land: &Land,
    commune: &Commune,
    ages: &Shares,
    dice: &mut Dice,
) -> BTreeMap<[i64; 2], Halves> {
    let mut parts: BTreeMap<[i64; 2], f64> = BTreeMap::new();
    for settlement in homes::settlements(land, commune, dice) {
        *parts.entry(corner(laea::project(settlement.at))).or_default() += settlement.part;
    }
    // Some residents live in institutions, convents or barracks and not in households.
    let in_households = 2.0 * f64::from(commune.residents.population) * dice.between(0.97, 0.99);
    let mut shares = [AGE_UNKNOWN; 11];
    for (share, band) in shares.iter_mut().zip(BANDS) {
        *share = ages[band].iter().sum();
    }
    let mut cells: BTreeMap<[i64; 2], Halves> = BTreeMap::new();
    for (band, people) in apportion(in_households.round() as u64, shares).into_iter().enumerate() {
        for (corner, people) in distribute(people, &parts, dice) {
            cells.entry(corner).or_default()[band] += people;
        }
    }
    cells.retain(|_, people| people.iter().any(|&people| people > 0));
    cells
}

/// Distributes the people of one band over cells, in proportion to `parts` with a random deviation
/// of up to a fifth. The sum is exact.
fn distribute(
    people: u64,
    parts: &BTreeMap<[i64; 2], f64>,
    dice: &mut Dice,
) -> Vec<([i64; 2], u64)> {
    let mut whole = 0.0;
    let mut cumulated = Vec::with_capacity(parts.len());
    for (&corner, part) in parts {
        whole += part * dice.between(0.8, 1.2);
        cumulated.push((corner, whole));
    }
    // With a common start, the first person of every band would be in the same cell.
    let start = dice.unit();
    let mut given = 0;
    let mut rest = |sum: f64| {
        let up_to = ((people as f64 * (sum / whole) + start) as u64).min(people);
        let here = up_to - given;
        given = up_to;
        here
    };
    cumulated.into_iter().map(|(corner, sum)| (corner, rest(sum))).collect()
}

/// All columns of a cell, in tenths.
fn counts(people: Halves, dice: &mut Dice) -> [i64; 14] {
    let whole: u64 = people.iter().sum();
    let adults: u64 = people[FIRST_ADULT..].iter().sum();
    let households = (adults as f64 / 2.0 / ADULTS_PER_HOUSEHOLD).ceil().max(1.0) as u64;
    // A cell never has more households than people.
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
    fn distributing_people_keeps_their_number() {
        let parts = BTreeMap::from([([1, 1], 0.5), ([1, 2], 0.3), ([2, 1], 0.2)]);
        let mut dice = Dice::new(1, Topic::Grid);
        for people in [0, 1, 7, 1_000] {
            let distributed = distribute(people, &parts, &mut dice);
            assert_eq!(distributed.iter().map(|(_, people)| people).sum::<u64>(), people);
        }
    }

    #[test]
    fn the_bands_of_the_grid_cover_every_age_once() {
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
