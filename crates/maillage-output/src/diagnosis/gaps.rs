//! The layer of gaps: where communes that adjoin lack the same, why, and what would mend it.

use super::Diagnosis;
use crate::{
    Column, Layer, Unit, Voice, Words, access_columns,
    column::Columns,
    layer::{Geometry, GeometryType, told_once},
    metadata,
    sentences::{columns as contract, gaps as sentences, layers, territories as titles},
};
use maillage_core::{
    gap_area::{GapArea, Lack, Mend, MendKind},
    model::{Commune, StudyRow},
    travel::CostUnit,
};
use maillage_hours::Lang;

/// The gaps, one row each, most people concerned first.
pub fn gaps_layer<'run>(diagnosis: &'run Diagnosis, voice: Voice) -> Layer<'run> {
    Layer {
        name: "lacunes",
        title: layers::gaps(),
        about: layers::gaps_about(),
        geometry_type: GeometryType::Area,
        columns: columns(diagnosis, voice),
        rows: diagnosis.gaps.len(),
        geometry: Box::new(|row| Geometry::Area(&diagnosis.gap_contours[row])),
        metadata: told_once(move || metadata::of_diagnosis(diagnosis, voice)),
        execution: None,
    }
}

fn commune(run: &Diagnosis, row: StudyRow) -> &Commune {
    run.coverage.commune(row.index())
}

fn columns(run: &Diagnosis, voice: Voice) -> Columns<'_> {
    // Names and sentences of the layer are French, whatever the report.
    let voice = Voice { lang: Lang::Fr, ..voice };
    let gap = |row: usize| &run.gaps[row];
    let codes = move |row: usize| {
        let codes = gap(row).rows.iter().map(|row| commune(run, *row).code.to_string());
        codes.collect::<Vec<_>>().join("|")
    };
    let access = move |row: usize| &gap(row).access;
    let residents = move |row: usize| {
        let known = gap(row).rows.iter().filter_map(|row| commune(run, *row).population);
        known.map(|people| people as f64).reduce(|sum, people| sum + people)
    };
    let limit = run.coverage.results.main_threshold();
    let mut columns = vec![
        Column::integer("numero", Unit::None, titles::gap_number(), |row| Some(row + 1)),
        Column::text("nom", contract::name(), move |row| Some(name(run, gap(row), voice))),
        Column::text("manque", titles::gap_lack(), move |row| Some(gap(row).lack.name())),
        Column::integer("nombre_communes", Unit::None, titles::communes(), move |row| {
            Some(gap(row).rows.len())
        }),
        Column::text("communes", titles::gap_communes(), move |row| Some(codes(row))),
        Column::people("personnes", titles::gap_people(), move |row| {
            gap(row).people.map(|people| people.need)
        }),
        Column::people("habitants_concernes", titles::gap_residents(), move |row| {
            gap(row).people.map(|people| people.residents)
        }),
        Column::people("population", titles::gap_residents_all(), residents),
        Column::text("en_clair", titles::gap_in_words(), move |row| {
            Some(in_words(run, row, voice))
        }),
    ];
    if run.coverage.results.unit == CostUnit::Length {
        columns.extend(access_columns::distances(titles::mean_distance(), access));
    } else {
        columns.push(access_columns::duration(access));
    }
    columns.extend(access_columns::in_time(limit, access));
    columns.push(Column::people(
        "habitants_fragiles",
        titles::fragile_residents(limit),
        move |row| Some(gap(row).fragile.residents),
    ));
    for kind in MendKind::ALL {
        columns.extend(mend(run, kind));
    }
    columns
}

/// The columns of one kind of mend; null where no candidate of this kind would help.
fn mend(run: &Diagnosis, kind: MendKind) -> Columns<'_> {
    let mend = move |row: usize| -> Option<&Mend> {
        run.gaps[row].mends.iter().find(|mend| mend.kind == kind)
    };
    let what = match kind {
        MendKind::Join => titles::join(),
        MendKind::Hours => titles::open_hours(),
        MendKind::Stop => titles::stop(),
        MendKind::NewPlace => titles::new_place(),
    };
    let titled = |of: fn(&str) -> Words| Words { fr: of(&what.fr).fr, en: of(&what.en).en };
    let stem = kind.name();
    let degrees = |end: &str, title: Words, of: fn(&Mend) -> f64| {
        let value = move |row| mend(row).map(of);
        Column::decimal(format!("{stem}_{end}"), Unit::Degrees, 6, title, value)
    };
    vec![
        Column::text(format!("{stem}_ou"), titled(titles::mend_place), move |row| {
            Some(place_of(run, mend(row)?))
        }),
        Column::people(format!("{stem}_personnes"), titled(titles::mend_people), move |row| {
            mend(row).map(|mend| mend.gained.need)
        }),
        Column::people(format!("{stem}_habitants"), titled(titles::mend_residents), move |row| {
            mend(row).map(|mend| mend.gained.residents)
        }),
        Column::people(
            format!("{stem}_personnes_toutes"),
            titled(titles::mend_everywhere),
            move |row| mend(row).map(|mend| mend.gained_everywhere.need),
        ),
        degrees("longitude", titled(titles::mend_longitude), |mend| {
            mend.candidate.position.longitude()
        }),
        degrees("latitude", titled(titles::mend_latitude), |mend| {
            mend.candidate.position.latitude()
        }),
    ]
}

