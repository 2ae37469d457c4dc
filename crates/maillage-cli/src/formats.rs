//! The formats of outputs: which one an extension names, which files it takes, and what writes it.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use maillage::{
    core::BadOption,
    map::WebPage,
    output::{
        Dataset, DatasetFormat, FlatGeobuf, GeoJson, GeoJsonLines, GeoPackage, Layer, LayerCsv,
        LayerCsvTypes, LayerFormat, Shapefile, ShapefilePart, Voice, Workbook, style::Style,
        write_project, write_qml,
    },
};
use maillage_words::Words;

use crate::sentences;

pub(crate) use maillage::map::PictureFormat as OfPicture;

/// A format of one layer: each layer of a run has a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OfLayer {
    GeoJson,
    GeoJsonLines,
    FlatGeobuf,
    Shapefile,
    Csv,
    #[cfg(feature = "parquet")]
    GeoParquet,
}

/// A layer that is about to be written, measured once for all its files.
pub(crate) struct Measured {
    format: OfLayer,
    shapefile: Option<Shapefile>,
}

/// A format that holds all layers of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OfDataset {
    GeoPackage,
    /// A QGIS project, over a GeoPackage of the same name.
    Project,
    Workbook,
    WebPage,
}

/// The format of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Layer(OfLayer),
    Dataset(OfDataset),
    Picture(OfPicture),
}

impl Format {
    /// The format that the extension of `path` names.
    ///
    /// # Errors
    ///
    /// For an extension that names none.
    pub(crate) fn of(path: &Path) -> anyhow::Result<Self> {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let format = match &*extension {
            "geojson" | "json" => Self::Layer(OfLayer::GeoJson),
            "geojsonl" | "geojsons" | "ndjson" | "jsonl" => Self::Layer(OfLayer::GeoJsonLines),
            "fgb" => Self::Layer(OfLayer::FlatGeobuf),
            "shp" => Self::Layer(OfLayer::Shapefile),
            "csv" => Self::Layer(OfLayer::Csv),
            #[cfg(feature = "parquet")]
            "parquet" => Self::Layer(OfLayer::GeoParquet),
            #[cfg(not(feature = "parquet"))]
            "parquet" => {
                return Err(refused("--out", path, sentences::no_parquet()));
            }
            "gpkg" => Self::Dataset(OfDataset::GeoPackage),
            "qgz" => Self::Dataset(OfDataset::Project),
            "xlsx" => Self::Dataset(OfDataset::Workbook),
            "html" | "htm" => Self::Dataset(OfDataset::WebPage),
            "svg" => Self::Picture(OfPicture::Svg),
            "png" => Self::Picture(OfPicture::Png),
            "pdf" => Self::Picture(OfPicture::Pdf),
            _ => return Err(refused("--out", path, sentences::no_format())),
        };
        Ok(format)
    }

    /// The picture that `path` names, as `--map` takes it.
    ///
    /// # Errors
    ///
    /// For an extension that names none.
    pub(crate) fn of_map(path: &Path) -> anyhow::Result<Self> {
        match Self::of(path) {
            Ok(Self::Picture(picture)) => Ok(Self::Picture(picture)),
            _ => Err(refused("--map", path, sentences::no_picture())),
        }
    }
}

impl OfLayer {
    /// The file of a layer and those that belong to it.
    pub(crate) fn files(self, path: &Path) -> Vec<PathBuf> {
        let beside = |end: &str| path.with_extension(end);
        let more: &[&str] = match self {
            Self::GeoJson | Self::GeoJsonLines | Self::FlatGeobuf => &["qml"],
            // Its fields have other names than a style knows.
            Self::Shapefile => &["shx", "dbf", "prj", "cpg", "champs.csv"],
            Self::Csv => &["csvt"],
            #[cfg(feature = "parquet")]
            Self::GeoParquet => &[],
        };
        [path.to_owned()].into_iter().chain(more.iter().map(|end| beside(end))).collect()
    }

