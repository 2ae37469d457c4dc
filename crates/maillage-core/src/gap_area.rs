//! Gaps: adjoining communes that lack the same, with what would mend them.
//!
//! A commune lacks at most one thing: see [`Lack`]. Communes with a common border that lack the
//! same form a gap. A gap is measured as one commune: see [`unions`](crate::unions).
//!
//! A mend is tried by measuring: each candidate is added to the territory as a place that is always
//! open, and the people who lack and would then have a place within the main threshold are summed.
//! O(candidates × homes within the threshold).

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::{
    Result,
    access::{Access, People},
    gap::Reason,
    geodesy::Position,
    measure::{CommuneResult, Measured, Way},
    model::{CommuneId, Home, Kind, Place, PlaceId, Precision, Stop, StudyRow, TourId},
    presence::Presence,
    sites::Sites,
    territory::Territory,
    topology::Topology,
    travel::{Cost, CostUnit, CrowFlies, OnTable, Travel, TravelOrigin},
};

/// What the communes of a gap lack, the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lack {
    /// Most residents have no place within the main threshold.
    TooFar,
    /// Most residents have places within the main threshold, but no fixed one.
    ItinerantOnly,
    /// The hours of all places within the main threshold are known, and from half of all moments
    /// or more none of them opens within seven days.
    TooFewHours,
}

/// Adjoining communes that lack the same.
#[derive(Debug, Clone, PartialEq)]
pub struct GapArea {
    /// What they lack.
    pub lack: Lack,
    /// The communes, by code.
    pub rows: Vec<StudyRow>,
    /// The commune with most of the people concerned; of equals, the one of the lower code.
    pub main: StudyRow,
    /// The people concerned: those without any place within the main threshold, those without a
    /// fixed one, or all.
    pub people: People,
    /// The access that decides, of the communes measured as one.
    pub access: Access,
    /// People who have exactly one place within the main threshold.
    pub fragile: People,
    /// For each kind of mend with a candidate, the candidate that gains most people of the gap.
    pub mends: Vec<Mend>,
}

/// Kinds of mends, in the order of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MendKind {
    /// A place that is listed, or given as a candidate, and does not serve, joins.
    Join,
    /// A place that is closed when help is asked for opens then.
    Hours,
    /// A round that passes through stops.
    Stop,
    /// A new place opens.
    NewPlace,
}

/// What would mend a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Mend {
    /// Its kind.
    pub kind: MendKind,
    /// Where.
    pub candidate: Candidate,
    /// People of the gap who would no longer lack.
    pub gained: People,
    /// People of all gaps of the same lack who would no longer lack.
    pub gained_everywhere: People,
}

/// Where a mend may be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The kind of mend that it is for.
    pub kind: MendKind,
    /// The name of the place, or of the commune.
    pub name: String,
    /// Where it stands.
    pub position: Position,
    /// The commune that it lies in, if it is in the territory.
    pub commune: Option<CommuneId>,
    /// The place of the territory that it is; `None` for others.
    pub place: Option<PlaceId>,
    /// The round that would stop; `None` for other kinds.
    pub tour: Option<TourId>,
}

impl Lack {
    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::TooFar => "trop_loin",
            Self::ItinerantOnly => "itinerant_seulement",
            Self::TooFewHours => "horaires_insuffisants",
        }
    }

    /// What a commune lacks; `None` when it lacks nothing, when nobody lives there, and when its
    /// travel is unknown.
    pub fn of(result: &CommuneResult) -> Option<Self> {
        let access = result.access();
        if result.gap.reason == Reason::NoResidents || access.is_unknown {
            return None;
        }
        let is_most = |share: Option<f64>| share.is_some_and(|share| share >= 0.5);
        if !is_most(access.covered_main) {
            return access.covered_main.map(|_| Self::TooFar);
        }
        if access.covered_fixed.is_some() && !is_most(access.covered_fixed) {
            return Some(Self::ItinerantOnly);
        }
        let rarely = access.in_time.waiting.is_some_and(|wait| wait.beyond_a_week >= 0.5);
        (rarely && access.in_time.unknown == 0).then_some(Self::TooFewHours)
    }

    /// Whether people lack this who have a place within the main threshold, or none; and a fixed
    /// one, or none.
    fn is_of(self, has_any: bool, has_fixed: bool) -> bool {
        match self {
            Self::TooFar => !has_any,
            Self::ItinerantOnly => !has_fixed,
            Self::TooFewHours => true,
        }
    }
}

impl MendKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Join, Self::Hours, Self::Stop, Self::NewPlace];

    /// The beginning of the names of its columns.
    pub fn name(self) -> &'static str {
        match self {
            Self::Join => "rejoindre",
            Self::Hours => "ouvrir",
            Self::Stop => "arret",
            Self::NewPlace => "nouveau_lieu",
        }
    }

    /// Whether a mend of this kind can help who lacks this: a stop is no fixed place.
    fn helps(self, lack: Lack) -> bool {
        self != Self::Stop || lack == Lack::TooFar
    }
}

