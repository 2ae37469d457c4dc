//! Help in time: how many minutes of it a week are within reach, and how long one waits.
//!
//! From any moment of the period, how long until a place within reach is open? Nought while
//! one is. Over the period, moments are spread evenly, so that a gap of g minutes holds waits
//! from 0 to g, each as likely: their mean is Σ g² / 2 over the minutes of the period, the
//! share that waits longer than w is Σ max(0, g − w) over them. What follows the last slot is
//! taken for a gap that ends with the first: the period is thought to come again.
//! O(slots log places) a commune.

use crate::{
    presence::{Presence, Timetable},
    schedule::{self, Period, Slot, merged},
};

/// Minutes of a day.
const DAY: f64 = schedule::DAY as f64;
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

/// How long one waits until help is there, in days, from any moment of the period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiting {
    /// On average.
    pub mean: f64,
    /// So long or less in 95 of 100 moments.
    pub p95: f64,
    /// At the longest.
    pub longest: f64,
    /// Share of the moments from which nothing is open within seven days, 0 to 1.
    pub beyond_a_week: f64,
}

/// The help that the places of these ranks give in time, with `others` within reach that do
/// not serve because their hours are unknown; `minutes` adds up what they give a week.
pub fn help_in_time(
    within_reach: &[usize],
    others: usize,
    timetable: &Timetable,
    minutes: impl Fn(&[usize]) -> f64,
) -> HelpInTime {
    let known: Vec<usize> =
        within_reach.iter().copied().filter(|rank| timetable.places[*rank].is_some()).collect();
    let presences = known.iter().filter_map(|rank| timetable.places[*rank].as_ref());
    let unknown = u32::try_from(others + within_reach.len() - known.len());
    HelpInTime {
        minutes_per_week: (!known.is_empty() || within_reach.is_empty()).then(|| minutes(&known)),
        unknown: unknown.expect("places are fewer than four thousand millions"),
        waiting: waiting(presences, timetable.period),
    }
}

/// How long one waits until one of `places` is open. `None` when none ever is.
pub fn waiting<'run>(
    places: impl Iterator<Item = &'run Presence>,
    period: Period,
) -> Option<Waiting> {
    let gaps = gaps(&open_slots(places), period)?;
    let minutes = f64::from(period.minutes());
    let beyond = |wait: f64| gaps.iter().map(|gap| (gap - wait).max(0.0)).sum::<f64>() / minutes;
    let longest = gaps.first().copied().unwrap_or(0.0);
    Some(Waiting {
        mean: gaps.iter().map(|gap| gap * gap / 2.0).sum::<f64>() / minutes / DAY,
        p95: exceeded_by(&gaps, (1.0 - MOST) * minutes) / DAY,
        longest: longest / DAY,
        beyond_a_week: beyond(7.0 * DAY),
    })
}

/// When any of `places` is open. Many have the same hours: those are taken once.
fn open_slots<'run>(places: impl Iterator<Item = &'run Presence>) -> Vec<Slot> {
    let mut distinct: Vec<&[Slot]> = places.map(|presence| &*presence.slots).collect();
    distinct.sort_unstable_by_key(|slots| (slots.as_ptr(), slots.len()));
    distinct.dedup_by_key(|slots| (slots.as_ptr(), slots.len()));
    merged(&distinct)
}

/// The times between slots in minutes, the longest first; `None` without a slot.
fn gaps(open: &[Slot], period: Period) -> Option<Vec<f64>> {
    let (first, last) = (open.first()?, open.last()?);
    let around = first.start + (period.minutes() - last.end);
    let between = open.windows(2).map(|pair| pair[1].start - pair[0].end);
    let mut gaps: Vec<u32> = between.chain([around]).filter(|gap| *gap > 0).collect();
    gaps.sort_unstable_by(|one, other| other.cmp(one));
    Some(gaps.into_iter().map(f64::from).collect())
}

/// The wait that is exceeded in so many minutes: w with Σ max(0, g − w) = `minutes`, 0 if
/// all gaps together are shorter. `gaps` from the longest.
fn exceeded_by(gaps: &[f64], minutes: f64) -> f64 {
    let mut sum = 0.0;
    for (rank, gap) in gaps.iter().enumerate() {
        sum += gap;
        let count = (rank + 1) as f64;
        let next = gaps.get(rank + 1).copied().unwrap_or(0.0);
        // With the longest `count` gaps above it, w solves sum − count × w = minutes.
        let wait = (sum - minutes) / count;
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
        assert!((of.mean - 1.6).abs() < 1e-9 && (of.p95 - 3.75).abs() < 1e-9);
        assert_eq!((of.longest, of.beyond_a_week), (4.0, 0.0));
    }

    #[test]
    fn one_day_a_fortnight_leaves_six_days_in_fourteen_without_help_in_a_week() {
        let of = waiting([presence(&[(1_440, 2_880)])].iter(), period("2026-11-02..2026-11-15"));
        let of = of.expect("a slot");
        assert_eq!(of.longest, 13.0);
        assert!((of.beyond_a_week - 6.0 / 14.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_open_is_no_wait_and_always_open_is_none_to_wait() {
        assert_eq!(waiting([].iter(), period("2026-11-02..2026-11-08")), None);
        assert_eq!(waiting([presence(&[])].iter(), period("2026-11-02..2026-11-08")), None);
        let always = waiting([presence(&[(0, 1_440)])].iter(), period("2026-11-02..2026-11-02"));
        let none = Waiting { mean: 0.0, p95: 0.0, longest: 0.0, beyond_a_week: 0.0 };
        assert_eq!(always, Some(none));
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
            prop_assert!((of.mean * DAY - mean).abs() <= 0.5, "{} {}", of.mean * DAY, mean);
            let p95 = waits[(waits.len() * 95).div_ceil(100) - 1];
            prop_assert!((of.p95 * DAY - p95).abs() <= 1.0, "{} {}", of.p95 * DAY, p95);
            prop_assert!((of.longest * DAY - waits[waits.len() - 1]).abs() < 1e-6);
        }
    }
}
