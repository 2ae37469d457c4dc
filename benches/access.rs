//! How long it takes to tell who has help within reach.
//!
//! One question a group, each at two sizes, all on invented and seeded data:
//!
//! | group | one element is | what it answers |
//! |---|---|---|
//! | `nearest` | an origin | the nearest of 1,000 and of 25,000 places, exact geodesic included |
//! | `nearest_exhaustive` | an origin | the same by a geodesic to each of 1,000 places: what an index saves |
//! | `counts_within` | an origin | places within 2, 5, 10, 15 and 20 km |
//! | `index_building` | a place | the index itself |
//! | `contours` | a commune | a file of contours read and cleaned: 300 and 900 communes |
//! | `identity` | a row | which rows of two lists are one place: 1,000 and 25,000 rows |
//! | `coverage` | a commune | a whole run, from the files to the bytes of the GeoJSON |
//!
//! `cargo bench -p maillage --bench access` takes about a minute; add `-- nearest` for one
//! group, `-- --test` to run each once. `contours` and `coverage` use every core (set
//! `RAYON_NUM_THREADS=1` for one) and read their files back from the system's cache. Times
//! belong to the machine: compare groups, sizes and revisions, not machines. A time per
//! element that grows with the size tells that the work is not linear.
//!
//! What other tools take for the same work is measured in `peers/`.

use std::{fs, hint::black_box, time::Duration};

use criterion::{
    BatchSize, BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group,
    criterion_main, measurement::WallTime,
};
use maillage::{
    CoverageOptions, Kind, Lang, Place, Position, Sources, Supply,
    core::{
        geodesy::Length,
        index::PlaceIndex,
        model::{FileId, Line, Precision, SourceRow},
    },
    coverage,
    intake::{
        clean::{IdentityOptions, identity},
        ledger::{Account, LedgerBuilder},
    },
    output,
};
use maillage_synth::{SynthOptions, SynthTerritory, scattered, territory};
use tempfile::TempDir;

const SEED: u64 = 2_022;
const PLACES: [usize; 2] = [1_000, 25_000];
/// Under a thousand, so that every code is of the invented département 99.
const COMMUNES: [usize; 2] = [300, 900];
/// Origins asked in one go, so that no answer is always in the processor's cache.
const ORIGINS: usize = 1_000;

criterion_group! {
    name = access;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .sample_size(30);
    targets =
        nearest, nearest_exhaustive, counts_within, index_building, contours, identity, whole_run
}
criterion_main!(access);

fn nearest(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("nearest");
    let origins = origins();
    group.throughput(Throughput::Elements(ORIGINS as u64));
    for places in PLACES {
        let index = index(&positions(places, SEED));
        group.bench_with_input(BenchmarkId::from_parameter(places), &index, |bencher, index| {
            bencher.iter(|| {
                for origin in &origins {
                    black_box(index.nearest(Kind::Mediation, black_box(*origin)));
                }
            });
        });
    }
}

fn nearest_exhaustive(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("nearest_exhaustive");
    // A hundredth of the origins: each is asked of every place.
    let origins = &origins()[..ORIGINS / 100];
    group.throughput(Throughput::Elements(origins.len() as u64));
    let places = positions(PLACES[0], SEED);
    group.bench_with_input(BenchmarkId::from_parameter(PLACES[0]), &places, |bencher, places| {
        bencher.iter(|| {
            for origin in origins {
                let lengths = places.iter().map(|place| Length::between(*origin, *place));
                black_box(lengths.enumerate().min_by_key(|(rank, length)| (*length, *rank)));
            }
        });
    });
}

fn counts_within(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("counts_within");
    let origins = origins();
    let limits = [2.0, 5.0, 10.0, 15.0, 20.0].map(|km| Length::from_metres(km * 1_000.0));
    group.throughput(Throughput::Elements(ORIGINS as u64));
    for places in PLACES {
        let index = index(&positions(places, SEED));
        group.bench_with_input(BenchmarkId::from_parameter(places), &index, |bencher, index| {
            bencher.iter(|| {
                for origin in &origins {
                    black_box(index.counts_within(black_box(*origin), &limits));
                }
            });
        });
    }
}

fn index_building(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("index_building");
    for places in PLACES {
        group.throughput(Throughput::Elements(places as u64));
        let places_at = positions(places, SEED);
        group.bench_with_input(BenchmarkId::from_parameter(places), &places_at, |bencher, at| {
            bencher.iter_batched(|| (), |()| index(black_box(at)), BatchSize::LargeInput);
        });
    }
}

fn contours(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("contours");
    for communes in COMMUNES {
        let files = Files::of(communes);
        let path = files.inputs.communes.as_deref().expect("an island has contours");
        measured_once_a_sample(&mut group, communes);
        group.bench_with_input(BenchmarkId::from_parameter(communes), path, |bencher, path| {
            bencher.iter_with_large_drop(|| {
                maillage::intake::kinds::communes::read(path).expect("contours just written")
            });
        });
    }
}

