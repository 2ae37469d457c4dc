//! The delta method against seeded draws, and both against what they claim.

use maillage::core::need::{Confidence, Drawn, Draws, Estimates, Interval, total_with_interval};

use super::{code, estimated};

const MANY: u32 = 6_000;

/// Mean and standard deviation of numbers.
fn moments(values: &[f64]) -> (f64, f64) {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    (mean, (variance / (values.len() - 1) as f64).sqrt())
}

/// Draws of all communes of `estimates`, in their order.
fn drawn(estimates: &Estimates) -> Vec<Vec<f64>> {
    let communes = estimates.communes.keys().map(|code| Drawn::Estimated(*code)).collect();
    let draws = Draws::new(Some(estimates), communes);
    (0..MANY)
        .map(|rank| draws.draw(rank).into_iter().map(|people| people.expect("estimated")).collect())
        .collect()
}

#[test]
fn an_estimate_is_the_people_of_each_age_times_their_rate() {
    let estimates = estimated(&[]);
    let of = &estimates.communes[&code("16004")];
    // 600 people: old = 0.08 + 0.02 × (4 mod 5) = 0.16, so 384, 120 and 96.
    let expected = 384.0 * 0.06 + 120.0 * 0.25 + 96.0 * 0.6;
    assert!((of.interval.people - expected).abs() < 1e-9);
    // 384² × 0.006² + 120² × 0.015² + 96² × 0.02² + (0.1² + 0.15²) E² + E (1 − E / 600).
    let variance = 5.308_416
        + 3.24
        + 3.686_4
        + 0.0325 * expected * expected
        + expected * (1.0 - expected / 600.0);
    assert!((of.interval.standard_error.powi(2) - variance).abs() < 1e-9);
    assert!(of.interval.low < expected && expected < of.interval.high);
}

#[test]
fn the_delta_method_agrees_with_draws_commune_by_commune() {
    for calibrate in [&[][..], &["dep:16=5000"], &["dep:16=5000", "dep:77=5100"]] {
        let estimates = estimated(calibrate);
        let draws = drawn(&estimates);
        for (at, (code, of)) in estimates.communes.iter().enumerate() {
            let values: Vec<f64> = draws.iter().map(|draw| draw[at]).collect();
            let (mean, deviation) = moments(&values);
            let Interval { people, standard_error, .. } = of.interval;
            // Of few people draws are cut at zero: those are held to less.
            let close = if people < 11.0 { 0.12 } else { 0.05 };
            assert!(
                (deviation / standard_error - 1.0).abs() < close,
                "{code} {calibrate:?}: {deviation} {standard_error}"
            );
            assert!(
                (mean - people).abs() < 0.06 * standard_error + 0.02 * people,
                "{code} {calibrate:?}: {mean} {people}"
            );
        }
    }
}

#[test]
fn the_delta_method_agrees_with_draws_of_totals() {
    for calibrate in [&[][..], &["dep:16=5000"], &["dep:16=5000", "dep:17=5100"]] {
        let estimates = estimated(calibrate);
        let draws = drawn(&estimates);
        let codes: Vec<_> = estimates.communes.keys().copied().collect();
        for (chosen, part) in [("16", 1.0), ("1", 1.0), ("", 1.0), ("7", 0.4), ("16004", 0.5)] {
            let is_chosen =
                |code: &maillage::core::model::CommuneCode| code.as_str().starts_with(chosen);
            // Of every second commune a part only: what a total of uncovered people is.
            let of = |at: usize| if at.is_multiple_of(2) { part } else { 1.0 };
            let weighted = codes.iter().enumerate().filter(|(_, code)| is_chosen(code));
            let total = total_with_interval(
                &estimates,
                weighted.map(|(at, code)| (*code, of(at))),
                Confidence::Ninety,
            );
            let sum = |draw: &Vec<f64>| -> f64 {
                let chosen = codes.iter().enumerate().filter(|(_, code)| is_chosen(code));
                chosen.map(|(at, _)| of(at) * draw[at]).sum()
            };
            let sums: Vec<f64> = draws.iter().map(sum).collect();
            let (mean, deviation) = moments(&sums);
            if deviation < 0.02 * total.people {
                // A total that is known: what is left of its error is chance, cut at zero.
                assert!(total.standard_error < 0.03 * total.people, "{chosen} {calibrate:?}");
                continue;
            }
            assert!((mean / total.people - 1.0).abs() < 0.02, "{chosen} {calibrate:?}");
            let ratio = deviation / total.standard_error;
            assert!((ratio - 1.0).abs() < 0.06, "{chosen} {calibrate:?}: {ratio}");
        }
    }
}

/// A territory as it may really be, drawn without the library: rates, régions, communes, then
/// every person one by one.
struct Nature(u64);

