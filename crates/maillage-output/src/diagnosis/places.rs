//! The layer of places with the people who depend on each.

use super::{Diagnosis, Served};
use crate::{
    Column, Layer, Unit, Voice,
    column::Columns,
    layer::{Geometry, GeometryType},
    metadata,
    sentences::{columns as contract, layers, territories as titles},
};
use maillage_core::{
    access::People,
    model::{Place, PlaceId},
};

/// The places of the study area, and those around it that serve somebody in it, one row each.
pub fn served_layer<'run>(diagnosis: &'run Diagnosis, voice: Voice) -> Layer<'run> {
    let places = diagnosis.places();
    let positions = places.clone();
    Layer {
        name: "lieux",
        title: layers::places(),
        about: layers::places_about(),
        geometry_type: GeometryType::Point,
        rows: places.len(),
        columns: columns(diagnosis, places),
        geometry: Box::new(move |row| {
            Geometry::Point(diagnosis.coverage.territory.place(positions[row]).position)
        }),
        metadata: Box::new(move || serde_json::to_value(metadata::of_diagnosis(diagnosis, voice))),
        execution: None,
    }
}

fn columns(run: &Diagnosis, places: Vec<PlaceId>) -> Columns<'_> {
    let places = std::sync::Arc::new(places);
    let territory = &run.coverage.territory;
    let sites = &run.coverage.results.sites;
    let limit = run.coverage.results.main_threshold();
    let ranked = || {
        let places = places.clone();
        move |row: usize| places[row]
    };
    let text = |name: &'static str, title, of: fn(&Place) -> Option<&str>| {
        let id = ranked();
        Column::text(name, title, move |row| of(territory.place(id(row))))
    };
    let people = |name: &'static str, title, of: fn(&Served) -> People, what: fn(People) -> f64| {
        let id = ranked();
        Column::people(name, title, move |row| {
            let place = id(row);
            sites.serves(place).then(|| what(of(&run.served[place.index()])))
        })
    };
    let serves = ranked();
    let updated = ranked();
    let minutes = ranked();
    vec![
        text("id", contract::id_in_list(), |place| Some(&place.id)),
        text("nom", contract::name(), |place| Some(&place.name)),
        text("type", contract::kind(), |place| Some(place.kind.name())),
        text("code_insee", contract::insee_code_of_commune(), |place| {
            place.commune.as_ref().map(|code| code.as_str())
        }),
        Column::integer("sert", Unit::None, titles::serves(), move |row| {
            Some(u8::from(sites.serves(serves(row))))
        }),
        people(
            "habitants_plus_proche",
            titles::nearest_residents(),
            |of| of.nearest,
            |of| of.residents,
        ),
        people("personnes_plus_proche", titles::nearest_people(), |of| of.nearest, |of| of.need),
        people(
            "habitants_dependants",
            titles::dependent_residents(limit),
            |of| of.alone,
            |of| of.residents,
        ),
        people(
            "personnes_dependantes",
            titles::dependent_people(limit),
            |of| of.alone,
            |of| of.need,
        ),
        Column::decimal(
            "minutes_semaine",
            Unit::MinutesPerWeek,
            1,
            contract::presence_minutes(),
            move |row| {
                let timetable = &run.coverage.results.timetable;
                timetable.of(minutes(row)).map(|presence| presence.minutes_per_week)
            },
        ),
        Column::text("date_maj", titles::updated(), move |row| {
            territory.place(updated(row)).updated.map(|day| day.to_string())
        }),
    ]
}
