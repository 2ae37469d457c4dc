//! Profile of the values of a column, the evidence that complements its name.
//!
//! Each field is the share, 0 to 1, of the non-empty values of a sample that pass a test.
//! The tests are tolerant: they tell a postal code from a name, not a right code from a
//! wrong one.

use std::collections::{BTreeSet, HashSet};

use crate::{
    gazetteer::Gazetteer,
    source::{
        parse_number,
        row::five_figures,
        whereabouts::{end_of_address, post_and_commune},
    },
};
use maillage_core::model::{CommuneCode, Departement};
use maillage_hours::reading::MONTHS;
use maillage_spelling::fold;
use maillage_tables::Row;

/// Number of values in the sample.
const SAMPLE: usize = 400;
/// Number of places of which two have one house number.
const MANY_HOUSES: usize = 40;

/// Shares of a column's values by type of content.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ColumnProfile {
    /// Number of rows with a value.
    pub(super) filled: usize,
    pub(super) distinct: f64,
    pub(super) numbers: f64,
    /// Numbers with three decimals or more.
    pub(super) fine_numbers: f64,
    pub(super) register_numbers: f64,
    pub(super) titles: f64,
    pub(super) commune_names: f64,
    pub(super) postal_codes: f64,
    pub(super) commune_codes: f64,
    /// Complete commune codes, excluding possible postal codes and years.
    pub(super) codes_not_postal: f64,
    pub(super) departements: f64,
    /// Postal code and commune together: `16700 RUFFEC`.
    pub(super) posts_with_communes: f64,
    pub(super) addresses: f64,
    /// Texts that end with a postal code and a commune.
    pub(super) full_addresses: f64,
    pub(super) house_numbers: f64,
    pub(super) hours: f64,
    /// Cells that say that a day is closed, or that its hours are not known.
    pub(super) without_hours: f64,
    pub(super) moves: f64,
    /// Yes or no.
    pub(super) flags: f64,
    pub(super) websites: f64,
    pub(super) dates: f64,
    pub(super) statuses: f64,
    pub(super) ranks: f64,
    pub(super) scores: f64,
    pub(super) geocoding_types: f64,
    pub(super) telephones: f64,
    pub(super) mails: f64,
}

/// The number of filled cells of a column, and some of them.
#[derive(Debug, Clone, Default, PartialEq)]
struct ColumnSample<'cells> {
    filled: usize,
    values: Vec<&'cells str>,
}

/// The profiles of the first `width` columns of these rows.
pub(super) fn profiles(rows: &[Row], width: usize, gazetteer: &Gazetteer) -> Vec<ColumnProfile> {
    let samples = samples(rows, width);
    samples.iter().map(|column| ColumnProfile::new(column, gazetteer)).collect()
}

/// Samples of the first `width` columns. Lists are often sorted, so a sample is taken at regular
/// intervals.
fn samples(rows: &[Row], width: usize) -> Vec<ColumnSample<'_>> {
    let filled = || rows.iter().flat_map(Row::filled).filter(|(rank, _)| *rank < width);
    let mut samples = vec![ColumnSample::default(); width];
    for (rank, _) in filled() {
        samples[rank].filled += 1;
    }
    let mut seen = vec![0_usize; width];
    for (rank, text) in filled() {
        let ColumnSample { filled, values } = &mut samples[rank];
        if seen[rank].is_multiple_of(filled.div_ceil(SAMPLE)) {
            values.push(text);
        }
        seen[rank] += 1;
    }
    samples
}

