//! The index answers as an exhaustive search does, from Brest to La Réunion.

use geo::{LineString, MultiLineString};
use maillage::{
    Kind, Position,
    core::{
        geodesy::{Length, geodesic_metres},
        index::{LineIndex, Nearest, PlaceIndex},
        model::PlaceId,
    },
};
use proptest::{collection::vec, prelude::*, sample::Index};

const KIND: Kind = Kind::FranceServices;

/// Boxes of degrees: south, north, west, east.
const TERRITORIES: [[f64; 4]; 5] = [
    [41.3, 51.2, -5.2, 9.6],
    [14.3, 18.2, -63.2, -60.7],
    [2.0, 6.0, -54.7, -51.5],
    [-21.5, -20.7, 55.1, 55.9],
    [-22.8, -19.5, 163.5, 168.2],
];

/// Anywhere in France; one time in two on the corners of a coarse grid, where places fall
/// together and mirror each other.
fn position() -> impl Strategy<Value = Position> {
    let parts = (0..TERRITORIES.len(), 0.0..=1.0, 0.0..=1.0, any::<bool>());
    parts.prop_map(|(territory, northing, easting, on_grid)| {
        let [south, north, west, east] = TERRITORIES[territory];
        let snap = |degrees: f64| if on_grid { (degrees * 4.0).round() / 4.0 } else { degrees };
        let latitude = snap(south + (north - south) * northing);
        let longitude = snap(west + (east - west) * easting);
        Position::new(latitude, longitude).expect("a box of degrees is on the globe")
    })
}

/// Anywhere on the globe.
fn anywhere() -> impl Strategy<Value = Position> {
    let degrees = (-90.0..=90.0, -180.0..=180.0);
    degrees.prop_map(|(latitude, longitude)| {
        Position::new(latitude, longitude).expect("these are all the degrees there are")
    })
}

/// The other end of the earth, but for a few degrees.
fn antipode(of: Position, north: f64, east: f64) -> Position {
    let latitude = (north - of.latitude()).clamp(-90.0, 90.0);
    let longitude = (of.longitude() + 180.0 + east).rem_euclid(360.0) - 180.0;
    Position::new(latitude, longitude).expect("folded onto the globe")
}

fn places() -> impl Strategy<Value = Vec<Position>> {
    vec(position(), 1..80)
}

fn index(places: &[Position]) -> PlaceIndex {
    PlaceIndex::new(places.iter().map(|place| (Some(KIND), *place)))
}

/// The slow obvious answer: the lowest id among the nearest to the millimetre.
fn exhaustive(places: &[Position], from: Position) -> Nearest {
    let lengths: Vec<Length> = places.iter().map(|place| Length::between(from, *place)).collect();
    let length = *lengths.iter().min().expect("places() is never empty");
    let place = lengths.iter().position(|found| *found == length).expect("it was just found");
    let tied = lengths.iter().filter(|found| **found == length).count() > 1;
    Nearest { place: PlaceId::new(place), length, tied }
}

fn nearest(places: &[Position], from: Position) -> Nearest {
    index(places).nearest(KIND, from).expect("places() is never empty")
}

/// A line in one territory, from a vertex to the next 3 to 30 km on.
fn line() -> impl Strategy<Value = MultiLineString<f64>> {
    (position(), vec((-0.2..=0.2, -0.2..=0.2), 1..4)).prop_map(|(start, steps)| {
        let mut point = (start.longitude(), start.latitude());
        let mut points = vec![point];
        for (east, north) in steps {
            point = (point.0 + east, point.1 + north);
            points.push(point);
        }
        MultiLineString::new(vec![LineString::from(points)])
    })
}

/// The slow obvious answer: every line as points 10 m apart, which miss its nearest by 5 m at
/// most; so a point next to it is searched again, every 2 cm.
fn nearest_of_samples(lines: &[MultiLineString<f64>], from: Position) -> f64 {
    let segments = lines.iter().flat_map(|line| line.iter().flat_map(|part| part.lines()));
    let to = |segment: geo::Line<f64>, share: f64| {
        let point = segment.start + segment.delta() * share;
        let there = Position::new(point.y, point.x).expect("a territory is on the globe");
        geodesic_metres(from, there)
    };
    let of_segment = |segment: geo::Line<f64>| {
        let count = (segment.dx().hypot(segment.dy()) * 11_170.0).ceil() as u32 + 1;
        let share = |rank: u32| f64::from(rank) / f64::from(count);
        let lengths = (0..=count).map(|rank| (to(segment, share(rank)), rank));
        let (_, rank) = lengths.min_by(|one, other| one.0.total_cmp(&other.0)).expect("some");
        let around = (-500..=500).map(|step| f64::from(step) / 500.0 / f64::from(count));
        let finer = around.map(|off| to(segment, (share(rank) + off).clamp(0.0, 1.0)));
        finer.fold(f64::INFINITY, f64::min)
    };
    segments.map(of_segment).fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Near a line, and on the other side of the earth from it.
    #[test]
    fn the_nearest_line_agrees_with_dense_samples(
        lines in vec(line(), 1..4),
        off in (-0.3..=0.3, -0.3..=0.3),
        far in position(),
        from_afar in any::<bool>(),
    ) {
        let start = lines[0].0[0].0[0];
        let near = Position::new(start.y + off.0, start.x + off.1).expect("on the globe");
        let from = if from_afar { far } else { near };
        let (tour, length) = LineIndex::new(&lines).nearest(from).expect("one line at least");
        let sampled = nearest_of_samples(&lines, from);
        prop_assert!((length.metres() - sampled).abs() < 1.0, "{length:?} {sampled}");
        let of_tour = nearest_of_samples(&lines[tour.index()..=tour.index()], from);
        prop_assert!(of_tour - sampled < 1.0);
    }
}