fn whole_run(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("coverage");
    let options = CoverageOptions::default();
    for communes in COMMUNES {
        let files = Files::of(communes);
        measured_once_a_sample(&mut group, communes);
        group.bench_with_input(
            BenchmarkId::from_parameter(communes),
            &files.inputs,
            |bencher, inputs| {
                bencher.iter_with_large_drop(|| {
                    let coverage = coverage(inputs, &options, &|_| {}).expect("lists just written");
                    let mut written = Vec::new();
                    output::write_coverage(&mut written, &coverage, output::Voice::of(Lang::Fr))
                        .expect("memory takes it");
                    written
                });
            },
        );
    }
}

/// For what takes tens of milliseconds: the same few runs in every sample.
fn measured_once_a_sample(group: &mut BenchmarkGroup<WallTime>, communes: usize) {
    group.sampling_mode(SamplingMode::Flat).sample_size(20);
    group.throughput(Throughput::Elements(communes as u64));
}

/// Rows of which one in four is in both lists, under another spelling and 20 m away: the
/// time a row must not grow with their number.
fn identity(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("identity");
    for count in PLACES {
        let rows = rows(count);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(BenchmarkId::from_parameter(count), |bencher| {
            bencher.iter_batched(
                || {
                    let mut ledger = LedgerBuilder::default();
                    ledger.open(Account::default());
                    ledger.open(Account::default());
                    (rows.clone(), ledger)
                },
                |(rows, mut ledger)| {
                    identity::resolve(rows, &mut ledger, &IdentityOptions::default())
                },
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

/// So many rows of two lists.
fn rows(count: usize) -> Vec<Place> {
    let sorts = ["Mairie", "Médiathèque", "CCAS", "France Services", "Centre social"];
    let spots = positions(count, SEED);
    (0..count)
        .map(|rank| {
            let repeated = rank % 4 == 3;
            let spot = spots[if repeated { rank - 1 } else { rank }];
            let named = if repeated { rank - 1 } else { rank };
            let name = format!("{} de Morville-{named}", sorts[named % sorts.len()]);
            let north = if repeated { 0.000_18 } else { 0.0 };
            let position = Position::new(spot.latitude() + north, spot.longitude());
            Place {
                id: rank.to_string(),
                name: if repeated { name.to_uppercase() } else { name },
                kind: if repeated { Kind::FranceServices } else { Kind::Mediation },
                also: None,
                position: position.expect("scattered points are far from the poles"),
                precision: Precision::Position,
                position_uncertainty: Length::ZERO,
                commune: None,
                stop: None,
                schedule: None,
                updated: None,
                details: [("adresse", format!("{} rue des Essais", named % 90))]
                    .into_iter()
                    .collect(),
                source: SourceRow {
                    file: FileId(u32::from(repeated)),
                    line: Line { number: rank + 2, rank },
                },
                twins: Vec::new(),
            }
        })
        .collect()
}

/// The files of an invented territory, as faulty as real ones, in a folder of their own.
struct Files {
    inputs: Sources,
    /// Removed when dropped.
    _folder: TempDir,
}

impl Files {
    /// A territory as densely served as France: a place for every seven communes.
    fn of(communes: usize) -> Self {
        let folder = TempDir::new().expect("the system has a folder for temporary files");
        let options = SynthOptions {
            communes,
            mediation: communes / 7,
            france_services: communes / 13,
            ..SynthOptions::default()
        };
        let SynthTerritory { files, .. } = territory(&options);
        for file in &files {
            fs::write(folder.path().join(file.name), &file.contents).expect("the folder is ours");
        }
        let file = |name: &str| folder.path().join(name);
        let inputs = Sources {
            communes: Some(file("communes.geojson")),
            supply: Supply {
                mediation: vec![file("mediation.csv")],
                france_services: vec![file("france-services.csv")],
                itinerant: vec![file("rounds.csv")],
                ..Supply::default()
            },
            population: Some(file("population.csv")),
            illectronism: Some(file("illectronisme.csv")),
            membership: Some(file("membership.csv")),
            ..Sources::default()
        };
        Self { inputs, _folder: folder }
    }
}

fn index(places: &[Position]) -> PlaceIndex {
    PlaceIndex::new(places.iter().map(|place| (Some(Kind::Mediation), *place)))
}

fn origins() -> Vec<Position> {
    positions(ORIGINS, SEED + 1)
}

fn positions(count: usize, seed: u64) -> Vec<Position> {
    let position = |(latitude, longitude)| Position::new(latitude, longitude);
    let points = scattered(count, seed).into_iter();
    points.map(|point| position(point).expect("scattered points are in France")).collect()
}
