//! Travel with a table of costs, by commune and place or by pair of communes.
//!
//! A pair absent from the table has no cost. A zero from a commune to itself also counts as
//! absent, because travel within a commune takes time. A place in the commune itself whose
//! cost is missing may be the nearest. The nearest place is then known only when it lies in
//! the commune too: a lower cost to another commune is never used instead.
//!
//! O(pairs of the table + places) to build, O(pairs of the commune) for each commune.

use std::collections::{BTreeMap, HashMap};

use super::{
    Cost, CostUnit, Limits, Reach, Travel, TravelOrigin,
    reach::{Unknown, reach_by_costs},
};
use crate::{
    model::{CommuneCode, CommuneId, Kind, PlaceId},
    sites::Sites,
    territory::Territory,
};

/// Costs between communes and places, as given in a table.
#[derive(Debug, Clone, PartialEq)]
pub struct CostTable {
    /// Unit of the costs.
    pub unit: CostUnit,
    /// Costs by origin and destination; each pair occurs once.
    pub costs: BTreeMap<CommuneCode, BTreeMap<Destination, Cost>>,
}

/// The end of a journey in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// One place.
    Place(PlaceId),
    /// All the places of a commune, or of a municipal arrondissement.
    Commune(CommuneCode),
}

/// Number of pairs that a run needed, and number that the table lacked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PairCounts {
    /// Pairs of a commune of the study area and a serving place.
    pub needed: usize,
    /// Pairs without a cost in the table.
    pub missing: usize,
    /// Communes of unknown travel, without a cost to any serving place.
    pub communes_without_cost: usize,
    /// The other communes of unknown travel: the cost of a place of their own is missing.
    pub own_places_unknown: usize,
}

/// Travel to the sites of one run with a table of costs.
pub struct OnTable<'run> {
    unit: CostUnit,
    sites: &'run Sites,
    /// The costs from each commune of the territory.
    communes: Vec<CostsFrom>,
    /// Number of serving places.
    serving: usize,
}

/// The costs from one commune.
#[derive(Debug, Clone, Default)]
struct CostsFrom {
    /// The places that have a cost, with that cost.
    known: Vec<(PlaceId, Cost)>,
    /// The serving places in the commune itself, with their cost if it has one.
    own: Vec<(PlaceId, Option<Cost>)>,
    /// Number of serving places that have a cost.
    reached: usize,
}

impl<'run> OnTable<'run> {
    /// Travel with `table` within `territory`. A place in the commune itself whose cost is missing
    /// costs `own_commune`; without `own_commune` its cost is unknown. O(pairs of the table +
    /// places).
    pub fn new(
        table: &CostTable,
        territory: &Territory,
        sites: &'run Sites,
        own_commune: Option<Cost>,
    ) -> Self {
        let places = PlacesByCode::new(territory, sites);
        let mut communes = vec![CostsFrom::default(); territory.communes().len()];
        // Those around the study area use its places too.
        for id in (0..territory.communes().len()).map(CommuneId::new) {
            let code = territory.commune(id).code;
            let own = PlacesByCode::of(&places.by_commune, code);
            let mut known = places.costs(table, code);
            if let Some(cost) = own_commune {
                for place in own {
                    known.entry(*place).or_insert(cost);
                }
            }
            let own = own.iter().filter(|place| sites.serves(**place));
            communes[id.index()] = CostsFrom {
                own: own.map(|place| (*place, known.get(place).copied())).collect(),
                reached: known.keys().filter(|place| sites.serves(**place)).count(),
                known: known.into_iter().collect(),
            };
        }
        let serving = sites.ids().filter(|place| sites.serves(*place)).count();
        Self { unit: table.unit, sites, communes, serving }
    }

    /// The numbers of needed and missing pairs from the communes `study`. `unknown` are
    /// those of them whose travel turned out to be unknown.
    pub fn pairs(
        &self,
        study: &[CommuneId],
        unknown: impl Iterator<Item = CommuneId>,
    ) -> PairCounts {
        let reached = |id: CommuneId| self.communes[id.index()].reached;
        let (without, own): (Vec<_>, Vec<_>) = unknown.partition(|id| reached(*id) == 0);
        PairCounts {
            needed: self.serving * study.len(),
            missing: study.iter().map(|id| self.serving - reached(*id)).sum(),
            communes_without_cost: without.len(),
            own_places_unknown: own.len(),
        }
    }
}

