//! Features of a place used in comparisons: weighted words of its name, address, commune
//! and identifiers.

use std::collections::{BTreeSet, HashMap};

use super::{
    address::Address,
    concepts::{FRANCE_SERVICES, is_sort, plain_words, words_of_name},
    likeness::{WeightedWord, likeness},
};
use maillage_core::model::{CommuneCode, Departement, FileId, Kind, Place};
use maillage_spelling::fold;

/// The features of a place.
pub(super) struct PlaceProfile {
    /// Words of its name without those of its commune, in descending order of weight.
    pub(super) words: Vec<WeightedWord>,
    /// The same words in alphabetical order: equal names have equal keys.
    pub(super) key: String,
    pub(super) address: Option<Address>,
    pub(super) siret: Option<String>,
    code: Option<CommuneCode>,
    postal_code: String,
    commune: BTreeSet<String>,
    /// The lists that contain it, by file.
    pub(super) lists: Vec<FileId>,
    /// Whether each of its lists has no other fixed France Services in the commune.
    pub(super) is_only_france_services: bool,
}

/// The profiles of `places`; `lists` gives the lists that contain each.
pub(super) fn profiles(places: &[&Place], lists: Vec<Vec<FileId>>) -> Vec<PlaceProfile> {
    let mut profiles: Vec<PlaceProfile> =
        places.iter().zip(lists).map(|(place, lists)| PlaceProfile::new(place, lists)).collect();
    mark_only_france_services(places, &mut profiles);
    let mut rows: HashMap<String, usize> = HashMap::new();
    for word in profiles.iter().flat_map(|profile| &profile.words) {
        *rows.entry(word.text.clone()).or_insert(0) += 1;
    }
    let all = profiles.len();
    for profile in &mut profiles {
        for word in &mut profile.words {
            word.weight = weight(rows[&word.text], all);
        }
        profile.words.sort_by(|one, other| {
            other.weight.total_cmp(&one.weight).then_with(|| one.text.cmp(&other.text))
        });
    }
    profiles
}

