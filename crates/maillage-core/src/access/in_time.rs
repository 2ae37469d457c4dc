//! Help in time: weekly minutes of help within reach, and waiting time.
//!
//! The wait at a moment of the period is the time until a place within reach is open, and
//! zero while one is open. Moments are uniformly distributed over the period, so a gap of g
//! minutes between openings contains waits uniformly distributed from 0 to g. The mean wait
//! is Σ g² / 2 divided by the minutes of the period. The share of moments that wait longer
//! than w is Σ max(0, g − w) divided by the same.
//!
//! The period is treated as cyclic: the gap after the last slot ends with the first slot.
//! O(gaps) for each set of places, beside the counting of its [gaps](super::gaps).

use std::{cmp::Reverse, iter::repeat_n};

use super::{
    gaps::{Gap, Gaps},
    homes::quantile,
};
use crate::{model::PlaceId, presence::Presence};
use maillage_hours::{Period, Slot, SlotSeries, merged};

/// Minutes in a day.
const DAY: f64 = maillage_hours::DAY as f64;
/// The share of moments at or below the 95th percentile.
const MOST: f64 = 0.95;

/// Help in time within reach of one commune.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HelpInTime {
    /// Minutes a week of the places whose hours are known, averaged over the period and over
    /// residents: at least so many. The minutes of one vehicle at one time count once. `None`
    /// when no hours of a place within reach are known and some are unknown, which differs from
    /// zero.
    pub minutes_per_week: Option<f64>,
    /// Places within reach whose hours are unknown, whether or not they serve: the weighted median
    /// over residents of those that serve, plus that of those that do not.
    pub unknown: u32,
    /// Waiting time until a place is open: at most so long. `None` when no hours of a place
    /// within reach are known and some are unknown.
    pub waiting: Option<Waiting>,
}

/// Waiting time until a place is open, in days, over all moments of the period. Residents
/// without any place within reach that is known to open wait for ever. A field is `None` where its
/// value is infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiting {
    /// Mean.
    pub mean: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
    /// Maximum.
    pub longest: Option<f64>,
    /// Share of moments followed by seven days without any opening, 0 to 1.
    pub beyond_a_week: f64,
}

/// Help in time within reach of residents.
///
/// `near` are distinct sets of places, each with the number of residents who have exactly
/// this set within reach. `excluded` holds, for groups of residents with their number, how many
/// further places within reach are excluded because their hours are unknown. `gaps` counts the gaps
/// of a set of places over the period, and `minutes` sums its weekly minutes.
pub fn help_in_time(
    near: &[(&[PlaceId], f64)],
    excluded: Vec<(u32, f64)>,
    gaps: &mut Gaps,
    minutes: impl Fn(&[PlaceId]) -> f64,
) -> HelpInTime {
    let openings = gaps.openings();
    let (mut given, mut residents) = (0.0, 0.0);
    let mut unknown: Vec<(u32, f64)> = Vec::new();
    let mut waits: Vec<(Gap, f64)> = Vec::new();
    let mut without = 0.0;
    let mut any_known = false;
    let mut any_unknown = excluded.iter().any(|(count, weight)| *count > 0 && *weight > 0.0);
    for (ranks, weight) in near {
        let known: Vec<PlaceId> =
            ranks.iter().copied().filter(|rank| openings.is_known(*rank)).collect();
        let missing = u32::try_from(ranks.len() - known.len());
        let missing = missing.expect("places are fewer than four thousand millions");
        unknown.push((missing, *weight));
        any_known |= !known.is_empty() && *weight > 0.0;
        any_unknown |= missing > 0 && *weight > 0.0;
        given += weight * minutes(&known);
        residents += weight;
        match gaps.of(&known) {
            Some(gaps) => waits.extend(gaps.iter().map(|gap| (*gap, *weight))),
            None => without += weight,
        }
    }
    let median = |mut counts: Vec<(u32, f64)>| {
        counts.sort_by_key(|(count, _)| *count);
        quantile(&counts, 0.5).copied().unwrap_or(0)
    };
    let is_known = residents > 0.0 && (any_known || !any_unknown);
    HelpInTime {
        minutes_per_week: is_known.then(|| given / residents),
        unknown: median(excluded) + median(unknown),
        waiting: is_known.then(|| wait(waits, residents - without, without, openings.period())),
    }
}

