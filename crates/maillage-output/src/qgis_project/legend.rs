//! The legend of a layout: what its theme shows, over lines that fit into its place.

use std::io::{self, Write};

use super::{
    Project,
    layers::ProjectLayer,
    layout::{Item, LEGEND, MAP_UUID, font},
    page::{Frame, Page},
    square,
    themes::Theme,
    tree,
};
use crate::{
    qml::{
        self,
        xml::{Attributes, Xml},
    },
    sentences::qgis as words,
    style::{LegendForm, Style},
};

/// Where a line of the legend is broken: a sign that no text has, since QGIS breaks at it wherever
/// it stands.
const BREAK: &str = "\u{2028}";
/// Letters that a line holds, and those of a title, which are larger.
const LETTERS: usize = 43;
const LETTERS_OF_TITLE: usize = 38;

/// The parts of a legend: points of the letters, whether they are bold, and the space around in
/// millimetres.
const PARTS: [(&str, f64, bool, Attributes); 5] = [
    ("title", 11.0, true, &[("marginBottom", "2")]),
    ("group", 9.0, true, &[("marginTop", "2")]),
    ("subgroup", 9.0, true, &[("marginTop", "3")]),
    ("symbol", 8.0, false, &[("marginTop", "1.4")]),
    ("symbolLabel", 8.0, false, &[("marginTop", "1.5"), ("marginLeft", "2")]),
];

/// Writes the legend of `theme`.
pub(super) fn write(
    xml: &mut Xml<impl Write>,
    project: &Project,
    theme: &Theme,
    page: Page,
) -> io::Result<()> {
    let style = project.style(theme);
    let item = Item {
        kind: LEGEND,
        uuid: "{00000000-0000-4000-8000-000000000007}",
        name: "légende",
        frame: place(style, page),
        rank: 2,
        is_framed: false,
        is_opaque: false,
    };
    let title = project.voice.say(words::legend());
    let columns = page.columns.to_string();
    let legend = [
        ("title", &*title),
        ("titleAlignment", "1"),
        ("map_uuid", MAP_UUID),
        ("resizeToContents", "1"),
        ("legendFilterByAtlas", "0"),
        ("columnCount", &columns),
        ("splitLayer", "0"),
        ("equalColumnWidth", "0"),
        ("columnSpace", "6"),
        ("boxSpace", "0"),
        ("symbolWidth", "6"),
        ("symbolHeight", "3.5"),
        ("symbolAlignment", "1"),
        ("lineSpacing", "0.5"),
        ("wrapChar", BREAK),
        ("fontColor", "#282828"),
    ];
    item.open(xml, &legend)?;
    write_fonts(xml)?;
    xml.open("layer-tree-group", &[])?;
    xml.empty("customproperties", &[])?;
    let scale = project.view.scale_on(page);
    let is_drawn = |layer: &&ProjectLayer| {
        theme.has(layer) && layer.border.is_none_or(|border| border.is_drawn_at(scale))
    };
    let shown: Vec<&ProjectLayer> = project.layers.iter().filter(is_drawn).collect();
    for group in shown.chunk_by(|one, other| one.border.is_some() && other.border.is_some()) {
        write_group(xml, project, theme, group)?;
    }
    xml.close()?;
    xml.close()
}

/// Writes a layer, or all borders under a title of their own.
fn write_group(
    xml: &mut Xml<impl Write>,
    project: &Project,
    theme: &Theme,
    group: &[&ProjectLayer],
) -> io::Result<()> {
    let shown = [("checked", "Qt::Checked"), ("expanded", "1")];
    let is_of_borders = group[0].border.is_some();
    if is_of_borders {
        let title = project.voice.say(group[0].group.title());
        let attributes: Vec<_> = [("name", &*title)].into_iter().chain(shown).collect();
        xml.open("layer-tree-group", &attributes)?;
        xml.open("customproperties", &[])?;
        xml.empty("property", &[("key", "legend/title-style"), ("value", "subgroup")])?;
        xml.close()?;
    }
    for layer in group {
        let is_subject = layer.id == theme.subject;
        let of_layer = if is_subject { theme.style } else { 0 };
        let style = layer.of.styles.get(of_layer).filter(|_| !is_of_borders);
        let properties = style.map(|style| properties(style, is_subject));
        tree::write_layer(xml, layer, &shown, &properties.unwrap_or_default())?;
    }
    if is_of_borders {
        xml.close()?;
    }
    Ok(())
}

fn write_fonts(xml: &mut Xml<impl Write>) -> io::Result<()> {
    xml.open("styles", &[])?;
    for (part, points, is_bold, space) in PARTS {
        let of = [("name", part), ("alignment", "1")];
        let attributes: Vec<_> = of.into_iter().chain(space.iter().copied()).collect();
        xml.open("style", &attributes)?;
        xml.empty("styleFont", &[("description", &font(points, is_bold)), ("style", "")])?;
        xml.close()?;
    }
    xml.close()
}

/// The title and the lines of a layer. The title is the heading of its style, which says more than
/// that of the layer; the heading itself, the first line, is then left out. So are classes without
/// features, but for the subject of the page, of which maps are compared.
fn properties(style: &Style, is_subject: bool) -> Vec<(String, String)> {
    let classes = || (1..).zip(style.all_classes());
    let lines = classes().map(|(rank, class)| {
        (format!("legend/label-{rank}"), broken(&qml::label(class, style.lang), LETTERS, BREAK))
    });
    let shown =
        classes().skip(style.legend.in_square()).filter(|(_, class)| is_subject || class.count > 0);
    let order: Vec<String> = shown.map(|(rank, _)| rank.to_string()).collect();
    let title = [
        ("legend/title-style".to_owned(), "subgroup".to_owned()),
        (
            "legend/title-label".to_owned(),
            broken(&qml::plain(&style.heading), LETTERS_OF_TITLE, BREAK),
        ),
        ("legend/node-order".to_owned(), order.join(",")),
    ];
    title.into_iter().chain(lines).collect()
}

/// The place of the lines: below the square of a style that has one.
fn place(style: Option<&Style>, page: Page) -> Frame {
    let Frame { left, top, width, height } = page.legend;
    match style.map(|style| &style.legend) {
        Some(LegendForm::Square { .. }) => {
            let top = top + square::HEIGHT;
            Frame { left, top, width, height: height - square::HEIGHT }
        }
        Some(LegendForm::List) | None => page.legend,
    }
}

/// `text` in lines of at most so many letters, with `end` between words where one is full.
pub(super) fn broken(text: &str, most: usize, end: &str) -> String {
    let mut lines = String::new();
    let mut letters = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if letters > 0 {
            let is_full = letters + 1 + length > most;
            lines.push_str(if is_full { end } else { " " });
            letters = if is_full { 0 } else { letters + 1 };
        }
        lines.push_str(word);
        letters += length;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_broken_between_words_and_loses_none() {
        let line = "Personnes à plus de 20 km du lieu le plus proche, ou sans lieu connu (1 234)";
        let broken = broken(line, 38, BREAK);
        assert!(broken.split(BREAK).all(|line| line.chars().count() <= 38), "{broken}");
        assert_eq!(broken.replace(BREAK, " "), line);
        assert_eq!(super::broken("court", 38, BREAK), "court");
    }
}
