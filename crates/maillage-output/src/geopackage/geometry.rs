//! Geometries as a GeoPackage holds them: its own header, then well-known binary.
//!
//! Little endian, WGS84. Areas and lines state the box around them, so that a reader may pass them
//! over without decoding them; a point is its own box.

use geo::{Coord, LineString, MultiLineString, MultiPolygon};

use crate::{extent::Extent, geojson::short, layer::Geometry};

/// The system of the coordinates, as EPSG numbers it.
pub(super) const WGS84: i32 = 4326;

/// Numbers of well-known binary.
const POINT: u32 = 1;
const LINE: u32 = 2;
const POLYGON: u32 = 3;
const MULTI_LINE: u32 = 5;
const MULTI_POLYGON: u32 = 6;

/// Flags of the header: little endian, with a box; without one; without one, of an empty geometry.
const WITH_BOX: u8 = 0b0000_0011;
const WITHOUT_BOX: u8 = 0b0000_0001;
const EMPTY: u8 = 0b0001_0001;

/// Bytes of the header before its box, and of the box.
const HEADER: usize = 8;
const BOX: usize = 32;

/// A geometry in the file.
pub(super) struct Encoded {
    /// Header and well-known binary.
    pub(super) bytes: Vec<u8>,
    /// The box around its rounded positions; `None` when it is empty.
    pub(super) extent: Option<Extent>,
}

/// Encodes a geometry; `None` for the row of a table.
pub(super) fn encoded(geometry: Geometry) -> Option<Encoded> {
    match geometry {
        Geometry::Area(contour) => Some(area(contour)),
        Geometry::Line(line) => Some(lines(line)),
        Geometry::Point(position) => {
            let at = short(Coord { x: position.longitude(), y: position.latitude() });
            let mut binary = Binary::new(WITHOUT_BOX);
            binary.start(POINT);
            binary.position(at);
            Some(Encoded { bytes: binary.bytes, extent: Some(Extent::of_point(at)) })
        }
        Geometry::None => None,
    }
}

fn area(contour: &MultiPolygon<f64>) -> Encoded {
    let polygons = || contour.iter().filter(|polygon| !polygon.exterior().0.is_empty());
    let mut binary = Binary::new(if polygons().next().is_some() { WITH_BOX } else { EMPTY });
    binary.start(MULTI_POLYGON);
    binary.count(polygons().count());
    for polygon in polygons() {
        binary.start(POLYGON);
        binary.count(1 + polygon.interiors().len());
        binary.positions(polygon.exterior());
        polygon.interiors().iter().for_each(|ring| binary.positions(ring));
    }
    binary.finish()
}

fn lines(line: &MultiLineString<f64>) -> Encoded {
    let parts = || line.iter().filter(|part| !part.0.is_empty());
    let mut binary = Binary::new(if parts().next().is_some() { WITH_BOX } else { EMPTY });
    binary.start(MULTI_LINE);
    binary.count(parts().count());
    for part in parts() {
        binary.start(LINE);
        binary.positions(part);
    }
    binary.finish()
}

/// A geometry that is being encoded.
struct Binary {
    bytes: Vec<u8>,
    extent: Option<Extent>,
}

impl Binary {
    fn new(flags: u8) -> Self {
        let mut bytes = vec![b'G', b'P', 0, flags];
        bytes.extend(WGS84.to_le_bytes());
        if flags == WITH_BOX {
            bytes.resize(HEADER + BOX, 0);
        }
        Self { bytes, extent: None }
    }

    /// Begins a geometry of this number.
    fn start(&mut self, number: u32) {
        self.bytes.push(1);
        self.bytes.extend(number.to_le_bytes());
    }

    fn count(&mut self, of: usize) {
        let count = u32::try_from(of).expect("a contour in memory has fewer than 2³² parts");
        self.bytes.extend(count.to_le_bytes());
    }

    fn positions(&mut self, line: &LineString<f64>) {
        self.count(line.0.len());
        self.bytes.reserve(16 * line.0.len());
        for point in &line.0 {
            let at = short(*point);
            let here = Extent::of_point(at);
            self.extent = Some(self.extent.map_or(here, |extent| extent.and(here)));
            self.position(at);
        }
    }

    fn position(&mut self, at: Coord<f64>) {
        self.bytes.extend(at.x.to_le_bytes());
        self.bytes.extend(at.y.to_le_bytes());
    }

    /// Writes the box into the header, where there is one.
    fn finish(mut self) -> Encoded {
        if let Some(Extent { least, most }) = self.extent {
            let sides = [least.x, most.x, least.y, most.y];
            let bytes = self.bytes[HEADER..HEADER + BOX].chunks_exact_mut(8);
            bytes.zip(sides).for_each(|(bytes, side)| bytes.copy_from_slice(&side.to_le_bytes()));
        }
        Encoded { bytes: self.bytes, extent: self.extent }
    }
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, Polygon, line_string, polygon};
    use geozero::{ToGeo, wkb::GpkgWkb};
    use maillage_core::geodesy::Position;

    use super::*;

    fn read(encoded: Encoded) -> geo::Geometry<f64> {
        GpkgWkb(encoded.bytes).to_geo().expect("another implementation reads it")
    }

    #[test]
    fn another_implementation_reads_what_is_written() {
        let hole =
            line_string![(x: 1.0, y: 1.0), (x: 2.0, y: 2.0), (x: 2.0, y: 1.0), (x: 1.0, y: 1.0)];
        let square =
            polygon![(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0)];
        let pierced = Polygon::new(square.exterior().clone(), vec![hole]);
        let contour = MultiPolygon(vec![
            pierced,
            polygon![(x: 9.0, y: 9.0), (x: 10.0, y: 9.0), (x: 9.0, y: 11.5)],
        ]);
        let encoded = encoded(Geometry::Area(&contour)).expect("an area is encoded");
        let extent = encoded.extent.expect("it has points");
        assert_eq!((extent.least, extent.most), ((0.0, 0.0).into(), (10.0, 11.5).into()));
        assert_eq!(encoded.bytes[8..16], 0_f64.to_le_bytes());
        assert_eq!(encoded.bytes[16..24], 10_f64.to_le_bytes());
        assert_eq!(encoded.bytes[32..40], 11.5_f64.to_le_bytes());
        assert_eq!(read(encoded), contour.into());
    }

    #[test]
    fn positions_have_six_decimals_as_in_geojson() {
        let position = Position::new(45.123_456_789, -0.000_000_4).expect("on earth");
        let encoded = encoded(Geometry::Point(position)).expect("a point is encoded");
        assert_eq!(encoded.bytes.len(), 29);
        assert_eq!(read(encoded), geo::Point::new(0.0, 45.123_457).into());
    }

    #[test]
    fn an_empty_line_says_that_it_is_empty_and_has_no_box() {
        let encoded = encoded(Geometry::Line(&MultiLineString(vec![]))).expect("it is encoded");
        assert_eq!(encoded.bytes[3] & 0b1_1110, 0b1_0000);
        assert_eq!(encoded.extent, None);
        assert_eq!(read(encoded), MultiLineString(vec![]).into());
    }
}
