//! FlatGeobuf: a layer in one binary file with an index of its features in space, which QGIS,
//! GDAL and web maps read a window of without the rest.
//!
//! Features are in the order of the index (Hilbert's curve), not in that of the layer. A missing
//! value is absent from its feature. The header has the title, what the layer is for, the titles
//! of the columns and, as JSON, the provenance.
//!
//! Williams (2019), FlatGeobuf specification 3. O(n log n) for n features; the encoded features
//! wait in a temporary file.

use std::io::{self, Write};

use flatgeobuf::{ColumnType as Stored, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType as Kind};
use geozero::{
    ColumnValue, GeomProcessor, GeozeroGeometry, PropertyProcessor, geo_types::process_geom,
};
use maillage_hours::Lang;

use crate::{ColumnType, Layer, LayerFormat, Value, layer::Geometry, layer::GeometryType};

/// EPSG code of WGS84.
const WGS84: i32 = 4_326;

/// The FlatGeobuf format.
#[derive(Debug, Clone, Copy)]
pub struct FlatGeobuf {
    /// The language of titles.
    pub lang: Lang,
}

impl LayerFormat for FlatGeobuf {
    fn write(&self, layer: &Layer, to: &mut dyn Write) -> io::Result<()> {
        let mut features = header(layer, self.lang)?;
        for row in 0..layer.rows {
            let shape = Shape { of: (layer.geometry)(row), among: layer.geometry_type };
            let mut stored = Ok(false);
            let add =
                features.add_feature_geom(shape, |feature| stored = store(layer, row, feature));
            add.and(stored.map(drop)).map_err(io::Error::other)?;
        }
        features.write(to).map_err(io::Error::other)
    }
}

/// A file without features, with everything that is said of them.
fn header(layer: &Layer, lang: Lang) -> io::Result<FgbWriter<'static>> {
    let metadata = serde_json::to_string(&layer.provenance()?)?;
    let kind = match layer.geometry_type {
        GeometryType::Area => Kind::MultiPolygon,
        GeometryType::Line => Kind::MultiLineString,
        GeometryType::Point => Kind::Point,
        GeometryType::LineAndPoint | GeometryType::None => Kind::Unknown,
    };
    let options = FgbWriterOptions {
        // An index of nothing has no extent.
        write_index: layer.rows > 0 && layer.geometry_type != GeometryType::None,
        // A layer of several types says so at each feature.
        detect_type: false,
        crs: FgbCrs { code: WGS84, ..FgbCrs::default() },
        title: Some(layer.title.get(lang)),
        description: Some(layer.about.get(lang)),
        metadata: Some(&metadata),
        ..FgbWriterOptions::default()
    };
    let mut features =
        FgbWriter::create_with_options(layer.name, kind, options).map_err(io::Error::other)?;
    for column in &layer.columns {
        let (stored, decimals) = match column.kind {
            ColumnType::Text => (Stored::String, None),
            ColumnType::Integer => (Stored::Long, None),
            ColumnType::Decimal(decimals) => (Stored::Double, Some(decimals)),
        };
        features.add_column(&column.name, stored, |buffer, described| {
            described.title = Some(buffer.create_string(column.titles.get(lang)));
            if let Some(decimals) = decimals {
                described.scale = decimals.into();
            }
        });
    }
    Ok(features)
}

/// Stores the values of a row, missing ones excepted.
fn store(
    layer: &Layer,
    row: usize,
    feature: &mut impl PropertyProcessor,
) -> geozero::error::Result<bool> {
    for (rank, column) in layer.columns.iter().enumerate() {
        let value = column.value(row);
        let value = match &value {
            Value::Text(text) => ColumnValue::String(text),
            Value::Integer(number) => ColumnValue::Long(*number),
            Value::Decimal(number) if number.is_finite() => ColumnValue::Double(*number),
            Value::Decimal(_) | Value::Null => continue,
        };
        feature.property(rank, &column.name, &value)?;
    }
    Ok(false)
}

/// The geometry of a row of a layer of one type, or of several.
struct Shape<'run> {
    of: Geometry<'run>,
    among: GeometryType,
}

