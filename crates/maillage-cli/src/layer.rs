//! The output files of a command: written out of sight, and put in place together.

use std::{
    fmt::Debug,
    io::{self, Write},
    path::{Path, PathBuf},
};

use maillage::{
    intake::ledger::Ledger,
    map::Picture,
    output::{
        self, Dataset, DatasetOptions, Execution, GeoJson, GeometryType, Layer, LayerFile,
        LayerFormat, LayersWanted, OutputSet, Resumed, RunId, StyleOptions, StyledLayer, Voice,
        sentences::commands as words, style::Style,
    },
};

use crate::{
    Common,
    faults::Fault,
    formats::{Format, OfDataset, OfLayer, OfPicture},
    paths::Paths,
    sentences, terminal,
};

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

    /// Writes the layers of a run to each of `targets`, and the account of every row beside those
    /// that do not hold it; `-` writes the main layer alone, to standard output. A layer that names
    /// its run names the files of it too, `more` among them, which are written.
    pub(crate) fn write_dataset(
        &mut self,
        targets: &Targets,
        mut dataset: Dataset,
        execution: Option<&Execution>,
        ledger: Option<&Ledger>,
        more: &[&Path],
        common: &Common,
    ) -> anyhow::Result<()> {
        let voice = common.voice();
        targets.check_style(&dataset, voice)?;
        for styled in &mut dataset.layers {
            styled.layer.execution = execution.cloned();
            // Styles pass over a provenance that cannot be stated; no output does.
            styled.layer.provenance()?;
        }
        let mut written: Vec<PathBuf> = more.iter().map(|path| (*path).to_owned()).collect();
        if let Some(ledger) = ledger {
            for path in targets.ledgers() {
                self.write(&path, |to| output::write_ledger(to, ledger, common.voice()))?;
                written.push(path);
            }
        }
        if targets.pictures().next().is_some() {
            let picture = Picture::of(&dataset, targets.drawn(&dataset)?, voice)?;
            for (path, format) in targets.pictures() {
                self.write(path, |to| picture.write(format, to))?;
                written.push(path.clone());
            }
        }
        for (path, format) in targets.of_datasets() {
            for file in format.files(path) {
                // A project shares the package that is asked for beside it.
                if !written.contains(&file) {
                    self.write(&file, |to| format.write(&file, &dataset, voice, to))?;
                    written.push(file);
                }
            }
        }
        // The main layer comes last, and names all others.
        dataset.layers.sort_by_key(|styled| styled.file == LayerFile::Main);
        for (out, format) in targets.of_layers() {
            if out == Path::new("-") {
                let mut stdout = terminal::json_stdout();
                GeoJson.write(&dataset.main().layer, &mut stdout)?;
                stdout.flush()?;
                continue;
            }
            for StyledLayer { layer, styles, file } in &mut dataset.layers {
                let Some(path) = path_of(out, *file) else { continue };
                let measured = format.measured(layer)?;
                for loss in measured.losses(voice).iter().filter(|_| !common.quiet) {
                    terminal::note(format_args!("{}: {loss}", path.display()));
                }
                let files = format.files(&path);
                let before = if *file == LayerFile::Main { written.clone() } else { Vec::new() };
                let beside = files[1..].iter().filter(|file| !before.contains(file));
                let beside: Vec<PathBuf> = beside.cloned().collect();
                for file in beside.iter().filter(|file| !written.contains(file)) {
                    self.write(file, |to| measured.write(file, layer, styles.first(), voice, to))?;
                }
                let known = beside.iter().chain(&before).map(PathBuf::as_path);
                self.list(layer, &path, known)?;
                self.write(&path, |to| measured.write(&path, layer, None, voice, to))?;
                if let Some(execution) = &mut layer.execution {
                    execution.files.clear();
                }
                written.extend(beside);
                written.push(path);
            }
        }
        Ok(())
    }

    /// Writes a layer and its style beside it, without a ledger.
    pub(crate) fn write_styled(
        &mut self,
        path: &Path,
        mut layer: Layer,
        common: &Common,
    ) -> anyhow::Result<()> {
        let style_file = path.with_extension("qml");
        let styles = output::styles_of(&layer, &StyleOptions::default(), common.voice());
        if let Some(style) = styles.first() {
            self.write(&style_file, |to| output::write_qml(to, style, &layer))?;
        }
        self.list(&mut layer, path, [style_file.as_path()])?;
        self.write(path, |to| GeoJson.write(&layer, to))
    }

    /// Has `layer`, which will be at `out`, name the files of its run that are written in its
    /// folder.
    fn list<'path>(
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

/// The files of a command that were asked for, each with its format.
pub(crate) struct Targets {
    files: Vec<(PathBuf, Format)>,
    options: DatasetOptions,
}

impl Targets {
    /// The files of `outs` and of `maps`, in their order, drawn as `options` say.
    ///
    /// # Errors
    ///
    /// For a name whose extension names no format, and for a picture in a style without areas.
    pub(crate) fn new(
        outs: &[PathBuf],
        maps: &[PathBuf],
        options: DatasetOptions,
    ) -> anyhow::Result<Self> {
        // That a folder is none is said with its name, later.
        let of_out = |path: &PathBuf| match path == Path::new("-") || path.is_dir() {
            true => Ok((path.clone(), Format::Layer(OfLayer::GeoJson))),
            false => Ok((path.clone(), Format::of(path)?)),
        };
        let outs: Vec<_> = outs.iter().map(of_out).collect::<anyhow::Result<_>>()?;
        let maps = maps.iter().map(|path| Ok((path.clone(), Format::of_map(path)?)));
        let maps: Vec<_> = maps.collect::<anyhow::Result<_>>()?;
        let files: Vec<(PathBuf, Format)> = outs.into_iter().chain(maps).collect();
        let picture = files.iter().find(|(_, format)| matches!(format, Format::Picture(_)));
        if let (Some((path, _)), Some(style)) =
            (picture, options.first.filter(|of| of.is_of_points()))
        {
            anyhow::bail!(Fault(sentences::style_of_points(path, style.name())));
        }
        let of_layers = files.iter().all(|(_, format)| matches!(format, Format::Layer(_)));
        let layers = if of_layers { LayersWanted::WithFiles } else { LayersWanted::All };
        Ok(Self { files, options: DatasetOptions { layers, ..options } })
    }

