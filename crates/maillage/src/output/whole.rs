//! Files that appear whole or not at all: written beside their place, then renamed.

use std::{
    fs, io,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// Files being written, none of which can be seen yet.
#[derive(Debug)]
pub struct WholeFiles {
    pending: Vec<(PathBuf, NamedTempFile)>,
}

impl WholeFiles {
    /// Reserves `paths`, before any long work: what cannot be written is told at once.
    ///
    /// # Errors
    ///
    /// [`Error::OverwritesInput`] when a path is one of `inputs`, [`Error::Write`] when
    /// its folder does not take files.
    pub fn reserve(paths: &[PathBuf], inputs: &[&Path]) -> Result<Self> {
        let pending = paths.iter().map(|path| Ok((path.clone(), reserve(path, inputs)?)));
        Ok(Self { pending: pending.collect::<Result<_>>()? })
    }

    /// Writes the file of rank `rank` among those reserved.
    ///
    /// # Errors
    ///
    /// [`Error::Write`]; nothing then appears.
    pub fn write(
        &mut self,
        rank: usize,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        let (path, file) = &mut self.pending[rank];
        let mut buffered = BufWriter::with_capacity(1 << 18, file);
        let written = content(&mut buffered).and_then(|()| buffered.flush());
        written.map_err(|source| Error::Write { path: path.clone(), source })
    }

    /// Makes all the files appear.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] for the first that cannot take its place.
    pub fn publish(self) -> Result<()> {
        for (path, file) in self.pending {
            let placed = file.persist(&path);
            placed.map_err(|error| Error::Write { path, source: error.error })?;
        }
        Ok(())
    }
}

fn reserve(path: &Path, inputs: &[&Path]) -> Result<NamedTempFile> {
    let refused = |source| Error::Write { path: path.to_owned(), source };
    if path.is_dir() {
        return Err(Error::IsDirectory { path: path.to_owned() });
    }
    let same = |input: &&Path| match (fs::canonicalize(input), fs::canonicalize(path)) {
        (Ok(input), Ok(output)) => input == output,
        _ => false,
    };
    if inputs.iter().any(same) {
        return Err(Error::OverwritesInput { path: path.to_owned() });
    }
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".maillage-");
    // Others may read the map: the mode is that of any new file, as the umask has it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(refused)
}
