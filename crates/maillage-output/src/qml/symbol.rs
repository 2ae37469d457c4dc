//! Symbols as QGIS writes them.

use std::io::{self, Write};

use super::{
    expression,
    xml::{Attributes, Xml},
};
use crate::{
    column::quoted,
    style::{Colour, Shape, Symbol, Tint},
};

/// Scale above which outlines and hatching are seen.
const CLOSE: u32 = 1_500_000;
/// Diameter of the largest circle.
const LARGEST_CIRCLE_MM: u32 = 14;

/// Writes the symbols of a legend, each named by its place in it.
pub(super) fn write_all<'style>(
    xml: &mut Xml<impl Write>,
    symbols: impl Iterator<Item = &'style Symbol>,
) -> io::Result<()> {
    xml.open("symbols", &[])?;
    for (place, symbol) in symbols.enumerate() {
        let kind = match symbol {
            Symbol::Fill(_) | Symbol::Doubtful(_) | Symbol::Circle { .. } => "fill",
            Symbol::Marker(..) => "marker",
            Symbol::Line(_) => "line",
        };
        xml.open("symbol", &[("name", &place.to_string()), ("type", kind)])?;
        match symbol {
            Symbol::Fill(colour) => write_fill(xml, *colour, None)?,
            Symbol::Doubtful(tint) => {
                write_fill(xml, symbol.colour(), Some(&paler(tint)))?;
                write_hatching(xml)?;
            }
            Symbol::Circle { column, largest, colour, ground } => {
                write_fill(xml, *ground, None)?;
                write_circle(xml, column, *largest, *colour)?;
            }
            Symbol::Marker(shape, colour) => write_marker(xml, *shape, *colour)?,
            Symbol::Line(colour) => write_line(xml, *colour)?,
        }
        xml.close()?;
    }
    xml.close()
}

/// The expression of the colour of a feature in doubt.
fn paler(tint: &Tint) -> String {
    let cases = tint
        .colours
        .iter()
        .map(|(tests, colour)| format!(" WHEN {} THEN '{}'", expression(tests), colour.paler()));
    format!("CASE{} ELSE @symbol_color END", cases.collect::<String>())
}

fn write_fill(xml: &mut Xml<impl Write>, colour: Colour, computed: Option<&str>) -> io::Result<()> {
    xml.open("layer", &[("class", "SimpleFill"), ("enabled", "1")])?;
    let colour = in_qgis(colour);
    // Far off, an outline in the fill's own colour hides the hairs of background that show
    // between neighbours without any.
    let properties = [
        ("color", &*colour),
        ("outline_color", &colour),
        ("outline_width", "0.15"),
        ("outline_width_unit", "MM"),
    ];
    write_properties(xml, &properties)?;
    let own = computed.unwrap_or("@symbol_color");
    let outline = format!("if(@map_scale < {CLOSE}, '#ffffff', {own})");
    let fill = computed.map(|fill| ("fillColor", fill));
    let computed: Vec<_> = fill.into_iter().chain([("outlineColor", &*outline)]).collect();
    write_computed(xml, &computed)?;
    xml.close()
}

/// Writes hatching, where the scale is large enough for it to be seen.
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
    write_computed(xml, &[("enabled", &format!("@map_scale < {CLOSE}"))])?;
    xml.close()
}

/// Writes a circle on each area, of a surface in proportion to a column.
fn write_circle(
    xml: &mut Xml<impl Write>,
    column: &str,
    largest: f64,
    colour: Colour,
) -> io::Result<()> {
    let above = [("class", "CentroidFill"), ("enabled", "1"), ("pass", "1")];
    xml.open("layer", &above)?;
    write_properties(xml, &[("point_on_surface", "1"), ("point_on_all_parts", "0")])?;
    xml.open("symbol", &[("name", "circle"), ("type", "marker")])?;
    xml.open("layer", &[("class", "SimpleMarker"), ("enabled", "1")])?;
    let properties = [
        ("name", "circle"),
        ("color", &*format!("{},{},{},190", colour.0, colour.1, colour.2)),
        ("outline_color", "255,255,255,255"),
        ("outline_width", "0.15"),
        ("outline_width_unit", "MM"),
        ("size", "2"),
        ("size_unit", "MM"),
    ];
    write_properties(xml, &properties)?;
    let largest = largest.max(1.0);
    let size = format!("{LARGEST_CIRCLE_MM} * sqrt(max({}, 0) / {largest})", quoted(column));
    write_computed(xml, &[("size", &size)])?;
    xml.close()?;
    xml.close()?;
    xml.close()
}

fn write_marker(xml: &mut Xml<impl Write>, shape: Shape, colour: Colour) -> io::Result<()> {
    xml.open("layer", &[("class", "SimpleMarker"), ("enabled", "1")])?;
    let properties = [
        ("name", name_of(shape)),
        ("color", &in_qgis(colour)),
        ("outline_color", &in_qgis(colour.outline())),
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
    write_computed(xml, &computed)?;
    xml.close()
}

fn write_line(xml: &mut Xml<impl Write>, colour: Colour) -> io::Result<()> {
    xml.open("layer", &[("class", "SimpleLine"), ("enabled", "1")])?;
    let properties = [
        ("line_color", &*in_qgis(colour)),
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
    write_computed(xml, &computed)?;
    xml.close()
}

/// Writes fixed properties in the only form that 3.16 reads, and all versions since.
pub(crate) fn write_properties(
    xml: &mut Xml<impl Write>,
    properties: Attributes,
) -> io::Result<()> {
    for (key, value) in properties {
        xml.empty("prop", &[("k", key), ("v", value)])?;
    }
    Ok(())
}

/// Writes the expressions that QGIS computes as it draws, in place of the fixed properties.
pub(crate) fn write_computed(xml: &mut Xml<impl Write>, properties: Attributes) -> io::Result<()> {
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

/// QGIS's number for the geometry that is drawn so.
pub(super) fn geometry(symbol: &Symbol) -> &'static str {
    match symbol {
        Symbol::Marker(..) => "0",
        Symbol::Line(_) => "1",
        Symbol::Fill(_) | Symbol::Doubtful(_) | Symbol::Circle { .. } => "2",
    }
}

fn name_of(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "circle",
        Shape::Square => "square",
        Shape::Triangle => "triangle",
        Shape::Diamond => "diamond",
    }
}

/// A colour as QGIS writes it: red, green, blue and opacity.
pub(crate) fn in_qgis(colour: Colour) -> String {
    format!("{},{},{},255", colour.0, colour.1, colour.2)
}
