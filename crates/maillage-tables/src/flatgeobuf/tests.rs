use std::path::Path;

use ::flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geo::{Geometry, Point, line_string, polygon};
use geozero::{ColumnValue, PropertyProcessor};

use super::*;

/// A file of three features in Lambert-93.
fn made(has_index: bool) -> Vec<u8> {
    let options = FgbWriterOptions {
        write_index: has_index,
        detect_type: false,
        promote_to_multi: false,
        crs: FgbCrs { code: 2154, ..FgbCrs::default() },
        metadata: Some("{\"a\":1}"),
        ..FgbWriterOptions::default()
    };
    let mut file =
        FgbWriter::create_with_options("lieux", GeometryType::Unknown, options).expect("a writer");
    file.add_column("nom", ColumnType::String, |_, _| {});
    file.add_column("places", ColumnType::Int, |_, _| {});
    file.add_column("part", ColumnType::Float, |_, _| {});
    let (x, y) = (652_469.0, 6_862_035.0);
    let shapes: [Geometry<f64>; 3] = [
        Point::new(x, y).into(),
        line_string![(x: x, y: y), (x: x + 9.0, y: y)].into(),
        geo::MultiPolygon::new(vec![
            polygon!(exterior: [(x: x, y: y), (x: x + 9.0, y: y), (x: x + 9.0, y: y + 9.0)],
                     interiors: [[(x: x + 1.0, y: y), (x: x + 2.0, y: y), (x: x + 2.0, y: y + 1.0)]]),
            polygon![(x: x + 20.0, y: y), (x: x + 29.0, y: y), (x: x + 29.0, y: y + 9.0)],
        ])
        .into(),
    ];
    for (rank, shape) in shapes.iter().enumerate() {
        file.add_feature_geom(shape.clone(), |feature| {
            feature.property(0, "nom", &ColumnValue::String(["a", "b", "c"][rank])).expect("ok");
            feature.property(1, "places", &ColumnValue::Int(7)).expect("ok");
            feature.property(2, "part", &ColumnValue::Float(0.1)).expect("ok");
        })
        .expect("a feature");
    }
    let mut bytes = Vec::new();
    file.write(&mut bytes).expect("memory takes it");
    bytes
}

fn attempt(bytes: &[u8]) -> Result<Decoded> {
    let path = Path::new("x.fgb");
    decode(path, bytes, &mut Budget::of_file(path, bytes.len() as u64))
}

#[test]
fn features_are_read_with_and_without_an_index() {
    for has_index in [false, true] {
        let mut decoded = attempt(&made(has_index)).expect("a FlatGeobuf");
        assert_eq!((decoded.format, decoded.crs), (Format::FlatGeobuf, Some(Crs::LAMBERT_93)));
        assert_eq!(decoded.columns.names(), ["nom", "places", "part"]);
        decoded.rows.sort_by(|one, other| one.cell(0).cmp(other.cell(0)));
        let cells: Vec<_> = (0..3).map(|rank| decoded.rows[1].cell(rank)).collect();
        assert_eq!(cells, ["b", "7", "0.1"]);
        let shapes: Vec<_> = decoded.rows.iter().map(|row| row.geometry.as_deref()).collect();
        let Some(Geometry::Point(at)) = shapes[0] else { panic!("a point") };
        assert!((at.x() - 2.352).abs() < 0.01 && (at.y() - 48.857).abs() < 0.01, "{at:?}");
        assert!(matches!(shapes[1], Some(Geometry::LineString(line)) if line.0.len() == 2));
        let Some(Geometry::MultiPolygon(parts)) = shapes[2] else { panic!("a surface") };
        assert_eq!((parts.0.len(), parts.0[0].interiors().len()), (2, 1));
    }
}

#[test]
fn a_file_that_breaks_off_is_refused() {
    let sound = made(true);
    for length in 8..sound.len() {
        assert!(attempt(&sound[..length]).is_err(), "{length} of {}", sound.len());
    }
}

#[test]
fn any_change_of_bytes_is_refused_or_read_and_never_a_panic() {
    let sound = made(true);
    let mut refused = 0;
    for at in 8..sound.len() {
        for change in [0xff_u8, 0x01, 0x10, 0x80] {
            let mut bytes = sound.clone();
            bytes[at] ^= change;
            refused += usize::from(attempt(&bytes).is_err());
        }
    }
    assert!(refused > 0, "none of the changes was found");
}

#[test]
fn a_declared_length_beyond_the_file_takes_no_memory() {
    let mut bytes = made(false);
    bytes[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
    let error = attempt(&bytes).err().expect("an error").to_string();
    assert!(error.contains("it breaks off"), "{error}");
}
