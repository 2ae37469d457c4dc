//! Shapefile: a layer for software that takes nothing newer, in several files of one name.
//!
//! The format is old and narrow: one type of geometry, names of 10 letters, texts of 254 bytes,
//! 255 columns, 2 GB a file. [`Shapefile::of`] looks at the layer first: a layer that does not fit
//! is an error, and what a layer would lose is listed, so that users are told before anything is
//! written. A file `.champs.csv` lists which field is which column.
//!
//! ESRI (1998), Shapefile Technical Description; dBASE III for the table. Written here rather than
//! by the crate `shapefile`, which has no empty layers and no rows without geometry; the tests
//! read with that crate. O(coordinates + cells), each read twice: once to measure, once to write.

mod names;
mod shapes;
mod table;

use std::io::{self, Write};

use maillage_hours::Lang;

use crate::{
    Error, Layer, Result, Voice, csv_rows::CsvRows, layer::GeometryType, sentences::layers as words,
};

/// Largest number of columns of a table of dBASE.
const MOST_COLUMNS: usize = 255;
/// Largest file that all programs read.
const MOST_BYTES: u64 = 0x7fff_ffff;
/// WGS84 as ESRI writes it.
const WGS84: &str = "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

/// What the Shapefile of a layer takes, measured once for all of its files.
#[derive(Debug)]
pub struct Shapefile {
    fields: Vec<Field>,
    /// `None` for a table.
    shapes: Option<shapes::Measured>,
    losses: Vec<ShapefileLoss>,
}

/// A field of the table: the column of the same rank, as dBASE has it.
#[derive(Debug)]
struct Field {
    /// The name: at most 10 letters and digits of ASCII, unique whatever the case.
    name: String,
    /// The number of bytes of each value.
    width: u8,
    /// `C` of texts, `N` of numbers.
    kind: u8,
    decimals: u8,
}

/// What a layer loses as a Shapefile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShapefileLoss {
    /// Columns under a shorter name.
    Renamed {
        /// Their number.
        columns: usize,
    },
    /// Texts that are cut.
    TextsCut {
        /// The name of their column.
        column: String,
        /// The number of rows.
        rows: usize,
    },
}

/// A file of a Shapefile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapefilePart {
    /// The geometries.
    Shapes,
    /// Where each geometry begins.
    Index,
    /// The columns.
    Table,
    /// The reference system.
    ReferenceSystem,
    /// The encoding of texts.
    Encoding,
    /// Which field is which column.
    Fields,
}

impl Shapefile {
    /// Measures `layer`; a table has no geometries.
    ///
    /// # Errors
    ///
    /// [`Error::ShapefileMixed`], [`Error::ShapefileColumns`] and [`Error::ShapefileTooLarge`] for
    /// a layer that the format cannot hold.
    pub fn of(layer: &Layer) -> Result<Self> {
        if layer.geometry_type == GeometryType::LineAndPoint {
            return Err(Error::ShapefileMixed { layer: layer.name });
        }
        if layer.columns.len() > MOST_COLUMNS {
            let columns = layer.columns.len();
            return Err(Error::ShapefileColumns { layer: layer.name, columns });
        }
        let names = names::of_columns(&layer.columns);
        let measured: Vec<_> = layer
            .columns
            .iter()
            .zip(names)
            .map(|(column, name)| table::measured(layer, column, name))
            .collect();
        let mut losses = Vec::new();
        let pairs = || layer.columns.iter().zip(&measured);
        let renamed = pairs().filter(|(column, (field, _))| column.name != field.name).count();
        losses.extend((renamed > 0).then_some(ShapefileLoss::Renamed { columns: renamed }));
        losses.extend(pairs().filter(|(_, (_, cut))| *cut > 0).map(|(column, (_, cut))| {
            ShapefileLoss::TextsCut { column: column.name.clone().into_owned(), rows: *cut }
        }));
        let fields: Vec<_> = measured.into_iter().map(|(field, _)| field).collect();
        let shapes =
            (layer.geometry_type != GeometryType::None).then(|| shapes::Measured::of(layer));
        let of_shapes = shapes.as_ref().map_or(0, shapes::Measured::bytes);
        let bytes = table::bytes(&fields, layer.rows).max(of_shapes);
        if bytes > MOST_BYTES {
            return Err(Error::ShapefileTooLarge { layer: layer.name, bytes });
        }
        Ok(Self { fields, shapes, losses })
    }

    /// What the layer loses, for users to be told before.
    pub fn losses(&self) -> &[ShapefileLoss] {
        &self.losses
    }

    /// The files; a table has no geometries.
    pub fn parts(&self) -> &'static [ShapefilePart] {
        use ShapefilePart::{Encoding, Fields, Index, ReferenceSystem, Shapes, Table};
        match self.shapes {
            None => &[Table, Encoding, Fields],
            Some(_) => &[Shapes, Index, Table, ReferenceSystem, Encoding, Fields],
        }
    }

    /// Writes one of the files of `layer`, which was measured; titles are in `lang`.
    ///
    /// # Errors
    ///
    /// Those of `to`; [`io::ErrorKind::InvalidInput`] for geometries of a table.
    pub fn write(
        &self,
        layer: &Layer,
        part: ShapefilePart,
        lang: Lang,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        let no_shapes = || io::Error::new(io::ErrorKind::InvalidInput, "a table has no geometries");
        let shapes = || self.shapes.as_ref().ok_or_else(no_shapes);
        match part {
            ShapefilePart::Shapes => shapes()?.write_shapes(layer, to),
            ShapefilePart::Index => shapes()?.write_index(to),
            ShapefilePart::Table => table::write(layer, &self.fields, to),
            ShapefilePart::ReferenceSystem => to.write_all(WGS84.as_bytes()),
            ShapefilePart::Encoding => to.write_all(b"UTF-8"),
            ShapefilePart::Fields => self.write_fields(layer, lang, to),
        }
    }

    fn write_fields(&self, layer: &Layer, lang: Lang, to: &mut dyn Write) -> io::Result<()> {
        let mut rows = CsvRows::new(to, &["champ", "colonne", "titre"])?;
        for (field, column) in self.fields.iter().zip(&layer.columns) {
            let cells = [&*field.name, &column.name, column.titles.get(lang)];
            rows.write(cells.map(Into::into))?;
        }
        rows.finish()
    }
}

impl ShapefilePart {
    /// The end of the name of its file, after the name that all files of the layer share.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Shapes => ".shp",
            Self::Index => ".shx",
            Self::Table => ".dbf",
            Self::ReferenceSystem => ".prj",
            Self::Encoding => ".cpg",
            Self::Fields => ".champs.csv",
        }
    }
}

impl ShapefileLoss {
    /// The loss in words.
    pub fn sentence(&self, voice: Voice) -> String {
        match self {
            Self::Renamed { columns: 1 } => words::column_renamed(voice),
            Self::Renamed { columns } => words::columns_renamed(voice, *columns),
            Self::TextsCut { column, rows: 1 } => words::text_cut(voice, column),
            Self::TextsCut { column, rows } => words::texts_cut(voice, column, *rows),
        }
    }
}

#[cfg(test)]
mod tests;
