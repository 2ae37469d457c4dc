//! The layers of a project: where their rows are, how they are drawn and described.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use maillage_hours::Lang;

use super::{
    VERSION,
    borders::{self, Border},
    labels::{self, LabelRule},
};
use crate::{
    Dataset, GeometryType, StyledLayer, Voice, Words,
    layer_metadata::{self, Facts, write_system},
    qml::{
        self,
        xml::{Attributes, Xml},
    },
    sentences::qgis as words,
    style::Style,
    territory_borders,
};

/// What QGIS would save of a style: named in every style, so that it takes all of them back.
const CATEGORIES: &str = "LayerConfiguration|Symbology|Labeling|Fields|AttributeTable|MapTips";

/// How QGIS leaves out vertices that cannot be seen; without it large layers are slow.
const SIMPLIFIED: [(&str, &str); 5] = [
    ("simplifyDrawingHints", "1"),
    ("simplifyDrawingTol", "1"),
    ("simplifyAlgorithm", "0"),
    ("simplifyLocal", "1"),
    ("simplifyMaxScale", "1"),
];

/// A layer of a project.
pub(super) struct ProjectLayer<'set, 'run> {
    /// Its name for programs, once in the project.
    pub(super) id: String,
    /// Its title.
    pub(super) title: String,
    /// The group that it is in.
    pub(super) group: Group,
    /// What it is a view of.
    pub(super) of: &'set StyledLayer<'run>,
    /// The names of its styles, each once; none for a table and for borders.
    pub(super) styles: Vec<String>,
    /// The borders that it draws, if it is drawn as borders.
    pub(super) border: Option<Border>,
    /// The path of its rows, from the project.
    pub(super) source: String,
    /// Whether each column is empty in the whole run.
    empty: Vec<bool>,
    facts: Facts,
    /// What is said of it in words.
    about: String,
    labels: Vec<LabelRule>,
}

/// The groups of layers, from the one on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// Points and lines.
    Places,
    /// Borders of territories.
    Borders,
    /// Territories and gaps: above the communes, which would hide them. Not shown at first.
    Territories,
    /// Communes.
    Communes,
    /// Tables.
    Tables,
}

/// The layers of `dataset`, by group and then in its order. `scale` is the denominator at which the
/// whole map is on a page.
pub(super) fn of<'set, 'run>(
    dataset: &'set Dataset<'run>,
    geopackage: &str,
    scale: f64,
    voice: Voice,
) -> io::Result<Vec<ProjectLayer<'set, 'run>>> {
    let mut layers = Vec::new();
    for of in &dataset.layers {
        let layer = &of.layer;
        let facts = Facts::of(&layer.provenance()?);
        let about = layer_metadata::in_words(layer, &facts, voice);
        let empty: Vec<bool> = layer.columns.iter().map(|column| layer.is_empty(column)).collect();
        let source = format!("./{geopackage}|layername={}", layer.name);
        for border in borders::of(layer) {
            layers.push(ProjectLayer {
                id: id(&format!("{}_{}", layer.name, border.level())),
                title: voice.say(border.title()),
                group: Group::Borders,
                of,
                styles: Vec::new(),
                border: Some(border),
                source: format!("{source}|subset={}", border.filter()),
                empty: empty.clone(),
                facts: facts.clone(),
                about: about.clone(),
                labels: Vec::new(),
            });
        }
        if layer.name == territory_borders::NAME {
            continue;
        }
        layers.push(ProjectLayer {
            id: id(layer.name),
            title: layer.title.get(voice.lang).to_owned(),
            group: Group::of(of),
            of,
            styles: names(&of.styles),
            border: None,
            source,
            empty,
            facts,
            about,
            labels: labels::of(layer, scale, voice),
        });
    }
    layers.sort_by_key(|layer| layer.group);
    Ok(layers)
}

/// The identifier of a layer of this name: QGIS gives another to a layer whose identifier is short.
pub(super) fn id(name: &str) -> String {
    format!("maillage_{name}")
}

/// The titles of the styles, with their names where two have the same title.
fn names(styles: &[Style]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let name = |style: &Style| match taken.insert(style.title.clone()) {
        true => style.title.clone(),
        false => format!("{} ({})", style.title, style.name),
    };
    styles.iter().map(name).collect()
}

impl Group {
    fn of(styled: &StyledLayer) -> Self {
        match styled.layer.geometry_type {
            GeometryType::None => Self::Tables,
            GeometryType::Area if ["territoires", "lacunes"].contains(&styled.layer.name) => {
                Self::Territories
            }
            GeometryType::Area => Self::Communes,
            GeometryType::Line | GeometryType::Point | GeometryType::LineAndPoint => Self::Places,
        }
    }