proptest! {
    #[test]
    fn nearest_agrees_with_exhaustive_search(places in places(), from in position()) {
        prop_assert_eq!(nearest(&places, from), exhaustive(&places, from));
    }

    /// Limits that fall exactly on a place are the hard ones.
    #[test]
    fn counts_agree_with_exhaustive_search(
        places in places(),
        from in position(),
        km in vec(0.0..2_000.0, 1..4),
        on in any::<Index>(),
    ) {
        let mut limits: Vec<Length> = km.iter().map(|km| Length::from_metres(km * 1e3)).collect();
        let exact = Length::between(from, *on.get(&places));
        limits.push(exact);
        limits.push(Length::from_metres(exact.metres() - 0.001));
        let within = |limit: &Length| {
            let near = places.iter().filter(|place| Length::between(from, **place) <= *limit);
            near.count() as u32
        };
        let expected: Vec<u32> = limits.iter().map(within).collect();
        prop_assert_eq!(index(&places).counts_within(from, &limits), expected);
    }

    /// Where the chord tells least of the arc.
    #[test]
    fn the_whole_globe_is_searched_as_well_as_france(
        from in anywhere(),
        mut places in vec(anywhere(), 1..40),
        opposite in vec((-1.0..=1.0, -1.0..=1.0), 1..10),
        km in vec(0.0..20_100.0, 1..4),
        on in any::<Index>(),
    ) {
        places.extend(opposite.into_iter().map(|(north, east)| antipode(from, north, east)));
        places.push(antipode(from, 0.0, 0.0));
        let mut limits: Vec<Length> = km.iter().map(|km| Length::from_metres(km * 1e3)).collect();
        let exact = Length::between(from, *on.get(&places));
        limits.extend([exact, Length::from_metres(exact.metres() - 0.001)]);
        let within = |limit: &Length| {
            let near = places.iter().filter(|place| Length::between(from, **place) <= *limit);
            near.count() as u32
        };
        let expected: Vec<u32> = limits.iter().map(within).collect();
        prop_assert_eq!(index(&places).counts_within(from, &limits), expected);
        prop_assert_eq!(nearest(&places, from), exhaustive(&places, from));
    }

    #[test]
    fn adding_a_place_never_lengthens_a_distance(
        places in places(),
        one_more in position(),
        from in position(),
    ) {
        let before = nearest(&places, from).length;
        let more: Vec<Position> = places.into_iter().chain([one_more]).collect();
        let after = nearest(&more, from).length;
        prop_assert_eq!(after, before.min(Length::between(from, one_more)));
    }

    /// The answer is a place of the caller's, whatever order the caller keeps them in.
    #[test]
    fn the_order_of_places_never_changes_where_the_nearest_is(
        shuffled in places().prop_flat_map(|places| (Just(places.clone()), Just(places).prop_shuffle())),
        from in position(),
    ) {
        let (places, shuffled) = shuffled;
        let (one, other) = (nearest(&places, from), nearest(&shuffled, from));
        prop_assert_eq!(one.length, other.length);
        prop_assert_eq!(one.tied, other.tied);
        if !one.tied {
            prop_assert_eq!(places[one.place.index()], shuffled[other.place.index()]);
        }
    }

    #[test]
    fn repeating_a_place_changes_neither_the_nearest_nor_its_distance(
        places in places(),
        twin in any::<Index>(),
        from in position(),
    ) {
        let once = nearest(&places, from);
        let more: Vec<Position> = places.iter().copied().chain([*twin.get(&places)]).collect();
        let twice = nearest(&more, from);
        prop_assert_eq!((once.place, once.length), (twice.place, twice.length));
    }

    #[test]
    fn a_tie_goes_to_the_lower_id(from in position(), there in position(), count in 2..9_usize) {
        let found = nearest(&vec![there; count], from);
        prop_assert_eq!((found.place, found.tied), (PlaceId(0), true));
    }

    /// Kinds are searched apart, and ids count the places that are left out.
    #[test]
    fn a_place_of_another_kind_or_of_none_is_never_the_nearest(
        places in places(),
        kinds in vec(proptest::option::of(proptest::sample::select(&Kind::ALL[..])), 80),
        from in position(),
    ) {
        let kinded = kinds.iter().copied().zip(places.iter().copied());
        let index = PlaceIndex::new(kinded);
        for kind in Kind::ALL {
            let of_kind = |rank: &usize| kinds[*rank] == Some(kind);
            let ranks: Vec<usize> = (0..places.len()).filter(of_kind).collect();
            let lengths = ranks.iter().map(|rank| (Length::between(from, places[*rank]), *rank));
            let expected = lengths.min().map(|(length, rank)| (PlaceId::new(rank), length));
            let found = index.nearest(kind, from).map(|found| (found.place, found.length));
            prop_assert_eq!(found, expected);
        }
    }
}

/// A search in degrees would answer the other: a degree of longitude shrinks northwards.
#[test]
fn a_degree_east_is_nearer_than_a_degree_north() {
    let at = |latitude, longitude| Position::new(latitude, longitude).expect("on the globe");
    let places = [at(48.9, 2.0), at(48.0, 3.1)];
    assert_eq!(nearest(&places, at(48.0, 2.0)).place, PlaceId(1));
}

/// Wallis and Fiji stand on either side of the 180th meridian.
#[test]
fn the_antimeridian_parts_nobody() {
    let at = |latitude, longitude| Position::new(latitude, longitude).expect("on the globe");
    let (wallis, fiji, noumea) = (at(-13.3, -176.2), at(-16.8, 179.9), at(-22.3, 166.4));
    assert_eq!(nearest(&[noumea, fiji], wallis).place, PlaceId(1));
}
