//! The layer of the places of a run: which serve, as what, and when they are open.

use std::sync::Arc;

use crate::{
    Column, Coverage, Geometry, GeometryType, Layer, Unit, Voice,
    column::Columns,
    layer::told_once,
    metadata, rows,
    sentences::{columns as contract, layers, territories as titles},
};
use maillage_core::model::{Place, PlaceId};
use maillage_hours::{Lang, words::hours_text};

/// Some places of a run, in the order of the layer.
#[derive(Clone)]
pub(crate) struct Sites<'run> {
    run: &'run Coverage,
    ids: Arc<Vec<PlaceId>>,
}

/// The places of the study area, and those around it that are the nearest of a commune in it, one
/// row each.
pub fn sites_layer<'run>(coverage: &'run Coverage, voice: Voice) -> Layer<'run> {
    let sites = Sites::new(coverage, told(coverage));
    let mut columns = who(&sites);
    columns.extend(in_time(&sites));
    Layer {
        columns,
        metadata: told_once(move || metadata::of_coverage(coverage, voice)),
        ..layer(&sites)
    }
}

/// The layer of these places, without columns and metadata.
pub(crate) fn layer<'run>(sites: &Sites<'run>) -> Layer<'run> {
    let positions = sites.clone();
    Layer {
        name: "lieux",
        title: layers::places(),
        about: layers::places_about(),
        columns: Vec::new(),
        rows: sites.ids.len(),
        geometry_type: GeometryType::Point,
        geometry: Box::new(move |row| Geometry::Point(positions.place(row).position)),
        metadata: Box::new(|| Ok(serde_json::Value::Null)),
        execution: None,
    }
}

impl<'run> Sites<'run> {
    pub(crate) fn new(run: &'run Coverage, ids: Vec<PlaceId>) -> Self {
        Self { run, ids: Arc::new(ids) }
    }

    pub(crate) fn id(&self, row: usize) -> PlaceId {
        self.ids[row]
    }

    fn place(&self, row: usize) -> &'run Place {
        self.run.territory.place(self.id(row))
    }
}

fn told(run: &Coverage) -> Vec<PlaceId> {
    let territory = &run.territory;
    let located = territory.communes_of_places();
    let lies_in = |place: &PlaceId| {
        located[place.index()]
            .is_some_and(|commune| territory.study().binary_search(&commune).is_ok())
    };
    let mut serves = vec![false; territory.places().len()];
    let nearest = (0..rows::count(run)).filter_map(|row| rows::access(run, row).nearest);
    nearest.for_each(|nearest| serves[nearest.place.index()] = true);
    let all = (0..territory.places().len()).map(PlaceId::new);
    all.filter(|place| serves[place.index()] || lies_in(place)).collect()
}

/// Which place, of what kind, and whether it serves.
pub(crate) fn who<'run>(sites: &Sites<'run>) -> Columns<'run> {
    let text = |name: &'static str, title, of: fn(&Place) -> Option<&str>| {
        let sites = sites.clone();
        Column::text(name, title, move |row| of(sites.place(row)))
    };
    let serving = sites.clone();
    vec![
        text("id", contract::id_in_list(), |place| Some(&place.id)),
        text("nom", contract::name(), |place| Some(&place.name)),
        text("type", contract::kind(), |place| Some(place.kind.name())),
        text("code_insee", contract::insee_code_of_commune(), |place| {
            place.commune.as_ref().map(|code| code.as_str())
        }),
        Column::integer("sert", Unit::None, titles::serves(), move |row| {
            Some(u8::from(serving.run.results.sites.serves(serving.id(row))))
        }),
    ]
}

/// When it is open, and how fresh what the list says of it is.
pub(crate) fn in_time<'run>(sites: &Sites<'run>) -> Columns<'run> {
    let [minutes, updated, hours] = [sites, sites, sites].map(Sites::clone);
    vec![
        Column::decimal(
            "minutes_semaine",
            Unit::MinutesPerWeek,
            1,
            contract::presence_minutes(),
            move |row| {
                let timetable = &minutes.run.results.timetable;
                timetable.of(minutes.id(row)).map(|presence| presence.minutes_per_week)
            },
        ),
        Column::text("date_maj", titles::updated(), move |row| {
            updated.place(row).updated.map(|day| day.to_string())
        }),
        Column::text("horaires_texte", contract::hours_in_words(), move |row| {
            let schedule = hours.place(row).schedule.as_ref()?;
            Some(hours_text(&schedule.recurrences, Lang::Fr))
        }),
    ]
}
