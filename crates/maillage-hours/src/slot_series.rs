//! Series of slots, held week by week.
//!
//! Most places open at the same hours every week, except in weeks of holidays, so that a series holds
//! the slots of a few distinct weeks in the place of those of all. In memory O(changes from week to
//! week), beside the distinct weeks, which series [share](SlotSeries::shared).

use std::{collections::HashSet, sync::Arc};

use super::{DAY, Slot, union};

/// Minutes in a week.
pub const WEEK: u32 = 7 * DAY;

/// Slots over a period in order of time, of which no two touch. Clones share them.
///
/// # Examples
///
/// ```
/// use maillage_hours::{Slot, SlotSeries, WEEK};
///
/// let on_monday = |week| Slot { start: week * WEEK + 540, end: week * WEEK + 720 };
/// let series = SlotSeries::new((0..52).map(on_monday).collect());
/// assert_eq!(series.minutes(), 52 * 180);
/// assert_eq!(series.iter().nth(1), Some(on_monday(1)));
/// assert!(series.holds(600) && !series.holds(720));
/// // All weeks are alike.
/// assert_eq!(series.weeks().count(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SlotSeries(Arc<[AlikeWeeks]>);

/// Successive weeks that have the same slots: see [`SlotSeries::weeks`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AlikeWeeks {
    /// Rank of the first of them in the period, from 0.
    pub first: u32,
    /// Their number.
    pub count: u32,
    /// The slots of one of them, in minutes after its start. A slot that runs into another week is
    /// cut there.
    pub slots: Arc<[Slot]>,
}

impl SlotSeries {
    /// The union of `slots`, which end within ten years: the longest [`Period`](super::Period).
    /// O(slots log slots).
    pub fn new(slots: Vec<Slot>) -> Self {
        let mut rest = &*union(slots);
        let mut weeks = WeekByWeek::default();
        let mut of_week = Vec::new();
        while let Some(next) = rest.first() {
            let rank = weeks.end().max(next.start / WEEK);
            let (start, end) = (rank * WEEK, (rank + 1) * WEEK);
            of_week.clear();
            while let Some(slot) = rest.first().filter(|slot| slot.start < end) {
                let of = |minute: u32| minute.clamp(start, end) - start;
                of_week.push(Slot { start: of(slot.start), end: of(slot.end) });
                if slot.end > end {
                    break;
                }
                rest = &rest[1..];
            }
            weeks.add(rank, &of_week.as_slice().into());
        }
        weeks.series()
    }

    /// The slots, in order.
    pub fn iter(&self) -> impl Iterator<Item = Slot> + Clone {
        let pieces = self.0.iter().flat_map(|alike| {
            (alike.first..alike.first + alike.count).flat_map(|week| {
                let start = week * WEEK;
                let at =
                    move |slot: &Slot| Slot { start: start + slot.start, end: start + slot.end };
                alike.slots.iter().map(at)
            })
        });
        Touching { pieces, next: None }
    }

    /// The weeks with slots, in order.
    pub fn weeks(&self) -> impl Iterator<Item = &AlikeWeeks> + Clone {
        self.0.iter()
    }

    /// Start of the first slot.
    pub fn first_start(&self) -> Option<u32> {
        let alike = self.0.first()?;
        Some(alike.first * WEEK + alike.slots.first()?.start)
    }

    /// Whether there is no slot.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Minutes of all slots together.
    pub fn minutes(&self) -> u32 {
        let of_week =
            |alike: &AlikeWeeks| alike.slots.iter().map(|slot| slot.minutes()).sum::<u32>();
        self.0.iter().map(|alike| alike.count * of_week(alike)).sum()
    }

    /// Whether a slot holds this minute of the period. O(log weeks + log slots of a week).
    pub fn holds(&self, minute: u32) -> bool {
        let (week, minute) = (minute / WEEK, minute % WEEK);
        let after = self.0.partition_point(|alike| alike.first + alike.count <= week);
        self.0.get(after).filter(|alike| alike.first <= week).is_some_and(|alike| {
            let after = alike.slots.partition_point(|slot| slot.end <= minute);
            alike.slots.get(after).is_some_and(|slot| slot.start <= minute)
        })
    }

