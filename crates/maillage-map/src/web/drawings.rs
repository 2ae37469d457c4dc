//! The styles of a layer, as the page reads them.

use std::collections::BTreeSet;

use maillage_output::{
    Layer, StyledLayer, Voice,
    sentences::web as words,
    style::{Class, LegendForm, Shape, Style, Symbol},
};
use serde::Serialize;

use super::{bytes::Bytes, typography::set};

/// A style of a layer.
#[derive(Debug, Serialize)]
pub(super) struct Drawing {
    name: &'static str,
    title: String,
    heading: String,
    /// The column that its classes are of, if there is one.
    column: Option<String>,
    /// How a map in this style is read; may be empty.
    reading: String,
    /// The first nine classes as a square of three by three.
    #[serde(skip_serializing_if = "Option::is_none")]
    square: Option<Square>,
    /// The lines of the legend.
    classes: Vec<LegendLine>,
    /// What rows are painted in: the rank of their class and their own colour.
    paints: Vec<(usize, String)>,
    /// A number for each row: 0 where it is not drawn, or one more than the rank of its paint.
    rows: String,
}

/// The names along the sides of a square legend.
#[derive(Debug, Serialize)]
struct Square {
    up: (String, [String; 3]),
    right: (String, [String; 3]),
}

#[derive(Debug, Serialize)]
struct LegendLine {
    label: String,
    count: usize,
    symbol: Drawn,
}

/// What is drawn for a class.
#[derive(Debug, Serialize)]
#[serde(tag = "form", rename_all = "snake_case")]
enum Drawn {
    Fill { colour: String },
    Doubtful { colour: String },
    Circle { colour: String, ground: String, column: String, largest: f64 },
    Marker { shape: &'static str, colour: String, outline: String },
    Line { colour: String },
}

/// The styles of a layer.
pub(super) fn drawings(styled: &StyledLayer, voice: Voice) -> Vec<Drawing> {
    styled.styles.iter().map(|style| drawing(style, &styled.layer, voice)).collect()
}

/// The columns that numbers of these styles are read from by the page.
pub(super) fn columns_of(styles: &[Style]) -> Vec<String> {
    let symbols = styles.iter().flat_map(Style::all_classes).map(|class| &class.symbol);
    let columns: BTreeSet<String> = symbols
        .filter_map(|symbol| match symbol {
            Symbol::Circle { column, .. } => Some(column.clone()),
            Symbol::Line(_) => Some("trace".to_owned()),
            _ => None,
        })
        .collect();
    columns.into_iter().collect()
}

/// Whether one of these styles has a class in doubt.
pub(super) fn any_in_doubt(styles: &[Style]) -> bool {
    let mut classes = styles.iter().flat_map(Style::all_classes);
    classes.any(|class| matches!(class.symbol, Symbol::Doubtful(_)))
}

fn drawing(style: &Style, layer: &Layer, voice: Voice) -> Drawing {
    let (paints, rows) = paints(style, layer);
    let set = |text: &str| set(text, voice.lang);
    let square = match &style.legend {
        LegendForm::List => None,
        LegendForm::Square { up, right } => {
            let side = |(name, classes): &(String, [String; 3])| {
                (set(name), classes.each_ref().map(|class| set(class)))
            };
            Some(Square { up: side(up), right: side(right) })
        }
    };
    let classes = style.all_classes().map(|class| LegendLine {
        label: set(&class.label),
        count: class.count,
        symbol: drawn(class),
    });
    Drawing {
        name: style.name,
        title: set(&style.title),
        heading: set(&style.heading),
        column: style.rules.first().and_then(|rule| Some(rule.when.first()?.column().to_owned())),
        reading: reading(style.name).map(|words| set(words.get(voice.lang))).unwrap_or_default(),
        square,
        classes: classes.collect(),
        paints,
        rows,
    }
}

/// The pairs of class and colour that rows have, and the one of each row.
fn paints(style: &Style, layer: &Layer) -> (Vec<(usize, String)>, String) {
    let drawn: Vec<Option<(usize, String)>> = style
        .classes(layer)
        .into_iter()
        .zip(style.colours(layer))
        .map(|(class, colour)| Some((class?, colour?.to_string())))
        .collect();
    let known: BTreeSet<&(usize, String)> = drawn.iter().flatten().collect();
    let paints: Vec<(usize, String)> = known.into_iter().cloned().collect();
    let rank = |paint: &Option<(usize, String)>| {
        let paint = paint.as_ref()?;
        paints.binary_search(paint).ok().map(|rank| rank as u64 + 1)
    };
    let rows: Bytes = drawn.iter().map(|paint| rank(paint).unwrap_or(0)).collect();
    let text = rows.text();
    (paints, text)
}

fn drawn(class: &Class) -> Drawn {
    let colour = class.symbol.colour();
    match &class.symbol {
        Symbol::Fill(_) => Drawn::Fill { colour: colour.to_string() },
        Symbol::Doubtful(_) => Drawn::Doubtful { colour: colour.to_string() },
        Symbol::Circle { column, largest, ground, .. } => Drawn::Circle {
            colour: colour.to_string(),
            ground: ground.to_string(),
            column: column.clone(),
            largest: *largest,
        },
        Symbol::Marker(shape, _) => Drawn::Marker {
            shape: match shape {
                Shape::Circle => "circle",
                Shape::Square => "square",
                Shape::Triangle => "triangle",
                Shape::Diamond => "diamond",
            },
            colour: colour.to_string(),
            outline: colour.outline().to_string(),
        },
        Symbol::Line(_) => Drawn::Line { colour: colour.to_string() },
    }
}

/// How a map in the style of this name is read.
fn reading(style: &str) -> Option<maillage_output::Words> {
    Some(match style {
        "distance" => words::read_distance(),
        "need" => words::read_need(),
        "uncovered" => words::read_uncovered(),
        "bivariate" => words::read_bivariate(),
        "certainty" => words::read_certainty(),
        "minutes" => words::read_minutes(),
        "hot-spots" => words::read_hot_spots(),
        "change" => words::read_change(),
        "territories" => words::read_territories(),
        "gaps" => words::read_gaps(),
        _ => return None,
    })
}
