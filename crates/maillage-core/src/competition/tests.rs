//! The methods against numbers by hand, against dense sums, and their identities.

use std::convert::Infallible;

use proptest::prelude::*;

use super::*;

/// Pairs in memory.
struct Listed {
    origins: usize,
    places: usize,
    pairs: Vec<Pair>,
}

impl Listed {
    /// All pairs of a table with a row for each origin; `None` where there is no way.
    fn of(costs: &[Vec<Option<f64>>]) -> Self {
        let places = costs.first().map_or(0, Vec::len);
        let pairs = costs.iter().enumerate().flat_map(|(origin, costs)| {
            let pair = move |(place, cost): (usize, &Option<f64>)| {
                Some(Pair { origin, place, cost: (*cost)? })
            };
            costs.iter().enumerate().filter_map(pair)
        });
        Self { origins: costs.len(), places, pairs: pairs.collect() }
    }

    fn sums<const N: usize>(
        &self,
        rows: usize,
        row: impl Fn(Pair) -> usize,
        of: impl Fn(Pair) -> [f64; N],
    ) -> Vec<[f64; N]> {
        let mut sums = vec![[const { Vec::new() }; N]; rows];
        for pair in &self.pairs {
            for (sum, term) in sums[row(*pair)].iter_mut().zip(of(*pair)) {
                sum.push(term);
            }
        }
        let exact = |terms: Vec<f64>| terms.into_iter().collect::<ExactSum>().value();
        sums.into_iter().map(|sums| sums.map(exact)).collect()
    }
}

impl Pairs for Listed {
    type Error = Infallible;

    fn by_origin<const N: usize>(
        &self,
        of: impl Fn(Pair) -> [f64; N] + Sync,
    ) -> Result<Vec<[f64; N]>, Infallible> {
        Ok(self.sums(self.origins, |pair| pair.origin, of))
    }

    fn by_place<const N: usize>(
        &self,
        of: impl Fn(Pair) -> [f64; N] + Sync,
    ) -> Result<Vec<[f64; N]>, Infallible> {
        Ok(self.sums(self.places, |pair| pair.place, of))
    }
}

fn catchment(decay: &str) -> Catchment {
    Catchment { decay: decay.parse().expect("a decay"), max_cost: None }
}

fn shared(
    method: Method,
    pairs: &Listed,
    demand: &[f64],
    supply: &[f64],
    within: &Catchment,
) -> Shared {
    let Ok(shared) = method.access(pairs, demand, supply, within);
    shared
}

fn access(method: Method, pairs: &Listed, demand: &[f64], supply: &[f64], decay: &str) -> Vec<f64> {
    let shared = shared(method, pairs, demand, supply, &catchment(decay));
    shared.origins.iter().map(|origin| origin.access).collect()
}

/// Two villages and two places: the first village reaches both, at 5 and at 15, the second only the
/// second place, at 5.
fn villages() -> Listed {
    Listed::of(&[vec![Some(5.0), Some(15.0)], vec![None, Some(5.0)]])
}

const PEOPLE: [f64; 2] = [10.0, 30.0];
const MINUTES: [f64; 2] = [100.0, 60.0];

#[track_caller]
fn assert_near(found: &[f64], expected: &[f64]) {
    let differ = |(found, expected): (&f64, &f64)| (found - expected).abs() > 1e-12;
    assert!(!found.iter().zip(expected).any(differ), "{found:?} and not {expected:?}");
}

#[test]
fn capacity_within_a_catchment_is_added_up_and_decay_takes_of_it() {
    let of = |method, decay| access(method, &villages(), &PEOPLE, &MINUTES, decay);
    assert_near(&of(Method::Cumulative, "binary:15"), &[160.0, 60.0]);
    assert_near(&of(Method::Cumulative, "binary:14.9"), &[100.0, 60.0]);
    assert_near(&of(Method::Cumulative, "step:10=1,15=0.5"), &[160.0, 60.0]);
    assert_near(&of(Method::Gravity, "step:10=1,15=0.5"), &[130.0, 60.0]);
    assert_near(&of(Method::Gravity, "linear:20"), &[75.0 + 15.0, 45.0]);
}

