//! Totals of a run with their intervals, and what its need is worth.

use std::collections::{BTreeMap, BTreeSet};

use super::Coverage;
use maillage_core::{
    model::{Commune, CommuneCode},
    need::{Interval, total_with_interval},
};

/// So few estimated people are too few to be shown of one commune: the limit under which
/// statistics of households are kept secret.
const TOO_FEW: f64 = 11.0;

/// What the need of one commune is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedQuality {
    /// Estimated, with an interval.
    Estimated,
    /// Estimated, of so few people that it counts in sums only.
    TooFew,
    /// As a table gives it.
    Given,
    /// The survey of the rates does not cover it.
    OutsideRates,
}

impl NeedQuality {
    /// Its value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Estimated => "estimation",
            Self::TooFew => "petit_effectif",
            Self::Given => "donnee",
            Self::OutsideRates => "hors_champ",
        }
    }
}

/// Estimated people of some communes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Totals {
    /// All of them.
    pub need: Interval,
    /// Those beyond the main threshold.
    pub uncovered: Interval,
}

impl Coverage {
    /// What the need of the commune of this rank is worth; `None` when it is unknown.
    pub fn need_quality(&self, rank: usize) -> Option<NeedQuality> {
        let commune = &self.territory.communes[rank];
        if commune.is_empty() {
            return None;
        }
        let Some(estimates) = &self.estimates else {
            return commune.need.map(|_| NeedQuality::Given);
        };
        if !estimates.table.covers_departement(commune.code.departement()) {
            return Some(NeedQuality::OutsideRates);
        }
        let people = commune.need?.people?;
        Some(if people < TOO_FEW { NeedQuality::TooFew } else { NeedQuality::Estimated })
    }

    /// The totals of the communes that `of` chooses; `None` when need is not estimated there.
    pub fn totals(&self, of: impl Fn(&Commune) -> bool) -> Option<Totals> {
        let estimates = self.estimates.as_ref()?;
        let confidence = self.options.need.confidence;
        let chosen: Vec<(CommuneCode, f64)> = self
            .territory
            .communes
            .iter()
            .zip(&self.access)
            .filter(|(commune, _)| of(commune) && commune.need.is_some())
            .map(|(commune, access)| (commune.code, 1.0 - access.covered_need.unwrap_or(1.0)))
            .collect();
        if chosen.is_empty() {
            return None;
        }
        let all = chosen.iter().map(|(code, _)| (*code, 1.0));
        Some(Totals {
            need: total_with_interval(estimates, all, confidence),
            uncovered: total_with_interval(estimates, chosen.iter().copied(), confidence),
        })
    }

    /// People concerned beyond the main threshold in the commune of this rank, with their
    /// interval; `None` when bounds are unknown.
    pub fn uncovered(&self, rank: usize) -> Option<(f64, f64)> {
        let (commune, access) = (&self.territory.communes[rank], &self.access[rank]);
        let (need, part) = (commune.need?, 1.0 - access.covered_need?);
        match &self.estimates {
            Some(estimates) => {
                let confidence = self.options.need.confidence;
                let alone = std::iter::once((commune.code, part));
                let of = total_with_interval(estimates, alone, confidence);
                Some((of.low, of.high))
            }
            None => Some((need.low? * part, need.high? * part)),
        }
    }

    /// The totals of each département, by code.
    pub fn totals_by_departement(&self) -> BTreeMap<String, Totals> {
        let codes = self.territory.communes.iter().map(|commune| commune.code.departement());
        let codes: BTreeSet<&str> = codes.collect();
        let totals = codes.into_iter().filter_map(|code| {
            let totals = self.totals(|commune| commune.code.departement() == code)?;
            Some((code.to_owned(), totals))
        });
        totals.collect()
    }
}
