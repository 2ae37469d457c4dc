//! The hidden folder in which a run writes its files, beside the place where they will be.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
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
/// What becomes the file above: a full disk has room for a name, and none for a file.
const NOT_UNDOING: &str = "not-undoing";

/// The staging folders of this process.
static LIVE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The staging folder of a run in one folder; deleted when dropped.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    directory: Option<TempDir>,
    claim: Option<File>,
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
        File::create(directory.path().join(NOT_UNDOING))?;
        let claim = File::create(directory.path().join(CLAIM))?;
        // Without locks the claim says nothing, and nobody sweeps this folder.
        let _ = claim.try_lock();
        live().push(directory.path().to_owned());
        let (directory, claim) = (Some(directory), Some(claim));
        Ok(Self { folder: folder.to_owned(), directory, claim })
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
        // Some file systems do not delete a folder of which a file is open.
        drop(self.claim.take());
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
    if !is_undoing(staging) {
        fs::rename(staging.join(NOT_UNDOING), staging.join(UNDOING))?;
        sync_folder(staging);
    }
    Ok(())
}

/// Makes the names in the staging folder at `staging`, and its own, survive a power cut.
pub(super) fn sync(staging: &Path) {
    let parent = staging.parent().unwrap_or(staging);
    [&staging.join(NEW), staging, parent].into_iter().for_each(sync_folder);
}

/// Makes the names in `folder` survive a power cut, where the system can.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Whether `path` is named as a staging folder.
pub(super) fn is_staging(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX))
}

/// The staging folders in `folder` of runs that have ended without deleting them, by path. None
/// where `folder` cannot be listed: it may still take files.
pub(super) fn abandoned(folder: &Path) -> Vec<Abandoned> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut found: Vec<Abandoned> = folders
        .map(|entry| entry.path())
        .filter(|path| is_staging(path))
        .filter_map(Abandoned::claim)
        .collect();
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
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
    live().drain(..).for_each(|path| remove(&path));
}

fn live() -> MutexGuard<'static, Vec<PathBuf>> {
    LIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn forget(path: &Path) {
    live().retain(|live| live != path);
}

/// Deletes a staging folder. Another thread may write a file into it meanwhile, which stops the
/// deletion of a folder: it is then deleted again.
fn remove(path: &Path) {
    const TRIES: u32 = 200;
    for _ in 0..TRIES {
        if fs::remove_dir_all(path).is_ok() || !path.exists() {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
}
