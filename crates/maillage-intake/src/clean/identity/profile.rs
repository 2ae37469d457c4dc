//! Features of a place used in comparisons: weighted words of its name, address, commune
//! and identifiers.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::{
    address::Address,
    concepts::{FRANCE_SERVICES, is_sort, plain_words, words_of_name},
    likeness::likeness,
    vocabulary::{Vocabulary, VocabularyBuilder, WordId},
};
use maillage_core::model::{CommuneCode, Departement, FileId, Kind, Place};
use maillage_spelling::fold;

/// The features of all places, by rank, and the words that they are made of.
pub(super) struct Profiles {
    places: Vec<PlaceProfile>,
    pub(super) vocabulary: Vocabulary,
    /// Weight of each word in names, by its number.
    weights: Vec<f64>,
}

/// The features of a place.
pub(super) struct PlaceProfile {
    /// Words of its name without those of its commune, in descending order of weight.
    words: Box<[WordId]>,
    /// The same words in alphabetical order: equal names have equal keys.
    pub(super) key: Box<[WordId]>,
    pub(super) address: Option<Address>,
    pub(super) siret: Option<Siret>,
    code: Option<CommuneCode>,
    /// Number of its postal code among all of them; zero when it is empty.
    postal_code: u32,
    /// From the commune code or the postal code; `None` when unknown.
    departement: Option<ShortCode>,
    /// The words of its commune in alphabetical order, each once.
    commune: Box<[WordId]>,
    /// Number of its commune among those of all places, told apart by département and words;
    /// `None` when unknown.
    pub(super) commune_key: Option<u32>,
    /// The lists that contain it, by file.
    pub(super) lists: Arc<[FileId]>,
    /// Whether each of its lists has no other fixed France Services in the commune.
    pub(super) is_only_france_services: bool,
    /// Whether its name has sorts of place other than the label France Services.
    has_sorts: bool,
    /// Whether its name has numbers.
    has_numbers: bool,
    /// Whether its name has the label France Services.
    is_labelled: bool,
}

/// The fourteen digits of a SIRET, as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Siret(u64);

/// A code of at most five letters and digits, padded with zeros.
type ShortCode = [u8; 5];

impl std::fmt::Display for Siret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:014}", self.0)
    }
}

impl std::ops::Index<usize> for Profiles {
    type Output = PlaceProfile;

    fn index(&self, rank: usize) -> &PlaceProfile {
        &self.places[rank]
    }
}

impl Profiles {
    /// The profiles of `places`; `lists` gives the lists that contain each.
    pub(super) fn new(places: &[&Place], lists: Vec<Arc<[FileId]>>) -> Self {
        let mut builder = ProfileBuilder::default();
        let mut profiles: Vec<PlaceProfile> =
            places.iter().zip(lists).map(|(place, lists)| builder.profile(place, lists)).collect();
        let (vocabulary, numbers) = builder.words.sorted();
        for profile in &mut profiles {
            profile.renumber(&numbers);
        }
        mark_only_france_services(places, &mut profiles);
        let mut rows = vec![0_usize; vocabulary.count()];
        for word in profiles.iter().flat_map(|profile| &profile.key) {
            rows[word.index()] += 1;
        }
        let all = profiles.len();
        let weights: Vec<f64> = rows.into_iter().map(|rows| weight(rows, all)).collect();
        for profile in &mut profiles {
            profile.words.sort_unstable_by(|one, other| {
                let weight = |word: &WordId| weights[word.index()];
                weight(other).total_cmp(&weight(one)).then(one.cmp(other))
            });
        }
        Self { places: profiles, vocabulary, weights }
    }

    /// The lists that contain each place, by rank.
    pub(super) fn lists(&self) -> Vec<&[FileId]> {
        self.places.iter().map(|profile| &*profile.lists).collect()
    }

    /// Likeness of the names of two places, 0 to 1, without the words of both communes. `None` when
    /// nothing else remains in one of them.
    pub(super) fn name_likeness(&self, one: &PlaceProfile, other: &PlaceProfile) -> Option<f64> {
        let weight = |word: WordId| self.weights[word.index()];
        let has_own_words_only = |words: &PlaceProfile, elsewhere: &PlaceProfile| {
            !words.words.iter().any(|word| elsewhere.commune.contains(word))
        };
        if has_own_words_only(one, other) && has_own_words_only(other, one) {
            return likeness(&one.words, &other.words, &self.vocabulary, weight);
        }
        let left = |words: &PlaceProfile, elsewhere: &PlaceProfile| -> Vec<WordId> {
            let kept = words.words.iter().filter(|word| !elsewhere.commune.contains(word));
            kept.copied().collect()
        };
        likeness(&left(one, other), &left(other, one), &self.vocabulary, weight)
    }

