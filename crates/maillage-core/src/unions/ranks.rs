//! Ranks of unions within their parent, with their intervals.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::UnionResult;
use crate::{
    certainty::{self, DRAWS, RankIntervals, rank_at},
    gap::{people_in_column, worst_first},
    measure::{Measured, draws},
    model::{Level, StudyRow},
    territory::Territory,
};

/// Ranks the unions of each level in each parent by uncovered people, as they are printed. Equal
/// figures are ranked by code, the order of the unions. Parts of unions are not ranked, nor are unions
/// of which the need of some communes is unknown.
///
/// The interval is that of [`DRAWS`] draws of the need of all communes.
pub(super) fn rank(territory: &Territory, measured: &Measured, results: &mut [UnionResult]) {
    let unions = territory.unions();
    let mut groups: BTreeMap<(Level, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (at, result) in results.iter().enumerate() {
        let union = &unions[result.union];
        // Sums that leave communes out are not ranked.
        let is_known = union.is_whole() && result.without_need == 0;
        if is_known && union.contour.is_none() && result.parent.is_some() {
            groups.entry((union.level, result.parent)).or_default().push(at);
        }
    }
    for group in groups.values() {
        let uncovered: Vec<Option<f64>> =
            group.iter().map(|at| people_in_column(results[*at].need.uncovered?)).collect();
        for (rank, row) in worst_first(&uncovered).into_iter().enumerate() {
            results[group[row.index()]].rank = Some(rank + 1);
        }
    }
    let draws = draws(territory);
    if measured.results.counts_residents || !draws.vary() {
        return;
    }
    let ranked = (0..results.len()).filter(|at| results[*at].rank.is_some());
    let mut intervals = RankIntervals::new(ranked, DRAWS as usize, territory.confidence());
    for held in certainty::batches() {
        let drawn = held.into_par_iter().map_init(Vec::new, |people, rank| {
            draws.draw_into(rank, people);
            let uncovered = |row: &StudyRow| {
                let access = measured.results.communes[row.index()].access();
                Some(people[row.index()]? * (1.0 - access.covered_need?))
            };
            let of_union = |at: &usize| {
                let sum = results[*at].rows.iter().filter_map(uncovered);
                people_in_column(sum.reduce(|sum, people| sum + people)?)
            };
            let mut ranks = vec![0; results.len()];
            for group in groups.values() {
                let order = worst_first(&group.iter().map(of_union).collect::<Vec<_>>());
                // Those without anybody come after all others.
                group.iter().for_each(|at| ranks[*at] = rank_at(order.len()));
                for (rank, row) in order.into_iter().enumerate() {
                    ranks[group[row.index()]] = rank_at(rank);
                }
            }
            ranks
        });
        let drawn: Vec<Vec<u32>> = drawn.collect();
        intervals.add(&drawn.iter().map(Vec::as_slice).collect::<Vec<_>>());
    }
    for (at, interval) in intervals.finish() {
        results[at].rank_interval = Some(interval);
    }
}
