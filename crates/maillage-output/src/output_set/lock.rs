//! The lock of a folder: one run at a time puts files in place there.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use same_file::Handle;

/// Name of the file that is locked. It is there only while a run holds or awaits the lock.
const NAME: &str = ".maillage-lock";
/// How often a file that another run is deleting is asked for again.
const ATTEMPTS: usize = 200;

/// The lock of a folder, until it is dropped.
///
/// Held for moments: while leftovers are swept and while files are renamed. Where the file
/// system knows no locks, runs go on without.
#[derive(Debug)]
pub(super) struct FolderLock {
    path: PathBuf,
    _file: File,
}

impl FolderLock {
    /// Waits for the lock of `folder`.
    ///
    /// # Errors
    ///
    /// When the folder takes no files.
    pub(super) fn acquire(folder: &Path) -> io::Result<Self> {
        let path = folder.join(NAME);
        let mut last = io::Error::from(io::ErrorKind::WouldBlock);
        for _ in 0..ATTEMPTS {
            match Self::attempt(&path) {
                Ok(Some(file)) => return Ok(Self { path, _file: file }),
                Ok(None) => {}
                // On Windows, a file that is being deleted refuses to be opened.
                Err(cause) if cfg!(windows) && cause.kind() == io::ErrorKind::PermissionDenied => {
                    last = cause;
                    thread::sleep(Duration::from_millis(10));
                }
                Err(cause) => return Err(cause),
            }
        }
        Err(last)
    }

    /// `None` when the one who held the lock deleted the file meanwhile: a lock on a file that
    /// nobody else finds is none.
    fn attempt(path: &Path) -> io::Result<Option<File>> {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.lock() {
            Err(cause) if cause.kind() == io::ErrorKind::Unsupported => return Ok(Some(file)),
            locked => locked?,
        }
        let ours = Handle::from_file(file.try_clone()?)?;
        let found = Handle::from_path(path);
        Ok(found.is_ok_and(|found| found == ours).then_some(file))
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Whoever waits for the lock finds the file gone, and makes another.
        let _ = fs::remove_file(&self.path);
    }
}
