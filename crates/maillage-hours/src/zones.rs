//! Zones of the school calendar and their départements.
//!
//! Zones A, B and C are those of 2016, defined by académie: arrêté du 16 avril 2015. Corsica and
//! the overseas territories have their own calendars.

use maillage_spelling::fold;

/// A zone of the school calendar.
///
/// # Examples
///
/// ```
/// use maillage_hours::{SchoolZone, departements_by_zone};
///
/// assert_eq!(SchoolZone::of_name("Zone A"), Some(SchoolZone::A));
/// assert!(departements_by_zone().any(|row| row == ("2A", SchoolZone::Corse)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SchoolZone {
    /// Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers.
    A,
    /// Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours,
    /// Reims, Rennes, Strasbourg.
    B,
    /// Créteil, Montpellier, Paris, Toulouse, Versailles.
    C,
    /// Corsica.
    Corse,
    /// Guadeloupe, with Saint-Barthélemy and Saint-Martin.
    Guadeloupe,
    /// Guyane.
    Guyane,
    /// Martinique.
    Martinique,
    /// Mayotte.
    Mayotte,
    /// Nouvelle-Calédonie.
    NouvelleCaledonie,
    /// Polynésie française.
    Polynesie,
    /// La Réunion.
    Reunion,
    /// Saint-Pierre-et-Miquelon.
    SaintPierreEtMiquelon,
    /// Wallis-et-Futuna.
    WallisEtFutuna,
}

/// Each zone with its folded name and its départements, grouped by académie.
#[rustfmt::skip]
const ZONES: [(SchoolZone, &str, &[&str]); 13] = [
    (SchoolZone::A, "a", &[
        "25", "39", "70", "90",
        "24", "33", "40", "47", "64",
        "03", "15", "43", "63",
        "21", "58", "71", "89",
        "07", "26", "38", "73", "74",
        "19", "23", "87",
        "01", "42", "69",
        "16", "17", "79", "86",
    ]),
    (SchoolZone::B, "b", &[
        "04", "05", "13", "84",
        "02", "60", "80",
        "59", "62",
        "54", "55", "57", "88",
        "44", "49", "53", "72", "85",
        "06", "83",
        "14", "27", "50", "61", "76",
        "18", "28", "36", "37", "41", "45",
        "08", "10", "51", "52",
        "22", "29", "35", "56",
        "67", "68",
    ]),
    (SchoolZone::C, "c", &[
        "77", "93", "94",
        "11", "30", "34", "48", "66",
        "75",
        "09", "12", "31", "32", "46", "65", "81", "82",
        "78", "91", "92", "95",
    ]),
    (SchoolZone::Corse, "corse", &["2A", "2B"]),
    (SchoolZone::Guadeloupe, "guadeloupe", &["971", "977", "978"]),
    (SchoolZone::Guyane, "guyane", &["973"]),
    (SchoolZone::Martinique, "martinique", &["972"]),
    (SchoolZone::Mayotte, "mayotte", &["976"]),
    (SchoolZone::NouvelleCaledonie, "nouvelle caledonie", &["988"]),
    (SchoolZone::Polynesie, "polynesie", &["987"]),
    (SchoolZone::Reunion, "reunion", &["974"]),
    (SchoolZone::SaintPierreEtMiquelon, "saint pierre et miquelon", &["975"]),
    (SchoolZone::WallisEtFutuna, "wallis et futuna", &["986"]),
];

/// Every département with its zone.
pub fn departements_by_zone() -> impl Iterator<Item = (&'static str, SchoolZone)> {
    ZONES.iter().flat_map(|(zone, _, codes)| codes.iter().map(|code| (*code, *zone)))
}

impl SchoolZone {
    /// The zone that `text` names: `Zone A`, `a`, `Corse`, `Polynésie française`. `None` for other
    /// texts.
    pub fn of_name(text: &str) -> Option<Self> {
        let folded = fold(text);
        let name = folded.strip_prefix("zone ").unwrap_or(&folded);
        let name = name.strip_prefix("la ").unwrap_or(name);
        let name = name.strip_suffix(" francaise").unwrap_or(name);
        ZONES.iter().find(|(_, known, _)| *known == name).map(|(zone, ..)| *zone)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_departement_is_in_one_zone() {
        let codes: Vec<&str> = departements_by_zone().map(|(code, _)| code).collect();
        let distinct: BTreeSet<&str> = codes.iter().copied().collect();
        assert_eq!((codes.len(), distinct.len()), (96 + 11, 96 + 11));
        for number in (1..=95).filter(|number| *number != 20) {
            assert!(distinct.contains(format!("{number:02}").as_str()), "{number}");
        }
    }

    #[test]
    fn a_zone_is_found_by_its_name() {
        assert_eq!(SchoolZone::of_name("Zone A"), Some(SchoolZone::A));
        assert_eq!(SchoolZone::of_name("c"), Some(SchoolZone::C));
        assert_eq!(SchoolZone::of_name("La Réunion"), Some(SchoolZone::Reunion));
        assert_eq!(SchoolZone::of_name("Polynésie française"), Some(SchoolZone::Polynesie));
        for unknown in ["", "D", "zone", "Bordeaux"] {
            assert_eq!(SchoolZone::of_name(unknown), None, "{unknown}");
        }
    }
}
