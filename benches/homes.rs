//! What it costs that people live in cells, not in one point a commune.
//!
//! One question a group, each at two sizes, all on invented and seeded data: cells of 200 m
//! around towns, in the order of the file of a grid, and 25,000 places.
//!
//! | group | one element is | what it answers |
//! |---|---|---|
//! | `five_nearest_in_blocks` | a cell | the 5 nearest places in exact millimetres, one question to the tree a block |
//! | `five_nearest_one_by_one` | a cell | the same, one question to the tree a cell: what blocks save |
//! | `reach_in_blocks` | a home | all that access asks of a commune of 1 home and of 64 |
//! | `reach_one_by_one` | a home | the same, home by home |
//!
//! `cargo bench -p maillage --bench homes` takes half a minute; add `-- five` for the first
//! two, `-- --test` to run each once. One thread. Making the blocks is counted in, and so is
//! the way from degrees to earth-centred points. `peers/nearest_cells.py` has the size of the
//! whole country, with every core, and what other programs take.

use std::{hint::black_box, time::Duration};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use maillage::{
    Kind, MeasureOptions, Place, Position, Territory,
    core::{
        geodesy::Length,
        index::{Blocks, PlaceIndex},
        model::{Commune, CommuneId, Home},
        sites::Sites,
        territory::Parts,
        travel::{Cost, CrowFlies, Limits, Travel, TravelOrigin},
    },
};
use maillage_synth::{cells, scattered};

const SEED: u64 = 2_022;
const PLACES: usize = 25_000;
const CELLS: [usize; 2] = [10_000, 160_000];
/// Homes of a commune: its one point, or its cells.
const HOMES: [usize; 2] = [1, 64];
const MOST: usize = 5;

criterion_group! {
    name = homes;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .sample_size(20);
    targets =
        five_nearest_in_blocks, five_nearest_one_by_one, reach_in_blocks, reach_one_by_one
}
criterion_main!(homes);

fn five_nearest_in_blocks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("five_nearest_in_blocks");
    let index = index();
    for count in CELLS {
        let homes = positions(cells(count, SEED));
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::from_parameter(count), &homes, |bencher, homes| {
            bencher.iter(|| {
                let blocks = Blocks::new(homes.iter().copied());
                index.k_nearest_from(Kind::Mediation, &blocks, MOST, |rank, found| {
                    black_box((rank, found));
                });
            });
        });
    }
}

fn five_nearest_one_by_one(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("five_nearest_one_by_one");
    let index = index();
    for count in CELLS {
        // A sixteenth of the cells, side by side as in the file.
        let homes = &positions(cells(count, SEED))[..count / 16];
        group.throughput(Throughput::Elements(homes.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(count), homes, |bencher, homes| {
            bencher.iter(|| {
                for home in homes {
                    black_box(index.k_nearest(Kind::Mediation, *home, MOST));
                }
            });
        });
    }
}

fn reach_in_blocks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("reach_in_blocks");
    let (crow, limits, commune) = (crow(), limits(), commune());
    for count in HOMES {
        let communes: Vec<Vec<Home>> = communes(count).iter().map(|all| homes_at(all)).collect();
        group.throughput(Throughput::Elements((communes.len() * count) as u64));
        group.bench_with_input(BenchmarkId::from_parameter(count), &communes, |bencher, all| {
            bencher.iter(|| {
                for homes in all {
                    let origin = TravelOrigin { id: CommuneId(0), commune: &commune, homes };
                    crow.reach(origin, &limits, &mut |rank, reach| {
                        black_box((rank, reach));
                    });
                }
            });
        });
    }
}

fn reach_one_by_one(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("reach_one_by_one");
    let (index, limits) = (index(), limits());
    let rings: Vec<Length> = limits.thresholds.iter().map(|limit| limit.length()).collect();
    let main = limits.main.length();
    for count in HOMES {
        let communes = communes(count);
        group.throughput(Throughput::Elements((communes.len() * count) as u64));
        group.bench_with_input(BenchmarkId::from_parameter(count), &communes, |bencher, all| {
            bencher.iter(|| {
                for home in all.iter().flatten() {
                    black_box(Kind::ALL.map(|kind| index.nearest(kind, *home)));
                    black_box(index.counts_within(*home, &rings));
                    black_box(index.within(*home, main));
                }
            });
        });
    }
}

/// A hundred communes of so many homes: every home but the first is within some hundred
/// metres to three kilometres of it.
fn communes(homes: usize) -> Vec<Vec<Position>> {
    let middles = positions(scattered(100, SEED + 1));
    let home = |middle: &Position, rank: usize| {
        let (north, east) = ((rank / 8) as f64, (rank % 8) as f64);
        Position::new(middle.latitude() + north * 0.003_6, middle.longitude() + east * 0.005_4)
            .expect("not a degree from the middle")
    };
    middles.iter().map(|middle| (0..homes).map(|rank| home(middle, rank)).collect()).collect()
}

fn limits() -> Limits {
    Limits {
        thresholds: [2.0, 5.0, 10.0, 15.0, 20.0].map(Cost::from_km).to_vec(),
        main: Cost::from_km(10.0),
        furthest: Cost::from_km(50.0),
    }
}

fn homes_at(positions: &[Position]) -> Vec<Home> {
    positions.iter().map(|position| Home { position: *position, people: 1.0, need: 1.0 }).collect()
}

/// A commune without a contour: the crow does not look at it.
fn commune() -> Commune {
    let home = Position::new(45.0, 0.0).expect("on the globe");
    Commune::new("99001".parse().expect("a code"), "", home)
}

fn places() -> Vec<Position> {
    positions(scattered(PLACES, SEED + 2))
}

fn index() -> PlaceIndex {
    PlaceIndex::new(places().into_iter().map(|place| (Some(Kind::Mediation), place)))
}

fn crow() -> CrowFlies {
    let place = |position| Place::new("", Kind::Mediation, position);
    let territory = Territory::new(Parts {
        places: places().into_iter().map(place).collect(),
        ..Parts::default()
    });
    let options = MeasureOptions::default();
    let sites = Sites::new(&territory, territory.timetable(), &options).expect("places serve");
    CrowFlies::new(&sites, options.detour)
}

fn positions(points: Vec<(f64, f64)>) -> Vec<Position> {
    let position = |(latitude, longitude)| Position::new(latitude, longitude);
    points.into_iter().map(|point| position(point).expect("points are in France")).collect()
}
