//! Many homes asked together are told what each would be told alone.

use maillage::{
    Kind, MeasureOptions, Place, Position, Territory,
    core::{
        geodesy::{EarthPoint, Length},
        index::{Blocks, PlaceIndex},
        model::{Commune, CommuneId, Home, PlaceId},
        presence::{HoursOptions, Presence, Timetable},
        sites::Sites,
        territory::Parts,
        travel::{
            Cost, CrowFlies, Limits, NearestSite, Reach, Travel, TravelOrigin, reach_by_costs,
        },
    },
    hours::SlotSeries,
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

/// A place of a run, and whether its hours are known; one without a kind never opens.
type Site = (Supply, bool);

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

/// The same as a run takes them: of two kinds at most, and one in four of unknown hours.
fn supply() -> impl Strategy<Value = Vec<Site>> {
    let known = vec(prop_oneof![3 => Just(true), 1 => Just(false)], 60);
    (places(), known).prop_map(|(places, known)| {
        let site = |((mut kinds, position, uncertainty), is_known): (Supply, bool)| {
            kinds.truncate(2);
            ((kinds, position, uncertainty), is_known)
        };
        places.into_iter().zip(known).map(site).collect()
    })
}

fn index(places: &[Supply]) -> PlaceIndex {
    let supply = places.iter().map(|(kinds, position, _)| (kinds.iter().copied(), *position));
    let uncertainties =
        places.iter().map(|(.., position_uncertainty)| Length::from_metres(*position_uncertainty));
    let ids = (0..places.len()).map(PlaceId::new);
    PlaceIndex::new(supply).with_uncertainties(ids.zip(uncertainties))
}

/// The places of a run that asks for an hour a week.
fn sites(places: &[Site]) -> Sites {
    let place = |((kinds, position, uncertainty), _): &Site| Place {
        also: kinds.get(1).copied(),
        position_uncertainty: Length::from_metres(*uncertainty),
        stop: Some(Box::default()),
        ..Place::new("", kinds.first().copied().unwrap_or(Kind::Mediation), *position)
    };
    let open = |minutes_per_week| {
        Some(Presence {
            minutes_per_week,
            slots: SlotSeries::default(),
            unknown: SlotSeries::default(),
        })
    };
    let presence = |((kinds, ..), is_known): &Site| match (kinds.is_empty(), is_known) {
        (true, _) => open(0.0),
        (false, true) => open(90.0),
        (false, false) => None,
    };
    // One more that never opens: hours are known of some, so that nothing open is an answer.
    let never = ((Vec::new(), around(0, 0, 0), 0.0), true);
    let places: Vec<Site> = places.iter().cloned().chain([never]).collect();
    let timetable = Timetable {
        places: places.iter().map(presence).collect(),
        ..Timetable::unknown(places.len())
    };
    let territory = Territory::new(Parts {
        places: places.iter().map(place).collect(),
        timetable: Some(timetable),
        ..Parts::default()
    });
    let hours = HoursOptions { min_minutes_per_week: 60.0, ..HoursOptions::default() };
    let options = MeasureOptions { hours, ..MeasureOptions::default() };
    Sites::new(&territory, territory.timetable(), &options).expect("hours are known of one")
}

/// The slow obvious answer: an exact geodesic to every place.
fn exhaustive(places: &[Site], from: Position, limits: &Limits, detour: f64) -> Reach {
    let cost = |((_, there, uncertainty), _): &Site| -> Cost {
        let straight = Length::between(from, *there).max(Length::from_metres(*uncertainty));
        straight.times(detour).into()
    };
    let costs: Vec<Cost> = places.iter().map(cost).collect();
    let serving: Vec<usize> =
        (0..places.len()).filter(|rank| places[*rank].1 && !places[*rank].0.0.is_empty()).collect();
    let nearest = Kind::ALL.map(|kind| {
        let of_kind = serving.iter().filter(|rank| places[**rank].0.0.contains(&kind));
        let of_kind: Vec<(Cost, usize)> = of_kind.map(|rank| (costs[*rank], *rank)).collect();
        let (cost, place) = *of_kind.iter().min()?;
        let tied = of_kind.iter().filter(|(other, _)| *other == cost).count() > 1;
        let place = PlaceId::new(place);
        (cost <= limits.furthest).then_some(NearestSite { place, cost, tied })
    });
    let within = |limit: Cost| -> Vec<usize> {
        serving.iter().copied().filter(|rank| costs[*rank] <= limit).collect()
    };
    let count = |limit: &Cost| within(*limit).len() as u32;
    let is_unknown = |rank: &usize| !places[*rank].1 && !places[*rank].0.0.is_empty();
    // Places of unknown hours are counted where they are, however well that is known.
    let straight =
        |rank: &usize| -> Cost { Length::between(from, places[*rank].0.1).times(detour).into() };
    let unknown = (0..places.len()).filter(is_unknown);
    Reach {
        nearest,
        within: limits.thresholds.iter().map(count).collect(),
        near: within(limits.main).into_iter().map(PlaceId::new).collect(),
        hours_unknown: unknown.filter(|rank| straight(rank) <= limits.main).count() as u32,
        ..Reach::default()
    }
}

/// The places that serve, and those whose hours are unknown: each home asks for itself.
struct Alone {
    serving: PlaceIndex,
    hours_unknown: PlaceIndex,
}

impl Alone {
    fn new(places: &[Site]) -> Self {
        let indexed = |chosen: bool| {
            let supply = |((kinds, position, uncertainty), is_known): &Site| {
                let kinds = if *is_known == chosen { kinds.clone() } else { Vec::new() };
                (kinds, *position, if chosen { *uncertainty } else { 0.0 })
            };
            index(&places.iter().map(supply).collect::<Vec<Supply>>())
        };
        Self { serving: indexed(true), hours_unknown: indexed(false) }
    }

    fn reach(&self, from: Position, limits: &Limits, detour: f64) -> Reach {
        let straight = |limit: Cost| limit.length().before(detour);
        let rings: Vec<Length> = limits.thresholds.iter().copied().map(straight).collect();
        let main = straight(limits.main);
        let nearest = |kind| {
            let found = self.serving.nearest(kind, from)?;
            let cost: Cost = found.length.times(detour).into();
            let nearest = NearestSite { place: found.place, cost, tied: found.tied };
            (cost <= limits.furthest).then_some(nearest)
        };
        Reach {
            nearest: Kind::ALL.map(nearest),
            within: self.serving.counts_within(from, &rings),
            near: self.serving.within(from, main),
            hours_unknown: self.hours_unknown.counts_within(from, &[main])[0],
            ..Reach::default()
        }
    }
}

/// A commune: nobody asks where.
fn commune() -> Commune {
    Commune::new("99001".parse().expect("a code"), "", around(0, 0, 0))
}

fn from(homes: &[Position]) -> Vec<Home> {
    homes.iter().map(|position| Home { position: *position, people: 1.0, need: 1.0 }).collect()
}

/// What each home is told, by its rank; that each is told once is checked. What its costs alone
/// sum up to is the same.
fn together(places: &[Site], homes: &[Position], limits: &Limits, detour: f64) -> Vec<Reach> {
    let (sites, commune, homes) = (sites(places), commune(), from(homes));
    let crow = CrowFlies::new(&sites, detour);
    let origin = TravelOrigin { id: CommuneId(0), commune: &commune, homes: &homes };
    let mut told: Vec<Option<Reach>> = vec![None; homes.len()];
    crow.reach(origin, limits, &mut |rank, reach| {
        assert!(told[rank].replace(reach.clone()).is_none(), "home {rank} is told twice");
    });
    let told: Vec<Reach> =
        told.into_iter().map(|reach| reach.expect("every home is in a block")).collect();
    assert_eq!(told, reach_by_costs(&crow, &sites, origin, limits));
    told
}

/// The furthest limit: a number of kilometres, or where a place is, or a millimetre short of it.
#[derive(Debug, Clone)]
enum Furthest {
    Km(f64),
    OnPlace,
    BeforePlace,
}

/// Some limits, of which two fall exactly on a place and a millimetre short of it.
fn limits(
    homes: &[Position],
    places: &[Site],
    (home, place): (Index, Index),
    (km, furthest, detour): (Vec<f64>, Furthest, f64),
) -> Limits {
    let mut thresholds: Vec<Cost> = km.into_iter().map(Cost::from_km).collect();
    let mut ends = [Cost::from_km(20.0); 2];
    if !places.is_empty() {
        let on = Length::between(*home.get(homes), place.get(places).0.1).times(detour);
        ends = [on.into(), Cost::from_base(on.metres() - 0.001)];
        thresholds.extend(ends);
    }
    let main = thresholds[thresholds.len() / 2];
    let furthest = match furthest {
        Furthest::Km(km) => Cost::from_km(km),
        Furthest::OnPlace => ends[0],
        Furthest::BeforePlace => ends[1],
    };
    Limits { thresholds, main, furthest }
}

fn question() -> impl Strategy<Value = (Vec<f64>, Furthest, f64)> {
    let km = prop_oneof![Just(50.0), Just(40_000.0), 0.0..20.0].prop_map(Furthest::Km);
    let furthest =
        prop_oneof![3 => km, 1 => Just(Furthest::OnPlace), 1 => Just(Furthest::BeforePlace)];
    (vec(0.0..25.0, 1..4), furthest, prop_oneof![Just(1.0), Just(1.3)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn homes_asked_together_are_told_what_each_is_told_alone(
        homes in homes(),
        places in supply(),
        on in any::<(Index, Index)>(),
        question in question(),
    ) {
        let detour = question.2;
        let limits = limits(&homes, &places, on, question);
        let told = together(&places, &homes, &limits, detour);
        let alone = Alone::new(&places);
        for (home, told) in homes.iter().zip(&told) {
            prop_assert_eq!(told, &alone.reach(*home, &limits, detour));
        }
        for (home, told) in homes.iter().zip(&told).step_by(7) {
            prop_assert_eq!(told, &exhaustive(&places, *home, &limits, detour));
        }
    }

    #[test]
    fn the_k_nearest_are_the_first_of_all_places_by_length_and_id(
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
            let mut expected: Vec<(Length, PlaceId)> = all
                .filter(|(_, place)| place.0.contains(&Kind::Mediation))
                .map(|(rank, (_, there, position_uncertainty))| {
                    let uncertainty = Length::from_metres(*position_uncertainty);
                    (Length::between(*home, *there).max(uncertainty), PlaceId::new(rank))
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
        assert_eq!(found, [(Length::ZERO, PlaceId(0))]);
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
    let places: Vec<Site> = scattered(900, 13)
        .chain(twins)
        .enumerate()
        .map(|(rank, position)| ((kind(rank), position, 0.0), true))
        .collect();
    let homes: Vec<Position> = scattered(150, 29).collect();
    let limits = Limits {
        thresholds: vec![Cost::from_km(20.0)],
        main: Cost::from_km(5.0),
        furthest: Cost::from_km(1_000.0),
    };
    for (home, told) in homes.iter().zip(together(&places, &homes, &limits, 1.0)) {
        assert_eq!(told, exhaustive(&places, *home, &limits, 1.0));
    }
}

/// No key holds a length of 70,000 km, or the rank of the last of 70,000 places.
#[test]
fn lengths_and_ties_beyond_what_is_sorted_together_are_told() {
    let homes: Vec<Position> = (0..40).map(|east| around(1, 0, east)).collect();
    let told = |places: &[Supply], most: usize| {
        let mut told = vec![Vec::new(); homes.len()];
        let (index, blocks) = (index(places), Blocks::new(homes.iter().copied()));
        index.k_nearest_from(Kind::Mediation, &blocks, most, |rank, found| {
            told[rank] = found.to_vec();
        });
        told
    };
    let place = |position, metres| (vec![Kind::Mediation], position, metres);
    let rough = [7e7, 3e7, 0.0].map(|metres| place(around(1, 9, 9), metres));
    for (home, told) in homes.iter().zip(told(&rough, 3)) {
        let near = Length::between(*home, around(1, 9, 9));
        let lengths = [near, Length::from_metres(3e7), Length::from_metres(7e7)];
        assert_eq!(told, [2, 1, 0].map(|rank| (lengths[2 - rank], PlaceId::new(rank))));
    }
    let mut twins = vec![place(around(1, 0, 90), 0.0); 70_000];
    twins.push(place(around(1, 0, 80), 0.0));
    for (home, told) in homes.iter().zip(told(&twins, 3)) {
        let [near, far] = [80, 90].map(|east| Length::between(*home, around(1, 0, east)));
        let expected = [(near, 70_000), (far, 0), (far, 1)];
        assert_eq!(told, expected.map(|(length, rank)| (length, PlaceId::new(rank))));
    }
}

#[test]
fn nobody_home_asks_nothing() {
    let index = index(&[]);
    index.k_nearest_from(Kind::Mediation, &Blocks::new([]), 5, |_, _| panic!("no home"));
    index.counts_from(&Blocks::new([]), &[Length::ZERO], |_, _| panic!("no home"));
}
