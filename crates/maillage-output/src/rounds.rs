//! The layer of rounds: their lines, then their stops, in one file of the same columns.
//!
//! QGIS opens it as two layers, one a geometry, and gives both the style beside it: there
//! each round has a colour, its line and its stops the same.

use std::io::{self, Write};

use geojson::Geometry;

use super::{
    columns::{Cell, Column, aliases, rounded},
    geojson as encoding, metadata,
    qml::{self, Category, Class, Renderer, Style, Symbol},
};
use maillage_core::{
    model::{CommuneCode, Place, Round},
    presence::Timetable,
    rounds::{Course, Crossing},
};
use maillage_hours::Lang;
use maillage_hours::words::hours_text;
use maillage_intake::{catalogue::Catalogue, ledger::Ledger};

/// What the layer and the calendar of rounds are written from.
#[derive(Debug, Clone, Copy)]
pub struct RoundsLayer<'run> {
    /// The places that the rounds' stops are among.
    pub places: &'run [Place],
    /// The rounds, in the order of the output.
    pub rounds: &'run [Round],
    /// What each of them covers, in their order.
    pub courses: &'run [Course],
    /// When the places are open.
    pub timetable: &'run Timetable,
    /// What became of every row.
    pub ledger: &'run Ledger,
}

impl<'run> From<&'run Catalogue> for RoundsLayer<'run> {
    fn from(catalogue: &'run Catalogue) -> Self {
        let Catalogue { places, rounds, courses, timetable, ledger, .. } = catalogue;
        Self { places, rounds, courses, timetable, ledger }
    }
}

/// A row of the layer: a round, and the place in it of the stop that the row is, from 0.
#[derive(Clone, Copy)]
struct Row {
    round: usize,
    stop: Option<usize>,
}

/// The layer with its rows.
struct Rows<'run> {
    layer: RoundsLayer<'run>,
    rows: Vec<Row>,
}

/// Writes the rounds as GeoJSON: a line each, then a point for each stop of each.
///
/// # Errors
///
/// Those of `to`.
pub fn write_rounds(to: &mut dyn Write, layer: &RoundsLayer) -> io::Result<()> {
    let lines = (0..layer.rounds.len()).map(|round| Row { round, stop: None });
    let stops = layer.rounds.iter().enumerate().flat_map(|(round, of)| {
        (0..of.stops.len()).map(move |stop| Row { round, stop: Some(stop) })
    });
    let rows = Rows { layer: *layer, rows: lines.chain(stops).collect() };
    let metadata = metadata::of_rounds(layer);
    let geometry = |rows: &Rows, rank: usize| -> Geometry {
        match rows.place(rank) {
            Some(place) => encoding::point(place.position),
            None => encoding::line(&rows.round(rank).line),
        }
    };
    encoding::write(to, "tournees", &metadata, &columns(), &rows, rows.rows.len(), geometry)
}

/// Writes the QGIS style of the layer: a colour a round, its line and its stops.
///
/// # Errors
///
/// Those of `to`.
pub fn write_rounds_style(to: &mut dyn Write, layer: &RoundsLayer, lang: Lang) -> io::Result<()> {
    let mut names: Vec<&str> = layer.rounds.iter().map(|round| round.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let (line, stops, other) = match lang {
        Lang::Fr => ("tracé", "arrêts", "Autre"),
        Lang::En => ("line", "stops", "Other"),
    };
    let class = |nature: &str, name: &str, what: &str, symbol: Symbol| Category {
        value: format!("{nature} {name}"),
        class: Class { label: format!("{name} ({what})"), symbol },
    };
    let coloured = || names.iter().zip(qml::ROUNDS.into_iter().cycle());
    let lines = coloured().map(|(name, colour)| class(LINE, name, line, Symbol::Line(colour)));
    let points = coloured().map(|(name, colour)| {
        class(STOP, name, stops, Symbol::Marker(qml::Shape::Triangle, colour))
    });
    let style = Style {
        aliases: aliases(&columns(), lang),
        display: "coalesce(\"nom\", \"tournee\")".to_owned(),
        map_tip:
            "<b>[% coalesce(\"nom\", \"tournee\") %]</b><br>[% coalesce(\"horaires_texte\", '') %]"
                .to_owned(),
        renderer: Renderer::Categories {
            column: "\"nature\" || ' ' || \"tournee\"".to_owned(),
            classes: lines.chain(points).collect(),
        },
        otherwise: Class {
            label: other.to_owned(),
            symbol: Symbol::Marker(qml::Shape::Triangle, qml::UNKNOWN),
        },
    };
    let mut buffered = io::BufWriter::new(to);
    qml::write(&mut buffered, &style)?;
    buffered.flush()
}

/// Values of the column `nature`.
const LINE: &str = "ligne";
const STOP: &str = "arret";

impl<'run> Rows<'run> {
    fn round(&self, rank: usize) -> &'run Round {
        &self.layer.rounds[self.rows[rank].round]
    }

    /// The stop that a row is, as a rank among the places; `None` for a line.
    fn stop(&self, rank: usize) -> Option<usize> {
        Some(self.round(rank).stops[self.rows[rank].stop?].index())
    }

    fn place(&self, rank: usize) -> Option<&'run Place> {
        Some(&self.layer.places[self.stop(rank)?])
    }

    /// What a round covers; `None` for a stop.
    fn course(&self, rank: usize) -> Option<&'run Course> {
        let Row { round, stop } = self.rows[rank];
        stop.is_none().then(|| &self.layer.courses[round])
    }

    /// Minutes a week of a stop, or those of its round together.
    fn minutes_per_week(&self, rank: usize) -> Option<f64> {
        match self.stop(rank) {
            Some(stop) => Some(self.layer.timetable.places[stop].as_ref()?.minutes_per_week),
            None => self.course(rank)?.minutes_per_week,
        }
    }

    /// The minute of the period at which a stop, or a round, is first served.
    fn first(&self, rank: usize) -> Option<u32> {
        match self.stop(rank) {
            Some(stop) => {
                let presence = self.layer.timetable.places[stop].as_ref()?;
                Some(presence.slots.first()?.start)
            }
            None => self.course(rank)?.first,
        }
    }
}

