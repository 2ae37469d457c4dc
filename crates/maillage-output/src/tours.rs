//! The layer of tours: their lines, then their stops, in one file of the same columns.
//!
//! QGIS opens it as two layers, one a geometry, and gives both the style beside it: there
//! each tour has a colour, its line and its stops the same.

use std::{
    io::{self, Write},
    sync::Arc,
};

use crate::{
    Column, GeoJson, Layer, LayerFormat, RunId, Unit, Words,
    layer::{Geometry, GeometryType, told_once},
    metadata,
    sentences::{columns as titles, layers},
};
use maillage_core::{
    model::{Commune, CommuneCode, Place, PlaceId, Tour},
    presence::Timetable,
    territory::Territory,
    tours::{Course, Crossing},
};
use maillage_hours::{Lang, words::hours_text};
use maillage_intake::{catalogue::Catalogue, ledger::Ledger};

/// What the layer and the calendar of tours are written from.
#[derive(Debug, Clone, Copy)]
pub struct ToursLayer<'run> {
    /// The places that the tours' stops are among.
    pub places: &'run [Place],
    /// The tours, in the order of the output.
    pub tours: &'run [Tour],
    /// What each of them covers, in their order.
    pub courses: &'run [Course],
    /// When the places are open.
    pub timetable: &'run Timetable,
    /// What became of every row.
    pub ledger: &'run Ledger,
    /// The run that they are of, for the calendar; `None` where the run has no name.
    pub run: Option<&'run RunId>,
    /// The territory that is measured; `None` where nothing is.
    pub territory: Option<&'run Territory>,
}

impl<'run> From<&'run Catalogue> for ToursLayer<'run> {
    fn from(catalogue: &'run Catalogue) -> Self {
        let Catalogue { places, tours, courses, timetable, ledger, .. } = catalogue;
        Self { places, tours, courses, timetable, ledger, run: None, territory: None }
    }
}

impl ToursLayer<'_> {
    /// The lines, then the stops. A tour that has no stop in the territory or near it and leads
    /// through none of its communes is another territory's.
    fn rows(&self) -> Vec<Row> {
        let is_here = |tour: &usize| {
            let crossing = self.courses[*tour].crossing.as_ref();
            !self.tours[*tour].stops.is_empty()
                || crossing.is_none_or(|crossing| crossing.met.iter().any(|of| self.measures(*of)))
        };
        let lines = (0..self.tours.len()).filter(is_here).map(|tour| Row { tour, stop: None });
        let stops = self.tours.iter().enumerate().flat_map(|(tour, of)| {
            (0..of.stops.len()).map(move |stop| Row { tour, stop: Some(stop) })
        });
        lines.chain(stops).collect()
    }

    /// Whether the commune of this code is measured, or might be. The contours may be those of more
    /// communes than the territory has.
    fn measures(&self, code: CommuneCode) -> bool {
        let Some(territory) = self.territory else { return true };
        Commune::find(territory.communes(), code)
            .is_some_and(|id| territory.study().binary_search(&id).is_ok())
    }
}

/// A row of the layer: a tour, and the place in it of the stop that the row is, from 0.
#[derive(Clone, Copy)]
struct Row {
    tour: usize,
    stop: Option<usize>,
}

/// The layer with its rows.
struct Rows<'run> {
    layer: ToursLayer<'run>,
    rows: Vec<Row>,
}

/// Writes the tours as GeoJSON: a line each, then a point for each stop of each.
///
/// # Errors
///
/// Those of `to`.
pub fn write_tours(to: &mut dyn Write, layer: &ToursLayer) -> io::Result<()> {
    GeoJson.write(&tours_layer(*layer), to)
}

/// The tours, a row for the line of each, then a row for each stop of each.
pub fn tours_layer(layer: ToursLayer<'_>) -> Layer<'_> {
    Layer { name: "tournees", ..of_rows(layer, layer.rows()) }
}

/// The lines of the tours, and their stops: a layer each, for formats of one geometry a layer.
pub fn tours_layers(layer: ToursLayer<'_>) -> [Layer<'_>; 2] {
    let (stops, lines) = layer.rows().into_iter().partition(|row| row.stop.is_some());
    [
        Layer {
            name: "tournees_traces",
            title: layers::tour_lines(),
            geometry_type: GeometryType::Line,
            ..of_rows(layer, lines)
        },
        Layer {
            name: "tournees_arrets",
            title: layers::tour_stops(),
            geometry_type: GeometryType::Point,
            ..of_rows(layer, stops)
        },
    ]
}

fn of_rows<'run>(layer: ToursLayer<'run>, rows: Vec<Row>) -> Layer<'run> {
    let rows = Arc::new(Rows { layer, rows });
    Layer {
        name: "tournees",
        title: layers::tours(),
        about: layers::tours_about(),
        geometry_type: GeometryType::LineAndPoint,
        columns: columns(&rows),
        rows: rows.rows.len(),
        geometry: Box::new(move |row| match rows.place(row) {
            Some(place) => Geometry::Point(place.position),
            None => Geometry::Line(&rows.tour(row).line),
        }),
        metadata: told_once(move || metadata::of_tours(&layer)),
        execution: None,
    }
}

/// Values of the column `nature`.
const LINE: &str = "ligne";
const STOP: &str = "arret";

