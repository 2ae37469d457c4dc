//! Départements: codes, names and bounding boxes.

use std::{collections::HashMap, sync::LazyLock};

use crate::{geodesy::Position, model::Envelope};
use maillage_spelling::fold;

/// Code, name and bounding box in degrees (south, north, west, east), rounded outwards to a
/// tenth of a degree. The box can only refute a position: a position inside the box may
/// still be outside the département.
/// Sources: IGN ADMIN EXPRESS 2018 (boxes); INSEE, Code officiel géographique (codes and
/// names).
#[rustfmt::skip]
const ALL: [(&str, &str, [f64; 4]); 101] = [
    ("01", "Ain", [45.6, 46.6, 4.7, 6.2]),
    ("02", "Aisne", [48.8, 50.1, 2.9, 4.3]),
    ("03", "Allier", [45.9, 46.9, 2.2, 4.1]),
    ("04", "Alpes-de-Haute-Provence", [43.6, 44.7, 5.4, 7.0]),
    ("05", "Hautes-Alpes", [44.1, 45.2, 5.4, 7.1]),
    ("06", "Alpes-Maritimes", [43.4, 44.4, 6.6, 7.8]),
    ("07", "Ardèche", [44.2, 45.4, 3.8, 4.9]),
    ("08", "Ardennes", [49.2, 50.2, 4.0, 5.4]),
    ("09", "Ariège", [42.5, 43.4, 0.8, 2.2]),
    ("10", "Aube", [47.9, 48.8, 3.3, 4.9]),
    ("11", "Aude", [42.6, 43.5, 1.6, 3.3]),
    ("12", "Aveyron", [43.6, 45.0, 1.8, 3.5]),
    ("13", "Bouches-du-Rhône", [43.1, 44.0, 4.2, 5.9]),
    ("14", "Calvados", [48.7, 49.5, -1.2, 0.5]),
    ("15", "Cantal", [44.6, 45.5, 2.0, 3.4]),
    ("16", "Charente", [45.1, 46.2, -0.5, 1.0]),
    ("17", "Charente-Maritime", [45.0, 46.4, -1.6, 0.1]),
    ("18", "Cher", [46.4, 47.7, 1.7, 3.1]),
    ("19", "Corrèze", [44.9, 45.8, 1.2, 2.6]),
    ("21", "Côte-d'Or", [46.8, 48.1, 4.0, 5.6]),
    ("22", "Côtes-d'Armor", [48.0, 49.0, -3.7, -1.9]),
    ("23", "Creuse", [45.6, 46.5, 1.3, 2.7]),
    ("24", "Dordogne", [44.5, 45.8, -0.1, 1.5]),
    ("25", "Doubs", [46.5, 47.6, 5.6, 7.1]),
    ("26", "Drôme", [44.1, 45.4, 4.6, 5.9]),
    ("27", "Eure", [48.6, 49.5, 0.2, 1.9]),
    ("28", "Eure-et-Loir", [47.9, 49.0, 0.7, 2.0]),
    ("29", "Finistère", [47.7, 48.8, -5.2, -3.3]),
    ("2A", "Corse-du-Sud", [41.3, 42.4, 8.5, 9.5]),
    ("2B", "Haute-Corse", [41.8, 43.1, 8.5, 9.6]),
    ("30", "Gard", [43.4, 44.5, 3.2, 4.9]),
    ("31", "Haute-Garonne", [42.6, 44.0, 0.4, 2.1]),
    ("32", "Gers", [43.3, 44.1, -0.3, 1.3]),
    ("33", "Gironde", [44.1, 45.6, -1.3, 0.4]),
    ("34", "Hérault", [43.2, 44.0, 2.5, 4.2]),
    ("35", "Ille-et-Vilaine", [47.6, 48.8, -2.3, -1.0]),
    ("36", "Indre", [46.3, 47.3, 0.8, 2.3]),
    ("37", "Indre-et-Loire", [46.7, 47.8, 0.0, 1.4]),
    ("38", "Isère", [44.6, 45.9, 4.7, 6.4]),
    ("39", "Jura", [46.2, 47.4, 5.2, 6.3]),
    ("40", "Landes", [43.4, 44.6, -1.6, 0.2]),
    ("41", "Loir-et-Cher", [47.1, 48.2, 0.5, 2.3]),
    ("42", "Loire", [45.2, 46.3, 3.6, 4.8]),
    ("43", "Haute-Loire", [44.7, 45.5, 3.0, 4.5]),
    ("44", "Loire-Atlantique", [46.8, 47.9, -2.7, -0.9]),
    ("45", "Loiret", [47.4, 48.4, 1.5, 3.2]),
    ("46", "Lot", [44.2, 45.1, 0.9, 2.3]),
    ("47", "Lot-et-Garonne", [43.9, 44.8, -0.2, 1.1]),
    ("48", "Lozère", [44.1, 45.0, 2.9, 4.0]),
    ("49", "Maine-et-Loire", [46.9, 47.9, -1.4, 0.3]),
    ("50", "Manche", [48.4, 49.8, -2.0, -0.7]),
    ("51", "Marne", [48.5, 49.5, 3.3, 5.1]),
    ("52", "Haute-Marne", [47.5, 48.7, 4.6, 5.9]),
    ("53", "Mayenne", [47.7, 48.6, -1.3, 0.0]),
    ("54", "Meurthe-et-Moselle", [48.3, 49.6, 5.4, 7.2]),
    ("55", "Meuse", [48.4, 49.7, 4.8, 5.9]),
    ("56", "Morbihan", [47.2, 48.3, -3.8, -2.0]),
    ("57", "Moselle", [48.5, 49.6, 5.8, 7.7]),
    ("58", "Nièvre", [46.6, 47.6, 2.8, 4.3]),
    ("59", "Nord", [49.9, 51.1, 2.0, 4.3]),
    ("60", "Oise", [49.0, 49.8, 1.6, 3.2]),
    ("61", "Orne", [48.1, 49.0, -0.9, 1.0]),
    ("62", "Pas-de-Calais", [50.0, 51.1, 1.5, 3.2]),
    ("63", "Puy-de-Dôme", [45.2, 46.3, 2.3, 4.0]),
    ("64", "Pyrénées-Atlantiques", [42.7, 43.6, -1.8, 0.1]),
    ("65", "Hautes-Pyrénées", [42.6, 43.7, -0.4, 0.7]),
    ("66", "Pyrénées-Orientales", [42.3, 43.0, 1.7, 3.2]),
    ("67", "Bas-Rhin", [48.1, 49.1, 6.9, 8.3]),
    ("68", "Haut-Rhin", [47.4, 48.4, 6.8, 7.7]),
    ("69", "Rhône", [45.4, 46.4, 4.2, 5.2]),
    ("70", "Haute-Saône", [47.2, 48.1, 5.3, 6.9]),
    ("71", "Saône-et-Loire", [46.1, 47.2, 3.6, 5.5]),
    ("72", "Sarthe", [47.5, 48.5, -0.5, 1.0]),
    ("73", "Savoie", [45.0, 46.0, 5.6, 7.2]),
    ("74", "Haute-Savoie", [45.6, 46.5, 5.8, 7.1]),
    ("75", "Paris", [48.8, 49.0, 2.2, 2.5]),
    ("76", "Seine-Maritime", [49.2, 50.1, 0.0, 1.8]),
    ("77", "Seine-et-Marne", [48.1, 49.2, 2.3, 3.6]),
    ("78", "Yvelines", [48.4, 49.1, 1.4, 2.3]),
    ("79", "Deux-Sèvres", [45.9, 47.2, -1.0, 0.3]),
    ("80", "Somme", [49.5, 50.4, 1.3, 3.3]),
    ("81", "Tarn", [43.3, 44.3, 1.5, 3.0]),
    ("82", "Tarn-et-Garonne", [43.7, 44.4, 0.7, 2.1]),
    ("83", "Var", [42.9, 43.9, 5.6, 7.0]),
    ("84", "Vaucluse", [43.6, 44.5, 4.6, 5.8]),
    ("85", "Vendée", [46.2, 47.1, -2.5, -0.5]),
    ("86", "Vienne", [46.0, 47.2, -0.2, 1.3]),
    ("87", "Haute-Vienne", [45.4, 46.5, 0.6, 2.0]),
    ("88", "Vosges", [47.8, 48.6, 5.3, 7.2]),
    ("89", "Yonne", [47.3, 48.5, 2.8, 4.4]),
    ("90", "Territoire de Belfort", [47.4, 47.9, 6.7, 7.2]),
    ("91", "Essonne", [48.2, 48.8, 1.9, 2.6]),
    ("92", "Hauts-de-Seine", [48.7, 49.0, 2.1, 2.4]),
    ("93", "Seine-Saint-Denis", [48.8, 49.1, 2.2, 2.7]),
    ("94", "Val-de-Marne", [48.6, 48.9, 2.3, 2.7]),
    ("95", "Val-d'Oise", [48.9, 49.3, 1.6, 2.6]),
    ("971", "Guadeloupe", [15.8, 16.6, -61.9, -61.0]),
    ("972", "Martinique", [14.3, 14.9, -61.3, -60.8]),
    ("973", "Guyane", [2.1, 5.8, -54.7, -51.6]),
    ("974", "La Réunion", [-21.4, -20.8, 55.2, 55.9]),
    ("976", "Mayotte", [-13.1, -12.6, 45.0, 45.4]),
];