    /// What the files take of the layers of a run.
    pub(crate) fn options(&self) -> &DatasetOptions {
        &self.options
    }

    /// Every file that is written for a run with these layers, and the accounts of its rows.
    pub(crate) fn all_with_ledgers(&self, layers: &[LayerFile]) -> Vec<PathBuf> {
        self.all(layers).into_iter().chain(self.ledgers()).collect()
    }

    /// Every file that is written for a run with these layers, but the accounts of its rows.
    pub(crate) fn all(&self, layers: &[LayerFile]) -> Vec<PathBuf> {
        let files = self.files.iter().flat_map(|(out, format)| match format {
            _ if out == Path::new("-") => Vec::new(),
            Format::Layer(format) => {
                let paths = layers.iter().filter_map(|file| path_of(out, *file));
                paths.flat_map(|path| format.files(&path)).collect()
            }
            Format::Dataset(format) => format.files(out),
            Format::Picture(_) => vec![out.clone()],
        });
        // Two formats of one name share its style, and a project the package beside it.
        let mut all: Vec<PathBuf> = Vec::new();
        for file in files {
            let is_shared =
                ["qml", "gpkg"].iter().any(|end| file.extension() == Some(end.as_ref()));
            if !(is_shared && all.contains(&file)) {
                all.push(file);
            }
        }
        all
    }

    fn of_layers(&self) -> impl Iterator<Item = (&PathBuf, OfLayer)> {
        self.files.iter().filter_map(|(path, format)| match format {
            Format::Layer(format) => Some((path, *format)),
            _ => None,
        })
    }

    fn of_datasets(&self) -> impl Iterator<Item = (&PathBuf, OfDataset)> {
        self.files.iter().filter_map(|(path, format)| match format {
            Format::Dataset(format) => Some((path, *format)),
            _ => None,
        })
    }

    /// The first picture that is asked for.
    pub(crate) fn picture(&self) -> Option<&Path> {
        self.pictures().next().map(|(path, _)| path.as_path())
    }

    fn pictures(&self) -> impl Iterator<Item = (&PathBuf, OfPicture)> {
        self.files.iter().filter_map(|(path, format)| match format {
            Format::Picture(format) => Some((path, *format)),
            _ => None,
        })
    }

    /// The accounts of every row, one for the files of a name.
    fn ledgers(&self) -> Vec<PathBuf> {
        let files = self.of_layers().filter(|(path, _)| *path != Path::new("-"));
        let mut ledgers: Vec<PathBuf> =
            files.map(|(path, _)| path.with_extension("ledger.csv")).collect();
        ledgers.sort();
        ledgers.dedup();
        ledgers
    }

    /// Checks that a layer can be drawn in the style that is asked for, whatever is written.
    fn check_style(&self, dataset: &Dataset, voice: Voice) -> anyhow::Result<()> {
        Ok(output::check_style(dataset, &self.options, voice)?)
    }

    /// The layer and the style of pictures.
    fn drawn<'run>(&self, dataset: &'run Dataset) -> anyhow::Result<(&'run str, &'run Style)> {
        let (layer, style) = match self.options.first {
            None => {
                let main = dataset.main();
                (
                    &main.layer,
                    main.styles.first().ok_or_else(|| Fault(sentences::nothing_to_draw()))?,
                )
            }
            Some(name) => {
                let styles = dataset.layers.iter().flat_map(|styled| {
                    styled.styles.iter().map(move |style| (&styled.layer, style))
                });
                let found = styles.into_iter().find(|(_, style)| style.name == name.name());
                found.ok_or_else(|| Fault(sentences::style_of_no_layer(name.name())))?
            }
        };
        let is_of_areas = layer.geometry_type == GeometryType::Area;
        anyhow::ensure!(is_of_areas, Fault(sentences::no_areas(layer.name)));
        Ok((layer.name, style))
    }
}

/// The table of territories beside the first of `outs`, of the layer `named` or of the main one:
/// under a longer name where a layer as CSV may have its own. `None` without files.
pub(crate) fn territories_table(outs: &[PathBuf], named: Option<&str>) -> Option<PathBuf> {
    let ends = named.into_iter().chain(has_csv(outs).then_some("territoires")).chain(["csv"]);
    Some(outs.first()?.with_extension(ends.collect::<Vec<_>>().join(".")))
}

/// Whether layers are written as CSV, beside which tables need other names.
pub(crate) fn has_csv(outs: &[PathBuf]) -> bool {
    outs.iter().any(|out| matches!(Format::of(out), Ok(Format::Layer(OfLayer::Csv))))
}

/// The path of a layer beside `out`; `None` where it has no file of its own.
fn path_of(out: &Path, file: LayerFile) -> Option<PathBuf> {
    match file {
        LayerFile::Main => Some(out.to_owned()),
        LayerFile::Beside(name) => {
            let extension = out.extension().unwrap_or_default().to_string_lossy();
            Some(out.with_extension(format!("{name}.{extension}")))
        }
        LayerFile::None => None,
    }
}