impl<'run> Rows<'run> {
    fn tour(&self, rank: usize) -> &'run Tour {
        &self.layer.tours[self.rows[rank].tour]
    }

    /// The place of the stop that a row is; `None` for a line.
    fn stop(&self, rank: usize) -> Option<PlaceId> {
        Some(self.tour(rank).stops[self.rows[rank].stop?])
    }

    fn place(&self, rank: usize) -> Option<&'run Place> {
        Some(&self.layer.places[self.stop(rank)?.index()])
    }

    /// What a tour covers; `None` for a stop.
    fn course(&self, rank: usize) -> Option<&'run Course> {
        let Row { tour, stop } = self.rows[rank];
        stop.is_none().then(|| &self.layer.courses[tour])
    }

    /// The communes that a tour crosses; `None` for a stop and without contours.
    fn crossing(&self, rank: usize) -> Option<&'run Crossing> {
        self.course(rank)?.crossing.as_ref()
    }

    /// Minutes a week of a stop, or those of its tour together.
    fn minutes_per_week(&self, rank: usize) -> Option<f64> {
        match self.stop(rank) {
            Some(stop) => Some(self.layer.timetable.of(stop)?.minutes_per_week),
            None => self.course(rank)?.minutes_per_week,
        }
    }

    /// The minute of the period at which a stop, or a tour, is first served.
    fn first(&self, rank: usize) -> Option<u32> {
        match self.stop(rank) {
            Some(stop) => self.layer.timetable.of(stop)?.slots.first_start(),
            None => self.course(rank)?.first,
        }
    }
}

fn columns<'run>(rows: &Arc<Rows<'run>>) -> Vec<Column<'run>> {
    let mut columns = who(rows);
    columns.extend(courses(rows));
    columns.extend(in_time(rows));
    columns.push(of_place(rows, "lieu_id", titles::place_id(), |place| place.id.as_str()));
    columns.push(of_place(rows, "precision", titles::precision(), |place| place.precision.name()));
    columns
}

fn who<'run>(rows: &Arc<Rows<'run>>) -> Vec<Column<'run>> {
    let [nature, tour, vehicle, order, commune] = each(rows);
    vec![
        Column::text("nature", titles::line_or_stop(), move |row| {
            Some(if nature.stop(row).is_some() { STOP } else { LINE })
        }),
        Column::text("tournee", titles::tour(), move |row| Some(&tour.tour(row).name)),
        Column::text("vehicule", titles::vehicle(), move |row| {
            let of_stop = vehicle.place(row).and_then(|place| place.stop.as_ref());
            let of_stop = of_stop.map(|stop| stop.vehicle.as_str());
            let of_tour = vehicle.tour(row).vehicle.as_deref();
            of_stop.filter(|vehicle| !vehicle.is_empty()).or(of_tour)
        }),
        Column::integer("ordre", Unit::None, titles::order_in_tour(), move |row| {
            order.rows[row].stop.map(|stop| stop + 1)
        }),
        of_place(rows, "nom", titles::stop(), |place| place.name.as_str()),
        Column::text("code_insee", titles::insee_code_of_commune(), move |row| {
            commune.place(row)?.commune.as_ref().map(CommuneCode::as_str)
        }),
    ]
}

/// What a tour covers; null for stops.
fn courses<'run>(rows: &Arc<Rows<'run>>) -> Vec<Column<'run>> {
    let [length, stops, met, number, without, line] = each(rows);
    vec![
        Column::km("longueur_km", titles::length(), move |row| {
            let is_drawn = !length.tour(row).line.0.is_empty();
            length.course(row).filter(|_| is_drawn).map(|course| course.length.into())
        }),
        Column::integer("arrets", Unit::None, titles::stops(), move |row| {
            stops.course(row)?;
            let tour = stops.tour(row);
            Some(tour.stops.len() + tour.beyond.len())
        }),
        Column::text("communes_traversees", titles::communes_passed(), move |row| {
            Some(codes(&met.crossing(row)?.met))
        }),
        Column::integer(
            "communes_traversees_sans_arret",
            Unit::None,
            titles::number_passed_without_stop(),
            move |row| Some(number.crossing(row)?.without_stop.len()),
        ),
        Column::text("communes_sans_arret", titles::communes_passed_without_stop(), move |row| {
            Some(codes(&without.crossing(row)?.without_stop))
        }),
        Column::text("trace", titles::line(), move |row| {
            line.course(row)?;
            Some(if line.tour(row).is_given { "fourni" } else { "par_les_arrets" })
        }),
    ]
}

fn in_time<'run>(rows: &Arc<Rows<'run>>) -> Vec<Column<'run>> {
    let [hours, minutes, first] = each(rows);
    vec![
        Column::text("horaires_texte", titles::days_and_hours(), move |row| {
            let schedule = hours.place(row)?.schedule.as_ref()?;
            Some(hours_text(&schedule.recurrences, Lang::Fr))
        }),
        Column::decimal(
            "minutes_semaine",
            Unit::MinutesPerWeek,
            1,
            titles::minutes_a_week(),
            move |row| minutes.minutes_per_week(row),
        ),
        Column::text("prochaine_date", titles::first_day_served(), move |row| {
            let minute = first.first(row)?;
            Some(first.layer.timetable.period.moment(minute).date().to_string())
        }),
    ]
}

/// A text of stops, null for lines.
fn of_place<'run>(
    rows: &Arc<Rows<'run>>,
    name: &'static str,
    titles: Words,
    value: fn(&Place) -> &str,
) -> Column<'run> {
    let rows = Arc::clone(rows);
    Column::text(name, titles, move |row| rows.place(row).map(value))
}

/// A handle on the rows for each of some columns.
fn each<'run, const N: usize>(rows: &Arc<Rows<'run>>) -> [Arc<Rows<'run>>; N] {
    std::array::from_fn(|_| Arc::clone(rows))
}

fn codes(codes: &[CommuneCode]) -> String {
    codes.iter().map(CommuneCode::as_str).collect::<Vec<_>>().join("|")
}
