//! QGIS style files (`.qml`): a layer opens with its colours, legend, aliases and map tips.
//!
//! QGIS reads `x.qml` by itself when it lies beside `x.geojson`. A colour is the class of a
//! commune or the kind of a place: dark or red is worst, grey is "not estimated". The grey is
//! always drawn: a commune left blank looks like a hole in the boundaries, not in the data.
//! All that a reader sees as text, counts included, comes from the caller.
//!
//! The format has no specification: this is the part of what QGIS 3.22 saves that versions
//! from 3.16 on read back. O(classes + columns).

mod symbol;
mod xml;

use std::io::{self, Write};

use maillage_hours::Lang;
pub use symbol::{
    BIVARIATE, Colour, FRANCE_SERVICES, HOT_TO_COLD, ITINERANT, MEDIATION, Shape, Symbol, TOO_FEW,
    TOURS, UNKNOWN, sequential,
};
use xml::Xml;

use crate::{Layer, LayerFormat, execution::MARK};

/// How a layer is drawn and named: a style file with the titles of the layer's columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// The language of the columns' titles.
    pub lang: Lang,
    /// QGIS expression that names a feature in lists and forms, such as `"nom"`.
    pub display: String,
    /// HTML shown over a feature, with `[% "column" %]` where a number goes, and
    /// the same escaped where a text goes; empty for none.
    pub map_tip: String,
    /// Which feature is of which class.
    pub renderer: Renderer,
    /// The class of null and of whatever fits no other.
    pub otherwise: Class,
}

/// How the column that colours a layer is cut into classes, in the order of the legend.
#[derive(Debug, Clone, PartialEq)]
pub enum Renderer {
    /// One class for each value of a text column, or of an expression.
    Categories {
        /// The text column; or a QGIS expression, such as `"nature" || ' ' || "tournee"`.
        column: String,
        /// Without two of one value.
        classes: Vec<ValueClass>,
    },
    /// Ranges of a number column.
    ///
    /// Written as rules, because QGIS's graduated renderer does not draw nulls at all.
    Bands {
        /// Legend line above the classes: what is measured, and its unit.
        heading: String,
        /// The number column.
        column: String,
        /// By rising bound; each begins just above the bound of the one before.
        classes: Vec<Band>,
        /// Features that are drawn apart whatever their value, if any.
        apart: Option<Apart>,
        /// QGIS expression of the features that are drawn; all when `None`. For a layer of
        /// territories that cover each other.
        only: Option<String>,
    },
}

/// A class of [`Renderer::Categories`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueClass {
    /// The value, never empty: QGIS writes "all others" as the empty value.
    pub value: String,
    /// How it is named and drawn.
    pub class: Class,
}

/// A class of [`Renderer::Bands`].
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Highest value in the class, in the column's unit; infinite for "and more".
    pub up_to: f64,
    /// How it is named and drawn.
    pub class: Class,
}

/// Features of [`Renderer::Bands`] that are drawn apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// The number column that is 1 for them and 0 for others.
    pub column: String,
    /// How they are named and drawn.
    pub class: Class,
}

/// A line of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Text of the legend, such as `≤ 2 km (1 204 communes)`.
    pub label: String,
    /// What is drawn.
    pub symbol: Symbol,
}

impl LayerFormat for Style {
    /// Writes a QGIS 3 style file for `layer`: the same bytes for the same style and columns.
    fn write(&self, layer: &Layer, to: &mut dyn Write) -> io::Result<()> {
        let mut to = io::BufWriter::new(to);
        write(&mut to, self, layer)?;
        to.flush()
    }
}

