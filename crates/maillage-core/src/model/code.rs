//! Codes of the Code officiel géographique (COG).

use std::{fmt, str::FromStr};

use maillage_words::Words;

use crate::model::Departement;
use crate::sentences;

/// The INSEE code of a commune: five characters, `2A004` in Corsica, `97411` overseas.
///
/// # Examples
///
/// ```
/// use maillage_core::model::CommuneCode;
///
/// let code: CommuneCode = "97411".parse()?;
/// assert_eq!((code.as_str(), code.departement()), ("97411", "974"));
/// // The third arrondissement of Lyon is a part of Lyon.
/// let arrondissement: CommuneCode = "69383".parse()?;
/// assert_eq!(arrondissement.whole().as_str(), "69123");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommuneCode([u8; 5]);

/// Error: the text is not a commune code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadCode;

maillage_words::errors_in_words!(BadCode);

impl BadCode {
    /// How a code is written.
    pub fn words(self) -> Words {
        sentences::bad_code()
    }
}

impl CommuneCode {
    /// The five characters of the code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a code holds ASCII only, checked when it is made")
    }

    /// Code of the département: two characters, or three overseas.
    pub fn departement(&self) -> &str {
        let is_overseas = matches!(self.0, [b'9', b'7' | b'8', ..]);
        &self.as_str()[..if is_overseas { 3 } else { 2 }]
    }

    /// The commune that an arrondissement of Paris, Lyon or Marseille belongs to;
    /// `None` for every other code.
    pub fn commune_of_arrondissement(&self) -> Option<Self> {
        let code: u32 = self.as_str().parse().ok()?;
        CITIES.iter().find(|city| city.holds(code.checked_sub(city.before_first))).map(City::code)
    }

    /// The commune with arrondissements that has this name, folded: `paris`, `lyon`, `marseille`.
    /// `None` for every other name.
    pub fn of_city(name: &str) -> Option<Self> {
        CITIES.iter().find(|city| city.name == name).map(City::code)
    }

    /// The code of the commune itself: for an arrondissement of Paris, Lyon or Marseille, that of
    /// its commune.
    pub fn whole(&self) -> Self {
        self.commune_of_arrondissement().unwrap_or(*self)
    }

    /// The arrondissement of this number, from 1, of Paris, Lyon or Marseille. `None` when this is
    /// none of them, or has not so many.
    pub fn arrondissement(&self, number: u32) -> Option<Self> {
        CITIES.iter().find(|city| city.code() == *self)?.arrondissement(number)
    }

    /// The arrondissement of Paris, Lyon or Marseille that a postal code serves: `75013`,
    /// `75116`, `69003`, `13002`. `None` for every other code.
    pub fn arrondissement_of_postal_code(postal: &str) -> Option<Self> {
        // The sixteenth arrondissement of Paris has two postal codes.
        let postal = if postal == "75116" { "75016" } else { postal };
        let code: u32 = postal.parse().ok().filter(|_| postal.len() == 5)?;
        let number = |city: &City| code.checked_sub(city.postal_before_first);
        CITIES.iter().find_map(|city| city.arrondissement(number(city)?))
    }
}

/// A commune with arrondissements that have codes of their own, numbered from 1.
struct City {
    /// Its name, folded.
    name: &'static str,
    code: [u8; 5],
    arrondissements: u32,
    /// One less than the code of the first arrondissement.
    before_first: u32,
    /// One less than the postal code of the first arrondissement.
    postal_before_first: u32,
}

#[rustfmt::skip]
const CITIES: [City; 3] = [
    City { name: "paris", code: *b"75056", arrondissements: 20, before_first: 75_100, postal_before_first: 75_000 },
    City { name: "lyon", code: *b"69123", arrondissements: 9, before_first: 69_380, postal_before_first: 69_000 },
    City { name: "marseille", code: *b"13055", arrondissements: 16, before_first: 13_200, postal_before_first: 13_000 },
];

impl City {
    fn code(&self) -> CommuneCode {
        CommuneCode(self.code)
    }

    /// Whether there is an arrondissement of this number.
    fn holds(&self, number: Option<u32>) -> bool {
        number.is_some_and(|number| (1..=self.arrondissements).contains(&number))
    }

    fn arrondissement(&self, number: u32) -> Option<CommuneCode> {
        let code = || (self.before_first + number).to_string().parse().ok();
        self.holds(Some(number)).then(code).flatten()
    }
}

impl FromStr for CommuneCode {
    type Err = BadCode;

    fn from_str(text: &str) -> Result<Self, BadCode> {
        let mut code: [u8; 5] = text.trim().as_bytes().try_into().map_err(|_| BadCode)?;
        code[1].make_ascii_uppercase();
        let corsican = code[0] == b'2' && matches!(code[1], b'A' | b'B');
        let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
        let well_formed = digits(&code) || (corsican && digits(&code[2..]));
        if well_formed && &code[..2] != b"00" { Ok(Self(code)) } else { Err(BadCode) }
    }
}

