//! The ground of a map: contours as shared arcs, projected, and which borders they are.

use std::collections::BTreeMap;

use geo::{BoundingRect, Coord, LineString, MapCoords, MultiPolygon, Rect, SimplifyVw};
use maillage_core::{model::ShapeId, topology::Topology};
use maillage_output::{Geometry, Layer, style::Colour};
use rayon::prelude::*;

use maillage_output::plane::Plane;

use super::part::Part;

/// Surface, in square points, below which a vertex is not seen.
const UNSEEN: f64 = 0.03;

/// The rows of a layer that are drawn together.
pub(super) struct Land<'map, 'run> {
    pub(super) part: Part,
    /// The rows, by their rank in the layer.
    pub(super) rows: Vec<usize>,
    /// Their contours, in this order.
    topology: Topology,
    /// The corners of the land, in metres.
    pub(super) bounds: Rect<f64>,
    plane: Plane,
    layer: &'map Layer<'run>,
}

/// Where a land lies on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placement {
    /// The room that it has on the page, in points.
    pub(super) room: Rect<f64>,
    /// The room with its edge, which what lies around is seen in.
    pub(super) frame: Rect<f64>,
    /// Points a metre.
    pub(super) scale: f64,
    /// The metres in the middle of the room.
    middle: Coord<f64>,
}

/// Borders by what they part.
pub(super) struct Borders {
    pub(super) units: Vec<LineString<f64>>,
    pub(super) epcis: Vec<LineString<f64>>,
    pub(super) departements: Vec<LineString<f64>>,
    /// The edge of the territory.
    pub(super) outline: Vec<LineString<f64>>,
}

impl Placement {
    /// The placement of `bounds` in the middle of `room`, as large as it goes, within `frame`.
    pub(super) fn new(bounds: Rect<f64>, room: Rect<f64>, frame: Rect<f64>) -> Self {
        let least = |metres: f64| metres.max(100.0);
        let scale =
            (room.width() / least(bounds.width())).min(room.height() / least(bounds.height()));
        Self { room, frame, scale, middle: bounds.center() }
    }

    /// The point of the page at these metres.
    pub(super) fn point(&self, metres: Coord<f64>) -> Coord<f64> {
        let center = self.room.center();
        Coord {
            x: center.x + (metres.x - self.middle.x) * self.scale,
            // On a page, south is down.
            y: center.y - (metres.y - self.middle.y) * self.scale,
        }
    }

    /// How many metres a point of the page is on the ground: the denominator of the scale.
    pub(super) fn denominator(&self) -> f64 {
        72.0 / 0.0254 / self.scale
    }
}

impl<'map, 'run> Land<'map, 'run> {
    /// The lands that the `drawn` rows of `layer` lie in, the mainland first, then by the number of
    /// rows; rows without an area are left out.
    pub(super) fn all(layer: &'map Layer<'run>, drawn: &[bool]) -> Vec<Self> {
        let mut rows: BTreeMap<Part, Vec<usize>> = BTreeMap::new();
        for row in (0..layer.rows).filter(|row| drawn[*row]) {
            let bounds = area(layer, row).and_then(|area| area.bounding_rect());
            if let Some(bounds) = bounds {
                rows.entry(Part::of(bounds.center())).or_default().push(row);
            }
        }
        let lands = rows.into_iter().filter_map(|(part, rows)| Self::new(layer, part, rows));
        let mut lands: Vec<Self> = lands.collect();
        // The mainland, or the largest; overseas in the order of their codes.
        lands.sort_by_key(|land| (land.part != Part::Mainland, std::cmp::Reverse(land.rows.len())));
        if let [_, others @ ..] = &mut lands[..] {
            others.sort_by_key(|land| land.part);
        }
        lands
    }

