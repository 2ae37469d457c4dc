//! Assignment of cells to communes, by code or else by centre.

use std::collections::HashMap;

use maillage_core::{
    geodesy::Position,
    index::ContourIndex,
    model::{Commune, CommuneCode, CommuneId},
};

/// The communes, indexed by code and by position.
pub(super) struct Placing<'communes> {
    ids: HashMap<CommuneCode, CommuneId>,
    contours: ContourIndex<'communes>,
}

/// The commune of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placed {
    /// Found by the code of the cell.
    ByCode(CommuneId),
    /// Found by the centre of the cell, which has no known code.
    ByCentre(CommuneId),
    /// Outside all communes.
    Nowhere,
}

impl<'communes> Placing<'communes> {
    pub(super) fn new(communes: &'communes [Commune]) -> Self {
        let id = |(rank, commune): (usize, &Commune)| (commune.code, CommuneId::new(rank));
        let ids = communes.iter().enumerate().map(id).collect();
        Self { ids, contours: ContourIndex::new(communes) }
    }

    /// The commune of a cell. `codes` holds the codes of the cell, concatenated when the
    /// cell spans several communes. Of these the commune around `centre` is chosen, or else
    /// the first.
    pub(super) fn of(&self, codes: &str, centre: Position) -> Placed {
        // Most cells have one code: no list is made of it.
        if let Ok(code) = codes.parse()
            && let Some(id) = self.id(code)
        {
            return Placed::ByCode(id);
        }
        let known = self.known(codes);
        match known[..] {
            [id] => Placed::ByCode(id),
            [] => self.around(centre).map_or(Placed::Nowhere, Placed::ByCentre),
            [first, ..] => {
                let around = self.around(centre).filter(|id| known.contains(id));
                Placed::ByCode(around.unwrap_or(first))
            }
        }
    }

    fn around(&self, centre: Position) -> Option<CommuneId> {
        self.contours.holding(centre).map(|(id, _)| id)
    }

    fn known(&self, codes: &str) -> Vec<CommuneId> {
        let mut letters: String =
            codes.trim_end_matches(".0").chars().filter(char::is_ascii_alphanumeric).collect();
        if letters.len() % 5 == 4 {
            // A spreadsheet dropped the leading zero; a known code confirms it.
            letters.insert(0, '0');
        }
        if !letters.len().is_multiple_of(5) {
            return Vec::new();
        }
        let mut ids = Vec::new();
        for start in (0..letters.len()).step_by(5) {
            let id = letters[start..start + 5].parse().ok().and_then(|code| self.id(code));
            ids.extend(id.filter(|id| !ids.contains(id)));
        }
        ids
    }

    /// The commune with this code. An arrondissement gives its commune.
    fn id(&self, code: CommuneCode) -> Option<CommuneId> {
        let commune = || self.ids.get(&code.commune_of_arrondissement()?);
        self.ids.get(&code).or_else(commune).copied()
    }
}
