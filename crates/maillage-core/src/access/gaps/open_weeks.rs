//! Unions of weeks, in bits of the stretches of a week.
//!
//! A stretch lies between two minutes at which some place of the run opens or closes, with none
//! between: on real lists a few hundred, of a quarter of an hour, where a week has ten thousand
//! minutes. O(slots + stretches) for a union.

use std::sync::Arc;

use maillage_hours::{Slot, WEEK};

/// Weeks of slots.
#[derive(Debug, Clone, Default)]
pub(super) struct OpenWeeks {
    /// The minutes of the week between which its stretches lie, in ascending order.
    bounds: Vec<u32>,
    /// The stretches that are open, week after week: the first, and the one after the last.
    spans: Vec<(u16, u16)>,
    /// Rank of the first span of each week, and the number of spans at the end.
    firsts: Vec<usize>,
}

impl OpenWeeks {
    /// The weeks with these slots, in minutes after their start, at most a week.
    pub(super) fn new(weeks: &[Arc<[Slot]>]) -> Self {
        let slots = || weeks.iter().flat_map(|week| not_empty(week));
        let mut is_bound = vec![false; WEEK as usize + 1];
        for slot in slots() {
            is_bound[slot.start as usize] = true;
            is_bound[slot.end as usize] = true;
        }
        let bounds: Vec<u32> = (0..=WEEK).filter(|minute| is_bound[*minute as usize]).collect();
        let mut at = vec![0; is_bound.len()];
        for (rank, minute) in (0_u16..).zip(&bounds) {
            at[*minute as usize] = rank;
        }
        let span = |slot: &Slot| (at[slot.start as usize], at[slot.end as usize]);
        let mut spans = Vec::with_capacity(slots().count());
        spans.extend(slots().map(span));
        let mut firsts = Vec::with_capacity(weeks.len() + 1);
        firsts.push(0);
        for week in weeks {
            firsts.push(firsts[firsts.len() - 1] + not_empty(week).count());
        }
        Self { bounds, spans, firsts }
    }

    /// Sets the bits of the stretches at which some of `weeks` is open.
    pub(super) fn unite(&self, weeks: impl Iterator<Item = u32>, open: &mut Vec<u64>) {
        open.clear();
        open.resize(self.bounds.len().div_ceil(64), 0);
        for week in weeks {
            let [first, end] = [0, 1].map(|next| self.firsts[week as usize + next]);
            self.spans[first..end].iter().for_each(|span| set(open, *span));
        }
    }

    /// The minutes from which and until which the stretches of `open` last, one after the other.
    pub(super) fn slots(&self, open: &[u64]) -> impl Iterator<Item = Slot> {
        let mut closed = 0;
        std::iter::from_fn(move || {
            let start = next_set(open, closed, u64::MIN)?;
            // The last bound starts no stretch, so its bit is never set.
            closed = next_set(open, start, u64::MAX)?;
            Some(Slot { start: self.bounds[start as usize], end: self.bounds[closed as usize] })
        })
    }
}

fn not_empty(week: &[Slot]) -> impl Iterator<Item = &Slot> {
    week.iter().filter(|slot| slot.start < slot.end)
}

/// Sets the bits of a span.
fn set(open: &mut [u64], (start, end): (u16, u16)) {
    let (first, last) = (usize::from(start / 64), usize::from((end - 1) / 64));
    let from = u64::MAX << (start % 64);
    let to = u64::MAX >> (63 - (end - 1) % 64);
    if first == last {
        open[first] |= from & to;
    } else {
        open[first] |= from;
        open[first + 1..last].fill(u64::MAX);
        open[last] |= to;
    }
}

/// The first bit from `from` that is set; when `flip` is all ones, that is not set.
fn next_set(open: &[u64], from: u32, flip: u64) -> Option<u32> {
    let mut at = (from / 64) as usize;
    let mut word = (open.get(at)? ^ flip) & (u64::MAX << (from % 64));
    while word == 0 {
        at += 1;
        word = open.get(at)? ^ flip;
    }
    Some(64 * at as u32 + word.trailing_zeros())
}