/// Waiting time until one of `places` is open, in days; `None` when none ever opens.
///
/// # Examples
///
/// ```
/// use maillage_core::{access::waiting, presence::Presence};
/// use maillage_hours::{Period, Slot, SlotSeries};
///
/// let week: Period = "2026-01-05..2026-01-11".parse()?;
/// let monday = SlotSeries::new(vec![Slot { start: 0, end: 1_440 }]);
/// let mondays = Presence::of(monday, SlotSeries::default(), week);
/// let wait = waiting(std::iter::once(&mondays), week).expect("it opens");
/// assert_eq!(wait.longest, Some(6.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn waiting<'run>(
    places: impl Iterator<Item = &'run Presence>,
    period: Period,
) -> Option<Waiting> {
    let gaps = gaps(&open_slots(places), period)?;
    let single = |minutes: &u32| (Gap { minutes: *minutes, count: 1 }, 1.0);
    Some(wait(gaps.iter().map(single).collect(), 1.0, 0.0, period))
}

/// Waiting time of `residents`, from the gaps between openings, each weighted by the
/// residents concerned. `without` residents have no place that is known to open and wait for ever.
///
/// Gaps of one length and weight are added one after the other, because a sum of rounded terms
/// depends on its order.
fn wait(mut gaps: Vec<(Gap, f64)>, residents: f64, without: f64, period: Period) -> Waiting {
    gaps.sort_by_key(|(gap, _)| Reverse(gap.minutes));
    let of_period = f64::from(period.minutes());
    let minutes = (residents + without) * of_period;
    let sum = |of: &dyn Fn(f64) -> f64| -> f64 {
        let terms = gaps.iter().flat_map(|(gap, weight)| {
            repeat_n(weight * of(f64::from(gap.minutes)), gap.count as usize)
        });
        terms.sum()
    };
    let everybody = without == 0.0;
    // Minutes allowed beyond the percentile, less those of residents without any place.
    let beyond = (1.0 - MOST) * minutes - without * of_period;
    let longest = gaps.first().map_or(0.0, |(gap, _)| f64::from(gap.minutes));
    Waiting {
        mean: everybody.then(|| sum(&|gap| gap * gap / 2.0) / minutes / DAY),
        p95: (beyond > 0.0).then(|| exceeded_by(&gaps, beyond) / DAY),
        longest: everybody.then_some(longest / DAY),
        beyond_a_week: (sum(&|gap| (gap - 7.0 * DAY).max(0.0)) + without * of_period) / minutes,
    }
}

