//! The journal of a run that puts its files in place: who finds it can finish or undo the work.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::staging::{self, sync_folder};
use crate::execution::is_file_name;

/// What a run is about to do, written before it does any of it.
///
/// There is a copy in each staging folder of the set; the one of the first folder is written
/// last and makes the others valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    /// The staging folders, each in the folder of its files.
    pub(super) stagings: Vec<OsString>,
    /// The files, in the order in which they are put in place.
    pub(super) moves: Vec<Move>,
}

/// A file that is put in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Move {
    /// Rank of its staging folder.
    pub(super) staging: usize,
    /// Its name.
    pub(super) name: OsString,
    /// Whether there was a file of that name before.
    pub(super) replaces: bool,
}

/// What became of the files of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All were in place already.
    Nothing,
    /// All are in place now.
    Finished,
    /// Those from before are in place again.
    Undone,
}

/// A file that can neither be put in place nor replaced by the one from before.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) path: PathBuf,
    pub(super) cause: io::Error,
    /// Whether the files from before are in place again; else the set is mixed.
    pub(super) is_undone: bool,
}

/// Where a file is at each moment.
struct Placement {
    /// Written and synchronised; gone once it is in place.
    staged: PathBuf,
    target: PathBuf,
    /// Where the file that was there is kept meanwhile.
    kept: PathBuf,
}

impl Journal {
    /// Writes the journal into every staging folder.
    ///
    /// # Errors
    ///
    /// Those of the file system; no file is in place then.
    pub(super) fn write(&self) -> io::Result<()> {
        let content = serde_json::to_vec(self)?;
        for folder in self.stagings().collect::<Vec<_>>().into_iter().rev() {
            staging::sync(folder);
            let path = staging::journal(folder);
            // Renamed when complete: a journal is whole or absent.
            let unfinished = path.with_extension("unfinished");
            let mut file = File::create(&unfinished)?;
            file.write_all(&content)?;
            file.sync_all()?;
            drop(file);
            fs::rename(unfinished, path)?;
            sync_folder(folder);
        }
        Ok(())
    }

    /// The journal in the staging folder at `path`; `None` when its run had not begun to put
    /// files in place, when all that it wanted is done, or when it is not one that this program
    /// writes: it may touch only files beside staging folders that hold the same journal.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let read = |folder: &Path| -> Option<Self> {
            serde_json::from_slice(&fs::read(staging::journal(folder)).ok()?).ok()
        };
        let mut found = read(path)?;
        let is_sound = |one: &Move| one.staging < found.stagings.len() && is_file_name(&one.name);
        let are_moves_sound = found.moves.iter().all(is_sound);
        if let [only] = &mut found.stagings[..] {
            // The folder may have been moved since.
            *only = path.into();
            return are_moves_sound.then_some(found);
        }
        let is_same = |folder: &Path| {
            let is_gone = !exists(folder) && folder != found.first();
            staging::is_staging(folder) && (is_gone || read(folder).as_ref() == Some(&found))
        };
        let is_sound = !found.stagings.is_empty() && found.stagings().all(is_same);
        (is_sound && are_moves_sound).then_some(found)
    }

    /// Ends the journal, before its staging folders are deleted: whoever finds one of them then
    /// has nothing to finish.
    pub(super) fn close(&self) {
        let _ = fs::remove_file(staging::journal(self.first()));
        sync_folder(self.first());
    }

    /// The folders of the files.
    pub(super) fn folders(&self) -> impl Iterator<Item = &Path> {
        self.stagings().filter_map(Path::parent)
    }

    fn stagings(&self) -> impl Iterator<Item = &Path> {
        self.stagings.iter().map(Path::new)
    }

    /// Puts in place every file that is not yet, or puts back all when one refuses.
    ///
    /// # Errors
    ///
    /// [`Failure`], with the first file that cannot be put in place, and why.
    pub(super) fn carry_out(&self) -> Result<Outcome, Failure> {
        if staging::is_undoing(self.first()) {
            let undone = self.undo();
            return undone.map(|()| Outcome::Undone).map_err(|(path, cause)| Failure {
                path,
                cause,
                is_undone: false,
            });
        }
        match self.finish() {
            Ok(0) => Ok(Outcome::Nothing),
            Ok(_) => Ok(Outcome::Finished),
            Err((path, cause)) => Err(Failure { path, cause, is_undone: self.undo().is_ok() }),
        }
    }

    /// How many files were put in place.
    fn finish(&self) -> Result<usize, (PathBuf, io::Error)> {
        let mut moved = 0;
        for (_, paths) in self.pending() {
            moved += usize::from(paths.finish().map_err(|cause| (paths.target, cause))?);
        }
        self.sync_folders();
        Ok(moved)
    }

    /// Puts back every file that was replaced, and removes those that replaced none. The first
    /// that cannot be put back is the error; the others are.
    fn undo(&self) -> Result<(), (PathBuf, io::Error)> {
        // Whoever goes on after a kill goes on in this direction.
        staging::set_undoing(self.first()).map_err(|cause| (self.first().to_owned(), cause))?;
        let mut first = Ok(());
        for (one, paths) in self.pending().collect::<Vec<_>>().into_iter().rev() {
            if let Err(cause) = paths.undo(one.replaces) {
                first = first.and(Err((paths.target, cause)));
            }
        }
        self.sync_folders();
        first
    }

    /// The staging folder whose journal decides.
    fn first(&self) -> &Path {
        Path::new(&self.stagings[0])
    }

    /// The files of the set.
    pub(super) fn targets(&self) -> Vec<PathBuf> {
        self.moves.iter().map(|one| self.paths(one).target).collect()
    }

    /// The moves whose staging folder is there: of one that is gone, all was done.
    fn pending(&self) -> impl Iterator<Item = (&Move, Placement)> {
        let paths = self.moves.iter().map(|one| (one, self.paths(one)));
        paths.filter(|(one, _)| exists(Path::new(&self.stagings[one.staging])))
    }

    fn paths(&self, one: &Move) -> Placement {
        let staging = Path::new(&self.stagings[one.staging]);
        Placement {
            staged: staging::new_file(staging, &one.name),
            target: staging.with_file_name(&one.name),
            kept: staging::old_file(staging, &one.name),
        }
    }

    fn sync_folders(&self) {
        self.folders().for_each(sync_folder);
    }
}

impl Placement {
    /// Whether there was anything to do.
    fn finish(&self) -> io::Result<bool> {
        if !exists(&self.staged) {
            return Ok(false);
        }
        if self.target.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if exists(&self.target) && !exists(&self.kept) {
            // A second name, so that there is always a file under the first one; where the
            // file system knows no second names, the file is moved.
            fs::hard_link(&self.target, &self.kept)
                .or_else(|_| fs::rename(&self.target, &self.kept))?;
        }
        fs::rename(&self.staged, &self.target)?;
        Ok(true)
    }

    fn undo(&self, replaces: bool) -> io::Result<()> {
        if exists(&self.kept) {
            return fs::rename(&self.kept, &self.target);
        }
        let is_placed = !exists(&self.staged) && exists(&self.target);
        if is_placed && !replaces { fs::remove_file(&self.target) } else { Ok(()) }
    }
}

/// Whether there is anything under this name, be it a link that leads nowhere.
fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