/// The places that may serve, by the codes that stand for them in a table.
struct PlacesByCode<'run> {
    sites: &'run Sites,
    /// By the code in their list, which may be that of a municipal arrondissement.
    by_stated: HashMap<CommuneCode, Vec<PlaceId>>,
    /// By the commune of the territory.
    by_commune: HashMap<CommuneCode, Vec<PlaceId>>,
}

impl<'run> PlacesByCode<'run> {
    fn new(territory: &Territory, sites: &'run Sites) -> Self {
        let communes = territory.communes_of_places();
        let mut places = Self { sites, by_stated: HashMap::new(), by_commune: HashMap::new() };
        for place in sites.ids().filter(|place| may_serve(sites, *place)) {
            if let Some(id) = communes[place.index()] {
                places.by_commune.entry(territory.commune(id).code).or_default().push(place);
            }
            if let Some(stated) = territory.place(place).commune {
                places.by_stated.entry(stated).or_default().push(place);
            }
        }
        places
    }

    /// The places of `code`; empty when it has none.
    fn of(by_code: &HashMap<CommuneCode, Vec<PlaceId>>, code: CommuneCode) -> &[PlaceId] {
        by_code.get(&code).map_or(&[], Vec::as_slice)
    }

    /// The costs of `table` from the commune `from`. The cost of a place takes precedence
    /// over that of its arrondissement, and that over the cost of its commune.
    fn costs(&self, table: &CostTable, from: CommuneCode) -> BTreeMap<PlaceId, Cost> {
        let costs = || table.costs.get(&from).into_iter().flatten();
        let to_communes = || {
            costs().filter_map(|(destination, cost)| match destination {
                Destination::Commune(to) if *to != from || *cost != Cost::ZERO => {
                    Some((*to, *cost))
                }
                _ => None,
            })
        };
        let to_places = costs().filter_map(|(destination, cost)| match destination {
            Destination::Place(place) if may_serve(self.sites, *place) => Some((*place, *cost)),
            _ => None,
        });
        let mut known: BTreeMap<PlaceId, Cost> = to_places.collect();
        for by_code in [&self.by_stated, &self.by_commune] {
            for (to, cost) in to_communes() {
                for place in Self::of(by_code, to) {
                    known.entry(*place).or_insert(cost);
                }
            }
        }
        known
    }
}

fn may_serve(sites: &Sites, place: PlaceId) -> bool {
    sites.serves(place) || sites.has_unknown_hours(place)
}

impl Travel for OnTable<'_> {
    fn unit(&self) -> CostUnit {
        self.unit
    }

    fn costs(
        &self,
        origin: TravelOrigin<'_>,
        limit: Cost,
        visit: &mut dyn FnMut(usize, PlaceId, Cost),
    ) {
        for home in 0..origin.homes.len() {
            for (place, cost) in &self.communes[origin.id.index()].known {
                if *cost <= limit {
                    visit(home, *place, *cost);
                }
            }
        }
    }

    /// All nearest sites are unknown where the table has no cost to any serving place.
    /// Otherwise those of a kind for which the cost of a place of the commune is missing,
    /// unless another place of the commune is the nearest.
    fn unknown(&self, commune: CommuneId) -> Unknown {
        let CostsFrom { known, own, reached } = &self.communes[commune.index()];
        if *reached == 0 {
            return Unknown::all(self.serving > 0);
        }
        let is = |place: PlaceId, kinds: &[Kind]| {
            self.sites.serves(place) && self.sites.kinds(place).any(|kind| kinds.contains(&kind))
        };
        let is_unknown = |kinds: &[Kind]| {
            let own = || own.iter().filter(|(place, _)| is(*place, kinds)).map(|(_, cost)| *cost);
            let known = known.iter().filter(|(place, _)| is(*place, kinds)).map(|(_, cost)| *cost);
            let of_own = own().flatten().min();
            own().any(|cost| cost.is_none()) && (of_own.is_none() || of_own != known.min())
        };
        Unknown {
            kinds: Kind::ALL.map(|kind| is_unknown(&[kind])),
            fixed: is_unknown(&[Kind::Mediation, Kind::FranceServices]),
            any: is_unknown(&Kind::ALL),
        }
    }

    fn reach(
        &self,
        origin: TravelOrigin<'_>,
        limits: &Limits,
        visit: &mut dyn FnMut(usize, &Reach),
    ) {
        let reached = reach_by_costs(self, self.sites, origin, limits);
        for (home, reach) in reached.iter().enumerate() {
            visit(home, reach);
        }
    }
}
