//! Output of a layer: a GeoJSON with its style and its ledger, or the GeoJSON alone on
//! standard output.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use maillage::{
    core::BadOption,
    intake::ledger::Ledger,
    output::{self, AtomicFiles},
};

use crate::{Common, paths::Paths, terminal};

/// The output files of a layer, reserved but not visible yet; empty for standard output.
pub(crate) struct LayerFiles {
    paths: Vec<PathBuf>,
    /// Number of files of the layer itself: all or none.
    layer: usize,
    files: AtomicFiles,
}

impl LayerFiles {
    /// Reserves `out` with its style and ledger, and the `more` files, before any long
    /// computation. With `-` for `out`, only the `more` files are reserved.
    pub(crate) fn reserve(out: &Path, more: &[&Path], of_run: &Paths) -> anyhow::Result<Self> {
        let mut paths = beside(out)?;
        let layer = paths.len();
        paths.extend(more.iter().map(|path| path.to_path_buf()));
        let files = AtomicFiles::reserve(&paths, &of_run.reads())?;
        Ok(Self { paths, layer, files })
    }

    /// Writes one of the `more` files.
    pub(crate) fn write_more(
        &mut self,
        path: &Path,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        let rank = self.paths.iter().skip(self.layer).position(|reserved| reserved == path);
        let rank = rank.expect("a file that is written was reserved") + self.layer;
        Ok(self.files.write(rank, content)?)
    }

    /// Writes the layer, its style and its ledger, makes all files visible, and prints
    /// their paths.
    pub(crate) fn write(
        mut self,
        layer: impl FnOnce(&mut dyn Write) -> io::Result<()>,
        style: impl FnOnce(&mut dyn Write) -> io::Result<()>,
        ledger: &Ledger,
        common: &Common,
    ) -> anyhow::Result<Vec<PathBuf>> {
        if self.layer == 0 {
            let mut stdout = terminal::json_stdout();
            layer(&mut stdout)?;
            stdout.flush()?;
        } else {
            self.files.write(0, layer)?;
            self.files.write(1, style)?;
            self.files.write(2, |to| output::write_ledger(to, ledger, common.voice()))?;
        }
        self.files.publish()?;
        Ok(self.paths)
    }
}

/// The end of a report: every row if requested, and the paths of the files.
pub(crate) fn write_closing(
    to: &mut dyn Write,
    ledger: &Ledger,
    written: &[PathBuf],
    common: &Common,
) -> io::Result<()> {
    if common.verbose {
        output::write_ledger(to, ledger, common.voice())?;
    }
    for path in written {
        writeln!(to, "→ {}", path.display())?;
    }
    Ok(())
}

/// The paths of a layer, its style and its ledger; empty for standard output.
pub(crate) fn beside(out: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if out == Path::new("-") {
        return Ok(Vec::new());
    }
    let extension = out.extension().unwrap_or_default().to_ascii_lowercase();
    if !out.is_dir() && extension != "geojson" && extension != "json" {
        let expected = "is no name for a GeoJSON; end it in .geojson";
        return Err(BadOption { field: "--out", value: out.display().to_string(), expected }.into());
    }
    Ok(vec![out.to_owned(), out.with_extension("qml"), out.with_extension("ledger.csv")])
}
