//! Print layouts: an A4 page for each theme, with title, map, legend, scale bar and sources, to be
//! exported as it is.
//!
//! The map of a layout follows its theme, not the window: ticking layers there changes no page.

use std::io::{self, Write};

use super::{
    Project,
    layers::ProjectLayer,
    legend,
    page::{Frame, Page, View},
    square,
    themes::Theme,
};
use crate::{
    layer_metadata::write_system,
    plane::round_below,
    qml::{
        plain,
        xml::{Attributes, Xml},
    },
    sentences::qgis as words,
};

/// QGIS's numbers for the items of a layout.
const PAGE: u32 = 65_638;
const MAP: u32 = 65_639;
const LABEL: u32 = 65_641;
pub(super) const LEGEND: u32 = 65_642;
const SCALE_BAR: u32 = 65_646;

/// The identifier of the map, by which the other items find it.
pub(super) const MAP_UUID: &str = "{00000000-0000-4000-8000-000000000002}";

/// Size of the title, where it fits, in points.
const TITLE: f64 = 18.0;
/// Sizes of the line below it and of the sources, from the one that is best.
const SUBTITLE: [f64; 6] = [12.0, 11.0, 10.0, 9.0, 8.0, 7.0];
const SOURCES: [f64; 4] = [7.0, 6.5, 6.0, 5.5];

/// An item of a layout.
pub(super) struct Item<'a> {
    /// QGIS's number for what it is.
    pub(super) kind: u32,
    /// Its identifier.
    pub(super) uuid: &'a str,
    /// Its name for users.
    pub(super) name: &'a str,
    /// Its place.
    pub(super) frame: Frame,
    /// Its turn, from the one drawn first.
    pub(super) rank: u8,
    /// Whether a line is drawn around it.
    pub(super) is_framed: bool,
    /// Whether it hides what is below.
    pub(super) is_opaque: bool,
}

/// A text on a page.
pub(super) struct Text<'a> {
    pub(super) uuid: &'a str,
    pub(super) name: &'a str,
    pub(super) frame: Frame,
    pub(super) text: &'a str,
    /// Of the letters, in points.
    pub(super) size: f64,
    pub(super) is_bold: bool,
    pub(super) grey: u8,
    pub(super) align: Align,
}

/// Where a text stands in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// In its upper left corner.
    Left,
    /// In the middle of its upper edge.
    Middle,
    /// In the middle of its right edge.
    Right,
}

/// Writes a layout for each theme.
pub(super) fn write_all(xml: &mut Xml<impl Write>, project: &Project) -> io::Result<()> {
    xml.open("Layouts", &[])?;
    for theme in &project.themes {
        write(xml, project, theme)?;
    }
    xml.close()
}

fn write(xml: &mut Xml<impl Write>, project: &Project, theme: &Theme) -> io::Result<()> {
    let style = project.style(theme);
    let page = Page::of_style(project.view, style);
    let layout = [
        ("name", &*theme.name),
        ("units", "mm"),
        ("printResolution", "300"),
        ("worldFileMap", MAP_UUID),
    ];
    xml.open("Layout", &layout)?;
    write_page(xml, page)?;
    // From the item on top to the one below, as QGIS saves them.
    legend::write(xml, project, theme, page)?;
    if let Some(style) = style {
        square::write(xml, style, page.legend)?;
    }
    write_scale_bar(xml, project.view, page)?;
    let title = &project.dataset.title;
    let (subtitle, sources) = (subtitle(project, theme), sources(project));
    write_text(
        xml,
        &Text {
            uuid: "{00000000-0000-4000-8000-000000000003}",
            name: "titre",
            frame: page.title,
            text: if title.is_empty() { &theme.name } else { title },
            size: fitting(title, page.title.width),
            is_bold: true,
            grey: 20,
            align: Align::Left,
        },
    )?;
    write_text(
        xml,
        &Text {
            uuid: "{00000000-0000-4000-8000-000000000004}",
            name: "sous-titre",
            frame: page.subtitle,
            text: &subtitle,
            size: fitting_into(&subtitle, page.subtitle, &SUBTITLE),
            is_bold: false,
            grey: 70,
            align: Align::Left,
        },
    )?;
    write_text(
        xml,
        &Text {
            uuid: "{00000000-0000-4000-8000-000000000005}",
            name: "sources",
            frame: page.sources,
            text: &sources,
            size: fitting_into(&sources, page.sources, &SOURCES),
            is_bold: false,
            grey: 90,
            align: Align::Left,
        },
    )?;
    write_map(xml, project, theme, page)?;
    xml.close()
}