    /// The land of these rows; `None` without any surface.
    pub(super) fn new(layer: &'map Layer<'run>, part: Part, rows: Vec<usize>) -> Option<Self> {
        let contours: Vec<&MultiPolygon<f64>> =
            rows.iter().filter_map(|row| area(layer, *row)).collect();
        let corners = contours.iter().filter_map(|contour| contour.bounding_rect());
        let around = corners.clone().reduce(united)?;
        let plane = part.plane(around.center());
        let topology = Topology::of(contours);
        let vertices = topology.arcs().iter().flatten();
        let metres = vertices.filter_map(|vertex| plane.metres(vertex.degrees()));
        let bounds = metres.map(|at| Rect::new(at, at)).reduce(united)?;
        Some(Self { part, rows, topology, bounds, plane, layer })
    }

    /// The part of it whose rows `keep` chooses; `None` without any.
    pub(super) fn of_rows(&self, keep: impl Fn(usize) -> bool) -> Option<Self> {
        let rows: Vec<usize> = self.rows.iter().copied().filter(|row| keep(*row)).collect();
        if rows.is_empty() { None } else { Self::new(self.layer, self.part, rows) }
    }

    /// The point of the page at this position in degrees.
    pub(super) fn point(&self, degrees: Coord<f64>, at: &Placement) -> Option<Coord<f64>> {
        Some(at.point(self.plane.metres(degrees)?))
    }

    /// A contour on the page, simplified; for what shares no arcs with the land.
    pub(super) fn drawn(&self, contour: &MultiPolygon<f64>, at: &Placement) -> MultiPolygon<f64> {
        let on_page = |area: &geo::Polygon<f64>| {
            area.try_map_coords(|degrees| self.point(degrees, at).ok_or(())).ok()
        };
        // What the plane cannot hold is far off the page.
        let areas: Vec<geo::Polygon<f64>> = contour.iter().filter_map(on_page).collect();
        MultiPolygon::new(areas).simplify_vw(UNSEEN)
    }

    /// The areas of each colour on the page, dissolved, in the order of the colours.
    pub(super) fn areas_by<K: Ord + Copy>(
        &self,
        key: impl Fn(usize) -> Option<K>,
        at: &Placement,
    ) -> Vec<(K, MultiPolygon<f64>)> {
        let mut groups: BTreeMap<K, Vec<ShapeId>> = BTreeMap::new();
        for (shape, row) in self.rows.iter().enumerate() {
            if let Some(key) = key(*row) {
                groups.entry(key).or_default().push(ShapeId::new(shape));
            }
        }
        let (keys, groups): (Vec<K>, Vec<Vec<ShapeId>>) = groups.into_iter().unzip();
        let dissolved = self.topology.dissolved(&groups);
        let arcs = self.on_page(&dissolved, at);
        let contour = |rank: usize| on_arcs(&dissolved.shapes()[rank], &arcs);
        keys.into_iter().enumerate().map(|(rank, key)| (key, contour(rank))).collect()
    }

    /// The borders of the land on the page. Those between units are left out where units are too
    /// small to be seen apart.
    pub(super) fn borders(&self, at: &Placement, with: Wanted) -> Borders {
        let text = |column: &str, row: usize| {
            let column = self.layer.column(column)?;
            column.value(row).to_text().map(|text| text.into_owned())
        };
        let codes = |column: &str| -> Vec<Option<String>> {
            self.rows.iter().map(|row| text(column, *row)).collect()
        };
        let (departements, epcis) = (codes("code_departement"), codes("code_epci"));
        let mut borders =
            Borders { units: vec![], epcis: vec![], departements: vec![], outline: vec![] };
        let users = self.topology.users();
        let arcs = self.topology.arcs().par_iter().zip(users);
        let kept: Vec<(Kind, LineString<f64>)> = arcs
            .filter_map(|(arc, users)| {
                let kind = match users[..] {
                    [one, other, ..] => {
                        let [one, other] = [one.index(), other.index()];
                        if departements[one] != departements[other] {
                            Kind::Departement
                        } else if epcis[one] != epcis[other] {
                            Kind::Epci
                        } else {
                            Kind::Unit
                        }
                    }
                    _ => Kind::Outline,
                };
                let kind = match kind {
                    Kind::Departement if !with.departements => Kind::Epci,
                    kind => kind,
                };
                let kind = if kind == Kind::Epci && !with.epcis { Kind::Unit } else { kind };
                (kind != Kind::Unit || with.units)
                    .then(|| (kind, self.line(arc.iter().map(|vertex| vertex.degrees()), at)))
            })
            .collect();
        for (kind, line) in kept {
            match kind {
                Kind::Unit => borders.units.push(line),
                Kind::Epci => borders.epcis.push(line),
                Kind::Departement => borders.departements.push(line),
                Kind::Outline => borders.outline.push(line),
            }
        }
        borders
    }

