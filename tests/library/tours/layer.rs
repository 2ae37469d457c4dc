//! The layer of tours, read back.

use maillage::{
    Lang, Place, Position, Voice,
    core::{
        model::{Commune, Tour},
        presence::Timetable,
        territory::{Parts, Territory},
        tours::{Course, Crossing, assemble, courses},
    },
    intake::ledger::{Account, Ledger, LedgerBuilder},
    output::{StyleOptions, ToursLayer, styles_of, tours_layer, write_qml, write_tours},
};
use serde_json::Value;

use super::{fortnight, lists, of_tour, stop};

/// What a layer borrows.
pub(super) struct Run {
    places: Vec<Place>,
    tours: Vec<Tour>,
    courses: Vec<Course>,
    timetable: Timetable,
    ledger: Ledger,
}

impl Run {
    pub(super) fn of(places: Vec<Place>) -> Self {
        let timetable = fortnight(&places);
        let tours = assemble(&places, &[], &timetable, &lists());
        let courses = courses(&tours, &places, &timetable, None);
        let account = |list: String| Account { file: format!("{list}.csv"), ..Account::default() };
        let mut ledger = LedgerBuilder::default();
        for list in lists() {
            ledger.open(account(list));
        }
        let ledger = ledger.finish();
        Self { places, tours, courses, timetable, ledger }
    }

    pub(super) fn layer(&self) -> ToursLayer<'_> {
        let Self { places, tours, courses, timetable, ledger } = self;
        ToursLayer { places, tours, courses, timetable, ledger, run: None, territory: None }
    }
}

fn two_tours() -> Vec<Place> {
    vec![
        of_tour(stop(0, 0.0, "Tu 09:00-12:00"), "Bus <A>"),
        of_tour(stop(1, 0.1, "Tu 14:00-15:30; PH off"), "Bus <A>"),
        of_tour(stop(2, 0.3, ""), "Bus B"),
    ]
}

fn written(run: &Run) -> Value {
    let mut bytes = Vec::new();
    write_tours(&mut bytes, &run.layer()).expect("memory takes everything");
    serde_json::from_slice(&bytes).expect("what is written is JSON")
}

#[test]
fn lines_come_first_and_stops_have_the_same_columns() {
    let layer = written(&Run::of(two_tours()));
    let features = layer["features"].as_array().expect("features");
    let natures: Vec<&str> =
        features.iter().filter_map(|it| it["properties"]["nature"].as_str()).collect();
    assert_eq!(natures, ["ligne", "ligne", "arret", "arret", "arret"]);
    let keys = |feature: &Value| -> Vec<String> {
        feature["properties"].as_object().expect("a row").keys().cloned().collect()
    };
    assert!(features.iter().all(|feature| keys(feature) == keys(&features[0])));

    let [line, alone, first] = [&features[0], &features[1], &features[2]];
    assert_eq!(line["geometry"]["type"], "MultiLineString");
    assert_eq!(line["geometry"]["coordinates"][0][1], serde_json::json!([0.1, 45.0]));
    assert_eq!(line["properties"]["longueur_km"], 7.885);
    assert_eq!(line["properties"]["minutes_semaine"], 270.0);
    assert_eq!(line["properties"]["prochaine_date"], "2026-09-08");
    assert_eq!(line["properties"]["trace"], "par_les_arrets");
    assert_eq!(
        (&line["properties"]["arrets"], &line["properties"]["lieu_id"]),
        (&2.into(), &Value::Null)
    );
    assert_eq!(line["properties"]["communes_traversees"], Value::Null);
    // A tour of one stop has no way, and unknown hours are no minutes.
    assert_eq!(alone["geometry"]["coordinates"], serde_json::json!([]));
    assert_eq!(alone["properties"]["minutes_semaine"], Value::Null);
    assert_eq!(alone["properties"]["longueur_km"], Value::Null);

    assert_eq!(first["geometry"]["type"], "Point");
    assert_eq!(first["properties"]["ordre"], 1);
    assert_eq!(first["properties"]["vehicule"], "Bus <A>");
    let text = &features[3]["properties"]["horaires_texte"];
    assert_eq!(text, "le mardi de 14h à 15h30, sauf jours fériés");
    assert_eq!(layer["metadata"]["periode"], "2026-09-07..2026-09-20");
}