#[test]
fn places_are_shared_among_all_who_reach_them() {
    let of = |method, decay| access(method, &villages(), &PEOPLE, &MINUTES, decay);
    // The first place has 100 minutes for 10 people, the second 60 for 40.
    assert_near(&of(Method::TwoStep, "binary:15"), &[10.0 + 1.5, 1.5]);
    // With half the weight beyond 10 the second serves 10 × ½ + 30 = 35 people.
    let ratio = 60.0 / 35.0;
    assert_near(&of(Method::Enhanced, "step:10=1,15=0.5"), &[10.0 + ratio * 0.5, ratio]);
    assert_near(&of(Method::Modified, "step:10=1,15=0.5"), &[10.0 + ratio * 0.25, ratio]);
    // The first village divides ⅔ to ⅓: to the second place come 10 × ⅓ × ½ + 30.
    let second = 60.0 / (10.0 / 6.0 + 30.0);
    assert_near(&of(Method::ThreeStep, "step:10=1,15=0.5"), &[10.0 + second / 6.0, second]);
    // Balanced: 10 × ⅔ people at the first place, 10 × ⅓ + 30 at the second, whose service divides
    // ⅓ to ⅔.
    let [first, second] = [100.0 / (20.0 / 3.0), 60.0 / (10.0 / 3.0 + 30.0)];
    assert_near(
        &of(Method::Balanced, "step:10=1,15=0.5"),
        &[first + second / 3.0, second * 2.0 / 3.0],
    );
}

/// A library divides by the demand of nobody, and gives infinite access.
#[test]
fn a_place_that_no_demand_reaches_keeps_its_capacity_and_is_listed() {
    let nobody_first = [0.0, 30.0];
    for method in Method::ALL.into_iter().filter(|method| method.competes()) {
        let within = catchment("binary:15");
        let shared = shared(method, &villages(), &nobody_first, &MINUTES, &within);
        assert_eq!(shared.places[0], PlaceShare { demand: 0.0, ratio: None }, "{method:?}");
        assert_eq!(shared.unallocated(&MINUTES), 100.0);
        assert_eq!(shared.allocated(&MINUTES), 60.0);
        assert!(shared.origins.iter().all(|origin| origin.access.is_finite()));
        assert_eq!(shared.origins[0].access(), Some(shared.origins[0].access));
    }
    let alone = Listed::of(&[vec![Some(5.0)], vec![None]]);
    let shared = shared(Method::TwoStep, &alone, &[0.0, 1.0], &[9.0], &catchment("binary:15"));
    // Somebody who moved in would be alone with the place; who has no place has no access.
    let origins: Vec<_> = shared.origins.iter().map(|origin| origin.access()).collect();
    assert_eq!(origins, [None, Some(0.0)]);
}

/// A library divides the weights before it cuts, and its results change with pairs beyond.
#[test]
fn pairs_beyond_the_catchment_change_nothing() {
    let costs = |beyond: Option<f64>| {
        Listed::of(&[vec![Some(5.0), Some(15.0), beyond], vec![None, Some(5.0), Some(8.0)]])
    };
    let supply = [100.0, 60.0, 10.0];
    for method in Method::ALL {
        let within = Catchment { max_cost: Some(20.0), ..catchment("gaussian:10") };
        let of = |beyond| shared(method, &costs(beyond), &PEOPLE, &supply, &within);
        assert_eq!(of(None), of(Some(20.1)), "{method:?}");
        assert_ne!(of(None), of(Some(20.0)), "{method:?}");
    }
}

/// A run: costs, demand, supply.
type Run = (Vec<Vec<Option<f64>>>, Vec<f64>, Vec<f64>);

