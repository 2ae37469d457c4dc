//! The coverage layer: the columns of the output contract, and its style.

mod certainty;
mod choice;
mod durations;
mod in_time;

use std::io::{self, Write};

use crate::{
    Column, Coverage, GeoJson, Layer, LayerFormat, Unit, Voice, Words,
    access_columns::{self, within_thresholds},
    column::Columns,
    competition, hot_spots,
    layer::{Geometry, GeometryType, told_once},
    metadata, rows,
    sentences::{columns as titles, layers},
};
use maillage_core::{
    model::{Need, StudyRow},
    need::NeedSubject,
    travel::CostUnit,
};

/// Writes the communes with their results as GeoJSON.
///
/// # Errors
///
/// Those of `to`.
pub fn write_coverage(to: &mut dyn Write, coverage: &Coverage, voice: Voice) -> io::Result<()> {
    GeoJson.write(&coverage_layer(coverage, voice), to)
}

/// The communes with their results: one row each, also for communes without residents or
/// without any place within reach.
pub fn coverage_layer<'run>(coverage: &'run Coverage, voice: Voice) -> Layer<'run> {
    Layer {
        name: "couverture",
        title: layers::communes(),
        about: layers::communes_about(),
        geometry_type: GeometryType::Area,
        columns: columns(coverage),
        rows: rows::count(coverage),
        geometry: Box::new(|row| Geometry::Area(&rows::commune(coverage, row).contour)),
        metadata: told_once(move || metadata::of_coverage(coverage, voice)),
        execution: None,
    }
}

/// Every column of the contract, in its order.
fn columns(run: &Coverage) -> Columns<'_> {
    let mut columns = who(run);
    columns.extend(need(run));
    columns.extend(distances(run));
    let by_distance = |row| rows::distance(run, row);
    columns.extend(within_thresholds(&run.results, CostUnit::Length, by_distance));
    columns.extend(gap(run));
    columns.extend(in_time::columns(run));
    columns.extend(certainty::columns(run));
    columns.push(Column::integer(
        "bord_incertain",
        Unit::None,
        titles::border_uncertain(),
        |row| run.result(row).border_uncertain.map(u8::from),
    ));
    let limit = run.results.main_threshold();
    columns.push(access_columns::two_or_more(limit, |row| rows::access(run, row)));
    columns.extend(choice::columns(run));
    columns.extend(competition::columns(run, |row| Some(vec![StudyRow::new(row)])));
    if run.results.unit == CostUnit::Duration {
        columns.extend(durations::columns(run));
    }
    columns.extend(hot_spots::columns(run));
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

fn need(run: &Coverage) -> Columns<'_> {
    let people = |of: fn(&Need) -> Option<f64>| {
        move |row| rows::commune(run, row).need.as_ref().and_then(of)
    };
    let level = |row| rows::commune(run, row).need.and_then(|need| need.level);
    need_columns(
        run,
        [people(|need| need.people), people(|need| need.low), people(|need| need.high)],
        level,
    )
}

/// The columns of need, named after its table: a score or another table is never called
/// illectronism. `people` are the figure and its bounds; a score counts no people.
pub(crate) fn need_columns<'run>(
    run: &'run Coverage,
    people: [impl Fn(usize) -> Option<f64> + Sync + 'run; 3],
    level: impl Fn(usize) -> Option<f64> + Sync + 'run,
) -> Columns<'run> {
    let (stem, title) = match run.subject() {
        NeedSubject::Illectronism => ("illectronisme", titles::illectronism()),
        NeedSubject::Column { name, .. } => ("besoin", titles::need(name)),
    };
    let score = run.subject().is_score();
    let names =
        [("", titles::people()), ("_bas", titles::low_people()), ("_haut", titles::high_people())];
    let counts = names.into_iter().zip(people).map(|((end, of), people)| {
        Column::people(format!("{stem}{end}"), title.clone().and(&of), move |row| {
            people(row).filter(|_| !score)
        })
    });
    let level = if score {
        Column::decimal("besoin_indice", Unit::None, 2, title.clone(), level)
    } else {
        let title = title.clone().and(&titles::per_cent());
        Column::per_cent(format!("{stem}_pct"), title, level)
    };
    counts.collect::<Vec<_>>().into_iter().chain([level]).collect()
}

/// What the mean distance is of: of residents where a grid tells where they live.
pub(crate) fn distance_title(run: &Coverage) -> Words {
    match run.territory.grid() {
        Some(_) => titles::distance(),
        None => titles::distance_from_point(),
    }
}

fn distances(run: &Coverage) -> Columns<'_> {
    let access = |row| rows::distance(run, row);
    let mut columns = access_columns::distances(distance_title(run), access);
    columns.extend([
        Column::text("lieu_id", titles::nearest_id(), |row| {
            rows::nearest(run, row).map(|place| &place.id)
        }),
        Column::text("lieu_nom", titles::nearest_name(), |row| {
            rows::nearest(run, row).map(|place| &place.name)
        }),
        Column::text("lieu_type", titles::nearest_kind(), |row| {
            rows::nearest(run, row).map(|place| place.kind.name())
        }),
    ]);
    columns.extend(access_columns::distances_by_kind(access));
    columns
}

fn gap(run: &Coverage) -> Columns<'_> {
    let beyond = beyond_title(run);
    let gap = |row| rows::gap(run, row);
    // Thirds are those of the run; limits that are given compare runs.
    let fixed = run.results.fixed_classes;
    let limited = |title: Words, is_fixed: bool| match is_fixed {
        true => title.and(&titles::fixed_limits()),
        false => title,
    };
    let access_title = limited(titles::access_class(), fixed.access.is_some());
    let need_title = limited(titles::need_class(), fixed.need.is_some());
    vec![
        access_columns::distance_gained(|row| rows::distance(run, row)),
        Column::integer("classe_acces", Unit::None, access_title, move |row| gap(row).access),
        Column::integer("classe_besoin", Unit::None, need_title, move |row| gap(row).need),
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

/// Who is beyond the main threshold: the people of whom need is, or residents.
pub(crate) fn beyond_title(run: &Coverage) -> Words {
    let limit = run.results.main_threshold();
    match run.subject() {
        _ if run.results.counts_residents => titles::residents_beyond(limit),
        NeedSubject::Illectronism => titles::illectronic_beyond(limit),
        _ if run.subject().is_score() => titles::residents_beyond(limit),
        NeedSubject::Column { .. } => titles::people_beyond(limit),
    }
}
