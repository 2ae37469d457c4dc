//! A finished run: all that its writers need.

use std::{collections::BTreeMap, sync::OnceLock};

use crate::{
    FoundHotSpots,
    territory_borders::{self, TerritoryBorder},
};
use maillage_core::{
    access::Access,
    certainty::Certainty,
    gap::Gap,
    geodesy::Length,
    measure::{CommuneResult, NeedQuality, Results, Totals},
    model::{Commune, CommuneId, Kind, PlaceId},
    need::{Estimates, NeedSubject},
    territory::Territory,
    tours::{self, Course},
};
use maillage_intake::{
    area::Area,
    ledger::Ledger,
    load::{LoadOptions, Sources},
};

/// What a run of the main job found.
///
/// A row is the rank of a commune among those of the study area, by code, from 0.
#[derive(Debug)]
pub struct Coverage {
    /// The communes and places that were measured.
    pub territory: Territory,
    /// What was measured of them.
    pub results: Results,
    /// What became of every row.
    pub ledger: Ledger,
    /// How the files were taken in.
    pub load: LoadOptions,
    /// The files, each in the field of its kind.
    pub sources: Sources,
    /// The study area, as it was asked for or as the lists chose it; all communes when empty.
    pub within: Vec<Area>,
    /// The hot spots of a column; `None` when they were not asked for.
    pub hot_spots: Option<FoundHotSpots>,
    /// What each tour covers, measured when it is asked for.
    pub courses: OnceLock<Vec<Course>>,
    /// The borders of départements and EPCI, made when they are asked for.
    pub borders: OnceLock<Vec<TerritoryBorder>>,
}

/// Residents of whom a total of need does not tell, because need is unknown in their communes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// The communes with residents.
    pub communes: usize,
    /// Their residents.
    pub residents: u64,
}

impl Coverage {
    /// What each tour covers, in the order of the tours.
    pub fn courses(&self) -> &[Course] {
        self.courses.get_or_init(|| {
            let territory = &self.territory;
            let contours = territory.contours();
            let timetable = &self.results.timetable;
            tours::courses(territory.tours(), territory.places(), timetable, Some(&contours))
        })
    }

    /// The borders of the départements and the EPCI of the study area; none of a level with one alone.
    pub fn borders(&self) -> &[TerritoryBorder] {
        self.borders.get_or_init(|| territory_borders::of(self))
    }

    /// How many communes were measured.
    pub fn len(&self) -> usize {
        self.results.communes.len()
    }

    /// Whether no commune was measured.
    pub fn is_empty(&self) -> bool {
        self.results.communes.is_empty()
    }

    /// What was measured of the commune of this row.
    ///
    /// # Panics
    ///
    /// When `row` is not below [`Self::len`].
    pub fn result(&self, row: usize) -> &CommuneResult {
        &self.results.communes[row]
    }

    /// The commune of this row.
    ///
    /// # Panics
    ///
    /// When `row` is not below [`Self::len`].
    pub fn commune(&self, row: usize) -> &Commune {
        self.territory.commune(self.result(row).commune)
    }

    /// The access that decides in the commune of this row: by duration where durations are known,
    /// otherwise by distance.
    ///
    /// # Panics
    ///
    /// When `row` is not below [`Self::len`].
    pub fn access(&self, row: usize) -> &Access {
        self.result(row).access()
    }

    /// The gap of the commune of this row.
    ///
    /// # Panics
    ///
    /// When `row` is not below [`Self::len`].
    pub fn gap(&self, row: usize) -> &Gap {
        &self.result(row).gap
    }

    /// The measured communes, by code.
    pub fn communes(&self) -> impl Iterator<Item = &Commune> {
        self.territory.studied()
    }

    /// The access that decides, of each commune.
    pub fn accesses(&self) -> impl Iterator<Item = &Access> {
        self.results.communes.iter().map(CommuneResult::access)
    }

    /// The gap of each commune.
    pub fn gaps(&self) -> impl Iterator<Item = &Gap> {
        self.results.communes.iter().map(|row| &row.gap)
    }

    /// How sure the gap of each commune is, where it is known how need varies; `None` where it
    /// is of no commune.
    pub fn certainties(&self) -> Option<impl Iterator<Item = &Certainty> + Clone> {
        let certainties = self.results.communes.iter().filter_map(|row| row.certainty.as_ref());
        self.results.has_certainty.then_some(certainties)
    }

