//! Gaps: adjoining communes that lack the same, with what would mend them.
//!
//! A commune lacks at most one thing: see [`Lack`]. Communes with a common border that lack the
//! same form a gap; a gap of more than 40 communes is cut along the borders of EPCI, so that
//! somebody can decide on it. A gap is measured as one commune: see [`unions`](crate::unions).
//!
//! A mend is tried by measuring: a candidate opens at all times, and the people who lack and would
//! then have a place within the main threshold, without crossing water, are summed. For a gap that is
//! too far from help this is what a measure with that place says. An itinerant candidate is no
//! mend where a fixed place is lacking. O(candidates × homes within the threshold).

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::{
    Result,
    access::{Access, People},
    gap::Reason,
    geodesy::{Position, geodesic_metres},
    measure::{CommuneResult, Measured, Way},
    model::{CommuneId, Kind, Place, PlaceId, StudyRow, TourId},
    presence::Presence,
    sites::Sites,
    territory::Territory,
    topology::Topology,
    travel::{CrowFlies, OnTable, Travel, TravelOrigin},
};

/// Number of communes from which a gap is cut along the borders of EPCI.
const LARGEST: usize = 40;
/// Distance up to which a candidate of another list is a place that serves already, in metres.
const SAME: f64 = 100.0;

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
    /// fixed one, or all. `None` when the residents of no commune are known.
    pub people: Option<People>,
    /// Communes whose distance may be too long because the lists end nearby.
    pub border_uncertain: usize,
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
    /// The kind of place that it would be.
    pub place_kind: Kind,
}

impl Candidate {
    /// Whether it can help who lacks this: an itinerant service is no fixed place.
    fn helps(&self, lack: Lack) -> bool {
        lack == Lack::TooFar || self.place_kind != Kind::Itinerant
    }
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
}

/// The gaps of a measure, most people concerned first; of equals, by the code of their first
/// commune. `topology` has the contours of the study area, and `listed` are places of other lists
/// that could join.
///
/// # Errors
///
/// Those of [`Sites::new`].
pub fn gap_areas(
    territory: &Territory,
    way: Way<'_>,
    measured: &Measured,
    topology: &Topology,
    listed: &[Place],
) -> Result<Vec<GapArea>> {
    let mut gaps: Vec<GapArea> = adjoining(territory, measured, topology)
        .into_par_iter()
        .map(|(lack, rows)| gap(territory, measured, lack, rows))
        .collect();
    gaps.sort_by(|one, other| {
        let people = |gap: &GapArea| gap.people.map_or(-1.0, |people| people.need);
        people(other).total_cmp(&people(one)).then(one.rows[0].cmp(&other.rows[0]))
    });
    let candidates = candidates(territory, measured, &gaps, listed);
    mend(territory, way, measured, candidates, &mut gaps)?;
    Ok(gaps)
}

/// The groups of adjoining communes that lack the same.
fn adjoining(
    territory: &Territory,
    measured: &Measured,
    topology: &Topology,
) -> Vec<(Lack, Vec<StudyRow>)> {
    let lacks: Vec<Option<Lack>> = measured.results.communes.iter().map(Lack::of).collect();
    let mut neighbours: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (one, other) in topology.neighbours() {
        let (one, other) = (one.index(), other.index());
        if lacks[one].is_some() && lacks[one] == lacks[other] {
            neighbours.entry(one).or_default().push(other);
            neighbours.entry(other).or_default().push(one);
        }
    }
    let lack_of = |row: usize| lacks[row];
    let mut groups = Vec::new();
    for group in connected(0..lacks.len(), &neighbours, &lack_of) {
        if group.len() <= LARGEST {
            groups.push(group);
            continue;
        }
        let epci = |row: usize| {
            let commune = territory.commune(measured.results.communes[row].commune);
            Some((lacks[row]?, commune.epci.clone()))
        };
        groups.extend(connected(group.into_iter(), &neighbours, &epci));
    }
    let lack = |group: &Vec<usize>| lacks[group[0]].expect("the communes of a gap lack something");
    let rows = |group: Vec<usize>| group.into_iter().map(StudyRow::new).collect();
    groups.into_iter().map(|group| (lack(&group), rows(group))).collect()
}