/// Marks the places that are the only France Services of their commune. There are seldom
/// two, and lists of them are complete by purpose.
fn mark_only_france_services(places: &[&Place], profiles: &mut [PlaceProfile]) {
    let is_one = |rank: usize, profile: &PlaceProfile| {
        let named = profile.words.iter().any(|word| word.text == FRANCE_SERVICES);
        named && places[rank].kind != Kind::Itinerant && !profile.commune.is_empty()
    };
    let keys = |profile: &PlaceProfile| -> Vec<(FileId, String)> {
        profile.lists.iter().map(|list| (*list, profile.commune_key())).collect()
    };
    let mut counts: HashMap<(FileId, String), usize> = HashMap::new();
    for (_, profile) in profiles.iter().enumerate().filter(|(rank, it)| is_one(*rank, it)) {
        for key in keys(profile) {
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    for (rank, profile) in profiles.iter_mut().enumerate() {
        profile.is_only_france_services =
            is_one(rank, profile) && keys(profile).iter().all(|key| counts[key] == 1);
    }
}

/// Weight of a word present in `rows` names of `all`: 1 when in all of them, more when
/// rarer.
fn weight(rows: usize, all: usize) -> f64 {
    1.0 + ((all + 1) as f64 / (rows + 1) as f64).ln()
}

impl PlaceProfile {
    fn new(place: &Place, lists: Vec<FileId>) -> Self {
        let detail = |name| place.details.get(name).map_or("", String::as_str);
        let commune: BTreeSet<String> = plain_words(&fold(detail("commune"))).into_iter().collect();
        let mut words = words_of_name(&fold(&place.name));
        // The label alone is weak evidence: the points of a list may inherit it from their
        // employer.
        if place.kind == Kind::FranceServices && !words.iter().any(|word| word == FRANCE_SERVICES) {
            words.push(FRANCE_SERVICES.to_owned());
        }
        words.retain(|word| !commune.contains(word));
        words.sort_unstable();
        Self {
            key: words.join(" "),
            words: words.into_iter().map(|text| WeightedWord { text, weight: 1.0 }).collect(),
            address: Address::read(detail("adresse")),
            siret: siret(detail("pivot")),
            code: place.commune,
            postal_code: detail("code_postal").to_owned(),
            commune,
            lists,
            is_only_france_services: false,
        }
    }

    /// Likeness of the names, 0 to 1, without the words of both communes. `None` when
    /// nothing else remains in one of them.
    pub(super) fn name_likeness(&self, other: &Self) -> Option<f64> {
        let has_own_words_only = |words: &Self, elsewhere: &Self| {
            !words.words.iter().any(|word| elsewhere.commune.contains(&word.text))
        };
        if has_own_words_only(self, other) && has_own_words_only(other, self) {
            let one: Vec<&WeightedWord> = self.words.iter().collect();
            return likeness(&one, &other.words.iter().collect::<Vec<_>>());
        }
        let left = |words: &'_ Self, elsewhere: &Self| -> Vec<WeightedWord> {
            let kept = words.words.iter().filter(|word| !elsewhere.commune.contains(&word.text));
            kept.cloned().collect()
        };
        let (one, two) = (left(self, other), left(other, self));
        likeness(&one.iter().collect::<Vec<_>>(), &two.iter().collect::<Vec<_>>())
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
        let postal = !self.postal_code.is_empty() && self.postal_code == other.postal_code;
        if self.commune.is_empty() || other.commune.is_empty() {
            return None;
        }
        // `Marseille` and `Marseille 14`, `Sommières` and `Sommières Cedex`.
        let within =
            self.commune.is_subset(&other.commune) || other.commune.is_subset(&self.commune);
        if within { Some(true) } else { (!postal).then_some(false) }
    }

    /// The département, from the commune code or the postal code; empty when unknown.
    fn departement(&self) -> String {
        let by_post = || Departement::codes_of_postal_code(&self.postal_code);
        match self.code {
            Some(code) => code.departement().to_owned(),
            // A postal code of Corsica does not identify the département.
            None => by_post().first().map_or_else(String::new, |code| (*code).to_owned()),
        }
    }

    fn is_of_another_departement(&self, other: &Self) -> bool {
        let (one, other) = (self.departement(), other.departement());
        let corsican = |code: &str| code.starts_with("2A") || code.starts_with("2B");
        let unknown = one.is_empty() || other.is_empty();
        !unknown && one != other && !(corsican(&one) && corsican(&other))
    }

    /// The sorts of place in the name, without the label France Services.
    fn sorts(&self) -> BTreeSet<&str> {
        let words = self.words.iter().map(|word| word.text.as_str());
        words.filter(|word| is_sort(word) && *word != FRANCE_SERVICES).collect()
    }

    /// Whether both names contain a sort of place and none in common: a town hall and a
    /// library.
    pub(super) fn is_another_sort(&self, other: &Self) -> bool {
        are_apart(&self.sorts(), &other.sorts())
    }

    /// Whether one name contains only France Services, and the other another sort of place.
    /// The label may belong to that place or to its neighbour.
    pub(super) fn may_be_its_label(&self, other: &Self) -> bool {
        let labelled =
            |profile: &Self| profile.words.iter().any(|word| word.text == FRANCE_SERVICES);
        labelled(self) != labelled(other) && self.sorts().is_empty() != other.sorts().is_empty()
    }

    fn numbers(&self) -> BTreeSet<&str> {
        let words = self.words.iter().map(|word| word.text.as_str());
        words.filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).collect()
    }

    /// Whether both names contain numbers and none in common: `Pôle 1` and `Pôle 2`.
    pub(super) fn is_another_number(&self, other: &Self) -> bool {
        are_apart(&self.numbers(), &other.numbers())
    }

    /// Key of the commune: its département and the words of its name; empty when unknown.
    pub(super) fn commune_key(&self) -> String {
        if self.commune.is_empty() {
            return String::new();
        }
        let departement = self.departement();
        let departement =
            if departement.starts_with('2') { &departement[..1] } else { &departement };
        let words = self.commune.iter().map(String::as_str);
        std::iter::once(departement).chain(words).collect::<Vec<_>>().join(" ")
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

fn are_apart(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> bool {
    !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
}

/// The fourteen digits of a SIRET. `None` for anything else, and for a single digit
/// repeated, which fills mandatory columns.
fn siret(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let other = |letter: char| !(letter.is_ascii_digit() || letter.is_whitespace());
    let filler = digits.bytes().all(|byte| byte == digits.as_bytes()[0]);
    (digits.len() == 14 && !filler && !text.contains(other)).then_some(digits)
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
        assert_eq!(siret("215 500 16 000 014").as_deref(), Some("21550016000014"));
        for text in ["00000000000000", "2155001600001", "", "unknown", "FR21550016000014"] {
            assert_eq!(siret(text), None, "{text}");
        }
    }
}