impl ColumnProfile {
    /// The profile of a column. `gazetteer` identifies communes where possible.
    fn new(column: &ColumnSample, gazetteer: &Gazetteer) -> Self {
        let count = column.filled;
        if count == 0 {
            return Self::default();
        }
        let values: Vec<SampledValue> =
            column.values.iter().map(|text| SampledValue::new(text)).collect();
        let distinct: HashSet<&str> = values.iter().map(|value| value.folded.as_str()).collect();
        let distinct = distinct.len() as f64 / values.len() as f64;
        let (formed_codes, known_codes) = commune_codes(&values, gazetteer);
        let round_codes = share(&values, SampledValue::ends_as_postal_codes);
        // Four postal codes in five end in 0, against one INSEE code in ten.
        let not_postal = 1.0 - ((round_codes - 0.4) * 2.0).clamp(0.0, 1.0);
        let in_full = share(&values, |value| value.text.trim_end_matches(".0").len() == 5);
        Self {
            filled: count,
            distinct,
            numbers: share(&values, |value| value.number.is_some()),
            fine_numbers: share(&values, SampledValue::is_fine_number),
            register_numbers: share(&values, SampledValue::is_register_number),
            titles: titles(&values, distinct),
            commune_names: commune_names(&values, gazetteer),
            postal_codes: share(&values, SampledValue::is_postal_code)
                * if round_codes < 0.3 { 0.5 } else { 1.0 },
            commune_codes: known_codes.max(formed_codes * not_postal),
            codes_not_postal: formed_codes.min(in_full) * not_postal,
            departements: share(&values, SampledValue::is_departement),
            posts_with_communes: share(&values, SampledValue::is_post_with_commune),
            addresses: share(&values, SampledValue::is_address),
            full_addresses: share(&values, |value| end_of_address(value.text).is_some()),
            house_numbers: match are_running(&values, count) {
                true => 0.0,
                false => share(&values, SampledValue::is_house_number),
            },
            hours: share(&values, SampledValue::is_hours),
            without_hours: share(&values, |value| {
                matches!(DayCell::of(value.text), DayCell::Closed | DayCell::Unknown)
            }),
            moves: share(&values, SampledValue::states_itinerance),
            flags: share(&values, SampledValue::is_flag),
            websites: share(&values, SampledValue::is_website),
            dates: share(&values, SampledValue::is_date),
            statuses: share(&values, |value| status(value.text).is_some()),
            ranks: share(&values, |value| value.text.parse::<u32>().is_ok()),
            scores: share(&values, |value| {
                value.number.is_some_and(|score| (0.0..=1.0).contains(&score))
            }),
            geocoding_types: share(&values, SampledValue::is_geocoding_type),
            telephones: share(&values, SampledValue::is_telephone),
            mails: share(&values, |value| value.text.contains('@') && !value.text.contains("//")),
        }
    }
}

/// What the cell of a day says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayCell<'cell> {
    /// Nothing, a dash, or that the place is closed.
    Closed,
    /// That the hours are not known, or words without any.
    Unknown,
    /// Hours.
    Hours(&'cell str),
}

/// Whether the cell of a day says in a word that the place is closed: `Fermé`, `fermée au public`.
pub(crate) fn says_closed(text: &str) -> bool {
    const ADD_NOTHING: [&str; 5] = ["au", "public", "toute", "la", "journee"];
    let folded = fold(text);
    let mut words = folded.split(' ');
    let closed = ["ferme", "fermee", "fermes", "fermees", "fermeture", "closed"];
    words.next().is_some_and(|first| closed.contains(&first))
        && words.all(|word| ADD_NOTHING.contains(&word))
}

impl<'cell> DayCell<'cell> {
    pub(crate) fn of(text: &'cell str) -> Self {
        if text.contains(|letter: char| letter.is_ascii_digit()) {
            return Self::Hours(text);
        }
        if says_closed(text) {
            return Self::Closed;
        }
        match fold(text).trim_end_matches('s') {
            "" | "off" | "x" | "non" | "neant" | "aucun" | "repo" => Self::Closed,
            _ => Self::Unknown,
        }
    }

    /// The hours, where it says any.
    pub(crate) fn hours(self) -> Option<&'cell str> {
        match self {
            Self::Hours(text) => Some(text),
            Self::Closed | Self::Unknown => None,
        }
    }
}

/// Folded values of a column of flags that say yes.
pub(crate) const YES: [&str; 7] = ["1", "oui", "o", "yes", "vrai", "true", "x"];