/// The connected groups of these rows, of neighbours that are alike; rows of which nothing is said
/// are in none.
fn connected<T: PartialEq>(
    rows: impl Iterator<Item = usize>,
    neighbours: &BTreeMap<usize, Vec<usize>>,
    of: &dyn Fn(usize) -> Option<T>,
) -> Vec<Vec<usize>> {
    let mut left: BTreeSet<usize> = rows.filter(|row| of(*row).is_some()).collect();
    let mut groups = Vec::new();
    while let Some(first) = left.pop_first() {
        let (mut group, mut next) = (vec![first], 0);
        while let Some(row) = group.get(next).copied() {
            next += 1;
            for near in neighbours.get(&row).into_iter().flatten() {
                if of(*near) == of(row) && left.remove(near) {
                    group.push(*near);
                }
            }
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups
}

fn gap(territory: &Territory, measured: &Measured, lack: Lack, rows: Vec<StudyRow>) -> GapArea {
    let costs = measured.deciding();
    let pool = costs.pool(territory, &rows);
    let concerned = |row: &StudyRow| lacking(territory, measured, lack, *row).map(all);
    let by_commune: Vec<Option<People>> = rows.iter().map(concerned).collect();
    let most = by_commune.iter().enumerate().reduce(|best, next| {
        let need = |people: &Option<People>| people.map_or(-1.0, amount);
        if need(next.1) > need(best.1) { next } else { best }
    });
    let main = rows[most.map_or(0, |(rank, _)| rank)];
    let as_one = costs.as_one(territory, &rows);
    let is_uncertain =
        |row: &&StudyRow| measured.results.communes[row.index()].border_uncertain == Some(true);
    GapArea {
        lack,
        main,
        people: by_commune.into_iter().flatten().reduce(People::plus),
        border_uncertain: rows.iter().filter(is_uncertain).count(),
        access: if as_one.is_void() {
            Access::unknown(costs.limits().thresholds.len())
        } else {
            measured.access(&as_one, false)
        },
        fragile: pool.depending().into_values().fold(People::default(), People::plus),
        mends: Vec::new(),
        rows,
    }
}

/// All these people.
fn all(people: Vec<Option<People>>) -> People {
    people.into_iter().flatten().fold(People::default(), People::plus)
}

/// What mends and gaps are compared by: people in need, or residents where no need is known.
fn amount(people: People) -> f64 {
    if people.need > 0.0 { people.need } else { people.residents * 1e-9 }
}

/// Of each home of a commune, the people who lack; `None` where they do not. `None` in all where
/// the residents are unknown.
fn lacking(
    territory: &Territory,
    measured: &Measured,
    lack: Lack,
    row: StudyRow,
) -> Option<Vec<Option<People>>> {
    let costs = measured.deciding();
    let factor = costs.factor(territory, row)?;
    let within = costs.homes(row).within(costs.limits().main);
    let people = within.into_iter().map(|(people, has_any, has_fixed)| {
        lack.is_of(has_any, has_fixed).then(|| people.times(factor))
    });
    Some(people.collect())
}

/// Where mends may be made: places that do not serve or seldom open, places of other lists that none
/// of ours is, and the chefs-lieux of the gaps' communes, for a new place or for a round that passes.
fn candidates(
    territory: &Territory,
    measured: &Measured,
    gaps: &[GapArea],
    listed: &[Place],
) -> Vec<Candidate> {
    let results = &measured.results;
    let communes = territory.communes_of_places();
    let is_wanted = |place: &Place| {
        let offer = results.sites.offer();
        offer.is_none_or(|offer| offer.wanted.lets_serve(offer.wanted.verdict(place)))
    };
    // The places that communes of too few hours have near.
    let seldom: BTreeSet<PlaceId> = gaps
        .iter()
        .filter(|gap| gap.lack == Lack::TooFewHours)
        .flat_map(|gap| &gap.rows)
        .filter_map(|row| Some(results.communes[row.index()].access().nearest?.place))
        .collect();
    let own = territory.places().iter().enumerate().filter_map(|(rank, place)| {
        let id = PlaceId::new(rank);
        let is_idle = !results.sites.serves(id) && !territory.is_closed(id);
        let is_candidate = is_idle && !place.is_tour_without_stops();
        (is_candidate || seldom.contains(&id)).then(|| Candidate {
            kind: if is_wanted(place) { MendKind::Hours } else { MendKind::Join },
            name: place.name.clone(),
            position: place.position,
            commune: communes[rank],
            place: Some(id),
            tour: None,
            place_kind: place.kind,
        })
    });
    // A bus that stops where a place stands is not that place.
    let fixed = results.sites.ids().filter(|place| results.sites.serves(*place));
    let fixed = fixed.map(|place| territory.place(place)).filter(|place| place.stop.is_none());
    let serving: Vec<Position> = fixed.map(|place| place.position).collect();
    let is_ours = |place: &Place| {
        serving.iter().any(|position| {
            (position.latitude() - place.position.latitude()).abs() < 0.01
                && geodesic_metres(*position, place.position) <= SAME
        })
    };
    let contours = territory.contours();
    let listed = listed.iter().filter(|place| !place.is_tour_without_stops() && !is_ours(place));
    let listed = listed.map(|place| {
        let stated = place.commune.and_then(|code| territory.commune_of_code(code));
        Candidate {
            kind: MendKind::Join,
            name: place.name.clone(),
            position: place.position,
            commune: stated.or_else(|| contours.holding(place.position).map(|(id, _)| id)),
            place: None,
            tour: None,
            place_kind: place.kind,
        }
    });
    let chefs_lieux = gaps.iter().flat_map(|gap| &gap.rows).flat_map(|row| {
        let result = &results.communes[row.index()];
        let commune = territory.commune(result.commune);
        let at_chef_lieu = |kind, tour: Option<TourId>| Candidate {
            kind,
            name: commune.name.clone(),
            position: commune.home,
            commune: Some(result.commune),
            place: None,
            tour,
            place_kind: if tour.is_some() { Kind::Itinerant } else { Kind::Mediation },
        };
        let passing = result.promise.passing.first();
        let stop = passing.map(|tour| at_chef_lieu(MendKind::Stop, Some(*tour)));
        stop.into_iter().chain([at_chef_lieu(MendKind::NewPlace, None)])
    });
    own.chain(listed).chain(chefs_lieux).collect()
}

/// Gives each gap its best mend of each kind.
fn mend(
    territory: &Territory,
    way: Way<'_>,
    measured: &Measured,
    candidates: Vec<Candidate>,
    gaps: &mut [GapArea],
) -> Result<()> {
    let period = measured.results.timetable.period;
    let options = &measured.results.options;
    // Places of the territory open where they are; the others are added.
    let mut ranks: BTreeMap<PlaceId, usize> = BTreeMap::new();
    let mut added = Vec::new();
    for (rank, candidate) in candidates.iter().enumerate() {
        let id = candidate.place.unwrap_or_else(|| {
            let id = PlaceId::new(territory.places().len() + added.len());
            let is_stop = candidate.place_kind == Kind::Itinerant;
            let place = Place {
                commune: candidate.commune.map(|commune| territory.commune(commune).code),
                stop: is_stop.then(Box::default),
                ..Place::new(format!("candidat-{rank}"), candidate.place_kind, candidate.position)
            };
            added.push((place, Some(Presence::always(period))));
            id
        });
        ranks.insert(id, rank);
    }
    let open = candidates.iter().filter_map(|candidate| candidate.place);
    let more = territory.with_always_open(open).with_places(added);
    let timetable = options.hours.cut(more.timetable());
    let sites = Sites::new(&more, &timetable, options)?;
    let travel: Box<dyn Travel> = match way {
        Way::Table(table) => Box::new(OnTable::new(table, &more, &sites, options.own_commune())),
        Way::Crow => Box::new(CrowFlies::new(&sites, options.detour)),
    };
    let tried = Tried { more: &more, measured, travel: &*travel, ranks: &ranks };
    let gained: Vec<BTreeMap<usize, People>> =
        gaps.par_iter().map(|gap| tried.gained(gap)).collect();
    let mut everywhere: BTreeMap<(Lack, usize), People> = BTreeMap::new();
    for (gap, gained) in gaps.iter().zip(&gained) {
        for (candidate, people) in gained {
            let sum = everywhere.entry((gap.lack, *candidate)).or_default();
            *sum = sum.plus(*people);
        }
    }
    for (gap, gained) in gaps.iter_mut().zip(gained) {
        let communes: BTreeSet<CommuneId> =
            gap.rows.iter().map(|row| measured.results.communes[row.index()].commune).collect();
        // A new place or a stop of the gap is in the gap.
        let is_of_gap = |candidate: &Candidate| {
            let is_anywhere = matches!(candidate.kind, MendKind::Join | MendKind::Hours);
            is_anywhere || candidate.commune.is_some_and(|commune| communes.contains(&commune))
        };
        for kind in MendKind::ALL {
            let of_kind = gained.iter().filter(|(rank, _)| {
                let candidate = &candidates[**rank];
                candidate.kind == kind && candidate.helps(gap.lack) && is_of_gap(candidate)
            });
            // Of equals the first, so that the order of candidates decides.
            let best = of_kind.reduce(|best, next| {
                let both = |(rank, people): (&usize, &People)| {
                    (amount(*people), amount(everywhere[&(gap.lack, *rank)]))
                };
                if both(next) > both(best) { next } else { best }
            });
            let best = best.filter(|(_, people)| people.residents > 0.0);
            gap.mends.extend(best.map(|(rank, people)| Mend {
                kind,
                candidate: candidates[*rank].clone(),
                gained: *people,
                gained_everywhere: everywhere[&(gap.lack, *rank)],
            }));
        }
    }
    Ok(())
}

/// A territory in which all candidates are open, and the way to them.
struct Tried<'run> {
    more: &'run Territory,
    measured: &'run Measured,
    travel: &'run dyn Travel,
    /// The candidate that each place is.
    ranks: &'run BTreeMap<PlaceId, usize>,
}

impl Tried<'_> {
    /// The people of a gap who would no longer lack, by the rank of the candidate.
    fn gained(&self, gap: &GapArea) -> BTreeMap<usize, People> {
        let main = self.measured.deciding().limits().main;
        let mut gained: BTreeMap<usize, People> = BTreeMap::new();
        for row in &gap.rows {
            let Some(people) = lacking(self.more, self.measured, gap.lack, *row) else { continue };
            let id = self.measured.results.communes[row.index()].commune;
            let commune = self.more.commune(id);
            let homes = self.more.origins(id);
            let origin = TravelOrigin { id, commune, homes: &homes };
            // In the order of homes, since sums of figures depend on their order.
            let mut reached: Vec<(usize, usize, People)> = Vec::new();
            self.travel.costs(origin, main, &mut |home, place, _| {
                let candidate = self.ranks.get(&place).zip(people[home]);
                if let Some((candidate, people)) =
                    candidate.filter(|_| !self.more.crosses_water(id, place))
                {
                    reached.push((home, *candidate, people));
                }
            });
            reached.sort_unstable_by_key(|(home, candidate, _)| (*home, *candidate));
            for (_, candidate, people) in reached {
                let sum = gained.entry(candidate).or_default();
                *sum = sum.plus(people);
            }
        }
        gained
    }
}
