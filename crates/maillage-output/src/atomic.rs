//! Atomic write: files are written under temporary names and renamed when all are complete.
//!
//! A run that fails, or is stopped, leaves what was there before.

use std::{
    fs, io,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::{Error, Result};

/// A set of files that are written under temporary names and published together.
#[derive(Debug)]
pub struct AtomicFiles {
    pending: Vec<(PathBuf, NamedTempFile)>,
}

impl AtomicFiles {
    /// Creates a temporary file in the folder of each of `paths`, so that a path that cannot be
    /// written is an error before any long work. Links are followed.
    ///
    /// # Errors
    ///
    /// [`Error::IsDirectory`] when a path is a folder, [`Error::OverwritesInput`] when a path is one of `inputs`, [`Error::OutputsCollide`]
    /// when two are one, [`Error::Write`] when a folder does not take files.
    pub fn reserve(paths: &[PathBuf], inputs: &[&Path]) -> Result<Self> {
        for (rank, path) in paths.iter().enumerate() {
            if path.is_dir() {
                return Err(Error::IsDirectory { path: path.clone() });
            }
            if paths[..rank].contains(path) {
                return Err(Error::OutputsCollide { path: path.clone() });
            }
        }
        let pending = paths.iter().map(|path| reserve(path, inputs));
        Ok(Self { pending: pending.collect::<Result<_>>()? })
    }

    /// Writes the content of the file of rank `rank` among the paths of [`Self::reserve`].
    ///
    /// # Errors
    ///
    /// [`Error::Write`]; no file is published then.
    ///
    /// # Panics
    ///
    /// When `rank` is not below the number of paths.
    pub fn write(
        &mut self,
        rank: usize,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        let (path, file) = &mut self.pending[rank];
        let mut buffered = BufWriter::with_capacity(1 << 18, file);
        let written = content(&mut buffered).and_then(|()| buffered.flush());
        written.map_err(|cause| Error::Write { path: path.clone(), cause })
    }

    /// Renames every file to its path. Those written before are replaced.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] for the first that cannot be renamed; those before it are published.
    pub fn publish(self) -> Result<()> {
        for (path, file) in self.pending {
            let placed = file.persist(&path);
            placed.map_err(|error| Error::Write { path, cause: error.error })?;
        }
        Ok(())
    }
}

/// The file that `path` names, behind any link, and the temporary file beside it.
fn reserve(path: &Path, inputs: &[&Path]) -> Result<(PathBuf, NamedTempFile)> {
    let refused = |kind: io::ErrorKind| Error::Write { path: path.to_owned(), cause: kind.into() };
    let target = fs::canonicalize(path).unwrap_or_else(|_| in_its_folder(path));
    // A pipe or a device is not replaced by a file.
    if target.exists() && !target.is_file() {
        return Err(refused(io::ErrorKind::Unsupported));
    }
    let same = |input: &&Path| {
        fs::canonicalize(input).is_ok_and(|input| input == target || is_companion(&target, &input))
    };
    if inputs.iter().any(same) {
        return Err(Error::OverwritesInput { path: path.to_owned() });
    }
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".maillage-");
    // Others may read the map: the mode is that of any new file, as the umask has it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder).map_err(|cause| refused(cause.kind()))?;
    Ok((target, file))
}

/// `path`, which does not exist yet, with its folder resolved.
fn in_its_folder(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")));
    match (folder, path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// Whether `path` is, or would pass for, a part of the Shapefile `shapes`.
fn is_companion(path: &Path, shapes: &Path) -> bool {
    let extension = |path: &Path| path.extension().unwrap_or_default().to_ascii_lowercase();
    let parts = ["dbf", "shx", "prj", "cpg", "qml"];
    extension(shapes) == "shp"
        && parts.iter().any(|part| extension(path) == *part)
        && path.with_extension("") == shapes.with_extension("")
}