impl Style {
    /// QGIS's number for the geometry that all its symbols draw; `None` when they differ.
    fn geometry(&self) -> Option<&'static str> {
        let classes: Vec<&Class> = match &self.renderer {
            Renderer::Categories { classes, .. } => classes.iter().map(|one| &one.class).collect(),
            Renderer::Bands { classes, apart, .. } => {
                let apart = apart.iter().map(|apart| &apart.class);
                classes.iter().map(|one| &one.class).chain(apart).collect()
            }
        };
        let first = self.otherwise.symbol.geometry();
        classes.iter().all(|class| class.symbol.geometry() == first).then_some(first)
    }
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
    match &style.renderer {
        Renderer::Categories { column, classes } => {
            write_categories(xml, column, classes, &style.otherwise)?;
        }
        Renderer::Bands { heading, column, classes, apart, only } => {
            let shown = (heading.as_str(), only.as_deref());
            write_bands(xml, shown, column, classes, apart.as_ref(), &style.otherwise)?;
        }
    }
    xml.open("aliases", &[])?;
    for column in &layer.columns {
        let title = column.titles.get(style.lang);
        xml.empty("alias", &[("field", &column.name), ("name", title)])?;
    }
    xml.close()?;
    xml.text("previewExpression", &style.display)?;
    xml.text("mapTip", &style.map_tip)?;
    // For a layer of another geometry QGIS then refuses the style, rather than draw nothing.
    // A style of several geometries does not tell: each layer draws the symbols of its own.
    if let Some(geometry) = style.geometry() {
        xml.text("layerGeometryType", geometry)?;
    }
    xml.close()
}

/// Writes a renderer with a category for each class; the empty value is null and all others.
fn write_categories(
    xml: &mut Xml<impl Write>,
    column: &str,
    classes: &[ValueClass],
    otherwise: &Class,
) -> io::Result<()> {
    xml.open("renderer-v2", &[("type", "categorizedSymbol"), ("attr", column)])?;
    xml.open("categories", &[])?;
    let named = classes.iter().map(|category| (category.value.as_str(), &category.class));
    let legend = named.chain([("", otherwise)]);
    for (symbol, (value, class)) in legend.clone().enumerate() {
        let category = [
            ("value", value),
            ("type", "string"),
            ("symbol", &symbol.to_string()),
            ("label", &label(class)),
            ("render", "true"),
        ];
        xml.empty("category", &category)?;
    }
    xml.close()?;
    symbol::write_all(xml, legend.map(|(_, class)| class.symbol))?;
    xml.close()
}

/// Writes a renderer with a heading that draws nothing, and under it a rule for each class.
fn write_bands(
    xml: &mut Xml<impl Write>,
    (heading, only): (&str, Option<&str>),
    column: &str,
    classes: &[Band],
    apart: Option<&Apart>,
    otherwise: &Class,
) -> io::Result<()> {
    xml.open("renderer-v2", &[("type", "RuleRenderer")])?;
    xml.open("rules", &[("key", "rules")])?;
    let filter = only.map(|only| ("filter", only));
    let heading: Vec<_> =
        [("key", "heading"), ("label", heading)].into_iter().chain(filter).collect();
    xml.open("rule", &heading)?;
    let others =
        apart.map_or_else(String::new, |apart| format!(" AND {} = 0", quoted(&apart.column)));
    let filters = filters(column, classes).into_iter().map(|filter| filter + &others);
    let within = classes.iter().map(|band| &band.class).zip(filters);
    let apart = apart.map(|apart| (&apart.class, format!("{} = 1", quoted(&apart.column))));
    let legend = within.chain(apart).chain([(otherwise, "ELSE".to_owned())]);
    for (symbol, (class, filter)) in legend.clone().enumerate() {
        let rule = [
            ("key", &*format!("class {symbol}")),
            ("filter", &filter),
            ("symbol", &symbol.to_string()),
            ("label", &label(class)),
        ];
        xml.empty("rule", &rule)?;
    }
    xml.close()?;
    xml.close()?;
    symbol::write_all(xml, legend.map(|(class, _)| class.symbol))?;
    xml.close()
}

/// The label of a class without beginnings of expressions, which print layouts evaluate in labels.
fn label(class: &Class) -> String {
    class.label.replace("[%", "[ %")
}