fn runs() -> impl Strategy<Value = Run> {
    (1_usize..7, 1_usize..6).prop_flat_map(|(origins, places)| {
        let cost = prop_oneof![1 => Just(None), 5 => (0.5_f64..40.0).prop_map(Some)];
        let figure = || prop_oneof![1 => Just(0.0), 5 => 0.1_f64..500.0];
        (
            prop::collection::vec(prop::collection::vec(cost, places), origins),
            prop::collection::vec(figure(), origins),
            prop::collection::vec(figure(), places),
        )
    })
}

fn decays() -> impl Strategy<Value = Catchment> {
    let decay = prop_oneof![
        (1.0_f64..40.0).prop_map(Decay::Binary),
        (1.0_f64..40.0).prop_map(Decay::three_rings),
        (1.0_f64..40.0).prop_map(Decay::Linear),
        (0.01_f64..0.3).prop_map(Decay::Exponential),
        (2.0_f64..40.0).prop_map(Decay::Gaussian),
        (0.5_f64..2.0).prop_map(|exponent| Decay::Power { exponent, least: 0.1, scale: 1.0 }),
    ];
    (decay, prop::option::of(1.0_f64..40.0))
        .prop_map(|(decay, max_cost)| Catchment { decay, max_cost })
}

/// The access of every origin from the definitions, over the whole matrix.
fn dense(method: Method, (costs, demand, supply): &Run, within: &Catchment) -> Vec<f64> {
    let weight = |i: usize, j: usize| costs[i][j].map_or(0.0, |cost: f64| within.weight(cost));
    let (origins, places) = (0..demand.len(), 0..supply.len());
    let of_origin = |i: usize| places.clone().map(|l| weight(i, l)).sum::<f64>();
    let of_place = |j: usize| origins.clone().map(|k| weight(k, j)).sum::<f64>();
    let over = |one: f64, other: f64| if one > 0.0 { one / other } else { 0.0 };
    // What comes of an origin to a place, and what it takes of the place's ratio.
    let comes = |i: usize, j: usize| match method {
        Method::ThreeStep => over(weight(i, j), of_origin(i)) * weight(i, j),
        Method::Balanced => over(weight(i, j), of_origin(i)),
        _ => weight(i, j),
    };
    let takes = |i: usize, j: usize| match method {
        Method::Modified => weight(i, j) * weight(i, j),
        Method::Balanced => over(weight(i, j), of_place(j)),
        _ => comes(i, j),
    };
    let ratio = |j: usize| {
        let reaching: f64 = origins.clone().map(|k| demand[k] * comes(k, j)).sum();
        if reaching > 0.0 { supply[j] / reaching } else { 0.0 }
    };
    let end = within.end().unwrap_or(f64::INFINITY);
    let gets = |i: usize, j: usize| match method {
        Method::Cumulative if costs[i][j].is_some_and(|cost| cost <= end) => supply[j],
        Method::Cumulative => 0.0,
        Method::Gravity => supply[j] * weight(i, j),
        _ => ratio(j) * takes(i, j),
    };
    origins.clone().map(|i| places.clone().map(|j| gets(i, j)).sum()).collect()
}

fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1e-9)
}

