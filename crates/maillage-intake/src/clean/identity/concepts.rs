//! Synonyms: the spellings of each sort of place in lists.
//!
//! Phrases are folded and without stop words, the form in which names are searched.

use std::{cmp::Reverse, collections::HashMap, sync::LazyLock};

/// Stop words.
pub(super) const SMALL: [&str; 30] = [
    "a",
    "au",
    "aux",
    "avec",
    "c",
    "ce",
    "d",
    "dans",
    "de",
    "des",
    "du",
    "en",
    "et",
    "l",
    "la",
    "le",
    "les",
    "lez",
    "n",
    "ou",
    "par",
    "pays",
    "pour",
    "s",
    "sous",
    "sur",
    "territoire",
    "un",
    "une",
    "y",
];

/// The label France Services, which a place of any sort may have.
pub(super) const FRANCE_SERVICES: &str = "FRANCE_SERVICES";

/// Sorts of places and organisations with their synonyms; the longest phrase wins. The
/// concept is in capitals, so that it differs from every folded word.
#[rustfmt::skip]
const SORTS: [(&str, &[&str]); 27] = [
    (FRANCE_SERVICES, &[
        "maison france services", "maison france service", "espace france services",
        "espace france service", "espaces france services", "espaces france service", "france services", "france service", "mfs", "efs", "msap",
        "maison services public", "espace services public", "maison services publics", "maison service public",
        "maison services", "maison service", "maison france services msap",
        "relais services publics", "relais services public", "rsp",
    ]),
    ("MAIRIE", &[
        "mairie", "commune", "hotel ville", "municipalite", "mairies", "mairie commune",
        "mairie ville",
    ]),
    ("BIBLIOTHEQUE", &[
        "bibliotheque", "mediatheque", "bibliotheque municipale", "mediatheque municipale",
        "bibliotheque mediatheque", "mediatheque bibliotheque", "mediatheque intercommunale",
        "mediatheque communautaire", "bibliotheque intercommunale", "mediatheque departementale",
        "reseau mediatheques", "reseau bibliotheques", "bibliotheques", "mediatheques",
    ]),
    ("CCAS", &[
        "ccas", "centre communal action sociale", "ctre com action sociale",
        "ctre communal action sociale", "ctre com act sociale", "centre com action sociale",
        "centre communal action sociale ccas",
    ]),
    ("CIAS", &["cias", "centre intercommunal action sociale", "ctre intercom action sociale"]),
    ("INTERCOMMUNALITE", &[
        "cc", "communaute communes", "com com", "comcom", "com communes", "com commune",
        "communaute commune", "communaute agglomeration", "communaute agglo",
        "communaute urbaine", "agglomeration", "metropole", "intercommunalite", "syndicat mixte",
        "communaute",
    ]),
    ("POSTE", &["poste", "laposte", "bureau poste", "agence postale", "agence postale communale"]),
    ("CENTRE_SOCIAL", &[
        "centre social", "centre social culturel", "centre socio culturel",
        "centre socioculturel", "centre sociale", "espace social culturel", "cs", "csc",
        "espace socioculturel", "espace socio culturel", "centre socio", "espace vie sociale",
        "centre animation sociale",
    ]),
    ("EPN", &[
        "epn", "espace public numerique", "cyberbase", "cyber base", "espace numerique",
        "cyber espace", "cyberespace", "espace multimedia", "cybercentre", "cyber centre",
        "espace culture multimedia", "point numerique", "espaces publics numeriques",
    ]),
    ("MISSION_LOCALE", &["mission locale", "mis locale", "mis local", "mission loc", "mission local"]),
    ("PIMMS", &["pimms", "pimms mediation", "point information mediation multi services"]),
    ("SOLIDARITES", &[
        "mds", "maison solidarite", "maison solidarites", "maison departementale solidarites",
        "maison departementale solidarite", "centre medico social", "cms", "mdsi", "mdas",
        "maison departementale action sociale", "unite territoriale action sociale",
        "maison departementale solidarite insertion", "centre medicosocial", "antenne medico sociale",
        "maison solidarites departementales", "sdsei", "maison landaise solidarite",
    ]),
    ("PREFECTURE", &["prefecture", "sous prefecture"]),
    ("DEPARTEMENT", &[
        "departement", "conseil departemental", "maison departement", "conseil general",
    ]),
    ("MJC", &["mjc", "maison jeunes culture"]),
    ("MAISON_POUR_TOUS", &["maison tous", "mpt"]),
    ("MAISON_DE_QUARTIER", &["maison quartier", "regie quartier", "maison quartiers"]),
    ("MAISON_DES_ASSOCIATIONS", &["maison associations", "maison vie associative"]),
    ("TIERS_LIEU", &["tiers lieu", "tiers lieux", "fablab", "fab lab", "coworking"]),
    ("EMPLOI", &["pole emploi", "france travail", "maison emploi", "cite metiers"]),
    ("CAF", &["caf", "caisse allocations familiales"]),
    ("MSA", &["msa", "mutualite sociale agricole"]),
    ("ECOLE", &["ecole", "college", "lycee", "universite"]),
    ("INFORMATION_JEUNESSE", &["information jeunesse", "info jeunes", "point information jeunesse",
        "bureau information jeunesse", "pij", "bij", "crij", "espace jeunes"]),
    ("OFFICE_DE_TOURISME", &["office tourisme"]),
    ("LUDOTHEQUE", &["ludotheque"]),
    ("FOYER", &["fjt", "foyer jeunes travailleurs", "chrs", "residence sociale"]),
];