    /// What need is of.
    pub fn subject(&self) -> &NeedSubject {
        self.territory.subject()
    }

    /// The estimates of need; `None` when it was given or is unknown.
    pub fn estimates(&self) -> Option<&Estimates> {
        self.territory.estimates()
    }

    /// What the need of the commune of this row is worth; `None` when it is unknown or nobody lives
    /// there.
    ///
    /// # Panics
    ///
    /// When `row` is not below [`Self::len`].
    pub fn need_quality(&self, row: usize) -> Option<NeedQuality> {
        NeedQuality::of(&self.territory, self.commune(row))
    }

    /// Bounds of the people concerned beyond the main threshold in the commune of this row;
    /// `None` when they are unknown.
    ///
    /// # Panics
    ///
    /// When `row` is not below [`Self::len`].
    pub fn uncovered(&self, row: usize) -> Option<(f64, f64)> {
        self.results.uncovered_bounds(&self.territory, self.result(row))
    }

    /// The totals of the communes that `of` chooses; `None` when need is not estimated there.
    pub fn totals(&self, of: impl Fn(&Commune) -> bool) -> Option<Totals> {
        self.results.totals(&self.territory, of)
    }

    /// The totals of each département, by code.
    pub fn totals_by_departement(&self) -> BTreeMap<String, Totals> {
        self.results.totals_by_departement(&self.territory)
    }

    /// How many places serve.
    pub fn serving(&self) -> usize {
        self.results.sites.serving()
    }

    /// The kind as which a place serves first; `None` when it serves no distance.
    pub fn serves_as(&self, place: PlaceId) -> Option<Kind> {
        self.results.sites.serves_as(place)
    }

    /// Residents, and their communes, whom tours alone bring within the main threshold; the
    /// residents are `None` where those of none of these communes are known.
    pub fn gained(&self) -> (Option<f64>, usize) {
        self.results.gained(&self.territory)
    }

    /// Communes that nothing covers, and within whose main threshold is a place of unknown
    /// hours.
    pub fn perhaps_covered(&self) -> usize {
        self.results.perhaps_covered()
    }

    /// People concerned in the communes where need is known; `None` where it is nowhere.
    pub fn people_in_need(&self) -> Option<f64> {
        self.results.people_in_need(&self.territory)
    }

    /// The residents whom [`Self::people_in_need`] and [`Self::totals`] leave out; `None` where
    /// there are none, where their number is unknown, and where need is known nowhere.
    pub fn left_out(&self) -> Option<LeftOut> {
        self.people_in_need()?;
        let is_unknown = |commune: &&Commune| commune.need.and_then(|of| of.people).is_none();
        let residents = self.territory.studied().filter(is_unknown).filter_map(|of| of.population);
        let residents: Vec<u64> = residents.filter(|people| *people > 0).collect();
        let left_out = LeftOut { communes: residents.len(), residents: residents.iter().sum() };
        (left_out.communes > 0).then_some(left_out)
    }

    /// Number of itinerant services in and around the territory whose stops are unknown.
    pub fn tours_without_stops(&self) -> usize {
        self.territory.places().iter().filter(|place| place.is_tour_without_stops()).count()
    }

    /// Communes whose nearest place is known by its commune only.
    pub fn roughly_measured(&self) -> Vec<CommuneId> {
        self.results.roughly_measured(&self.territory).collect()
    }

    /// Whether the way to the nearest place crosses water, by row; `None` when the contours do
    /// not tell.
    pub fn across_water(&self) -> Option<Vec<bool>> {
        let across = || self.results.communes.iter().map(|row| row.crosses_water).collect();
        self.territory.knows_land().then(across)
    }

    /// The largest distance that is counted, in kilometres, when the buffer is smaller; `None`
    /// otherwise.
    pub fn counted_beyond_buffer(&self) -> Option<f64> {
        self.results.counted_beyond(self.load.buffer_km)
    }

    /// The measured communes whose nearest place is further than the buffer, so that a nearer
    /// one may have been left out beyond it; `None` when no study area was chosen.
    pub fn beyond_buffer(&self) -> Option<usize> {
        let buffer = Length::from_metres(self.load.buffer_km * 1_000.0);
        self.territory.is_cut_out().then(|| self.results.beyond(buffer))
    }
}
