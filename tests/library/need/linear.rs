//! An estimate is linear in the people: laws that hold for any ages.

use std::collections::BTreeMap;

use maillage::core::need::{AgedPeople, Estimates};
use proptest::{collection::vec, prelude::*};

use super::{code, estimated_of, table};

/// Communes of two départements by people of each band; some bands and communes are empty.
fn people() -> impl Strategy<Value = AgedPeople> {
    let count = prop_oneof![1 => Just(0.0), 6 => 0.5..30_000.0];
    vec(vec(count, 3), 2..9).prop_map(|communes| {
        let code = |rank: usize| code(&format!("{}{:03}", ["16", "75"][rank % 2], rank + 1));
        let people = communes.into_iter().enumerate().map(|(rank, ages)| (code(rank), ages));
        AgedPeople { people: people.collect(), ..AgedPeople::default() }
    })
}

fn estimates(people: &AgedPeople, calibrate: &[&str]) -> Estimates {
    estimated_of(people, &table(), calibrate).expect("an estimate")
}

/// Estimated people by commune.
fn needs(estimates: &Estimates) -> Vec<f64> {
    estimates.communes.values().map(|of| of.interval.people).collect()
}

fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(1.0)
}

proptest! {
    #[test]
    fn so_many_times_the_people_have_so_many_times_the_need(people in people(), times in 0.1..50.0) {
        let mut more = people.clone();
        more.people.values_mut().flatten().for_each(|count| *count *= times);
        let (one, other) = (needs(&estimates(&people, &[])), needs(&estimates(&more, &[])));
        for (one, other) in one.iter().zip(&other) {
            prop_assert!(is_near(one * times, *other), "{one} × {times}, {other}");
        }
    }

    #[test]
    fn the_need_of_a_commune_is_the_sum_of_the_needs_of_its_bands(people in people()) {
        let whole = needs(&estimates(&people, &[]));
        let mut sums = vec![0.0; whole.len()];
        for band in 0..3 {
            let mut alone = people.clone();
            for ages in alone.people.values_mut() {
                let kept = ages[band];
                ages.fill(0.0);
                ages[band] = kept;
            }
            let of_band: BTreeMap<_, _> = estimates(&alone, &[]).communes;
            for (rank, code) in people.people.keys().enumerate() {
                sums[rank] += of_band.get(code).map_or(0.0, |of| of.interval.people);
            }
        }
        for (sum, need) in sums.iter().zip(&whole) {
            prop_assert!(is_near(*sum, *need), "{sum} {need}");
        }
    }

    /// Whoever the people are, as long as the total is fewer than they.
    #[test]
    fn estimates_calibrated_to_a_total_add_up_to_it(mut people in people(), share in 1_u32..30) {
        // A département without anybody has no total.
        people.people.values_mut().for_each(|ages| ages[0] += 1.0);
        let adults: f64 = people.people.values().flatten().sum();
        let target = format!("fr={share}%");
        if let Ok(estimates) = estimated_of(&people, &table(), &[&target]) {
            let total: f64 = needs(&estimates).iter().sum();
            prop_assert!(is_near(total, adults * f64::from(share) / 100.0), "{total}");
        }
    }
}
