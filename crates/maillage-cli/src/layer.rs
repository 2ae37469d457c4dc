//! The output files of a command: written out of sight, and put in place together.

use std::{
    fmt::Debug,
    io::{self, Write},
    path::{Path, PathBuf},
};

use maillage::{
    core::BadOption,
    intake::ledger::Ledger,
    output::{
        self, Coverage, Execution, GeoJson, Layer, LayerFormat, OutputSet, Resumed, RunId,
        qml::Style, sentences::commands as words,
    },
};

use crate::{Common, paths::Paths, terminal};

/// The output files of a command, reserved but not visible yet.
pub(crate) struct Outputs {
    paths: Vec<PathBuf>,
    set: OutputSet,
}

impl Outputs {
    /// Reserves every file that the command writes, before any long computation, and says what
    /// was mended of a run that was killed.
    pub(crate) fn reserve(of_run: &Paths, common: &Common) -> anyhow::Result<Self> {
        let paths = of_run.writes().to_vec();
        let set = OutputSet::reserve(&paths, &of_run.reads())?;
        say_resumed(set.resumed(), common);
        say_other_runs(of_run, common);
        Ok(Self { paths, set })
    }

    /// Writes one file.
    pub(crate) fn write(
        &mut self,
        path: &Path,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        Ok(self.set.write(self.rank(path), content)?)
    }

    /// Writes a layer, its style and its ledger; `-` writes the layer alone, to standard
    /// output. A layer that names its run names the files of it too: those beside it, and
    /// `more`, which are written.
    pub(crate) fn write_layer(
        &mut self,
        out: &Path,
        mut layer: Layer,
        style: &Style,
        ledger: &Ledger,
        more: &[&Path],
        common: &Common,
    ) -> anyhow::Result<()> {
        let [_, style_file, ledger_file] = &beside(out)?[..] else {
            let mut stdout = terminal::json_stdout();
            GeoJson.write(&layer, &mut stdout)?;
            return Ok(stdout.flush()?);
        };
        self.write(style_file, |to| style.write(&layer, to))?;
        self.write(ledger_file, |to| output::write_ledger(to, ledger, common.voice()))?;
        let written = [style_file.as_path(), ledger_file].into_iter().chain(more.iter().copied());
        self.list(&mut layer, out, written)?;
        self.write(out, |to| GeoJson.write(&layer, to))
    }

    /// Writes the layer of communes, as [`Self::write_layer`] does, and the style of its hot spots.
    pub(crate) fn write_communes(
        &mut self,
        out: &Path,
        (layer, style): (Layer, &Style),
        coverage: &Coverage,
        more: &[&Path],
        common: &Common,
    ) -> anyhow::Result<()> {
        let spots = hot_spots_file(out);
        let mut more = more.to_vec();
        if let Some(style) = output::hot_spots_style(coverage, common.voice())
            && out != Path::new("-")
        {
            self.write(&spots, |to| style.write(&layer, to))?;
            more.push(&spots);
        }
        self.write_layer(out, layer, style, &coverage.ledger, &more, common)
    }

    /// Writes a layer and its style beside it, without a ledger. The layer names the files of its
    /// run: the style, and `more`, which are written.
    pub(crate) fn write_styled(
        &mut self,
        path: &Path,
        mut layer: Layer,
        style: &Style,
        more: &[&Path],
    ) -> anyhow::Result<()> {
        let style_file = path.with_extension("qml");
        self.write(&style_file, |to| style.write(&layer, to))?;
        let files = [style_file.as_path()].into_iter().chain(more.iter().copied());
        self.list(&mut layer, path, files)?;
        self.write(path, |to| GeoJson.write(&layer, to))
    }

    /// Has `layer`, which will be at `out`, name the files of its run that are written in its
    /// folder.
    pub(crate) fn list<'path>(
        &self,
        layer: &mut Layer,
        out: &Path,
        written: impl IntoIterator<Item = &'path Path>,
    ) -> anyhow::Result<()> {
        let Some(Execution { run, files, .. }) = &mut layer.execution else { return Ok(()) };
        let out = self.rank(out);
        let ranks = written.into_iter().map(|path| self.rank(path));
        for rank in ranks.filter(|rank| self.set.are_neighbours(*rank, out)) {
            files.push(self.set.written(rank, out, run)?);
        }
        Ok(())
    }

    /// Where a file is until it is put in place, under its name.
    pub(crate) fn staged(&self, path: &Path) -> PathBuf {
        self.set.staged(self.rank(path))
    }

    /// Puts every file in its place, and returns their paths.
    pub(crate) fn publish(self, common: &Common) -> anyhow::Result<Vec<PathBuf>> {
        say_resumed(&self.set.publish()?, common);
        Ok(self.paths)
    }

    fn rank(&self, path: &Path) -> usize {
        let rank = self.paths.iter().position(|reserved| reserved == path);
        rank.expect("a file that is written was reserved")
    }
}

/// The style of the hot spots of a layer.
pub(crate) fn hot_spots_file(out: &Path) -> PathBuf {
    out.with_extension("points-chauds.qml")
}

/// Says what was mended of runs that were killed.
fn say_resumed(resumed: &[Resumed], common: &Common) {
    for Resumed { files, is_finished } in resumed.iter().filter(|_| !common.quiet) {
        let files = files.iter().map(|file| file.display().to_string());
        let said = if *is_finished { words::run_finished } else { words::run_undone };
        terminal::note(said(common.voice(), &files.collect::<Vec<_>>().join(", ")));
    }
}

/// Says which inputs lie beside files of another run than theirs.
pub(crate) fn say_other_runs(of_run: &Paths, common: &Common) {
    for path in of_run.reads().into_iter().filter(|_| !common.quiet) {
        for file in output::other_runs_beside(path) {
            terminal::note(words::other_run(common.voice(), &path.display(), &file));
        }
    }
}

/// Names a run by its inputs, the mapping among them, and by the options that are no files.
pub(crate) fn run_id(
    ledger: &Ledger,
    options: &dyn Debug,
    mapping: Option<&Path>,
    common: &Common,
) -> RunId {
    let mapping = mapping.and_then(|path| maillage::tables::read_settings(path).ok());
    RunId::of(ledger, &(options, mapping), common.lang)
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
