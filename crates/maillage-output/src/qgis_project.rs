//! A QGIS project (`.qgz`) over the GeoPackage of a run: it opens as a map that is ready.
//!
//! The GeoPackage is named by its path from the project, so that both move together. Layers come in
//! groups with all their styles, aliases, labels and map tips; a theme and a print layout for each
//! style of the main layer; bookmarks for each part of France that the run covers. Columns that are
//! empty in the whole run are hidden in tables of attributes, not left out.
//!
//! The format has no specification: this is the part of what QGIS 3.22 saves that it needs to open.
//! No clock is read, so that the same dataset gives the same bytes. O(vertices + cells).

mod borders;
mod ground;
mod labels;
mod layers;
mod layout;
mod legend;
mod page;
mod square;
mod themes;
mod tree;

use std::io::{self, Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::{
    Caption, Dataset, Voice, execution::MARK, extent::Extent, ground::MAINLAND,
    layer_metadata::write_system, plane::Plane, qml::xml::Xml, sentences::qgis as words,
    style::Style,
};
use ground::Covered;
use layers::ProjectLayer;
use page::View;
use themes::Theme;

/// The oldest version that reads this: each QGIS brings a project up to its own.
const VERSION: &str = "3.16.0";

/// Writes a project that opens `geopackage`, the name of the file of `dataset` in the folder of the
/// project.
///
/// # Errors
///
/// Those of `to`.
pub fn write_project(
    to: &mut dyn Write,
    dataset: &Dataset,
    geopackage: &str,
    voice: Voice,
) -> io::Result<()> {
    let mut document = Vec::new();
    Project::of(dataset, geopackage, voice)?.write(&mut document)?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let stem = geopackage.strip_suffix(".gpkg").unwrap_or(geopackage);
    archive.start_file(format!("{stem}.qgs"), options)?;
    archive.write_all(&document)?;
    to.write_all(archive.finish()?.get_ref())
}

/// What a project is written from.
struct Project<'set, 'run> {
    dataset: &'set Dataset<'run>,
    /// What is said around a map of the main layer.
    caption: Caption,
    voice: Voice,
    /// The plane that is drawn on.
    plane: Plane,
    /// What is shown first.
    view: View,
    /// The parts of France that the main layer has rows in, each with the box around them.
    covered: Vec<Covered>,
    /// From the one drawn on top to the one drawn below; then the tables.
    layers: Vec<ProjectLayer<'set, 'run>>,
    themes: Vec<Theme>,
}

impl<'set, 'run> Project<'set, 'run> {
    fn of(dataset: &'set Dataset<'run>, geopackage: &str, voice: Voice) -> io::Result<Self> {
        let main = &dataset.main().layer;
        let boxes = Extent::of_rows(main);
        let mut covered = ground::covered(&boxes);
        let plane = Plane::of_system(ground::system(&covered));
        let is_shown = |extent: &Extent| ground::is_shown(&covered, *extent);
        let shown = boxes.iter().flatten().copied().filter(is_shown);
        let view = View::around(shown, &plane)
            .or_else(|| View::around([MAINLAND.extent()], &plane))
            .expect("the mainland has an extent");
        covered.extend(ground::paris(main, &boxes));
        let layers = layers::of(dataset, geopackage, view.scale(), voice)?;
        let themes = themes::of(dataset, &layers);
        let caption = Caption::of(main, voice);
        Ok(Self { dataset, caption, voice, plane, view, covered, layers, themes })
    }

    /// The EPSG number of its plane.
    fn system(&self) -> u32 {
        self.plane.system().unwrap_or(MAINLAND.system)
    }

    /// The name of its plane, as maps state it.
    fn name_of_plane(&self) -> String {
        let system = self.system();
        let name = match system {
            2154 => "Lambert-93",
            5490 => "UTM 20N",
            2972 => "UTM 22N",
            4467 => "UTM 21N",
            2975 => "UTM 40S",
            4471 => "UTM 38S",
            _ => "",
        };
        format!("{name} (EPSG:{system})")
    }

    /// The style of the layer that `theme` is about; `None` for a layer without styles.
    fn style(&self, theme: &Theme) -> Option<&'set Style> {
        let subject = self.layers.iter().find(|layer| layer.id == theme.subject)?;
        subject.of.styles.get(theme.style)
    }

    /// The main layer.
    fn main(&self) -> Option<&ProjectLayer<'set, 'run>> {
        self.layers.iter().find(|layer| self.is_main(layer))
    }

    /// Whether `layer` is the main one.
    fn is_main(&self, layer: &ProjectLayer) -> bool {
        layer.id == layers::id(self.dataset.main().layer.name)
    }

    fn write(&self, to: &mut impl Write) -> io::Result<()> {
        writeln!(to, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>")?;
        let xml = &mut Xml::new(to);
        xml.open("qgis", &[("projectname", &self.dataset.title), ("version", VERSION)])?;
        if let Some(execution) = &self.dataset.main().layer.execution {
            xml.comment(MARK, &execution.run)?;
        }
        xml.empty("homePath", &[("path", "")])?;
        xml.text("title", &self.dataset.title)?;
        xml.empty("evaluateDefaultValues", &[("active", "0")])?;
        xml.open("projectCrs", &[])?;
        write_system(xml, self.system())?;
        xml.close()?;
        tree::write(xml, &self.layers, &self.themes[0], self.voice)?;
        self.write_canvas(xml)?;
        xml.open("projectlayers", &[])?;
        for layer in &self.layers {
            layer.write(xml, self.voice.lang)?;
        }
        xml.close()?;
        write_properties(xml)?;
        themes::write(xml, &self.themes)?;
        self.write_metadata(xml)?;
        layout::write_all(xml, self)?;
        self.write_bookmarks(xml)?;
        self.write_default_view(xml)?;
        xml.close()
    }

    /// Writes what the window shows first.
    fn write_canvas(&self, xml: &mut Xml<impl Write>) -> io::Result<()> {
        xml.open("mapcanvas", &[("name", "theMapCanvas"), ("annotationsVisible", "1")])?;
        xml.text("units", "meters")?;
        xml.open("extent", &[])?;
        for (side, metres) in self.view.sides() {
            xml.text(side, &metres)?;
        }
        xml.close()?;
        xml.text("rotation", "0")?;
        xml.open("destinationsrs", &[])?;
        write_system(xml, self.system())?;
        xml.close()?;
        xml.close()
    }

    /// Writes what "zoom full" shows.
    fn write_default_view(&self, xml: &mut Xml<impl Write>) -> io::Result<()> {
        let sides = self.view.sides();
        let sides: Vec<_> = sides.iter().map(|(name, side)| (*name, &**side)).collect();
        xml.open("ProjectViewSettings", &[("UseProjectScales", "0"), ("rotation", "0")])?;
        xml.open("DefaultViewExtent", &sides)?;
        write_system(xml, self.system())?;
        xml.close()?;
        xml.close()
    }

    fn write_metadata(&self, xml: &mut Xml<impl Write>) -> io::Result<()> {
        xml.open("projectMetadata", &[])?;
        xml.text("title", &self.dataset.title)?;
        xml.text("abstract", self.main().map_or("", ProjectLayer::about))?;
        xml.close()
    }

    fn write_bookmarks(&self, xml: &mut Xml<impl Write>) -> io::Result<()> {
        let group = self.voice.say(words::bookmarks());
        let territory = &self.caption.territory;
        xml.open("Bookmarks", &[])?;
        for (ground, extent) in &self.covered {
            let corners = extent.corners();
            let closed = corners.iter().chain(&corners[..1]);
            let corners: Vec<String> = closed.map(|at| format!("{} {}", at.x, at.y)).collect();
            let bookmark = [
                ("id", ground.id),
                ("name", &*ground::name(ground, &self.covered, territory, self.voice)),
                ("group", &group),
                ("extent", &format!("POLYGON(({}))", corners.join(", "))),
            ];
            xml.open("Bookmark", &bookmark)?;
            write_system(xml, 4326)?;
            xml.close()?;
        }
        xml.close()
    }
}

/// Writes that paths are relative, and in which units lengths are shown.
fn write_properties(xml: &mut Xml<impl Write>) -> io::Result<()> {
    xml.open("properties", &[])?;
    // Without it the system of the project is passed over.
    xml.open("SpatialRefSys", &[])?;
    xml.element("ProjectionsEnabled", &[("type", "int")], "1")?;
    xml.close()?;
    xml.open("Paths", &[])?;
    xml.element("Absolute", &[("type", "bool")], "false")?;
    xml.close()?;
    xml.open("Measure", &[])?;
    xml.element("Ellipsoid", &[("type", "QString")], "EPSG:7019")?;
    xml.close()?;
    xml.open("Measurement", &[])?;
    xml.element("DistanceUnits", &[("type", "QString")], "km")?;
    xml.element("AreaUnits", &[("type", "QString")], "km2")?;
    xml.close()?;
    xml.close()
}

#[cfg(test)]
mod tests;
