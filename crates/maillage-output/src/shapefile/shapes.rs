//! The geometries (`.shp`) and where each begins (`.shx`).
//!
//! Lengths are in words of 16 bits, as the format counts. What has no coordinates is a null shape.

use std::io::{self, Write};

use geo::{
    Coord, LineString, Polygon,
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
/// Words of a point: its type and two numbers.
const POINT: u64 = 10;

/// The least box around coordinates; `None` around none.
type Extent = Option<[f64; 4]>;

/// What the geometries of a layer take.
#[derive(Debug)]
pub(super) struct Measured {
    shape_type: i32,
    /// The words of each shape, without those before it.
    words: Vec<u64>,
    extent: Extent,
}

impl Measured {
    /// Measures the geometries of `layer`.
    pub(super) fn of(layer: &Layer) -> Self {
        let shape_type = match layer.geometry_type {
            GeometryType::Point => 1,
            GeometryType::Line | GeometryType::LineAndPoint => 3,
            GeometryType::Area => 5,
            GeometryType::None => 0,
        };
        let shapes: Vec<(u64, Extent)> =
            (0..layer.rows).map(|row| measured((layer.geometry)(row))).collect();
        let extent = shapes.iter().map(|(_, extent)| *extent).fold(None, joined);
        Self { shape_type, words: shapes.into_iter().map(|(words, _)| words).collect(), extent }
    }

    /// The bytes of the larger of the two files.
    pub(super) fn bytes(&self) -> u64 {
        2 * self.all_words()
    }

    /// Writes the geometries of `layer`, which was measured.
    pub(super) fn write_shapes(&self, layer: &Layer, to: &mut dyn Write) -> io::Result<()> {
        self.write_header(self.all_words(), to)?;
        for (row, words) in self.words.iter().enumerate() {
            to.write_all(&big(row as u64 + 1))?;
            to.write_all(&big(*words))?;
            Shape::of((layer.geometry)(row)).write(to)?;
        }
        Ok(())
    }

    /// Writes where each geometry begins.
    pub(super) fn write_index(&self, to: &mut dyn Write) -> io::Result<()> {
        self.write_header(HEADER + BEFORE * self.words.len() as u64, to)?;
        let mut begin = HEADER;
        for words in &self.words {
            to.write_all(&big(begin))?;
            to.write_all(&big(*words))?;
            begin += BEFORE + words;
        }
        Ok(())
    }

    /// Words of the file of geometries.
    fn all_words(&self) -> u64 {
        HEADER + self.words.iter().map(|words| BEFORE + words).sum::<u64>()
    }

    fn write_header(&self, words: u64, to: &mut dyn Write) -> io::Result<()> {
        to.write_all(&9_994_i32.to_be_bytes())?;
        to.write_all(&[0; 20])?;
        to.write_all(&big(words))?;
        to.write_all(&1_000_i32.to_le_bytes())?;
        to.write_all(&self.shape_type.to_le_bytes())?;
        write_numbers(&self.extent.unwrap_or_default(), to)?;
        // No third dimension, no measure.
        to.write_all(&[0; 32])
    }
}

/// The words that a geometry takes, and the box around it. Nothing is copied.
fn measured(geometry: Geometry) -> (u64, Extent) {
    let mut parts: Vec<&LineString<f64>> = match geometry {
        Geometry::None => Vec::new(),
        Geometry::Point(at) => {
            let [x, y] = [at.longitude(), at.latitude()];
            return (POINT, Some([x, y, x, y]));
        }
        Geometry::Line(line) => line.iter().collect(),
        Geometry::Area(contour) => contour.iter().flat_map(rings).collect(),
    };
    parts.retain(|part| !part.0.is_empty());
    if parts.is_empty() {
        return (NULL, None);
    }
    let points: usize = parts.iter().map(|part| part.0.len()).sum();
    let words = 22 + 2 * parts.len() as u64 + 8 * points as u64;
    (words, around(parts.into_iter()))
}

/// The rings of a part of a contour, the outer one first.
fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// The box around all coordinates of `parts`.
fn around<'part>(parts: impl Iterator<Item = &'part LineString<f64>>) -> Extent {
    let points = parts.flat_map(|part| part.coords());
    points.map(|Coord { x, y }| Some([*x, *y, *x, *y])).fold(None, joined)
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

    fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Null => to.write_all(&0_i32.to_le_bytes()),
            Self::Point(at) => {
                to.write_all(&1_i32.to_le_bytes())?;
                write_numbers(at, to)
            }
            Self::Parts(shape_type, parts) => {
                to.write_all(&shape_type.to_le_bytes())?;
                write_numbers(&around(parts.iter()).unwrap_or_default(), to)?;
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
