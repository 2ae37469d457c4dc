//! National lists of any length over towns that the caller knows, for benchmarks.
//!
//! Two bodies list the places of a country in the national standard. Of the second list a quarter
//! of the rows are places of the first, spelled and placed as another person would have done. The
//! number of places grows with residents^¾. O(places log towns).

use crate::{
    dice::{Dice, Topic},
    files::{mediation_row, mediation_table},
    lattice::LatLon,
    mediation::{Mediation, PROGRAMMES, after_de, services},
};

/// A town with places.
#[derive(Debug, Clone, PartialEq)]
pub struct Town {
    /// INSEE code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Postal code; may be empty.
    pub postal_code: String,
    /// Number of residents.
    pub residents: u64,
    /// Latitude of its middle, in degrees.
    pub latitude: f64,
    /// Longitude of its middle, in degrees.
    pub longitude: f64,
}

/// Rows of the first list for one row of the second.
const FIRST_LIST: usize = 4;
/// Share of the rows of the second list that are places of the first.
const REPEATED: f64 = 0.25;
/// Degrees by which two people place one building apart, at most: some thirty metres.
const ASIDE: f64 = 0.000_2;

const NOUNS: [(&str, &str); 10] = [
    ("MUNI", "Mairie"),
    ("BIB", "Médiathèque"),
    ("CCAS", "CCAS"),
    ("ASSO", "Association"),
    ("EPN", "Espace public numérique"),
    ("CSC", "Centre socioculturel"),
    ("TIERS_LIEUX", "Tiers-lieu"),
    ("ML", "Mission locale"),
    ("FABLAB", "Fablab"),
    ("ESS", "Maison de quartier"),
];
const FIRST_NAMES: [&str; 24] = [
    "Adèle",
    "Alix",
    "Basile",
    "Blanche",
    "Camille",
    "Clément",
    "Diane",
    "Élise",
    "Fanny",
    "Gaspard",
    "Hélène",
    "Ignace",
    "Jeanne",
    "Klara",
    "Lucien",
    "Maxence",
    "Nadège",
    "Octave",
    "Pauline",
    "Rémi",
    "Sabine",
    "Théodore",
    "Violette",
    "Yves",
];
const LAST_NAMES: [&str; 32] = [
    "Aubier",
    "Bellanger",
    "Cazalis",
    "Dormoy",
    "Estève",
    "Fauconnier",
    "Garrigou",
    "Hautbois",
    "Isambart",
    "Jolivet",
    "Kerouan",
    "Lamarque",
    "Mazerolles",
    "Noirmont",
    "Orliac",
    "Pradel",
    "Quesnoy",
    "Rochebrune",
    "Sauveterre",
    "Taillefer",
    "Urbain",
    "Valdruche",
    "Wassieux",
    "Yvernois",
    "Abadie",
    "Brassac",
    "Coutances",
    "Delorme",
    "Espinasse",
    "Ferrand",
    "Grandval",
    "Hérisson",
];
const WAYS: [(&str, &str); 6] = [
    ("rue", "r."),
    ("avenue", "av."),
    ("boulevard", "bd"),
    ("place", "pl."),
    ("impasse", "imp."),
    ("chemin", "che."),
];
const DAYS: [&str; 6] = ["Mo-Fr", "Tu-Sa", "Mo,We,Fr", "Tu,Th", "We", "Mo-Th"];
const OPENINGS: [&str; 5] = ["08:30", "09:00", "09:15", "09:30", "10:00"];
const NOONS: [&str; 4] = ["12:00", "12:15", "12:30", "13:00"];
const AFTERNOONS: [&str; 4] = ["13:30", "14:00", "14:15", "14:30"];
const CLOSINGS: [&str; 5] = ["16:30", "17:00", "17:30", "18:00", "19:00"];

/// Two lists of places as CSV in the national standard, of `rows` rows together.
///
/// One row in twenty of both is a place that the other list has too, under a name and an address
/// that differ in spelling. The same arguments give the same texts. Empty lists without towns.
///
/// # Examples
///
/// ```
/// use maillage_synth::{Town, national_lists};
///
/// let town = Town {
///     code: "23096".to_owned(),
///     name: "Guéret".to_owned(),
///     postal_code: "23000".to_owned(),
///     residents: 12_000,
///     latitude: 46.17,
///     longitude: 1.87,
/// };
/// let [first, second] = national_lists(&[town], 100, 7);
/// assert_eq!((first.lines().count(), second.lines().count()), (81, 21));
/// ```
pub fn national_lists(towns: &[Town], rows: usize, seed: u64) -> [String; 2] {
    let mut tables = [mediation_table(), mediation_table()];
    let cumulated: Vec<f64> = towns
        .iter()
        .scan(0.0, |total, town| {
            let residents = town.residents as f64;
            *total += (residents * residents.sqrt()).sqrt() + 1.0;
            Some(*total)
        })
        .collect();
    let total = cumulated.last().copied().unwrap_or(0.0);
    let mut dice = Dice::new(seed, Topic::National);
    let mut last: Option<Mediation> = None;
    for rank in 0..if towns.is_empty() { 0 } else { rows } {
        let is_second = rank % (FIRST_LIST + 1) == FIRST_LIST;
        let repeated = last.take().filter(|_| is_second && dice.happens(REPEATED));
        let row = repeated.map(|row| spelled_otherwise(row, rank, &mut dice));
        let row = row.unwrap_or_else(|| {
            let draw = dice.unit() * total;
            let town = cumulated.partition_point(|sum| *sum <= draw).min(towns.len() - 1);
            place(&towns[town], rank, &mut dice)
        });
        mediation_row(&mut tables[usize::from(is_second)], &row);
        last = Some(row);
    }
    tables.map(|table| table.into_text())
}

