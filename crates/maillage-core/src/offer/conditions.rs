//! Whether a place is free, and whether its accessibility is told.
//!
//! Fees are words of the standard (`Gratuit`, `Gratuit sous condition`, `Payant`, `Adhésion`) with
//! or without an explanation, or free text. Accessibility is the address of a sheet, or a text.

use super::Verdict;
use crate::model::Place;
use maillage_spelling::fold;

/// Beginnings of words that set a condition, or a price.
const CONDITIONS: [&str; 18] = [
    "condition",
    "payan",
    "paye",
    "paiement",
    "adhe",
    "abonne",
    "cotis",
    "euro",
    "tarif",
    "participation",
    "sauf",
    "selon",
    "reserv",
    "partiel",
    "uniquement",
    "seulement",
    "certain",
    "pas",
];

/// Whether a place is free of charge: one of its values says so without any condition.
pub(super) fn free(place: &Place) -> Verdict {
    let text = detail(place, "frais_a_charge");
    let values = text.split(['|', ';']).flat_map(fees).map(is_free);
    one_of(values)
}

/// Whether a place has a sheet of its access, or states that it is accessible.
pub(super) fn accessible(place: &Place) -> Verdict {
    let sheet = detail(place, "fiche_acces_libre");
    let text = detail(place, "accessibilite");
    one_of([sheet, text].into_iter().map(is_accessible))
}

fn detail<'place>(place: &'place Place, name: &str) -> &'place str {
    place.details.text(name)
}

/// One yes is enough; a no counts where nothing says yes.
fn one_of(values: impl Iterator<Item = Option<bool>>) -> Verdict {
    let said: Vec<bool> = values.flatten().collect();
    match (said.contains(&true), said.is_empty()) {
        (true, _) => Verdict::Offers,
        (false, false) => Verdict::DoesNotOffer,
        (false, true) => Verdict::Untold,
    }
}

/// The values of a cell of fees. Commas separate them where each part begins with a word of the
/// standard: `Gratuit, Adhésion`.
fn fees(value: &str) -> Vec<&str> {
    const FIRST: [&str; 5] = ["gratuit", "payant", "adhesion", "adherent", "other"];
    let parts: Vec<&str> = value.split(',').collect();
    let is_word = |part: &&str| FIRST.iter().any(|word| fold(part).starts_with(word));
    if parts.iter().all(is_word) { parts } else { vec![value] }
}

/// Whether a value says that nothing is to be paid; `None` when it does not tell.
fn is_free(value: &str) -> Option<bool> {
    let folded = fold(value);
    let words: Vec<&str> = folded.split(' ').collect();
    let begins = |word: &str, known: &[&str]| known.iter().any(|start| word.starts_with(start));
    // `0Euro`.
    if ["0euro", "0 euro", "0euros", "0 euros"].contains(&folded.as_str()) {
        return Some(true);
    }
    let has_price = value.contains('€') || words.iter().any(|word| word.ends_with("euro"));
    let has_price = has_price || words.iter().any(|word| word.ends_with("euros"));
    let has_condition = words.iter().any(|word| begins(word, &CONDITIONS));
    // `Gratuit pour les demandeurs d'emploi`, and not `Gratuit pour tous`.
    let mut after = words.iter().skip_while(|word| **word != "pour").skip(1);
    let is_for_some = after.next().is_some_and(|word| !word.starts_with("tou"));
    let is_negated = words.windows(2).any(|pair| pair[0] == "non" && begins(pair[1], &["gratui"]));
    let says_free = words.iter().any(|word| begins(word, &["gratui"]));
    match says_free {
        true => Some(!(has_price || has_condition || is_for_some || is_negated)),
        false => (has_price || has_condition).then_some(false),
    }
}

/// Whether a text says that a place is accessible, or where its sheet is; `None` when it does not
/// tell.
fn is_accessible(text: &str) -> Option<bool> {
    if text.contains("://") || text.contains("acceslibre") {
        return Some(true);
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    const NO: [&str; 12] = [
        "non",
        "no",
        "false",
        "faux",
        "0",
        "pas",
        "aucun",
        "aucune",
        "inaccessible",
        "partiel",
        "partielle",
        "partiellement",
    ];
    const YES: [&str; 14] = [
        "oui",
        "yes",
        "true",
        "vrai",
        "1",
        "x",
        "accessible",
        "accessibles",
        "pmr",
        "fauteuil",
        "fauteuils",
        "rampe",
        "ascenseur",
        "plain",
    ];
    let any = |known: &[&str]| words.iter().any(|word| known.contains(word));
    match (any(&NO), any(&YES)) {
        (true, _) => Some(false),
        (false, true) => Some(true),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{geodesy::Position, model::Kind};

    fn with(name: &'static str, text: &str) -> Place {
        let position = Position::new(45.0, 0.0).expect("a position");
        let mut place = Place::new("a", Kind::Mediation, position);
        place.details.insert(name, text);
        place
    }

    #[test]
    fn what_is_free_says_so_without_condition() {
        let fees = |text: &str| free(&with("frais_a_charge", text));
        for text in [
            "Gratuit",
            "Gratuit : Je peux accéder gratuitement au lieu et à ses services",
            "Gratuit|Payant",
            "Gratuit, Adhésion",
            "Service public (gratuite)",
            "Gratuit pour tous",
            "0 Euro",
        ] {
            assert_eq!(fees(text), Verdict::Offers, "{text}");
        }
        for text in [
            "Payant",
            "Gratuit sous condition",
            "Gratuit_sous_condition_(situati",
            "Gratuit sous condition : selon critères (situation familiale, convention)|Payant",
            "Adhésion : L'accès au lieu nécessite d'y adhérer",
            "Gratuit pour les demandeurs d'emploi",
            "10 € par an, ateliers gratuits",
            "non gratuit",
        ] {
            assert_eq!(fees(text), Verdict::DoesNotOffer, "{text}");
        }
        for text in ["", "-", "en fonction des actions"] {
            assert_eq!(fees(text), Verdict::Untold, "{text}");
        }
    }

    #[test]
    fn a_sheet_or_a_statement_tells_of_the_access() {
        let stated = |text: &str| accessible(&with("accessibilite", text));
        let address = "https://acceslibre.beta.gouv.fr/app/00-exemple/a/mairie/erp/mairie/";
        assert_eq!(accessible(&with("fiche_acces_libre", address)), Verdict::Offers);
        for text in [address, "Oui", "Accessible PMR", "accès de plain-pied"] {
            assert_eq!(stated(text), Verdict::Offers, "{text}");
        }
        for text in ["non", "Non accessible", "partiellement accessible", "pas d'ascenseur"] {
            assert_eq!(stated(text), Verdict::DoesNotOffer, "{text}");
        }
        for text in ["", "voir à l'accueil"] {
            assert_eq!(stated(text), Verdict::Untold, "{text}");
        }
    }
}
