//! What is written is read with the crates `shapefile` and `dbase`, which share no code with it.

use std::{
    io::Cursor,
    sync::atomic::{AtomicUsize, Ordering},
};

use dbase::{FieldValue, Record};
use geo::{Area, MultiPolygon};
use maillage_hours::Lang;
use shapefile::{ShapeReader, record::polygon::PolygonRing};

use super::*;
use crate::{Column, Unit, Words, layer::Geometry, sample};

fn part(layer: &Layer, part: ShapefilePart) -> Vec<u8> {
    let mut bytes = Vec::new();
    let shapefile = Shapefile::of(layer).expect("it fits");
    shapefile.write(layer, part, Lang::Fr, &mut bytes).expect("memory takes any write");
    bytes
}

fn shapes(layer: &Layer) -> Vec<shapefile::Shape> {
    let [shapes, index] = [ShapefilePart::Shapes, ShapefilePart::Index].map(|of| part(layer, of));
    let reader = ShapeReader::with_shx(Cursor::new(shapes), Cursor::new(index));
    reader.expect("it opens").read().expect("each is sound")
}

fn records(layer: &Layer) -> Vec<Record> {
    let bytes = Cursor::new(part(layer, ShapefilePart::Table));
    dbase::Reader::new(bytes).expect("it opens").read().expect("each is sound")
}

fn text(value: Option<&FieldValue>) -> Option<&str> {
    match value {
        Some(FieldValue::Character(text)) => text.as_deref(),
        other => panic!("no text: {other:?}"),
    }
}

#[test]
fn every_value_is_read_back_and_blanks_are_missing() {
    for layer in [sample::areas(), sample::table()] {
        let records = records(&layer);
        assert_eq!(records.len(), sample::ROWS);
        for (row, record) in records.iter().enumerate() {
            assert_eq!(text(record.get("code_insee")), Some(&*format!("{:05}", 1004 + row)));
            let name = sample::NAMES.get(row).map(|name| match name.len() {
                0..=254 => name.as_str(),
                // 127 letters of two bytes.
                _ => &name[..254],
            });
            assert_eq!(text(record.get("nom")), name);
            let known = row + 1 < sample::ROWS;
            let people = known.then_some(row as f64 * 1_000.0 - 1_000.0);
            assert_eq!(record.get("persNonCou"), Some(&FieldValue::Numeric(people)));
            let share = known.then(|| (10_000.0 / (row + 1) as f64).round() / 100.0);
            assert_eq!(record.get("cou10kmPct"), Some(&FieldValue::Numeric(share)));
            assert_eq!(text(record.get("remarque")), None);
        }
    }
}

#[test]
fn contours_are_read_back_with_their_holes_and_outer_rings_clockwise() {
    let layer = sample::areas();
    let shapes = shapes(&layer);
    assert_eq!(shapes.len(), sample::ROWS);
    for (row, shape) in shapes.into_iter().enumerate() {
        let Geometry::Area(contour) = (layer.geometry)(row) else { panic!("contours") };
        if contour.0.is_empty() {
            assert!(matches!(shape, shapefile::Shape::NullShape));
            continue;
        }
        let shapefile::Shape::Polygon(polygon) = shape else { panic!("polygons") };
        assert_eq!(polygon.rings().len(), 2 * contour.0.len());
        for (rank, ring) in polygon.rings().iter().enumerate() {
            let area: f64 =
                ring.points().windows(2).map(|of| of[0].x * of[1].y - of[1].x * of[0].y).sum();
            assert_eq!(matches!(ring, PolygonRing::Outer(_)), rank % 2 == 0);
            assert_eq!(area < 0.0, rank % 2 == 0, "ring {rank} of row {row}");
        }
        let read = MultiPolygon::<f64>::try_from(polygon).expect("rings are closed");
        assert!((read.unsigned_area() - contour.unsigned_area()).abs() < 1e-9);
    }
}

#[test]
fn lines_and_points_are_read_back_and_empty_lines_are_null() {
    for (row, shape) in shapes(&sample::lines()).iter().enumerate() {
        match shape {
            shapefile::Shape::NullShape => assert_eq!(row % 3, 2),
            shapefile::Shape::Polyline(line) => {
                assert_eq!(line.parts().len(), 1);
                assert_eq!(line.parts()[0][1].x, row as f64 + 0.5);
            }
            other => panic!("a line: {other}"),
        }
    }
    for (row, shape) in shapes(&sample::points()).iter().enumerate() {
        let shapefile::Shape::Point(point) = shape else { panic!("a point: {shape}") };
        let at = sample::position(row);
        assert_eq!((point.x, point.y), (at.longitude(), at.latitude()));
    }
}

#[test]
fn an_empty_layer_keeps_its_type_and_its_columns() {
    let layer = sample::empty();
    let reader = ShapeReader::new(Cursor::new(part(&layer, ShapefilePart::Shapes)));
    let reader = reader.expect("it opens");
    assert_eq!(reader.header().shape_type, shapefile::ShapeType::Polygon);
    assert_eq!(part(&layer, ShapefilePart::Index).len(), 100);
    assert_eq!(records(&layer).len(), 0);
    let table = dbase::Reader::new(Cursor::new(part(&layer, ShapefilePart::Table)));
    let table = table.expect("it opens");
    let names: Vec<&str> = table.fields().iter().map(|field| field.name()).collect();
    assert_eq!(names, ["code_insee", "nom", "persNonCou", "cou10kmPct", "remarque"]);
}

