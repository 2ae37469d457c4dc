//! A territory: the checked, complete and immutable input of a measure.
//!
//! A territory holds the study area and the communes around it, the places, their timetable
//! and tours, the homes and the need. The loader or a caller builds it once; later code
//! neither reads files nor completes it. A change gives another territory:
//! [`Territory::with_places`] and [`Territory::without_places`].

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use crate::{
    index::{ContourBoxes, ContourIndex},
    landmass::Landmasses,
    model::{Commune, CommuneCode, CommuneId, Home, Place, PlaceId, StudyRow, Tour, TourId, Union},
    need::{Confidence, Estimates, NeedSubject},
    presence::{Presence, Timetable},
    travel::CostTable,
};

/// The parts of a territory.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The communes of the study area and those around it, by code. Each code occurs once.
    pub communes: Vec<Commune>,
    /// The codes of the study area; all communes when `None`.
    pub study: Option<Vec<CommuneCode>>,
    /// Width of the buffer around the study area whose places are there too, in kilometres.
    pub buffer_km: f64,
    /// The homes of the study area. The homes of one commune are contiguous: see
    /// [`Commune::homes`].
    pub homes: Vec<Home>,
    /// Places by identifier, then by file and line.
    pub places: Vec<Place>,
    /// The tours of the itinerant places, by name.
    pub tours: Vec<Tour>,
    /// Opening hours of each place; all unknown when `None`.
    pub timetable: Option<Timetable>,
    /// The variable that the need of the communes measures.
    pub subject: NeedSubject,
    /// Whether a source of need was given, even if it says nothing of these communes.
    pub is_need_given: bool,
    /// Whether the communes are those of a whole country, so that nothing lies around them.
    pub is_country: bool,
    /// The estimates behind the need of the communes; `None` when need is not estimated.
    pub estimates: Option<Estimates>,
    /// Confidence level of the intervals of need.
    pub confidence: Confidence,
    /// Facts about the population grids that the homes come from; `None` without a grid.
    pub grid: Option<GridFacts>,
    /// The table of travel costs, if one was given.
    pub travel_table: Option<CostTable>,
    /// Unions of communes of the study area, by level and code.
    pub unions: Vec<Union>,
    /// The places that are taken to have closed.
    pub closed: BTreeSet<PlaceId>,
    /// The places that are planned, or tried: they count as offering what a run asks.
    pub planned: BTreeSet<PlaceId>,
}

/// Facts about the population grids within the study area.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GridFacts {
    /// Inhabited cells.
    pub cells: usize,
    /// Cells whose values INSEE imputed.
    pub imputed_cells: usize,
    /// Residents of the imputed cells.
    pub imputed_people: f64,
    /// Communes that the grids cover only in part, by code. Their cells are not used.
    pub in_part: Vec<CommuneCode>,
}

/// A territory with its demand and its supply. Methods panic for an id that the territory does not
/// have.
///
/// # Examples
///
/// ```
/// use maillage_core::{
///     geodesy::Position,
///     model::{Commune, Kind, Place},
///     territory::{Parts, Territory},
/// };
///
/// let home = Position::new(45.65, 0.16).expect("a position on the globe");
/// let commune = Commune::new("16015".parse()?, "Angoulême", home);
/// let territory = Territory::new(Parts { communes: vec![commune], ..Parts::default() });
/// assert_eq!((territory.study().len(), territory.places().len()), (1, 0));
///
/// // A change gives another territory.
/// let more = territory.with_place(Place::new("lieu-1", Kind::Mediation, home));
/// assert_eq!((territory.places().len(), more.places().len()), (0, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Territory {
    parts: Parts,
    study: Vec<CommuneId>,
    is_cut_out: bool,
    timetable: Arc<Timetable>,
    /// Bounding boxes of the communes, for every search of a commune by position.
    boxes: ContourBoxes,
    /// The landmass of each commune and place; `None` when the contours do not show it.
    land: Option<Landmasses>,
}