#[test]
fn stops_beyond_the_territory_are_counted_and_a_tour_of_elsewhere_is_left_out() {
    let mut run = Run::of(two_tours());
    let nowhere = Crossing { met: Vec::new(), without_stop: Vec::new() };
    for (tour, course) in run.tours.iter_mut().zip(&mut run.courses) {
        course.crossing = Some(nowhere.clone());
        if tour.name == "Bus B" {
            tour.stops.clear();
        } else {
            tour.beyond.push(Position::new(46.0, 0.0).expect("degrees"));
        }
    }
    let layer = written(&run);
    let features = layer["features"].as_array().expect("features");
    let lines = features.iter().filter(|it| it["properties"]["nature"] == "ligne");
    let lines: Vec<&Value> = lines.collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["properties"]["arrets"], 3);
}

#[test]
fn a_tour_through_communes_that_are_only_known_is_of_another_territory() {
    let home = Position::new(45.0, 0.0).expect("degrees");
    let commune = |code: &str| Commune::new(code.parse().expect("a code"), code, home);
    let communes: Vec<Commune> = ["16001", "16002", "77001"].map(commune).into();
    let codes: Vec<_> = communes.iter().map(|commune| commune.code).collect();
    let territory =
        Territory::new(Parts { communes, study: Some(codes[..2].to_vec()), ..Parts::default() });
    let mut run = Run::of(two_tours());
    for (rank, (tour, course)) in run.tours.iter_mut().zip(&mut run.courses).enumerate() {
        tour.stops.clear();
        // The first leads through one of the territory as well.
        let met = codes[1 + rank..].to_vec();
        course.crossing = Some(Crossing { met, without_stop: Vec::new() });
    }
    let mut bytes = Vec::new();
    let layer = ToursLayer { territory: Some(&territory), ..run.layer() };
    write_tours(&mut bytes, &layer).expect("memory takes everything");
    let layer: Value = serde_json::from_slice(&bytes).expect("what is written is JSON");
    let features = layer["features"].as_array().expect("features");
    let tours: Vec<&Value> = features.iter().map(|it| &it["properties"]["tournee"]).collect();
    assert_eq!(tours, ["Bus <A>"]);
}

#[test]
fn one_style_colours_the_line_and_the_stops_of_a_tour_alike() {
    let mut bytes = Vec::new();
    let run = Run::of(two_tours());
    let layer = run.layer();
    let layer = tours_layer(layer);
    let styles = styles_of(&layer, &StyleOptions::default(), Voice::of(Lang::Fr));
    write_qml(&mut bytes, &styles[0], &layer).expect("memory takes everything");
    let style = String::from_utf8(bytes).expect("text");
    for (value, nature, symbol) in [
        ("Bus &lt;A&gt;", "ligne", 0),
        ("Bus B", "ligne", 1),
        ("Bus &lt;A&gt;", "arret", 2),
        ("Bus B", "arret", 3),
    ] {
        let rule = format!(
            "filter=\"&quot;tournee&quot; = '{value}' AND &quot;nature&quot; = '{nature}'\" \
             symbol=\"{symbol}\""
        );
        assert_eq!(style.matches(&rule).count(), 1, "{value}");
    }
    let colour = |key: &str| format!("k=\"{key}\" v=\"32,76,152,255\"");
    assert_eq!(style.matches(&colour("line_color")).count(), 1);
    assert_eq!(style.matches(&colour("color")).count(), 1);
    // QGIS gives it to the layers of both geometries only if it names neither.
    assert!(!style.contains("layerGeometryType"));
}
