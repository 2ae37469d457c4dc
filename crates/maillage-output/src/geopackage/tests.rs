use std::collections::BTreeSet;

use geo::{MultiLineString, MultiPolygon, line_string, polygon};
use maillage_core::geodesy::Position;
use rusqlite::OpenFlags;
use serde_json::json;

use super::*;
use crate::{
    Column, ColumnType, Geometry, LayerFile, StyledLayer, Unit, Words, palette,
    style::{Class, LegendForm, Style, Symbol},
};

const HARD: &str = "L'Haÿ-les-<Roses> & \"Cie\" 🚌 مرحبا";

fn layer<'run>(
    name: &'static str,
    columns: Vec<Column<'run>>,
    rows: usize,
    geometry_type: GeometryType,
    geometry: impl Fn(usize) -> Geometry<'run> + Sync + 'run,
) -> Layer<'run> {
    Layer {
        name,
        title: Words::same(&format!("Titre de {name} {HARD}")),
        about: Words::same(HARD),
        columns,
        rows,
        geometry_type,
        geometry: Box::new(geometry),
        metadata: Box::new(|| Ok(json!({ "temps": { "periode": "2026-01-05..2026-02-01" } }))),
        execution: None,
    }
}

fn style(title: &str) -> Style {
    Style {
        name: "essai",
        lang: Lang::Fr,
        title: title.to_owned(),
        heading: HARD.to_owned(),
        display: "\"nom\"".to_owned(),
        map_tip: String::new(),
        only: Vec::new(),
        rules: Vec::new(),
        otherwise: Class::of(HARD.to_owned(), Symbol::Fill(palette::UNKNOWN)),
        legend: LegendForm::List,
    }
}

fn columns<'run>() -> Vec<Column<'run>> {
    let titles = || Words::same("Même titre");
    vec![
        Column::text("nom", titles(), |row| (row != 1).then_some(HARD)),
        Column::integer("population", Unit::People, titles(), |row| (row != 1).then_some(row)),
        Column::decimal("part", Unit::PerCent, 2, titles(), |row| {
            [Some(12.345), None, Some(f64::NAN)][row]
        }),
        Column::text("toujours_vide", titles(), |_| None::<String>),
        Column::text("FID", titles(), |_| Some("un nom déjà pris")),
    ]
}

/// Three areas of which one is empty, a line, a point, a layer without rows, a table.
fn written() -> Vec<u8> {
    let square = |at: f64| {
        MultiPolygon(vec![polygon![(x: at, y: 45.0), (x: at + 1.0, y: 45.0), (x: at, y: 46.0)]])
    };
    let areas = [square(0.0), MultiPolygon(vec![]), square(5.5)];
    let line = MultiLineString(vec![line_string![(x: 0.0, y: 45.0), (x: 1.0, y: 46.0)]]);
    let point = Position::new(45.5, 0.5).expect("on earth");
    let areas =
        layer("couverture", columns(), 3, GeometryType::Area, |row| Geometry::Area(&areas[row]));
    let lines = layer("tournees", columns(), 1, GeometryType::Line, |_| Geometry::Line(&line));
    let points = layer("lieux", columns(), 1, GeometryType::Point, move |_| Geometry::Point(point));
    let none = layer("lacunes", columns(), 0, GeometryType::Area, |_| Geometry::None);
    let table = layer("sources", columns(), 2, GeometryType::None, |_| Geometry::None);
    let styled = |layer, styles| StyledLayer { layer, styles, file: LayerFile::None };
    bytes_of(&Dataset::with_main(
        HARD.to_owned(),
        vec![
            styled(points, vec![style("Lieux")]),
            styled(lines, vec![]),
            styled(areas, vec![style("Distance"), style("Besoin")]),
            styled(none, vec![style("Lacunes")]),
            styled(table, vec![]),
        ],
        2,
    ))
    .expect("memory takes any write")
}

fn bytes_of(dataset: &Dataset) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GeoPackage { lang: Lang::Fr }.write(dataset, &mut bytes)?;
    Ok(bytes)
}