    /// The same for all clones of a series, and for no series of other slots while one of them lives.
    pub fn address(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    /// This series. Weeks that `known` has are shared with it, and others are added to it: many series
    /// have few distinct weeks.
    pub fn shared(&self, known: &mut HashSet<Arc<[Slot]>>) -> Self {
        let shared = |alike: &AlikeWeeks| {
            let slots = known.get(&alike.slots).cloned().unwrap_or_else(|| {
                known.insert(Arc::clone(&alike.slots));
                Arc::clone(&alike.slots)
            });
            AlikeWeeks { slots, ..*alike }
        };
        Self(self.0.iter().map(shared).collect())
    }
}

/// A series that is made week by week.
#[derive(Debug, Default)]
pub(crate) struct WeekByWeek(Vec<AlikeWeeks>);

impl WeekByWeek {
    /// Adds the slots of the week of this rank, which comes after those added before.
    pub(crate) fn add(&mut self, rank: u32, slots: &Arc<[Slot]>) {
        if slots.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.first + last.count == rank && last.slots == *slots => {
                last.count += 1;
            }
            _ => self.0.push(AlikeWeeks { first: rank, count: 1, slots: Arc::clone(slots) }),
        }
    }

    /// Rank of the week after the last one added.
    fn end(&self) -> u32 {
        self.0.last().map_or(0, |alike| alike.first + alike.count)
    }

    /// The series of these weeks.
    pub(crate) fn series(self) -> SlotSeries {
        SlotSeries(self.0.into())
    }
}

/// Slots of which those that touch are one.
#[derive(Clone)]
struct Touching<Pieces> {
    pieces: Pieces,
    next: Option<Slot>,
}

impl<Pieces: Iterator<Item = Slot>> Iterator for Touching<Pieces> {
    type Item = Slot;

    fn next(&mut self) -> Option<Slot> {
        let mut whole = self.next.take().or_else(|| self.pieces.next())?;
        for piece in self.pieces.by_ref() {
            if piece.start != whole.end {
                self.next = Some(piece);
                break;
            }
            whole.end = piece.end;
        }
        Some(whole)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Slots of three weeks, some of them longer than a week.
    fn slots() -> impl Strategy<Value = Vec<Slot>> {
        let long = prop_oneof![4 => 0_u32..600, 1 => 0_u32..20_000];
        let slot =
            (0_u32..3 * WEEK, long).prop_map(|(start, long)| Slot { start, end: start + long });
        // The same slots in several weeks as well.
        let weeks = prop::collection::vec(0_u32..3, 0..4);
        (prop::collection::vec(slot, 0..8), weeks).prop_map(|(slots, weeks)| {
            let moved = |week: u32| {
                slots.iter().map(move |slot| Slot {
                    start: slot.start + week * WEEK,
                    end: slot.end + week * WEEK,
                })
            };
            slots.iter().copied().chain(weeks.into_iter().flat_map(moved)).collect()
        })
    }

    proptest! {
        #[test]
        fn a_series_is_the_union_of_its_slots(slots in slots(), minutes in prop::collection::vec(0_u32..6 * WEEK, 20)) {
            let series = SlotSeries::new(slots.clone());
            let whole = union(slots);
            prop_assert_eq!(series.iter().collect::<Vec<_>>(), whole.clone());
            prop_assert_eq!(series.first_start(), whole.first().map(|slot| slot.start));
            prop_assert_eq!(series.minutes(), whole.iter().map(|slot| slot.minutes()).sum::<u32>());
            prop_assert_eq!(series.is_empty(), whole.is_empty());
            let bounds = whole.iter().flat_map(|slot| [slot.start, slot.end]);
            for minute in minutes.into_iter().chain(bounds) {
                let is_open = whole.iter().any(|slot| (slot.start..slot.end).contains(&minute));
                prop_assert_eq!(series.holds(minute), is_open, "minute {}", minute);
            }
        }

        #[test]
        fn equal_series_are_held_alike(slots in slots()) {
            let series = SlotSeries::new(slots);
            let again = SlotSeries::new(series.iter().collect());
            prop_assert_eq!(&again, &series);
            let mut known = HashSet::new();
            let [one, other] = [&series, &again].map(|series| series.shared(&mut known));
            prop_assert_eq!(&one, &series);
            for (one, other) in one.weeks().zip(other.weeks()) {
                prop_assert!(Arc::ptr_eq(&one.slots, &other.slots));
            }
        }
    }
}
