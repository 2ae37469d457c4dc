//! Many homes asked together are told what each would be told alone.

use maillage::{
    geodesy::{EarthPoint, Length, Position},
    index::{Blocks, Nearest, PlaceIndex},
    model::Kind,
    travel::{Limits, Reach, reach, reach_from},
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, subsequence},
};

/// Where people live: Brest, Paris, a valley, Corse, Guyane, La Réunion, Nouméa, a pole.
const TOWNS: [(f64, f64); 8] = [
    (48.39, -4.49),
    (48.86, 2.35),
    (44.9, 6.6),
    (42.0, 9.1),
    (4.9, -52.3),
    (-21.1, 55.5),
    (-22.3, 166.4),
    (89.9, 30.0),
];

/// A place as it is indexed: the kinds that it is, where, and its position uncertainty in metres.
type Supply = (Vec<Kind>, Position, f64);

/// So many steps of a grid of about 200 m from a town.
fn around(town: usize, north: i32, east: i32) -> Position {
    let (latitude, longitude) = TOWNS[town];
    let latitude = (latitude + f64::from(north) * 0.001_8).min(90.0);
    let longitude = longitude + f64::from(east) * 0.002_7;
    Position::new(latitude, longitude).expect("not a degree from the town")
}

/// Homes of a few towns, of which the last is only a hamlet; some at the very same spot.
fn homes() -> impl Strategy<Value = Vec<Position>> {
    let town = |count| (0..TOWNS.len(), vec((-20..=20, -20..=20), 1..count));
    (vec(town(200), 0..3), town(4)).prop_map(|(towns, hamlet)| {
        let all = towns.into_iter().chain([hamlet]);
        let homes = all.flat_map(|(town, steps)| {
            steps.into_iter().map(move |(north, east)| around(town, north, east))
        });
        homes.collect()
    })
}

/// Places in and around the same towns, on the same grid as the homes or off it.
fn places() -> impl Strategy<Value = Vec<Supply>> {
    let kinds = subsequence(Kind::ALL.to_vec(), 0..=3).prop_shuffle();
    let position_uncertainty = prop_oneof![3 => Just(0.0), 1 => 0.0..6_000.0];
    let spot = (0..TOWNS.len(), -60..=60, -60..=60, any::<bool>());
    let place = (kinds, spot, position_uncertainty).prop_map(
        |(kinds, (town, north, east, on_grid), position_uncertainty)| {
            let position = around(town, north, east);
            let aside = if on_grid { 0.0 } else { 0.000_7 };
            let position = Position::new(position.latitude() - aside, position.longitude() + aside);
            (kinds, position.expect("not a degree from the town"), position_uncertainty)
        },
    );
    vec(place, 0..60)
}

fn index(places: &[Supply]) -> PlaceIndex {
    let supply = places.iter().map(|(kinds, position, _)| (kinds.iter().copied(), *position));
    let uncertainties =
        places.iter().map(|(.., position_uncertainty)| Length::from_metres(*position_uncertainty));
    PlaceIndex::new(supply).with_uncertainties(uncertainties.enumerate())
}

/// The slow obvious answer: an exact geodesic to every place.
fn exhaustive(places: &[Supply], from: Position, limits: &Limits) -> Reach {
    let position_uncertainty = |place: &Supply| Length::from_metres(place.2);
    let straight: Vec<Length> = places
        .iter()
        .map(|place| Length::between(from, place.1).max(position_uncertainty(place)))
        .collect();
    let nearest = Kind::ALL.map(|kind| {
        let of_kind = (0..places.len()).filter(|rank| places[*rank].0.contains(&kind));
        let of_kind: Vec<(Length, usize)> = of_kind.map(|rank| (straight[rank], rank)).collect();
        let (shortest, place) = *of_kind.iter().min()?;
        let tied = of_kind.iter().filter(|(length, _)| *length == shortest).count() > 1;
        let length = shortest.times(limits.detour);
        (length <= limits.furthest).then_some(Nearest { place, length, tied })
    });
    let within = |limit: Length| {
        let near = |rank: &usize| straight[*rank].times(limits.detour) <= limit;
        (0..places.len()).filter(|rank| !places[*rank].0.is_empty()).filter(near).collect()
    };
    let count = |limit: &Length| {
        let near: Vec<usize> = within(*limit);
        near.len() as u32
    };
    Reach {
        nearest,
        within: limits.thresholds.iter().map(count).collect(),
        near: within(limits.main),
    }
}

/// What each home is told, by its rank; that each is told once is checked.
fn together(index: &PlaceIndex, homes: &[Position], limits: &Limits) -> Vec<Reach> {
    let mut told: Vec<Option<Reach>> = vec![None; homes.len()];
    let blocks = Blocks::new(homes.iter().copied());
    reach_from(index, &blocks, limits, |rank, reach| {
        assert!(told[rank].replace(reach.clone()).is_none(), "home {rank} is told twice");
    });
    told.into_iter().map(|reach| reach.expect("every home is in a block")).collect()
}

/// Some limits, of which two fall exactly on a place and a millimetre short of it.
fn limits(
    homes: &[Position],
    places: &[Supply],
    (home, place): (Index, Index),
    (km, furthest, detour): (Vec<f64>, f64, f64),
) -> Limits {
    let mut thresholds: Vec<Length> =
        km.into_iter().map(|km| Length::from_metres(km * 1_000.0)).collect();
    if !places.is_empty() {
        let on = Length::between(*home.get(homes), place.get(places).1).times(detour);
        thresholds.extend([on, Length::from_metres(on.metres() - 0.001)]);
    }
    let main = thresholds[thresholds.len() / 2];
    Limits { thresholds, main, furthest: Length::from_metres(furthest * 1_000.0), detour }
}

