//! The vocabulary of the national standard: names of version 0 and of older lists, and what version
//! 1 calls the same. All are folded.

use super::Subject;
use maillage_spelling::fold;

/// Services of version 0 and before, each with the wider one of version 1 that took its place.
const SERVICES: [(&str, &str); 17] = [
    ("devenir autonome dans les demarches administratives", DEMARCHES),
    ("gagner en autonomie dans les demarches administratives", DEMARCHES),
    ("realiser des demarches administratives avec un accompagnement", DEMARCHES),
    ("etre accompagne dans les demarches administratives", DEMARCHES),
    ("accompagner les demarches de sante", DEMARCHES),
    ("prendre en main un smartphone ou une tablette", TOOLS),
    ("prendre en main un ordinateur", TOOLS),
    ("utiliser le numerique au quotidien", TOOLS),
    ("approfondir ma culture numerique", "comprehension du monde numerique"),
    ("promouvoir la citoyennete numerique", "comprehension du monde numerique"),
    ("favoriser mon insertion professionnelle", WORK),
    ("creer et developper mon entreprise", WORK),
    (
        "soutenir la parentalite et l education avec le numerique",
        "parentalite et education avec le numerique",
    ),
    ("creer avec le numerique", "loisirs et creations numeriques"),
    ("acceder a une connexion internet", ACCESS),
    ("acceder a du materiel", ACCESS),
    ("s equiper en materiel informatique", "acquisition de materiel informatique a prix solidaire"),
];
const DEMARCHES: &str = "aide aux demarches administratives";
const TOOLS: &str = "maitrise des outils numeriques du quotidien";
const WORK: &str = "insertion professionnelle via le numerique";
const ACCESS: &str = "acces internet et materiel informatique";

/// The services of version 1 of the standard, folded, in its order.
pub const STANDARD_SERVICES: [&str; 9] = [
    DEMARCHES,
    TOOLS,
    WORK,
    "utilisation securisee du numerique",
    "parentalite et education avec le numerique",
    "loisirs et creations numeriques",
    "comprehension du monde numerique",
    ACCESS,
    "acquisition de materiel informatique a prix solidaire",
];

/// The national schemes and labels of the standard, of both versions, folded.
pub const STANDARD_LABELS: [&str; 12] = [
    CONSEILLERS,
    FRANCE_SERVICES,
    "aidants connect",
    "aptic",
    "bibliotheques numerique de reference",
    "certification pix",
    "emmaus connect",
    "grande ecole du numerique",
    "la croix rouge",
    "point d acces numerique caf",
    "promeneurs du net",
    "relais numerique emmaus connect",
];

/// The label that the kind of a place also tells.
pub(super) const FRANCE_SERVICES: &str = "france services";
const CONSEILLERS: &str = "conseillers numeriques";

/// Labels under other names. `Conseiller numérique France Services` is not France Services.
const LABELS: [(&str, &str); 13] = [
    ("cnfs", CONSEILLERS),
    ("conseiller numerique", CONSEILLERS),
    ("conseillere numerique", CONSEILLERS),
    ("conseiller numerique france service", CONSEILLERS),
    ("conseiller numerique france services", CONSEILLERS),
    ("conseillers numeriques france services", CONSEILLERS),
    ("rfs", FRANCE_SERVICES),
    ("rfs reseau france services", FRANCE_SERVICES),
    ("reseau france services", FRANCE_SERVICES),
    ("espace france services", FRANCE_SERVICES),
    ("maison france services", FRANCE_SERVICES),
    ("france service", FRANCE_SERVICES),
    ("point relais caf", "point d acces numerique caf"),
];

/// Publics and special needs of version 0.
const PUBLICS: [(&str, &str); 9] = [
    ("jeunes 16 26 ans", "jeunes"),
    ("familles enfants", "familles et ou enfants"),
    ("seniors 65 ans", "seniors"),
    ("uniquement femmes", "femmes"),
    ("public langues etrangeres", "langues etrangeres autres"),
    ("personnes en situation d illettrisme", "illettrisme"),
    ("personnes en situation de handicap moteur", "handicaps moteurs"),
    ("handicaps mentaux deficiences limitees", "handicaps mentaux"),
    (
        "handicaps psychiques troubles psychiatriques donnant lieu a des atteintes comportementales",
        "handicaps mentaux",
    ),
];

/// Publics that both versions know.
const KNOWN_PUBLICS: [&str; 6] =
    ["jeunes", "etudiants", "familles et ou enfants", "seniors", "femmes", "adultes"];

/// What version 1 calls a folded value of another name.
pub(super) fn standard_name(subject: Subject, folded: &str) -> Option<&'static str> {
    let names: &[(&str, &'static str)] = match subject {
        Subject::Services => &SERVICES,
        Subject::Labels => &LABELS,
        Subject::Publics => &PUBLICS,
    };
    names.iter().find(|(name, _)| *name == folded).map(|(_, standard)| *standard)
}

/// Whether a folded value of a place is a special need rather than a public.
pub(super) fn is_special_need(folded: &str) -> bool {
    const NEEDS: [&str; 6] = ["surdite", "handicap", "illett", "langue", "deficience", "fle"];
    let needs = |word: &str| NEEDS.iter().any(|need| word.starts_with(need));
    folded.split(' ').any(needs)
}

/// Whether a folded value of a place says that it is for everybody: `Tous les publics`.
pub(super) fn is_everybody(folded: &str) -> bool {
    const WORDS: [&str; 12] = [
        "tout", "tous", "toute", "toutes", "le", "les", "type", "types", "de", "public", "publics",
        "monde",
    ];
    let mut words = folded.split(' ');
    let first = words.clone().next().unwrap_or_default();
    let last = words.clone().next_back().unwrap_or_default();
    first.starts_with("tou")
        && ["public", "publics", "monde"].contains(&last)
        && words.all(|word| WORDS.contains(&word))
}

/// Whether a word that a user gives is a public of the standard, or begins one.
pub(super) fn names_public(word: &str) -> bool {
    let asked = fold(word);
    KNOWN_PUBLICS.iter().any(|public| holds_phrase(public, &asked))
        || standard_name(Subject::Publics, &asked).is_some_and(|name| !is_special_need(name))
}

/// Whether the folded `text` contains the folded `phrase`: whole words, of which the last may go
/// on. Fewer than three letters are no phrase.
pub(super) fn holds_phrase(text: &str, phrase: &str) -> bool {
    const LEAST: usize = 3;
    phrase.len() >= LEAST
        && text.match_indices(phrase).any(|(start, _)| start == 0 || text[..start].ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_begins_at_a_word_and_may_end_within_one() {
        let text = "aide aux demarches administratives";
        for phrase in ["aide", "aux demarche", "demarches", "administratives"] {
            assert!(holds_phrase(text, phrase), "{phrase}");
        }
        for phrase in ["marches", "aide demarches", "ai", "aide aux demarches administratives de"] {
            assert!(!holds_phrase(text, phrase), "{phrase}");
        }
    }

    #[test]
    fn everybody_is_told_in_many_ways() {
        for text in ["tout public", "tous publics", "tous les publics", "tout type de public"] {
            assert!(is_everybody(text), "{text}");
        }
        for text in ["public adulte", "tous les publics adultes", "publics", "", "tous"] {
            assert!(!is_everybody(text), "{text}");
        }
    }
}