/// The size in which a text fits into a width in millimetres: a letter is about as wide as half its
/// height.
fn fitting(text: &str, width: f64) -> f64 {
    let letters = text.chars().count().max(1) as f64;
    // A point is 0.353 mm.
    (width / (letters * 0.353 * 0.58)).clamp(8.0, TITLE)
}

/// The largest of these sizes, in points, in which a text fits into its place, on several lines where
/// there is room for them; the smallest where none does.
fn fitting_into(text: &str, Frame { width, height, .. }: Frame, sizes: &[f64]) -> f64 {
    let letters = text.chars().count() as f64;
    let fits = |size: &&f64| {
        let points = **size * 0.353;
        // A line is higher than its letters.
        (letters * points * 0.58 / width).ceil() * points * 1.36 <= height
    };
    let smallest = sizes.last().copied().unwrap_or_default();
    sizes.iter().find(fits).copied().unwrap_or(smallest)
}

/// The style, unless it is the title, and what was asked of places.
fn subtitle(project: &Project, theme: &Theme) -> String {
    let style = if project.dataset.title.is_empty() { "" } else { theme.name.as_str() };
    let condition = project.caption.subtitle.as_str();
    let said = [style, condition].into_iter().filter(|text| !text.is_empty());
    said.collect::<Vec<_>>().join(" · ")
}

/// What the map was made of, of which days, with what.
fn sources(project: &Project) -> String {
    let voice = project.voice;
    let sources = project.caption.sources.iter().map(|text| format!("{text}."));
    let mut said: Vec<String> = sources.collect();
    if let Some(facts) = project.main().map(ProjectLayer::facts) {
        said.extend(facts.licence.as_ref().map(|name| words::licence(voice, name)));
        said.extend(facts.period_in_words(voice));
    }
    // A page shows one part of France; the others are a bookmark away.
    let overseas = project.covered.iter().filter(|(ground, _)| ground.departement.is_some());
    if project.covered.first().is_some_and(|(ground, _)| ground.departement.is_none())
        && overseas.count() > 0
    {
        said.push(words::overseas_elsewhere(voice));
    }
    said.push(words::projection(voice, &project.name_of_plane()));
    said.join(" ")
}

fn write_page(xml: &mut Xml<impl Write>, page: Page) -> io::Result<()> {
    xml.open("PageCollection", &[])?;
    let frame = Frame { left: 0.0, top: 0.0, width: page.width, height: page.height };
    let item = Item {
        kind: PAGE,
        uuid: "{00000000-0000-4000-8000-000000000001}",
        name: "",
        frame,
        rank: 0,
        is_framed: false,
        is_opaque: true,
    };
    item.open(xml, &[])?;
    xml.close()?;
    xml.close()
}

fn write_map(
    xml: &mut Xml<impl Write>,
    project: &Project,
    theme: &Theme,
    page: Page,
) -> io::Result<()> {
    let item = Item {
        kind: MAP,
        uuid: MAP_UUID,
        name: "carte",
        frame: page.map,
        rank: 1,
        is_framed: true,
        is_opaque: true,
    };
    let followed = [
        ("followPreset", "true"),
        ("followPresetName", &*theme.name),
        ("keepLayerSet", "true"),
        ("drawCanvasItems", "false"),
        ("mapRotation", "0"),
    ];
    item.open(xml, &followed)?;
    let sides = project.view.in_shape_of(page.map).sides();
    let sides: Vec<_> = sides.iter().map(|(name, side)| (*name, &**side)).collect();
    xml.empty("Extent", &sides)?;
    xml.open("crs", &[])?;
    write_system(xml, project.system())?;
    xml.close()?;
    xml.open("LayerSet", &[])?;
    for layer in project.layers.iter().filter(|layer| theme.has(layer)) {
        let of = [("name", &*layer.title), ("source", &layer.source), ("provider", "ogr")];
        xml.element("Layer", &of, &layer.id)?;
    }
    xml.close()?;
    xml.close()
}