/// The union of the slots of `places`. Many places share their hours, so duplicates are
/// removed first.
pub(super) fn open_slots<'run>(places: impl Iterator<Item = &'run Presence>) -> Vec<Slot> {
    let mut distinct: Vec<&SlotSeries> = places.map(|presence| &presence.slots).collect();
    distinct.sort_unstable_by_key(|slots| slots.address());
    distinct.dedup_by_key(|slots| slots.address());
    let series: Vec<Vec<Slot>> = distinct.iter().map(|slots| slots.iter().collect()).collect();
    merged(&series.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// The gaps between slots, in minutes; `None` without a slot.
pub(super) fn gaps(open: &[Slot], period: Period) -> Option<Vec<u32>> {
    let (first, last) = (open.first()?, open.last()?);
    let around = first.start + (period.minutes() - last.end);
    let between = open.windows(2).map(|pair| pair[1].start - pair[0].end);
    Some(between.chain([around]).filter(|gap| *gap > 0).collect())
}

/// The wait w that is exceeded during `minutes`: the solution of Σ weight × max(0, g − w) =
/// `minutes`. Zero if all gaps together are shorter. `gaps` carry their weights and are
/// sorted from the longest.
fn exceeded_by(gaps: &[(Gap, f64)], minutes: f64) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (rank, (gap, weight)) in gaps.iter().enumerate() {
        let length = f64::from(gap.minutes);
        let shorter = gaps.get(rank + 1).map_or(0.0, |(gap, _)| f64::from(gap.minutes));
        for left in (0..gap.count).rev() {
            sum += weight * length;
            weights += weight;
            let next = if left > 0 { length } else { shorter };
            // With the gaps above w known, w solves sum − weights × w = minutes.
            let wait = (sum - minutes) / weights;
            if wait >= next {
                return wait.max(0.0);
            }
        }
    }
    0.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{access::gaps::Openings, presence::Timetable};

    fn period(days: &str) -> Period {
        days.parse().expect("a period")
    }

    fn presence(slots: &[(u32, u32)]) -> Presence {
        let slots = slots.iter().map(|(start, end)| Slot { start: *start, end: *end });
        Presence {
            minutes_per_week: 0.0,
            slots: SlotSeries::new(slots.collect()),
            unknown: SlotSeries::default(),
        }
    }

    #[test]
    fn one_day_open_in_five_makes_the_waits_of_a_gap_of_four() {
        // Open on the first of five days. The mean wait from the four others is 2 days, and
        // from all five 4/5 of that. One moment in twenty waits more than 3.75 days.
        let of = waiting([presence(&[(0, 1_440)])].iter(), period("2026-11-02..2026-11-06"));
        let of = of.expect("a slot");
        let (mean, p95) = (of.mean.expect("a mean"), of.p95.expect("a percentile"));
        assert!((mean - 1.6).abs() < 1e-9 && (p95 - 3.75).abs() < 1e-9);
        assert_eq!((of.longest, of.beyond_a_week), (Some(4.0), 0.0));
    }

    #[test]
    fn one_day_a_fortnight_leaves_six_days_in_fourteen_without_help_in_a_week() {
        let of = waiting([presence(&[(1_440, 2_880)])].iter(), period("2026-11-02..2026-11-15"));
        let of = of.expect("a slot");
        assert_eq!(of.longest, Some(13.0));
        assert!((of.beyond_a_week - 6.0 / 14.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_open_is_no_wait_and_always_open_is_none_to_wait() {
        assert_eq!(waiting([].iter(), period("2026-11-02..2026-11-08")), None);
        assert_eq!(waiting([presence(&[])].iter(), period("2026-11-02..2026-11-08")), None);
        let always = waiting([presence(&[(0, 1_440)])].iter(), period("2026-11-02..2026-11-02"));
        let nought = Some(0.0);
        let none = Waiting { mean: nought, p95: nought, longest: nought, beyond_a_week: 0.0 };
        assert_eq!(always, Some(none));
    }

    #[test]
    fn who_has_no_place_waits_for_ever_and_is_counted() {
        let fortnight = period("2026-11-02..2026-11-15");
        let timetable =
            Timetable { period: fortnight, places: vec![Some(presence(&[(1_440, 2_880)]))] };
        // Nine residents in ten have a place open one day in fourteen; one has none.
        let near: [(&[PlaceId], f64); 2] = [(&[], 1.0), (&[PlaceId(0)], 9.0)];
        let openings = Openings::new(&timetable);
        let of = help_in_time(&near, Vec::new(), &mut Gaps::new(&openings), |_| 0.0);
        let of = of.waiting.expect("for nine in ten");
        assert_eq!((of.mean, of.p95, of.longest), (None, None, None));
        assert!((of.beyond_a_week - (0.1 + 0.9 * 6.0 / 14.0)).abs() < 1e-12);
    }

    /// A home whose only place has unknown hours is no reason to praise the help of the others.
    #[test]
    fn hours_that_are_unknown_make_minutes_at_least_and_waits_at_most() {
        let places = vec![Some(presence(&[(0, 1_440)])), None];
        let timetable = Timetable { period: period("2026-11-02..2026-11-02"), places };
        let minutes = |known: &[PlaceId]| 100.0 * known.len() as f64;
        let [open, unknown] = [[PlaceId(0)], [PlaceId(1)]];
        let openings = Openings::new(&timetable);
        let of = |near: &[(&[PlaceId], f64)], excluded: &[(u32, f64)]| {
            help_in_time(near, excluded.to_vec(), &mut Gaps::new(&openings), minutes)
        };
        let one_in_ten = of(&[(&open, 1.0), (&unknown, 9.0)], &[]);
        assert_eq!(one_in_ten.minutes_per_week, Some(10.0));
        let waiting = one_in_ten.waiting.expect("some hours are known");
        assert_eq!((waiting.mean, waiting.p95, waiting.longest), (None, None, None));
        assert!((waiting.beyond_a_week - 0.9).abs() < 1e-12);
        // Nothing is known, or there is nothing.
        assert_eq!(of(&[(&[], 1.0), (&unknown, 9.0)], &[]).minutes_per_week, None);
        let excluded = [(0, 6.0), (1, 4.0)];
        assert_eq!(of(&[(&[], 10.0)], &excluded).waiting, None);
        let nobody = of(&[(&[], 1.0)], &[]);
        assert_eq!(nobody.minutes_per_week, Some(0.0));
        assert_eq!(nobody.waiting.map(|waiting| waiting.beyond_a_week), Some(1.0));
    }

    #[test]
    fn gaps_counted_or_listed_make_the_same_waits_to_the_last_bit() {
        let long = [9_001, 4_000, 1_439, 60, 7];
        let weights = [0.1, 1.0 / 3.0, 1_234.5];
        let mut counted = Vec::new();
        for weight in weights {
            for (rank, minutes) in long.into_iter().enumerate() {
                counted.push((Gap { minutes, count: 3 + 17 * rank as u32 }, weight));
            }
        }
        let single = |(gap, weight): &(Gap, f64)| {
            repeat_n((Gap { count: 1, ..*gap }, *weight), gap.count as usize)
        };
        let listed: Vec<(Gap, f64)> = counted.iter().flat_map(single).collect();
        let fortnight = period("2026-11-02..2026-11-15");
        for without in [0.0, 0.7, 20.0] {
            let of = |gaps: &[(Gap, f64)]| wait(gaps.to_vec(), 1_234.9, without, fortnight);
            assert_eq!(of(&counted), of(&listed));
        }
    }

    /// Oracle: the wait from the start of every minute.
    fn minute_by_minute(open: &[Slot], minutes: u32) -> Vec<f64> {
        let is_open =
            |minute: u32| open.iter().any(|slot| (slot.start..slot.end).contains(&minute));
        let wait = |from: u32| (0..).find(|wait| is_open((from + wait) % minutes));
        (0..minutes).map(|from| f64::from(wait(from).expect("open once"))).collect()
    }

    proptest! {
        #[test]
        fn waits_agree_with_those_from_every_minute(
            starts in prop::collection::vec((0_u32..1_430, 1_u32..200), 1..6),
        ) {
            let minutes = 1_440;
            let cut = |(start, long): &(u32, u32)| (*start, (start + long).min(minutes));
            let places: Vec<Presence> = starts.iter().map(|slot| presence(&[cut(slot)])).collect();
            let of = waiting(places.iter(), period("2026-11-02..2026-11-02")).expect("a slot");
            let mut waits = minute_by_minute(&open_slots(places.iter()), minutes);
            waits.sort_by(f64::total_cmp);
            // The wait from the start of a minute is half a minute above the mean over that
            // minute.
            let mean = waits.iter().sum::<f64>() / f64::from(minutes);
            let days = |days: Option<f64>| days.expect("everybody has a place") * DAY;
            prop_assert!((days(of.mean) - mean).abs() <= 0.5, "{:?} {}", of.mean, mean);
            let p95 = waits[(waits.len() * 95).div_ceil(100) - 1];
            prop_assert!((days(of.p95) - p95).abs() <= 1.0, "{:?} {}", of.p95, p95);
            prop_assert!((days(of.longest) - waits[waits.len() - 1]).abs() < 1e-6);
        }
    }
}