    /// Its name.
    pub(super) fn title(self) -> Words {
        match self {
            Self::Places => words::places_group(),
            Self::Borders => words::borders_group(),
            Self::Territories => words::territories_group(),
            Self::Communes => words::communes_group(),
            Self::Tables => words::tables_group(),
        }
    }
}

impl ProjectLayer<'_, '_> {
    /// What its provenance says.
    pub(super) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What is said of it in words: what it is for, answers, and was made of.
    pub(super) fn about(&self) -> &str {
        &self.about
    }

    /// Writes the layer, in its first style.
    pub(super) fn write(&self, xml: &mut Xml<impl Write>, lang: Lang) -> io::Result<()> {
        let layer = &self.of.layer;
        let attributes: Vec<_> = self.geometry().into_iter().chain(self.drawn()).collect();
        xml.open("maplayer", &attributes)?;
        xml.text("id", &self.id)?;
        xml.text("datasource", &self.source)?;
        xml.text("title", &self.title)?;
        xml.text("abstract", &self.about)?;
        xml.text("layername", &self.title)?;
        if layer.geometry_type != GeometryType::None {
            xml.open("srs", &[])?;
            write_system(xml, 4326)?;
            xml.close()?;
        }
        xml.open("resourceMetadata", &[])?;
        layer_metadata::write(xml, layer, &self.facts, &self.about, lang)?;
        xml.close()?;
        xml.element("provider", &[("encoding", "UTF-8")], "ogr")?;
        self.write_other_styles(xml)?;
        match (self.border, self.of.styles.first()) {
            (Some(border), _) => {
                border.write(xml)?;
                qml::write_aliases(xml, layer, lang)?;
                self.write_columns(xml)?;
            }
            (None, Some(style)) => self.write_style(xml, style)?,
            (None, None) => {
                qml::write_aliases(xml, layer, lang)?;
                self.write_columns(xml)?;
            }
        }
        xml.close()
    }

    /// Writes the names of all styles, and those that are not shown at first.
    fn write_other_styles(&self, xml: &mut Xml<impl Write>) -> io::Result<()> {
        let Some(first) = self.styles.first() else { return Ok(()) };
        xml.open("map-layer-style-manager", &[("current", first)])?;
        xml.empty("map-layer-style", &[("name", first)])?;
        for (name, style) in self.styles.iter().zip(&self.of.styles).skip(1) {
            xml.open("map-layer-style", &[("name", name)])?;
            let root = [("version", VERSION), ("styleCategories", CATEGORIES)];
            let root: Vec<_> = root.into_iter().chain(self.drawn()).collect();
            xml.open("qgis", &root)?;
            self.write_style(xml, style)?;
            xml.close()?;
            xml.close()?;
        }
        xml.close()
    }

    fn write_style(&self, xml: &mut Xml<impl Write>, style: &Style) -> io::Result<()> {
        qml::write_style(xml, style, &self.of.layer)?;
        labels::write(xml, &self.labels)?;
        self.write_columns(xml)
    }

    /// Writes which columns the table of attributes shows.
    fn write_columns(&self, xml: &mut Xml<impl Write>) -> io::Result<()> {
        let table = [("sortExpression", ""), ("sortOrder", "0"), ("actionWidgetStyle", "dropDown")];
        xml.open("attributetableconfig", &table)?;
        xml.open("columns", &[])?;
        for (column, is_empty) in self.of.layer.columns.iter().zip(&self.empty) {
            let hidden = if *is_empty { "1" } else { "0" };
            let column =
                [("type", "field"), ("name", &column.name), ("hidden", hidden), ("width", "-1")];
            xml.empty("column", &column)?;
        }
        xml.empty("column", &[("type", "actions"), ("hidden", "1"), ("width", "-1")])?;
        xml.close()?;
        xml.close()
    }

    /// The type of its geometries.
    fn geometry(&self) -> [(&'static str, &'static str); 3] {
        let (geometry, binary) = match self.of.layer.geometry_type {
            GeometryType::Area => ("Polygon", "MultiPolygon"),
            GeometryType::Line => ("Line", "MultiLineString"),
            GeometryType::Point | GeometryType::LineAndPoint => ("Point", "Point"),
            GeometryType::None => ("No geometry", "NoGeometry"),
        };
        [("type", "vector"), ("geometry", geometry), ("wkbType", binary)]
    }

    /// How it is drawn, whatever the style.
    fn drawn(&self) -> Vec<(&'static str, &'static str)> {
        let labels = ("labelsEnabled", if self.labels.is_empty() { "0" } else { "1" });
        let scales: Attributes = self.border.map_or(&[], Border::scales);
        [labels].into_iter().chain(SIMPLIFIED).chain(scales.iter().copied()).collect()
    }
}
