//! Assignment of cells to communes, by code or else by centre.

use std::collections::HashMap;

use maillage_core::{
    geodesy::Position,
    index::ContourIndex,
    model::{Commune, CommuneCode},
};

/// The communes, indexed by code and by position.
pub(super) struct Placing<'communes> {
    ranks: HashMap<CommuneCode, u32>,
    contours: ContourIndex<'communes>,
}

/// The commune of a cell, by rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placed {
    /// Found by the code of the cell.
    ByCode(u32),
    /// Found by the centre of the cell, which has no known code.
    ByCentre(u32),
    /// Outside all communes.
    Nowhere,
}

impl<'communes> Placing<'communes> {
    pub(super) fn new(communes: &'communes [Commune]) -> Self {
        let ranks = (0..).zip(communes).map(|(rank, commune)| (commune.code, rank)).collect();
        Self { ranks, contours: ContourIndex::new(communes) }
    }

    /// The commune of a cell. `codes` holds the codes of the cell, concatenated when the
    /// cell spans several communes. Of these the commune around `centre` is chosen, or else
    /// the first.
    pub(super) fn of(&self, codes: &str, centre: Position) -> Placed {
        let known = self.known(codes);
        match known[..] {
            [rank] => Placed::ByCode(rank),
            [] => self.around(centre).map_or(Placed::Nowhere, Placed::ByCentre),
            [first, ..] => {
                let around = self.around(centre).filter(|rank| known.contains(rank));
                Placed::ByCode(around.unwrap_or(first))
            }
        }
    }

    fn around(&self, centre: Position) -> Option<u32> {
        let (rank, _) = self.contours.holding(centre)?;
        u32::try_from(rank).ok()
    }

    fn known(&self, codes: &str) -> Vec<u32> {
        let mut letters: String =
            codes.trim_end_matches(".0").chars().filter(char::is_ascii_alphanumeric).collect();
        if letters.len() % 5 == 4 {
            // A spreadsheet dropped the leading zero; a known code confirms it.
            letters.insert(0, '0');
        }
        if !letters.len().is_multiple_of(5) {
            return Vec::new();
        }
        let mut ranks = Vec::new();
        for start in (0..letters.len()).step_by(5) {
            let rank = letters[start..start + 5].parse().ok().and_then(|code| self.rank(code));
            ranks.extend(rank.filter(|rank| !ranks.contains(rank)));
        }
        ranks
    }

    /// The rank of the commune with this code. An arrondissement gives the rank of its
    /// commune.
    fn rank(&self, code: CommuneCode) -> Option<u32> {
        let commune = || self.ranks.get(&code.commune_of_arrondissement()?);
        self.ranks.get(&code).or_else(commune).copied()
    }
}
