//! The hidden folder in which a run writes its files, beside the place where they will be.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tempfile::TempDir;

/// Beginning of the name of a staging folder.
const PREFIX: &str = ".maillage-run-";
/// Locked for as long as the run lives: who gets the lock knows that the run is dead.
const CLAIM: &str = "claim";
/// Folder of the new files, under their final names.
const NEW: &str = "new";
/// Folder of the files that they replace.
const OLD: &str = "old";
/// What a run that is putting its files in place intends.
const JOURNAL: &str = "journal.json";
/// There when the files are being put back.
const UNDOING: &str = "undoing";

/// The staging folders of this process.
static LIVE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The staging folder of a run in one folder; deleted when dropped.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    /// The first field to go, so that a claim is never held on a folder that is gone.
    directory: Option<TempDir>,
    _claim: File,
}

impl Staging {
    /// Makes a staging folder in `folder`, whose lock the caller holds.
    ///
    /// # Errors
    ///
    /// When the folder takes no files.
    pub(super) fn create(folder: &Path) -> io::Result<Self> {
        let directory = tempfile::Builder::new().prefix(PREFIX).tempdir_in(folder);
        // Without the name of the hidden folder, of which the reader knows nothing.
        let directory = directory.map_err(|cause| io::Error::from(cause.kind()))?;
        fs::create_dir(directory.path().join(NEW))?;
        fs::create_dir(directory.path().join(OLD))?;
        let claim = File::create(directory.path().join(CLAIM))?;
        // Without locks the claim says nothing, and nobody sweeps this folder.
        let _ = claim.try_lock();
        live().push(directory.path().to_owned());
        Ok(Self { folder: folder.to_owned(), directory: Some(directory), _claim: claim })
    }

    /// The folder in which the files will be.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The staging folder itself.
    pub(super) fn path(&self) -> &Path {
        self.directory.as_ref().map_or(&self.folder, TempDir::path)
    }

    /// Keeps the folder on disk, for the next run to finish.
    pub(super) fn leave(mut self) {
        if let Some(directory) = self.directory.take() {
            forget(&directory.keep());
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Some(directory) = self.directory.take() {
            forget(directory.path());
        }
    }
}

/// Where the new file of a name is in the staging folder at `staging`.
pub(super) fn new_file(staging: &Path, name: &std::ffi::OsStr) -> PathBuf {
    staging.join(NEW).join(name)
}

/// Where the file that it replaces is kept.
pub(super) fn old_file(staging: &Path, name: &std::ffi::OsStr) -> PathBuf {
    staging.join(OLD).join(name)
}

/// The journal of the staging folder at `staging`.
pub(super) fn journal(staging: &Path) -> PathBuf {
    staging.join(JOURNAL)
}

/// Whether the run of the staging folder at `staging` was putting its files back.
pub(super) fn is_undoing(staging: &Path) -> bool {
    staging.join(UNDOING).exists()
}

/// Notes that the run of the staging folder at `staging` puts its files back.
pub(super) fn set_undoing(staging: &Path) -> io::Result<()> {
    File::create(staging.join(UNDOING))?.sync_all()
}

/// The staging folders in `folder` of runs that have ended without deleting them.
///
/// # Errors
///
/// When `folder` cannot be listed.
pub(super) fn abandoned(folder: &Path) -> io::Result<Vec<Abandoned>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            found.extend(Abandoned::claim(entry.path()));
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// A staging folder whose run has ended.
#[derive(Debug)]
pub(super) struct Abandoned {
    pub(super) path: PathBuf,
    /// Held, so that two runs do not sweep the same folder. `None` when the run ended before
    /// it made one.
    claim: Option<File>,
}

impl Abandoned {
    /// `None` when the run lives, or when the file system does not tell.
    fn claim(path: PathBuf) -> Option<Self> {
        // Network file systems lock only what is open for writing.
        match File::options().read(true).write(true).open(path.join(CLAIM)) {
            Ok(claim) => claim.try_lock().ok().map(|()| Self { path, claim: Some(claim) }),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                Some(Self { path, claim: None })
            }
            Err(_) => None,
        }
    }

    /// Deletes the folder. What cannot be deleted now is left to the next run.
    pub(super) fn delete(self) {
        drop(self.claim);
        let _ = fs::remove_dir_all(self.path);
    }
}

/// Deletes the staging folders of this process, as one that is interrupted does: nothing that
/// it was writing is left behind, and what was there before stays.
pub(super) fn delete_all() {
    for path in live().drain(..) {
        let _ = fs::remove_dir_all(path);
    }
}

fn live() -> MutexGuard<'static, Vec<PathBuf>> {
    LIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn forget(path: &Path) {
    live().retain(|live| live != path);
}