/// Whether a word in a column of statuses means in service; `None` for an unknown word.
pub(crate) fn status(text: &str) -> Option<bool> {
    let folded = fold(text);
    // `Fermé le lundi` is about hours, and a `ferme pédagogique` is a farm.
    let days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    let of_hours = folded.split(' ').any(|word| days.contains(&word.trim_end_matches('s')));
    if of_hours || folded.starts_with("ferme pedagogique") {
        return None;
    }
    #[rustfmt::skip]
    let to_come = [
        "ouverture prevue", "ouverture prochaine", "ouverture a venir", "ouverture en ",
        "ouverture le ", "prochainement", "bientot", "a ouvrir", "pas encore",
        "projet", "en projet", "prevu", "non labellise",
    ];
    let of_month = folded
        .strip_prefix("ouverture ")
        .is_some_and(|rest| MONTHS.contains(&rest.split(' ').next().unwrap_or_default()));
    let gone = ["definitivement", "n est plus", "n existe plus", "plus actif", "plus active"];
    if of_month || to_come.iter().chain(&gone).any(|words| folded.starts_with(words)) {
        return Some(false);
    }
    let first = folded.split(' ').next().unwrap_or_default();
    // `Ouvert au public`, `Fermé temporairement`: the first word decides.
    let open = ["ouvert", "ouverte", "actif", "active", "open"];
    let yes = ["oui", "true", "vrai", "1", "en service", "en activite"];
    #[rustfmt::skip]
    let shut = [
        "inactif", "inactive", "ferme", "fermee", "fermeture", "archive", "archivee", "supprime",
        "supprimee", "suspendu", "suspendue", "desactive", "desactivee", "closed",
        "desaffecte", "desaffectee", "abandonne", "abandonnee", "cessation", "transfere",
        "transferee", "demenage", "demenagee", "dissous", "dissoute", "delabellise",
        "delabellisee", "refuse", "refusee",
    ];
    let no = ["non", "false", "faux", "0", "hors service", "a venir", "en travaux"];
    if open.contains(&first) || yes.contains(&folded.as_str()) {
        Some(true)
    } else if shut.contains(&first) || no.contains(&folded.as_str()) {
        Some(false)
    } else {
        None
    }
}

/// Whether a column of so many cells counts its rows, of which `values` are a sample: whole numbers, no
/// two the same. Houses of a list have some number in common, unless there are few.
fn are_running(values: &[SampledValue], filled: usize) -> bool {
    let numbers: Option<BTreeSet<u32>> =
        values.iter().map(|value| value.text.trim_end_matches(".0").parse().ok()).collect();
    let Some(numbers) = numbers.filter(|numbers| numbers.len() == values.len()) else {
        return false;
    };
    let span = numbers.last().zip(numbers.first()).map(|(last, first)| (last - first) as usize);
    filled >= MANY_HOUSES || filled > 2 && span == Some(filled - 1)
}

/// The share of `values` that pass a test.
fn share<'cell>(
    values: &[SampledValue<'cell>],
    test: impl Fn(&SampledValue<'cell>) -> bool,
) -> f64 {
    values.iter().filter(|value| test(value)).count() as f64 / values.len() as f64
}

/// Score for names of places: distinct texts, higher when they contain words for
/// institutions. A list seldom gives two places the same name.
fn titles(values: &[SampledValue], distinct: f64) -> f64 {
    const INSTITUTIONS: [&str; 36] = [
        "mairie",
        "maison",
        "mediatheque",
        "bibliotheque",
        "association",
        "centre",
        "espace",
        "france",
        "ccas",
        "cias",
        "mission",
        "poste",
        "point",
        "mjc",
        "cyber",
        "cyberbase",
        "epn",
        "fablab",
        "tiers",
        "lieu",
        "antenne",
        "communaute",
        "foyer",
        "pimms",
        "emmaus",
        "agence",
        "numerique",
        "social",
        "departement",
        "caf",
        "ecole",
        "local",
        "locale",
        "bus",
        "relais",
        "service",
    ];
    let points = values.iter().map(|value| {
        let words = value.folded.split(' ');
        let letters = value.text.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_text = letters >= 1
            && value.number.is_none()
            && value.text.chars().count() <= 160
            && !value.is_website()
            && !value.is_date()
            && !value.is_flag()
            && !value.text.contains('@');
        if !is_text {
            0.0
        } else if words.clone().any(|word| INSTITUTIONS.contains(&word)) {
            1.0
        } else {
            0.7
        }
    });
    let mean = points.sum::<f64>() / values.len() as f64;
    mean * (0.4 + 0.6 * distinct)
}

/// Score for names of communes: those of the gazetteer. When the gazetteer knows none,
/// short texts without digits, which are weaker evidence.
fn commune_names(values: &[SampledValue], gazetteer: &Gazetteer) -> f64 {
    let known =
        share(values, |value| gazetteer.has_name(value.text) && !value.is_post_with_commune());
    let plausible = share(values, |value| {
        let figures = value.text.chars().filter(char::is_ascii_digit).count();
        value.text.chars().count() <= 45 && figures <= 2 && value.number.is_none()
    });
    // The contours may be those of another territory.
    if known > 0.2 { known } else { 0.5 * plausible }
}

/// The share of values with the form of a commune code, and the share of known codes.
fn commune_codes(values: &[SampledValue], gazetteer: &Gazetteer) -> (f64, f64) {
    let code = |value: &SampledValue| five_figures(value.text).parse::<CommuneCode>().ok();
    let formed = share(values, |value| code(value).is_some());
    let known = share(values, |value| code(value).is_some_and(|code| gazetteer.of(code).is_some()));
    (formed, known)
}

/// A value with properties shared by several tests.
struct SampledValue<'cell> {
    text: &'cell str,
    folded: String,
    number: Option<f64>,
}