    /// The sorts of place in the name, without the label France Services.
    fn sorts<'all>(&'all self, profile: &'all PlaceProfile) -> impl Iterator<Item = WordId> + 'all {
        let words = profile.key.iter().copied();
        words.filter(|word| {
            let text = self.vocabulary.text(*word);
            is_sort(text) && text != FRANCE_SERVICES
        })
    }

    /// Whether both names contain a sort of place and none in common: a town hall and a
    /// library.
    pub(super) fn is_another_sort(&self, one: &PlaceProfile, other: &PlaceProfile) -> bool {
        one.has_sorts && other.has_sorts && !self.sorts(one).any(|word| other.key.contains(&word))
    }

    /// Whether both names contain numbers and none in common: `Pôle 1` and `Pôle 2`.
    pub(super) fn is_another_number(&self, one: &PlaceProfile, other: &PlaceProfile) -> bool {
        let mut numbers = one.key.iter().filter(|word| is_number(self.vocabulary.text(**word)));
        one.has_numbers && other.has_numbers && !numbers.any(|word| other.key.contains(word))
    }
}

/// Makes profiles of which the words do not have their final numbers yet.
#[derive(Default)]
struct ProfileBuilder {
    words: VocabularyBuilder,
    postal_codes: HashMap<String, u32>,
    communes: HashMap<String, u32>,
}

impl ProfileBuilder {
    fn profile(&mut self, place: &Place, lists: Arc<[FileId]>) -> PlaceProfile {
        let detail = |name| place.details.text(name);
        let commune: BTreeSet<String> = plain_words(&fold(detail("commune"))).into_iter().collect();
        let mut words = words_of_name(&fold(&place.name));
        // The label alone is weak evidence: the points of a list may inherit it from their
        // employer.
        if place.kind == Kind::FranceServices && !words.iter().any(|word| word == FRANCE_SERVICES) {
            words.push(FRANCE_SERVICES.to_owned());
        }
        words.retain(|word| !commune.contains(word));
        let postal_code = detail("code_postal");
        let departement = departement(place.commune, postal_code);
        let numbered: Box<[WordId]> = words.iter().map(|word| self.words.add(word)).collect();
        PlaceProfile {
            words: numbered.clone(),
            key: numbered,
            address: Address::read(detail("adresse"), &mut self.words),
            siret: siret(detail("pivot")),
            code: place.commune,
            postal_code: match postal_code {
                "" => 0,
                text => numbered_in(&mut self.postal_codes, text) + 1,
            },
            departement,
            commune_key: self.commune_key(departement, &commune),
            commune: commune.iter().map(|word| self.words.add(word)).collect(),
            lists,
            is_only_france_services: false,
            has_sorts: words.iter().any(|word| is_sort(word) && word != FRANCE_SERVICES),
            has_numbers: words.iter().any(|word| is_number(word)),
            is_labelled: words.iter().any(|word| word == FRANCE_SERVICES),
        }
    }

    /// The commune of a département, all of Corsica as one, with these words in its name; `None`
    /// without words.
    fn commune_key(
        &mut self,
        departement: Option<ShortCode>,
        words: &BTreeSet<String>,
    ) -> Option<u32> {
        if words.is_empty() {
            return None;
        }
        let mut key: String = departement.iter().flatten().map(|byte| char::from(*byte)).collect();
        if key.starts_with('2') {
            key.truncate(1);
        }
        for word in words {
            key.push(' ');
            key.push_str(word);
        }
        Some(numbered_in(&mut self.communes, &key))
    }
}

/// The number of `text` among `known`, to which it is added when it is new.
fn numbered_in(known: &mut HashMap<String, u32>, text: &str) -> u32 {
    let next = u32::try_from(known.len()).expect("fewer texts than 2^32");
    match known.get(text) {
        Some(number) => *number,
        None => *known.entry(text.to_owned()).or_insert(next),
    }
}

