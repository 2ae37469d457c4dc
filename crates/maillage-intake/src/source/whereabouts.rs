//! The commune as stated in a row.

use maillage_tables::Row;

use super::{Field, Mapping, row::five_figures};
use crate::gazetteer::Gazetteer;
use maillage_core::model::{Commune, CommuneCode, Departement};
use maillage_spelling::fold;

/// The fields of a row that identify its commune; each may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// The INSEE code as written.
    pub code: String,
    /// The commune's name.
    pub name: String,
    /// The postal code, with a lost leading zero restored.
    pub postal: String,
    /// The département, by code or name; as the names of the list tell it, where no column does.
    pub departement: String,
    /// Whether communes have the name, and nothing in the list tells which of them is meant, if any.
    pub is_uncertain: bool,
}

impl Whereabouts {
    /// The fields of `row`. A postal code and a commune without their own columns are taken
    /// from the cell that contains both, or else from the end of the address.
    pub(crate) fn of(mapping: &Mapping, row: &Row) -> Self {
        let text = |field| mapping.text(row, field).to_owned();
        let postal = five_figures(mapping.text(row, Field::PostalCode));
        let in_one = post_and_commune(mapping.text(row, Field::PostalTown));
        let end = in_one.or_else(|| end_of_address(mapping.text(row, Field::Address)));
        let (end_postal, end_name) = end.unwrap_or_default();
        let or = |stated: String, end: String| if stated.is_empty() { end } else { stated };
        let name = or(text(Field::Commune), end_name);
        let names = mapping.names_only.as_ref().filter(|_| !mapping.has_position(row));
        let told = names.and_then(|names| names.departement(&name));
        Self {
            code: text(Field::CommuneCode),
            postal: or(postal, end_postal),
            departement: told.map_or_else(|| text(Field::Departement), str::to_owned),
            is_uncertain: names.is_some_and(|names| names.is_uncertain(&name)),
            name,
        }
    }

    /// The possible départements: by the postal code and the département, or else by the
    /// commune code. Empty when unknown.
    pub fn departements(&self) -> Vec<Departement> {
        let mut found = Departement::of_postal_code(&self.postal);
        let code = self.departement.split([' ', '-']).next().unwrap_or_default();
        let named = Departement::of_name(&self.departement).or_else(|| Departement::of_code(code));
        found.extend(named.filter(|named| !found.contains(named)));
        if found.is_empty() {
            found.extend(
                self.commune_code().and_then(|code| Departement::of_code(code.departement())),
            );
        }
        found
    }

    /// The commune stated: by its code, or else by its name within its département.
    pub fn commune<'communes>(
        &self,
        gazetteer: &Gazetteer<'communes>,
    ) -> Option<&'communes Commune> {
        let by_code = || gazetteer.of(self.commune_code()?);
        by_code().or_else(|| self.named(gazetteer))
    }

    /// The only commune with the stated name in its département, or that its postal code
    /// serves: twenty-three communes are served from another département, and Saint-Martin and
    /// Saint-Barthélemy from Guadeloupe.
    pub fn named<'communes>(&self, gazetteer: &Gazetteer<'communes>) -> Option<&'communes Commune> {
        let by_post = Departement::codes_of_postal_code(&self.postal);
        let others = self.departements();
        let codes = by_post.into_iter().chain(others.iter().map(|one| one.code));
        let named = gazetteer.named(&self.name, &codes.collect::<Vec<_>>());
        named.or_else(|| gazetteer.of(gazetteer.posted(&self.name, &self.postal)?))
    }

    /// The only commune that the postal code serves, where the name is none of a commune: that of a
    /// hamlet or of a quarter.
    pub fn alone_at_postal_code<'communes>(
        &self,
        gazetteer: &Gazetteer<'communes>,
    ) -> Option<&'communes Commune> {
        let is_elsewhere = gazetteer.has_name(&self.name);
        gazetteer.of(gazetteer.only_served(&self.postal)?).filter(|_| !is_elsewhere)
    }

    /// The code of the arrondissement of `commune` that the row states by its postal code, or
    /// else by a number after the name: `Lyon 3e`. The code of `commune` itself where it states
    /// none.
    pub fn part_of(&self, commune: CommuneCode) -> CommuneCode {
        let of_commune = |code: &CommuneCode| code.commune_of_arrondissement() == Some(commune);
        let by_post = CommuneCode::arrondissement_of_postal_code(&self.postal).filter(of_commune);
        by_post.or_else(|| self.numbered(commune)).unwrap_or(commune)
    }

    /// The arrondissement of `commune` whose number follows the name. The number of a CEDEX is
    /// that of a sorting office, and what follows a comma or stands in brackets is a département,
    /// as is the 13 of `Marseille 13` when it is not called the 13e.
    fn numbered(&self, commune: CommuneCode) -> Option<CommuneCode> {
        let name = fold(self.name.split(['(', ',']).next().unwrap_or_default());
        let words: Vec<&str> = name.split(' ').collect();
        let [town, number, rest @ ..] = &words[..] else { return None };
        let is_named = CommuneCode::of_city(town) == Some(commune);
        if !is_named || rest.contains(&"cedex") || *number == commune.departement() {
            return None;
        }
        commune.arrondissement(number.trim_end_matches(char::is_alphabetic).parse().ok()?)
    }

    /// The commune code stated, with a lost leading zero restored.
    pub fn commune_code(&self) -> Option<CommuneCode> {
        five_figures(&self.code).parse().ok()
    }
}