impl<'cell> SampledValue<'cell> {
    fn new(text: &'cell str) -> Self {
        // The rest of a long text adds no information.
        let end = text.char_indices().nth(300).map_or(text.len(), |(end, _)| end);
        let text = &text[..end];
        Self { text, folded: fold(text), number: parse_number(text) }
    }

    fn digits(&self) -> String {
        self.text.chars().filter(char::is_ascii_digit).collect()
    }

    fn is_fine_number(&self) -> bool {
        let decimals = self.text.split(['.', ',']).nth(1).map_or(0, str::len);
        self.number.is_some() && decimals >= 3
    }

    /// A SIRET of fourteen digits, or the registration number of an association.
    fn is_register_number(&self) -> bool {
        let bare: String = self.text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let digits = bare.bytes().all(|byte| byte.is_ascii_digit());
        let association = bare.len() == 10
            && bare.starts_with('W')
            && bare[1..].bytes().all(|byte| byte.is_ascii_alphanumeric());
        (digits && bare.len() == 14) || association
    }

    fn is_postal_code(&self) -> bool {
        let padded = five_figures(self.text);
        !Departement::codes_of_postal_code(&padded).is_empty() && !padded.starts_with("00")
    }

    /// Four postal codes in five end in 0. Those of the arrondissements of Paris do not,
    /// but no commune has such a code.
    fn ends_as_postal_codes(&self) -> bool {
        let text = self.text.trim_end_matches(".0");
        text.ends_with('0') || (text.len() == 5 && text.starts_with("750") && text != "75056")
    }

    fn is_post_with_commune(&self) -> bool {
        let figures = self.digits().len();
        post_and_commune(self.text).is_some() && figures <= 7 && !self.is_address()
    }

    fn is_departement(&self) -> bool {
        let code = self.text.split([' ', '-']).next().unwrap_or_default();
        Departement::of_code(code).is_some() || Departement::of_name(self.text).is_some()
    }

    /// A street, a square, or a postal code within a longer text.
    fn is_address(&self) -> bool {
        const WAYS: [&str; 32] = [
            "rue",
            "avenue",
            "av",
            "ave",
            "boulevard",
            "bd",
            "bld",
            "blvd",
            "place",
            "pl",
            "route",
            "rte",
            "chemin",
            "che",
            "allee",
            "allees",
            "impasse",
            "imp",
            "quai",
            "cours",
            "square",
            "esplanade",
            "lieu",
            "lotissement",
            "zone",
            "za",
            "zi",
            "bourg",
            "faubourg",
            "passage",
            "residence",
            "promenade",
        ];
        let mut words = self.folded.split(' ');
        words.any(|word| WAYS.contains(&word)) && self.number.is_none()
    }

    fn is_house_number(&self) -> bool {
        let digits = self.text.chars().take_while(char::is_ascii_digit).count();
        (1..=4).contains(&digits) && self.text.chars().count() <= digits + 6
    }

    fn is_hours(&self) -> bool {
        const DAYS: [&str; 18] = [
            "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lun", "mar",
            "mer", "jeu", "ven", "sam", "mo", "tu", "we", "th", "fr",
        ];
        let is_clock = |word: &str| {
            let digits = word.chars().take_while(char::is_ascii_digit).count();
            (1..=2).contains(&digits) && (word.len() == digits || word[digits..].starts_with('h'))
        };
        // `https://….fr` holds two letters of Friday.
        if self.is_website() {
            return false;
        }
        let mut words = self.folded.split(' ');
        let clocks = words.clone().filter(|word| is_clock(word)).count();
        let days = words
            .any(|word| DAYS.contains(&word) || DAYS[..7].contains(&word.trim_end_matches('s')));
        // `2020-09-15 10:22:33` is when the row was written.
        days || (clocks >= 2 && self.text.contains([':', 'h', 'H']) && !self.is_date())
    }

    fn is_flag(&self) -> bool {
        let flag = ["oui", "non", "x", "true", "false", "vrai", "faux", "1", "0", "yes", "no"];
        flag.contains(&self.folded.as_str())
    }

    fn states_itinerance(&self) -> bool {
        self.is_flag() || self.folded.contains("fixe") || self.folded.contains("itineran")
    }

