//! The communes as places are held against them: by code, and by where a point falls.

use std::collections::HashMap;

use crate::{
    geodesy::Position,
    index::ContourIndex,
    model::{Commune, CommuneCode},
    spelling::fold,
};

/// Communes to look up by code and by position. May be empty: then nothing is known.
pub struct Atlas<'communes> {
    by_code: HashMap<CommuneCode, &'communes Commune>,
    /// By département and bare name; `None` for a name that two communes there share.
    by_name: HashMap<(String, String), Option<&'communes Commune>>,
    contours: ContourIndex<'communes>,
}

impl<'communes> Atlas<'communes> {
    /// The atlas of these communes.
    pub fn new(communes: &'communes [Commune]) -> Self {
        let by_code = communes.iter().map(|commune| (commune.code, commune)).collect();
        let mut by_name = HashMap::new();
        for commune in communes {
            let key = (commune.code.departement().to_owned(), bare(&commune.name));
            by_name.entry(key).and_modify(|known| *known = None).or_insert(Some(commune));
        }
        Self { by_code, by_name, contours: ContourIndex::new(communes) }
    }

    /// Whether it holds no commune.
    pub fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }

    /// Every code it holds.
    pub fn codes(&self) -> impl Iterator<Item = CommuneCode> + '_ {
        self.by_code.keys().copied()
    }

    /// The commune of this code, or the one that this arrondissement belongs to.
    pub(super) fn of(&self, code: CommuneCode) -> Option<&'communes Commune> {
        let parent = || self.by_code.get(&code.commune_of_arrondissement()?);
        self.by_code.get(&code).or_else(parent).copied()
    }

    /// The one commune of this name in the département of this postal code. `None` when
    /// there is none, or several.
    pub(super) fn named(&self, name: &str, postal: &str) -> Option<&'communes Commune> {
        let departements: &[&str] = match postal.get(..2)? {
            "20" => &["2A", "2B"],
            "97" | "98" => &[postal.get(..3)?],
            departement => &[departement],
        };
        let name = without_addition(&bare(name));
        let known = |departement: &&str| {
            self.by_name.get(&((*departement).to_owned(), name.clone())).copied().flatten()
        };
        departements.iter().find_map(known)
    }

    /// The commune that holds `position`.
    pub(super) fn holding(&self, position: Position) -> Option<&'communes Commune> {
        let (rank, _) = self.contours.holding(position)?;
        Some(self.contours.commune(rank))
    }
}

/// Whether a list and the contours name one commune: spelling folded, articles dropped,
/// `St` for `Saint`, and what lists add after the name (an arrondissement's number, CEDEX,
/// a commune déléguée) passed over.
pub(super) fn same_name(listed: &str, official: &str) -> bool {
    let (listed, official) = (bare(listed), bare(official));
    let Some(rest) = listed.strip_prefix(&official) else {
        return false;
    };
    let added = rest.strip_prefix(' ').unwrap_or_default();
    let is_addition = |added: &str| {
        added.starts_with(|letter: char| letter.is_ascii_digit())
            || ["cedex", "commune deleguee"].iter().any(|word| added.starts_with(word))
    };
    !official.is_empty() && (rest.is_empty() || is_addition(added))
}

/// A bare name up to what lists add to it.
fn without_addition(bare: &str) -> String {
    let words = bare.split(' ').take_while(|word| {
        !word.starts_with(|letter: char| letter.is_ascii_digit()) && *word != "cedex"
    });
    words.collect::<Vec<_>>().join(" ")
}

fn bare(name: &str) -> String {
    const ARTICLES: [&str; 6] = ["l", "le", "la", "les", "aux", "au"];
    let folded = fold(name);
    let words = folded.split(' ').enumerate().filter_map(|(rank, word)| match word {
        article if rank == 0 && ARTICLES.contains(&article) => None,
        "st" => Some("saint"),
        "ste" => Some("sainte"),
        word => Some(word),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_commune_has_many_spellings() {
        assert!(same_name("ST ETIENNE DE BAIGORRY", "Saint-Étienne-de-Baïgorry"));
        assert!(same_name("L'Abergement-Clémenciat", "Abergement-Clémenciat"));
        assert!(same_name("MARSEILLE 11", "Marseille"));
        assert!(same_name("Le Malesherbois commune déléguée de Malesherbes", "Malesherbois"));
        assert!(!same_name("Saint-Denis-d'Oléron", "Saint-Denis"));
        assert!(!same_name("", "Lay"));
    }
}
