//! A layer where its user wants it: a GeoJSON with its style and its ledger beside it, or
//! the GeoJSON alone on standard output.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use maillage::{
    error::Error,
    ledger::Ledger,
    output::{self, WholeFiles},
};

use crate::Common;

/// The files of a layer, reserved and not yet to be seen; none for standard output.
pub(crate) struct LayerFiles {
    paths: Vec<PathBuf>,
    /// How many of the files are those of the layer: all of them or none.
    layer: usize,
    files: WholeFiles,
}

impl LayerFiles {
    /// Reserves `out` and what stands beside it, before any long work; `-` reserves nothing.
    pub(crate) fn reserve(out: &Path, inputs: &[&Path]) -> Result<Self, Error> {
        Self::reserve_with(out, None, inputs)
    }

    /// The same with one more file, wherever it is asked for, even when the layer goes to
    /// standard output.
    pub(crate) fn reserve_with(
        out: &Path,
        more: Option<&Path>,
        inputs: &[&Path],
    ) -> Result<Self, Error> {
        let mut paths = beside(out)?;
        let layer = paths.len();
        paths.extend(more.map(Path::to_owned));
        let files = WholeFiles::reserve(&paths, inputs)?;
        Ok(Self { paths, layer, files })
    }

    /// Writes the layer, its style and its ledger, and says where they are.
    pub(crate) fn write(
        self,
        layer: impl FnOnce(&mut dyn Write) -> io::Result<()>,
        style: impl FnOnce(&mut dyn Write) -> io::Result<()>,
        ledger: &Ledger,
        common: &Common,
    ) -> anyhow::Result<Vec<PathBuf>> {
        self.write_with(layer, style, ledger, |_| Ok(()), common)
    }

    /// The same, and the file that was reserved with the layer, if any.
    pub(crate) fn write_with(
        mut self,
        layer: impl FnOnce(&mut dyn Write) -> io::Result<()>,
        style: impl FnOnce(&mut dyn Write) -> io::Result<()>,
        ledger: &Ledger,
        more: impl FnOnce(&mut dyn Write) -> io::Result<()>,
        common: &Common,
    ) -> anyhow::Result<Vec<PathBuf>> {
        if self.paths.len() > self.layer {
            self.files.write(self.layer, more)?;
        }
        if self.layer == 0 {
            let mut stdout = io::BufWriter::new(io::stdout().lock());
            layer(&mut stdout)?;
            stdout.flush()?;
        } else {
            self.files.write(0, layer)?;
            self.files.write(1, style)?;
            self.files.write(2, |to| output::write_ledger(to, ledger, common.lang))?;
        }
        self.files.publish()?;
        Ok(self.paths)
    }
}

/// The end of a report: every row if asked for, and where the files are.
pub(crate) fn write_closing(
    to: &mut dyn Write,
    ledger: &Ledger,
    written: &[PathBuf],
    common: &Common,
) -> io::Result<()> {
    if common.verbose {
        output::write_ledger(to, ledger, common.lang)?;
    }
    for path in written {
        writeln!(to, "→ {}", path.display())?;
    }
    Ok(())
}

/// A layer, its style and its ledger; none of them for standard output.
fn beside(out: &Path) -> Result<Vec<PathBuf>, Error> {
    if out == Path::new("-") {
        return Ok(Vec::new());
    }
    let extension = out.extension().unwrap_or_default().to_ascii_lowercase();
    if !out.is_dir() && extension != "geojson" && extension != "json" {
        let expected = "is no name for a GeoJSON; end it in .geojson";
        return Err(Error::Option { option: "--out", value: out.display().to_string(), expected });
    }
    Ok(vec![out.to_owned(), out.with_extension("qml"), out.with_extension("ledger.csv")])
}
