//! FlatGeobuf: a layer in one binary file with an index of its features in space, which QGIS,
//! GDAL and web maps read a window of without the rest.
//!
//! Features are in the order of the index (Hilbert's curve), not in that of the layer. A missing
//! value is absent from its feature, and so is a geometry without coordinates. The header has the
//! title, what the layer is for, the titles of the columns and, as JSON, the provenance.
//!
//! Williams, FlatGeobuf 3. The tables and the index are those of the crate `flatgeobuf`; its writer
//! is not used, which gives every feature a geometry: readers refuse one without coordinates.
//! O(n log n) for n features, which are encoded on all cores.

use std::io::{self, Write};

use flatbuffers::{FlatBufferBuilder, WIPOffset};
use flatgeobuf::{
    Column as Described, ColumnArgs, ColumnType as Stored, Crs, CrsArgs, Feature, FeatureArgs,
    Geometry as Encoded, GeometryArgs, GeometryType as Kind, Header, HeaderArgs,
    packed_r_tree::{NodeItem, PackedRTree, calc_extent, hilbert_sort},
};
use geo::{Coord, LineString};
use maillage_hours::Lang;
use rayon::prelude::*;

use crate::{
    Column, ColumnType, Layer, LayerFormat, Value,
    layer::{Geometry, GeometryType},
};

/// The first bytes of a file of version 3.
const MAGIC: &[u8] = b"fgb\x03fgb\x00";
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
        let (columns, geometry) = (&layer.columns, &layer.geometry);
        let of_several = layer.geometry_type == GeometryType::LineAndPoint;
        let encode = |row| {
            let geometry = geometry(row);
            (feature(columns, row, geometry, of_several), extent(geometry))
        };
        let (features, mut nodes): (Vec<_>, Vec<_>) =
            (0..layer.rows).into_par_iter().map(encode).unzip();
        let extent = calc_extent(&nodes);
        let is_indexed = extent.min_x <= extent.max_x;
        to.write_all(MAGIC)?;
        to.write_all(&header(layer, is_indexed.then_some(&extent), self.lang)?)?;
        // A node leads to a feature: by its rank until they are sorted, then by its first byte.
        nodes.iter_mut().zip(0..).for_each(|(node, rank)| node.offset = rank);
        if is_indexed {
            hilbert_sort(&mut nodes, &extent);
        }
        let sorted: Vec<&Vec<u8>> =
            nodes.iter().map(|node| &features[node.offset as usize]).collect();
        if is_indexed {
            let mut first = 0;
            for (node, feature) in nodes.iter_mut().zip(&sorted) {
                node.offset = first;
                first += feature.len() as u64;
            }
            let index = PackedRTree::build(&nodes, &extent, PackedRTree::DEFAULT_NODE_SIZE);
            let mut bytes = Vec::new();
            index
                .and_then(|index| Ok(index.stream_write(&mut bytes)?))
                .map_err(io::Error::other)?;
            to.write_all(&bytes)?;
        }
        sorted.into_iter().try_for_each(|feature| to.write_all(feature))
    }
}

/// What is said of the whole layer, whose features lie in `extent`; `None` without coordinates,
/// and there is no index then.
fn header(layer: &Layer, extent: Option<&NodeItem>, lang: Lang) -> io::Result<Vec<u8>> {
    let metadata = serde_json::to_string(&layer.provenance()?)?;
    let mut buffer = FlatBufferBuilder::new();
    let columns: Vec<_> =
        layer.columns.iter().map(|column| described(column, lang, &mut buffer)).collect();
    let crs = Crs::create(&mut buffer, &CrsArgs { code: WGS84, ..CrsArgs::default() });
    let of = HeaderArgs {
        name: Some(buffer.create_string(layer.name)),
        envelope: extent.map(|of| buffer.create_vector(&[of.min_x, of.min_y, of.max_x, of.max_y])),
        geometry_type: match layer.geometry_type {
            GeometryType::Area => Kind::MultiPolygon,
            GeometryType::Line => Kind::MultiLineString,
            GeometryType::Point => Kind::Point,
            // Each feature says its own.
            GeometryType::LineAndPoint | GeometryType::None => Kind::Unknown,
        },
        columns: Some(buffer.create_vector(&columns)),
        features_count: layer.rows as u64,
        index_node_size: extent.map_or(0, |_| PackedRTree::DEFAULT_NODE_SIZE),
        crs: Some(crs),
        title: Some(buffer.create_string(layer.title.get(lang))),
        description: Some(buffer.create_string(layer.about.get(lang))),
        metadata: Some(buffer.create_string(&metadata)),
        ..HeaderArgs::default()
    };
    let header = Header::create(&mut buffer, &of);
    buffer.finish_size_prefixed(header, None);
    Ok(buffer.finished_data().to_vec())
}

fn described<'buffer>(
    column: &Column,
    lang: Lang,
    buffer: &mut FlatBufferBuilder<'buffer>,
) -> WIPOffset<Described<'buffer>> {
    let of = ColumnArgs {
        name: Some(buffer.create_string(&column.name)),
        title: Some(buffer.create_string(column.titles.get(lang))),
        type_: match column.kind {
            ColumnType::Text => Stored::String,
            ColumnType::Integer => Stored::Long,
            ColumnType::Decimal(_) => Stored::Double,
        },
        ..ColumnArgs::default()
    };
    Described::create(buffer, &of)
}

/// The feature of a row, in a layer `of_several` types of geometry or of one.
fn feature(columns: &[Column], row: usize, geometry: Geometry, of_several: bool) -> Vec<u8> {
    let mut buffer = FlatBufferBuilder::new();
    let geometry = encoded(geometry, of_several, &mut buffer);
    let properties = Some(buffer.create_vector(&properties(columns, row)));
    let feature =
        Feature::create(&mut buffer, &FeatureArgs { geometry, properties, columns: None });
    buffer.finish_size_prefixed(feature, None);
    buffer.finished_data().to_vec()
}

