//! The group and the level of need of each commune, by which inequality is parted and ranked.
//!
//! Groups are EPCI. A commune that is in none is a group of its own, unless no commune is in one.

use std::collections::BTreeMap;

use crate::{
    model::{Commune, StudyRow},
    territory::Territory,
};

/// Group and level of need of each commune of the study area.
pub(crate) struct Ranked {
    /// By study row.
    communes: Vec<(Option<u32>, Option<f64>)>,
}

impl Ranked {
    /// Those of the communes of `territory`.
    pub(crate) fn of(territory: &Territory) -> Self {
        let mut groups: BTreeMap<&str, u32> = BTreeMap::new();
        for commune in territory.studied() {
            let next = u32::try_from(groups.len()).unwrap_or(u32::MAX);
            groups.entry(group(commune)).or_insert(next);
        }
        let has_epci = territory.studied().any(|commune| commune.epci.is_some());
        let ranked = territory.studied().map(|commune| {
            let group = has_epci.then(|| groups[group(commune)]);
            (group, commune.need.and_then(|need| need.level))
        });
        Self { communes: ranked.collect() }
    }

    /// The group of a commune; `None` when no commune is in one.
    pub(crate) fn group(&self, row: StudyRow) -> Option<u32> {
        self.communes[row.index()].0
    }

    /// The level of need of a commune; `None` when unknown.
    pub(crate) fn need(&self, row: StudyRow) -> Option<f64> {
        self.communes[row.index()].1
    }
}

fn group(commune: &Commune) -> &str {
    commune.epci.as_deref().unwrap_or(commune.code.as_str())
}