/// QGIS expressions that hold within each band; null is within none.
fn filters(column: &str, classes: &[Band]) -> Vec<String> {
    let column = quoted(column);
    let mut above = format!("{column} IS NOT NULL");
    let mut filters = Vec::with_capacity(classes.len());
    for Band { up_to, .. } in classes {
        filters.push(if up_to.is_finite() {
            format!("{above} AND {column} <= {up_to}")
        } else {
            above
        });
        above = format!("{column} > {up_to}");
    }
    filters
}

/// The part of a map tip where the value of a QGIS expression goes, escaped: a name is a text, and
/// QGIS would take `<img src=…>` in it for HTML. Versions before 3.22 have no function for it.
pub(crate) fn text_in_html(expression: &str) -> String {
    let escapes = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")];
    let escaped = escapes.iter().fold(expression.to_owned(), |inner, (sign, reference)| {
        format!("replace({inner}, '{sign}', '{reference}')")
    });
    format!("[% {escaped} %]")
}

/// A column in a QGIS expression.
fn quoted(column: &str) -> String {
    format!("\"{}\"", column.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Column, Words};

    fn class(label: &str, symbol: Symbol) -> Class {
        Class { label: label.to_owned(), symbol }
    }

    fn style(renderer: Renderer, otherwise: Class) -> Style {
        Style {
            lang: Lang::Fr,
            display: "\"nom\"".to_owned(),
            map_tip: "<b>[% \"nom\" %]</b>".to_owned(),
            renderer,
            otherwise,
        }
    }

    fn access_and_need() -> Style {
        let classes = (1..=3).flat_map(|access| {
            (1..=3).map(move |need| ValueClass {
                value: format!("{access}-{need}"),
                class: class("é", Symbol::Fill(BIVARIATE[access - 1][need - 1])),
            })
        });
        let renderer =
            Renderer::Categories { column: "classe".to_owned(), classes: classes.collect() };
        style(renderer, class("Non estimé", Symbol::Fill(UNKNOWN)))
    }

    fn distances(bounds: &[f64]) -> Style {
        let colours = sequential(bounds.len());
        let band = |(&up_to, colour)| Band {
            up_to,
            class: class(&format!("≤ {up_to} km"), Symbol::Fill(colour)),
        };
        let renderer = Renderer::Bands {
            heading: "Distance (km)".to_owned(),
            column: "distance_km".to_owned(),
            classes: bounds.iter().zip(colours).map(band).collect(),
            apart: None,
            only: None,
        };
        style(renderer, class("Non estimé", Symbol::Fill(UNKNOWN)))
    }

    fn places() -> Style {
        let kinds = [
            ("mediation", MEDIATION),
            ("france_services", FRANCE_SERVICES),
            ("itinerant", ITINERANT),
        ];
        let renderer = Renderer::Categories {
            column: "type".to_owned(),
            classes: kinds
                .map(|(value, symbol)| ValueClass {
                    value: value.to_owned(),
                    class: class(value, symbol),
                })
                .into(),
        };
        style(renderer, class("Autre", Symbol::Marker(Shape::Diamond, UNKNOWN)))
    }

    fn written(style: &Style) -> String {
        let titles = Words::same("Distance <au plus près> & \"à pied\" (km)");
        let layer = Layer {
            name: "essai",
            columns: vec![Column::km("distance_km", titles, |_| None)],
            rows: 0,
            geometry: Box::new(|_| unreachable!("a style draws no row")),
            metadata: Box::new(|| Ok(serde_json::Value::Null)),
            execution: None,
        };
        let mut bytes = Vec::new();
        style.write(&layer, &mut bytes).expect("memory takes any write");
        String::from_utf8(bytes).expect("only text is written")
    }

    /// The lines of the symbol named `name`.
    fn symbol(xml: &str, name: usize) -> &str {
        let start = xml.find(&format!("<symbol name=\"{name}\"")).expect("it is written");
        let length = xml[start..].find("</symbol>").expect("it is closed");
        &xml[start..start + length]
    }

    #[test]
    fn each_value_is_written_once_with_its_symbol() {
        let xml = written(&access_and_need());
        for (place, value) in
            ["1-1", "1-2", "1-3", "2-1", "2-2", "2-3", "3-1", "3-2", "3-3"].into_iter().enumerate()
        {
            let category =
                format!("<category value=\"{value}\" type=\"string\" symbol=\"{place}\"");
            assert_eq!(xml.matches(&category).count(), 1, "{value}");
            let colour = format!("k=\"color\" v=\"{}\"", BIVARIATE[place / 3][place % 3]);
            assert_eq!(symbol(&xml, place).matches(&colour).count(), 1, "{value}");
        }
        assert_eq!(xml.matches("<symbol ").count(), 10);
    }

    #[test]
    fn null_is_drawn_grey_by_either_renderer() {
        let grey = "k=\"color\" v=\"214,214,214,255\"";
        let xml = written(&access_and_need());
        assert!(
            xml.contains("<category value=\"\" type=\"string\" symbol=\"9\" label=\"Non estimé\"")
        );
        assert!(symbol(&xml, 9).contains(grey));
        let xml = written(&distances(&[2.0, f64::INFINITY]));
        assert!(xml.contains("filter=\"ELSE\" symbol=\"2\" label=\"Non estimé\""));
        assert!(symbol(&xml, 2).contains(grey));
    }

    #[test]
    fn bands_meet_without_overlap_and_the_bound_is_in_the_lower_one() {
        let filters = |bounds: &[f64]| match distances(bounds).renderer {
            Renderer::Bands { classes, .. } => filters("a\"b", &classes),
            Renderer::Categories { .. } => Vec::new(),
        };
        assert_eq!(
            filters(&[2.0, 5.5, f64::INFINITY]),
            [
                "\"a\"\"b\" IS NOT NULL AND \"a\"\"b\" <= 2",
                "\"a\"\"b\" > 2 AND \"a\"\"b\" <= 5.5",
                "\"a\"\"b\" > 5.5"
            ]
        );
        assert_eq!(filters(&[f64::INFINITY]), ["\"a\"\"b\" IS NOT NULL"]);
    }

    #[test]
    fn every_style_is_well_formed_and_escapes_what_it_is_given() {
        for style in [access_and_need(), distances(&[2.0, 5.0, 10.0]), places(), distances(&[])] {
            let xml = written(&style);
            let mut open = Vec::new();
            for tag in xml.split('<').skip(2) {
                let (tag, text) = tag.split_once('>').expect("tags end");
                assert!(!text.contains('>') && tag.matches('"').count() % 2 == 0, "{tag}>{text}");
                match tag.strip_prefix('/') {
                    Some(name) => assert_eq!(open.pop(), Some(name)),
                    None if tag.ends_with('/') => {}
                    None => open.push(tag.split(' ').next().expect("split gives one at least")),
                }
            }
            assert!(open.is_empty(), "{open:?}");
            let alias = "name=\"Distance &lt;au plus près&gt; &amp; &quot;à pied&quot; (km)\"";
            assert!(xml.contains(alias));
        }
    }

    #[test]
    fn a_text_in_a_map_tip_is_escaped_ampersand_first() {
        let expression = text_in_html("\"nom\"");
        let inner = "[% replace(replace(replace(replace(\"nom\", '&', '&amp;'), '<', '&lt;'), ";
        assert!(expression.starts_with(inner), "{expression}");
    }

    #[test]
    fn a_style_says_which_geometry_it_is_for() {
        assert!(written(&places()).contains("<layerGeometryType>0<"));
        assert!(written(&distances(&[2.0])).contains("<layerGeometryType>2<"));
        let mut mixed = places();
        mixed.otherwise.symbol = Symbol::Line(UNKNOWN);
        assert!(!written(&mixed).contains("layerGeometryType"));
    }
}