/// The values of a row, each after the rank of its column; missing ones are left out.
fn properties(columns: &[Column], row: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (rank, column) in (0_u16..).zip(columns) {
        let value = column.value(row);
        if value == Value::Null {
            continue;
        }
        bytes.extend(rank.to_le_bytes());
        match value {
            Value::Text(text) => {
                let length = u32::try_from(text.len()).expect("no text is of 4 GB");
                bytes.extend(length.to_le_bytes());
                bytes.extend(text.as_bytes());
            }
            Value::Integer(number) => bytes.extend(number.to_le_bytes()),
            Value::Decimal(number) => bytes.extend(number.to_le_bytes()),
            Value::Null => {}
        }
    }
    bytes
}

/// A geometry with its coordinates, and its type in a layer `of_several`; `None` without any.
fn encoded<'buffer>(
    geometry: Geometry,
    of_several: bool,
    buffer: &mut FlatBufferBuilder<'buffer>,
) -> Option<WIPOffset<Encoded<'buffer>>> {
    let typed = |kind| if of_several { kind } else { Kind::Unknown };
    match geometry {
        Geometry::Area(contour) => {
            let parts: Vec<_> = contour
                .iter()
                .filter(|polygon| !polygon.exterior().0.is_empty())
                .map(|polygon| {
                    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
                    of_lines(rings, Kind::Unknown, buffer)
                })
                .collect();
            let parts = (!parts.is_empty()).then(|| buffer.create_vector(&parts))?;
            let type_ = typed(Kind::MultiPolygon);
            let of = GeometryArgs { type_, parts: Some(parts), ..GeometryArgs::default() };
            Some(Encoded::create(buffer, &of))
        }
        Geometry::Line(line) => {
            let lines = || line.iter().filter(|line| !line.0.is_empty());
            lines().next()?;
            Some(of_lines(lines(), typed(Kind::MultiLineString), buffer))
        }
        Geometry::Point(at) => {
            let xy = Some(buffer.create_vector(&[at.longitude(), at.latitude()]));
            let of = GeometryArgs { type_: typed(Kind::Point), xy, ..GeometryArgs::default() };
            Some(Encoded::create(buffer, &of))
        }
        Geometry::None => None,
    }
}

/// Lines or rings one after the other, with the rank of the point after each.
fn of_lines<'buffer, 'line>(
    lines: impl Iterator<Item = &'line LineString<f64>>,
    type_: Kind,
    buffer: &mut FlatBufferBuilder<'buffer>,
) -> WIPOffset<Encoded<'buffer>> {
    let (mut numbers, mut ends) = (Vec::new(), Vec::new());
    for line in lines.filter(|line| !line.0.is_empty()) {
        numbers.extend(line.coords().flat_map(|Coord { x, y }| [*x, *y]));
        ends.push(u32::try_from(numbers.len() / 2).expect("no contour has 4 billion points"));
    }
    let xy = Some(buffer.create_vector(&numbers));
    // The end of the only one is that of the points.
    let ends = (ends.len() > 1).then(|| buffer.create_vector(&ends));
    Encoded::create(buffer, &GeometryArgs { type_, xy, ends, ..GeometryArgs::default() })
}

/// The box around a geometry; infinite, and met by no window, without coordinates.
fn extent(geometry: Geometry) -> NodeItem {
    let mut node = NodeItem::create(0);
    let mut expand = |Coord { x, y }: &Coord<f64>| node.expand_xy(*x, *y);
    match geometry {
        Geometry::Area(contour) => {
            contour.iter().flat_map(|polygon| polygon.exterior().coords()).for_each(expand);
        }
        Geometry::Line(line) => line.iter().flat_map(LineString::coords).for_each(expand),
        Geometry::Point(at) => expand(&Coord { x: at.longitude(), y: at.latitude() }),
        Geometry::None => {}
    }
    node
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
    fn geometries_are_read_back_and_a_row_without_coordinates_stays() {
        for layer in [sample::areas(), sample::lines(), sample::points()] {
            for (row, (.., found)) in read(&layer).into_iter().enumerate() {
                let expected: Option<geo::Geometry<f64>> = match (layer.geometry)(row) {
                    Geometry::Area(contour) if contour.0.is_empty() => None,
                    Geometry::Line(line) if line.0.is_empty() => None,
                    Geometry::Area(contour) => Some(contour.clone().into()),
                    Geometry::Line(line) => Some(line.clone().into()),
                    Geometry::Point(at) => {
                        Some(geo::Point::new(at.longitude(), at.latitude()).into())
                    }
                    Geometry::None => unreachable!("these layers have geometries"),
                };
                assert_eq!(found, expected, "row {row} of {}", layer.name);
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
    fn a_layer_without_coordinates_has_no_extent() {
        for layer in [sample::empty(), sample::table()] {
            let bytes = sample::written(&FORMAT, &layer);
            let reader = FgbReader::open(Cursor::new(bytes)).expect("it opens");
            assert_eq!(reader.header().index_node_size(), 0);
            assert!(reader.header().envelope().is_none());
            assert_eq!(reader.header().features_count(), layer.rows as u64);
        }
    }

    #[test]
    fn twice_the_same_layer_is_twice_the_same_bytes() {
        for layer in [sample::areas, sample::lines_and_points, sample::empty] {
            assert_eq!(sample::written(&FORMAT, &layer()), sample::written(&FORMAT, &layer()));
        }
    }
}