/// « Confolens » or « Confolens et 11 communes voisines ».
pub(super) fn name(run: &Diagnosis, gap: &GapArea, voice: Voice) -> String {
    let main = &commune(run, gap.main).name;
    match gap.rows.len() - 1 {
        0 => main.clone(),
        1 => sentences::with_one(voice, main),
        others => sentences::with_others(voice, main, others),
    }
}

/// Where a mend is made: the place and its commune, the commune, or the round and the commune.
fn place_of(run: &Diagnosis, mend: &Mend) -> String {
    let candidate = &mend.candidate;
    let territory = &run.coverage.territory;
    let commune = candidate.commune.map(|commune| territory.commune(commune).name.as_str());
    match (candidate.tour, commune) {
        (Some(tour), _) => format!("{} ({})", candidate.name, territory.tour(tour).name),
        (None, Some(commune)) if !candidate.name.contains(commune) => {
            format!("{} ({commune})", candidate.name)
        }
        _ => candidate.name.clone(),
    }
}

/// What is lacking with its numbers, and what would mend it.
pub(super) fn in_words(run: &Diagnosis, row: usize, voice: Voice) -> String {
    let gap = &run.gaps[row];
    let results = &run.coverage.results;
    let limit = results.main_threshold();
    let them = if run.concerned(Lang::Fr) == "habitants" { "eux" } else { "elles" };
    let help = run.help_asked(voice);
    let help = help.as_str();
    let far = gap.access.distances.median.map(|cost| {
        format!("{} {}", voice.decimal(cost.in_column(results.unit), 1), results.unit.symbol())
    });
    let people = gap.people.map(|people| voice.people(people.need));
    let people = people.as_deref();
    let who = run.concerned_people(people.unwrap_or_default(), voice);
    let who = who.as_str();
    let mut said = vec![match (people, gap.lack, far) {
        (None, ..) => sentences::people_unknown(voice),
        (Some(people), Lack::TooFar, Some(far)) => {
            sentences::too_far(voice, people, who, limit, help, &far)
        }
        (Some(people), Lack::TooFar, None) => {
            sentences::out_of_reach(voice, people, who, limit, help)
        }
        (Some(people), Lack::ItinerantOnly, _) => {
            sentences::itinerant_only(voice, people, who, limit)
        }
        (Some(people), Lack::TooFewHours, _) => sentences::too_few_hours(voice, people, who, limit),
    }];
    match gap.access.in_time.unknown {
        0 => {}
        1 => said.push(sentences::unknown_hours_of_one(voice, limit)),
        places => said.push(sentences::unknown_hours(voice, places, limit)),
    }
    if gap.fragile.residents.round() > 0.0 {
        said.push(sentences::fragile(voice, &voice.people(gap.fragile.residents), limit));
    }
    if gap.border_uncertain > 0 {
        said.push(sentences::uncertain(voice));
    }
    let of_residents = gap.people.is_some_and(|people| people.need <= 0.0);
    for mend in &gap.mends {
        let place = place_of(run, mend);
        let gained = if of_residents { mend.gained.residents } else { mend.gained.need };
        let all = gap.people.map_or(
            0.0,
            |people| {
                if of_residents { people.residents } else { people.need }
            },
        );
        let [gained, rest] = [gained, (all - gained).max(0.0)].map(|people| voice.people(people));
        said.push(match mend.kind {
            MendKind::Join => sentences::would_join(voice, &place, &gained, them),
            MendKind::Hours => sentences::would_open(voice, &place, &gained, them),
            MendKind::Stop => sentences::would_stop(voice, &place, &gained, them),
            MendKind::NewPlace if rest == "0" => {
                sentences::would_be_new_for_all(voice, &place, &gained)
            }
            MendKind::NewPlace => sentences::would_be_new(voice, &place, &gained, &rest),
        });
    }
    if gap.mends.is_empty() {
        let is_by_table = results.pairs.is_some();
        said.push(match is_by_table {
            true => sentences::no_mend_in_table(voice),
            false => sentences::no_mend(voice),
        });
    }
    said.join(" ")
}