    fn is_website(&self) -> bool {
        let lower = self.text.to_lowercase();
        if lower.starts_with("http") || lower.starts_with("www.") {
            return true;
        }
        // A telephone number may have full stops between its digits.
        let domain = lower.split('/').next().unwrap_or_default();
        let ending = domain.rsplit_once('.').map_or("", |(_, ending)| ending);
        let ends_well = ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_lowercase());
        ends_well && !lower.contains([' ', '@'])
    }

    fn is_date(&self) -> bool {
        let parts: Vec<&str> = self.text.split(['-', '/', ' ', 'T']).take(3).collect();
        let numbers = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        parts.len() == 3 && parts.iter().all(numbers) && self.digits().len() >= 6
    }

    fn is_geocoding_type(&self) -> bool {
        ["housenumber", "street", "locality", "municipality", "poi"].contains(&self.text)
    }

    fn is_telephone(&self) -> bool {
        let digits = self.digits();
        let marks = |letter: char| letter.is_ascii_digit() || " .-+()/".contains(letter);
        let plain = self.text.chars().all(marks);
        let french = digits.len() == 10 && digits.starts_with('0');
        let abroad = self.text.starts_with('+') && (10..=13).contains(&digits.len());
        let lost_zero = digits.len() == 9 && self.text.contains(' ');
        plain && (french || abroad || lost_zero)
    }
}

#[cfg(test)]
mod tests {
    use maillage_core::model::Line;
    use proptest::prelude::*;

    use super::*;

    fn rows<'cell>(rows: impl IntoIterator<Item = Vec<&'cell str>>) -> Vec<Row> {
        let row = |cells: Vec<&'cell str>| Row::new(Line { number: 1, rank: 0 }, cells, None);
        rows.into_iter().map(row).collect()
    }

    fn profile(values: &[&str]) -> ColumnProfile {
        let rows = rows(values.iter().map(|value| vec![*value]));
        profiles(&rows, 1, &Gazetteer::new(&[], &[])).remove(0)
    }

    /// A sample of one column alone.
    fn sample(rows: &[Row], rank: usize) -> ColumnSample<'_> {
        let filled = || rows.iter().map(|row| row.cell(rank)).filter(|cell| !cell.is_empty());
        let step = filled().count().div_ceil(SAMPLE).max(1);
        ColumnSample { filled: filled().count(), values: filled().step_by(step).collect() }
    }

    proptest! {
        #[test]
        fn samples_of_all_columns_are_those_of_each(
            cells in proptest::collection::vec(proptest::collection::vec("[ab]?", 0..4), 0..2_000),
        ) {
            let texts = cells.iter().map(|row| row.iter().map(String::as_str).collect());
            let rows = rows(texts);
            let expected: Vec<_> = (0..3).map(|rank| sample(&rows, rank)).collect();
            prop_assert_eq!(samples(&rows, 3), expected);
        }
    }

    #[test]
    fn codes_of_communes_and_of_the_post_are_told_apart() {
        let postal = profile(&["16000", "33120", "1000", "97410", "69008"]);
        let insee = profile(&["16015", "33063", "1053", "97411", "69388"]);
        assert!(postal.postal_codes > 0.9 && postal.commune_codes < 0.5, "{postal:?}");
        assert!(insee.commune_codes > 0.9 && insee.postal_codes <= 0.5, "{insee:?}");
    }

    #[test]
    fn values_tell_what_a_column_holds() {
        assert_eq!(profile(&["401 092 267 00020", "35600000063516"]).register_numbers, 1.0);
        assert_eq!(profile(&["4 rue du Bac", "Le Bourg", "Place de la Mairie"]).addresses, 1.0);
        assert_eq!(profile(&["05 45 00 00 00", "+262 2 62 00 00 00"]).telephones, 1.0);
        assert_eq!(profile(&["OUVERT", "INACTIF", "inconnu"]).statuses, 2.0 / 3.0);
        assert_eq!(profile(&["lundi 9h-12h", "Mo-Fr 09:00-17:00", "sur place"]).hours, 2.0 / 3.0);
        assert_eq!(profile(&["07/12/2021", "2024-01-31"]).dates, 1.0);
        assert_eq!(profile(&["", ""]), ColumnProfile::default());
    }

    #[test]
    fn names_of_places_are_texts_that_differ() {
        let names = profile(&["Mairie d'Abzac", "CCAS de Bers", "Espace Cyrano"]).titles;
        let choices = profile(&["Souvent", "Souvent", "Jamais", "Souvent"]).titles;
        assert!(names > 0.9 && choices < 0.6, "{names} {choices}");
        assert_eq!(profile(&["12", "0545000000"]).titles, 0.0);
    }
}