/// Abbreviations and spellings that do not identify a sort of place.
const SPELLINGS: [(&str, &str); 22] = [
    ("st", "saint"),
    ("ste", "sainte"),
    ("ass", "association"),
    ("asso", "association"),
    ("assoc", "association"),
    ("assos", "association"),
    ("ctre", "centre"),
    ("dep", "departement"),
    ("dr", "docteur"),
    ("gal", "general"),
    ("gen", "general"),
    ("mal", "marechal"),
    ("cdt", "commandant"),
    ("cne", "capitaine"),
    ("col", "colonel"),
    ("pdt", "president"),
    ("pr", "professeur"),
    ("prof", "professeur"),
    ("mgr", "monseigneur"),
    ("st e", "saint"),
    ("gpe", "groupe"),
    ("fed", "federation"),
];

/// The words of a folded text without stop words, abbreviations expanded, and `14` for
/// `14e` and `14ème`.
pub(super) fn plain_words(folded: &str) -> Vec<String> {
    let words = folded.split(' ').filter(|word| !word.is_empty() && !SMALL.contains(word));
    words.map(|word| spelled_out(without_ordinal(word)).to_owned()).collect()
}

/// Maximum number of words compared in a name.
const MOST_WORDS: usize = 40;

/// The words of a folded name, with each sort of place replaced by its concept in capitals.
pub(super) fn words_of_name(folded: &str) -> Vec<String> {
    let mut plain = plain_words(folded);
    plain.truncate(MOST_WORDS);
    let mut words = Vec::with_capacity(plain.len());
    let mut at = 0;
    while at < plain.len() {
        let phrase = sort_at_start(&plain[at..]);
        // « Ville » at the beginning of a name means the town hall; elsewhere it may be in
        // `centre-ville`.
        let phrase = phrase.or((at == 0 && plain[0] == "ville").then_some((1, "MAIRIE")));
        let (count, word) = match phrase {
            Some((count, sort)) => (count, sort.to_owned()),
            None => (1, plain[at].clone()),
        };
        if !words.contains(&word) {
            words.push(word);
        }
        at += count;
    }
    words
}

/// Whether `word` is a concept, that is a sort of place.
pub(super) fn is_sort(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_uppercase())
}

/// The phrase at the start of `words` that names a sort of place: its number of words, and the sort.
/// The longest phrase wins, then the first.
fn sort_at_start(words: &[String]) -> Option<(usize, &'static str)> {
    let alike = PHRASES.get(words[0].as_str())?;
    let begins = |phrase: &Phrase| {
        let words = words.iter().map(String::as_str);
        words.take(phrase.words.len()).eq(phrase.words.iter().copied())
    };
    let found = alike.iter().find(|phrase| begins(phrase))?;
    Some((found.words.len(), found.sort))
}

/// Words that name a sort of place.
struct Phrase {
    words: Vec<&'static str>,
    sort: &'static str,
}

/// The phrases by their first word, the longest first, then in the order of [`SORTS`].
static PHRASES: LazyLock<HashMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut by_first: HashMap<&str, Vec<Phrase>> = HashMap::new();
    for (sort, phrases) in SORTS {
        for phrase in phrases {
            let words: Vec<&str> = phrase.split(' ').collect();
            by_first.entry(words[0]).or_default().push(Phrase { words, sort });
        }
    }
    by_first.values_mut().for_each(|phrases| phrases.sort_by_key(|of| Reverse(of.words.len())));
    by_first
});

fn spelled_out(word: &str) -> &str {
    SPELLINGS.iter().find(|(short, _)| *short == word).map_or(word, |(_, full)| full)
}

fn without_ordinal(word: &str) -> &str {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let ending = &word[digits.len()..];
    if is_number && ["e", "eme", "er", "ere", "nd", "nde"].contains(&ending) {
        digits
    } else {
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use maillage_spelling::fold;

    fn words(name: &str) -> Vec<String> {
        words_of_name(&fold(name))
    }

    #[test]
    fn one_sort_has_many_names() {
        let france_services = [FRANCE_SERVICES, "guise"];
        for name in [
            "Maison France Services de Guise",
            "ESPACE FRANCE-SERVICES GUISE",
            "MFS Guise",
            "Maison de services au public de Guise",
            "France service Guise",
        ] {
            assert_eq!(words(name), france_services, "{name}");
        }
        assert_eq!(words("Ctre Com. d'Action Sociale"), ["CCAS"]);
        assert_eq!(words("Médiathèque municipale"), words("Bibliothèque"));
        assert_eq!(words("CC du Pays de Lure"), words("Communauté de communes Lure"));
    }

    #[test]
    fn a_town_is_a_town_hall_where_it_opens_the_name() {
        assert_eq!(words("Ville de Guise"), ["MAIRIE", "guise"]);
        assert_eq!(words("Espace centre-ville"), ["espace", "centre", "ville"]);
    }

    #[test]
    fn ordinals_and_saints_are_spelled_in_one_way() {
        assert_eq!(words("St Denis 14ème"), words("Saint-Denis, 14e"));
    }
}
