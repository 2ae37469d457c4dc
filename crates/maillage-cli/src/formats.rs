//! The formats of outputs: which one an extension names, which files it takes, and what writes it.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use maillage::{
    core::BadOption,
    output::{GeoJson, Layer, LayerCsv, LayerFormat, style::Style, write_qml},
};

/// A format of one layer: each layer of a run has a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OfLayer {
    GeoJson,
    Csv,
}

/// A format that holds all layers of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OfDataset {}

/// A picture of a map.
pub(crate) use maillage::map::PictureFormat as OfPicture;

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
            "csv" => Self::Layer(OfLayer::Csv),
            "svg" => Self::Picture(OfPicture::Svg),
            "png" => Self::Picture(OfPicture::Png),
            "pdf" => Self::Picture(OfPicture::Pdf),
            _ => {
                let expected = "names no format; end it in .geojson, .csv, .svg, .png or .pdf";
                return Err(refused("--out", path, expected));
            }
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
            _ => Err(refused("--map", path, "names no picture; end it in .svg, .png or .pdf")),
        }
    }
}

impl OfLayer {
    /// The file of a layer and those that belong to it.
    pub(crate) fn files(self, path: &Path) -> Vec<PathBuf> {
        let style = path.with_extension("qml");
        match self {
            Self::GeoJson => vec![path.to_owned(), style],
            Self::Csv => vec![path.to_owned()],
        }
    }

    /// Writes the file of `path`, one of [`OfLayer::files`].
    pub(crate) fn write(
        self,
        path: &Path,
        layer: &Layer,
        style: Option<&Style>,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        let extension = path.extension().unwrap_or_default();
        match (self, style) {
            (_, Some(style)) if extension == "qml" => write_qml(to, style, layer),
            (Self::GeoJson, _) => GeoJson.write(layer, to),
            (Self::Csv, _) => LayerCsv.write(layer, to),
        }
    }
}

fn refused(field: &'static str, path: &Path, expected: &'static str) -> anyhow::Error {
    BadOption { field, value: path.display().to_string(), expected }.into()
}