fn place(town: &Town, rank: usize, dice: &mut Dice) -> Mediation {
    // A town of ten thousand residents is some two kilometres wide.
    let half_width = (0.000_1 * (town.residents as f64).sqrt()).clamp(0.003, 0.05);
    let mut away = || dice.between(-half_width, half_width);
    let at = LatLon { latitude: town.latitude + away(), longitude: town.longitude + away() };
    let (typologie, noun) = NOUNS[dice.below(NOUNS.len())];
    let nom = match dice.below(4) {
        0 => format!("{noun} {}", after_de(&town.name)),
        _ => format!("{noun} {} {}", dice.pick(&FIRST_NAMES), dice.pick(&LAST_NAMES)),
    };
    let (way, _) = WAYS[dice.below(WAYS.len())];
    let street = format!("{} {}", dice.pick(&FIRST_NAMES), dice.pick(&LAST_NAMES));
    let mut contact = |text: String| if dice.happens(0.5) { text } else { String::new() };
    Mediation {
        id: format!("synth-{rank:07}"),
        commune: town.name.clone(),
        code_postal: town.postal_code.clone(),
        code_insee: town.code.clone(),
        latitude: at.rounded().latitude_text(),
        longitude: at.rounded().longitude_text(),
        typologie: typologie.to_owned(),
        telephone: contact(format!("+3319900{:04}", rank % 10_000)),
        courriels: contact(format!("contact-{rank}@example.org")),
        adresse: format!("{} {way} {street}", 1 + dice.below(120)),
        horaires: if dice.happens(0.3) { String::new() } else { hours(dice) },
        itinerance: "Fixe".to_owned(),
        structure_parente: format!("Structure synthétique {}", after_de(&town.name)),
        date_maj: format!("2025-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28)),
        services: services(dice),
        publics: dice.pick(&["", "", "Seniors", "Jeunes|Seniors"]).to_owned(),
        frais: dice.pick(&["Gratuit", "Gratuit", "Gratuit sous condition", ""]).to_owned(),
        dispositifs: dice.pick(&PROGRAMMES).to_owned(),
        modalites_acces: dice.pick(&["Se présenter", "Se présenter|Téléphoner", ""]).to_owned(),
        modalites_accompagnement: dice
            .pick(&["Accompagnement individuel", "En autonomie|Accompagnement individuel"])
            .to_owned(),
        truth: (0, at),
        nom,
    }
}

/// Hours of one or two groups of days.
fn hours(dice: &mut Dice) -> String {
    let mut day = |days: &str| {
        let morning = format!("{}-{}", dice.pick(&OPENINGS), dice.pick(&NOONS));
        match dice.below(3) {
            0 => format!("{days} {morning}"),
            _ => {
                format!("{days} {morning},{}-{}", dice.pick(&AFTERNOONS), dice.pick(&CLOSINGS))
            }
        }
    };
    let (week, saturday) = (day("WEEK"), day("Sa"));
    let days = dice.pick(&DAYS);
    let week = week.replace("WEEK", days);
    let is_open = !days.contains("Sa") && dice.happens(0.4);
    if is_open { format!("{week}; {saturday}") } else { week }
}

/// The same place as another body lists it.
fn spelled_otherwise(row: Mediation, rank: usize, dice: &mut Dice) -> Mediation {
    let nom = match dice.below(4) {
        0 => row.nom.to_uppercase(),
        1 => row.nom.replace("Médiathèque", "Bibliothèque").replace("Association", "Asso."),
        2 => format!("{} - {}", row.nom, row.commune),
        _ => row.nom.clone(),
    };
    let (way, short) = WAYS[0];
    let (way, short) = WAYS
        .into_iter()
        .find(|(way, _)| row.adresse.contains(&format!(" {way} ")))
        .unwrap_or((way, short));
    let (_, at) = row.truth;
    let aside = LatLon {
        latitude: at.latitude + dice.between(-ASIDE, ASIDE),
        longitude: at.longitude + dice.between(-ASIDE, ASIDE),
    };
    Mediation {
        id: format!("autre-{rank:07}"),
        nom,
        adresse: row.adresse.replacen(way, short, 1),
        latitude: aside.rounded().latitude_text(),
        longitude: aside.rounded().longitude_text(),
        horaires: if dice.happens(0.5) { row.horaires.clone() } else { hours(dice) },
        date_maj: format!("2025-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28)),
        ..row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn town(code: &str, residents: u64) -> Town {
        Town {
            code: code.to_owned(),
            name: format!("Ville {code}"),
            postal_code: code.to_owned(),
            residents,
            latitude: 46.0,
            longitude: 1.5,
        }
    }

    #[test]
    fn a_place_in_twenty_is_in_both_lists_and_large_towns_have_more() {
        let towns = [town("23001", 100), town("23002", 100_000)];
        let [first, second] = national_lists(&towns, 10_000, 3);
        let repeated = second.lines().filter(|line| line.starts_with("autre-")).count();
        assert!((400..600).contains(&repeated), "{repeated}");
        assert_eq!(first.lines().count() + second.lines().count(), 10_002);
        let of = |code: &str| first.lines().filter(|line| line.contains(code)).count();
        assert!(of("23002") > 50 * of("23001"));
        assert_eq!([first, second], national_lists(&towns, 10_000, 3));
    }
}
