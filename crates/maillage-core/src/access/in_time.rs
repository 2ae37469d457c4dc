//! Help in time: how many minutes of it a week are within reach, and how long one waits.
//!
//! From any moment of the period, how long until a place within reach is open? Nought while
//! one is. Over the period, moments are spread evenly, so that a gap of g minutes holds waits
//! from 0 to g, each as likely: their mean is Σ g² / 2 over the minutes of the period, the
//! share that waits longer than w is Σ max(0, g − w) over them. What follows the last slot is
//! taken for a gap that ends with the first: the period is thought to come again.
//! O(slots log places) a commune.

use std::collections::BTreeMap;

use super::homes::quantile;
use crate::{
    model::PlaceId,
    presence::{Presence, Timetable},
};
use maillage_hours::{Period, Slot, merged};

/// Minutes of a day.
const DAY: f64 = maillage_hours::DAY as f64;
/// The share of moments at which one waits no longer than the 95th percentile.
const MOST: f64 = 0.95;

/// The help within reach of one commune, in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HelpInTime {
    /// Minutes a week, averaged over the period, of the places whose hours are known; those
    /// of one vehicle at one time counted once. `None` when there are places within reach,
    /// and the hours of all are unknown: that is not zero.
    pub minutes_per_week: Option<f64>,
    /// Places within reach whose hours are unknown, whether they serve or not.
    pub unknown: u32,
    /// How long one waits for a place to be open; `None` when no place within reach has known
    /// hours.
    pub waiting: Option<Waiting>,
}

/// How long one waits until help is there, in days, from any moment of the period. Who has no
/// place within reach waits for ever: `None` where that is what it comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiting {
    /// On average.
    pub mean: Option<f64>,
    /// So long or less in 95 of 100 moments.
    pub p95: Option<f64>,
    /// At the longest.
    pub longest: Option<f64>,
    /// Share of the moments from which nothing is open within seven days, 0 to 1.
    pub beyond_a_week: f64,
}

/// The help that places give in time to residents who have them within reach: `near` are the
/// places by rank, with how many residents have just these. `others` more places are within
/// reach that do not serve because their hours are unknown; `minutes` adds up what places give a
/// week.
pub fn help_in_time(
    near: &BTreeMap<Vec<PlaceId>, f64>,
    others: u32,
    timetable: &Timetable,
    minutes: impl Fn(&[PlaceId]) -> f64,
) -> HelpInTime {
    let (mut given, mut of) = (0.0, 0.0);
    let mut unknown: Vec<(u32, f64)> = Vec::new();
    let mut waits: Vec<(f64, f64)> = Vec::new();
    let (mut waiting, mut without) = (0.0, 0.0);
    for (ranks, weight) in near {
        let known: Vec<PlaceId> =
            ranks.iter().copied().filter(|rank| timetable.of(*rank).is_some()).collect();
        let missing = u32::try_from(ranks.len() - known.len());
        let missing = missing.expect("places are fewer than four thousand millions");
        unknown.push((missing, *weight));
        if !known.is_empty() || ranks.is_empty() {
            given += weight * minutes(&known);
            of += weight;
        }
        if ranks.is_empty() && others == 0 {
            without += weight;
        }
        let presences = known.iter().filter_map(|rank| timetable.of(*rank));
        if let Some(gaps) = gaps(&open_slots(presences), timetable.period) {
            waits.extend(gaps.into_iter().map(|gap| (gap, *weight)));
            waiting += weight;
        }
    }
    unknown.sort_by_key(|(count, _)| *count);
    HelpInTime {
        minutes_per_week: (of > 0.0).then(|| given / of),
        unknown: others + quantile(&unknown, 0.5).copied().unwrap_or(0),
        waiting: (waiting > 0.0).then(|| wait(waits, waiting, without, timetable.period)),
    }
}

/// How long one waits until one of `places` is open. `None` when none ever is.
pub fn waiting<'run>(
    places: impl Iterator<Item = &'run Presence>,
    period: Period,
) -> Option<Waiting> {
    let gaps = gaps(&open_slots(places), period)?;
    Some(wait(gaps.into_iter().map(|gap| (gap, 1.0)).collect(), 1.0, 0.0, period))
}