fn columns<'run>() -> Vec<Column<Rows<'run>>> {
    vec![
        Column::new("nature", "Ligne ou arrêt", "Line or stop", |rows: &Rows, rank| {
            Cell::text(if rows.stop(rank).is_some() { STOP } else { LINE })
        }),
        Column::new("tournee", "Tournée", "Round", |rows: &Rows, rank| {
            Cell::text(&rows.round(rank).name)
        }),
        Column::new("vehicule", "Véhicule", "Vehicle", |rows: &Rows, rank| {
            let told = rows.place(rank).and_then(|place| place.stop.as_ref());
            let told = told.map_or("", |stop| stop.vehicle.as_str());
            let of_round = rows.round(rank).vehicle.as_deref().unwrap_or_default();
            Cell::text(if told.is_empty() { of_round } else { told })
        }),
        Column::new(
            "ordre",
            "Ordre dans la tournée",
            "Order in the round",
            |rows: &Rows, rank| Cell::whole(rows.rows[rank].stop.map(|stop| stop + 1)),
        ),
        of_place("nom", "Arrêt", "Stop", |place| Cell::text(&place.name)),
        of_place("code_insee", "Code INSEE de la commune", "INSEE code of the commune", |place| {
            Cell::text(place.commune.map(|code| code.to_string()).unwrap_or_default())
        }),
        of_course("longueur_km", "Longueur (km)", "Length (km)", |course| {
            Cell::km(Some(course.length))
        }),
        Column::new("arrets", "Nombre d'arrêts", "Number of stops", |rows: &Rows, rank| {
            let round = rows.course(rank).map(|_| rows.round(rank));
            Cell::whole(round.map(|round| round.stops.len()))
        }),
        of_crossing("communes_traversees", "Communes traversées", "Communes passed", |crossing| {
            codes(&crossing.met)
        }),
        of_crossing(
            "communes_traversees_sans_arret",
            "Nombre de communes traversées sans arrêt",
            "Number of communes passed without a stop",
            |crossing| Cell::whole(Some(crossing.without_stop.len())),
        ),
        of_crossing(
            "communes_sans_arret",
            "Communes traversées sans arrêt",
            "Communes passed without a stop",
            |crossing| codes(&crossing.without_stop),
        ),
        Column::new("trace", "Tracé", "Line", |rows: &Rows, rank| {
            let drawn = if rows.round(rank).is_given { "fourni" } else { "par_les_arrets" };
            Cell::text(if rows.stop(rank).is_some() { "" } else { drawn })
        }),
        of_place("horaires_texte", "Jours et heures", "Days and hours", |place| {
            let schedule = place.schedule.as_ref();
            Cell::text(
                schedule
                    .map(|schedule| hours_text(&schedule.recurrences, Lang::Fr))
                    .unwrap_or_default(),
            )
        }),
        Column::new(
            "minutes_semaine",
            "Minutes par semaine",
            "Minutes a week",
            |rows: &Rows, rank| {
                let minutes = rows.minutes_per_week(rank);
                minutes.map_or(Cell::Null, |minutes| Cell::Decimal(rounded(minutes, 1)))
            },
        ),
        Column::new(
            "prochaine_date",
            "Premier passage de la période",
            "First day served in the period",
            |rows: &Rows, rank| {
                let day = |minute| rows.layer.timetable.period.moment(minute).date().to_string();
                Cell::text(rows.first(rank).map(day).unwrap_or_default())
            },
        ),
        of_place("lieu_id", "Identifiant du lieu", "Identifier of the place", |place| {
            Cell::text(&place.id)
        }),
        of_place("precision", "Précision de la position", "Precision of the position", |place| {
            Cell::text(place.precision.name())
        }),
    ]
}

/// A column of stops, null for lines.
fn of_place<'run>(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&Place) -> Cell + Sync + 'static,
) -> Column<Rows<'run>> {
    Column::new(name, french, english, move |rows: &Rows, rank| {
        rows.place(rank).map_or(Cell::Null, &value)
    })
}

/// A column of lines, null for stops.
fn of_course<'run>(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&Course) -> Cell + Sync + 'static,
) -> Column<Rows<'run>> {
    Column::new(name, french, english, move |rows: &Rows, rank| {
        rows.course(rank).map_or(Cell::Null, &value)
    })
}

/// A column of lines, null for stops and without contours.
fn of_crossing<'run>(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&Crossing) -> Cell + Sync + 'static,
) -> Column<Rows<'run>> {
    of_course(name, french, english, move |course| {
        course.crossing.as_ref().map_or(Cell::Null, &value)
    })
}

fn codes(codes: &[CommuneCode]) -> Cell {
    Cell::text(codes.iter().map(CommuneCode::as_str).collect::<Vec<_>>().join("|"))
}