    fn on_page(&self, topology: &Topology, at: &Placement) -> Vec<LineString<f64>> {
        let arcs = topology.arcs().par_iter();
        arcs.map(|arc| self.line(arc.iter().map(|vertex| vertex.degrees()), at)).collect()
    }

    fn line(&self, degrees: impl Iterator<Item = Coord<f64>>, at: &Placement) -> LineString<f64> {
        let points: Vec<Coord<f64>> = degrees.filter_map(|vertex| self.point(vertex, at)).collect();
        let line = LineString::new(points);
        if line.0.is_empty() {
            return line;
        }
        let simpler = line.simplify_vw(UNSEEN);
        // A small island stays an area.
        if line.is_closed() && simpler.0.len() < 4 { coarse_ring(&line) } else { simpler }
    }
}

/// Which borders are drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) units: bool,
    pub(super) epcis: bool,
    pub(super) departements: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unit,
    Epci,
    Departement,
    Outline,
}

/// A ring of four of its vertices.
fn coarse_ring(ring: &LineString<f64>) -> LineString<f64> {
    let vertices = ring.0.len() - 1;
    if vertices < 4 {
        return ring.clone();
    }
    let corners = (0..4).map(|corner| ring.0[corner * vertices / 4]);
    LineString::new(corners.chain([ring.0[0]]).collect())
}

/// A shape from arcs on the page.
fn on_arcs(shape: &maillage_core::topology::Shape, arcs: &[LineString<f64>]) -> MultiPolygon<f64> {
    let ring = |uses: &Vec<maillage_core::topology::ArcUse>| {
        let mut points: Vec<Coord<f64>> = Vec::new();
        for used in uses {
            let arc = &arcs[used.arc()].0;
            let skipped = usize::from(!points.is_empty());
            match used.is_reversed() {
                true => points.extend(arc.iter().rev().skip(skipped)),
                false => points.extend(arc.iter().skip(skipped)),
            }
        }
        LineString::new(points)
    };
    let polygon = |rings: &Vec<Vec<maillage_core::topology::ArcUse>>| {
        let mut rings = rings.iter().map(ring);
        let exterior = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
        geo::Polygon::new(exterior, rings.collect())
    };
    MultiPolygon::new(shape.iter().map(polygon).collect())
}

/// The contour of a row; `None` for a row without an area.
pub(super) fn area<'run>(layer: &Layer<'run>, row: usize) -> Option<&'run MultiPolygon<f64>> {
    match (layer.geometry)(row) {
        Geometry::Area(area) => Some(area),
        _ => None,
    }
}

/// The smallest box around both.
pub(super) fn united(one: Rect<f64>, other: Rect<f64>) -> Rect<f64> {
    let (low, high) = (one.min(), other.min());
    let (top, side) = (one.max(), other.max());
    Rect::new(
        Coord { x: low.x.min(high.x), y: low.y.min(high.y) },
        Coord { x: top.x.max(side.x), y: top.y.max(side.y) },
    )
}

/// A colour as it sorts: so that areas are written in one order.
pub(super) type ColourKey = (u8, u8, u8, bool);

/// The key of a colour, and whether it is in doubt.
pub(super) fn key(Colour(red, green, blue): Colour, is_doubtful: bool) -> ColourKey {
    (red, green, blue, is_doubtful)
}