fn question() -> impl Strategy<Value = (Vec<f64>, f64, f64)> {
    let furthest = prop_oneof![Just(50.0), Just(40_000.0), 0.0..20.0];
    (vec(0.0..25.0, 1..4), furthest, prop_oneof![Just(1.0), Just(1.3)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn homes_asked_together_are_told_what_each_is_told_alone(
        homes in homes(),
        places in places(),
        on in any::<(Index, Index)>(),
        question in question(),
    ) {
        let index = index(&places);
        let limits = limits(&homes, &places, on, question);
        let told = together(&index, &homes, &limits);
        for (home, told) in homes.iter().zip(&told) {
            prop_assert_eq!(told, &reach(&index, *home, &limits));
        }
        for (home, told) in homes.iter().zip(&told).step_by(7) {
            prop_assert_eq!(told, &exhaustive(&places, *home, &limits));
        }
    }

    #[test]
    fn the_k_nearest_are_the_first_of_all_places_by_length_and_rank(
        homes in homes(),
        places in places(),
        most in 0..8_usize,
    ) {
        let index = index(&places);
        let blocks = Blocks::new(homes.iter().copied());
        let mut told = vec![None; homes.len()];
        index.k_nearest_from(Kind::Mediation, &blocks, most, |rank, found| {
            told[rank] = Some(found.to_vec());
        });
        for (home, told) in homes.iter().zip(told).step_by(5) {
            let all = places.iter().enumerate();
            let mut expected: Vec<(Length, usize)> = all
                .filter(|(_, place)| place.0.contains(&Kind::Mediation))
                .map(|(rank, (_, there, position_uncertainty))| {
                    (Length::between(*home, *there).max(Length::from_metres(*position_uncertainty)), rank)
                })
                .collect();
            expected.sort_unstable();
            expected.truncate(most);
            prop_assert_eq!(&index.k_nearest(Kind::Mediation, *home, most), &expected);
            prop_assert_eq!(told, Some(expected));
        }
    }

    #[test]
    fn counts_of_homes_together_are_those_of_each(
        homes in homes(),
        places in places(),
        km in vec(0.0..60.0, 0..4),
    ) {
        let index = index(&places);
        let limits: Vec<Length> = km.iter().map(|km| Length::from_metres(km * 1e3)).collect();
        let mut asked = 0;
        index.counts_from(&Blocks::new(homes.iter().copied()), &limits, |rank, counts| {
            asked += 1;
            assert_eq!(counts, index.counts_within(homes[rank], &limits));
        });
        prop_assert_eq!(asked, homes.len());
    }
}

/// A block takes so many homes and no more: the rest of a tower make blocks of their own.
#[test]
fn a_thousand_homes_on_one_spot_are_all_told() {
    let spot = around(1, 0, 0);
    let index = index(&[(vec![Kind::Mediation], spot, 0.0)]);
    let mut told = vec![0; 1_000];
    index.k_nearest_from(Kind::Mediation, &Blocks::new(vec![spot; 1_000]), 5, |rank, found| {
        told[rank] += 1;
        assert_eq!(found, [(Length::ZERO, 0)]);
    });
    assert_eq!(told, vec![1; 1_000]);
}

/// More homes than are sorted at once: every one is told once, under its own rank.
#[test]
fn homes_keep_their_ranks_beyond_what_is_sorted_together() {
    let home = |rank: i32| around((rank % 6) as usize, rank / 400 % 90, rank % 211);
    let homes: Vec<Position> = (0..70_000).map(home).collect();
    let place = around(0, 3, 4);
    let blocks = Blocks::new(homes.iter().copied());
    assert_eq!(blocks.len(), homes.len());
    let mut told = vec![None; homes.len()];
    index(&[(vec![Kind::Mediation], place, 0.0)]).k_nearest_from(
        Kind::Mediation,
        &blocks,
        1,
        |rank, found| assert!(told[rank].replace(found[0].0).is_none()),
    );
    let (place, homes) = (EarthPoint::new(place), homes.into_iter().map(EarthPoint::new));
    assert!(homes.zip(told).all(|(home, told)| told == Some(home.length_to(&place))));
}

/// Blocks with more candidates than are worth it are halved, be it in vain.
#[test]
fn homes_among_many_places_are_told_as_elsewhere() {
    let scattered = |count: i32, step: i32| {
        (0..count).map(move |rank| around(1, rank * step % 601 - 300, rank * 7 % 599 - 300))
    };
    let kind = |rank: usize| vec![Kind::ALL[rank % 2]];
    let twins = (0..100).map(|_| around(1, 0, 0));
    let places: Vec<Supply> = scattered(900, 13)
        .chain(twins)
        .enumerate()
        .map(|(rank, position)| (kind(rank), position, 0.0))
        .collect();
    let homes: Vec<Position> = scattered(150, 29).collect();
    let limits = Limits {
        thresholds: vec![Length::from_metres(20_000.0)],
        main: Length::from_metres(5_000.0),
        furthest: Length::from_metres(1e6),
        detour: 1.0,
    };
    let index = index(&places);
    for (home, told) in homes.iter().zip(together(&index, &homes, &limits)) {
        assert_eq!(told, exhaustive(&places, *home, &limits));
    }
}

#[test]
fn nobody_home_asks_nothing() {
    let index = index(&[]);
    index.k_nearest_from(Kind::Mediation, &Blocks::new([]), 5, |_, _| panic!("no home"));
    index.counts_from(&Blocks::new([]), &[Length::ZERO], |_, _| panic!("no home"));
}