impl Nature {
    fn unit(&mut self) -> f64 {
        // Knuth's MMIX generator; its high bits are the good ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.unit().ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Illectronic people by commune, in the order of their codes.
    fn territory(&mut self, people: &super::AgedPeople) -> Vec<f64> {
        let rates = [(0.06, 0.006), (0.25, 0.015), (0.6, 0.02)];
        let rates = rates.map(|(rate, error)| rate + error * self.normal());
        let regions = [(); 2].map(|()| 1.0 + 0.10 * self.normal());
        let mut counts = Vec::new();
        for (code, ages) in &people.people {
            let region = regions[usize::from(code.as_str().starts_with('7'))];
            let place = region * (1.0 + 0.15 * self.normal());
            let mut count = 0.0;
            for (people, rate) in ages.iter().zip(rates) {
                let persons = people.round() as u32;
                count += (0..persons)
                    .map(|_| f64::from(u8::from(self.unit() < rate * place)))
                    .sum::<f64>();
            }
            counts.push(count);
        }
        counts
    }
}

#[test]
fn a_ninety_per_cent_interval_holds_the_truth_nine_times_in_ten() {
    let people = super::people();
    let mut nature = Nature(15);
    let territories: Vec<Vec<f64>> = (0..400).map(|_| nature.territory(&people)).collect();
    let estimates = estimated(&[]);
    for confidence in [Confidence::Eighty, Confidence::Ninety, Confidence::NinetyFive] {
        let nominal = f64::from(confidence.per_cent()) / 100.0;
        let intervals: Vec<Interval> = estimates
            .communes
            .values()
            .map(|of| {
                let Interval { people, standard_error, .. } = of.interval;
                Interval::new(people, standard_error, of.peopled.adults, confidence)
            })
            .collect();
        let held = |least: f64, most: f64| {
            let pairs = territories.iter().flat_map(|truth| truth.iter().zip(&intervals));
            let sized: Vec<bool> = pairs
                .filter(|(_, of)| (least..most).contains(&of.people))
                .map(|(truth, of)| (of.low..=of.high).contains(truth))
                .collect();
            sized.iter().filter(|held| **held).count() as f64 / sized.len() as f64
        };
        // Communes of one territory share errors: 400 territories leave some 1 % of error.
        let large = held(50.0, f64::MAX);
        assert!((large - nominal).abs() < 0.03, "{nominal}: {large}");
        // Of few, whole people on either side count as well: held at least as often.
        let few = held(0.0, 50.0);
        assert!(few > nominal - 0.02, "{nominal}: {few} of few");
    }
}

#[test]
fn the_interval_of_a_total_holds_the_truth_nine_times_in_ten() {
    let people = super::people();
    let mut nature = Nature(61);
    let estimates = estimated(&[]);
    let codes: Vec<_> = estimates.communes.keys().copied().collect();
    let total =
        total_with_interval(&estimates, codes.iter().map(|code| (*code, 1.0)), Confidence::Ninety);
    let held = (0..400).filter(|_| {
        let truth: f64 = nature.territory(&people).into_iter().sum();
        (total.low..=total.high).contains(&truth)
    });
    // 400 times 0.9 with a standard deviation of 6.
    let held = held.count();
    assert!((340..=380).contains(&held), "{held}");
}

#[test]
fn an_interval_is_around_its_estimate_and_within_the_people_there_are() {
    for (people, error, most) in [(5.0, 0.0, 9.0), (1.0, 3.0, 4.0), (90.0, 30.0, 100.0)] {
        let of = Interval::new(people, error, most, Confidence::NinetyNine);
        assert!(of.low >= 0.0 && of.low <= people && people <= of.high && of.high <= most);
    }
    let nobody = Interval::new(0.0, 0.0, 0.0, Confidence::Ninety);
    assert_eq!((nobody.low, nobody.people, nobody.high), (0.0, 0.0, 0.0));
}

#[test]
fn a_calibrated_area_has_its_total_and_nothing_else_changes() {
    let (free, bound) = (estimated(&[]), estimated(&["dep:16=5000"]));
    let sum = |of: &Estimates, departement: &str| -> f64 {
        let inside = of.communes.iter().filter(|(code, _)| code.departement() == departement);
        inside.map(|(_, of)| of.interval.people).sum()
    };
    assert!((sum(&bound, "16") - 5_000.0).abs() < 1e-6);
    assert_eq!(sum(&bound, "17"), sum(&free, "17"));
    let group = &bound.groups[0];
    assert!((group.factor - 5_000.0 / sum(&free, "16")).abs() < 1e-12);
    // What is common to all of the total cancels: the interval is narrower.
    let width = |of: &Estimates| {
        let of = of.communes[&code("16006")].interval;
        (of.high - of.low) / of.people
    };
    assert!(width(&bound) < width(&free));
}