impl GeozeroGeometry for Shape<'_> {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> geozero::error::Result<()> {
        match (self.of, self.among) {
            (Geometry::Area(contour), _) => process_geom(&contour.clone().into(), to),
            (Geometry::Line(line), _) => process_geom(&line.clone().into(), to),
            (Geometry::Point(position), _) => {
                let point = geo::Point::new(position.longitude(), position.latitude());
                process_geom(&point.into(), to)
            }
            (Geometry::None, GeometryType::None) => Ok(()),
            // An empty geometry of the type of the layer: else the extent of the row before stays.
            (Geometry::None, GeometryType::Area) => to.multipolygon_begin(0, 0),
            (Geometry::None, GeometryType::Point) => to.point_begin(0),
            (Geometry::None, GeometryType::Line | GeometryType::LineAndPoint) => {
                to.multilinestring_begin(0, 0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
    use geozero::ToGeo;

    use super::*;
    use crate::sample;

    const FORMAT: FlatGeobuf = FlatGeobuf { lang: Lang::Fr };

    /// What is read back of `layer`: code, name, people, share and geometry of each feature, by
    /// code.
    #[expect(clippy::type_complexity, reason = "one feature, read once")]
    fn read(
        layer: &Layer,
    ) -> Vec<(String, Option<String>, Option<i64>, Option<f64>, Option<geo::Geometry<f64>>)> {
        let bytes = sample::written(&FORMAT, layer);
        let reader = FgbReader::open(Cursor::new(bytes)).expect("it opens");
        let mut features = reader.select_all().expect("it has features");
        let mut read = Vec::new();
        while let Some(feature) = features.next().expect("each is sound") {
            let has = feature.properties().expect("each has some");
            let of = |name: &str| has.get(name).cloned();
            read.push((
                of("code_insee").expect("each has a code"),
                of("nom"),
                of("personnes_non_couvertes").map(|number| number.parse().expect("whole")),
                of("couverture_10km_pct").map(|number| number.parse().expect("a number")),
                feature.to_geo().ok(),
            ));
            assert_eq!(of("remarque"), None);
        }
        read.sort_by(|one, other| one.0.cmp(&other.0));
        read
    }

    #[test]
    fn every_value_is_read_back_and_what_is_missing_is_absent() {
        for layer in [sample::areas(), sample::lines(), sample::points()] {
            let read = read(&layer);
            assert_eq!(read.len(), sample::ROWS);
            for (row, (code, name, people, share, _)) in read.iter().enumerate() {
                assert_eq!(*code, format!("{:05}", 1004 + row));
                assert_eq!(name.as_ref(), sample::NAMES.get(row));
                let known = row + 1 < sample::ROWS;
                assert_eq!(*people, known.then_some(row as i64 * 1_000 - 1_000));
                let expected = known.then(|| (10_000.0 / (row + 1) as f64).round() / 100.0);
                assert_eq!(*share, expected);
            }
        }
    }

    #[test]
    fn geometries_are_read_back_and_empty_ones_stay_with_their_rows() {
        for layer in [sample::areas(), sample::lines(), sample::points()] {
            for (row, (.., found)) in read(&layer).into_iter().enumerate() {
                let expected: geo::Geometry<f64> = match (layer.geometry)(row) {
                    Geometry::Area(contour) => contour.clone().into(),
                    Geometry::Line(line) => line.clone().into(),
                    Geometry::Point(at) => geo::Point::new(at.longitude(), at.latitude()).into(),
                    Geometry::None => unreachable!("these layers have geometries"),
                };
                assert_eq!(found, Some(expected), "row {row} of {}", layer.name);
            }
        }
    }

    #[test]
    fn the_header_has_reference_system_titles_and_provenance() {
        let layer = sample::areas();
        let bytes = sample::written(&FORMAT, &layer);
        let reader = FgbReader::open(Cursor::new(bytes)).expect("it opens");
        let header = reader.header();
        assert_eq!(header.name(), Some("contours"));
        assert_eq!(header.crs().map(|crs| crs.code()), Some(4_326));
        assert_eq!(header.title(), Some("Essai : contours & <co>"));
        assert_eq!(header.description(), Some("Une ligne par ligne."));
        let metadata = header.metadata().expect("the provenance is there");
        let metadata: serde_json::Value = serde_json::from_str(metadata).expect("JSON");
        assert_eq!(metadata, layer.provenance().expect("JSON"));
        let columns = header.columns().expect("it has columns");
        let described: Vec<_> =
            columns.iter().map(|column| (column.name(), column.type_(), column.title())).collect();
        assert_eq!(described[1], ("nom", Stored::String, Some("Nom")));
        assert_eq!(described[2].1, Stored::Long);
        assert_eq!(described[3], ("couverture_10km_pct", Stored::Double, Some("Couverture (%)")));
    }

    #[test]
    fn a_window_finds_the_features_in_it_and_no_empty_one() {
        let bytes = sample::written(&FORMAT, &sample::areas());
        let reader = FgbReader::open(Cursor::new(bytes)).expect("it opens");
        let mut found = reader.select_bbox(2.2, 45.2, 2.8, 45.8).expect("it has an index");
        let mut codes = Vec::new();
        while let Some(feature) = found.next().expect("each is sound") {
            codes.push(feature.property::<String>("code_insee").expect("each has a code"));
        }
        assert_eq!(codes, ["01006"]);
    }

    #[test]
    fn layers_without_rows_or_geometry_and_of_two_types_are_read_back() {
        for (layer, rows) in [
            (sample::empty(), 0),
            (sample::table(), sample::ROWS),
            (sample::lines_and_points(), sample::ROWS),
        ] {
            assert_eq!(read(&layer).len(), rows, "{}", layer.name);
        }
        let mixed = read(&sample::lines_and_points());
        assert!(matches!(mixed[0].4, Some(geo::Geometry::MultiLineString(_))));
        assert!(matches!(mixed[5].4, Some(geo::Geometry::Point(_))));
    }

    #[test]
    fn twice_the_same_layer_is_twice_the_same_bytes() {
        for layer in [sample::areas, sample::lines_and_points, sample::empty] {
            assert_eq!(sample::written(&FORMAT, &layer()), sample::written(&FORMAT, &layer()));
        }
    }
}