/// Asks `question` of what is written, one text or number a row.
fn answers<T: rusqlite::types::FromSql>(question: &str) -> Vec<T> {
    let path = tempfile::NamedTempFile::new().expect("a file can be made").into_temp_path();
    std::fs::write(&path, written()).expect("it takes bytes");
    let connection = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .expect("it is a database");
    let mut statement = connection.prepare(question).expect("the question is well asked");
    let rows = statement.query_map([], |row| row.get(0)).expect("it is answered");
    rows.collect::<Result<_, _>>().expect("each row is of the type")
}

#[test]
fn the_file_says_that_it_is_a_geopackage_in_rollback_mode() {
    let bytes = written();
    assert_eq!(&bytes[68..72], b"GPKG");
    assert_eq!(bytes[60..64], 10_300_u32.to_be_bytes());
    // 1 is rollback, 2 would be a write-ahead log.
    assert_eq!(bytes[18..20], [1, 1]);
    assert_eq!(bytes[16..18], 4_096_u16.to_be_bytes());
    assert_eq!(answers::<String>("PRAGMA integrity_check"), ["ok"]);
    assert_eq!(answers::<String>("PRAGMA foreign_key_check"), [""; 0]);
}

#[test]
fn the_same_dataset_gives_the_same_bytes() {
    assert!(written() == written());
}

#[test]
fn every_row_is_there_and_what_is_missing_is_null() {
    assert_eq!(answers::<i64>("SELECT count(*) FROM couverture"), [3]);
    assert_eq!(answers::<i64>("SELECT count(*) FROM lacunes"), [0]);
    assert_eq!(answers::<i64>("SELECT count(*) FROM sources"), [2]);
    let names = answers::<Option<String>>("SELECT nom FROM couverture");
    assert_eq!(names, [Some(HARD.to_owned()), None, Some(HARD.to_owned())]);
    let parts = answers::<Option<f64>>("SELECT part FROM couverture");
    // 12.345 to two decimals; NaN is null as in JSON.
    assert_eq!(parts, [Some(12.35), None, None]);
    let types = answers::<String>("SELECT type FROM pragma_table_info('couverture')");
    let expected = ["INTEGER", "MULTIPOLYGON", "TEXT", "INTEGER", "REAL", "TEXT", "TEXT"];
    assert_eq!(types, expected);
}

#[test]
fn a_column_called_as_the_key_would_be_keeps_its_name() {
    let names = answers::<String>("SELECT name FROM pragma_table_info('lieux') WHERE pk");
    assert_eq!(names, ["fid_2"]);
    assert_eq!(answers::<String>("SELECT \"FID\" FROM lieux"), ["un nom déjà pris"]);
}

#[test]
fn the_spatial_index_agrees_with_the_rows() {
    for layer in ["couverture", "tournees", "lieux", "lacunes"] {
        let check = format!("SELECT rtreecheck('rtree_{layer}_geom')");
        assert_eq!(answers::<String>(&check), ["ok"], "{layer}");
    }
    // The empty contour is in no box; the others are found by theirs.
    let found = "SELECT id FROM rtree_couverture_geom WHERE maxx >= 5 AND minx <= 6";
    assert_eq!(answers::<i64>(found), [3]);
    assert_eq!(answers::<i64>("SELECT count(*) FROM rtree_couverture_geom"), [2]);
    let triggers = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'";
    assert_eq!(answers::<i64>(triggers), [4 * 6]);
    let declared = "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'";
    assert_eq!(answers::<i64>(declared), [4]);
}