/// The gaps of a measure, most people concerned first; of equals, by the code of their first
/// commune. `listed` are places of other lists that could join.
///
/// # Errors
///
/// Those of [`Sites::new`].
pub fn gap_areas(
    territory: &Territory,
    way: Way<'_>,
    measured: &Measured,
    listed: &[Place],
) -> Result<Vec<GapArea>> {
    let mut gaps: Vec<GapArea> = adjoining(territory, measured)
        .into_par_iter()
        .map(|(lack, rows)| gap(territory, measured, lack, rows))
        .collect();
    gaps.sort_by(|one, other| {
        let people = |gap: &GapArea| gap.people.need;
        people(other).total_cmp(&people(one)).then(one.rows[0].cmp(&other.rows[0]))
    });
    let candidates = candidates(territory, measured, &gaps, listed);
    mend(territory, way, measured, candidates, &mut gaps)?;
    Ok(gaps)
}

/// The groups of adjoining communes that lack the same.
fn adjoining(territory: &Territory, measured: &Measured) -> Vec<(Lack, Vec<StudyRow>)> {
    let lacks: Vec<Option<Lack>> = measured.results.communes.iter().map(Lack::of).collect();
    let topology = Topology::of(territory.studied().map(|commune| &*commune.contour));
    let mut neighbours: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (one, other) in topology.neighbours() {
        let (one, other) = (one.index(), other.index());
        if lacks[one].is_some() && lacks[one] == lacks[other] {
            neighbours.entry(one).or_default().push(other);
            neighbours.entry(other).or_default().push(one);
        }
    }
    let mut seen = BTreeSet::new();
    let mut groups = Vec::new();
    for (first, lack) in lacks.iter().enumerate() {
        let Some(lack) = lack.filter(|_| seen.insert(first)) else { continue };
        let (mut group, mut next) = (vec![first], 0);
        while let Some(row) = group.get(next).copied() {
            next += 1;
            let around = neighbours.get(&row).into_iter().flatten();
            group.extend(around.copied().filter(|row| seen.insert(*row)).collect::<Vec<_>>());
        }
        group.sort_unstable();
        groups.push((lack, group.into_iter().map(StudyRow::new).collect()));
    }
    groups
}

fn gap(territory: &Territory, measured: &Measured, lack: Lack, rows: Vec<StudyRow>) -> GapArea {
    let costs = measured.deciding();
    let pool = costs.pool(territory, &rows);
    let concerned = |row: &StudyRow| {
        lacking(territory, measured, lack, *row)
            .into_iter()
            .flatten()
            .fold(People::default(), People::plus)
    };
    let by_commune: Vec<People> = rows.iter().map(concerned).collect();
    let most = by_commune
        .iter()
        .enumerate()
        .reduce(|best, next| if next.1.need > best.1.need { next } else { best });
    let main = rows[most.map_or(0, |(rank, _)| rank)];
    GapArea {
        lack,
        main,
        people: by_commune.into_iter().fold(People::default(), People::plus),
        access: measured.access(&costs.as_one(territory, &rows), false),
        fragile: pool.depending().into_values().fold(People::default(), People::plus),
        mends: Vec::new(),
        rows,
    }
}

/// Of each home of a commune, the people who lack; `None` where they do not. Empty where the
/// residents are unknown.
fn lacking(
    territory: &Territory,
    measured: &Measured,
    lack: Lack,
    row: StudyRow,
) -> Vec<Option<People>> {
    let costs = measured.deciding();
    let Some(factor) = costs.factor(territory, row) else { return Vec::new() };
    let within = costs.homes(row).within(costs.limits().main);
    let people = within.map(|(people, has_any, has_fixed)| {
        lack.is_of(has_any, has_fixed).then(|| people.times(factor))
    });
    people.collect()
}

/// Where mends may be made: places that do not serve, places of other lists, and the chefs-lieux of
/// the gaps' communes, for a new place or for a round that passes.
fn candidates(
    territory: &Territory,
    measured: &Measured,
    gaps: &[GapArea],
    listed: &[Place],
) -> Vec<Candidate> {
    let Measured { results, .. } = measured;
    let communes = territory.communes_of_places();
    let idle = territory.places().iter().enumerate().filter_map(|(rank, place)| {
        let id = PlaceId::new(rank);
        let is_idle =
            !results.sites.serves(id) && !territory.is_closed(id) && !place.is_tour_without_stops();
        let is_wanted = results
            .sites
            .offer()
            .is_none_or(|offer| offer.wanted.lets_serve(offer.wanted.verdict(place)));
        let is_chosen = results.options.kinds_of(place).is_some() && is_wanted;
        is_idle.then(|| Candidate {
            kind: if is_chosen { MendKind::Hours } else { MendKind::Join },
            name: place.name.clone(),
            position: place.position,
            commune: communes[rank],
            place: Some(id),
            tour: None,
        })
    });
    let listed = listed.iter().map(|place| Candidate {
        kind: MendKind::Join,
        name: place.name.clone(),
        position: place.position,
        commune: place.commune.and_then(|code| territory.commune_of_code(code)),
        place: None,
        tour: None,
    });
    let chefs_lieux = gaps.iter().flat_map(|gap| &gap.rows).flat_map(|row| {
        let result = &results.communes[row.index()];
        let commune = territory.commune(result.commune);
        let at_chef_lieu = |kind, tour| Candidate {
            kind,
            name: commune.name.clone(),
            position: commune.home,
            commune: Some(result.commune),
            place: None,
            tour,
        };
        let passing = result.promise.passing.first();
        let stop = passing.map(|tour| at_chef_lieu(MendKind::Stop, Some(*tour)));
        stop.into_iter().chain([at_chef_lieu(MendKind::NewPlace, None)])
    });
    idle.chain(listed).chain(chefs_lieux).collect()
}

