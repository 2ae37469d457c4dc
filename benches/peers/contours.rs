//! Contours as serde reads them from a GeoJSON: for the examples `floor` and `grid`.

use std::slice;

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Collection<Feature> {
    pub(crate) features: Vec<Feature>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
pub(crate) enum Geometry {
    Polygon(Rings),
    MultiPolygon(Vec<Rings>),
}

/// The rings of a polygon, longitude and latitude.
pub(crate) type Rings = Vec<Vec<[f64; 2]>>;

impl Geometry {
    pub(crate) fn polygons(&self) -> &[Rings] {
        match self {
            Self::Polygon(rings) => slice::from_ref(rings),
            Self::MultiPolygon(polygons) => polygons,
        }
    }
}
