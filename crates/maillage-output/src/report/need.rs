//! The facts of need: the rates it was estimated from, its totals and their certainty.

use std::collections::BTreeSet;

use super::{Fact, People, RateUsed, Rates};
use crate::Coverage;
use crate::rows;
use maillage_core::need::NeedSubject;
use maillage_core::{
    certainty::{Certainty, Verdict},
    model::listing,
    need::{self, Estimates},
};
use maillage_intake::ledger::Role;

/// The published rates of régions are compared in runs of more départements than this: in a
/// run of one département they say nothing about it. The metadata always have the comparison.
const COMPARED_ABOVE: usize = 50;

/// The method of the estimate; empty when need was given or is unknown.
pub(super) fn method(run: &Coverage) -> Vec<Fact> {
    let Some(estimates) = run.estimates() else { return Vec::new() };
    let mut facts = vec![rates(estimates)];
    if !estimates.crosswalk.split.is_empty() {
        let bands = listing(&estimates.crosswalk.split);
        facts.push(Fact::BandsSplit { rule: run.load.need.split_bands, bands });
    }
    facts.extend(estimates.groups.iter().map(|group| Fact::Calibrated {
        area: group.scope.clone(),
        factor: group.factor,
        before: group.expected,
        after: group.target,
    }));
    let departements: BTreeSet<&str> =
        rows::communes(run).map(|commune| commune.code.departement()).collect();
    let comparison = need::compare(estimates).filter(|_| departements.len() > COMPARED_ABOVE);
    let assumed = estimates.error.region;
    facts.extend(comparison.map(|comparison| Fact::PublishedRates { comparison, assumed }));
    facts
}

fn rates(estimates: &Estimates) -> Fact {
    let (table, complete) = (&estimates.table, &estimates.rates);
    let rate = |(rank, rate): (usize, &f64)| RateUsed {
        band: complete.bands[rank].to_string(),
        rate: *rate,
        error: complete.covariance[rank][rank].sqrt(),
        closed: complete.closed == Some(rank),
    };
    Fact::Rates(Rates {
        id: table.id.clone(),
        year: table.year,
        covers: table.covers.clone(),
        bands: complete.rates.iter().enumerate().map(rate).collect(),
        known: table.ages.iter().filter(|age| age.rate.is_some()).count(),
        verified: table.ages.iter().filter(|age| age.verified).count(),
    })
}

/// People concerned and those not covered, with intervals where these are known.
pub(super) fn people(run: &Coverage) -> Vec<Fact> {
    let Some(all) = run.people_in_need() else {
        let given = run.ledger.accounts.iter().any(|account| account.role == Role::ILLECTRONISM);
        if given {
            return vec![Fact::NobodyConcerned];
        }
        let residents: u64 = rows::communes(run).filter_map(|commune| commune.population).sum();
        let uncovered = (0..rows::count(run)).filter_map(|row| rows::gap(run, row).uncovered).sum();
        let all = residents as f64;
        let people = Fact::People { who: People::Residents, all, uncovered, left_out: None };
        return (residents > 0).then_some(people).into_iter().chain([Fact::NeedUnknown]).collect();
    };
    let (who, left_out) = (who(run), run.left_out());
    let of_unknown_travel = run.results.people_of_unknown_travel(&run.territory);
    let of_unknown_travel = of_unknown_travel.map(|people| Fact::PeopleOfUnknownTravel { people });
    let Some(totals) = run.totals(|_| true) else {
        let uncovered = (0..rows::count(run)).filter_map(|row| rows::gap(run, row).uncovered);
        let people = Fact::People { who, all, uncovered: uncovered.sum(), left_out };
        return std::iter::once(people).chain(of_unknown_travel).collect();
    };
    let with_intervals = Fact::PeopleWithIntervals {
        who,
        all: totals.need,
        uncovered: totals.uncovered,
        per_cent: run.territory.confidence().per_cent(),
        left_out,
    };
    std::iter::once(with_intervals).chain(of_unknown_travel).chain(verdicts(run)).collect()
}

/// The people whom the totals of a run count.
pub(super) fn who(run: &Coverage) -> People {
    match run.subject() {
        _ if run.people_in_need().is_none() || run.subject().is_score() => People::Residents,
        NeedSubject::Illectronism => People::Illectronic,
        NeedSubject::Column { .. } => People::Concerned,
    }
}

/// Communes of the worst class, by verdict; `None` when the variance of need is unknown.
fn verdicts(run: &Coverage) -> Option<Fact> {
    let verdicts: Vec<Verdict> = run.certainties()?.map(Certainty::verdict).collect();
    let count = |verdict| verdicts.iter().filter(|of| **of == verdict).count();
    Some(Fact::Verdicts { probable: count(Verdict::Probable), open: count(Verdict::CannotSay) })
}
