//! Travel with a table of costs, by commune and place or by pair of communes.
//!
//! A pair absent from the table has no cost. A zero from a commune to itself also counts as
//! absent, because travel within a commune takes time. When the cost of a place in the
//! commune itself is missing, that place may be the nearest, so the nearest place is
//! unknown: the cost of a place in a neighbouring commune is never used instead.
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
    /// Costs by origin and destination; each pair occurs once. A destination is the
    /// identifier of a place, or the code of a commune, which stands for all its places.
    pub costs: BTreeMap<CommuneCode, BTreeMap<String, Cost>>,
}

/// Number of pairs that a run needed, and number that the table lacked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PairCounts {
    /// Pairs of a commune of the study area and a serving place.
    pub needed: usize,
    /// Pairs without a cost in the table.
    pub missing: usize,
    /// Communes of the study area without any cost.
    pub communes_without_cost: usize,
    /// Communes of the study area with some cost, but none to the places of their own.
    pub own_places_unknown: usize,
}

/// Travel to the sites of one run with a table of costs.
pub struct OnTable<'run> {
    unit: CostUnit,
    sites: &'run Sites,
    /// For each commune, the places that have a cost, with that cost.
    costs: Vec<Vec<(PlaceId, Cost)>>,
    /// For each commune, the sites in the commune itself, and whether their cost is known.
    own: Vec<Vec<(PlaceId, bool)>>,
    pairs: PairCounts,
}

impl<'run> OnTable<'run> {
    /// Travel with `table` within `territory`. A place in the commune itself whose cost is
    /// missing costs `own_commune`; without `own_commune` its cost is unknown.
    pub fn new(
        table: &CostTable,
        territory: &Territory,
        sites: &'run Sites,
        own_commune: Option<Cost>,
    ) -> Self {
        let may_serve = |place: &PlaceId| sites.serves(*place) || sites.has_unknown_hours(*place);
        let mut by_id: HashMap<&str, Vec<PlaceId>> = HashMap::new();
        let mut by_commune: HashMap<CommuneCode, Vec<PlaceId>> = HashMap::new();
        let communes = territory.communes_of_places();
        for place in sites.ids().filter(may_serve) {
            by_id.entry(&territory.place(place).id).or_default().push(place);
            if let Some(id) = communes[place.index()] {
                by_commune.entry(territory.commune(id).code).or_default().push(place);
            }
        }
        let none: &[PlaceId] = &[];
        let mut costs = vec![Vec::new(); territory.communes().len()];
        let mut own_of = vec![Vec::new(); territory.communes().len()];
        let mut pairs = PairCounts::default();
        let wanted = sites.ids().filter(|place| sites.serves(*place)).count();
        for id in territory.study() {
            let code = territory.commune(*id).code;
            let own = by_commune.get(&code).map_or(none, Vec::as_slice);
            let mut known: BTreeMap<PlaceId, Cost> = BTreeMap::new();
            let costs_from = table.costs.get(&code).into_iter().flatten();
            // The cost of a place takes precedence over the cost of its commune.
            let (to_places, to_communes): (Vec<_>, Vec<_>) =
                costs_from.partition(|(destination, _)| by_id.contains_key(destination.as_str()));
            for (destination, cost) in to_places {
                known.extend(by_id[destination.as_str()].iter().map(|place| (*place, *cost)));
            }
            for (destination, cost) in to_communes {
                let to = commune_code(destination);
                if to == Some(code) && *cost == Cost::ZERO {
                    continue;
                }
                let places = to.and_then(|to| by_commune.get(&to)).map_or(none, Vec::as_slice);
                for place in places {
                    known.entry(*place).or_insert(*cost);
                }
            }
            let has_costs = !known.is_empty();
            for place in own {
                if let Some(cost) = own_commune {
                    known.entry(*place).or_insert(cost);
                }
            }
            let own = own.iter().filter(|place| sites.serves(**place));
            let own: Vec<(PlaceId, bool)> =
                own.map(|place| (*place, known.contains_key(place))).collect();
            let reached = known.keys().filter(|place| sites.serves(**place)).count();
            pairs.needed += wanted;
            pairs.missing += wanted - reached;
            pairs.communes_without_cost += usize::from(!has_costs);
            let is_unknown = !own.is_empty() && own.iter().all(|(_, is_known)| !is_known);
            pairs.own_places_unknown += usize::from(is_unknown && has_costs);
            own_of[id.index()] = own;
            costs[id.index()] = known.into_iter().collect();
        }
        Self { unit: table.unit, sites, costs, own: own_of, pairs }
    }

    /// The numbers of needed and missing pairs.
    pub fn pairs(&self) -> PairCounts {
        self.pairs
    }

    /// Which nearest sites of a commune are unknown. All of them where the table has no
    /// cost from the commune. Otherwise those of a kind for which a place in the commune
    /// has no cost, and no other place in the commune has one.
    fn unknown(&self, id: CommuneId) -> Unknown {
        let own = &self.own[id.index()];
        if self.costs[id.index()].is_empty() {
            return Unknown { kinds: [true; 3], fixed: true, any: true };
        }
        let is_unknown = |of: &dyn Fn(PlaceId) -> bool| {
            let mut places = own.iter().filter(|(place, _)| of(*place)).peekable();
            places.peek().is_some() && places.all(|(_, is_known)| !is_known)
        };
        let is = |place, kind| self.sites.kinds(place).any(|of| of == kind);
        Unknown {
            kinds: Kind::ALL.map(|kind| is_unknown(&|place| is(place, kind))),
            fixed: is_unknown(&|place| {
                is(place, Kind::Mediation) || is(place, Kind::FranceServices)
            }),
            any: is_unknown(&|_| true),
        }
    }
}

/// Parses a commune code; a lost leading zero is restored.
fn commune_code(text: &str) -> Option<CommuneCode> {
    let padded = if text.len() == 4 { &format!("0{text}") } else { text };
    padded.parse().ok()
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
            for (place, cost) in &self.costs[origin.id.index()] {
                if *cost <= limit {
                    visit(home, *place, *cost);
                }
            }
        }
    }

    fn reach(
        &self,
        origin: TravelOrigin<'_>,
        limits: &Limits,
        visit: &mut dyn FnMut(usize, &Reach),
    ) {
        for (home, mut reach) in
            reach_by_costs(self, self.sites, origin, limits).into_iter().enumerate()
        {
            reach.unknown = self.unknown(origin.id);
            for (nearest, unknown) in reach.nearest.iter_mut().zip(reach.unknown.kinds) {
                if unknown {
                    *nearest = None;
                }
            }
            visit(home, &reach);
        }
    }
}