/// The waits of `residents`, out of the gaps of each with how many have it, and of those
/// `without` any place, who wait for ever.
fn wait(mut gaps: Vec<(f64, f64)>, residents: f64, without: f64, period: Period) -> Waiting {
    gaps.sort_by(|one, other| other.0.total_cmp(&one.0));
    let of_period = f64::from(period.minutes());
    let minutes = (residents + without) * of_period;
    let sum = |of: &dyn Fn(f64) -> f64| -> f64 {
        gaps.iter().map(|(gap, weight)| weight * of(*gap)).sum()
    };
    let everybody = without == 0.0;
    // So many minutes may be beyond the percentile; those without any place are.
    let beyond = (1.0 - MOST) * minutes - without * of_period;
    let longest = gaps.first().map_or(0.0, |(gap, _)| *gap);
    Waiting {
        mean: everybody.then(|| sum(&|gap| gap * gap / 2.0) / minutes / DAY),
        p95: (beyond > 0.0).then(|| exceeded_by(&gaps, beyond) / DAY),
        longest: everybody.then_some(longest / DAY),
        beyond_a_week: (sum(&|gap| (gap - 7.0 * DAY).max(0.0)) + without * of_period) / minutes,
    }
}

/// When any of `places` is open. Many have the same hours: those are taken once.
fn open_slots<'run>(places: impl Iterator<Item = &'run Presence>) -> Vec<Slot> {
    let mut distinct: Vec<&[Slot]> = places.map(|presence| &*presence.slots).collect();
    distinct.sort_unstable_by_key(|slots| (slots.as_ptr(), slots.len()));
    distinct.dedup_by_key(|slots| (slots.as_ptr(), slots.len()));
    merged(&distinct)
}

/// The times between slots in minutes; `None` without a slot.
fn gaps(open: &[Slot], period: Period) -> Option<Vec<f64>> {
    let (first, last) = (open.first()?, open.last()?);
    let around = first.start + (period.minutes() - last.end);
    let between = open.windows(2).map(|pair| pair[1].start - pair[0].end);
    Some(between.chain([around]).filter(|gap| *gap > 0).map(f64::from).collect())
}

/// The wait that is exceeded in so many minutes: w with Σ weight × max(0, g − w) = `minutes`, 0
/// if all gaps together are shorter. `gaps` with their weights, from the longest.
fn exceeded_by(gaps: &[(f64, f64)], minutes: f64) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (rank, (gap, weight)) in gaps.iter().enumerate() {
        sum += weight * gap;
        weights += weight;
        let next = gaps.get(rank + 1).map_or(0.0, |(gap, _)| *gap);
        // With the gaps so far above it, w solves sum − weights × w = minutes.
        let wait = (sum - minutes) / weights;
        if wait >= next {
            return wait.max(0.0);
        }
    }
    0.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn period(days: &str) -> Period {
        days.parse().expect("a period")
    }

    fn presence(slots: &[(u32, u32)]) -> Presence {
        let slots = slots.iter().map(|(start, end)| Slot { start: *start, end: *end });
        Presence { minutes_per_week: 0.0, slots: slots.collect() }
    }

    #[test]
    fn one_day_open_in_five_makes_the_waits_of_a_gap_of_four() {
        // Open on the first day of five: from the four others one waits 2 days on average,
        // from all of them 4/5 of that; one moment in twenty waits beyond 3.75 days.
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
        // Nine in ten have a place that is open one day in fourteen, one has none.
        let near = BTreeMap::from([(vec![PlaceId(0)], 9.0), (vec![], 1.0)]);
        let of = help_in_time(&near, 0, &timetable, |_| 0.0).waiting.expect("for nine in ten");
        assert_eq!((of.mean, of.p95, of.longest), (None, None, None));
        assert!((of.beyond_a_week - (0.1 + 0.9 * 6.0 / 14.0)).abs() < 1e-12);
    }

    /// The judge: the wait from the start of every minute, one after the other.
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
            // From the start of a minute one waits half a minute longer than on average in it.
            let mean = waits.iter().sum::<f64>() / f64::from(minutes);
            let days = |days: Option<f64>| days.expect("everybody has a place") * DAY;
            prop_assert!((days(of.mean) - mean).abs() <= 0.5, "{:?} {}", of.mean, mean);
            let p95 = waits[(waits.len() * 95).div_ceil(100) - 1];
            prop_assert!((days(of.p95) - p95).abs() <= 1.0, "{:?} {}", of.p95, p95);
            prop_assert!((days(of.longest) - waits[waits.len() - 1]).abs() < 1e-6);
        }
    }
}
