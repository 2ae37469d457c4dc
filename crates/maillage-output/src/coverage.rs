//! The coverage layer: the columns of the output contract, and its style.

mod certainty;
mod durations;
mod in_time;
mod legend;

use std::io::{self, Write};

use crate::Coverage;
use crate::{
    Column, GeoJson, Layer, LayerFormat, Unit, Voice, Words,
    layer::Geometry,
    metadata,
    qml::{self, Class, Style, Symbol},
    rows,
    sentences::columns as titles,
};
use maillage_core::need::NeedSubject;
use maillage_core::{
    access::Access,
    model::{Kind, Need},
    travel::{self, Cost},
};

/// Writes the communes with their results as GeoJSON.
///
/// # Errors
///
/// Those of `to`.
pub fn write_coverage(to: &mut dyn Write, coverage: &Coverage, voice: Voice) -> io::Result<()> {
    GeoJson.write(&coverage_layer(coverage, voice), to)
}

/// Writes the QGIS style of the layer: access against need where need is known, distances
/// where it is not.
///
/// # Errors
///
/// Those of `to`.
pub fn write_coverage_style(
    to: &mut dyn Write,
    coverage: &Coverage,
    voice: Voice,
) -> io::Result<()> {
    coverage_style(coverage, voice).write(&coverage_layer(coverage, voice), to)
}

/// The communes with their results: one row each, also for communes without residents or
/// without any place within reach.
pub fn coverage_layer<'run>(coverage: &'run Coverage, voice: Voice) -> Layer<'run> {
    Layer {
        name: "couverture",
        columns: columns(coverage),
        rows: rows::count(coverage),
        geometry: Box::new(|row| Geometry::Area(&rows::commune(coverage, row).contour)),
        metadata: Box::new(move || serde_json::to_value(metadata::of_coverage(coverage, voice))),
        execution: None,
    }
}

/// The QGIS style of [`coverage_layer`].
pub fn coverage_style(coverage: &Coverage, voice: Voice) -> Style {
    let needs_known = coverage.results.need_limits.is_some();
    let (renderer, unknown) = if needs_known {
        legend::by_class(coverage, voice)
    } else {
        legend::by_distance(coverage, voice)
    };
    Style {
        lang: voice.lang,
        display: "\"nom\"".to_owned(),
        map_tip: legend::map_tip(coverage, voice),
        renderer,
        otherwise: Class { label: unknown, symbol: Symbol::Fill(qml::UNKNOWN) },
    }
}

type Columns<'run> = Vec<Column<'run>>;

/// Every column of the contract, in its order.
fn columns(run: &Coverage) -> Columns<'_> {
    let mut columns = who(run);
    columns.extend(need(run));
    columns.extend(distances(run));
    let by_distance = |run, row| Some(rows::distance(run, row));
    columns.extend(within_thresholds(run, travel::CostUnit::Length, by_distance));
    columns.extend(gap(run));
    columns.extend(in_time::columns(run));
    columns.extend(certainty::columns(run));
    columns.push(Column::integer(
        "bord_incertain",
        Unit::None,
        titles::border_uncertain(),
        |row| run.result(row).border_uncertain.map(u8::from),
    ));
    if run.results.unit == travel::CostUnit::Duration {
        columns.extend(durations::columns(run));
    }
    columns
}

fn who(run: &Coverage) -> Columns<'_> {
    vec![
        Column::text("code_insee", titles::insee_code(), |row| {
            Some(rows::commune(run, row).code.as_str())
        }),
        Column::text("nom", titles::commune(), |row| Some(&rows::commune(run, row).name)),
        Column::text("code_departement", titles::departement(), |row| {
            Some(rows::commune(run, row).code.departement())
        }),
        Column::text("code_epci", titles::epci(), |row| rows::commune(run, row).epci.as_deref()),
        Column::integer("population", Unit::People, titles::residents(), |row| {
            rows::commune(run, row).population
        }),
    ]
}

/// Need, named after its table: a score or another table is never called illectronism.
fn need(run: &Coverage) -> Columns<'_> {
    let (stem, title) = match run.subject() {
        NeedSubject::Illectronism => ("illectronisme", titles::illectronism()),
        NeedSubject::Column { name, .. } => ("besoin", titles::need(name)),
    };
    let score = run.subject().is_score();
    let people = |end: &str, of: Words, people: fn(&Need) -> Option<f64>| {
        Column::people(format!("{stem}{end}"), title.clone().and(&of), move |row| {
            rows::commune(run, row).need.as_ref().filter(|_| !score).and_then(people)
        })
    };
    let level = |row| rows::commune(run, row).need.and_then(|need| need.level);
    vec![
        people("", titles::people(), |need| need.people),
        people("_bas", titles::low_people(), |need| need.low),
        people("_haut", titles::high_people(), |need| need.high),
        if score {
            Column::decimal("besoin_indice", Unit::None, 2, title, level)
        } else {
            Column::per_cent(format!("{stem}_pct"), title.and(&titles::per_cent()), level)
        },
    ]
}

