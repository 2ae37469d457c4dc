//! The box that holds geometries, in WGS84 degrees.

use geo::{BoundingRect, Coord, Rect};
use rayon::prelude::*;

use crate::layer::{Geometry, Layer};

/// The smallest box around some points, its sides along meridians and parallels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    /// The south-west corner.
    pub(crate) least: Coord<f64>,
    /// The north-east corner.
    pub(crate) most: Coord<f64>,
}

impl Extent {
    /// The box of one point.
    pub(crate) fn of_point(point: Coord<f64>) -> Self {
        Self { least: point, most: point }
    }

    /// The box of a geometry; `None` where it has no point.
    pub(crate) fn of_geometry(geometry: Geometry) -> Option<Self> {
        match geometry {
            Geometry::Area(contour) => contour.bounding_rect().map(Self::from),
            Geometry::Line(line) => line.bounding_rect().map(Self::from),
            Geometry::Point(position) => {
                let point = Coord { x: position.longitude(), y: position.latitude() };
                Some(Self::of_point(point))
            }
            Geometry::None => None,
        }
    }

    /// The box of each row of `layer`, in their order.
    pub(crate) fn of_rows(layer: &Layer) -> Vec<Option<Self>> {
        let geometry = &layer.geometry;
        (0..layer.rows).into_par_iter().map(|row| Self::of_geometry(geometry(row))).collect()
    }

    /// The box of both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            least: Coord { x: self.least.x.min(other.least.x), y: self.least.y.min(other.least.y) },
            most: Coord { x: self.most.x.max(other.most.x), y: self.most.y.max(other.most.y) },
        }
    }

    /// The box of all; `None` for none.
    pub(crate) fn of_all(extents: impl IntoIterator<Item = Self>) -> Option<Self> {
        extents.into_iter().reduce(Self::and)
    }

    /// The middle.
    pub(crate) fn centre(self) -> Coord<f64> {
        (self.least + self.most) / 2.0
    }

    /// The four corners.
    pub(crate) fn corners(self) -> [Coord<f64>; 4] {
        let Self { least, most } = self;
        [least, Coord { x: most.x, y: least.y }, most, Coord { x: least.x, y: most.y }]
    }
}

impl From<Rect<f64>> for Extent {
    fn from(rect: Rect<f64>) -> Self {
        Self { least: rect.min(), most: rect.max() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_of_two_boxes_holds_both_and_no_more() {
        let at = |x, y| Extent::of_point(Coord { x, y });
        let both = at(1.0, 8.0).and(at(4.0, 2.0));
        assert_eq!(both.least, Coord { x: 1.0, y: 2.0 });
        assert_eq!(both.most, Coord { x: 4.0, y: 8.0 });
        assert_eq!(both.centre(), Coord { x: 2.5, y: 5.0 });
        assert_eq!(Extent::of_all([]), None);
    }
}