proptest! {
    #[test]
    fn every_method_agrees_with_its_definition(run in runs(), within in decays()) {
        for method in Method::ALL {
            let (costs, demand, supply) = &run;
            let found = shared(method, &Listed::of(costs), demand, supply, &within);
            for (origin, expected) in found.origins.iter().zip(dense(method, &run, &within)) {
                prop_assert!(is_near(origin.access, expected), "{method:?} {origin:?} {expected}");
            }
        }
    }

    #[test]
    fn what_is_given_out_is_what_places_have((costs, demand, supply) in runs(), within in decays()) {
        let pairs = Listed::of(&costs);
        for method in Method::ALL.into_iter().filter(|method| method.conserves()) {
            let shared = shared(method, &pairs, &demand, &supply, &within);
            let (received, allocated) = (shared.received(&demand), shared.allocated(&supply));
            prop_assert!(is_near(received, allocated), "{method:?} {received} {allocated}");
            let all: f64 = supply.iter().sum();
            prop_assert!(is_near(allocated + shared.unallocated(&supply), all));
        }
        // Balanced: the level of service is what is conserved, and the people.
        let balanced = shared(Method::Balanced, &pairs, &demand, &supply, &within);
        let access: f64 = balanced.origins.iter().map(|origin| origin.access).sum();
        let ratios: f64 = balanced.places.iter().filter_map(|place| place.ratio).sum();
        prop_assert!(is_near(access, ratios));
        let people: f64 = balanced.places.iter().map(|place| place.demand).sum();
        let served = balanced.origins.iter().zip(&demand).filter(|(origin, _)| origin.places > 0);
        prop_assert!(is_near(people, served.map(|(_, demand)| *demand).sum()));
    }

    #[test]
    fn factors_on_supply_and_demand_pass_through(
        (costs, demand, supply) in runs(), within in decays(), factor in 0.1_f64..10.0,
    ) {
        let pairs = Listed::of(&costs);
        let times = |figures: &[f64]| figures.iter().map(|one| one * factor).collect::<Vec<_>>();
        for method in Method::ALL.into_iter().filter(|method| method.competes()) {
            let before = shared(method, &pairs, &demand, &supply, &within);
            let supplied = shared(method, &pairs, &demand, &times(&supply), &within);
            let demanded = shared(method, &pairs, &times(&demand), &supply, &within);
            for (rank, origin) in before.origins.iter().enumerate() {
                prop_assert!(is_near(supplied.origins[rank].access, origin.access * factor));
                prop_assert!(is_near(demanded.origins[rank].access, origin.access / factor));
            }
        }
    }

    /// For everybody together: a place more may take others from an origin under 3SFCA and BFCA.
    #[test]
    fn a_place_more_never_takes_access_away(
        (costs, demand, supply) in runs(), within in decays(), more in 0.1_f64..500.0,
    ) {
        for method in [
            Method::Cumulative, Method::Gravity, Method::TwoStep, Method::Enhanced, Method::Modified,
        ] {
            let before = shared(method, &Listed::of(&costs), &demand, &supply, &within);
            let wider: Vec<_> =
                costs.iter().map(|row| [&row[..], &[row[0]]].concat()).collect();
            let supply = [&supply[..], &[more]].concat();
            let after = shared(method, &Listed::of(&wider), &demand, &supply, &within);
            for (one, other) in before.origins.iter().zip(&after.origins) {
                prop_assert!(one.access <= other.access, "{method:?}");
            }
        }
    }

    #[test]
    fn capacity_grows_with_the_catchment(
        (costs, demand, supply) in runs(), radius in 1.0_f64..40.0, more in 0.0_f64..10.0,
    ) {
        let of = |radius: f64| {
            let within = Catchment { decay: Decay::Binary(radius), max_cost: None };
            shared(Method::Cumulative, &Listed::of(&costs), &demand, &supply, &within)
        };
        for (one, other) in of(radius).origins.iter().zip(&of(radius + more).origins) {
            prop_assert!(one.access <= other.access && one.places <= other.places);
        }
    }

    #[test]
    fn the_order_of_the_pairs_never_matters(
        (costs, demand, supply) in runs(), within in decays(), turn in any::<prop::sample::Index>(),
    ) {
        let pairs = Listed::of(&costs);
        let mut turned = Listed { pairs: pairs.pairs.clone(), ..pairs };
        if !turned.pairs.is_empty() {
            let by = turn.index(turned.pairs.len());
            turned.pairs.rotate_left(by);
            turned.pairs.reverse();
        }
        for method in Method::ALL {
            let of = |pairs: &Listed| shared(method, pairs, &demand, &supply, &within);
            prop_assert_eq!(of(&pairs), of(&turned));
        }
    }
}
