//! Ages of the residents of each commune, and the table of ages as INSEE publishes it.
//!
//! The ages of a commune are a mean of a young town and an old village, weighted by its rate of
//! illectronism. The published rates rise with age, so both tables are consistent although neither
//! is computed from the other. Ages are drawn in sixteen bands, which this table and the grid (see
//! [`crate::grid`]) group differently. O(communes).

use crate::commune::Commune;
use crate::dice::{Dice, Topic};
use crate::table::Table;

/// Share of the people in each age band. The bands begin at 0, 4, 6, 11, 15, 18, 25, 30, 40, 45,
/// 55, 60, 65, 75, 80 and 90 years. The shares add up to one.
pub(crate) type Shares = [f64; 16];

/// A row of the table, as it is written.
#[derive(Debug, Clone)]
pub(crate) struct AgeRow {
    pub(crate) code: String,
    pub(crate) population: String,
    pub(crate) classes: [String; 7],
}

/// People per thousand in each band where the rate is lowest: students, and families with young
/// children.
const TOWN: Shares = [
    44.0, 23.0, 58.0, 47.0, 34.0, 125.0, 80.0, 140.0, 65.0, 115.0, 54.0, 48.0, 86.0, 30.0, 40.0,
    11.0,
];
/// People per thousand in each band where the rate is highest: a fifth are over 75.
const VILLAGE: Shares = [
    20.0, 11.0, 36.0, 33.0, 24.0, 36.0, 28.0, 74.0, 48.0, 120.0, 80.0, 86.0, 184.0, 80.0, 110.0,
    30.0,
];
/// Lowest and highest rate, in tenths of a per cent (see [`crate::people`]).
const RATES: [f64; 2] = [80.0, 320.0];
/// Bands of each class of the table: 0–14, 15–29, 30–44, 45–59, 60–74, 75–89, 90 and over.
const CLASSES: [std::ops::Range<usize>; 7] = [0..4, 4..7, 7..9, 9..11, 11..13, 13..15, 15..16];

/// Ages of the residents of every commune, in the order of `communes`.
pub(crate) fn draw_ages(communes: &[Commune], seed: u64) -> Vec<Shares> {
    let mut dice = Dice::new(seed, Topic::Ages);
    communes.iter().map(|commune| shares(commune, &mut dice)).collect()
}

/// Rows of the table. Classes are in ten-thousandths of a person, as census estimates are, and add
/// up to the residents exactly.
pub(crate) fn rows(communes: &[Commune], ages: &[Shares]) -> Vec<AgeRow> {
    let row = |(commune, shares): (&Commune, &Shares)| {
        let population = commune.residents.population;
        let classes = CLASSES.map(|class| shares[class].iter().sum());
        AgeRow {
            code: commune.code.clone(),
            population: population.to_string(),
            classes: apportion(u64::from(population) * 10_000, classes).map(decimal),
        }
    };
    communes.iter().zip(ages).map(row).collect()
}

/// The age columns of « Évolution et structure de la population ».
pub(crate) fn table(rows: &[AgeRow]) -> String {
    let mut table = Table::with_semicolons(&[
        "CODGEO",
        "P22_POP",
        "P22_POP0014",
        "P22_POP1529",
        "P22_POP3044",
        "P22_POP4559",
        "P22_POP6074",
        "P22_POP7589",
        "P22_POP90P",
    ]);
    for row in rows {
        let [a, b, c, d, e, f, g] = &row.classes;
        table.row(&[&row.code, &row.population, a, b, c, d, e, f, g]);
    }
    table.into_text()
}

/// Distributes `total` in proportion to `shares`. The parts add up to `total`. Cumulated parts are
/// rounded to the nearest whole.
pub(crate) fn apportion<const PARTS: usize>(total: u64, shares: [f64; PARTS]) -> [u64; PARTS] {
    let whole: f64 = shares.iter().sum();
    let (mut cumulated, mut given) = (0.0, 0);
    shares.map(|share| {
        cumulated += share;
        let part = (total as f64 * (cumulated / whole)).round() as u64 - given;
        given += part;
        part
    })
}

fn shares(commune: &Commune, dice: &mut Dice) -> Shares {
    let [lowest, highest] = RATES;
    let age = (f64::from(commune.residents.rate[0]) - lowest) / (highest - lowest);
    let mut shares = TOWN;
    for (share, old) in shares.iter_mut().zip(VILLAGE) {
        *share += (old - *share) * age;
        *share *= dice.between(0.85, 1.15);
    }
    let whole: f64 = shares.iter().sum();
    shares.map(|share| share / whole)
}

/// A number of ten-thousandths as decimal text. Whole numbers have no decimal point.
fn decimal(value: u64) -> String {
    match (value / 10_000, value % 10_000) {
        (whole, 0) => whole.to_string(),
        (whole, fraction) => format!("{whole}.{fraction:04}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ages_of_town_and_village_add_up_to_a_thousand_and_fill_every_class() {
        for people in [TOWN, VILLAGE] {
            assert_eq!(people.iter().sum::<f64>(), 1_000.0);
        }
        assert!(CLASSES.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!((CLASSES[0].start, CLASSES[6].end), (0, TOWN.len()));
    }

    #[test]
    fn parts_add_up_to_the_whole_and_the_parts_of_zero_are_zero() {
        assert_eq!(apportion(10, [0.25, 0.25, 0.5]), [3, 2, 5]);
        assert_eq!(apportion(0, [0.25, 0.75]), [0, 0]);
        assert_eq!(apportion(1, [1.0, 1.0, 1.0]).iter().sum::<u64>(), 1);
    }

    #[test]
    fn estimates_have_four_decimals() {
        assert_eq!([0, 70_000, 123_456, 5].map(decimal), ["0", "7", "12.3456", "0.0005"]);
    }
}
