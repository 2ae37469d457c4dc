//! Intervals of ranks over many draws, in little memory.
//!
//! An interval leaves the same number of draws out at both ends. Of the ranks of a row only those that
//! may be left out or be a bound are kept. O(draws) per row.

use rayon::prelude::*;

use crate::need::Confidence;

/// Rows whose draws are put together at one time, so that what a draw says of them is read together.
const TOGETHER: usize = 64;

/// The ranks of rows in the draws so far, as far as an interval needs them.
pub(crate) struct RankIntervals {
    /// Number of ranks needed at each end: those left out, and the bound.
    needed: usize,
    rows: Vec<Row>,
}

/// The lowest and the highest ranks of a row.
struct Row {
    /// Its index in a draw.
    row: usize,
    /// Those that are needed, and some between.
    ranks: Vec<u32>,
    /// Ranks from the first to the second are not needed: as many as are needed at each end are as
    /// low as the first, and as high as the second.
    between: Option<(u32, u32)>,
}

impl RankIntervals {
    /// No draws yet of `draws` in all. Intervals are wanted of `rows`.
    pub(crate) fn new(
        rows: impl Iterator<Item = usize>,
        draws: usize,
        confidence: Confidence,
    ) -> Self {
        let left_out = draws * (100 - usize::from(confidence.per_cent())) / 200;
        let rows = rows.map(|row| Row { row, ranks: Vec::new(), between: None });
        Self { needed: left_out + 1, rows: rows.collect() }
    }

    /// Adds draws. Each holds the ranks of all rows, those without an interval as well.
    ///
    /// # Panics
    ///
    /// When a draw lacks a row of which an interval is wanted.
    pub(crate) fn add(&mut self, draws: &[&[u32]]) {
        let needed = self.needed;
        self.rows.par_chunks_mut(TOGETHER).for_each(|rows| {
            for draw in draws {
                rows.iter_mut().for_each(|row| row.add(draw[row.row], needed));
            }
        });
    }

    /// Each row with its interval of ranks: equal numbers of draws below and above, and the confidence
    /// between; worse rank first.
    ///
    /// # Panics
    ///
    /// When a row got fewer draws than are needed at one end.
    pub(crate) fn finish(self) -> impl Iterator<Item = (usize, (usize, usize))> {
        let needed = self.needed;
        self.rows.into_iter().map(move |mut row| {
            row.ranks.sort_unstable();
            let [worse, better] = [needed - 1, row.ranks.len() - needed];
            (row.row, (row.ranks[worse] as usize, row.ranks[better] as usize))
        })
    }
}

impl Row {
    fn add(&mut self, rank: u32, needed: usize) {
        if self.between.is_some_and(|(low, high)| low <= rank && rank <= high) {
            return;
        }
        if self.ranks.capacity() == 0 {
            self.ranks.reserve_exact(4 * needed);
        }
        self.ranks.push(rank);
        if self.ranks.len() == 4 * needed {
            self.drop_between(needed);
        }
    }

    /// Drops the ranks that are not needed.
    fn drop_between(&mut self, needed: usize) {
        let end = self.ranks.len() - needed;
        let low = *self.ranks.select_nth_unstable(needed - 1).1;
        let high = *self.ranks[needed..].select_nth_unstable(end - needed).1;
        self.ranks.drain(needed..end);
        self.between = Some((low, high));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn as_many_draws_are_below_the_interval_of_ranks_as_above(
            ranks in prop::collection::vec(prop::collection::vec(1_u32..50, 70), 1..200),
            together in 1..9_usize,
        ) {
            for confidence in [Confidence::Eighty, Confidence::Ninety] {
                let rows = (0..70).filter(|row| row % 3 > 0);
                let mut intervals = RankIntervals::new(rows.clone(), ranks.len(), confidence);
                for draws in ranks.chunks(together) {
                    intervals.add(&draws.iter().map(Vec::as_slice).collect::<Vec<_>>());
                }
                let judge = |row: usize| {
                    let mut sorted: Vec<u32> = ranks.iter().map(|draw| draw[row]).collect();
                    sorted.sort_unstable();
                    let cut = ranks.len() * (100 - usize::from(confidence.per_cent())) / 200;
                    let bounds = [sorted[cut], sorted[ranks.len() - 1 - cut]];
                    (row, bounds.map(|rank| rank as usize).into())
                };
                let found: Vec<(usize, (usize, usize))> = intervals.finish().collect();
                prop_assert_eq!(found, rows.map(judge).collect::<Vec<_>>());
            }
        }
    }
}
