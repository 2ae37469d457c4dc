//! Travel by a given table of costs, one for each commune and place or pair of communes.
//!
//! A table says nothing of a pair that it lacks, and a nought from a commune to itself is such
//! a lack: travel within a commune takes time. The nearest place of a commune is then unknown
//! where the cost of a place of its own is missing, because that place may be the nearest:
//! a neighbour's cost never stands in for it.
//!
//! O(pairs of the table + places) to make, O(pairs of the commune) a commune.

use std::collections::{BTreeMap, HashMap};

use super::{
    Cost, CostUnit, Limits, Origin, Reach, Travel,
    reach::{Unknown, reach_by_costs},
};
use crate::{
    model::{CommuneCode, CommuneId, Kind, PlaceId},
    sites::Sites,
    territory::Territory,
};

/// Costs between communes and places, as a table gives them.
#[derive(Debug, Clone, PartialEq)]
pub struct CostTable {
    /// What the costs are.
    pub unit: CostUnit,
    /// By origin and destination, each pair once. A destination is the identifier of a place,
    /// or else the code of a commune, which stands for the places of that commune.
    pub costs: BTreeMap<CommuneCode, BTreeMap<String, Cost>>,
}

/// How many pairs a run needed of a table, and how many the table had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PairCounts {
    /// Pairs of a commune of the study area and a place that serves.
    pub needed: usize,
    /// Pairs without a cost.
    pub missing: usize,
    /// Communes of the study area without any cost.
    pub communes_without_cost: usize,
    /// Communes of the study area with some cost, but none to the places of their own.
    pub own_places_unknown: usize,
}

/// Travel by a table of costs to the sites of one run.
pub struct OnTable<'run> {
    unit: CostUnit,
    sites: &'run Sites,
    /// By commune, the cost of each place that has one.
    costs: Vec<Vec<(PlaceId, Cost)>>,
    /// By commune, the sites of its own, and whether their cost is known.
    own: Vec<Vec<(PlaceId, bool)>>,
    pairs: PairCounts,
}

impl<'run> OnTable<'run> {
    /// Travel by `table` within `territory`. A place of a commune's own whose cost is missing
    /// costs `own_commune` if that is given, and else is unknown.
    pub fn new(
        table: &CostTable,
        territory: &Territory,
        sites: &'run Sites,
        own_commune: Option<Cost>,
    ) -> Self {
        let asked = |place: &PlaceId| sites.serves(*place) || sites.has_unknown_hours(*place);
        let mut by_id: HashMap<&str, Vec<PlaceId>> = HashMap::new();
        let mut by_commune: HashMap<CommuneCode, Vec<PlaceId>> = HashMap::new();
        let communes = territory.communes_of_places();
        for place in sites.ids().filter(asked) {
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
            // The cost of a place itself goes before that of its commune.
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

    /// How many pairs were needed and missing.
    pub fn pairs(&self) -> PairCounts {
        self.pairs
    }

    /// What of the nearest sites of a commune is unknown: everything where the table has no
    /// cost from it; else where a place of its own has no cost, and no other one has.
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

/// The commune code that `text` writes, a lost leading zero restored.
fn commune_code(text: &str) -> Option<CommuneCode> {
    let padded = if text.len() == 4 { &format!("0{text}") } else { text };
    padded.parse().ok()
}

impl Travel for OnTable<'_> {
    fn unit(&self) -> CostUnit {
        self.unit
    }

    fn costs(&self, origin: Origin<'_>, limit: Cost, visit: &mut dyn FnMut(usize, PlaceId, Cost)) {
        for home in 0..origin.homes.len() {
            for (place, cost) in &self.costs[origin.id.index()] {
                if *cost <= limit {
                    visit(home, *place, *cost);
                }
            }
        }
    }

    fn reach(&self, origin: Origin<'_>, limits: &Limits, visit: &mut dyn FnMut(usize, &Reach)) {
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