    /// What is known of a layer before its files are written.
    ///
    /// # Errors
    ///
    /// When the layer does not fit the format.
    pub(crate) fn measured(self, layer: &Layer) -> anyhow::Result<Measured> {
        let shapefile = (self == Self::Shapefile).then(|| Shapefile::of(layer)).transpose()?;
        Ok(Measured { format: self, shapefile })
    }
}

impl Measured {
    /// Writes the file at `path`, which is one of [`OfLayer::files`], of the layer that was measured.
    pub(crate) fn write(
        &self,
        path: &Path,
        layer: &Layer,
        style: Option<&Style>,
        voice: Voice,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        let extension = path.extension().unwrap_or_default();
        match (self.format, style) {
            (_, Some(style)) if extension == "qml" => write_qml(to, style, layer),
            (_, None) if extension == "qml" => {
                Err(io::Error::new(io::ErrorKind::InvalidInput, "a layer without a style"))
            }
            (OfLayer::GeoJson, _) => GeoJson.write(layer, to),
            (OfLayer::GeoJsonLines, _) => GeoJsonLines.write(layer, to),
            (OfLayer::FlatGeobuf, _) => FlatGeobuf { lang: voice.lang }.write(layer, to),
            (OfLayer::Csv, _) if extension == "csvt" => LayerCsvTypes.write(layer, to),
            (OfLayer::Csv, _) => LayerCsv.write(layer, to),
            (OfLayer::Shapefile, _) => {
                let shapefile = self.shapefile.as_ref().expect("a Shapefile is measured");
                shapefile.write(layer, part_of(path), voice.lang, to)
            }
            #[cfg(feature = "parquet")]
            (OfLayer::GeoParquet, _) => maillage::output::GeoParquet.write(layer, to),
        }
    }

    /// What the layer loses in the format, in words.
    pub(crate) fn losses(&self, voice: Voice) -> Vec<String> {
        let losses = self.shapefile.iter().flat_map(Shapefile::losses);
        losses.map(|loss| loss.sentence(voice)).collect()
    }
}

impl OfDataset {
    /// The file of a run and those that belong to it.
    pub(crate) fn files(self, path: &Path) -> Vec<PathBuf> {
        match self {
            Self::Project => vec![path.to_owned(), path.with_extension("gpkg")],
            Self::GeoPackage | Self::Workbook | Self::WebPage => vec![path.to_owned()],
        }
    }

    /// Writes the file at `path`, which is one of [`OfDataset::files`].
    pub(crate) fn write(
        self,
        path: &Path,
        dataset: &Dataset,
        voice: Voice,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        match self {
            Self::Project if path.extension().is_some_and(|end| end == "gpkg") => {
                GeoPackage { lang: voice.lang }.write(dataset, to)
            }
            Self::Project => {
                let package = path.with_extension("gpkg");
                let name = package.file_name().unwrap_or_default().to_string_lossy();
                write_project(to, dataset, &name, voice)
            }
            Self::GeoPackage => GeoPackage { lang: voice.lang }.write(dataset, to),
            Self::Workbook => Workbook { voice }.write(dataset, to),
            Self::WebPage => WebPage { voice }.write(dataset, to),
        }
    }
}

/// The part of a Shapefile that a file is.
fn part_of(path: &Path) -> ShapefilePart {
    match path.extension().unwrap_or_default().to_string_lossy().as_ref() {
        "shx" => ShapefilePart::Index,
        "dbf" => ShapefilePart::Table,
        "prj" => ShapefilePart::ReferenceSystem,
        "cpg" => ShapefilePart::Encoding,
        "csv" => ShapefilePart::Fields,
        _ => ShapefilePart::Shapes,
    }
}

fn refused(field: &'static str, path: &Path, expected: Words) -> anyhow::Error {
    BadOption { field, value: path.display().to_string(), expected }.into()
}