#[test]
fn each_layer_is_listed_with_its_kind_and_its_box() {
    let kinds = answers::<String>(
        "SELECT table_name || ' ' || data_type FROM gpkg_contents ORDER BY table_name",
    );
    let expected = [
        "couverture features",
        "lacunes features",
        "layer_styles attributes",
        "lieux features",
        "sources attributes",
        "tournees features",
    ];
    assert_eq!(kinds, expected);
    let boxes = "SELECT min_x || ' ' || min_y || ' ' || max_x || ' ' || max_y \
                 FROM gpkg_contents WHERE table_name = 'couverture'";
    assert_eq!(answers::<String>(boxes), ["0.0 45.0 6.5 46.0"]);
    let empty = "SELECT min_x FROM gpkg_contents WHERE table_name = 'lacunes'";
    assert_eq!(answers::<Option<f64>>(empty), [None]);
    let titles =
        answers::<String>("SELECT description FROM gpkg_contents WHERE identifier LIKE '%lieux%'");
    assert_eq!(titles, [HARD]);
    let dates: BTreeSet<String> =
        answers("SELECT last_change FROM gpkg_contents").into_iter().collect();
    assert_eq!(dates, [DATE.to_owned()].into());
}

#[test]
fn a_title_that_two_columns_have_is_told_apart_and_kept_whole_beside() {
    let question = "SELECT name FROM gpkg_data_columns WHERE table_name = 'lieux' ORDER BY rowid";
    let expected = [
        "Même titre",
        "Même titre (population)",
        "Même titre (part)",
        "Même titre (toujours_vide)",
        "Même titre (FID)",
    ];
    assert_eq!(answers::<String>(question), expected);
    let titles: BTreeSet<String> =
        answers("SELECT title FROM gpkg_data_columns").into_iter().collect();
    assert_eq!(titles, ["Même titre".to_owned()].into());
}

#[test]
fn all_styles_are_there_and_one_alone_is_the_default() {
    let question = "SELECT styleName || ' ' || useAsDefault FROM layer_styles \
                    WHERE f_table_name = 'couverture' AND f_geometry_column = 'geom' \
                    AND f_table_schema = ''";
    assert_eq!(answers::<String>(question), ["Distance 1", "Besoin 0"]);
    let styles = answers::<String>("SELECT styleQML FROM layer_styles");
    assert_eq!(styles.len(), 4);
    assert!(styles.iter().all(|qml| qml.starts_with("<!DOCTYPE qgis") && qml.contains("🚌")));
}

#[test]
fn the_provenance_of_each_layer_is_found_by_its_table() {
    let question = "SELECT metadata FROM gpkg_metadata JOIN gpkg_metadata_reference \
                    ON id = md_file_id WHERE table_name = 'sources' ORDER BY id";
    let [json, for_qgis] = &answers::<String>(question)[..] else { panic!("two of each layer") };
    let json: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    assert_eq!(json["temps"]["periode"], "2026-01-05..2026-02-01");
    assert!(for_qgis.contains("<start>2026-01-05T00:00:00Z</start>"), "{for_qgis}");
    assert!(for_qgis.contains("&lt;Roses&gt; &amp; &quot;Cie&quot; 🚌 مرحبا"), "{for_qgis}");
}

#[test]
fn a_layer_of_lines_and_points_is_refused() {
    let layer = layer("tournees", columns(), 0, GeometryType::LineAndPoint, |_| Geometry::None);
    let layers = vec![StyledLayer { layer, styles: vec![], file: LayerFile::None }];
    let error = bytes_of(&Dataset::with_main(String::new(), layers, 0))
        .expect_err("a table has one type of geometry");
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    assert!(error.to_string().contains("`tournees`"), "{error}");
}

#[test]
fn an_error_of_the_writer_is_given_back() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let dataset = Dataset { title: String::new(), is_titled_by_user: false, layers: Vec::new() };
    let error = GeoPackage { lang: Lang::Fr }.write(&dataset, &mut Full).expect_err("it is full");
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
}

#[test]
fn numbers_have_the_type_of_their_column() {
    assert_eq!(columns()[2].kind, ColumnType::Decimal(2));
    let types = "SELECT DISTINCT typeof(population) FROM couverture WHERE population NOTNULL";
    assert_eq!(answers::<String>(types), ["integer"]);
}
