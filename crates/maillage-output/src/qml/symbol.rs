//! What is drawn for a class, and in which colours.
//!
//! Dark or red is worst, grey is "not estimated", places are cool or black on warm maps. The
//! colours set out from `ColorBrewer` (`YlOrRd`) and from Okabe and Ito (2008), and were moved
//! until any two of a palette, the grey included, differ for red-green blindness simulated
//! after Viénot (1999): by 16 or more in CIE L\*a\*b\* for [`BIVARIATE`], by 13 for six classes
//! of [`sequential`], by 29 for [`TOURS`]. O(classes).

use std::fmt;
use std::io::{self, Write};

use super::xml::{Attributes, Xml};

/// What is drawn for a feature. One variant throughout a style, as a layer has one geometry;
/// or lines and markers, for a file that QGIS opens as two layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// A polygon, outlined in white on large scales and in its own colour on small ones:
    /// on a map of France, 35,000 outlines would hide what they surround.
    Fill(Colour),
    /// The same, hatched in white: so it is classed, and it may be otherwise.
    Hatched(Colour),
    /// A point, smaller the more country the map shows.
    Marker(Shape, Colour),
    /// A line; dashed where the column `trace` says that it was drawn from stop to stop.
    Line(Colour),
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

/// "Not estimated" on every map.
pub const UNKNOWN: Colour = Colour(0xd6, 0xd6, 0xd6);

/// "Too few people to be classed alone".
pub const TOO_FEW: Colour = Colour(0xa8, 0xa8, 0xa8);

/// From hot to cold, pale in the middle (RdBu of ColorBrewer): red and blue are told apart by
/// everybody.
#[rustfmt::skip]
pub const HOT_TO_COLD: [Colour; 7] = [
    Colour(0xb2, 0x18, 0x2b), Colour(0xef, 0x8a, 0x62), Colour(0xfd, 0xdb, 0xc7),
    Colour(0xf7, 0xf7, 0xf7),
    Colour(0xd1, 0xe5, 0xf0), Colour(0x67, 0xa9, 0xcf), Colour(0x21, 0x66, 0xac),
];

/// Access and need together: `BIVARIATE[access - 1][need - 1]`, each 1 to 3, 3 the worst.
///
/// Far from help turns ochre, in need of help turns purple; both turn dark red-brown.
#[rustfmt::skip]
pub const BIVARIATE: [[Colour; 3]; 3] = [
    [Colour(0xfb, 0xf1, 0xd5), Colour(0xcd, 0xa3, 0xc4), Colour(0x87, 0x44, 0x7e)],
    [Colour(0xea, 0xb9, 0x6c), Colour(0xb9, 0x77, 0x5e), Colour(0x8c, 0x3a, 0x58)],
    [Colour(0xc8, 0x7a, 0x28), Colour(0x9c, 0x47, 0x16), Colour(0x5c, 0x12, 0x0c)],
];

/// A place of digital mediation: blue, since the maps beneath are warm.
pub const MEDIATION: Symbol = Symbol::Marker(Shape::Circle, Colour(0x00, 0x72, 0xb2));
/// A France Services house: yellow.
pub const FRANCE_SERVICES: Symbol = Symbol::Marker(Shape::Square, Colour(0xf0, 0xe4, 0x42));
/// A stop of an itinerant service: near black.
pub const ITINERANT: Symbol = Symbol::Marker(Shape::Triangle, Colour(0x1a, 0x1a, 0x1a));

/// Tours, those named first the easiest to tell apart; from the ninth they come again.
pub const TOURS: [Colour; 8] = [
    Colour(0x20, 0x4c, 0x98),
    Colour(0xff, 0x59, 0x02),
    Colour(0x1f, 0xd5, 0x65),
    Colour(0x96, 0x4e, 0x76),
    Colour(0x90, 0xa7, 0xff),
    Colour(0xff, 0xd7, 0x0e),
    Colour(0x13, 0x03, 0x2c),
    Colour(0x8f, 0x50, 0x36),
];