#[test]
fn the_box_of_the_header_is_around_all_geometries() {
    let reader = ShapeReader::new(Cursor::new(part(&sample::areas(), ShapefilePart::Shapes)));
    let header = *reader.expect("it opens").header();
    let [from, to] = [header.bbox.min, header.bbox.max];
    assert_eq!([from.x, from.y, to.x, to.y], [0.0, 45.0, 6.0, 48.0]);
}

#[test]
fn what_is_lost_is_told_before_anything_is_written() {
    let layer = sample::areas();
    let shapefile = Shapefile::of(&layer).expect("it fits");
    assert_eq!(
        shapefile.losses(),
        [
            ShapefileLoss::Renamed { columns: 2 },
            ShapefileLoss::TextsCut { column: "nom".to_owned(), rows: 1 },
        ]
    );
    let told = |lang| shapefile.losses().iter().map(|of| of.sentence(Voice::of(lang))).collect();
    let (fr, en): (Vec<String>, Vec<String>) = (told(Lang::Fr), told(Lang::En));
    assert!(fr[0].contains("2 colonnes portent") && fr[1].contains("1 texte dépasse"), "{fr:?}");
    assert!(en[0].contains("2 columns have") && en[1].contains("1 text is longer"), "{en:?}");
    let mut short = sample::points();
    short.columns.truncate(1);
    assert_eq!(Shapefile::of(&short).expect("it fits").losses(), []);
}

#[test]
fn a_layer_that_does_not_fit_is_refused() {
    let refused = |layer: &Layer| Shapefile::of(layer).err().map(|error| error.to_string());
    let mixed = refused(&sample::lines_and_points()).expect("lines and points");
    assert!(mixed.starts_with("layer `melange`: a Shapefile holds lines or points"), "{mixed}");
    let mut wide = sample::points();
    wide.columns = (0..256)
        .map(|rank| {
            Column::integer(format!("c{rank}"), Unit::None, Words::same("c"), |_| Some(1_i64))
        })
        .collect();
    let wide = refused(&wide).expect("too many columns");
    assert!(wide.contains("256 columns"), "{wide}");
    let mut large = sample::table();
    // 8,500,000 rows of 254 bytes and one that says that they are not deleted.
    large.rows = 8_500_000;
    large.columns = vec![Column::text("x", Words::same("x"), |row| {
        Some(sample::NAMES[if row == 0 { 5 } else { 3 }].as_str())
    })];
    let large = refused(&large).expect("too large");
    assert!(large.contains("2167500066 bytes"), "{large}");
}

#[test]
fn the_list_of_fields_says_which_column_each_is() {
    let layer = sample::areas();
    let list = String::from_utf8(part(&layer, ShapefilePart::Fields)).expect("UTF-8");
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines[0], "champ,colonne,titre");
    assert_eq!(lines[3], "persNonCou,personnes_non_couvertes,Personnes non couvertes");
    assert_eq!(lines.len(), 1 + layer.columns.len());
}

#[test]
fn numbers_too_long_for_a_field_are_written_with_an_exponent() {
    let mut layer = sample::table();
    layer.rows = 2;
    layer.columns = vec![Column::decimal("x", Unit::None, 2, Words::same("x"), |row| {
        Some(if row == 0 { 1.5e300 } else { f64::NAN })
    })];
    let records = records(&layer);
    let Some(FieldValue::Numeric(Some(number))) = records[0].get("x") else { panic!("a number") };
    assert!((number / 1.5e300 - 1.0).abs() < 1e-12);
    assert_eq!(records[1].get("x"), Some(&FieldValue::Numeric(None)));
}

#[test]
fn all_files_of_a_layer_read_each_cell_and_each_geometry_twice() {
    static CELLS: AtomicUsize = AtomicUsize::new(0);
    static GEOMETRIES: AtomicUsize = AtomicUsize::new(0);
    let mut layer = sample::areas();
    let areas = sample::areas().geometry;
    layer.geometry = Box::new(move |row| {
        GEOMETRIES.fetch_add(1, Ordering::Relaxed);
        areas(row)
    });
    layer.columns = vec![Column::text("nom", Words::same("Nom"), |row| {
        CELLS.fetch_add(1, Ordering::Relaxed);
        sample::NAMES.get(row).map(String::as_str)
    })];
    let shapefile = Shapefile::of(&layer).expect("it fits");
    for part in shapefile.parts() {
        shapefile.write(&layer, *part, Lang::Fr, &mut Vec::new()).expect("memory takes any write");
    }
    assert_eq!(CELLS.load(Ordering::Relaxed), 2 * sample::ROWS);
    assert_eq!(GEOMETRIES.load(Ordering::Relaxed), 2 * sample::ROWS);
}

#[test]
fn twice_the_same_layer_is_twice_the_same_bytes() {
    for of in Shapefile::of(&sample::areas()).expect("it fits").parts() {
        assert_eq!(part(&sample::areas(), *of), part(&sample::areas(), *of));
    }
    let table = sample::table();
    assert_eq!(Shapefile::of(&table).expect("it fits").parts().len(), 3);
}
