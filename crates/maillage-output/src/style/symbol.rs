//! What is drawn for a class.

use std::fmt;

use super::Test;
use crate::palette::UNKNOWN;

/// What is drawn for a feature. Of one geometry throughout a style, as a layer is; or lines and
/// markers, for a layer that QGIS opens as two.
#[derive(Debug, Clone, PartialEq)]
pub enum Symbol {
    /// An area, outlined in white on large scales and in its own colour on small ones:
    /// on a map of France, 35,000 outlines would hide what they surround.
    Fill(Colour),
    /// An area in a paler tint of the colour of its class: so it is classed, and it may be
    /// otherwise. Hatched in white where the scale is large enough to see it.
    Doubtful(Tint),
    /// An area in the colour `ground`, with a circle in it whose surface is the number of a column.
    Circle {
        /// The number, of which nothing is drawn where it is not positive.
        column: String,
        /// The largest number of the layer.
        largest: f64,
        /// Of the circle.
        colour: Colour,
        /// Of the area.
        ground: Colour,
    },
    /// A point, smaller the more country the map shows.
    Marker(Shape, Colour),
    /// A line; dashed where the column `trace` says that it was drawn from stop to stop.
    Line(Colour),
}

/// The colours of a class in doubt: those of the classes that its features are put in.
#[derive(Debug, Clone, PartialEq)]
pub struct Tint {
    /// What holds for the features of each of these classes, and its colour before it is made paler.
    pub colours: Vec<(Vec<Test>, Colour)>,
}

/// The shape of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Centred on the point, as all are.
    Circle,
    /// Upright.
    Square,
    /// Pointing up.
    Triangle,
    /// A square on its corner.
    Diamond,
}

/// An opaque colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Symbol {
    /// The one colour that stands for it, in a legend without shapes.
    pub fn colour(&self) -> Colour {
        match self {
            Self::Fill(colour)
            | Self::Circle { colour, .. }
            | Self::Marker(_, colour)
            | Self::Line(colour) => *colour,
            Self::Doubtful(tint) => tint.sample(),
        }
    }
}

impl Tint {
    /// The tint of the middle class, which stands for all in a legend.
    fn sample(&self) -> Colour {
        let middle = self.colours.get(self.colours.len() / 2);
        middle.map_or(UNKNOWN, |(_, colour)| colour.paler())
    }
}

impl Colour {
    /// The colour `part / whole` of the way from this one to `other`.
    pub(crate) fn towards(self, other: Self, part: usize, whole: usize) -> Self {
        let mix = |from: u8, to: u8| {
            let sum = usize::from(from) * (whole - part) + usize::from(to) * part;
            u8::try_from((sum + whole / 2) / whole).expect("a mean of bytes is a byte")
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// Half of the way to white.
    pub fn paler(self) -> Self {
        self.towards(Self(0xff, 0xff, 0xff), 1, 2)
    }

    /// White around a dark colour, near black around a light one.
    pub fn outline(self) -> Self {
        let light = 3 * u32::from(self.0) + 6 * u32::from(self.1) + u32::from(self.2);
        if light < 1_400 { Self(0xff, 0xff, 0xff) } else { Self(0x1a, 0x1a, 0x1a) }
    }
}

/// As pictures and pages write colours: `#rrggbb`.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}