/// The département, from the commune code or the postal code; `None` when unknown.
fn departement(code: Option<CommuneCode>, postal_code: &str) -> Option<ShortCode> {
    let short = |code: &str| {
        let mut short = ShortCode::default();
        short[..code.len()].copy_from_slice(code.as_bytes());
        short
    };
    match code {
        Some(code) => Some(short(code.departement())),
        // A postal code of Corsica does not identify the département.
        None => Departement::codes_of_postal_code(postal_code).first().map(|code| short(code)),
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Marks the places that are the only France Services of their commune. There are seldom
/// two, and lists of them are complete by purpose.
fn mark_only_france_services(places: &[&Place], profiles: &mut [PlaceProfile]) {
    let commune_of = |rank: usize, profile: &PlaceProfile| {
        let is_one = profile.is_labelled && places[rank].kind != Kind::Itinerant;
        profile.commune_key.filter(|_| is_one)
    };
    let mut counts: HashMap<(FileId, u32), usize> = HashMap::new();
    for (rank, profile) in profiles.iter().enumerate() {
        if let Some(commune) = commune_of(rank, profile) {
            for list in &*profile.lists {
                *counts.entry((*list, commune)).or_insert(0) += 1;
            }
        }
    }
    for (rank, profile) in profiles.iter_mut().enumerate() {
        let commune = commune_of(rank, profile);
        let is_only = |commune| profile.lists.iter().all(|list| counts[&(*list, commune)] == 1);
        profile.is_only_france_services = commune.is_some_and(is_only);
    }
}

/// Weight of a word present in `rows` names of `all`: 1 when in all of them, more when
/// rarer.
fn weight(rows: usize, all: usize) -> f64 {
    1.0 + ((all + 1) as f64 / (rows + 1) as f64).ln()
}

impl PlaceProfile {
    /// Gives each word its number among `numbers`, by its number so far, and sorts words where they
    /// are in alphabetical order.
    fn renumber(&mut self, numbers: &[WordId]) {
        for words in [&mut self.words, &mut self.key, &mut self.commune] {
            words.iter_mut().for_each(|word| *word = numbers[word.index()]);
        }
        self.key.sort_unstable();
        self.commune.sort_unstable();
        if let Some(address) = &mut self.address {
            address.renumber(numbers);
        }
    }

    /// Whether both are in one commune. `None` when unknown for either, or when only the
    /// postal code is equal, which several communes share.
    pub(super) fn same_commune(&self, other: &Self) -> Option<bool> {
        if let Some((one, other)) = self.code.zip(other.code) {
            // Two communes may share a name, or one name may be the beginning of the other.
            return Some(one.whole() == other.whole());
        }
        if self.is_of_another_departement(other) {
            return Some(false);
        }
        let postal = self.postal_code != 0 && self.postal_code == other.postal_code;
        if self.commune.is_empty() || other.commune.is_empty() {
            return None;
        }
        // `Marseille` and `Marseille 14`, `Sommières` and `Sommières Cedex`.
        let holds =
            |one: &Self, other: &Self| other.commune.iter().all(|word| one.commune.contains(word));
        let within = holds(self, other) || holds(other, self);
        if within { Some(true) } else { (!postal).then_some(false) }
    }

    fn is_of_another_departement(&self, other: &Self) -> bool {
        let corsican = |code: ShortCode| code.starts_with(b"2A") || code.starts_with(b"2B");
        self.departement
            .zip(other.departement)
            .is_some_and(|(one, other)| one != other && !(corsican(one) && corsican(other)))
    }

    /// Whether one name contains only France Services, and the other another sort of place.
    /// The label may belong to that place or to its neighbour.
    pub(super) fn may_be_its_label(&self, other: &Self) -> bool {
        self.is_labelled != other.is_labelled && self.has_sorts != other.has_sorts
    }

    /// Whether the same lists contain both, so that no other list says of one what it is.
    pub(super) fn is_of_the_lists_of(&self, other: &Self) -> bool {
        self.lists.len() == other.lists.len()
            && self.lists.iter().all(|list| other.lists.contains(list))
    }

    /// Whether one list contains both.
    pub(super) fn shares_a_list(&self, other: &Self) -> bool {
        self.lists.iter().any(|list| other.lists.contains(list))
    }
}

/// The fourteen digits of a SIRET. `None` for anything else, and for a single digit
/// repeated, which fills mandatory columns.
fn siret(text: &str) -> Option<Siret> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let other = |letter: char| !(letter.is_ascii_digit() || letter.is_whitespace());
    let filler = digits.bytes().all(|byte| byte == digits.as_bytes()[0]);
    let is_one = digits.len() == 14 && !filler && !text.contains(other);
    Some(Siret(digits.parse().ok().filter(|_| is_one)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_every_name_weighs_one_and_a_rare_one_more() {
        assert_eq!(weight(7, 7), 1.0);
        // ln(8 / 2) is 1.386.
        assert!((weight(1, 7) - 2.386).abs() < 1e-3);
    }

    #[test]
    fn a_siret_has_fourteen_digits_and_is_no_filler() {
        let told = |text| siret(text).map(|siret| siret.to_string());
        assert_eq!(told("215 500 16 000 014").as_deref(), Some("21550016000014"));
        assert_eq!(told("00550016000014").as_deref(), Some("00550016000014"));
        for text in ["00000000000000", "2155001600001", "", "unknown", "FR21550016000014"] {
            assert_eq!(siret(text), None, "{text}");
        }
    }
}