/// Where the préfets are, by INSEE code (official list; Cergy for the Val-d'Oise, where the
/// préfecture stands).
#[rustfmt::skip]
const PREFECTURES: [&str; 101] = [
    "01053", "02408", "03190", "04070", "05061", "06088", "07186", "08105", "09122", "10387", "11069",
    "12202", "13055", "14118", "15014", "16015", "17300", "18033", "19272", "21231", "22278", "23096",
    "24322", "25056", "26362", "27229", "28085", "29232", "2A004", "2B033", "30189", "31555", "32013",
    "33063", "34172", "35238", "36044", "37261", "38185", "39300", "40192", "41018", "42218", "43157",
    "44109", "45234", "46042", "47001", "48095", "49007", "50502", "51108", "52121", "53130", "54395",
    "55029", "56260", "57463", "58194", "59350", "60057", "61001", "62041", "63113", "64445", "65440",
    "66136", "67482", "68066", "69123", "70550", "71270", "72181", "73065", "74010", "75056", "76540",
    "77288", "78646", "79191", "80021", "81004", "82121", "83137", "84007", "85191", "86194", "87085",
    "88160", "89024", "90010", "91228", "92050", "93008", "94028", "95127", "97105", "97209", "97302",
    "97411", "97611",
];

/// Where the sous-préfets are, by INSEE code: the seats of arrondissements that are no préfectures
/// (INSEE, Code officiel géographique 2019).
#[rustfmt::skip]
const SOUS_PREFECTURES: [&str; 233] = [
    "01034", "01173", "01269", "02168", "02691", "02722", "02789", "03185", "03310", "04019", "04039",
    "04088", "05023", "06069", "07132", "07324", "08362", "08409", "08490", "09225", "09261", "10033",
    "10268", "11206", "11262", "12145", "12300", "13001", "13004", "13047", "14047", "14366", "14762",
    "15120", "15187", "16102", "16106", "17197", "17299", "17347", "17415", "18197", "18279", "19031",
    "19275", "21054", "21425", "22050", "22070", "22113", "23008", "24037", "24311", "24520", "25388",
    "25462", "26113", "26220", "27016", "27056", "28088", "28134", "28280", "29019", "29026", "29151",
    "2A272", "2B050", "2B096", "30007", "30350", "31395", "31483", "32107", "32256", "33009", "33058",
    "33227", "33240", "33243", "34032", "34142", "35115", "35236", "35288", "36018", "36046", "36088",
    "37072", "37132", "38509", "38544", "39198", "39478", "40088", "41194", "41269", "42147", "42187",
    "43040", "43268", "44036", "44184", "45208", "45252", "46102", "46127", "47157", "47195", "47323",
    "48061", "49099", "49328", "49331", "50025", "50129", "50147", "51230", "51454", "51649", "52269",
    "52448", "53062", "53147", "54099", "54329", "54528", "55122", "55545", "56121", "56178", "57227",
    "57630", "57631", "57672", "58062", "58079", "58086", "59036", "59122", "59178", "59183", "59606",
    "60157", "60159", "60612", "61006", "61293", "62119", "62160", "62193", "62498", "62588", "62765",
    "63003", "63178", "63300", "63430", "64102", "64422", "65025", "65059", "66049", "66149", "67180",
    "67300", "67437", "67462", "68004", "68224", "68334", "69264", "70310", "71014", "71076", "71106",
    "71263", "72154", "72180", "73011", "73248", "74042", "74243", "74281", "76217", "76351", "77186",
    "77284", "77379", "77468", "78361", "78517", "78551", "79049", "79202", "80001", "80561", "80620",
    "81065", "82033", "83023", "83050", "84003", "84031", "85092", "85194", "86066", "86165", "87011",
    "87126", "88321", "88413", "89025", "89387", "91223", "91477", "92002", "92012", "93062", "93066",
    "94038", "94052", "95018", "95500", "95585", "97120", "97217", "97225", "97230", "97311", "97410",
    "97415", "97416",
];

