//! The French words that users write where a command, an option or a value has an English name:
//! `maillage carte`, `--sortie`, `--style besoin`.
//!
//! They are proposed, not accepted: a name has one spelling in scripts and in the manual.

use maillage_spelling::fold;

/// The command that a French word means.
pub(super) fn command(word: &str) -> Option<&'static str> {
    meant(COMMANDS, word, |_| true)
}

/// The option, among those that are `possible`, that a French word means, with its dashes.
pub(super) fn option(word: &str, possible: &[String]) -> Option<&'static str> {
    meant(OPTIONS, word.trim_start_matches('-'), |name| possible.iter().any(|of| of == name))
}

/// The value, among those that are `possible`, that a French word means.
pub(super) fn value(word: &str, possible: &[String]) -> Option<&'static str> {
    meant(VALUES, word, |name| possible.iter().any(|of| of == name))
}

/// The first name of a table that is possible and that `word` means.
fn meant(names: &Names, word: &str, is_possible: impl Fn(&str) -> bool) -> Option<&'static str> {
    let wanted = fold(word);
    let means = |(name, words): &&(&str, &str)| {
        is_possible(name) && words.split(' ').any(|of| is_meant(of, &wanted))
    };
    names.iter().find(means).map(|(name, _)| *name)
}

/// Names, with the French words for each: without accents, dashes for spaces, in the singular.
type Names = [(&'static str, &'static str)];

const COMMANDS: &Names = &[
    ("map", "carte cartographier dessiner image"),
    ("check", "verifier verification controler controle"),
    ("coverage", "couverture couvrir mesurer"),
    ("diagnose", "diagnostic diagnostiquer"),
    ("compare", "comparer comparaison evolution"),
    ("catalogue", "inventaire lieu repertoire"),
    ("access", "acces accessibilite"),
    ("rates", "taux"),
    ("replay", "rejouer refaire"),
];

const OPTIONS: &Names = &[
    ("--map", "carte image dessin"),
    ("--out", "sortie fichier-de-sortie resultat destination dossier"),
    ("--within", "territoire departement region epci zone commune-de perimetre dans"),
    ("--style", "theme"),
    ("--title", "titre"),
    ("--main-threshold-km", "seuil seuil-principal distance rayon distance-maximale"),
    ("--thresholds-km", "distance-en-km seuil-en-km"),
    ("--buffer-km", "marge tampon zone-tampon"),
    ("--breaks", "classe limite limite-de-classe"),
    ("--window", "plage jour horaire fenetre creneau"),
    ("--at", "moment instant date"),
    ("--period", "periode"),
    ("--unknown-hours", "horaire-inconnu"),
    ("--public-holidays", "jour-ferie ferie"),
    ("--school-holidays", "vacance vacance-scolaire"),
    ("--lang", "langue"),
    ("--quiet", "silencieux silence"),
    ("--verbose", "detail detaille verbeux"),
    ("--help", "aide"),
    ("--communes", "contour contour-de-commune"),
    ("--mediation", "lieu liste liste-de-lieu mediation-numerique"),
    ("--france-services", "france-service fs"),
    ("--itinerant", "bus itinerants tournee arret itinerance"),
    ("--population", "habitant"),
    ("--residents", "carreau grille carroyage resident"),
    ("--illectronism", "illectronisme besoin"),
    ("--need-column", "colonne-de-besoin colonne"),
    ("--ages", "age"),
    ("--rates", "taux"),
    ("--chefs-lieux", "mairie chef-lieu"),
    ("--travel-matrix", "trajet temps-de-trajet matrice duree"),
    ("--mapping", "correspondance"),
    ("--free", "gratuit gratuite"),
    ("--label", "labels labellise"),
    ("--service", "services thematique"),
    ("--add", "ajouter ajout ouverture ouvrir projet"),
    ("--rounds", "tournee trace"),
    ("--calendar", "calendrier agenda"),
    ("--hot-spots", "point-chaud"),
    ("--choice", "choix"),
];

const VALUES: &Names = &[
    ("distance", "eloignement"),
    ("need", "besoin"),
    ("uncovered", "non-couvert non-couverte decouvert"),
    ("bivariate", "croise bivarie deux-variable"),
    ("certainty", "certitude incertitude"),
    ("minutes", "minute"),
    ("hot-spots", "point-chaud"),
    ("change", "evolution changement"),
    ("territories", "territoire epci"),
    ("gaps", "lacune manque"),
    ("places", "lieu"),
    ("rounds", "tournee"),
    ("centroid", "centre centroide"),
    ("chef-lieu", "mairie"),
    ("residents", "habitant"),
    ("closed", "ferme"),
    ("open", "ouvert"),
    ("ignore", "ignorer"),
    ("serve", "servir sert"),
    ("leave-out", "exclure exclu"),
    ("none", "aucun aucune"),
    ("people", "personne"),
    ("per-cent", "pourcentage pour-cent"),
    ("before", "avant"),
    ("after", "apres"),
    ("fr", "francais"),
    ("en", "anglais english"),
];

/// Whether a word of the tables is `wanted`, folded, in the singular or the plural.
fn is_meant(word: &str, wanted: &str) -> bool {
    let singular = |text: &str| {
        let words = text.split([' ', '-']).map(|word| word.trim_end_matches(['s', 'x']));
        words.collect::<Vec<_>>().join(" ")
    };
    // A letter or two is a slip, not a word.
    wanted.len() > 2 && singular(word) == singular(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn french_words_lead_to_names_in_the_singular_and_the_plural_with_accents_or_without() {
        assert_eq!(command("carte"), Some("map"));
        assert_eq!(command("vérifier"), Some("check"));
        let all: Vec<String> = OPTIONS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(option("--sortie", &all), Some("--out"));
        assert_eq!(option("--départements", &all), Some("--within"));
        assert_eq!(option("--jours-fériés", &all), Some("--public-holidays"));
        assert_eq!(option("--carte", &["--out".to_owned()]), None);
        assert_eq!(option("-f", &all), None);
        assert_eq!(value("besoins", &["distance".to_owned(), "need".to_owned()]), Some("need"));
        assert_eq!(value("besoins", &["distance".to_owned()]), None);
        assert_eq!(option("--xyz", &all), None);
    }

    #[test]
    fn every_name_of_the_tables_is_one_of_the_command_line() {
        let whole = crate::Arguments::command();
        let all: Vec<&clap::Command> = whole.get_subcommands().collect();
        for (name, _) in COMMANDS {
            assert!(all.iter().any(|of| of.get_name() == *name), "{name}");
        }
        let arguments: Vec<&clap::Arg> =
            all.iter().flat_map(|of| of.get_arguments()).chain(whole.get_arguments()).collect();
        for (name, _) in OPTIONS.iter().filter(|(name, _)| *name != "--help") {
            let is_it = |of: &&clap::Arg| of.get_long() == Some(&name[2..]);
            assert!(arguments.iter().any(is_it), "{name}");
        }
        for (name, _) in VALUES {
            let has =
                |of: &&clap::Arg| of.get_possible_values().iter().any(|it| it.matches(name, false));
            assert!(arguments.iter().any(has), "{name}");
        }
    }
}