/// Writes a scale bar of two divisions of a round number of kilometres.
fn write_scale_bar(xml: &mut Xml<impl Write>, view: View, page: Page) -> io::Result<()> {
    let km_a_millimetre = view.metres_a_millimetre(page.map) / 1_000.0;
    // A division takes at most a third of the place, which leaves the last number its own.
    let division = round_below(km_a_millimetre * page.scale_bar.width / 3.0);
    let item = Item {
        kind: SCALE_BAR,
        uuid: "{00000000-0000-4000-8000-000000000006}",
        name: "échelle",
        frame: page.scale_bar,
        rank: 4,
        is_framed: false,
        is_opaque: false,
    };
    let bar = [
        ("style", "Line Ticks Up"),
        ("mapUuid", MAP_UUID),
        ("unitType", "km"),
        ("unitLabel", "km"),
        ("numMapUnitsPerScaleBarUnit", "1"),
        ("numUnitsPerSegment", &*division.to_string()),
        ("numSegments", "2"),
        ("numSegmentsLeft", "0"),
        ("segmentSizeMode", "0"),
        ("height", "2"),
        ("labelBarSpace", "1"),
        ("boxContentSpace", "1"),
        ("outlineWidth", "0.3"),
        ("alignment", "0"),
    ];
    item.open(xml, &bar)?;
    let style = [
        ("fontFamily", "Open Sans"),
        ("fontWeight", "50"),
        ("fontSize", "8"),
        ("fontSizeUnit", "Point"),
        ("textColor", "40,40,40,255"),
        ("textOpacity", "1"),
    ];
    xml.empty("text-style", &style)?;
    xml.close()
}

pub(super) fn write_text(xml: &mut Xml<impl Write>, of: &Text) -> io::Result<()> {
    let item = Item {
        kind: LABEL,
        uuid: of.uuid,
        name: of.name,
        frame: of.frame,
        rank: 3,
        is_framed: false,
        is_opaque: false,
    };
    let text = plain(of.text);
    // Qt's numbers: 1, 2 and 4 are left, right and the middle across; 32 and 128 top and middle.
    let (across, down) = match of.align {
        Align::Left => ("1", "32"),
        Align::Middle => ("4", "32"),
        Align::Right => ("2", "128"),
    };
    let label = [
        ("labelText", &*text),
        ("htmlState", "0"),
        ("halign", across),
        ("valign", down),
        ("marginX", "0"),
        ("marginY", "0"),
    ];
    item.open(xml, &label)?;
    let font = [("description", &*font(of.size, of.is_bold)), ("style", "")];
    xml.empty("LabelFont", &font)?;
    let grey = of.grey.to_string();
    let colour = [("red", &*grey), ("green", &grey), ("blue", &grey), ("alpha", "255")];
    xml.empty("FontColor", &colour)?;
    xml.close()
}

/// A font as Qt writes it; a family that is not installed is replaced by the system's.
pub(super) fn font(points: f64, is_bold: bool) -> String {
    let weight = if is_bold { 75 } else { 50 };
    format!("Open Sans,{points:.1},-1,5,{weight},0,0,0,0,0")
}

impl Item<'_> {
    /// Begins the item, with attributes of its kind.
    pub(super) fn open(&self, xml: &mut Xml<impl Write>, more: Attributes) -> io::Result<()> {
        let Frame { left, top, width, height } = self.frame;
        let (place, size) = (format!("{left},{top},mm"), format!("{width},{height},mm"));
        let (kind, rank) = (self.kind.to_string(), self.rank.to_string());
        let attributes = [
            ("type", &*kind),
            ("uuid", self.uuid),
            ("templateUuid", self.uuid),
            ("id", self.name),
            ("position", &place),
            ("positionOnPage", &place),
            ("size", &size),
            ("referencePoint", "0"),
            ("zValue", &rank),
            ("visibility", "1"),
            ("opacity", "1"),
            ("frame", if self.is_framed { "true" } else { "false" }),
            ("outlineWidthM", "0.2,mm"),
            ("background", if self.is_opaque { "true" } else { "false" }),
        ];
        let attributes: Vec<_> = attributes.into_iter().chain(more.iter().copied()).collect();
        xml.open("LayoutItem", &attributes)?;
        let grey = [("red", "120"), ("green", "120"), ("blue", "120"), ("alpha", "255")];
        xml.empty("FrameColor", &grey)?;
        let white = [("red", "255"), ("green", "255"), ("blue", "255"), ("alpha", "255")];
        xml.empty("BackgroundColor", &white)
    }
}
