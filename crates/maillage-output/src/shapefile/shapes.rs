//! The geometries (`.shp`) and where each begins (`.shx`).
//!
//! Lengths are in words of 16 bits, as the format counts. What has no coordinates is a null shape.

use std::io::{self, Write};

use geo::{
    Coord, LineString,
    winding_order::{
        Winding,
        WindingOrder::{Clockwise, CounterClockwise},
    },
};

use crate::{
    Layer,
    layer::{Geometry, GeometryType},
};

/// Words of the header of both files.
const HEADER: u64 = 50;
/// Words before each shape: its number and its length.
const BEFORE: u64 = 4;
/// Words of a null shape: its type.
const NULL: u64 = 2;

/// The least box around coordinates; `None` around none.
type Extent = Option<[f64; 4]>;

/// The bytes of the larger of the two files; 0 for a table.
pub(super) fn bytes(layer: &Layer) -> u64 {
    match layer.geometry_type {
        GeometryType::None => 0,
        _ => 2 * words(layer),
    }
}

/// Writes the geometries of `layer`.
pub(super) fn write_shapes(layer: &Layer, to: &mut dyn Write) -> io::Result<()> {
    write_header(layer, words(layer), to)?;
    for row in 0..layer.rows {
        let shape = Shape::of((layer.geometry)(row));
        to.write_all(&big(row as u64 + 1))?;
        to.write_all(&big(shape.words()))?;
        shape.write(to)?;
    }
    Ok(())
}

/// Writes where each geometry of `layer` begins.
pub(super) fn write_index(layer: &Layer, to: &mut dyn Write) -> io::Result<()> {
    write_header(layer, HEADER + BEFORE * layer.rows as u64, to)?;
    let mut begin = HEADER;
    for row in 0..layer.rows {
        let length = Shape::of((layer.geometry)(row)).words();
        to.write_all(&big(begin))?;
        to.write_all(&big(length))?;
        begin += BEFORE + length;
    }
    Ok(())
}

/// Words of the file of geometries.
fn words(layer: &Layer) -> u64 {
    let shapes = (0..layer.rows).map(|row| BEFORE + Shape::of((layer.geometry)(row)).words());
    HEADER + shapes.sum::<u64>()
}

fn write_header(layer: &Layer, words: u64, to: &mut dyn Write) -> io::Result<()> {
    let shape_type: i32 = match layer.geometry_type {
        GeometryType::Point => 1,
        GeometryType::Line | GeometryType::LineAndPoint => 3,
        GeometryType::Area => 5,
        GeometryType::None => 0,
    };
    let shapes = (0..layer.rows).map(|row| Shape::of((layer.geometry)(row)).extent());
    let extent = shapes.fold(None, joined).unwrap_or_default();
    to.write_all(&9_994_i32.to_be_bytes())?;
    to.write_all(&[0; 20])?;
    to.write_all(&big(words))?;
    to.write_all(&1_000_i32.to_le_bytes())?;
    to.write_all(&shape_type.to_le_bytes())?;
    write_numbers(&extent, to)?;
    // No third dimension, no measure.
    to.write_all(&[0; 32])
}

/// A geometry as a record holds it.
enum Shape {
    Null,
    Point([f64; 2]),
    /// Rings (type 5) or lines (type 3), one after the other.
    Parts(i32, Vec<LineString<f64>>),
}

impl Shape {
    fn of(geometry: Geometry) -> Self {
        let (shape_type, parts) = match geometry {
            Geometry::None => return Self::Null,
            Geometry::Point(at) => return Self::Point([at.longitude(), at.latitude()]),
            Geometry::Line(line) => (3, line.0.clone()),
            Geometry::Area(contour) => {
                // What is inside lies to the right of a ring: holes turn the other way.
                let rings = contour.iter().flat_map(|polygon| {
                    let outer = polygon.exterior().clone_to_winding_order(Clockwise);
                    let holes = polygon.interiors().iter();
                    let holes = holes.map(|hole| hole.clone_to_winding_order(CounterClockwise));
                    std::iter::once(outer).chain(holes)
                });
                (5, rings.collect())
            }
        };
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.0.is_empty()).collect();
        if parts.is_empty() { Self::Null } else { Self::Parts(shape_type, parts) }
    }

    fn words(&self) -> u64 {
        match self {
            Self::Null => NULL,
            Self::Point(_) => 10,
            Self::Parts(_, parts) => {
                let points: usize = parts.iter().map(|part| part.0.len()).sum();
                22 + 2 * parts.len() as u64 + 8 * points as u64
            }
        }
    }

    fn extent(&self) -> Extent {
        match self {
            Self::Null => None,
            Self::Point([x, y]) => Some([*x, *y, *x, *y]),
            Self::Parts(_, parts) => {
                let points = parts.iter().flat_map(|part| part.coords());
                points.map(|Coord { x, y }| Some([*x, *y, *x, *y])).fold(None, joined)
            }
        }
    }

    fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Null => to.write_all(&0_i32.to_le_bytes()),
            Self::Point(at) => {
                to.write_all(&1_i32.to_le_bytes())?;
                write_numbers(at, to)
            }
            Self::Parts(shape_type, parts) => {
                to.write_all(&shape_type.to_le_bytes())?;
                write_numbers(&self.extent().unwrap_or_default(), to)?;
                let points: usize = parts.iter().map(|part| part.0.len()).sum();
                to.write_all(&little(parts.len()))?;
                to.write_all(&little(points))?;
                let mut first = 0;
                for part in parts {
                    to.write_all(&little(first))?;
                    first += part.0.len();
                }
                let mut points = parts.iter().flat_map(|part| part.coords());
                points.try_for_each(|Coord { x, y }| write_numbers(&[*x, *y], to))
            }
        }
    }
}

/// The box around both.
fn joined(one: Extent, other: Extent) -> Extent {
    match (one, other) {
        (Some([west, south, east, north]), Some([x, y, to_x, to_y])) => {
            Some([west.min(x), south.min(y), east.max(to_x), north.max(to_y)])
        }
        (one, other) => one.or(other),
    }
}

fn write_numbers(numbers: &[f64], to: &mut dyn Write) -> io::Result<()> {
    numbers.iter().try_for_each(|number| to.write_all(&number.to_le_bytes()))
}

/// A number of the headers. The layer was measured: none is larger.
fn big(number: u64) -> [u8; 4] {
    i32::try_from(number).expect("2 GB is the most that was let through").to_be_bytes()
}

fn little(number: usize) -> [u8; 4] {
    i32::try_from(number).expect("2 GB is the most that was let through").to_le_bytes()
}
