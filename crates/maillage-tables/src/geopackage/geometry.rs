//! Geometries of a GeoPackage: a header, then well-known binary.

use geo::Geometry;
use geo_traits::to_geo::ToGeoGeometry;

use crate::{caught::caught, geometry::plain};

/// Bytes of the header before its box.
const HEADER: usize = 8;

/// The geometry in `bytes`. `None` when it is empty, of a type that is not read, or damaged.
pub(super) fn decode(bytes: &[u8]) -> Option<Geometry<f64>> {
    let [b'G', b'P', _, flags, ..] = bytes else { return None };
    let frame = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    let binary = bytes.get(HEADER + frame..)?;
    caught(|| plain(wkb::reader::read_wkb(binary).ok()?.try_to_geometry()?)).flatten()
}