/// Gives each gap its best mend of each kind.
fn mend(
    territory: &Territory,
    way: Way<'_>,
    measured: &Measured,
    candidates: Vec<Candidate>,
    gaps: &mut [GapArea],
) -> Result<()> {
    let first = territory.places().len();
    let period = measured.results.timetable.period;
    let places = candidates.iter().enumerate().map(|(rank, candidate)| {
        let kind = if candidate.tour.is_some() { Kind::Itinerant } else { Kind::Mediation };
        let code = candidate.commune.map(|commune| territory.commune(commune).code);
        let place = Place {
            name: candidate.name.clone(),
            commune: code,
            precision: Precision::Position,
            stop: candidate.tour.map(|_| Stop::default()),
            ..Place::new(format!("candidat-{rank}"), kind, candidate.position)
        };
        (place, Some(Presence::always(period)))
    });
    let more = territory.with_places(places);
    let timetable = measured.results.options.hours.cut(more.timetable());
    let sites = Sites::new(&more, &timetable, &measured.results.options)?;
    let options = &measured.results.options;
    let travel: Box<dyn Travel> = match way {
        Way::Table(table) if measured.durations().is_some() || table.unit == CostUnit::Length => {
            Box::new(OnTable::new(table, &more, &sites, options.own_commune()))
        }
        _ => Box::new(CrowFlies::new(&sites, options.detour)),
    };
    let main = measured.deciding().limits().main;
    let gained: Vec<BTreeMap<usize, People>> =
        gaps.par_iter().map(|gap| gained(&more, measured, &*travel, main, first, gap)).collect();
    let mut everywhere: BTreeMap<(Lack, usize), People> = BTreeMap::new();
    for (gap, gained) in gaps.iter().zip(&gained) {
        for (candidate, people) in gained {
            let sum = everywhere.entry((gap.lack, *candidate)).or_default();
            *sum = sum.plus(*people);
        }
    }
    for (gap, gained) in gaps.iter_mut().zip(gained) {
        for kind in MendKind::ALL.into_iter().filter(|kind| kind.helps(gap.lack)) {
            let of_kind = gained.iter().filter(|(rank, _)| candidates[**rank].kind == kind);
            // Of equals the first, so that the order of candidates decides.
            let best = of_kind.reduce(|best, next| {
                let all = |rank: usize| everywhere[&(gap.lack, rank)].need;
                let is_better = (next.1.need, all(*next.0)) > (best.1.need, all(*best.0));
                if is_better { next } else { best }
            });
            gap.mends.extend(best.filter(|(_, people)| people.need > 0.0).map(|(rank, people)| {
                Mend {
                    kind,
                    candidate: candidates[*rank].clone(),
                    gained: *people,
                    gained_everywhere: everywhere[&(gap.lack, *rank)],
                }
            }));
        }
    }
    Ok(())
}

/// The people of a gap who would no longer lack, by the rank of the candidate.
fn gained(
    more: &Territory,
    measured: &Measured,
    travel: &dyn Travel,
    main: Cost,
    first: usize,
    gap: &GapArea,
) -> BTreeMap<usize, People> {
    let mut gained: BTreeMap<usize, People> = BTreeMap::new();
    for row in &gap.rows {
        let people = lacking(more, measured, gap.lack, *row);
        let id = measured.results.communes[row.index()].commune;
        let commune = more.commune(id);
        let alone = [Home { position: commune.home, people: 1.0, need: 1.0 }];
        let cells = more.homes(id);
        let homes = if cells.is_empty() { &alone } else { cells };
        travel.costs(TravelOrigin { id, commune, homes }, main, &mut |home, place, _| {
            let candidate = place.index().checked_sub(first);
            if let Some((candidate, people)) = candidate.zip(people.get(home).copied().flatten()) {
                let sum = gained.entry(candidate).or_default();
                *sum = sum.plus(people);
            }
        });
    }
    gained
}