/// The postal code and the commune at the end of an address: `4 rue du Bac, 16700 RUFFEC`,
/// `4 rue du Bac, 16700, Ruffec, Charente, FRA`.
pub(super) fn end_of_address(address: &str) -> Option<(String, String)> {
    let postal = address.split_whitespace().rfind(|word| is_postal(word))?;
    let end = address.rfind(postal)? + postal.len();
    let rest = address[end..].trim_start_matches([',', ' ', '-']);
    let name = rest.split([',', '-', '(', '\n']).next().unwrap_or_default();
    // A hyphenated name is a single word of the rest.
    let hyphened = rest.split([',', '(', '\n']).next().unwrap_or_default();
    let name = if hyphened.contains(" - ") { name } else { hyphened };
    let name = name.trim();
    let is_name = name.starts_with(char::is_alphabetic);
    is_name.then(|| (postal.trim_matches(',').to_owned(), name.to_owned()))
}

/// The postal code and the commune in one cell, in either order: `16700 RUFFEC`, `Ruffec
/// (16700)`. `None` when either is missing.
pub(crate) fn post_and_commune(text: &str) -> Option<(String, String)> {
    let mark = |letter: char| "(),;-–/".contains(letter);
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(mark)).collect();
    let rank = words.iter().position(|word| is_postal(word))?;
    let (before, after) = (words[..rank].join(" "), words[rank + 1..].join(" "));
    let name = if after.trim().is_empty() { before } else { after };
    let name = name.trim();
    let is_name = name.starts_with(char::is_alphabetic);
    is_name.then(|| (words[rank].to_owned(), name.to_owned()))
}

fn is_postal(word: &str) -> bool {
    !Departement::of_postal_code(word.trim_matches(',')).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_end_in_its_commune() {
        let end =
            |address| end_of_address(address).map(|(postal, name)| format!("{postal} {name}"));
        assert_eq!(end("8 rue du Bac - 16700 Ruffec").as_deref(), Some("16700 Ruffec"));
        assert_eq!(
            end("1 Rue du Bac, 16700, Nanteuil-en-Vallée, Charente, FRA").as_deref(),
            Some("16700 Nanteuil-en-Vallée")
        );
        assert_eq!(end("33000 place 33150 CENON").as_deref(), Some("33150 CENON"));
        assert_eq!(end("Le Bourg"), None);
        assert_eq!(end("4 rue du Bac 16700"), None);
    }

    #[test]
    fn a_cell_may_hold_postal_code_and_commune() {
        let both = |text| post_and_commune(text).map(|(postal, name)| format!("{postal} {name}"));
        for text in ["16700 RUFFEC", "16700 - RUFFEC", "RUFFEC (16700)", "RUFFEC, 16700"] {
            assert_eq!(both(text).as_deref(), Some("16700 RUFFEC"), "{text}");
        }
        assert_eq!(both("16023 ANGOULÊME CEDEX").as_deref(), Some("16023 ANGOULÊME CEDEX"));
        assert_eq!(both("16700"), None);
        assert_eq!(both("RUFFEC"), None);
    }

    #[test]
    fn a_row_may_state_an_arrondissement() {
        let part = |postal: &str, name: &str, commune: &str| {
            let (postal, name) = (postal.to_owned(), name.to_owned());
            let row = Whereabouts { postal, name, ..Whereabouts::default() };
            row.part_of(commune.parse().expect("a code")).to_string()
        };
        assert_eq!(part("75013", "PARIS", "75056"), "75113");
        assert_eq!(part("", "Lyon 3e Arrondissement", "69123"), "69383");
        assert_eq!(part("", "MARSEILLE 11", "13055"), "13211");
        assert_eq!(part("", "Marseille 13e", "13055"), "13213");
        for (postal, name, commune) in [
            ("75840", "PARIS CEDEX 13", "75056"),
            ("", "Paris 13 CEDEX", "75056"),
            ("", "Paris 21", "75056"),
            ("16700", "Paris", "75056"),
            ("", "Marseille (13)", "13055"),
            ("", "Marseille, 13", "13055"),
            ("", "Marseille 13", "13055"),
            ("", "Villeurbanne 3", "69123"),
        ] {
            assert_eq!(part(postal, name, commune), commune, "{postal} {name}");
        }
        assert_eq!(part("69003", "Villeurbanne 3", "69266"), "69266");
    }

    #[test]
    fn the_departement_is_told_by_post_by_name_or_by_code() {
        let codes = |whereabouts: Whereabouts| {
            whereabouts.departements().iter().map(|one| one.code).collect::<Vec<_>>()
        };
        let postal = Whereabouts { postal: "16700".into(), ..Whereabouts::default() };
        assert_eq!(codes(postal), ["16"]);
        let named = Whereabouts { departement: "33 - Gironde".into(), ..Whereabouts::default() };
        assert_eq!(codes(named), ["33"]);
        let coded = Whereabouts { code: "1053".into(), ..Whereabouts::default() };
        assert_eq!(codes(coded), ["01"]);
    }
}
