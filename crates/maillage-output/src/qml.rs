//! QGIS style files (`.qml`): a layer opens with its colours, legend, aliases and map tips.
//!
//! QGIS reads `x.qml` by itself when it lies beside `x.geojson`. A colour is the class of a
//! commune or the kind of a place: dark or red is worst, grey is "not estimated". The grey is
//! always drawn: a commune left blank looks like a hole in the boundaries, not in the data.
//! All that a reader sees as text, counts included, comes from the caller.
//!
//! The format has no specification: this is the part of what QGIS 3.22 saves that versions
//! from 3.16 on read back. O(classes + columns).

pub(crate) mod symbol;
pub(crate) mod xml;

use std::io::{self, Write};

use maillage_hours::Lang;
use xml::Xml;

use crate::{
    Layer, Voice,
    column::quoted,
    execution::MARK,
    sentences::qgis as words,
    style::{Class, Style, Symbol, Test},
};

/// What HTML would take for markup, and what stands for it.
const ESCAPES: [(&str, &str); 4] = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")];

/// Writes a QGIS 3 style file for `layer`: the same bytes for the same style and columns.
///
/// # Errors
///
/// Those of `to`.
pub fn write_qml(to: &mut dyn Write, style: &Style, layer: &Layer) -> io::Result<()> {
    let mut to = io::BufWriter::new(to);
    write(&mut to, style, layer)?;
    to.flush()
}

/// QGIS's number for the geometry that all symbols draw; `None` when they differ.
fn geometry(style: &Style) -> Option<&'static str> {
    let mut geometries = style.all_classes().map(|class| symbol::geometry(&class.symbol));
    let first = geometries.next()?;
    geometries.all(|other| other == first).then_some(first)
}

fn write(to: &mut impl Write, style: &Style, layer: &Layer) -> io::Result<()> {
    writeln!(to, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>")?;
    let xml = &mut Xml::new(to);
    let root = [
        // The oldest that reads this: each QGIS brings a style up to its own version.
        ("version", "3.16.0"),
        ("styleCategories", "LayerConfiguration|Symbology|Fields|MapTips"),
        ("labelsEnabled", "0"),
    ];
    xml.open("qgis", &root)?;
    if let Some(execution) = &layer.execution {
        xml.comment(MARK, &execution.run)?;
    }
    write_style(xml, style, layer)?;
    xml.close()
}

/// Writes the elements of a style, into the one that is open.
pub(crate) fn write_style(
    xml: &mut Xml<impl Write>,
    style: &Style,
    layer: &Layer,
) -> io::Result<()> {
    write_rules(xml, style)?;
    write_aliases(xml, layer, style.lang)?;
    xml.text("previewExpression", &style.display)?;
    xml.text("mapTip", &style.map_tip)?;
    // For a layer of another geometry QGIS then refuses the style, rather than draw nothing.
    // A style of several geometries does not tell: each layer draws the symbols of its own.
    if let Some(geometry) = geometry(style) {
        xml.text("layerGeometryType", geometry)?;
    }
    Ok(())
}

/// Writes the titles of the columns, which QGIS shows in their place.
pub(crate) fn write_aliases(
    xml: &mut Xml<impl Write>,
    layer: &Layer,
    lang: Lang,
) -> io::Result<()> {
    xml.open("aliases", &[])?;
    for column in &layer.columns {
        let title = column.titles.get(lang);
        xml.empty("alias", &[("field", &column.name), ("name", title)])?;
    }
    xml.close()
}

/// Writes a renderer with a heading that draws nothing, and under it a rule for each class.
///
/// Rules rather than categories or graduated bands, because of these neither draws nulls where
/// others are drawn, nor takes two columns.
fn write_rules(xml: &mut Xml<impl Write>, style: &Style) -> io::Result<()> {
    let mut renderer = vec![("type", "RuleRenderer")];
    if style.all_classes().any(|class| matches!(class.symbol, Symbol::Circle { .. })) {
        // All areas first: a circle reaches over those beside its own.
        renderer.push(("symbollevels", "1"));
    }
    xml.open("renderer-v2", &renderer)?;
    xml.open("rules", &[("key", "rules")])?;
    let only = expression(&style.only);
    let filter = (!style.only.is_empty()).then_some(("filter", &*only));
    let heading: Vec<_> =
        [("key", "heading"), ("label", &*style.heading)].into_iter().chain(filter).collect();
    xml.open("rule", &heading)?;
    let filters = style.rules.iter().map(|rule| expression(&rule.when));
    let filters = filters.chain(["ELSE".to_owned()]);
    for (symbol, (class, filter)) in style.all_classes().zip(filters).enumerate() {
        let rule = [
            ("key", &*format!("class {symbol}")),
            ("filter", &filter),
            ("symbol", &symbol.to_string()),
            ("label", &label(class, style.lang)),
        ];
        xml.empty("rule", &rule)?;
    }
    xml.close()?;
    xml.close()?;
    symbol::write_all(xml, style.all_classes().map(|class| &class.symbol))?;
    xml.close()
}

/// The label of a class with its count, and of circles with the number that the largest stands for,
/// since the legends of QGIS draw all circles alike.
pub(crate) fn label(class: &Class, lang: Lang) -> String {
    let voice = Voice::of(lang);
    let count = voice.people(class.count as f64);
    let label = format!("{} ({count})", class.label);
    plain(&match class.symbol {
        Symbol::Circle { largest, .. } if largest > 0.0 => {
            voice.say(words::with_largest_circle(&label, &voice.people(largest)))
        }
        _ => label,
    })
}

/// `text` without beginnings of expressions, which print layouts evaluate in labels.
pub(crate) fn plain(text: &str) -> String {
    text.replace("[%", "[ %")
}

/// `text` as a text in the HTML of a map tip: neither markup nor the beginning of an expression.
pub(crate) fn html(text: &str) -> String {
    ESCAPES.iter().fold(plain(text), |text, (sign, reference)| text.replace(sign, reference))
}

/// The QGIS expression that holds where all `tests` do.
fn expression(tests: &[Test]) -> String {
    let test = |test: &Test| {
        let column = quoted(test.column());
        match test {
            Test::Is(_, value) => format!("{column} = {}", text(value)),
            Test::IsNot(_, value) => format!("coalesce({column}, '') <> {}", text(value)),
            Test::Above(_, limit) => format!("{column} > {limit}"),
            Test::UpTo(_, limit) => format!("{column} <= {limit}"),
            Test::Known(_) => format!("{column} IS NOT NULL"),
            Test::Unknown(_) => format!("{column} IS NULL"),
        }
    };
    tests.iter().map(test).collect::<Vec<_>>().join(" AND ")
}

/// A text in a QGIS expression.
pub(crate) fn text(value: &str) -> String {
    format!("'{}'", value.replace('\\', "\\\\").replace('\'', "''"))
}

/// The part of a map tip where the value of a QGIS expression goes, escaped: a name is a text, and
/// QGIS would take `<img src=…>` in it for HTML. Versions before 3.22 have no function for it.
pub(crate) fn text_in_html(expression: &str) -> String {
    let escaped = ESCAPES.iter().fold(expression.to_owned(), |inner, (sign, reference)| {
        format!("replace({inner}, '{sign}', '{reference}')")
    });
    format!("[% {escaped} %]")
}

#[cfg(test)]
mod tests;