/// From best to worst, in even steps of lightness.
const SEQUENTIAL: [Colour; 6] = [
    Colour(0xff, 0xff, 0xbf),
    Colour(0xfe, 0xd6, 0x76),
    Colour(0xfd, 0xa5, 0x46),
    Colour(0xee, 0x6a, 0x2d),
    Colour(0xc0, 0x23, 0x1f),
    Colour(0x70, 0x00, 0x1c),
];

/// Colours from the best class, pale yellow, to the worst, dark red.
///
/// As many as `classes`; told apart with ease up to six. Pale yellow alone for one.
#[must_use]
pub fn sequential(classes: usize) -> Vec<Colour> {
    let last = SEQUENTIAL.len() - 1;
    let steps = classes.saturating_sub(1).max(1);
    (0..classes)
        .map(|class| {
            let (stop, part) = (class * last / steps, class * last % steps);
            SEQUENTIAL[stop].towards(SEQUENTIAL[last.min(stop + 1)], part, steps)
        })
        .collect()
}

/// Writes the symbols of a legend, each named by its place in it.
pub(super) fn write_all(
    xml: &mut Xml<impl Write>,
    symbols: impl Iterator<Item = Symbol>,
) -> io::Result<()> {
    xml.open("symbols", &[])?;
    for (place, symbol) in symbols.enumerate() {
        let (kind, layer) = match symbol {
            Symbol::Fill(_) | Symbol::Hatched(_) => ("fill", "SimpleFill"),
            Symbol::Marker(..) => ("marker", "SimpleMarker"),
            Symbol::Line(_) => ("line", "SimpleLine"),
        };
        xml.open("symbol", &[("name", &place.to_string()), ("type", kind)])?;
        xml.open("layer", &[("class", layer), ("enabled", "1")])?;
        match symbol {
            Symbol::Fill(colour) | Symbol::Hatched(colour) => write_fill(xml, colour)?,
            Symbol::Marker(shape, colour) => write_marker(xml, shape, colour)?,
            Symbol::Line(colour) => write_line(xml, colour)?,
        }
        xml.close()?;
        if let Symbol::Hatched(_) = symbol {
            write_hatching(xml)?;
        }
        xml.close()?;
    }
    xml.close()
}

fn write_fill(xml: &mut Xml<impl Write>, colour: Colour) -> io::Result<()> {
    let colour = colour.to_string();
    // Far off, an outline in the fill's own colour hides the hairs of background that show
    // between neighbours without any.
    let properties = [
        ("color", &*colour),
        ("outline_color", &colour),
        ("outline_width", "0.15"),
        ("outline_width_unit", "MM"),
    ];
    write_properties(xml, &properties)?;
    let outline = "if(@map_scale < 1500000, '#ffffff', @symbol_color)";
    write_computed(xml, &[("outlineColor", outline)])
}

fn write_hatching(xml: &mut Xml<impl Write>) -> io::Result<()> {
    xml.open("layer", &[("class", "LinePatternFill"), ("enabled", "1")])?;
    let properties = [
        ("angle", "45"),
        ("color", "255,255,255,255"),
        ("distance", "1.4"),
        ("distance_unit", "MM"),
        ("line_width", "0.35"),
        ("line_width_unit", "MM"),
    ];
    write_properties(xml, &properties)?;
    xml.close()
}

fn write_marker(xml: &mut Xml<impl Write>, shape: Shape, colour: Colour) -> io::Result<()> {
    let properties = [
        ("name", shape.name()),
        ("color", &colour.to_string()),
        ("outline_color", &colour.outline().to_string()),
        ("outline_width", "0.2"),
        ("outline_width_unit", "MM"),
        ("size", "2.4"),
        ("size_unit", "MM"),
    ];
    write_properties(xml, &properties)?;
    let computed = [
        ("size", "scale_linear(@map_scale, 250000, 4000000, 2.4, 0.9)"),
        ("outlineWidth", "scale_linear(@map_scale, 250000, 4000000, 0.2, 0.05)"),
    ];
    write_computed(xml, &computed)
}