/// Whether the préfet of a département has his seat in the commune of this code.
pub fn is_prefecture(code: &str) -> bool {
    PREFECTURES.contains(&code)
}

/// Whether a sous-préfet has his seat in the commune of this code.
pub fn is_sous_prefecture(code: &str) -> bool {
    SOUS_PREFECTURES.binary_search(&code).is_ok()
}

/// A département.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Departement {
    /// Its code, `16`, `2A` or `974`.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The bounding box, in degrees.
    pub bounds: Envelope,
}

impl Departement {
    /// All départements, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(Self::of_row)
    }

    /// The département with this code. A lost leading zero is restored. `None` for any
    /// other text.
    pub fn of_code(code: &str) -> Option<Self> {
        let code = code.trim();
        let padded = if code.len() == 1 { format!("0{code}") } else { code.to_uppercase() };
        ALL.iter().find(|(known, ..)| *known == padded).map(Self::of_row)
    }

    /// The département with this name; case, accents and punctuation are ignored. `None`
    /// for any other text.
    pub fn of_name(name: &str) -> Option<Self> {
        static BY_NAME: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
            let names = ALL.iter().enumerate().map(|(rank, (_, name, _))| (fold(name), rank));
            names.collect()
        });
        let name = fold(name);
        let rank = BY_NAME.get(&name).or_else(|| BY_NAME.get(&format!("la {name}")))?;
        Some(Self::of_row(&ALL[*rank]))
    }

    /// Codes of the départements where the communes of a postal code may lie, whether or
    /// not the code is in use. Two codes for Corsica; empty when `postal` is not a postal
    /// code.
    /// Some post offices serve a commune of the neighbouring département, so the answer is
    /// not certain.
    pub fn codes_of_postal_code(postal: &str) -> Vec<&str> {
        let postal = postal.trim();
        if postal.len() != 5 || !postal.bytes().all(|byte| byte.is_ascii_digit()) {
            return Vec::new();
        }
        match &postal[..2] {
            "20" => vec!["2A", "2B"],
            "97" | "98" => vec![&postal[..3]],
            _ => vec![&postal[..2]],
        }
    }

    /// The départements where the communes of a postal code may lie; see
    /// [`codes_of_postal_code`](Self::codes_of_postal_code). Empty when `postal` is not a postal
    /// code, and for a collectivity that is no département.
    pub fn of_postal_code(postal: &str) -> Vec<Self> {
        Self::codes_of_postal_code(postal).into_iter().filter_map(Self::of_code).collect()
    }

    /// Whether `position` lies in the bounding box of the département.
    pub fn may_hold(&self, position: Position) -> bool {
        self.bounds.contains(position)
    }

    fn of_row(
        &(code, name, [south, north, west, east]): &(&'static str, &'static str, [f64; 4]),
    ) -> Self {
        Self { code, name, bounds: Envelope::new(south, north, west, east) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sous_prefecture_is_a_prefecture_and_all_are_found() {
        assert!(SOUS_PREFECTURES.is_sorted());
        for code in SOUS_PREFECTURES {
            assert!(is_sous_prefecture(code) && !is_prefecture(code), "{code}");
        }
        assert!(!is_sous_prefecture("16015") && is_sous_prefecture("16106"));
    }

    #[test]
    fn each_departement_has_one_prefecture_in_it() {
        let of = |code: &&str| {
            let code: crate::model::CommuneCode = code.parse().expect("a code of a commune");
            code.departement().to_owned()
        };
        let mut seats: Vec<String> = PREFECTURES.iter().map(of).collect();
        seats.sort();
        assert_eq!(seats, Departement::all().map(|of| of.code).collect::<Vec<_>>());
    }

    #[test]
    fn a_departement_is_known_by_code_name_or_postal_code() {
        let code = |found: Option<Departement>| found.map(|departement| departement.code);
        assert_eq!(code(Departement::of_code("1")), Some("01"));
        assert_eq!(code(Departement::of_code("2a")), Some("2A"));
        assert_eq!(code(Departement::of_name("COTE D OR")), Some("21"));
        assert_eq!(code(Departement::of_name("Réunion")), Some("974"));
        assert_eq!(code(Departement::of_name("Bourgogne")), None);
        let postal =
            |text| Departement::of_postal_code(text).iter().map(|one| one.code).collect::<Vec<_>>();
        assert_eq!(postal("20200"), ["2A", "2B"]);
        assert_eq!(postal("97410"), ["974"]);
        assert_eq!(postal("1600"), [""; 0]);
    }

    #[test]
    fn every_departement_lies_in_its_territory() {
        for (code, name, [south, north, west, east]) in ALL {
            let middle =
                Position::new((south + north) / 2.0, (west + east) / 2.0).expect("degrees");
            assert!(south < north && west < east, "{name}");
            let commune = format!("{code}{}", &"001"[code.len() - 2..]).parse().expect("a code");
            assert_eq!(Envelope::of(middle), Some(Envelope::of_commune(commune)), "{name}");
        }
    }
}
