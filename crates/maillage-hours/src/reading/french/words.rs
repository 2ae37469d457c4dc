//! Meaning of French words in days and hours.

use chrono::Weekday;
use strsim::osa_distance;

use super::tokens::Token;
use crate::{Weeks, reading::dates};

/// The token of a folded word on its own.
pub(super) fn meaning(word: &str) -> Option<Token> {
    if let Some(day) = full_day(word) {
        return Some(Token::Day(day));
    }
    if let Some(day) = short_day(word) {
        return Some(Token::ShortDay(day, word.to_owned()));
    }
    if let Some(month) = dates::month(word) {
        return Some(Token::MonthName(month));
    }
    Some(match word {
        "matin" | "matins" | "matinee" | "matinees" => Token::Morning,
        "apm" | "aprem" | "apresmidi" => Token::Afternoon,
        "journee" | "journees" => Token::AllDay,
        "paire" | "paires" | "pair" | "pairs" => Token::Parity(Weeks::Even),
        "impaire" | "impaires" | "impair" | "impairs" => Token::Parity(Weeks::Odd),
        "semaine" | "semaines" | "sem" => Token::Week,
        "mois" => Token::Month,
        "mensuel" | "mensuelle" | "mensuellement" => Token::PerMonth,
        "quinzaine" => Token::EveryOther,
        "premier" | "premiers" | "premiere" | "premieres" => Token::Nth(1),
        "deuxieme" | "deuxiemes" | "second" | "seconds" | "seconde" => Token::Nth(2),
        "troisieme" | "troisiemes" => Token::Nth(3),
        "quatrieme" | "quatriemes" => Token::Nth(4),
        "cinquieme" => Token::Nth(5),
        "dernier" | "derniers" | "derniere" => Token::Nth(-1),
        "deux" => Token::Number(2),
        "trois" => Token::Number(3),
        "quatre" => Token::Number(4),
        "a" | "au" | "jusqu" | "jusque" => Token::To,
        "et" | "puis" => Token::And,
        "sauf" | "hors" | "excepte" | "exceptes" | "exception" | "hormis" => Token::Except,
        "ferme" | "fermee" | "fermes" | "fermeture" | "off" | "closed" => Token::Closed,
        "ph" => Token::PublicHoliday,
        "vacances" | "sh" => Token::SchoolHoliday,
        "telephonique" | "telephoniques" | "telephone" | "joignable" | "demande" | "elu"
        | "elus" | "maire" => Token::Call,
        "sur" | "par" => Token::On,
        word if FILLERS.contains(&word) => Token::Filler,
        _ => return None,
    })
}

/// Words that restrict or shift the opening times in ways that are not understood.
pub(super) const RESTRICTING: [&str; 88] = [
    "an",
    "ans",
    "pendant",
    "durant",
    "ete",
    "hiver",
    "printemps",
    "automne",
    "saison",
    "saisons",
    "saisonnier",
    "saisonniere",
    "estival",
    "estivale",
    "estivaux",
    "hivernal",
    "hivernale",
    "alternance",
    "alternativement",
    "alterne",
    "alternee",
    "alternes",
    "alternees",
    "roulement",
    "rotation",
    "trimestre",
    "trimestriel",
    "trimestrielle",
    "semestre",
    "bimensuel",
    "bimensuelle",
    "bimestriel",
    "bimestrielle",
    "ponctuel",
    "ponctuelle",
    "ponctuellement",
    "occasionnel",
    "occasionnellement",
    "exceptionnel",
    "exceptionnelle",
    "exceptionnellement",
    "certain",
    "certains",
    "certaines",
    "parfois",
    "fois",
    "avant",
    "ouvrable",
    "ouvrables",
    "ouvres",
    "dates",
    "date",
    "calendrier",
    "suspendu",
    "suspendue",
    "provisoire",
    "provisoirement",
    "temporaire",
    "temporairement",
    "annule",
    "annulee",
    "reporte",
    "absent",
    "absence",
    "conges",
    "rentree",
    "noel",
    "paques",
    "toussaint",
    "selon",
    "variable",
    "variables",
    "prochain",
    "prochaine",
    "interruption",
    "suspension",
    "reprise",
    "travaux",
    "aucune",
    "fin",
    "debut",
    "mi",
    "pas",
    "supprime",
    "supprimee",
    "arret",
    "arretee",
    "cesse",
];

/// Words for a break in the hours of a day.
pub(super) const PAUSES: [&str; 9] = [
    "pause",
    "pauses",
    "coupure",
    "coupures",
    "interrompu",
    "interrompue",
    "dejeuner",
    "repas",
    "meridienne",
];

/// Words for streets. A number before them is a house number, and a date after them is a name.
pub(super) const STREETS: [&str; 17] = [
    "rue",
    "place",
    "avenue",
    "av",
    "boulevard",
    "bd",
    "allee",
    "chemin",
    "route",
    "quai",
    "impasse",
    "cours",
    "square",
    "esplanade",
    "saint",
    "sainte",
    "st",
];

/// Words that introduce the first day of a validity.
pub(super) const SINCE: [&str; 3] = ["partir", "compter", "depuis"];

const FILLERS: [&str; 43] = [
    "le",
    "la",
    "les",
    "l",
    "de",
    "du",
    "des",
    "d",
    "en",
    "un",
    "une",
    "aux",
    "dans",
    "pour",
    "tous",
    "toutes",
    "toute",
    "tout",
    "chaque",
    "ouvert",
    "ouverte",
    "ouverts",
    "ouverture",
    "ouvertures",
    "horaire",
    "horaires",
    "heures",
    "permanence",
    "permanences",
    "accueil",
    "public",
    "present",
    "presence",
    "y",
    "c",
    "o",
    "hebdomadaire",
    "jour",
    "compris",
    "inclus",
    "uniquement",
    "seulement",
    "definitivement",
];

/// The day with this full name, with one typing error allowed.
fn full_day(word: &str) -> Option<Weekday> {
    match word {
        "lun" => return Some(Weekday::Mon),
        "merc" => return Some(Weekday::Wed),
        "vend" => return Some(Weekday::Fri),
        _ => {}
    }
    const NAMES: [(&str, Weekday); 7] = [
        ("lundi", Weekday::Mon),
        ("mardi", Weekday::Tue),
        ("mercredi", Weekday::Wed),
        ("jeudi", Weekday::Thu),
        ("vendredi", Weekday::Fri),
        ("samedi", Weekday::Sat),
        ("dimanche", Weekday::Sun),
    ];
    let one = word.strip_suffix('s').unwrap_or(word);
    let is_meant = |name: &str| one == name || (one.len() > 4 && osa_distance(one, name) == 1);
    NAMES.iter().find(|(name, _)| is_meant(name)).map(|(_, day)| *day)
}

fn short_day(word: &str) -> Option<Weekday> {
    Some(match word {
        "lu" => Weekday::Mon,
        "mar" | "ma" => Weekday::Tue,
        "mer" | "me" => Weekday::Wed,
        "jeu" | "je" => Weekday::Thu,
        "ven" | "ve" => Weekday::Fri,
        "sam" | "sa" => Weekday::Sat,
        "dim" | "di" => Weekday::Sun,
        _ => return None,
    })
}
