//! The first waist: a territory, checked, whole and immutable.
//!
//! It holds the study area and the communes around it, the places, their timetable and rounds,
//! where people live and what they need. It is built once, by the loader or by hand; nothing
//! beyond it reads a file or completes it. A change is another territory:
//! [`Territory::with_place`].

use crate::{
    index::ContourIndex,
    landmass::Landmasses,
    model::{Commune, CommuneCode, CommuneId, Home, Place, PlaceId, Round, RoundId},
    need::{Confidence, Estimates, NeedSubject},
    presence::Timetable,
    travel::CostTable,
};

/// What a territory is made of.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The communes of the study area and those around it, by code, each code once.
    pub communes: Vec<Commune>,
    /// The codes of the study area; all communes when `None`.
    pub study: Option<Vec<CommuneCode>>,
    /// The homes of the study area, those of a commune side by side: see
    /// [`Commune::homes`].
    pub homes: Vec<Home>,
    /// Places by identifier, then by file and line.
    pub places: Vec<Place>,
    /// The rounds that the stops among them belong to, by name.
    pub rounds: Vec<Round>,
    /// When each place is open; all hours unknown when `None`.
    pub timetable: Option<Timetable>,
    /// What the need of the communes is of.
    pub subject: NeedSubject,
    /// The estimates that the need of the communes comes from, if it is estimated.
    pub estimates: Option<Estimates>,
    /// How wide the intervals of need are.
    pub confidence: Confidence,
    /// The population grids that homes come from, if there are any.
    pub grid: Option<GridFacts>,
    /// What ways cost, if a table gives it.
    pub travel_table: Option<CostTable>,
}

/// What population grids hold of the study area.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GridFacts {
    /// Cells in which somebody lives.
    pub cells: usize,
    /// Those whose values INSEE estimated.
    pub imputed_cells: usize,
    /// People counted in those.
    pub imputed_people: f64,
    /// Communes of which the grids hold only a part, by code: their cells are not used.
    pub in_part: Vec<CommuneCode>,
}

/// A territory with its demand and its supply.
#[derive(Debug, Clone)]
pub struct Territory {
    parts: Parts,
    study: Vec<CommuneId>,
    is_cut_out: bool,
    timetable: Timetable,
    /// Which land each commune and place stands on; `None` when the contours do not tell.
    land: Option<Landmasses>,
}

impl Territory {
    /// The territory made of `parts`.
    ///
    /// # Panics
    ///
    /// When communes are not in order of code, or `study` names a code that no commune has.
    pub fn new(mut parts: Parts) -> Self {
        let communes = &parts.communes;
        assert!(
            communes.is_sorted_by(|one, next| one.code < next.code),
            "communes are in order of code, each code once"
        );
        let rank = |code: &CommuneCode| {
            let found = communes.binary_search_by_key(code, |commune| commune.code);
            CommuneId::new(found.expect("the study area is among the communes"))
        };
        let is_cut_out = parts.study.is_some();
        let study = match parts.study.take() {
            Some(mut codes) => {
                codes.sort_unstable();
                codes.dedup();
                codes.iter().map(rank).collect()
            }
            None => (0..communes.len()).map(CommuneId::new).collect(),
        };
        let timetable =
            parts.timetable.take().unwrap_or_else(|| Timetable::unknown(parts.places.len()));
        let land = Landmasses::new(&parts.communes, &parts.places);
        Self { parts, study, is_cut_out, timetable, land }
    }

    /// All communes: those of the study area and those around it, by code.
    pub fn communes(&self) -> &[Commune] {
        &self.parts.communes
    }

    /// The communes of the study area, by code.
    pub fn study(&self) -> &[CommuneId] {
        &self.study
    }

    /// The communes of the study area.
    pub fn studied(&self) -> impl Iterator<Item = &Commune> {
        self.study.iter().map(|id| self.commune(*id))
    }

    /// Whether the study area was chosen, rather than all communes taken.
    pub fn is_cut_out(&self) -> bool {
        self.is_cut_out
    }

    /// The commune of this id.
    pub fn commune(&self, id: CommuneId) -> &Commune {
        &self.parts.communes[id.index()]
    }

    /// The id of the commune of this code; `None` for any other code.
    pub fn commune_of_code(&self, code: CommuneCode) -> Option<CommuneId> {
        let found = self.parts.communes.binary_search_by_key(&code, |commune| commune.code);
        found.ok().map(CommuneId::new)
    }

    /// All places, by identifier.
    pub fn places(&self) -> &[Place] {
        &self.parts.places
    }

    /// The place of this id.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.parts.places[id.index()]
    }

    /// The rounds, by name.
    pub fn rounds(&self) -> &[Round] {
        &self.parts.rounds
    }

    /// The round of this id.
    pub fn round(&self, id: RoundId) -> &Round {
        &self.parts.rounds[id.index()]
    }

    /// When each place is open.
    pub fn timetable(&self) -> &Timetable {
        &self.timetable
    }

    /// What need is of.
    pub fn subject(&self) -> &NeedSubject {
        &self.parts.subject
    }

    /// The estimates that need comes from; `None` when it was given or is unknown.
    pub fn estimates(&self) -> Option<&Estimates> {
        self.parts.estimates.as_ref()
    }

    /// What population grids hold of the study area; `None` without one.
    pub fn grid(&self) -> Option<&GridFacts> {
        self.parts.grid.as_ref()
    }

    /// How wide the intervals of need are.
    pub fn confidence(&self) -> Confidence {
        self.parts.confidence
    }

    /// What ways cost, as a table gives it; `None` without one.
    pub fn travel_table(&self) -> Option<&CostTable> {
        self.parts.travel_table.as_ref()
    }

    /// Where the people of a commune live; empty when no grid tells.
    pub fn homes(&self, commune: CommuneId) -> &[Home] {
        let homes = &self.commune(commune).homes;
        &self.parts.homes[homes.start as usize..homes.end as usize]
    }

    /// Whether the contours tell on which land communes and places stand.
    pub fn knows_land(&self) -> bool {
        self.land.is_some()
    }

    /// Whether the straight way from a commune to a place crosses water. False when the
    /// contours do not tell, and when the place stands on no known land.
    pub fn crosses_water(&self, from: CommuneId, to: PlaceId) -> bool {
        self.land.as_ref().is_some_and(|land| land.crosses_water(from, to))
    }

    /// The commune that each place is in, in the order of the places: the one that its list
    /// states, if it is among these communes, else the one around its position. `None` outside
    /// all of them. O(places log communes).
    pub fn communes_of_places(&self) -> Vec<Option<CommuneId>> {
        let contours = ContourIndex::new(&self.parts.communes);
        let commune = |place: &Place| {
            let stated = place.commune.and_then(|code| self.commune_of_code(code));
            let around = || contours.holding(place.position).map(|(rank, _)| CommuneId::new(rank));
            stated.or_else(around)
        };
        self.parts.places.iter().map(commune).collect()
    }

    /// The same territory with one more place, whose hours are unknown. Every other place
    /// keeps its id.
    pub fn with_place(&self, place: Place) -> Self {
        let mut more = self.clone();
        more.parts.places.push(place);
        more.timetable.places.push(None);
        more.land = Landmasses::new(&more.parts.communes, &more.parts.places);
        more
    }
}