fn write_line(xml: &mut Xml<impl Write>, colour: Colour) -> io::Result<()> {
    let properties = [
        ("line_color", &*colour.to_string()),
        ("line_width", "0.7"),
        ("line_width_unit", "MM"),
        ("capstyle", "round"),
        ("joinstyle", "round"),
    ];
    write_properties(xml, &properties)?;
    let computed = [
        ("outlineStyle", "if(\"trace\" = 'par_les_arrets', 'dash', 'solid')"),
        ("outlineWidth", "scale_linear(@map_scale, 250000, 4000000, 0.7, 0.3)"),
    ];
    write_computed(xml, &computed)
}

/// Writes fixed properties in the only form that 3.16 reads, and all versions since.
fn write_properties(xml: &mut Xml<impl Write>, properties: Attributes) -> io::Result<()> {
    for (key, value) in properties {
        xml.empty("prop", &[("k", key), ("v", value)])?;
    }
    Ok(())
}

/// Writes the expressions that QGIS computes as it draws, in place of the fixed properties.
fn write_computed(xml: &mut Xml<impl Write>, properties: Attributes) -> io::Result<()> {
    xml.open("data_defined_properties", &[])?;
    xml.open("Option", &[("type", "Map")])?;
    xml.open("Option", &[("name", "properties"), ("type", "Map")])?;
    for (property, expression) in properties {
        xml.open("Option", &[("name", property), ("type", "Map")])?;
        // Type 3 is an expression.
        for (name, kind, value) in [
            ("active", "bool", "true"),
            ("expression", "QString", expression),
            ("type", "int", "3"),
        ] {
            let option = [("name", name), ("type", kind), ("value", value)];
            xml.empty("Option", &option)?;
        }
        xml.close()?;
    }
    xml.close()?;
    xml.close()?;
    xml.close()
}

impl Symbol {
    /// QGIS's number for the geometry that is drawn so.
    pub(super) fn geometry(self) -> &'static str {
        match self {
            Self::Marker(..) => "0",
            Self::Line(_) => "1",
            Self::Fill(_) | Self::Hatched(_) => "2",
        }
    }
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Square => "square",
            Self::Triangle => "triangle",
            Self::Diamond => "diamond",
        }
    }
}

impl Colour {
    /// The colour `part / whole` of the way from this one to `other`.
    fn towards(self, other: Self, part: usize, whole: usize) -> Self {
        let mix = |from: u8, to: u8| {
            let sum = usize::from(from) * (whole - part) + usize::from(to) * part;
            u8::try_from((sum + whole / 2) / whole).expect("a mean of bytes is a byte")
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// White around a dark colour, near black around a light one.
    fn outline(self) -> Self {
        let light = 3 * u32::from(self.0) + 6 * u32::from(self.1) + u32::from(self.2);
        if light < 1_400 { Self(0xff, 0xff, 0xff) } else { Self(0x1a, 0x1a, 0x1a) }
    }
}

/// As QGIS writes colours: red, green, blue and opacity.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{},255", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_classes_runs_from_pale_yellow_to_dark_red() {
        assert_eq!(sequential(6), SEQUENTIAL);
        assert_eq!(sequential(2), [SEQUENTIAL[0], SEQUENTIAL[5]]);
        assert_eq!(sequential(1), [SEQUENTIAL[0]]);
        assert_eq!(sequential(0), []);
        // A quarter of the way along five steps is a quarter into the second.
        let second = SEQUENTIAL[1].towards(SEQUENTIAL[2], 1, 4);
        assert_eq!(sequential(5)[1], second);
    }
}