impl Territory {
    /// The territory with these `parts`.
    ///
    /// # Panics
    ///
    /// When the communes are not sorted by code, or when no commune has a code of `study`.
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
        let boxes = ContourBoxes::new(&parts.communes);
        let contours = boxes.of(&parts.communes);
        let land = Landmasses::new(&parts.communes, &contours, &parts.places);
        Self { parts, study, is_cut_out, timetable: Arc::new(timetable), boxes, land }
    }

    /// All communes, in the study area and around it, by code.
    pub fn communes(&self) -> &[Commune] {
        &self.parts.communes
    }

    /// The contours of all communes, indexed once for the territory.
    pub fn contours(&self) -> ContourIndex<'_> {
        self.boxes.of(&self.parts.communes)
    }

    /// The communes of the study area, by code.
    pub fn study(&self) -> &[CommuneId] {
        &self.study
    }

    /// The communes of the study area.
    pub fn studied(&self) -> impl Iterator<Item = &Commune> {
        self.study.iter().map(|id| self.commune(*id))
    }

    /// Width of the buffer around the study area whose places are there too, in kilometres.
    pub fn buffer_km(&self) -> f64 {
        self.parts.buffer_km
    }

    /// Whether a study area was chosen; otherwise the study area holds all communes.
    pub fn is_cut_out(&self) -> bool {
        self.is_cut_out
    }

    /// The commune with this id.
    pub fn commune(&self, id: CommuneId) -> &Commune {
        &self.parts.communes[id.index()]
    }

    /// The id of the commune with this code; for an arrondissement that is not a commune of this
    /// territory, that of its commune. `None` when no commune has the code.
    pub fn commune_of_code(&self, code: CommuneCode) -> Option<CommuneId> {
        Commune::find(&self.parts.communes, code)
    }

    /// All places, by identifier.
    pub fn places(&self) -> &[Place] {
        &self.parts.places
    }

    /// The place with this id.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.parts.places[id.index()]
    }

    /// The tours, by name.
    pub fn tours(&self) -> &[Tour] {
        &self.parts.tours
    }

    /// The tour with this id.
    pub fn tour(&self, id: TourId) -> &Tour {
        &self.parts.tours[id.index()]
    }

    /// Opening hours of each place.
    pub fn timetable(&self) -> &Arc<Timetable> {
        &self.timetable
    }

    /// The variable that need measures.
    pub fn subject(&self) -> &NeedSubject {
        &self.parts.subject
    }

    /// Whether the communes are those of a whole country, so that nothing lies around them.
    pub fn is_country(&self) -> bool {
        self.parts.is_country
    }

    /// Whether a source of need was given, even if it says nothing of these communes.
    pub fn is_need_given(&self) -> bool {
        self.parts.is_need_given
    }

    /// The estimates behind the need; `None` when need was given or is unknown.
    pub fn estimates(&self) -> Option<&Estimates> {
        self.parts.estimates.as_ref()
    }

    /// Facts about the population grids in the study area; `None` without a grid.
    pub fn grid(&self) -> Option<&GridFacts> {
        self.parts.grid.as_ref()
    }

    /// Confidence level of the intervals of need.
    pub fn confidence(&self) -> Confidence {
        self.parts.confidence
    }

    /// The table of travel costs; `None` when none was given.
    pub fn travel_table(&self) -> Option<&CostTable> {
        self.parts.travel_table.as_ref()
    }

    /// The unions of communes of the study area that results are given for, by level and code.
    pub fn unions(&self) -> &[Union] {
        &self.parts.unions
    }

    /// The rows of these communes among the results, by code. Communes that are not in the study
    /// area are left out.
    pub fn rows_of(&self, communes: &[CommuneCode]) -> Vec<StudyRow> {
        let row = |code: &CommuneCode| {
            let found = self.study.binary_search_by_key(code, |id| self.commune(*id).code);
            found.ok().map(StudyRow::new)
        };
        communes.iter().filter_map(row).collect()
    }

    /// The homes of a commune; empty without a population grid.
    pub fn homes(&self, commune: CommuneId) -> &[Home] {
        let homes = &self.commune(commune).homes;
        &self.parts.homes[homes.start as usize..homes.end as usize]
    }

    /// Where journeys from a commune start: its homes or, where none is known, its point of
    /// departure with one person.
    pub fn origins(&self, id: CommuneId) -> Cow<'_, [Home]> {
        match self.homes(id) {
            [] => Cow::Owned(vec![self.departure(id)]),
            homes => Cow::Borrowed(homes),
        }
    }

    /// The point of departure of a commune, with one person.
    pub fn departure(&self, id: CommuneId) -> Home {
        Home { position: self.commune(id).home, people: 1.0, need: 1.0 }
    }

    /// Whether the contours show the landmass of communes and places.
    pub fn knows_land(&self) -> bool {
        self.land.is_some()
    }

    /// Whether the straight line from a commune to a place crosses water. False when the
    /// landmass of either is unknown.
    pub fn crosses_water(&self, from: CommuneId, to: PlaceId) -> bool {
        self.land.as_ref().is_some_and(|land| land.crosses_water(from, to))
    }

    /// The commune of each place, in the order of the places. The commune stated in the
    /// list takes precedence if it is in this territory; otherwise the commune whose
    /// contour contains the position. `None` outside all communes. O(places log communes).
    pub fn communes_of_places(&self) -> Vec<Option<CommuneId>> {
        let contours = self.contours();
        let commune = |place: &Place| {
            let stated = place.commune.and_then(|code| self.commune_of_code(code));
            let around = || contours.holding(place.position).map(|(id, _)| id);
            stated.or_else(around)
        };
        self.parts.places.iter().map(commune).collect()
    }

    /// The same territory with one more place, whose hours are unknown. The other places
    /// keep their ids.
    pub fn with_place(&self, place: Place) -> Self {
        self.with_places([(place, None)])
    }

    /// The same territory with more places, each with its opening times. The other places keep
    /// their ids; the first of these has the next.
    pub fn with_places(&self, places: impl IntoIterator<Item = (Place, Option<Presence>)>) -> Self {
        let mut more = self.clone();
        let timetable = Arc::make_mut(&mut more.timetable);
        for (place, presence) in places {
            more.parts.planned.insert(PlaceId::new(more.parts.places.len()));
            more.parts.places.push(place);
            timetable.places.push(presence);
        }
        more.land = Landmasses::new(more.communes(), &more.contours(), more.places());
        more
    }

    /// The same territory in which these places are open at all times, and offer what is asked. All
    /// places keep their ids.
    pub fn with_always_open(&self, open: impl IntoIterator<Item = PlaceId>) -> Self {
        let mut more = self.clone();
        let timetable = Arc::make_mut(&mut more.timetable);
        let always = Presence::always(timetable.period);
        for place in open {
            timetable.places[place.index()] = Some(always.clone());
            more.parts.planned.insert(place);
        }
        more
    }

    /// The same territory in which these places have closed: they serve nobody. All places keep
    /// their ids.
    pub fn without_places(&self, closed: impl IntoIterator<Item = PlaceId>) -> Self {
        let mut less = self.clone();
        less.parts.closed.extend(closed);
        less
    }

    /// Whether a place is planned: see [`Self::with_places`].
    pub fn is_planned(&self, place: PlaceId) -> bool {
        self.parts.planned.contains(&place)
    }

    /// Whether a place has closed: see [`Self::without_places`].
    pub fn is_closed(&self, place: PlaceId) -> bool {
        self.parts.closed.contains(&place)
    }
}