/// What the mean distance is of: of residents where a grid tells where they live.
fn distance_title(run: &Coverage) -> Words {
    match run.territory.grid() {
        Some(_) => titles::distance(),
        None => titles::distance_from_point(),
    }
}

fn distances(run: &Coverage) -> Columns<'_> {
    let distances = |row| &rows::distance(run, row).distances;
    let mut columns = vec![
        Column::km("distance_km", distance_title(run), move |row| distances(row).mean),
        Column::km("distance_mediane_km", titles::median_distance(), move |row| {
            distances(row).median
        }),
        Column::km("distance_p90_km", titles::p90_distance(), move |row| distances(row).p90),
        Column::km("distance_max_km", titles::longest_distance(), move |row| {
            distances(row).longest
        }),
        Column::text("lieu_id", titles::nearest_id(), |row| {
            rows::nearest(run, row).map(|place| &place.id)
        }),
        Column::text("lieu_nom", titles::nearest_name(), |row| {
            rows::nearest(run, row).map(|place| &place.name)
        }),
        Column::text("lieu_type", titles::nearest_kind(), |row| {
            rows::nearest(run, row).map(|place| place.kind.name())
        }),
    ];
    columns.extend(Kind::ALL.map(|kind| {
        let title = match kind {
            Kind::Mediation => titles::mediation_distance(),
            Kind::FranceServices => titles::france_services_distance(),
            Kind::Itinerant => titles::itinerant_distance(),
        };
        Column::km(format!("distance_{}_km", kind.name()), title, move |row| {
            rows::distance(run, row).by_kind[kind as usize]
        })
    }));
    columns.push(Column::km("distance_fixe_km", titles::fixed_distance(), |row| {
        rows::distance(run, row).fixed
    }));
    columns
}

/// Places and residents within each threshold of one unit, by the access of that unit.
fn within_thresholds<'run>(
    run: &'run Coverage,
    unit: travel::CostUnit,
    access: fn(&'run Coverage, usize) -> Option<&'run Access>,
) -> Columns<'run> {
    let thresholds = || run.results.thresholds(unit).enumerate();
    let places = thresholds().map(|(at, limit)| {
        let name = format!("lieux_{}", limit.in_name());
        Column::integer(name, Unit::None, titles::places_within(limit), move |row| {
            access(run, row).filter(|access| !access.is_unknown).map(|access| access.within[at])
        })
    });
    let residents = thresholds().map(|(at, limit)| {
        let name = format!("couverture_{}_pct", limit.in_name());
        Column::per_cent(name, titles::residents_within(limit), move |row| {
            access(run, row)?.covered.as_ref().map(|shares| 100.0 * shares[at])
        })
    });
    places.chain(residents).collect()
}

fn gap(run: &Coverage) -> Columns<'_> {
    let limit = run.results.main_threshold();
    let beyond = match run.subject() {
        _ if run.results.counts_residents => titles::residents_beyond(limit),
        NeedSubject::Illectronism => titles::illectronic_beyond(limit),
        _ if run.subject().is_score() => titles::residents_beyond(limit),
        NeedSubject::Column { .. } => titles::people_beyond(limit),
    };
    let gap = |row| rows::gap(run, row);
    vec![
        Column::km("gain_itinerant_km", titles::distance_gained(), |row| {
            let access = rows::distance(run, row);
            // Of the distances as they are shown, so that the columns add up.
            let (fixed, any) = access.fixed.zip(access.distances.mean)?;
            Some(Cost::from_base(fixed.base().ceil() - any.base().ceil()))
        }),
        Column::integer("classe_acces", Unit::None, titles::access_class(), move |row| {
            gap(row).access
        }),
        Column::integer("classe_besoin", Unit::None, titles::need_class(), move |row| {
            gap(row).need
        }),
        Column::text("classe", titles::class(), move |row| {
            let (access, need) = gap(row).access.zip(gap(row).need)?;
            Some(format!("{access}-{need}"))
        }),
        Column::people("personnes_non_couvertes", beyond, move |row| gap(row).uncovered),
        Column::integer("rang", Unit::None, titles::rank(), move |row| gap(row).rank),
        Column::text("motif", titles::reason(), move |row| Some(gap(row).reason.name())),
        Column::text("lieu_precision", titles::nearest_precision(), |row| {
            rows::nearest(run, row).map(|place| place.precision.name())
        }),
    ]
}