impl fmt::Display for CommuneCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Debug for CommuneCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// Code and name of each région.
/// Source: INSEE, Code officiel géographique.
pub const REGIONS: [(&str, &str); 18] = [
    ("01", "Guadeloupe"),
    ("02", "Martinique"),
    ("03", "Guyane"),
    ("04", "La Réunion"),
    ("06", "Mayotte"),
    ("11", "Île-de-France"),
    ("24", "Centre-Val de Loire"),
    ("27", "Bourgogne-Franche-Comté"),
    ("28", "Normandie"),
    ("32", "Hauts-de-France"),
    ("44", "Grand Est"),
    ("52", "Pays de la Loire"),
    ("53", "Bretagne"),
    ("75", "Nouvelle-Aquitaine"),
    ("76", "Occitanie"),
    ("84", "Auvergne-Rhône-Alpes"),
    ("93", "Provence-Alpes-Côte d'Azur"),
    ("94", "Corse"),
];

/// Code of the région of a département, under the law of 16 January 2015. `None` when
/// `departement` is not the code of a département.
pub fn region_of(departement: &str) -> Option<&'static str> {
    let region = match departement {
        "75" | "77" | "78" | "91" | "92" | "93" | "94" | "95" => "11",
        "18" | "28" | "36" | "37" | "41" | "45" => "24",
        "21" | "25" | "39" | "58" | "70" | "71" | "89" | "90" => "27",
        "14" | "27" | "50" | "61" | "76" => "28",
        "02" | "59" | "60" | "62" | "80" => "32",
        "08" | "10" | "51" | "52" | "54" | "55" | "57" | "67" | "68" | "88" => "44",
        "44" | "49" | "53" | "72" | "85" => "52",
        "22" | "29" | "35" | "56" => "53",
        "16" | "17" | "19" | "23" | "24" | "33" | "40" | "47" | "64" | "79" | "86" | "87" => "75",
        "09" | "11" | "12" | "30" | "31" | "32" | "34" | "46" | "48" | "65" | "66" | "81"
        | "82" => "76",
        "01" | "03" | "07" | "15" | "26" | "38" | "42" | "43" | "63" | "69" | "73" | "74" => "84",
        "04" | "05" | "06" | "13" | "83" | "84" => "93",
        "2A" | "2B" => "94",
        "971" => "01",
        "972" => "02",
        "973" => "03",
        "974" => "04",
        "976" => "06",
        _ => return None,
    };
    Some(region)
}

/// Whether `code` is the code of a région.
pub fn is_region(code: &str) -> bool {
    Departement::all().any(|departement| region_of(departement.code) == Some(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrondissement_is_told_by_its_number_or_its_postal_code() {
        let by_post = |postal| {
            let code = CommuneCode::arrondissement_of_postal_code(postal)?;
            Some((code.to_string(), code.commune_of_arrondissement()?.to_string()))
        };
        let pair = |code: &str, commune: &str| Some((code.to_owned(), commune.to_owned()));
        assert_eq!(by_post("75013"), pair("75113", "75056"));
        assert_eq!(by_post("75116"), pair("75116", "75056"));
        assert_eq!(by_post("69009"), pair("69389", "69123"));
        assert_eq!(by_post("13016"), pair("13216", "13055"));
        for other in [
            "75021", "75000", "13090", "13117", "69100", "75113", "750013", "7501", "16700", "é",
            "",
        ] {
            assert_eq!(by_post(other), None, "{other}");
        }
        let ordinary: CommuneCode = "16015".parse().expect("Angoulême");
        assert_eq!(ordinary.arrondissement(1), None);
    }

    #[test]
    fn a_code_is_five_characters_with_corsica_and_overseas() {
        let code = |text: &str| text.parse::<CommuneCode>();
        assert_eq!(code("2a004").expect("Ajaccio").departement(), "2A");
        assert_eq!(code("97411").expect("Saint-Denis").departement(), "974");
        assert_eq!(code(" 01001").expect("spaces fold").departement(), "01");
        for bad in ["1001", "0null", "2C004", "160155", "", "００００１", "00000"] {
            assert_eq!(code(bad), Err(BadCode), "{bad}");
        }
    }

    #[test]
    fn arrondissements_belong_to_their_commune() {
        let parent = |text: &str| {
            let code: CommuneCode = text.parse().expect("a code");
            code.commune_of_arrondissement().map(|code| code.to_string())
        };
        assert_eq!(parent("75113").as_deref(), Some("75056"));
        assert_eq!(parent("69389").as_deref(), Some("69123"));
        assert_eq!(parent("13201").as_deref(), Some("13055"));
        assert_eq!(parent("13056"), None);
    }

    #[test]
    fn every_departement_is_in_a_region() {
        let metropole = (1..=95).filter(|number| *number != 20);
        let mut codes: Vec<String> = metropole.map(|number| format!("{number:02}")).collect();
        codes.extend(["2A", "2B", "971", "972", "973", "974", "976"].map(String::from));
        assert_eq!(codes.len(), 101);
        assert!(codes.iter().all(|code| region_of(code).is_some()));
        assert_eq!(region_of("16"), Some("75"));
    }
}
