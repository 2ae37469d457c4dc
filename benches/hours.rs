//! How long it takes to tell when help is there.
//!
//! | group | one element is | what it answers |
//! |---|---|---|
//! | `reading` | a text | days and hours as lists publish them: OpenStreetMap, France Services, French |
//! | `year` | a day | the slots of one place over 52 weeks, days that are alike evaluated once |
//! | `year_by_interval` | a day | the same by the intervals of the crate `opening-hours` itself: the peer |
//! | `waits` | a place | how long one waits until one of 5 or 50 places is open |
//!
//! `cargo bench -p maillage --bench hours`; times belong to the machine, as in `access.rs`.

use std::{hint::black_box, time::Duration};

use chrono::{NaiveTime, TimeDelta};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use maillage::{
    core::{access::waiting, presence::Presence},
    hours::{Holidays, HolidaysOff, Period, Recurrence, SlotSeries, reading::read, slots},
};
use opening_hours::{OpeningHours, RuleKind};

const TEXTS: [(&str, &str); 3] = [
    ("openstreetmap", "Mo-Th 09:00-12:00,14:00-18:00; Tu 14:00-18:00; Fr 09:00-12:00"),
    ("france_services", "Mo 09:00 - 12:30 / 14:00 - 17:30; Tu 09:00 - 12:30; Th 13:30 - 17:00"),
    ("french", "lundi après-midi des semaines paires et les 1er et 3e mardis du mois, 9h30-12h"),
];
const HOURS: [(&str, &str); 2] =
    [("weekdays", "Mo-Fr 09:00-12:00,14:00-18:00; We 10:00-12:00"), ("nth", "Tu[1,3] 14:00-17:00")];

criterion_group! {
    name = hours;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .sample_size(30);
    targets = reading, year, year_by_interval, waits
}
criterion_main!(hours);

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("reading");
    for (name, text) in TEXTS {
        group.throughput(Throughput::Elements(1));
        group.bench_function(name, |bencher| bencher.iter(|| read(black_box(text))));
    }
    group.finish();
}

fn year(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("year");
    let holidays = Holidays::new(HolidaysOff::None);
    for (name, hours) in HOURS {
        let recurrence = Recurrence::weekly(hours.parse().expect("sound"));
        group.throughput(Throughput::Elements(u64::from(period().days())));
        group.bench_function(name, |bencher| {
            bencher.iter(|| slots(black_box(&recurrence), period(), holidays.of(None)));
        });
    }
    group.finish();
}

fn year_by_interval(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("year_by_interval");
    let midnight = |day: chrono::NaiveDate| day.and_time(NaiveTime::MIN);
    let (from, to) = (midnight(period().first()), midnight(period().last()) + TimeDelta::days(1));
    for (name, hours) in HOURS {
        let hours: OpeningHours = hours.parse().expect("sound");
        group.throughput(Throughput::Elements(u64::from(period().days())));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let intervals = black_box(&hours).iter_range(from, to);
                intervals.filter(|interval| interval.kind == RuleKind::Open).count()
            });
        });
    }
    group.finish();
}

fn waits(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("waits");
    let holidays = Holidays::new(HolidaysOff::Local);
    for places in [5, 50] {
        // Each a little later than the one before, so that no two have the same hours.
        let presence = |rank: usize| {
            let hours = format!("Mo-Fr 09:{rank:02}-12:00,14:{rank:02}-17:00");
            let recurrence = Recurrence::weekly(hours.parse().expect("sound"));
            let slots = SlotSeries::new(slots(&recurrence, period(), holidays.of(None)));
            Presence::of(slots, SlotSeries::default(), period())
        };
        let presences: Vec<Presence> = (0..places).map(presence).collect();
        group.throughput(Throughput::Elements(places as u64));
        group.bench_function(BenchmarkId::from_parameter(places), |bencher| {
            bencher.iter(|| waiting(black_box(&presences).iter(), period()));
        });
    }
    group.finish();
}

fn period() -> Period {
    "2026-01-05..2027-01-03".parse().expect("52 weeks")
}
